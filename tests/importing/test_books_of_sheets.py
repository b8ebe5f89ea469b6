"""Workbooks as offices keep them: covers, notes and empty months beside the tables, and which of them are read (SHEETS 20)."""

from pathlib import Path

import pytest

from conftest import Answer, Store
from importing.books import Cells, xlsx
from importing.desk import Desk, based, said

HEAD = ["日期", "资金", "项目", "金额（元）"]
ROW = ["2017-03-01", "自筹资金", "菌菜大棚", "500"]
COVER: Cells = [["陇西县2018年帮扶资金支出台账"], [""], ["编制单位：陇西县总工会"], ["二〇一八年八月"]]
NOTES: Cells = [["填表说明"], ["1.金额单位为元"], ["2.日期按实际支付日期填写"]]
PLAN: Cells = [["工程", "工段", "好坏"], ["甲镇", "水渠", "一半"], ["乙镇", "村道", "完"]]


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


def created(answer: Answer) -> dict[str, int]:
    return {row["sheet"]: row["created"] for row in answer.rows("files")}


@pytest.mark.parametrize(("lang", "left_out"), [("zh", "没有表格"), ("en", "holds no table")])
def test_covers_notes_and_empty_sheets_are_left_out_and_named(desk: Desk, lang: str, left_out: str) -> None:
    book = xlsx({"封面": COVER, "支出": [HEAD, ROW], "Sheet2": [], "填表说明": NOTES})
    answer = desk.store.ok("import", desk.put("支出.xlsx", book), "--format", "json", lang=lang)
    assert created(answer) == {"支出": 1}
    notes = [row["note"] for row in answer.rows("notes")]
    assert [
        name for name in ("封面", "填表说明") if any(f"「{name}」" in one and left_out in one for one in notes)
    ] == [
        "封面",
        "填表说明",
    ]
    assert any("Sheet2" in one for one in notes)


def test_months_to_come_are_no_fault(desk: Desk) -> None:
    months: dict[str, Cells] = {
        "1月": [["1月支出明细"], HEAD], "2月": [["2月支出明细"], HEAD, ["制表人：张三"]], "3月": [["3月支出明细"], HEAD, ROW],
    }  # fmt: skip
    answer = desk.take({"8全年支出.xlsx": xlsx(months)})
    assert created(answer) == {"1月": 0, "2月": 0, "3月": 1}
    notes = [row["note"] for row in answer.rows("notes")]
    assert [any(f"「{month}」" in one for one in notes) for month in months] == [True, True, False]


def test_a_file_of_which_nothing_remains_is_a_problem(desk: Desk) -> None:
    for name, book in {
        "a支出.xlsx": xlsx({"封面": COVER, "说明": NOTES}),
        "b支出.xlsx": xlsx({"1月": [HEAD], "2月": [HEAD]}),
        "c支出.xlsx": xlsx({"Sheet1": []}),
        "d支出.xlsx": xlsx({"封面": COVER, "1月": [HEAD, ["", "", "合计", ""]]}),
    }.items():
        answer = desk.bring({name: book})
        assert (answer.code, answer.rows("problems") != []) == (1, True), name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_looks_like_data_is_never_left_out_unseen(desk: Desk, lang: str) -> None:
    path = desk.put("支出.xlsx", xlsx({"支出": [HEAD, ROW], "进度": PLAN}))
    answer = desk.store("import", path, "--format", "json", lang=lang)
    assert answer.code == 1
    [problem] = answer.rows("problems")
    assert (problem["sheet"], "工程、工段、好坏" in problem["problem"]) == ("进度", True)
    assert all(option in problem["suggestion"] for option in ("--skip-sheet", "--map", "--set"))
    taken = desk.store.ok("import", path, "--skip-sheet", "进度", "--format", "json", lang=lang)
    assert created(taken) == {"支出": 1}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_known_but_not_understood_shows_its_columns(desk: Desk, lang: str) -> None:
    path = desk.put("表一.xlsx", xlsx({"甲": [HEAD, ROW], "乙": [HEAD, ROW]}))
    answer = desk.store("import", path, "--format", "json", lang=lang)
    for problem in answer.rows("problems"):
        words = ("日期、资金、项目、金额（元）", "--as", f"--skip-sheet '{problem['sheet']}'", "--sheet")
        assert all(word in problem["suggestion"] for word in words)
    assert [problem["sheet"] for problem in answer.rows("problems")] == ["甲", "乙"]


def test_sheets_can_be_chosen_and_left_out_by_name(desk: Desk) -> None:
    book = xlsx({"支出": [HEAD, ROW], "支出2": [HEAD, [*ROW[:3], "7"]], "进度": PLAN})
    assert "--skip-sheet" in said(desk.bring({"台账.xlsx": book}))
    assert desk.bring({"台账.xlsx": book}, "--skip-sheet", "进展").code == 1
    assert created(desk.take({"台账.xlsx": book}, "--skip-sheet", "进度", "--skip-sheet", "支出2")) == {"支出": 1}
    assert created(desk.take({"台账.xlsx": book}, "--sheet", "支出2")) == {"支出2": 1}


def test_rows_that_may_name_persons_are_not_shown(desk: Desk) -> None:
    answer = desk.bring({"户.csv": "张三丰,622421196001011234,4\n李四光,622421195501011234,2\n"})
    assert answer.code == 1
    assert "张三丰" not in answer.out and "622421196001011234" not in answer.out
