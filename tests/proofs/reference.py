"""A ledger in plain Python, written from DESIGN section 3 and not from the guards: what every store must agree with.

Everything is a list that is summed anew; nothing is kept twice. Nouns go by name, amounts are fen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, TypeVar

T = TypeVar("T")
PER_CELL = ("allocation", "disbursement", "spending")
BACK = ("repayment", "writeoff")
LENDING = ("loan", *BACK)


class Standing(dict[str, T]):
    """Nouns by name, in the order they came; what was merged into another one is still found by its name."""

    def __init__(
        self, named: Mapping[str, T] = MappingProxyType({}), merged: Mapping[str, T] = MappingProxyType({})
    ) -> None:
        super().__init__(named)
        self.merged = dict(merged)

    def __missing__(self, name: str) -> T:
        return self.merged[name]

    def copy(self) -> "Standing[T]":
        return Standing(self, self.merged)


@dataclass
class Village:
    name: str
    county: str | None
    code: str | None
    batch: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass
class Fund:
    name: str
    budget: int | None
    category: str | None = None
    place: str | None = None
    form: str | None = None


@dataclass
class Project:
    name: str
    village: str | None
    category: str | None
    stage: str | None = None
    closed_on: str | None = None
    batch: int | None = None
    moved: bool = False  # to another village, by a merge

    def ended_before(self, day: str) -> bool:
        """G6: closed at whatever precision is known; a closing whose date is unknown came before everything."""
        if self.closed_on is None:
            return self.stage in ("closed", "cancelled")
        return day[: len(self.closed_on)] > self.closed_on


@dataclass(frozen=True)
class Entry:
    """`over` is whether a reason for breaking a rule was given; `reverses` the id of the entry it takes back, `corrects` of the one
    it stands for; `loan` that of the loan it makes smaller or takes back.
    """

    kind: str
    date: str
    fund: str
    amount: int
    project: str | None = None
    village: str | None = None
    over: bool = False
    reverses: int | None = None
    corrects: int | None = None
    ref: str | None = None
    batch: int | None = None
    household: str | None = None
    loan: int | None = None
    counters: bool = False  # entered by an undo, for good
    id: int = 0

    @property
    def cell(self) -> tuple[str, str | None, str | None]:
        return self.fund, self.project, self.village

    @property
    def is_loan(self) -> bool:
        return self.kind == "loan" and self.amount > 0 and self.loan is None and self.reverses is None

    @property
    def of_loan(self) -> int | None:
        """The loan that it is, takes back or makes smaller."""
        return self.id if self.kind == "loan" and self.loan is None else self.loan

    @property
    def adds(self) -> int:
        """What it adds to what is outstanding of its loan."""
        return self.amount if self.kind == "loan" else -self.amount if self.kind in LENDING else 0


@dataclass
class Ledger:
    """The nouns by name, in the order they came; the entries in the order they were recorded."""

    villages: Standing[Village] = field(default_factory=Standing)
    funds: Standing[Fund] = field(default_factory=Standing)
    projects: Standing[Project] = field(default_factory=Standing)
    same: dict[str, str] = field(default_factory=dict)  # what was merged → into what
    households: dict[str, str] = field(default_factory=dict)  # and the village of each
    entries: list[Entry] = field(default_factory=list)
    refs: dict[str, int] = field(default_factory=dict)  # 流水号 in use → entry
    undone: set[int] = field(default_factory=set)
    closed_through: str = ""  # the last day whose books are closed
    # What was booked late, and the last of the days closed then.
    after_closing: dict[int, str] = field(default_factory=dict)

    # What blanks mean.

    def village_of(self, project: str, village: str | None) -> str | None:
        return village or self.projects[project].village

    def fund_of(self, project: str, also: Sequence[Entry] = ()) -> str | None:
        """The project's one fund by all its allocations; None where there are none or several."""
        funds = {self.stands(e.fund) for e in (*self.entries, *also) if e.kind == "allocation" and e.project == project}
        return funds.pop() if len(funds) == 1 else None

    # What money may do.

    def held(self, id: int) -> int:
        """What an entry still holds: its amount and what its reversals hold."""
        return sum(
            entry.amount if entry.id == id else self.held(entry.id)
            for entry in self.entries
            if id in (entry.id, entry.reverses)
        )

    def above(self, entry: Entry) -> list[Entry]:
        """What it takes back, what that takes back, and so on."""
        found: list[Entry] = []
        while entry.reverses is not None:
            entry = next(one for one in self.entries if one.id == entry.reverses)
            found.append(entry)
        return found

    def newest(self, id: int) -> int:
        """What stands for an entry: itself, or the newest of what corrects it and was not undone."""
        further = [e.id for e in self.entries if e.corrects == id and e.batch not in self.undone]
        return max([id, *map(self.newest, further)])

    def named(self) -> dict[str, int]:
        """流水号 → the entry that answers to it."""
        return {ref: self.newest(id) for ref, id in self.refs.items()}

    def excused(self, entry: Entry) -> bool:
        """Whether a reason was given for it, or for money that it takes back or gives life back to."""
        return entry.over or any(one.over and one.amount > 0 for one in self.above(entry))

    def excused_sum(self, entries: Iterable[Entry]) -> int:
        """What the reasons given for some of these let pass: no more than is still there of what was given life back to."""
        return sum(
            min(self.held(one.id) for one in (entry, *self.above(entry)) if one.amount > 0)
            for entry in entries
            if entry.over and entry.amount > 0 and not any(one.over and one.amount > 0 for one in self.above(entry))
        )

    def limit(self, fund: str) -> int:
        """G1: the budget where one is stated, else what came in."""
        budget = self.funds[fund].budget
        return self.total(("receipt", "interest"), fund) if budget is None else budget

    def total(self, kinds: Sequence[str], fund: str) -> int:
        return sum(entry.amount for entry in self.entries if entry.fund == fund and entry.kind in kinds)

    def cash(self, fund: str) -> int:
        return self.total(("receipt", "interest", "repayment"), fund) - self.total(("spending", "loan"), fund)

    def loans(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_loan]

    def of_loan(self, id: int | None, *kinds: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.of_loan == id and entry.kind in kinds]

    def outstanding(self, loan: int | None) -> int:
        return sum(entry.adds for entry in self.of_loan(loan, *LENDING))

    def in_cell(self, kind: str, cell: tuple[str, str | None, str | None]) -> int:
        return sum(entry.amount for entry in self.entries if entry.cell == cell and entry.kind == kind)

    def broken(self, new: Sequence[Entry]) -> set[str]:
        """The rules that forbid recording `new`, judged as a whole; in order of date, then of `new`."""
        found: set[str] = set()
        for fund in {entry.fund for entry in new}:
            mine = [entry for entry in new if entry.fund == fund]
            came_in = 1 if self.funds[fund].budget is None else 0
            effects = {"allocation": -1, "receipt": came_in, "interest": came_in}
            room = self.limit(fund) - self.total(("allocation",), fund)
            found.update("G1" for row in _beyond(mine, room, effects) if not row.over)
            effects = {"spending": -1, "loan": -1, "receipt": 1, "interest": 1, "repayment": 1}
            found.update("G3" for row in _beyond(mine, self.cash(fund), effects) if not row.over)
            found.update(
                "G4"
                for kind in ("receipt", "interest")
                if any(e.kind == kind for e in mine)
                and self.total((kind,), fund) + sum(e.amount for e in mine if e.kind == kind) < 0
            )
        for cell in {entry.cell for entry in new if entry.kind in PER_CELL}:
            mine = [entry for entry in new if entry.cell == cell]
            room = self.in_cell("allocation", cell) - self.in_cell("spending", cell)
            for row in _beyond(mine, room, {"allocation": 1, "spending": -1}):
                if row.kind == "allocation":
                    found.add("G4")
                elif not row.over:
                    found.add("G2")
            for kind in {entry.kind for entry in mine}:
                if self.in_cell(kind, cell) + sum(e.amount for e in mine if e.kind == kind) < 0:
                    found.add("G4")
        found.update("G9" for entry in new if entry.date <= self.closed_through and not entry.over)
        return found | set(self._misplaced(new)) | set(self._taken_back(new)) | set(self._lent(new))

    def _lent(self, new: Sequence[Entry]) -> Iterator[str]:
        """G4 of loans: what makes one smaller names one of its fund, not after itself; no more comes back than is outstanding,
        and no more is taken back of that than came.
        """
        after = replace(self, entries=[*self.entries, *new])
        known = {entry.id: entry for entry in after.entries}
        for entry in new:
            if entry.kind not in LENDING or entry.is_loan:
                continue
            loan = known.get(entry.loan or 0)
            if (
                loan is None
                or not loan.is_loan
                or loan.fund != entry.fund
                or entry.date < loan.date
                or after.outstanding(loan.id) < 0
                or any(sum(e.amount for e in after.of_loan(loan.id, kind)) < 0 for kind in LENDING)
            ):
                yield "G4"

    def _misplaced(self, new: Sequence[Entry]) -> Iterator[str]:
        """G5 and G6: money without a reason goes where it may not; what goes out of that place with it counts first."""
        after = replace(self, entries=[*self.entries, *new])
        for cell, kind in {(entry.cell, entry.kind) for entry in new}:
            mine = [e for e in new if (e.cell, e.kind) == (cell, kind) and not after.excused(e)]
            fund, project, _ = cell
            if kind == "loan" and self.funds[fund].form == "grant" and any(_beyond(mine, 0, {kind: -1})):
                yield "G5"
            if project is None or not mine:
                continue
            if kind == "allocation" and not self._fits_earmark(mine[0]) and any(_beyond(mine, 0, {kind: -1})):
                yield "G5"
            if kind in ("allocation", "spending"):
                late = [e for e in mine if self.projects[project].ended_before(e.date)]
                given_back = max(0, -sum(e.amount for e in self.late(self.projects[project], cell, kind)))
                if any(_beyond(late, given_back, {kind: -1})):
                    yield "G6"

    def late(self, project: Project, cell: tuple[str, str | None, str | None], kind: str) -> list[Entry]:
        """What moved in a cell after its project was closed."""
        return [e for e in self.entries if (e.cell, e.kind) == (cell, kind) and project.ended_before(e.date)]

    def _fits_earmark(self, entry: Entry) -> bool:
        fund, project = self.funds[entry.fund], self.projects[str(entry.project)]
        if fund.category is not None and project.category != fund.category:
            return False
        if fund.place is None:
            return True
        if entry.village is None:
            return False
        village = self.villages[entry.village]
        return fund.place in (village.name, village.county, *village.aliases) or (
            fund.place.isdecimal() and village.code is not None and village.code.startswith(fund.place)
        )

    def _taken_back(self, new: Sequence[Entry]) -> Iterator[str]:
        after = replace(self, entries=[*self.entries, *new])
        for entry in new:
            if entry.reverses is None:
                continue
            above = after.above(entry)
            original = above[0]
            same = (entry.kind, entry.cell, entry.loan) == (original.kind, original.cell, original.of_loan)
            opposite = (entry.amount > 0) != (original.amount > 0)
            if entry.date < original.date or not same or not opposite:
                yield "G4"
            if any(after.held(one.id) * one.amount < 0 for one in above):
                yield "G4"

    def record(self, new: Sequence[Entry]) -> None:
        self.entries += new
        self.refs |= {entry.ref: entry.id for entry in new if entry.ref is not None}
        for entry in new:
            for through in [self.closed_through, *self._late_before(entry)]:
                if entry.date <= through:
                    self.after_closing[entry.id] = max(through, self.after_closing.get(entry.id, ""))

    def _late_before(self, entry: Entry) -> Iterator[str]:
        """Through which days the books were closed when what an entry was recorded anew for was booked late."""
        by_id = {one.id: one for one in self.entries}
        while entry.corrects is not None:
            entry = by_id[entry.corrects]
            if entry.id in self.after_closing:
                yield self.after_closing[entry.id]

    # Putting right.

    def of_a_correction(self, entry: Entry) -> bool:
        """Whether it takes back what its own batch records anew."""
        return any(entry.batch == e.batch and entry.reverses == e.corrects is not None for e in self.entries)

    def short(self, through: str) -> set[str]:
        """The funds, each with what was merged into it, that hold less than nothing at the end of an open day, up to this one."""
        days = {entry.date for entry in self.entries if self.closed_through < entry.date <= through}
        if self.closed_through:
            days.add((date.fromisoformat(self.closed_through) + timedelta(days=1)).isoformat())
        counted = replace(self, entries=[replace(entry, fund=str(self.stands(entry.fund))) for entry in self.entries])
        return {fund for fund in self.funds for day in days if counted.up_to(day).cash(fund) < 0}

    def up_to(self, day: str) -> "Ledger":
        return replace(self, entries=[entry for entry in self.entries if entry.date <= day])

    def stands(self, name: str | None) -> str | None:
        """The noun as which one counts."""
        while name in self.same:
            name = self.same[name]
        return name

    def moved(self, noun: str, one: str, into: str, number: Callable[[], int]) -> list[tuple[Entry, Entry]]:
        """The pairs of all that a noun still holds, which goes to another one."""
        mine = [e for e in self.entries if getattr(e, noun) == one and e.reverses is None and self.held(e.id)]
        pairs: list[tuple[Entry, Entry]] = []
        along: set[int | None] = set()
        for entry in sorted(mine, key=lambda one: one.kind in BACK):  # a loan takes what came back of it along
            if entry.id not in along:
                found = self.anew(entry, number, **{noun: into}, **self._comes_home(noun, entry, into))
                along |= {back.reverses for back, _ in found}
                pairs += found
        return pairs

    def _comes_home(self, noun: str, entry: Entry, into: str) -> dict[str, str]:
        """The village of the project that stands, where the money lay in that of its own."""
        if (
            noun != "project"
            or entry.kind not in PER_CELL
            or entry.village != self.projects[str(entry.project)].village
        ):
            return {}
        home = self.projects[into].village
        return {} if home is None else {"village": home}

    def merge(self, noun: str, one: str, into: str) -> None:
        """What is blank of the one that stands is filled in; what lay in the other one lies in it."""
        named: Standing[Any] = getattr(self, f"{noun}s")
        gone, stays = named[one], named[into]
        for name, value in vars(gone).items():
            if getattr(stays, name) is None and name != "batch":
                setattr(stays, name, value)
        if isinstance(stays, Village):
            stays.aliases += (one, *gone.aliases)
            for project in self.projects.values():
                if project.village == one:
                    project.village, project.moved = into, True
            self.households = {name: into if home == one else home for name, home in self.households.items()}
        named.merged[one] = named.pop(one)
        self.same[one] = into

    def anew(self, old: Entry, number: Callable[[], int], **changes: Any) -> list[tuple[Entry, Entry]]:
        """(what takes it back, what is recorded in its place) of an entry, and of what came back of it where it is a loan."""
        back = [
            e for e in self.entries if e.loan == old.id and e.kind in BACK and e.reverses is None and self.held(e.id)
        ]
        pairs: list[tuple[Entry, Entry]] = []
        for entry in (old, *(back if old.is_loan else ())):
            held = self.held(entry.id)
            new = replace(entry, id=number(), amount=held, ref=None, batch=None, corrects=entry.id, counters=False)
            if entry is old:
                new = replace(new, **changes)
            else:
                loan = pairs[0][1]
                follows = {name: getattr(loan, name) for name in ("fund", "project", "village")
                           if getattr(entry, name) == getattr(old, name)}  # fmt: skip
                new = replace(new, loan=loan.id, **follows)
            taken = replace(entry, id=number(), amount=-held, over=False, reverses=entry.id, corrects=None, ref=None,
                            batch=None, loan=entry.of_loan)  # fmt: skip
            pairs.append((taken, new))
        return pairs

    def turn(self, through: str) -> None:
        """The books are closed through that day, and open from the next one on."""
        self.closed_through = through

    # Changes of nouns.

    def budget_refused(self, fund: str, budget: int | None) -> bool:
        """Whether a changed budget would leave more allocated than it allows, and less allowed than before."""
        before = self.limit(fund)
        came_in = self.total(("receipt", "interest"), fund)
        after = came_in if budget is None else budget
        return after < before and self.total(("allocation",), fund) > after

    def closing_refused(self, project: str, closed_on: str | None) -> bool:
        """Whether money that is still held was allocated or spent after that day without a reason."""
        closed = replace(self.projects[project], closed_on=closed_on)
        places = {
            (e.cell, e.kind) for e in self.entries if e.project == project and e.kind in ("allocation", "spending")
        }
        return closed_on is not None and any(
            self._without_a_reason(self.late(closed, cell, kind)) for cell, kind in places
        )

    def village_refused(self, new: Village) -> bool:
        """Whether its code begins as those of villages that are all of other counties."""
        counties = {
            one.county
            for one in self.villages.values()
            if one.code and one.county and one.code[:6] == (new.code or "")[:6]
        }
        return new.county is not None and bool(counties) and new.county not in counties

    def form_refused(self, fund: str, form: str | None) -> bool:
        """Whether a fund that has lent without a reason would become a grant."""
        lent = [entry for entry in self.entries if entry.fund == fund and entry.kind == "loan"]
        return form == "grant" != self.funds[fund].form and self._without_a_reason(lent)

    def _without_a_reason(self, moved: Sequence[Entry]) -> bool:
        """Whether more is left of what moved than reasons were given for."""
        left = sum(entry.amount for entry in moved)
        return left > 0 and left > self.excused_sum(moved)

    # Taking an import back.

    def changed_since(self, batch: int) -> bool:
        """Whether a project that the import brought states something that it did not bring: a stage, a day of closing."""
        return any(
            project.batch == batch and (project.moved or (project.stage, project.closed_on) != (None, None))
            for project in self.projects.values()
        )

    def came_back_since(self, batch: int) -> bool:
        """Whether a part was taken back since, and not to correct it, of what the batch recorded anew of an older entry."""
        by_id = {entry.id: entry for entry in self.entries}
        anew = {
            one.id for one in self.entries if one.batch == batch and one.corrects and by_id[one.corrects].batch != batch
        }
        corrected = {(one.corrects, one.batch) for one in self.entries if one.corrects}
        return any(
            one.reverses in anew
            and not one.counters
            and (one.reverses, one.batch) not in corrected
            and self.held(one.id)
            for one in self.entries
        )

    def depended_on(self, batch: int, counter: Sequence[Entry]) -> bool:
        """Whether something outside the import leans on a noun that it brought: money that is left there, a row that still stands."""
        projects = {project.name for project in self.projects.values() if project.batch == batch}
        villages = {village.name for village in self.villages.values() if village.batch == batch}
        sums: dict[object, int] = {}
        for entry in [*self.entries, *counter]:
            if entry.project in projects or entry.village in villages:
                place = entry.kind, entry.cell, entry.household
                sums[place] = sums.get(place, 0) + entry.amount
        return any(sums.values()) or bool(villages & set(self.households.values())) or any(
            project.village in villages and project.batch not in (batch, *self.undone) for project in self.projects.values()
        )  # fmt: skip

    def counter_entries(self, batch: int, number: Callable[[], int]) -> list[Entry]:
        """The opposite, on its own day, of each entry of the batch and of what took it back or corrects it, over the whole tree;
        once only.
        """
        going: set[int] = set()
        for entry in self.entries:  # what takes back comes after what it takes back
            if entry.batch == batch or going & {entry.reverses, entry.corrects}:
                going.add(entry.id)
        countered = {entry.reverses for entry in self.entries if entry.counters}
        return [
            replace(entry, id=number(), amount=-entry.amount, over=False, reverses=entry.id, corrects=None, ref=None,
                    batch=None, loan=entry.of_loan, counters=True)
            for entry in self.entries
            if entry.id in going - countered and not entry.counters
        ]  # fmt: skip

    def lives_in_what_was_merged(self, counter: Sequence[Entry]) -> bool:
        """Whether something that is given life back lies in what was merged away since."""
        going = {entry.reverses for entry in counter}
        by_id = {entry.id: entry for entry in self.entries}
        revived = [
            by_id[by_id[int(str(id))].reverses or 0]
            for id in going
            if by_id[int(str(id))].reverses not in (None, *going)
        ]
        return any(name in self.same for one in revived for name in (one.fund, one.project, one.village, one.household))

    def forget(self, batch: int) -> None:
        """After the counter-entries: its 流水号 are free again, its nouns gone; where entries name them they state nothing more."""
        mine = {entry.id for entry in self.entries if entry.batch == batch}
        self.refs = {ref: id for ref, id in self.refs.items() if id not in mine}
        self.undone.add(batch)
        for project in [project for project in self.projects.values() if project.batch == batch]:
            project.category = None
            if not any(entry.project == project.name for entry in self.entries):
                del self.projects[project.name]
        for name in [v.name for v in self.villages.values() if v.batch == batch]:
            used = any(entry.village == name for entry in self.entries)
            home = (
                any(project.village == name for project in self.projects.values()) or name in self.households.values()
            )
            if not used and not home:
                del self.villages[name]


def _beyond(rows: Sequence[Entry], room: int, effects: dict[str, int]) -> Iterator[Entry]:
    """The rows that carry `room` below zero: what adds to it counts first, then what takes from it by date."""
    changes = [(row.amount * effects.get(row.kind, 0), row) for row in rows]
    room += sum(change for change, _ in changes if change > 0)
    for change, row in sorted(((c, r) for c, r in changes if c < 0), key=lambda pair: pair[1].date):
        room += change
        if room < 0:
            yield row
