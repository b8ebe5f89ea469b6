"""What schema 2 inferred of money carried on, schema 3 marks: each such receipt names the one by which the money left.

Frozen. What left a fund on 1 January and came on that day, as the same amount, into a fund of that year that is part of it was carried
on; each half is of one pair, first within a batch, then in the order of their ids. Whether it was taken back since its reversals say.
A mark changes what the audit log says of the entry: the log says so too. Where entries are not as the log left them, nothing is
marked, and `check` finds them as before.
"""

from typing import Any

from aidtrack.ledger.digest import Digest
from aidtrack.store.log.chain import spelled
from aidtrack.store.schema.migrations.by_upgrade import log
from aidtrack.values import json_text

_COLUMNS = (
    "kind", "date", "fund_id", "project_id", "village_id", "amount_fen", "payee", "voucher", "doc_no", "ref", "purpose", "reason", "over",
    "reverses_id", "household_id", "term", "yearly_rate", "schedule", "guarantor", "loan_id", "carries_id", "batch_id", "file_no", "row_no",
)  # fmt: skip
# Along the few funds that are part of another, not along a million entries.
_HALVES = """SELECT i.id, i.batch_id, o.id, o.batch_id FROM fund c CROSS JOIN fund p CROSS JOIN entry i CROSS JOIN entry o
    WHERE p.id = c.part_of_id AND coalesce(p.year, 0) < c.year
      AND i.fund_id = c.id AND i.kind = 'receipt' AND i.amount_fen > 0 AND i.date = CAST(c.year AS TEXT) || '-01-01'
      AND o.fund_id = p.id AND o.kind = 'receipt' AND o.date = i.date AND o.amount_fen = -i.amount_fen
      AND o.reverses_id IS NULL AND i.reverses_id IS NULL ORDER BY i.id, o.id"""
_BLOCK = 5000


def mark_carried(connection: Any) -> None:
    """Mark what was carried on before; in the log too."""
    pairs = _pairs(connection.exec_driver_sql(_HALVES).fetchall())
    batches: dict[int, list[tuple[int, int]]] = {}
    for came, batch, left in pairs:
        if batch is None:
            _mark_alone(connection, came, left)
        else:
            batches.setdefault(batch, []).append((came, left))
    for batch, mine in sorted(batches.items()):
        _mark_batch(connection, batch, mine)


def _pairs(halves: list[tuple[int, int | None, int, int | None]]) -> list[tuple[int, int | None, int]]:
    """(came, its batch, left): each receipt that came with one that left, of its own batch where there is one."""
    batches: dict[int, int | None] = {}
    candidates: dict[int, list[tuple[bool, int]]] = {}
    for came, batch, left, other in halves:
        batches[came] = batch
        candidates.setdefault(came, []).append((batch is None or batch != other, left))
    taken: dict[int, int] = {}  # left → came
    for apart in (False, True):
        for came, found in candidates.items():
            free = [left for other, left in found if other == apart and left not in taken]
            if free and came not in taken.values():
                taken[min(free)] = came
    return sorted((came, batches[came], left) for left, came in taken.items())


def _mark_alone(connection: Any, came: int, left: int) -> None:
    """An entry that was recorded by itself: the log keeps all of it."""
    logged = _last(connection, "entry", came)
    if logged is None or spelled(_stored(connection, came)) != logged:
        return
    _mark(connection, came, left)
    log(connection, ("edit", "entry", came, None), logged, spelled(_stored(connection, came)))


def _mark_batch(connection: Any, batch: int, pairs: list[tuple[int, int]]) -> None:
    """Entries of a batch: the log keeps its digest."""
    logged = _last(connection, "batch", batch)
    if logged is None or json_text.read(logged).get("digest") != _digest(connection, batch):
        return
    for came, left in pairs:
        _mark(connection, came, left)
    after = {**json_text.read(logged), "digest": _digest(connection, batch)}
    log(connection, ("edit", "batch", batch, batch), logged, spelled(after))


def _mark(connection: Any, came: int, left: int) -> None:
    connection.exec_driver_sql(f"UPDATE entry SET carries_id = {left:d} WHERE id = {came:d}")


def _stored(connection: Any, id: int) -> dict[str, object]:
    row = connection.exec_driver_sql(f"SELECT {', '.join(_COLUMNS)} FROM entry WHERE id = {id:d}").fetchone()
    return dict(zip(_COLUMNS, row, strict=True))


def _digest(connection: Any, batch: int) -> str:
    """The digest of a batch's entries, in order of their ids."""
    digest = Digest(_COLUMNS)
    first, last = connection.exec_driver_sql(
        f"SELECT coalesce(first_entry_id, 0), coalesce(last_entry_id, -1) FROM batch WHERE id = {batch:d}"
    ).fetchone()
    found = connection.exec_driver_sql(
        f"SELECT {', '.join(_COLUMNS)} FROM entry WHERE id BETWEEN {first:d} AND {last:d} AND batch_id = {batch:d} ORDER BY id"
    )
    while rows := found.fetchmany(_BLOCK):
        digest.add(len(rows), dict(zip(_COLUMNS, zip(*rows, strict=True), strict=True)), {})
    return digest.value()


def _last(connection: Any, noun: str, id: int) -> str | None:
    """How the log left it."""
    found = connection.exec_driver_sql(
        f"SELECT after FROM audit WHERE noun = '{noun}' AND object_id = {id:d} ORDER BY id DESC LIMIT 1"
    ).scalar()
    return None if found is None else str(found)
