"""The columns of a wide sheet: those that a pattern names, the months that they are, and the totals beside them."""

import re
from collections.abc import Iterator, Sequence

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.matching.header_lines import Heading
from aidtrack.importing.matching.spelling import month_named, plain, split_unit
from aidtrack.locale import t
from aidtrack.pattern import pattern
from aidtrack.values.dates import last_day
from aidtrack.values.nearness import nearest_sentence
from aidtrack.values.text import safe
from aidtrack.values.words import GRAND, RUNNING

_COMMA = pattern(r"[,，、]")
_DAY = pattern(r"[1-9]|[12][0-9]|3[01]")
TOTALS = frozenset((*GRAND, *RUNNING))
FIRST, LAST = "first", "last"
DAYS = (FIRST, LAST)


def taken(pattern: str, heading: Heading) -> list[int]:
    """The places of the columns that a pattern names, in the order of the sheet. Raises Fault."""
    found: set[int] = set()
    for name in [word for one in _COMMA.split(pattern) if (word := one.strip())] or [pattern]:
        columns = _named(name, heading) if plain(name) else []
        if not columns:
            known = [one for one in heading.names if one]
            said = t("has no column “{word}”, which is to be taken.", word=safe(name))
            listed = t("Its columns are: {columns}.", columns="、".join(map(safe, known)))
            raise Fault(said, nearest_sentence(name, known) or listed, code=Code.MISSING_COLUMN)
        found.update(columns)
    return sorted(found)


def _named(name: str, heading: Heading) -> list[int]:
    """`*/X` is that column of every group but a total; any other name is that of one column, or of a month."""
    first, range_, last = name.partition("..")
    if range_:
        return _between(first, last, heading)
    word = plain(name).removeprefix("*")
    found = [at for at in range(heading.width) if word in heading.spellings(at)]
    return found if found and len(found) == 1 else [at for at in found if not is_total(heading, at)]


def _between(first: str, last: str, heading: Heading) -> list[int]:
    """`1月..12月` are all months there are of these, whatever their order; other names are two columns and all between."""
    low, high = month_named(first), month_named(last)
    if low is not None and high is not None:
        months = [(at, month_of(heading, at)) for at in range(heading.width) if not is_total(heading, at)]
        return [at for at, month in months if month is not None and low[1] <= month[1] <= high[1]]
    ends = [*_named(first, heading)[:1], *_named(last, heading)[-1:]]
    if len(ends) < 2:
        return []
    between = range(ends[0], ends[1] + 1)
    return [at for at in between if heading.names[at] and not is_total(heading, at)]


def is_total(heading: Heading, at: int) -> bool:
    """Whether a column, or a group over it, is the sum of others of its row."""
    head = heading.heads[at]
    return any(split_unit(word)[0] in TOTALS for word in (head.own, *head.groups))


def totals(heading: Heading) -> Iterator[int]:
    """The places of the columns that are totals of others."""
    return (at for at in range(heading.width) if is_total(heading, at))


def is_sum(total: int, of: Sequence[int], heading: Heading, *, only: bool) -> bool:
    """Whether a column is the total `of` columns: those of its own name where a group is the total, else all where they are the `only` ones."""
    head = heading.heads[total]
    if split_unit(head.own)[0] in TOTALS:
        return only
    return all(split_unit(heading.heads[at].own)[0] == split_unit(head.own)[0] for at in of)


def month_of(heading: Heading, at: int) -> tuple[str | None, int] | None:
    """The year, where it is stated, and the month that a column is: 3月, 2018年3月, 2018-03, 3月 under 2018年."""
    found = month_named(heading.heads[at].own)
    if found is None or found[0] is not None:
        return found
    years = (re.fullmatch(r"([0-9]{4})年?", plain(group)) for group in heading.heads[at].groups)
    return next((year[1] for year in years if year), None), found[1]


def day_of(year: str, month: int, day: str | None) -> str:
    """The day of a month that its figures are of. Raises Fault where it has no such day."""
    end = last_day(f"{year}-{month:02d}")
    if day in (None, LAST):
        return end
    number = 1 if day == FIRST else int(str(day))
    if number > int(end[8:]):
        raise Fault(
            t("has no day {day} in month {month}.", day=number, month=month),
            t("Give another --day."),
            code=Code.NO_SUCH_DAY,
        )
    return f"{end[:8]}{number:02d}"


def is_day(word: str) -> bool:
    """Whether a word says which day of a month is meant."""
    return word in DAYS or _DAY.fullmatch(word) is not None
