"""What a workbook's file says of a sheet that calamine does not tell; of every kind of workbook alike."""

from dataclasses import field

from aidtrack.dataclass import dataclass

Area = tuple[int, int, int, int]  # first line, first column, last line, last column


class FarCell(Exception):
    """A cell that holds something lies beyond what is read."""


@dataclass(slots=True)
class Run:
    """The lines of one column, first to last, whose numbers stand under one format."""

    first: int
    last: int
    code: str


@dataclass(slots=True)
class SheetNotes:
    """What a sheet says that calamine does not. Lines count from 1, columns from 0.

    `broken`: cells without a value to use (line, column, what is shown). `formats`: by column, its numbers whose format shows
    more or something else than the number. `conditional`: areas whose numbers show under another format where some condition is met, as
    `merged` is. `marked`: texts of which some is struck out, or a raised figure of a footnote (line, column, what is left). `merged`: areas that calamine does not tell (first line, first column, last line, last column).
    """

    hidden_rows: int = 0
    broken: list[tuple[int, int, str]] = field(default_factory=list)
    formats: dict[int, list[Run]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    conditional: list[Area] = field(default_factory=list)
    marked: list[tuple[int, int, str]] = field(default_factory=list)

    def stands_under(self, line: int, column: int, code: str) -> None:
        """Note the format of a cell; lines come in order."""
        runs = self.formats.setdefault(column, [])
        if runs and runs[-1].code == code and runs[-1].last == line - 1:
            runs[-1].last = line
        else:
            runs.append(Run(line, line, code))
