"""The manual's table of every part of the work: each is recorded by one command, and the other command's answer shows it."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from aidtrack.store.engine.target import Target
from aidtrack.store.schema.make import make
from conftest import Answer, call
from pages import MANUAL, sections

ROOT = Path(__file__).parent.parent
# What the article tells of: money, villages and households, projects, control, people, activities and awards.
PARTS = {"M": 6, "V": 5, "P": 12, "C": 9, "O": 8, "A": 16}


def table(language: str = "zh") -> dict[str, tuple[str, str]]:
    """The part → the command that records it and the one that is asked."""
    [section] = [one for one in sections(MANUAL / language / "leader.md") if "| M1 " in one.text]
    rows = re.findall(r"^\| ([A-Z][0-9]+) [^|]+ \| `([^`|]+)` \| `([^`|]+)` \|$", section.text, re.MULTILINE)
    assert len(rows) == section.text.count("\n| ") - 1  # every line below the heading was understood
    return {part: (record, ask) for part, record, ask in rows}


@pytest.fixture(scope="module")
def illustration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the illustration to copy."""
    path = tmp_path_factory.mktemp("domain") / "illustration.db"
    make(Target(path, None))
    sheets = sorted(map(str, (ROOT / "examples" / "illustration").glob("*.csv")))
    assert call("--db", str(path), "import", *sheets).code == 0
    return path


def test_every_part_stands_in_the_table() -> None:
    assert table("en") == table("zh")
    assert list(table()) == [f"{letter}{number}" for letter, most in PARTS.items() for number in range(1, most + 1)]


@pytest.mark.parametrize("part", table())
def test_what_is_recorded_is_answered(
    part: str, illustration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIDTRACK_DB", str(shutil.copyfile(illustration, tmp_path / "aid.db")))
    monkeypatch.setenv("AIDTRACK_LANG", "zh")

    def typed(command: str) -> Answer:
        program, *words = shlex.split(command)
        assert program == "aidtrack"
        return call(*words)

    record, ask = table()[part]
    before = typed(ask).out
    recorded = typed(record)
    assert recorded.code == 0, recorded
    answer = typed(ask)
    assert answer.code == 0, answer
    assert answer.out != before, (ask, answer.out)
