"""Cells that do not show what they hold, whatever their format: under a condition perhaps another number, below merged cells nothing, and
texts of which a part is struck out. It runs in the child process that reads a workbook and imports next to nothing.
"""

from collections.abc import Iterator
from typing import Any

from aidtrack.importing.reading.sheet_notes import Area, SheetNotes


class Unseen:
    """Those of a sheet, gone through line by line."""

    def __init__(self, notes: SheetNotes, merged: list[Area]) -> None:
        self._corners = {area[:2] for area in merged}
        self._merged, self._conditional = _Areas(merged), _Areas(notes.conditional)
        self._marked: dict[int, dict[int, str]] = {}
        for line, column, left in notes.marked:
            self._marked.setdefault(line, {})[column] = left
        self.may_be = bool(merged or notes.conditional or notes.marked)

    def of(self, line: int, values: list[Any]) -> Iterator[tuple[int, str | None]]:
        """(column, what is left of its text) of each such cell of a line; None where nobody can tell from here what it shows.

        One that was told of already, for its format or an error, is not told of again.
        """
        for column in self._conditional.columns(line, len(values)):
            if not isinstance(values[column], (str, list)):
                yield column, None
        for column in self._merged.columns(line, len(values)):
            if values[column] != "" and (line, column) not in self._corners:
                yield column, None
        for column, left in self._marked.get(line, {}).items():
            if isinstance(values[column], str):
                yield column, left


class _Areas:
    """Areas of a sheet, asked for line by line, downwards."""

    def __init__(self, areas: list[Area]) -> None:
        self._pending, self._open = sorted(areas, reverse=True), list[Area]()

    def columns(self, line: int, width: int) -> Iterator[int]:
        while self._pending and self._pending[-1][0] <= line:
            self._open.append(self._pending.pop())
        self._open = [area for area in self._open if area[2] >= line]
        for _, left, _, right in self._open:
            yield from range(left, min(right + 1, width))
