"""Sums up to a day are one look along an index that holds all they ask: no entry is looked up, none is summed twice.

Where only the entries say which are chosen, they are gone through as they are stored, and the texts in them are read once.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from aidtrack.ledger.cell import CELL
from aidtrack.ledger.entry import ENTRY
from aidtrack.reports.carryover import carryover
from aidtrack.reports.figures import of_cells
from aidtrack.reports.filters import NOT_ASSIGNED, chosen
from aidtrack.reports.fund import fund
from aidtrack.reports.narrowed import narrowed
from aidtrack.reports.overview import overview
from aidtrack.reports.pack import pack
from aidtrack.reports.period import Period
from aidtrack.reports.progress import progress
from aidtrack.reports.project import project
from aidtrack.store.engine.connection import Connection, read
from aidtrack.store.names.find import Names
from conftest import Store
from reports.books import books

YEAR = Period("2017-01-01", "2017-12-31", "2018-01-01")
_AS_STORED = re.compile(r"FROM entry NOT INDEXED\s+WHERE")
_OF_ALL = re.compile(r"FROM entry\s+WHERE (1 = 1 AND|date <=)")


class Asked(Connection):
    """A connection that keeps what it is asked."""

    def __init__(self, like: Connection) -> None:
        super().__init__(like.target, like.engine, like.dbapi)
        self.asked: list[tuple[str, Mapping[str, object] | None]] = []

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        self.asked.append((sql, params))
        return super().rows(sql, params)


REPORTS: dict[str, Callable[[Connection], object]] = {
    "overview": lambda asked: overview(asked, YEAR),
    "progress": lambda asked: progress(asked, YEAR, "fund"),
    "progress by village": lambda asked: progress(asked, YEAR, "village"),
    "carryover": lambda asked: carryover(asked, YEAR),
    "fund": lambda asked: fund(asked, None, YEAR),
    "project": lambda asked: project(asked, None, YEAR),
    "pack": lambda asked: pack(asked, YEAR, prefix=["aidtrack"]),
}


def test_no_entry_is_looked_up(file_store: Store, tmp_path: Path) -> None:
    books(file_store, tmp_path)
    looks = {}
    with read(file_store.target) as connection:
        for name, report in REPORTS.items():
            asked = Asked(connection)
            report(asked)
            of_all = [(sql, params) for sql, params in asked.asked if _OF_ALL.search(sql)]
            looks[name] = 0
            for sql, params in of_all:
                plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", params)]
                of_entries = [step for step in plan if step.startswith(("SCAN entry", "SEARCH entry"))]
                assert of_entries and all("COVERING INDEX" in step for step in of_entries), (name, plan)
                looks[name] += len(of_entries)
    # A limit was broken for a reason: whether it still is, the sums of the funds say.
    assert looks == {
        "overview": 2, "progress": 1, "progress by village": 1, "carryover": 1, "fund": 2, "project": 2, "pack": 4,
    }  # fmt: skip


@pytest.mark.parametrize("word", ["payee", "household"])
def test_what_entries_say_themselves_is_asked_in_their_own_order(file_store: Store, tmp_path: Path, word: str) -> None:
    books(file_store, tmp_path)
    with read(file_store.target) as connection:
        when = replace(YEAR, choice=chosen(Names(connection), {word: [NOT_ASSIGNED]}, YEAR))
        for report in (overview, partial(fund, name=None), partial(progress, by="fund"), partial(project, name=None)):
            asked = Asked(connection)
            report(asked, when=when)
            plans = [
                [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", params)]
                for sql, params in asked.asked
                if _AS_STORED.search(sql)
            ]
            assert plans and all("SCAN entry" in plan for plan in plans), (report, plans)


def test_who_was_paid_is_read_once(file_store: Store, tmp_path: Path) -> None:
    books(file_store, tmp_path)
    with read(file_store.target) as connection:
        said: list[str] = []
        connection.dbapi.set_trace_callback(said.append)
        choice = chosen(Names(connection), {"payee": ["示例建材", "示例种业"]}, YEAR)
        narrowed(connection, overview(connection, replace(YEAR, choice=choice)), ENTRY, dict(choice.words), choice)
        connection.dbapi.set_trace_callback(None)
    assert len([sql for sql in said if sql.startswith("SELECT DISTINCT payee ")]) == 1


@pytest.mark.parametrize(
    "when", [YEAR, Period(), Period(None, "2017-03-02", "2018-01-01")], ids=["year", "ever", "day"]
)
def test_sums_of_one_look_are_those_of_several(store: Store, tmp_path: Path, when: Period) -> None:
    books(store, tmp_path)
    groupings: list[tuple[str, ...]] = [("village_id",), (), ("project_id", "fund_id"), CELL]
    with read(store.target) as connection:
        together = of_cells.cells_by(connection, when, *groupings)
        assert together == [of_cells.cells(connection, when, keys) for keys in groupings]
        assert together[1][()].held["spent"] == sum(one.held["spent"] or 0 for one in together[0].values()) > 0
