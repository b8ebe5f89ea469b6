"""What a list of entries has twice: what an office gave another, which both record."""

from dataclasses import replace

from aidtrack.ledger.kind import KINDS
from aidtrack.phrase import Said, phrase
from aidtrack.reports.counted import one_of
from aidtrack.reports.figures import PASSED_ON
from aidtrack.reports.passed_on import givers, passed_on
from aidtrack.reports.selection import Selection
from aidtrack.values.money import yuan


def listed_twice(selection: Selection, kind: str) -> int:
    """How much of the entries of a kind, in fen, is of funds whose money another office gave that is in the list too."""
    known = givers(selection.connection) if KINDS[kind].balance in PASSED_ON else {}
    left = passed_on((fund for (fund,) in selection.values("fund_id")), known) if known else set()
    if not left:
        return 0
    given = replace(selection, conditions=[*selection.conditions, one_of("entry.fund_id", sorted(left))])
    return given.sum("amount_fen") or 0


def between_offices(fen: int) -> list[Said]:
    """What is said below a list whose sums leave so much out."""
    return (
        [phrase("Of these, between offices: {amount} yuan, which the sums leave out.", amount=yuan(fen))] if fen else []
    )
