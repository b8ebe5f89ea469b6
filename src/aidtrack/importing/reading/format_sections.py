"""The language of a workbook's number formats: what each part of one puts around a number, and where the number's digits go.

[ECMA-376] part 1, 18.8.30; WPS writes `!` for its `\\` too. It runs in the child process that reads a workbook and imports next
to nothing.
"""

import re
from decimal import Decimal
from functools import cache

from aidtrack.dataclass import dataclass
from aidtrack.pattern import pattern

_YUAN = ("¥", "￥", "CNY", "RMB", "人民币")
_YUAN_LOCALES = ("", "804", "-804", "F800", "2052")
_DASHES = "—–/ 　"  # what an accountant's 0 is shown as, besides the sign

_TOKEN = pattern(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*](?P<spaced>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>general|g/通用格式)|(?P<digits>[0#?]+)|(?P<exponent>e[+-])|(?P<half>am/pm|a/p|上午/下午)"
    r"|(?P<date>[ymdhsgb]+|e+|a{3,4})|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_DAY_FIRST = pattern(r"[ye]d{1,2}m{1,2}(?!m)")
_CONDITION = pattern(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")


@dataclass(frozen=True, slots=True)
class Section:
    """One of up to four parts of a format: which numbers it is for, and what it puts around them."""

    condition: tuple[str, Decimal] | None
    before: str
    after: str
    places: str  # of the digits before the point, literals among them; "" where it shows nothing of the number
    decimals: int  # digits behind the point, as many as it rounds to; -1 for as many as there are
    zeros: bool  # a 0 is shown as one
    scale: int  # the number is divided by it
    kind: str  # plain, percent, scientific, fraction, date, split: other digits than the number's stand there
    minus: bool  # it puts a minus or brackets around the number
    red: bool
    width: int  # digits before the point at the least: 00123
    shows_year: bool
    shows_month: bool
    shows_day: bool
    day_first: bool  # behind the year, as numbers: 2018-02-03 is the second of March

    @property
    def is_dash(self) -> bool:
        """Whether it puts nothing but a dash in the place of a 0."""
        literals = self.before + self.after
        return not literals.strip(_DASHES) and (self.minus or bool(literals.strip()))


@cache
def sections(code: str) -> tuple[Section, ...]:
    """The parts of a format, in their order."""
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code or "General"):
        if token["other"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(map(_section, parts))


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
        self.places = ""
        self.placed = False  # a digit's place was seen
        self.general = False
        self.commas = 0  # behind the last digit: each divides by a thousand
        self.quoted_point = ""  # a literal between digits, as WPS writes its 万元
        self.behind_point: int | None = None  # digits behind such a literal point
        self.behind_decimals = False
        self.decimals = 0
        self.width = 0
        self.zeros = False
        self.between = ""  # what stands behind a digit's place; where another place follows, it splits the number
        self.split = False
        self.kind = "plain"
        self.minus = self.red = False
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
            self.placed = self.general = self.zeros = True
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
                self._beside(symbol if symbol not in _YUAN else f"{symbol}({locale})")
        elif text.lower() in ("h", "hh", "m", "mm", "s", "ss"):
            self.kind, self.dated = "date", self.dated + text.lower()
        elif text.lower() in ("red", "红色"):
            self.red = True

    def _digits(self, digits: str) -> None:
        if self.between:  # as in 000-00: it reads as no number, or as another
            self.split, self.after = True, self.after.removesuffix(self.between)
        if self.behind_decimals:
            self.decimals += len(digits)
        elif self.quoted_point:
            self.behind_point = (self.behind_point or 0) + len(digits)
        else:
            self.places += self.between + digits
            self.width += digits.count("0")
        self.zeros = self.zeros or "0" in digits
        self.placed = True
        self.commas, self.between = 0, ""

    def _literal(self, text: str) -> None:
        for yuan in _YUAN:
            text = text.replace(yuan, "")
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
            self.placed = self.general = self.zeros = True
        elif text not in "¥￥,.":
            self._put(text)

    def _put(self, text: str) -> None:
        """A literal. Signs and blanks are not kept: they are put where they belong when the number is."""
        self.minus = self.minus or any(sign in text for sign in "-(（")
        self.split = self.split or any(character.isdigit() for character in text)
        if self.placed:
            self.between += text
        if text := text.strip(" 　-+()（）"):
            self._beside(text)

    def _beside(self, text: str) -> None:
        if self.placed:
            self.after += text
        else:
            self.before += text

    def section(self) -> Section:
        scale = 10 ** (3 * self.commas + (self.behind_point or 0))
        if self.quoted_point and self.behind_point is None:
            self.after = self.quoted_point + self.after
        return Section(
            self.condition,
            self.before,
            self.after,
            self.places or ("0" if self.placed else ""),
            -1 if self.general else self.decimals + (self.behind_point or 0),
            self.zeros,
            scale,
            "split" if self.split and self.kind in ("plain", "percent") else self.kind,
            self.minus,
            self.red,
            self.width,
            shows_year=any(sign in self.dated for sign in "yeg") and not self.split,
            shows_month="m" in self.dated and _is_month(self.dated),
            shows_day="d" in self.dated and not self.split,
            day_first=_DAY_FIRST.search(self.dated) is not None,
        )


def _is_month(dated: str) -> bool:
    """An m is a month unless it stands beside hours or seconds."""
    return re.search(r"(?<![hs])m+(?!s)", dated) is not None
