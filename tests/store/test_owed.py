"""On a server nothing that the log does not speak of becomes final: whoever brings entries owes a record of each until the transaction ends."""

from contextlib import closing

import psycopg
import pytest

from conftest import Store
from ledger.chain import chain

_ENTRY = "INSERT INTO entry (kind, date, fund_id, amount_fen) SELECT 'receipt', '2017-05-31', 1, 100"
_NO_RECORD = "SELECT aidtrack_log('甲', '{}', '{}', '{}', '{}', '{}', '{}')"
_RECORD = """SELECT aidtrack_log('甲', '{add}', '{entry}', ARRAY[(SELECT max(id) FROM entry)], '{NULL}', '{NULL}',
    ARRAY['{"amount_fen":100,"date":"2017-05-31","fund_id":1,"kind":"receipt"}'])"""
SAID = {
    "entry": _ENTRY,
    "no entry": f"{_ENTRY} WHERE false",
    "record": _RECORD,
    "no record": _NO_RECORD,
    "savepoint": "SAVEPOINT here",
    "back": "ROLLBACK TO SAVEPOINT here",
}
# What a transaction does, and how many entries and records of it stay; None where it cannot end.
ENDS: dict[str, tuple[int, int] | None] = {
    "entry": None,
    "entry, record, entry": None,
    "entry, no record": None,
    "entry, savepoint, record, back": None,
    "entry, record": (1, 1),
    "entry, entry, record": None,
    "entry, record, entry, record": (2, 2),
    "savepoint, entry, back": (0, 0),
    "no entry": (0, 0),
}


def test_an_entry_is_final_with_a_record(server_store: Store) -> None:
    chain(server_store)
    with closing(psycopg.connect(server_store.db)) as raw:
        for statements, kept in ENDS.items():
            before = _counts(raw)
            for name in statements.split(", "):
                raw.execute(SAID[name])
            if kept is None:
                with pytest.raises(psycopg.errors.CheckViolation, match="aidtrack owed"):
                    raw.commit()
            else:
                raw.commit()
            entries, records = kept or (0, 0)
            assert _counts(raw) == (before[0] + entries, before[1] + records, 0), statements


def _counts(raw: "psycopg.Connection[tuple[int, ...]]") -> tuple[int, ...]:
    """How many entries and records there are, and how many transactions owe some."""
    sql = "SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM audit), (SELECT count(*) FROM owed)"
    [found] = raw.execute(sql).fetchall()
    raw.rollback()
    return found
