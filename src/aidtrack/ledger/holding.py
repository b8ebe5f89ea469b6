"""What an entry *holds*: its amount and all that was reversed of it, over the whole tree of reversals. Amounts are fen.

holds(e) = amount(e) + Σ holds(r), over every r that reverses e. So a reversal that is itself reversed gives life back: of A = +100, R = -40
of A and Q = +40 of R, A holds 100 again, R holds nothing, and Q holds 40, which a reversal of Q can take back. An entry may hold
anything between its amount and nothing (G4), never the opposite. A tree is counted at its root: what A holds, Q has no second time.

Raw SQL can tie reversals into a circle: `UNION` passes through each entry once.
"""

from collections import defaultdict
from collections.abc import Iterable


def held(entry: str, until: str | None = None) -> str:
    """The SQL, for one row `entry` of the table, of what it holds; with `until` (an SQL day) at the end of that day.

    Most entries were never reversed: the index of reversals says so at once.
    """
    by = "" if until is None else f" AND r.date <= {until}"
    return f"""(CASE WHEN EXISTS (SELECT 1 FROM entry r WHERE r.reverses_id = {entry}.id) THEN (
        WITH RECURSIVE tree (id, fen) AS (
            SELECT {entry}.id, {entry}.amount_fen
            UNION SELECT r.id, r.amount_fen FROM tree JOIN entry r ON r.reverses_id = tree.id{by})
        SELECT sum(fen) FROM tree) ELSE {entry}.amount_fen END)"""


def holdings(ids: str) -> str:
    """The relation (id, fen) of what each of many entries holds; `ids` is a query for their ids."""
    return f"""(WITH RECURSIVE tree (root, id, fen) AS (
            SELECT e.id, e.id, e.amount_fen FROM entry e WHERE e.id IN ({ids})
            UNION SELECT tree.root, r.id, r.amount_fen FROM tree JOIN entry r ON r.reverses_id = tree.id)
        SELECT root AS id, sum(fen) AS fen FROM tree GROUP BY root)"""


def holds(entries: Iterable[tuple[int, int, int | None]]) -> dict[int, int]:
    """The same in Python, over whole trees: what each of these entries (id, fen, the id that it reverses) holds."""
    own: dict[int, int] = {}
    reversals: dict[int, list[int]] = defaultdict(list)
    for id, fen, reverses in entries:
        own[id] = fen
        if reverses is not None:
            reversals[reverses].append(id)
    return {id: sum(own[one] for one in _tree(id, reversals)) for id in own}


def _tree(root: int, reversals: dict[int, list[int]]) -> set[int]:
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            waiting += reversals.get(id, ())
    return seen
