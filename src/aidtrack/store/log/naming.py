"""Where the name of a person may stand in what is logged, though nobody looks for one there."""

from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.nouns.village import VILLAGE
from aidtrack.values import kinds
from aidtrack.values.field import Field

_PLACES = ("name", "alias")  # of a village: what a place is called


def _is_searched(noun: str, field: Field) -> bool:
    """All that people write as they like but words of lists, which are many rows', and places, which are called after nobody."""
    is_place = field.kind is kinds.LEVEL or (noun == VILLAGE.name and field.name in _PLACES)
    return field.may_name and not (field.kind.open or is_place)


# Texts in which nobody looks for a name, by noun.
FREE = {
    noun.name: tuple(field.column for field in noun.stored if _is_searched(noun.name, field))
    for noun in (*NOUNS.values(), ENTRY)
}
# What is logged beside nouns and entries: of these a record that holds a name is sealed, for what it made travels beside it or nothing
# rests on it above; others must be read, and are named to whoever hands over.
SEALED = ("personal", "bundle", "batch", "layout", "granted")
READ = ("setting", "books", "store")
