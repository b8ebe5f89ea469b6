"""Public notices 公示: none, too short, one that runs, one that ended without a result. They are steps of a project."""

from collections.abc import Iterator
from datetime import date, timedelta

from aidtrack.phrase import Said, phrase
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import Snapshot, Step
from aidtrack.values.dates import first_day, last_day


def no_notice(snapshot: Snapshot) -> Iterator[Alert]:
    """Money is set aside for a project of which nothing was posted; a notice that failed is none."""
    for project, allocated in snapshot.paid_for.items():
        if not any(one.name == "notice" and one.result != "failed" for one in snapshot.steps.get(project, ())):
            yield _alert(snapshot, project, amount_fen=allocated)


def notice_short(snapshot: Snapshot) -> Iterator[Alert]:
    """Both its days are known, and it lasts, both counted, less than it should."""
    for one in _notices(snapshot):
        if one.date is None or one.ends_on is None:
            continue
        days = _between(first_day(one.date), last_day(one.ends_on)) + 1
        if days < snapshot.limits["notice_days"]:
            details = phrase("{first} to {last}: {days} days", first=one.date, last=one.ends_on, days=days)
            yield _alert(snapshot, one.project, days=days, details=details)


def notice_running(snapshot: Snapshot) -> Iterator[Alert]:
    """Its last day is to come, or is today: the day on which its result can be recorded is the next one."""
    for one in _notices(snapshot):
        end = _ends(snapshot, one)
        if one.result is None and end is not None and end >= snapshot.day:
            details = phrase("posted until {date}", date=end)
            yield _alert(snapshot, one.project, days=-snapshot.days(end), details=details)


def notice_unclosed(snapshot: Snapshot) -> Iterator[Alert]:
    """Its last day is past, and no result is recorded."""
    for one in _notices(snapshot):
        end = _ends(snapshot, one)
        if one.result is None and end is not None and end < snapshot.day:
            yield _alert(
                snapshot, one.project, days=snapshot.days(end), details=phrase("posted until {date}", date=end)
            )


def _notices(snapshot: Snapshot) -> Iterator[Step]:
    for _, steps in sorted(snapshot.steps.items()):
        yield from (one for one in steps if one.name == "notice")


def _ends(snapshot: Snapshot, one: Step) -> str | None:
    """The last day of a notice: as stated, else as long after its first as a notice lasts."""
    if one.ends_on is not None:
        return last_day(one.ends_on)
    if one.date is None:
        return None
    days = min(max(int(snapshot.limits["notice_days"]) - 1, 0), 36500)
    return (date.fromisoformat(last_day(one.date)) + timedelta(days)).isoformat()


def _between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _alert(
    snapshot: Snapshot,
    project: int,
    *,
    amount_fen: int | None = None,
    days: int | None = None,
    details: Said | None = None,
) -> Alert:
    return Alert(
        snapshot.shown("report", "step", noun="project", period=True),
        project=project,
        village=snapshot.homes.get(project),
        amount_fen=amount_fen,
        days=days,
        details=details,
    )
