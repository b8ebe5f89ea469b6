"""The sums by month of an office in a collection, held against its entries."""

from collections import defaultdict
from collections.abc import Iterator

from aidtrack.locale import t
from aidtrack.store.collection.put_months import summed
from aidtrack.store.collection.span import Span, of_office
from aidtrack.store.engine.collections import MONTHS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.proof.discrepancy import Discrepancy
from aidtrack.values.money import yuan

_KEPT = f"SELECT fund_id, project_id, village_id, kind, date, amount_fen FROM {MONTHS} WHERE {of_office('fund_id')}"


def wrong(connection: Connection, span: Span) -> Iterator[Discrepancy]:
    """One for each cell, kind and month."""
    kept, said = _by_place(connection, _KEPT, span), _by_place(connection, summed(), span)
    for key in sorted(kept.keys() | said.keys(), key=repr):
        if kept.get(key) != said.get(key):
            *place, kind, day, _ = key
            what = f"{MONTHS} {(*span.at_home(place),)} {kind} {day[:7]}"
            stored, actual = ("—" if fen is None else yuan(fen) for fen in (kept.get(key), said.get(key)))
            yield Discrepancy(
                "damage", "balance", what, t("holds {stored}, the entries say {actual}.", stored=stored, actual=actual)
            )


def _by_place(connection: Connection, sql: str, span: Span) -> dict[tuple[str, ...], int]:
    """Fen by cell, kind, month, and whether it was put in or taken back."""
    found: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for *place, fen in connection.stream(sql, span.bounds):
        found[*place, str(fen > 0)] += int(fen)
    return dict(found)
