"""The header: where it stands, how its words are spelled, what is missing, double or unknown."""

from importing.books import Cells, delimited, xlsx
from importing.corpus.case import SHEET, Told, entry, line, problem, received, spent, twins

_HEAD = ["日期", "资金", "项目", "金额（元）"]
_ROW = ["2017-09-20", "自筹资金", "菌菜大棚", "1200.50"]
_ONE = [spent(2, 120050)]
_NO_HEADER = "has no header that is known here…"

_headers = Told(("precision 8",), "支出", "spending")
_titles = Told(("titles and totals", "precision 8"), "支出", "spending")
_double = Told(("duplicate headers",), "支出", "spending")
_columns = Told(("columns",), "支出", "spending")
_holds = Told(("precision 7",), "支出", "spending")


def _with(*more: tuple[str, str]) -> Cells:
    """The usual sheet with more columns at its end."""
    return [[*_HEAD, *[header for header, _ in more]], [*_ROW, *[cell for _, cell in more]]]


CASES = [
    *_headers.accepted("english", [["date", "fund", "project", "amount"], _ROW], _ONE),
    *_headers.accepted("aliases", [["日期", "资金名称", "项目名称", "金额(元)"], _ROW], _ONE, also=["header aliases"]),
    *_headers.accepted("blanks-inside", [[" 日 期 ", "资　金", "项目*", "金额 （元）"], _ROW], _ONE),
    *_headers.accepted("full-width-and-capitals", [["ＤＡＴＥ", "Fund", "PROJECT", "Ａmount"], _ROW], _ONE),
    *_headers.accepted(  # a cell of two lines makes the record begin further down in a text file, not in a workbook
        "line-break-in-a-header", {"支出.csv": delimited([["日期", "资金", "项目\n名称", "金额\n（元）"], _ROW])}, [spent(4, 120050)]
    ),
    *_headers.accepted(
        "line-break-in-a-workbooks-header", {"支出.xlsx": xlsx({SHEET: [["日期", "资金", "项目\n名称", "金额\n（元）"], _ROW]})}, _ONE
    ),
    *_headers.accepted("numbered-rows", [["序号", *_HEAD], ["1", *_ROW], ["2", *_ROW]], [*_ONE, spent(3, 120050)], notes=[twins(1)]),
    *_headers.accepted("no.", [["No.", *_HEAD], ["1", *_ROW]], _ONE),
    *_headers.accepted(
        "payee-and-summary", _with(("收款单位", "陇西农资店"), ("摘要", "棚膜")), [spent(2, 120050, payee="陇西农资店", purpose="棚膜")],
        also=["header aliases"],
    ),
    *_headers.accepted(
        "columns-in-another-order", [["金额（元）", "项目", "日期", "资金"], ["1200.50", "菌菜大棚", "2017-09-20", "自筹资金"]], _ONE
    ),
    *_titles.accepted("one-title", [["2017年支出明细表", "", "", ""], _HEAD, _ROW], [spent(3, 120050)]),
    *_titles.accepted(
        "titles-date-and-blank-lines",
        [["省总工会帮扶资金支出明细表", "", "", ""], ["制表日期：2017年12月31日", "", "", ""], ["", "", "", ""], _HEAD, ["", "", "", ""], _ROW],
        [spent(6, 120050)],
    ),
    *_titles.accepted("header-in-the-tenth-line", [*[["说明", "", "", ""]] * 9, _HEAD, _ROW], [spent(11, 120050)]),
    *_titles.refused("header-in-the-eleventh-line", [*[["说明", "", "", ""]] * 10, _HEAD, _ROW], [problem(None, None, _NO_HEADER)]),
    *_titles.refused("no-header", [_ROW, _ROW], [problem(None, None, _NO_HEADER)]),
    *_titles.refused(
        "header-on-two-lines",  # a person sees one header, but only a line with all words is one
        [["日期", "资金", "项目", "金额"], ["", "", "", "（元）"], _ROW],
        [
            problem(None, "金额", "has numbers without a unit: 元 or 万元?"),
            problem(2, "日期", "is blank."),
            problem(2, "金额", "is not an amount."),
        ],
    ),
    *_double.refused("the-same-twice", _with(("资金", "x")), [problem(1, "资金", "means the same as the column 资金.", "Keep one of the two; to leave one out: --map '资金='.")]),
    *_double.refused("an-alias-too", _with(("项目名称", "x")), [problem(1, "项目名称", "means the same as the column 项目.")]),
    *_double.refused("two-units", _with(("金额（万元）", "0.12")), [problem(1, "金额（万元）", "means the same as the column 金额（元）.")]),
    *_double.refused("english-and-chinese", _with(("amount", "5")), [problem(1, "amount", "means the same as the column 金额（元）.")]),
    *_columns.refused(
        "unknown-with-a-near-word", _with(("收款员", "张三")), [problem(1, "收款员", "is no column of entry.", "Did you mean “收款人”? Then --map '收款员=收款人'; to leave it out: --map '收款员='.")]
    ),
    *_columns.refused(
        "unknown-with-none",
        _with(("天气", "晴")),
        [problem(1, "天气", "is no column of entry.", "If it is a field (aidtrack help spending add lists them): --map '天气=FIELD'; to leave it out: --map '天气=', or --ignore-extra for all such columns.")],
    ),
    *_columns.accepted(
        "unknown-left-out", _with(("天气", "晴"), ("经手", "李")), _ONE, options=["--ignore-extra"],
        notes=["HERE: The column 天气 was left out.", "HERE: The column 经手 was left out."],
    ),
    *_columns.accepted("mapped", _with(("事由", "棚膜")), [spent(2, 120050, purpose="棚膜")], options=["--map", "事由=用途"]),
    *_columns.accepted(
        "mapped-to-nothing", _with(("天气", "晴")), _ONE, options=["--map", "天气="], notes=["HERE: The column 天气 was left out."]
    ),
    *_columns.refused(
        "date-and-amount-missing", [["资金", "项目", "用途"], ["自筹资金", "菌菜大棚", "棚膜"]],
        [problem(1, None, "The column date is missing."), problem(1, None, "The column amount is missing.")],
    ),
    *_columns.refused(
        "every-fault-of-the-header-at-once", [["日期", "资金", "资金", "收款员"], ["2017-09-20", "自筹资金", "x", "y"]],
        [
            problem(1, "资金", "means the same as the column 资金."),
            problem(1, "收款员", "is no column of entry."),
            problem(1, None, "The column amount is missing."),
        ],
    ),
    *_columns.refused(
        "ragged", {"支出.csv": "日期,资金,项目,金额（元）\n2017-09-20,自筹资金,菌菜大棚,5,多\n2017-09-20,自筹资金\n2017-09-20,自筹资金,菌菜大棚,5\n".encode()},
        [problem(2, None, "The row has 5 cells, the header 4."), problem(3, None, "The row has 2 cells, the header 4.")],
    ),
    *_columns.accepted("blank-cells-beyond-the-header", {"支出.csv": "日期,资金,项目,金额（元）\n2017-09-20,自筹资金,菌菜大棚,1200.50,,,\n".encode()}, _ONE),
    *_columns.accepted("a-blank-column-without-a-header", [[*_HEAD, ""], [*_ROW, ""]], _ONE),
    *_columns.refused(
        "text-in-a-column-without-a-header", [[*_HEAD, "", "用途"], [*_ROW, "大额", "膜"]],
        [problem(2, None, "stands in a column without a header.", "Name the column, empty it, or add --ignore-extra.")],
    ),
    *Told(("columns",), "资金", "fund").refused(
        "a-column-of-another-noun", [["资金名称", "县区"], ["新资金", "陇西县"]], [problem(1, "县区", "is no column of fund.")]
    ),
    *_holds.accepted("said-with-as", {"表一.csv": "日期,资金,项目,金额（元）\n2017-09-20,自筹资金,菌菜大棚,1200.50\n".encode()}, _ONE, options=["--as", "支出"]),
    *_holds.accepted("an-entrys-word-outranks-a-nouns", {"项目支出.csv": "日期,资金,项目,金额（元）\n2017-09-20,自筹资金,菌菜大棚,1200.50\n".encode()}, _ONE),
    *_holds.accepted("the-sheets-own-name", {"台账.xlsx": xlsx({"2017支出": [_HEAD, _ROW]})}, _ONE, read=[line("台账.xlsx", "2017支出", "spending", "xlsx", 1)]),
    *_holds.refused(
        "nothing-says-it", {"表一.csv": "日期,资金,项目,金额（元）\n2017-09-20,自筹资金,菌菜大棚,1200.50\n".encode()},
        [problem(None, None, "does not say what it holds: receipt, interest, allocation, disbursement, spending, loan, repayment, writeoff?",
                 "Say it with --as, in the file's name, or in a column 类型 (kind). Its columns are: 日期、资金、项目、金额（元）.")],
    ),
    *_holds.refused(
        "the-name-says-two-things", {"安排与支出.csv": "日期,资金,项目,金额（元）\n2017-09-20,自筹资金,菌菜大棚,1200.50\n".encode()},
        [problem(None, None, "does not say what it holds: allocation, spending?")],
    ),
    *Told(("precision 7",), "流水", "entry").accepted(
        "kinds-mixed",
        [["类型", *_HEAD], ["到账", "2017-09-01", "自筹资金", "", "500"], ["支出", *_ROW], ["allocation", "2017-09-02", "自筹资金", "菌菜大棚", "500"],
         ["拨付", "2017-09-03", "自筹资金", "菌菜大棚", "8"], ["利息", "2017-09-04", "自筹资金", "", "0.37"]],
        [
            received(2, 50000, "2017-09-01"), spent(3, 120050),
            entry("allocation", 4, "2017-09-02", 50000, fund="自筹资金", project="菌菜大棚", village="牙河村"),
            entry("disbursement", 5, "2017-09-03", 800, fund="自筹资金", project="菌菜大棚", village="牙河村"),
            entry("interest", 6, "2017-09-04", 37, fund="自筹资金"),
        ],
    ),
    *Told(("precision 7", "precision 1"), "流水", "entry").refused(
        "a-kind-blank-or-unknown", [["类型", *_HEAD], ["", *_ROW], ["报销", *_ROW]],
        [problem(2, "类型", "is blank."), problem(3, "类型", "is none of the words known here.")],
    ),
    *Told(("precision 7",), "流水", "entry").refused(
        "a-kind-against-as", [["类型", *_HEAD], ["到账", *_ROW], ["支出", *_ROW]],
        [problem(2, "类型", "is not what --as says: spending.")], options=["--as", "spending"],
    ),
    *Told(("precision 7",), "表", "village").accepted("headers-that-only-a-village-has", [["村名", "区划代码"], ["新村", "621122101299"]], [{"noun": "village", "name": "新村", "code": "621122101299"}]),
    *Told(("precision 7",), "表", "fund").accepted("headers-that-only-a-fund-has", [["资金名称", "限定"], ["新资金", "="]], [{"noun": "fund", "name": "新资金", "qualifier": "="}]),
]  # fmt: skip
