"""What an entry *holds*: its amount and all that was reversed of it, over the whole tree of reversals. Amounts are fen.

holds(e) = amount(e) + Σ holds(r), over every r that reverses e. So a reversal that is itself reversed gives life back: of A = +100, R = -40
of A and Q = +40 of R, A holds 100 again, R holds nothing, and Q holds 40, which a reversal of Q can take back. An entry may hold
anything between its amount and nothing (G4), never the opposite. A tree is counted at its root: what A holds, Q has no second time.
An entry *stands* for what it holds, and for no more than what it gave life back to holds: once A is taken back another time, Q stands for
nothing, though it could still be reversed.

Raw SQL can tie reversals into a circle: `UNION` passes through each entry once.
"""

from collections import defaultdict
from collections.abc import Iterable


def above(entry: str) -> str:
    """The recursive relation `above` of an entry and what it takes back, what that takes back, and so on."""
    return f"""WITH RECURSIVE above (id, amount_fen, reverses_id, reasoned) AS (
            SELECT {entry}.id, {entry}.amount_fen, {entry}.reverses_id, CASE WHEN {entry}.over IS NULL THEN 0 ELSE 1 END
            UNION SELECT o.id, o.amount_fen, o.reverses_id, CASE WHEN o.over IS NULL THEN 0 ELSE 1 END FROM above JOIN entry o ON o.id = above.reverses_id)"""


def held(entry: str, until: str | None = None) -> str:
    """The SQL, for one row `entry` of the table, of what it holds; with `until` (an SQL day) at the end of that day.

    Most entries were never reversed: the index of reversals says so at once. Raises ValueError for a name that means something inside.
    """
    if entry in ("r", "tree"):
        raise ValueError(entry)
    by = "" if until is None else f" AND r.date <= {until}"
    return f"""(CASE WHEN EXISTS (SELECT 1 FROM entry r WHERE r.reverses_id = {entry}.id) THEN (
        WITH RECURSIVE tree (id, fen) AS (
            SELECT {entry}.id, {entry}.amount_fen
            UNION SELECT r.id, r.amount_fen FROM tree JOIN entry r ON r.reverses_id = tree.id{by})
        SELECT sum(fen) FROM tree) ELSE {entry}.amount_fen END)"""


def below(id: str) -> str:
    """The query for the ids of all that takes an entry back (`id` is SQL), what takes that back, and so on; with its own amount they sum to
    what it holds.
    """
    return f"""WITH RECURSIVE below (id) AS (
            SELECT r.id FROM entry r WHERE r.reverses_id = {id}
            UNION SELECT r.id FROM below JOIN entry r ON r.reverses_id = below.id)
        SELECT id FROM below WHERE id <> {id}"""


def moved(entry: str) -> str:
    """The SQL condition that money moved by an entry on its day: what was taken back on that very day, as a correction or an undo does,
    was never there, nor was what took it back.
    """
    on_that_day = f"EXISTS (SELECT 1 FROM entry o WHERE o.id = {entry}.reverses_id AND o.date = {entry}.date)"
    return f"({held(entry, f'{entry}.date')} <> 0 AND NOT {on_that_day})"


def never_there(kind: str) -> str:
    """The relation (id, fund_id, date, amount_fen) of what, of entries of a `kind`, took back another on its very day: neither was there, in or
    out. What takes such a one back on that day leaves the first as it was.
    """
    return f"""(WITH RECURSIVE undone (id, fund_id, date, amount_fen, counts) AS (
            SELECT r.id, r.fund_id, r.date, r.amount_fen, 1 FROM entry r JOIN entry o ON o.id = r.reverses_id
            WHERE r.reverses_id IS NOT NULL AND r.kind = '{kind}' AND r.date = o.date
              AND NOT EXISTS (SELECT 1 FROM entry p WHERE p.id = o.reverses_id AND p.date = o.date)
            UNION SELECT n.id, n.fund_id, n.date, n.amount_fen, 1 - undone.counts
            FROM undone JOIN entry n ON n.reverses_id = undone.id AND n.date = undone.date)
        SELECT id, fund_id, date, amount_fen FROM undone WHERE counts = 1)"""


# The entries that were reversed or reverse another: of all others the amount is what they hold, and has moved.
TIED = "SELECT id FROM entry WHERE reverses_id IS NOT NULL UNION SELECT reverses_id FROM entry WHERE reverses_id IS NOT NULL"


def stands_for(entry: str, until: str | None = None) -> str:
    """The SQL, for one row `entry` of the table, of what it stands for."""
    return f"""(CASE WHEN {entry}.reverses_id IS NULL THEN {held(entry, until)} ELSE (
        {above(entry)}
        SELECT CASE WHEN {entry}.amount_fen > 0 THEN min({held("above", until)}) ELSE max({held("above", until)}) END
        FROM above WHERE (above.amount_fen > 0) = ({entry}.amount_fen > 0)) END)"""


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
