"""Money: yuan, 万元 and 亿元 are ways of writing it; inside it is whole fen in an int. Floats never touch it."""

from collections.abc import Sequence
from typing import NamedTuple

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.pattern import pattern
from aidtrack.phrase import Word, phrase
from aidtrack.values.one_value import DECIMALS, SEVERAL, WHOLE, half_width, ungrouped
from aidtrack.values.text import Numeric

FEN_PER_YUAN = 100
YUAN = "元"
UNITS = {YUAN: 100, "万元": 1_000_000, "亿元": 10_000_000_000}
_SUFFIXES = {"万": "万元", "亿": "亿元", "元": "元", "万元": "万元", "亿元": "亿元", "圆": "元"}
IN_YUAN = Word("yuan", "元")  # within a sentence about an answer's amounts: another unit may take its place
MAX_FEN = 10**17  # a thousand billion yuan; sums of ten million of them still fit 64 bits
_BINARY = 10**6  # a workbook's number is off by less than this part of a fen: 0.30000000000000004, 434.99999999999994

# A blank may stand beside a sign, the currency and the unit.
_AMOUNT = pattern(
    rf"(?P<bracket>\(\s*)?(?:(?P<minus>[-\u2212]\s*)|\+\s*)?(?:¥\s*)?(?P<inner_minus>[-\u2212]\s*)?"
    rf"(?P<digits>{WHOLE})(?:\.(?P<decimals>{DECIMALS}))?"
    r"(?:\s*(?P<unit>万元|亿元|万|亿|元|圆))?(?(bracket)\s*\))"
)
_PLAIN_COLUMN = pattern(r"(?:-?[0-9]{1,13}\.[0-9]{2}\n)*")
# Of each unit, how many decimals are whole fen, and a column of numbers in it that has no more than these.
_DECIMALS = {unit: len(str(size)) - 1 for unit, size in UNITS.items()}
_IN_COLUMN = {
    unit: pattern(rf"(?:-?[0-9]{{1,{15 - decimals}}}(?:\.[0-9]{{1,{decimals}}})?\n)*")
    for unit, decimals in _DECIMALS.items()
}
_SCIENTIFIC = pattern(r"[-+]?[0-9.]+[eE][-+]?[0-9]+")
_VAGUE = pattern(r"[多余近约超逾]")


class _Written(NamedTuple):
    """An amount as it is written, its unit's size aside: `digits`, of which the last `decimals` stand behind the point."""

    digits: int
    decimals: int
    negative: bool
    unit: str | None


def parse_amount(text: str, unit: str | None = "元") -> int:
    """`text` in fen. `unit` is what a bare number counts in ("元", "万元", "亿元"); None where nobody said.

    Raises Fault for anything with more than one meaning, a fraction of a fen, or a unit that contradicts `unit`'s
    column (the caller passes the column's unit and says so through `parse_in_column`).
    """
    return _fen(_written(text), unit, inexact=isinstance(text, Numeric))


def parse_in_column(text: str, column_unit: str | None) -> int:
    """As `parse_amount`, in a column whose header states `column_unit`: another unit in the cell is a Fault."""
    written = _written(text)
    if None not in (written.unit, column_unit) and written.unit != column_unit:
        raise Fault(
            phrase("says {own}, but its column counts in {unit}.", own=written.unit, unit=column_unit),
            phrase("Write the number in the column's unit, without a unit of its own."),
            code=Code.UNIT_CONTRADICTS,
        )
    return _fen(written, column_unit, inexact=isinstance(text, Numeric))


def _written(text: str) -> _Written:
    plain = half_width(text)
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        raise _fault(plain)
    signs = [found[name] for name in ("bracket", "minus", "inner_minus") if found[name]]
    if len(signs) > 1:
        raise _fault(plain)
    decimals = found["decimals"] or ""
    digits = int(ungrouped(found["digits"]) + decimals)
    return _Written(digits, len(decimals), bool(signs), _SUFFIXES.get(found["unit"] or ""))


def _fen(written: _Written, unit: str | None, *, inexact: bool) -> int:
    fen_per_unit = UNITS.get(written.unit or unit or "")
    if fen_per_unit is None:
        raise Fault(
            phrase("has no unit: 元 or 万元?"),
            phrase("Write the unit into the header, as in 金额（元）, or give --unit."),
            code=Code.UNIT_MISSING,
        )
    parts_of_a_fen: int = 10**written.decimals
    fen, rest = divmod(written.digits * fen_per_unit, parts_of_a_fen)
    if inexact and rest:
        fen, rest = _without_binary_fraction(fen, rest, parts_of_a_fen)
    if rest:
        raise Fault(
            phrase("is finer than a fen (0.01 yuan)."), phrase("Round it on the voucher, not here."), code=Code.TOO_FINE
        )
    if fen > MAX_FEN:
        raise Fault(
            phrase("is larger than any aid programme."), phrase("Check the unit: 元 or 万元?"), code=Code.OUT_OF_RANGE
        )
    return -fen if written.negative else fen


def _without_binary_fraction(fen: int, rest: int, whole: int) -> tuple[int, int]:
    """`fen` and `rest`/`whole` of another, which a workbook's binary number may put just above or just below a whole one."""
    if rest * _BINARY <= whole:
        return fen, 0
    if (whole - rest) * _BINARY <= whole:
        return fen + 1, 0
    return fen, rest


_DIGITS = phrase("Write digits, as in 1200.50 or 12.5万元.")


def _fault(plain: str) -> Fault:
    if SEVERAL.search(plain):
        return Fault(
            phrase("holds more than one number."),
            phrase("Write one amount in a cell; a blank may set apart groups of three digits, as in 1 234 567."),
            code=Code.TWO_VALUES,
            typed=_DIGITS,
        )
    if _SCIENTIFIC.fullmatch(plain):
        return Fault(
            phrase("is scientific notation, as Excel writes it; the digits may be lost."),
            phrase("Write all its digits; in a sheet, set the column to a number format first."),
            code=Code.SCIENTIFIC,
            typed=_DIGITS,
        )
    if _VAGUE.search(plain):
        return Fault(
            phrase("is not an exact amount."),
            phrase(
                "Write the number alone. In a sheet of funds ≥ or ≈ stands in the column 限定 (qualifier), and these words in 原文 (raw); elsewhere they may stand in 备注 (note)."
            ),
            typed=phrase(
                "Write the number. Of what a fund is to have or raised, --qualifier or --raised-qualifier says ≥ or ≈, and --raw keeps these words; elsewhere --note may keep them."
            ),
        )
    return Fault(phrase("is not an amount."), _DIGITS)


def parse_plain_column(texts: Sequence[str], unit: str = "元") -> list[int] | None:
    """A whole column of amounts that are plain numbers, counted in `unit`, in fen; None where a cell is anything else."""
    joined = "\n".join(texts) + "\n"
    if joined.count("\n") != len(texts):
        return None
    if unit == "元" and _PLAIN_COLUMN.fullmatch(joined):  # as money is written nearly always
        return list(map(int, joined.replace(".", "").split()))
    if _IN_COLUMN[unit].fullmatch(joined) is None:
        return None
    decimals = _DECIMALS[unit]
    parted = [text.partition(".") for text in texts]
    return [int(whole + rest.ljust(decimals, "0")) for whole, _, rest in parted]


def plain_yuan(fen: int) -> str:
    """Fen as yuan for machines: `500000.00`."""
    return hundredths(fen)


def yuan(fen: int) -> str:
    """Fen as yuan for people: `500,000.00`."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{whole:,}.{rest:02d}"


def counted_in(fen: int, unit: str, decimals: int) -> str:
    """Fen in a unit for people, exact where it has as many `decimals` as `decimals_in` says: `12.345678` of 万元."""
    if unit == YUAN and decimals == _DECIMALS[YUAN]:
        return yuan(fen)
    whole, rest = divmod(abs(fen), UNITS[unit])
    return f"{'-' if fen < 0 else ''}{whole:,}.{f'{rest:0{_DECIMALS[unit]}d}'[:decimals]}"


def decimals_in(fen: int, unit: str) -> int:
    """With how many decimals an amount in a unit is exact."""
    return len(f"{abs(fen) % UNITS[unit]:0{_DECIMALS[unit]}d}".rstrip("0"))


def unit_typed(text: str) -> str | None:
    """The unit that a word means; None where it means none."""
    return _SUFFIXES.get(text.strip())


def divided(part: int, by: int) -> int:
    """`part` ÷ `by` as the nearest whole number, halves away from zero: what is computed exactly is rounded here, once, at its end."""
    sign = -1 if (part < 0) != (by < 0) else 1
    whole, rest = divmod(abs(part), abs(by))
    return sign * (whole + (2 * rest >= abs(by)))


def hundredths(number: int) -> str:
    """A number of hundredths with its decimals: `-1.05`; never -0.00."""
    return f"{'-' if number < 0 else ''}{abs(number) // 100}.{abs(number) % 100:02d}"


def rate(part_fen: int | None, whole_fen: int | None) -> str | None:
    """`part` of `whole` as "2.47%", rounded half-up (DESIGN section 4); None where `whole` is unknown or 0.

    To be shown, never to be calculated with. On a past day `whole` may be below zero.
    """
    return f"{hundredths(divided((part_fen or 0) * 10_000, whole_fen))}%" if whole_fen else None
