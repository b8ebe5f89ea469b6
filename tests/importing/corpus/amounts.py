"""Amounts: what has exactly one meaning, and what has none."""

from importing.books import Cells, changed, xlsx
from importing.corpus.case import SHEET, Files, Told, problem, received, twins

_right = Told(("amounts",), "到账", "receipt")
_text = Told(("amounts",), "到账", "receipt", forms=(".csv",))
_back = "收回结余"
_DIGITS = "Write all its digits; in a sheet, set the column to a number format first."


def _sheet(*cells: object, reason: str = "") -> Cells:
    return [["日期", "资金", "金额（元）", "原因"], *[["2017-06-01", "自筹资金", cell, reason] for cell in cells]]


def _without_unit(cell: str) -> Cells:
    return [["日期", "资金", "金额", "原因"], ["2017-06-01", "自筹资金", cell, _back if cell[0] in "(（−-" else ""]]


def _book(*cells: object, raw: dict[bytes, bytes] | None = None) -> Files:
    """A workbook whose numbers may be spelled as only its XML can."""

    def spelled(xml: bytes) -> bytes:
        for old, new in (raw or {}).items():
            assert old in xml
            xml = xml.replace(old, new)
        return xml

    return {"到账.xlsx": changed(xlsx({SHEET: _sheet(*cells)}), "xl/worksheets/sheet1.xml", spelled)}


# By name: the cell under 金额（元）, and fen.
_PLAIN = {
    "whole": ("1200", 120000),
    "one-decimal": ("1200.5", 120050),
    "three-decimals-that-say-nothing": ("12.340", 1234),
    "separated": ("12,345.67", 1234567),
    "full-width": ("１２，３４５．６７", 1234567),
    "yen-sign": ("¥1,200.00", 120000),
    "full-width-yen-sign": ("￥1,200.00", 120000),
    "groups-set-apart-by-blanks": ("12 345 678.50", 1234567850),
    "groups-set-apart-by-wide-blanks": ("１　２３４", 123400),
    "with-yuan": ("1,200.50元", 120050),
    "with-round-yuan": ("1200圆", 120000),
    "blanks-around": ("  1200.50　", 120050),
    "a-fen": ("0.01", 1),
    "plus": ("+5", 500),
    "text-of-excel": ('="1200.50"', 120050),
    "apostrophe": ("'1200.50", 120050),
}
# Below zero; the reason stands beside it.
_BELOW = {
    "brackets": ("(1,234.50)", -123450),
    "full-width-brackets": ("（1，234．50）", -123450),
    "minus": ("-5", -500),
    "mathematical-minus": ("−5", -500),
    "full-width-minus": ("－5.00", -500),
    "minus-before-the-yen": ("-¥5", -500),
    "yen-before-the-minus": ("¥-5", -500),
}
_UNITS = {
    "ten-thousand": ("12.5万元", 12_500_000),
    "ten-thousand-short": ("12.5万", 12_500_000),
    "full-width-ten-thousand": ("１２．５万元", 12_500_000),
    "hundred-million": ("3亿", 30_000_000_000),
    "hundred-million-yuan": ("0.5亿元", 5_000_000_000),
    "blank-before-the-unit": ("300 万元", 300_000_000),
    "unit-on-the-next-line": ("300\n万元", 300_000_000),
    "blanks-around-the-currency": ("- ¥ 3 万元", -3_000_000),
    "fen-of-ten-thousand": ("0.000001万元", 1),
    "below-zero-with-unit": ("（1.5万元）", -1_500_000),
}

# By row of the catalogue: (name, cell, sentence).
_SCIENTIFIC = "is scientific notation, as Excel writes it; the digits may be lost."
_FEN = "is finer than a fen (0.01 yuan)."
_NONE = "is not an amount."
_TWO = "holds more than one number."
_WRONG: dict[str, dict[str, tuple[str, str]]] = {
    "scientific": {
        "1e+05": ("1E+05", _SCIENTIFIC),
        "5.2e+02": ("5.2E+02", _SCIENTIFIC),
        "small-e": ("1e5", _SCIENTIFIC),
        "full-width-e": ("１Ｅ＋０５", _SCIENTIFIC),
    },
    "sub-fen": {
        "12.345": ("12.345", _FEN),
        "1.005": ("1.005", _FEN),
        "under-a-fen": ("0.001", _FEN),
    },
    "no amounts": {
        "nan": ("NaN", _NONE),
        "inf": ("inf", _NONE),
        "minus-inf": ("-Infinity", _NONE),
        "underscore": ("1_000", _NONE),
        "arabic-three": ("٣", _NONE),
        "comma-for-the-point": ("1.234,56", _NONE),
        "indian-groups": ("1,23,4", _NONE),
        "group-of-two": ("12,34", _NONE),
        "two-signs": ("-(5)", _NONE),
        "open-bracket": ("(5", _NONE),
        "minus-alone": ("-", _NONE),
        "dash": ("——", _NONE),
        "point-alone": (".5", _NONE),
        "dollar": ("$5", _NONE),
        "dollar-word": ("5美元", _NONE),
        "footnote": ("500①", _NONE),
        "raised": ("5²", _NONE),
        "percent": ("5%", _NONE),
        "sum": ("500+300", _NONE),
        "range": ("500-800", _NONE),
        "hexadecimal": ("0x1F", _NONE),
        "words": ("五百元", _NONE),
        "thousand": ("5千元", _NONE),
        "about": ("近300万元", "is not an exact amount."),
        "more-than": ("900多万元", "is not an exact amount."),
        "nothing": ("0", "is 0, which says nothing."),
        "nothing-in-fen": ("0.00", "is 0, which says nothing."),
        "too-large": ("2000000000000000", "is larger than any aid programme."),
        "blank": ("", "is blank."),
    },
    "two numbers": {
        "two-lines": ("100\n200", _TWO),
        "two-numbers": ("30 20", _TWO),
        "two-groups-on-two-lines": ("1\n234", _TWO),
        "two-blanks": ("1  234", _TWO),
        "a-group-of-four": ("1 2345", _TWO),
        "blanks-and-commas": ("1,234 567", _TWO),
        "blank-before-the-point": ("12 .5", _NONE),
        "two-amounts-with-units": ("5万元\n6万元", _NONE),
    },
    "capitals": {
        "capitals": ("壹万贰仟元整", _NONE),
        "words-and-digits": ("十二万三千", _NONE),
        "capitals-with-fen": ("叁佰元伍角贰分", _NONE),
    },
}

# Each in a CSV file of its own, and all of a family in one workbook.
CASES = [
    *[case for name, (cell, fen) in _PLAIN.items() for case in _text.accepted(name, _sheet(cell), [received(2, fen)])],
    *[
        case
        for name, (cell, fen) in _BELOW.items()
        for case in _text.accepted(f"below-zero-{name}", _sheet(cell, reason=_back), [received(2, fen, reason=_back)])
    ],
    *[
        case
        for name, (cell, fen) in _UNITS.items()
        for case in _text.accepted(
            f"unit-{name}", _without_unit(cell), [received(2, fen, **({"reason": _back} if fen < 0 else {}))]
        )
    ],
    *_right.accepted("plain-amounts", _book(*[cell for cell, _ in _PLAIN.values()]), [received(row, fen) for row, (_, fen) in enumerate(_PLAIN.values(), 2)], notes=[twins(8)]),
    *_right.accepted(
        "amounts-below-zero",
        {"到账.xlsx": xlsx({SHEET: _sheet(*[cell for cell, _ in _BELOW.values()], reason=_back)})},
        [received(row, fen, reason=_back) for row, (_, fen) in enumerate(_BELOW.values(), 2)],
        notes=[twins(5)],
    ),
    *_right.accepted(
        "amounts-with-their-units",
        {"到账.xlsx": xlsx({SHEET: [_without_unit("5元")[0], *[_without_unit(cell)[1] for cell, fen in _UNITS.values() if fen > 0]]})},
        [received(row, fen) for row, fen in enumerate([fen for _, fen in _UNITS.values() if fen > 0], 2)],
        notes=[twins(3)],
    ),
    *[
        case
        for about, wrong in _WRONG.items()
        for name, (cell, sentence) in wrong.items()
        for case in Told((about,), "到账", "receipt", forms=(".csv",)).refused(
            f"amount-{name}", _sheet("5", cell), [problem(3, "金额（元）", sentence)], also=["precision 15"] if about == "capitals" else []
        )
    ],
    *[
        case
        for about, wrong in _WRONG.items()
        for case in Told((about,), "到账", "receipt").refused(
            f"{about.replace(' ', '-')}-in-a-workbook",
            _book(*[cell for cell, _ in wrong.values()]),
            [problem(row, "金额（元）", sentence) for row, (_, sentence) in enumerate(wrong.values(), 2)],
        )
    ],
    *_right.refused(
        "every-wrong-amount-at-once",
        _sheet("5", "1E+05", "12.345", "NaN", "6", "1,23,4", "壹万贰仟元整"),
        [
            problem(3, "金额（元）", _SCIENTIFIC, _DIGITS),
            problem(4, "金额（元）", _FEN, "Round it on the voucher, not here."),
            problem(5, "金额（元）", _NONE, "Write digits, as in 1200.50 or 12.5万元."),
            problem(7, "金额（元）", _NONE),
            problem(8, "金额（元）", _NONE),
        ],
    ),
    *Told(("two numbers",), "资金", "fund").refused(
        "two-budgets-in-a-cell", [["资金名称", "计划数（万元）", "年度"], ["丙", "3 020", "2018"], ["乙", "30 20", "20 18"], ["甲", "30\n20", "2018"]],
        [problem(3, "计划数（万元）", _TWO), problem(3, "年度", "is not a year."), problem(4, "计划数（万元）", _TWO)],
    ),
    *Told(("two numbers",), "项目", "project").refused(
        "two-counts-in-a-cell", [["项目名称", "计划投资（元）", "受益户数", "计划开工"], ["乙", "5 000", "1 230", "2017年 2月 1日"], ["甲", "5000\n3000", "12\n30", "2017-2-1\n5"]],
        [problem(3, "计划投资（元）", _TWO), problem(3, "受益户数", "is not a whole number."), problem(3, "计划开工", "is not a date with one meaning.")],
    ),
    *Told(("two numbers",), "村", "village").refused(
        "two-codes-in-a-cell", [["村名", "县区", "区划代码"], ["乙村", "陇西县", "621122 101204"], ["甲村", "陇西县", "621122\n101203"]],
        [problem(row, "区划代码", "is not a 12-digit division code.") for row in (2, 3)],
    ),
    *_right.refused("below-zero-without-a-reason", _sheet("-5"), [problem(2, "金额（元）", "is below zero and has no reason.")]),
    *Told(("amounts",), "资金", "fund").refused(
        "budget-below-zero", [["资金名称", "计划数（元）"], ["甲", "-5.00"], ["乙", "(5)"]],
        [problem(2, "计划数（元）", "is below zero."), problem(3, "计划数（元）", "is below zero.")],
    ),
    *_right.accepted("numbers-of-a-workbook", _book(1200.5, 300, 0.1, 99999.99), [received(2, 120050), received(3, 30000), received(4, 10), received(5, 9999999)]),
    *Told(("floats",), "到账", "receipt").accepted(
        "binary-fractions", _book(7.25, 8.25, 9.25, 6.25, raw={
            b"<v>7.25</v>": b"<v>0.30000000000000004</v>", b"<v>8.25</v>": b"<v>1234567.8999999999</v>",
            b"<v>9.25</v>": b"<v>434.99999999999994</v>", b"<v>6.25</v>": b"<v>434.000000000001</v>",
        }),
        [received(2, 30), received(3, 123456790), received(4, 43500), received(5, 43400)],
    ),
    *Told(("floats",), "到账", "receipt").refused(
        "a-number-finer-than-a-fen", _book(0.125, 33.333333333333336), [problem(2, "金额（元）", _FEN), problem(3, "金额（元）", _FEN)]
    ),
    *Told(("floats",), "到账", "receipt").accepted(
        # A number that is a number loses nothing by how the XML spells it; only text in this form has.
        "a-number-spelled-with-an-exponent", _book(7.25, raw={b"<v>7.25</v>": b"<v>1.2E+5</v>"}), [received(2, 12_000_000)]
    ),
]  # fmt: skip
