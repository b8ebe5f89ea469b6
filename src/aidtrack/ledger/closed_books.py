"""G9: no entry is dated on a day whose books are closed, as SQL for both engines.

Each row of `closed_books` says through which day they are closed, for the entries after `after_entry_id` and as far as `until_entry_id`;
the newest says so of today, and a blank day that nothing is. A reason excuses the row that has it and no other: what takes it back is an
entry of its own day. Nor is anything dated in a fund before the 1 January on which what another left came into it.
"""

from aidtrack.ledger.excuse import excused
from aidtrack.ledger.holding import above, below, held

CLOSED_THROUGH = "(SELECT through FROM closed_books ORDER BY id DESC LIMIT 1)"
# Whether the day of entry e was closed when it was recorded. It stays so, whatever is opened or closed again since.
AFTER_BOOKS_CLOSED = """EXISTS (SELECT 1 FROM closed_books turned WHERE turned.after_entry_id < {e}.id
    AND (turned.until_entry_id IS NULL OR turned.until_entry_id >= {e}.id) AND {e}.date <= turned.through)"""


def late_through(id: str) -> str:
    """The SQL of the last day through which an entry (SQL, its id), or what it was recorded anew for, was booked late; null where none was."""
    return f"""(WITH RECURSIVE story (id, date, corrects_id) AS (
            SELECT o.id, o.date, o.corrects_id FROM entry o WHERE o.id = {id}
            UNION SELECT o.id, o.date, o.corrects_id FROM story JOIN entry o ON o.id = story.corrects_id)
        SELECT max(turned.through) FROM story JOIN closed_books turned ON turned.after_entry_id < story.id
            AND (turned.until_entry_id IS NULL OR turned.until_entry_id >= story.id) AND story.date <= turned.through)"""


# The same of what was recorded late and then anew, whenever that was, as long as its day is one of those that were closed.
BOOKED_LATE = (
    f"({AFTER_BOOKS_CLOSED} OR ({{e}}.corrects_id IS NOT NULL AND {{e}}.date <= {late_through('{e}.corrects_id')}))"
)


# The relation (fund_id, day) of when the first that still holds of what was carried on into each fund came.
CAME_ON = f"""(SELECT i.fund_id, min(i.date) AS day FROM entry i WHERE i.carries_id IS NOT NULL AND {held("i")} <> 0
        GROUP BY i.fund_id)"""


def came_on(fund: str) -> str:
    """The SQL of that day of one fund; null where nothing was carried on into it.

    All that was ever carried on is little. The `+` keeps an index of every entry by its fund out of it, which SQLite may take for as good.
    """
    return f"(SELECT came.day FROM {CAME_ON} came WHERE +came.fund_id = {fund})"


def is_early(e: str, day: str, told: str = "false") -> str:
    """The SQL condition that an entry of a fund still holds something, or `told`, though it is dated before the day on which what another left came."""
    return f"({e}.date < {day} AND {e}.reverses_id IS NULL AND ({held(e)} <> 0 OR {told}))"


def given_early(e: str) -> str:
    """The SQL condition that a reason was given for such an entry, or for what gave life back to it."""
    again = f"r.id IN ({below(f'{e}.id')}) AND r.over IS NOT NULL AND (r.amount_fen > 0) = ({e}.amount_fen > 0)"
    return f"({e}.over IS NOT NULL OR EXISTS (SELECT 1 FROM entry r WHERE {again}))"


def early_breaches(rows: str) -> str:
    """The rows by which older entries come to be early: what came is carried into their fund, or what came before is taken back, or they are
    given life back. Those that are among the rows are judged by themselves.
    """
    alike = "(n.amount_fen > 0) = (o.amount_fen > 0)"
    by_root = f"""EXISTS ({above("n")} SELECT 1 FROM above JOIN entry o ON o.id = above.id WHERE o.reverses_id IS NULL AND (
            (o.id = e.id AND {alike}) OR (o.carries_id IS NOT NULL AND CASE WHEN {alike} THEN o.date = came.day ELSE o.date < came.day END)))"""
    not_there_yet = "NOT EXISTS (SELECT 1 FROM entry s WHERE s.id = n.id)"  # the guard refused it, and it is told why
    return f"""
    SELECT 'G9 early' AS rule, n.id, n.fund_id, n.project_id, n.village_id, abs(n.amount_fen) AS short_fen
    FROM {rows} n JOIN {CAME_ON} came ON came.fund_id = n.fund_id
    WHERE (n.carries_id IS NOT NULL OR n.reverses_id IS NOT NULL) AND EXISTS (SELECT 1 FROM entry e
        WHERE e.fund_id = n.fund_id AND {is_early("e", "came.day", not_there_yet)} AND NOT {given_early("e")} AND NOT EXISTS (SELECT 1 FROM {rows} own WHERE own.id = e.id)
            AND ((n.carries_id IS NOT NULL AND n.date = came.day) OR (n.reverses_id IS NOT NULL AND {by_root})))"""


def books_suspects(sums: str) -> list[str]:
    """Queries for totals with a day that is closed, or before their fund's money came."""
    return [
        f"SELECT s.fund_id FROM {sums} s WHERE s.first_on <= {CLOSED_THROUGH}",
        f"SELECT s.fund_id FROM {CAME_ON} came JOIN {sums} s ON s.fund_id = came.fund_id WHERE s.first_on < came.day",
    ]


def books_suspicions(n: str, sums: str) -> list[tuple[str, str]]:
    """The same of one row n whose totals are `sums`, each query with the condition without which it finds nothing."""
    closed, came = books_suspects(sums)
    # Of its fund, so that what is asked is in the index of what was carried on, whatever a server knows of the table.
    later = f"EXISTS (SELECT 1 FROM entry c WHERE c.carries_id IS NOT NULL AND c.fund_id = {n}.fund_id AND c.date > {n}.date)"
    return [(f"{n}.over IS NULL", closed), (later, came)]


def books_broken_by(n: str) -> str:
    """`books_breaches` of one row n by itself: (rule)."""
    return f"""
    SELECT 'G9' AS rule WHERE {n}.over IS NULL AND {n}.date <= {CLOSED_THROUGH}
    UNION ALL
    SELECT 'G9 carried' AS rule WHERE {n}.date < {came_on(f"{n}.fund_id")} AND NOT {excused(n)}"""


def books_breaches(rows: str, sums: str) -> str:
    """The rows on such a day without a reason. Where no day is closed, or none of theirs, they are not looked through."""
    closed = f"""SELECT books.through FROM {CLOSED_THROUGH} books
        WHERE books.through IS NOT NULL AND EXISTS (SELECT 1 FROM {sums} s WHERE s.first_on <= books.through)"""
    came = f"""SELECT DISTINCT came.fund_id, came.day FROM {CAME_ON} came JOIN {sums} s ON s.fund_id = came.fund_id
        WHERE s.first_on < came.day"""
    return f"""
    SELECT 'G9' AS rule, n.id, n.fund_id, n.project_id, n.village_id, abs(n.amount_fen) AS short_fen
    FROM ({closed}) closed CROSS JOIN {rows} n WHERE n.date <= closed.through AND n.over IS NULL
    UNION ALL
    SELECT 'G9 carried' AS rule, n.id, n.fund_id, n.project_id, n.village_id, abs(n.amount_fen) AS short_fen
    FROM ({came}) came JOIN {rows} n ON n.fund_id = came.fund_id WHERE n.date < came.day AND NOT {excused("n")}"""
