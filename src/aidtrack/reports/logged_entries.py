"""The entries that a batch in the log recorded anew or carried on: for each, as it was recorded, what it corrects."""

from collections.abc import Iterator, Mapping

from aidtrack.ledger.entry import ENTRY, ENTRY_COLUMNS
from aidtrack.store.engine.connection import Connection

Values = Mapping[str, object]  # an entry by column, its id among them


def recorded_anew(
    connection: Connection, batch: int, about: int | None = None
) -> Iterator[tuple[Values | None, Values]]:
    """(the entry that it corrects, the new one); of a carrying on every entry, which corrects none. `about` is the one entry asked for."""
    names = ("id", *ENTRY_COLUMNS)
    columns = [f"{entry}.{name}" for entry in ("o", "n") for name in names]
    rows = connection.rows(
        f"""SELECT {", ".join(columns)} FROM batch b
        JOIN entry n ON n.id BETWEEN b.first_entry_id AND b.last_entry_id AND n.batch_id = b.id
        LEFT JOIN entry o ON o.id = n.corrects_id
        WHERE b.id = :batch AND (b.kind = 'carry' OR n.corrects_id IS NOT NULL)
          AND (CAST(:about AS BIGINT) IS NULL OR :about IN (n.id, n.corrects_id, n.reverses_id)) ORDER BY n.id""",
        {"batch": batch, "about": about},
    )
    for row in rows:
        old, new = (dict(zip(names, half, strict=True)) for half in (row[: len(names)], row[len(names) :]))
        yield (old if old["id"] is not None else None), new


def differing(old: Values, new: Values) -> list[str]:
    """The fields in which a new entry says something else than the one that it corrects; what ties the two together is none."""
    ties = ("reverses", "corrects", "carries", "ref", "over")
    return [one.name for one in ENTRY.fields if one.name not in ties and old[one.column] != new[one.column]]
