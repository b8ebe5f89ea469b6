"""What a fund leaves at the end of a year, and why it may not be carried on: nothing is left, loans are out, the next year has begun.

Where something came into a fund after its rest was carried on, the difference goes the same way.
"""

import shlex
from collections.abc import Iterator

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.carrying import CARRY_DAY, carried
from aidtrack.ledger.closed_projects import AFTER_CLOSING
from aidtrack.ledger.earmark import EARMARK_FITS
from aidtrack.ledger.holding import held, stands_for
from aidtrack.ledger.procedure import STEPS_ASKED, steps_missing
from aidtrack.ledger.quantity import ALLOCATED, CASH, DISBURSED, OUTSTANDING, REMAINING, SPENT, USED
from aidtrack.locale import command, t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.books import require_open
from aidtrack.store.records.others import commands, entries_of, named
from aidtrack.store.records.successors import successors
from aidtrack.values.dates import day_before
from aidtrack.values.money import yuan
from aidtrack.values.text import safe

# The batch that recorded entry e anew, or took it back to that end: what belongs together is taken back together.
_CORRECTED_BY = "(SELECT b.id FROM batch b WHERE b.id = e.batch_id AND b.kind = 'correct')"


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
    successor_id: int | None = None  # the village that its own became part of by then, where the fund may go there


@dataclass(frozen=True, slots=True)
class Remainder:
    """What a fund still holds. `used_fen` left it for good; `cells` with something unspent, in order."""

    cash_fen: int
    used_fen: int
    cells: list[Unspent]
    day: str  # on which it goes on
    gone: list["Carrying"]  # where what it left before went, the newest first

    def again(self, year: int) -> "Carrying | None":
        """Where its rest went in this year."""
        return next((one for one in self.gone if one.year == year), None)


@dataclass(frozen=True, slots=True)
class Carrying:
    """That a fund's rest was carried on before, as far as it still holds; `batch_id` is None where a sheet says so."""

    into_id: int
    into: str
    year: int | None
    surplus: bool
    date: str
    batch_id: int | None


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried on: the cash, and the allocations that went with it (`allocated_fen`) or were cut (`released_fen`)."""

    batch_id: int
    from_id: int
    into_id: int
    cash_fen: int
    allocated_fen: int
    released_fen: int


def remainder(connection: Connection, fund: int, name: str, year: int) -> Remainder:
    """What the fund leaves to `year`. Raises Refused where that cannot be carried on.

    It goes on 1 January; what is left of a fund whose rest went into this year before, on the first day on which all of it is there.
    """
    day = CARRY_DAY.format(year=year)
    gone = carryings(connection, fund)
    sums = connection.rows(
        f"SELECT {CASH.sql()}, {USED.sql()}, {OUTSTANDING.sql()} FROM fund_balance b WHERE b.fund_id = :fund",
        {"fund": fund},
    )
    cash, used, outstanding = (int(fen) for fen in sums[0]) if sums else (0, 0, 0)
    if gone and (cash == 0 or (gone[0].date >= day and year not in {one.year for one in gone})):
        raise _gone_already(name, gone[0])
    if year in {one.year for one in gone}:
        last = connection.value("SELECT max(date) FROM entry WHERE fund_id = :fund", {"fund": fund})
        day = max(day, str(last))
    else:
        _require_nothing_later(connection, fund, name, day)
    if outstanding:
        raise Refused(
            t("Fund “{fund}” has {amount} yuan of loans outstanding, which come back to it.", fund=safe(name), amount=yuan(outstanding)),
            t("A revolving fund goes on from year to year; carry it on when its loans are repaid or written off."),
        )  # fmt: skip
    if cash < 0:
        raise Refused(
            t("Fund “{fund}” is overdrawn by {amount} yuan.", fund=safe(name), amount=yuan(-cash)),
            t(
                "Record what covers it first: aidtrack receipt add {amount} --fund {named} --date {date}.",
                amount=yuan(-cash),
                named=shlex.quote(safe(name)),
                date=day_before(day) if day == CARRY_DAY.format(year=year) else day,
            ),
        )
    if cash == 0:
        raise Refused(
            t("Fund “{fund}” has no cash left: there is nothing to carry on.", fund=safe(name)),
            t("Look at it: aidtrack report fund {named}.", named=shlex.quote(safe(name))),
        )
    require_open(connection, day, t("Fund “{fund}” cannot be carried on", fund=safe(name)))
    return Remainder(cash, used, _unspent(connection, fund, day), day, gone)


def carryings(connection: Connection, fund: int) -> list[Carrying]:
    """Where the rest of a fund went, the newest first; what was taken back whole went nowhere."""
    rows = connection.rows(
        f"SELECT f.id, f.name, f.year, CASE WHEN f.source = 'surplus' THEN 1 ELSE 0 END, x.date, e.batch_id FROM {carried()} x JOIN fund f ON f.id = x.into_id"
        " JOIN entry e ON e.id = x.came_id WHERE x.from_id = :fund ORDER BY x.date DESC, x.came_id DESC",
        {"fund": fund},
    )
    return [Carrying(id, into, year, bool(surplus), day, batch) for id, into, year, surplus, day, batch in rows]


def left_again(connection: Connection, fund: int) -> tuple[int, Carrying] | None:
    """The cash of a fund whose rest was carried on before, and where that went; None where it has none, or none went."""
    gone = carryings(connection, fund)
    cash = connection.value(f"SELECT {CASH.sql()} FROM fund_balance b WHERE b.fund_id = :fund", {"fund": fund})
    return (int(cash), gone[0]) if gone and int(cash or 0) > 0 else None


def carried_away(connection: Connection, fund: int, cell: tuple[int | None, int | None] | None = None) -> Iterator[str]:
    """That what is short in a fund, or in a cell of it (project, village), was carried on, last when, and what goes on."""
    if cell is None:
        found = [(one.batch_id, one.into, one.date) for one in carryings(connection, fund) if one.batch_id is not None]
    else:
        found = connection.rows(
            f"""SELECT b.id, f.name, e.date FROM entry e JOIN batch b ON b.id = e.batch_id AND b.kind = 'carry'
            JOIN entry i ON i.batch_id = b.id AND i.carries_id IS NOT NULL JOIN fund f ON f.id = i.fund_id
            WHERE e.fund_id = :fund AND i.fund_id <> :fund AND coalesce(e.project_id, 0) = :project AND coalesce(e.village_id, 0) = :village
              AND e.kind = 'allocation' AND e.amount_fen < 0 AND e.reverses_id IS NULL AND {held("e")} <> 0 ORDER BY e.id DESC""",
            {"fund": fund, "project": cell[0] or 0, "village": cell[1] or 0},
        )
    for batch, into, day in found[:1]:
        again = command("fund", "carry", Names(connection).choice("fund", fund), "--to", str(day)[:4])
        yield t(
            "What it left was carried on into “{into}”: take that back first (aidtrack batch undo {batch}), and carry on again afterwards ({again}).",
            into=safe(str(into)), batch=batch, again=safe(again),
        )  # fmt: skip


def require_no_older(connection: Connection, into: int, name: str, year: int) -> None:
    """Raises Refused where the fund has entries before its 1 January: its rest would not be what it began with."""
    day = CARRY_DAY.format(year=year)
    found = connection.rows(
        f"SELECT e.kind, e.id, {_CORRECTED_BY} FROM entry e WHERE e.fund_id = :fund AND e.date < :day AND e.reverses_id IS NULL AND {held('e')} <> 0 ORDER BY e.date, e.id",
        {"fund": into, "day": day},
    )
    if older := entries_of(found):
        raise Refused(
            t("Fund “{fund}” has entries before {day}: {entries}.", fund=safe(name), day=day, entries=named(older)),
            t("Take them back ({commands}), or give the new fund another name with --name.", commands=commands(older)),
        )


def _gone_already(name: str, last: Carrying) -> Refused:
    said = t("Fund “{fund}” was carried on into “{into}” already.", fund=safe(name), into=safe(last.into))
    back = t("To take that back: aidtrack batch undo {batch}.", batch=last.batch_id)
    return Refused(said, *([back] if last.batch_id is not None else []))


def _require_nothing_later(connection: Connection, fund: int, name: str, day: str) -> None:
    """Raises Refused where the fund has entries of the year it would be carried into."""
    # What was taken back whole is as if it had not been; what takes back goes with what it takes back.
    found = connection.rows(
        f"""SELECT e.kind, e.id, {_CORRECTED_BY} FROM entry e WHERE e.fund_id = :fund AND e.date >= :day AND {held("e")} <> 0
           AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = e.reverses_id AND o.date >= :day) ORDER BY e.date, e.id""",
        {"fund": fund, "day": day},
    )
    if later := entries_of(found):
        raise Refused(
            t(
                "Fund “{fund}” has entries of {day} or later: {entries}.",
                fund=safe(name),
                day=day,
                entries=named(later),
            ),
            t(
                "Take them back ({commands}), carry the fund on, then record them in the new fund; or carry it into a later year.",
                commands=commands(later),
            ),
        )


def _unspent(connection: Connection, fund: int, day: str) -> list[Unspent]:
    """A reason that an allocation was given for where it is, or for its project's missing steps, goes on with the money."""
    excused = f"(NOT {EARMARK_FITS} OR ({STEPS_ASKED} AND {steps_missing('allocation', 'c.project_id')}))"
    rows = connection.rows(
        f"""SELECT c.project_id, c.village_id, {ALLOCATED.sql("c")}, {DISBURSED.sql("c")}, {SPENT.sql("c")},
               CASE WHEN {AFTER_CLOSING.format(date=":day")} THEN 1 ELSE 0 END,
               CASE WHEN {excused} THEN (SELECT max(e.over) FROM entry e WHERE e.kind = 'allocation' AND e.fund_id = c.fund_id
                    AND coalesce(e.project_id, 0) = c.project_id AND coalesce(e.village_id, 0) = c.village_id AND e.over IS NOT NULL AND {stands_for("e")} > 0) END
        FROM cell_balance c JOIN fund f ON f.id = c.fund_id LEFT JOIN project p ON p.id = c.project_id
        LEFT JOIN village v ON v.id = c.village_id
        WHERE c.fund_id = :fund AND {REMAINING.sql("c")} > 0 ORDER BY c.project_id, c.village_id""",
        {"fund": fund, "day": day},
    )
    onward = successors(connection)
    return [
        Unspent(project, village, int(allocated) - int(spent), max(min(int(disbursed), int(allocated)) - int(spent), 0), bool(closed), over,
                _successor(connection, fund, project, village, onward.of(village, day)))
        for project, village, allocated, disbursed, spent, closed, over in rows
    ]  # fmt: skip


def _successor(connection: Connection, fund: int, project: int, village: int, into: int | None) -> int | None:
    """The village into which a cell's money goes with its own; None where that is the same, or the fund is earmarked for others."""
    if into == village:
        return None
    fits = f"SELECT 1 FROM fund f JOIN village v ON v.id = :into LEFT JOIN project p ON p.id = :project WHERE f.id = :fund AND {EARMARK_FITS}"
    return into if connection.value(fits, {"fund": fund, "project": project, "into": into}) is not None else None
