"""A row of a noun's sheet on its way into the store: its values by column, what it refers to looked up."""

from collections.abc import Iterator, Mapping

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.loading.refused_names import RefusedNames
from aidtrack.importing.rows.block import Block
from aidtrack.importing.rows.blocks import Reading
from aidtrack.store.names.find import Names
from aidtrack.store.names.not_found import NotFound
from aidtrack.store.names.words import OpenWords
from aidtrack.values.field import Noun
from aidtrack.values.row_origin import ROW_ORIGIN
from aidtrack.values.words import UNASSIGNED


@dataclass(frozen=True, slots=True)
class NounRow:
    """`values` are by column, `cells` by field as they came."""

    reading: Reading
    line: int
    values: dict[str, object]
    cells: Mapping[str, str]
    rejected: bool  # some cell of it is at fault already, and stands in `values` as a blank
    unassigned: bool = False  # its village is written out as none

    @property
    def noun(self) -> Noun:
        return self.reading.sheet.header.noun

    @property
    def is_exported(self) -> bool:
        """Whether a store wrote it out, and so says where it is from."""
        return bool(self.cells.get(ROW_ORIGIN.name, "").strip())

    @property
    def masked(self) -> bool:
        """Whether a name was masked when it was written out, and so is blank."""
        if self.rejected:
            return False
        blank = (one for one in self.noun.fields if one.personal and one.column not in self.values)
        return any(self.cells.get(one.name, "").strip() for one in blank)

    def fault(self, name: str, fault: Fault) -> None:
        """A problem of this row."""
        self.reading.fault(self.line, name, fault, self.cells.get(name))


def noun_rows(
    reading: Reading, block: Block, names: Names, words: OpenWords, refused: RefusedNames
) -> Iterator[NounRow]:
    """The rows of a block that have a name and refer to nothing unknown; what else there is becomes a problem."""
    columns = reading.sheet.header.columns
    for at, line in enumerate(block.lines):
        if block.columns["name"][at] is None or reading.is_told(line):
            continue
        cells = {column.field.name: column.cell(block.rows[at]) for column in columns}
        unassigned = "village" in block.columns and block.columns["village"][at] in UNASSIGNED
        row = NounRow(reading, line, {}, cells, at in block.rejected, unassigned)
        if _look_up(row, block, at, names, words, refused):
            yield row


def _look_up(row: NounRow, block: Block, at: int, names: Names, words: OpenWords, refused: RefusedNames) -> bool:
    """Fill in the row's values; whether all that it refers to is known. A fund that a fund is part of stays a name for now."""
    beside = {level: str(column[at]) for level, column in block.places.items() if column[at] is not None}
    for field in row.reading.sheet.header.fields:
        value = block.columns[field.name][at]
        if value is None or field is ROW_ORIGIN or (field.refers == "village" and value in UNASSIGNED):
            continue
        if field.refers in (None, row.noun.name):
            row.values[field.column] = words.spelled(field.kind, str(value)) if field.kind.open else value
            continue
        found = _find(row, field.name, field.refers, str(value), names, beside, refused)
        if found is None:
            return False
        row.values[field.column] = found
    return True


def _find(
    row: NounRow, name: str, noun: str, text: str, names: Names, beside: Mapping[str, str], refused: RefusedNames
) -> int | None:
    try:
        return names.find(noun, text, place=beside if noun == "village" else None)
    except NotFound as error:
        if not row.reading.problems.names_unsure:
            row.fault(name, refused.fault(noun, text, error))
        return None
