"""Colour on a terminal follows what is said, not the words it is said in."""

import re
from pathlib import Path

import pytest

from aidtrack.locale import languages, use
from aidtrack.reports import flags
from aidtrack.reports.alerting.rule import LEVELS
from aidtrack.values.flag import Flag
from aidtrack.values.report import Column
from conftest import Store
from render.terminal import on_terminal
from reports.asked import asked
from reports.everything import everything

FLAGS = [one for one in vars(flags).values() if isinstance(one, Flag)]
RED, YELLOW = "bold red", "yellow"
COLOURS = re.compile(r"\x1b\[(?:1;)?(31|33)m")


def colour(kind: str, value: object, cell: str) -> str:
    from aidtrack.render.colours import coloured

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
def test_the_severest_level_is_red(level: str) -> None:
    assert colour("level", level, "said") == (RED if level == next(iter(LEVELS)) else YELLOW)


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
            [colours] = {tuple(COLOURS.findall(screen.text)) for screen in shown}
            seen.update(colours)
    assert seen == {"31", "33"}
