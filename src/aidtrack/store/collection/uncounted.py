"""Entries of a copied store that another office's store has too: they are kept beside, and the office counts from its own beginning on.

What it says of all its entries still holds of both together.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from aidtrack.ledger.entry import ENTRY
from aidtrack.store.collection import former
from aidtrack.store.collection.former import Former
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.put_balances import sum_anew
from aidtrack.store.collection.put_months import sum_months
from aidtrack.store.collection.span import Span
from aidtrack.store.collection.span import of_office as in_span
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer

COPIED = "copied"
_ITS_OWN = Span(0)  # the ids of a store at home


def count_from(writer: Writer, office: Office, record: int, after: int, reason: str) -> Former:
    """Of an office whose store is one of its own since this record, what counts are the entries after the one with the id `after`."""
    id = former.next_id(writer, office.span)
    former.keep(writer, id, ENTRY.name, office.span, office.span.base + after)
    begin = {"base": office.span.base, "after": office.span.base + after}
    writer.execute("DELETE FROM entry WHERE id > :base AND id <= :after", begin)
    sum_anew(writer, office.span)
    sum_months(writer, office.span)
    return former.settle(writer, id, office, COPIED, reason, record)


def of_office(connection: Connection, number: int) -> Former | None:
    """What is kept so of the store that the office has now."""
    id = connection.value(
        f"SELECT max(f.id) FROM former_office f JOIN office o ON o.store_id = f.store_id WHERE f.why = :why AND o.id = :id AND {in_span('f.id')}",
        {"why": COPIED, "id": number, **Span(number).bounds},
    )
    return None if id is None else former.by_id(connection, int(id))


def by_office(connection: Connection) -> dict[int, int]:
    """How many are kept so of the store that each office has now, by the office's number."""
    sql = """SELECT f.office_id, f.entries FROM former_office f JOIN office o ON o.id = f.office_id AND o.store_id = f.store_id
        WHERE f.why = :why ORDER BY f.id"""
    return dict(connection.rows(sql, {"why": COPIED}))  # the last is the one that goes


def last(connection: Connection, number: int) -> int:
    """The office's own id of the last entry that does not count; 0 where all do."""
    found = of_office(connection, number)
    sql = "SELECT max(row_id) FROM former_row WHERE former_id = :id AND part = :part"
    return 0 if found is None else int(connection.value(sql, {"id": found.id, "part": ENTRY.name}) or 0)


def entries(connection: Connection, number: int) -> Iterator[dict[str, Any]]:
    """Those that do not count, by column, with the office's own ids."""
    found = of_office(connection, number)
    if found is not None:
        yield from former.rows(connection, found.id, ENTRY.name)


def sums(connection: Connection, number: int) -> dict[tuple[int, str], int]:
    """Theirs in fen by fund and kind, and how many they are under fund 0."""
    made: defaultdict[tuple[int, str], int] = defaultdict(int)
    for entry in entries(connection, number):
        made[0, ""] += 1
        made[entry["fund_id"], entry["kind"]] += entry["amount_fen"]
    return made


def put_back(made: Connection, rows: Iterator[dict[str, Any]]) -> None:
    """Among those that count, in a store of its own."""
    back = [*rows]
    if not back:
        return
    names = sorted({name for row in back for name in row})
    made.engine.insert_columns(made, ENTRY.name, {name: [row.get(name) for row in back] for name in names}, {})
    sum_anew(made, _ITS_OWN)
