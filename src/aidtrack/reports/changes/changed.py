"""What changed of projects: the recorded steps `change`, and the cut and new allocations that belong to each.

A change goes by its document number, else by its day: a cut without a number has that of a step `change` of its project on its day.
A new allocation belongs to it where it has that number and is not earlier, or that day and a reason of its own. Money of a project
that another fund takes over on one day changes no project.
"""

from collections.abc import Iterator
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.ledger.holding import held
from aidtrack.reports.period import Period
from aidtrack.store.engine.collections import SPAN
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
    day: str | None = None
    steps: list[Step] = field(default_factory=list)
    moved: dict[Place, list[Moved]] = field(default_factory=dict)

    def begin_by(self, day: str | None) -> None:
        """It began on this day, if none before is known."""
        if day is not None and (self.day is None or day < self.day):
            self.day = day

    def move(self, entry: Moved) -> None:
        self.moved.setdefault(entry.cell, []).append(entry)

    def drop_taken_over(self) -> None:
        """Leave out what another fund took over, unless a step states a change of that project: it has what it had."""
        stated = {step.project for step in self.steps}
        for cell, entries in [*self.moved.items()]:
            if cell[0] not in stated and sum(one.fen for one in entries) == 0:
                del self.moved[cell]


def changed(connection: Connection, when: Period) -> list[Change]:
    """The changes that fall into the period, oldest first, as the entries up to its end make them."""
    gathered = _Gathered(_steps(connection, when))
    gathered.take(_entries(connection, when))
    found = [change for change in gathered.changes() if when.overlaps(change.day, None)]
    return sorted(found, key=lambda one: (one.day or "", one.doc_no or ""))


Key = tuple[int, str | None, str | None]  # what a change goes by: the office, its document number, else its day


class _Gathered:
    """The changes that recorded steps state, and those that entries make."""

    def __init__(self, steps: list[Step]) -> None:
        self._changes: dict[Key, Change] = {}
        self._stated = {(step.project, step.date) for step in steps}
        self._numbers = {(step.project, step.date): step.doc_no for step in steps if step.doc_no is not None}
        for step in steps:
            change = self._change(self._key(step.doc_no, step.project, step.date, step.id))
            change.steps.append(step)
            change.begin_by(step.date)

    def take(self, entries: list[Moved]) -> None:
        """Cuts first: new allocations belong to what is there."""
        for entry in entries:
            if entry.fen < 0:
                self._cut(entry)
        for entry in entries:
            if entry.fen > 0:
                self._give(entry)

    def changes(self) -> Iterator[Change]:
        """Those that change something."""
        for change in self._changes.values():
            change.drop_taken_over()
            if change.steps or change.moved:
                yield change

    def _cut(self, entry: Moved) -> None:
        """A cut is a change, whether or not a step states it."""
        change = self._change(self._key(entry.doc_no, entry.cell[0], entry.date, entry.id))
        change.begin_by(entry.date)
        change.move(entry)

    def _give(self, entry: Moved) -> None:
        """A new allocation belongs to a change that there is, by its number, or on its day with a reason or a step of its project."""
        key = self._key(entry.doc_no, entry.cell[0], entry.date, entry.id)
        change = self._changes.get(key)
        if change is None or (change.day or "") > entry.date:
            return
        numbered = key[1] is not None
        if numbered or entry.reason or (entry.cell[0], entry.date) in self._stated:
            change.move(entry)

    def _key(self, doc_no: str | None, project: int, day: str | None, id: int) -> Key:
        number = doc_no or self._numbers.get((project, day))
        return (id // SPAN, number, None) if number else (id // SPAN, None, day)

    def _change(self, key: Key) -> Change:
        return self._changes.setdefault(key, Change(key[1]))


def allocated_before(connection: Connection, moved: list[Moved]) -> list[tuple[int, int]]:
    """The allocations to the place of these entries, by all funds, before the first of them: id and fen."""
    first = min(moved, key=lambda one: (one.date, one.id))
    project, village = first.cell
    # An index knows the first.
    of_project = "project_id = :project" if project else "coalesce(project_id, 0) = :project"
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
