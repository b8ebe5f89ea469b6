"""A long answer on a terminal goes through a pager, a short one and a pipe never; the exit code is the command's."""

import sys
from pathlib import Path

import pytest

from aidtrack.render.pager import pager
from conftest import Store
from render.terminal import on_terminal, through_pipe

USUAL = ["less", "-FRSX"]


@pytest.mark.parametrize(
    ("environment", "setting", "words"),
    [
        ({"AIDTRACK_PAGER": "less -R", "PAGER": "more"}, "most", ["less", "-R"]),
        ({"AIDTRACK_PAGER": "", "PAGER": "more"}, "most", []),
        ({"AIDTRACK_PAGER": "cat"}, None, []),
        ({"PAGER": "more"}, "most", ["more"]),
        ({"PAGER": ""}, None, []),
        ({}, "'/my pager' -x", ["/my pager", "-x"]),
    ],
)
def test_who_says_which_pager(environment: dict[str, str], setting: str | None, words: list[str]) -> None:
    assert pager(environment, setting, windows=False) == words


def test_where_nobody_says_it_is_less_but_for_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    less = tmp_path / "less"
    less.write_text("#!/bin/sh\n")
    less.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pager({}, None, windows=False) == USUAL and pager({}, None, windows=True) == []
    less.unlink()
    assert pager({}, None, windows=False) == []
    assert pager({"AIDTRACK_PAGER": r'"C:\Program Files\less.exe" -R'}, None, windows=True) == [
        r"C:\Program Files\less.exe",
        "-R",
    ]


@pytest.fixture
def long(file_store: Store) -> Store:
    sheet = "date,fund,amount\n" + "\n".join(f"2017-03-01,甲,{number}.00" for number in range(1, 91))
    file_store.ok("fund", "add", "甲")
    file_store.ok("import", "-", "--as", "receipt", stdin=sheet.encode())
    return file_store


def test_long_answers_are_paged_and_what_ends_early_is_no_error(long: Store, tmp_path: Path) -> None:
    said = tmp_path / "said"
    reader = (
        f'{sys.executable} -c \'import sys; open("{said}", "w").write(sys.stdin.readline())\''  # it quits after a line
    )
    asked = ("--db", long.db, "--lang", "en", "receipt", "list")
    paged: tuple[tuple[str, ...], ...] = (asked, ("spending", "list", "--help"), (*asked, "--format", "markdown"))
    for command in paged:
        screen = on_terminal(*command, width=80, AIDTRACK_PAGER=reader, LINES="20")
        assert screen.code == 0 and "Traceback" not in screen.text, screen
        assert said.read_text("utf-8").strip() and len(screen.text.splitlines()) < 5, screen.text
        said.unlink()
    unpaged: tuple[tuple[str, ...], ...] = (
        (*asked, "--limit", "5"), (*asked, "--no-pager"), ("--no-pager", *asked), (*asked, "--format", "csv"),
        (*asked, "-o", str(tmp_path / "a.txt")), (*asked, "--format", "json"),
    )  # fmt: skip
    for command in unpaged:
        assert on_terminal(*command, width=80, AIDTRACK_PAGER=reader).code == 0
        assert not said.exists(), command
    assert "90.00" in through_pipe(*asked, AIDTRACK_PAGER=reader).text and not said.exists()
    assert "90.00" in on_terminal(*asked, width=80, AIDTRACK_PAGER="/no/such/pager").text


def test_the_exit_code_is_the_commands(long: Store, tmp_path: Path) -> None:
    """The pager's own is nobody's business."""
    asked = ("--db", long.db, "receipt", "list")
    assert on_terminal(*asked, width=80, AIDTRACK_PAGER="false").code == 0
    assert on_terminal("--db", long.db, "receipt", "show", "999", width=80, AIDTRACK_PAGER="false").code == 1


def test_the_gravest_stand_last_where_a_screen_scrolls(long: Store) -> None:
    sheet = "name,planned_end\n" + "\n".join(f"项目{number},2017-03-01" for number in range(60))
    long.ok("import", "-", "--as", "project", stdin=sheet.encode())
    long.ok("spending", "add", "5", "--fund", "甲", "--project", "项目1", "--date", "2017-03-01", "--over", "x")
    asked = (
        "--db",
        long.db,
        "--lang",
        "en",
        "report",
        "alerts",
        "--level",
        "serious",
        "--level",
        "warning",
        "--columns",
        "level,kind,what",
    )
    scrolled = on_terminal(*asked, width=120).text
    paged = on_terminal(
        *asked, width=120, AIDTRACK_PAGER=f"{sys.executable} -c 'import sys; print(sys.stdin.read())'"
    ).text
    piped = through_pipe(*asked).text
    places = [text.rindex("overspent") > text.rindex("overdue") for text in (scrolled, paged, piped)]
    assert places == [True, False, False], (scrolled, paged)
