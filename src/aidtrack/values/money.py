"""Money: yuan, 万元 and 亿元 are ways of writing it; inside it is whole fen in an int. Floats never touch it."""

import re
import unicodedata
from collections.abc import Sequence

from aidtrack.errors import Fault
from aidtrack.locale import t
from aidtrack.values.text import Numeric, bare

FEN_PER_YUAN = 100
UNITS = {"元": 100, "万元": 1_000_000, "亿元": 10_000_000_000}
_SUFFIXES = {"万": "万元", "亿": "亿元", "元": "元", "万元": "万元", "亿元": "亿元", "圆": "元"}
MAX_FEN = 10**17  # a thousand billion yuan; sums of ten million of them still fit 64 bits

_AMOUNT = re.compile(
    r"(?P<open>\()?(?P<sign>[-+\u2212])?[¥$]?(?P<sign2>[-\u2212])?"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<decimals>[0-9]+))?"
    r"(?P<unit>万元|亿元|万|亿|元|圆)?(?(open)\))",
)
_PLAIN_COLUMN = re.compile(r"(?:-?[0-9]{1,13}\.[0-9]{2}\n)*")
_SCIENTIFIC = re.compile(r"[-+]?[0-9.]+[eE][-+]?[0-9]+")
# Footnote marks and the like, which NFKC would turn into digits: 500① is not 5001.
_MARK = re.compile(
    "[\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u249b\u24ea\u3251-\u325f\u32b1-\u32bf\U0001d7ce-\U0001d7ff]"
)
_VAGUE = re.compile(r"[多余近约超逾]")


def parse_amount(text: str, unit: str | None = "元") -> int:
    """`text` in fen. `unit` is what a bare number counts in ("元", "万元", "亿元"); None where nobody said.

    Raises Fault for anything with more than one meaning, a fraction of a fen, or a unit that contradicts `unit`'s
    column (the caller passes the column's unit and says so through `parse_in_column`).
    """
    return _parse(text, unit, strict=False)


def parse_in_column(text: str, column_unit: str | None) -> int:
    """As `parse_amount`, in a column whose header states `column_unit`: another unit in the cell is a Fault."""
    return _parse(text, column_unit, strict=column_unit is not None)


def _parse(text: str, unit: str | None, *, strict: bool) -> int:
    plain = "".join(unicodedata.normalize("NFKC", bare(text)).split())
    found = _AMOUNT.fullmatch(plain)
    if found is None or "$" in plain or _MARK.search(text):
        raise _fault(plain)
    own = _SUFFIXES.get(found["unit"] or "")
    if strict and own is not None and own != unit:
        raise Fault(
            t("says {own}, but its column counts in {unit}.", own=own, unit=unit),
            t("Write the number in the column's unit, without a unit of its own."),
        )
    fen_per_unit = UNITS.get(own or unit or "")
    if fen_per_unit is None:
        raise Fault(
            t("has no unit: 元 or 万元?"), t("Write the unit into the header, as in 金额（元）, or give --unit.")
        )
    decimals = found["decimals"] or ""
    whole = int(found["digits"].replace(",", "") + decimals) * fen_per_unit
    fen, rest = divmod(whole, scale := int(10 ** len(decimals)))
    if rest and isinstance(text, Numeric):  # a workbook's binary fraction: 0.30000000000000004
        fen, rest = (
            (fen, 0) if rest * 10**6 <= scale else (fen + 1, 0) if (scale - rest) * 10**6 <= scale else (fen, rest)
        )
    if rest:
        raise Fault(t("is finer than a fen (0.01 yuan)."), t("Round it on the voucher, not here."))
    if fen > MAX_FEN:
        raise Fault(t("is larger than any aid programme."), t("Check the unit: 元 or 万元?"))
    signs = sum(1 for group in ("open", "sign", "sign2") if found[group] and found[group] != "+")
    if signs > 1:
        raise _fault(plain)
    return -fen if signs else fen


def _fault(plain: str) -> Fault:
    if _SCIENTIFIC.fullmatch(plain):
        return Fault(
            t("is scientific notation, as Excel writes it; the digits may be lost."),
            t("Write all its digits; in a sheet, set the column to a number format first."),
        )
    if _VAGUE.search(plain):
        return Fault(
            t("is not an exact amount."),
            t("Write the number, put ≥ or ≈ into the column 限定 (qualifier) and these words into 原文 (raw)."),
        )
    return Fault(t("is not an amount."), t("Write digits, as in 1200.50 or 12.5万元."))


def parse_plain_column(texts: Sequence[str]) -> list[int] | None:
    """A whole column of amounts in yuan written plainly with two decimals, in fen; None where a cell is not so."""
    joined = "\n".join(texts) + "\n"
    if _PLAIN_COLUMN.fullmatch(joined) is None or joined.count("\n") != len(texts):
        return None
    return list(map(int, joined.replace(".", "").split()))


def plain_yuan(fen: int) -> str:
    """Fen as yuan for machines: `500000.00`."""
    return hundredths(fen)


def yuan(fen: int) -> str:
    """Fen as yuan for people: `500,000.00`."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{whole:,}.{rest:02d}"


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
