"""A sheet of projects with a column of stages and one of how far they had come: both are taken; a number without its sign is neither."""

from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, based, faults, said

HEAD = "项目名称,村,项目阶段,形象进度\n"
OPTIONS = ("--as", "项目", "--mode", "upsert", "--as-of", "2017-06-15")


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return based(store, tmp_path)


def stands(desk: Desk) -> list[tuple[str, str | None, str | None]]:
    """Each project's stage and percentage."""
    steps = desk.store.ok("step", "list", "--format", "json").rows()
    percent = {(row["project"]): row["percent"] for row in steps}
    rows = desk.store.ok("project", "list", "--format", "json").rows()
    return [(row["name"], row["stage"], percent.get(row["name"])) for row in rows if row["stage"]]


def test_the_stage_and_the_percentage_are_both_taken(desk: Desk) -> None:
    answer = desk.take({"进度.csv": HEAD + "菌菜大棚,牙河村,实施,15%\n技能培训,,完工,\n"}, *OPTIONS)
    assert [(row["noun"], row["updated"], row["created"]) for row in answer.rows("files")] == [
        ("project", 2, 0), ("step", 0, 1),
    ]  # fmt: skip
    assert stands(desk) == [("菌菜大棚", "implementing", "15%"), ("技能培训", "completed", None)]
    assert not any("left out" in row["note"] for row in answer.rows("notes"))
    again = "项目名称,阶段,形象进度\n道路硬化,实施,已完成30%\n"
    desk.take({"进度二.csv": again}, *OPTIONS, "--set", "村=咀儿村")
    assert ("道路硬化", "implementing", "30%") in stands(desk)
    desk.store.ok("check")


@pytest.mark.parametrize(
    ("cell", "way"),
    [("15", "写成 15%"), ("0.15", "15% 或 0.15%"), ("0.2", "20% 或 0.2%"), ("1", "100% 或 1%"), ("100", "写成 100%")],
)
def test_a_number_without_its_sign_is_refused_with_what_to_write(desk: Desk, cell: str, way: str) -> None:
    for head, row in (HEAD, f"菌菜大棚,牙河村,实施,{cell}\n"), ("项目名称,村,形象进度\n", f"菌菜大棚,牙河村,{cell}\n"):
        answer = desk.bring({"进度.csv": head + row}, *OPTIONS, lang="zh")
        assert faults(answer) == [(2, "形象进度", cell)]
        assert way in said(answer)


@pytest.mark.parametrize("head", ["完成比例(%)", "形象进度（％）", "完成比例(单位:%)"])
def test_under_a_header_that_says_percent_a_number_is_one(desk: Desk, head: str) -> None:
    """One up to 1 is asked for all the same: a spreadsheet keeps 60% as 0.6."""
    rows = "菌菜大棚,牙河村,60\n技能培训,,0\n道路硬化,咀儿村,12.5%\n"
    desk.take({"进度.csv": f"项目名称,村,{head}\n{rows}"}, *OPTIONS)
    steps = desk.store.ok("step", "list", "--format", "json").rows()
    assert {row["project"]: row["percent"] for row in steps} == {
        "菌菜大棚": "60%",
        "技能培训": "0%",
        "道路硬化": "12.5%",
    }
    answer = desk.bring({"进度二.csv": f"项目名称,村,{head}\n菌菜大棚,牙河村,0.7\n"}, *OPTIONS, lang="zh")
    assert "70% 或 0.7%" in said(answer)


def test_beside_the_stages_a_word_is_no_percentage(desk: Desk) -> None:
    answer = desk.bring({"进度.csv": HEAD + "菌菜大棚,牙河村,实施,主体完工\n"}, *OPTIONS)
    assert faults(answer) == [(2, "形象进度", "主体完工")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_beside_a_column_of_percentages_the_other_says_the_stage(desk: Desk, lang: str) -> None:
    """As a sheet of every fortnight has both; and where one has percentages alone, or all are blank."""
    head = "项目名称,村,项目完成情况,完成比例\n"
    desk.take({"半月报.csv": head + "菌菜大棚,牙河村,正在施工,60%\n技能培训,,已完工,100%\n"}, *OPTIONS)
    assert stands(desk) == [("菌菜大棚", "implementing", "60%"), ("技能培训", "completed", "100%")]
    answer = desk.take({"半月报2.csv": head + "道路硬化,咀儿村,提出,\n"}, *OPTIONS, lang=lang)
    assert answer.rows("notes") == []
    desk.take({"比例.csv": "项目名称,村,完成百分比\n道路硬化,咀儿村,15%\n"}, *OPTIONS)
    assert ("道路硬化", "proposed", "15%") in stands(desk)
    unsaid = desk.bring(
        {"比例2.csv": "项目名称,村,完成比例\n道路硬化,咀儿村,20%\n"}, "--as", "项目", "--mode", "upsert"
    )
    assert "--as-of" in said(unsaid)
    assert faults(desk.bring({"半月报3.csv": head + "菌菜大棚,牙河村,正在施工,60\n"}, *OPTIONS)) == [
        (2, "完成比例", "60")
    ]
    drafted = desk.store.ok(
        "layout", "draft", desk.put("半月报4.csv", head + "菌菜大棚,牙河村,正在施工,70%\n"), "--as", "项目"
    ).out
    assert "ignore" not in drafted


@pytest.mark.parametrize("head", ["理由", "原因"])
def test_where_a_percentage_fell_the_sheet_says_why_as_it_is_told_to(desk: Desk, head: str) -> None:
    columns, options = "项目名称,村,完成情况,完成比例", ("--as", "项目", "--mode", "upsert", "--as-of")
    desk.take({"上.csv": f"{columns}\n菌菜大棚,牙河村,实施,60%\n"}, *options, "2017-06-15")
    fell = {"下.csv": f"{columns}\n菌菜大棚,牙河村,实施,40%\n"}
    told = desk.bring(fell, *options, "2017-06-30", lang="zh")
    assert faults(told) == [(2, "完成比例", "40%")]
    assert "「理由」列" in said(told) and "--reason" not in said(told)
    desk.take({"下.csv": f"{columns},{head}\n菌菜大棚,牙河村,实施,40%,返工\n"}, *options, "2017-06-30")
    steps = desk.store.ok("step", "list", "--format", "json").rows()
    assert [(row["percent"], row["reason"]) for row in steps] == [("60%", None), ("40%", "返工")]
    typed = desk.store("step", "add", "进度", "--project", "菌菜大棚", "--percent", "30%", "--date", "2017-07-15")
    assert typed.code == 1 and "--reason" in typed.err


def test_beside_how_far_they_had_come_stands_what_they_had_spent(desk: Desk) -> None:
    """What is advised, once, reads the sheet: the stage, the percentage, and what was spent since."""
    head = "项目名称,完成情况,完成比例,累计支出(元),理由\n"
    table = {"半月报.csv": head + "菌菜大棚,正在施工,60%,20000,\n技能培训,已完工,100%,9000,\n"}
    told = desk.bring(table, *OPTIONS, lang="zh")
    assert faults(told) == [(1, "累计支出(元)", None)]
    assert "--as 项目,支出 --positions --as-of" in said(told)
    both = ("--as", "项目,支出", "--mode", "upsert", "--as-of", "2017-06-15")
    assert "--positions" in said(desk.bring(table, *both)) and len(faults(desk.bring(table, *both))) == 1
    answer = desk.take(table, *both, "--positions")
    assert [(row["noun"], row["created"], row["updated"]) for row in answer.rows("files")] == [
        ("project", 0, 2), ("step", 2, 0), ("spending", 2, 0),
    ]  # fmt: skip
    assert stands(desk) == [("菌菜大棚", "implementing", "60%"), ("技能培训", "completed", "100%")]
    later = {"半月报2.csv": head + "菌菜大棚,正在施工,50%,25000,返工\n技能培训,已完工,100%,9000,\n"}
    desk.take(later, *both[:-1], "2017-06-30", "--positions")
    rows = desk.store.ok("spending", "list", "--format", "json").rows()
    assert [(row["date"], row["amount"]) for row in rows] == [
        ("2017-06-15", "20000.00"), ("2017-06-15", "9000.00"), ("2017-06-30", "5000.00"),
    ]  # fmt: skip
    desk.store.ok("check")


def test_of_two_columns_that_say_progress_the_one_in_percent_is_told_apart(desk: Desk) -> None:
    """进展情况 beside 形象进度; of two in words neither is dropped in silence."""
    head = "项目名称,村,进展情况,形象进度\n"
    desk.take({"半月报.csv": head + "菌菜大棚,牙河村,在建,65%\n"}, *OPTIONS)
    assert stands(desk) == [("菌菜大棚", "implementing", "65%")]
    desk.take(
        {"旬报.csv": "项目名称,实施村,目前进度,完成率\n菌菜大棚,牙河村,正在施工,70%\n"}, *OPTIONS[:-1], "2017-06-20"
    )
    assert ("菌菜大棚", "implementing", "70%") in stands(desk)
    twice = desk.bring({"又.csv": "项目名称,村,进展情况,完成情况\n菌菜大棚,牙河村,在建,已完工\n"}, *OPTIONS)
    assert faults(twice) == [(1, "完成情况", None)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_reason_of_all_rows_is_taken_as_the_refusal_says(desk: Desk, lang: str) -> None:
    head = "项目名称,村,完成比例\n"
    desk.take({"进度.csv": head + "菌菜大棚,牙河村,60%\n技能培训,,80%\n"}, *OPTIONS)
    fell = {"进度二.csv": head + "菌菜大棚,牙河村,50%\n技能培训,,70%\n"}
    later = (*OPTIONS[:-1], "2017-06-30")
    assert "--set 理由=" in said(desk.bring(fell, *later, lang=lang))
    desk.take(fell, *later, "--set", "理由=复核", lang=lang)
    steps = desk.store.ok("step", "list", "--format", "json").rows()
    assert [row["reason"] for row in steps if row["date"] == "2017-06-30"] == ["复核", "复核"]
