"""The rows of `report changes`: a line for each place where a change moved money, and for each step that states one and moved none."""

from collections.abc import Mapping, Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.reports.changes.changed import Change, Place, Step, allocated_before
from aidtrack.reports.changes.explained import Rests
from aidtrack.reports.changes.publishing import published_late
from aidtrack.reports.figures import difference, summed
from aidtrack.reports.flags import NOT_PASSED, Flags, step_differs
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.dates import first_day
from aidtrack.values.report import Content

_NO_STEP = Step(0, None, None, None, None, None, None, None, None, None, None)


@dataclass(slots=True)
class Line:
    """One row. Amounts in fen, None where they are not known; `published` is the day on which its change was made public."""

    place: Place
    step: Step
    doc_no: str | None
    date: str | None
    before_fen: int | None
    after_fen: int | None
    difference_fen: int | None
    reason: str | None
    rests: Rests
    flags: Flags = ()
    published: str | None = None

    @property
    def passed(self) -> bool:
        return self.step.result != "failed"

    def cells(self, names: Names) -> dict[str, Content]:
        project, village = self.place
        return {
            "doc_no": self.doc_no,
            "date": self.date,
            "project": names.name("project", project),
            "village": names.shown("village", village),
            "before": self.step.before,
            "after": self.step.after,
            "amount": self.step.amount_fen,
            "amount_before": self.before_fen,
            "amount_after": self.after_fen,
            "difference": self.difference_fen,
            "reason": self.reason,
            "handled_by": self.step.handled_by,
            "result": self.step.result,
            "notice": self.published,
            "flags": self.flags if self.passed else (NOT_PASSED, *self.flags),
        }


@dataclass(frozen=True, slots=True)
class Told:
    """A change with its lines; `whole` are all of them where some were chosen."""

    change: Change
    lines: Sequence[Line] = field(default_factory=list)
    whole: Sequence[Line] | None = None

    @property
    def all_lines(self) -> Sequence[Line]:
        return self.lines if self.whole is None else self.whole


def told(connection: Connection, names: Names, change: Change, public: Mapping[int, Sequence[str]], day: str) -> Told:
    """`public` are the days of the notices of each project; `day` is that of the report."""
    steps = {step.project: step for step in reversed(change.steps)}
    lines = [
        _moved(connection, change, place, steps.get(place[0], _NO_STEP))
        for place in sorted(change.moved, key=lambda one: _order(change, one))
    ]
    for step in steps.values():
        _compare(lines, step)
    taken = {id(steps[project]) for project, _ in change.moved if project in steps}
    lines += [_stated(names, step) for step in change.steps if id(step) not in taken]
    _publish(change, lines, public, day)
    return Told(change, lines)


def total(lines: Sequence[Line]) -> dict[str, int | None]:
    """The sums of the changes that passed and of which both amounts are known."""
    known = [line for line in lines if line.difference_fen is not None and line.passed]
    return {
        "amount_before": summed(line.before_fen for line in known),
        "amount_after": summed(line.after_fen for line in known),
        "difference": summed(line.difference_fen for line in known),
    }


def _order(change: Change, place: Place) -> tuple[bool, int]:
    """What is cut before what is given, each in the order of its entries."""
    moved = change.moved[place]
    return sum(one.fen for one in moved) > 0, min(one.id for one in moved)


def _moved(connection: Connection, change: Change, place: Place, step: Step) -> Line:
    """What the allocations say; where nothing ever was allocated before, they began with nothing."""
    moved = change.moved[place]
    already = allocated_before(connection, moved)
    before, by = summed(fen for _, fen in already), sum(one.fen for one in moved)
    reasons = dict.fromkeys(one.reason for one in moved if one.reason)
    return Line(
        place,
        step,
        change.doc_no,
        min(one.date for one in moved),
        before,
        (before or 0) + by,
        by,
        "；".join(reasons) or step.reason,
        Rests({step.id} - {0}, {id for id, _ in already}, {one.id for one in moved}),
    )


def _stated(names: Names, step: Step) -> Line:
    """A change of plan that moved no money, or whose money is not recorded; what differs is known where both amounts are."""
    place = step.project, names.home("project", step.project) or 0
    known = None not in (step.before_fen, step.after_fen)
    by = difference(step.after_fen, step.before_fen) if known else None
    rests = Rests({step.id} - {0})
    return Line(place, step, step.doc_no, step.date, step.before_fen, step.after_fen, by, step.reason, rests)


def _compare(lines: Sequence[Line], step: Step) -> None:
    """Flag where a step states other amounts than the allocations of its project came to."""
    mine = [line for line in lines if line.place[0] == step.project]
    if mine:
        booked = summed(line.before_fen for line in mine) or 0, summed(line.after_fen for line in mine) or 0
        for stated_fen, booked_fen in zip((step.before_fen, step.after_fen), booked, strict=True):
            if stated_fen is not None and stated_fen != booked_fen:
                mine[0].flags = (*mine[0].flags, step_differs(stated_fen, booked_fen))


def _publish(change: Change, lines: Sequence[Line], public: Mapping[int, Sequence[str]], day: str) -> None:
    """The first notice of any of its projects from the day of the change on, and whether that was in time."""
    since = first_day(change.day or "9999")
    days = [on for line in lines for on in public.get(line.place[0], ()) if on >= since]
    published = min(days, default=None)
    late = published_late(change.day, published, day)
    for line in lines:
        line.published = published
        line.flags = (*line.flags, *late)
