"""Benchmarks: aidtrack beside the barest tool that does the same, by turns in one run. By hand, never as a test:

    python tests/benchmarks/run.py [--size S|M|L] [--only NAME] [--runs 3] [--folder DIR]

Size S measures a store of 10 thousand spendings, M also 100 thousand and 1 million (some 200 seconds of processor), L also 10 million
(8 GB of disk). NAME is one of small, days, lists, import, upsert, whole, payees; and, by name alone, growth, overview, dashboard, sheets,
server, writers, memory, offices (800 of them; its targets are seconds and MiB). Needs a POSIX system and the sqlite3 shell. The sheets stay in DIR.

A line is printed as soon as it is known: the first command's processor time (user and system), that of the second, which is its floor,
both with their noise, the ratio, and whether it keeps its target. "start-up" is `python -c "import typer, rich.table"`, "shell's .import"
the sqlite3 shell's, of the same rows with ids in place of names into the same typed, indexed table, with nothing checked; COPY is that
of PostgreSQL, into a table that has the checks and references of ours, or none.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import days
import floors
import lists
import memory
import offices
import server
import sheets
import small
import whole
import writers
from lines import HEADER, LARGE, line
from measure import Command, compared
from stores import AIDTRACK, Stores

SIZES = {"S": (10_000,), "M": (10_000, 100_000, 1_000_000), "L": (10_000, 100_000, 1_000_000, 10_000_000)}
QUICK = 3  # what takes a tenth of a second is run this many times as often


def imports(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    """Each size beside the shell, and beside the one before it: an import grows as its rows do, or less."""
    for rows in sizes:
        ours, floor = stores.imported(rows)
        most, peak = 0.9 if rows >= LARGE else None, f"{ours.peak:.0f} MiB (≤ 150)"
        yield line(f"import {rows:,} / shell's .import", ours.processors, floor.processors, most, peak=peak)
    for before, rows in pairwise(sizes):
        ours, fewer = stores.imported(rows)[0], stores.imported(before)[0]
        yield line(f"import {rows:,} / {before:,}", ours.processors, fewer.processors, rows / before)


def growth(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    """A flat report takes as long in a large store as in a small one."""
    village = [Command([AIDTRACK, "--db", stores.store(rows), *small.VILLAGE]) for rows in sizes]
    reports = compared(stores.runs * QUICK, *village)
    for at, (before, rows) in enumerate(pairwise(sizes)):
        yield line(f"report village, {rows:,} / {before:,}", reports[at + 1].processors, reports[at].processors)


def overview(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    rows, times = sizes[-1], stores.runs * QUICK
    store = stores.store(rows)
    found = _inside(store, times)
    same = floors.shell_seconds(store, found["asked"], times)
    yield line(f"overview's SQL, {rows:,} / in the shell", found["queries"], same, 1.5)
    yield line(f"overview without start-up, {rows:,} / its SQL in the shell", found["whole"], same)
    by_hand = floors.shell_seconds(store, [(floors.FROM_BALANCES, {})], times)
    yield line(f"overview's SQL, {rows:,} / sums by village, by hand", found["queries"], by_hand)
    entries = floors.shell_seconds(store, [(floors.FROM_ENTRIES, {})], stores.runs)
    yield line(f"{rows:,} entries summed in the shell / balances summed", entries, by_hand)
    ours = Command([AIDTRACK, "--db", store, "report", "overview", "--format", "csv"])
    whole, start_up = compared(times, ours, floors.START_UP)
    yield line(f"report overview (csv), {rows:,} / start-up", whole.processors, start_up.processors)


def dashboard(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    """Beside what nobody can do without: the program's start, and each of its queries once."""
    rows = sizes[-1]
    store, page = stores.store(rows), stores.folder / "dashboard.html"
    found = _inside(store, 0, "dashboard")
    asked = [
        json.loads(query) for query in dict.fromkeys(json.dumps(query, sort_keys=True) for query in found["asked"])
    ]
    ours = Command([AIDTRACK, "--db", store, "report", "dashboard", "--force", "-o", page])
    measured, start_up = compared(stores.runs, ours, floors.START_UP)
    floor = [seconds + start_up.processor for seconds in floors.shell_seconds(store, asked, stores.runs)]
    peak = f"{measured.peak:.0f} MiB; its page, {page.stat().st_size / 1e6:.2f} MB (≤ 1)"
    name = f"report dashboard (html), {rows:,} / its SQL in the shell + start-up"
    yield line(name, measured.processors, floor, 3, peak=peak)


def _inside(store: Path, times: int, *report: str) -> dict[str, Any]:
    words = [sys.executable, str(Path(__file__).with_name("overview.py")), str(store), str(times), *report]
    found: dict[str, Any] = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)
    return found


MEASURED = {
    "small": small.measured,
    "days": days.measured,
    "lists": lists.measured,
    "import": imports,
    "upsert": sheets.upserts,
    "whole": whole.measured,
    "payees": server.payees,
}
BY_NAME = {  # what takes long, or has no target of its own
    "growth": growth,
    "overview": overview,
    "dashboard": dashboard,
    "sheets": sheets.measured,
    "server": server.measured,
    "writers": writers.measured,
    "memory": memory.measured,
    "offices": offices.measured,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=SIZES, default="S")
    parser.add_argument("--only", choices=[*MEASURED, *BY_NAME], action="append")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if not floors.SHELL or not hasattr(os, "wait4"):
        parser.error("this needs a POSIX system and the sqlite3 shell")
    os.environ.pop("AIDTRACK_DB", None)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is not compiled anew at each start
    os.environ["AIDTRACK_LANG"] = "zh"
    began = time.monotonic()
    print(HEADER, flush=True)
    with tempfile.TemporaryDirectory(prefix="aidtrack-benchmarks-") as scratch:
        folder = asked.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        stores = Stores(folder.absolute(), asked.runs)
        for name in asked.only or MEASURED:
            for one in {**MEASURED, **BY_NAME}[name](stores, SIZES[asked.size]):
                print(one, flush=True)
    left = "" if asked.only else f" Only by name (--only NAME): {', '.join(BY_NAME)}."
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = used.ru_utime + used.ru_stime
    print(f"It took {time.monotonic() - began:.0f} seconds, {processor:.0f} of processor.{left}")


if __name__ == "__main__":
    main()
