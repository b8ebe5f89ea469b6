"""kill -9 at random moments of an import: the batch is whole or absent, an acknowledged one present, the next run safe."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Store

ROWS = 6_000
KILLS = {"sqlite": 100, "postgresql": 20}


def sheet(folder: Path) -> Path:
    path = folder / "spending.csv"
    lines = [f"2017-{1 + row % 12:02d}-15,自筹资金,危房改造,0.{1 + row % 99:02d},收款人{row}" for row in range(ROWS)]
    path.write_text("date,fund,project,amount,payee\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def command(store: Store, path: Path) -> list[str]:
    return [sys.executable, "-m", "aidtrack", "--db", store.db, "--lang", "en", "import", str(path)]


@pytest.mark.parametrize("engine", KILLS)
def test_a_killed_import_is_whole_or_absent(engine: str, new_store: Callable[[str], Store], tmp_path: Path) -> None:
    store = new_store(engine)
    store.ok("fund", "add", "自筹资金", "--budget", "1000000")
    store.ok("project", "add", "危房改造")
    store.ok("receipt", "add", "1000000", "--fund", "自筹资金", "--date", "2017-01-01")
    store.ok("allocation", "add", "1000000", "--fund", "自筹资金", "--project", "危房改造", "--date", "2017-01-01")
    path = sheet(tmp_path)
    began = time.monotonic()
    assert subprocess.run(command(store, path), capture_output=True, check=False).returncode == 0
    takes = time.monotonic() - began
    batch = store.ok("batch", "list", "--format", "json").rows()[-1]["id"]
    store.ok("batch", "undo", str(batch))

    moments = random.Random(20170920)
    whole = absent = 0
    for _ in range(KILLS[engine]):
        held = held_by(store)
        process = subprocess.Popen(command(store, path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            code: int | None = process.wait(timeout=moments.uniform(0.2 * takes, 1.1 * takes))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            code = None
        now = held_by(store)
        assert now in (held, held + ROWS)
        assert code in (None, 0)
        assert not (code == 0 and now == held), "acknowledged, and not there"
        if now == held:
            absent += 1
            continue
        whole += 1
        again = store("import", str(path))
        assert again.code == 1 and "batch" in again.out
        batch = store.ok("batch", "list", "--format", "json").rows()[-1]["id"]
        store.ok("batch", "undo", str(batch))
    store.ok("check")
    store.ok("import", str(path))
    store.ok("check")
    assert whole + absent == KILLS[engine]
    assert whole and absent


def held_by(store: Store) -> int:
    """How many spendings stand: those taken back by an undo do not count."""
    batches = store.ok("batch", "list", "--format", "json").rows()
    return sum(row["entries"] for row in batches if row["kind"] == "import" and row["undone_by"] is None)
