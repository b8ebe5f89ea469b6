"""A sheet: a grid whose header is found and matched, ready to be read row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from aidtrack.errors import Fault
from aidtrack.importing.matching import header
from aidtrack.importing.matching.header import Header
from aidtrack.importing.matching.options import Options
from aidtrack.importing.problems import Origin, Problems
from aidtrack.importing.reading.grid import Grid, LineFault, Lines, Top
from aidtrack.locale import t
from aidtrack.values.personal import guarded
from aidtrack.values.text import safe


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet ready to be read: everything about it is known but its rows."""

    grid: Grid
    origin: Origin
    header: Header
    above: Top  # the records up to and with the header
    empty: bool = False  # a header line of our own without rows, as export writes it for a noun that has none

    @property
    def holds(self) -> str:
        """The noun or kind of entry, as `--as` would name it."""
        return self.header.kind or self.header.noun.name

    @property
    def headings(self) -> Sequence[str]:
        """The header's cells as they stand."""
        return self.above.rows[-1]

    def is_header(self, row: Sequence[str]) -> bool:
        """Whether a row is the header once more, as on each printed page."""
        headings = self.headings
        return row[0] == headings[0] and [*map(header.plain, row)] == [*map(header.plain, headings)]

    def blocks(self) -> Iterator[Lines]:
        """(lines, rows) in blocks; blank rows included. Raises LineFault."""
        return self.grid.blocks(len(self.above.rows))

    def cells(self, lines: frozenset[int]) -> Iterator[tuple[int, list[str]]]:
        """The rows that begin on `lines`, as they came."""
        for numbers, rows in self.blocks():
            yield from ((line, row) for line, row in zip(numbers, rows, strict=True) if line in lines)


def open_sheet(grid: Grid, problems: Problems, options: Options) -> Sheet | None:
    """Find and match the header; None where problems forbid going on."""
    origin = Origin(grid.file.name, grid.sheet)

    def refuse(fault: Fault, row: int | None = None, column: str | None = None) -> None:
        problems.fault(fault, origin, row, column, None, None)

    try:
        top = grid.top(header.SEARCHED_LINES + 1)
    except LineFault as error:
        refuse(error.fault, error.line)
        return None
    at = header.find_line(top.rows, options.columns)
    if at is None:
        refuse(_no_header(top.rows))
        return None
    stated = header.title_unit(top.rows[:at])
    if options.unit is not None and stated is not None and options.unit != stated:
        refuse(
            Fault(
                t("says {own} in its title, but --unit says {stated}.", own=stated, stated=options.unit),
                t("Make the two agree."),
            )
        )
    names = [name for name in (grid.sheet, PurePath(grid.file.name).stem) if name]
    try:
        spelled = header.spelled(top.rows[at], options.columns)
        noun, kind = header.sheet_noun(spelled, names, options.as_)
    except Fault as fault:
        refuse(fault)
        return None
    problems.guarded[origin] = None if noun.personal else header.refers_to_persons(noun)
    matched, faults = header.match(
        top.rows[at], noun, kind, unit=options.unit or stated, ignore_extra=options.ignore_extra, own=options.columns
    )
    for column, wrong in faults:
        problems.fault(wrong, origin, top.lines[at], column.strip() or None, None, None)
    if faults:
        return None
    above = Top(top.lines[: at + 1], top.rows[: at + 1])
    if len(top.rows) > at + 1 or len(top.rows) > header.SEARCHED_LINES:
        return Sheet(grid, origin, matched, above)
    if top.broken is not None:
        refuse(top.broken.fault, top.broken.line)
        return None
    if header.is_our_own(matched):
        return Sheet(grid, origin, matched, above, empty=True)
    refuse(no_rows())
    return None


def no_rows() -> Fault:
    return Fault(t("has a header but no rows."), t("Send it with its rows."))


def _no_header(records: Sequence[Sequence[str]]) -> Fault:
    first = next((record for record in records if any(cell.strip() for cell in record)), [])
    shown = safe("、".join(guarded(cell) for cell in first if cell.strip())[:60])  # it may be a row, with names
    if any("，" in cell for cell in first):
        return Fault(
            t("has its cells set apart by the full-width comma ，."),
            t("Use the comma , or save the sheet as CSV again."),
        )
    return Fault(
        t("has no header that is known here (it begins: {shown}).", shown=shown),
        t("Put the field names into the first ten lines, as in an export; if the text looks garbled, give --encoding."),
    )
