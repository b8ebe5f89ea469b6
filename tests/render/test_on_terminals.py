"""On a real terminal and behind a pipe, wide and narrow: no amount is ever cut."""

import re
from collections import Counter
from itertools import cycle
from pathlib import Path

import pytest
from rich.cells import cell_len

from conftest import Answer, Store
from render.shown import AMOUNT, PEOPLE, TEXTS, amounts, amounts_of
from render.terminal import Screen, anew_on_terminal, on_terminal, through_pipe

pytestmark = pytest.mark.long

WIDTHS = (40, 80, 200)
COLOUR = re.compile(r"\x1b\[[0-9;]*?(?:[34][0-9]|9[0-7]|10[0-7])[0-9;]*m")
STYLE = re.compile(r"\x1b\[[0-9;]*m")
FUND, VILLAGE = "甘肃省总工会省级财政专项扶贫资金(第一批)", "陇西县示范村"
PROJECT = "牙河村易地扶贫搬迁集中安置点基础设施及公共服务设施配套建设项目"
REPORTS = (
    ("report", "village", VILLAGE), ("report", "fund"), ("report", "fund", FUND), ("report", "project"),
    ("report", "project", PROJECT), ("report", "overview"), ("spending", "list"), ("fund", "list"),
)  # fmt: skip


@pytest.fixture
def large(file_store: Store) -> Store:
    """Amounts as large as a province's, in things with long names."""
    file_store.ok("fund", "add", FUND, "--budget", "1000000000000", "--source", "fiscal", "--qualifier", "≥")
    file_store.ok("village", "add", VILLAGE)
    file_store.ok("project", "add", PROJECT, "--village", VILLAGE, "--category", "易地安置", "--stage", "implementing")
    for kind, amount in (
        ("receipt", "123456789012.34"), ("allocation", "987654321.09"), ("spending", "987654320.01"),
        ("disbursement", "987654321.08"),
    ):  # fmt: skip
        place = () if kind == "receipt" else ("--project", PROJECT)
        file_store.ok(kind, "add", amount, "--fund", FUND, *place, "--date", "2017-05-31")
    file_store.ok("spending", "add", "1000.00", "--project", PROJECT, "--over", "灾情追加", "--date", "2017-06-01")
    return file_store


def unstyled(screen: Screen) -> str:
    assert screen.code == 0, screen
    text = STYLE.sub("", screen.text)
    assert "\x1b" not in text
    return text


def expected(store: Store, report: tuple[str, ...]) -> list[str]:
    answer: Answer = store.ok(*report, "--format", "json")
    return amounts_of(answer.json())


@pytest.mark.parametrize(("width", "lang"), [(40, "zh"), (80, "en"), (80, "zh"), (200, "zh")])
def test_amounts_are_whole_on_a_terminal(large: Store, width: int, lang: str) -> None:
    for report in REPORTS:
        asked = ("--db", large.db, "--lang", lang, *report)
        wanted = expected(large, report)
        assert amounts(unstyled(on_terminal(*asked, "--wide", width=width))) == wanted
        text = unstyled(on_terminal(*asked, width=width))
        assert Counter(amounts(text)) <= Counter(wanted)
        assert [line for line in text.splitlines() if cell_len(line.rstrip()) > width] == []
        assert ("…" not in text and "987,654,321.09" in text) or report[0] != "report"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("form", PEOPLE)
def test_amounts_are_whole_where_no_terminal_is(
    large: Store, monkeypatch: pytest.MonkeyPatch, width: int, form: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for report in REPORTS:
        shown = large.ok(*report, "--format", form, lang="zh").out
        assert "\x1b" not in shown
        assert amounts(shown) == expected(large, report)
        assert [amount for amount in expected(large, report) if not whole(amount, shown)] == []


def whole(amount: str, text: str) -> bool:
    return any(amount in line.replace(",", "") for line in text.splitlines())


def test_every_width_is_legible(large: Store) -> None:
    """Also where a column only just fits, or only just does not."""
    wanted = expected(large, REPORTS[0])
    for width in (1, 20, 30, 60, 110, 120, 124, 128, 132, 160):
        text = unstyled(on_terminal("--db", large.db, "--lang", "zh", *REPORTS[0], width=width))
        assert Counter(amounts(text)) <= Counter(wanted) and "987,654,321.09" in text
        if width >= 30:
            assert [line for line in text.splitlines() if AMOUNT.search(line) and cell_len(line.rstrip()) > width] == []
        assert "超支(灾情追加)" in text.replace("\n", "").replace(" ", "") or "未显示" in text


def test_a_pipe_gets_plain_text_and_a_terminal_a_table(large: Store) -> None:
    piped = through_pipe("--db", large.db, "report", "overview").text
    assert piped == through_pipe("--db", large.db, "report", "overview", "--format", "plain").text
    assert "\x1b[1m" in on_terminal("--db", large.db, "report", "overview", width=200).text


def test_no_color_is_honoured(large: Store) -> None:
    for width in (80, 200):
        for command in REPORTS[:1]:
            assert COLOUR.search(on_terminal("--db", large.db, *command, width=width).text)
            assert not COLOUR.search(on_terminal("--db", large.db, *command, width=width, NO_COLOR="1").text)
    wrong = on_terminal("--db", large.db, "report", "vilage", width=80, NO_COLOR="1")
    assert wrong.code == 2 and b"\x1b" not in wrong.content
    assert b"\x1b" not in on_terminal("--help", width=80).content


@pytest.mark.parametrize(("lang", "serious", "lesser"), [("zh", "超支", "逾期"), ("en", "overspent", "overdue")])
def test_what_is_serious_is_red_whatever_the_language(large: Store, lang: str, serious: str, lesser: str) -> None:
    large.ok("project", "edit", PROJECT, "--planned-end", "2017-12-31")
    for width in (100, 200):
        for report, colour, said in (("overview", "1;31", serious), ("step", "33", lesser)):
            text = on_terminal("--db", large.db, "--lang", lang, "report", report, width=width).text
            assert f"\x1b[{colour}m{said}" in text, (report, width)
    alerts = on_terminal("--db", large.db, "--lang", lang, "report", "alerts", width=400).text  # as a grid
    assert f"\x1b[1;31m{'严重' if lang == 'zh' else 'serious'}" in alerts


def test_a_gbk_console_is_not_an_error(file_store: Store, tmp_path: Path) -> None:
    name = "𠮷野村👨‍🌾✓¥é".replace("\u200d", "")
    file_store.ok("village", "add", name)
    file_store.ok("fund", "add", "甲", "--budget", "1234.56", "--qualifier", "≥")
    commands = (("village", "list"), ("report", "village", name), ("report", "fund"), ("village", "show", "吉野村"))
    for command, form in [*zip(cycle(commands), TEXTS), *((command, "table") for command in commands)]:
        args = ("--db", file_store.db, "--lang", "zh", *command, "--format", form)
        for screen in (
            through_pipe(*args, PYTHONIOENCODING="gbk"),
            anew_on_terminal(*args, width=100, PYTHONIOENCODING="gbk"),
        ):
            assert screen.code == (1 if command[1] == "show" else 0)
            said = screen.content.decode("gbk")
            assert ("Traceback" not in said and "村" in said) or command[1] == "fund"
    path = tmp_path / "a.json"
    args = ("--db", file_store.db, "village", "list", "-o", str(path))
    assert through_pipe(*args, PYTHONIOENCODING="gbk").code == 0
    assert name in path.read_text("utf-8")  # a file loses nothing
