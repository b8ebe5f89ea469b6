"""The rows of one noun as they are named, each made when it is first asked for: a command that names one leaves thousands as they were read."""

import gc
from collections.abc import Iterator, Mapping, Sequence, ValuesView
from contextlib import contextmanager
from typing import Any, NamedTuple

from aidtrack.errors import Damaged
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.values.aliases import names_in
from aidtrack.values.kinds import Value
from aidtrack.values.text import key

_NOTHING = (None, None, None)  # no alias, no code, merged into none


class Named(NamedTuple):
    """What names a row. `key_values` are the stored values of the noun's key beside its name, in the order of the key."""

    id: int
    name: str
    alias: str | None
    code: str | None
    key_values: tuple[Value, ...]
    same_as: int | None = None

    @property
    def spellings(self) -> set[str]:
        return {key(spelling) for spelling in (self.name, *names_in(self.alias))}


class Rows(dict[int, Named]):
    """Rows by id, asked by `[]`, `in`, `len` and `values`, and one after the other: what else a dict has knows only those made so far.
    What refers to one that is not there was written behind the store's back: raises Damaged.

    `read` are the id, the name and the rest of the key; `beside`, by id, the alias, the code and the row that one was merged into, of
    those that have any: few of tens of thousands have, and each cell that is read takes its time.
    """

    def __init__(self, noun: str, read: Sequence[tuple[Any, ...]], beside: Mapping[int, Sequence[Any]]) -> None:
        self._noun = noun
        self._read = {row[0]: row for row in read}
        self._beside = beside
        self._all_made = False

    def __missing__(self, id: int) -> Named:
        row = None if self._all_made else self._read.get(id)
        if row is None:
            raise Damaged(
                t(
                    "There is no {noun} with id {id}, and the store refers to it: it is damaged.",
                    noun=NOUNS[self._noun].label,
                    id=id,
                ),
                t("Look at it with aidtrack check."),
            )
        found = self[id] = self._made(row)
        return found

    def __contains__(self, id: object) -> bool:
        return super().__contains__(id) or (not self._all_made and id in self._read)

    def __len__(self) -> int:
        self._make_all()
        return super().__len__()

    def __iter__(self) -> Iterator[int]:
        self._make_all()
        return super().__iter__()

    def values(self) -> ValuesView[Named]:  # type: ignore[override]  # what a view of a dict has beside is not asked for
        self._make_all()
        return super().values()

    def __delitem__(self, id: int) -> None:
        self._read.pop(id, None)
        super().__delitem__(id)

    def _made(self, row: tuple[Any, ...]) -> Named:
        alias, code, same_as = self._beside.get(row[0], _NOTHING)
        return Named(row[0], row[1], alias, code, row[2:], same_as)

    def _make_all(self) -> None:
        """In the order in which they were read, and after them what came since."""
        if self._all_made:
            return
        known = self.copy()
        made, beside = tuple.__new__, self._beside.get  # half the time of `_made`
        self.clear()
        with uncollected():
            for id, row in self._read.items():
                alias, code, same_as = beside(id, _NOTHING)
                self[id] = made(Named, (id, row[1], alias, code, row[2:], same_as))
        self.update(known)
        self._read, self._all_made = {}, True


@contextmanager
def uncollected() -> Iterator[None]:
    """Names are tuples by the ten thousand and no cycles: looking for those takes longer than to make them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
