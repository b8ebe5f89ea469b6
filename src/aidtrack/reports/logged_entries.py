"""The entries that a batch in the log recorded anew or carried on: for each, as it was recorded, what it corrects."""

from collections.abc import Iterator, Mapping
from typing import Any

from aidtrack.ledger.entry import ENTRY, ENTRY_COLUMNS
from aidtrack.phrase import Said
from aidtrack.reports.told import Telling
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.rows import ref_of_story, stored
from aidtrack.values.field import Field

Values = Mapping[str, object]  # an entry by column, its id among them


def recorded_anew(
    connection: Connection, batch: int, about: int | None = None
) -> Iterator[tuple[Values | None, Values]]:
    """(the entry that it corrects, with what that still held where the batch took it back, the new one); of a carrying on and of what was moved every entry, which corrects none.

    `about` is the one entry asked for.
    """
    names = ("id", *ENTRY_COLUMNS)
    columns = [f"{entry}.{name}" for entry in ("o", "n") for name in names]
    rows = connection.rows(
        f"""SELECT {", ".join(columns)}, (
            SELECT -r.amount_fen FROM entry r WHERE r.reverses_id = o.id AND r.batch_id = b.id ORDER BY r.id DESC LIMIT 1)
        FROM batch b
        JOIN entry n ON n.id BETWEEN b.first_entry_id AND b.last_entry_id AND n.batch_id = b.id
        LEFT JOIN entry o ON o.id = n.corrects_id
        WHERE b.id = :batch AND (b.kind IN ('carry', 'transfer', 'reallocate') OR n.corrects_id IS NOT NULL)
          AND (CAST(:about AS BIGINT) IS NULL OR :about IN (n.id, n.corrects_id, n.reverses_id)) ORDER BY n.id""",
        {"batch": batch, "about": about},
    )
    for *row, held in rows:
        old, new = (dict(zip(names, half, strict=True)) for half in (row[: len(names)], row[len(names) :]))
        if old["id"] is None:
            yield None, new
        else:
            yield with_ref(connection, old if held is None else {**old, "amount_fen": held}), new


def between(names: Names, old: Mapping[str, Any], new: int) -> Said:
    """In what an entry differs from the one that it corrects, as that was with what it still held."""
    before, after = with_ref(names.connection, old), stored(names.connection, ENTRY.name, new) or {}
    return Telling(names).changes(differing(before, after), before, after)


def with_ref(connection: Connection, entry: Mapping[str, Any]) -> Values:
    """An entry with the 流水号 under which it is found: its own, or that of what it corrects."""
    if entry["ref"] is not None or entry["corrects_id"] is None:
        return entry
    return {**entry, "ref": ref_of_story(connection, int(entry["corrects_id"]))}


def differing(old: Values, new: Values) -> list[Field]:
    """The fields in which a new entry says something else than the one that it corrects; what ties the two together is none.

    A new entry without a 流水号 goes by that of the old one.
    """
    ties = ("reverses", "corrects", "carries", "moves", *(("ref",) if new["ref"] is None else ()))
    return [one for one in ENTRY.fields if one.name not in ties and old[one.column] != new[one.column]]
