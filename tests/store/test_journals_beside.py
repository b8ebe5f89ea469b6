"""A file that is named as a journal of the store: another writer's comes and goes at any moment, and is never in a reader's way."""

import subprocess
import sys
from pathlib import Path

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
