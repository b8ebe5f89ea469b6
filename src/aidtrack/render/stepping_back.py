"""Which columns of a table a terminal has room for: the others step back, the least important first."""

from collections.abc import Sequence

from aidtrack.locale import spoken
from aidtrack.pattern import pattern
from aidtrack.render.cells import NUMBERS, Grid, heads
from aidtrack.render.screen import Screen
from aidtrack.values.report import Column, Table

GAP = 2  # cells between two columns
_MIN_TEXT = 8
_WORD = pattern(r"[!-~]+")  # what is broken nowhere
_FEWEST = 2  # columns; with less a table says nothing
# Where a table does not declare it: what steps back last, the most important first.
_STAYING = ("allocated", "spent", "remaining", "cash", "amount", "flags", "level", "rate", "received")


def widest(made: Grid, screen: Screen) -> list[int]:
    """How wide the widest line of each column is."""
    widths = [screen.cells(spoken(column.label)) for column in made.columns]
    for cells in made.lines():
        for at, cell in enumerate(cells):
            widths[at] = max(widths[at], *map(screen.cells, cell.split("\n")))
    return widths


def leasts(made: Grid, widest: Sequence[int], screen: Screen) -> list[int]:
    """The least width of each column: numbers whole, text no narrower than it can be read, on some three lines or more, and than a
    word of it, such as a day or a number, that has no break.
    """
    third = screen.of_tables // 3
    longest = [0] * len(made.columns)
    texts = [
        at
        for at, (column, most) in enumerate(zip(made.columns, widest, strict=True))
        if column.kind not in (*NUMBERS, "date") and column.name != "day" and most > _MIN_TEXT
    ]
    for cells in made.lines():
        for at in texts:
            longest[at] = max((longest[at], *map(len, _WORD.findall(cells[at]))))
    found = []
    for at, (column, most) in enumerate(zip(made.columns, widest, strict=True)):
        legible = max(_MIN_TEXT, screen.cells(spoken(column.label)), min(most // 3, third), min(longest[at], third))
        found.append(min(legible, most) if at in texts else most)
    return found


def needed(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def staying(table: Table, made: Grid, leasts: Sequence[int], room: int) -> list[Column] | None:
    """The columns there is room for, in their order; None where even the few that a table needs have none."""
    width = dict(zip((column.name for column in made.columns), leasts, strict=True))
    order = _by_importance(table, made)
    kept: list[str] = []
    for name in order:
        if needed([width[one] for one in (*kept, name)]) > room:
            break
        kept.append(name)
    if len(kept) < _FEWEST + ("day" in kept):
        return None
    return [column for column in made.columns if column.name in kept]


def _by_importance(table: Table, made: Grid) -> list[str]:
    """What names a row and, of two days, its lines; what the table says stays, the others from the left; at last what holds nothing in any row."""
    names = [column.name for column in made.columns]
    key = [*names[: heads(made.columns)], *(["day"] if "day" in names else [])]
    empty = _empty(made)
    filled = [name for name in names if name not in empty]
    order = [*key, *(name for name in table.stays or _STAYING if name in filled), *filled, *names]
    return [*dict.fromkeys(order)]


def _empty(made: Grid) -> set[str]:
    """The columns that hold nothing."""
    empty = {at: spoken(column.blank) for at, column in enumerate(made.columns)}
    for cells in made.rows:
        for at in [at for at, blank in empty.items() if cells[at] not in ("", blank)]:
            del empty[at]
    return {made.columns[at].name for at in empty}
