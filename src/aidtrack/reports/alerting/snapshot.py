"""What the rules look at: the figures, projects and steps of a store on a day, each read once and only where a rule asks."""

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from functools import cached_property, partial
from typing import NamedTuple, TypeVar

from aidtrack.dataclass import dataclass
from aidtrack.ledger.kind import FUND_BALANCES
from aidtrack.ledger.quantity import ARRIVED, CASH, DISBURSED, beyond_budget, is_exact, unallocated, unallocated_adds
from aidtrack.nouns.project import PROJECT
from aidtrack.phrase import Said
from aidtrack.reports import figures, step
from aidtrack.reports.alerting.blank import Blank, blank
from aidtrack.reports.alerting.thresholds import Number
from aidtrack.reports.begun import not_begun
from aidtrack.reports.clock import idle_since
from aidtrack.reports.counted import as_counted, counted_in
from aidtrack.reports.figures import Sums, between_funds, of_cells, of_funds
from aidtrack.reports.filters import NOT_ASSIGNED
from aidtrack.reports.fitting import fitting
from aidtrack.reports.lending import Loan, loans
from aidtrack.reports.parted import of_office
from aidtrack.reports.period import Period
from aidtrack.reports.reasons import Over, overs
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.choices import Choices
from aidtrack.store.names.find import Names
from aidtrack.store.records.relation import relation
from aidtrack.values.dates import first_day
from aidtrack.values.report import Value

Facts = Mapping[str, Value]
Key = TypeVar("Key")
Made = TypeVar("Made")
OF = ("fund", "project", "village", "household")  # what an alert may be of
_FACTS = ("name", "stage", "agreement_no", "implementer", "responsible", "planned_cost", "planned_end", "actual_end")


class Shown(NamedTuple):
    """A command that ends with the name of what an alert is of: put together where it is shown, as there are tens of thousands."""

    words: str  # quoted for a shell
    noun: str
    option: bool = False  # the name is told as that of its noun, as in a list's `--project`


class Kept(dict[Key, Made]):
    """What is worked out of a key the first time it is asked for."""

    def __init__(self, make: Callable[[Key], Made], known: Mapping[Key, Made] | None = None) -> None:
        super().__init__(known or {})
        self._make = make

    def __missing__(self, key: Key) -> Made:
        self[key] = self._make(key)
        return self[key]


@dataclass(frozen=True, slots=True)
class Fund:
    """A fund as it stood on the day: what it states, and what its entries held, in fen."""

    id: int
    year: int | None
    budget_fen: int | None  # None too where the rest of it was carried on
    held: Sums
    beyond_budget_fen: int  # what came from outside beyond an exact budget
    lends: bool  # its principal is no spending: no rate, nothing to allocate
    qualifier: str | None  # of its budget, where that is not exact
    adds: bool  # what it has unallocated is added to others'

    @property
    def moved(self) -> bool:
        """Whether it has an entry."""
        return any(fen is not None for fen in self.held.values())

    @property
    def arrived_fen(self) -> int:
        return ARRIVED.fen(self.held)

    @property
    def cash_fen(self) -> int:
        return CASH.fen(self.held)

    @property
    def unallocated_fen(self) -> int:
        """Below zero where more is allocated than its budget, or than arrived where it states none."""
        return unallocated(self.budget_fen, self.held) or 0


@dataclass(frozen=True, slots=True)
class Step:
    """A recorded step, or a try at one; `result` as stored."""

    id: int
    project: int
    name: str
    date: str | None
    ends_on: str | None
    result: str | None
    amount_fen: int | None


@dataclass()
class Snapshot:
    """One look at a store; `prefix` is the program with the options that found it, for commands.

    It sees everything; `fits` says whether what is said of a fund, a project … is of the part that is asked for, None where that is all.
    """

    connection: Connection
    when: Period
    limits: Mapping[str, Number]
    prefix: Sequence[str]
    _choices: dict[str, Choices] = field(default_factory=dict)
    _shown: dict[tuple[object, ...], Shown] = field(default_factory=dict)
    called: dict[tuple[object, ...], Said] = field(default_factory=dict)  # what alerts are of, as it is read

    fits: Callable[..., bool] | None = None

    def __post_init__(self) -> None:
        if self.when.choice:
            self.fits = fitting(self.connection, self.when).fits
            self.when = self.when.whole

    @property
    def day(self) -> str:
        return self.when.day

    @cached_property
    def names(self) -> Names:
        return Names(self.connection)

    @cached_property
    def named(self) -> list[Kept[int | None, str | None]]:
        """The names of what alerts may be of, in that order; none for what is not assigned or of no concern."""
        nothing: Mapping[int | None, None] = {None: None, 0: None}
        return [Kept(partial(self.names.shown, noun), nothing) for noun in OF]

    @cached_property
    def funds(self) -> dict[int, Fund]:
        """Every fund that has begun, also one without an entry."""
        held = {id: one.held for id, one in of_funds.funds(self.connection, self.when).items()}
        nothing: Sums = dict.fromkeys(FUND_BALANCES)
        absent = not_begun(self.connection, self.when)
        went = between_funds.carried_on(self.connection, self.when)
        came = {into for all_into in went.values() for into in all_into}
        carried = between_funds.carried_net(self.connection, self.when)
        found = {}
        for id, year, budget, qualifier, form, part_of in self.connection.rows(
            "SELECT id, year, budget_fen, qualifier, form, part_of_id FROM fund ORDER BY id"
        ):
            if id in absent:
                continue
            mine = held.get(id, nothing)
            beyond = beyond_budget(budget, qualifier, mine["received"] or 0, carried.get(id, 0))
            lends = form == "loan" or mine["lent"] is not None
            adds = unallocated_adds(qualifier, part_of, came=id in came)
            inexact = None if is_exact(qualifier) else qualifier
            found[id] = Fund(id, year, None if id in went else budget, mine, beyond, lends, inexact, adds)
        return found

    @cached_property
    def cells(self) -> dict[figures.Key, Sums]:
        """Fund × project × village → what it held."""
        return {cell: one.held for cell, one in sorted(of_cells.cells(self.connection, self.when).items())}

    @cached_property
    def projects(self) -> dict[int, Facts]:
        """What rules ask of every project, by field."""
        columns = ", ".join(PROJECT.field(name).column for name in _FACTS)
        rows = self.connection.rows(
            f"SELECT id, {columns} FROM {relation(PROJECT)} WHERE same_as_id IS NULL ORDER BY id"
        )
        return {id: dict(zip(_FACTS, found, strict=True)) for id, *found in rows}

    @cached_property
    def homes(self) -> dict[int, int | None]:
        """Project → the village that is part of its name."""
        return dict(self.connection.rows("SELECT id, village_id FROM project"))

    @cached_property
    def money(self) -> dict[int, dict[str, int]]:
        """Project → allocated, disbursed, spent of all its cells."""
        found: dict[int, dict[str, int]] = {}
        for (_, project, _), held in self.cells.items():
            mine = found.setdefault(project, dict.fromkeys(held, 0))
            for name, fen in held.items():
                mine[name] += fen or 0
        return found

    @cached_property
    def paid_for(self) -> dict[int, int]:
        """The projects with money set aside for them, and how much; those that were cancelled are past their procedure."""
        return {
            id: mine["allocated"]
            for id, mine in sorted(self.money.items())
            if id and mine["allocated"] > 0 and self.facts(id)["stage"] != "cancelled"
        }

    @cached_property
    def loans(self) -> list[Loan]:
        return loans(self.connection, self.when)

    @cached_property
    def steps(self) -> dict[int, list[Step]]:
        """Project → its steps that may have been taken by the day, in order of date."""
        found: dict[int, list[Step]] = {}
        for row in self.connection.rows(
            "SELECT id, project_id, name, date, ends_on, result, amount_fen FROM step WHERE coalesce(date, '') <= :day"
            " ORDER BY coalesce(date, ''), id",
            {"day": self.day},
        ):
            found.setdefault(row[1], []).append(Step(*row))
        return found

    @cached_property
    def progress(self) -> dict[int, step.Progress]:
        return step.progress(self.connection, self.day)

    @cached_property
    def clocks(self) -> dict[int, str]:
        """Fund → the first day its money may have waited since; never set back."""
        return {fund: first_day(since) for fund, since in idle_since(self.connection, self.when).items()}

    @cached_property
    def overs(self) -> list[Over]:
        found = overs(self.connection, self.when)
        return [replace(over, village_id=self.merged.get(over.village_id, over.village_id)) for over in found]

    @cached_property
    def overs_of(self) -> dict[figures.Key, list[Over]]:
        """The same by cell, and by fund."""
        found: dict[figures.Key, list[Over]] = {}
        for over in self.overs:
            for of in ((over.fund_id, over.project_id, over.village_id), (over.fund_id,)):
                found.setdefault(of, []).append(over)
        return found

    @cached_property
    def blank(self) -> dict[str, Blank]:
        return blank(self.connection, str(self.when.params["end"]))

    @cached_property
    def merged(self) -> dict[int, int]:
        """Village → the one that it counts in."""
        return counted_in(self.connection, "village", self.when)

    @cached_property
    def inflows(self) -> dict[str, dict[figures.Key, list[tuple[str, int]]]]:
        """Kind → cell → the days on which receipts, interest and disbursements came, and what each day comes to.

        What is taken back on its own day, as undoing does, was never there. A receipt that was carried or moved into a fund came when its clock began.
        """
        found: dict[str, dict[figures.Key, list[tuple[str, int]]]] = {}
        for kind, fund, project, village, day, carried, fen in self.connection.rows(
            f"SELECT kind, fund_id, coalesce(project_id, 0), {as_counted('coalesce(village_id, 0)', self.merged)}, date,"
            " CASE WHEN kind = 'receipt' AND (carries_id IS NOT NULL OR moves_id IS NOT NULL) THEN 1 ELSE 0 END, sum(amount_fen) FROM entry"
            f" WHERE kind IN {ARRIVED.plus(DISBURSED).listed} AND date <= :end"
            " GROUP BY 1, 2, 3, 4, 5, 6",
            self.when.params,
        ):
            came = min(day, self.clocks.get(fund, day)) if carried else day
            found.setdefault(kind, {}).setdefault((fund, project, village), []).append((came, int(fen)))
        return {kind: {cell: sorted(days) for cell, days in cells.items()} for kind, cells in found.items()}

    @cached_property
    def arrived(self) -> dict[int, list[tuple[str, int]]]:
        """Fund → the days on which money came into it, also with a project or a village, which receipts need not have."""
        found: dict[int, list[tuple[str, int]]] = {}
        for kind in ARRIVED.kinds:
            for (fund, _, _), days in self.inflows.get(kind, {}).items():
                found.setdefault(fund, []).extend(days)
        return {fund: sorted(days) for fund, days in found.items()}

    def facts(self, project: int) -> Facts:
        """A project's fields. Raises Damaged where there is no such project."""
        return self.projects.get(project) or {"name": self.names.name("project", project)}

    def days(self, since: str) -> int:
        """From an ISO day to the day of this look; below zero where it is to come."""
        return (date.fromisoformat(self.day) - date.fromisoformat(since)).days

    def back(self, days: int) -> str:
        """The day that lies so many days before the day of this look."""
        day = date.fromisoformat(self.day)
        return (day - timedelta(min(days, day.toordinal() - 1))).isoformat()

    def office(self, id: str) -> str:
        """The SQL of the office whose a row with this `id` is, where several are looked at; else they are one."""
        return "0" if self.connection.parts is None else f"({id} / {SPAN})"

    def chosen(self, noun: str, id: int) -> str:
        """The words that name a row and no other, as an argument."""
        if noun not in self._choices:
            self._choices[noun] = Choices(self.names, noun)
        return self._choices[noun][id]

    def quoted(self, noun: str, id: int) -> str:
        """The same, quoted for a shell."""
        return self._quoted[noun][id]

    @cached_property
    def _quoted(self) -> Kept[str, Kept[int, str]]:
        return Kept(lambda noun: Kept(lambda one: shlex.quote(self.chosen(noun, one))))

    def last(self, noun: str, id: int) -> str:
        """The same as the last argument; one that looks like an option is told apart."""
        words = self._quoted[noun][id]
        return f"-- {words}" if words.startswith(("-", "'-")) else words

    def command(self, *words: str, period: bool = True, office: int | None = None) -> str:
        """A command of this run's program, quoted for a shell; with `period` it looks at the same end, of a collection at this `office`."""
        code = None if office is None else (self.connection.parts or {}).get(office)
        begun = self._begun if code is None else shlex.join(of_office(self.prefix, code))
        return " ".join([begun, shlex.join(words), *([self._ends] if period and self._ends else [])])

    def shown(self, *words: str, noun: str, period: bool = False, option: bool = False) -> Shown:
        """A command whose last argument, or `option`, names the `noun` that an alert is of."""
        key = (*words, noun, period, option)
        if key not in self._shown:
            self._shown[key] = Shown(self.command(*words, period=period), noun, option)
        return self._shown[key]

    def listed(self, kind: str, *, period: bool = True, **of: int | None) -> str:
        """The command that lists the entries of a kind, or rows of a noun, `of` a fund, project … by id; 0 is "not assigned"."""
        words = [self._begun, kind, "list"]
        for noun, id in of.items():
            if id is not None:
                words += [f"--{noun}", self.quoted(noun, id) if id else shlex.quote(NOT_ASSIGNED)]
        return " ".join([*words, *([self._ends] if period and self._ends else [])])

    @cached_property
    def _begun(self) -> str:
        return shlex.join(self.prefix)

    @cached_property
    def _ends(self) -> str:
        return shlex.join(["--to", self.when.end]) if self.when.end else ""


def waiting(came: Sequence[tuple[str, int]], gone_fen: int, before: str) -> tuple[str, int] | None:
    """Of money that `came` (day and fen, oldest first; below zero it was taken back): the oldest day of which some is not gone by
    first in, first out, and how much of what came until `before` waits; None where all of that is gone.
    """
    gone_fen += sum(-fen for _, fen in came if fen < 0)
    since, left = None, 0
    for day, fen in came:
        if fen <= 0 or day > before:
            continue
        paid = min(gone_fen, fen)
        gone_fen -= paid
        if fen > paid:
            since, left = since or day, left + fen - paid
    return None if since is None else (since, left)
