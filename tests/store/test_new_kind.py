"""A kind of entry that nobody has heard of yet is declared on one line: `db upgrade` brings a store up to it, with nothing rebuilt."""

import os
import subprocess
import sys

import pytest

from conftest import Store
from store.raw import sql

# The declaration, put before the last of `ledger/kind.py`'s own; the rest of the program is as it is.
PROGRAM = """
import importlib.util, pathlib, sys, types
name = "aidtrack.ledger.kind"
path = importlib.util.find_spec(name).origin
source = pathlib.Path(path).read_text("utf-8")
last = 'EntryKind("writeoff"'
assert source.count(last) == 1
new = 'EntryKind("pledge", "认捐", "pledged", PER_CELL, ("认捐",), "Money promised."), '
sys.modules[name] = module = types.ModuleType(name)
module.__file__ = path
exec(compile(source.replace(last, new.replace("PER_CELL", sys.argv[1]) + last), path, "exec"), module.__dict__)
from aidtrack.cli.main import main
sys.exit(main(sys.argv[2:]))
"""


def with_the_kind(store: Store, per_cell: bool, *args: str) -> str:
    """Run a command line of a program that knows the kind `pledge`; it must succeed."""
    command = [sys.executable, "-c", PROGRAM, str(per_cell), "--db", store.db, "--lang", "en", *args]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"}, check=False)
    assert done.returncode == 0, done
    return done.stdout


@pytest.mark.long
@pytest.mark.parametrize("per_cell", [False, True])
def test_one_declaration_is_all(store: Store, per_cell: bool) -> None:
    store.ok("fund", "add", "F")
    store.ok("receipt", "add", "10", "--fund", "F", "--date", "2017-01-01")
    rebuilt = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_balance'"
    before = sql(store, rebuilt) if store.engine == "sqlite" else []
    with_the_kind(store, per_cell, "db", "upgrade")
    if store.engine == "sqlite":
        assert sql(store, rebuilt) == before
    with_the_kind(store, per_cell, "pledge", "add", "7.50", "--fund", "F", "--date", "2017-02-01")
    assert sql(store, "SELECT received_fen, pledged_fen FROM fund_balance") == [(1000, 750)]
    if per_cell:
        assert sql(store, "SELECT project_id, village_id, pledged_fen FROM cell_balance") == [(0, 0, 750)]
    assert sql(store, "SELECT pledged FROM v_fund") == [("7.50",)]
    with_the_kind(store, per_cell, "check")
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
