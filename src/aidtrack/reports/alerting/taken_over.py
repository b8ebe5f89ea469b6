"""What one office of a collection took over from another's export: both hand it over, and every sum of both has it twice.

An office knows its own books alone: none of this is looked for where no other's stand beside them.
"""

from collections import defaultdict
from collections.abc import Iterator

from aidtrack.ledger.correcting import stands
from aidtrack.phrase import Joined, phrase
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import Snapshot
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.records.origins import of_offices
from aidtrack.values import ids
from aidtrack.values.blocks import blocks
from aidtrack.values.row_origin import is_origin, number_in, short
from aidtrack.values.text import safe

_AT_ONCE = 500
Taken = tuple[int, int, str, int]  # an entry's id, its fund, its kind, fen


def counted_twice(snapshot: Snapshot) -> Iterator[Alert]:
    """By fund, kind and other office the entries that came out of what that office wrote out and has too."""
    found: dict[tuple[int, str, int], list[Taken]] = defaultdict(list)
    for one, other in _taken_over(snapshot):
        found[one[1], one[2], other].append(one)
    codes = snapshot.connection.parts or {}
    for (fund, kind, other), taken in sorted(found.items()):
        yield Alert(
            snapshot.command(kind, "list", "--id", ids.spelled([id for id, *_ in taken])),
            fund,
            subject=Joined((safe(codes[other]), safe(codes[fund // SPAN])), " → "),
            amount_fen=sum(fen for *_, fen in taken),
            details=phrase(
                "{count} entries are those of the office {office}", count=len(taken), office=safe(codes[other])
            ),
        )


def _taken_over(snapshot: Snapshot) -> Iterator[tuple[Taken, int]]:
    """Each entry with the office whose it is too."""
    connection, among_them = snapshot.connection, snapshot.connection.parts
    if among_them is None:
        return
    offices = {short(store): (number, store) for number, stores in of_offices(connection).items()
               for store, _ in stores[-1:] if number in among_them}  # fmt: skip
    rows = connection.stream(
        f"SELECT e.id, e.fund_id, e.kind, e.amount_fen, e.origin FROM entry e WHERE e.origin IS NOT NULL AND e.date <= :end AND {stands('e')} ORDER BY e.id",
        {"end": snapshot.when.params["end"]},
    )
    for some in blocks(rows, _AT_ONCE):
        named: dict[int, list[tuple[Taken, int]]] = defaultdict(list)
        for id, fund, kind, fen, origin in some:
            office, store = offices.get(str(origin).partition("-")[0], (fund // SPAN, ""))
            if office != fund // SPAN and is_origin(origin) and (number := number_in(origin, store)) is not None:
                named[office * SPAN + number].append(((id, fund, kind, int(fen)), office))
        if named:
            listed = ", ".join(map(str, named))
            for (there,) in connection.rows(f"SELECT e.id FROM entry e WHERE e.id IN ({listed}) AND {stands('e')}"):
                yield from named[there]
