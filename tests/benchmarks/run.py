"""Benchmarks: aidtrack beside the barest tool that does the same, by turns in one run. By hand, never as a test:

    python tests/benchmarks/run.py [--size S|M|L] [--only NAME] [--runs 5] [--folder DIR]

Size S measures a store of 10 thousand spendings, M also 100 thousand and 1 million (five minutes), L also 10 million
(a quarter of an hour, 8 GB of disk). NAME is one of small, village, overview, dashboard, import, server, growth, days, lists, sheets, writers, whole, memory (by name alone). Needs
a POSIX system and the sqlite3 shell; sqlite-utils and hledger take part where they are installed. The sheets stay in DIR.
The first command of a row is divided by the second: medians on the wall clock ("of CPU": of processor time), between
their least and most. "start-up" is `python -c "import typer, rich.table"`, "shell's .import" the sqlite3 shell's, of the
same rows with ids in place of names into the same typed, indexed table, with nothing checked; COPY is that of PostgreSQL,
into a table that has the checks and references of ours, or none.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import days
import floors
import generate
import lists
import memory
import server
import sheets
import small
import whole
import writers
from lines import HEADER, Line, line, line_of_seconds
from measure import Command, Runs, compared, run
from stores import AIDTRACK, HUGE, Stores
from tabulate import tabulate

SIZES = {"S": (10_000,), "M": (10_000, 100_000, 1_000_000), "L": (10_000, 100_000, 1_000_000, 10_000_000)}
VILLAGE = ("report", "village", "牙河村")
PAYEES = 100_000
QUICK = 3  # what takes a tenth of a second is run this many times as often


def village(stores: Stores, sizes: Sequence[int]) -> Iterator[Line]:
    rows = sizes[-1]
    for format in ("table", "plain"):
        ours = Command([AIDTRACK, "--db", stores.store(rows), *VILLAGE, "--format", format])
        both = compared(stores.runs * QUICK, ours, floors.START_UP)
        yield line(f"report village ({format}), {rows:,} / start-up", both, "≤ 1.9")
    if floors.HLEDGER:
        peer = floors.report_peer(generate.journal(stores.folder, rows // 10))
        yield line(f"hledger balance, {rows // 10:,} / start-up", compared(1, peer, floors.START_UP), "")


def overview(stores: Stores, sizes: Sequence[int]) -> Iterator[Line]:
    rows, times = sizes[-1], stores.runs * QUICK
    store = stores.store(rows)
    inside = [sys.executable, str(Path(__file__).with_name("overview.py")), str(store), str(times)]
    found = json.loads(subprocess.run(inside, capture_output=True, check=True).stdout)
    same = floors.shell_seconds(store, found["asked"], times)
    yield line_of_seconds(f"overview's SQL, {rows:,} / in the shell", found["queries"], same, "≤ 1.5")
    yield line_of_seconds(f"overview without start-up, {rows:,} / its SQL in the shell", found["whole"], same, "")
    by_hand = floors.shell_seconds(store, [(floors.FROM_BALANCES, {})], times)
    yield line_of_seconds(f"overview's SQL, {rows:,} / sums by village, by hand", found["queries"], by_hand, "")
    entries = floors.shell_seconds(store, [(floors.FROM_ENTRIES, {})], stores.runs)
    yield line_of_seconds(f"{rows:,} entries summed in the shell / balances summed", entries, by_hand, "")
    ours = Command([AIDTRACK, "--db", store, "report", "overview", "--format", "csv"])
    yield line(f"report overview (csv), {rows:,} / start-up", compared(times, ours, floors.START_UP), "")


def dashboard(stores: Stores, sizes: Sequence[int]) -> Iterator[Line]:
    """Beside what nobody can do without: the program's start, and each of its queries once."""
    rows = sizes[-1]
    store, page = stores.store(rows), stores.folder / "dashboard.html"
    inside = [sys.executable, str(Path(__file__).with_name("overview.py")), str(store), "0", "dashboard"]
    found = json.loads(subprocess.run(inside, capture_output=True, check=True).stdout)
    asked = [
        json.loads(query) for query in dict.fromkeys(json.dumps(query, sort_keys=True) for query in found["asked"])
    ]
    ours = Command([AIDTRACK, "--db", store, "report", "dashboard", "--force", "-o", page])
    measured, start_up = compared(stores.runs, ours, floors.START_UP)
    queries = floors.shell_seconds(store, asked, stores.runs)
    floor = [seconds + start_up.wall for seconds in queries]
    name = f"report dashboard (html), {rows:,} / its SQL in the shell + start-up"
    yield line_of_seconds(name, [run.wall for run in measured.runs], floor, "≤ 3.0")
    yield f"its page, {page.stat().st_size / 1e6:.2f} MB of 1", "", "", "", "", "", "≤ 1 MB", "", ""


def imports(stores: Stores, sizes: Sequence[int]) -> Iterator[Line]:
    for rows in sizes:
        target = "≤ 1.0" if rows >= 1_000_000 else ""
        yield line(f"import {rows:,} / shell's .import", stores.imported(rows), target, peak="≤ 150")
    if floors.SQLITE_UTILS and sizes[-1] < HUGE:
        _, resolved = stores.sheets(sizes[-1])
        peer = run(floors.import_peer(stores.empty, stores.folder / "peer.db", resolved))
        yield line(f"sqlite-utils {sizes[-1]:,} / shell's .import", (Runs([peer]), stores.imported(sizes[-1])[1]), "")


def on_server(stores: Stores, sizes: Sequence[int]) -> Iterator[Line]:
    with server.started(stores) as running:
        for rows in (size for size in sizes if 10_000 < size < HUGE or size == sizes[-1] < HUGE):
            ours, same, bare = running.imported(stores, rows)
            yield line(f"import {rows:,} into PostgreSQL / COPY", (ours, same), "≤ 3.0", peak="client")
            yield line(f"import {rows:,} into PostgreSQL / COPY without references", (ours, bare), "")
        name = f"import {PAYEES:,} payees of one day into PostgreSQL / COPY"
        yield line(name, running.one_day(stores, PAYEES), "≤ 3.0", peak="client")


def growth(stores: Stores, sizes: Sequence[int]) -> Iterator[Line]:
    """Each size beside the one before it: a flat report stays at 1, a linear import grows as its rows do, or less."""
    reports = compared(
        stores.runs * QUICK, *(Command([AIDTRACK, "--db", stores.store(rows), *VILLAGE]) for rows in sizes)
    )
    for at, (before, rows) in enumerate(pairwise(sizes)):
        yield line(f"report village, {rows:,} / {before:,}", (reports[at + 1], reports[at]), "≈ 1.0")
    for before, rows in pairwise(sizes):
        both = stores.imported(rows)[0], stores.imported(before)[0]
        yield line(f"import, {rows:,} / {before:,}", both, f"≤ {rows / before:.1f}", peak=f"before: {both[1].peak:.0f}")


MEASURED = {
    "small": small.measured,
    "village": village,
    "overview": overview,
    "dashboard": dashboard,
    "import": imports,
    "server": on_server,
    "growth": growth,
    "days": days.measured,
    "lists": lists.measured,
    "sheets": sheets.measured,
    "writers": writers.measured,
    "whole": whole.measured,
    "memory": memory.measured,
}
BY_NAME = ("memory",)  # only where it is asked for


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=SIZES, default="S")
    parser.add_argument("--only", choices=MEASURED, action="append")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if not floors.SHELL or not hasattr(os, "wait4"):
        parser.error("this needs a POSIX system and the sqlite3 shell")
    os.environ.pop("AIDTRACK_DB", None)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is not compiled anew at each start
    os.environ["AIDTRACK_LANG"] = "zh"
    with tempfile.TemporaryDirectory(prefix="aidtrack-benchmarks-") as scratch:
        folder = asked.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        stores = Stores(folder.absolute(), asked.runs)
        lines = [
            line
            for name in asked.only or [name for name in MEASURED if name not in BY_NAME]
            for line in MEASURED[name](stores, SIZES[asked.size])
        ]
    right = ("left", *["right"] * (len(HEADER) - 1))
    print(tabulate(lines, HEADER, tablefmt="github", colalign=right, disable_numparse=True))


if __name__ == "__main__":
    main()
