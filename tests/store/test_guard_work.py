"""What the guard does for one entry does not grow with the entries that are there: counted in SQLite's own steps."""

import sqlite3
from contextlib import closing
from pathlib import Path

from conftest import Store
from importing.desk import based


def test_an_entry_costs_the_same_in_a_full_project(file_store: Store, tmp_path: Path) -> None:
    desk = based(file_store, tmp_path)
    [(fund, project)] = _rows(
        file_store, "SELECT fund_id, project_id FROM entry WHERE kind = 'allocation' ORDER BY id LIMIT 1"
    )
    few = _steps(file_store, fund, project)
    lines = "".join(f"2017-{at % 12 + 1:02d}-01,自筹资金,菌菜大棚,0.01,V{at}\n" for at in range(2000))
    desk.take({"支出.csv": f"日期,资金,项目,金额（元）,凭证号\n{lines}"})
    assert _steps(file_store, fund, project) < 2 * few


def _rows(store: Store, query: str) -> list[tuple[int, int]]:
    with closing(sqlite3.connect(store.db)) as connection:
        return connection.execute(query).fetchall()


def _steps(store: Store, fund: int, project: int) -> int:
    """How many tens of steps SQLite takes to insert a spending that is taken back again."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    with closing(sqlite3.connect(store.db, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.set_progress_handler(count, 10)
        connection.execute(
            "INSERT INTO entry (kind, date, fund_id, project_id, amount_fen, over) VALUES ('spending', '2017-12-31', ?, ?, 1, '试')",
            (fund, project),
        )
        connection.set_progress_handler(None, 0)
        connection.execute("ROLLBACK")
    return counted
