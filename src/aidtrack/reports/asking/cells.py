"""A cell as it is compared: a number or a day by its value, everything else by the key of names."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.pattern import pattern
from aidtrack.phrase import Joined, Phrase, Said, Word, english, phrase
from aidtrack.reports.asking.asked import AT_LEAST, AT_MOST, EQUAL, WITHIN, Wish, in_words
from aidtrack.values.dates import parse_date
from aidtrack.values.money import parse_amount, plain_yuan
from aidtrack.values.one_value import half_width
from aidtrack.values.report import Column, Content
from aidtrack.values.text import key, typed_wrong

NUMERIC = ("money", "count", "rate", "id", "quantity", "points")
_MARKS = "≥≈ "  # before a quantity
_NUMBER = pattern(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_AFTER = "~"  # behind every day of a month or year that is spelled this way
Labels = Mapping[str, Said]  # of a column: stored word → shown word
Spoken = Callable[[Said], str]


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
            return Decimal(parse_amount(text))
        found = number(half_width(text).replace(",", "").replace(" ", ""))
        if found is None:
            raise Fault(phrase("is not a number."), phrase("Write digits, as in 12 or 12.5."))
    except Fault as fault:
        raise typed_wrong(column.label, text, fault) from None
    return found


def day_typed(column: Column, text: str) -> str:
    """A day, month or year as people write it, as it is stored. Raises Usage."""
    try:
        return parse_date(text)
    except Fault as fault:
        raise typed_wrong(column.label, text, fault) from None


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


def spellings(column: Column, cell: Content, labels: Labels, spoken: Spoken) -> Iterator[str]:
    """How scripts and people may spell what is in a cell."""
    if isinstance(cell, tuple):
        for flag in cell:
            yield from (flag.word, *in_words(flag.said, spoken))
    elif isinstance(cell, (Phrase, Word, Joined)):
        yield from in_words(cell, spoken)
    elif column.kind == "money":
        yield plain_yuan(int(str(cell)))
    elif cell is not None:
        yield str(cell)
        if str(cell) in labels:
            yield from in_words(labels[str(cell)], spoken)


@dataclass(frozen=True, slots=True)
class Test:
    """What one `--where` asks of the cells of a column."""

    column: Column
    operator: str
    met: Callable[[Content], bool]


def tested(column: Column, wish: Wish, labels: Labels, spoken: Spoken) -> Test:
    """Raises Usage where the text is no value of the column's."""
    met = _blank(wish) or _by_value(column, wish) or _by_key(column, wish, labels, spoken)
    return Test(column, wish.operator, met)


def _blank(wish: Wish) -> Callable[[Content], bool] | None:
    return holds_nothing if wish.operator == EQUAL and not wish.text else None


def _by_value(column: Column, wish: Wish) -> Callable[[Content], bool] | None:
    """Where the column holds numbers, days or moments."""
    if wish.operator == WITHIN:
        return None
    if column.kind in NUMERIC:
        wanted = number_typed(column, wish.text)
        compared = {AT_LEAST: wanted.__le__, AT_MOST: wanted.__ge__, EQUAL: wanted.__eq__}[wish.operator]
        return lambda cell: not holds_nothing(cell) and (found := number(cell)) is not None and compared(found)
    if column.kind in ("date", "time"):
        day = day_typed(column, wish.text)
        first, after = moments(day) if column.kind == "time" else (day, until(day))
        least = first if wish.operator != AT_MOST else ""
        most = after if wish.operator != AT_LEAST else None
        return lambda cell: not holds_nothing(cell) and least <= str(cell) and (most is None or str(cell) < most)
    return None


def _by_key(column: Column, wish: Wish, labels: Labels, spoken: Spoken) -> Callable[[Content], bool]:
    wanted = key(wish.text)
    if wish.operator in (EQUAL, WITHIN):
        within = wish.operator == WITHIN
        return lambda cell: any(
            wanted in found if within else wanted == found
            for found in map(key, spellings(column, cell, labels, spoken))
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
