"""G4 of reversals, as SQL for both engines: what takes back is of one kind and place with what it takes back, and no more than that holds."""

from aidtrack.ledger.cell import same_place
from aidtrack.ledger.holding import above, held, holdings
from aidtrack.ledger.limits import ORDER


def reversal_breaches(rows: str) -> str:
    """G4: a reversal is of the kind, place, household and loan of what it takes back, of the opposite sign, and not before it; and neither that nor
    what that takes back in turn may come to hold the opposite of its amount.
    """
    sign = "CASE WHEN a.amount_fen > 0 THEN 1 ELSE -1 END"  # of what is taken back
    change = f"{sign} * n.amount_fen"
    return f"""
    SELECT 'G4 reversal' AS rule, n.id, n.fund_id, n.project_id, n.village_id, abs(n.amount_fen) AS short_fen
    FROM {rows} n JOIN entry o ON o.id = n.reverses_id WHERE {_unlike("n")}
    UNION ALL
    SELECT 'G4 reversal' AS rule, r.id, r.fund_id, r.project_id, r.village_id, abs(r.running) AS short_fen
    FROM (WITH RECURSIVE above (id, root) AS (
            SELECT n.id, n.reverses_id FROM {rows} n WHERE n.reverses_id IS NOT NULL AND NOT ({_by_itself("n")})
            UNION SELECT above.id, o.reverses_id FROM above JOIN entry o ON o.id = above.root WHERE o.reverses_id IS NOT NULL)
        SELECT n.id, n.fund_id, n.project_id, n.village_id, {change} AS change,
               above.id = above.root AS in_a_circle,
               {sign} * (tree.fen - sum(CASE WHEN EXISTS (SELECT 1 FROM entry e WHERE e.id = n.id) THEN n.amount_fen ELSE 0 END)
                   OVER (PARTITION BY above.root))
               + sum(CASE WHEN {change} > 0 THEN {change} ELSE 0 END) OVER (PARTITION BY above.root)
               + sum(CASE WHEN {change} < 0 THEN {change} ELSE 0 END) OVER (PARTITION BY above.root ORDER BY {ORDER}) AS running
        FROM above JOIN {rows} n ON n.id = above.id JOIN entry a ON a.id = above.root
        JOIN {holdings("SELECT root FROM above")} tree ON tree.id = above.root) r
    WHERE (r.running < 0 AND r.change < 0) OR r.in_a_circle"""


def reversal_broken_by(n: str) -> str:
    """The same of one row n by itself: (rule). It can only close a circle by taking itself back."""
    return f"""
    SELECT 'G4 reversal' AS rule FROM entry o WHERE o.id = {n}.reverses_id AND ({n}.id = {n}.reverses_id OR {_unlike(n)}
        OR EXISTS ({above(n)} SELECT 1 FROM above WHERE above.id <> {n}.id AND (above.amount_fen > 0) <> ({n}.amount_fen > 0)
            AND CASE WHEN above.amount_fen > 0 THEN 1 ELSE -1 END * {held("above")} < 0))"""


def _by_itself(n: str) -> str:
    """The SQL condition that n, which is in the table, alone takes back no more than all of what takes nothing back, and nothing takes n back.

    What an undo enters is a million of these: no tree need be gone through to see that each leaves what it may.
    """
    return f"""EXISTS (SELECT 1 FROM entry o WHERE o.id = {n}.reverses_id AND o.reverses_id IS NULL
            AND CASE WHEN o.amount_fen > 0 THEN o.amount_fen + {n}.amount_fen >= 0 ELSE o.amount_fen + {n}.amount_fen <= 0 END
            AND (SELECT min(r.id) = {n}.id AND max(r.id) = {n}.id FROM entry r WHERE r.reverses_id = o.id))
        AND NOT EXISTS (SELECT 1 FROM entry q WHERE q.reverses_id = {n}.id)"""


def _unlike(n: str) -> str:
    """The SQL condition that n is not of the kind, place, household, loan or days of o, which it takes back, or not of the opposite sign."""
    return f"""({n}.reverses_id IS NOT NULL AND (o.kind <> {n}.kind OR NOT ({same_place("o", n)})
        OR ({n}.loan_id IS NULL AND coalesce(o.household_id, 0) <> coalesce({n}.household_id, 0))
        OR coalesce(o.loan_id, CASE WHEN o.kind = 'loan' THEN o.id END, 0) <> coalesce({n}.loan_id, 0)
        OR (o.amount_fen > 0) = ({n}.amount_fen > 0) OR {n}.date < o.date))"""
