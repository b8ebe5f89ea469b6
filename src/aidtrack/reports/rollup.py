"""`report rollup --by LEVEL`: the same figures summed per township, county … or per implementer, category, source, year.

Each level is the sum of the level below it: all are sums of the same cells (fund × project × village).
"""

from collections.abc import Callable
from dataclasses import dataclass

from aidtrack.locale import t
from aidtrack.nouns.village import PLACE
from aidtrack.reports import figures
from aidtrack.reports.columns import columns, compared, word_labels
from aidtrack.reports.explain import Explainer
from aidtrack.reports.period import Period
from aidtrack.store.find import Names
from aidtrack.store.reading import Connection
from aidtrack.values.report import Report, Row, Table

LEVELS = ("township", "county", "prefecture", "province", "organization", "category", "source", "year")
Key = tuple[str | int | None, ...]
_UNKNOWN_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class _Level:
    """The columns that head a row, a cell's values in them, and which part of a cell (0 fund, 1 project, 2 village) they follow from."""

    columns: tuple[str, ...]
    key: Callable[[figures.Key], Key]
    part: int


def rollup(connection: Connection, when: Period, by: str, *, explain: list[str] | None = None) -> Report:
    """`by` is one of LEVELS."""
    level = _level(connection, by)
    found: dict[Key, list[figures.Key]] = {}
    cells = figures.cells(connection, when)
    for cell in cells:
        found.setdefault(level.key(cell), []).append(cell)
    explainer = Explainer(Names(connection), when, explain) if explain else None
    rows: list[Row] = []
    commands: list[list[str]] = []
    for key in sorted(found, key=_order):
        mine = found[key]
        rows.append(
            {
                **dict(zip(level.columns, key, strict=True)),
                "villages": str(len({village for _, _, village in mine if village})),
                "projects": len({project for _, project, _ in mine if project}),
                **figures.together(cells[cell] for cell in mine).cells(),
            }
        )
        if explainer:
            commands.append(_commands(explainer, level, {cell: cells[cell] for cell in mine}))
    everything = figures.together(cells.values())
    table = Table(
        "rollup",
        t("Roll-up"),
        columns(
            *level.columns, "villages", "projects", "allocated", "disbursed", "spent", "remaining", "rate", "flags"
        ),
        rows,
        total={
            "villages": str(len({village for _, _, village in cells if village})),
            "projects": len({project for _, project, _ in cells if project}),
            **everything.cells(),
            "flags": "",
        },
        labels=word_labels("source"),
        explain=commands,
    )
    return Report("rollup", t("Roll-up"), [table], when.end, charts=[compared("rollup", level.columns[-1])])


def _commands(explainer: Explainer, level: _Level, cells: dict[figures.Key, figures.Figures]) -> list[str]:
    """What lists a row's entries: by village where the level is a place, by project or fund where it is a fact of these."""
    parts: dict[int, list[figures.Figures]] = {}
    for cell, found in sorted(cells.items(), key=lambda one: one[0]):
        parts.setdefault(cell[level.part], []).append(found)
    noun = ("fund", "project", "village")[level.part]
    return [line for id, found in parts.items() for line in explainer.commands(figures.together(found), **{noun: id})]


def _order(key: Key) -> tuple[str, ...]:
    """What is known by name, the unknown last."""
    return tuple(_UNKNOWN_LAST if part is None else str(part) for part in key)


def _level(connection: Connection, by: str) -> _Level:
    if by in PLACE:
        above = PLACE[: PLACE.index(by) + 1]
        places = _facts(connection, "village", above)
        return _Level(above, lambda cell: places.get(cell[2], (None,) * len(above)), 2)
    if by in ("source", "year"):
        funds = _facts(connection, "fund", (by,))
        return _Level((by,), lambda cell: funds[cell[0]], 0)
    column = "implementer" if by == "organization" else by
    projects = _facts(connection, "project", (column,))
    return _Level((column,), lambda cell: projects.get(cell[1], (None,)), 1)


def _facts(connection: Connection, noun: str, columns: tuple[str, ...]) -> dict[int, Key]:
    return {row[0]: tuple(row[1:]) for row in connection.rows(f"SELECT id, {', '.join(columns)} FROM {noun}")}
