"""The header of a sheet: which column is which field."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import field

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching.given import place_of
from aidtrack.importing.matching.header import Header, MatchedColumn
from aidtrack.importing.matching.header_lines import Heading, Own
from aidtrack.importing.matching.made import AS_THEY_STAND, DAY_PARTS, YEAR_GROUP, DayParts, Terms
from aidtrack.importing.matching.made_columns import made_columns, termed
from aidtrack.importing.matching.spelling import (
    IGNORED,
    NOT_KEPT,
    PERSONAL,
    fields_by_spelling,
    knows,
    mapped,
    plain,
    split_unit,
)
from aidtrack.importing.matching.unknown_columns import Unknown
from aidtrack.importing.matching.wide.likely import advice_on
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.sense import never_blank
from aidtrack.locale import spoken, t
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind, Value
from aidtrack.values.text import safe


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
    matching.require_columns(None if wide else advice_on(heading, as_entries=noun is ENTRY))
    found.columns = made_columns(found, matching.fields, terms)
    found.places = [termed(place, terms) for place in found.places]
    return matching.found, matching.faults


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
    year_told: bool = False  # that the parts of its days have no year
    unknown: Unknown = field(init=False)

    def __post_init__(self) -> None:
        self.unknown = Unknown(self.found, self.heading, self.fields)

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
        elif (place := place_of(self.found.noun, spelling)) is not None:
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
            self.year_told = True
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
        elif (fault := self.unknown.fault(header, spelling)) is not None:
            self.faults.append((header, fault))

    def _take(self, at: int, header: str, declared: Field, columns: list[MatchedColumn]) -> None:
        taken = (*self.found.columns, *self.found.places)
        other = next((column.header for column in taken if column.field.name == declared.name), None)
        if other is not None:
            said = t("means the same as the column {other}.", other=safe(other))
            several = (
                advice_on(self.heading, as_entries=self.found.noun is ENTRY) if declared.name == "amount" else None
            )
            advice = several or t(
                "Keep one of the two; to leave one out: --map {left_out}.", left_out=mapped(header, "")
            )
            self.faults.append((header, Fault(said, advice, code=Code.COLUMN_TWICE)))
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

    def require_columns(self, of_figures: str | None) -> None:
        """Every column that no row could do without must be there; `of_figures` says how those are read that are likely amounts each."""
        noun, kind = self.found.noun, self.found.kind
        given = {column.field.name for column in self.found.columns} | self.found.given.keys()
        needed = {declared.name for declared in noun.fields if declared.required}
        if noun is ENTRY:
            needed |= {"kind"} if kind is None else never_blank(kind, given)
        missing = [declared for declared in noun.fields if declared.name in needed - given]
        for declared in missing:
            if self.unknown.holds_amounts and declared.name in ("date", "amount"):
                continue  # the months are both, and so is what had been reached, by what was told of it
            if self.year_told and declared.name == "date":
                continue
            label = spoken(declared.label)
            advice = t("If a column holds it under another name: --map COLUMN={field}; if it is the same in all rows: --set {field}=VALUE.", field=label)  # fmt: skip
            if of_figures is not None and declared.name == "amount":
                advice = of_figures
            elif of_figures is not None and noun is not ENTRY and declared is missing[0]:
                advice = t("{problem} {suggestion}", problem=advice, suggestion=of_figures)
            said = t("The column {header} is missing.", header=declared.label)
            self.faults.append(("", Fault(said, advice, code=Code.MISSING_COLUMN)))
