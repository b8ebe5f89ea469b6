"""What a fund leaves at the end of a year, and why it may not be carried on: nothing is left, loans are out, the next year has begun."""

from dataclasses import dataclass

from aidtrack.errors import Refused
from aidtrack.ledger.carrying import carried
from aidtrack.ledger.closing import AFTER_CLOSING
from aidtrack.ledger.earmark import EARMARK_FITS
from aidtrack.ledger.guards import STEPS_ASKED, steps_missing
from aidtrack.ledger.holding import held, standing
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import ALLOCATED, CASH, DISBURSED, OUTSTANDING, REMAINING, SPENT, USED
from aidtrack.locale import spoken, t
from aidtrack.store.engine.connection import Connection
from aidtrack.values.money import yuan
from aidtrack.values.text import safe

_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Unspent:
    """What is allocated and not spent in one cell (0 is no project, no village), and how much of that is disbursed.

    `over` excuses what a rule forbids.
    """

    project_id: int
    village_id: int
    fen: int
    disbursed_fen: int
    closed: bool  # its project takes no money any more
    over: str | None


@dataclass(frozen=True, slots=True)
class Remainder:
    """What a fund still holds. `used_fen` left it for good; `cells` with something unspent, in order."""

    cash_fen: int
    used_fen: int
    cells: list[Unspent]


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried on: the cash, and the allocations that went with it (`allocated_fen`) or were cut (`released_fen`)."""

    batch_id: int
    from_id: int
    into_id: int
    cash_fen: int
    allocated_fen: int
    released_fen: int


def remainder(connection: Connection, fund: int, name: str, day: str) -> Remainder:
    """What the fund holds before `day`. Raises Refused where that cannot be carried on."""
    sums = connection.rows(
        f"SELECT {CASH.sql()}, {USED.sql()}, {OUTSTANDING.sql()} FROM fund_balance b WHERE b.fund_id = :fund",
        {"fund": fund},
    )
    cash, used, outstanding = (int(fen) for fen in sums[0]) if sums else (0, 0, 0)
    _require_open(connection, fund, name, day, cash)
    if outstanding:
        raise Refused(
            t("Fund “{fund}” has {amount} yuan of loans outstanding, which come back to it.", fund=safe(name), amount=yuan(outstanding)),
            t("A revolving fund goes on from year to year; carry it on when its loans are repaid or written off."),
        )  # fmt: skip
    if cash < 0:
        raise Refused(
            t("Fund “{fund}” is overdrawn by {amount} yuan.", fund=safe(name), amount=yuan(-cash)),
            t("Record what covers it first: aidtrack receipt add."),
        )
    if cash == 0:
        raise Refused(t("Fund “{fund}” has no cash left: there is nothing to carry on.", fund=safe(name)))
    return Remainder(cash, used, _unspent(connection, fund, day))


def _require_open(connection: Connection, fund: int, name: str, day: str, cash_fen: int) -> None:
    """Raises Refused where the fund was carried on already, or has entries of the year it would be carried into.

    What came late, after it was carried on, may be carried into a later year.
    """
    rows = connection.rows(
        f"SELECT f.name, e.batch_id, x.date FROM {carried()} x JOIN fund f ON f.id = x.into_id JOIN entry e ON e.id = x.came_id"
        " WHERE x.from_id = :fund ORDER BY x.date DESC",
        {"fund": fund},
    )
    if rows and (rows[0][2] >= day or cash_fen == 0):
        into, batch, _ = rows[0]
        said = t("Fund “{fund}” was carried on into “{into}” already.", fund=safe(name), into=safe(into))
        raise Refused(said, *([t("To take that back: aidtrack batch undo {batch}.", batch=batch)] if batch else []))
    # What was taken back whole is as if it had not been; what takes back goes with what it takes back.
    later = connection.rows(
        f"""SELECT e.kind, e.id FROM entry e WHERE e.fund_id = :fund AND e.date >= :day AND {held("e")} <> 0
           AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = e.reverses_id AND o.date >= :day) ORDER BY e.date, e.id""",
        {"fund": fund, "day": day},
    )
    if later:
        listed = "、".join(f"{spoken(KINDS[kind].label)} {id}" for kind, id in later[:_MOST_NAMED])
        raise Refused(
            t("Fund “{fund}” has entries of {day} or later: {entries}.", fund=safe(name), day=day, entries=listed),
            t("Reverse them, carry the fund on, then record them in the new fund; or carry it into a later year."),
        )


def _unspent(connection: Connection, fund: int, day: str) -> list[Unspent]:
    """A reason that an allocation was given for where it is, or for its project's missing steps, goes on with the money."""
    excused = f"(NOT {EARMARK_FITS} OR ({STEPS_ASKED} AND {steps_missing('allocation', 'c.project_id')}))"
    rows = connection.rows(
        f"""SELECT c.project_id, c.village_id, {ALLOCATED.sql("c")}, {DISBURSED.sql("c")}, {SPENT.sql("c")},
               CASE WHEN {AFTER_CLOSING.format(date=":day")} THEN 1 ELSE 0 END,
               CASE WHEN {excused} THEN (SELECT max(e.over) FROM entry e WHERE e.kind = 'allocation' AND e.fund_id = c.fund_id
                    AND coalesce(e.project_id, 0) = c.project_id AND coalesce(e.village_id, 0) = c.village_id AND e.over IS NOT NULL AND {standing("e")} > 0) END
        FROM cell_balance c JOIN fund f ON f.id = c.fund_id LEFT JOIN project p ON p.id = c.project_id
        LEFT JOIN village v ON v.id = c.village_id
        WHERE c.fund_id = :fund AND {REMAINING.sql("c")} > 0 ORDER BY c.project_id, c.village_id""",
        {"fund": fund, "day": day},
    )
    return [
        Unspent(project, village, int(allocated) - int(spent), max(min(int(disbursed), int(allocated)) - int(spent), 0), bool(closed), over)
        for project, village, allocated, disbursed, spent, closed, over in rows
    ]  # fmt: skip
