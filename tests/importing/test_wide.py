"""Sheets with several columns of amounts: each filled cell is an entry, totals beside are checked, a row counts once."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Store
from importing.books import xlsx
from importing.desk import Desk, faults, said, sheet

VILLAGES = "村名,县区\n石桥村,陇西县\n王家湾村,陇西县\n"
FUNDS = "资金名称,来源,计划数（元）\n专项资金,财政专项,1000000\n企业帮扶资金,社会捐赠,200000\n"
PROJECTS = "项目名称,村\n石桥村道路硬化,石桥村\n石桥村危房改造,石桥村\n王家湾村养羊,王家湾村\n"
RECEIPTS = "日期,资金,金额（元）\n2018-01-02,专项资金,1000000\n2018-01-02,企业帮扶资金,200000\n"
ALLOCATIONS = """日期,资金,项目,金额（元）
2018-01-05,专项资金,石桥村道路硬化,300000
2018-01-05,专项资金,石桥村危房改造,200000
2018-01-05,专项资金,王家湾村养羊,200000
"""
BASE = {"村.csv": VILLAGES, "资金.csv": FUNDS, "项目.csv": PROJECTS, "到账.csv": RECEIPTS, "安排.csv": ALLOCATIONS}
MONTHS = ("--as", "支出", "--wide-columns", "1月..12月", "--year", "2018")
HEADER = ("序号", "村", "项目", "资金", "1月", "2月", "3月", "4月", "5月", "累计")


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    found = Desk(file_store, tmp_path)
    found.take(BASE)
    return found


def monthly(*rows: tuple[Any, ...], name: str = "支出月报.xlsx") -> dict[str, str | bytes]:
    """A workbook with a column a month, its title and unit above."""
    top: list[tuple[Any, ...]] = [("陇西县2018年项目支出进度表",), ("单位：元",)]
    return {name: xlsx({"Sheet": [*top, HEADER, *rows]})}


ROAD = (1, "石桥村", "石桥村道路硬化", "专项资金", None, None, 20000, 50000, 50000, 120000)
HOUSES = (2, "石桥村", "石桥村危房改造", "专项资金", None, 10000, None, "—", 40000, 50000)
SHEEP = (3, "王家湾村", "王家湾村养羊", "专项资金", None, 0, "/", 80000, "无", 80000)
TOTAL = ("合计", None, None, None, 0, 10000, 20000, 130000, 90000, 250000)


def spent(desk: Desk) -> list[tuple[str, str, str, str]]:
    rows = desk.store.ok("spending", "list", "--format", "json").rows()
    return sorted((row["date"], row["project"], row["fund"], row["amount"]) for row in rows)


SIX = [
    ("2018-02-28", "石桥村危房改造", "专项资金", "10000.00"),
    ("2018-03-31", "石桥村道路硬化", "专项资金", "20000.00"),
    ("2018-04-30", "王家湾村养羊", "专项资金", "80000.00"),
    ("2018-04-30", "石桥村道路硬化", "专项资金", "50000.00"),
    ("2018-05-31", "石桥村危房改造", "专项资金", "40000.00"),
    ("2018-05-31", "石桥村道路硬化", "专项资金", "50000.00"),
]


def skipped(answer: Answer) -> dict[str, int]:
    return {row["reason"]: row["rows"] for row in answer.rows("skipped")}


def test_a_column_a_month(desk: Desk) -> None:
    answer = desk.take(monthly(ROAD, HOUSES, SHEEP, TOTAL), *MONTHS)
    [file] = answer.rows("files")
    assert (file["read"], file["created"], file["entries"], file["skipped"]) == (4, 3, 6, 1)
    assert skipped(answer) == {"total": 1, "empty_figure": 9}
    assert spent(desk) == SIX
    desk.store.ok("check")
    rows = desk.store.ok("spending", "list", "--format", "json").rows()
    assert {(row["file"], row["line"]) for row in rows if row["project"] == "王家湾村养羊"} == {("支出月报.xlsx", 6)}
    desk.store.ok("batch", "undo", str(file["batch"]))
    assert {amount for *_, amount in spent(desk)} & {"-80000.00"} == {"-80000.00"}


@pytest.mark.parametrize(
    ("day", "days"), [("first", ("2018-03-01", "2018-04-01")), ("15", ("2018-03-15", "2018-04-15"))]
)
def test_the_day_of_a_month_may_be_another(desk: Desk, day: str, days: tuple[str, ...]) -> None:
    row = (1, "石桥村", "石桥村道路硬化", "专项资金", None, None, 1, 2, None, 3)
    desk.take(monthly(row), *MONTHS, "--day", day)
    assert tuple(date for date, *_ in spent(desk)) == days


def test_a_month_without_that_day_and_words_that_are_no_day(desk: Desk) -> None:
    assert "no day 30 in month 2" in said(desk.bring(monthly(HOUSES), *MONTHS, "--day", "30"))
    assert desk.bring(monthly(ROAD), *MONTHS, "--day", "32").code == 2
    no_year = desk.bring(monthly(ROAD), "--as", "支出", "--wide-columns", "1月..12月")
    assert "--year" in said(no_year)
    assert "1月" in said(desk.bring(monthly(ROAD), "--as", "支出", "--wide-columns", "13月,1月", "--year", "2018"))
    assert "--as" in said(desk.bring(monthly(ROAD), "--as", "项目", "--wide-columns", "1月", "--year", "2018"))
    assert spent(desk) == []


def test_totals_beside_and_below_are_checked(desk: Desk) -> None:
    beside = (*ROAD[:-1], 120001)
    below = (*TOTAL[:5], 10001, *TOTAL[6:])
    answer = desk.bring(monthly(beside, HOUSES, SHEEP, below), *MONTHS)
    assert faults(answer) == [(4, "累计", "120001"), (7, "2月", "10001")]
    assert spent(desk) == []


def test_each_problem_of_a_wide_row_is_told_once_and_names_its_cell(desk: Desk) -> None:
    unknown = (1, "石桥村", "石桥村路灯", "专项资金", 1, 2, 3, 4, 5, 15)
    typed = (2, "石桥村", "石桥村道路硬化", "专项资金", None, "12万多", None, 7, None, None)
    answer = desk.bring(monthly(unknown, typed), *MONTHS)
    assert faults(answer) == [(4, "项目", "石桥村路灯"), (5, "2月", "12万多")]
    [file] = answer.rows("files")
    assert (file["read"], file["created"], file["rejected"], file["held_back"]) == (2, 0, 2, 0)


def test_a_rule_that_breaks_names_the_column(desk: Desk) -> None:
    row = (1, "石桥村", "石桥村道路硬化", "专项资金", None, 200000, 200000, None, None, 400000)
    assert faults(desk.bring(monthly(row), *MONTHS)) == [(4, "3月", "200000")]


def test_rows_that_leave_one_sum_short_all_name_what_it_lacks_in_the_end(desk: Desk) -> None:
    """Whoever runs the command of one has done what all of them need, and not once for each."""
    sheet = "日期,资金,项目,村,金额（元）\n" + "".join(f"2018-05-0{day},专项资金,新路,,{day}000\n" for day in (1, 2, 3))
    options = ("--as", "支出", "--create", "项目")
    told = desk.bring({"支出.csv": sheet}, *options)
    assert said(told).count(" allocation add 6,000.00 ") == 3
    assert "by 1,000.00 yuan" in said(told)


def test_a_row_at_fault_is_left_out_whole(desk: Desk) -> None:
    typed = (2, "石桥村", "石桥村危房改造", "专项资金", 5, "12万多", None, 7, None, None)
    rejected = str(desk.folder / "问题.csv")
    answer = desk.take(monthly(ROAD, typed), *MONTHS, "--partial", "--rejected", rejected)
    [file] = answer.rows("files")
    assert (file["read"], file["created"], file["entries"], file["rejected"]) == (2, 1, 3, 1)
    assert {project for _, project, *_ in spent(desk)} == {"石桥村道路硬化"}
    assert "12万多" in Path(rejected).read_text("utf-8-sig")


def test_the_next_months_sheet_brings_its_new_months(desk: Desk) -> None:
    """Compared by what a month comes to: what is stored is known, nothing stored is new, another sum is a problem."""
    march = (1, "石桥村", "石桥村道路硬化", "专项资金", None, None, 20000, None, None, 20000)
    desk.take(monthly(march), *MONTHS)
    assert "--new-only" in said(desk.bring(monthly(ROAD, HOUSES), *MONTHS))
    answer = desk.take(monthly(ROAD, HOUSES), *MONTHS, "--new-only")
    [file] = answer.rows("files")
    assert (file["read"], file["created"], file["unchanged"], file["entries"]) == (2, 2, 0, 4)
    again = desk.take(monthly(ROAD, HOUSES), *MONTHS, "--new-only")
    assert (again.rows("files")[0]["unchanged"], again.rows("files")[0]["batch"]) == (2, None)
    other = (1, "石桥村", "石桥村道路硬化", "专项资金", None, None, 25000, 50000, 50000, 125000)
    answer = desk.bring(monthly(other), *MONTHS, "--new-only")
    assert faults(answer) == [(4, "3月", "25000")]
    assert "20,000.00" in said(answer) and "--positions" in said(answer)


def test_a_column_a_fund(desk: Desk) -> None:
    table = sheet(
        ("日期", "项目", "专项资金（元）", "企业帮扶资金（元）", "合计（元）"),
        ("2018-03-01", "石桥村道路硬化", "1000", "200", "1200"),
        ("2018-03-02", "石桥村危房改造", "0.00", "-", ""),
        ("2018-03-03", "王家湾村养羊", "5", "", "5"),
    )
    answer = desk.take({"安排2.csv": table}, "--as", "安排", "--wide-columns", "专项资金,企业帮扶资金")
    [file] = answer.rows("files")
    assert (file["read"], file["created"], file["entries"], file["skipped"]) == (3, 2, 3, 1)
    rows = desk.store.ok("allocation", "list", "--from", "2018-03-01", "--format", "json").rows()
    assert sorted((row["fund"], row["amount"]) for row in rows) == [
        ("专项资金", "1000.00"),
        ("专项资金", "5.00"),
        ("企业帮扶资金", "200.00"),
    ]


def test_a_column_that_names_no_fund_is_a_problem(desk: Desk) -> None:
    table = sheet(("日期", "项目", "信贷资金（元）"), ("2018-03-01", "石桥村道路硬化", "1000"))
    answer = desk.bring({"安排2.csv": table}, "--as", "安排", "--wide-columns", "信贷资金")
    assert "信贷资金" in said(answer)


def test_a_sheet_of_its_own_fund_keeps_it(desk: Desk) -> None:
    table = sheet(
        ("日期", "资金", "项目", "人工费（元）", "材料费（元）"),
        ("2018-03-01", "专项资金", "石桥村道路硬化", "70", "70"),
    )
    desk.take({"支出.csv": table}, "--wide-columns", "人工费..材料费")
    assert spent(desk) == [("2018-03-01", "石桥村道路硬化", "专项资金", "70.00")] * 2


GROUPS = ("序号", "项目名称", "专项资金", None, None, "企业帮扶资金", None, None, "合计", None, None)
COLUMNS = (None, None, "计划数", "支付数", "支出率", "计划数", "支付数", "支出率", "计划数", "支付数", "支出率")
RATES = ("--map", "*/支出率=")


def grouped(*rows: tuple[Any, ...]) -> dict[str, str | bytes]:
    """A ledger with a group of columns for each fund, and one of their totals."""
    return {"台账.xlsx": xlsx({"Sheet": [("石桥村帮扶资金台账",), ("单位：元",), GROUPS, COLUMNS, *rows]})}


def test_a_column_of_every_group(desk: Desk) -> None:
    """The group names the fund; the group of totals is checked, not read."""
    road = (1, "石桥村道路硬化", 30, 12, "40%", 5, 0, "0%", 35, 12, "34%")
    houses = (2, "石桥村危房改造", 10, 5, "50%", None, None, None, 10, 5, "50%")
    total = ("合计", None, 40, 17, None, 5, 0, None, 45, 17, None)
    options = (
        "--as",
        "支出",
        "--wide-columns",
        "*/支付数",
        "--map",
        "*/计划数=",
        *RATES,
        "--positions",
        "--as-of",
        "2018-05-31",
    )
    wrong = (*road[:-2], 13, "34%")
    assert faults(desk.bring(grouped(wrong, houses, total), *options)) == [(5, "合计/支付数", "13")]
    answer = desk.take(grouped(road, houses, total), *options)
    [file] = answer.rows("files")
    assert (file["read"], file["created"], file["entries"]) == (3, 2, 2)
    assert spent(desk) == [
        ("2018-05-31", "石桥村危房改造", "专项资金", "5.00"),
        ("2018-05-31", "石桥村道路硬化", "专项资金", "12.00"),
    ]
    later = (1, "石桥村道路硬化", 30, 20, "66%", 5, 2, "40%", 35, 22, "63%")
    next_month = (*options[:-1], "2018-06-30")
    desk.bring(grouped(later), *next_month)
    assert spent(desk)[2:] == []  # 企业帮扶资金 is not allocated to it
    assert faults(desk.bring(grouped(later), *next_month)) == [(5, "企业帮扶资金/支付数", "2")]


def test_a_column_a_source_of_money_without_projects(desk: Desk) -> None:
    """A county's statistics: each source is a fund, 0 and blanks are none, the totals below are checked."""
    desk.take({"资金.csv": "资金名称,来源,计划数（元）\n财政专项,财政专项,1000000\n社会募捐,社会捐赠,1000\n"})
    table = sheet(
        ("区（县）", "村名称", "规划投入资金（元）", "财政专项(元)", "社会募捐(元)"),
        ("陇西县", "石桥村", "250000", "30000", "500"),
        ("陇西县", "王家湾村", "50000", "0.0", ""),
        ("合计", "", "300000", "30000", "500"),
    )
    options = (
        "--as",
        "安排",
        "--wide-columns",
        "财政专项,社会募捐",
        "--set",
        "日期=2018-12-31",
        "--map",
        "规划投入资金（元）=",
    )
    answer = desk.take({"帮扶资金统计.csv": table}, *options)
    [file] = answer.rows("files")
    assert (file["read"], file["created"], file["entries"], file["skipped"]) == (3, 1, 2, 2)
    assert skipped(answer) == {"blank": 1, "total": 1, "empty_figure": 2}
    batch = desk.store.ok("batch", "show", str(file["batch"]), "--format", "json")
    assert [row["heading"] for row in batch.rows("files")] == ["财政专项(元)", "社会募捐(元)"]
    assert batch.rows()[0]["files"] == 1


@pytest.mark.parametrize("months", [("1月", "2月", "3月"), ("一月", "二月份", "三月")])
@pytest.mark.parametrize("top", [[("2018年示例资金支出月报",)], []])
def test_a_header_of_one_known_column_and_months(
    desk: Desk, top: list[tuple[Any, ...]], months: tuple[str, ...]
) -> None:
    rows = [
        *top,
        ("序号", "项目名称", *months, "合计"),
        (1, "石桥村道路硬化", None, 1000, 2000, 3000),
        (2, "王家湾村养羊", 5, None, "—", 5),
    ]
    files = {"支出月报.xlsx": xlsx({"Sheet": rows})}
    assert "--wide-columns 1月..12月" in said(desk.bring(files))
    desk.take(files, *MONTHS, "--set", "资金=专项资金", "--unit", "元")
    assert spent(desk) == [
        ("2018-01-31", "王家湾村养羊", "专项资金", "5.00"),
        ("2018-02-28", "石桥村道路硬化", "专项资金", "1000.00"),
        ("2018-03-31", "石桥村道路硬化", "专项资金", "2000.00"),
    ]


def test_a_month_that_is_no_column_here_names_the_option(desk: Desk) -> None:
    assert "--wide-columns 1月..12月" in said(desk.bring(monthly(ROAD), "--as", "支出"))
    assert desk.bring(monthly(ROAD), *MONTHS, "--rebase").code == 2


def test_a_zero_that_is_hidden_is_no_figure_and_a_hidden_figure_is_a_problem(desk: Desk) -> None:
    def hide(book: Any, page: Any) -> None:
        nothing = book.add_format({"num_format": "0;-0;;@"})
        page.write_number(3, 4, 0, nothing)
        page.write_number(4, 4, 0, nothing)

    total = ("合计", None, None, None, None, None, 20000, 50000, 50000, 120000)
    rows: list[tuple[Any, ...]] = [("标题",), ("单位：元",), HEADER, ROAD, total]
    desk.take({"支出月报.xlsx": xlsx({"Sheet": rows}, hide)}, *MONTHS)
    assert len(spent(desk)) == 3

    def hide_more(book: Any, page: Any) -> None:
        page.write_number(3, 5, 30000, book.add_format({"num_format": ";;;"}))

    answer = desk.bring({"支出月报2.xlsx": xlsx({"Sheet": rows[:4]}, hide_more)}, *MONTHS, "--allow-duplicates")
    assert faults(answer) == [(4, "2月", "30000")]
    assert "does not show what it holds: 30000." in said(answer)


def test_every_unknown_fund_of_a_wide_sheet_is_told_in_one_run(desk: Desk) -> None:
    rows = sheet(
        ("项目名称", "村", "专项资金甲", "企业帮扶款", "专项资金"), ("石桥村道路硬化", "石桥村", "1", "2", "3")
    )
    options = (
        "--as",
        "支出",
        "--wide-columns",
        "专项资金甲,企业帮扶款,专项资金",
        "--set",
        "日期=2018-02-01",
        "--unit",
        "元",
    )
    told = [(row["field"], row["value"]) for row in desk.bring({"支出.csv": rows}, *options).rows("problems")]
    assert told == [("fund", "专项资金甲"), ("fund", "企业帮扶款")]
