"""`report rollup --by LEVEL`: the same figures summed per township, county … or per implementer, category, source, year.

Each level is the sum of the level below it: all are sums of the same cells (fund × project × village).
"""

from collections.abc import Callable
from dataclasses import dataclass

from aidtrack.nouns.category import CATEGORY
from aidtrack.nouns.village import PLACE
from aidtrack.phrase import Said, phrase
from aidtrack.reports import figures
from aidtrack.reports.columns import OF_CELLS, columns, compared, usual, word_labels
from aidtrack.reports.dimension import DIMENSIONS
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.called import Called
from aidtrack.store.names.find import Names
from aidtrack.store.names.words import OpenWords
from aidtrack.values.report import Report, Row, Table

Key = tuple[str | int | None, ...]
_UNKNOWN_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class _Level:
    """The columns that head a row, a cell's values in them, and which part of a cell they are fields of."""

    columns: tuple[str, ...]
    key: Callable[[figures.Key], Key]
    of: str


Cells = dict[figures.Key, figures.Figures]


def rollup(connection: Connection, when: Period, by: str, *, explain: list[str] | None = None) -> Report:
    """`by` is one of the words of its declaration."""
    level = _level(connection, by)
    cells = figures.cells(connection, when)
    groups: dict[Key, Cells] = {}
    for cell, money in cells.items():
        groups.setdefault(level.key(cell), {})[cell] = money
    keys = sorted(groups, key=_order)
    explainer = explaining(connection, when, explain)
    rows = [{**dict(zip(level.columns, key, strict=True)), **_summed(groups[key])} for key in keys]
    table = Table(
        "rollup",
        phrase("Roll-up"),
        usual(columns(*level.columns, "villages", "projects", *OF_CELLS, "flags"), rows),
        rows,
        stays=(level.columns[-1], "allocated", "spent", "remaining", "flags"),
        total={**_summed(cells), "flags": ()},
        labels=word_labels("source"),
        explain=[_commands(explainer, level, key, groups[key]) for key in keys] if explainer else (),
        keys=keys,
    )
    return Report("rollup", phrase("Roll-up"), [table], when.end, charts=[compared("rollup", level.columns[-1])])


def _summed(cells: Cells) -> Row:
    """How many villages and projects these cells are of, and their money."""
    villages = {village for _, _, village in cells if village}
    projects = {project for _, project, _ in cells if project}
    return {"villages": str(len(villages)), "projects": len(projects), **figures.together(cells.values()).cells()}


def _commands(explainer: Explainer, level: _Level, key: Key, cells: Cells) -> list[Said]:
    """By the level's fields where a list takes them, else one village, project or fund after the other."""
    fields = [one.word for one in DIMENSIONS.values() if one.of == level.of]
    if set(level.columns) <= set(fields) and explainer.can_type(*key):
        return explainer.commands(figures.together(cells.values()), dict(zip(level.columns, key, strict=True)))
    at = figures.CELL.index(f"{level.of}_id")
    parts: dict[int, list[figures.Figures]] = {}
    for cell in sorted(cells):
        parts.setdefault(cell[at], []).append(cells[cell])
    return explainer.each_of(level.of, {id: figures.together(some) for id, some in sorted(parts.items())})


def _order(key: Key) -> tuple[str, ...]:
    """What is known by name, the unknown last."""
    return tuple(_UNKNOWN_LAST if part is None else str(part) for part in key)


def _level(connection: Connection, by: str) -> _Level:
    if by in PLACE:
        above = PLACE[: PLACE.index(by) + 1]
        places = _facts(connection, "village", above)
        return _Level(above, lambda cell: places.get(cell[2], (None,) * len(above)), "village")
    if by in ("source", "year"):
        funds = _facts(connection, "fund", (by,))
        return _Level((by,), lambda cell: funds[cell[0]], "fund")
    column = "implementer" if by == "organization" else by
    projects = _facts(connection, "project", (column,))
    if by == "organization":
        called = Called(Names(connection), "organization")
        projects = {id: (called.one(implementer),) for id, (implementer,) in projects.items()}
    if by == "category":
        words = OpenWords(connection)
        projects = {id: (words.one(CATEGORY, category),) for id, (category,) in projects.items()}
    return _Level((column,), lambda cell: projects.get(cell[1], (None,)), "project")


def _facts(connection: Connection, noun: str, columns: tuple[str, ...]) -> dict[int, Key]:
    return {row[0]: tuple(row[1:]) for row in connection.rows(f"SELECT id, {', '.join(columns)} FROM {noun}")}
