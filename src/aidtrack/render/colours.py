"""What stands out on a terminal: graver flags and levels in red, the others in yellow, amounts below zero in red."""

from rich.text import Text

from aidtrack.values.report import Column, Content, Row

_GRAVE_LEVEL = "serious"


def coloured(column: Column, row: Row, cell: str) -> Text:
    """The cell of a row, as it is read, in its colour."""
    if column.kind in ("flags", "level") and cell:
        return Text(cell, style="bold red" if _grave(row.get(column.name)) else "yellow")
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
