"""`--bars`: a column in which the rows of a table stand as bars: what is held against in a pale one, the measure in a full one within it."""

from collections.abc import Sequence
from typing import TextIO

from aidtrack.dataclass import dataclass
from aidtrack.locale import spoken, t
from aidtrack.render.cells import worth_showing
from aidtrack.render.drawing import Number, column_of, number, wanted
from aidtrack.values.report import Chart, Column, Report, Row, Table
from aidtrack.values.width import cell_len

MOST, LEAST = 24, 8  # cells of the longest bar
# The measure, what it is held against, what of the measure exceeds that; for GBK consoles letters.
BLOCKS, PLAIN = "█▒▓", "#.+"


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of a table: of each row the two numbers; `marks` are the letters they are made of."""

    pairs: Sequence[tuple[Number, Number] | None]
    heading: str
    marks: str

    @property
    def width(self) -> int:
        """The most cells they need."""
        return max(MOST, self.least)

    @property
    def least(self) -> int:
        return max(LEAST, cell_len(self.heading))

    def lines(self, width: int) -> list[str]:
        """A bar for each row, the longest of `width` cells; what is more than nothing shows."""
        longest = max((max(pair) for pair in self.pairs if pair), default=0)
        return [self._line(pair, width, longest) if pair and longest > 0 else "" for pair in self.pairs]

    def _line(self, pair: tuple[Number, Number], width: int, longest: Number) -> str:
        held, measured = (0 if one <= 0 else max(1, round(one * width / longest)) for one in pair)
        if measured == held > 0 and pair[1] > pair[0]:
            held -= 1  # what is exceeded shows, however little
        full, pale, beyond = tuple(self.marks)
        return full * min(held, measured) + pale * (held - measured) + beyond * (measured - held)


def bars(report: Report, table: Table, stream: TextIO | None = None, *, letters: bool = False) -> Bars | None:
    """The bars of this table, where a chart draws it and there is something to draw; in `letters`, or where the stream cannot say blocks."""
    chart = next((one for one in report.charts if one.table == table.name), None)
    if chart is None or table.single or table.lines:
        return None
    held, measured = _compared(chart, table)
    marks = PLAIN if letters or not _says(stream, BLOCKS) else BLOCKS
    pairs = [_pair(held, measured, row) if wanted(chart, row) else None for row in table.rows]
    if not any(pair and max(pair) > 0 for pair in pairs):
        return None
    return Bars(pairs, _heading(held, measured, marks, pairs), marks)


def undrawn(report: Report) -> list[str]:
    """That bars were asked for, and no table of the report has any."""
    if any(bars(report, table) for table in worth_showing(report)):
        return []
    return [t("--bars has nothing to draw here: no row has an amount that is compared.")]


def _compared(chart: Chart, table: Table) -> tuple[Column, Column]:
    """What is held against, and the measure; one and the same where a chart draws more than two columns, or one."""
    measured = column_of(table, chart.values[-1])
    held = column_of(table, chart.values[0]) if len(chart.values) == 2 else measured
    return held, measured


def _pair(held: Column, measured: Column, row: Row) -> tuple[Number, Number] | None:
    """The two numbers of a row; None where neither is known."""
    one, other = (number(column, row.get(column.name)) for column in (held, measured))
    if one is None and other is None:
        return None
    return one or 0, other or 0


def _heading(held: Column, measured: Column, marks: str, pairs: Sequence[tuple[Number, Number] | None]) -> str:
    """What the marks stand for."""
    full, pale, beyond = tuple(marks)
    heading = f"{spoken(measured.label)} {full}"
    if held is not measured:
        heading = f"{spoken(held.label)} {pale} {heading}"
    if any(pair is not None and pair[1] > pair[0] for pair in pairs):
        heading += f" {t('beyond')} {beyond}"
    return heading


def _says(stream: TextIO | None, text: str) -> bool:
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
