"""Free texts that hold the name of a head of a household: they leave the store with the names alone, and each is told with what changes it."""

from collections.abc import Iterator, Mapping

from aidtrack.bundle.content import Bundle, every_entry, rows_left
from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import command, spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Word
from aidtrack.store.log.chain import BESIDE
from aidtrack.store.log.naming import FREE, READ
from aidtrack.store.records.handing_over.whom import Persons
from aidtrack.values.text import TO_FILL

MOST_TOLD = 5  # texts that are told one by one


@dataclass(frozen=True, slots=True)
class Holding:
    """A column of a row that holds one; `kind` is that of an entry. Without a column: a record of the log, `id` is its own."""

    noun: str
    id: int
    column: str | None
    kind: str | None = None

    def told(self) -> str:
        """The command that changes it; of a record that nothing does."""
        if self.column is None:
            noun = spoken(Word(self.noun, BESIDE[self.noun]))
            return t("Record {id} of the log ({noun}) holds one, and is never changed.", id=self.id, noun=noun)
        option = "--" + self.column.replace("_", "-")
        if self.kind is not None:
            label = KINDS[self.kind].label
            changing = f"{command(self.kind, 'correct', str(self.id), option)} {TO_FILL} --reason {TO_FILL}"
        else:
            label = NOUNS[self.noun].label
            changing = f"{command(self.noun, 'edit', f'id:{self.id}', option)} {TO_FILL}"
        return t("Of {noun} {id}: {command}", noun=spoken(label), id=self.id, command=changing)


def holding(bundle: Bundle, persons: Persons) -> Iterator[Holding]:
    """Every one in a bundle that is to go without names."""
    if not persons.heads.names:
        return
    for noun, id, _, values in rows_left(bundle):
        yield from (Holding(noun, id, column) for column in _columns(noun, values or {}, persons))
    for entry in every_entry(bundle):
        for column in _columns(ENTRY.name, entry, persons):
            yield Holding(ENTRY.name, int(str(entry["id"])), column, str(entry["kind"]))
    for record in bundle.records.named():
        if record["noun"] in READ and any(persons.are_told(record[end]) for end in ("before", "after")):
            yield Holding(str(record["noun"]), int(str(record["id"])), None)


def _columns(noun: str, values: Mapping[str, object], persons: Persons) -> list[str]:
    return [name for name in FREE[noun] if persons.are_told(values.get(name))]
