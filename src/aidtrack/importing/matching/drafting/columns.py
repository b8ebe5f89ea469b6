"""The columns of a sheet in a draft: what each is, as far as its header says."""

from collections.abc import Mapping
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.importing.matching import project_progress
from aidtrack.importing.matching.drafting.draft import Draft, Line, array, quoted
from aidtrack.importing.matching.drafting.seen import Seen
from aidtrack.importing.matching.drafting.times import propose_day_of_progress, propose_year
from aidtrack.importing.matching.made import DAY_PARTS, YEAR_GROUP
from aidtrack.importing.matching.spelling import IGNORED, NOT_KEPT, PERSONAL, place_beside, plain
from aidtrack.importing.matching.wide.columns import is_total
from aidtrack.importing.matching.wide.likely import needless
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import spoken, t
from aidtrack.values.field import Field
from aidtrack.values.nearness import nearest
from aidtrack.values.text import safe
from aidtrack.values.words import OTHER_PARTY


@dataclass(slots=True)
class Columns:
    """`given` are the fields that have a column, `maybe` those that a column may be which is not known."""

    draft: Draft
    seen: Seen
    fields: Mapping[str, Field]  # by the spellings of their headers
    given: dict[str, Field] = field(default_factory=dict)
    places: dict[int, Field] = field(default_factory=dict)  # of the columns that are known, by their place
    maybe: set[str] = field(default_factory=set)
    progress: int | None = None  # the column that says how far projects had come

    def look(self) -> None:
        """Every column that is no figure."""
        heading = self.seen.heading
        percentages = None if self.progress is None else project_progress.percentages(heading, {})
        ignored = [name for name in needless(heading) if percentages is None or name != heading.names[percentages]]
        if self.progress is not None:
            self.draft.remarks.append(
                t(
                    "The column {header} says how far each project had come by a day: 完成60% is a step, 已完工 a stage.",
                    header=safe(heading.names[self.progress]),
                )
            )
            propose_day_of_progress(self.draft, self.seen)
        passed = (
            {at for one in self.seen.wide for at in one.places} | {*self._day_in_parts()} | {self.progress, percentages}
        )
        for at, name in enumerate(heading.names):
            if name.strip() and at not in passed and not {name, f"*/{heading.heads[at].own}"} & {*ignored}:
                self._column(at, name)
        if ignored:
            reason = t("follows from the other columns, or is an account number")
            self.draft.options.append(Line(f"ignore = {array(ignored)}", reason))

    def _day_in_parts(self) -> list[int]:
        """The columns 年, 月 and 日, where these are the day."""
        parts = {
            DAY_PARTS[own]: at
            for at, head in enumerate(self.seen.heading.heads)
            if (own := plain(head.own)) in DAY_PARTS
        }
        if not {"month", "day"} <= parts.keys() or "date" not in {one.name for one in self.fields.values()}:
            return []
        self.given["date"] = ENTRY.field("date")
        columns = "、".join(safe(self.seen.heading.names[at]) for at in parts.values())
        self.draft.remarks.append(t("The columns {columns} are the day.", columns=columns))
        groups = [plain(group) for at in parts.values() for group in self.seen.heading.heads[at].groups]
        if "year" not in parts and not any(map(YEAR_GROUP.fullmatch, groups)):
            propose_year(self.draft, self.seen)
        return [*parts.values()]

    def _column(self, at: int, name: str) -> None:
        spelling, own = self.seen.spelling(at), self.seen.own(at)
        shown = safe(name)
        declared = self.fields.get(spelling)
        if spelling in IGNORED:
            return
        if declared is None and (spelling in PERSONAL or own in PERSONAL):
            self.draft.remarks.append(
                t("The column {header} holds personal data and is left out by itself.", header=shown)
            )
        elif declared is None and spelling in NOT_KEPT:
            self.draft.remarks.append(t("The column {header} is left out by itself.", header=shown))
        elif declared is not None:
            self._known(at, name, declared)
        elif place_beside(spelling) is not None:
            self.draft.remarks.append(t("The column {header} narrows the village down.", header=shown))
        elif self.seen.wide and is_total(self.seen.heading, at):
            self.draft.remarks.append(t("The column {header} is checked against its row, not read.", header=shown))
        elif own in OTHER_PARTY and self.seen.wide:
            self.draft.remarks.append(
                t("The column {header} is who paid in rows of money in, and whom it reached in others.", header=shown)
            )
        else:
            self._unknown(name, spelling)

    def _known(self, at: int, name: str, declared: Field) -> None:
        line = f"{quoted(name)} = {quoted(declared.zh)}"
        if declared.name in self.given:
            self.draft.questions.append(t("Two columns could be {field}: which is it?", field=spoken(declared.label)))
            self.draft.columns.append(Line(line, t("another column is that already; or name it in ignore"), sure=False))
            return
        self.given[declared.name] = self.places[at] = declared
        self.draft.columns.append(Line(line, t("a usual header of this field")))

    def _unknown(self, name: str, spelling: str) -> None:
        self.draft.questions.append(t("What is the column {header}?", header=safe(name)))
        near = (
            "日期" if spelling.endswith(("日期", "时间")) and "日期" in self.fields else nearest(spelling, self.fields)
        )
        if near is not None and self.fields[near].name not in self.given:
            line = f"{quoted(name)} = {quoted(self.fields[near].zh)}"
            self.maybe.add(self.fields[near].name)
            self.draft.columns.append(Line(line, t("no usual header; this field is near"), sure=False))
        else:
            self.draft.columns.append(
                Line(f'{quoted(name)} = "备注"', t("no usual header; or name it in ignore"), sure=False)
            )
