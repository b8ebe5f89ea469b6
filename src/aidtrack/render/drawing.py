"""What a chart draws: the marks it makes of its table's cells. One answer for the page, the workbook and the terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.locale import spoken, t
from aidtrack.render.cells import shown
from aidtrack.render.colours import is_grave
from aidtrack.values.homonym import read
from aidtrack.values.money import UNITS
from aidtrack.values.report import Chart, Column, Content, Report, Row, Table
from aidtrack.values.text import safe

MOST_BARS = 15  # names that one picture holds; of more, the largest are drawn
MOST_LINES = 6
_MOST_YEARS = 50
_LARGE = 10  # from so many of them on, 万元 and 亿元 are what an axis counts in
Number = int | float


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar or a point: its number (fen, a count, per cent), the row of the table it stands in, and its text as people read it.

    It is `grave` where it is held against others and its row says something grave, as that there is more spent than allocated.
    """

    number: Number
    row: int
    text: str
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Marks of one column, one for each label of the drawing; None where nothing is known."""

    label: str
    column: Column
    marks: Sequence[Mark | None]


@dataclass(frozen=True, slots=True)
class Drawing:
    """`rows` are those that the labels come from (None of a year between two others); `note` says what was left out."""

    chart: Chart
    table: Table
    labels: Sequence[str]
    rows: Sequence[int | None]
    series: Sequence[Series]
    note: str = ""

    @property
    def kind(self) -> str:
        """What its axis counts: a kind of column."""
        return self.series[-1].column.kind

    @property
    def held(self) -> bool:
        """Whether its first series is what the others are held against."""
        return len({series.column.name for series in self.series}) == 2

    @property
    def grave(self) -> bool:
        """Whether any of its marks is grave, which is said beside it."""
        return any(mark is not None and mark.grave for series in self.series for mark in series.marks)

    @property
    def upright(self) -> bool:
        """Whether its bars stand: time runs from left to right."""
        return self.column(self.chart.labels[0]).kind == "date"

    @property
    def lying(self) -> bool:
        """Whether its bars lie, one row below the other."""
        return self.chart.kind == "bars" and not self.upright

    def column(self, name: str) -> Column:
        return column_of(self.table, name)


def drawings(report: Report) -> Iterator[Drawing]:
    """What there is to draw; a chart of which nothing is known is left out, and lines of one point each, which lead nowhere."""
    tables = {table.name: table for table in report.tables}
    for chart in report.charts:
        table = tables.get(chart.table)
        if table is not None and table.rows and _columns(chart, table):
            drawing = _lines(chart, table) if chart.kind == "lines" else _bars(chart, table)
            if any(
                sum(mark is not None for mark in series.marks) > (chart.kind == "lines") for series in drawing.series
            ):
                yield drawing


def unit(drawing: Drawing, *, scaled: bool = True) -> tuple[int, str]:
    """What an axis counts in: how many of our numbers (fen) are one of it, and what to say of it. Where it is not `scaled`, yuan."""
    marks = [mark for series in drawing.series for mark in series.marks if mark]
    if drawing.kind == "rate":
        return 1, "%"
    if drawing.kind != "money":
        said = drawing.table.rows[marks[0].row].get("unit")
        return 1, "" if said is None else safe(str(said))
    most = max(abs(mark.number) for mark in marks)
    names = {"亿元": t("in 100 million yuan"), "万元": t("in 10,000 yuan"), "元": t("in yuan")}
    chosen = next(
        (one for one in ("亿元", "万元") if scaled and most >= _LARGE * UNITS[one]), drawing.series[0].column.unit
    )
    return UNITS[chosen], names[chosen]


def number(column: Column, value: Content) -> Number | None:
    """A cell as what a bar is as long as: fen, a count, per cent; None where it is unknown or no number."""
    if isinstance(value, int):
        return value
    if not isinstance(value, str):
        return None
    text = value.lstrip("≥≈").removesuffix("%") if column.kind in ("rate", "quantity") else "-"
    return None if text == "-" else float(text)


def column_of(table: Table, name: str) -> Column:
    return next(column for column in table.columns if column.name == name)


def _columns(chart: Chart, table: Table) -> list[Column]:
    """The columns a chart draws; those that no reader sees, for no row holds anything in them, are left out."""
    return [column for column in (column_of(table, name) for name in chart.values) if not column.hidden]


def _bars(chart: Chart, table: Table) -> Drawing:
    columns = _columns(chart, table)
    rows = [at for at, row in enumerate(table.rows) if wanted(chart, row)]
    note = _largest_of(MOST_BARS, rows)
    if note:
        rows = sorted(rows, key=lambda at: -_longest(columns, table.rows[at]))[:MOST_BARS]
    series = [_series(table, spoken(column.label), column, rows, held=column in columns[1:]) for column in columns]
    return Drawing(chart, table, _labels(chart, table, [table.rows[at] for at in rows]), rows, series, note)


def _longest(columns: Sequence[Column], row: Row) -> Number:
    """The longest bar of a row."""
    return max(number(column, row.get(column.name)) or 0 for column in columns)


def _lines(chart: Chart, table: Table) -> Drawing:
    """A line for everybody whose points the chart has, and one for each column that they are held against."""
    *before, last = _columns(chart, table)
    points = _points(chart, table)
    labels = _years(sorted(points))
    firsts = [next(iter(points.get(label, {}).values()), None) for label in labels]
    held = [_series(table, spoken(column.label), column, firsts) for column in before]
    owners = list(dict.fromkeys(whose for label in labels for whose in points.get(label, {})))
    lines = [
        _series(table, name, last, [points.get(label, {}).get(whose) for label in labels])
        for name, whose in zip(_owners(chart, table, owners, last), owners, strict=True)
    ]
    note = _largest_of(MOST_LINES, lines)
    if chart.counted:
        counted = column_of(table, chart.counted)
        labels = [_counted(table, counted, *one) for one in zip(labels, firsts, strict=True)]
    return Drawing(
        chart,
        table,
        labels,
        firsts,
        [*held, *(sorted(lines, key=_height) if len(lines) > MOST_LINES else lines)[:MOST_LINES]],
        note,
    )


def _counted(table: Table, column: Column, label: str, row: int | None) -> str:
    """A label with the number of things that its figures are of: other villages in one year than in another cannot be compared."""
    return label if row is None else f"{label}({shown(table, column, table.rows[row])})"


def _points(chart: Chart, table: Table) -> dict[str, dict[str | None, int]]:
    """Where a point stands → whose it is → its row."""
    at = chart.labels[0]
    found: dict[str, dict[str | None, int]] = {}
    for number, row in enumerate(table.rows):
        if not wanted(chart, row) or row.get(at) is None:
            continue
        whose = row.get(chart.each) if chart.each else None
        owner = read(whose) if isinstance(whose, str) else None if whose is None else str(whose)
        found.setdefault(str(row[at]), {})[owner] = number
    return found


def _height(line: Series) -> Number:
    """By which the highest line comes first."""
    return -max((mark.number for mark in line.marks if mark), default=0)


def _largest_of(most: int, all: Sequence[object]) -> str:
    """What is said where there are more than can be drawn."""
    return t("The {count} largest of {all}.", count=most, all=f"{len(all):,}") if len(all) > most else ""


def _years(labels: list[str]) -> list[str]:
    """Years with those between them of which nothing is known, so that time runs evenly; other days as they are."""
    if not labels or any(len(label) != 4 or not label.isdecimal() for label in labels):
        return labels
    between = range(int(labels[0]), int(labels[-1]) + 1)
    return [str(year) for year in between] if len(between) <= _MOST_YEARS else labels


def _series(table: Table, label: str, column: Column, rows: Sequence[int | None], *, held: bool = False) -> Series:
    """`held` against the series before it."""
    return Series(label, column, [None if at is None else _mark(table, column, at, held=held) for at in rows])


def _mark(table: Table, column: Column, at: int, *, held: bool) -> Mark | None:
    row = table.rows[at]
    found = number(column, row.get(column.name))
    if found is None:
        return None
    return Mark(found, at, shown(table, column, row), held and is_grave(table.columns, row))


def _owners(chart: Chart, table: Table, owners: Sequence[str | None], column: Column) -> Sequence[str]:
    """Whose each line is, by the whole of what the table calls it: a part of it may be a name too. Where nobody is named, what it shows."""
    if chart.each is None:
        return [spoken(column.label) for _ in owners]
    whose = column_of(table, chart.each)
    return [spoken(column.label) if one is None else shown(table, whose, {chart.each: one}) for one in owners]


def _labels(chart: Chart, table: Table, rows: Sequence[Row]) -> list[str]:
    """What names each row: the first column's word, and the others' behind it where it names several."""
    words = [[shown(table, column_of(table, name), row) for name in chart.labels] for row in rows]
    times = Counter(parts[0] for parts in words)
    return [parts[0] if times[parts[0]] == 1 else " · ".join(parts) for parts in words]


def wanted(chart: Chart, row: Row) -> bool:
    """Whether a chart draws this row."""
    return all(row.get(name) == word for name, word in chart.only.items())
