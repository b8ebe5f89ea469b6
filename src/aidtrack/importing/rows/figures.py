"""The cells of a wide sheet: which of them are figures, which part reads each, and whether the totals beside them are their sums."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.matching.header import MatchedColumn
from aidtrack.importing.matching.parts import Part, Sum, Where
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.rows.cells import parse_cell
from aidtrack.locale import t
from aidtrack.values.money import yuan
from aidtrack.values.one_value import half_width
from aidtrack.values.text import Misleading, key

_NOTHING = frozenset(("", "-", "--", "–", "—", "——", "/", "无"))  # a cell that says that there is no figure


class Figure(Enum):
    """What a part has to do with a row."""

    TAKEN = auto()
    EMPTY = auto()
    ANOTHERS = auto()  # another part reads it
    NOBODYS = auto()


def figure(sheet: Sheet, part: Part, row: Sequence[str]) -> Figure:
    """What the cell of a part's column is in a row. Where it is at fault it is a figure, so that its fault is told."""
    column = sheet.header.column("amount")
    if column is None or column.at >= len(row):
        return Figure.TAKEN  # the row is too short, which is told
    if any(_matches(where, row) for where in part.before):
        return Figure.ANOTHERS
    if is_empty(column, row[column.at], zero_counts=part.as_of is not None):
        return Figure.EMPTY
    if _matches(part.where, row):
        return Figure.TAKEN
    return Figure.NOBODYS if part.is_last else Figure.ANOTHERS


def is_empty(column: MatchedColumn, cell: str, *, zero_counts: bool) -> bool:
    """Whether a cell holds no figure; where figures are positions, 0 is one. A 0 that its format hides is none."""
    if half_width(cell) in _NOTHING:
        return True
    return not zero_counts and _fen(column, cell) == 0


def _fen(column: MatchedColumn, cell: str) -> int | None:
    """The amount of a cell, 0 for none; None where it is at fault, or a plain number of an unknown unit other than 0."""
    if half_width(cell) in _NOTHING:
        return 0
    if isinstance(cell, Misleading):
        return 0 if cell.hides_zero else None
    try:
        return int(str(parse_cell(column, cell)))
    except Fault:
        return 0 if column.unit is None and not cell.strip().strip("0.") else None


def _matches(where: Where, row: Sequence[str]) -> bool:
    return all(at < len(row) and key(row[at]) in words for at, words in where.items())


def wrong_sums(part: Part, row: Sequence[str]) -> Iterator[tuple[MatchedColumn, Fault]]:
    """The totals of a row that are not the sums of their columns; a column at fault is told elsewhere."""
    for one in part.sums:
        stated = _fen(one.total, row[one.total.at]) if one.total.at < len(row) and row[one.total.at].strip() else None
        found = _sum(one, row)
        if stated is not None and found is not None and stated != found:
            said = t("does not equal the columns of its row, which come to {sum} yuan.", sum=yuan(found))
            yield one.total, Fault(said, t("Correct the columns or the total."), code=Code.WRONG_TOTAL)


def _sum(one: Sum, row: Sequence[str]) -> int | None:
    fens = [_fen(column, row[column.at]) for column in one.of if column.at < len(row)]
    return None if None in fens else sum(filter(None, fens))


def nobodys() -> Fault:
    """Why a figure that no part reads is at fault."""
    return Fault(
        t("is taken by no [[wide]] of the layout."),
        t("Add one that takes it, or leave the column out of the others."),
        code=Code.STRAY_CELL,
    )
