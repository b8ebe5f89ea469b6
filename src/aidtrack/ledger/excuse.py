"""What the reasons given for breaking a rule (`over`) excuse: what such entries stand for, in the place that the rule is about, and no more."""

from aidtrack.ledger.cell import same_place
from aidtrack.ledger.holding import above, stands_for
from aidtrack.ledger.quantity import ALLOCATED, LENT


def excused_fen(kinds: str, place: str) -> str:
    """The SQL of how much money of these kinds, listed, went to a place with a reason; `place` is a condition on entry x."""
    return f"""coalesce((SELECT sum({stands_for("x")}) FROM entry x
        WHERE x.kind IN {kinds} AND x.amount_fen > 0 AND {place} AND {_given("x")}), 0)"""


def excused_below(effect: str, place: str) -> str:
    """The SQL of how far below zero reasons let a limit go: `effect` is what {amount} of a {kind} does to it, `place` as above."""
    change = effect.format(kind="x.kind", amount="x.fen")
    return f"""coalesce((SELECT sum(CASE WHEN {change} < 0 THEN -{change} ELSE 0 END) FROM (
        SELECT x.kind, {stands_for("x")} AS fen FROM entry x WHERE {place} AND {_given("x")}) x), 0)"""


def excused(entry: str) -> str:
    """The SQL condition that a reason was given for an entry, or for what it takes back or gives life back to."""
    return f"""({entry}.over IS NOT NULL OR ({entry}.reverses_id IS NOT NULL
        AND EXISTS ({_reasoned(entry)} AND above.amount_fen > 0)))"""


def _given(entry: str) -> str:
    """Its own reason, unless the reason of what it gives life back to counts already."""
    counted = f"EXISTS ({_reasoned(entry)} AND (above.amount_fen > 0) = ({entry}.amount_fen > 0))"
    return f"{entry}.over IS NOT NULL AND ({entry}.reverses_id IS NULL OR NOT {counted})"


def _reasoned(entry: str) -> str:
    """Of what an entry takes back, or gives life back to, that which was given a reason."""
    return f"{above(entry)} SELECT 1 FROM above WHERE above.id <> {entry}.id AND above.reasoned = 1"


# What cell c holds in allocations for which no reason was given: no earmark may come to exclude it.
UNEXCUSED_FEN = f"({ALLOCATED.sql('c')} - {excused_fen(ALLOCATED.listed, same_place('x', 'c'))})"
# What fund b has lent without a reason: it may not come to be a grant.
UNEXCUSED_LENT_FEN = f"({LENT.sql('b')} - {excused_fen(LENT.listed, 'x.fund_id = b.fund_id')})"
