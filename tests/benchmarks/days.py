"""Reports with a day or a year in them, beside the shell that looks at every entry and sums them by village."""

from collections.abc import Iterator, Sequence

import floors
from lines import LARGE, line
from measure import Command, compared
from stores import AIDTRACK, Stores

UNIT = "SELECT village_id, kind, sum(amount_fen) FROM entry NOT INDEXED GROUP BY village_id, kind"
ASKED = {
    "overview --as-of": (("overview", "--as-of", "2017-06-30"), 0.6),
    "overview --year": (("overview", "--year", "2017"), 0.6),
    "progress": (("progress",), 0.6),
    "carryover --year": (("carryover", "--year", "2017"), 0.6),
    "fund --as-of": (("fund", "--as-of", "2017-06-30"), 0.6),
    "alerts": (("alerts",), 1.5),
    "quality": (("quality",), 1.5),
    "pack --year": (("pack", "--year", "2017"), 2.5),
}
AS_TEXT = ("alerts", "quality", "pack --year")  # what lays out tens of thousands of rows


def measured(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    """Each in csv, the longest also as the text that a pipe gets; what the start of the program takes is in it."""
    rows = sizes[-1]
    store = stores.store(rows)
    unit = Command([floors.SHELL, "-readonly", store, UNIT])
    asked: dict[str, tuple[tuple[str, ...], float | None]]
    asked = {name: ((*words, "--format", "csv"), most) for name, (words, most) in ASKED.items()}
    asked |= {f"{name} as text": ((*ASKED[name][0], "--format", "plain"), None) for name in AS_TEXT}
    ours = [Command([AIDTRACK, "--db", store, "report", *words]) for words, _ in asked.values()]
    floor, *each = compared(stores.runs, unit, *ours)
    for (name, (_, most)), runs in zip(asked.items(), each, strict=True):
        yield line(
            f"report {name}, {rows:,} / sums by village in the shell",
            runs.processors, floor.processors, most if rows >= LARGE else None, peak=f"{runs.peak:.0f} MiB",
        )  # fmt: skip
