"""A table as text, a cell for each column that people see: what `plain` and a terminal lay out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from aidtrack.dataclass import dataclass
from aidtrack.locale import spoken, t
from aidtrack.render.cells import amount, qualified_by, shown, total_row, visible
from aidtrack.render.spelling import down, each_once
from aidtrack.values.report import Column, Content, Table
from aidtrack.values.stream import Cells, Stream, together
from aidtrack.values.words import NOWHERE

_WORKED_OUT = ("count", "quantity", "time")  # kinds in which a text is not shown as it is


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as text: the cells of its rows and of its total under the columns."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[str]]  # gone through as often as wanted
    total: Sequence[str] | None

    def lines(self) -> Iterator[Sequence[str]]:
        yield from self.rows
        if self.total:
            yield self.total


@dataclass(frozen=True, slots=True)
class Texts:
    """The cells of rows that are read while they are shown, worked out each time they are gone through."""

    table: Table
    columns: Sequence[Column]

    def __iter__(self) -> Iterator[Sequence[str]]:
        for _, texts in self.together():
            yield from zip(*texts, strict=True)

    def together(self) -> Iterator[tuple[Cells, list[Sequence[str]]]]:
        """Some hundred rows after the other, each time what they hold and their texts, column by column."""
        spelled = [_spelling(self.table, column) for column in self.columns]
        return ((some, [spell(some) for spell in spelled]) for some in together(self.table.rows))


def _spelling(table: Table, column: Column) -> Callable[[Cells], Sequence[str]]:
    """As `shown` shows each."""

    def one(content: Content) -> str:
        return shown(table, column, {column.name: content})

    blank = spoken(column.blank)
    if column.kind == "money" or qualified_by(column)[0]:
        return _qualified(table, column, one, blank)
    if column.name in table.labels or column.kind in _WORKED_OUT:
        spell = down(each_once(one), blank)
    elif column.kind == "id":
        spell = down(lambda content: str(content) if isinstance(content, int) else one(content), blank)
    else:
        spell = down(each_once(one), blank, _name_something if column.name == "command" else _are_printable)
    return lambda cells: spell(cells.of(column.name))


def _qualified(
    table: Table, column: Column, one: Callable[[Content], str], blank: str
) -> Callable[[Cells], Sequence[str]]:
    """Those of which some are not exact are marked one by one."""
    exact = down(
        each_once(one)
        if column.kind == "quantity"
        else lambda content: amount(column, content) if isinstance(content, int) else one(content),
        blank,
    )
    by, of = qualified_by(column)

    def spell(cells: Cells) -> Sequence[str]:
        if not by or {*cells.of(by)} <= {None, "="}:
            return exact(cells.of(column.name))
        names = (column.name, by, of)
        rows = (dict(zip(names, held, strict=True)) for held in zip(*map(cells.of, names), strict=True))
        return [shown(table, column, row) for row in rows]

    return spell


def _are_printable(texts: Sequence[str]) -> bool:
    return "".join(texts).isprintable()


def _name_something(commands: Sequence[str]) -> bool:
    """Whether none of them says that there is none of something, which is said in the language of the run."""
    return _are_printable(commands) and NOWHERE.english not in "".join(commands)


def with_subtotals(table: Table) -> Table:
    """The rows as people read them, each subtotal below those that it is of; the commands behind rows are no longer beside them."""
    if not table.subtotals:
        return table
    rows = [
        one
        for at, row in enumerate(table.rows)
        for one in (row, *([table.subtotals[at]] if at in table.subtotals else []))
    ]
    return replace(table, rows=rows, subtotals={}, explain=())


def grid(table: Table) -> Grid:
    """The visible columns; where two days are compared, each row on three lines: then, now, what changed."""
    columns = visible(table)
    texts = Texts(table, columns)
    made = Grid(columns, texts if isinstance(table.rows, Stream) else [*texts], total_row(table))
    at = {column.name: number for number, column in enumerate(columns)}
    folded = {at[name]: (at[then], at[name], at[change]) for name, (then, change) in table.beside.items() if then in at}
    return _folded(table, made, folded) if folded else made


def _folded(table: Table, made: Grid, folded: Mapping[int, tuple[int, int, int]]) -> Grid:
    """With the columns of a figure's two days and its change as lines of one; a column before the first says which is which."""
    within = {place for then, _, change in folded.values() for place in (then, change)}
    kept = [number for number in range(len(made.columns)) if number not in within]
    day = kept.index(min(folded))
    days = "\n".join((*map(spoken, table.days), t("change")))

    def fold(cells: Sequence[str]) -> list[str]:
        lines = ["\n".join(cells[place] for place in folded.get(number, (number,))) for number in kept]
        return [*lines[:day], days, *lines[day:]]

    columns = [made.columns[number] for number in kept]
    columns.insert(day, Column("day", t("day")))
    return Grid(columns, [fold(row) for row in made.rows], fold(made.total) if made.total else None)
