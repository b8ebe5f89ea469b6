"""Processes of a test's own: forked where the system can from one that has loaded the program, so that each starts at once."""

import sys
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import ForkServerContext, SpawnContext

from conftest import call

_LOADED = [
    "aidtrack.cli.main",
    "aidtrack.cli.importing",
    "aidtrack.store.records.entries",
    "aidtrack.cli.entries",
    "aidtrack.cli.reports",
    "aidtrack.reports.alerts",
    "aidtrack.reports.entries",
    "aidtrack.reports.registry",
    "aidtrack.render.show",
    "aidtrack.render.table",
    "aidtrack.locale.zh",
    "psycopg",
    "pytest",
    "hypothesis",
]


def processes() -> ForkServerContext | SpawnContext:
    """Where no process can be forked (Windows), each starts from nothing."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    return context


def run_command(*args: str) -> None:
    """What a process does that runs one command line: it ends with its exit code."""
    sys.exit(call(*args).code)
