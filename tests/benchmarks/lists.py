"""A list of everything, beside the shell's own csv of the same query: of processor time, and what it holds."""

from collections.abc import Iterator, Sequence

import floors
from lines import Line
from measure import Command, compared, spelled
from stores import AIDTRACK, Stores

from aidtrack.ledger.entry import ENTRY
from aidtrack.reports.selection import selected

MOST = 60  # MiB


def measured(stores: Stores, sizes: Sequence[int]) -> Iterator[Line]:
    rows = sizes[-1]
    store = stores.store(rows)
    columns, joins = selected(ENTRY)
    same = (
        f"SELECT entry.id, {', '.join(columns)}, entry.batch_id, entry.file_no, entry.row_no FROM entry {joins}"
        " WHERE entry.kind = 'spending' ORDER BY entry.date, entry.id"
    )
    listed = [Command([AIDTRACK, "--db", store, "spending", "list", "--format", form]) for form in ("csv", "jsonl")]
    shell, *ours = compared(stores.runs, Command([floors.SHELL, "-readonly", "-csv", store, same]), *listed)
    for form, runs in zip(("csv", "jsonl"), ours, strict=True):
        one, other = runs.processors, shell.processors
        ratio, target = f"{runs.processor / shell.processor:.2f}", "≤ 4.5" if form == "csv" else ""
        noise, floors_noise = (f"{spelled(min(each))}–{spelled(max(each))}" for each in (one, other))
        yield (
            f"spending list ({form}), {rows:,} / the shell's -csv, of CPU", spelled(runs.processor), noise,
            spelled(shell.processor), floors_noise, ratio, target, ratio, f"{runs.peak:.0f} (≤ {MOST})",
        )  # fmt: skip
