"""What a report says of an office in a collection is what it says at the office, but for ids, commands and who says it."""

from pathlib import Path

from aidtrack.store.engine.connection import read
from collection.parts import handed, part, tables, taken
from conftest import Store
from proofs.writing import everything_at_hand


def _collection(folder: Path) -> Store:
    made = Store(str(folder / "above.db"), "sqlite")
    made.ok("init", "--collection", "--name", "甘肃省总工会")
    return made


def test_it_is_the_office_whatever_was_recorded(tmp_path: Path) -> None:
    everything_at_hand(tmp_path)
    store, above = Store(str(tmp_path / "aid.db"), "sqlite"), _collection(tmp_path)
    with read(store.target) as connection:
        taken(above.target, handed(connection, 621122))
        own = tables(connection)
    assert part(above.target, 621122) == own
    store.run(
        "db reopen 2015 --reason 补记", "household forget H1 --reason 本人要求", "village merge U W --reason 同一村",
        "batch undo 1 --yes", "db setting require_steps on", "document remove D1 --yes", "db close 2016",
    )  # fmt: skip
    with read(store.target) as connection:
        for _ in range(2):
            taken(above.target, handed(connection, 621122, since=30))
        own = tables(connection)
    assert part(above.target, 621122) == own
