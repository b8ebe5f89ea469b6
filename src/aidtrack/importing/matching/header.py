"""What the header of a sheet says: its columns, each with the field that it fills, and what is given for every row."""

from collections.abc import Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.importing.matching.made import (
    Made,
)
from aidtrack.ledger.entry import ENTRY, fields_of
from aidtrack.ledger.kind import KINDS
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind, Value
from aidtrack.values.row_origin import ROW_ORIGIN


@dataclass(frozen=True, slots=True)
class MatchedColumn:
    """A column of the sheet: its own header, the field it fills, and the unit its header states. Its cells are read by `cell`."""

    at: int
    header: str
    field: Field
    unit: str | None = None
    made: Made | None = None  # how its cells are made, where they do not stand there as they are meant

    def cell(self, row: Sequence[str]) -> str:
        """What a row says here; nothing where it is too short."""
        if self.made is not None:
            return self.made(row)
        return row[self.at] if self.at < len(row) else ""

    @property
    def sources(self) -> tuple[int, ...]:
        """The columns of the sheet that its cells come from."""
        return self.made.sources if self.made else (self.at,)

    @property
    def is_money(self) -> bool:
        return isinstance(self.field.kind, MoneyKind)

    @property
    def required(self) -> bool:
        """Whether no row may leave it blank; a 类型 column must say it on every row."""
        return self.field.required or self.field is ENTRY.field("kind")


@dataclass(slots=True)
class Header:
    """What the header line says. `kind` is the kind of every entry, None where a column says it row by row."""

    noun: Noun
    kind: str | None
    width: int
    columns: list[MatchedColumn]
    places: list[MatchedColumn] = field(default_factory=list)  # 市州, 县区, 乡镇 beside a village
    notes: list[str] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)  # columns without a header: only blanks may stand there
    given: dict[str, Value] = field(default_factory=dict)  # by field, what every row has without a column of its own
    given_places: dict[str, Value] = field(default_factory=dict)  # by level, what every row's village lies in
    # By column that is none of ours, the header it is likely meant for.
    likely: dict[str, str | None] = field(default_factory=dict)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of place beside a village: prefecture, county, township."""
        return (*(column.field.name for column in self.places), *self.given_places)

    @property
    def fields(self) -> list[Field]:
        """What the rows fill."""
        return [*(column.field for column in self.columns), *map(self.noun.field, self.given)]

    def says(self, name: str) -> bool:
        """Whether a field has a column, or is given for every row."""
        return self.column(name) is not None or name in self.given

    def column(self, name: str) -> MatchedColumn | None:
        return next((column for column in self.columns if column.field.name == name), None)


def is_our_own(header: Header) -> bool:
    """Whether the line is what export and template write: every field of the noun and nothing else."""
    kinds = (header.kind,) if header.kind else (None, *KINDS)  # a column 类型 stands in a sheet of one kind too
    written = [fields_of(kind) for kind in kinds] if header.noun is ENTRY else [header.noun.fields]
    found = {column.field.name for column in header.columns}
    stated = found - {ROW_ORIGIN.name}  # a template leaves it out
    return len(found) == header.width and stated in [
        {one.name for one in fields} - {ROW_ORIGIN.name} for fields in written
    ]
