"""How far a project's work had come by one day and another: it falls back only for a reason."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.locale import t
from aidtrack.nouns.step import STEP
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.noun_sense import Senseless

NEW = 2**62  # the id of a step that has none yet: of a day's steps it is the last


@dataclass(frozen=True, slots=True)
class Come:
    """A step that says how far the work had come, and why less far than before, where it says so."""

    id: int
    project: int
    day: str
    percent: str
    reason: str | None

    @property
    def share(self) -> Decimal:
        return Decimal(self.percent.rstrip("%"))


def falls(connection: Connection, projects: Collection[int], instead: Sequence[Come] = ()) -> list[tuple[Come, Come]]:
    """Each step of these projects that says less than the one before it and no reason, with that one; `instead` stand for what is stored."""
    if not projects:
        return []
    rows = connection.rows(
        "SELECT id, project_id, coalesce(date, ''), percent, reason FROM step WHERE name = 'progress' AND percent IS NOT NULL"
        f" AND coalesce(result, 'passed') = 'passed' AND project_id IN ({', '.join(map(str, projects))})"
    )
    known = {one.id: one for one in (*(Come(*row) for row in rows), *instead)}
    come = sorted(known.values(), key=lambda one: (one.project, one.day, one.id))
    return [
        (one, before)
        for before, one in pairwise(come)
        if one.project == before.project and one.share < before.share and one.reason is None
    ]


def fault(one: Come, before: Come, *, in_a_sheet: bool) -> Fault:
    """What is wrong with the percentage of a step, in a sheet or typed."""
    return Fault(
        t(
            "is less than the {percent} of {date}, and no reason is given.",
            percent=before.percent,
            date=before.day or "—",
        )
        if one.day != before.day
        else t("is less than another of the same day, {percent}, and no reason is given.", percent=before.percent),
        t(
            "Give the reason in the column 理由 (reason), or, where it is that of all rows, with --set 理由=WHY; or check the percentage."
        )
        if in_a_sheet
        else t("Give the reason with --reason, or check the percentage."),
        code=Code.CONTRADICTS,
    )


def require_no_fall(connection: Connection, values: Mapping[str, object], id: int = NEW) -> None:
    """Raises Senseless where a step of these values, by column, or one after it, would fall back without a reason."""
    if values.get("name") != "progress" or values.get("percent") is None or values.get("result") == "failed":
        return
    reason = values.get("reason")
    mine = Come(
        id, int(str(values["project_id"])), str(values.get("date") or ""), str(values["percent"]),
        None if reason is None else str(reason),
    )  # fmt: skip
    for one, before in falls(connection, [mine.project], [mine]):
        if mine in (one, before):
            raise Senseless(STEP.field("percent"), one.percent, fault(one, before, in_a_sheet=False))
