"""The program as the shell runs it: completion, Ctrl-C, a pipe that closes, a console of another encoding."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Store, call
from importing.desk import based

pytestmark = pytest.mark.long

COMMAND = (sys.executable, "-m", "aidtrack")


def environment(**more: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AIDTRACK", "_AIDTRACK", "LC_", "LANG"))
    }
    return {**kept, "PYTHONUTF8": "1", "AIDTRACK_LANG": "en", **more}


@pytest.fixture
def filled(file_store: Store, tmp_path: Path) -> Store:
    return based(file_store, tmp_path).store


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_completion_script(shell: str) -> None:
    answer = call("completion", shell)
    assert answer.code == 0
    assert "_AIDTRACK_COMPLETE" in answer.out and "aidtrack" in answer.out


def complete(store: Store, *words: str, incomplete: str) -> list[str]:
    """What bash is offered for `aidtrack WORDS… INCOMPLETE`."""
    line = " ".join(("aidtrack", *words, incomplete))
    more = {
        "_AIDTRACK_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) + 1),
        "AIDTRACK_DB": store.db,
    }
    done = subprocess.run(COMMAND, env=environment(**more), capture_output=True, check=False)
    return [line.split(",")[-1] for line in done.stdout.decode().split("\n") if line]


def test_commands_options_and_names_complete(filled: Store) -> None:
    assert complete(filled, incomplete="vil") == ["village"]
    assert complete(filled, "village", incomplete="re") == ["remove"]
    assert complete(filled, "report", "village", incomplete="牙") == ["牙河村"]
    assert complete(filled, "spending", "add", "5", "--project", incomplete="菌") == ["菌菜大棚"]
    assert complete(filled, "spending", "list", "--fund", incomplete="") == ["专项资金", "自筹资金"]
    assert "--county" in complete(filled, "village", "add", "X", incomplete="--c")
    assert complete(Store(filled.db + ".no", "sqlite"), "report", "village", incomplete="牙") == []


def test_a_pipe_that_closes_early(filled: Store) -> None:
    process = subprocess.Popen(
        (*COMMAND, "--db", filled.db, "log", "--format", "json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert (process.stderr.read(), process.wait()) == (b"", 0)
    process.stderr.close()


@pytest.fixture
def waiting(filled: Store, tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """An import that holds its transaction open for seconds."""
    sheet = tmp_path / "到账9.csv"
    sheet.write_text("日期,资金,金额（元）\n" + "2017-06-01,自筹资金,1.00\n" * 500_000)
    process = subprocess.Popen(
        (*COMMAND, "--db", filled.db, "import", str(sheet), "--as", "receipt"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    yield process
    process.kill()
    process.communicate()


def test_ctrl_c_leaves_the_store_as_it_was(filled: Store, waiting: "subprocess.Popen[bytes]") -> None:
    before = Path(filled.db).read_bytes()
    journal = Path(filled.db + "-journal")
    while waiting.poll() is None and not _holds(filled.db):
        time.sleep(0.01)  # or looking would keep the import from its lock
    waiting.send_signal(signal.SIGINT)
    assert waiting.wait() == 130
    assert waiting.stderr is not None
    said = waiting.stderr.read().decode()
    assert "Interrupted" in said and "Traceback" not in said
    assert Path(filled.db).read_bytes() == before
    assert not journal.exists()
    filled.ok("check")


def _holds(db: str) -> bool:
    """Whether somebody else may be writing to the store."""
    import sqlite3

    connection = sqlite3.connect(db, isolation_level=None, timeout=0)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return True
    finally:
        connection.close()
    return False


def test_a_console_that_knows_few_characters(filled: Store) -> None:
    filled.ok("village", "add", "𠮷村")
    for encoding in ("gbk", "ascii"):
        done = subprocess.run(
            (*COMMAND, "--db", filled.db, "village", "list"),
            env={**environment(PYTHONIOENCODING=encoding), "PYTHONUTF8": "0"}, capture_output=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"?" in done.stdout


def test_dev_full_is_said(filled: Store) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            (*COMMAND, "--db", filled.db, "log"), stdout=full, stderr=subprocess.PIPE, env=environment(), check=False
        )
    assert done.returncode == 4
    assert b"Traceback" not in done.stderr and b"Exception" not in done.stderr


def test_what_was_written_stands_where_only_the_answer_is_lost(filled: Store, tmp_path: Path) -> None:
    sheet = tmp_path / "到账9.csv"
    sheet.write_text("日期,资金,金额（元）\n2017-06-01,自筹资金,1.00\n")
    command = (*COMMAND, "--db", filled.db, "import", str(sheet))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
        assert (done.returncode, b"disk is full" in done.stderr, b"answer is lost" in done.stderr) == (4, True, True)
        # Where not even this can be said, the exit code says it.
        again = subprocess.run(
            (*command, "--again", "--allow-duplicates"), stdout=full, stderr=full, env=environment(), check=False
        )
        assert again.returncode == 4
    amounts = [row["amount"] for row in filled.ok("receipt", "list", "--format", "json").rows()]
    assert amounts.count("1.00") == 2
    read = filled("receipt", "list", "-o", str(tmp_path / "no" / "x.csv"))
    assert (read.code, "answer is lost" in read.err) == (4, False)


INTERRUPTED_WHILE_LOADED = """
import sys
class Interrupts:
    def find_spec(name, path=None, target=None):
        if name == "aidtrack.nouns":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupts)
from aidtrack.__main__ import run
run()
"""


def test_ctrl_c_while_it_is_loaded() -> None:
    words = (sys.executable, "-c", INTERRUPTED_WHILE_LOADED, "help")
    done = subprocess.run(words, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
