"""Rows that are called alike, by what may stand before their name: a road in each of a thousand villages is found without a look at all."""

from collections.abc import Callable, Iterable

from aidtrack.store.names.index import Index
from aidtrack.values.field import Field
from aidtrack.values.kinds import Value
from aidtrack.values.text import key

Standing = Callable[[str, int], int]  # (noun, id) → the id of the row that stands for it


class Alike:
    """Those of one noun and name, as its index and those of what it refers to were after so many `changes`."""

    def __init__(self, index: Index, ids: Iterable[int], standing: Standing, changes: int) -> None:
        self.changes = changes
        self._places = index.noun == "village"
        self._of: dict[tuple[int, str | int], list[int]] = {}
        for id in ids:
            for at, (part, value) in enumerate(zip(index.key_fields, index.rows[id].key_values, strict=True)):
                if value is not None:
                    self._of.setdefault((self._at(at), _told(part, value, standing)), []).append(id)

    def _at(self, at: int) -> int:
        """A place may be any of a village's: they are known together."""
        return 0 if self._places else at

    def having(self, at: int, told: str | int) -> list[int]:
        """Those that have this as the part `at` of their key: the key of a word, or the id of what it refers to."""
        return self._of.get((self._at(at), told), [])


def _told(part: Field, value: Value, standing: Standing) -> str | int:
    return key(str(value)) if part.refers is None else standing(part.refers, int(str(value)))
