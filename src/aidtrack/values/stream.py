"""Rows that are read while they are shown: a list of a million is never held."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Protocol, overload

from aidtrack.dataclass import dataclass
from aidtrack.values.blocks import blocks
from aidtrack.values.report import Content, Report, Row

_AT_ONCE = 500  # rows


class Stream(Sequence[Row]):
    """So many rows, read from their source each time they are gone through. Its source is open until the answer is shown."""

    def __init__(self, count: int, read: Callable[[], Iterator[Row]]) -> None:
        self._count = count
        self._read = read

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        return self._read()

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        """From the start on, as far as it is asked for: places are counted forwards."""
        if isinstance(at, slice):
            return [*islice(self, at.start, at.stop, at.step)]
        return next(islice(self, at, None))


class Selected(Stream):
    """Rows that the store chose and put in order as they were asked for."""


class Cells(Protocol):
    """Some rows that follow each other, column by column."""

    def of(self, name: str) -> Sequence[Content]:
        """The cells of a column, None where a row has none."""


class ByColumn(Stream):
    """Rows whose columns are made each by itself, and only where one is read."""

    def __init__(self, count: int, names: Sequence[str], read: Callable[[], Iterator[Cells]]) -> None:
        super().__init__(count, self._rows)
        self._names = names
        self.together = read

    def beside(self, name: str, make: Callable[[Cells], Sequence[Content]]) -> "ByColumn":
        """The same rows with one more column, which is made of their others."""
        names = [*self._names, name]
        return ByColumn(len(self), names, lambda: (_Beside(cells, name, make) for cells in self.together()))

    def _rows(self) -> Iterator[Row]:
        for cells in self.together():
            for row in zip(*map(cells.of, self._names), strict=True):
                yield dict(zip(self._names, row, strict=True))


def together(rows: Sequence[Row]) -> Iterator[Cells]:
    """All rows, some hundred at a time."""
    return rows.together() if isinstance(rows, ByColumn) else map(_Rows, blocks(rows, _AT_ONCE))


@dataclass(frozen=True, slots=True)
class _Rows:
    rows: Sequence[Row]

    def of(self, name: str) -> Sequence[Content]:
        return [row.get(name) for row in self.rows]


@dataclass(frozen=True, slots=True)
class _Beside:
    cells: Cells
    name: str
    make: Callable[[Cells], Sequence[Content]]

    def of(self, name: str) -> Sequence[Content]:
        return self.make(self.cells) if name == self.name else self.cells.of(name)


def is_streamed(report: Report) -> bool:
    """Whether rows of an answer are read while it is shown."""
    return any(isinstance(table.rows, Stream) for table in report.tables)
