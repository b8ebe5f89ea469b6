"""The one value every command answers with: titled tables with typed columns. It has no language; `render` speaks and shows it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Literal

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Said, Word
from aidtrack.values.flag import Flag
from aidtrack.values.money import YUAN

ColumnKind = Literal[
    "text", "sentence", "money", "count", "date", "rate", "flags", "level", "id", "json", "time", "quantity", "points"
]
Value = str | int | None  # as a store holds it, money in fen
Content = Value | Said | tuple[Flag, ...]
Row = Mapping[str, Content]
UNKNOWN = "—"
# Where a table does not declare it: what steps back last, the most important first. What is overspent is read in a flag's word sooner than
# in the sign before what remains, which the two figures before it say too.
STAYING = ("allocated", "spent", "flags", "remaining", "cash", "amount", "level", "rate", "received")


def as_int(cell: Content) -> int | None:
    """A cell that is a whole number: fen, a count; None for any other."""
    return cell if isinstance(cell, int) else None


def as_text(cell: Content) -> str | None:
    """A cell that is a text, a day or a number, as a text; None where nothing is known."""
    return str(cell) if isinstance(cell, (str, int)) else None


def id_of(row: Row) -> int:
    """The id of a row of a noun."""
    return int(str(row["id"]))


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the stable English word of scripts, `label` what a person reads.

    Money is in fen; a quantity is a number as text, its qualifier first; points are percentage points with their sign. A
    sentence is in the language of the run everywhere, and stands beside a stable word or number; in any other column scripts
    read the English of a phrase, and of flags their words and reasons.
    """

    name: str
    label: Said
    kind: ColumnKind = "text"
    hidden: bool = False  # there for machines; left out where a person reads
    blank: Said = UNKNOWN  # what people read where a cell holds nothing
    unit: str = YUAN  # of money: what people read it in,
    decimals: int = 2  # and with how many decimals
    signed: bool = False  # a change: people read + before what grew
    personal: bool = False  # it names persons
    ratio: tuple[str, tuple[str, ...]] | None = None  # a rate: of what column to which columns together
    across: tuple[str, str | None] | None = (
        None  # a figure, and the value that it is of, where one figure has many columns
    )


def column(name: str, chinese: str, kind: ColumnKind = "text", *, hidden: bool = False) -> Column:
    """A column that is called by its name in English."""
    return Column(name, Word(name, chinese), kind, hidden)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. `total` is the sum of what can be summed; `single` is one thing with many fields."""

    name: str
    title: Said
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    notes: Sequence[Said] = ()
    # What is said of the rows, columns and total that it has: said anew of fewer of them.
    remarks: "Callable[[Table], Iterable[Said]] | None" = None
    explain: Sequence[Sequence[Said]] = ()  # for each row, the commands that list what is behind it
    behind: Sequence[tuple[int, int]] = ()  # for each row, how many entries these list, and of how many files
    keys: Sequence[object] | None = None  # for each row, what it is of, the same at any time; where it can be compared
    # Of two days: a figure → its columns of the earlier one and of the change, and what the two are called.
    beside: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    days: Sequence[Said] = ()
    lines: Sequence[Said] = ()  # what people read instead of the grid
    subtotals: Mapping[int, Row] = field(default_factory=dict)  # what people read after the row of this place
    count: int | None = (
        None  # how many rows there are, where no more than a part of them is shown; their total is that of all
    )
    whole: "Table | None" = None  # the same with all its rows, of which its total is
    single: bool = False
    spares: bool = False  # of that one thing people are shown the fields that hold something
    # The columns that step back last where a terminal is too narrow, the most important first; what names a row never does.
    stays: Sequence[str] = STAYING
    wanted: Sequence[str] = ()  # those that rows were chosen or ordered by, which step back after all of these
    gravest_first: bool = False  # on a screen that scrolls its first rows stand last, above the prompt
    aside: bool = False  # remarks of an import: JSON has them as a table, people read them on stderr
    labels: Mapping[str, Mapping[str, Said]] = field(default_factory=dict)  # stored word → shown word, by column

    @property
    def footnotes(self) -> list[Said]:
        """Everything that is said below it."""
        return [*(self.remarks(self) if self.remarks else ()), *self.notes]

    @property
    def summed(self) -> Sequence[Row]:
        """The rows that its total is of."""
        return (self.whole or self).rows

    def has(self, *names: str) -> bool:
        """Whether people see one of these columns."""
        return any(column.name in names and not column.hidden for column in self.columns)

    def sums(self, *names: str) -> bool:
        """Whether one of these columns stands above a total."""
        return self.total is not None and self.has(*names)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of a table, which every renderer that draws makes from the table's own cells.

    The columns `labels` name a row together (for lines: where it stands, a day or year); `values` are drawn, the last of them
    held against those before it. With `each`, the last is drawn once for every word of that column. `only`: the rows that hold this.
    `counted`: the column that says of how many things a row's figures are, which stands beside its label.
    """

    kind: Literal["bars", "lines"]
    table: str
    title: Said
    labels: Sequence[str]
    values: Sequence[str]
    each: str | None = None
    only: Mapping[str, Content] = field(default_factory=dict)
    counted: str | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """What was asked of an answer that leaves something of it out, or orders it: an option, and what it was given.

    People read `said` behind the title; nothing where the option left out nothing.
    """

    name: str  # the option as scripts have it: county, where, sort, limit
    values: tuple[str, ...]
    said: Said


@dataclass(frozen=True, slots=True)
class Seal:
    """By what a printed answer is held against its store: whose and which that is, and the head of its audit chain."""

    office: Said | None
    store_id: str
    head: str


@dataclass(frozen=True, slots=True)
class Report:
    """An answer. `report` names it for scripts; `exit_code` is 1 where the answer is that something is wrong.

    One with a `closing`, the lines at its foot that say who seals it and when, is a document to post or to file. One with a
    `confirmation`, the line that says what a command did, is shown whole only where it is asked for.
    """

    report: str
    title: Said
    tables: Sequence[Table]
    as_of: str | None = None
    notes: Sequence[Said] = ()
    remarks: "Callable[[Report], Iterable[Said]] | None" = None  # what is said of the tables that it has
    exit_code: int = 0
    seal: Seal | None = None  # for formats that print it
    closing: Sequence[Said] = ()
    charts: Sequence[Chart] = ()
    bars: bool = False  # people asked for the charts' bars in text tables
    wide: bool = False  # they asked for every column, however narrow the terminal
    closed: bool = False  # the books are closed through that day
    compared_with: str | None = None  # the earlier day whose figures stand beside
    main: str = ""  # the table that --limit is of, where it is neither called as the report nor the first list
    filters: Sequence[Filter] = ()  # what was asked of it: which entries, which rows, in which order, how many
    confirmation: Said | None = None
    undoing: Said | None = None  # how to take back what was done, said beside that line

    @property
    def footnotes(self) -> list[Said]:
        """Everything that is said below its tables."""
        return [*(self.remarks(self) if self.remarks else ()), *self.notes]
