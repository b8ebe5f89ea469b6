"""`report project [NAME]`: every project with all its funds together, or one with its cells and entries."""

from aidtrack.locale import t
from aidtrack.reports import figures
from aidtrack.reports.columns import columns, word_labels
from aidtrack.reports.explain import Explainer
from aidtrack.reports.listing import entry_table
from aidtrack.reports.period import Period
from aidtrack.store.find import Names
from aidtrack.store.reading import Connection
from aidtrack.values.report import Report, Row, Table

_MONEY = ("allocated", "disbursed", "spent", "remaining", "rate")


def project(connection: Connection, name: str | None, when: Period, *, explain: list[str] | None = None) -> Report:
    names = Names(connection)
    only = names.project(name) if name is not None else None
    explainer = Explainer(names, when, explain) if explain else None
    cells = figures.cells(connection, when, **({"project_id": only} if only is not None else {}))
    by_project: dict[int, dict[figures.CellKey, figures.Figures]] = {}
    for cell, found in cells.items():
        by_project.setdefault(cell[1], {})[cell] = found

    rows: list[Row] = []
    commands: list[list[str]] = []
    where = "WHERE id = :id" if only is not None else ""
    facts = connection.rows(
        f"SELECT id, name, village_id, category, stage, households, persons FROM project {where} ORDER BY id",
        {"id": only} if only is not None else {},
    )
    if only is None and 0 in by_project:
        facts.append((0, None, None, None, None, None, None))
    for id, title, home, category, stage, households, persons in facts:
        mine = by_project.get(id, {})
        total = figures.together(mine.values())
        paid_by = list(dict.fromkeys(names.funds[fund] for fund, _, _ in sorted(mine)))
        rows.append(
            {
                "project": title,
                "village": names.villages[home].name if home else None,
                "category": category,
                "stage": stage,
                "fund": "、".join(paid_by) or None,
                **total.cells(),
                "households": households,
                "persons": persons,
            }
        )
        if explainer:
            commands.append(explainer.commands(total, project=id))
    table = Table(
        "projects",
        t("Projects"),
        columns("project", "village", "category", "stage", "fund", *_MONEY, "households", "persons", "flags"),
        rows,
        total={**figures.together(cells.values()).cells(), "flags": ""},
        labels=word_labels("stage"),
        explain=commands,
    )
    if only is None:
        return Report("project", t("Projects"), [table], when.end)
    return Report(
        "project",
        names.project_path(only),
        [table, _funding(names, cells, explainer), entry_table(connection, names, "entries", when, project=only)],
        when.end,
    )


def _funding(names: Names, cells: dict[figures.CellKey, figures.Figures], explainer: Explainer | None) -> Table:
    order = sorted(cells, key=lambda cell: (cell[0], cell[2] == 0, cell[2]))
    rows: list[Row] = [
        {
            "fund": names.funds[fund],
            "village": names.villages[village].name if village else None,
            **cells[fund, project, village].cells(),
        }
        for fund, project, village in order
    ]
    return Table(
        "funding",
        t("Funding"),
        columns("fund", "village", *_MONEY, "flags"),
        rows,
        total={**figures.together(cells.values()).cells(), "flags": ""},
        explain=[explainer.commands(cells[cell], fund=cell[0], project=cell[1], village=cell[2]) for cell in order]
        if explainer
        else (),
    )
