"""A grid of a text that was read whole before the store is locked: whoever else writes waits for no file.

Of a longer text the records are read while they are taken in, for they are never all held.
"""

from collections.abc import Iterator, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.importing.reading.delimited import Delimited
from aidtrack.importing.reading.files import File
from aidtrack.importing.reading.grid import BLOCK, Grid, LineFault, Lines, Merged, Top

_MOST = 2 << 20  # bytes of a text; its cells take some ten times as much


@dataclass(frozen=True, slots=True)
class Held:
    """`lines` and `rows` are the records of a grid, up to the fault that ended them."""

    grid: Delimited
    lines: Sequence[int]
    rows: Sequence[list[str]]
    broken: LineFault | None = None

    @property
    def file(self) -> File:
        return self.grid.file

    @property
    def sheet(self) -> str | None:
        return self.grid.sheet

    @property
    def encoding(self) -> str:
        return self.grid.encoding

    @property
    def notes(self) -> Sequence[str]:
        return self.grid.notes

    @property
    def merged(self) -> Sequence[Merged]:
        return self.grid.merged

    @property
    def typed(self) -> bool:
        return self.grid.typed

    @property
    def only_rows(self) -> bool:
        return self.grid.only_rows

    @property
    def count(self) -> int:
        return len(self.rows)

    def top(self, count: int) -> Top:
        return self.grid.top(count)

    def blocks(self, after: int) -> Iterator[Lines]:
        for start in range(after, len(self.rows), BLOCK):
            end = start + BLOCK
            yield self.lines[start:end], [[*row] for row in self.rows[start:end]]  # a reader fills in what is blank
        if self.broken is not None:
            raise self.broken


def held(grid: Delimited) -> Grid:
    """The grid, read now where it is short."""
    if grid.file.size > _MOST:
        return grid
    lines: list[int] = []
    rows: list[list[str]] = []
    try:
        for of_block, block in grid.blocks(0):
            lines += of_block
            rows += block
    except LineFault as fault:
        return Held(grid, lines, rows, fault)
    return Held(grid, lines, rows)
