"""What changed of projects: the recorded steps `change`, and the cut and new allocations that belong to each.

A change goes by its document number, else by its day: a cut without a number has that of a step `change` of its project on its day.
A new allocation belongs to it where it has that number and is not earlier, or that day and a reason of its own. Money of a project
that another fund takes over on one day changes no project.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from aidtrack.ledger.holding import held
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection

Place = tuple[int, int]  # project, village (0 is none)


@dataclass(frozen=True, slots=True)
class Step:
    """A recorded step `change`; amounts in fen, None where it states none."""

    project: int
    date: str | None
    before: str | None
    after: str | None
    before_fen: int | None
    after_fen: int | None
    amount_fen: int | None
    reason: str | None
    doc_no: str | None
    handled_by: str | None
    result: str | None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """An allocation that may belong to a change."""

    id: int
    date: str
    cell: Place
    fen: int
    doc_no: str | None
    reason: str | None


@dataclass(slots=True)
class Change:
    """One change: its steps, and what it moved in each place; `day` is the first that is known of it."""

    doc_no: str | None
    day: str | None
    steps: list[Step] = field(default_factory=list)
    moved: dict[Place, list[Moved]] = field(default_factory=lambda: defaultdict(list))


def changed(connection: Connection, when: Period) -> list[Change]:
    """The changes that fall into the period, oldest first, as the entries up to its end make them."""
    steps = _steps(connection, when)
    numbers = {(step.project, step.date): step.doc_no for step in steps if step.doc_no is not None}
    days = {(step.project, step.date) for step in steps}
    entries = _entries(connection, when)
    found: dict[tuple[str | None, str | None], Change] = {}

    def key(doc_no: str | None, project: int, day: str | None) -> tuple[str | None, str | None]:
        number = doc_no or numbers.get((project, day))
        return (number, None) if number else (None, day)

    for step in steps:
        change = found.setdefault(key(step.doc_no, step.project, step.date), Change(step.doc_no, step.date))
        change.steps.append(step)
        change.day = min((day for day in (change.day, step.date) if day), default=None)
    for entry in (one for one in entries if one.fen < 0):
        at = key(entry.doc_no, entry.cell[0], entry.date)
        change = found.setdefault(at, Change(at[0], entry.date))
        change.day = min(change.day or entry.date, entry.date)
        change.moved[entry.cell].append(entry)
    for entry in (one for one in entries if one.fen > 0):
        at = key(entry.doc_no, entry.cell[0], entry.date)
        belongs = at[0] or entry.reason or (entry.cell[0], entry.date) in days
        if belongs and at in found and (found[at].day or "") <= entry.date:
            found[at].moved[entry.cell].append(entry)
    for change in found.values():
        of_steps = {step.project for step in change.steps}
        change.moved = {
            cell: moved
            for cell, moved in change.moved.items()
            if cell[0] in of_steps or sum(one.fen for one in moved) != 0
        }
    kept = [one for one in found.values() if (one.steps or one.moved) and when.overlaps(one.day, None)]
    return sorted(kept, key=lambda one: (one.day or "", one.doc_no or ""))


def allocated_before(connection: Connection, moved: list[Moved]) -> list[tuple[int, int]]:
    """The allocations to the place of these entries, by all funds, before the first of them: id and fen."""
    first = min(moved, key=lambda one: (one.date, one.id))
    project, village = first.cell
    of_project = (
        "project_id = :project" if project else "coalesce(project_id, 0) = :project"
    )  # an index knows the first
    rows = connection.rows(
        f"SELECT id, amount_fen FROM entry WHERE kind = 'allocation' AND {of_project}"
        " AND coalesce(village_id, 0) = :village AND (date < :day OR (date = :day AND id < :id))",
        {"project": project, "village": village, "day": first.date, "id": first.id},
    )
    return [(id, int(fen)) for id, fen in rows]


def _steps(connection: Connection, when: Period) -> list[Step]:
    """Every change of plan that may have been decided by the period's end."""
    rows = connection.rows(
        "SELECT project_id, date, before, after, amount_before_fen, amount_after_fen, amount_fen, reason, doc_no, handled_by, result, id"
        " FROM step WHERE name = 'change' AND coalesce(date, '') <= :end ORDER BY coalesce(date, ''), id",
        {"end": when.params["end"]},
    )
    return [Step(*row) for row in rows]


def _entries(connection: Connection, when: Period) -> list[Moved]:
    """Every allocation by what it came to on its own day: what was put right that day was never otherwise."""
    rows = connection.rows(
        f"""SELECT * FROM (
            SELECT e.id, e.date, coalesce(e.project_id, 0), coalesce(e.village_id, 0), {held("e", "e.date")} AS fen, e.doc_no, e.reason
            FROM entry e LEFT JOIN entry o ON o.id = e.reverses_id
            WHERE e.kind = 'allocation' AND e.date <= :end AND (o.id IS NULL OR o.date < e.date)) moved
        WHERE fen <> 0 ORDER BY date, id""",
        {"end": when.params["end"]},
    )
    return [
        Moved(id, date, (project, village), int(fen), doc_no, reason)
        for id, date, project, village, fen, doc_no, reason in rows
    ]
