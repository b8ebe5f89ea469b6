"""Sheets of money as offices keep them: 到账, 安排, 拨付, 利息, and whole ledgers."""

from datetime import date
from functools import partial
from typing import Any

from importing.books import Cells, delimited, ods, xls, xlsx
from importing.corpus.case import SHEET, Row, Told, entry, line, problem, received, spent
from importing.corpus.paper import paper

_receipts = Told(("titles and totals", "precision 3"), "到账", "receipt", office=True)
_allocations = Told(("titles and totals", "precision 5"), "安排", "allocation", office=True)
_payments = Told(("titles and totals", "precision 4"), "拨付", "disbursement", office=True)
_ledger = Told(("precision 7", "titles and totals"), "流水", "entry", office=True)


def _set(row: int, date: str, fen: int, project: str = "技能培训", village: str | None = "牙河村", **more: Any) -> Row:
    return entry(
        "allocation",
        row,
        date,
        fen,
        fund="自筹资金",
        project=project,
        **({"village": village} if village else {}),
        **more,
    )


def _one_total(notes: int = 0) -> list[str]:
    told = [f"HERE: {notes} note line{' was' if notes == 1 else 's were'} skipped."] if notes else []
    return [*told, "HERE: 1 total line was checked, not imported."]


def _chart(book: Any) -> Any:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=支出!$D$2:$D$2"})
    return chart


_TITLE = ["甘肃省总工会2017年帮扶资金到账明细表", None, None, None, None, None]
_ARRIVED: Cells = [
    _TITLE,
    [None, None, None, None, None, "单位：元"],
    ["序号", "日期", "资金名称", "金额", "文号", "摘要"],
    [1, "2017年3月5日", "自筹资金", "120,000.00", "甘工发〔2017〕5号", "第一批"],
    [2, "2017.6.18", "专项资金", "350,000.00", "甘财社〔2017〕12号", "省级财政"],
    ["合计", None, None, "470,000.00", None, None],
    ["制表人：张三", None, "审核人：李四", None, "日期：2017年12月31日", None],
]
_ARRIVED_ROWS = [
    received(4, 12_000_000, "2017-03-05", doc_no="甘工发〔2017〕5号", purpose="第一批"),
    received(5, 35_000_000, "2017-06-18", fund="专项资金", doc_no="甘财社〔2017〕12号", purpose="省级财政"),
]
_PLANNED: Cells = [
    ["2017年帮扶资金安排表（单位：万元）", None, None, None, None],
    ["日期", "资金", "项目", "村", "金额"],
    [date(2017, 2, 10), "自筹资金", "技能培训", "牙河村", 3.5],
    [date(2017, 2, 10), None, None, "咀儿村", 2],
    [date(2017, 3, 1), None, None, "陇西县/城关村", 0.5],
    ["合计", None, None, None, 6],
    ["说明：本表经2017年2月8日党组会研究同意。", None, None, None, None],
]

CASES = [
    *_receipts.accepted(
        "office-receipts", {"2017年到账明细.xlsx": paper(_ARRIVED, "A1:F1", "A6:C6", "A7:B7", "C7:D7", "E7:F7")}, _ARRIVED_ROWS,
        notes=_one_total(1), also=["precision 4", "precision 6"],
    ),
    *_receipts.accepted("office-receipts-of-wps", {"2017年到账明细.xlsx": paper(_ARRIVED, "A1:F1", wps=True)}, _ARRIVED_ROWS, notes=_one_total(1), also=["wps"]),
    *_receipts.accepted("office-receipts-xls", {"2017年到账明细.xls": partial(xls, {SHEET: _ARRIVED})}, _ARRIVED_ROWS, notes=_one_total(1), also=["xls"]),
    *_receipts.accepted("office-receipts-ods", {"2017年到账明细.ods": partial(ods, {SHEET: _ARRIVED})}, _ARRIVED_ROWS, notes=_one_total(1), also=["xls"]),
    *_receipts.accepted(
        "office-receipts-gbk", {"2017年到账明细.csv": delimited(_ARRIVED, line_end="\r\n", encoding="gbk")}, _ARRIVED_ROWS, encoding="gb18030",
        notes=_one_total(1), also=["encodings"],
    ),
    *_receipts.refused(
        "office-receipts-with-a-wrong-total", {"2017年到账明细.xlsx": paper([*_ARRIVED[:5], ["合计", None, None, "480,000.00", None, None]], "A1:F1")},
        [problem(6, "金额", "does not equal the rows above, which come to 470,000.00 yuan.")], notes=_one_total(),
    ),
    *_receipts.refused(
        "office-receipts-in-mixed-units",
        {"到账.xlsx": paper([["2017年到账情况", None, None], ["日期", "资金", "金额"], ["2017-03-05", "自筹资金", "12万元"], ["2017-06-18", "专项资金", 350000], ["2017-07-01", "自筹资金", "近5万元"]], "A1:C1")},
        [problem(None, "金额", "has numbers without a unit: 元 or 万元?"), problem(5, "金额", "is not an exact amount.")], also=["precision 6"],
    ),
    *_receipts.accepted(
        "office-receipts-each-with-its-unit",
        {"到账.xlsx": paper([["2017年到账情况", None, None], ["日期", "资金", "金额"], ["2017-03-05", "自筹资金", "12万元"], ["2017-06-18", "专项资金", "350,000元"], ["合计", None, "47万元"]], "A1:C1")},
        [received(3, 12_000_000, "2017-03-05"), received(4, 35_000_000, "2017-06-18", fund="专项资金")], notes=_one_total(), also=["precision 6"],
    ),
    *_allocations.accepted(
        "office-allocations", {"2017年安排.xlsx": paper(_PLANNED, "A1:E1", "B3:B5", "C3:C5", "A6:D6", "A7:E7", sheet="安排表")},
        [
            _set(3, "2017-02-10", 3_500_000), _set(4, "2017-02-10", 2_000_000, village="咀儿村"), _set(5, "2017-03-01", 500_000, village="陇西县/城关村"),
        ],
        read=[{"sheet": "安排表"}], notes=[note.replace("HERE", "2017年安排.xlsx「安排表」") for note in _one_total(1)], also=["precision 6"],
    ),
    *_allocations.refused(
        "office-allocations-not-merged", {"2017年安排.xlsx": paper(_PLANNED, "A1:E1")},
        [problem(4, "资金", "is blank."), problem(5, "资金", "is blank.")],
        notes=_one_total(1),
    ),
    *_allocations.accepted(
        "office-allocations-filled-down", {"2017年安排.xlsx": paper(_PLANNED, "A1:E1")},
        [
            _set(3, "2017-02-10", 3_500_000), _set(4, "2017-02-10", 2_000_000, village="咀儿村"), _set(5, "2017-03-01", 500_000, village="陇西县/城关村"),
        ],
        options=["--fill-down", "资金,项目"], notes=_one_total(1),
    ),
    *_allocations.accepted(
        "office-allocations-of-two-counties",
        {"安排.xlsx": paper([
            ["2017年分县资金安排表", None, None, None, None, None, None, None],
            ["序号", "市州", "县区", "村", "日期", "资金", "项目", "金额（万元）"],
            [1, "定西市", "陇西县", "城关村", "2017/4/1", "自筹资金", "技能培训", 1],
            [None, "小计", None, None, None, None, None, 1],
            [2, "天水市", "武山县", "城关村", "2017/4/1", "自筹资金", "技能培训", 2],
            [3, None, None, "未分村", "2017/4/1", "自筹资金", "技能培训", 0.5],
            [None, "小计", None, None, None, None, None, 2.5],
            ["总　计", None, None, None, None, None, None, 3.5],
        ], "A1:H1", "A8:G8")},
        [
            _set(3, "2017-04-01", 1_000_000, village="陇西县/城关村"), _set(5, "2017-04-01", 2_000_000, village="武山县/城关村"),
            _set(6, "2017-04-01", 500_000, village=None),
        ],
        notes=["HERE: 3 total lines were checked, not imported."], also=["precision 8", "precision 3"],
    ),
    *_allocations.refused(
        "office-allocations-of-unknown-villages",
        {"安排.xlsx": paper([
            ["2017年资金安排表", None, None, None, None],
            ["日期", "资金", "项目", "村", "金额（元）"],
            ["2017-04-01", "自筹资金", "技能培训", "牙合村", 5000],
            ["2017-04-01", "自筹资金", "技能培训", "城关村", 5000],
            ["2017-04-01", "自筹资金", "技能培圳", "嘴儿村", 5000],
            ["合计", None, None, None, 15000],
        ], "A1:E1")},
        [
            problem(3, "村", "There is no village “牙合村”.", "Did you mean “牙河村”?"),
            problem(4, "村", "“城关村” names 2: 定西市/陇西县/巩昌镇/城关村、天水市/武山县/城关镇/城关村."),
            problem(5, "项目", "There is no project “技能培圳”.", "Did you mean “技能培训”?"),
        ],
        notes=_one_total(), also=["precision 14", "variants"],
    ),
    *_payments.accepted(
        "office-disbursements",
        {"资金拨付台账.xlsx": paper([
            ["资金拨付台账", None, None, None, None, None],
            ["填报单位：甘肃省总工会", None, None, None, "单位：万元", None],
            ["拨付日期", "资金", "项目", "金额", "收款单位", "文号"],
            [date(2017, 3, 20), "自筹资金", "菌菜大棚", 10, "陇西县总工会", "甘工发〔2017〕9号"],
            [date(2017, 9, 1), "自筹资金", "菌菜大棚", 5.25, "陇西县总工会", "甘工发〔2017〕31号"],
            ["合 计", None, None, 15.25, None, None],
            ["注：以银行回单为准", None, None, None, None, None],
        ], "A1:F1", "A2:D2", "E2:F2")},
        [
            entry("disbursement", 4, "2017-03-20", 10_000_000, fund="自筹资金", project="菌菜大棚", village="牙河村", payee="陇西县总工会", doc_no="甘工发〔2017〕9号"),
            entry("disbursement", 5, "2017-09-01", 5_250_000, fund="自筹资金", project="菌菜大棚", village="牙河村", payee="陇西县总工会", doc_no="甘工发〔2017〕31号"),
        ],
        options=["--map", "拨付日期=日期"], notes=_one_total(1), also=["precision 6"],
    ),
    *_payments.accepted(
        "office-interest",
        {"利息.xls": partial(xls, {SHEET: [
            ["专户存款结息单"], ["结息日期", "资金", "利息金额（元）", "备注栏"], [date(2017, 3, 21), "自筹资金", 312.47, "一季度"], [date(2017, 6, 21), "自筹资金", 298.6, "二季度"], ["合计", None, 611.07, None],
        ]})},
        [entry("interest", 3, "2017-03-21", 31247, fund="自筹资金", purpose="一季度"), entry("interest", 4, "2017-06-21", 29860, fund="自筹资金", purpose="二季度")],
        options=["--map", "结息日期=date", "--map", "利息金额=amount", "--map", "备注栏=purpose"], read=[{"noun": "interest"}], notes=_one_total(), also=["columns"],
    ),
    *_ledger.accepted(
        "office-ledger",
        {"资金流水账.xlsx": paper([
            ["帮扶资金流水账", None, None, None, None, None, None, None, None],
            ["序号", "日期", "类型", "流水号", "资金", "项目", "金额（元）", "冲销流水号", "原因"],
            [1, date(2017, 5, 2), "支出", "2017-001", "自筹资金", "菌菜大棚", 8000, None, None],
            [2, date(2017, 5, 9), "支出", "2017-002", "自筹资金", "菌菜大棚", 8000, None, None],
            [3, date(2017, 5, 20), "支出", "2017-003", "自筹资金", "菌菜大棚", "（8,000.00）", "2017-002", "重复报销，退回"],
            [4, date(2017, 6, 1), "到账", "2017-004", "自筹资金", None, 50000, None, None],
        ], "A1:I1", wps=True)},
        [
            spent(3, 800_000, "2017-05-02", ref="2017-001"), spent(4, 800_000, "2017-05-09", ref="2017-002"),
            spent(5, -800_000, "2017-05-20", ref="2017-003", reverses="2017-002", reason="重复报销，退回"),
            received(6, 5_000_000, "2017-06-01", ref="2017-004"),
        ],
        also=["amounts", "wps"],
    ),
    *_ledger.refused(
        "office-ledger-with-faults",
        {"资金流水账.xlsx": paper([
            ["帮扶资金流水账", None, None, None, None, None, None],
            ["日期", "类型", "流水号", "资金", "项目", "金额（元）", "原因"],
            [42857, "支出", "2017-001", "自筹资金", "菌菜大棚", 8000, None],
            ["5月9日", "报销", "2017-002", "自筹资金", "菌菜大棚", 8000, None],
            [date(2017, 5, 20), "支出", 20170520000000003, "自筹资金", "菌菜大棚", -8000, None],
            [date(2017, 6, 1), "到账", "2017-004", None, None, "5E+04", None],
        ], "A1:G1")},
        [
            problem(3, "日期", "is a bare number, not a date; Excel may have stored the date as one."),
            problem(4, "日期", "has no year."),
            problem(4, "类型", "is none of the words known here."),
            problem(5, "流水号", "is a number of more than 15 digits or with a fraction; Excel has lost what stood there."),
            problem(5, "金额（元）", "is below zero and has no reason."),
            problem(6, "金额（元）", "is scientific notation, as Excel writes it; the digits may be lost."),
            problem(6, "资金", "is blank."),
        ],
        also=["serials", "vague dates", "scientific", "long numbers"],
    ),
    *_ledger.accepted(
        "office-book-of-two-sheets-and-a-hidden-one",
        {"2017年台账.xlsx": partial(xlsx, {
            "到账": [["2017年到账", None, None], ["单位：万元"], ["日期", "资金", "金额"], ["2017-03-05", "自筹资金", 12], ["合计", None, 12]],
            "支出": [["2017年支出", None, None, None], ["日期", "资金", "项目", "金额（元）"], ["2017-05-01", "自筹资金", "菌菜大棚", 1234.5], ["合计", None, None, 1234.5], ["制表：王五"]],
            "字典": [["类别"], ["危房改造"]],
        }, lambda book, page: book.get_worksheet_by_name("字典").hide())},
        [received(4, 12_000_000, "2017-03-05"), {**spent(3, 123450, "2017-05-01"), "file": 2}],
        read=[line("2017年台账.xlsx", "到账", "receipt", "xlsx", 1), line("2017年台账.xlsx", "支出", "spending", "xlsx", 1)],
        notes=[
            "2017年台账.xlsx「字典」: is hidden and was left out; --sheet reads it.",
            "2017年台账.xlsx「到账」: 1 total line was checked, not imported.",
            "2017年台账.xlsx「支出」: 1 note line was skipped.",
            "2017年台账.xlsx「支出」: 1 total line was checked, not imported.",
        ],
    ),
    *_ledger.accepted(
        "office-book-with-a-chart-between",
        {"2017年支出.xlsx": partial(xlsx, {"支出": [["日期", "资金", "项目", "金额（元）"], ["2017-05-01", "自筹资金", "菌菜大棚", 1234.5]]},
            lambda book, page: book.add_chartsheet("图").set_chart(_chart(book)))},
        [spent(2, 123450, "2017-05-01")], read=[{"sheet": "支出", "noun": "spending"}],
    ),
]  # fmt: skip
