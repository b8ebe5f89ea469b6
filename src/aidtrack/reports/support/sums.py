"""The sums of `report support`: what was planned and used for each village or by who helped it, whom it reached, where it came from."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import field
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.ledger.quantity import OUTSTANDING, USED, listed
from aidtrack.nouns.fund import SOURCES
from aidtrack.nouns.project import PROJECT
from aidtrack.reports.counted import counted_in
from aidtrack.reports.figures import add
from aidtrack.reports.period import Period
from aidtrack.reports.stands import standing_of
from aidtrack.reports.support.helping import Helping, Units
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.parameters import among
from aidtrack.store.records.relation import relation
from aidtrack.values.dates import first_day

# The eight stored sources as the five of the form; what was drawn in from outside the unit is 社会引资.
_SOURCES = {
    "fiscal": "fiscal", "credit": "credit", "union": "own", "self": "own", "donation": "donated", "east_west": "drawn_in",
    "other": "other_source",
}  # fmt: skip
_REACHES = {"household": "to_households", "village": "to_village"}
BY_REACH = (*_REACHES.values(), "reach_unknown")
BY_SOURCE = (*dict.fromkeys(_SOURCES.values()), "source_unknown")
MONEY = ("plan", "used", *BY_REACH, *BY_SOURCE)
_AGAIN = "surplus"  # surplus that is arranged anew has the source of the fund it is part of
assert {*_SOURCES, _AGAIN} == set(SOURCES)

Key = Units | int  # the units that help together, or a village (0 is none)
Fens = dict[str, int | None]
# What left the funds in a period, each with what it takes back or gives back; a loan's village is its household's, as in `report loan`.
TAKEN = f"""FROM entry e LEFT JOIN entry o ON o.id = coalesce(e.loan_id, e.reverses_id)
        LEFT JOIN household h ON h.id = coalesce(e.household_id, o.household_id)
        WHERE e.kind IN {USED.listed} AND e.date >= :start AND e.date <= :end"""
PAID_OUT = tuple(kind for kind in USED.kinds if kind not in OUTSTANDING.signs)
LENDING = listed(tuple(kind for kind in USED.kinds if kind in OUTSTANDING.signs))
LOAN_VILLAGE = "coalesce(h.village_id, e.village_id, 0)"


@dataclass(slots=True)
class Rests:
    """The ids of what a row rests on: the projects planned; of what was spent the projects, funds and, by kind, villages (0 is none)."""

    planned: set[int] = field(default_factory=set)
    projects: set[int] = field(default_factory=set)
    funds: set[int] = field(default_factory=set)
    villages: dict[str, set[int]] = field(default_factory=lambda: {kind: set() for kind in PAID_OUT})


@dataclass(slots=True)
class Sums:
    """The columns of each row, in fen; None where no such money is. `credit`: those in which money was lent; `silent`: their projects whose reach is unknown."""

    rows: dict[Key, Fens] = field(default_factory=lambda: defaultdict(lambda: dict.fromkeys(MONEY)))
    rests: dict[Key, Rests] = field(default_factory=lambda: defaultdict(Rests))
    credit: set[Key] = field(default_factory=set)
    silent: dict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, key: Key, fen: int, *columns: str) -> None:
        row = self.rows[key]
        for name in columns:
            row[name] = add(row[name], fen)


def planned(connection: Connection, when: Period, helped: Helping, by: str, sums: Sums) -> None:
    """规划投入: what the projects that are not cancelled were planned to cost, each under who helped its village when it was to start.

    By what money is asked for, a plan has none: it is not known how much of it is a fund's.
    """
    merged = counted_in(connection, "village", when)
    stands = standing_of(connection, "project", when)
    for id, village, fen, start in connection.rows(
        "SELECT id, coalesce(village_id, 0), planned_cost_fen, coalesce(planned_start, actual_start)"
        f" FROM {relation(PROJECT)} WHERE planned_cost_fen IS NOT NULL AND coalesce(stage, '') <> 'cancelled'"
    ):
        day = first_day(start) if start else when.day
        if day <= when.day and (stands is None or id in stands):
            key: Key = helped.units(village, day) if by == "organization" else merged.get(village, village)
            sums.add(key, int(fen), "plan")
            sums.rests[key].planned.add(id)


def used(connection: Connection, when: Period, helped: Helping, by: str, sums: Sums) -> None:
    origins, merged = _origins(connection), counted_in(connection, "village", when)
    reaches = dict(connection.rows("SELECT id, reach FROM project"))
    for kind, fund, project, village, day, total in _moved(
        connection, when, helped.months if by == "organization" else ()
    ):
        lent = kind in OUTSTANDING.signs
        reach = "to_households" if lent else _REACHES.get(reaches.get(project) or "", "reach_unknown")
        source = "credit" if lent else _SOURCES.get(origins.get(fund) or "", "source_unknown")
        key: Key = helped.units(village, day) if by == "organization" else merged.get(village, village)
        sums.add(key, int(total), "used", reach, source)
        if lent:
            sums.credit.add(key)
        rest = sums.rests[key]
        if not lent:
            rest.funds.add(fund)
            rest.villages[kind].add(village)
            rest.projects |= {project} - {0}
        if reach == "reach_unknown" and project:
            sums.silent[key].add(project)


def _moved(connection: Connection, when: Period, months: Collection[str]) -> Iterator[tuple[Any, ...]]:
    """(kind, fund, project, village, when, fen) of what left the funds; by the day in those months, by the month in others.

    What takes back belongs where and when that was which it takes back. They are many, and gone through once.
    """
    listed, names = among(sorted(months))
    date = "coalesce(o.date, e.date)"
    day = f"substr({date}, 1, 7)"
    if names:
        day = f"CASE WHEN {day} IN ({listed}) THEN {date} ELSE {day} END"
    return connection.stream(
        f"""SELECT e.kind, e.fund_id, coalesce(e.project_id, 0), {LOAN_VILLAGE}, {day},
               sum({USED.effect("e")})
        {TAKEN}{when.choice.entries("e")} GROUP BY 1, 2, 3, 4, 5""",
        {**when.params, **names},
    )


def _origins(connection: Connection) -> dict[int, str]:
    """Fund → the source its money has; of surplus, and where none is stated, that of the fund it is part of."""
    stated = {
        id: (source, part_of) for id, source, part_of in connection.rows("SELECT id, source, part_of_id FROM fund")
    }
    found: dict[int, str] = {}
    for fund in stated:
        at: int | None = fund
        seen: set[int] = set()
        while at is not None and at not in seen:
            seen.add(at)
            source, part_of = stated[at]
            if source not in (None, _AGAIN):
                found[fund] = source
                break
            at = part_of
    return found
