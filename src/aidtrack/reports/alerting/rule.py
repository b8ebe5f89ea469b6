"""What an alert is: one finding of a rule; and what a rule is: a kind, how much it weighs, what it rests on, how it is found."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from aidtrack.dataclass import dataclass
from aidtrack.nouns.measure import MEASURE
from aidtrack.phrase import Phrase, Said, Word, phrase
from aidtrack.reports.alerting.levels import Level
from aidtrack.reports.alerting.settings import Limits
from aidtrack.reports.alerting.snapshot import Shown, Snapshot
from aidtrack.reports.alerting.thresholds import Number, Source
from aidtrack.reports.columns import columns, of_noun
from aidtrack.values.report import Column
from aidtrack.values.text import safe


class Alert(NamedTuple):
    """Of what: ids, 0 is "not assigned", None does not concern it; `subject` is any other name. `command` shows its rows.

    `office` is the number of the one whose it is in a collection, where no id says so. `qualifier` is the amount's where that is not
    exact; `adds`: it is added to those of the same kind.
    """

    command: str | Shown
    fund: int | None = None
    project: int | None = None
    village: int | None = None
    household: int | None = None
    subject: Said | None = None
    amount_fen: int | None = None
    days: int | None = None
    details: Said | None = None
    office: int | None = None
    qualifier: str | None = None
    adds: bool = True


Find = Callable[[Snapshot], Iterable[Alert]]


def chosen(snapshot: Snapshot, find: Find) -> Iterable[Alert]:
    """What is found and fits the filters: a rule looks at everything, whatever part of it is asked for."""
    fits, found = snapshot.fits, find(snapshot)
    if fits is None:
        return found
    return (
        one for one in found if fits(fund=one.fund, project=one.project, village=one.village, household=one.household)
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """`says` is English for `t`, with thresholds by their keys: what should be so. `look` yields where it is not. `waits`: an amount is
    what a fund holds, or has not set aside.
    """

    kind: str
    zh: str
    level: Level
    says: str
    source: Source
    look: Find
    waits: bool = False

    def find(self, snapshot: Snapshot) -> Iterable[Alert]:
        return chosen(snapshot, self.look)

    def words(self, limits: Mapping[str, Number]) -> Phrase:
        """The rule with its source, short."""
        return phrase("{rule} ({source})", rule=phrase(self.says, **limits), source=phrase(self.source.text))


def where() -> list[Column]:
    """What an alert concerns, column by column: for machines."""
    return [
        replace(one, hidden=True) for one in (*columns("fund", "project", "village"), *of_noun(MEASURE, "household"))
    ]


def named(asked: Limits) -> list[Said]:
    """Where the thresholds are from, and what is not looked for."""
    file = (
        phrase("Thresholds: those of {file}; see aidtrack report thresholds.", file=safe(asked.file))
        if asked.file is not None
        else phrase("Thresholds: those of the office {office}, as it handed them over.", office=safe(asked.office))
        if asked.office is not None
        else phrase("Thresholds: the defaults; see aidtrack report thresholds.")
    )
    return [file, *([phrase("Not looked for: {kinds}.", kinds=", ".join(sorted(asked.off)))] if asked.off else [])]


def kind_labels(kinds: Iterable[tuple[str, str]]) -> dict[str, Word]:
    """How kinds are shown to people."""
    return {kind: Word(kind.replace("_", " "), zh) for kind, zh in kinds}
