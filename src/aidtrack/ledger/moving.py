"""Money moved within a year, as SQL for both engines: from one fund into another (a receipt), or from one project to another (an allocation).

What came says so: it `moves` the entry by which as much left on that day. It neither came from outside nor was given back.
"""

from aidtrack.ledger.cell import same_place
from aidtrack.ledger.holding import held

_LIKE = f"""(n.kind = o.kind AND n.carries_id IS NULL AND (
        (n.kind = 'receipt' AND n.fund_id <> o.fund_id)
        OR (n.kind IN ('allocation', 'disbursement') AND n.fund_id = o.fund_id AND NOT ({same_place("o", "n")}))))"""


def misnamed(rows: str, rule: str, mark: str, like: str) -> str:
    """G4 of marks: what names in the column `mark` what left is above zero, of its day and amount, and alone in it; and it is `like` that one
    (SQL, of n and of o, which left).
    """
    return f"""
    SELECT '{rule}' AS rule, n.id, n.fund_id, n.project_id, n.village_id, abs(n.amount_fen) AS short_fen
    FROM {rows} n LEFT JOIN entry o ON o.id = n.{mark}
    WHERE n.{mark} IS NOT NULL
      AND (o.id IS NULL OR n.amount_fen < 0 OR n.amount_fen <> -o.amount_fen OR n.date <> o.date
           OR n.reverses_id IS NOT NULL OR o.reverses_id IS NOT NULL OR NOT {like}
           OR EXISTS (SELECT 1 FROM entry x WHERE x.{mark} = n.{mark} AND x.id <> n.id))"""


def both_halves(mark: str) -> str:
    """The relation (id, fund_id, came, date, amount_fen) of every receipt of what the column `mark` names: its two halves, and all that takes them
    back; `came` is 1 in the fund into which it went, 0 in the one that it left.
    """
    marked = f"i.{mark} IS NOT NULL AND i.kind = 'receipt'"
    return f"""(WITH RECURSIVE tree (id, fund_id, came, date, amount_fen) AS (
        SELECT i.id, i.fund_id, 1, i.date, i.amount_fen FROM entry i WHERE {marked}
        UNION SELECT o.id, o.fund_id, 0, o.date, o.amount_fen FROM entry i JOIN entry o ON o.id = i.{mark} WHERE {marked}
        UNION SELECT r.id, r.fund_id, tree.came, r.date, r.amount_fen FROM tree JOIN entry r ON r.reverses_id = tree.id)
    SELECT id, fund_id, came, date, amount_fen FROM tree)"""


TRANSFERRED_ENTRIES = both_halves("moves_id")


def moved_breaches(rows: str) -> str:
    """G4 of what is moved: a receipt between two funds, or an allocation between two places of one."""
    return misnamed(rows, "G4 moved", "moves_id", _LIKE)


def transferred(until: str = "'9999'") -> str:
    """The relation (from_id, into_id, date, id, fen) of what was moved from one fund into another by the end of a day (SQL), as far as it
    still holds.
    """
    fen = held("i", until)
    return f"""(SELECT o.fund_id AS from_id, i.fund_id AS into_id, i.date, i.id, {fen} AS fen
        FROM entry i JOIN entry o ON o.id = i.moves_id
        WHERE i.moves_id IS NOT NULL AND i.kind = 'receipt' AND i.date <= {until} AND {fen} <> 0)"""
