"""Standard streams that are closed, as a scheduler or a service leaves them: the right exit code, no traceback, no complaint in an answer."""

import os
import subprocess
from pathlib import Path

import pytest

from cli.test_process import COMMAND, environment
from conftest import Answer, Store

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.name == "nt", reason="Windows gives every program its three streams"),
]


def closed(store: Store, stream: str, *words: str) -> Answer:
    """The answer of a command that was started without one of its streams: `<&-`, `>&-`, `2>&-`."""
    line = ("sh", "-c", f'exec "$@" {stream}', "sh", *COMMAND, "--db", store.db, *words)
    done = subprocess.run(line, env=environment(), capture_output=True, check=False)
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def villages(store: Store) -> list[str]:
    return [row["name"] for row in store.ok("village", "list", "--format", "json").rows()]


def test_without_a_place_for_the_answer_nothing_is_done(file_store: Store, tmp_path: Path) -> None:
    for words in (("village", "list"), ("village", "add", "V"), ("--version",), ("village", "list", "-o", "-")):
        answer = closed(file_store, ">&-", *words)
        assert (answer.code, answer.err.splitlines()[0]) == (4, "Standard output is closed."), (words, answer)
    assert villages(file_store) == []
    path = tmp_path / "a.csv"
    for line in (("village", "add", "V", "-o", str(path)), ("export", "village", f"--output={path}", "--force")):
        answer = closed(file_store, ">&-", *line)
        assert (answer.code, answer.err, "V" in path.read_text("utf-8")) == (0, "", True), (line, answer)


def test_where_nobody_can_be_told_a_complaint_is_no_answer(file_store: Store) -> None:
    assert closed(file_store, "2>&-", "village", "add", "V").code == 0
    assert villages(file_store) == ["V"]
    assert "V" in closed(file_store, "2>&-", "village", "list").out
    assert closed(file_store, "2>&-", "village", "show", "nowhere") == Answer(1, "", "")
    assert closed(file_store, "2>&-", "village", "--bogus") == Answer(2, "", "")


def test_lines_whose_answers_nobody_takes_are_said_to_stand(file_store: Store, tmp_path: Path) -> None:
    script = tmp_path / "命令.txt"
    script.write_text("village add V\nvillage add W\n", "utf-8")
    words = ("--lang", "en", "batch", "run", str(script), "--each", "--format", "jsonl")
    for stream in (">/dev/full", "| true"):
        line = (*COMMAND, "--db", file_store.db, *words)
        shell = f'set -o pipefail; "$@" {stream}'
        done = subprocess.run(["bash", "-c", shell, "sh", *line], env=environment(), capture_output=True, check=False)
        assert (done.returncode, b"stand: 1.\nFrom line 2 on nothing" in done.stderr) == (4, True), done
        assert villages(file_store) == ["V"]
        file_store.ok("village", "remove", "V", "--yes")


def test_without_an_input(file_store: Store) -> None:
    assert closed(file_store, "<&-", "village", "add", "V").code == 0
    assert "V" in closed(file_store, "<&-", "village", "list").out
    answer = closed(file_store, "<&-", "import", "-")
    assert (answer.code, "- cannot be read (standard input is closed)" in answer.out + answer.err) == (4, True), answer
    assert "Traceback" not in answer.err
