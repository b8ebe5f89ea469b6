"""`--bars`: drawn by hand here; as wide as the terminal allows, in letters where a console has no blocks, never for machines."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from aidtrack.locale import use
from aidtrack.render import plain, table
from aidtrack.render.bars import bars
from aidtrack.values.report import Chart, Column, Report, Row, Table
from conftest import Store
from render.shown import MACHINES
from render.window import STYLE, Window
from reports.books import books

COLUMNS = [Column("village", "村"), Column("allocated", "安排", "money"), Column("spent", "支出", "money")]
CHART = Chart("bars", "villages", "各村", ("village",), ("allocated", "spent"))


NOTHING = "--bars 没有可画的"


def report(*pairs: tuple[int | None, int | None]) -> Report:
    use("zh")
    rows: list[Row] = [{"village": f"村{at}", "allocated": one, "spent": two} for at, (one, two) in enumerate(pairs)]
    return Report("overview", "总览", [Table("villages", "村", COLUMNS, rows)], charts=[CHART], bars=True)


def test_bars_by_hand() -> None:
    # of 24 cells the longest, 2,400: 1,200 are 12 cells and 600 are 6
    found = report((2_400, 1_200), (600, 1_200), (None, None), (1, None), (1_200, 1_201), (None, 300))
    drawn = bars(found, found.tables[0])
    assert drawn is not None
    assert drawn.lines(24) == [
        "████████████▒▒▒▒▒▒▒▒▒▒▒▒",
        "██████▓▓▓▓▓▓",
        "",
        "▒",  # little, but not nothing
        "███████████▓",  # a fen too much shows
        "▓▓▓",  # spent of nothing that was allocated
    ]  # fmt: skip
    letters = bars(found, found.tables[0], letters=True)
    assert letters is not None and letters.lines(8)[:2] == ["####....", "##++"]
    assert letters.heading == "安排 . 支出 # 超出 +"


def test_plain_text_and_a_gbk_console_have_letters() -> None:
    found = report((2_400, 1_200))
    assert "############............" in "".join(plain.render(found, None))
    console = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    text = "".join(table.render(found, console))
    text.encode("gbk")
    assert "####" in text


@pytest.mark.parametrize("width", [30, 38, 45, 60, 120])
def test_no_line_is_wider_than_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    text = "".join(table.render(report((123_456_700, 1_200), (600, None)), Window()))
    text = STYLE.sub("", text)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "1,234,567.00" in text and "▒" in text


@pytest.mark.parametrize("pairs", [[], [(None, None)], [(0, None), (None, 0)]], ids=str)
def test_where_nothing_can_be_drawn_that_is_said(pairs: list[tuple[int | None, int | None]]) -> None:
    found = report(*pairs)
    for text in ("".join(plain.render(found, None)), "".join(table.render(found, Window()))):
        assert NOTHING in text and "#" not in text and "▒" not in text
        assert NOTHING not in "".join(plain.render(replace(found, bars=False), None))
    assert NOTHING in "".join(plain.render(replace(report((2_400, 1_200)), charts=[]), None))


def test_machines_get_no_bars(store: Store, tmp_path: Path) -> None:
    books(store, tmp_path)
    for form in (*MACHINES, "markdown"):
        asked = ("report", "overview", "--format", form)
        told = store.ok(*asked, "--bars")
        assert store.ok(*asked).out == told.out and "--format table" in told.err
    for name in (
        ("village", "牙河村"),
        ("fund",),
        ("project",),
        ("overview",),
        ("rollup",),
        ("progress",),
        ("carryover",),
    ):
        drawn = store.ok("report", *name, "--year", "2017", "--bars", "--format", "plain")
        assert "#" in drawn.out and "--bars" not in drawn.out + drawn.err
        assert "#" not in store.ok("report", *name, "--year", "2017", "--format", "plain").out
