"""A page of an answer: one file that needs no network, reads on a phone, prints on A4; its tables sort and filter, its charts are drawn.

Two thousand villages fit a megabyte: a cell says nothing that its column or its text says already, and the script of the page
(`page.html.j2`) makes the rest of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, TextIO

from aidtrack.dataclass import dataclass
from aidtrack.locale import catalogue, spoken, t
from aidtrack.pattern import pattern
from aidtrack.render.cells import LEADING, NUMBERS, heading, sealed, shown, total_row, visible, when, worth_showing
from aidtrack.render.colours import weight
from aidtrack.render.explained import CommandPatterns
from aidtrack.render.grid import Grid as Texts
from aidtrack.render.plain import commands_of
from aidtrack.render.stepping_back import above, broken, longest_word, needed, staying
from aidtrack.values.report import Column, Report, Row, Table
from aidtrack.values.text import safe
from aidtrack.values.width import cell_len

if TYPE_CHECKING:
    from aidtrack.render.svg import Figure

_FULL = 100  # per cent of a bar
_UPRIGHT = 6  # columns that a document holds on paper that stands; a wider one lies
_FEW, _LONG = 5, 40  # rows of a table that needs no filter, and of one that would fill the page
# Cells that a phone shows side by side, a window of 1,280 points in letters of usual size and in small ones; those that a text needs.
_PHONE, _WINDOW, _SMALL, _LEGIBLE = 49, 135, 165, 8
_OPENING = 2  # cells of the sign before a row's name that opens what is behind it
_FOLDING = ("text", "sentence", "flags")  # kinds of column that have as many lines as they need
_LEFT = ("remaining", "cash", "flags")
_PARTS = pattern(r"(?<=_)|(?=\()|(?<= )(?=\S+$)")
_TILES = ("money", "count", "rate", "quantity")


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """A cell of the page: its text; whether something is known; for a rate how long its bar is (0–100); how grave what it says is."""

    text: str
    stated: bool = True
    bar: str | None = None
    over: bool = False
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the page; each row with what is behind it."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[tuple[Sequence[HtmlCell], str]]
    total: Sequence[str] | None
    notes: Sequence[str]
    single: bool = False
    tiles: bool = False
    # The places, from 1, of columns that a phone shows only where they are asked for, and a window.
    aside: Sequence[int] = ()
    beyond: Sequence[int] = ()
    wide: bool = False  # its columns have no room in letters of usual size

    @property
    def size(self) -> str:
        """How much there is to look through: where little, no filter stands above; where much, it scrolls by itself."""
        return "few" if len(self.rows) <= _FEW else "long" if len(self.rows) > _LONG else ""

    def grave(self, cells: Sequence[HtmlCell]) -> bool:
        """Whether any of a row's cells says something grave: its column may have stepped back."""
        return any(cell.weight == "grave" for cell in cells)

    def number(self, column: Column) -> bool:
        return column.kind in NUMBERS

    def head(self, column: Column) -> list[str]:
        """The parts of a heading between which a phone or paper may break it."""
        return [part for part in _PARTS.split(spoken(column.label)) if part]

    def names(self, column: Column) -> bool:
        return column.name in LEADING

    def of_kind(self, *kinds: str) -> list[int]:
        """The places of columns, counted from 1."""
        return [at for at, column in enumerate(self.columns, 1) if column.kind in kinds]


def render(report: Report, stream: TextIO | None) -> str:
    """The page as text; every text of the store is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    page = Environment(
        loader=PackageLoader("aidtrack", "render"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    patterns = CommandPatterns()
    grids = [_grid(table, patterns, heading(report)) for table in worth_showing(report)]
    return page.get_template("page.html.j2").render(
        language=catalogue().TAG,
        title=safe(heading(report)),
        as_of=when(report),
        grids=grids,
        numbers=NUMBERS,
        figures=_figures(report),
        patterns=patterns.patterns,
        notes=[safe(spoken(note)) for note in report.footnotes],
        closing=[safe(spoken(line)) for line in report.closing],
        upright=max((len(grid.columns) for grid in grids), default=0) <= _UPRIGHT,
        head=sealed(report.seal) if report.seal else "",
        posted=bool(report.closing),
        words={
            "filter": t("Filter rows"),
            "nothing": t("No rows."),
            "entries": t("What is behind this row"),
            "everything": t("Show everything"),
            "contents": t("On this page"),
            "to_table": t("The figures"),
            "columns": t("All columns"),
            "grave": t("with a serious remark"),
        },
    )


def _figures(report: Report) -> "list[Figure]":
    if not report.charts:
        return []
    from aidtrack.render.drawing import drawings
    from aidtrack.render.svg import figure

    return [figure(drawing, number) for number, drawing in enumerate(drawings(report), 1)]


def _grid(table: Table, patterns: CommandPatterns, said: str) -> Grid:
    """`said` is the page's own heading."""
    notes = [safe(spoken(note)) for note in (*table.lines, *table.footnotes)]
    title, columns = safe(spoken(table.title)), visible(table)
    if table.single:
        heads = [Column("field", t("Field")), Column("value", t("Value"))]
        pairs = [
            ([HtmlCell(spoken(column.label)), HtmlCell(shown(table, column, row), weight=weight(column, row))], "")
            for row in table.rows
            for column in columns
        ]
        return Grid(table.name, title, heads, pairs, None, notes, True, all(one.kind in _TILES for one in columns))
    rows = [
        ([*_cells(table, columns, row)], patterns.packed(commands_of(table, at) if table.explain else ()))
        for at, row in enumerate(table.rows)
    ]
    grid = Grid(table.name, title, columns, rows, total_row(table), notes)
    return _laid_out(grid, table, said) if rows else grid


def _laid_out(grid: Grid, table: Table, heading: str) -> Grid:
    """With what steps back on a phone and in a window, by the order of a narrow terminal, but for what is left and what is to be seen
    to; nothing where all fits, or not even the first few.
    """
    made = broken(Texts(grid.columns, [[cell.text for cell in cells] for cells, _ in grid.rows], None))
    widths = _widths(made, grid.total)
    table = replace(table, wanted=[*_LEFT, *table.wanted])

    def without(room: int) -> list[int]:
        # A column that repeats what stands above the page is needed all the same where it names the total.
        kept = staying(table, made, widths, room, "" if grid.total else heading)
        return [] if kept is None else [at for at, column in enumerate(made.columns, 1) if column not in kept]

    return replace(grid, aside=without(_PHONE), beyond=without(_SMALL), wide=needed(widths) > _WINDOW)


def _widths(made: Texts, total: Sequence[str] | None) -> list[int]:
    """How many cells each column needs at least."""
    widths = []
    columns, texts = made.columns, made.rows
    for column, held, sum in zip(made.columns, zip(*texts, strict=True), total or [""] * len(columns), strict=True):
        widest = max(map(cell_len, held))
        least = max(min(_LEGIBLE, widest), *map(longest_word, held)) if column.kind in _FOLDING else widest
        widths.append(max(least, *(_bold(cell_len(said)) for said in (sum, *above(column)))))
        if column.kind == "flags" and widest:
            # A bracket that follows a word is broken from its next sign only.
            widths[-1] = max(widths[-1], _bold(least + 2))
    widths[0] += _OPENING
    return widths


def _bold(cells: int) -> int:
    """What a text of so many cells takes in bold."""
    return cells * 11 // 10


def _cells(table: Table, columns: Sequence[Column], row: Row) -> Iterator[HtmlCell]:
    for column in columns:
        value = row.get(column.name)
        text = shown(table, column, row)
        if column.kind == "rate" and isinstance(value, str):
            percent = Decimal(value.rstrip("%"))
            share = f"{max(Decimal(0), min(percent, Decimal(_FULL))):.1f}"
            yield HtmlCell(text, True, share.removesuffix(".0"), percent > _FULL)
        else:
            yield HtmlCell(text, value is not None, weight=weight(column, row))
