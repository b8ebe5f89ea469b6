"""What stands out: graver flags and levels in red, the others in yellow, hints in cyan; on a terminal amounts below zero in red too."""

from collections.abc import Iterable

from rich.text import Text

from aidtrack.values.report import Column, Row

_LEVELS = {"serious": "grave", "warning": "warned", "hint": "hinted"}
_STYLES = {"grave": "bold red", "warned": "yellow", "hinted": "cyan"}


def weight(column: Column, row: Row) -> str:
    """Whether what a cell says, or counts, is `grave`, `warned` of, a mere hint (`hinted`), or ""."""
    said = row.get(column.name)
    if column.kind == "flags" and isinstance(said, tuple) and said:
        return "grave" if any(flag.grave for flag in said) else "warned"
    if column.kind == "level":
        return _LEVELS.get(str(said), "")
    return _LEVELS.get(column.name, "") if column.kind == "count" and said else ""


def is_grave(columns: Iterable[Column], row: Row) -> bool:
    """Whether anything that a row says is grave."""
    return any(weight(column, row) == "grave" for column in columns)


def coloured(column: Column, row: Row, cell: str) -> Text:
    """The cell of a row, as it is read, in its colour."""
    if said := weight(column, row):
        return Text(cell, style=_STYLES[said])
    if column.kind == "money" and not column.signed:
        return _amounts(cell)
    return Text(cell)


def _amounts(cell: str) -> Text:
    """One amount, or those of two days; a third line is the change between them, which may well be below zero."""
    lines = [Text(line) for line in cell.split("\n")]
    for line in lines[:2]:
        if line.plain.startswith("-"):
            line.stylize("red")
    return Text("\n").join(lines)
