"""What stands out: graver flags and levels in red, the others in yellow, hints in cyan; on a terminal amounts below zero in red too."""

from collections.abc import Iterable, Sequence

from rich.text import Text

from aidtrack.values.report import Column, Row

_LEVELS = {"serious": "grave", "warning": "warned", "hint": "hinted"}
_DAYS = 2
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
    lines = cell.split("\n")
    return Text("\n").join(
        Text(line, style=style) for line, style in zip(lines, styles(column, row, lines), strict=True)
    )


def styles(column: Column, row: Row, lines: Sequence[str]) -> list[str]:
    """That of each line of a cell. An amount stands alone, or those of two days; a third line is the change, which may well be below zero."""
    if said := weight(column, row):
        return [_STYLES[said]] * len(lines)
    if column.kind == "money" and not column.signed:
        return ["red" if at < _DAYS and line.startswith("-") else "" for at, line in enumerate(lines)]
    return [""] * len(lines)
