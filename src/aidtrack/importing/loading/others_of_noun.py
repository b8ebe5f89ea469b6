"""What a noun's rows say of others of their noun: looked up when all rows are known, as a fund may be part of one further down."""

from dataclasses import field
from functools import cache

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.loading.heard import told
from aidtrack.importing.loading.noun_row import NounRow
from aidtrack.importing.loading.taken import Taken
from aidtrack.importing.problems import Problems
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.names.find import Names
from aidtrack.store.names.not_found import NotFound
from aidtrack.store.records import nouns
from aidtrack.store.records.bulk import Act
from aidtrack.store.records.rows import stored

# What goes with what a row says of another of its noun, and waits for it.
_GOES_WITH = {"merged_into": ("merged_on",)}


@dataclass(slots=True)
class OthersOfNoun:
    """What waits for the end of an import's nouns."""

    writer: Writer
    names: Names
    problems: Problems
    batch_id: int
    chain: Chain
    act: Act
    _waiting: list[tuple[NounRow, int, dict[str, object], Taken]] = field(default_factory=list)

    def wait(self, row: NounRow, id: int, said: dict[str, object], taken: Taken) -> None:
        """What the `row` of this id `said` (see `popped`) is looked up at the end."""
        if said:
            self._waiting.append((row, id, said, taken))

    def look_up(self) -> None:
        """Find and write what all rows said."""
        for row, id, said, taken in self._waiting:
            name = next(one.name for one in row.noun.fields if one.column in said)
            found = self._found(row, name, said)
            if found is None or self.problems.count:
                continue
            before = stored(self.writer, row.noun.name, id) or {}
            if changes := {column: value for column, value in found.items() if before.get(column) != value}:
                taken.updated += row.line in taken.unchanged
                taken.unchanged.discard(row.line)
                with told(row, name):
                    nouns.edit(
                        self.writer, row.noun.name, id, changes, names=self.names, chain=self.chain,
                        batch_id=self.batch_id, act=self.act,
                    )  # fmt: skip

    def _found(self, row: NounRow, name: str, said: dict[str, object]) -> dict[str, object] | None:
        """The same with the id of what is named; None where nothing is."""
        field = row.noun.field(name)
        if field.column not in said or field.refers is None:
            return said
        try:
            return {**said, field.column: self.names.find(field.refers, str(said[field.column]))}
        except NotFound as error:
            if not self.problems.names_unsure:
                row.fault(name, Fault.of(error))
            return None


def popped(row: NounRow) -> dict[str, object]:
    """What the row says of another of its noun, taken out of its values."""
    columns = _columns_of_others(row.noun.name)
    return {column: row.values.pop(column) for column in columns if row.values.get(column) is not None}


@cache
def _columns_of_others(noun: str) -> list[str]:
    declared = NOUNS[noun]
    names = [one.name for one in declared.fields if one.refers == noun]
    names += [with_it for name in names for with_it in _GOES_WITH.get(name, ())]
    return [declared.field(name).column for name in names]
