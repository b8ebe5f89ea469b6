"""Which columns of a table a terminal has room for: first those step back that say nothing of a row, then the least important.

What tells the rows apart steps back last of all.
"""

from collections.abc import Sequence
from dataclasses import replace

from aidtrack.locale import spoken
from aidtrack.pattern import pattern
from aidtrack.render.cells import NUMBERS, heads
from aidtrack.render.grid import Grid
from aidtrack.render.screen import Screen
from aidtrack.values.report import STAYING, Column, Table
from aidtrack.values.wrapped import WIDE

GAP = 2  # cells between two columns
_MIN_TEXT = 8
_ROOMY = 80  # cells; with less flags and names rather stand on many lines than a figure is not seen
_WORD = pattern(rf"(?:(?!\((?={WIDE.pattern}))[!-~])+")  # what is broken nowhere
_TELLING = ("text", "date", "id")  # kinds of column that tell a row from another
_NEVER_IDLE = ("allocated", "spent", "remaining", "cash")  # that nothing was spent is an answer
_FEWEST = 2  # columns; with less a table says nothing
_OF_WHAT = pattern(r"\s*(?=\()|\s+(?=\S+$)")  # what stands in a heading before it says of what a figure is


def broken(made: Grid) -> Grid:
    """The same with headings on two lines: `rate of allocated` is twice as wide as what stands under it."""
    columns = [replace(column, label=_OF_WHAT.sub("\n", spoken(column.label), 1)) for column in made.columns]
    return Grid(columns, made.rows, made.total)


def above(column: Column) -> list[str]:
    """The lines of a heading."""
    return spoken(column.label).split("\n")


def _headed(column: Column, screen: Screen) -> int:
    return max(map(screen.cells, above(column)))


def longest_word(text: str) -> int:
    """How long its longest word is that is broken nowhere."""
    return max(map(len, _WORD.findall(text)), default=0)


def widest(made: Grid, screen: Screen) -> list[int]:
    """How wide the widest line of each column is."""
    widths = [_headed(column, screen) for column in made.columns]
    for cells in made.lines():
        for at, cell in enumerate(cells):
            widths[at] = max(widths[at], *map(screen.cells, cell.split("\n")))
    return widths


def leasts(made: Grid, widest: Sequence[int], screen: Screen) -> list[int]:
    """The least width of each column: numbers whole, text no narrower than it can be read, on some three lines or more, what names
    a row on two, and than a word of it, such as a day or a number, that has no break. What stands for nothing needs no more room.
    """
    third = screen.of_tables // 3
    roomy = screen.of_tables >= _ROOMY
    named = heads(made.columns)
    longest = [0] * len(made.columns)
    texts = [
        at
        for at, (column, most) in enumerate(zip(made.columns, widest, strict=True))
        if column.kind not in (*NUMBERS, "date") and column.name != "day" and most > _MIN_TEXT
    ]
    for cells in made.lines():
        for at in texts:
            longest[at] = max(longest[at], longest_word(cells[at]))
    found = []
    for at, (column, most) in enumerate(zip(made.columns, widest, strict=True)):
        if at not in texts:
            found.append(most)
            continue
        held = _held(made, at, most, screen) if at < named else most
        folded = (held + 3) // 4 * 2 if at < named and roomy else held // 3
        longer = third * 3 // 2 if at < named else third
        legible = max(min(_MIN_TEXT, held), _headed(column, screen), min(longest[at], longer))
        if column.kind != "flags" or roomy:
            legible = max(legible, min(folded, third))
        found.append(min(legible, most))
    return found


def _held(made: Grid, at: int, most: int, screen: Screen) -> int:
    """How wide the widest cell of a column is that holds something."""
    blank = spoken(made.columns[at].blank)
    if screen.cells(blank) < most:
        return most
    return max((screen.cells(cells[at]) for cells in made.rows if cells[at] != blank), default=most)


def needed(widths: Sequence[int]) -> int:
    """How many cells of a screen columns of these widths take side by side."""
    return sum(widths) + GAP * (len(widths) - 1)


def staying(table: Table, made: Grid, leasts: Sequence[int], room: int, said: str) -> list[Column] | None:
    """The columns there is room for, in their order; None where even the few that a table needs have none. `said` stands above it."""
    width = dict(zip((column.name for column in made.columns), leasts, strict=True))
    order, idle = _by_importance(table, made, said)
    important = {*table.wanted, *table.stays}.difference(idle)
    kept: list[str] = []
    full = False
    for name in order:
        if needed([width[one] for one in (*kept, name)]) <= room:
            if not full or name in important:
                kept.append(name)
        elif _says_something(kept) and name in important:
            full = True  # for a smaller one that people look for there may be room
        else:
            break
    return [column for column in made.columns if column.name in kept] if _says_something(kept) else None


def _says_something(kept: Sequence[str]) -> bool:
    return len(kept) >= _FEWEST + ("day" in kept)


def _by_importance(table: Table, made: Grid, said: str) -> tuple[list[str], list[str]]:
    """What names a row, with what else tells it from the others, and of two days its lines; what was asked for, what the table says
    stays, the others from the left; at last, and once more beside, what tells no row from another, unless it is the money that is
    told of all.
    """
    asked = [column.name for column in made.columns[: heads(made.columns)] if column.name in table.stays]
    held = [*asked, *(name for name in _NEVER_IDLE if name in table.stays)]
    idle = [name for name in _idle(made, said) if name not in held]
    telling = [column for column in made.columns if column.name not in idle] or [*made.columns]
    names = [column.name for column in telling]
    named = heads(telling, id_alone=table.stays is not STAYING)
    days = ["day"] if "day" in names else []
    key = _key(made, names[:named], [column.name for column in telling if column.kind in _TELLING])
    order = [*key, *days, *(name for name in (*table.wanted, *table.stays) if name in names), *names, *idle]
    return [*dict.fromkeys(order)], idle


def _key(made: Grid, named: Sequence[str], words: Sequence[str]) -> list[str]:
    """The columns that name a row, and of its other words as few as tell all rows apart that differ in one."""
    key, at = [*named], {column.name: number for number, column in enumerate(made.columns)}
    if made.columns[at[key[0]]].kind == "id":
        return key

    def told(names: Sequence[str]) -> int:
        places = [at[name] for name in names]
        return len({tuple(cells[place] for place in places) for cells in made.rows})

    apart, most = told(key), told([*key, *words])
    while apart < most:
        apart, name = max(((told([*key, name]), name) for name in words if name not in key), key=lambda one: one[0])
        key.append(name)
    return key


def _idle(made: Grid, said: str) -> list[str]:
    """The columns that hold nothing, and before them those whose every row holds the same word, which stands above the table."""
    empty = {at: spoken(column.blank) for at, column in enumerate(made.columns)}
    same: dict[int, str | None] = {at: None for at, column in enumerate(made.columns) if column.kind == "text"}
    for cells in made.rows:
        for at in [at for at, blank in empty.items() if cells[at] not in ("", blank)]:
            del empty[at]
        for at in [at for at, word in same.items() if word not in (None, cells[at])]:
            del same[at]
        if not empty and not same:
            break
        same |= {at: cells[at] for at, word in same.items() if word is None}
    repeated = [at for at, word in same.items() if word and at not in empty and word in said]
    return [made.columns[at].name for at in (*repeated, *empty)]
