"""What a block of a noun's rows makes and changes: it waits, and is written together; the log has it in the order of the sheet."""

from collections.abc import Collection, Mapping
from dataclasses import field
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain, Record
from aidtrack.store.records.noun_changes import Change, write_all
from aidtrack.store.records.rows import stored, stored_of
from aidtrack.store.records.spelling import learn


@dataclass(slots=True)
class Waiting:
    """Rows of one noun, of one block."""

    writer: Writer
    chain: Chain
    batch_id: int
    noun: str
    _stated: dict[int, dict[str, Any]] = field(default_factory=dict)  # what is stored of rows, by id
    _new: dict[int, Mapping[str, object]] = field(default_factory=dict)
    _changes: dict[int, Change] = field(default_factory=dict)
    _records: list[Record] = field(default_factory=list)

    def look_at(self, ids: Collection[int]) -> None:
        """Read at once what will be asked of these rows, as far as they are there."""
        self._stated |= stored_of(self.writer, self.noun, ids)

    @property
    def looked_at(self) -> Collection[int]:
        """The rows of which it is known what they state."""
        return self._stated.keys()

    def stated(self, id: int) -> dict[str, Any]:
        """What a row states by now, written or not."""
        if id in self._new or id in self._changes:
            self.write()
        if id not in self._stated:
            self._stated[id] = stored(self.writer, self.noun, id) or {}
        return self._stated[id]

    def add(self, id: int, values: Mapping[str, object]) -> None:
        """A new row."""
        self._new[id] = values
        self._records.append(Record("add", self.noun, id, after=values, batch_id=self.batch_id))

    def change(self, change: Change) -> None:
        """A row that was there comes to state something else."""
        after = {**change.before, **change.changes}
        self._changes[change.id] = change
        self._stated[change.id] = after
        self._records.append(
            Record("edit", self.noun, change.id, before=change.before, after=after, batch_id=self.batch_id)
        )

    def write(self) -> None:
        """Write what waits: changes first, for a new row may be called what a changed one was."""
        if self._changes:
            write_all(self.writer, self.noun, [*self._changes.values()])
        insert(self.writer, self.noun, self._new, self.batch_id)
        if self._records:
            self.chain.extend(self._records)
        self.drop()

    def drop(self) -> None:
        """Nothing of what waits will be kept."""
        self._new, self._changes, self._records = {}, {}, []

    def forget(self, id: int) -> None:
        """A row was written past it."""
        self._stated.pop(id, None)


def insert(writer: Writer, noun: str, new: Mapping[int, Mapping[str, object]], batch_id: int) -> None:
    """Put in rows of a batch, by their ids; the log is the caller's."""
    if not new:
        return
    learn(writer, noun, new.values())
    columns = dict.fromkeys(column for values in new.values() for column in values)
    given: dict[str, list[object]] = {"id": [*new]}
    given |= {column: [values.get(column) for values in new.values()] for column in columns}
    writer.insert_columns(noun, given, {"batch_id": batch_id})
