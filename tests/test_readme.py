"""The README is under test: it is short, and what it shows to type works, on Windows as on Linux."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from conftest import Answer, call
from pages import README as PAGE
from pages import ROOT, answered, sections

README = PAGE.read_text("utf-8")
MOST_LINES = 160


def after(heading: str, *, here: bool = False) -> list[str]:
    """The lines of the first code block below a heading or mark, or that it begins, without remarks at their ends."""
    block = README.split(heading, 1)[1].split("```", 2)[0 if here else 1]
    return [line.split("  #")[0].strip() for line in block.splitlines()[1:] if line.strip()]


def typed(line: str) -> Answer:
    program, *args = shlex.split(line)
    assert program == "aidtrack"
    return call(*args)


def test_the_transcript_shown_first_is_what_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIDTRACK_DB", str(tmp_path / "aid.db"))
    monkeypatch.setenv("AIDTRACK_LANG", "zh")
    assert call("init").code == 0
    assert call("import", *map(str, sorted((ROOT / "examples" / "illustration").glob("*.csv")))).code == 0
    report, refusal, _ = README.split("```", 2)[1].strip().removeprefix("$ ").split("\n$ ")
    command, title, *table = report.strip().splitlines()
    shown = typed(command).out
    assert title.partition("  截至")[0] in shown
    assert "\n".join(table).strip() in "\n".join(line.rstrip() for line in shown.splitlines())
    command, sentence = refusal.strip().splitlines()
    answer = typed(command)
    assert (answer.code, answer.out, answer.err.strip()) == (1, "", sentence)


def test_it_is_short_and_speaks_both_languages() -> None:
    assert len(README.splitlines()) <= MOST_LINES
    for section in sections(PAGE)[1:]:
        chinese, _, english = section.title.partition(" / ")
        assert re.search("[\u4e00-\u9fff]", chinese) and re.search("[a-z]", english)


def test_the_first_half_hour_runs_line_by_line() -> None:
    [section] = [one for one in sections(PAGE) if one.title.startswith("第一个半小时")]
    assert len(section.typed) > 6
    answered(section, lambda *_: None)


def test_the_start_line_prints_the_village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [line] = after("<!-- start -->")
    *_, init, load, report = [part.strip() for part in line.split("&&")]
    monkeypatch.setenv("AIDTRACK_LANG", "zh")
    monkeypatch.chdir(ROOT)
    database = str(tmp_path / "demo.db")
    for part in (init, load, report):
        program, *args = part.replace("demo.db", database).split()
        assert program == ".venv/bin/aidtrack"
        files = [str(path) for arg in args for path in ([*ROOT.glob(arg)] if "*" in arg else [])]
        answer = call(*(arg for arg in args if "*" not in arg), *files)
        assert answer.code == 0, answer
    for shown in ("牙河村", "安排", "支出", "512,345.67", "超支(灾情追加)"):
        assert shown in answer.out


@pytest.mark.parametrize("shell", ["powershell", "bat"])
def test_the_windows_lines_are_those_of_the_start(shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PowerShell 5 knows no `&&` and opens no `*.csv` for a program; what a folder holds is imported alike."""
    monkeypatch.setenv("AIDTRACK_LANG", "zh")
    monkeypatch.chdir(ROOT)
    lines = after(f"```{shell}", here=True)
    parts = [part.strip() for line in lines for part in line.split("&&")] if shell == "bat" else lines
    assert shell == "bat" or not any(sign in line for line in lines for sign in ("&&", "*", "/"))
    [start] = after("<!-- start -->")
    posix = [part.replace("\\", "/").replace("/Scripts/", "/bin/") for part in parts]
    for windows, linux in zip(posix, start.split("&&"), strict=True):
        assert windows.split()[-3:-1] == linux.replace("python3", "py").split()[-3:-1]
        program, *words = windows.replace("demo.db", str(tmp_path / "demo.db")).split()
        if program == ".venv/bin/aidtrack":
            answer = call(*words)
            assert answer.code == 0, answer
    assert "512,345.67" in answer.out


def test_ci_runs_the_readmes_own_test_line() -> None:
    [line] = after("<!-- test -->")
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    [finder] = re.findall(r"^line=\$\((awk .*)\)$", script, re.MULTILINE)
    found = subprocess.run(["bash", "-c", finder], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert found.rstrip("\n") == line
    assert line.startswith("python3 -m venv .venv && ") and line.endswith(".venv/bin/pytest -n 3 --dist worksteal")
    assert 'bash -euo pipefail -c "$line"' in script
