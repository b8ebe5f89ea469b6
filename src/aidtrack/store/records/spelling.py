"""Keeping beside, for SQL, the keys of the texts that earmarks compare (`ledger/earmark.py`)."""

from collections.abc import Iterable, Mapping

from aidtrack.ledger.earmark import COMPARED, spelled, spellings
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer

_KNOWN = f"SELECT 1 FROM spelling k WHERE {spelled('CAST(:text AS TEXT)')}"


def in_use(connection: Connection) -> set[str]:
    """The texts that may be compared."""
    used: set[str] = set()
    for noun, columns in COMPARED.items():
        for column in columns:
            found = connection.rows(f"SELECT DISTINCT {column} FROM {noun} WHERE {column} IS NOT NULL")
            used.update(str(text) for (text,) in found)
    return used


def learn(writer: Writer, noun: str, rows: Iterable[Mapping[str, object]]) -> None:
    """Make known the texts of rows, by column, that are about to be written: a guard may ask for them at once."""
    columns = COMPARED.get(noun, ())
    texts = {str(row[column]) for row in rows for column in columns if row.get(column) is not None}
    for text in sorted(texts):
        words = spellings(text)
        if words and writer.value(_KNOWN, {"text": text}) is None:
            writer.insert_columns("spelling", {"part": range(len(words)), "word": words}, {"text": text})
