"""The table `place` of `report village`: what the village is, who answers for it, how long its money lies idle, whom it reached."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aidtrack.nouns.posting import POSTING_ROLES
from aidtrack.nouns.village import VILLAGE
from aidtrack.phrase import phrase
from aidtrack.reports import listing
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.counted import as_counted, counted_columns, counted_in, counting, one_of
from aidtrack.reports.figures import Figures, Key
from aidtrack.reports.period import Period
from aidtrack.reports.posting import state
from aidtrack.store.engine.connection import Connection
from aidtrack.values.dates import days_since
from aidtrack.values.report import Column, Content, Row, Table, column

_FIELDS = ("code", "depth", "exit_status", "exited_on", "helped_from", "helped_to")
# Who answers for a village, in the order in which they are named; the units that help it do so by these.
_RESPONSIBLE = ("leader", "department", "first_secretary", "team_leader", "cadre")
assert {*_RESPONSIBLE} <= {*POSTING_ROLES}


def place_table(connection: Connection, id: int, cells: Mapping[Key, Figures], when: Period) -> Table:
    """One row; none where nothing of it is known."""
    [stated] = listing.rows(connection, VILLAGE, ["village.id = :id"], {"id": id})
    of = counting(id, counted_in(connection, "village", when))
    row: dict[str, Content] = {
        **{name: stated[name] for name in _FIELDS},
        "responsible": "、".join(_responsible(connection, of, when)) or None,
        "idle_days": idle_days(connection, of, cells, when),
        "households_helped": _helped(connection, of, when),
    }
    if not when.reached(str(row["exited_on"]) if row["exited_on"] else None):
        row |= {"exit_status": None, "exited_on": None}
    rows: list[Row] = [row] if any(value is not None for value in row.values()) else []
    shown = [*of_noun(VILLAGE, *_FIELDS), column("responsible", "责任人"), *columns("idle_days", "households_helped")]
    labels = listing.labels(connection, VILLAGE, [stated])
    return Table("place", phrase("Place"), _with_day(filled(shown, rows), rows), rows, labels=labels, single=True)


def _with_day(shown: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """Of a village that is out of poverty also that nobody stated since when."""
    said = any(row["exit_status"] == "exited" and row["exited_on"] is None for row in rows)
    return [replace(one, hidden=False) if said and one.name == "exited_on" else one for one in shown]


def _responsible(connection: Connection, of: Sequence[int], when: Period) -> list[str]:
    """Who is in office there on the period's last day."""
    found: dict[str, list[str]] = {role: [] for role in _RESPONSIBLE}
    for role, name, starts_on, ends_on in connection.rows(
        f"SELECT role, name, starts_on, ends_on FROM posting WHERE {one_of('village_id', of)} ORDER BY id"
    ):
        if role in found and state(starts_on, ends_on, when.day) == "in_office":
            found[role].append(name)
    return [*dict.fromkeys(name for names in found.values() for name in names)]


def idle_days(connection: Connection, of: Sequence[int], cells: Mapping[Key, Figures], when: Period) -> int | None:
    """The longest that a cell with something remaining waits since its last spending, one without any since its first allocation."""
    into = counted_columns(connection, ("fund_id", "project_id"), when)
    fund, project = (as_counted(name, into.get(name, {})) for name in ("fund_id", "project_id"))
    last: dict[tuple[int, int], str] = {}
    for one, other, kind, first_on, last_on in connection.rows(
        f"SELECT {fund}, coalesce({project}, 0), kind, min(date), max(date) FROM entry WHERE {one_of('village_id', of)}"
        " AND kind IN ('allocation', 'spending') AND amount_fen > 0 AND date <= :end GROUP BY 1, 2, 3 ORDER BY 3",
        {"end": when.params["end"]},
    ):
        last[one, other] = last_on if kind == "spending" else first_on  # 'spending' comes last
    waits = [
        days_since(last[one, other], when.day) or 0
        for (one, other, _), found in cells.items()
        if (found.remaining or 0) > 0 and (one, other) in last
    ]
    return max(waits, default=None)


def _helped(connection: Connection, of: Sequence[int], when: Period) -> int | None:
    """How many of its households something was spent on or lent to in the period, or had a measure of their plan done."""
    mine = f"SELECT id FROM household WHERE {one_of('village_id', of)}"
    into = counted_in(connection, "household", when)
    money = connection.rows(
        f"SELECT household_id FROM entry WHERE household_id IN ({mine}) AND kind IN ('spending', 'loan')"
        " AND date >= :start AND date <= :end GROUP BY household_id, kind HAVING sum(amount_fen) > 0",
        when.params,
    )
    plans = connection.rows(
        f"SELECT household_id, done_on FROM measure WHERE household_id IN ({mine}) AND done_on IS NOT NULL"
    )
    helped = {row[0] for row in money} | {id for id, done_on in plans if when.overlaps(done_on, None)}
    return len({into.get(id, id) for id in helped}) or None
