"""What can be told of the cells below a header that is at fault, so that it is told together with that."""

from aidtrack.codes import Code
from aidtrack.importing.matching.options import Options
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.problems import Problems
from aidtrack.importing.reading.grid import LineFault
from aidtrack.importing.rows.blocks import Reading

# Where a column is missing that every row needs, what is a total or a note is not sure: then only what a cell says by itself is told.
_OF_A_CELL = frozenset(
    {
        Code.MALFORMED, Code.TWO_VALUES, Code.NO_SUCH_DAY, Code.UNCLEAR_DATE, Code.OUT_OF_RANGE, Code.TOO_FINE, Code.SCIENTIFIC,
        Code.LOST_DIGITS, Code.UNKNOWN_WORD, Code.UNSAFE_TEXT, Code.BROKEN_FORMULA, Code.FORMAT_CONTRADICTS_UNIT, Code.UNIT_MISSING,
    }
)  # fmt: skip


def look_at(sheet: Sheet, options: Options, problems: Problems) -> None:
    """Tell of every cell that would be at fault, a column that is likely meant for a field read as that one."""
    found = Problems(guarded=problems.guarded)
    try:
        for _ in Reading(sheet, found, options.fill_down).blocks():
            pass
    except LineFault:
        return  # what is wrong with that line is told once the header is mended
    for problem in found.listed:
        if problem.code in _OF_A_CELL or not sheet.lacks:
            problems.add(problem)
