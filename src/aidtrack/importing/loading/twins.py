"""Rows of one sheet that equal each other: two tons of cement on one day are two rows, or one typed twice. All are taken, and a note says so."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.importing.loading.entry_block import EntryBlock
from aidtrack.ledger.entry import NAMING
from aidtrack.ledger.equality import WRITTEN, columns
from aidtrack.values.text import keys

LOOKED_AT = 100_000  # rows of a sheet: their prints are kept in memory, which does not grow with the sheet


@dataclass(slots=True)
class Twins:
    """How many of a sheet's rows equal one before them; rows with different 流水号 or 来源编号 never do."""

    count: int = 0
    _rows: int = 0
    _prints: set[int] = field(default_factory=set)

    def look_at(self, entries: EntryBlock, stored: Mapping[str, Sequence[object]], passed_over: Set[int]) -> None:
        """`stored` are the columns of the block as they are stored, `passed_over` the positions of rows that are not taken."""
        if self._rows >= LOOKED_AT:
            return
        stated = [stored[column] for column in (*columns(), "ref") if column in stored]
        stated += [
            keys(["" if text is None else str(text) for text in stored[name]]) for name in WRITTEN if name in stored
        ]
        stated += [named for name in (*NAMING, "origin") if any(named := entries[name])]
        rows: Iterable[object] = zip(*stated, strict=True)
        if passed_over:
            rows = [row for at, row in enumerate(rows) if at not in passed_over]
        known, came = len(self._prints), len(entries) - len(passed_over)
        self._prints.update(map(hash, rows))
        self.count += came - (len(self._prints) - known)
        self._rows += came
