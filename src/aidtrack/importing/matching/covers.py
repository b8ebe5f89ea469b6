"""Sheets of a workbook that hold no table: covers, notes, instructions (SHEETS 20)."""

from collections.abc import Collection
from itertools import pairwise

from aidtrack.importing.matching.header_lines import SEARCHED_LINES
from aidtrack.importing.matching.sheet_noun import words_in
from aidtrack.importing.matching.spelling import knows
from aidtrack.importing.reading.grid import Grid

_FEWEST = 3  # filled cells of a line that looks like one of a table


def is_cover(grid: Grid, own: Collection[str]) -> bool:
    """Whether nothing in a sheet could be a header: no line with two that are known, none of three cells above another such line.

    Where the sheet's name says what it holds, one is enough: 村 may be a list of names.
    """
    top = grid.top(SEARCHED_LINES).rows
    most = max((sum(1 for cell in row if knows(cell, own)) for row in top), default=0)
    if most > 1 or (most and words_in(grid.sheet or "")):
        return False
    widths = (sum(1 for cell in row if cell.strip()) for _, rows in grid.blocks(0) for row in rows)
    return not any(above >= _FEWEST and below >= _FEWEST for above, below in pairwise(widths))
