"""An evening of putting right, in both languages: each slip is one command, each says what it did, and the year's report is right after it.

`examples/evening` holds the transcripts and their sheets. A moment, today, a fingerprint and the id of the store stand there as ….
"""

import re
import shlex
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import call

FOLDER = Path(__file__).parent.parent / "examples" / "evening"
VARYING = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def steps(lang: str) -> Iterator[tuple[str, str]]:
    """Each command of a transcript and what it shows."""
    transcript = (FOLDER / f"{lang}.txt").read_text("utf-8")
    for part in re.split(r"^\$ aidtrack ", transcript, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, re.sub(r"^# .*$", "", shown, flags=re.MULTILINE).strip()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_goes_as_the_transcript_says(lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    monkeypatch.setenv("AIDTRACK_DB", str(tmp_path / "aid.db"))
    monkeypatch.setenv("AIDTRACK_LANG", lang)
    monkeypatch.setenv("AIDTRACK_USER", "clerk")
    today = datetime.now().astimezone().date().isoformat()
    for command, shown in steps(lang):
        answer = call(*shlex.split(command))
        said = [answer.out.rstrip(), answer.err.rstrip(), f"[{answer.code}]" if answer.code else ""]
        text = VARYING.sub("…", "\n".join(filter(None, said))).replace(today, "…")
        text = text.replace(str(tmp_path / "aid.db"), "aid.db")
        assert [line.rstrip() for line in text.splitlines()] == shown.splitlines(), command


def test_each_slip_is_in_it_in_both_languages() -> None:
    zh, en = ([re.sub(r"--(reason|over) .*", "", command) for command, _ in steps(lang)] for lang in ("zh", "en"))
    assert zh == en
    verbs = [command.split()[:2] for command in zh]
    assert sum(verb[1:] == ["correct"] for verb in verbs) == 5  # amount, project, year, village, fund
    assert sum("--merged-into" in command for command in zh) == sum("--with-entries" in command for command in zh) == 1
    for verb in (["batch", "undo"], ["village", "merge"], ["db", "close"]):
        assert verb in verbs
    assert sum(command.startswith("import 3月支出.csv") for command in zh) == 2
    assert any(command.startswith("import 4月支出.csv") for command in zh)


def test_the_years_report_is_right_after_each() -> None:
    """But for a wrong sheet, which is taken back first, and for the closing, whose answer is the year's figures."""
    zh = [command for command, _ in steps("zh")]
    for command, after in pairwise(zh[zh.index("import 3月支出.csv") + 1 :]):
        if command.startswith("import 别处"):
            assert after.startswith("batch undo ")
        elif not command.startswith(("report ", "check", "db close ")):
            assert re.fullmatch("report .*--year 2018", after), command
