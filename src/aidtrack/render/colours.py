"""What stands out: graver flags and levels in red, the others in yellow, on a terminal amounts below zero in red too."""

from collections.abc import Iterable

from rich.text import Text

from aidtrack.values.report import Column, Content, Row

_GRAVE_LEVEL = "serious"


def weight(column: Column, row: Row) -> str:
    """Whether what a cell says is `grave`, only `warned` of, or ""."""
    if column.kind not in ("flags", "level") or not (said := row.get(column.name)):
        return ""
    return "grave" if _grave(said) else "warned"


def is_grave(columns: Iterable[Column], row: Row) -> bool:
    """Whether anything that a row says is grave."""
    return any(weight(column, row) == "grave" for column in columns)


def coloured(column: Column, row: Row, cell: str) -> Text:
    """The cell of a row, as it is read, in its colour."""
    if said := weight(column, row):
        return Text(cell, style="bold red" if said == "grave" else "yellow")
    if column.kind == "money" and not column.signed:
        return _amounts(cell)
    return Text(cell)


def _grave(said: Content) -> bool:
    if isinstance(said, tuple):
        return any(flag.grave for flag in said)
    return said == _GRAVE_LEVEL


def _amounts(cell: str) -> Text:
    """One amount, or those of two days; a third line is the change between them, which may well be below zero."""
    lines = [Text(line) for line in cell.split("\n")]
    for line in lines[:2]:
        if line.plain.startswith("-"):
            line.stylize("red")
    return Text("\n").join(lines)
