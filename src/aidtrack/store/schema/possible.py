"""What the guard of entries on a server refuses because no door lets it in: a day that no calendar has, terms of a loan that there are not,
an amount beyond the largest, an origin that names no row, a place in no file, a text of blanks.

A text may say anything, but who reads a day or a rate stumbles over what is none.
"""

from aidtrack.ledger.entry import ENTRY, SCHEDULES
from aidtrack.values.kinds import TextKind
from aidtrack.values.money import MAX_FEN
from aidtrack.values.numbers import MOST_MONTHS

CONSTRAINT = "value"
_RATE = r"^(0|[1-9][0-9]?|100|(0|[1-9][0-9]?)\.[0-9]{0,5}[1-9])%$"  # as `PERCENT` spells it
_ORIGIN = "^[0-9a-f]{8}-[1-9][0-9]{0,15}$"  # as `values.row_origin` knows it
_TEXTS = tuple(field.column for field in ENTRY.fields if isinstance(field.kind, TextKind) and not field.refers)
IMPOSSIBLE = f"""(to_char(date::date, 'YYYY-MM-DD') <> date OR term NOT BETWEEN 1 AND {MOST_MONTHS}
    OR schedule NOT IN ('{"', '".join(SCHEDULES)}') OR yearly_rate !~ '{_RATE}' OR origin !~ '{_ORIGIN}'
    OR amount_fen NOT BETWEEN -{MAX_FEN} AND {MAX_FEN} OR file_no < 1 OR row_no < 1 OR (batch_id IS NULL AND coalesce(file_no, row_no) IS NOT NULL)
    OR '' IN ({", ".join(f"trim({text})" for text in _TEXTS)}))"""
