"""What names each row of a noun and no other, for reports that name thousands: mostly its path, which need not be tried."""

from aidtrack.store.engine.collections import SPAN
from aidtrack.store.names.find import Names
from aidtrack.store.names.named import Named
from aidtrack.store.names.sure import sure
from aidtrack.values.kinds import Value


class Choices:
    """`Names.choice` of the rows of one noun as they are now.

    A path may name several only where the name at its end is another's too, or where names hold strokes or look like codes and ids:
    such rows are asked for one by one.
    """

    def __init__(self, names: Names, noun: str) -> None:
        self._names, self._noun, self._index = names, noun, names.index(noun)
        strokes = any("/" in spelling for known in (self._index.keys, self._index.codes) for spelling in known)
        self._alone = frozenset() if strokes else self._index.alone()
        # What stands before the names of a place, of each office its own; None where it is tried.
        self._before: dict[tuple[int, tuple[Value, ...]], str | None] = {}

    def __getitem__(self, id: int) -> str:
        row = self._index.rows[id]
        if id in self._alone and any(row.key_values) and not row.name[-1:].isspace():
            place = (id // SPAN, row.key_values)
            before = self._before.get(place, "")
            if before == "":
                before = self._before[place] = self._told(row)
            if before is not None:
                return f"{before}/{row.name}"
        return self._names.choice(self._noun, id)

    def _told(self, row: Named) -> str | None:
        """What stands before a name in its path, where that leads to it."""
        path = self._names.path(self._noun, row.id)
        before = path.removesuffix(row.name).removesuffix("/")
        leads = before and sure(path) is None and self._names.fits(self._noun, row.id, before)
        return before if leads else None
