"""What goes through all of a store: taking a whole import back, and checking everything."""

import contextlib
import sqlite3
import sys
from collections.abc import Iterator, Sequence

import floors
from lines import LARGE, line
from measure import Command, compared
from stores import AIDTRACK, Stores

# One pass of the digest over every entry, as `check` makes it of each batch.
_DIGEST = """
import sys
from aidtrack.store.engine.connection import read
from aidtrack.store.engine.target import target
from aidtrack.store.log.entries_digest import of_batch
with read(target(sys.argv[1])) as connection:
    for id, first, last in connection.rows("SELECT batch_id, min(id), max(id) FROM entry WHERE batch_id IS NOT NULL GROUP BY 1"):
        of_batch(connection, id, first, last)
"""


def measured(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    rows = sizes[-1]
    store, copy = stores.store(rows), stores.folder / "whole.db"
    with contextlib.closing(sqlite3.connect(store)) as connection:
        [(newest,)] = connection.execute("SELECT max(id) FROM batch")
    undo = Command([AIDTRACK, "--db", copy, "batch", "undo", newest, "--yes"], before=lambda: floors.fresh(store, copy))
    [undone, imported] = compared(stores.turns(rows), undo, stores.importing(rows))
    yield line(
        f"batch undo of {rows:,} / their import",
        undone.processors,
        imported.processors,
        2.5,
        peak=f"{undone.peak:.0f} MiB",
    )
    words = [AIDTRACK, "--db", store, "check"]
    integrity = Command([floors.SHELL, "-readonly", store, "PRAGMA integrity_check"])
    digest = Command([sys.executable, "-c", _DIGEST, store])
    asked = Command(words), Command([*words, "--quick"]), integrity, digest
    whole, quick, sound, passed = compared(stores.turns(rows), *asked)
    floor = [one + other for one, other in zip(sound.processors, passed.processors, strict=True)]
    name = f"{rows:,} / integrity_check + a pass of the digest"
    yield line(f"check, {name}", whole.processors, floor, 1.5 if rows >= LARGE else None, peak=f"{whole.peak:.0f} MiB")
    yield line(f"check --quick, {name}", quick.processors, floor)
