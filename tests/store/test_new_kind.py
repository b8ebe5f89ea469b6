"""A kind of entry that nobody has heard of yet is declared on one line: `db upgrade` brings a store up to it, with nothing rebuilt."""

from collections.abc import Iterator

import pytest

from conftest import Store
from ledger.declared import Programs, programs
from store.raw import sql

PLEDGE = 'EntryKind("pledge", "认捐", "pledged", {per_cell}, ("认捐",), "Money promised.")'


@pytest.fixture(scope="module")
def running() -> Iterator[Programs]:
    with programs() as running:
        yield running


@pytest.mark.long
@pytest.mark.parametrize("per_cell", [False, True])
def test_one_declaration_is_all(store: Store, per_cell: bool, running: Programs) -> None:
    def with_the_kind(*line: str) -> None:
        [answer] = running.run(PLEDGE.format(per_cell=per_cell), store.db, [line])
        assert answer.code == 0, answer

    store.ok("fund", "add", "F")
    store.ok("receipt", "add", "10", "--fund", "F", "--date", "2017-01-01")
    rebuilt = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_balance'"
    before = sql(store, rebuilt) if store.engine == "sqlite" else []
    with_the_kind("db", "upgrade")
    if store.engine == "sqlite":
        assert sql(store, rebuilt) == before
    with_the_kind("pledge", "add", "7.50", "--fund", "F", "--date", "2017-02-01")
    assert sql(store, "SELECT received_fen, pledged_fen FROM fund_balance") == [(1000, 750)]
    if per_cell:
        assert sql(store, "SELECT project_id, village_id, pledged_fen FROM cell_balance") == [(0, 0, 750)]
    assert sql(store, "SELECT pledged FROM v_fund") == [("7.50",)]
    with_the_kind("check")
    assert store("check").code == 5  # to a program without it, its guards are another's


def test_a_kind_that_nobody_declared_is_refused(store: Store) -> None:
    store.ok("fund", "add", "F")
    before = sql(store, "SELECT count(*) FROM batch")
    with pytest.raises(Exception, match="aidtrack kind"):
        sql(store, "INSERT INTO entry (kind, date, fund_id, amount_fen) VALUES ('pledge', '2017-01-01', 1, 1)")
    with pytest.raises(Exception, match="aidtrack kind"):
        sql(store, "INSERT INTO batch (at, actor, kind) VALUES ('2017-01-01', 'x', 'pledge')")
    assert (sql(store, "SELECT count(*) FROM entry"), sql(store, "SELECT count(*) FROM batch")) == ([(0,)], before)
    store.ok("check")
