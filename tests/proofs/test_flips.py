"""A bit of a store is turned, or a page of it spoilt: `check` finds every change of what it holds, and no command ends in a traceback.

By hand: `AIDTRACK_FLIPS=1000 AIDTRACK_PAGES=150 pytest -n 0 -s tests/proofs/test_flips.py`.
"""

import os
import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from conftest import call, examples
from proofs.writing import everything_at_hand

FLIPS = int(os.environ.get("AIDTRACK_FLIPS") or examples(10))
PAGES = int(os.environ.get("AIDTRACK_PAGES") or examples(4))
PAGE = 4096
READ = (("report", "fund"), ("spending", "list"), ("log",), ("village", "show", "V"), ("batch", "list"))
# What is knowingly not seen: numbers that nothing names, and which store it is, as long as that has its form.
UNSEEN = {
    ("audit", "id"),
    ("batch_file", "id"),
    ("spelling", "id"),
    ("personal_value", "id"),
    ("closed_books", "id"),
    ("identity", "uuid"),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("good")
    everything_at_hand(folder)
    return (folder / "aid.db").read_bytes()


def content(path: Path) -> object:
    """All that is to be seen of a store; its own message where it cannot be read."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            made = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()
            told: list[object] = [
                made,
                *(connection.execute(f"PRAGMA {one}").fetchone() for one in ("application_id", "user_version")),
            ]
            for kind, table, _, _ in made:
                if kind == "table":
                    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                    kept = ", ".join(name for name in names if (table, name) not in UNSEEN)
                    told.append(sorted(connection.execute(f"SELECT {kept} FROM {table}").fetchall(), key=repr))
            return told
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return repr(error)


def turned(good: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(good)
    spoilt[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def page_spoilt(good: bytes, chance: random.Random) -> bytes:
    """Zeros, ones, noise, or another page: as a whole or from somewhere in it on."""
    start = PAGE * chance.randrange(len(good) // PAGE)
    other = PAGE * chance.randrange(len(good) // PAGE)
    filling = chance.choice((bytes(PAGE), b"\xff" * PAGE, chance.randbytes(PAGE), good[other : other + PAGE]))
    begins = chance.choice((0, 0, chance.randrange(PAGE)))
    return good[: start + begins] + filling[begins:] + good[start + PAGE :]


@pytest.mark.parametrize(("spoil", "times"), [(turned, FLIPS), (page_spoilt, PAGES)], ids=["bits", "pages"])
def test_every_change_is_found(
    spoil: Callable[[bytes, random.Random], bytes], times: int, good: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "aid.db"
    path.write_bytes(good)
    before = content(path)
    chance, tally, wrong = random.Random(times), Counter[str](), []
    for number in range(times):
        path.write_bytes(spoil(good, chance))
        changed = content(path) != before
        for words in (("check",), READ[number % len(READ)]):
            try:
                code = call("--db", str(path), "--lang", "en", *words).code
            except Exception as error:
                wrong.append(f"{number}, {words}: {error!r}")
                continue
            if words == ("check",):
                tally[f"{'changed' if changed else 'unchanged'}, exit {code}"] += 1
                if code not in ((4, 5, 6) if changed else (0, 5)):
                    wrong.append(f"{number}: changed {changed}, check ends with {code}")
            elif code not in (0, 1, 4, 5, 6):
                wrong.append(f"{number}, {words}: exit {code}")
        for left in tmp_path.iterdir():
            left.unlink()
    print(f"\n{spoil.__name__} × {times}: {dict(sorted(tally.items()))}, {len(wrong)} wrong")
    assert not wrong, "\n".join(wrong)
