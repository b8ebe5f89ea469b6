"""The power is cut at any moment of a command: what was confirmed is there, files included; before that all of it is or nothing.

The program runs once with its file operations recorded; they are replayed as a disk may have kept them. By hand, with as many cuts as
wanted: `AIDTRACK_POWER_CUTS=500 pytest tests/proofs/test_power_cut.py`.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import Store, call, examples
from proofs.disk import MODELS, Disk, Operation, recorded

CUTS = int(os.environ.get("AIDTRACK_POWER_CUTS") or examples(18))  # of each command
COMPILER = shutil.which("cc") or shutil.which("gcc")
pytestmark = pytest.mark.skipif(
    COMPILER is None or not sys.platform.startswith("linux"),
    reason="the recorder of file operations needs Linux and a C compiler",
)
SHEET = "日期,资金,项目,金额（元）\n" + "2017-03-01,F,P,1\n2017-03-02,F,P,2\n" * 40
PROJECT = (  # what a notice asks for
    "--category", "道路", "--content", "硬化", "--stage", "approved", "--implementer", "示例公司", "--responsible", "张某",
    "--responsible-unit", "示例镇", "--target", "通车", "--planned-start", "2017-03", "--planned-end", "2017-10",
    "--households", "12", "--persons", "40",
)  # fmt: skip
FAULT = "2017-02-30,F,P,1\n"


@dataclass(frozen=True)
class Case:
    """A command line, and the files beside the store that it makes; `named` ones stand there before what names them is final."""

    words: tuple[str, ...]
    makes: tuple[str, ...] = ()
    named: bool = False


CASES = {
    "add": Case(("spending", "add", "12", "--project", "P", "--date", "2017-04-01")),
    "import": Case(("import", "支出.csv")),
    "rejected": Case(
        ("import", "不全支出.csv", "--partial", "--rejected", "问题.csv", "--force"), ("问题.csv",), named=True
    ),
    "attach": Case(("document", "attach", "协议", "协议.pdf"), named=True),
    "restore": Case(("db", "restore", "备份.db", "--yes"), ("aid.db.before-restore",), named=True),
    "restore over what is damaged": Case(("--db", "damaged.db", "db", "restore", "备份.db", "--yes")),
    "backup": Case(("db", "backup", "二.db"), ("二.db",)),
    "notice": Case(
        ("notice", "fund", "F", "--channel", "示例电话 12317", "--force", "-o", "公示.html"), ("公示.html",), named=True
    ),
    "answer": Case(("report", "fund", "--force", "-o", "报表.html"), ("报表.html",)),
}


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("recorder") / "recorder.so"
    source = Path(__file__).with_name("recorder.c")
    assert COMPILER is not None
    subprocess.run([COMPILER, "-shared", "-fPIC", "-o", str(made), str(source), "-ldl"], check=True)
    return made


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with some of everything that the commands need, and what they read."""
    folder = tmp_path_factory.mktemp("home")
    store = Store(str(folder / "aid.db"), "sqlite")
    store.ok("init")
    store.ok("village", "add", "V")
    store.ok("fund", "add", "F", "--budget", "1000", "--source", "self", "--doc-no", "示字1号")
    store.ok("project", "add", "P", "--village", "V", *PROJECT)
    store.ok("receipt", "add", "1000", "--fund", "F", "--date", "2017-01-01")
    store.ok("allocation", "add", "900", "--fund", "F", "--project", "P", "--date", "2017-01-02")
    store.ok("document", "add", "协议")
    store.ok("db", "backup", str(folder / "备份.db"))
    store.ok("village", "edit", "V", "--note", "备份以后")
    (folder / "damaged.db").write_bytes(b"no store any more" * 500)
    (folder / "协议.pdf").write_bytes(b"%PDF" + bytes(range(256)) * 200)
    (folder / "支出.csv").write_text(SHEET, "utf-8")
    (folder / "不全支出.csv").write_text(SHEET + FAULT, "utf-8")
    for old in ("问题.csv", "公示.html", "报表.html"):
        (folder / old).write_text("what stood here before", "utf-8")
    return folder


def run(folder: Path, case: Case, recorder: Path, log: Path) -> list[Operation]:
    """What the command does to the folder's files; it must succeed."""
    environment = {
        **os.environ,
        "LD_PRELOAD": str(recorder), "RECORD_FOLDER": str(folder), "RECORD_TO": str(log),
        "AIDTRACK_DB": "aid.db", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    words = [sys.executable, "-m", "aidtrack", *case.words]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done
    return list(recorded(log))


def content(path: Path) -> object:
    """A store's rows without times and hashes, a file's bytes; None where there is nothing."""
    if not path.exists():
        return None
    if path.read_bytes()[:6] != b"SQLite":
        return path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: _rows(connection, table) for table in tables}


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    kept = ", ".join(name for name in columns if name not in ("at", "hash", "previous"))
    return sorted(connection.execute(f"SELECT {kept} FROM {table}"), key=repr)


def copied(home: Path, to: Path) -> Path:
    shutil.copytree(home, to, dirs_exist_ok=True)
    return to


@pytest.mark.parametrize("name", CASES)
def test_what_was_confirmed_is_there(name: str, home: Path, recorder: Path, tmp_path: Path) -> None:
    case = CASES[name]
    folder = copied(home, tmp_path / "run")
    store = case.words[1] if case.words[0] == "--db" else "aid.db"
    disks = {model: Disk.of(folder, model) for model in MODELS}  # before the command; each cut replays from here
    operations = run(folder, case, recorder, tmp_path / "operations")
    assert any(one.name == "sync" for one in operations), "nothing was recorded"
    files = (store, *case.makes)
    before, after = ({file: content(place / file) for file in files} for place in (home, folder))
    chance = random.Random(name)
    for cut in range(CUTS):
        model = MODELS[cut // 3 % 3]
        moment = (len(operations), chance.randint(0, len(operations)), max(len(operations) - chance.randint(0, 12), 0))[
            cut % 3
        ]
        image = tmp_path / "image"
        shutil.rmtree(image, ignore_errors=True)
        _cut(folder, disks[model], operations[:moment], chance, image)
        left = {file: content(image / file) for file in files}
        where = (name, model, moment, len(operations), cut)
        for file in files:
            assert left[file] in (before[file], after[file]), (where, file)
        if moment == len(operations):
            assert left == after, where
        if case.named and left[store] == after[store] != before[store]:
            assert left == after, where
        if isinstance(left[store], dict):
            checked = call("--db", str(image / store), "--lang", "en", "check", "--strict")
            assert checked.code == 0, (where, checked)


def _cut(folder: Path, fresh: Disk, operations: list[Operation], chance: random.Random, image: Path) -> None:
    disk = fresh.copy()
    for one in operations:
        disk.do(one)
    disk.image(chance, str(folder), image)
