"""Cells that stand for those below: truly merged ones of a workbook, and blanks under a filled cell where --fill-down says so."""

from collections.abc import Container, Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.importing.matching.header import Header
from aidtrack.importing.matching.made import parts_of
from aidtrack.importing.matching.spelling import plain
from aidtrack.importing.reading.grid import Merged
from aidtrack.importing.rows.notes import is_note


@dataclass(slots=True)
class Filling:
    """Fills the rows of one sheet, which come in order. An amount is never filled: it would count twice."""

    header: Header
    down: dict[int, str]  # by column, the last text seen
    merged: list[Merged]
    texts: dict[Merged, str] = field(default_factory=dict)

    @classmethod
    def of(cls, header: Header, fill_down: frozenset[str], merged: Sequence[Merged]) -> "Filling | None":
        """None where there is nothing to fill."""
        texts = [column for column in (*header.columns, *header.places) if not column.is_money]
        filled = {at: {*map(plain, column.field.headers)} for column in texts for at in column.sources}
        tall = [area for area in merged if area[0] < area[2] and filled.keys() & set(range(area[1], area[3] + 1))]
        parts = {at: name for column in texts for name, at in parts_of(column.made).items()}
        down = {at: "" for at, called in filled.items() if not fill_down.isdisjoint({*called, parts.get(at)})}
        return cls(header, down, sorted(tall)) if tall or down else None

    def apply(self, lines: Sequence[int], rows: list[list[str]], left_alone: Container[int] = ()) -> None:
        """Fill the rows but those of `left_alone`, which are no data."""
        for line, row in zip(lines, rows, strict=True):
            if line in left_alone:
                continue
            self._merged(line, row)
            if not any(cell.strip() for cell in row) or is_note(row, self.header):
                continue
            for at in self.down:
                if at < len(row):
                    row[at] = self.down[at] = row[at].strip() or self.down[at]

    def _merged(self, line: int, row: list[str]) -> None:
        for area in self.merged:
            first_line, first, last_line, last = area
            if line < first_line:
                break
            if line == first_line:
                self.texts[area] = row[first] if first < len(row) else ""
            elif line <= last_line:
                self._fill(row, range(first, min(last + 1, len(row))), self.texts.get(area, ""))
        while self.merged and self.merged[0][2] <= line:
            self.texts.pop(self.merged.pop(0), None)

    def _fill(self, row: list[str], columns: Container[int], text: str) -> None:
        for column in self.header.columns:
            for at in column.sources:
                if at in columns and not column.is_money:
                    row[at] = (
                        text if row[at] == text else row[at] or text
                    )  # the same, unseen below: it is known what it is
