"""One closes while others record: an entry is in what was closed, or it is refused; none slips in between."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from typing import Any

import psycopg
import pytest

from aidtrack.store.engine.transaction import write
from aidtrack.store.records import closings
from conftest import Answer, Store
from ledger.chain import FUND, PROJECT, Sql, chain, raw
from proofs.writers import at_once

DAY, NOW = "2018-12-31", datetime(2019, 1, 5, tzinfo=UTC)


def g9(store: Store) -> list[Any]:
    return [row for row in store("check", "--format", "json").rows("findings") if row["rule"] == "G9"]


def test_many_record_and_one_closes(store: Store) -> None:
    chain(store, budget="1000")
    store.ok("receipt", "add", "100", "--fund", FUND, "--date", "2018-01-01")
    store.ok("allocation", "add", "100", "--fund", FUND, "--project", PROJECT, "--date", "2018-01-02")
    add = ["spending", "add", "1", "--fund", FUND, "--project", PROJECT, "--date", DAY, "--allow-duplicates"]
    if "--allow-duplicates" not in store("spending", "add", "--help").out:
        add = add[:-1]
    numbers = count()
    work = [[[*add, "--voucher", str(next(numbers))] for _ in range(12)] for _ in range(3)]
    *added, [*_, closed] = at_once(store, [*work, [*([["report", "fund"]] * 4), ["db", "close", "2018"]]])
    assert closed.code == 0, closed
    done = sum(answer.code == 0 for one in added for answer in one)
    assert all("closed through" in answer.err for one in added for answer in one if answer.code)
    [row] = store.ok("report", "fund", "--format", "json").rows("funds")
    assert row["spent"] == (f"{done}.00" if done else None)
    assert g9(store) == []


class Waiting:
    """Something that runs beside the test until somebody else lets go of what it waits for."""

    def __init__(self, store: Store, pool: ThreadPoolExecutor, run: Callable[[], Any]) -> None:
        self.running: Future[Any] = pool.submit(run)
        with raw(store) as connection:
            while not connection.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone():
                assert not self.running.done(), self.running.result()


def test_a_closing_waits_for_what_is_on_its_way(server_store: Store) -> None:
    """The entry has its id and is not committed: it is in what is closed."""
    chain(server_store, budget="1000")
    with ThreadPoolExecutor(1) as pool, raw(server_store) as connection:
        sql = Sql(server_store, connection)
        sql.run("BEGIN")
        sql.entry("receipt", 100, date=DAY)
        closing = Waiting(server_store, pool, lambda: server_store("db", "close", "2018", "--over", "并发"))
        sql.run("COMMIT")
        answer: Answer = closing.running.result()
    # What raw SQL recorded is not in the log, which is damage: the closing saw it.
    assert (answer.code, "damaged" in answer.err) == (5, True)


def test_what_comes_during_a_closing_waits_and_is_refused(server_store: Store) -> None:
    chain(server_store, budget="1000")
    with ThreadPoolExecutor(1) as pool, raw(server_store) as connection:
        sql = Sql(server_store, connection)
        with write(server_store.target, actor="会计", now=NOW) as writer:
            closings.close(writer, "2018", over=None)
            late = Waiting(server_store, pool, lambda: sql.entry("receipt", 100, date=DAY))
        with pytest.raises(psycopg.errors.CheckViolation, match="aidtrack G9"):
            late.running.result()
        sql.entry("receipt", 100, date="2019-01-01")
    assert g9(server_store) == []
