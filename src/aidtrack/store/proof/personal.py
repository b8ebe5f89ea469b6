"""Personal values beside the chain, held against its records: each is the one that was recorded, and gone only where a record says so."""

from collections.abc import Iterator, Mapping
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log import chain
from aidtrack.store.log.personal_values import HASHED, hash_in
from aidtrack.values.record import hashes_in, is_of

_Of = tuple[str, int, str]  # noun and id of a row, its column
_Kept = tuple[int, _Of, str | None, str | None]  # its own id, of what, salt, value


@dataclass(slots=True)
class Beside:
    """What stands beside the chain, by hash, and what the records so far say of it."""

    kept: dict[str, _Kept] = field(default_factory=dict)
    told: dict[str, _Of] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)

    def read(self, connection: Connection) -> None:
        for id, hash, noun, object_id, column, salt, value in connection.rows(
            "SELECT id, hash, noun, object_id, field, salt, value FROM personal_value"
        ):
            self.kept[hash] = id, (noun, object_id, column), salt, value

    def take_in(self, record: Mapping[str, object]) -> None:
        """One more record, of a row."""
        noun, id = str(record["noun"]), int(str(record["object_id"]))
        if noun not in HASHED:
            return
        before, after = hashes_in(record["before"]), hashes_in(record["after"])
        self.told |= {hash: (noun, id, column) for column, hash in (*before, *after)}
        if record["action"] == chain.FORGET:
            gone = {column for column, _ in before} if noun == ENTRY.name else HASHED[noun]
            of_row = {hash for hash, of in self.told.items() if of[:2] == (noun, id) and of[2] in gone}
            self.forgotten |= of_row - {hash for _, hash in after}

    def agree(self, one: object, other: object) -> bool:
        """Whether two records say the same of a row, or a record and the row itself; what was erased says nothing any more."""
        if one == other:
            return True
        said, told = chain.values(one), chain.values(other)
        if said is None or told is None or said.keys() != told.keys():
            return False
        return all(self._is_same(said[name], told[name]) for name in said)

    def _is_same(self, one: object, other: object) -> bool:
        if one == other:
            return True
        values = [value if (hash := hash_in(value)) is None else self._value(hash) for value in (one, other)]
        return None in values or values[0] == values[1]

    def _value(self, hash: str) -> str | None:
        return self.kept[hash][3] if hash in self.kept else None

    def faults(self) -> Iterator[tuple[str, str]]:
        """What is wrong, and with what."""
        for hash, (id, of, salt, value) in self.kept.items():
            what = f"personal_value {id}"
            if self.told.get(hash) != of:
                yield what, t("is of no record of the audit log.")
            elif salt is None and value is None:
                if hash not in self.forgotten:
                    yield what, _gone()
            elif hash in self.forgotten:
                yield what, t("was to be forgotten, and is still there.")
            elif salt is None or value is None or not is_of(hash, salt, value):
                yield what, t("is not as the audit log left it.")
        for hash, (noun, id, _) in self.told.items():
            if hash not in self.kept:
                yield f"{noun} {id}", _gone()


def _gone() -> str:
    return t("a personal value that the audit log speaks of is gone, and no record says that it was forgotten.")
