"""What G4 asks of loans, as SQL for both engines: `ledger/guards.py` puts it beside the other rules."""

from aidtrack.ledger.quantity import OUTSTANDING

# The funds whose money comes back: nothing of it waits to be allocated, and no share of it is spent.
LOAN_FUNDS = "SELECT id FROM fund WHERE form = 'loan'"
# Whether x is a loan itself: what takes one back, or makes it smaller, names it in loan_id.
IS_LOAN = "({x}.kind = 'loan' AND {x}.loan_id IS NULL AND {x}.reverses_id IS NULL AND {x}.amount_fen > 0)"
# Whether o is no loan that n, which names it, may make smaller.
NO_LOAN_OF = f"""(o.id IS NULL OR NOT {IS_LOAN.format(x="o")} OR o.fund_id <> n.fund_id OR n.date < o.date
    OR (n.kind = 'loan' AND n.reverses_id IS NULL))"""
# Whether n is a loan without its borrower, names no loan that it may make smaller, or gives one up without a reason.
MISSHAPEN = f"""CASE WHEN {IS_LOAN.format(x="n")} THEN n.household_id IS NULL
    ELSE {NO_LOAN_OF} OR (n.kind = 'writeoff' AND n.reason IS NULL) END"""
# What one of a loan's entries x adds to what is outstanding of it.
ADDS_FEN = OUTSTANDING.effect("{x}")
OF_LOANS = OUTSTANDING.listed
# What is outstanding of o, the loan that n names, and what moved of it in n's kind; which of them n may bring below zero.
_LEFT = f"o.amount_fen + coalesce((SELECT sum({ADDS_FEN.format(x='x')}) FROM entry x WHERE x.loan_id = o.id), 0)"
_LEFT_OF_KIND = "coalesce((SELECT sum(x.amount_fen) FROM entry x WHERE x.loan_id = o.id AND x.kind = n.kind), 0)"
_WHICH = f"CASE WHEN {ADDS_FEN.format(x='n')} < 0 THEN {{left}} WHEN n.amount_fen < 0 THEN {{of_kind}} ELSE 0 END"
_SHAPE = (
    f"CASE WHEN {IS_LOAN.format(x='n')} THEN 'G4 borrower' WHEN {NO_LOAN_OF} THEN 'G4 no loan' ELSE 'G4 reason' END"
)


def loan_breaches(rows: str, sums: str) -> tuple[str, str]:
    """G4 of loans: each has its borrower; what makes one smaller names a loan of its fund, not after itself, and what gives one
    up its reason; neither what is outstanding of a loan nor what was repaid or written off of it comes below zero.

    The fund's balance is locked while its entries are judged, so that the entries of one loan can be summed.
    """
    found = f"(SELECT 1 FROM {sums} s WHERE s.kind IN {OF_LOANS} LIMIT 1) any_of_them CROSS JOIN {rows} n"
    shapes = f"""
    SELECT {_SHAPE} AS rule, n.id, n.fund_id, n.project_id, n.village_id, abs(n.amount_fen) AS short_fen
    FROM {found} LEFT JOIN entry o ON o.id = n.loan_id
    WHERE n.kind IN {OF_LOANS}
      AND {MISSHAPEN}"""
    adds, order = ADDS_FEN.format(x="n"), "n.date, n.file_no, n.row_no, n.id"
    parts = (  # what is left of the loan now, what one entry adds to it, what of its entries counts together
        (_LEFT, adds, "n.loan_id"),
        (_LEFT_OF_KIND, "n.amount_fen", "n.loan_id, n.kind"),  # a loan's own amount below zero is what it adds
    )
    runnings = [
        f"""({left} - sum(CASE WHEN {delta} < 0 AND EXISTS (SELECT 1 FROM entry e WHERE e.id = n.id) THEN {delta} ELSE 0 END)
                OVER (PARTITION BY {part})
            + sum(CASE WHEN {delta} > 0 AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = n.id) THEN {delta} ELSE 0 END)
                OVER (PARTITION BY {part})
            + sum(CASE WHEN {delta} < 0 THEN {delta} ELSE 0 END) OVER (PARTITION BY {part} ORDER BY {order}))"""
        for left, delta, part in parts
    ]
    running = _WHICH.format(left=runnings[0], of_kind=runnings[1])
    return (
        shapes,
        f"""
    SELECT 'G4 loan' AS rule, r.id, r.fund_id, r.project_id, r.village_id, -r.running AS short_fen
    FROM (SELECT n.id, n.fund_id, n.project_id, n.village_id, {running} AS running
          FROM {found} JOIN entry o ON o.id = n.loan_id WHERE n.kind IN {OF_LOANS}) r
    WHERE r.running < 0""",
    )


def loan_broken_by(row: str) -> str:
    """The same of a relation of one row, which the loan's entries hold already: (rule)."""
    running = _WHICH.format(left=_LEFT, of_kind=_LEFT_OF_KIND)
    return f"""
    SELECT CASE WHEN {MISSHAPEN} THEN {_SHAPE} WHEN {running} < 0 THEN 'G4 loan' END AS rule
    FROM {row} n LEFT JOIN entry o ON o.id = n.loan_id WHERE n.kind IN {OF_LOANS}"""
