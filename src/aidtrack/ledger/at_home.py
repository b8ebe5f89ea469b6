"""G4 of households, as SQL for both engines: what was spent on one is of the village in which it lives, or of what that became part of.

What takes such an entry back goes with it, wherever the household lives by then.
"""

from aidtrack.ledger.holding import held
from aidtrack.ledger.kind import KINDS

_IN_VILLAGES = ", ".join(f"'{name}'" for name, kind in KINDS.items() if kind.per_cell)


def _onward(village: str) -> str:
    """The query for a village (SQL) and all that it became part of, one after the other."""
    return f"""WITH RECURSIVE onward (id) AS (
            SELECT {village} UNION SELECT v.merged_into_id FROM onward JOIN village v ON v.id = onward.id)
        SELECT id FROM onward WHERE id IS NOT NULL"""


def of_a_household(n: str) -> str:
    """The SQL condition that n has a household which must live where n is."""
    return f"({n}.household_id IS NOT NULL AND {n}.reverses_id IS NULL AND {n}.kind IN ({_IN_VILLAGES}))"


def elsewhere(n: str) -> str:
    """The SQL condition that the household of an entry n does not live where n is."""
    lives = _onward(f"(SELECT lives.village_id FROM household lives WHERE lives.id = {n}.household_id)")
    return f"({of_a_household(n)} AND coalesce({n}.village_id, 0) NOT IN ({lives}))"


def household_breaches(rows: str) -> str:
    return f"""
    SELECT 'G4 household' AS rule, n.id, n.fund_id, n.project_id, n.village_id, abs(n.amount_fen) AS short_fen
    FROM {rows} n WHERE {elsewhere("n")}"""


def household_broken_by(n: str) -> str:
    """The same of one row n by itself: (rule)."""
    return f"\n    SELECT 'G4 household' AS rule WHERE {elsewhere(n)}"


# A household does not move away from what was spent on it, nor does the village part from what it became, where that is booked.
_LEFT = f"e.household_id IS NOT NULL AND {elsewhere('e')} AND {held('e')} <> 0"
HOUSEHOLD_LEFT = f"""NEW.village_id <> OLD.village_id AND EXISTS (
    SELECT 1 FROM entry e WHERE e.household_id = NEW.id AND {_LEFT})"""
VILLAGE_LEFT = f"""OLD.merged_into_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM entry e WHERE e.village_id IN ({_onward("OLD.merged_into_id")}) AND {_LEFT})"""
LEFT_BEHIND = f"SELECT e.kind, e.id FROM entry e WHERE {_LEFT} ORDER BY e.id"
