"""Rows that are read while they are shown: a list of a million is never held."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import overload

from aidtrack.values.report import Report, Row


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


def is_streamed(report: Report) -> bool:
    """Whether rows of an answer are read while it is shown."""
    return any(isinstance(table.rows, Stream) for table in report.tables)
