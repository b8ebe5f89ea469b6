"""G6: what a closed project took after it was closed, as SQL for both engines."""

from aidtrack.ledger.excuse import excused_fen
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import listed

# What a closed project takes no more; refunds it does.
TAKES = listed(tuple(name for name, kind in KINDS.items() if kind.ends))
# The last day on which a project p took money: its closing date at whatever precision is known ('~' sorts after '-').
AFTER_CLOSING = """((p.closed_on IS NOT NULL AND {date} > p.closed_on || '~')
    OR (p.closed_on IS NULL AND p.stage IN ('closed', 'cancelled')))"""
# Said by itself, so that nobody goes through the entries of a project that is not closed at all.
_CLOSED = "(p.closed_on IS NOT NULL OR p.stage IN ('closed', 'cancelled'))"


def late_sums(projects: str, *, until: str | None = None, before: str | None = None) -> str:
    """The relation (fund_id, project_id, village_id, kind, fen): what each cell of these projects, a query for their ids, moved after
    closing, `until` a day, `before` the entries of a relation. It took what of that is above zero: what was given back and is put back
    again is nothing new.
    """
    by = "" if until is None else f" AND e.date <= {until}"
    others = "" if before is None else f" AND NOT EXISTS (SELECT 1 FROM {before} later WHERE later.id = e.id)"
    return f"""(SELECT e.fund_id, e.project_id, coalesce(e.village_id, 0) AS village_id, e.kind, sum(e.amount_fen) AS fen
        FROM project p CROSS JOIN entry e
        WHERE p.id IN ({projects}) AND {_CLOSED} AND e.project_id = p.id AND e.kind IN {TAKES} AND {AFTER_CLOSING.format(date="e.date")}{by}{others}
        GROUP BY e.fund_id, e.project_id, coalesce(e.village_id, 0), e.kind)"""


# What of such a row of `late`, of project p, was given a reason.
LATE_EXCUSED_FEN = excused_fen(
    "(late.kind)",
    f"""x.fund_id = late.fund_id AND x.project_id = late.project_id
        AND coalesce(x.village_id, 0) = late.village_id AND {AFTER_CLOSING.format(date="x.date")}""",
)
