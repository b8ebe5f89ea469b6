"""Which line is the header, what the sheet holds, and which column is which field."""

from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, based, faults, said

ROW = "2017-01-01,自筹资金,5"
HEAD = "日期,资金,金额（元）"


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("date,fund,amount", ROW),
        ("日期,资金名称,金额(元)", ROW),
        (" 日 期 ,资金*,金额（元）", ROW),
        ("ＤＡＴＥ,Fund,AMOUNT", ROW),
        ('日期,资金,"金额\n（元）"', ROW),
        ("序号,日期,资金,金额/元", "1," + ROW),
        ("日期,资金,金额（元）,", ROW + ","),
        ("日期,资金,金额（元）,收款单位,摘要", ROW + ",兰州公司,利息"),
    ],
)
def test_headers_in_either_language_with_their_aliases(desk: Desk, header: str, row: str) -> None:
    assert desk.take({"到账2.csv": f"{header}\n{row}\n"}).rows()[0]["created"] == 1
    assert desk.store.json("receipt", "list")["tables"][0]["rows"][-1]["amount"] == "5.00"


def test_title_lines_above_the_header(desk: Desk) -> None:
    text = f"2017年到账表,,\n制表单位：省总工会,,\n\n{HEAD}\n{ROW}\n2017-01-02,自筹资金,x\n"
    assert faults(desk.bring({"到账2.csv": text})) == [(6, "金额（元）", "x")]
    ten = "标题\n" * 10 + f"{HEAD}\n{ROW}\n"
    assert "no header" in said(desk.bring({"到账3.csv": ten}))


@pytest.mark.parametrize(
    ("header", "row", "column", "word"),
    [
        ("日期,资金,金额（元）,收款员", ROW + ",x", "收款员", "收款人"),
        ("日期,资金,金额（元）,金额（万元）", ROW + ",5", "金额（万元）", "金额（元）"),
        ("日期,资金,金额（元）,资金", ROW + ",x", "资金", "资金"),
        ("日期,资金,金额（元）,资金名称", ROW + ",x", "资金名称", "资金"),
        ("日期,金额（元）", "2017-01-01,5", None, "fund"),
        ("资金,金额（元）", "自筹资金,5", None, "date"),
    ],
)
def test_a_header_that_is_wrong(desk: Desk, header: str, row: str, column: str | None, word: str) -> None:
    answer = desk.bring({"到账2.csv": f"{header}\n{row}\n"})
    assert faults(answer) == [(1, column, None)]
    assert word in said(answer)


def test_columns_that_are_not_known_are_left_out_only_when_asked(desk: Desk) -> None:
    sheets = {"到账2.csv": f"{HEAD},天气,\n{ROW},晴,有字\n"}
    assert desk.bring(sheets).code == 1
    answer = desk.take(sheets, "--ignore-extra")
    assert any("天气" in row["note"] for row in answer.rows("notes"))


def test_a_column_without_a_header_may_hold_nothing(desk: Desk) -> None:
    answer = desk.bring({"到账2.csv": f"{HEAD},\n{ROW},\n{ROW},大额\n"})
    assert faults(answer) == [(3, None, "大额")]


def test_ragged_rows(desk: Desk) -> None:
    text = f"{HEAD}\n{ROW},\n{ROW},x\n2017-01-01,自筹资金\n{ROW}\n"
    assert faults(desk.bring({"到账2.csv": text})) == [(3, None, None), (4, None, None)]


@pytest.mark.parametrize(
    "header", ["证件号码", "身份证号", "手机号", "电话", "联系电话", "银行卡号", "银行账号", "一卡通号", "社保卡号"]
)
def test_personal_columns_are_dropped_with_a_note(desk: Desk, header: str) -> None:
    answer = desk.take({"到账2.csv": f"{HEAD},{header}\n{ROW},62112219500101001X\n"})
    assert any(header in row["note"] for row in answer.rows("notes"))
    assert "62112219500101001X" not in desk.store.ok("receipt", "list", "--format", "json").out
    assert "62112219500101001X" not in desk.store.ok("log", "--format", "json").out


def test_a_place_beside_a_noun_that_has_none_is_no_column(desk: Desk) -> None:
    assert faults(desk.bring({"资金2.csv": "资金名称,县区\n新资金,陇西县\n"})) == [(1, "县区", None)]


SPENDING = "日期,资金,项目,金额（元）\n2017-03-01,自筹资金,菌菜大棚,5\n"


@pytest.mark.parametrize(
    ("name", "options", "noun"),
    [
        ("2017年支出.csv", (), "spending"),
        ("项目支出.csv", (), "spending"),  # an entry's word outranks a noun's
        ("spending-2017.csv", (), "spending"),
        ("表一.csv", ("--as", "支出"), "spending"),
        ("安排.csv", ("--as", "spending"), "spending"),  # --as outranks the name
    ],
)
def test_what_a_sheet_holds(desk: Desk, name: str, options: tuple[str, ...], noun: str) -> None:
    assert desk.take({name: SPENDING}, *options).rows()[0]["noun"] == noun


def test_a_kind_column_outranks_the_name_and_may_mix(desk: Desk) -> None:
    text = "类型,日期,资金,项目,金额（元）\n到账,2017-03-01,自筹资金,,5\nspending,2017-03-01,自筹资金,菌菜大棚,5\n"
    assert desk.take({"安排9.csv": text}).rows()[0]["noun"] == "entry"
    assert faults(desk.bring({"流水9.csv": text.replace("spending", "")})) == [(3, "类型", "")]
    other = text.replace(",5\n", ",6\n")
    assert faults(desk.bring({"流水8.csv": other}, "--as", "spending"))[0] == (2, "类型", "到账")


def test_headers_decide_where_only_one_noun_fits(desk: Desk) -> None:
    assert desk.take({"表.csv": "村名,区划代码\n新村,621122101299\n"}).rows()[0]["noun"] == "village"
    assert desk.take({"表2.csv": "资金名称,限定\n新资金,=\n"}).rows()[0]["noun"] == "fund"


def test_otherwise_it_is_refused_with_the_candidates(desk: Desk) -> None:
    answer = desk.bring({"表.csv": SPENDING})
    assert faults(answer) == [(None, None, None)]
    for word in ("receipt", "allocation", "disbursement", "spending", "--as"):
        assert word in said(answer)
    assert "village" not in said(answer)
    assert "allocation, spending" in said(desk.bring({"安排与支出.csv": SPENDING}))
    unknown = desk.bring({"表.csv": SPENDING}, "--as", "spendin")
    assert unknown.code == 2 and "spending" in unknown.err
