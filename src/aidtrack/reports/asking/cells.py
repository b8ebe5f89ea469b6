"""A cell as it is compared: a number or a day by its value, everything else by the key of names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.pattern import pattern
from aidtrack.phrase import Joined, Phrase, Said, Word, english, listed, phrase
from aidtrack.reports.alerting.levels import ASKED_AS
from aidtrack.reports.asking.asked import AT_LEAST, AT_MOST, EQUAL, WITHIN, Wish, in_words
from aidtrack.reports.filters import NOWHERE
from aidtrack.values.dates import parse_date
from aidtrack.values.homonym import read
from aidtrack.values.money import parse_amount, plain_yuan
from aidtrack.values.one_value import half_width
from aidtrack.values.report import Column, Content
from aidtrack.values.text import key, typed_wrong

NUMERIC = ("money", "count", "rate", "id", "quantity", "points")
_MARKS = "≥≈ "  # before a quantity
_NUMBER = pattern(r"[-+]?[0-9]+(?:\.[0-9]+)?")
# As people and as scripts are shown it.
_MOMENT = pattern(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?P<fraction>\.[0-9]{1,6})?(?:[+-][0-9]{2}:[0-9]{2})?"
)
_FROM_TO = "–"
_AFTER = "~"  # behind every day of a month or year that is spelled this way
Labels = Mapping[str, Said]  # of a column: stored word → shown word
Spelled = Callable[[Said], Sequence[str]]


def holds_nothing(cell: Content) -> bool:
    return cell is None or cell in ("", ())


def number(cell: Content) -> Decimal | None:
    """A cell of a numeric column, money in fen; None where it is no number."""
    plain = str(cell).lstrip(_MARKS).removesuffix("%")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def number_typed(column: Column, text: str) -> Decimal:
    """A number as people write it, money in fen. Raises Usage."""
    try:
        if column.kind == "money":
            return Decimal(parse_amount(text.lstrip(_MARKS)))
        found = number(half_width(text).replace(",", "").replace(" ", ""))
        if found is None:
            raise Fault(phrase("is not a number."), phrase("Write digits, as in 12 or 12.5."))
    except Fault as fault:
        raise typed_wrong(column.label, text, fault) from None
    return found


def bounds(column: Column, text: str) -> tuple[str, str]:
    """From what on, and until before what, a column of days or moments holds what people write: a day, month or year, a moment. Raises Usage."""
    if column.kind == "time" and (typed := _MOMENT.fullmatch(text.strip())) is not None:
        with suppress(ValueError, OverflowError):
            moment = datetime.fromisoformat(typed[0]).astimezone(UTC)
            after = moment + (timedelta(microseconds=1) if typed["fraction"] else timedelta(seconds=1))
            return moment.isoformat(timespec="microseconds"), after.isoformat(timespec="microseconds")
    try:
        day = parse_date(text)
    except Fault as fault:
        raise typed_wrong(column.label, text, fault) from None
    return moments(day) if column.kind == "time" else (day, until(day))


def moments(day: str) -> tuple[str, str]:
    """From which moment on, and until before which one, a day, month or year goes where the program runs, as the log spells moments."""
    first = date.fromisoformat(day + "-01-01"[len(day) - 4 :][: 10 - len(day)])
    length = {4: 366, 7: 31}.get(len(day), 1)  # at most
    last = first + timedelta(days=length)
    after = last if length == 1 else last.replace(day=1)
    return _moment(first), _moment(after)


def _moment(day: date) -> str:
    """Its first moment."""
    return datetime.fromisoformat(f"{day}T00:00").astimezone(UTC).isoformat(timespec="microseconds")


def until(day: str) -> str:
    """What no day within this one, month or year is behind."""
    return day + _AFTER


def spellings(column: Column, cell: Content, labels: Labels, spelled: Spelled) -> Iterator[str]:
    """How scripts and people may spell what is in a cell."""
    if holds_nothing(cell):
        yield from in_words(column.blank, spelled)
    elif isinstance(cell, tuple):
        for flag in cell:
            yield from (flag.word, *in_words(flag.said, spelled))
        yield from (text_of(cell), *in_words(listed(flag.said for flag in cell), spelled))
    elif isinstance(cell, (Phrase, Word, Joined)):
        yield from in_words(cell, spelled)
    elif column.kind == "money":
        yield plain_yuan(int(str(cell)))
    else:
        yield str(cell)
        yield read(str(cell))
        if str(cell) in labels:
            yield from in_words(labels[str(cell)], spelled)
        if column.kind == "level":
            yield ASKED_AS.get(str(cell), str(cell))


def asks_for_blank(column: Column, wish: Wish, spelled: Spelled) -> bool:
    """Whether a cell that holds nothing meets it: what is shown in its place holds the text, or is it, as any word of filters for it is."""
    wanted, shown = key(wish.text), [*map(key, in_words(column.blank, spelled))]
    if wish.operator == WITHIN:
        return bool(wanted) and any(wanted in one for one in shown)
    return wish.operator == EQUAL and wanted in ("", *shown, *map(key, NOWHERE))


def is_by_value(column: Column, operator: str) -> bool:
    """Whether its cells are compared as numbers, days or moments."""
    return operator != WITHIN and column.kind in (*NUMERIC, "date", "time")


@dataclass(frozen=True, slots=True)
class Test:
    """What one `--where` asks of the cells of a column."""

    column: Column
    operator: str
    met: Callable[[Content], bool]


def tested(column: Column, wish: Wish, labels: Labels, spelled: Spelled) -> Test:
    """Raises Usage where the text is no value of the column's."""
    asks = asks_for_blank(column, wish, spelled)
    if asks and (not wish.text or is_by_value(column, wish.operator)):
        return Test(column, wish.operator, holds_nothing)
    is_word = stored_word(labels, wish.text, spelled) is not None  # as 至今 among days
    met = None if is_word and wish.operator == EQUAL else _by_value(column, wish)
    met = met or _by_key(column, wish, labels, spelled)
    return Test(column, wish.operator, (lambda cell: holds_nothing(cell) or met(cell)) if asks else met)


def stored_word(labels: Labels, text: str, spelled: Spelled) -> str | None:
    """The stored word that a text spells, of those that have a label."""
    stored = {key(one): word for word, said in labels.items() for one in (word, *in_words(said, spelled))}
    return stored.get(key(text))


def _by_value(column: Column, wish: Wish) -> Callable[[Content], bool] | None:
    """Where the column holds numbers, days or moments; from one day to another is a text."""
    if not is_by_value(column, wish.operator):
        return None
    if column.kind in NUMERIC:
        wanted = number_typed(column, wish.text)
        compared = {AT_LEAST: wanted.__le__, AT_MOST: wanted.__ge__, EQUAL: wanted.__eq__}[wish.operator]
        return lambda cell: not holds_nothing(cell) and (found := number(cell)) is not None and compared(found)
    if wish.operator == EQUAL and _FROM_TO in wish.text:
        return None
    first, after = bounds(column, wish.text)
    least = first if wish.operator != AT_MOST else ""
    most = after if wish.operator != AT_LEAST else None
    return lambda cell: not holds_nothing(cell) and least <= str(cell) and (most is None or str(cell) < most)


def _by_key(column: Column, wish: Wish, labels: Labels, spelled: Spelled) -> Callable[[Content], bool]:
    wanted = key(wish.text)
    if wish.operator in (EQUAL, WITHIN):
        within = wish.operator == WITHIN
        return lambda cell: any(
            wanted in found if within else wanted == found
            for found in map(key, spellings(column, cell, labels, spelled))
        )
    least = wish.operator == AT_LEAST
    return lambda cell: (
        not holds_nothing(cell) and (key(text_of(cell)) >= wanted if least else key(text_of(cell)) <= wanted)
    )


def text_of(cell: Content) -> str:
    """A cell as scripts have it in every language."""
    if isinstance(cell, tuple):
        return ",".join(flag.word for flag in cell)
    return english(cell) if isinstance(cell, (Phrase, Word, Joined)) else str(cell)


def rank(column: Column, cell: Content) -> tuple[Decimal, str] | None:
    """By what a cell stands before another one: numbers by value, texts by code point; None where it holds nothing."""
    if holds_nothing(cell):
        return None
    if column.kind not in NUMERIC:
        return Decimal(0), text_of(cell)
    found = number(cell)
    return None if found is None else (found, "")
