"""One row as it is stored, by column: what the audit log compares and the reports never need."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from aidtrack.ledger.correcting import newest, ref_of, stands
from aidtrack.ledger.entry import ENTRY, ENTRY_COLUMNS, ORIGIN
from aidtrack.ledger.holding import held
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection
from aidtrack.values.blocks import blocks
from aidtrack.values.text import safe

_AT_ONCE = 500  # rows of a look-up


def stored(connection: Connection, noun: str, id: int) -> dict[str, Any] | None:
    """The values of a noun's row or an entry (its origin included), by column; None where there is none."""
    names = _columns(noun)
    row = connection.execute(f"SELECT {', '.join(names)} FROM {noun} WHERE id = :id", {"id": id}).fetchone()
    return dict(zip(names, row, strict=True)) if row else None


def stored_of(connection: Connection, noun: str, ids: Iterable[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The same of many rows, as far as there are: with their ids, in no order."""
    names = _columns(noun)
    for some in blocks(ids, _AT_ONCE):
        listed = ", ".join(map(str, some))
        for id, *row in connection.rows(f"SELECT id, {', '.join(names)} FROM {noun} WHERE id IN ({listed})"):
            yield id, dict(zip(names, row, strict=True))


@cache
def _columns(noun: str) -> tuple[str, ...]:
    return (*ENTRY_COLUMNS, *ORIGIN) if noun == ENTRY.name else tuple(field.column for field in NOUNS[noun].stored)


def name_of(connection: Connection, noun: str, id: int | None) -> str:
    """A row by its name, as it is shown; where there is none, “not assigned”."""
    if not id:
        return t("not assigned")
    return safe(str(connection.value(f"SELECT name FROM {noun} WHERE id = :id", {"id": id})))


def loan_of(entry: Mapping[str, Any], id: int) -> int | None:
    """The loan that an entry (by column) is, takes back or makes smaller; what reverses the entry names it too."""
    found = entry["loan_id"] if entry["kind"] != "loan" else entry["loan_id"] or id
    return None if found is None else int(found)


def held_fen(connection: Connection, id: int) -> int:
    """What an entry still holds (`ledger/holding.py`); 0 where there is none."""
    return int(connection.value(f"SELECT {held('e')} FROM entry e WHERE e.id = :id", {"id": id}) or 0)


def story(connection: Connection, id: int) -> list[int]:
    """An entry with all that it corrects and that corrects it, and what took back those that were corrected, to that end or before, in
    ascending order.
    """
    sql = f"""WITH RECURSIVE before (id, corrects_id) AS (
            SELECT e.id, e.corrects_id FROM entry e WHERE e.id = :id
            UNION SELECT o.id, o.corrects_id FROM before JOIN entry o ON o.id = before.corrects_id),
        after (id) AS (
            SELECT min(id) FROM before
            UNION SELECT n.id FROM after JOIN entry n ON n.corrects_id = after.id WHERE {stands("n")} OR n.id IN (SELECT id FROM before))
        SELECT id FROM after
        UNION SELECT back.id FROM after JOIN entry n ON n.corrects_id = after.id JOIN entry back ON back.reverses_id = after.id
        WHERE (back.batch_id = n.batch_id OR {held("back")} <> 0) AND n.id IN (SELECT id FROM after) ORDER BY 1"""
    return [row[0] for row in connection.rows(sql, {"id": id})] or [id]


def ref_of_story(connection: Connection, id: int) -> str | None:
    """The 流水号 under which one entry is found: its own, or that of what it corrects."""
    found = connection.value(f"SELECT {ref_of('e')} FROM entry e WHERE e.id = :id", {"id": id})
    return None if found is None else str(found)


def refs_of_stories(connection: Connection) -> dict[int, str]:
    """The 流水号 of each entry that corrects another one: its own, or that of what it corrects."""
    return {id: ref for id, ref, *_ in _stories(connection) if ref is not None}


def origins_of_stories(connection: Connection) -> dict[int, tuple[int, int, int]]:
    """The batch, file and row from which each entry that corrects another one came: its own, or those of what it corrects."""
    return {id: (batch, file, row) for id, _, batch, file, row in _stories(connection) if file is not None}


def _stories(connection: Connection) -> list[tuple[Any, ...]]:
    sql = f"""WITH RECURSIVE known (id, ref, batch_id, file_no, row_no, anew) AS (
            SELECT o.id, o.ref, o.batch_id, o.file_no, o.row_no, 0 FROM entry o
            WHERE o.corrects_id IS NULL AND o.id IN (SELECT n.corrects_id FROM entry n WHERE n.corrects_id IS NOT NULL)
            UNION ALL SELECT n.id, coalesce(n.ref, known.ref),
                CASE WHEN n.file_no IS NULL THEN known.batch_id ELSE n.batch_id END, coalesce(n.file_no, known.file_no),
                coalesce(n.row_no, known.row_no), 1
            FROM known JOIN entry n ON n.corrects_id = known.id WHERE {stands("n")})
        SELECT id, ref, batch_id, file_no, row_no FROM known WHERE anew = 1"""
    return connection.rows(sql)


def days_named(connection: Connection, entries: str, params: Mapping[str, object]) -> dict[int, set[str]]:
    """The days that a sheet may name of entries, by id: their own, and the former one of what was corrected on another because that was
    closed. `entries` is a relation of their ids, each story whole.
    """
    rows = connection.rows(
        f"""SELECT DISTINCT e.id, e.date, e.corrects_id, o.date, c.date FROM {entries} s JOIN entry e ON e.id = s.id
        LEFT JOIN entry o ON o.id = e.corrects_id LEFT JOIN entry c ON c.reverses_id = o.id AND c.batch_id = e.batch_id
        ORDER BY e.id""",
        params,
    )
    found: dict[int, set[str]] = {}
    for id, day, corrects, former, taken_back in rows:
        stayed = day == former or (day == taken_back and taken_back != former)
        found[id] = {day, *(found.get(corrects, ()) if stayed else ())}
    return found


def newest_of(connection: Connection, id: int) -> int:
    """The entry that stands for an entry (`ledger/correcting.py`)."""
    return int(connection.value(f"SELECT {newest('e.id')} FROM entry e WHERE e.id = :id", {"id": id}) or id)
