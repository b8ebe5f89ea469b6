"""Entries that still stand and in which `voucher` or `payee` is blank, found in one look at all; what is carried on or moved has none."""

from aidtrack.ledger.holding import held
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import listed
from aidtrack.store.engine.connection import Connection

# Field → the kinds of entry that have it.
_OF = {
    "voucher": listed(tuple(name for name, kind in KINDS.items() if kind.voucher)),
    "payee": listed(tuple(name for name, kind in KINDS.items() if kind.payee)),
}
_LACKS = {field: f"e.{field} IS NULL AND e.kind IN {kinds}" for field, kinds in _OF.items()}
Blank = list[tuple[int, str, int, int]]  # fund, kind, how many entries, what they hold in fen


def blank(connection: Connection, end: str) -> dict[str, Blank]:
    """By field, what lacks it at the end of a day, by fund and kind."""
    lacking = ", ".join(f"CASE WHEN {lacks} THEN 1 ELSE 0 END AS no_{field}" for field, lacks in _LACKS.items())
    sums = ", ".join(f"sum(no_{field}), sum(no_{field} * held)" for field in _LACKS)
    rows = connection.rows(
        f"""SELECT fund_id, kind, {sums} FROM (
            SELECT e.fund_id + 0 AS fund_id, e.kind, {lacking}, {held("e", ":end")} AS held
            FROM entry e WHERE (({") OR (".join(_LACKS.values())})) AND e.amount_fen > 0 AND e.reverses_id IS NULL
              AND e.carries_id IS NULL AND e.moves_id IS NULL AND e.date <= :end) standing
        WHERE held > 0 GROUP BY fund_id, kind ORDER BY fund_id, kind""",
        {"end": end},
    )
    found: dict[str, Blank] = {field: [] for field in _OF}
    for fund, kind, *of_fields in rows:
        for field, count, fen in zip(_OF, of_fields[::2], of_fields[1::2], strict=True):
            if count:
                found[field].append((fund, kind, int(count), int(fen)))
    return found
