"""Each problem says what it is in a stable word, and which other row is the cause of it."""

import json
from pathlib import Path

import pytest

from aidtrack.codes import Code, of_rule, unknown
from aidtrack.importing.rows.skipped import Skip
from conftest import Answer, Store, call
from importing.desk import Desk, based

HEAD = "日期,资金,项目,金额（元）\n"


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


def told(answer: Answer) -> list[tuple[object, ...]]:
    return [
        (row["file"], row["row"], row["field"], row["code"], row["because"] and json.loads(row["because"])["row"])
        for row in answer.rows("problems")
    ]


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ("2017-02-30,自筹资金,菌菜大棚,1", "date", "no_such_day"),
        ("17.9.20,自筹资金,菌菜大棚,1", "date", "unclear_date"),
        ("2017-09-20,自筹资金,菌菜大棚,30 20", "amount", "two_values"),
        ("2017-09-20,自筹资金,菌菜大棚,1E+05", "amount", "scientific"),
        ("2017-09-20,自筹资金,菌菜大棚,1.005", "amount", "too_fine"),
        ("2017-09-20,自筹资金,菌菜大棚,1万元", "amount", "unit_contradicts"),
        ("2017-09-20,自筹资金,菌菜大棚,", "amount", "blank"),
        ("2017-09-20,无此资金,菌菜大棚,1", "fund", "unknown_fund"),
        ("2017-09-20,自筹资金,无此项目,1", "project", "unknown_project"),
        ("2017-09-20,自筹资金,道路硬化,1", "project", "ambiguous_name"),
        ("2017-09-20,自筹资金,菌菜大棚,900000", "amount", "over_spent"),
        ("2099-09-20,自筹资金,菌菜大棚,1", "date", "future"),
    ],
)
def test_a_cell(desk: Desk, row: str, field: str, code: str) -> None:
    assert [one[2:4] for one in told(desk.bring({"支出.csv": HEAD + row + "\n"}))] == [(field, code)]


@pytest.mark.parametrize(
    ("file", "text", "field", "code"),
    [
        ("村.csv", '村名,区划代码\n甲村,"621122\n101201"\n', "code", "two_values"),
        ("村.csv", "村名,区划代码\n甲村,12\n", "code", "malformed"),
        ("项目.csv", '项目名称,项目编号\n路,"A\nB"\n', "code", "two_values"),
        ("项目.csv", "项目名称\n技能培训\n", "name", "exists"),
        ("项目.csv", "项目名称,村\n路,甲/乙/丙\n", "village", "unknown_village"),
        ("资金.csv", "资金名称,限定\n甲,大约\n", "qualifier", "unknown_word"),
        ("资金.csv", "资金名称,属于\n甲,甲\n", "part_of", "senseless"),
        ("指标.csv", "指标名称,项目,数值\n亩数,技能培训,30 20\n", "value", "two_values"),
        (
            "放款.csv",
            "日期,资金,借款户,金额（元）,年利率\n2017-09-20,自筹资金,1,5,120%\n",
            "yearly_rate",
            "out_of_range",
        ),
        ("放款.csv", "日期,资金,借款户,金额（元）,年利率\n2017-09-20,自筹资金,1,5,4 5%\n", "yearly_rate", "two_values"),
        ("放款.csv", "日期,资金,借款户,金额（元）,期限月数\n2017-09-20,自筹资金,1,5,0\n", "term", "out_of_range"),
    ],
)
def test_a_cell_of_any_sheet(desk: Desk, file: str, text: str, field: str, code: str) -> None:
    assert (field, code) in [one[2:4] for one in told(desk.bring({file: text}))]


def test_what_is_stored_says_by_its_rule_why_it_cannot_change(desk: Desk) -> None:
    text = "资金名称,计划数（元）\n专项资金,1\n"
    desk.take({"安排.csv": HEAD + "2017-02-01,专项资金,技能培训,500000\n"})
    assert told(desk.bring({"资金.csv": text}, "--mode", "upsert"))[0][2:4] == ("name", "over_allocated")
    closed = "项目名称,阶段,结项日期\n技能培训,结项,2017-01-01\n"
    assert told(desk.bring({"项目.csv": closed}, "--mode", "upsert"))[0][2:4] == ("name", "after_closing")


def test_a_sheet(desk: Desk) -> None:
    codes = {
        HEAD: "no_rows",
        "a,b\n1,2\n": "no_header",
        HEAD.replace("资金", "自金") + "2017-09-20,x,y,1\n": "unknown_column",
        HEAD.replace("资金", "金额") + "2017-09-20,1,y,1\n": "column_twice",
    }
    for text, code in codes.items():
        assert code in [one[3] for one in told(desk.bring({"支出.csv": text}))], text


def test_a_row_that_names_a_refused_one_says_so_once(desk: Desk, tmp_path: Path) -> None:
    projects = "项目名称,村\n新桥,无此村\n新路,牙河村\n"
    rows = "".join(f"2017-02-0{day},自筹资金,新桥,1\n" for day in range(1, 6))
    answer = desk.bring({"项目.csv": projects, "安排.csv": HEAD + rows})
    assert told(answer) == [
        ("项目.csv", 2, "village", "unknown_village", None),
        ("安排.csv", 2, "project", "refused_above", 2),
    ]
    assert "see 项目.csv line 2" in answer.out
    assert "新路" not in answer.out  # no other project is guessed
    assert {row["file"]: row["rejected"] for row in answer.rows("files")} == {"项目.csv": 1, "安排.csv": 5}
    zh = desk.store("import", desk.put("项目.csv", projects), desk.put("安排.csv", HEAD + rows), lang="zh")
    assert "见 项目.csv 第 2 行" in zh.out and "新路" not in zh.out
    partial = desk.take(
        {"项目.csv": projects, "安排.csv": HEAD + rows + "2017-02-06,自筹资金,新路,1\n"},
        "--partial", "--rejected", str(tmp_path / "坏.xlsx"),
    )  # fmt: skip
    assert {row["file"]: (row["created"], row["rejected"]) for row in partial.rows("files")} == {
        "项目.csv": (1, 1),
        "安排.csv": (1, 5),
    }


def test_a_code_that_stands_twice_is_told_by_its_line(desk: Desk) -> None:
    answer = desk.bring({"项目.csv": "项目名称,项目编号,村\n村道,X1,牙河村\n水渠,X1,牙河村\n村道,,牙河村\n"})
    assert told(answer) == [
        ("项目.csv", 3, "code", "stands_twice", 2),
        ("项目.csv", 4, "name", "stands_twice", 2),
    ]
    assert "村道" in answer.rows("problems")[0]["problem"]


def test_all_that_are_as_near_are_offered(desk: Desk) -> None:
    desk.take({"资金.csv": "资金名称\n甲资金\n乙资金\n"})
    [problem] = desk.bring({"支出.csv": HEAD + "2017-09-20,丙资金,菌菜大棚,1\n"}).rows("problems")
    assert all(name in problem["suggestion"] for name in ("甲资金", "乙资金"))


def test_a_header_that_is_not_known_is_shown_in_full(desk: Desk) -> None:
    [problem] = desk.bring({"x.csv": "区（县）甲,镇名称乙,户别丙\n甲,乙,丙\n"}).rows("problems")
    assert "区（县）甲、镇名称乙、户别丙" in problem["problem"]
    [problem] = desk.bring({"x.csv": "某某某,13912345678,一九\n"}).rows("problems")
    assert "某某某" not in problem["problem"] and "13912345678" not in problem["problem"]


def test_help_prints_every_code_and_reason() -> None:
    for lang in ("zh", "en"):
        answer = call("--lang", lang, "help", "sheets", "--format", "json")
        assert [row["code"] for row in answer.rows("codes")] == [*Code]
        assert [row["reason"] for row in answer.rows("skipped")] == [*Skip]


def test_every_rule_has_its_code() -> None:
    assert [of_rule(rule) for rule in ("G2", "G4 sum", "G9 early")] == [
        "over_spent",
        "takes_too_much",
        "books_closed",
    ]
    assert (unknown("village"), unknown("posting")) == (Code.UNKNOWN_VILLAGE, Code.UNKNOWN_NAME)
