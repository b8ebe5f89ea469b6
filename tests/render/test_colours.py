"""Colour on a terminal follows what is said, not the words it is said in."""

import re
from pathlib import Path

import pytest

from aidtrack.locale import languages, use
from aidtrack.render import colours
from aidtrack.render.colours import coloured, weight
from aidtrack.reports import flags
from aidtrack.reports.alerting.levels import LEVELS
from aidtrack.values.flag import Flag
from aidtrack.values.report import Column
from conftest import Store
from render.terminal import on_terminal
from reports.asked import asked
from reports.everything import everything

FLAGS = [one for one in vars(flags).values() if isinstance(one, Flag)]
RED, YELLOW, CYAN = "bold red", "yellow", "cyan"
COLOURS = re.compile(r"\x1b\[(?:1;)?(31|33|36)m")
PAGE = Path(colours.__file__).with_name("page.html.j2")


def colour(kind: str, value: object, cell: str) -> str:
    column = Column("it", "it", kind)  # type: ignore[arg-type]  # one of the kinds
    return str(coloured(column, {"it": value}, cell).style)  # type: ignore[dict-item]  # what such a column holds


@pytest.mark.parametrize("flag", FLAGS, ids=[flag.word for flag in FLAGS])
def test_a_grave_flag_is_red_whatever_stands_beside_it(flag: Flag) -> None:
    expected = RED if flag.grave else YELLOW
    for lang in languages():
        use(lang)
        assert colour("flags", (flag,), "said") == expected
        assert colour("flags", (flags.UNSPENT, flag.because("over")), "said") == expected
    assert colour("flags", (), "") == ""


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_has_a_colour_of_its_own(level: str) -> None:
    assert colour("level", level, "said") == dict(zip(LEVELS, (RED, YELLOW, CYAN), strict=True))[level]


def luminance(colour: str) -> float:
    """Of `#rrggbb`, by WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_each_level_is_legible_on_a_page_and_told_apart() -> None:
    """WCAG 2 asks for 4.5 : 1 of ordinary text; on the ground of the page and of its headings."""
    named = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", PAGE.read_text("utf-8")))
    of_levels = [named[weight(Column("level", "level", "level"), {"level": level})] for level in LEVELS]
    assert len({*of_levels}) == len(LEVELS)
    for ground in ("#ffffff", named["head"]):
        for one in of_levels:
            assert (luminance(ground) + 0.05) / (luminance(one) + 0.05) >= 4.5, (one, ground)


@pytest.mark.long
def test_every_language_has_the_same_colours(file_store: Store, tmp_path: Path) -> None:
    store = everything(file_store, tmp_path)
    seen: set[str] = set()
    for report in asked():
        if report[0] in ("fund", "alerts", "finding", "loan"):
            shown = [
                on_terminal("--db", store.db, "--lang", lang, "report", *report, "--as-of", "2018-06-30", width=600)
                for lang in languages()
            ]
            [found] = {tuple(COLOURS.findall(screen.text)) for screen in shown}
            seen.update(found)
    assert seen == {"31", "33", "36"}
