"""What one fund pays for: a row for each of its projects in each of its villages."""

from aidtrack.phrase import Said, phrase
from aidtrack.reports import figures
from aidtrack.reports.columns import OF_CELLS, columns, usual, word_labels
from aidtrack.reports.explain import Explainer
from aidtrack.reports.figures import of_cells
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.report import Row, Table


def projects(connection: Connection, names: Names, when: Period, fund: int, explainer: Explainer | None) -> Table:
    """What is assigned to no project, and to no village, comes last."""
    cells = of_cells.cells(connection, when, fund_id=fund)
    sql = "SELECT id, category, stage FROM project WHERE id IN (SELECT project_id FROM cell_balance WHERE fund_id = :fund)"
    facts = {id: (category, stage) for id, category, stage in connection.rows(sql, {"fund": fund})}
    keys = sorted(cells, key=lambda cell: (cell[1] == 0, cell[1], cell[2] == 0, cell[2]))
    rows: list[Row] = []
    commands: list[list[Said]] = []
    for _, project, village in keys:
        money = cells[fund, project, village]
        category, stage = facts.get(project, (None, None))
        named = {"project": names.name("project", project), "village": names.shown("village", village)}
        rows.append({**named, "category": category, "stage": stage, **money.cells()})
        if explainer:
            commands.append(explainer.commands(money, fund=fund, project=project, village=village))
    return Table(
        "projects",
        phrase("Projects"),
        usual(columns("project", "village", "category", "stage", *OF_CELLS, "flags"), rows),
        rows,
        total={**figures.together(cells.values()).cells(), "flags": ()},
        labels=word_labels("stage"),
        stays=("allocated", "spent", "flags", "remaining", "rate", "stage", "village"),
        explain=commands,
        keys=keys,
    )
