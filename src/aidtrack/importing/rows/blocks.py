"""Rows as checked values, a block at a time: whole columns at once, row by row only where a block has a fault."""

import shlex
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.matching.spelling import plain
from aidtrack.importing.problems import Problems, Repeated
from aidtrack.importing.rows.at_once import Columns, columns_at_once, figures_at_once
from aidtrack.importing.rows.block import Block, holds_error, joined_cells, one_below_another
from aidtrack.importing.rows.clock import drop_times
from aidtrack.importing.rows.figures import Figure, figure, nobodys, wrong_sums
from aidtrack.importing.rows.fill import Filling
from aidtrack.importing.rows.notes import note
from aidtrack.importing.rows.one_by_one import ParsedRow, RowReader
from aidtrack.importing.rows.skipped import Skip
from aidtrack.importing.rows.totals.found import TotalRows
from aidtrack.importing.rows.totals.rule import TotalWord, total_words
from aidtrack.importing.rows.totals.sums import Totals
from aidtrack.locale import spoken, t
from aidtrack.values.personal import guarded
from aidtrack.values.sheets import EXAMPLE
from aidtrack.values.text import safe

FEW = 12  # rows that are read one by one sooner than they are halved once more


@dataclass(slots=True)
class Reading:
    """What reading one sheet has seen besides its rows."""

    sheet: Sheet
    problems: Problems
    fill_down: frozenset[str] = frozenset()
    left_out: frozenset[int] = frozenset()  # lines that are not to be imported, whatever they hold
    tick: Callable[[int], None] = lambda _: None  # told how many lines were read
    read: int = 0  # rows below the header that hold anything, but those left out
    skipped: Counter[Skip] = field(default_factory=Counter)  # what of these makes nothing, and why
    notes: list[tuple[int, list[str], Skip]] = field(default_factory=list)  # seen since the last row of data
    examples: int = 0  # rows of a template that only show how
    times: int = 0  # of day that stood beside dates
    passed: dict[int, Skip] = field(default_factory=dict)  # the same by line, of a sheet that is read several times
    filled: set[int] = field(default_factory=set)  # of a wide sheet, the lines with a figure that is read here
    totals: Totals = field(init=False)
    _total_rows: TotalRows = field(init=False)
    _rows: RowReader = field(init=False)
    _one_by_one: int = 0  # rows that were read so
    _halves: bool = (
        True  # whether it pays to look for the rows that are out of line: never again where most of a block were
    )

    def __post_init__(self) -> None:
        self.totals = Totals(self.sheet.header)
        self._total_rows = TotalRows(self.sheet)
        self._rows = RowReader(self.sheet, self.problems, self.totals)

    @property
    def data(self) -> int:
        """How many of the rows are more than totals, notes and the like."""
        return self.read - sum(rows for skip, rows in self.skipped.items() if skip is not Skip.EMPTY_FIGURE)

    def fault(self, line: int, name: str, fault: Fault, cell: str | None, *, repeats: Repeated | None = None) -> None:
        """A problem of a row, with what stands in the cell of the field at fault; of what is given for all rows it is told once."""
        if name in self.sheet.header.given:
            self._of_all(name, fault)
            return
        column = self.sheet.header.column(name)
        header = column.header if column else None
        is_lacking = column is None and fault.code is Code.BLANK
        lacking = spoken(self.sheet.header.noun.field(name).label) if is_lacking else None
        self.problems.fault(fault, self.sheet.origin, line, header, name, cell, repeats, lacking)

    def fills_down(self, name: str) -> bool:
        """Whether blanks of a field stand for what is above them."""
        return not self.fill_down.isdisjoint(map(plain, self.sheet.header.noun.field(name).headers))

    def is_told(self, line: int) -> bool:
        """Whether a row that says more of one read before it is at fault there, which is told once."""
        return self.sheet.only is not None and line in self.problems.rejected.get(self.sheet.origin, ())

    def shown(self, cell: str) -> str:
        """A cell as a problem may quote it: where a person's name may stand, masked."""
        return guarded(cell) if self.sheet.header.noun.personal else cell

    def _of_all(self, name: str, fault: Fault) -> None:
        value = str(self.sheet.header.given[name])  # of a wide sheet each part has its own
        said = (self.sheet.origin, None, name, value)
        if all((one.origin, one.row, one.field, one.value) != said for one in self.problems.listed):
            label = spoken(self.sheet.header.noun.field(name).label)
            self.problems.fault(fault, self.sheet.origin, None, label, name, value)

    def give(self, name: str) -> str:
        """How a field is given in this sheet, as a sentence: in its column, where it has one."""
        column, field = self.sheet.header.column(name), self.sheet.header.noun.field(name)
        if column is None:
            field_given = safe(shlex.quote(f"{spoken(field.label)}={t('WORD')}"))
            return t(
                "Give it in a column {column}, or for every row with --set {given}.",
                column=field.label,
                given=field_given,
            )
        return t("Give it in the column {column}.", column=safe(column.header))

    def blocks(self) -> Iterator[Block]:
        """Every data row, checked; of a row with a problem what is sound, so that all of it is said at once. Raises LineFault."""
        filling = Filling.of(self.sheet.header, self.fill_down, self.sheet.grid.merged)
        self.totals.partial = bool(self.left_out)
        for lines, rows in self.sheet.blocks():
            joined = joined_cells(rows)
            self._total_rows.look_at(lines, rows, joined)
            if filling:
                filling.apply(lines, rows, self._total_rows.verdicts)
            if self.left_out:
                kept = [at for at, line in enumerate(lines) if line not in self.left_out]
                lines, rows = [lines[at] for at in kept], [rows[at] for at in kept]
            if ":" in joined or "：" in joined:
                self.times += drop_times(self.sheet.header, rows)
            one_by_one = self._one_by_one
            block = self._block(lines, rows, joined)
            self._halves = self._halves and self._one_by_one - one_by_one <= len(rows) // 2
            if len(block):
                yield block
            self.tick(len(lines))

    def _block(self, lines: Sequence[int], rows: list[list[str]], joined: str) -> Block:
        """The rows as whole columns as far as these reach: halved where a row is out of line, until few stand beside it."""
        found = None
        if rows and not (self._total_rows.verdicts.keys() & set(lines)) and not holds_error(joined, rows):
            found = self._at_once(lines, rows, joined)
        if found is None and len(rows) > FEW and self._halves:
            half = len(rows) // 2
            parts = (lines[:half], rows[:half]), (lines[half:], rows[half:])
            return one_below_another([self._block(*part, joined_cells(part[1])) for part in parts])
        if found is None:
            return self._row_by_row(lines, rows)
        self.totals.add_columns(found.columns)
        self._no_notes_above()
        self.read += len(rows)
        columns, places = self._with_given(found.columns, len(found)), self._with_given_places(found.places, len(found))
        return replace(found, columns=columns, places=places)

    def _at_once(self, lines: Sequence[int], rows: list[list[str]], joined: str) -> Block | None:
        """The rows as whole columns; None where they must be looked at one by one."""
        part = self.sheet.part
        if self.sheet.only is not None:
            return None
        if part is None:
            plain = columns_at_once(self.sheet, rows)
            return None if plain is None else Block(lines, *plain, rows)
        found = figures_at_once(self.sheet, part, rows, joined)
        if found is None:
            return None
        figures, columns, places = found
        self.skipped[Skip.EMPTY_FIGURE] += part.is_first * figures.count(Figure.EMPTY)
        if Figure.ANOTHERS in figures:
            self.totals.partial = True
        taken = [at for at, one in enumerate(figures) if one is Figure.TAKEN]
        own = [lines[at] for at in taken]
        self.filled.update(own)
        return Block(own, columns, places, [rows[at] for at in taken])

    def _row_by_row(self, lines: Sequence[int], rows: list[list[str]]) -> Block:
        self._one_by_one += len(rows)
        kept: list[ParsedRow] = []
        for line, row in zip(lines, rows, strict=True):
            if self._is_data(line, row):
                self._no_notes_above()
                parsed = self._rows.parse(line, row) if self._takes(line, row) else None
                if parsed is not None:
                    kept.append(parsed)
        header = self.sheet.header
        columns: Columns = {
            column.field.name: [one.values[column.field.name] for one in kept] for column in header.columns
        }
        places: Columns = {
            column.field.name: [one.places[column.field.name] for one in kept] for column in header.places
        }
        return Block(
            [one.line for one in kept],
            self._with_given(columns, len(kept)),
            self._with_given_places(places, len(kept)),
            [one.row for one in kept],
            frozenset(at for at, one in enumerate(kept) if one.rejected),
        )

    def _with_given(self, columns: Columns, count: int) -> Columns:
        """The columns of a block with what every row has besides."""
        return columns | {name: [value] * count for name, value in self.sheet.header.given.items()}

    def _with_given_places(self, places: Columns, count: int) -> Columns:
        return places | {level: [value] * count for level, value in self.sheet.header.given_places.items()}

    def _takes(self, line: int, row: Sequence[str]) -> bool:
        """Whether a row of data is to be read: of a wide sheet, whether the part that is read has a figure in it."""
        part, only = self.sheet.part, self.sheet.only
        if only is not None:
            column = self.sheet.header.column(only)
            if column is None or column.cell(row).strip():
                return True
            self._skip(line, Skip.BLANK)
            return False
        if part is None:
            return True
        for column, fault in wrong_sums(part, row):
            self.problems.fault(fault, self.sheet.origin, line, column.header, column.field.name, row[column.at])
        found = figure(self.sheet, part, row)
        if found is Figure.EMPTY:
            self.skipped[Skip.EMPTY_FIGURE] += part.is_first
        elif found is Figure.ANOTHERS:
            self.totals.partial = True  # its total counts what is read elsewhere
        elif found is Figure.NOBODYS:
            self.fault(line, "amount", nobodys(), row[self.sheet.header.columns[-1].at])
        if found in (Figure.TAKEN, Figure.NOBODYS):
            self.filled.add(line)
        return found is Figure.TAKEN

    def _is_data(self, line: int, row: list[str]) -> bool:
        """Whether a row is to be read; what it is otherwise (blank, an example, a total, the header, a note) is counted."""
        if not any(row):
            return False
        self.read += 1
        if self.sheet.grid.only_rows:
            return True
        if not any(cell.strip() for cell in row):
            self._skip(line, Skip.BLANK)
        elif row[0].strip() in EXAMPLE.spellings:
            self.examples += 1
            self._skip(line, Skip.EXCLUDED)
        elif (found := self._total_rows.verdicts.get(line)) is not None:
            self._check_total(line, row, found)
        elif self.sheet.is_above(row):
            self._skip(line, Skip.HEADER_AGAIN)
        elif (skip := note(row, self.sheet.header, after_note=bool(self.notes))) is not None:
            self.notes.append((line, row, skip))
            self._skip(line, skip)
        else:
            return True
        return False

    def _skip(self, line: int, skip: Skip) -> None:
        self.skipped[skip] += 1
        if self.sheet.in_parts:
            self.passed[line] = skip

    def _check_total(self, line: int, row: Sequence[str], found: TotalWord | Fault) -> None:
        origin = self.sheet.origin
        if isinstance(found, TotalWord):
            faults = self.totals.check(row, found, self._total_rows.group(line, found))
            for column, fault in faults:
                self.problems.fault(fault, origin, line, column.header, column.field.name, row[column.at])
            if not faults:
                self._skip(line, Skip.TOTAL)
            return
        at = total_words(row)[0].at
        under = next((column for column in self.sheet.header.columns if column.at == at), None)
        header, name = (under.header, under.field.name) if under else (None, None)
        self.problems.fault(found, origin, line, header, name, row[at])

    def _no_notes_above(self) -> None:
        """Notes stand below the data: a line with data below it was a row, and most of it is blank."""
        for line, row, skip in self.notes:
            self.skipped[skip] -= 1
            self.passed.pop(line, None)
            self._rows.parse(line, row)
        self.notes.clear()
