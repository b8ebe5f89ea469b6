"""A sheet whose rows are two things at once: each is first a project, which may be there already, then an entry of it."""

from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, faults, said, sheet
from importing.test_wide import BASE

HEADER = ("日期", "村", "项目名称", "建设内容", "资金", "金额（元）", "备注")
DAY, FUND = "2018-02-01", "专项资金"


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    found = Desk(store, tmp_path)
    found.take(BASE)
    return found


def plan(*rows: tuple[str, ...]) -> dict[str, str | bytes]:
    return {"安排表.csv": sheet(HEADER, *rows)}


def allocated(desk: Desk) -> list[tuple[str, str, str, str | None]]:
    rows = desk.store.ok("allocation", "list", "--from", DAY, "--format", "json").rows()
    return sorted((row["project"], row["fund"], row["amount"], row["note"]) for row in rows)


def content(desk: Desk, project: str) -> str | None:
    [row] = desk.store.ok("project", "show", project, "--format", "json").rows()
    found: str | None = row["content"]
    return found


def test_each_row_is_a_project_and_its_allocation(desk: Desk) -> None:
    rows = (
        (DAY, "石桥村", "石桥村道路硬化", "新建", FUND, "300", ""),
        (DAY, "石桥村", "石桥村路灯", "20盏", FUND, "5", "首批"),
        (DAY, "石桥村", "石桥村路灯", "", "企业帮扶资金", "6", "首批"),
        ("", "", "合计", "", "", "311", ""),
    )
    answer = desk.take(plan(*rows), "--as", "项目,安排")
    told = [
        (file["noun"], file["read"], file["created"], file["updated"], file["unchanged"])
        for file in answer.rows("files")
    ]
    assert told == [("project", 4, 1, 1, 1), ("allocation", 4, 3, 0, 0)]
    assert allocated(desk) == [
        ("石桥村路灯", FUND, "5.00", "首批"),
        ("石桥村路灯", "企业帮扶资金", "6.00", "首批"),
        ("石桥村道路硬化", FUND, "300.00", None),
    ]
    assert (content(desk, "石桥村路灯"), content(desk, "石桥村道路硬化")) == ("20盏", "新建")
    desk.store.ok("check")
    desk.store.ok("batch", "undo", str(answer.rows("files")[0]["batch"]))
    assert content(desk, "石桥村道路硬化") is None
    desk.store.ok("check")


def test_what_one_row_says_later_fills_and_what_contradicts_is_a_problem(desk: Desk) -> None:
    first = (DAY, "石桥村", "石桥村路灯", "", FUND, "5", "")
    more = (DAY, "石桥村", "石桥村路灯", "20盏", "企业帮扶资金", "6", "")
    other = (DAY, "石桥村", "石桥村路灯", "30盏", "企业帮扶资金", "7", "")
    before = desk.counts()
    assert faults(desk.bring(plan(first, more, other), "--as", "项目,安排")) == [(4, "建设内容", "30盏")]
    assert desk.counts() == before
    desk.take(plan(first, more), "--as", "project,allocation")
    assert content(desk, "石桥村路灯") == "20盏"


def test_what_is_stored_is_changed_only_where_that_is_the_mode(desk: Desk) -> None:
    """A row of two nouns fills what is blank of a project that is there; another content is never written over unasked."""
    desk.take(plan((DAY, "石桥村", "石桥村路灯", "20盏", FUND, "5", "")), "--as", "项目,安排")
    other = plan(
        (DAY, "石桥村", "石桥村路灯", "30盏", FUND, "6", ""), (DAY, "石桥村", "石桥村道路硬化", "新建", FUND, "1", "")
    )
    before = desk.counts()
    for options in ([], ["--mode", "add"]):
        answer = desk.bring(other, "--as", "项目,安排", *options, lang="zh")
        assert faults(answer) == [(2, "建设内容", "30盏")]
        assert "20盏" in said(answer) and "--mode upsert" in said(answer)
    assert (desk.counts(), content(desk, "石桥村路灯")) == (before, "20盏")
    desk.take(other, "--as", "项目,安排", "--mode", "upsert")
    assert (content(desk, "石桥村路灯"), content(desk, "石桥村道路硬化")) == ("30盏", "新建")


def test_a_note_may_say_that_a_row_is_of_no_village(desk: Desk) -> None:
    rows = ((DAY, "石桥村", "石桥村路灯", "", FUND, "5", ""), (DAY, "", "贴息", "", FUND, "6", "未分村"))
    desk.take(plan(*rows), "--as", "项目,安排")
    [row] = [row for row in desk.store.ok("allocation", "list", "--format", "json").rows() if row["project"] == "贴息"]
    assert row["village"] is None


def test_a_problem_of_a_row_is_told_once(desk: Desk) -> None:
    rows = (
        (DAY, "无名村", "石桥村路灯", "", FUND, "5", ""),
        ("2018-02-30", "石桥村", "石桥村危房改造", "", FUND, "6", ""),
    )
    answer = desk.bring(plan(*rows), "--as", "项目,安排")
    assert (2, "村", "无名村") in faults(answer) and (3, "日期", "2018-02-30") in faults(answer)
    assert len([one for one in faults(answer) if one[1] == "村"]) == 1


def test_columns_of_neither_are_a_problem_and_two_kinds_are_none(desk: Desk) -> None:
    table = {"安排表.csv": sheet((*HEADER, "支出率"), (DAY, "石桥村", "石桥村路灯", "", FUND, "5", "", "1%"))}
    assert {one[1] for one in faults(desk.bring(table, "--as", "项目,安排"))} == {"支出率"}
    assert desk.bring(plan(), "--as", "支出,安排").code == 2


def test_villages_likewise_and_columns_of_figures_beside(desk: Desk) -> None:
    head = ("日期", "县区", "村名", "项目名称", "专项资金（元）", "企业帮扶资金（元）", "合计（元）")
    table = {"安排表.csv": sheet(head, (DAY, "陇西县", "马家堡村", "马家堡村养羊", "7", "8", "15"))}
    wide = ("--wide-columns", "专项资金,企业帮扶资金")
    desk.take(table, "--as", "村,项目,安排", *wide)
    assert [(fund, yuan) for _, fund, yuan, _ in allocated(desk)] == [("专项资金", "7.00"), ("企业帮扶资金", "8.00")]
    [village] = desk.store.ok("village", "show", "马家堡村", "--format", "json").rows()
    assert village["county"] == "陇西县"
