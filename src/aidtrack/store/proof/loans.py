"""The loans recomputed from their entries: what no guard would have let in, and what the funds' balances make of them."""

from collections.abc import Iterator

from aidtrack.ledger.lending import ADDS_FEN, IS_LOAN, MISSHAPEN, NO_LOAN_OF, OF_LOANS
from aidtrack.ledger.quantity import OUTSTANDING
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.values.money import yuan
from aidtrack.values.text import safe

_SHAPES = f"""SELECT n.kind, n.id, CASE WHEN {IS_LOAN.format(x="n")} THEN 'borrower' WHEN {NO_LOAN_OF} THEN 'loan' ELSE 'reason' END
    FROM entry n LEFT JOIN entry o ON o.id = n.loan_id WHERE n.kind IN {OF_LOANS} AND {MISSHAPEN} ORDER BY n.id"""
_SUMS = f"""SELECT o.id, o.fund_id, o.amount_fen + coalesce(sum({ADDS_FEN.format(x="x")}), 0) AS outstanding,
        coalesce(sum(CASE x.kind WHEN 'repayment' THEN x.amount_fen END), 0) AS repaid,
        coalesce(sum(CASE x.kind WHEN 'writeoff' THEN x.amount_fen END), 0) AS written_off
    FROM entry o LEFT JOIN entry x ON x.loan_id = o.id WHERE {IS_LOAN.format(x="o")} GROUP BY o.id, o.fund_id, o.amount_fen"""


def wrong(connection: Connection) -> Iterator[tuple[str, str]]:
    """(what, problem) of each entry and loan that breaks G4, and of each fund whose loans are not what its balance says."""
    said = {
        "borrower": t("has no borrower."),
        "loan": t("names no loan of its fund that was lent by then."),
        "reason": t("has no reason."),
    }
    for kind, id, missing in connection.rows(_SHAPES):
        yield f"{kind} {id}", said[missing]
    for id, least in connection.rows(
        f"SELECT id, CASE WHEN outstanding < 0 THEN outstanding END FROM ({_SUMS}) loan"
        " WHERE outstanding < 0 OR repaid < 0 OR written_off < 0 ORDER BY id"
    ):
        yield f"loan {id}", (
            t("more was taken back than recorded.") if least is None
            else t("is overpaid by {over} yuan.", over=yuan(-int(least)))
        )  # fmt: skip
    for fund, held, found in connection.rows(
        f"SELECT f.name, b.held, b.found FROM (SELECT b.fund_id, {OUTSTANDING.sql()} AS held, coalesce((SELECT sum(outstanding) FROM"
        f" ({_SUMS}) loan WHERE loan.fund_id = b.fund_id), 0) AS found FROM fund_balance b) b"
        " JOIN fund f ON f.id = b.fund_id WHERE b.held <> b.found ORDER BY f.id"
    ):
        yield safe(fund), t("has {held} yuan outstanding, its loans say {found}.",
                            held=yuan(int(held)), found=yuan(int(found)))  # fmt: skip
