"""Of the commands under a row those that its picked columns come from: `--explain` beside `--columns`."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import ALLOCATED, ARRIVED, CASH, OUTSTANDING, REMAINING
from aidtrack.phrase import Said, english
from aidtrack.reports.asking.asked import Asked
from aidtrack.values.report import Column, Report, Table

_MOVED = {kind.balance: (name,) for name, kind in KINDS.items()}
_HELD = {
    "remaining": REMAINING.kinds,
    "cash": CASH.kinds,
    "outstanding": OUTSTANDING.kinds,
    "unallocated": (*ARRIVED.kinds, *ALLOCATED.kinds),
}
_FIGURES = ("money", "rate", "count", "quantity", "number", "flags")  # a column of another kind comes from no entries


def of_picked(report: Report, asked: Asked) -> Report:
    """The report with the commands that its picked columns come from; of two days held against each other with all."""
    return replace(report, tables=[_of_picked(table, asked) for table in report.tables])


def _of_picked(table: Table, asked: Asked) -> Table:
    picked = [column for word in asked.columns if (column := asked.named(table.columns, word))]
    return replace(table, explain=_behind(table, picked)) if table.explain and picked and not table.beside else table


def _behind(table: Table, columns: Sequence[Column]) -> Sequence[Sequence[Said]]:
    """The commands of each row; all of them where one of the columns comes from more than some kinds of entry."""
    moved, held = set[str](), set[str]()
    for column in columns:
        if column.name in _MOVED:
            moved.update(_MOVED[column.name])
        elif column.name in _HELD:
            held.update(_HELD[column.name])
        elif column.ratio is not None and {column.ratio[0], *column.ratio[1]} <= _MOVED.keys():
            held.update(kind for name in (column.ratio[0], *column.ratio[1]) for kind in _MOVED[name])
        elif column.kind in _FIGURES:
            return table.explain
    return [[*_needed(commands, moved, held)] for commands in table.explain]


def _needed(commands: Sequence[Said], moved: set[str], held: set[str]) -> Iterator[Said]:
    """A comment stands before the commands of its part, where any is left: the movements of a period, and what there is at its end."""
    wanted, comment = moved | held, None
    for command in commands:
        if english(command).startswith("# "):
            comment = command
            wanted = moved if english(command).startswith("# movements") else held
        elif (kind := _listed(command)) is None or kind in wanted:
            if comment is not None:
                yield comment
                comment = None
            yield command


def _listed(command: Said) -> str | None:
    """The kind of entry that a command lists; None where it shows something else."""
    words = shlex.split(english(command))
    return next((word for word, verb in pairwise(words) if word in KINDS and verb == "list"), None)
