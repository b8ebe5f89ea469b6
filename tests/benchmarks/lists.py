"""A list of everything, beside the shell's own csv of the same query, and what it holds."""

from collections.abc import Iterator, Sequence

import floors
from lines import LARGE, line
from measure import Command, compared
from stores import AIDTRACK, Stores

from aidtrack.ledger.entry import ENTRY
from aidtrack.reports.selection import selected

MOST = 60  # MiB


def measured(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    rows = sizes[-1]
    store = stores.store(rows)
    columns, joins = selected(ENTRY)
    same = (
        f"SELECT entry.id, {', '.join(columns)}, entry.batch_id, entry.file_no, entry.row_no FROM entry {joins}"
        " WHERE entry.kind = 'spending' ORDER BY entry.date, entry.id"
    )
    listed = Command([AIDTRACK, "--db", store, "spending", "list", "--format", "csv"])
    shell, ours = compared(stores.turns(rows), Command([floors.SHELL, "-readonly", "-csv", store, same]), listed)
    most, peak = 4.5 if rows >= LARGE else None, f"{ours.peak:.0f} MiB (≤ {MOST})"
    name = f"spending list (csv), {rows:,} / the shell's -csv of the same"
    yield line(name, ours.processors, shell.processors, most, peak=peak)
