"""Whether a change was made public in time: Gansu's rule for fiscal projects, as quoted elsewhere, shown as a hint (DOMAIN section 2.2)."""

from datetime import date, timedelta

from aidtrack.reports.flags import NOT_PUBLISHED, Flags
from aidtrack.reports.flags import published_late as published_late_flag
from aidtrack.store.engine.connection import Connection
from aidtrack.values.dates import last_day

WORKING_DAYS = 10  # 甘办发〔2014〕66号


def notices(connection: Connection, day: str) -> dict[int, list[str]]:
    """Project → the days on which something of it was made public, up to a day."""
    found: dict[int, list[str]] = {}
    for project, on in connection.rows(
        "SELECT project_id, date FROM step WHERE name = 'notice' AND date <= :day", {"day": day}
    ):
        found.setdefault(project, []).append(last_day(on))
    return found


def published_late(changed_on: str | None, published: str | None, day: str) -> Flags:
    """The hint where a change was not made public in time, or is not yet though the time is over."""
    gone = None if changed_on is None else _weekdays(changed_on, published or day)
    if gone is None or gone <= WORKING_DAYS:
        return ()
    return (published_late_flag(gone),) if published else (NOT_PUBLISHED,)


def _weekdays(start: str, end: str) -> int | None:
    """The Mondays to Fridays after one day up to another; None where one is not known to the day."""
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return None
    weeks, rest = divmod(max((last - first).days, 0), 7)
    return weeks * 5 + sum((first + timedelta(day)).weekday() < 5 for day in range(1, rest + 1))
