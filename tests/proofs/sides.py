"""A store and the reference ledger side by side: how an operation is done on both, and what must agree after it."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from aidtrack.errors import Refused
from aidtrack.locale import spoken
from aidtrack.render import json as as_json
from aidtrack.reports.fund import fund as fund_report
from aidtrack.reports.loan import loan as loan_report
from aidtrack.reports.overview import overview as overview_report
from aidtrack.reports.period import Period
from aidtrack.reports.project import project as project_report
from aidtrack.reports.village import village as village_report
from aidtrack.store.engine.connection import connect
from aidtrack.store.engine.target import Target
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.proof.check import check
from aidtrack.store.records import nouns
from aidtrack.values.report import Report
from proofs.expected import WORDS, Figures, Row
from proofs.reference import PER_CELL, Ledger

T = TypeVar("T")
NOW = datetime(2019, 1, 1, tzinfo=UTC)
DAYS = (
    "2016-11-30", "2016-12-31", "2017-01-01", "2017-03-15", "2017-05-31", "2017-06-01", "2017-09-20", "2017-12-31",
    "2018-01-01", "2018-02-10",
)  # fmt: skip


@dataclass
class Opened:
    """A store to work on, and what takes it away again."""

    target: Target
    close: Callable[[], None]


class Sides(RuleBasedStateMachine):
    """`open_store` and `folder` are set by the test that runs the machine, once for each engine."""

    open_store: ClassVar[Callable[[], Opened]]
    folder: ClassVar[Path]
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.opened = type(self).open_store()
        self.target = self.opened.target
        self.dbapi = connect(self.target, "rw")
        if self.target.path is not None:  # what a power cut does is not proved here
            self.dbapi.execute("PRAGMA synchronous=OFF")
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
            self.dbapi.close()
            self.opened.close()

    # How an operation is done on both.

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """As `store.writing.write`, on the one connection of this example."""
        writer = Writer(self.target, self.dbapi, "proof", NOW)
        with writer.begun():
            yield writer
            writer.commit()

    def decide(self, why: object, act: Callable[[Writer], T], names: str = "") -> T | None:
        """`act` must be refused where the reference says `why`, naming `names`, and done where it says nothing."""
        try:
            with self.writing() as writer:
                done = act(writer)
        except Refused as refusal:
            said = " ".join(map(spoken, refusal.args))
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

    # What must agree.

    @invariant()
    def balances_agree(self) -> None:
        type(self).steps += 1
        with self.writing() as writer:
            stored = {
                "fund": writer.rows("SELECT fund_id, received_fen, interest_fen, allocated_fen, disbursed_fen, spent_fen,"
                                    " lent_fen, repaid_fen, written_off_fen FROM fund_balance"),
                "cell": writer.rows("SELECT fund_id, project_id, village_id, allocated_fen, disbursed_fen, spent_fen FROM cell_balance"),
            }  # fmt: skip
        sums: dict[tuple[Any, ...], dict[str, int]] = {}
        for entry in self.ledger.entries:
            where = (
                self.ids["fund", entry.fund],
                self.id("project", entry.project) or 0,
                self.id("village", entry.village) or 0,
            )
            for place in (where[:1], where) if entry.kind in PER_CELL else (where[:1],):
                found = sums.setdefault(place, {})
                found[entry.kind] = found.get(entry.kind, 0) + entry.amount
        ours = {
            "fund": [(*place, *map(found.get, WORDS)) for place, found in sums.items() if len(place) == 1],
            "cell": [(*place, *map(found.get, PER_CELL)) for place, found in sums.items() if len(place) == 3],
        }
        for row in stored["fund"]:
            name = next(name for noun, name in self.ids if noun == "fund" and self.ids[noun, name] == row[0])
            outstanding = sum(self.ledger.outstanding(loan.id) for loan in self.ledger.loans() if loan.fund == name)
            received, interest, _, _, spent, _, _, written_off = (fen or 0 for fen in row[1:])
            assert self.ledger.cash(name) + outstanding == received + interest - spent - written_off, name
        for name, rows in stored.items():
            assert sorted(rows, key=repr) == sorted(ours[name], key=repr), name

    @rule(period=st.sampled_from(DAYS).map(lambda day: ("", day)) | st.sampled_from(("2016", "2017", "2018")).map(
        lambda year: (f"{year}-01-01", f"{year}-12-31")) | st.just(("", "")), at=st.integers(0, 5))  # fmt: skip
    def look(self, period: tuple[str, str], at: int) -> None:
        self.compare(*period, at)

    def compare(self, start: str, end: str, at: int | None = None) -> None:
        """Every report says what the reference says, for a year, as of a day, or of everything; of what has a name, all or the one `at`."""

        def of(named: Mapping[str, object]) -> list[str]:
            names = list(named)
            return names if at is None or not names else [names[at % len(names)]]

        figures = Figures(self.ledger, start, end)
        when = Period(start or None, end or None)
        with self.writing() as store:
            funds = _tables(fund_report(store, None, when))["funds"]
            _same(funds["rows"], figures.funds())
            for name in of(self.ledger.funds):
                _same(_tables(fund_report(store, name, when))["projects"]["rows"], figures.projects_of(name))
            projects = _tables(project_report(store, None, when))["projects"]
            _same(projects["rows"], figures.projects())
            for name in of(self.ledger.projects):
                tables = _tables(project_report(store, name, when))
                _same(tables["funding"]["rows"], figures.funding_of(name))
                of_project = [e for e in figures.entries if e.project == name and start <= e.date]
                assert len(tables["entries"]["rows"]) == len(of_project), (name, tables["entries"], of_project)
            for name in of(self.ledger.villages):
                tables = _tables(village_report(store, name, when))
                # Other projects have no money.
                funded = [row for row in tables["funding"]["rows"] if row["fund"] is not None]
                _same(funded, figures.in_village(name, "project", "fund"))
                _same(tables["funds"]["rows"], figures.in_village(name, "fund"))
            tables = _tables(loan_report(store, None, when))
            _same(tables["loans"]["rows"], figures.loans())
            _same(tables["funds"]["rows"], figures.lending())
            villages = _tables(overview_report(store, when))["villages"]
            _same(villages["rows"], figures.villages())
            _same([villages["total"], projects["total"]], [figures.everything()] * 2)
            for column in ("allocated", "disbursed", "spent"):
                # What was taken back whole is left of a fund's sums as 0.00, of its places' as nothing.
                assert (villages["total"][column] or "0.00") == (funds["total"][column] or "0.00"), column


def _tables(report: Report) -> dict[str, Any]:
    """The tables of a report as scripts read them."""
    return {table["name"]: table for table in json.loads("".join(as_json.render(report, None)))["tables"]}


def _same(shown: Sequence[Row], figures: Sequence[Row]) -> None:
    """Each row shows the figures that stand in ours, in whatever order."""
    columns = list(figures[0]) if figures else []
    found = [{name: row[name] for name in columns} for row in shown]
    assert sorted(found, key=repr) == sorted(figures, key=repr), f"shown {found}\nshould be {figures}"
