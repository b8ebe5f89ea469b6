"""Columns that are no field of what a sheet holds: what each is likely to be, and how that is said to the program."""

from collections.abc import Mapping

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching.header import Header
from aidtrack.importing.matching.header_lines import Heading
from aidtrack.importing.matching.not_understood import keep_the_heads
from aidtrack.importing.matching.reached import reached_unsaid
from aidtrack.importing.matching.spelling import (
    RELATION,
    fields_by_spelling,
    kind_reached,
    kind_said,
    mapped,
    month_named,
    split_unit,
)
from aidtrack.importing.matching.wide.columns import TOTALS
from aidtrack.importing.matching.wide.likely import advice_on_several, are_of_several_kinds, is_of_several_kinds
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.household import HOUSEHOLD
from aidtrack.phrase import Said, phrase
from aidtrack.values.field import Field, Noun
from aidtrack.values.nearness import nearest
from aidtrack.values.text import safe


@dataclass(slots=True)
class Unknown:
    """Those of a header whose fields are known by their spellings; what was told of the first of some is not told again of the others."""

    found: Header
    heading: Heading
    fields: Mapping[str, Field]
    months_told: bool = False  # that columns are months was told with the first of them
    reached_told: bool = False  # that a column is what had been reached by a day

    @property
    def holds_amounts(self) -> bool:
        """Whether one was told to be an amount with its day."""
        return self.months_told or self.reached_told

    def fault(self, header: str, spelling: str) -> Fault | None:
        """What is wrong with one; nothing where what the first month was told of reads it too."""
        if self.months_told and (month_named(header) or spelling in TOTALS):
            return None
        if self.found.noun is ENTRY and kind_reached(spelling) is not None:
            self.reached_told = True
            return reached_unsaid(header)
        if self.found.noun is HOUSEHOLD and spelling in RELATION:
            said = t("says that each row is a person.")
            return Fault(said, keep_the_heads(header), code=Code.UNKNOWN_COLUMN)
        said = t("is no column of {noun}.", noun=self.found.noun.label)
        return Fault(said, self._meant(header, spelling), code=Code.UNKNOWN_COLUMN)

    def _meant(self, header: str, spelling: str) -> Said:
        """How to say what an unknown column is."""
        if month_named(header):
            self.months_told = True
            return t("Where each month has a column of its own, add --wide-columns 1月..12月 --year 2018.")
        if self.found.noun is not ENTRY and (kind := kind_said(spelling)) is not None:
            several = are_of_several_kinds(self.heading)
            return advice_on_several() if several else self._as_entries_too(kind, header, kind_reached(spelling))
        if self.found.noun is ENTRY and is_of_several_kinds(self.heading, header):
            return advice_on_several()
        if (both := self._as_both(spelling)) is not None:
            left_out = mapped(header, "")
            return t("It is a column of {noun}: --as {both} reads each row as both; to leave it out: --map {left_out}.",
                     noun=spoken(both[0].label), both=both[1], left_out=left_out)  # fmt: skip
        left_out = mapped(header, "")
        near = nearest(spelling, self._open_fields())
        if near is None:
            return t("If it is a field (aidtrack help {noun} add lists them): --map {mapped}; to leave it out: --map {left_out}, or --ignore-extra for all such columns.",
                     noun=self._listed_by(), mapped=mapped(header, t("FIELD")), left_out=left_out)  # fmt: skip
        if near not in self.found.likely.values():
            self.found.likely[spelling] = near
        label = self.fields[near].label
        near = near if near in label.spellings else spoken(label)  # not another word of it that is like this one
        asked = phrase("Did you mean “{name}”?", name=safe(near))
        then = t(
            "Then --map {mapped}; to leave it out: --map {left_out}.", mapped=mapped(header, near), left_out=left_out
        )
        return t("{problem} {suggestion}", problem=asked, suggestion=then)

    def _listed_by(self) -> str:
        """The command whose help lists the fields: of entries that each say their kind one of many."""
        return self.found.noun.name if self.found.noun is not ENTRY else self.found.kind or next(iter(KINDS))

    def _open_fields(self) -> list[str]:
        """The headers of fields that no column of the sheet is by its own name."""
        spellings = (split_unit(name)[0] for name in self.heading.names)
        named = {self.fields[one].name for one in spellings if one in self.fields}
        return [header for header, declared in self.fields.items() if declared.name not in named]

    def _as_entries_too(self, kind: str, header: str, reached: str | None) -> str:
        """Where a column of a noun's sheet is the amount of an entry, or what such had `reached`: money that --ignore-extra would lose."""
        both = ",".join(spoken(one.label) for one in (self.found.noun, KINDS[kind]))
        if reached is not None:
            return t("It is what {kind} had come to by a day: --as {both} --positions --as-of 2018-05-31 reads each row as both; to leave it out: --map {left_out}.",
                     kind=spoken(KINDS[kind].label), both=both, left_out=mapped(header, ""))  # fmt: skip
        return t("It is an amount of {kind}: --as {both} reads each row as both; to leave it out: --map {left_out}.",
                 kind=spoken(KINDS[kind].label), both=both, left_out=mapped(header, ""))  # fmt: skip

    def _as_both(self, spelling: str) -> tuple[Noun, str] | None:
        """The noun that rows of entries are besides, where a column is one of it and its others stand here too; and what --as takes."""
        if self.found.noun is not ENTRY or self.found.kind is None:
            return None
        headers = {split_unit(name)[0] for name in self.heading.names}
        for noun in NOUNS.values():
            fields = fields_by_spelling(noun)
            named = {fields[one].name for one in headers if one in fields}
            is_named = any(field.refers == noun.name for field in ENTRY.fields)
            if is_named and spelling in fields and {one.name for one in noun.fields if one.required} <= named:
                return noun, ",".join(spoken(one.label) for one in (noun, KINDS[self.found.kind]))
        return None
