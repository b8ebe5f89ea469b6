"""A cell of what an office signs with its own key that is not as its log says: nothing of the office is taken, wherever the log decides it.

By hand: `AIDTRACK_EXAMPLES=20 pytest -n 0 tests/collection/test_flipped_cells.py`, which tries every column.
"""

import io
import json
import sqlite3
from pathlib import Path
from random import Random
from typing import Any

import pytest

from aidtrack.bundle.content import PARTS
from aidtrack.bundle.faults import Spoilt
from aidtrack.bundle.opened import opened
from aidtrack.bundle.written import ENDING
from aidtrack.ledger.entry import ENTRY
from aidtrack.store.collection.take_in import take_in
from aidtrack.store.engine.connection import SCHEMA
from aidtrack.store.engine.transaction import write
from bundle.kept import KEY, handed, made, parts
from collection.parts import NOW
from conftest import TIMES, Store, examples
from proofs.writing import some_of_everything

# What no record that travels decides, and why.
KNOWN = {
    "batch_files.id": "nothing names it: a file is named by its batch and number",
    "closed_figures.id": "nothing names it",
    "personal.shown": "without the name nobody tells its mask, and of whom an entry names the office alone knows whether he is a head",
}
# Without names the salt of a batch stays at home: of its digests that of what names nobody alone is known.
KNOWN_WITHOUT = {f"entries.{field.column}" for field in ENTRY.fields if field.may_name or field.may_be_head}


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """Members of a bundle with names, and of one without."""
    folder = tmp_path_factory.mktemp("signed")
    store = Store(str(folder / "aid.db"), "sqlite")
    store.ok("init")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        some_of_everything(store, folder)
        Path("户.csv").write_text(
            "日期,资金,项目,村,金额（元）,收款人,备注\n2017-08-01,F,P,V,10,张三丰,记\n2017-08-02,F,P,V,20,某店,记\n",
            "utf-8",
        )
        store.ok("import", "户.csv", "--as", "spending")
        store.run(
            "batch undo 1 --yes",
            "db close 2017-03",
            "spending add 3 --fund F --project P --village V --date 2017-09-01 --payee 张三丰",
        )
    return {"with names": parts(handed(store)), "without": parts(handed(store, names=False))}


@pytest.fixture(scope="module")
def above(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(str(tmp_path_factory.mktemp("above") / "above.db"), "sqlite")
    store.ok("init", "--collection")
    return store


class _Gone(Exception):
    """What was tried is taken back."""


def is_taken(above: Store, data: bytes) -> bool:
    try:
        bundle = opened(io.BytesIO(data), SCHEMA)
        with write(above.target, actor="above", now=NOW, of_collection=True) as writer:
            take_in(writer, bundle, None, confirmed=True)
            raise _Gone
    except _Gone:
        return True
    except Spoilt as error:
        assert error.fault in ("forged", "damaged")
    except (ValueError, TypeError, OverflowError, sqlite3.IntegrityError):
        pass  # `receive` says that it is no content of a store
    return False


def changed(value: Any) -> Any:
    return value + 1 if isinstance(value, int) else value[:-1] + ("0" if value[-1:] != "0" else "1")


@pytest.mark.parametrize("names", ["with names", "without"])
def test_what_was_signed_is_taken(above: Store, signed: dict[str, dict[str, bytes]], names: str) -> None:
    assert is_taken(above, made(signed[names], KEY))


@pytest.mark.parametrize("names", ["with names", "without"])
def test_a_cell_that_the_log_decides(above: Store, signed: dict[str, dict[str, bytes]], names: str) -> None:
    chance, tried = Random(), list[tuple[str, int, int]]()
    for part, columns in PARTS.items():
        rows = [json.loads(line) for line in signed[names][part + ENDING].splitlines()[1:]]
        for at in range(len(columns)):
            held = [row for row, values in enumerate(rows) if values[at] is not None]
            tried += [(part, at, row) for row in chance.sample(held, min(len(held), 5 if TIMES > 1 else 1))]
            blank = [row for row in range(len(rows)) if row not in set(held)]
            tried += [(part, at, -1 - row) for row in chance.sample(blank, min(len(blank), 1))]
    taken = dict[str, str]()
    for part, at, row in chance.sample(tried, min(len(tried), examples(40))):
        lines = [json.loads(line) for line in signed[names][part + ENDING].splitlines()]
        values = lines[1 + (row if row >= 0 else -1 - row)]
        values[at] = changed(values[at]) if row >= 0 else {True: 1, False: "x"}[PARTS[part][at].endswith(("id", "no"))]
        what = f"{part}.{PARTS[part][at]}"
        spoilt = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
        known = {*KNOWN} | (KNOWN_WITHOUT if names == "without" else set())
        if what not in known and is_taken(above, made(signed[names] | {part + ENDING: spoilt}, KEY)):
            taken[what] = f"{names}: {values}"
    assert not taken, "\n".join(f"{what}: {row}" for what, row in sorted(taken.items()))
