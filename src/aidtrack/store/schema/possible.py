"""What the guard of entries on a server refuses because no door lets it in: a day that no calendar has, terms of a loan that there are not.

A text may say anything, but who reads a day or a rate stumbles over what is none.
"""

from aidtrack.ledger.entry import SCHEDULES
from aidtrack.values.numbers import MOST_MONTHS

CONSTRAINT = "value"
_RATE = r"^(0|[1-9][0-9]?|100|(0|[1-9][0-9]?)\.[0-9]{0,5}[1-9])%$"  # as `PERCENT` spells it
IMPOSSIBLE = f"""(to_char(date::date, 'YYYY-MM-DD') <> date OR term NOT BETWEEN 1 AND {MOST_MONTHS}
    OR schedule NOT IN ('{"', '".join(SCHEDULES)}') OR yearly_rate !~ '{_RATE}')"""
