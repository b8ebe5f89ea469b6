"""kill -9 at any moment of an import or a receipt: it is whole or absent, and the store goes on as if nothing had been.

By hand: `AIDTRACK_RECEIPT_KILLS=100 pytest -n 0 tests/proofs/test_killed.py`.
"""

import os
import random
import shutil
from collections.abc import Callable
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic, sleep

import pytest

from collection.province import Province
from conftest import Store, examples, once
from proofs.processes import processes, run_command
from store.raw import sql

ROWS, ROWS_ON_SERVER = 1_000, 400
FUND, PROJECT = "自筹资金", "菌菜大棚"
KILLS = 25  # in each of four parts, which may run beside each other
ON_SERVER = 20
OF_RECEIPTS = int(os.environ.get("AIDTRACK_RECEIPT_KILLS") or examples(12))


def sheet(folder: Path, count: int) -> Path:
    """So many rows that come to 10,000 yuan."""
    path = folder / "支出.csv"
    rest = f"{FUND},{PROJECT},{10_000 / count:.2f}"
    rows = [f"2017-{1 + row % 12:02d}-{1 + row % 28:02d},{rest},凭{row}" for row in range(count)]
    path.write_text("\n".join(("日期,资金,项目,金额(元),凭证号", *rows)) + "\n", encoding="utf-8")
    return path


@once
def prepared(store: Store) -> Store:
    """Money for exactly the sheet."""
    store.ok("fund", "add", FUND)
    store.ok("project", "add", PROJECT)
    store.ok("receipt", "add", "10000", "--fund", FUND, "--date", "2016-12-31")
    store.ok("allocation", "add", "10000", "--fund", FUND, "--project", PROJECT, "--date", "2016-12-31")
    return store


def start(store: Store, path: Path, *options: str, verb: str = "import") -> BaseProcess:
    """The import in a process of its own, or what else takes a file."""
    words = ("--db", store.db, "--lang", "en", verb, str(path), *options)
    process = processes().Process(target=run_command, args=words)
    process.start()
    return process


def duration(store: Store, path: Path, verb: str = "import") -> float:
    """How many seconds the whole import takes here, where all that it loads has been loaded."""
    start(store, path, "--dry-run", verb=verb).join()
    before = monotonic()
    process = start(store, path, verb=verb)
    process.join()
    assert process.exitcode == 0
    return monotonic() - before


def killed(store: Store, path: Path, after: float, reached: Callable[[], bool], verb: str = "import") -> bool:
    """Run the import and kill it so many seconds after a point is reached; whether it ended well before."""
    process = start(store, path, verb=verb)
    while process.is_alive() and not reached():
        sleep(0.0002)  # a loop without rest would take a core from the import
    process.join(after)
    process.kill()
    process.join()
    return process.exitcode == 0


def starts(store: Store) -> bool:
    """Nothing need have happened."""
    return True


def writes(store: Store) -> bool:
    """The transaction has begun to change the file: its journal is there."""
    return Path(f"{store.db}-journal").exists()


def commits(store: Store) -> bool:
    """The journal is complete, and the file is being written: who is killed now leaves work to the next reader."""
    try:
        with Path(f"{store.db}-journal").open("rb") as journal:
            return journal.read(1) > b"\0"
    except FileNotFoundError:
        return False


# At any moment of the run, of its transaction, and of its commit: a point, and the share of the run within which to kill.
POINTS: tuple[tuple[Callable[[Store], bool], float], ...] = ((starts, 1), (writes, 0.3), (commits, 0.02))


def whole_or_absent(store: Store, path: Path, acknowledged: bool) -> None:
    """What must hold after a kill, and after the import is run again."""
    spent = store.ok("report", "fund", FUND, "--format", "json").rows("funds")[0]["spent"]
    assert spent in (None, "10000.00")
    assert spent is not None or not acknowledged
    store.ok("check", "--strict")
    again = store("import", str(path))
    if spent is None:
        assert again.code == 0, again
        assert store.ok("report", "fund", FUND, "--format", "json").rows("funds")[0]["spent"] == "10000.00"
        store.ok("check", "--strict")
    else:
        assert again.code == 7, again
        assert "batch 1" in again.out + again.err
    assert store("import", str(path)).code == 7


@pytest.mark.parametrize("part", range(4))
def test_file_survives_a_hundred_kills(file_store: Store, tmp_path: Path, part: int) -> None:
    path = sheet(tmp_path, ROWS)
    blank = shutil.copy(prepared(file_store).db, tmp_path / "blank.db")
    longest = duration(file_store, path)
    chance = random.Random()
    for number in range(KILLS):
        store = Store(str(tmp_path / f"{number}.db"), "sqlite")
        shutil.copyfile(blank, store.db)
        reached, within = POINTS[number % len(POINTS)]
        acknowledged = killed(store, path, chance.uniform(0, longest * within), partial(reached, store))
        whole_or_absent(store, path, acknowledged)
        assert not list(tmp_path.glob(f"{number}.db-*"))
        Path(store.db).unlink()


def test_a_collection_survives_kills(tmp_path: Path) -> None:
    """A month of a thousand entries is received whole or not at all, and once more without harm."""
    province = Province(tmp_path, Store(str(tmp_path / "above.db"), "sqlite"))
    county = prepared(province.county("621122"))
    province.receive(province.handover("621122", "first"))
    blank = shutil.copy(province.above.db, tmp_path / "blank.db")
    county.ok("import", str(sheet(tmp_path, ROWS)))
    month = province.handover("621122", "month")
    longest = duration(province.above, month, "receive")
    chance = random.Random()
    for number in range(OF_RECEIPTS):
        store = province.above = Store(str(tmp_path / f"{number}.db"), "sqlite")
        shutil.copyfile(blank, store.db)
        reached, within = POINTS[number % len(POINTS)]
        acknowledged = killed(store, month, chance.uniform(0, longest * within), partial(reached, store), "receive")
        store.ok("check", "--strict")
        came = int(sql(store, "SELECT count(*) FROM entry")[0][0])
        assert came in (3, 3 + ROWS) and (came > 3 or not acknowledged)
        assert province.results(month) == ["new" if came == 3 else "nothing_new"]
        assert province.agrees("621122")
        store.ok("check", "--strict")
        assert not list(tmp_path.glob(f"{number}.db-*"))
        Path(store.db).unlink()


@pytest.mark.server
def test_server_survives_twenty_kills(new_store: Callable[[str], Store], tmp_path: Path) -> None:
    path = sheet(tmp_path, ROWS_ON_SERVER)
    longest = duration(prepared(new_store("postgresql")), path)
    chance = random.Random()
    for _ in range(ON_SERVER):
        store = prepared(new_store("postgresql"))
        acknowledged = killed(store, path, chance.uniform(0, longest), partial(starts, store))
        store("import", str(path), "--dry-run")  # waits for a commit that the server may be about to end
        whole_or_absent(store, path, acknowledged)
