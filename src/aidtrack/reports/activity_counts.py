"""The table `counts` of `report activity`: all that activities of a kind count or earn, indicator by indicator.

What was trained, placed, sold … is whatever an indicator of an activity names. Numbers of one name and unit are added; shares are not, and
places that several activities count may be the same ones.
"""

from collections.abc import Mapping, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.nouns.activity import ACTIVITY
from aidtrack.nouns.indicator import INDICATOR
from aidtrack.phrase import Said, phrase
from aidtrack.reports.columns import of_field, of_noun
from aidtrack.reports.explain import Explainer
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.words import OpenWords
from aidtrack.values.quantity import Quantity, distinct, quantity
from aidtrack.values.report import Row, Table, Value, as_text, column, id_of
from aidtrack.values.text import key

PLACES = frozenset(("市州", "县区", "乡镇", "村"))
_SHARES = frozenset(("%", "％", "‰", "率"))


@dataclass(frozen=True, slots=True)
class Count:
    """What one activity's indicator last stated."""

    indicator: int
    activity: int
    name: str
    unit: str | None
    said: Quantity


def last_stated(connection: Connection, when: Period) -> list[Count]:
    """The newest value of each name and unit of each activity by the period's end; targets are none."""
    found: dict[tuple[int, str, str], Count] = {}
    for id, activity, name, value, unit, qualifier in connection.rows(
        "SELECT id, activity_id, name, value, unit, qualifier FROM indicator WHERE activity_id IS NOT NULL"
        " AND coalesce(goal, 'actual') = 'actual' AND coalesce(as_of, '') <= :end ORDER BY coalesce(as_of, ''), id",
        {"end": when.end or "9999"},
    ):
        said = quantity(value, qualifier)
        if said is not None:
            found[activity, key(name), key(unit or "")] = Count(id, activity, name, unit, said)
    return [*found.values()]


def counts_table(
    connection: Connection, when: Period, activities: Sequence[Mapping[str, Value]], explainer: Explainer | None
) -> Table:
    """One row a kind, indicator and unit, in the order of their words."""
    spelled = OpenWords(connection)
    kinds = {id_of(row): spelled.one(ACTIVITY.field("kind").kind, as_text(row["kind"])) for row in activities}
    groups: dict[tuple[str | None, str, str], list[Count]] = {}
    for one in last_stated(connection, when):
        if one.activity in kinds:
            groups.setdefault((kinds[one.activity], key(one.name), key(one.unit or "")), []).append(one)
    order = sorted(groups, key=lambda group: (group[0] is None, *map(str, group)))
    rows: list[Row] = [_row(group[0], groups[group]) for group in order]
    commands: list[list[Said]] = []
    if explainer:
        commands = [explainer.sources({"indicator": [one.indicator for one in groups[group]]}) for group in order]
    shown = [
        *of_noun(ACTIVITY, "kind"), column("indicator", "指标"), column("quantity", "数值", "quantity"),
        *of_noun(INDICATOR, "unit"), of_field(INDICATOR.field("qualifier"), hidden=True),
    ]  # fmt: skip
    return Table("counts", phrase("Counts and money"), shown, rows, explain=commands)


def _row(kind: str | None, parts: Sequence[Count]) -> Row:
    came = come_to(parts)
    return {
        "kind": kind,
        "indicator": parts[0].name,
        "quantity": None if came is None else f"{came.number:f}",
        "unit": parts[0].unit,
        "qualifier": None if came is None or came.qualifier == "=" else came.qualifier,
    }


def come_to(parts: Sequence[Count]) -> Quantity | None:
    """What several activities state together; None of several shares."""
    said = [one.said for one in parts]
    if parts[0].name in PLACES or len(said) == 1:
        return distinct(said)
    if (parts[0].unit or "") in _SHARES or parts[0].name.endswith("率"):
        return None
    return sum(said[1:], said[0])
