"""What a workbook's cell shows: its number under its number format, as the text that a person reads there, no digit of it lost.

[ECMA-376] part 1, 18.8.30 is the language of formats (WPS writes `!` for its `\\` too). It runs in the child process that reads a
workbook and imports next to nothing. SHEETS 17 says what each kind of format means: a shown text that is no amount is refused
later by the column that it stands in, like the same text in a CSV.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

# 18.8.30: formats that a file names by number alone; those of East Asian editions show dates.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒",
    34: "h时mm分", 35: "h时mm分ss秒", 36: "yyyy年m月", 37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00", 41: "#,##0;-#,##0", 42: "¥#,##0;¥-#,##0", 43: "#,##0.00;-#,##0.00", 44: "¥#,##0.00;¥-#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日",
    54: "m月d日", 55: "yyyy年m月", 56: "m月d日", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_YUAN = ("¥", "￥", "CNY", "RMB", "人民币")
_YUAN_LOCALES = ("", "804", "-804", "F800", "2052")
# How many yuan a unit's word counts; 元 itself scales nothing.
UNIT_YUAN = {"元": 1, "圆": 1, "百元": 100, "千元": 1000, "万": 10_000, "万元": 10_000, "十万元": 100_000, "百万元": 1_000_000,
             "千万元": 10_000_000, "亿": 100_000_000, "亿元": 100_000_000}  # fmt: skip
_SIGNIFICANT = 15  # digits that a workbook's number keeps

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*](?P<spaced>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>general|g/通用格式)|(?P<digits>[0#?]+)|(?P<exponent>e[+-])|(?P<half>am/pm|a/p|上午/下午)"
    r"|(?P<date>[ymdhsgb]+|e+|a{3,4})|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows of its number.

    `text` is how it reads, every digit kept; None where nothing of the number is shown. `scaled`: it shows another number than it
    holds; with its unit beside it both are the same amount, else the reader is misled.
    """

    text: str | None
    scaled: bool = False
    unit: bool = False  # a unit of money stands beside the number


@dataclass(frozen=True, slots=True)
class Section:
    """One of up to four parts of a format: which numbers it is for, and what it puts around them."""

    condition: tuple[str, Decimal] | None
    before: str
    after: str
    digits: bool  # it shows the number
    scale: int  # the number is divided by it
    kind: str  # plain, percent, scientific, fraction, date
    signed: bool  # it shows a sign, brackets or a colour of its own
    width: int  # digits before the point at the least: 00123
    shows_year: bool = False
    shows_month: bool = False
    shows_day: bool = False


@cache
def is_plain(code: str) -> bool:
    """Whether every number reads as itself under this format, and every date with its day: nothing else need be known of the cell."""
    sections = _sections(code)
    if sections[0].kind == "date":
        return sections[0].shows_day
    return all(one.condition is None and _is_bare(one) for one in sections[:2]) and (
        len(sections) < 2 or sections[1].signed
    )


def shows_no_day(code: str) -> str | None:
    """For a date format without a day, how much of the date it shows: "%Y-%m" or "%Y" for `strftime`; else None."""
    first = _sections(code)[0]
    if first.kind != "date" or first.shows_day or not first.shows_year:
        return None
    return "%Y-%m" if first.shows_month else "%Y"


def shown(code: str, number: Decimal) -> Shown:
    """What a cell of this format shows of `number`."""
    sections = _sections(code)
    section, negative = _section_of(sections, number)
    if section.kind == "date":
        return Shown(str(number))
    if not section.digits:
        dash = section.before.strip(" -—–/") == "" and number == 0
        return Shown("0") if dash and section.before.strip() else Shown(None)
    held = -number if negative else number
    sign = "-" if negative and section.signed else ""
    if section.kind == "percent":
        return Shown(f"{section.before}{sign}{_spelled(held * 100)}{section.after}")
    if section.kind == "scientific":
        return Shown(f"{sign}{held:E}")
    if section.kind == "fraction":
        return Shown(f"{section.before}{sign}{_spelled(held)} 1/1{section.after}")
    if (negative and not section.signed) or section.kind == "split":  # the reader sees another number
        return Shown(_spelled(held), scaled=True)
    text = f"{section.before}{sign}{_padded(_spelled(held / section.scale), section.width)}{section.after}"
    unit = UNIT_YUAN.get(section.after.strip())
    if section.scale == 1:
        return Shown(text, unit=unit is not None and unit > 1)
    return Shown(text, scaled=True, unit=unit == section.scale)


def _is_bare(section: Section) -> bool:
    return (
        section.kind == "plain"
        and section.digits
        and section.scale == 1
        and section.width <= 1
        and not section.before
        and not section.after
    )


def _section_of(sections: tuple[Section, ...], number: Decimal) -> tuple[Section, bool]:
    """The section that a number falls into, and whether it shows a negative number without its sign being put there by itself."""
    if any(one.condition for one in sections):
        for one in sections:
            if one.condition is None or _meets(number, one.condition):
                return one, number < 0 and one.condition is not None and one.condition[0][0] == "<" and one.condition[
                    1
                ] <= 0
        return sections[-1], False
    if number < 0 and len(sections) > 1:
        return sections[1], True
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _meets(number: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, limit = condition
    return {
        "<": number < limit, "<=": number <= limit, ">": number > limit, ">=": number >= limit, "=": number == limit, "<>": number != limit,
    }[sign]  # fmt: skip


def _spelled(number: Decimal) -> str:
    """A number written out, without the noise of a binary fraction that stands behind the digits a workbook keeps."""
    if len(number.as_tuple().digits) > _SIGNIFICANT + 1:
        number = Decimal(f"{number:.{_SIGNIFICANT}g}")
    return f"{number.normalize():f}"


def _padded(text: str, width: int) -> str:
    whole, point, rest = text.partition(".")
    return whole.zfill(width) + point + rest


@cache
def _sections(code: str) -> tuple[Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code or "General"):
        if token["other"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_section(tokens) for tokens in parts)


def _section(tokens: list[re.Match[str]]) -> Section:
    """One part of a format, read token by token."""
    reader = _Reader()
    for token in tokens:
        reader.take(token)
    return reader.section()


class _Reader:
    """What has been read of one section so far."""

    def __init__(self) -> None:
        self.before = ""
        self.after = ""
        self.condition: tuple[str, Decimal] | None = None
        self.placed = False  # a digit's place was seen
        self.general = False
        self.commas = 0  # behind the last digit: each divides by a thousand
        self.quoted_point = ""  # a literal between digits, as WPS writes its 万元
        self.behind_point: int | None = None  # digits behind such a literal point
        self.behind_decimals = False
        self.width = 0
        self.interrupted = False  # something stands behind a digit's place that is no part of a number
        self.kind = "plain"
        self.signed = False
        self.dated = ""

    def take(self, token: re.Match[str]) -> None:
        literal = token["quoted"] or token["escaped"]
        if token["bracket"] is not None:
            self._bracket(token["bracket"])
        elif token["spaced"] is not None:
            pass  # room for a character, or one repeated to the cell's edge
        elif literal is not None:
            self._literal(literal)
        elif token["general"]:
            self.placed = self.general = True
        elif token["digits"]:
            self._digits(token["digits"])
        elif token["exponent"]:
            self.kind = "scientific"
        elif token["date"] or token["half"]:
            self.kind, self.dated = "date", self.dated + (token["date"] or "").lower()
        elif token["other"]:
            self._other(token["other"])

    def _bracket(self, text: str) -> None:
        if found := _CONDITION.fullmatch(text):
            self.condition = (found[1], Decimal(found[2]))
        elif text.startswith("$"):
            symbol, _, locale = text[1:].partition("-")
            if symbol and not (symbol in _YUAN and locale.upper() in _YUAN_LOCALES):
                self._literal(symbol if symbol not in _YUAN else f"{symbol}({locale})")
        elif text.lower() in ("h", "hh", "m", "mm", "s", "ss"):
            self.kind, self.dated = "date", self.dated + text.lower()
        elif text.lower() in ("red", "红色"):
            self.signed = True

    def _digits(self, digits: str) -> None:
        if self.interrupted:
            self.kind = "split"  # as 000-00 is: it reads as no number
        if self.quoted_point and not self.behind_decimals:
            self.behind_point = (self.behind_point or 0) + len(digits)
        elif not self.behind_decimals:
            self.width += digits.count("0")
        self.placed = True
        self.commas = 0

    def _literal(self, text: str) -> None:
        if text in _YUAN:
            return
        if self.placed and text in (".", "．"):
            self.quoted_point = text  # a literal point among the digits, unless no digit follows
            return
        self._put(text)

    def _other(self, text: str) -> None:
        if text == "," and self.placed:
            self.commas += 1
        elif text == "." and self.placed:
            self.behind_decimals = True
        elif text == "%":
            self.kind = "percent"
            self._put(text)
        elif text == "/" and self.placed and self.kind == "plain":
            self.kind = "fraction"
        elif text == "@":
            self.placed = self.general = True
        elif text in "-+()（）":
            self.signed = True
            self.interrupted = self.placed
        elif text not in "¥￥,.":
            self._put(text)

    def _put(self, text: str) -> None:
        if text.strip(" 　-()（）") == "":
            self.signed = self.signed or "-" in text or "(" in text or "（" in text
            return
        self.interrupted = self.placed
        if self.placed:
            self.after += text
        else:
            self.before += text

    def section(self) -> Section:
        scale = 10 ** (3 * self.commas + (self.behind_point or 0))
        if self.quoted_point and self.behind_point is None:
            self.after = self.quoted_point + self.after
        dashes = "" if self.placed or not self.signed else "-"
        return Section(
            self.condition, self.before or dashes, self.after, self.placed, scale, self.kind, self.signed, self.width,
            shows_year=any(sign in self.dated for sign in "yeg"),
            shows_month="m" in self.dated and _is_month(self.dated),
            shows_day="d" in self.dated,
        )  # fmt: skip


def _is_month(dated: str) -> bool:
    """An m is a month unless it stands beside hours or seconds."""
    return re.search(r"(?<![hs])m+(?!s)", dated) is not None
