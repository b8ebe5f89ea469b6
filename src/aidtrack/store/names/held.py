"""What a sheet may hold, and with it a file of a batch: rows of a noun, entries of one kind, or entries of several."""

from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.nouns.layout import LAYOUT
from aidtrack.phrase import Word

HELD: dict[str, Word] = {
    **{name: noun.label for name, noun in NOUNS.items()},
    **{name: kind.label for name, kind in KINDS.items()},
    ENTRY.name: ENTRY.label,
    LAYOUT.name: LAYOUT.label,
}
