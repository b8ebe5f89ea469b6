"""The rules of money judged anew: limits that are exceeded and money where none may be, less what reasons given excuse."""

from collections.abc import Iterator
from typing import Any

from aidtrack.ledger.at_home import LEFT_BEHIND
from aidtrack.ledger.closed_projects import LATE_EXCUSED_FEN, late_sums
from aidtrack.ledger.earmark import EARMARK_FITS, EARMARKED
from aidtrack.ledger.excuse import UNEXCUSED_FEN, UNEXCUSED_LENT_FEN, excused_below
from aidtrack.ledger.holding import holdings
from aidtrack.ledger.kind import CELL_BALANCES
from aidtrack.ledger.limits import LIMITS, Limit
from aidtrack.ledger.quantity import ALLOCATED, DISBURSED, LENT
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.proof.discrepancy import Discrepancy, Level, place
from aidtrack.values.money import yuan

_OF_FUND = "FROM fund_balance b JOIN fund f ON f.id = b.fund_id"
_OF_CELL = """FROM cell_balance c JOIN fund f ON f.id = c.fund_id
    LEFT JOIN project p ON p.id = c.project_id LEFT JOIN village v ON v.id = c.village_id"""
_HERE = {  # whether an entry x belongs to the fund b or the cell c
    "b": "x.fund_id = b.fund_id",
    "c": "x.fund_id = c.fund_id AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id",
}


def broken_rules(connection: Connection) -> Iterator[Discrepancy]:
    """An alert as far as reasons were given for it, a broken rule beyond."""
    for limit in LIMITS:
        yield from _beyond(connection, limit)
    yield from _taken_back(connection)
    for kind, id in connection.rows(LEFT_BEHIND):
        yield Discrepancy("rule", "G4", f"{kind} {id}", t("is of another village than its household."))
    yield from _over_disbursed(connection)
    yield from _misplaced(connection)


def _beyond(connection: Connection, limit: Limit) -> Iterator[Discrepancy]:
    """G1, G2, G3."""
    named = "f.name, p.name, v.name" if limit.per_cell else "f.name, NULL, NULL"
    given = f"{_HERE['c' if limit.per_cell else 'b']} AND NOT ({limit.unexcused.format(x='x')})"
    for fund, project, village, over, excused in _found(
        connection,
        f"{named}, -{limit.room}, {excused_below(limit.let_pass, given)}",
        f"{_OF_CELL if limit.per_cell else _OF_FUND} WHERE {limit.room} < 0",
    ):
        said = t("exceeds its limit by {over} yuan.", over=yuan(int(over)))
        yield Discrepancy(_level(over, excused), limit.rule, place(fund, project, village), said)


def _taken_back(connection: Connection) -> Iterator[Discrepancy]:
    """G4: sums below zero, and entries of which more was taken back than they were."""
    said = t("more was taken back than recorded.")
    negative = " OR ".join(f"c.{name}_fen < 0" for name in CELL_BALANCES)
    for fund, project, village in connection.rows(f"SELECT f.name, p.name, v.name {_OF_CELL} WHERE {negative}"):
        yield Discrepancy("rule", "G4", place(fund, project, village), said)
    reversed_ids = "SELECT reverses_id FROM entry WHERE reverses_id IS NOT NULL"
    for kind, id in connection.rows(
        f"SELECT e.kind, e.id FROM {holdings(reversed_ids)} tree JOIN entry e ON e.id = tree.id"
        " WHERE CASE WHEN e.amount_fen > 0 THEN tree.fen < 0 ELSE tree.fen > 0 END ORDER BY e.id"
    ):
        yield Discrepancy("rule", "G4", f"{kind} {id}", said)


def _over_disbursed(connection: Connection) -> Iterator[Discrepancy]:
    beyond = DISBURSED.less(ALLOCATED).sql("c")
    for fund, project, village in connection.rows(f"SELECT f.name, p.name, v.name {_OF_CELL} WHERE {beyond} > 0"):
        said = t("more is disbursed than allocated.")
        yield Discrepancy("alert", "over-disbursed", place(fund, project, village), said)


def _misplaced(connection: Connection) -> Iterator[Discrepancy]:
    """G5 and G6: what a cell or fund still holds where it may not."""
    for fund, project, village, fen, unexcused in _found(
        connection,
        f"f.name, p.name, v.name, {ALLOCATED.sql('c')}, {UNEXCUSED_FEN}",
        f"{_OF_CELL} WHERE {EARMARKED} AND {ALLOCATED.sql('c')} > 0 AND NOT {EARMARK_FITS}",
    ):
        said = t("holds {amount} yuan outside its fund's earmark.", amount=yuan(int(fen)))
        yield Discrepancy(_level(unexcused), "G5", place(fund, project, village), said)
    for fund, fen, unexcused in _found(
        connection,
        f"f.name, {LENT.sql()}, {UNEXCUSED_LENT_FEN}",
        f"{_OF_FUND} WHERE f.form = 'grant' AND {LENT.sql()} > 0",
    ):
        said = t("has lent {amount} yuan, which a grant does not.", amount=yuan(int(fen)))
        yield Discrepancy(_level(unexcused), "G5", place(fund, None, None), said)
    # Of a closing on an unknown day nobody can say what came after it.
    closed = "SELECT id FROM project WHERE closed_on IS NOT NULL"
    for fund, project, village, fen, excused in _found(
        connection,
        f"f.name, p.name, v.name, late.fen, {LATE_EXCUSED_FEN}",
        f"""FROM {late_sums(closed)} late
        JOIN fund f ON f.id = late.fund_id JOIN project p ON p.id = late.project_id
        LEFT JOIN village v ON v.id = late.village_id WHERE late.fen > 0""",
        " ORDER BY f.id, p.id, late.village_id, late.kind",
    ):
        said = t("took {amount} yuan after its project was closed.", amount=yuan(int(fen)))
        yield Discrepancy(_level(fen, excused), "G6", place(fund, project, village), said)


def _found(connection: Connection, columns: str, source: str, order: str = "") -> Iterator[tuple[Any, ...]]:
    """The rows of a source; what reasons excuse of them, a long question to plan, is asked only where there are any."""
    if connection.value(f"SELECT 1 {source} LIMIT 1"):
        yield from connection.rows(f"SELECT {columns} {source}{order}")


def _level(beyond_fen: int, excused_fen: int = 0) -> Level:
    return "alert" if int(beyond_fen) <= int(excused_fen) else "rule"
