"""Free texts that hold the name of a head of a household: they leave the store with the names alone."""

from collections.abc import Iterator, Mapping

from aidtrack.bundle.content import Bundle, every_entry, rows_left
from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.store.records.handing_over.whom import FREE
from aidtrack.store.records.persons import Heads


@dataclass(frozen=True, slots=True)
class Holding:
    """A column of a row that holds one; `kind` is that of an entry."""

    noun: str
    id: int
    column: str
    kind: str | None = None


def holding(bundle: Bundle, heads: Heads) -> Iterator[Holding]:
    """Every one in a bundle that is to go without names."""
    if not heads.names:
        return
    for noun, id, _, values in rows_left(bundle):
        yield from (Holding(noun, id, column) for column in _columns(noun, values or {}, heads))
    for entry in every_entry(bundle):
        for column in _columns(ENTRY.name, entry, heads):
            yield Holding(ENTRY.name, int(str(entry["id"])), column, str(entry["kind"]))


def _columns(noun: str, values: Mapping[str, object], heads: Heads) -> list[str]:
    return [name for name in FREE[noun] if values.get(name) is not None and heads.in_text(str(values[name]))]
