"""A block of rows as whole columns, where every row of it is plain data without a fault: so nearly all are read."""

from collections.abc import Sequence

from aidtrack.errors import Fault
from aidtrack.importing.matching.header import MatchedColumn
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.rows.cells import parse_column
from aidtrack.values.kinds import Value
from aidtrack.values.sheets import EXAMPLE

Columns = dict[str, Sequence[Value]]  # by field


def columns_at_once(sheet: Sheet, rows: Sequence[Sequence[str]]) -> tuple[Columns, Columns] | None:
    """The columns of the fields and of the places beside; None where the rows must be looked at one by one."""
    header = sheet.header
    if set(map(len, rows)) != {header.width} or (sheet.grid.typed and _holds_typed(rows)):
        return None
    texts = list(zip(*rows, strict=True))
    if _holds_other_than_data(sheet, texts):
        return None
    try:
        columns = {column.field.name: parse_column(column, _cells(column, texts, rows)) for column in header.columns}
        places = {column.field.name: column.field.kind.parse_column(texts[column.at]) for column in header.places}
    except Fault:
        return None
    if any(column.required and None in columns[column.field.name] for column in header.columns):
        return None
    return columns, dict(places)


def _cells(column: MatchedColumn, texts: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> Sequence[str]:
    return texts[column.at] if column.made is None else [column.made(row) for row in rows]


def _holds_typed(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a cell is more than a text: a number of a workbook, something broken."""
    return any(type(cell) is not str for row in rows for cell in row)


def _holds_other_than_data(sheet: Sheet, texts: Sequence[Sequence[str]]) -> bool:
    """Whether the header once more, an example or a cell under no header may be among the rows, given by column."""
    if any(word in texts[0] for word in EXAMPLE.spellings):
        return True
    if any(at < len(texts) and text in texts[at] for at, text in sheet.marks()):
        return True
    return any("".join(texts[at]).strip() for at in sheet.header.nameless)
