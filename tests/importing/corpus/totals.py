"""Rows that are no data: titles, totals that are checked, notes below the table, blank lines."""

from importing.books import Cells
from importing.corpus.case import Row, Told, problem, received, twins

_HEAD = ["日期", "资金", "金额（元）", "凭证号"]
_FIVE = ["2017-06-01", "自筹资金", "5", ""]
_SEVEN = ["2017-06-02", "自筹资金", "7.50", ""]
_HINT = "Correct the rows or the total."

_totals = Told(("titles and totals", "precision 3"), "到账", "receipt")
_ragged = Told(("titles and totals", "precision 4"), "到账", "receipt", forms=(".csv",))
_notes = Told(("precision 4",), "到账", "receipt")


def _five(row: int) -> Row:
    return received(row, 500)


def _seven(row: int) -> Row:
    return received(row, 750, "2017-06-02")


def _wrong(row: int, sum: str) -> Row:
    return problem(row, "金额（元）", f"does not equal the rows above, which come to {sum} yuan.", _HINT)


def _sheet(*rows: list[str]) -> Cells:
    return [_HEAD, *rows]


def _checked(count: int) -> list[str]:
    return [f"HERE: {count} total {'line was' if count == 1 else 'lines were'} checked, not imported."]


_TWO = [_five(2), _seven(3)]

CASES = [
    *_totals.accepted("grand", _sheet(_FIVE, _SEVEN, ["合计", "", "12.50", ""]), _TWO, notes=_checked(1)),
    *_totals.accepted("grand-with-blanks-inside", _sheet(_FIVE, _SEVEN, ["", "合  计", "12.5", ""]), _TWO, notes=_checked(1)),
    *_totals.accepted("total-with-ideographic-space", _sheet(_FIVE, _SEVEN, ["总　计", "", "12.50", ""]), _TWO, notes=_checked(1)),
    *_totals.accepted("total-without-a-sum", _sheet(_FIVE, _SEVEN, ["合计", "", "", ""]), _TWO, notes=_checked(1)),
    *_totals.accepted(
        "subtotals-and-grand", _sheet(_FIVE, ["小计", "", "5", ""], _SEVEN, ["本页小计", "", "7.5", ""], ["合计", "", "12.5", ""]),
        [_five(2), _seven(4)], notes=_checked(3),
    ),
    *_totals.accepted(
        "pages", _sheet(_FIVE, ["本页合计", "", "5", ""], _SEVEN, _SEVEN, ["本页合计", "", "15", ""], ["总计", "", "20.00", ""]),
        [_five(2), _seven(4), _seven(5)], notes=[*_checked(3), twins(1)],
    ),
    *_totals.accepted(
        "running-total-is-not-checked", _sheet(_FIVE, ["累计", "", "99", ""], _SEVEN, ["合计", "", "12.50", ""]), [_five(2), _seven(4)],
        notes=[*_checked(1), "HERE: 1 running total (累计) was skipped."],
    ),
    *_totals.accepted("grand-above-more-rows", _sheet(_FIVE, ["合计", "", "5", ""], _SEVEN, ["合计", "", "12.5", ""]), [_five(2), _seven(4)], notes=_checked(2)),
    *_totals.accepted("total-in-its-own-unit-of-the-header", [["日期", "资金", "金额（万元）"], ["2017-06-01", "自筹资金", "5"], ["合计", "", "5万元"]], [received(2, 5_000_000)], notes=_checked(1)),
    *_totals.refused("wrong-grand", _sheet(_FIVE, _SEVEN, ["合计", "", "12.51", ""]), [_wrong(4, "12.50")], notes=_checked(1)),
    *_totals.refused("wrong-subtotal", _sheet(_FIVE, ["小计", "", "5", ""], _SEVEN, ["小计", "", "12.5", ""]), [_wrong(5, "7.50")], notes=_checked(2)),
    *_totals.refused("grand-that-is-the-last-part", _sheet(_FIVE, ["小计", "", "5", ""], _SEVEN, ["合计", "", "7.5", ""]), [_wrong(5, "12.50")], notes=_checked(2)),
    *_totals.refused("total-without-rows-above", _sheet(["合计", "", "12.5", ""], _FIVE, _SEVEN), [_wrong(2, "0.00")], notes=_checked(1)),
    *_totals.refused("total-that-is-no-amount", _sheet(_FIVE, ["合计", "", "五元", ""]), [problem(3, "金额（元）", "is not an amount.")], notes=_checked(1)),
    *_totals.refused("total-in-another-unit", _sheet(_FIVE, ["合计", "", "5万元", ""]), [problem(3, "金额（元）", "says 万元, but its column counts in 元.")], notes=_checked(1)),
    *_totals.refused(  # what could not be read cannot be summed: the total is no fault of its own
        "total-over-a-wrong-row", _sheet(_FIVE, ["2017-06-31", "自筹资金", "7.50", ""], ["合计", "", "12.50", ""]),
        [problem(3, "日期", "does not exist: that month has no such day.")],
    ),
    *Told(("precision 3",), "项目", "project").accepted(
        "totals-of-projects", [["项目名称", "计划投资（元）", "受益户数"], ["甲", "5", "10"], ["乙", "6", "20"], ["合计", "11", "30"]],
        [{"noun": "project", "name": "甲", "planned_cost_fen": 500, "households": 10}, {"noun": "project", "name": "乙", "planned_cost_fen": 600, "households": 20}],
        notes=_checked(1),
    ),
    *Told(("precision 3",), "到账", "receipt", forms=(".csv",)).accepted(
        "a-word-that-only-ends-so", [[*_HEAD[:3], "用途"], [*_FIVE[:3], "审计"], [*_SEVEN[:3], "按小计"]],
        [received(2, 500, purpose="审计"), received(3, 750, "2017-06-02", purpose="按小计")],
    ),
    *_ragged.accepted("short-total", {"到账.csv": "日期,资金,金额（元）,凭证号\n2017-06-01,自筹资金,5,\n合计,,5\n".encode()}, [_five(2)], notes=_checked(1)),
    *_ragged.accepted("long-total", {"到账.csv": "日期,资金,金额（元）,凭证号\n2017-06-01,自筹资金,5,\n合计,,5,,,,\n".encode()}, [_five(2)], notes=_checked(1)),
    *_ragged.accepted(
        "short-title-and-note", {"到账.csv": "2017年到账表\n日期,资金,金额（元）,凭证号\n2017-06-01,自筹资金,5,\n制表人：张三\n".encode()}, [_five(3)],
        notes=["HERE: 1 note line was skipped."],
    ),
    *_totals.accepted("blank-rows-anywhere", _sheet(["", "", "", ""], _FIVE, ["", " ", "", ""], ["", "", "", ""], _SEVEN, ["", "", "", ""]), [_five(3), _seven(6)]),
    *_notes.accepted("a-note-in-the-date-column", _sheet(_FIVE, _SEVEN, ["说明：以上均为实际到账", "", "", ""]), _TWO, notes=["HERE: 1 note line was skipped."]),
    *_notes.accepted("notes-elsewhere", _sheet(_FIVE, _SEVEN, ["", "制表人: 张三", "", ""], ["", "", "", "审核"]), _TWO, notes=["HERE: 2 note lines were skipped."]),
    *_notes.accepted(
        "notes-below-the-total", _sheet(_FIVE, _SEVEN, ["合计", "", "12.5", ""], ["注：含利息。", "", "", ""], ["单位负责人：李四", "", "", ""]), _TWO,
        notes=["HERE: 2 note lines were skipped.", *_checked(1)],
    ),
    *_notes.accepted(
        "a-line-of-signatures", _sheet(_FIVE, ["制表人：张三", "审核人：李四", "", "日期：2017年12月31日"], ["制表人：", "张三", "", "审核人:"]), [_five(2)],
        notes=["HERE: 2 note lines were skipped."],
    ),
    *_notes.refused(
        "signatures-beside-an-amount", _sheet(_FIVE, ["制表人：", "张三", "9", ""]), [problem(3, "日期", "is not a date with one meaning."), problem(3, "资金", "There is no fund “张三”.")]
    ),
    *_notes.refused("a-lone-cell-above-data-is-a-row", _sheet(["", "自筹资金", "", ""], _FIVE), [problem(2, "日期", "is blank."), problem(2, "金额（元）", "is blank.")]),
    *_notes.refused("a-lone-date", _sheet(_FIVE, ["2017-06-03", "", "", ""]), [problem(3, "金额（元）", "is blank."), problem(3, "资金", "is blank.")]),
    *_notes.refused("a-lone-amount", _sheet(_FIVE, ["", "", "9", ""]), [problem(3, "日期", "is blank."), problem(3, "资金", "is blank.")]),
]  # fmt: skip
