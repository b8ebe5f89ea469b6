"""One row as it is stored, by column: what the audit log compares and the reports never need."""

from collections.abc import Mapping
from typing import Any

from aidtrack.ledger.correcting import newest
from aidtrack.ledger.entry import ENTRY, ENTRY_COLUMNS, ORIGIN
from aidtrack.ledger.holding import held
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection


def stored(connection: Connection, noun: str, id: int) -> dict[str, Any] | None:
    """The values of a noun's row or an entry (its origin included), by column; None where there is none."""
    names = (*ENTRY_COLUMNS, *ORIGIN) if noun == ENTRY.name else tuple(field.column for field in NOUNS[noun].fields)
    row = connection.execute(f"SELECT {', '.join(names)} FROM {noun} WHERE id = :id", {"id": id}).fetchone()
    return dict(zip(names, row, strict=True)) if row else None


def loan_of(entry: Mapping[str, Any], id: int) -> int | None:
    """The loan that an entry (by column) is, takes back or makes smaller; what reverses the entry names it too."""
    found = entry["loan_id"] if entry["kind"] != "loan" else entry["loan_id"] or id
    return None if found is None else int(found)


def held_fen(connection: Connection, id: int) -> int:
    """What an entry still holds (`ledger/holding.py`); 0 where there is none."""
    return int(connection.value(f"SELECT {held('e')} FROM entry e WHERE e.id = :id", {"id": id}) or 0)


def newest_of(connection: Connection, id: int) -> int:
    """The entry that stands for an entry: itself, or what corrects it (`ledger/correcting.py`)."""
    return int(connection.value(f"SELECT {newest('e.id')} FROM entry e WHERE e.id = :id", {"id": id}) or id)
