"""Gaps of time: what nobody recorded anything of for long, and targets whose day is past without a value."""

from collections.abc import Iterator

from aidtrack.ledger.holding import TIED, moved
from aidtrack.phrase import phrase
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import Snapshot
from aidtrack.reports.counted import counted_in
from aidtrack.store.engine.collections import SPAN
from aidtrack.values.dates import first_day, last_day
from aidtrack.values.text import key

_SUBJECTS = ("village_id", "project_id", "activity_id", "household_id")


def untouched(snapshot: Snapshot) -> Iterator[Alert]:
    """Funds, projects and villages still at work whose last entry, and last change in the audit log, lie so far back.

    What the log says of later days is not yet known on the day; of what is not known at all nothing is said.
    """
    for noun in ("fund", "project", "village"):
        done = _done(snapshot, noun)
        for id, last in sorted(_touched(snapshot, noun).items()):
            if last is None or snapshot.days(last) < snapshot.limits["untouched_days"] or id in done:
                continue
            command = snapshot.shown(noun, "show", noun=noun)
            village = id if noun == "village" else snapshot.homes[id] if noun == "project" else None
            yield Alert(
                command,
                fund=id if noun == "fund" else None,
                project=id if noun == "project" else None,
                village=village,
                days=snapshot.days(last),
                details=phrase("last touched {date}", date=last),
            )


def _touched(snapshot: Snapshot, noun: str) -> dict[int, str | None]:
    """Row → the last day on which something of it, or of what counts in it, was recorded or moved."""
    into = counted_in(snapshot.connection, noun, snapshot.when)
    found: dict[int, str | None] = {}
    for id, *days in snapshot.connection.rows(
        f"""SELECT n.id,
            (SELECT max(substr(a.at, 1, 10)) FROM audit a WHERE a.noun = '{noun}' AND a.object_id = n.id AND a.at <= :until),
            (SELECT max(e.date) FROM entry e WHERE e.{noun}_id = n.id AND e.date <= :day AND (e.id NOT IN ({TIED}) OR {moved("e")}))
        FROM {noun} n ORDER BY n.id""",
        {"day": snapshot.day, "until": f"{snapshot.day}~"},
    ):
        as_id = into.get(id, id)
        found[as_id] = max((day for day in (*days, found.get(as_id)) if day is not None), default=None)
    return found


def _done(snapshot: Snapshot, noun: str) -> set[int]:
    """What is done with and need not be touched: funds without cash, projects that are over, villages whose help has ended."""
    if noun == "fund":
        return {fund.id for fund in snapshot.funds.values() if fund.moved and not fund.cash_fen}
    if noun == "project":
        return {id for id, facts in snapshot.projects.items() if facts["stage"] in ("closed", "cancelled")}
    ended = snapshot.connection.rows("SELECT id, helped_to FROM village WHERE helped_to IS NOT NULL")
    return {id for id, day in ended if last_day(day) < snapshot.day}


def overdue_indicator(snapshot: Snapshot) -> Iterator[Alert]:
    """A target whose day is past, where nothing says what became of it: no value of the same, of that day or a later one."""
    reached: dict[tuple[object, ...], str] = {}
    targets: list[tuple[int, str, str, list[int | None]]] = []
    for row in snapshot.connection.rows(
        f"SELECT id, name, as_of, goal, {', '.join(_SUBJECTS)} FROM indicator WHERE as_of IS NOT NULL ORDER BY id"
    ):
        id, name, as_of, goal, *of = row
        if goal == "target":
            targets.append((id, name, as_of, of))
        elif first_day(as_of) <= snapshot.day:
            what = (id // SPAN, key(name), *of)
            reached[what] = max(reached.get(what, ""), last_day(as_of))
    for id, name, as_of, of in targets:
        office = id // SPAN
        if last_day(as_of) < snapshot.day and reached.get((office, key(name), *of), "") < first_day(as_of):
            village, project, _, household = of
            yield Alert(
                snapshot.command("indicator", "list", "--name", name, period=False, office=office),
                project=project,
                village=village,
                household=household,
                subject=name,
                days=snapshot.days(last_day(as_of)),
                details=phrase("target of {date}", date=as_of),
                office=office,
            )
