"""Projects in sheets that do not say their village are those that are there already, never second ones of the same name."""

from pathlib import Path

import pytest

from conftest import Answer, Store
from importing.desk import Desk, based, faults, said


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return based(store, tmp_path)


def projects(desk: Desk) -> list[tuple[str, str | None, str | None]]:
    rows = desk.store.ok("project", "list", "--format", "json").rows()
    return sorted(((row["name"], row["village"], row["content"]) for row in rows), key=str)


def counts(answer: Answer) -> list[tuple[object, ...]]:
    return [(row["noun"], row["created"], row["updated"], row["unchanged"]) for row in answer.rows("files")]


def test_a_sheet_without_a_village_column_changes_the_project_of_the_name(desk: Desk) -> None:
    before = len(projects(desk))
    answer = desk.take(
        {"项目二.csv": "项目名称,项目编号,建设内容\n菌菜大棚,DP-1,三座\n技能培训,,两期\n道路养护,,三公里\n"},
        "--mode",
        "upsert",
    )
    assert counts(answer) == [("project", 1, 2, 0)]
    assert len(projects(desk)) == before + 1
    assert {("菌菜大棚", "牙河村", "三座"), ("技能培训", None, "两期"), ("道路养护", None, "三公里")} <= {
        *projects(desk)
    }
    [project] = desk.store.ok("project", "show", "DP-1", "--format", "json").rows()
    assert project["village"] == "牙河村"
    desk.store.ok("check")


def test_in_add_mode_such_a_project_exists(desk: Desk) -> None:
    before = desk.counts()
    answer = desk.bring({"项目二.csv": "项目名称,建设内容\n菌菜大棚,三座\n"})
    assert faults(answer) == [(2, "项目名称", "菌菜大棚")]
    assert "exists already" in said(answer)
    assert desk.counts() == before


def test_a_name_that_several_villages_have_is_refused_with_the_way(desk: Desk) -> None:
    before = desk.counts()
    for options in ("--mode", "upsert"), ("--mode", "add"):
        answer = desk.bring({"项目二.csv": "项目名称,建设内容\n道路硬化,三公里\n"}, *options, lang="zh")
        assert faults(answer) == [(2, "项目名称", "道路硬化")]
        for word in ("牙河村/道路硬化", "咀儿村/道路硬化", "缺少村列", "--set 村=定西市/陇西县/福星镇/牙河村"):
            assert word in said(answer)
    assert desk.counts() == before
    desk.take(
        {"项目二.csv": "项目名称,建设内容\n道路硬化,三公里\n"},
        "--mode",
        "upsert",
        "--set",
        "村=定西市/陇西县/福星镇/牙河村",
    )
    assert ("道路硬化", "牙河村", "三公里") in projects(desk)
    assert ("道路硬化", "咀儿村", None) in projects(desk)


def test_a_project_of_no_village_beside_one_that_has_one_is_written_out(desk: Desk) -> None:
    """As long as it is not there, its namesake would be changed: 未分村 says that it is another."""
    new = "项目名称,建设内容\n菌菜大棚,全县\n"
    desk.take({"项目二.csv": new}, "--mode", "upsert", "--set", "村=未分村")
    assert {("菌菜大棚", "牙河村", None), ("菌菜大棚", None, "全县")} <= {*projects(desk)}
    answer = desk.bring({"项目三.csv": "项目名称,建设内容\n菌菜大棚,哪一个\n"}, "--mode", "upsert", lang="zh")
    assert faults(answer) == [(2, "项目名称", "菌菜大棚")]
    assert "未分村" in said(answer)
    desk.take({"项目三.csv": "项目名称,村,建设内容\n菌菜大棚,,全省\n"}, "--mode", "upsert")
    assert ("菌菜大棚", None, "全省") in projects(desk)
    day = "日期,资金,项目,村,金额（元）\n2017-03-01,自筹资金,菌菜大棚,{},1\n"
    answer = desk.bring({"安排二.csv": day.replace(",村", "").replace(",{}", "")}, lang="zh")
    assert "如 牙河村/菌菜大棚" in said(answer)
    desk.take({"安排二.csv": day.format("未分村")})
    [row] = desk.store.ok("allocation", "list", "--from", "2017-03-01", "--format", "json").rows()
    assert row["village"] is None
    desk.store.ok("check")


def test_a_blank_under_the_header_of_a_village_is_the_one_of_the_name_too(desk: Desk) -> None:
    before = len(projects(desk))
    desk.take({"项目二.csv": "项目名称,村,建设内容\n菌菜大棚,,三座\n"}, "--mode", "upsert")
    assert ("菌菜大棚", "牙河村", "三座") in projects(desk)
    answer = desk.bring({"项目三.csv": "项目名称,村,建设内容\n道路硬化,,三座\n"}, "--mode", "upsert", lang="zh")
    assert faults(answer) == [(2, "项目名称", "道路硬化")]
    assert "村一格空着" in said(answer)
    assert len(projects(desk)) == before


def test_rows_of_one_import_with_and_without_village_are_as_many_projects_as_they_say(desk: Desk) -> None:
    """A blank beside a namesake in one sheet is a project of no village, in either order; what a sheet without the column means follows."""
    first = "项目名称,村\n路灯,\n路灯,牙河村\n水渠,牙河村\n水渠,\n"
    desk.take({"项目二.csv": first})
    assert {("路灯", None, None), ("路灯", "牙河村", None), ("水渠", None, None), ("水渠", "牙河村", None)} <= {
        *projects(desk)
    }
    more = {"a项目.csv": "项目名称,建设内容\n池塘,一口\n", "b项目.csv": "项目名称,村\n池塘,牙河村\n"}
    answer = desk.bring(more, "--mode", "upsert")
    assert faults(answer) == [(2, "项目名称", "池塘")]


def test_what_a_store_wrote_out_is_of_no_village_where_it_says_none(desk: Desk) -> None:
    desk.take({"项目二.csv": "项目名称,村\n菌菜大棚,未分村\n"})
    out = desk.folder / "出.csv"
    desk.store.ok("export", "project", "-o", str(out))
    before = projects(desk)
    desk.take({"出.csv": out.read_bytes()}, "--mode", "upsert")
    assert projects(desk) == before


def test_rows_that_are_projects_and_entries_find_them(desk: Desk) -> None:
    before = len(projects(desk))
    rows = "日期,项目名称,资金,建设内容,金额（元）\n2017-03-01,菌菜大棚,自筹资金,三座,500\n"
    desk.take({"安排二.csv": rows}, "--as", "项目,安排")
    assert len(projects(desk)) == before
    [row] = desk.store.ok("allocation", "list", "--from", "2017-03-01", "--format", "json").rows()
    assert (row["project"], row["village"], row["amount"]) == ("菌菜大棚", "牙河村", "500.00")
    answer = desk.bring({"安排三.csv": rows.replace("菌菜大棚", "道路硬化")}, "--as", "项目,安排", lang="zh")
    assert "缺少村列" in said(answer)
