"""When an entry is a repetition of one that is recorded: the one rule for every door, as SQL for both engines.

Two entries are equal where all of COMPARED is; where both have a 流水号, these decide besides. Equal entries may both be real: whoever
records the second says so (`--allow-duplicates`). What takes another entry back or corrects it is no repetition of anything.
"""

from collections.abc import Collection

from aidtrack.ledger.correcting import newest
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.holding import held

COMPARED = (
    "kind", "date", "fund", "project", "village", "household", "loan", "amount", "payee", "voucher", "purpose",
)  # fmt: skip
COMPARED_COLUMNS = tuple(ENTRY.field(name).column for name in COMPARED)
# What may differ in entries that look alike all the same: what a person types one way today and another way tomorrow.
SMALL_PRINT = ("fund", "voucher", "purpose")
_NEVER_BLANK = tuple(ENTRY.field(name).column for name in ("kind", "date", "fund", "amount"))


def alike(one: str, other: str, but: Collection[str] = ()) -> str:
    """The SQL condition that two rows agree in all that is compared `but` some of it; the 流水号 aside."""
    left_out = {ENTRY.field(name).column for name in but}
    return " AND ".join(
        f"{other}.{column} = {one}.{column}"
        if column in _NEVER_BLANK
        else f"{other}.{column} IS NOT DISTINCT FROM {one}.{column}"
        for column in COMPARED_COLUMNS
        if column not in left_out
    )


def equal(one: str, other: str) -> str:
    """The SQL condition that two rows are equal."""
    return f"{alike(one, other)} AND ({one}.ref IS NULL OR {other}.ref IS NULL OR {other}.ref = {one}.ref)"


def may_repeat(entry: str) -> str:
    """The SQL condition that a new row may be a repetition at all."""
    return f"{entry}.reverses_id IS NULL AND {entry}.corrects_id IS NULL"


def recorded(entry: str) -> str:
    """The SQL condition that row `entry` of the table counts as recorded: it still holds something, or what it was corrected to does."""
    return f"""{entry}.reverses_id IS NULL AND ({held(entry)} <> 0 OR ({_corrected(entry)}
        AND EXISTS (SELECT 1 FROM entry now WHERE now.id = {newest(f"{entry}.id")} AND {held("now")} <> 0)))"""


def standing_for(entry: str) -> str:
    """The SQL of the id by which an entry and all that it was corrected to are counted once."""
    return f"(CASE WHEN {_corrected(entry)} THEN {newest(f'{entry}.id')} ELSE {entry}.id END)"


def _corrected(entry: str) -> str:
    return f"EXISTS (SELECT 1 FROM entry c WHERE c.corrects_id = {entry}.id)"
