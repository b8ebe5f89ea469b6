"""`report project [NAME]`: every project with all its funds together, or one with its cells and entries."""

from dataclasses import replace

from aidtrack.phrase import Said, phrase
from aidtrack.reports import figures
from aidtrack.reports.columns import columns, compared, word_labels
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.listing import entry_table
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.report import UNKNOWN, Report, Row, Table

_MONEY = ("allocated", "disbursed", "spent", "remaining", "rate")


def project(connection: Connection, name: str | None, when: Period, *, explain: list[str] | None = None) -> Report:
    names = Names(connection)
    only = names.find("project", name) if name is not None else None
    explainer = explaining(names, when, explain)
    where = {"project_id": only} if only is not None else {}
    by_project = figures.cells(connection, when, ("project_id",), **where)
    paid_by = _paid_by(connection, names, when, where)

    rows: list[Row] = []
    commands: list[list[Said]] = []
    facts = connection.rows(
        "SELECT id, name, village_id, category, stage, households, persons FROM project"
        f" {'WHERE id = :project_id' if where else ''} ORDER BY id",
        where,
    )
    if only is None and (0,) in by_project:
        facts.append((0, None, None, None, None, None, None))
    for id, title, home, category, stage, households, persons in facts:
        found = by_project.get((id,), figures.nothing())
        rows.append(
            {
                "project": title,
                "village": names.name("village", home),
                "category": category,
                "stage": stage,
                "fund": "、".join(paid_by.get(id, ())) or None,
                **found.cells(),
                "households": households,
                "persons": persons,
            }
        )
        if explainer:
            of_project = [explainer.one("project", id)] if id else []
            commands.append([*of_project, *explainer.commands(found, project=id)])
    table = Table(
        "projects",
        phrase("Projects"),
        [
            replace(column, blank=UNKNOWN) if column.name == "village" else column  # its home, not where its money is
            for column in columns(
                "project", "village", "category", "stage", "fund", *_MONEY, "households", "persons", "flags"
            )
        ],
        rows,
        total={**figures.together(by_project.values()).cells(), "flags": ()},
        labels=word_labels("stage"),
        explain=commands,
        keys=[fact[0] for fact in facts],
    )
    if only is None:
        return Report("project", phrase("Projects"), [table], when.end, charts=[compared("projects", "project")])
    cells = figures.cells(connection, when, project_id=only)
    entries = entry_table(connection, names, "entries", when, project=only)
    if explainer:
        entries = replace(entries, explain=[[explainer.entry(row)] for row in entries.rows])
    return Report(
        "project",
        names.choice("project", only),
        [table, _funding(names, cells, explainer), entries],
        when.end,
        charts=[compared("funding", "fund", "village")],
    )


def _paid_by(connection: Connection, names: Names, when: Period, where: dict[str, int]) -> dict[int, list[str]]:
    """The names of the funds of each project."""
    found: dict[int, list[str]] = {}
    for project, fund in sorted(figures.cells(connection, when, ("project_id", "fund_id"), **where)):
        found.setdefault(project, []).append(str(names.name("fund", fund)))
    return found


def _funding(names: Names, cells: dict[figures.Key, figures.Figures], explainer: Explainer | None) -> Table:
    order = sorted(cells, key=lambda cell: (cell[0], cell[2] == 0, cell[2]))
    rows: list[Row] = [
        {
            "fund": str(names.name("fund", fund)),
            "village": names.name("village", village),
            **cells[fund, project, village].cells(),
        }
        for fund, project, village in order
    ]
    return Table(
        "funding",
        phrase("Funding"),
        columns("fund", "village", *_MONEY, "flags"),
        rows,
        total={**figures.together(cells.values()).cells(), "flags": ()},
        explain=[explainer.commands(cells[cell], fund=cell[0], project=cell[1], village=cell[2]) for cell in order]
        if explainer
        else (),
        keys=order,
    )
