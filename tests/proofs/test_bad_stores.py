"""Every command on every store that is none, is damaged or is another's: an exit code and a sentence, never a traceback, and nothing changed.

The commands come from the registry, each with something in every place that must be filled: a new one is tried by itself.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from aidtrack.store.engine.connection import SCHEMA
from conftest import SOME, Store, call
from proofs.commands import SHEET, lines, little_of_everything
from store.raw import behind_the_guards, sql

# What may be done all the same: nothing stands there, or it is refused because something does, or an older store is what is asked for.
ALSO = {
    "init": {0, 1},
    "completion": {0},
    "help": {0},
    "config": {0},  # which opens none
    "template": {0},
    "layout draft": {0},
    "db restore": {0, 1},
    "db upgrade": {0},
    "db backup": {0},
    "db grant": {2},  # a file knows no roles
    "db revoke": {2},
    "collection place": {2},
}
# Refused where a store is opened, which every command does alike: of these, each is tried on every third command, one after another;
# all on all in a campaign.
AT_THE_DOOR = (
    "missing", "a folder", "a link to nothing", "a link to itself", "a pipe", "empty", "text", "half", "another program's", "newer", "older",
    "a page size that is none", "the schema's page destroyed", "schema text that is none", "schema text that is no text",
)  # fmt: skip
REPORTED = {"check", "report"}  # whose answer says what their code says


_lines = cache(lambda: [*lines()])


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a little of everything."""
    return little_of_everything(tmp_path_factory.mktemp("good"))


def page(path: Path, name: str, filling: bytes) -> None:
    """Destroy the first page of a table or an index; the first of the file for ""."""
    with closing(sqlite3.connect(path)) as connection:
        [found] = connection.execute("SELECT coalesce((SELECT rootpage FROM sqlite_master WHERE name = ?), 1)", (name,))
    content = bytearray(path.read_bytes())
    start = 4096 * (found[0] - 1)
    content[max(start, 100) : start + 4096] = (filling * 4096)[: 4096 - (0 if start else 100)]
    path.write_bytes(content)


def schema_text(path: Path, name: str, text: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (text, name))


def schema_gone(path: Path, name: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE tbl_name = ?", (name,))


def pragma(path: Path, statement: str) -> None:
    sql(Store(str(path), "sqlite"), f"PRAGMA {statement}")


def changed(path: Path, *statements: str) -> None:
    behind_the_guards(Store(str(path), "sqlite"), "PRAGMA ignore_check_constraints = ON", *statements)


def instead(path: Path, make: Callable[[Path], object]) -> None:
    path.unlink()
    make(path)


def patched(path: Path, at: int, filling: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[at : at + len(filling)] = filling
    path.write_bytes(content)


def pieces(path: Path, piece: bytes, other: bytes) -> None:
    path.write_bytes(path.read_bytes().replace(piece, other))


BAD: dict[str, tuple[Callable[[Path], Any], set[int]]] = {
    "missing": (lambda path: path.unlink(), {4}),
    "a folder": (lambda path: instead(path, Path.mkdir), {4}),
    "a link to nothing": (lambda path: instead(path, lambda it: it.symlink_to("nothing.db")), {4}),
    "a link to itself": (lambda path: instead(path, lambda it: it.symlink_to(it.name)), {4}),
    "a pipe": (lambda path: instead(path, os.mkfifo), {4}),
    "empty": (lambda path: path.write_bytes(b""), {5}),
    "text": (lambda path: path.write_text("hello, no database\n" * 300), {5}),
    "half": (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), {5}),
    "another program's": (lambda path: pragma(path, "application_id = 7"), {5}),
    "newer": (lambda path: pragma(path, f"user_version = {SCHEMA + 1}"), {6}),
    "older": (lambda path: pragma(path, "user_version = 1"), {6}),
    "a page size that is none": (lambda path: patched(path, 16, b"\0\7"), {5}),
    "the schema's page destroyed": (lambda path: page(path, "", b"\xff"), {5}),
    "a table's page destroyed": (lambda path: page(path, "entry", b"\xff"), {5}),
    "a page of zeros": (lambda path: page(path, "audit", b"\0"), {5}),
    "an index's page destroyed": (lambda path: page(path, "entry_fund", b"\xff"), {5}),
    "schema text that is none": (lambda path: schema_text(path, "village", "CREATE TABLE village (id INTEGER PRIMARY"), {5}),
    "schema text of another table": (lambda path: schema_text(path, "fund", "CREATE TABLE fund (a, b)"), {5}),
    "schema text that is no text": (lambda path: schema_text(path, "fund", "\0\1"), {5}),
    "schema text that is no UTF-8": (lambda path: pieces(path, b"BEGIN SELECT RAISE", b"BEGIN \xd3ELECT RAISE"), {5}),
    "a table gone": (lambda path: schema_gone(path, "document"), {5}),
    "a column gone": (lambda path: schema_text(path, "entry", "CREATE TABLE entry (id INTEGER PRIMARY KEY, kind TEXT)"), {5}),
    "a log without JSON": (lambda path: changed(path, "UPDATE audit SET after = '{', before = '['"), {5}),
    "a log of other JSON": (lambda path: changed(path, "UPDATE audit SET after = '[7]', before = printf('%.99999c', '[')"), {5}),
    "a log of times that are none": (lambda path: changed(path, "UPDATE audit SET at = replace(at, '-', ')')"), {5}),
    "words that are none": (
        lambda path: changed(path, "UPDATE audit SET noun = 'x', action = 'y'", "UPDATE entry SET kind = 'z'", "UPDATE project SET stage = 'w'"),
        {5},
    ),
    "days that are none": (lambda path: changed(path, "UPDATE entry SET date = '2017-99-99'", "UPDATE fund SET idle_from = 'x'"), {5}),
    "numbers that are none": (lambda path: changed(path, "UPDATE audit SET object_id = -1", "UPDATE batch SET last_entry_id = NULL"), {5}),
}  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither pipes nor links like these")
@pytest.mark.parametrize("kind", BAD)
def test_no_command_ends_in_a_traceback(kind: str, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading commands may answer from what is whole (0) or refuse (1); where nothing can be read, the code is that of the kind."""
    make, codes = BAD[kind]
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    wrong = []
    spoilt = tmp_path / "spoilt.db"
    shutil.copyfile(good, spoilt)
    make(spoilt)
    is_file = spoilt.is_file() and not spoilt.is_symlink()
    # What is wrong in rows alone is met where they are read; a file that is none is met by all.
    readable = {*codes, 0, 1} if codes == {5} else codes
    every = _lines()[AT_THE_DOOR.index(kind) % SOME :: SOME] if kind in AT_THE_DOOR else _lines()
    for words in every:
        for left in home.iterdir():
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
        shutil.copyfile(good, home / "good.db")
        (home / "支出.csv").write_text(SHEET.replace("03-01", "03-02"), "utf-8")
        (home / "命令.txt").write_text("spending add 5 --fund F --project P\n", "utf-8")
        (home / "布局.toml").write_text('unit = "元"\n', "utf-8")
        if is_file:
            shutil.copyfile(spoilt, home / "aid.db")
        else:
            shutil.copyfile(good, home / "aid.db")
            make(home / "aid.db")
        try:
            answer = call("--db", "aid.db", "--lang", "en", *words)
        except Exception as error:  # what main lets through is a traceback
            wrong.append((words, repr(error)))
            continue
        also = ALSO.get(words[0], ALSO.get(" ".join(words[:2]), set()))
        if answer.code not in readable | also or (answer.code and not answer.err.strip() and words[0] not in REPORTED):
            wrong.append((words, repr(answer)[:300]))
    assert not wrong, "\n".join(f"{words}: {said}" for words, said in wrong)
