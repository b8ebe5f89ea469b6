"""Sheets of spending as offices and villages keep them."""

from datetime import date
from functools import partial
from typing import Any

from importing.books import Cells, changed, delimited, ods, xls, xlsx
from importing.corpus.case import SHEET, Told, problem, spent, twins
from importing.corpus.paper import paper

_spending = Told(("titles and totals", "precision 3"), "支出", "spending", office=True)
_SUM = "HERE: 1 total line was checked, not imported."
_NOTE = "HERE: 1 note line was skipped."


def _totals(count: int) -> str:
    return f"HERE: {count} total lines were checked, not imported."


def _paid(row: int, fen: int, date: str, purpose: str, **more: Any) -> dict[str, Any]:
    return spent(row, fen, date, purpose=purpose, **more)


_DETAIL: Cells = [
    ["牙河村菌菜大棚项目支出明细表", None, None, None, None, None],
    ["编制单位：省总工会驻牙河村工作队", None, None, None, None, "金额单位：元"],
    ["序号", "日期", "项目名称", "摘要", "收款单位", "金额"],
    [1, "2017-04-02", "菌菜大棚", "钢架", "陇西县建材公司", 86000],
    [2, "2017-04-15", None, "棚膜", "陇西县农资店", 12345.67],
    [None, "小计", None, None, None, 98345.67],
    [3, "2017-05-03", None, "菌棒", "定西菌业合作社", "45,600.00"],
    [None, "小计", None, None, None, 45600],
    ["合计", None, None, None, None, 143945.67],
    [None, "备注：以上均有正式发票", None, None, None, None],
]
_DETAIL_ROWS = [
    _paid(4, 8_600_000, "2017-04-02", "钢架", payee="陇西县建材公司"),
    _paid(5, 1_234_567, "2017-04-15", "棚膜", payee="陇西县农资店"),
    _paid(7, 4_560_000, "2017-05-03", "菌棒", payee="定西菌业合作社"),
]
_PLAIN: list[Any] = ["日期", "资金", "项目", "金额（元）", "用途"]


def _row(day: object = "2017-04-02", amount: object = 500, purpose: object = None) -> list[Any]:
    return [day, "自筹资金", "菌菜大棚", amount, purpose]


def _sums(saved: bool) -> Any:
    """The total line as a formula, its result saved or not."""

    def change(book: Any, page: Any) -> None:
        page.write_formula("D5", "=SUM(D3:D4)", None, 1000.5 if saved else "")

    return change


_SUMMED: Cells = [
    ["2017年支出", None, None, None, None],
    _PLAIN,
    _row(amount=500),
    _row(amount=500.5),
    ["合计", None, None, None, None],
]

CASES = [
    *_spending.accepted(
        "office-spending-with-subtotals", {"2017年支出.xlsx": paper(_DETAIL, "A1:F1", "A2:E2", "C4:C8", "A9:E9", wps=True)}, _DETAIL_ROWS,
        notes=[_NOTE, _totals(3)], also=["wps", "precision 4", "precision 6"],
    ),
    *_spending.accepted(
        "office-spending-filled-down", {"2017年支出.xls": partial(xls, {SHEET: _DETAIL})}, _DETAIL_ROWS, options=["--fill-down", "项目"],
        notes=[_NOTE, _totals(3)], also=["xls"],
    ),
    *_spending.refused(
        "office-spending-hidden-row-in-the-total",  # somebody hid a line and summed what was left to see
        {"2017年支出.xlsx": paper([["2017年支出", None, None, None, None], _PLAIN, _row(amount=500), _row(amount=300), _row(amount=200), ["合计", None, None, 700, None]], "A1:E1", hidden=[4])},
        [problem(6, "金额（元）", "does not equal the rows above, which come to 1,000.00 yuan.")],
        notes=["HERE: 1 hidden row was read too.", _SUM], also=["precision 7"],
    ),
    *_spending.accepted(
        "office-spending-with-a-summed-total", {"支出.xlsx": partial(xlsx, {SHEET: _SUMMED}, _sums(True))}, [spent(3, 50000, "2017-04-02"), spent(4, 50050, "2017-04-02")],
        notes=[_SUM], also=["unsaved formula"],
    ),
    *_spending.refused(
        "office-spending-with-an-unsaved-total", {"支出.xlsx": partial(xlsx, {SHEET: _SUMMED}, _sums(False))},
        [problem(5, "金额（元）", "is a formula whose result was not saved.", "Save the sheet with values in the place of formulas.")],
        notes=[_SUM], also=["unsaved formula"],
    ),
    *_spending.refused(
        "office-spending-with-formats-lost",
        {"支出.xlsx": paper([["2017年支出", None, None, None, None], _PLAIN, _row(42827), _row(42830, "1.2E+04"), _row("4月5日", "#REF!"), _row(date(2017, 4, 9), 33.333), ["合计", None, None, "#REF!", None]], "A1:E1")},
        [
            problem(3, "日期", "is a bare number, not a date; Excel may have stored the date as one."),
            problem(4, "日期", "is a bare number, not a date; Excel may have stored the date as one."),
            problem(4, "金额（元）", "is scientific notation, as Excel writes it; the digits may be lost."),
            problem(5, "日期", "has no year."),
            problem(5, "金额（元）", "is an error of the spreadsheet."),
            problem(6, "金额（元）", "is finer than a fen (0.01 yuan)."),
        ],
        also=["serials", "errors", "sub-fen", "scientific"],
    ),
    *_spending.accepted(
        "office-spending-with-columns-of-its-own",
        {"支出台账.xlsx": paper([
            ["支出台账", None, None, None, None, None, None, None],
            ["报销日期", "资金", "项目", "金额（元）", "事由", "科目编码", "经办人", "联系电话"],
            [date(2017, 4, 2), "自筹资金", "菌菜大棚", 500, "农膜", 5001, "赵六", 13800000000],
        ], "A1:H1")},
        [_paid(3, 50000, "2017-04-02", "农膜")], options=["--map", "报销日期=日期", "--map", "事由=用途", "--ignore-extra"],
        notes=["HERE: The column 科目编码 was left out.", "HERE: The column 经办人 was left out.", "HERE: The column 联系电话 holds personal data and was left out."],
        also=["columns", "precision 9"],
    ),
    *_spending.accepted(
        "office-spending-of-a-finance-program",
        {"支出导出.csv": delimited([
            ["凭证号", "日期", "资金", "项目", "摘要", "金额（元）", "收款单位"],
            ['="00012"', "20170402", "自筹资金", "菌菜大棚", "付大棚膜款", "12,000.00", "陇西县农资店"],
            ['="00013"', "20170405", "自筹资金", "菌菜大棚", "付运费", "350.00", "个体户-王"],
            ["合计", "", "", "", "", "12,350.00", ""],
        ], "\t", "\r\n", "gb18030")},
        [_paid(2, 1_200_000, "2017-04-02", "付大棚膜款", voucher="00012", payee="陇西县农资店"), _paid(3, 35000, "2017-04-05", "付运费", voucher="00013", payee="个体户-王")],
        encoding="gb18030", notes=[_SUM], also=["encodings", "delimiters", "wrappers"],
    ),
    *_spending.accepted(
        "office-spending-as-unicode-text",
        {"支出.txt": b"\xff\xfe" + "2017年支出\r\n日期\t资金\t项目\t金额（元）\r\n2017/4/2\t自筹资金\t菌菜大棚\t\"1,200.00\"\r\n合计\t\t\t1200\r\n".encode("utf-16-le")},
        [spent(3, 120_000, "2017-04-02")], encoding="utf-16", notes=[_SUM], also=["encodings", "precision 12"],
    ),
    *_spending.refused(
        "office-spending-with-bare-commas",
        {"支出.csv": "日期,资金,项目,金额（元）\n2017-04-02,自筹资金,菌菜大棚,1,200.00\n2017-04-03,自筹资金,菌菜大棚,300\n2017-04-04,自筹资金,菌菜大棚,12,000\n".encode("gbk")},
        [problem(2, None, "The row has 5 cells, the header 4.", "Look for a missing or extra comma or quotation mark."), problem(4, None, "The row has 5 cells, the header 4.")],
        also=["columns", "encodings"],
    ),
    *_spending.accepted(
        "office-spending-by-month-with-running-totals",
        {"支出.xlsx": paper([
            ["2017年支出（元）", None, None, None, None], _PLAIN,
            _row("2017-01-05", 100, "一月"), ["小计", None, None, 100, None], ["累计", None, None, 100, None],
            _row("2017-02-05", 200, "二月"), _row("2017-02-06", 50, "二月"), ["小计", None, None, 250, None], ["累计", None, None, 350, None],
            ["总计", None, None, 350, None],
        ], "A1:E1")},
        [_paid(3, 10000, "2017-01-05", "一月"), _paid(6, 20000, "2017-02-05", "二月"), _paid(7, 5000, "2017-02-06", "二月")],
        notes=[_totals(3), "HERE: 2 running totals (累计) were skipped."],
    ),
    *_spending.accepted(
        "office-spending-with-its-header-on-every-page",
        {"支出.xlsx": paper([_PLAIN, _row(), ["本页小计", None, None, 500, None], _PLAIN, _row(), ["本页小计", None, None, 500, None]])},
        [spent(2, 50000, "2017-04-02"), spent(5, 50000, "2017-04-02")],
        notes=["HERE: 1 repeated header line was skipped.", _totals(2), twins(1)],
    ),
    *_spending.accepted(
        "office-spending-that-begins-in-column-b",
        {"支出.xlsx": partial(xlsx, {SHEET: [[], [None, "2017年支出"], [None, *_PLAIN, None, None], [None, *_row(amount="1,000.00", purpose="地膜"), None, None], [None, "合计", None, None, 1000, None, None, "盖章"]]})},
        [_paid(4, 100_000, "2017-04-02", "地膜")], notes=[_SUM],
    ),
    *_spending.accepted(
        "office-spending-with-empty-frames-below",
        {"支出.xlsx": partial(xlsx, {SHEET: [_PLAIN, _row(), *[[""] * 5] * 40, ["合计", None, None, 500, None], [" "] * 9]})},
        [spent(2, 50000, "2017-04-02")], notes=[_SUM],
    ),
    *_spending.accepted(
        "office-spending-typed-as-text",
        {"支出.ods": partial(ods, {SHEET: [["二〇一七年支出表"], _PLAIN, _row("2017.4.2", "１，２００", "第1批"), _row("2017年4月3号", "￥300.00", "第2批")]})},
        [_paid(3, 120_000, "2017-04-02", "第1批"), _paid(4, 30_000, "2017-04-03", "第2批")], also=["xls", "amounts", "dates"],
    ),
    *_spending.accepted(
        "office-spending-with-money-back",
        {"支出.xlsx": paper([["支出及退回", None, None, None, None], [*_PLAIN[:4], "原因"], _row(amount=800), _row("2017-05-01", "（300.00）", "退回多付款"), ["合计", None, None, 500, None]], "A1:E1")},
        [spent(3, 80000, "2017-04-02"), spent(4, -30000, "2017-05-01", reason="退回多付款")], notes=[_SUM], also=["amounts"],
    ),
    *_spending.refused(
        "office-spending-over-its-allocation",
        {"支出.xlsx": paper([["支出", None, None, None, None], _PLAIN, _row("2017-06-01", 150_000), _row("2017-05-01", 150_000), ["合计", None, None, 300_000, None]], "A1:E1")},
        [problem(3, "金额（元）", "Fund “自筹资金”, project “菌菜大棚”, village “牙河村”: spending would exceed the allocation by 1,000.00 yuan…")],
        notes=[_SUM], also=["precision 11"],
    ),
    *_spending.accepted(
        "office-spending-over-with-its-reason",
        {"支出.xlsx": paper([["支出", None, None, None, None], [*_PLAIN[:4], "超支原因"], _row("2017-05-01", 300_000, "暴雨后加固"), ["合计", None, None, 300_000, None]], "A1:E1")},
        [spent(3, 30_000_000, "2017-05-01", over="暴雨后加固")], notes=[_SUM], also=["precision 11"],
    ),
    *_spending.refused(
        "office-spending-with-id-numbers-as-vouchers",
        {"支出.xlsx": paper([["支出", None, None, None, None], [*_PLAIN[:4], "凭证号"], _row(purpose=622421199001011234), _row(purpose="0012"), _row(purpose=17)], "A1:E1")},
        [problem(3, "凭证号", "is a number of more than 15 digits or with a fraction; Excel has lost what stood there.")], also=["long numbers", "precision 13"],
    ),
    *_spending.refused(
        "office-spending-in-two-languages",  # the second header line is a row, and no right one
        {"支出.xlsx": paper([["支出", None, None, None, None], _PLAIN, ["date", "fund", "project", "amount", "purpose"], _row()], "A1:E1")},
        [
            problem(3, "日期", "is not a date with one meaning."), problem(3, "金额（元）", "is not an amount."),
            problem(3, "资金", "There is no fund “fund”."), problem(3, "项目", "There is no project “project”."),
        ],
        also=["precision 8"],
    ),
    *_spending.refused(
        "office-spending-cut-off-on-the-stick", {"支出.xlsx": xlsx({SHEET: _DETAIL})[:3000]}, [problem(None, None, "is damaged or too large to be read.", sheet=None)], also=["precision 12"]
    ),
    *_spending.accepted(
        "office-spending-with-inline-text-of-another-program",
        {"支出.xlsx": partial(changed, xlsx({SHEET: [_PLAIN, _row(purpose="内联")]}), "xl/worksheets/sheet1.xml",
            lambda xml: xml.replace(b'<c r="E2" t="s"><v>8</v></c>', '<c r="E2" t="inlineStr"><is><t>地膜</t></is></c>'.encode()))},
        [_paid(2, 50000, "2017-04-02", "地膜")], also=["wps"],
    ),
]  # fmt: skip
