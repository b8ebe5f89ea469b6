"""The briefing's indicators: what was last stated by the period's end, each value with its qualifier and its words."""

from collections.abc import Callable, Collection

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Joined, Said, phrase
from aidtrack.reports.activity import counts_what
from aidtrack.reports.facts import Fact
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.quantity import Quantity, quantity
from aidtrack.values.text import key


@dataclass(frozen=True, slots=True)
class Stated:
    """One indicator's newest value: `id` is its own, `of` that of the thing it is of, 0 for the whole programme."""

    id: int
    of: int
    name: str
    value: Quantity | None
    unit: str | None
    raw: str | None
    as_of: str | None
    target: bool

    @property
    def item(self) -> Said:
        return phrase("{name} (target)", name=self.name) if self.target else self.name


def last_stated(connection: Connection, when: Period, noun: str | None) -> list[Stated]:
    """The newest value of each indicator of each `noun` by the period's end; of the programme itself where it is None."""
    of = f"{noun}_id" if noun else "0"
    alone = (
        f"{noun}_id IS NOT NULL"
        if noun
        else "coalesce(village_id, project_id, activity_id, household_id) IS NULL AND loan IS NULL"
    )
    found: dict[tuple[object, ...], Stated] = {}
    for id, subject, name, value, unit, qualifier, raw, as_of, goal in connection.rows(
        f"SELECT id, {of}, name, value, unit, qualifier, raw, as_of, goal FROM indicator WHERE {alone}"
        " ORDER BY coalesce(as_of, ''), id"
    ):
        if when.until.overlaps(as_of, None):
            target = goal == "target"
            said = Stated(id, subject, name, quantity(value, qualifier), unit, raw, as_of, target)
            counts = counts_what(name, unit) is not None  # 批次 in 批次, and without a unit, are one count
            found[subject, key(name), None if counts else unit, target] = said
    return list(found.values())


def indicator_facts(
    connection: Connection,
    when: Period,
    noun: str | None,
    called: Callable[[int], str] | None = None,
    *,
    only: Collection[int] | None = None,
) -> list[Fact]:
    """A line for each, or for each of the things of these ids `only`; `called` says the name of the thing an indicator is of."""
    return [
        Fact(
            Joined((called(one.of), one.item), " · ") if called else one.item,
            one.value,
            one.unit,
            raw=one.raw,
            as_of=one.as_of,
            sources={"indicator": [one.id]},
        )
        for one in last_stated(connection, when, noun)
        if only is None or one.of in only
    ]
