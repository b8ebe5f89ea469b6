"""What is guarded on either engine, and by what names: append-only tables, and rows that raw SQL has no reason to touch."""

from collections.abc import Iterable

from aidtrack.ledger.batch import BATCH_KINDS
from aidtrack.nouns import NOUNS

APPEND_ONLY = ("entry", "audit", "batch", "batch_file", "closed_books", "closed_figure")
# Of these a row is completed once, by which it changes from what it says of itself (SQL, of the rows OLD and NEW).
COMPLETED = {
    "batch": "OLD.entries IS NOT NULL",  # when its load ends
    # When the next one takes its place; what it says stands.
    "closed_books": "OLD.until_entry_id IS NOT NULL OR coalesce(NEW.through, '') <> coalesce(OLD.through, '')",
}
ENTRY_GUARD = "entry_guard"

# What raw SQL has no reason to touch: the ids that money refers to, the balances' rows, whom a 流水号 stands for, how texts compare.
KEPT = (
    *((noun, "UPDATE OF id") for noun in NOUNS),
    ("fund_balance", "DELETE"), ("cell_balance", "DELETE"), ("entry_ref", "UPDATE"),
    ("spelling", "UPDATE"), ("spelling", "DELETE"),
)  # fmt: skip

# What guards and log rest on besides: a server could empty these with one word.
NEVER_EMPTIED = (
    *NOUNS, "fund_balance", "cell_balance", "entry_ref", "spelling", "setting", "layout", "identity", "granted", "personal_value",
)  # fmt: skip


def undeclared(kind: str, kinds: Iterable[str]) -> str:
    """The SQL condition that nobody declared `kind`."""
    listed = ", ".join(f"'{name}'" for name in kinds)
    return f"{kind} NOT IN ({listed})"


UNKNOWN_BATCH = undeclared("NEW.kind", BATCH_KINDS)


def brought(after: object, batch: object) -> str:
    """The SQL condition that an entry is of an act: of its batch, after the last entry before it.

    Nobody who plans by averages shall think that these are few because most entries are of other batches.
    """
    return f"id > {after} AND CASE WHEN batch_id = {batch} THEN true ELSE false END"


# The projects that a batch itself brings closed on an unknown day: what came first, the money or the closing, is not known.
CAME_CLOSED = "SELECT id FROM project WHERE batch_id = {batch} AND closed_on IS NULL"
