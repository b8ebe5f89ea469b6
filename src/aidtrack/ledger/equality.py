"""When an entry is a repetition of one that is recorded: the one rule for every door and both engines.

Two entries are equal where all of COMPARED is; where both have a 流水号, these decide besides. What people write freely is compared by
key, as names are: 「ＰＺ－１」 is "pz-1". SQL cannot work out a key, so that it finds what is `alike`, and Python what is `worded` so.

Equal entries may both be real: whoever records the second says so (`--allow-duplicates`). What takes another entry back or corrects
it is no repetition of anything.
"""

from collections.abc import Collection, Iterable, Mapping

from aidtrack.ledger.correcting import newest
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.holding import held
from aidtrack.values.text import key

COMPARED = (
    "kind", "date", "fund", "project", "village", "household", "loan", "amount", "payee", "voucher", "purpose",
)  # fmt: skip
# What may differ in entries that look alike all the same: what a person types one way today and another way tomorrow.
SMALL_PRINT = ("fund", "voucher", "purpose")
# What alone may differ in entries that are likely one payment, told in other words: two numbers of vouchers are two payments.
REWORDED = ("voucher", "purpose")
# What people write freely; each is its own column.
WRITTEN = tuple(name for name in COMPARED if ENTRY.field(name).is_free)
_NEVER_BLANK = ("kind", "date", "fund", "amount")


def columns(but: Collection[str] = ()) -> list[str]:
    """Those that are compared as they are stored, `but` for some fields."""
    return [ENTRY.field(name).column for name in COMPARED if name not in (*WRITTEN, *but)]


def may_be_blank() -> set[str]:
    """Which of `columns()` may hold nothing."""
    return {*columns()} - {ENTRY.field(name).column for name in _NEVER_BLANK}


def alike(one: str, other: str, but: Collection[str] = ()) -> str:
    """The SQL condition that two rows agree in `columns(but)`."""
    return " AND ".join(
        f"{other}.{column} IS NOT DISTINCT FROM {one}.{column}"
        if column in may_be_blank()
        else f"{other}.{column} = {one}.{column}"
        for column in columns(but)
    )


def worded(texts: Iterable[object]) -> tuple[str | None, ...]:
    """What texts of WRITTEN say, by which they are compared."""
    return tuple(None if text is None else key(str(text)) for text in texts)


def is_reworded(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two entries that agree in all of COMPARED but REWORDED, by field, are told in other words and by no other voucher."""
    said, known = (worded(entry.get(name) for name in REWORDED) for entry in (one, other))
    vouchers = {said[0], known[0]} - {None}
    return said != known and len(vouchers) < 2


def may_repeat(entry: str) -> str:
    """The SQL condition that a new row may be a repetition at all."""
    return f"{entry}.reverses_id IS NULL AND {entry}.corrects_id IS NULL"


def changed(entry: str) -> str:
    """The SQL condition that a row corrects another one in what is compared."""
    texts = " AND ".join(f"o.{name} IS NOT DISTINCT FROM {entry}.{name}" for name in WRITTEN)
    return f"EXISTS (SELECT 1 FROM entry o WHERE o.id = {entry}.corrects_id AND NOT ({alike('o', entry)} AND {texts}))"


def standing(entry: str) -> str:
    """The SQL condition that row `entry` of the table is no counter-entry and holds something."""
    return f"{entry}.reverses_id IS NULL AND {held(entry)} <> 0"


def recorded(entry: str) -> str:
    """The SQL condition that row `entry` of the table counts as recorded: it still holds something, or what it was corrected to does."""
    return f"""{entry}.reverses_id IS NULL AND ({held(entry)} <> 0 OR ({_corrected(entry)}
        AND EXISTS (SELECT 1 FROM entry now WHERE now.id = {newest(f"{entry}.id")} AND {held("now")} <> 0)))"""


def standing_for(entry: str) -> str:
    """The SQL of the id by which an entry and all that it was corrected to are counted once."""
    return f"(CASE WHEN {_corrected(entry)} THEN {newest(f'{entry}.id')} ELSE {entry}.id END)"


def _corrected(entry: str) -> str:
    return f"EXISTS (SELECT 1 FROM entry c WHERE c.corrects_id = {entry}.id)"
