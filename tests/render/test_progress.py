"""A bar for what takes longer than a second, where a person sees it; Ctrl-C then leaves the store as it was."""

import contextlib
import io
import os
import pty
import re
import sys
from pathlib import Path

import pytest

from aidtrack.cli.main import main
from aidtrack.render import progress
from conftest import Store
from importing.desk import based
from render.terminal import Terminal

ROWS = 500_000  # seconds of work
SAID = re.compile(r"[0-9,]+ rows, [0-9,]+ a second")
REMAINING = re.compile(r"[0-9]+:[0-9]{2}:[0-9]{2}|-:--:--")


@pytest.fixture
def filled(file_store: Store, tmp_path: Path) -> Store:
    return based(file_store, tmp_path).store


def receipts(folder: Path, rows: int) -> str:
    sheet = folder / "到账9.csv"
    lines = [f"2017-06-01,自筹资金,1.00,收-{number}\n" for number in range(rows)]
    sheet.write_text("日期,资金,金额（元）,凭证号\n" + "".join(lines))
    return str(sheet)


@pytest.mark.long
def test_ctrl_c_while_the_bar_is_there(filled: Store, tmp_path: Path) -> None:
    before = Path(filled.db).read_bytes()
    with Terminal("--db", filled.db, "--lang", "en", "import", receipts(tmp_path, ROWS), width=100) as terminal:
        shown = terminal.read_until(SAID.search)
        terminal.press(b"\x03")
        screen = terminal.end()
    assert "Reading" in shown and REMAINING.search(shown)
    assert screen.code == 130
    assert screen.text.rstrip().endswith("Interrupted; nothing was written.") and "Traceback" not in screen.text
    assert (Path(filled.db).read_bytes(), sorted(tmp_path.parent.glob("*-journal"))) == (before, [])
    filled.ok("check")


def on_stderr(*args: str) -> str:
    """What a command of this process shows where standard error is a terminal."""
    ours, theirs = pty.openpty()
    os.set_blocking(ours, False)
    with os.fdopen(theirs, "w", encoding="utf-8") as stream, contextlib.redirect_stderr(stream):
        assert main(list(args)) == 0
        stream.flush()
        with os.fdopen(ours, "rb") as shown:
            return (shown.read() or b"").decode()


@pytest.mark.parametrize(
    ("command", "word"),
    [
        (("import", "{}"), "Reading|Checking"),
        (("export", "entry", "--force", "-o", "{}.json"), "Writing"),
        (("check",), "Checking"),
        (("batch", "undo", "1", "--yes"), "Taking back"),
    ],
)
def test_what_may_take_long_has_a_bar(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], word: str
) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm-256color")
    sheet = receipts(tmp_path, 3000)
    shown = on_stderr("--db", filled.db, "--lang", "en", *(part.format(sheet) for part in command))
    *_, last = re.finditer(word, shown)
    assert "\x1b[2K" in shown[last.end() :]  # it goes when the work is done


def test_no_bar_where_nobody_sees_it(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    for stream in (io.StringIO(), None):
        monkeypatch.setattr(sys, "stderr", stream)
        assert main(["--db", filled.db, "import", receipts(tmp_path, 3000), "--again", "--allow-duplicates"]) == 0
        assert stream is None or stream.getvalue() == ""


def test_no_bar_for_what_is_over_at_once(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 600)  # whatever else the machine does meanwhile
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "Checking" not in on_stderr("--db", filled.db, "--lang", "en", "check")
