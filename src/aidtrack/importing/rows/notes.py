"""Rows that say nothing of money: notes below the table, seals, lines of signatures."""

from collections.abc import Mapping, Sequence

from aidtrack.errors import Fault
from aidtrack.importing.matching.header import Header
from aidtrack.importing.rows.skipped import Skip
from aidtrack.values.dates import parse_day


def is_note(row: Sequence[str], header: Header) -> bool:
    """Whether a row says nothing of money, as `note` tells."""
    return note(row, header) is not None


def note(row: Sequence[str], header: Header, *, after_note: bool = False) -> Skip | None:
    """Whether the row's only text stands in one cell (说明:…, a seal, the day of signing below it), or it is a line of signatures."""
    filled = [at for at, cell in enumerate(row) if cell.strip()]
    if not filled:
        return None
    kept = {column.at: column.field.name for column in header.columns if column.is_money or column.field.name == "date"}
    if len(filled) > 1:
        return Skip.SIGNATURE if _is_signed(row, filled, kept) else None
    [at] = filled
    if at in kept:
        if _is_marked(row[at]):
            return Skip.NOTE
        return Skip.SIGNATURE if _is_foreign(row[at], kept[at], after_note) else None
    needed = [column for column in header.columns if column.field.required]
    return Skip.NOTE if len(needed) > 1 or (len(header.columns) > 1 and _is_marked(row[at])) else None


def _is_signed(row: Sequence[str], filled: Sequence[int], kept: Mapping[int, str]) -> bool:
    """Whether each cell names its own (制表人:张三 审核人:李四), or stands beside one that does: 制表人: | 张三."""
    labelled = False  # by the cell before
    for at in filled:
        is_number = at in kept and any(map(str.isdigit, row[at]))
        if not _is_marked(row[at]) and (is_number or not labelled):
            return False
        labelled = row[at].rstrip().endswith((":", "："))
    return True


def _is_foreign(cell: str, field: str, after_note: bool) -> bool:
    """Whether a lone cell in the column of the date or of an amount is neither: a seal, or the day on which it was signed."""
    text = cell.strip()
    if not text[0].isdecimal():
        return True
    try:
        parse_day(text)
    except Fault:
        return False
    return after_note or field != "date"


def _is_marked(cell: str) -> bool:
    """Whether a cell says of what it speaks (审核人:李四); a time of day does not."""
    return (":" in cell or "：" in cell) and not cell.strip()[0].isdecimal()
