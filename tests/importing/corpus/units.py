"""元 or 万元: said once somewhere, never guessed."""

from importing.books import Cells
from importing.corpus.case import Told, problem, received

_units = Told(("header aliases", "precision 6"), "到账", "receipt")
_NO_UNIT = "has numbers without a unit: 元 or 万元?"


def _sheet(header: str, *amounts: str, title: str = "") -> Cells:
    rows = [["2017-06-01", "自筹资金", amount] for amount in amounts]
    return [*([[title, "", ""]] if title else []), ["日期", "资金", header], *rows]


CASES = [
    *_units.accepted("yuan-in-full-width-brackets", _sheet("金额（元）", "1234.5"), [received(2, 123450)]),
    *_units.accepted("yuan-in-brackets", _sheet("金额(元)", "1,234.50"), [received(2, 123450)]),
    *_units.accepted("ten-thousands", _sheet("金额（万元）", "12.5"), [received(2, 12500000)]),
    *_units.accepted("ten-thousands-as-unit", _sheet("金额(单位：万元)", "12.5"), [received(2, 12500000)]),
    *_units.accepted("hundred-millions-behind-a-stroke", _sheet("金额/亿元", "0.001"), [received(2, 10000000)]),
    *_units.accepted("amount-is-yuan", _sheet("amount", "1234.5"), [received(2, 123450)]),
    *_units.accepted("in-the-title", _sheet("金额", "12.5", title="2017年到账情况表  单位：万元"), [received(3, 12500000)]),
    *_units.accepted("in-a-title-with-brackets", _sheet("金额", "12.5", title="（单位:元）"), [received(3, 1250)]),
    *_units.accepted("in-title-and-header", _sheet("金额（万元）", "1", title="单位：万元"), [received(3, 1000000)]),
    *_units.accepted("in-the-option", _sheet("金额", "12.5"), [received(2, 12500000)], options=["--unit", "万元"]),
    *_units.accepted("in-option-and-header", _sheet("金额（万元）", "1"), [received(2, 1000000)], options=["--unit", "万元"]),
    *_units.accepted("in-every-cell", _sheet("金额", "12.5万元", "300元", "1亿"), [received(2, 12500000), received(3, 30000), received(4, 10_000_000_000)]),
    *_units.accepted("in-cell-and-header-alike", _sheet("金额（万元）", "12.5万元", "3"), [received(2, 12500000), received(3, 3000000)]),
    *_units.refused(
        "nowhere", _sheet("金额", "5", "6", "7.5"),
        [problem(None, "金额", _NO_UNIT, "Write the unit into the header, as in 金额（元）, or give --unit.")],
    ),
    *_units.refused("in-some-cells-only", _sheet("金额", "5", "6万元", "8"), [problem(None, "金额", _NO_UNIT)]),
    *_units.refused("nowhere-and-a-word", _sheet("金额", "5", "六"), [problem(None, "金额", _NO_UNIT), problem(3, "金额", "is not an amount.")]),
    *_units.refused("cell-against-header", _sheet("金额（元）", "5万元", "7"), [problem(2, "金额（元）", "says 万元, but its column counts in 元.")]),
    *_units.refused("cell-against-the-option", _sheet("金额", "5万元"), [problem(2, "金额", "says 万元, but its column counts in 元.")], options=["--unit", "元"]),
    *_units.refused("cell-against-our-own-name", _sheet("amount", "1.5万"), [problem(2, "amount", "says 万元, but its column counts in 元.")]),
    *_units.refused("option-against-header", _sheet("金额（元）", "5"), [problem(1, "金额（元）", "says 元, but the title or --unit says 万元.")], options=["--unit", "万元"]),
    *_units.refused("title-against-header", _sheet("金额（元）", "5", title="单位：万元"), [problem(2, "金额（元）", "says 元, but the title or --unit says 万元.")]),
    *_units.refused("title-against-the-option", _sheet("金额", "5", title="单位：万元"), [problem(None, None, "says 万元 in its title, but --unit says 元.")], options=["--unit", "元"]),
    *Told(("precision 6",), "资金", "fund").accepted(
        "budget-in-ten-thousands", [["资金名称", "计划数（万元）"], ["省级资金", "300"]], [{"noun": "fund", "name": "省级资金", "budget_fen": 300000000}]
    ),
    *Told(("precision 6",), "资金", "fund").refused("budget-without-a-unit", [["资金名称", "计划数"], ["甲", "5"], ["乙", "6"]], [problem(None, "计划数", _NO_UNIT)]),
    *Told(("precision 6",), "项目", "project").accepted(
        "cost-with-its-unit-in-the-cell", [["项目名称", "计划投资"], ["水窖", "3.2万元"]], [{"noun": "project", "name": "水窖", "planned_cost_fen": 3200000}]
    ),
    *Told(("precision 6",), "项目", "project").refused("cost-without-a-unit", [["项目名称", "计划投资"], ["甲", "5"], ["乙", "6"]], [problem(None, "计划投资", _NO_UNIT)]),
]  # fmt: skip
