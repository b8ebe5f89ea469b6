"""What an office hands over, taken into a collection without a command; and the office's part there beside the office's own store."""

import io
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from aidtrack.bundle.keys import Key
from aidtrack.bundle.opened import opened
from aidtrack.bundle.written import written
from aidtrack.nouns import NOUNS
from aidtrack.reports.choice import EVERYTHING
from aidtrack.reports.sums_to_a_day import ENTRIES, Sources, by_cell, by_fund, sources
from aidtrack.store.collection import offices
from aidtrack.store.collection.own_rows import OFFICE, rows, tell
from aidtrack.store.collection.span import Span, is_id
from aidtrack.store.collection.take_in import take_in
from aidtrack.store.engine.collections import MONTHS
from aidtrack.store.engine.connection import SCHEMA, Connection, read
from aidtrack.store.engine.target import Target
from aidtrack.store.engine.transaction import write
from aidtrack.store.records.handing_over import content
from aidtrack.store.records.identity import Identity, store_id
from aidtrack.store.schema.triggers import schema_on

KEY = Key(b"k" * 32)
NOW = datetime(2030, 1, 1, tzinfo=UTC)
TABLES = (
    *NOUNS,
    "entry",
    "batch",
    "batch_file",
    "closed_books",
    "closed_figure",
    "fund_balance",
    "cell_balance",
    "entry_ref",
)


def newest(connection: Connection) -> int:
    return int(connection.value("SELECT coalesce(max(id), 0) FROM audit"))


def handed(
    connection: Connection, number: int, *, since: int = 0, names: bool = True, store: str | None = None
) -> bytes:
    """What `aidtrack handover` writes, of a `store` with another id where it is a copy of what others are."""
    who = Identity(store or store_id(connection), str(number), f"Office {number}", str(number))
    stream = io.BytesIO()
    written(content(connection, who, since=since, to=newest(connection), names=names), KEY, stream)
    return stream.getvalue()


def taken(target: Target, data: bytes) -> None:
    """Into the collection, without what `receive` asks first."""
    bundle = opened(io.BytesIO(data), SCHEMA)
    with write(target, actor="above", now=NOW, of_collection=True) as writer:
        known = next((one for one in offices.every(writer) if one.number == int(bundle.manifest.number)), None)
        number = int(bundle.manifest.number)
        stood = rows(writer, OFFICE, [number]).get(number)
        take_in(writer, bundle, known, confirmed=True)
        tell(writer, "receive", OFFICE, {number: stood})


def tables(connection: Connection, span: Span | None = None) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of a store; of an office's part with the ids that they have at home.

    A store keeps no sums by month: those that its part is to keep are summed of its entries.
    """
    found = {}
    for table in TABLES if span is None else (*TABLES, MONTHS):
        cursor = connection.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        found[table] = sorted((_at_home(row, span) for row in rows), key=repr)
    if span is None:
        found[MONTHS] = _by_month(found["entry"])
    found["setting"] = sorted(connection.rows("SELECT name, value FROM setting"))
    return found


def _by_month(entries: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """What was put in and what was taken back of a cell, a kind and a month."""
    sums: defaultdict[tuple[Any, ...], int] = defaultdict(int)
    for entry in map(dict, entries):
        day, fen = f"{entry['date'][:7]}-01", entry["amount_fen"]
        sums[entry["fund_id"], entry["project_id"], entry["village_id"], entry["kind"], day, fen > 0] += fen
    names = ("fund_id", "project_id", "village_id", "kind", "date", "amount_fen")
    rows = (dict(zip(names, (*key[:-1], fen), strict=True)) for key, fen in sums.items())
    return sorted((_at_home(row, None) for row in rows), key=repr)


def sums_agree(connection: Connection, start: str, end: str) -> bool:
    """Whether what moved from a day on, and was held on another, is as the entries say where the sums by month are asked."""
    asked = sources(connection, EVERYTHING, start, end)
    assert asked != ENTRIES
    return all(
        _summed(connection, by, asked, start, end) == _summed(connection, by, ENTRIES, start, end)
        for by in (by_cell, by_fund)
    )


def _summed(
    connection: Connection, by: Callable[[str, Sources], str], of: Sources, start: str, end: str
) -> Counter[Any]:
    """By cell or fund, and by kind; whether any moved too."""
    found: Counter[Any] = Counter()
    for *place, kind, moved, held in connection.rows(by("WHERE 1 = 1", of), {"start": start, "end": end}):
        key = (*(None if isinstance(one, str) else one for one in place), kind)
        found[*key, "held"] += int(held)
        found[*key, "moved"] += int(moved or 0)
        found[*key, "has moved"] |= moved is not None
    return found


def _at_home(row: dict[str, Any], span: Span | None) -> tuple[tuple[str, Any], ...]:
    """A row whose last span of closed books ends with the office's ids ends never at home."""
    made = {}
    for name, value in row.items():
        if span is not None and is_id(name) and value:
            value = None if value == span.last else value - span.base
        made[name] = value
    return tuple(sorted(made.items()))


def part(target: Target, number: int) -> dict[str, list[tuple[Any, ...]]]:
    with read(target) as connection:
        schema_on(connection.engine).look_at(connection, [number])
        return tables(connection, Span(number))
