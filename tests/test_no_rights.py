"""A folder in which nothing may be written, or into which nobody may look: exit 4 with a sentence, and what can be read is."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import Answer, Store

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")

NOBODY = 65534
SHEET = "日期,资金,金额（元）\n2017-03-01,F,5\n"


@contextmanager
def without_rights() -> Iterator[None]:
    """As another user than root, to whom no mode says anything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder into which everybody may look, for those of the tests may be their owner's alone; a store and a sheet lie in it."""
    folder = Path(tempfile.mkdtemp(prefix="aidtrack-rights-"))
    store = Store(str(folder / "aid.db"), "sqlite")
    store.ok("init")
    store.ok("fund", "add", "F")
    store.ok("document", "add", "D")
    (folder / "到账.csv").write_text(SHEET, "utf-8")
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


WRITING = (
    ("fund", "add", "G"),
    ("import", "到账.csv", "--as", "receipt"),
    ("document", "attach", "D", "到账.csv"),
    ("db", "backup", "b.db"),
    ("db", "backup", "b.zip"),
    ("db", "restore", "aid2.db", "--yes"),
    ("export", "fund", "-o", "e.xlsx"),
    ("fund", "list", "-o", "l.xlsx"),
    ("template", "支出", "-o", "t.xlsx"),
)


def answers(home: Path, monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, ...], Answer]:
    monkeypatch.chdir(home)
    store = Store("aid.db", "sqlite")
    lines = (*WRITING, ("fund", "list"), ("check",), ("--help",))
    return {words: store(*words) for words in lines}


def test_a_folder_that_is_only_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(home / "aid.db", home / "aid2.db")
    # Once with every right, in a copy, so that all that these commands load is loaded: another user may not read where it lies.
    twin = home / "twin"
    shutil.copytree(home, twin)
    answers(twin, monkeypatch)
    shutil.rmtree(twin)
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    for path in home.iterdir():
        path.chmod(0o444)
    home.chmod(0o555)
    with without_rights():
        found = answers(home, monkeypatch)
    for words, answer in found.items():
        if words in WRITING:
            assert (answer.code, answer.out, bool(answer.err)) == (4, "", True), (words, answer)
        else:
            assert answer.code == 0, (words, answer)
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_a_folder_into_which_nobody_may_look(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = home / "closed"
    closed.mkdir()
    shutil.copy(home / "aid.db", closed / "aid.db")
    shutil.copy(home / "到账.csv", closed / "到账.csv")
    store, other = Store(str(closed / "aid.db"), "sqlite"), Store(str(home / "aid.db"), "sqlite")
    lines = (
        (store, ("fund", "list")),
        (store, ("fund", "add", "G")),
        (store, ("check",)),
        (other, ("import", str(closed / "到账.csv"), "--as", "receipt")),
        (other, ("import", str(home / "到账.csv"), "--as", "receipt", "--layout", str(closed / "a.toml"))),
        (other, ("fund", "list", "-o", str(closed / "l.csv"))),
        (other, ("document", "attach", "D", str(closed / "到账.csv"))),
        (other, ("db", "restore", str(closed / "aid.db"), "--yes")),
    )
    for at, words in lines:
        at(*words)
    (closed / "l.csv").unlink()
    (home / "aid.db").chmod(0o666)
    closed.chmod(0o000)
    with without_rights():
        found = [(words, at(*words)) for at, words in lines]
    for words, answer in found:
        assert (answer.code, bool(answer.err or answer.out)) == (4, True), (words, answer)
