"""Random operations, one noun or one entry at a time; each must do on the store what it does on the reference."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from aidtrack.errors import Fault, Refused
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.names.find import Names
from aidtrack.store.records import entries, nouns, reversing
from aidtrack.store.records.blanks import fill
from proofs.expected import WORDS
from proofs.reference import LENDING, PER_CELL, Entry, Fund, Project, Village
from proofs.sides import DAYS, Sides

MOST_NOUNS = 6
COUNTIES = ("陇西县", "武山县", None)
CODES = ("621122", "620524")
CATEGORIES = ("危房改造", "菌菜大棚")
REFS = tuple(f"凭{number}" for number in range(30))


class Place(NamedTuple):
    """Which nouns an operation picks, counted round; `known` prefers a cell that holds an allocation already."""

    known: bool
    fund: int
    project: int
    village: int | None


days = st.sampled_from(DAYS)
picks = st.integers(0, MOST_NOUNS - 1)
rarely = st.sampled_from((False, False, False, False, True))
places = st.builds(Place, st.sampled_from((True, True, True, False)), picks, picks, st.none() | picks)
# Half of what there is room for, all of it, one fen more, or anything.
amounts = st.sampled_from(("half", "half", "room", "a fen more")) | st.integers(1, 30_000)
excused = st.sampled_from((False, False, True))
forms = st.sampled_from((None, "loan", "loan", "grant"))
budgets = st.none() | st.integers(0, 100_000)


class Operations(Sides):
    """Every rule here takes what it was given round the nouns there are."""

    @precondition(lambda self: len(self.ledger.villages) < MOST_NOUNS)
    @rule(county=picks, code=st.none() | picks)
    def add_village(self, county: int, code: int | None) -> None:
        number = self.number()
        village = Village(
            f"村{number}", COUNTIES[county % 3], None if code is None else f"{CODES[code % 2]}{number:06d}"
        )
        values = {"name": village.name, "county": village.county, "code": village.code}
        done = self.decide(
            self.ledger.village_refused(village),
            lambda writer: nouns.add(writer, "village", values),
            village.code or "",
        )
        if done is not None:
            self.ids["village", village.name] = done
            self.ledger.villages[village.name] = village

    @precondition(lambda self: len(self.ledger.funds) < MOST_NOUNS)
    @rule(
        budget=budgets,
        category=st.none() | st.none() | st.sampled_from(CATEGORIES),
        place=st.none() | st.none() | st.sampled_from(("陇西县", "武山县", "村1", *CODES)),
        form=forms,
    )
    def add_fund(self, budget: int | None, category: str | None, place: str | None, form: str | None) -> None:
        fund = Fund(f"资金{self.number()}", budget, category, place, form)
        self.add_noun("fund", fund.name, budget_fen=budget, earmark_category=category, earmark_place=place, form=form)
        self.ledger.funds[fund.name] = fund

    @precondition(lambda self: len(self.ledger.projects) < MOST_NOUNS)
    @rule(home=st.none() | picks, category=picks)
    def add_project(self, home: int | None, category: int) -> None:
        village = None if home is None else pick(self.ledger.villages, home)
        project = Project(f"项目{self.number()}", village, (*CATEGORIES, None)[category % 3])
        values = {"village_id": self.id("village", village), "category": project.category}
        self.add_noun("project", project.name, **values)
        self.ledger.projects[project.name] = project

    @precondition(lambda self: len(self.ledger.households) < MOST_NOUNS)
    @rule(village=picks)
    def add_household(self, village: int) -> None:
        name, home = f"户{self.number()}", pick(self.ledger.villages, village)
        self.add_noun("household", name, village_id=self.id("village", home))
        self.ledger.households[name] = home

    @rule(fund=picks, form=forms)
    def edit_form(self, fund: int, form: str | None) -> None:
        name = pick(self.ledger.funds, fund)
        refused = self.ledger.form_refused(name, form)
        self.decide(refused, lambda writer: nouns.edit(writer, "fund", self.ids["fund", name], {"form": form}), name)
        if not refused:
            self.ledger.funds[name].form = form

    @rule(fund=picks, budget=budgets | st.sampled_from(("what is allocated", "a fen less")))
    def edit_budget(self, fund: int, budget: int | str | None) -> None:
        name = pick(self.ledger.funds, fund)
        if isinstance(budget, str):
            budget = max(0, self.ledger.total(("allocation",), name) - (budget == "a fen less"))
        new = budget
        refused = self.ledger.budget_refused(name, new)
        self.decide(
            refused, lambda writer: nouns.edit(writer, "fund", self.ids["fund", name], {"budget_fen": new}), name
        )
        if not refused:
            self.ledger.funds[name].budget = new

    @rule(
        project=picks,
        stage=st.sampled_from((None, "implementing", "closed", "cancelled")),
        closed_on=st.sampled_from((None, None, "2017", "2017-05", "2017-05-31", "2018-01-01")),
    )
    def close_project(self, project: int, stage: str | None, closed_on: str | None) -> None:
        name = pick(self.ledger.projects, project)
        refused = self.ledger.closing_refused(name, closed_on)
        changes = {"stage": stage, "closed_on": closed_on}
        self.decide(refused, lambda writer: nouns.edit(writer, "project", self.ids["project", name], changes), name)
        if not refused:
            self.ledger.projects[name].stage = stage
            self.ledger.projects[name].closed_on = closed_on
            # What an undo had to leave is his who changes it.
            if self.ledger.projects[name].batch in self.ledger.undone:
                self.ledger.projects[name].batch = None

    # Entries, one at a time.

    @rule(kind=st.sampled_from(("receipt", "receipt", "interest")), fund=picks, amount=st.integers(1, 60_000), day=days)
    def receive(self, kind: str, fund: int, amount: int, day: str) -> None:
        self._add(Entry(kind, day, pick(self.ledger.funds, fund), amount, id=self.number()))

    @rule(place=places, amount=amounts, day=days, over=excused)
    def allocate(self, place: Place, amount: int | str, day: str, over: bool) -> None:
        self._add(self._entry("allocation", place, amount, day, over=over))

    @rule(place=places, amount=amounts, day=days)
    def disburse(self, place: Place, amount: int | str, day: str) -> None:
        self._add(self._entry("disbursement", place, amount, day))

    @rule(
        place=places,
        amount=amounts,
        day=days,
        over=excused,
        no_fund=st.booleans(),
        ref=st.none() | st.sampled_from(REFS),
    )
    def spend(self, place: Place, amount: int | str, day: str, over: bool, no_fund: bool, ref: str | None) -> None:
        self._add(replace(self._entry("spending", place, amount, day, over=over), ref=ref), no_fund=no_fund)

    @rule(place=places, amount=amounts, day=days, over=excused, ref=st.none() | st.sampled_from(REFS))
    def lend(self, place: Place, amount: int | str, day: str, over: bool, ref: str | None) -> None:
        self._add(replace(self._entry("loan", place, amount, day, over=over), ref=ref))

    @precondition(lambda self: self.ledger.loans())
    @rule(
        kind=st.sampled_from(("repayment", "repayment", "writeoff")),
        place=places,
        amount=amounts,
        day=days,
        no_fund=st.booleans(),
    )
    def pay_back(self, kind: str, place: Place, amount: int | str, day: str, no_fund: bool) -> None:
        self._add(self._entry(kind, place, amount, day), no_fund=no_fund)

    @rule(kind=st.sampled_from(tuple(WORDS)), place=places, amount=amounts, day=days, over=excused)
    def correct(self, kind: str, place: Place, amount: int | str, day: str, over: bool) -> None:
        self._add(self._entry(kind, place, amount, day, over=over, negative=True))

    @precondition(lambda self: self.ledger.entries)
    @rule(at=st.integers(0, 60), part=st.none() | st.integers(1, 20_000), day=days, over=excused)
    def reverse(self, at: int, part: int | None, day: str, over: bool) -> None:
        original = self.ledger.entries[at % len(self.ledger.entries)]
        held = self.ledger.held(original.id)
        back = abs(held) if part is None else part
        new = replace(
            original, id=self.number(), date=day, amount=back if held < 0 else -back, over=over, reverses=original.id,
            corrects=None, ref=None, batch=None, loan=original.of_loan,
        )  # fmt: skip
        too_much = back > abs(held) or back == 0
        done = self.decide(
            original.counters or self.ledger.of_a_correction(original) or too_much or self.ledger.broken([new]),
            lambda writer: reversing.reverse(
                writer, self.entry_ids[original.id], amount_fen=part, reason="更正", date=day,
                over="急用" if over else None,
            ),
        )  # fmt: skip
        if done is not None:
            self.entry_ids[new.id] = done.id
            self.ledger.record([new])

    def _entry(
        self, kind: str, place: Place, amount: int | str, day: str, *,
        over: bool = False, negative: bool = False, also: Sequence[Entry] = (),
    ) -> Entry:  # fmt: skip
        """An entry where `place` says, its blank village filled in; `also` came before it in the same import."""
        fund, project, village = self._cell(place)
        found = Entry(kind, day, fund, 0, over=over, id=self.number())
        if kind in PER_CELL:
            found = replace(found, project=project, village=self.ledger.village_of(project, village))
        if kind == "loan":
            household = pick(self.ledger.households, place.project)
            rich = [name for name in self.ledger.funds if self.ledger.cash(name) > 0 and place.known]
            fund = pick(rich, place.fund) if rich else found.fund
            found = replace(found, fund=fund, household=household, village=self.ledger.households[household])
        elif kind in LENDING:
            found = self._of_loan(found, place, self.ledger.loans())
        if isinstance(amount, str):
            room = self._room(found, negative, also)
            amount = max(1, {"half": room // 2, "room": room, "a fen more": room + 1}[amount])
        return replace(found, amount=-amount if negative else amount)

    def _of_loan(self, entry: Entry, place: Place, loans: Sequence[Entry]) -> Entry:
        """What comes back of one of these loans, where there is any; seldom to another fund or before it was lent."""
        if not loans:
            return entry
        loan = loans[place.project % len(loans)]
        found = replace(entry, loan=loan.id, project=loan.project, village=loan.village)
        return replace(found, fund=loan.fund, date=max(entry.date, loan.date)) if place.known else found

    def _cell(self, place: Place) -> tuple[str, str, str | None]:
        """A name, in a sheet too, means the noun that it was merged into."""
        fund, project, village = self._named(place)
        stands = self.ledger.stands
        return str(stands(fund)), str(stands(project)), stands(village)

    def _named(self, place: Place) -> tuple[str, str, str | None]:
        allocated = sorted({e.cell for e in self.ledger.entries if e.kind == "allocation"}, key=repr)
        if place.known and allocated:
            fund, project, village = allocated[(place.project + place.fund) % len(allocated)]
            return fund, str(project), village
        village = None if place.village is None else pick(self.ledger.villages, place.village)
        return pick(self.ledger.funds, place.fund), pick(self.ledger.projects, place.project), village

    def _room(self, entry: Entry, negative: bool, also: Sequence[Entry]) -> int:
        """The most that may be recorded there, as far as its fund and cell go: only to try what lies at the limit."""
        ledger = replace(self.ledger, entries=[*self.ledger.entries, *also])
        free = ledger.limit(entry.fund) - ledger.total(("allocation",), entry.fund)
        left = ledger.in_cell("allocation", entry.cell) - ledger.in_cell("spending", entry.cell)
        cash = ledger.cash(entry.fund)
        back = sum(e.amount for e in ledger.of_loan(entry.loan, entry.kind))
        open_fen = ledger.outstanding(entry.loan)
        if not negative:
            lending = {"loan": cash, "repayment": open_fen, "writeoff": open_fen}
            return {"allocation": free, "spending": min(left, cash), **lending}.get(entry.kind, 10_000)
        if entry.kind in PER_CELL:
            return left if entry.kind == "allocation" else ledger.in_cell(entry.kind, entry.cell)
        if entry.kind in LENDING:
            return back if entry.kind == "writeoff" else min(back, cash)
        bound = [ledger.total((entry.kind,), entry.fund), cash]
        return min(bound if ledger.funds[entry.fund].budget is not None else [*bound, free])

    def _add(self, entry: Entry, *, no_fund: bool = False) -> None:
        why: set[str] = set()
        if no_fund:
            loan = next((loan for loan in self.ledger.loans() if loan.id == entry.loan), None)
            fund = self.ledger.fund_of(str(entry.project)) if loan is None else loan.fund
            why = {"no fund"} if fund is None else set()
            entry = replace(entry, fund=fund or entry.fund)
        if entry.ref in self.ledger.refs:
            why.add("ref")
        rules = self.ledger.broken([entry])
        values: dict[str, Any] = {
            "kind": entry.kind, "date": entry.date, "amount_fen": entry.amount, "ref": entry.ref,
            "fund_id": None if no_fund else self.ids["fund", entry.fund],
            "project_id": self.id("project", entry.project), "village_id": self.id("village", entry.village),
            "household_id": self.id("household", entry.household),
            "loan_id": None if entry.loan is None else self.entry_ids[entry.loan],
            "reason": "更正" if entry.amount < 0 or entry.kind == "writeoff" else None, "over": "急用" if entry.over else None,
        }  # fmt: skip
        home = entry.project is not None and self.ledger.projects[entry.project].village
        if entry.village == home or entry.kind in LENDING:
            values["village_id"] = None  # a blank means the same

        def act(writer: Writer) -> int:
            try:
                fill(Names(writer), values, str)
            except Fault as fault:
                raise Refused(fault.problem) from None
            return entries.add(writer, values)

        id = self.decide(why | rules, act, "" if why else entry.fund)
        if id is not None:
            self.entry_ids[entry.id] = id
            self.ledger.record([entry])


def pick(items: Any, at: int) -> Any:
    names = list(items)
    return names[at % len(names)]
