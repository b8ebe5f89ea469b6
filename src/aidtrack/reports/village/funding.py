"""The money of a village: by project and fund, what was set aside beside what was spent, and by fund alone."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from aidtrack.phrase import Said, phrase
from aidtrack.reports.columns import OF_CELLS, columns, usual, word_labels
from aidtrack.reports.counted import one_of
from aidtrack.reports.figures import Figures, Key, nothing, together
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.report import Content, Row, Table

if TYPE_CHECKING:
    from aidtrack.reports.explain import Explainer


def funding(
    names: Names, village: int, cells: Mapping[Key, Figures], unpaid: Sequence[int], explainer: "Explainer | None"
) -> Table:
    """A row for each fund of each project, last those of none; and one for each project that has no money anywhere (`unpaid`)."""
    projects = _projects(names.connection, {*(project for _, project, _ in cells), *unpaid})
    rows: list[Row] = []
    commands: list[list[Said]] = []
    keys = sorted(cells, key=lambda cell: (cell[1] == 0, cell[1], cell[0]))
    for fund, project, _ in keys:
        found = cells[fund, project, village]
        rows.append({**projects.get(project, _OF_NONE), "fund": names.name("fund", fund), **found.cells()})
        if explainer:
            commands.append(explainer.commands(found, fund=fund, project=project, village=village))
    for project in unpaid:
        rows.append({**projects[project], "fund": None, **nothing().cells()})
        if explainer:
            commands.append([explainer.one("project", project)])
    return Table(
        "funding",
        phrase("Funding"),
        usual(columns("project", "category", "stage", "fund", *OF_CELLS, "flags"), rows),
        rows,
        total=_total(cells),
        labels=word_labels("stage"),
        stays=("allocated", "spent", "flags", "remaining", "fund", "rate"),
        explain=commands,
        keys=[*keys, *((0, project, village) for project in unpaid)],
    )


def by_fund(names: Names, village: int, cells: Mapping[Key, Figures], explainer: "Explainer | None") -> Table:
    """The same money, a row for each fund."""
    parts: dict[int, list[Figures]] = {}
    for (fund, _, _), found in cells.items():
        parts.setdefault(fund, []).append(found)
    sums = {fund: together(found) for fund, found in sorted(parts.items())}
    rows: list[Row] = [{"fund": names.name("fund", fund), **found.cells()} for fund, found in sums.items()]
    return Table(
        "funds",
        phrase("By fund"),
        usual(columns("fund", *OF_CELLS, "flags"), rows),
        rows,
        total=_total(cells),
        explain=[explainer.commands(one, fund=fund, village=village) for fund, one in sums.items()]
        if explainer
        else (),
        keys=list(sums),
    )


def _total(cells: Mapping[Key, Figures]) -> Row:
    return {**together(cells.values()).cells(), "flags": ()}


_OF_NONE: Mapping[str, Content] = dict.fromkeys(("project", "category", "stage"))


def _projects(connection: Connection, ids: Collection[int]) -> dict[int, Mapping[str, Content]]:
    """What is shown of projects beside their money, by id."""
    if not ids:
        return {}
    rows = connection.rows(f"SELECT id, name, category, stage FROM project WHERE {one_of('id', sorted(ids))}")
    return {id: dict(zip(_OF_NONE, stated, strict=True)) for id, *stated in rows}
