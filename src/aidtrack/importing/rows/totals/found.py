"""Which rows of a sheet are totals, told before anything is filled into them, and the sums that a group's total names."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import field
from functools import partial

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.rows.cells import parse_cell
from aidtrack.importing.rows.totals.rule import TotalWord, may_hold, total_words, verdict
from aidtrack.values.text import key


@dataclass(slots=True)
class TotalRows:
    """Those of one block after another, in `verdicts` by line; a Fault where nobody can tell."""

    sheet: Sheet
    verdicts: dict[int, TotalWord | Fault] = field(default_factory=dict)

    def look_at(self, lines: Sequence[int], rows: Sequence[Sequence[str]], joined: str) -> None:
        """The next block, its cells `joined` by U+001F: only a row's own cells say what it is."""
        self.verdicts = {}
        if self.sheet.grid.only_rows or not may_hold(joined):
            return
        for line, row in zip(lines, rows, strict=True):
            found = verdict(row, self.sheet.header, partial(self._stands_above, line))
            if found is not None:
                self.verdicts[line] = found

    def group(self, line: int, word: TotalWord) -> dict[int, int] | None:
        """The sums of the rows above that belong to the group which a total names, by column; None where it names none.

        A blank cell means the one above it.
        """
        if word.alone:
            return None
        sums: dict[int, int] = {}
        inside = False
        for _, row in self._above(line):
            if total_words(row):
                continue
            names = [key(cell) for cell in row]
            inside = word.before in names or (inside and "" in names)
            if inside:
                self._add(sums, row)
        return sums

    def _add(self, sums: dict[int, int], row: Sequence[str]) -> None:
        for column in self.sheet.header.columns:
            if column.is_money and column.at < len(row):
                with suppress(Fault):
                    sums[column.at] = sums.get(column.at, 0) + int(parse_cell(column, column.cell(row)) or 0)

    def _stands_above(self, line: int, text: str) -> bool:
        """Whether a text stands in a cell of the rows above a line: a village, a group."""
        return any(key(cell) == text for _, row in self._above(line) for cell in row)

    def _above(self, line: int) -> Iterator[tuple[int, list[str]]]:
        """The rows above a line, read once more: a group's total is rare."""
        for lines, rows in self.sheet.blocks():
            for at, row in zip(lines, rows, strict=True):
                if at >= line:
                    return
                yield at, row
