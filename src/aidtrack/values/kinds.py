"""Kinds of field: how each parses a cell, is stored, and is shown. A noun names one of these on each field's line."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.pattern import pattern
from aidtrack.phrase import Said, Word, listed, phrase
from aidtrack.values import dates, money, text
from aidtrack.values.aliases import as_text, names_in
from aidtrack.values.one_value import half_width
from aidtrack.values.personal import is_hidden
from aidtrack.values.whole import spoilt, whole
from aidtrack.values.words import RESERVED

type_ = Literal["TEXT", "INTEGER"]
Value = str | int | None
Show = Literal["text", "money", "count", "date", "rate", "quantity"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a field holds. `sql` is its column's type, `shown` how a report aligns and prints it."""

    parse: Callable[[str], str | int]
    sql: type_ = "TEXT"
    shown: Show = "text"
    hint: str = ""  # an English sentence for `t`, shown in --help
    export: Callable[[str | int], str] = str
    coded: bool = False  # a code: what a workbook took for a number may have lost digits
    beside: tuple[
        tuple[str, str], ...
    ] = ()  # words that may stand in the place of its values, as they are stored → 中文
    fixed: bool = False  # of a shape in which nobody's name can stand
    open: str = ""  # the name of the open list it is a word of: one that the store has by key takes its spelling

    def parse_column(self, texts: Sequence[str]) -> list[Value]:
        """Every cell of a column at once, blanks as None. Raises Fault if any cell is at fault."""
        parsed: dict[str, Value] = {cell: self.parse(cell) if cell.strip() else None for cell in set(texts)}
        known = {cell: None if value == "" else value for cell, value in parsed.items()}
        return [known[cell] for cell in texts]


@dataclass(frozen=True, slots=True)
class TextKind(Kind):
    """Free text: mostly distinct, so a clean column passes in one look. `most` is what `parse` lets through."""

    most: int = text.MAX_LENGTH

    def parse_column(self, texts: Sequence[str]) -> list[Value]:
        if text.is_plain(texts, self.most):
            return [cell or None for cell in texts] if "" in texts else [*texts]
        return Kind.parse_column(self, texts)


@dataclass(frozen=True, slots=True)
class MoneyKind(Kind):
    """An amount; its column's unit is handed over by whoever read the header."""


@dataclass(frozen=True, slots=True)
class WordKind(Kind):
    """One of a closed list of words, typed in either language, stored as the English one."""

    words: tuple[tuple[str, str], ...] = ()

    def label(self, stored: str) -> Said:
        """What people read for the stored word."""
        return Word(stored, dict(self.words).get(stored, stored))


def word_kind(words: Mapping[str, str]) -> WordKind:
    """A closed list of words: English → 中文."""
    spelled = {text.key(spelling): english for english, chinese in words.items() for spelling in (english, chinese)}

    def parse(cell: str) -> str:
        found = spelled.get(text.key(text.bare(cell)))
        if found is None:
            choices = listed(Word(*pair) for pair in words.items())
            raise Fault(
                phrase("is none of the words known here."),
                phrase("Use one of: {choices}.", choices=choices),
                code=Code.UNKNOWN_WORD,
            )
        return found

    return WordKind(parse, words=tuple(words.items()))


_APOSTROPHES = pattern("^'{2,}")
_LINE_BREAK = pattern(r"\s*\n\s*")


def _name(cell: str, most: int = text.MAX_NAME) -> str:
    """A name on one line: where a cell broke it, a blank stands."""
    return _whole(_LINE_BREAK.sub(" ", text.clean(cell, most)))


def _whole(name: str) -> str:
    """A name as it was shown somewhere that had no room for it would make a second one of what it names."""
    if name.strip(text.CUT) != name:
        raise Fault(
            phrase("begins or ends with an ellipsis, as a name does of which the rest was cut off."),
            phrase("Write all of it."),
            code=Code.UNSAFE_TEXT,
        )
    return name


def _called(cell: str) -> str:
    return _whole(text.clean(cell))


def _path(cell: str) -> str:
    return _name(cell, text.MAX_LENGTH)


def _label(cell: str) -> str:
    """What two lines would make two of: a code, a person, one of several names."""
    cleaned = text.clean(cell, text.MAX_NAME)
    if "\n" in cleaned:
        raise Fault(phrase("holds a line break."), phrase("Leave it out."), code=Code.TWO_VALUES)
    return _whole(cleaned)


def own(name: str) -> str:
    """What a thing is called itself: none of the words that mean something else where a sheet names it."""
    if text.key(name) in RESERVED:
        raise Fault(
            phrase("is a word that sheets use for something else."),
            phrase("Give it another name."),
            code=Code.UNSAFE_TEXT,
        )
    return name


def _own_name(cell: str) -> str:
    return own(_name(cell))


def _level(cell: str) -> str:
    name = _own_name(cell)
    if "/" in name:
        raise Fault(
            phrase("holds “/”, which parts one level of a place from the next."),
            phrase("Write one level in each column."),
            code=Code.TWO_VALUES,
        )
    return name


def _person(cell: str) -> str:
    """A person's name; one that was masked when it was written out says nothing, and is blank."""
    name = _label(cell)
    return "" if is_hidden(name) else name


def _sha256(cell: str) -> str:
    plain = half_width(cell).casefold()
    if re.fullmatch("[0-9a-f]{64}", plain) is None:
        raise Fault(phrase("is no SHA-256."), phrase("Leave it blank: aidtrack document attach NAME FILE fills it in."))
    return plain


_URL = pattern(r"https?://[^\s/?#]+\.[^\s]*")


def _url(cell: str) -> str:
    address = text.clean(cell)
    if _URL.fullmatch(address) is None:
        raise Fault(
            phrase("is no public address."),
            phrase("Write it whole, as in https://example.org/2018.pdf."),
            code=Code.MALFORMED,
        )
    return address


_YEAR = pattern(r"([0-9]{4})(?:\s*年度?)?")


def _year(cell: str) -> int:
    found = _YEAR.fullmatch(half_width(cell))
    if found is None:
        raise Fault(phrase("is not a year."), phrase("Write four digits, as in 2017."), code=spoilt(cell))
    if not dates.FIRST_YEAR <= int(found[1]) <= dates.LAST_YEAR:
        raise Fault(
            phrase("lies outside {first}–{last}.", first=dates.FIRST_YEAR, last=dates.LAST_YEAR),
            phrase("Check the year."),
            code=Code.OUT_OF_RANGE,
        )
    return int(found[1])


def _code(cell: str) -> str:
    plain = half_width(text.clean(cell))
    if not (plain.isascii() and plain.isdecimal() and len(plain) == 12):
        raise Fault(
            phrase("is not a 12-digit division code."),
            phrase("Write all twelve digits, or leave the cell blank."),
            code=spoilt(cell),
        )
    return plain


def _qualifier(cell: str) -> str:
    found = {"=": "=", "≥": "≥", ">=": "≥", "至少": "≥", "≈": "≈", "~": "≈", "约": "≈"}.get(text.key(text.clean(cell)))
    if found is None:
        raise Fault(
            phrase("is not a qualifier."),
            phrase("Use = (exact), ≥ (at least) or ≈ (about)."),
            code=Code.UNKNOWN_WORD,
        )
    return found


def _aliases(cell: str) -> str:
    # Of several apostrophes before a name all but one are a spreadsheet's: read again it is the same.
    found = (own(_label(_APOSTROPHES.sub("'", one))) for one in names_in(cell))
    return as_text(name for name in found if name)


def _amount(cell: str) -> int:
    return money.parse_amount(cell)


def _not_negative(cell: str) -> int:
    fen = money.parse_amount(cell)
    if fen < 0:
        raise Fault(
            phrase("is below zero."), phrase("A budget, a cost or an income is zero or more."), code=Code.OUT_OF_RANGE
        )
    return fen


def _plain(stored: str | int) -> str:
    return money.plain_yuan(int(stored))


NAME = TextKind(_path)  # what refers to something may name it by its whole path
OWN_NAME = Kind(_own_name)
INDICATOR_NAME = Kind(_own_name, open="indicator")
LEVEL = Kind(_level, hint="without “/”")  # what villages lie in; no TextKind: a clean column may still hold “/”
TEXT = TextKind(text.clean)
CALLED = TextKind(_called)  # who somebody is, in the words of whoever writes it
PLACES = TextKind(text.clean, hint="several are set apart by 、")
PERSON = Kind(_person)
REFERENCE = TextKind(_label, most=text.MAX_NAME, coded=True)
NUMBER = TextKind(text.clean, coded=True)
URL = Kind(_url, hint="a whole address, as in https://example.org/2018.pdf")
SHA256 = Kind(_sha256, coded=True, fixed=True)
ALIASES = Kind(_aliases, hint="several are set apart by 、")
CODE = Kind(_code, hint="12 digits", coded=True, fixed=True)
DATE = Kind(dates.parse_date, shown="date", hint="2016, 2018-05 or 2018-05-01")
# Of what may go on.
END = Kind(dates.parse_end, shown="date", hint="a date, or ongoing", beside=((dates.ONGOING, "至今"),))
DAY = Kind(dates.parse_day, shown="date", hint="a day, as in 2017-09-20")
YEAR = Kind(_year, sql="INTEGER", hint="four digits")
COUNT = Kind(whole, sql="INTEGER", shown="count", hint="a whole number")
QUALIFIER = Kind(_qualifier, hint="= exact, ≥ at least, ≈ about", fixed=True)
SUM = MoneyKind(_not_negative, sql="INTEGER", shown="money", hint="yuan, or with 万元", export=_plain)
AMOUNT = MoneyKind(_amount, sql="INTEGER", shown="money", hint="yuan, or with 万元", export=_plain)
