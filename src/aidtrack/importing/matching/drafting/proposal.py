"""What a sheet says of how it is to be read: its header, and last what its rows hold besides."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching import project_progress
from aidtrack.importing.matching.drafting import rows
from aidtrack.importing.matching.drafting.columns import Columns
from aidtrack.importing.matching.drafting.draft import Draft, Line, Table, array, quoted
from aidtrack.importing.matching.drafting.seen import Seen, seen
from aidtrack.importing.matching.drafting.times import propose_positions, propose_year_of_months
from aidtrack.importing.matching.options import Options
from aidtrack.importing.matching.sheet_noun import likeliest, sheet_noun
from aidtrack.importing.matching.spelling import KNOWN, fields_by_spelling, split_unit, title_unit
from aidtrack.importing.matching.wide.likely import Figures
from aidtrack.importing.problems import Origin
from aidtrack.importing.reading.grid import Grid
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.sense import never_blank
from aidtrack.locale import spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.project import PROJECT
from aidtrack.store.names.find import Names
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind


def proposal(grid: Grid, options: Options, names: Names | None, *, beside: bool) -> Draft:
    """A layout for a sheet; `beside`: there are others in its file; `names` are a store's, where there is one. Raises Fault, LineFault."""
    draft = Draft(str(Origin(grid.file.name, grid.sheet)))
    made = _Proposal(draft, seen(grid, options))
    if beside:
        draft.options.append(Line(f"sheet = {quoted(str(grid.sheet))}", t("its file holds other tables too")))
    made.header()
    noun, kinds = made.holds(options.as_)
    columns = Columns(draft, made.seen, fields_by_spelling(noun, kinds[0] if len(kinds) == 1 else None))
    if noun is PROJECT:
        said = project_progress.column(made.seen.heading, {})
        columns.progress = project_progress.percentages(made.seen.heading, {}) if said is None else said
    columns.look()
    made.figures(columns.given, rows.interest(grid, made.seen, columns.places))
    made.unit(columns.given)
    made.lacking(noun, kinds, columns)
    rows.propose_funds_of_groups(draft, made.seen, names)
    rows.propose(draft, grid, made.seen, columns.places, names)
    return draft


@dataclass(slots=True)
class _Proposal:
    """A draft on its way."""

    draft: Draft
    seen: Seen
    tables: list[tuple[str | None, Table]] = field(default_factory=list)  # with the kind of entry that each is

    def header(self) -> None:
        """Its lines, where there are several or it is not found without."""
        first, last = self.seen.lines
        if first != last or self.seen.stated:
            lines = f"{first}-{last}" if first != last else str(first)
            self.draft.options.append(Line(f"header = {quoted(lines)}", t("here stand the columns and their groups")))

    def holds(self, as_: Sequence[str]) -> tuple[Noun, list[str]]:
        """The noun that its rows are, and the kinds of entry; asks where that is not clear."""
        if any(one.kind or one.groups for one in self.seen.wide):
            return ENTRY, [one.kind for one in self.seen.wide if one.kind]
        spelled = [word for at in range(self.seen.heading.width) if (word := self.seen.spelling(at)) in KNOWN]
        if self.seen.wide:
            spelled += ["amount", "date"]
        try:
            noun, kind = sheet_noun(spelled, self.seen.names, as_[0] if as_ else None)
        except Fault as fault:
            said = spoken(fault.problem)
            self.draft.questions.append(t("What does the sheet hold? It {problem}", problem=said))
            guess = likeliest(spelled)
            word = KINDS["spending"].zh if guess is None else NOUNS[guess].zh
            self.draft.options.append(
                Line(f"as = {quoted(word)}", t("not seen from its name or its columns"), sure=False)
            )
            return ENTRY if guess is None else NOUNS[guess], []
        if noun is ENTRY and kind is None:
            return noun, []
        reason = t("its name or its columns say so") if not as_ else t("as you said")
        self.draft.options.append(Line(f"as = {quoted(KINDS[kind].zh if kind else noun.zh)}", reason))
        return noun, [kind] if kind else []

    def figures(self, given: dict[str, Field], interest: Sequence[str]) -> None:
        """A [[wide]] for each set of figures, and what their days are; `interest` are the purposes of rows that are plainly that."""
        for one in self.seen.wide:
            if one.kind == "receipt" and not one.groups and "purpose" in given:
                self._interest(one, interest)
            lines = [Line(f"take = {quoted(one.take)}", one.reason)]
            if one.kind is not None:
                lines.append(Line(f"as = {quoted(KINDS[one.kind].zh)}", t("its name says so")))
            elif one.groups:
                self.draft.questions.append(t("What are the figures {take}?", take=one.take))
                lines.append(Line('as = "安排"', t("not seen from its name")))
            received = one.groups and one.kind == "receipt"
            if received:
                asked = t(
                    "Is the money received of {take} in the store from another sheet? Then leave it out: {ignore}.",
                    take=one.take,
                    ignore=f"ignore = {array([one.take])}",
                )
                self.draft.questions.append(asked)
            self.draft.wide.append(Table(lines, sure=not received and (one.kind is not None or not one.groups)))
            self.tables.append((one.kind, self.draft.wide[-1]))
        if self.seen.wide:
            given["amount"] = ENTRY.field("amount")
        if any(one.groups for one in self.seen.wide):
            given.setdefault("fund", ENTRY.field("fund"))
        if self._may_be_reached(given):
            propose_positions(self.draft, self.seen)
        if any(one.months for one in self.seen.wide):
            given["date"] = ENTRY.field("date")
            propose_year_of_months(self.draft, self.seen)

    def _interest(self, one: Figures, found: Sequence[str]) -> None:
        """Of money in, what its purpose calls interest goes before what is received."""
        purpose, words = ENTRY.field("purpose").zh, [*dict.fromkeys((*KINDS["interest"].words, *found))]
        where = f"where = {{ {quoted(purpose)} = {array(words)} }}"
        lines = [
            Line(f"take = {quoted(one.take)}", one.reason),
            Line(f"as = {quoted(KINDS['interest'].zh)}", t("interest of the account is no money received")),
            Line(where, t("what the purpose says in such rows; add words that the sheet has besides")),
        ]
        self.draft.wide.append(Table(lines))

    def _may_be_reached(self, given: Container[str]) -> bool:
        """Whether figures may be what had been reached by a day: those of groups, and those of several kinds beside no day."""
        groups, kinds = any(one.groups for one in self.seen.wide), {one.kind for one in self.seen.wide if one.kind}
        return groups or (len(kinds) > 1 and "date" not in given)

    def unit(self, given: Mapping[str, Field]) -> None:
        """What plain amounts count in."""
        places = [at for one in self.seen.wide for at in one.places]
        money = {
            split_unit(header)[0]: declared
            for declared in given.values()
            if isinstance(declared.kind, MoneyKind)
            for header in declared.headers
        }
        for at in range(self.seen.heading.width):
            declared = money.get(self.seen.spelling(at))
            if declared is not None and self.seen.own(at) != declared.name:  # our own English names are yuan
                places.append(at)
        stated = title_unit(self.seen.titles)
        if stated is not None:
            self.draft.remarks.append(t("Amounts are in {unit}, as the title says.", unit=stated))
        elif places and not all(self.seen.heading.unit(at) for at in places):
            self.draft.questions.append(t("Are amounts in 元 or in 万元?"))
            self.draft.options.append(Line('unit = "元"', t("neither the title nor a header says it"), sure=False))

    def lacking(self, noun: Noun, kinds: Sequence[str], columns: Columns) -> None:
        """What no row could do without and the sheet has no column for. The day of figures that groups hold is asked for with positions."""
        needed = {declared.name for declared in noun.fields if declared.required}
        for kind in kinds:
            needed |= never_blank(kind, columns.given)
        for declared in noun.fields:
            if declared.name in needed - columns.given.keys():
                by_positions = declared.name == "date" and self._may_be_reached(columns.given)
                if declared.name not in columns.maybe and not by_positions:
                    label = spoken(declared.label)
                    self.draft.questions.append(t("There is no column {field}: what is it in every row?", field=label))
                reason = t("not needed where positions and as-of hold") if by_positions else t("no column says it")
                self.draft.set.append(Line(f'{quoted(declared.zh)} = "…"', reason, sure=False))
        if "project" not in columns.given.keys() | columns.maybe:
            self._project(kinds)

    def _project(self, kinds: Sequence[str]) -> None:
        """What is set aside, moved on or spent is a project's, though the money of a fund may be nobody's."""
        label = ENTRY.field("project").zh
        for kind in dict.fromkeys(kind for kind in kinds if KINDS[kind].per_cell):
            asked = t(
                "There is no column {field}: of which project are the entries {kind}?",
                field=spoken(ENTRY.field("project").label), kind=spoken(KINDS[kind].label),
            )  # fmt: skip
            self.draft.questions.append(asked)
            reason = t("no column says it")
            tables = [table for own, table in self.tables if own == kind]
            for table in tables:
                table.lines.append(Line(f'set = {{ {quoted(label)} = "…" }}', reason, sure=False))
            if not tables:
                self.draft.set.append(Line(f'{quoted(label)} = "…"', reason, sure=False))
