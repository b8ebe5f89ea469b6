"""`--bars`: a column in which the rows of a table stand as bars: what is held against in a pale one, the measure in a full one within it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.cells import cell_len

from aidtrack.locale import spoken, t
from aidtrack.render.drawing import Number, column_of, number, wanted
from aidtrack.values.report import Report, Table

MOST, LEAST = 24, 8  # cells of the longest bar
BLOCKS, PLAIN = (
    "█▒▓",
    "#.+",
)  # the measure, what it is held against, what of the measure exceeds that; for GBK consoles letters


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
    """The bars of this table, where a chart draws it; in `letters`, or where the stream cannot say blocks."""
    chart = next((one for one in report.charts if one.table == table.name), None)
    if chart is None or not table.rows:
        return None
    pair = chart.values if len(chart.values) == 2 else [chart.values[-1]] * 2
    held, measured = (column_of(table, name) for name in pair)
    marks = PLAIN if letters or not _says(stream, BLOCKS) else BLOCKS
    pairs: list[tuple[Number, Number] | None] = []
    for row in table.rows:
        numbers = [number(column, row.get(column.name)) for column in (held, measured)]
        known = wanted(chart, row) and numbers != [None, None]
        pairs.append((numbers[0] or 0, numbers[1] or 0) if known else None)
    alone = held is measured
    heading = f"{spoken(measured.label)} {marks[0]}"
    if not alone:
        heading = f"{spoken(held.label)} {marks[1]} {heading}"
    if any(pair and pair[1] > pair[0] for pair in pairs):
        heading += f" {t('beyond')} {marks[2]}"
    return Bars(pairs, heading, marks)


def _says(stream: TextIO | None, text: str) -> bool:
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
