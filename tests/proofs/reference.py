"""A ledger in plain Python, written from DESIGN section 3 and not from the guards: what every store must agree with.

Everything is a list that is summed anew; nothing is kept twice. Nouns go by name, amounts are fen.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

PER_CELL = ("allocation", "disbursement", "spending")
BACK = ("repayment", "writeoff")
LENDING = ("loan", *BACK)


@dataclass
class Village:
    name: str
    county: str | None
    code: str | None
    batch: int | None = None


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

    def ended_before(self, day: str) -> bool:
        """G6: closed at whatever precision is known; a closing whose date is unknown came before everything."""
        if self.closed_on is None:
            return self.stage in ("closed", "cancelled")
        return day[: len(self.closed_on)] > self.closed_on


@dataclass(frozen=True)
class Entry:
    """`over` is whether a reason for breaking a rule was given; `reverses` the id of the entry it takes back; `loan` that of
    the loan it makes smaller or takes back.
    """

    kind: str
    date: str
    fund: str
    amount: int
    project: str | None = None
    village: str | None = None
    over: bool = False
    reverses: int | None = None
    ref: str | None = None
    batch: int | None = None
    household: str | None = None
    loan: int | None = None
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

    villages: dict[str, Village] = field(default_factory=dict)
    funds: dict[str, Fund] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    households: dict[str, str] = field(default_factory=dict)  # and the village of each
    entries: list[Entry] = field(default_factory=list)
    refs: dict[str, int] = field(default_factory=dict)  # 流水号 in use → entry
    undone: set[int] = field(default_factory=set)

    # What blanks mean.

    def village_of(self, project: str, village: str | None) -> str | None:
        return village or self.projects[project].village

    def fund_of(self, project: str, also: Sequence[Entry] = ()) -> str | None:
        """The project's one fund by all its allocations; None where there are none or several."""
        funds = {e.fund for e in (*self.entries, *also) if e.kind == "allocation" and e.project == project}
        return funds.pop() if len(funds) == 1 else None

    # What money may do.

    def held(self, id: int) -> int:
        """What an entry still holds of its amount."""
        return sum(entry.amount for entry in self.entries if id in (entry.id, entry.reverses))

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
        for entry in new:
            if entry.amount < 0 or entry.over or self.only_takes_back(entry, new):
                continue
            if entry.kind == "loan" and self.funds[entry.fund].form == "grant":
                yield "G5"
            if entry.project is None:
                continue
            if entry.kind == "allocation" and not self._fits_earmark(entry):
                yield "G5"
            if entry.kind in ("allocation", "spending") and self.projects[entry.project].ended_before(entry.date):
                yield "G6"

    def only_takes_back(self, entry: Entry, new: Sequence[Entry] = ()) -> bool:
        return any(entry.reverses == other.id and entry.date == other.date for other in [*self.entries, *new])

    def _fits_earmark(self, entry: Entry) -> bool:
        fund, project = self.funds[entry.fund], self.projects[str(entry.project)]
        if fund.category is not None and project.category != fund.category:
            return False
        if fund.place is None:
            return True
        if entry.village is None:
            return False
        village = self.villages[entry.village]
        return fund.place in (village.name, village.county) or (
            fund.place.isdecimal() and village.code is not None and village.code.startswith(fund.place)
        )

    def _taken_back(self, new: Sequence[Entry]) -> Iterator[str]:
        everything = [*self.entries, *new]
        known = {entry.id: entry for entry in everything}
        for id in {entry.reverses for entry in new if entry.reverses is not None}:
            original = known[id]
            back = [entry for entry in everything if entry.reverses == id]
            same = all((e.kind, e.cell, e.loan) == (original.kind, original.cell, original.of_loan) for e in back)
            opposite = all((e.amount > 0) != (original.amount > 0) for e in back)
            if (
                any(e.date < original.date for e in back)
                or not same
                or not opposite
                or abs(sum(e.amount for e in back)) > abs(original.amount)
            ):
                yield "G4"

    def record(self, new: Sequence[Entry]) -> None:
        self.entries += new
        self.refs |= {entry.ref: entry.id for entry in new if entry.ref is not None}

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
        return closed_on is not None and any(
            entry.project == project and entry.kind in ("allocation", "spending") and entry.amount > 0
            and not entry.over and closed.ended_before(entry.date) and self.held(entry.id) > 0
            and not self.only_takes_back(entry)
            for entry in self.entries
        )  # fmt: skip

    def form_refused(self, fund: str, form: str | None) -> bool:
        """Whether a fund that has lent without a reason would become a grant."""
        return form == "grant" != self.funds[fund].form and any(
            entry.fund == fund and entry.kind == "loan" and entry.amount > 0 and not entry.over
            and self.held(entry.id) > 0 and not self.only_takes_back(entry)
            for entry in self.entries
        )  # fmt: skip

    # Taking an import back.

    def depended_on(self, batch: int) -> bool:
        """Whether something outside the import leans on a noun that it brought."""
        projects = {project.name for project in self.projects.values() if project.batch == batch}
        villages = {village.name for village in self.villages.values() if village.batch == batch}
        return any(
            entry.batch != batch and (entry.project in projects or entry.village in villages)
            and sum(e.amount for e in self.entries if e.batch != batch
                    and (e.kind, e.cell, e.household) == (entry.kind, entry.cell, entry.household)) != 0
            for entry in self.entries
        ) or any(project.batch != batch and project.village in villages for project in self.projects.values()) or bool(
            villages & set(self.households.values())
        )  # fmt: skip

    def counter_entries(self, batch: int, number: Callable[[], int]) -> list[Entry]:
        """One entry, on its own day, against whatever each entry of the import still holds."""
        mine = {entry.id for entry in self.entries if entry.batch == batch}
        return [
            replace(entry, id=number(), amount=-self.held(entry.id), over=False, reverses=entry.id, ref=None, batch=None,
                    loan=entry.of_loan)
            for entry in self.entries
            if entry.id in mine and entry.reverses not in mine and self.held(entry.id) != 0
        ]  # fmt: skip

    def forget(self, batch: int) -> None:
        """After the counter-entries: its 流水号 are free again, its nouns gone where no entry names them."""
        mine = {entry.id for entry in self.entries if entry.batch == batch}
        self.refs = {ref: id for ref, id in self.refs.items() if id not in mine}
        self.undone.add(batch)
        for name in [p.name for p in self.projects.values() if p.batch == batch]:
            if not any(entry.project == name for entry in self.entries):
                del self.projects[name]
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
