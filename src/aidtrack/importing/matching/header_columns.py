"""The header of a sheet: which column is which field."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.matching.header_lines import Heading, Own
from aidtrack.importing.matching.made import (
    AS_THEY_STAND,
    DAY_PARTS,
    YEAR_GROUP,
    AsItStands,
    DayParts,
    Made,
    NoteOf,
    OfYear,
    Terms,
    Translated,
    WithoutNote,
)
from aidtrack.importing.matching.spelling import (
    IGNORED,
    NOT_KEPT,
    PERSONAL,
    fields_by_spelling,
    knows,
    place_beside,
    plain,
    split_unit,
)
from aidtrack.importing.matching.wide.columns import is_month
from aidtrack.ledger.entry import ENTRY, fields_of
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.sense import never_blank
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import DATE, DAY, MoneyKind, Value
from aidtrack.values.money import parse_in_column
from aidtrack.values.nearness import nearest_sentence
from aidtrack.values.row_origin import ROW_ORIGIN
from aidtrack.values.text import safe, typed_wrong


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

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of place beside a village: prefecture, county, township."""
        return (*(column.field.name for column in self.places), *self.given_places)

    @property
    def fields(self) -> list[Field]:
        """What the rows fill."""
        return [*(column.field for column in self.columns), *map(self.noun.field, self.given)]

    def column(self, name: str) -> MatchedColumn | None:
        return next((column for column in self.columns if column.field.name == name), None)


def known_count(row: Sequence[str], own: Collection[str] = ()) -> int:
    """How many cells of a line are headers we know, or are the person's `own` of --map."""
    return sum(1 for cell in row if knows(cell, own))


def spelled(heading: Heading, own: Own) -> list[str]:
    """The columns as we know them: those of --map by the word they are mapped to, what is left out or blank not at all."""
    found = [heading.meant(at, own) for at in range(heading.width)]
    return [spelling for spelling, left_out in found if spelling and not left_out]


@dataclass(frozen=True, slots=True)
class Wide:
    """Which columns are no fields of a row but figures of their own, or totals of these; the one of them that is the `amount` here;
    and what is `given` for every row by that, by field.
    """

    figures: Container[int]
    amount: int | None  # None of a noun, which has none
    given: Mapping[str, Value]


def given_fields(said: Mapping[str, str], noun: Noun, kind: str | None, unit: str | None) -> dict[str, Value]:
    """By field, what is said of every row, by a header of the field, and what the villages of all lie in; what another noun has is
    none of this one. Raises Usage.
    """
    fields = fields_by_spelling(noun, kind)
    found: dict[str, Value] = {}
    for word, text in said.items():
        if (declared := fields.get(word) or _place(noun, word)) is not None:
            is_money = isinstance(declared.kind, MoneyKind)
            try:
                found[declared.name] = parse_in_column(text, unit) if is_money else declared.kind.parse(text)
            except Fault as fault:
                raise typed_wrong(f"--set {declared.zh}", text, fault) from None
    return found


def match(
    heading: Heading,
    noun: Noun,
    kind: str | None,
    *,
    unit: str | None,
    ignore_extra: bool,
    own: Own,
    given: Mapping[str, Value] | None = None,
    terms: Terms = AS_THEY_STAND,
    wide: Wide | None = None,
    others: Collection[str] = (),
) -> tuple[Header, list[tuple[str, Fault]]]:
    """Columns matched to fields, and what is wrong with the header, each with the header it is about. The figure of a wide one is last.

    `others` are headers that something else has which the same rows are read as.
    """
    said = {**(given or {}), **(wide.given if wide else {})}
    own_fields = {declared.name for declared in noun.fields}
    found = Header(
        noun, kind, heading.width, [],
        given={name: value for name, value in said.items() if name in own_fields},
        given_places={name: value for name, value in said.items() if name not in own_fields},
    )  # fmt: skip
    matching = _Matching(found, heading, unit, ignore_extra, own, fields_by_spelling(noun, kind), others, terms)
    for at, header in enumerate(heading.names):
        if wide is None or at not in wide.figures:
            matching.look_at(at, header)
    matching.make_day()
    if wide is not None and wide.amount is not None:
        matching.take_figure(wide.amount, heading.names[wide.amount])
    matching.require_columns()
    found.columns = made_columns(found, matching.fields, terms)
    return matching.found, matching.faults


def _place(noun: Noun, spelling: str) -> Field | None:
    """The level of place that a header states of the villages which rows of a noun name."""
    return place_beside(spelling) if any(declared.refers == "village" for declared in noun.fields) else None


@dataclass(slots=True)
class _Matching:
    """A header on its way. `unit` is what a title or --unit states, `fields` are by the spellings of their headers."""

    found: Header
    heading: Heading
    unit: str | None
    ignore_extra: bool
    own: Own
    fields: Mapping[str, Field]
    others: Collection[str]
    terms: Terms
    parts: dict[str, int] = field(default_factory=dict)  # the columns of 年, 月, 日
    faults: list[tuple[str, Fault]] = field(default_factory=list)

    def look_at(self, at: int, header: str) -> None:
        """The next column."""
        spelling, left_out = self.heading.meant(at, self.own)
        if not spelling:
            if not self.ignore_extra:
                self.found.nameless.append(at)
        elif spelling in IGNORED:
            return
        elif left_out or (spelling in NOT_KEPT and spelling not in self.fields):
            self.found.notes.append(t("The column {header} was left out.", header=safe(header.strip())))
        elif spelling in PERSONAL or (spelling not in self.fields and self._own_name(at) in PERSONAL):
            said = t("The column {header} holds personal data and was left out.", header=safe(header.strip()))
            self.found.notes.append(said)
        elif (declared := self.fields.get(spelling)) is not None:
            self._take(at, header, declared, self.found.columns)
        elif (place := _place(self.found.noun, spelling)) is not None:
            self._take(at, header, place, self.found.places)
        elif (part := DAY_PARTS.get(self._own_name(at))) is not None and part not in self.parts and self._day:
            self.parts[part] = at
        elif spelling not in self.others and (part is None or "date" not in self.others):
            self._unknown(header, spelling)

    @property
    def _day(self) -> Field | None:
        """The field whose day may stand in parts."""
        return next((one for one in self.fields.values() if one.name == "date"), None)

    def make_day(self) -> None:
        """The day of each row, of its 年, 月 and 日, where no column holds it."""
        if not self.parts or self._day is None:
            return
        names = {part: self.heading.names[at] for part, at in self.parts.items()}
        if self.found.column("date") or "date" in self.found.given or not {"month", "day"} <= self.parts.keys():
            for name in names.values():
                self._unknown(name, split_unit(name)[0])
            return
        year = self.parts["year"] if "year" in self.parts else self._year(names["day"])
        if year is None:
            said = t("has no year to it.")
            advice = t("Say it: {option}.", option="--year 2018")
            self.faults.append((names["day"], Fault(said, advice, code=Code.MISSING_COLUMN)))
            return
        made = DayParts(year, self.parts["month"], self.parts["day"])
        header = "、".join(names[part] for part in ("year", "month", "day") if part in names)
        self.found.columns.append(MatchedColumn(self.parts["day"], header, self._day, made=made))

    def _year(self, header: str) -> str | None:
        """The year of 月 and 日: the group's that they stand in, or the one that was said."""
        groups = [self.heading.heads[self.parts[part]].group for part in ("month", "day")]
        found = next((year[1] for group in groups if (year := YEAR_GROUP.fullmatch(plain(group)))), None)
        if found is not None and self.terms.year not in (None, found):
            said = t("stands under {own}, but --year says {stated}.", own=found, stated=self.terms.year)
            self.faults.append((header, Fault(said, t("Make the two agree."), code=Code.CONTRADICTS)))
        return found or self.terms.year

    def _own_name(self, at: int) -> str:
        """A column's own name, whatever group it stands in."""
        return split_unit(self.heading.heads[at].own)[0]

    def take_figure(self, at: int, header: str) -> None:
        """The column that holds the amounts."""
        self._take(at, header, ENTRY.field("amount"), self.found.columns)

    def _unknown(self, header: str, spelling: str) -> None:
        if self.ignore_extra:
            self.found.notes.append(t("The column {header} was left out.", header=safe(header.strip())))
            return
        hint = nearest_sentence(spelling, self.fields)
        if is_month(header):
            hint = t("Where each month has a column of its own, add --wide-columns 1月..12月 --year 2018.")
        self.faults.append((header, Fault(
            t("is no column of {noun}.", noun=self.found.noun.label),
            hint or t("Rename it, remove it, map it with --map, or add --ignore-extra."), code=Code.UNKNOWN_COLUMN)))  # fmt: skip

    def _take(self, at: int, header: str, declared: Field, columns: list[MatchedColumn]) -> None:
        taken = (*self.found.columns, *self.found.places)
        other = next((column.header for column in taken if column.field.name == declared.name), None)
        if other is not None:
            said = t("means the same as the column {other}.", other=safe(other))
            self.faults.append((header, Fault(said, t("Keep one of the two."), code=Code.COLUMN_TWICE)))
            return
        if declared.name in self.found.given or declared.name in self.found.given_places:
            said = t("is a column of the sheet, and is given for every row besides.")
            advice = t("Give it in one of the two, or leave the column out with --map.")
            self.faults.append((header, Fault(said, advice, code=Code.COLUMN_TWICE)))
            return
        columns.append(MatchedColumn(at, header.strip(), declared, self._unit(declared, at, header)))

    def _unit(self, declared: Field, at: int, header: str) -> str | None:
        """The unit of a money column: its header's, else what is stated for all; our own English names are yuan."""
        if not isinstance(declared.kind, MoneyKind):
            return None
        own = self.heading.unit(at)
        if own is not None and self.unit is not None and own != self.unit:
            said = t("says {own}, but the title or --unit says {stated}.", own=own, stated=self.unit)
            self.faults.append((header, Fault(said, t("Make the two agree."), code=Code.UNIT_CONTRADICTS)))
        if own is None and self.unit is None and self._own_name(at) == declared.name:
            return "元"
        return own or self.unit

    def require_columns(self) -> None:
        """Every column that no row could do without must be there."""
        noun, kind = self.found.noun, self.found.kind
        given = {column.field.name for column in self.found.columns} | self.found.given.keys()
        needed = {declared.name for declared in noun.fields if declared.required}
        if noun is ENTRY:
            needed |= {"kind"} if kind is None else never_blank(kind, given)
        self.faults += [
            (
                "",
                Fault(
                    t("The column {header} is missing.", header=declared.label),
                    t("Add it to the header line, or give it for all rows: --set {field}=VALUE.", field=declared.label),
                    code=Code.MISSING_COLUMN,
                ),
            )
            for declared in noun.fields
            if declared.name in needed - given
        ]


def made_columns(header: Header, fields: Mapping[str, Field], terms: Terms) -> list[MatchedColumn]:
    """The columns with their cells as the person's terms say they are to be read."""
    columns = [_termed(column, terms) for column in header.columns]
    if not terms.notes_in_amounts:
        return columns
    named = {one.name: one for one in fields.values()}
    words = named.get("purpose") or named.get("note")
    amounts = [column for column in columns if column.is_money]
    if words is None or not amounts:
        return columns
    own = next((column for column in columns if column.field is words), None)
    note = NoteOf(
        tuple(column.made or AsItStands(column.at) for column in amounts),
        (own.made or AsItStands(own.at)) if own else None,
    )
    kept = replace(own, made=note) if own else MatchedColumn(amounts[0].at, amounts[0].header, words, made=note)
    others = [
        replace(column, made=WithoutNote(column.made or AsItStands(column.at))) if column.is_money else column
        for column in columns
        if column is not own
    ]
    return [*others, kept]


def _termed(column: MatchedColumn, terms: Terms) -> MatchedColumn:
    made = column.made
    if words := terms.of(column.field):
        made = Translated(made or AsItStands(column.at), words)
    if terms.year is not None and column.field.kind in (DAY, DATE):
        made = OfYear(made or AsItStands(column.at), terms.year)
    return replace(column, made=made)


def refers_to_persons(noun: Noun) -> frozenset[str]:
    """The fields that name somebody's household: people write the name of who lives there instead of its number."""
    return frozenset(one.name for one in noun.fields if one.refers in NOUNS and NOUNS[one.refers].personal)


def personal_columns(heading: Heading, matched: Header) -> dict[int, bool]:
    """The columns of personal data by their place: True for one that is never shown, False for one whose names are masked."""
    found = {at: True for at, head in enumerate(heading.heads) if split_unit(head.own)[0] in PERSONAL}
    return found | {column.at: False for column in matched.columns if column.field.personal}


def is_our_own(header: Header) -> bool:
    """Whether the line is what export and template write: every field of the noun and nothing else."""
    kinds = (header.kind,) if header.kind else (None, *KINDS)  # a column 类型 stands in a sheet of one kind too
    written = [fields_of(kind) for kind in kinds] if header.noun is ENTRY else [header.noun.fields]
    found = {column.field.name for column in header.columns}
    stated = found - {ROW_ORIGIN.name}  # a template leaves it out
    return len(found) == header.width and stated in [
        {one.name for one in fields} - {ROW_ORIGIN.name} for fields in written
    ]
