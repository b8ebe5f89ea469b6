"""A collection as one of its offices has it, or as some of them do: views that come before its tables in every statement.

So a report of an office is the report that there is, whatever it reads. Of one office what a store says of itself (its settings, its
log, which store it is) is the office's; of several the log is theirs, the rest the collection's own.
"""

from collections.abc import Callable, Collection, Iterator, Mapping

from aidtrack.nouns import NOUNS
from aidtrack.store.engine.collections import MARK, MONTHS, SPAN
from aidtrack.values.record import RECORD

BY = {
    **dict.fromkeys((*NOUNS, "entry", "batch", "batch_file", "closed_books", "closed_figure", "personal_value"), "id"),
    "fund_balance": "fund_id", "cell_balance": "fund_id", "entry_ref": "entry_id",
}  # fmt: skip
SUMMED = {MONTHS: "fund_id"}  # of a collection alone: made of the rest, as reports ask for it


def bounds(numbers: Collection[int]) -> tuple[int, int]:
    """The first and the last id that these offices, or where none is given all, may have."""
    return (min(numbers) * SPAN, (max(numbers) + 1) * SPAN - 1) if numbers else (0, SPAN * SPAN)


def windows(
    place: str, chosen: Callable[[str], str], only: str, by: Mapping[str, str] = {**BY, **SUMMED}
) -> Iterator[tuple[str, str]]:
    """(name, SQL) of each view on what stands in `place`: `chosen` is the condition of an id, `only` the one office, or 0.

    `by` says in which column of each table that id is.
    """
    for name in (*BY, *SUMMED):
        yield name, f"SELECT * FROM {place}.{name} WHERE {chosen(by[name])}"
    yield from windows_of_all(place, chosen)
    yield (
        "setting",
        f"SELECT name, value FROM {place}.office_setting WHERE office_id = {only}"
        f" UNION ALL SELECT name, value FROM {place}.setting WHERE {only} = 0",
    )
    yield (
        "identity",
        f"SELECT id, store_id AS uuid, 0 AS after_entry_id FROM {place}.office WHERE id = {only}"
        f" UNION ALL SELECT id, uuid, after_entry_id FROM {place}.identity WHERE {only} = 0",
    )


def windows_of_all(place: str, chosen: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """What reports of all offices read in another way: who recorded a row, and when, stands in its office's log."""
    yield "audit", f"SELECT {', '.join(RECORD)} FROM {place}.{MARK} WHERE {chosen('id')}"
