"""A block of rows as whole columns, where every row of it is plain data without a fault: so nearly all are read."""

from collections.abc import Sequence

from aidtrack.errors import Fault
from aidtrack.importing.matching.header import MatchedColumn
from aidtrack.importing.matching.parts import Part
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.rows.cells import parse_column
from aidtrack.importing.rows.figures import Figure, figure
from aidtrack.ledger.entry import ENTRY
from aidtrack.values.kinds import Value
from aidtrack.values.sheets import EXAMPLE
from aidtrack.values.text import Numeric

Columns = dict[str, Sequence[Value]]  # by field


def columns_at_once(sheet: Sheet, rows: Sequence[Sequence[str]]) -> tuple[Columns, Columns] | None:
    """The columns of the fields and of the places beside; None where the rows must be looked at one by one."""
    return _columns(sheet, rows) if _only_data(sheet, rows) and not _may_hold_notes(sheet, rows) else None


def figures_at_once(
    sheet: Sheet, part: Part, rows: Sequence[Sequence[str]], joined: str
) -> tuple[Sequence[Figure], Columns, Columns] | None:
    """Of a part of a wide sheet what each row has for it, and the columns of the rows whose figure it takes; None as above.

    A row of one cell, or with a colon (the cells come `joined` too), may be a note: there is more to it than a blank figure.
    """
    if part.sums or ":" in joined or "：" in joined or not _only_data(sheet, rows):
        return None
    if any(len([cell for cell in row if cell.strip()]) < 2 for row in rows):
        return None
    figures = [figure(sheet, part, row) for row in rows]
    if Figure.NOBODYS in figures:
        return None
    found = _columns(sheet, [row for row, one in zip(rows, figures, strict=True) if one is Figure.TAKEN])
    return None if found is None else (figures, *found)


def _only_data(sheet: Sheet, rows: Sequence[Sequence[str]]) -> bool:
    """Whether every row is as wide as the header, and a text each of its cells, with nothing among them but data."""
    if set(map(len, rows)) != {sheet.header.width}:
        return False
    texts = list(zip(*rows, strict=True))
    if sheet.grid.typed and _holds_typed(sheet, texts):
        return False
    return not _holds_other_than_data(sheet, texts)


def _may_hold_notes(sheet: Sheet, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a row may be a note that would pass for one of data: a name of a noun, and nothing beside it."""
    if sheet.header.noun is ENTRY:
        return False
    lone = (row for row in rows if sum(map(bool, row)) == 1)
    return any(":" in cell or "：" in cell for row in lone for cell in row)


def _columns(sheet: Sheet, rows: Sequence[Sequence[str]]) -> tuple[Columns, Columns] | None:
    header = sheet.header
    texts: Sequence[Sequence[str]] = list(zip(*rows, strict=True)) or [()] * header.width
    try:
        columns = {column.field.name: parse_column(column, _cells(column, texts, rows)) for column in header.columns}
        places = {column.field.name: parse_column(column, _cells(column, texts, rows)) for column in header.places}
    except Fault:
        return None
    if any(column.required and None in columns[column.field.name] for column in header.columns):
        return None
    return columns, dict(places)


def _cells(column: MatchedColumn, texts: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> Sequence[str]:
    return texts[column.at] if column.made is None else [column.made(row) for row in rows]


def _holds_typed(sheet: Sheet, texts: Sequence[Sequence[str]]) -> bool:
    """Whether a cell, given by column, is more than a text: something broken, or a number of a workbook that is no amount."""
    amounts = {column.at for column in sheet.header.columns if column.is_money and column.made is None}
    made = {at for column in sheet.header.columns if column.made is not None for at in column.sources}
    return any(
        not set(map(type, cells)) <= ({str, Numeric} if at in amounts - made else {str})
        for at, cells in enumerate(texts)
    )


def _holds_other_than_data(sheet: Sheet, texts: Sequence[Sequence[str]]) -> bool:
    """Whether the header once more, an example or a cell under no header may be among the rows, given by column."""
    if any(word in texts[0] for word in EXAMPLE.spellings):
        return True
    if any(at < len(texts) and text in texts[at] for at, text in sheet.marks()):
        return True
    return any("".join(texts[at]).strip() for at in sheet.header.nameless)
