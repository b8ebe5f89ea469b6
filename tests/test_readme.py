"""The README is under test: every command stands in it, and what it shows to type works."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from aidtrack.cli.command import Group, Listed
from aidtrack.cli.registry import commands
from aidtrack.render.formats import FORMATS
from conftest import Answer, call

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def paths(entries: dict[str, Listed], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command that does something, by the words that call it."""
    for name, entry in entries.items():
        command = entry.load()
        if isinstance(command, Group):
            yield from paths(command.entries, (*before, name))
        else:
            yield (*before, name)


COMMANDS = [*paths(commands())]


def table() -> dict[str, str]:
    """The table of commands: what is typed → the row. `village add·list` stands for two."""
    found = {}
    for row in re.findall(r"^\| `aidtrack .*$", README, re.MULTILINE):
        typed = row.split("`")[1].split()[1:]
        *group, last = [word for word in typed if re.fullmatch("[a-z·]+", word)]
        found.update({" ".join((*group, verb)): row for verb in last.split("·")})
    return found


def after(heading: str) -> list[str]:
    """The lines of the first code block below a heading or mark, without remarks at their ends."""
    block = README.split(heading, 1)[1].split("```", 2)[1]
    return [line.split("  #")[0].strip() for line in block.splitlines()[1:] if line.strip()]


def typed(line: str) -> Answer:
    program, *args = shlex.split(line)
    assert program == "aidtrack"
    return call(*args)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_stands_in_the_readme(path: tuple[str, ...]) -> None:
    row = table()[" ".join(path)]
    _, _, chinese, english, _ = row.split("|")
    assert re.search("[\u4e00-\u9fff]", chinese) and re.search("[a-z]", english)


def test_the_readme_names_no_command_that_is_not_there() -> None:
    assert set(table()) == {" ".join(path) for path in COMMANDS}


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_has_help(path: tuple[str, ...], lang: str) -> None:
    answer = call("--lang", lang, *path, "--help")
    assert (answer.code, answer.err) == (0, "")
    _, _, help, *_ = answer.out.splitlines()
    assert help.strip()
    assert bool(re.search("[\u4e00-\u9fff]", help)) == (lang == "zh")


def test_the_formats_are_named() -> None:
    assert f"--format {'|'.join(FORMATS)}`" in README


def test_a_year_runs_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIDTRACK_LANG", "zh")
    export, *lines = after("## 一年的账")
    name, _, value = export.removeprefix("export ").partition("=")
    monkeypatch.setenv(name, value)
    assert len(lines) > 8
    said = {}
    for line in lines:
        said[line] = typed(line)
        assert said[line].code == 0, (line, said[line])
    [command, shown] = (
        README.split("## 命令 / Commands", 1)[1].split("```", 2)[1].strip().removeprefix("$ ").splitlines()
    )
    report = said["aidtrack report village 牙河村"].out
    # 300,000.00 set aside; 120,000.50 − 500.50 spent; 119,500 ÷ 300,000 = 39.83 %
    for amount in ("300,000.00", "119,500.00", "180,500.00", "39.83%"):
        assert amount in report
    assert typed(command).out == f"{shown}\n"
    assert [path.name for path in tmp_path.iterdir()] == [value]


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


def test_what_is_shown_of_two_days_and_behind_a_figure_is_what_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIDTRACK_DB", str(tmp_path / "aid.db"))
    monkeypatch.setenv("AIDTRACK_LANG", "zh")
    assert call("init").code == 0
    assert call("import", *map(str, sorted((ROOT / "examples" / "illustration").glob("*.csv")))).code == 0
    transcript = README.split("## 比较与溯源", 1)[1].split("```", 2)[1].strip().removeprefix("$ ")
    for command, *shown in (part.splitlines() for part in transcript.split("\n$ ")):
        said = [line.rstrip() for line in typed(command).out.strip().splitlines()]
        assert [line for line in said if line] == [line for line in shown if line]


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


def test_ci_runs_the_readmes_own_test_line() -> None:
    [line] = after("<!-- test -->")
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    [finder] = re.findall(r"^line=\$\((awk .*)\)$", script, re.MULTILINE)
    found = subprocess.run(["bash", "-c", finder], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert found.rstrip("\n") == line
    assert line.startswith("python3 -m venv .venv && ") and line.endswith(".venv/bin/pytest -n 2 --dist worksteal")
    assert 'bash -euo pipefail -c "$line"' in script
