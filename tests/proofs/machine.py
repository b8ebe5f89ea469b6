"""Random operations on a store and on the reference ledger side by side: every answer and every figure must agree."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlmodel import Session

from aidtrack.cli.importing import import_files
from aidtrack.cli.run import Run
from aidtrack.errors import Refused
from aidtrack.render import json as as_json
from aidtrack.reports.fund import fund as fund_report
from aidtrack.reports.overview import overview as overview_report
from aidtrack.reports.period import Period
from aidtrack.reports.project import project as project_report
from aidtrack.reports.village import village as village_report
from aidtrack.store import defaults, entries, nouns
from aidtrack.store.check import check
from aidtrack.store.target import Target
from aidtrack.store.undo import undo
from aidtrack.store.writing import Writer, engine_of, write
from aidtrack.values.report import Report
from proofs.expected import WORDS, Figures, Row, yuan
from proofs.reference import PER_CELL, Entry, Fund, Ledger, Project, Village

T = TypeVar("T")
NOW = datetime(2019, 1, 1, tzinfo=UTC)
MOST_NOUNS = 6
DAYS = (
    "2016-11-30", "2016-12-31", "2017-01-01", "2017-03-15", "2017-05-31", "2017-06-01", "2017-09-20", "2017-12-31",
    "2018-01-01", "2018-02-10",
)  # fmt: skip
COUNTIES = ("陇西县", "武山县", None)
CODES = ("621122", "620524")
CATEGORIES = ("危房改造", "菌菜大棚")
REFS = tuple(f"凭{number}" for number in range(30))
HEADER = ("类型", "日期", "资金", "项目", "金额(元)", "原因", "超支原因", "流水号", "冲销流水号", "用途")


class Place(NamedTuple):
    """Which nouns an operation picks, counted round; `known` prefers a cell that holds an allocation already."""

    known: bool
    fund: int
    project: int
    village: int | None


class Line(NamedTuple):
    """A row of an import before its amount is known."""

    kind: str
    place: Place
    amount: int | str
    day: str
    negative: bool
    over: bool
    no_fund: bool
    village: str  # "named", "blank" or "unassigned"
    ref: str | None
    reverses: int | None


days = st.sampled_from(DAYS)
picks = st.integers(0, MOST_NOUNS - 1)
rarely = st.sampled_from((False, False, False, False, True))
places = st.builds(Place, st.sampled_from((True, True, True, False)), picks, picks, st.none() | picks)
# Half of what there is room for, all of it, one fen more, or anything.
amounts = st.sampled_from(("half", "half", "room", "a fen more")) | st.integers(1, 30_000)
excused = st.sampled_from((False, False, True))
lines = st.builds(
    Line, st.sampled_from(tuple(WORDS)), places, amounts, days, rarely, excused, rarely,
    st.sampled_from(("named", "named", "blank", "unassigned")), st.none() | st.none() | st.sampled_from(REFS),
    st.none() | st.none() | picks,
)  # fmt: skip
budgets = st.none() | st.integers(0, 100_000)


@dataclass
class Opened:
    """A store to work on, and what takes it away again."""

    target: Target
    close: Callable[[], None]


class LedgerMachine(RuleBasedStateMachine):
    """`open_store` and `folder` are set by the test that runs the machine, once for each engine."""

    open_store: ClassVar[Callable[[], Opened]]
    folder: ClassVar[Path]
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.opened = type(self).open_store()
        self.target = self.opened.target
        self.connection = engine_of(self.target).connect()
        if self.target.path is not None:  # what a power cut does is not proved here
            self.connection.connection.dbapi_connection.execute("PRAGMA synchronous=OFF")  # type: ignore[union-attr]
        self.ledger = Ledger()
        self.ids: dict[tuple[str, str], int] = {}  # the store's id of each noun
        self.entry_ids: dict[int, int] = {}  # and of each of our entries
        self.batches: list[int] = []
        self.made = 0

    def teardown(self) -> None:
        try:
            if self.ids:
                self.compare("", "")
                with self.writing() as writer:
                    assert {finding.level for finding in check(writer)} <= {"alert"}, check(writer)
        finally:
            engine = self.connection.engine
            self.connection.close()
            engine.dispose()
            self.opened.close()

    # How an operation is done on both.

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """As `store.writing.write`, on the one connection of this example."""
        with Session(self.connection) as session:
            try:
                yield Writer(self.target, session, "proof", NOW)
                session.commit()
            except BaseException:
                session.rollback()
                raise

    def decide(self, why: object, act: Callable[[Writer], T], names: str = "") -> T | None:
        """`act` must be refused where the reference says `why`, naming `names`, and done where it says nothing."""
        try:
            with self.writing() as writer:
                done = act(writer)
        except Refused as refusal:
            said = " ".join(map(str, refusal.args))
            assert why, f"refused, but no rule is broken: {said}"
            assert names in said, f"{said!r} does not name {names}"
            return None
        assert not why, f"done against {why}"
        return done

    def number(self) -> int:
        self.made += 1
        return self.made

    def add_noun(self, noun: str, name: str, **values: object) -> None:
        with self.writing() as writer:
            self.ids[noun, name] = nouns.add(writer, noun, {"name": name, **values})

    def id(self, noun: str, name: str | None) -> int | None:
        return None if name is None else self.ids[noun, name]

    # Nouns.

    @initialize(budget=budgets, home=st.booleans(), imported=st.booleans(), amount=st.integers(5_000, 60_000))
    def begin(self, budget: int | None, home: bool, imported: bool, amount: int) -> None:
        self.add_village(0, None)
        self.add_fund(budget, None, None)
        self.add_project(0 if home else None, 0)
        if not imported:
            self.receive("receipt", 0, amount, DAYS[0])
            return
        line = Line("receipt", Place(False, 0, 1, 1), amount, DAYS[0], False, False, False, "blank", "凭0", None)
        allocation = line._replace(kind="allocation", ref="凭1")
        spending = line._replace(kind="spending", amount=amount // 2, no_fund=True, ref=None)
        cut = line._replace(amount=amount // 4, ref=None, reverses=1)
        self.import_sheets([line, allocation, spending, cut], True, ("项目", "村"), True)

    @precondition(lambda self: len(self.ledger.villages) < MOST_NOUNS)
    @rule(county=picks, code=st.none() | picks)
    def add_village(self, county: int, code: int | None) -> None:
        number = self.number()
        village = Village(
            f"村{number}", COUNTIES[county % 3], None if code is None else f"{CODES[code % 2]}{number:06d}"
        )
        self.add_noun("village", village.name, county=village.county, code=village.code)
        self.ledger.villages[village.name] = village

    @precondition(lambda self: len(self.ledger.funds) < MOST_NOUNS)
    @rule(
        budget=budgets,
        category=st.none() | st.none() | st.sampled_from(CATEGORIES),
        place=st.none() | st.none() | st.sampled_from(("陇西县", "武山县", "村1", *CODES)),
    )
    def add_fund(self, budget: int | None, category: str | None, place: str | None) -> None:
        fund = Fund(f"资金{self.number()}", budget, category, place)
        self.add_noun("fund", fund.name, budget_fen=budget, earmark_category=category, earmark_place=place)
        self.ledger.funds[fund.name] = fund

    @precondition(lambda self: len(self.ledger.projects) < MOST_NOUNS)
    @rule(home=st.none() | picks, category=picks)
    def add_project(self, home: int | None, category: int) -> None:
        village = None if home is None else _pick(self.ledger.villages, home)
        project = Project(f"项目{self.number()}", village, (*CATEGORIES, None)[category % 3])
        values = {"village_id": self.id("village", village), "category": project.category}
        self.add_noun("project", project.name, **values)
        self.ledger.projects[project.name] = project

    @rule(fund=picks, budget=budgets | st.sampled_from(("what is allocated", "a fen less")))
    def edit_budget(self, fund: int, budget: int | str | None) -> None:
        name = _pick(self.ledger.funds, fund)
        if isinstance(budget, str):
            budget = max(0, self.ledger.total(("allocation",), name) - (budget == "a fen less"))
        new = budget
        refused = self.ledger.budget_refused(name, new)
        self.decide(refused, lambda writer: nouns.edit(writer, "fund", self.ids["fund", name], {"budget_fen": new}), name)
        if not refused:
            self.ledger.funds[name].budget = new

    @rule(
        project=picks,
        stage=st.sampled_from((None, "implementing", "closed", "cancelled")),
        closed_on=st.sampled_from((None, None, "2017", "2017-05", "2017-05-31", "2018-01-01")),
    )
    def close_project(self, project: int, stage: str | None, closed_on: str | None) -> None:
        name = _pick(self.ledger.projects, project)
        refused = self.ledger.closing_refused(name, closed_on)
        changes = {"stage": stage, "closed_on": closed_on}
        self.decide(refused, lambda writer: nouns.edit(writer, "project", self.ids["project", name], changes), name)
        if not refused:
            self.ledger.projects[name].stage = stage
            self.ledger.projects[name].closed_on = closed_on

    # Entries, one at a time.

    @rule(kind=st.sampled_from(("receipt", "receipt", "interest")), fund=picks, amount=st.integers(1, 60_000), day=days)
    def receive(self, kind: str, fund: int, amount: int, day: str) -> None:
        self._add(Entry(kind, day, _pick(self.ledger.funds, fund), amount, id=self.number()))

    @rule(place=places, amount=amounts, day=days, over=excused)
    def allocate(self, place: Place, amount: int | str, day: str, over: bool) -> None:
        self._add(self._entry("allocation", place, amount, day, over=over))

    @rule(place=places, amount=amounts, day=days)
    def disburse(self, place: Place, amount: int | str, day: str) -> None:
        self._add(self._entry("disbursement", place, amount, day))

    @rule(place=places, amount=amounts, day=days, over=excused, no_fund=st.booleans(), ref=st.none() | st.sampled_from(REFS))
    def spend(self, place: Place, amount: int | str, day: str, over: bool, no_fund: bool, ref: str | None) -> None:
        self._add(replace(self._entry("spending", place, amount, day, over=over), ref=ref), no_fund=no_fund)

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
            ref=None, batch=None,
        )  # fmt: skip
        too_much = back > abs(held) or back == 0
        done = self.decide(
            too_much or self.ledger.broken([new]),
            lambda writer: entries.reverse(
                writer, self.entry_ids[original.id], kind=original.kind, amount_fen=part, reason="更正", date=day,
                over="急用" if over else None,
            ),
        )  # fmt: skip
        if done is not None:
            assert done[1] == new.amount
            self.entry_ids[new.id] = done[0]
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
        if isinstance(amount, str):
            room = self._room(found, negative, also)
            amount = max(1, {"half": room // 2, "room": room, "a fen more": room + 1}[amount])
        return replace(found, amount=-amount if negative else amount)

    def _cell(self, place: Place) -> tuple[str, str, str | None]:
        allocated = sorted({e.cell for e in self.ledger.entries if e.kind == "allocation"}, key=repr)
        if place.known and allocated:
            fund, project, village = allocated[(place.project + place.fund) % len(allocated)]
            return fund, str(project), village
        village = None if place.village is None else _pick(self.ledger.villages, place.village)
        return _pick(self.ledger.funds, place.fund), _pick(self.ledger.projects, place.project), village

    def _room(self, entry: Entry, negative: bool, also: Sequence[Entry]) -> int:
        """The most that may be recorded there, as far as its fund and cell go: only to try what lies at the limit."""
        ledger = replace(self.ledger, entries=[*self.ledger.entries, *also])
        free = ledger.limit(entry.fund) - ledger.total(("allocation",), entry.fund)
        left = ledger.in_cell("allocation", entry.cell) - ledger.in_cell("spending", entry.cell)
        cash = ledger.cash(entry.fund)
        if not negative:
            return {"allocation": free, "spending": min(left, cash)}.get(entry.kind, 10_000)
        if entry.kind in PER_CELL:
            return left if entry.kind == "allocation" else ledger.in_cell(entry.kind, entry.cell)
        bound = [ledger.total((entry.kind,), entry.fund), cash]
        return min(bound if ledger.funds[entry.fund].budget is not None else [*bound, free])

    def _add(self, entry: Entry, *, no_fund: bool = False) -> None:
        why: set[str] = set()
        if no_fund:
            fund = self.ledger.fund_of(str(entry.project))
            why = {"no fund"} if fund is None else set()
            entry = replace(entry, fund=fund or entry.fund)
        if entry.ref in self.ledger.refs:
            why.add("ref")
        rules = self.ledger.broken([entry])
        values: dict[str, Any] = {
            "kind": entry.kind, "date": entry.date, "amount_fen": entry.amount, "ref": entry.ref,
            "fund_id": None if no_fund else self.ids["fund", entry.fund],
            "project_id": self.id("project", entry.project), "village_id": self.id("village", entry.village),
            "reason": "更正" if entry.amount < 0 else None, "over": "急用" if entry.over else None,
        }  # fmt: skip
        home = entry.project is not None and self.ledger.projects[entry.project].village
        if entry.village == home:
            values["village_id"] = None  # a blank means the same

        def act(writer: Writer) -> int:
            defaults.fill(writer, values)
            return entries.add(writer, values)

        id = self.decide(why | rules, act, "" if why else entry.fund)
        if id is not None:
            self.entry_ids[entry.id] = id
            self.ledger.record([entry])

    # Imports as a whole.

    @rule(
        rows=st.lists(lines, min_size=1, max_size=6), with_village=st.booleans(),
        brings=st.sampled_from(((), (), ("项目",), ("项目", "村"))), entries_first=st.booleans(),
    )  # fmt: skip
    def import_sheets(
        self, rows: list[Line], with_village: bool, brings: tuple[str, ...], entries_first: bool
    ) -> None:
        before = replace(
            self.ledger, villages=dict(self.ledger.villages), projects=dict(self.ledger.projects)
        )
        sheets = self._bring(brings)
        new: list[Entry] = []
        why: set[str] = set()
        cells = [self._row(line, with_village, new, why) for line in rows]
        if with_village and any(row["村"] for row in cells):
            why |= {"blank village" for row, entry in zip(cells, new, strict=True)
                    if not row["村"] and entry.kind in PER_CELL and self.ledger.projects[str(entry.project)].village is None}  # fmt: skip
        new = self._fill_funds(cells, new, why)
        refs = [entry.ref for entry in new if entry.ref is not None]
        if len(refs) != len(set(refs)) or self.ledger.refs.keys() & set(refs):
            why.add("ref")
        header = (*HEADER[:4], "村", *HEADER[4:]) if with_village else HEADER
        sheet = self._sheet("流水", header, [[row[name] for name in header] for row in cells])
        report = import_files(
            Run(self.target, "proof", NOW, ["aidtrack"]),
            files=(sheet, *sheets) if entries_first else (*sheets, sheet),
            as_=None, dry_run=False, again=False, unit=None, encoding=None, ignore_extra=False, fill_down=None,
            allow_future=False,
        )  # fmt: skip
        why |= self.ledger.broken(new)
        assert (report.exit_code == 0) == (not why), (why, [line for table in report.tables for line in table.lines])
        if why:
            self.ledger = before
            return
        batch = int(str(report.tables[0].rows[0]["batch"]))
        self.batches.append(batch)
        self.ledger.record([replace(entry, batch=batch) for entry in new])
        with self.writing() as writer:
            by_line = dict(writer.rows("SELECT row_no, id FROM entry WHERE batch_id = :batch", {"batch": batch}))
            self.entry_ids |= {entry.id: by_line[line] for line, entry in enumerate(new, 2)}
            for noun, brought in (("village", self.ledger.villages), ("project", self.ledger.projects)):
                for name, it in brought.items():
                    if it.batch == 0:
                        it.batch = batch
                        self.ids[noun, name] = writer.value(f"SELECT id FROM {noun} WHERE name = :name", {"name": name})

    def _bring(self, nouns_brought: tuple[str, ...]) -> list[str]:
        """Sheets of new nouns, which the rows may name; in the ledger they are of batch 0 until it is known."""
        sheets: list[str] = []
        number = self.number()
        village = None
        if "村" in nouns_brought:
            village = f"新村{number}"
            sheets.append(self._sheet("村", ("村名", "县区"), [[village, "陇西县"]]))
            self.ledger.villages[village] = Village(village, "陇西县", None, batch=0)
        if "项目" in nouns_brought:
            name = f"新项目{number}"
            sheets.insert(0, self._sheet("项目", ("项目名称", "村", "类别"), [[name, village or "", CATEGORIES[0]]]))
            self.ledger.projects[name] = Project(name, village, CATEGORIES[0], batch=0)
        return sheets

    def _row(self, line: Line, with_village: bool, new: list[Entry], why: set[str]) -> dict[str, str]:
        """The cells of one row; its entry joins `new`."""
        known = {**self.ledger.refs, **{entry.ref: entry.id for entry in new if entry.ref is not None}}
        if line.reverses is not None and known:
            ref = _pick(known, line.reverses)
            original = next(entry for entry in (*self.ledger.entries, *new) if entry.id == known[ref])
            entry = replace(
                self._entry(line.kind, line.place, line.amount, line.day, over=line.over), kind=original.kind,
                fund=original.fund, project=original.project, village=original.village, reverses=original.id,
            )  # fmt: skip
            entry = replace(entry, amount=-entry.amount if original.amount > 0 else entry.amount)
            cells = self._cells(entry, entry.village or "未分村", ref)
        else:
            entry = self._entry(
                line.kind, line.place, line.amount, line.day, over=line.over, negative=line.negative, also=new
            )
            entry = replace(entry, ref=line.ref)
            shown = {"named": entry.village or "", "blank": "", "unassigned": "未分村"}[line.village]
            if entry.kind in PER_CELL:
                home = self.ledger.projects[str(entry.project)].village
                entry = replace(entry, village=entry.village if shown == entry.village else home if not shown else None)
            cells = self._cells(entry, shown if entry.kind in PER_CELL else "", "")
            if line.no_fund:
                cells["资金"] = ""
        if not with_village and entry.kind in PER_CELL:
            if entry.reverses is None:
                entry = replace(entry, village=self.ledger.projects[str(entry.project)].village)
            elif entry.village != self.ledger.projects[str(entry.project)].village:
                why.add("another place")
        new.append(entry)
        return cells

    def _cells(self, entry: Entry, village: str, reverses: str) -> dict[str, str]:
        return {
            "类型": entry.kind, "日期": entry.date, "资金": entry.fund, "项目": entry.project or "", "村": village,
            "金额(元)": str(yuan(entry.amount)), "原因": "更正" if entry.amount < 0 else "",
            "超支原因": "急用" if entry.over else "", "流水号": entry.ref or "", "冲销流水号": reverses,
            "用途": f"第{entry.id}笔",
        }  # fmt: skip

    def _fill_funds(self, cells: list[dict[str, str]], new: list[Entry], why: set[str]) -> list[Entry]:
        """What a blank fund means, by every allocation of the import too."""
        stated = [entry for row, entry in zip(cells, new, strict=True) if row["资金"]]
        filled = []
        for row, entry in zip(cells, new, strict=True):
            fund = self.ledger.fund_of(str(entry.project), stated) if entry.kind == "spending" else None
            if not row["资金"] and fund is None:
                why.add("no fund")
            filled.append(entry if row["资金"] else replace(entry, fund=fund or entry.fund))
        return filled

    def _sheet(self, stem: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        path = type(self).folder / f"{stem}.csv"
        path.write_text("\n".join(",".join(cells) for cells in (header, *rows)) + "\n", encoding="utf-8")
        return str(path)

    @precondition(lambda self: self.batches)
    @rule(at=picks)
    def undo_import(self, at: int) -> None:
        batch = self.batches[at % len(self.batches)]
        why: object = batch in self.ledger.undone or self.ledger.depended_on(batch)
        counter = [] if why else self.ledger.counter_entries(batch, self.number)
        why = why or self.ledger.broken(counter)
        try:
            with write(self.target, actor="proof", now=NOW) as writer:
                done = undo(writer, batch)
                found = dict(writer.rows("SELECT reverses_id, id FROM entry WHERE batch_id = :id", {"id": done.batch_id}))
        except Refused as refusal:
            assert why, f"not taken back, but nothing forbids it: {refusal.args}"
            return
        assert not why, f"taken back against {why}"
        assert done.reversed == len(counter)
        self.ledger.record(counter)
        self.entry_ids |= {entry.id: found[self.entry_ids[int(str(entry.reverses))]] for entry in counter}
        self.ledger.forget(batch)

    # What must agree.

    @invariant()
    def balances_agree(self) -> None:
        type(self).steps += 1
        with self.writing() as writer:
            stored = {
                "fund": writer.rows("SELECT fund_id, received_fen, interest_fen, allocated_fen, disbursed_fen, spent_fen FROM fund_balance"),
                "cell": writer.rows("SELECT fund_id, project_id, village_id, allocated_fen, disbursed_fen, spent_fen FROM cell_balance"),
            }  # fmt: skip
        sums: dict[tuple[Any, ...], dict[str, int]] = {}
        for entry in self.ledger.entries:
            where = (self.ids["fund", entry.fund], self.id("project", entry.project) or 0, self.id("village", entry.village) or 0)
            for place in (where[:1], where) if entry.kind in PER_CELL else (where[:1],):
                found = sums.setdefault(place, {})
                found[entry.kind] = found.get(entry.kind, 0) + entry.amount
        ours = {
            "fund": [(*place, *map(found.get, WORDS)) for place, found in sums.items() if len(place) == 1],
            "cell": [(*place, *map(found.get, PER_CELL)) for place, found in sums.items() if len(place) == 3],
        }
        for name, rows in stored.items():
            assert sorted(rows, key=repr) == sorted(ours[name], key=repr), name

    @rule(period=st.sampled_from(DAYS).map(lambda day: ("", day)) | st.sampled_from(("2016", "2017", "2018")).map(
        lambda year: (f"{year}-01-01", f"{year}-12-31")) | st.just(("", "")))  # fmt: skip
    def look(self, period: tuple[str, str]) -> None:
        self.compare(*period)

    def compare(self, start: str, end: str) -> None:
        """Every report says what the reference says, for a year, as of a day, or of everything."""
        figures = Figures(self.ledger, start, end)
        when = Period(start or None, end or None)
        with self.writing() as store:
            funds = _tables(fund_report(store, None, when))["funds"]
            _same(funds["rows"], figures.funds())
            for name in self.ledger.funds:
                _same(_tables(fund_report(store, name, when))["projects"]["rows"], figures.projects_of(name))
            projects = _tables(project_report(store, None, when))["projects"]
            _same(projects["rows"], figures.projects())
            for name in self.ledger.projects:
                tables = _tables(project_report(store, name, when))
                _same(tables["funding"]["rows"], figures.funding_of(name))
                of_project = [e for e in self.ledger.entries if e.project == name and start <= e.date <= (end or "9999")]
                assert len(tables["entries"]["rows"]) == len(of_project)
            for name in self.ledger.villages:
                tables = _tables(village_report(store, name, when))
                _same(tables["funding"]["rows"], figures.in_village(name, "project", "fund"))
                _same(tables["funds"]["rows"], figures.in_village(name, "fund"))
            villages = _tables(overview_report(store, when))["villages"]
            _same(villages["rows"], figures.villages())
            _same([villages["total"], projects["total"]], [figures.everything()] * 2)
            for column in ("allocated", "disbursed", "spent"):
                assert villages["total"][column] == funds["total"][column]


def _pick(items: Any, at: int) -> Any:
    names = list(items)
    return names[at % len(names)]


def _tables(report: Report) -> dict[str, Any]:
    """The tables of a report as scripts read them."""
    return {table["name"]: table for table in json.loads(as_json.render(report, None))["tables"]}


def _same(shown: Sequence[Row], figures: Sequence[Row]) -> None:
    """Each row shows the figures that stand in ours, in whatever order."""
    columns = list(figures[0]) if figures else []
    found = [{name: row[name] for name in columns} for row in shown]
    assert sorted(found, key=repr) == sorted(figures, key=repr), f"shown {found}\nshould be {figures}"
