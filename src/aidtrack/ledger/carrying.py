"""Money carried on into another year's fund, as SQL for both engines.

What leaves a fund and comes into another that is part of it neither came from outside nor was given back. The receipt that came says so:
it `carries` the one that left. What takes a half back belongs to the carrying too. Allocations and disbursements that went along have two
halves as well, in one place of both funds. Of the two as much must be left: what is taken back of one alone counts twice, or nowhere.
"""

from aidtrack.ledger.correcting import stands
from aidtrack.ledger.holding import held
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.moving import both_halves, misnamed
from aidtrack.ledger.quantity import listed

CARRY_DAY = "{year}-01-01"  # so a year's last day shows what it leaves, and the next one's first what it found


def carried(until: str = "'9999'") -> str:
    """The relation (from_id, into_id, date, left_id, came_id) of what was carried on by the end of a day (SQL), as far as it still holds."""
    return f"""(SELECT o.fund_id AS from_id, i.fund_id AS into_id, i.date, o.id AS left_id, i.id AS came_id
        FROM entry i JOIN entry o ON o.id = i.carries_id
        WHERE i.carries_id IS NOT NULL AND i.date <= {until} AND {held("i", until)} <> 0)"""


CARRIED_ENTRIES = both_halves("carries_id")


def carried_breaches(rows: str) -> str:
    """G4 of marks: what is carried on is a receipt that came into another fund."""
    like = "(n.kind = 'receipt' AND o.kind = 'receipt' AND n.fund_id <> o.fund_id)"
    return misnamed(rows, "G4 carried", "carries_id", like)


# The SQL that returns a row where anything was carried on or moved: most stores have none.
ANY_HALF = """SELECT 1 FROM entry WHERE carries_id IS NOT NULL
    UNION ALL SELECT 1 FROM entry WHERE moves_id IS NOT NULL LIMIT 1"""
_OF_CELLS = listed(tuple(kind.name for kind in KINDS.values() if kind.per_cell))


def halves(of: str | None = None) -> str:
    """The relation (pair, apart, came, id) of the two halves of all that was carried on, or moved, and still is; `of` is an entry (SQL, its
    id), of whose batch they are. `came` is 1 of the half to which it went; `pair` is the id of the other one; `apart` is 1 where the two
    lie in different places by themselves.
    """
    batches = "" if of is None else f" AND b.id = (SELECT k.batch_id FROM entry k WHERE k.id = {of})"
    marked = " UNION ALL ".join(
        f"""SELECT i.{mark} AS pair, {apart} AS apart, {came} AS came, {half} AS id FROM entry i
            WHERE i.{mark} IS NOT NULL AND {stands("i")}{f" AND {of} IN (i.id, i.{mark})" if of else ""}"""
        for mark, apart in (("carries_id", 0), ("moves_id", 1))
        for came, half in ((0, f"i.{mark}"), (1, "i.id"))
    )
    return f"""({marked}
        UNION ALL SELECT one.pair, 0, CASE WHEN one.amount_fen > 0 THEN 1 ELSE 0 END, one.id FROM (
            SELECT e.id, e.amount_fen, min(e.id) OVER here AS pair, max(e.amount_fen) OVER here AS most
            FROM batch b JOIN entry e ON e.id BETWEEN b.first_entry_id AND b.last_entry_id AND e.batch_id = b.id
            WHERE b.kind = 'carry' AND e.kind IN {_OF_CELLS}{batches} AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.undoes = b.id)
                AND e.moves_id IS NULL AND NOT EXISTS (SELECT 1 FROM entry m WHERE m.moves_id = e.id)
            WINDOW here AS (PARTITION BY b.id, e.kind, coalesce(e.project_id, 0), coalesce(e.village_id, 0))) one
        WHERE one.most > 0)"""


# What was cut in the old fund alone has no other half. (pair, left_fen, came_fen, newest, unexcused) of the pairs of which not as much is
# left of either half in some place, with all that takes back or corrects either; `unexcused` is how many took back without a reason.
UNEVEN = f"""WITH RECURSIVE tree (pair, apart, came, id) AS (
        SELECT pair, apart, came, id FROM {halves()} half
        UNION SELECT tree.pair, tree.apart, tree.came, n.id FROM tree JOIN entry n ON n.reverses_id = tree.id OR n.corrects_id = tree.id),
    placed AS (
        SELECT t.pair, sum(CASE WHEN t.came = 0 THEN -e.amount_fen ELSE 0 END) AS left_fen,
            sum(CASE WHEN t.came = 1 THEN e.amount_fen ELSE 0 END) AS came_fen
        FROM tree t JOIN entry e ON e.id = t.id GROUP BY t.pair, CASE WHEN t.apart = 1 THEN 0 ELSE coalesce(e.project_id, 0) END,
            CASE WHEN t.apart = 1 THEN 0 ELSE coalesce(e.village_id, 0) END),
    taken_back AS (
        SELECT t.pair, t.id FROM tree t JOIN entry e ON e.id = t.id WHERE e.reverses_id IS NOT NULL AND e.over IS NULL
            AND NOT EXISTS (SELECT 1 FROM entry n WHERE n.corrects_id = e.reverses_id AND n.batch_id = e.batch_id))
    SELECT p.pair, p.left_fen, p.came_fen, (SELECT max(t.id) FROM tree t WHERE t.pair = p.pair) AS newest,
        (SELECT count(*) FROM taken_back b WHERE b.pair = p.pair) AS unexcused
    FROM placed p WHERE p.left_fen <> p.came_fen ORDER BY p.pair"""
