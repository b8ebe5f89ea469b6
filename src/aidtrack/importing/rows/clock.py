"""Times of day beside the dates of a sheet, as banks and survey programs export them: dropped, and counted."""

from collections.abc import Sequence

from aidtrack.errors import Fault
from aidtrack.importing.matching.header import Header
from aidtrack.pattern import pattern
from aidtrack.values.dates import parse_date
from aidtrack.values.kinds import DATE, DAY
from aidtrack.values.text import Broken

_TIME = pattern(
    r"(?P<day>.*[0-9日号])(?:\s*T|\s+)(?P<hour>[0-9]{1,2})[:：][0-9]{2}(?:[:：][0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?\s*"
)
_MIDNIGHT = pattern(r"[0:：.]+")


def drop_times(header: Header, rows: Sequence[list[str]]) -> int:
    """Leave the day alone in each cell of a date that has a time of day besides; how many had one."""
    places = {at for column in header.columns if column.field.kind in (DAY, DATE) for at in column.sources}
    dropped = 0
    for row in rows:
        for at in places:
            found = _TIME.fullmatch(row[at]) if at < len(row) and not isinstance(row[at], Broken) else None
            if found is not None and _is_date(found["day"]):
                dropped += _MIDNIGHT.fullmatch(row[at][found.start("hour") :].strip()) is None
                row[at] = found["day"].strip()
    return dropped


def _is_date(text: str) -> bool:
    try:
        parse_date(text.strip())
    except Fault:
        return False
    return True
