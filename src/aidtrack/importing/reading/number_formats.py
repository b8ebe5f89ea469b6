"""What a workbook's cell shows: its number under its number format, as the text that a person reads there, no digit of it lost.

It runs in the child process that reads a workbook and imports next to nothing. A shown text that is no amount is refused later by
the column that it stands in, like the same text in a CSV.
"""

from decimal import Decimal
from functools import cache

from aidtrack.dataclass import dataclass
from aidtrack.importing.reading.format_sections import Section, sections

# [ECMA-376] part 1, 18.8.30: formats that a file names by number alone. 5 to 8 are those of a Chinese edition, yuan; 23 to 26 are
# none of it, and dollars; from 59 on they are Thai.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 23: "$#,##0", 24: "$#,##0", 25: "$#,##0.00", 26: "$#,##0.00", 27: "yyyy年m月", 28: "m月d日",
    29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒", 34: "h时mm分", 35: "h时mm分ss秒", 36: "yyyy年m月", 37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00", 41: "#,##0;-#,##0", 42: "¥#,##0;¥-#,##0", 43: "#,##0.00;-#,##0.00", 44: "¥#,##0.00;¥-#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日",
    54: "m月d日", 55: "h时mm分", 56: "h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日", 67: "0%", 68: "0.00%", 69: "# ?/?", 70: "# ??/??",
    71: "d/m/yyyy", 72: "d-mmm-yy", 73: "d-mmm", 74: "mmm-yy", 75: "h:mm", 76: "h:mm:ss", 77: "d/m/yyyy h:mm", 78: "mm:ss", 79: "[h]:mm:ss",
    80: "mm:ss.0", 81: "d/m/yyyy",
}  # fmt: skip
# How many yuan a unit's word counts; 元 itself scales nothing.
UNIT_YUAN = {
    "元": 1, "圆": 1, "百": 100, "百元": 100, "千": 1000, "千元": 1000, "万": 10_000, "万元": 10_000, "十万": 100_000, "十万元": 100_000,
    "百万": 1_000_000, "百万元": 1_000_000, "千万": 10_000_000, "千万元": 10_000_000, "亿": 100_000_000, "亿元": 100_000_000,
}  # fmt: skip
_SIGNIFICANT = 15  # digits that a workbook's number keeps


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows of its number.

    `text` is how it reads, every digit kept; None where nothing of the number is shown. `scaled`: it shows another number than it
    holds; with its unit beside it both are the same amount, else the reader is misled.
    """

    text: str | None
    scaled: bool = False
    unit: bool = False  # a unit of money stands beside the number


@cache
def is_plain(code: str) -> bool:
    """Whether every number reads as itself under this format: nothing else need be known of the cell."""
    first, *others = sections(code)
    if first.condition or not _is_bare(first) or first.minus:
        return False
    below, zero = [*others, None, None][:2]
    if below is not None and (below.condition or not _is_bare(below) or not (below.minus or below.red)):
        return False
    return zero is None or shown(code, Decimal(0)) == Shown("0")


def _is_bare(section: Section) -> bool:
    """Whether it puts nothing around a number, its sign aside."""
    plain = section.kind == "plain" and section.scale == 1 and section.width <= 1 and section.zeros
    return plain and not section.before and not section.after


def shows_no_day(code: str) -> str | None:
    """For a date format without a day, what it shows of a date: as `strftime` takes it, "" for nothing that tells when; else None.

    A day and a month that have changed places tell another day.
    """
    first = sections(code)[0]
    if first.day_first:
        return ""
    if first.kind != "date" or first.shows_day:
        return None
    if not first.shows_year:
        return ""
    return "%Y-%m" if first.shows_month else "%Y年"  # with its word, so that nobody takes it for an amount


def shown(code: str, number: Decimal) -> Shown:
    """What a cell of this format shows of `number`."""
    section, below = _section_of(sections(code), number)
    if section.kind == "date":
        return Shown(None)
    held = -number if below else number
    value = held * (100 if section.kind == "percent" else 1) / section.scale
    if not section.places or (not section.zeros and _is_rounded_away(value, section)):
        return Shown("0") if number == 0 and section.is_dash else Shown(None)
    if section.kind == "split":
        return Shown(f"{section.before}{'-' * (value < 0)}{_drawn(abs(value), section)}{section.after}", scaled=True)
    if section.minus and not below:  # a number that is not below zero reads as one that is
        return Shown(f"{section.before}-{_spelled(held)}{section.after}", scaled=True)
    if below and not section.minus and not section.red:
        return Shown(f"{section.before}{_spelled(held)}{section.after}", scaled=True)
    sign = "-" if below else ""
    if section.kind == "scientific":
        return Shown(f"{sign}{held:E}")
    if section.kind == "fraction":
        return Shown(f"{section.before}{sign}{_spelled(held)} 1/1{section.after}")
    text = f"{section.before}{sign}{_padded(_spelled(value), section.width)}{section.after}"
    unit = UNIT_YUAN.get(section.after.strip())
    if section.kind == "percent" or section.scale == 1:
        return Shown(text, unit=unit is not None and unit > 1)
    return Shown(text, scaled=True, unit=unit == section.scale)


def _section_of(parts: tuple[Section, ...], number: Decimal) -> tuple[Section, bool]:
    """The part that a number falls into, and whether it shows a number below zero without its sign being put there by itself.

    Behind a condition it is not: there, programs differ.
    """
    if any(one.condition for one in parts):
        for at, one in enumerate(parts):
            if one.condition is None or _meets(number, one.condition):
                only_below = one.condition is not None and one.condition[0][0] == "<" and one.condition[1] <= 0
                return one, number < 0 and (at > 0 or only_below)
        return parts[-1], number < 0
    if number < 0 and len(parts) > 1:
        return parts[1], True
    if number == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0], False


def _meets(number: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, limit = condition
    return {
        "<": number < limit, "<=": number <= limit, ">": number > limit, ">=": number >= limit, "=": number == limit, "<>": number != limit,
    }[sign]  # fmt: skip


def _is_rounded_away(value: Decimal, section: Section) -> bool:
    return abs(value) < Decimal("0.5").scaleb(-section.decimals)


def _drawn(value: Decimal, section: Section) -> str:
    """A number whose digits stand among other characters: 15000 under 000-00 is 150-00."""
    spelled = _spelled(value) if section.decimals < 0 else f"{value:.{section.decimals}f}"
    whole, point, behind = spelled.partition(".")
    digits, drawn = list(whole), ""
    for place in reversed(section.places):
        drawn = (place if place not in "0#?" else digits.pop() if digits else "0" * (place == "0")) + drawn
    return "".join(digits) + drawn + point + behind


def _spelled(number: Decimal) -> str:
    """A number written out, without the noise of a binary fraction that stands behind the digits a workbook keeps."""
    if len(number.as_tuple().digits) > _SIGNIFICANT + 1:
        number = Decimal(f"{number:.{_SIGNIFICANT}g}")
    return f"{number.normalize():f}"


def _padded(text: str, width: int) -> str:
    whole, point, rest = text.partition(".")
    return whole.zfill(width) + point + rest
