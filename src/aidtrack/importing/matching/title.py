"""What the lines above a header say of time, taken from there only where the person said so: a year, the day up to which a sheet counts."""

import re
from collections.abc import Iterator, Sequence

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.locale import t
from aidtrack.pattern import pattern
from aidtrack.values.dates import last_day, parse_date
from aidtrack.values.text import safe

TITLE = "title"  # what --year and --as-of take in the place of a date
_YEAR = pattern(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年")
_MONTH = pattern(r"(?<![0-9])(?:19|20)[0-9]{2}\s*年\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?")
_SHOWN = 60
Lines = Sequence[Sequence[str]]


def year(stated: str | None, above: Lines) -> tuple[str | None, str | None]:
    """The year that is meant, and a note where the title gave it. Raises Fault where the two differ, or the title says none or several."""
    found = dict(_found(_YEAR, above))
    if stated is None:
        return None, None
    if stated != TITLE:
        if found and stated not in found:
            own = "、".join(found)
            raise Fault(
                t("says {own} in its title, but --year says {stated}.", own=own, stated=stated),
                t("Make the two agree."),
                code=Code.CONTRADICTS,
            )
        return stated, None
    if len(found) != 1:
        raise _not_one(found, t("a year"), "--year 2018")
    [(word, title)] = found.items()
    return word, t("The year {year} was taken from the title “{title}”.", year=word, title=_short(title))


def day(stated: str | None, above: Lines) -> tuple[str | None, str | None]:
    """The day up to which a sheet counts, and a note where the title gave it: of a month its last. Raises Fault."""
    if stated != TITLE:
        return stated, None
    found = {last_day(parse_date(word)): title for word, title in _found(_MONTH, above)}
    if len(found) != 1:
        raise _not_one(found, t("a month"), "--as-of 2018-05-31")
    [(word, title)] = found.items()
    return word, t("The day {day} was taken from the title “{title}”.", day=word, title=_short(title))


def _found(pattern: re.Pattern[str], above: Lines) -> Iterator[tuple[str, str]]:
    for row in above:
        for cell in row:
            for word in pattern.finditer(cell):
                yield word[word.lastindex or 0], cell


def _not_one(found: Sequence[str] | dict[str, str], what: str, option: str) -> Fault:
    advice = t("Say it: {option}.", option=option)
    if not found:
        return Fault(t("has no title that says {what}.", what=what), advice, code=Code.MISSING_COLUMN)
    return Fault(t("has several in its title: {found}.", found="、".join(found)), advice, code=Code.CONTRADICTS)


def _short(title: str) -> str:
    shown = safe(" ".join(title.split()))
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
