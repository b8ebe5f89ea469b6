"""Rows read one at a time: what is sound in each, and every problem of it."""

import shlex
from collections.abc import Sequence
from dataclasses import field

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching.header import MatchedColumn
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.problems import Problem, Problems
from aidtrack.importing.rows.cells import parse_cell
from aidtrack.importing.rows.totals.sums import Totals
from aidtrack.locale import spoken, t
from aidtrack.phrase import Word
from aidtrack.values.kinds import Value, WordKind
from aidtrack.values.lists import WordsKind
from aidtrack.values.money import parse_in_column
from aidtrack.values.nearness import nearest
from aidtrack.values.text import Misleading, safe


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """`values` and `places` are by field, what is at fault None; `row` is as it came."""

    line: int
    row: Sequence[str]
    values: dict[str, Value]
    places: dict[str, Value]
    rejected: bool


@dataclass(slots=True)
class RowReader:
    """Parses the rows of one sheet, adding up its amounts."""

    sheet: Sheet
    problems: Problems
    totals: Totals
    _at_fault: bool = False  # the row that is read
    _unitless: set[str] = field(default_factory=set)  # headers of amounts without a unit, each told once

    def parse(self, line: int, row: Sequence[str]) -> ParsedRow | None:
        """None where not even the row's cells can be told apart."""
        self._at_fault = False
        cells = self._fitting(line, row)
        if cells is None:
            self.totals.partial = True
            return None
        header = self.sheet.header
        values = {column.field.name: self._value(line, column, column.cell(cells)) for column in header.columns}
        places = {column.field.name: self._value(line, column, column.cell(cells)) for column in header.places}
        if self._at_fault:
            self.totals.partial = True
        else:
            self.totals.add_row(values)
        return ParsedRow(line, row, values, places, self._at_fault)

    def _fitting(self, line: int, row: Sequence[str]) -> Sequence[str] | None:
        """The cells as many as the header has, with nothing but blanks beyond it and under no name."""
        width = self.sheet.header.width
        if len(row) < width or any(cell.strip() for cell in row[width:]):
            self.problems.add(Problem(
                self.sheet.origin, line, None, None, None,
                t("The row has {found} cells, the header {expected}.", found=len(row), expected=width),
                t("Look for a missing or extra comma or quotation mark."), code=Code.RAGGED))  # fmt: skip
            return None
        stray = next((row[at] for at in self.sheet.header.nameless if row[at].strip()), None)
        if stray is not None:
            self.problems.add(Problem(
                self.sheet.origin, line, None, None, stray, t("stands in a column without a header."),
                t("Name the column, empty it, or add --ignore-extra."), code=Code.STRAY_CELL))  # fmt: skip
            return None
        return row[:width]

    def _value(self, line: int, column: MatchedColumn, cell: str) -> Value:
        try:
            value = parse_cell(column, cell)
            if value is None and column.required:
                raise Fault(t("is blank."), t("It must be filled in."), code=Code.BLANK)
        except Fault as fault:
            self._at_fault = True
            if self._lacks_unit(column, cell):
                self._tell_unitless(column)
            else:
                told = self._with_translation(column, cell, fault)
                self.problems.fault(told, self.sheet.origin, line, column.header, column.field.name, cell)
            return None
        return value

    def _with_translation(self, column: MatchedColumn, cell: str, fault: Fault) -> Fault:
        """Of a word that is none of a closed list, how the whole sheet's are read as another one; of one that is no date and no number, as blanks."""
        word = t("WORD_OF_THE_SHEET") if self.sheet.header.noun.personal else " ".join(cell.split())
        if _may_say_none(column, cell, fault):
            value = safe(shlex.quote(f"{column.field.zh}:{word}="))
            return _advised(fault, t("Where it says that there is none: --value {value}.", value=value))
        if fault.code is not Code.UNKNOWN_WORD:
            return fault
        near = None if self.sheet.header.noun.personal else _near(column, word)
        value = safe(shlex.quote(f"{column.field.zh}:{word}={near or t('WORD')}"))
        return _advised(fault, t("To read it as one of these: --value {value}.", value=value))

    def _lacks_unit(self, column: MatchedColumn, cell: str) -> bool:
        """Whether a cell is a plain number, and neither it nor its column says of what."""
        if column.unit is not None or not column.is_money or isinstance(cell, Misleading):
            return False
        try:
            parse_in_column(cell, "元")
        except Fault:
            return False
        return True

    def _tell_unitless(self, column: MatchedColumn) -> None:
        """One problem of the column, not one a row."""
        if column.header in self._unitless:
            return
        self._unitless.add(column.header)
        self.problems.add(Problem(
            self.sheet.origin, None, column.header, column.field.name, None,
            t("has numbers without a unit: 元 or 万元?"),
            t("Write the unit into the header, as in {header}（元）, or give --unit.", header=column.header), code=Code.UNIT_MISSING))  # fmt: skip


def _advised(fault: Fault, advice: str) -> Fault:
    """The fault with one more thing to do."""
    said = t("{problem} {suggestion}", problem=spoken(fault.suggestion), suggestion=advice)
    return Fault(fault.problem, said, code=fault.code)


def _may_say_none(column: MatchedColumn, cell: str, fault: Fault) -> bool:
    """Whether a cell at fault, in a column of dates or numbers that may be blank, holds a word alone: 未脱贫, 不详."""
    is_word = cell.strip().isalpha() and fault.code in (Code.UNCLEAR_DATE, Code.MALFORMED)
    return is_word and not column.required and column.made is None


def _near(column: MatchedColumn, cell: str) -> str | None:
    """The word of its list, in this run's language, that a cell is a slip of; a cell that may hold several is none."""
    kind = column.field.kind
    if not isinstance(kind, WordKind) or isinstance(kind, WordsKind):
        return None
    return nearest(cell, [spoken(Word(*pair)) for pair in kind.words])
