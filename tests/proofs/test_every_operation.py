"""Each operation on files of each command that writes fails, is cut short or is its last; and each command is killed at any moment.

What was to be written is there as a whole or not at all, the exit code says which, and nothing is left behind. A few of each here; by
hand all of them, and so many kills of each command (-s shows the figures, -k takes a part):

    AIDTRACK_STRIKES=all AIDTRACK_KILLS=60 pytest -n 0 -s tests/proofs/test_every_operation.py
"""

import json
import os
import random
import re
import shutil
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from conftest import examples
from proofs.struck import ABLE, BROKEN, FULL, HOW, KILLED, SHORT, TORN, WHY_NOT, Ended, Runner, compiled, runner
from proofs.writing import OLD, everything_at_hand, writing

STRIKES, KILLS = os.environ.get("AIDTRACK_STRIKES"), int(os.environ.get("AIDTRACK_KILLS", "0"))
BY_HAND = bool(STRIKES or KILLS)
FEW = (
    "spending add",
    "import in part",
    "document attach",
    "db restore",
    "village merge",
    "init",
    "check",
    "receive",
    "batch undo",
)
ELSEWHERE = {"key new"}  # it writes into its user's folder alone
NAMES = [name for name, _ in writing() if name not in ELSEWHERE] if BY_HAND else FEW
# The files that these make stand in their places before what names them is final.
NAMED = {"import in part", "document attach", "notice fund", "notice project", "db restore", "handover"}
STANDS = ("stands", "not known whether")
pytestmark = pytest.mark.skipif(not ABLE, reason=WHY_NOT)

_DRAFT = re.compile(r"(.*/)?\..+\.new")
_SALTED = re.compile(r'"digest": ?"[0-9a-f]{64}"')
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00")
Found = dict[str, object]  # what lies in a folder: a store's rows, what other files are


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    with runner(compiled(tmp_path_factory.mktemp("recorder"))) as made:
        yield made


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    everything_at_hand(folder)
    return folder


def found(folder: Path) -> Found:
    return {str(path.relative_to(folder)): _content(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def _content(path: Path) -> object:
    """A store's rows without times, hashes, salts and its own id; whether another file is whole, for times stand in many."""
    content = path.read_bytes()
    if content[:6] == b"SQLite":
        if Path(f"{path}-journal").exists():  # what is played back is not in these bytes
            return _rows(path)
        if content not in _READ:
            _READ[content] = _rows(path)
            while len(_READ) > 9:
                _READ.pop(next(iter(_READ)))
        return _READ[content]
    if content == OLD.encode():
        return OLD
    if path.suffix in (".xlsx", ".zip"):
        with zipfile.ZipFile(path) as file:
            return sorted(file.namelist()) if file.testzip() is None else "torn"
    if path.suffix == ".json":
        return sorted(json.loads(content))
    return content.rstrip().endswith(b"</html>") if path.suffix == ".html" else content


_READ: dict[bytes, object] = {}  # the same files are met again and again


def _rows(path: Path) -> object:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], path
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: _told(connection, table) for table in tables if table != "identity"}


def _told(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    kept = ", ".join(name for name in columns if name not in ("at", "hash", "previous", "salt"))
    rows = connection.execute(f"SELECT {kept} FROM {table}").fetchall()
    # A restore's record names the head that was replaced; that of a closing says when it was.
    timeless = [
        tuple(_SALTED.sub("", _MOMENT.sub("", cell)) if isinstance(cell, str) else cell for cell in row) for row in rows
    ]
    return sorted((row for row in timeless if "restore" not in row), key=repr)


class Case:
    """One command: what it finds, and what it leaves where nothing strikes it."""

    def __init__(self, name: str, home: Path, folder: Path, run: Runner) -> None:
        words = dict(writing())[name]
        self.name, self.home, self.folder, self.run = name, home, folder, run
        self.store = words[1] if words[0] == "--db" else "aid.db"
        self.words = ["--lang", "en", *words] if words[0] == "--db" else ["--db", "aid.db", "--lang", "en", *words]
        self.before = found(home)
        self.whole = self.start()
        assert (self.whole.code, self.whole.operations > 0) == (0, True), (name, self.whole)
        self.after = found(folder)

    def start(self, how: int = 0, at: int = 0, after: float | None = None) -> Ended:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.home, self.folder)
        return self.run(self.folder, self.words, how, at, after)

    def wrong(self, ended: Ended) -> Iterator[str]:
        """Everything that is not as it must be."""
        journal = Path(f"{self.folder / self.store}-journal")
        if journal.exists():  # the next reader plays it back
            with closing(sqlite3.connect(self.folder / self.store)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master")
        left = found(self.folder)
        written = left.get(self.store) == self.after[self.store] != self.before.get(self.store)
        all_there = all(left.get(file) == content for file, content in self.after.items())
        # A draft that could not be taken away once all was done is the next run's.
        yield from self._files(left, killed=ended.code < 0, done=ended.code == 0)
        if ended.code >= 0:
            yield from self._said(ended, written=written, all_there=all_there)
        if written and self.name in NAMED and not all_there:
            yield "the rows are there, and what they name is not"

    def _files(self, left: Found, *, killed: bool, done: bool) -> Iterator[str]:
        for file, content in left.items():
            if file in self.before or file in self.after:
                if content not in (self.before.get(file), self.after.get(file)):
                    yield f"{file} is neither as before nor as after"
            elif not killed and not (done and _DRAFT.fullmatch(file)):
                yield f"left behind: {file}"
        for file in self.before.keys() & self.after.keys() - left.keys():
            yield f"gone: {file}"

    def _said(self, ended: Ended, *, written: bool, all_there: bool) -> Iterator[str]:
        said = ended.out + ended.err
        if "Traceback" in said or "Exception ignored" in said or ended.code not in (0, 4):
            yield f"exit {ended.code}: {said[-600:]}"
        if ended.code == 0 and not all_there:
            yield "exit 0, and not all was written"
        if ended.code and not ended.err.strip():
            yield "no sentence"
        stands = any(word in ended.err for word in STANDS)
        if ended.code and written and not stands:
            yield f"written, and said: {ended.err}"
        if ended.code and stands and not written and self.after[self.store] != self.before.get(self.store):
            yield f"not written, and said: {ended.err}"


def judged(case: Case, ended: Ended, where: str, tally: Counter[str], *, again: bool) -> list[str]:
    """What is wrong; and, where it is to be tried `again`, that the store is sound and the command then does what it did not."""
    tally["killed" if ended.code < 0 else f"exit {ended.code}"] += 1
    try:
        wrong = [*case.wrong(ended)]
    except Exception as error:
        wrong = [repr(error)]
    if again and not wrong and (case.folder / case.store).exists():
        checked = case.run(case.folder, ["--db", case.store, "--lang", "en", "check"])
        wrong += [] if checked.code == 0 else [f"check: {checked}"]
    return [f"{case.name}, {where}: {one}" for one in wrong]


@pytest.mark.skipif(bool(KILLS) and not STRIKES, reason="only kills are asked for")
@pytest.mark.parametrize("name", NAMES)
def test_struck_at_each_operation(name: str, home: Path, tmp_path: Path, run: Runner) -> None:
    case = Case(name, home, tmp_path / "case", run)
    chance, tally, wrong = random.Random(name), Counter[str](), []
    most = case.whole.operations if STRIKES == "all" else int(STRIKES or examples(1))
    for how in (FULL, BROKEN, SHORT, KILLED, TORN):
        points = range(1, case.whole.operations + 1)
        last = points[-3:] if how in (FULL, BROKEN) else ()  # what is done already when they fail
        for at in sorted({*chance.sample(points, min(most, len(points))), *last}):
            ended = case.start(how, at)
            tally[HOW[how]] += 1
            wrong += judged(
                case, ended, f"{HOW[how]} at {at} of {len(points)}", tally, again=at % 7 == 0 or not BY_HAND
            )
    if BY_HAND:
        print(f"\n| {name} | {case.whole.operations} | {dict(tally)} | {len(wrong)} |", flush=True)
    assert not wrong, "\n".join(wrong)


@pytest.mark.skipif(bool(STRIKES) and not KILLS, reason="only operations are asked for")
@pytest.mark.parametrize("name", NAMES)
def test_killed_at_any_moment(name: str, home: Path, tmp_path: Path, run: Runner) -> None:
    case = Case(name, home, tmp_path / "case", run)
    chance, tally, wrong = random.Random(), Counter[str](), []
    wanted = KILLS or examples(2)
    for number in range(3 * wanted):  # one that comes after the command's end proves nothing and is not counted
        if number % 10 == 0:  # a busy machine takes now more, now less
            seconds = case.start().seconds
        after = chance.uniform(0, seconds)
        ended = case.start(after=after)
        wrong += judged(case, ended, f"killed after {after} of {seconds} s", tally, again=number % 5 == 0)
        if tally["killed"] == wanted:
            break
    if BY_HAND:
        print(f"\n| {name} | {dict(tally)} | {len(wrong)} |", flush=True)
    assert not wrong, "\n".join(wrong)
