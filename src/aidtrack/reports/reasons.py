"""The reasons given for breaking a rule, and which flags each explains."""

from aidtrack.dataclass import dataclass
from aidtrack.ledger.closed_books import BOOKED_LATE
from aidtrack.ledger.closed_projects import AFTER_CLOSING as IS_LATE
from aidtrack.ledger.closed_projects import late_sums
from aidtrack.ledger.earmark import EARMARK_FITS
from aidtrack.ledger.holding import stands_for
from aidtrack.ledger.procedure import STEPS_ASKED, steps_missing
from aidtrack.ledger.quantity import ALLOCATED, ARRIVED, CASH
from aidtrack.reports.flags import (
    AFTER_BOOKS_CLOSED,
    AFTER_CLOSING,
    LENT_BY_GRANT,
    NOT_ACCEPTED,
    OUTSIDE_EARMARK,
    OVER_ALLOCATED,
    OVERDRAWN,
    UNCONFIRMED,
)
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.flag import Flag


@dataclass(frozen=True, slots=True)
class Over:
    """A reason given for breaking a rule, as long as its entry holds anything."""

    fund_id: int
    project_id: int
    village_id: int
    kind: str
    reason: str
    misplaced: bool
    late: bool
    too_soon: bool  # the project lacks the steps that the store asks for before such money
    booked_late: bool  # on a day that was closed by then
    id: int
    held_fen: int  # what the entry still stands for


def overs(connection: Connection, when: Period) -> list[Over]:
    """The entries up to the period's end that carry a reason for breaking a rule, and still stand for money (`ledger/holding.py`)."""
    # `fund_id > 0` is always so: it leads SQLite to the small index of such entries.
    if connection.value("SELECT 1 FROM entry WHERE over IS NOT NULL AND fund_id > 0 LIMIT 1") is None:
        return []  # a server takes longer to plan what follows than to find that
    sql = f"""
        WITH marked AS (
            SELECT e.id, e.fund_id, e.project_id, e.village_id, e.kind, e.over, e.date, e.corrects_id, {stands_for("e", ":end")} AS fen
            FROM entry e WHERE e.over IS NOT NULL AND e.fund_id > 0 AND e.date <= :end{when.choice.entries("e")}),
        place AS (SELECT DISTINCT fund_id, project_id, village_id, kind FROM marked WHERE fen > 0),
        -- What a cell still holds of a kind; a mark goes with the last of it.
        cell AS (
            SELECT place.fund_id, place.project_id, place.village_id, place.kind, sum(x.amount_fen) AS fen
            FROM place JOIN entry x ON x.project_id = place.project_id AND x.fund_id = place.fund_id AND x.kind = place.kind
                AND coalesce(x.village_id, 0) = coalesce(place.village_id, 0)
            WHERE x.date <= :end GROUP BY place.fund_id, place.project_id, place.village_id, place.kind
            UNION ALL
            SELECT place.fund_id, NULL, place.village_id, place.kind, sum(x.amount_fen)
            FROM place JOIN entry x ON x.fund_id = place.fund_id AND x.kind = place.kind AND x.project_id IS NULL
                AND coalesce(x.village_id, 0) = coalesce(place.village_id, 0)
            WHERE place.project_id IS NULL AND x.date <= :end GROUP BY place.fund_id, place.village_id, place.kind)
        SELECT e.id, e.fund_id, coalesce(e.project_id, 0), coalesce(e.village_id, 0), e.kind, e.over,
               CASE WHEN cell.fen > 0 AND ((e.kind = 'allocation' AND NOT {EARMARK_FITS})
                         OR (e.kind = 'loan' AND f.form = 'grant')) THEN 1 ELSE 0 END,
               CASE WHEN late.fen > 0 AND {IS_LATE.format(date="e.date")} THEN 1 ELSE 0 END,
               CASE WHEN {STEPS_ASKED} AND cell.fen > 0 AND (
                    (e.kind = 'allocation' AND {steps_missing("allocation", "e.project_id", ":end")})
                    OR (e.kind = 'spending' AND {steps_missing("spending", "e.project_id", ":end")})) THEN 1 ELSE 0 END,
               CASE WHEN {BOOKED_LATE.format(e="e")} THEN 1 ELSE 0 END,
               e.fen
        FROM marked e JOIN fund f ON f.id = e.fund_id
        LEFT JOIN project p ON p.id = e.project_id LEFT JOIN village v ON v.id = e.village_id
        LEFT JOIN cell ON e.fen > 0 AND cell.fund_id = e.fund_id AND cell.kind = e.kind
            AND coalesce(cell.project_id, 0) = coalesce(e.project_id, 0) AND coalesce(cell.village_id, 0) = coalesce(e.village_id, 0)
        LEFT JOIN {late_sums("SELECT project_id FROM place", until=":end")} late ON e.fen > 0 AND late.fund_id = e.fund_id
            AND late.kind = e.kind AND late.project_id = e.project_id AND late.village_id = coalesce(e.village_id, 0)
        WHERE e.fen <> 0"""
    return [
        Over(
            row[1],
            row[2],
            row[3],
            row[4],
            row[5],
            bool(row[6]),
            bool(row[7]),
            bool(row[8]),
            bool(row[9]),
            row[0],
            int(row[10]),
        )
        for row in sorted(connection.rows(sql, when.params))
    ]


_RAISED_BY = {OVER_ALLOCATED: ARRIVED.less(ALLOCATED).kinds, OVERDRAWN: CASH.kinds}


def excusable(over: Over) -> list[Flag]:
    """The flags of a fund that an entry of this kind, recorded with a reason, can have raised."""
    return [flag for flag, kinds in _RAISED_BY.items() if over.kind in kinds]


def misplaced(over: Over) -> list[Flag]:
    """Why money may not be where an entry with a reason put it, or not yet."""
    found = []
    if over.misplaced:
        found.append(LENT_BY_GRANT if over.kind == "loan" else OUTSIDE_EARMARK)
    if over.late:
        found.append(AFTER_CLOSING)
    if over.too_soon:
        found.append(UNCONFIRMED if over.kind == "allocation" else NOT_ACCEPTED)
    if over.booked_late:
        found.append(AFTER_BOOKS_CLOSED)
    return found
