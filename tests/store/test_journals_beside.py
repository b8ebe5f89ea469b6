"""A file that is named as a journal of the store: another writer's comes and goes at any moment and is never in a reader's way; one of
another state of the store is not played back.
"""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Store
from kept_open import OPENED

# What lies there between two steps of a transaction is an empty file, here made and removed without a pause.
WRITER = """
import sys
from pathlib import Path
journal = Path(sys.argv[1])
print("begun", flush=True)
while True:
    journal.touch()
    journal.unlink(missing_ok=True)
"""


def test_a_journal_that_comes_and_goes_is_no_fault(file_store: Store) -> None:
    file_store.ok("fund", "list")
    with subprocess.Popen([sys.executable, "-c", WRITER, f"{file_store.db}-journal"], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None and writer.stdout.readline() == b"begun\n"
        try:
            for _ in range(3000):
                OPENED(file_store.target, "ro", patience=5).close()
        finally:
            writer.kill()


def test_a_folder_of_that_name_is_told(file_store: Store) -> None:
    Path(f"{file_store.db}-journal").mkdir()
    answer = file_store("fund", "list")
    assert answer.code == 4 and "aidtrack.db-journal is no ordinary file" in answer.err


def _left_behind(folder: Path, store: Path, ending: str) -> tuple[Path, Path]:
    """A store in the middle of another program's change, and the journal of it: as a copy, a crash or a sync program leaves them."""
    taken, journal = folder / f"taken{ending}.db", folder / f"taken{ending}"
    at_work = folder / f"at-work{ending}.db"
    shutil.copy(store, at_work)
    writer = sqlite3.connect(at_work, isolation_level=None)
    try:
        writer.execute("PRAGMA cache_size=1")
        writer.execute(f"PRAGMA journal_mode={'WAL' if ending == '-wal' else 'DELETE'}")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("CREATE TABLE own (text)")
        writer.execute("INSERT INTO own SELECT hex(randomblob(400)) FROM audit, audit, audit, audit LIMIT 3000")
        if ending == "-wal":
            writer.execute("COMMIT")
        shutil.copy(f"{at_work}{ending}", journal)
        shutil.copy(at_work, taken)
    finally:
        writer.close()
    return taken, journal


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_a_journal_of_another_state_is_never_played_back(file_store: Store, tmp_path: Path, ending: str) -> None:
    file_store.ok("fund", "add", "示例资金")
    store = Path(file_store.db)
    taken, journal = _left_behind(tmp_path, store, ending)
    for number in range(3):
        file_store.ok("fund", "edit", "示例资金", "--note", f"第 {number} 次")
    beside, before = Path(f"{store}{ending}"), store.read_bytes()
    shutil.copy(journal, beside)
    for command in (("fund", "list"), ("fund", "edit", "示例资金", "--note", "再一次"), ("check",)):
        answer = file_store(*command)
        assert answer.code == 4 and f"{beside.name} belongs to another state of the store" in answer.err
        assert store.read_bytes() == before and beside.read_bytes() == journal.read_bytes()
    beside.unlink()
    assert "第 2 次" in file_store.ok("fund", "show", "示例资金").out
    # Beside the store that it was made for, it is what puts it right.
    shutil.copy(taken, store)
    shutil.copy(journal, beside)
    assert "示例资金" in file_store.ok("fund", "list").out
    file_store.ok("check")
