"""Money carried on into another year's fund, as SQL for both engines.

What leaves a fund and comes into another that is part of it neither came from outside nor was given back. The receipt that came says so:
it `carries` the one that left. What takes a half back belongs to the carrying too.
"""

from aidtrack.ledger.holding import held

CARRY_DAY = "{year}-01-01"  # so a year's last day shows what it leaves, and the next one's first what it found


def carried(until: str = "'9999'") -> str:
    """The relation (from_id, into_id, date, left_id, came_id) of what was carried on by the end of a day (SQL), as far as it still holds."""
    return f"""(SELECT o.fund_id AS from_id, i.fund_id AS into_id, i.date, o.id AS left_id, i.id AS came_id
        FROM entry i JOIN entry o ON o.id = i.carries_id
        WHERE i.carries_id IS NOT NULL AND i.date <= {until} AND {held("i", until)} <> 0)"""


# (fund_id, came, date, amount_fen) of every entry of a carrying: its two halves, and all that takes them back; `came` is 1 in the fund
# into which it went, 0 in the one that it left.
CARRIED_ENTRIES = """(WITH RECURSIVE tree (id, fund_id, came, date, amount_fen) AS (
        SELECT i.id, i.fund_id, 1, i.date, i.amount_fen FROM entry i WHERE i.carries_id IS NOT NULL
        UNION SELECT o.id, o.fund_id, 0, o.date, o.amount_fen FROM entry i JOIN entry o ON o.id = i.carries_id WHERE i.carries_id IS NOT NULL
        UNION SELECT r.id, r.fund_id, tree.came, r.date, r.amount_fen FROM tree JOIN entry r ON r.reverses_id = tree.id)
    SELECT fund_id, came, date, amount_fen FROM tree)"""


def carried_breaches(rows: str) -> str:
    """G4 of marks: what is carried on is a receipt above zero that came on the day, and as the amount, that left another fund, once."""
    return f"""
    SELECT 'G4 carried' AS rule, n.id, n.fund_id, n.project_id, n.village_id, abs(n.amount_fen) AS short_fen
    FROM {rows} n LEFT JOIN entry o ON o.id = n.carries_id
    WHERE n.carries_id IS NOT NULL
      AND (o.id IS NULL OR n.kind <> 'receipt' OR o.kind <> 'receipt' OR n.amount_fen < 0 OR n.amount_fen <> -o.amount_fen
           OR n.date <> o.date OR n.fund_id = o.fund_id OR n.reverses_id IS NOT NULL OR o.reverses_id IS NOT NULL
           OR EXISTS (SELECT 1 FROM entry x WHERE x.carries_id = n.carries_id AND x.id <> n.id))"""
