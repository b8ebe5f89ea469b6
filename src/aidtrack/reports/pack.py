"""`report pack`: the monthly set as one answer, a sheet each where it is a workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aidtrack.ledger.cell import CELL
from aidtrack.phrase import Said, phrase
from aidtrack.reports.alerts import alerts
from aidtrack.reports.figures import of_cells
from aidtrack.reports.figures.cells_in_sql import WITHOUT_MONEY
from aidtrack.reports.fund import fund
from aidtrack.reports.overview import overview
from aidtrack.reports.period import Period
from aidtrack.reports.progress import progress
from aidtrack.reports.project import project
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Report, Table

# What the reports ask of the cells of a period: one look at the entries finds it for all of them.
_ASKED = (
    ("fund_id",),
    ("village_id",),
    (),
    ("project_id",),
    ("project_id", "fund_id"),
    CELL,
    WITHOUT_MONEY,
)


def pack(connection: Connection, when: Period, *, prefix: list[str], explain: list[str] | None = None) -> Report:
    """The reports of the set, each whole: its tables with its notes, its charts."""
    when = when.shared()
    of_cells.cells_by(connection, when, *_ASKED)
    found = list(_reports(connection, when, prefix, explain))
    return Report(
        "pack",
        phrase("The monthly set"),
        [_with_notes(*one) for one in _each_once(found)],
        when.end,
        charts=[chart for one in found for chart in one.charts],
    )


def _each_once(found: Sequence[Report]) -> Iterator[tuple[Table, Report]]:
    """What offices gave each other stands beside several of them, and here once."""
    seen: set[str] = set()
    for report in found:
        for table in report.tables:
            if table.name not in seen:
                yield table, report
            seen.add(table.name)


def _with_notes(table: Table, report: Report) -> Table:
    """A table that says what its report does."""

    def remarks(shown: Table) -> list[Said]:
        alone = replace(shown, notes=(), remarks=table.remarks)
        return [*alone.footnotes, *replace(report, tables=[shown], notes=()).footnotes]

    return replace(table, notes=(*table.notes, *report.notes), remarks=remarks)


def _reports(connection: Connection, when: Period, prefix: list[str], explain: list[str] | None) -> Iterator[Report]:
    """No two of them have a table of the same name; of the alerts, each by itself."""
    yield fund(connection, None, when, explain=explain)
    yield progress(connection, when, "fund", explain=explain)
    yield overview(connection, when, explain=explain)
    yield project(connection, None, when, explain=explain)
    found = alerts(connection, when, prefix=prefix, explain=explain)
    yield replace(found, tables=[table for table in found.tables if table.name == "alerts"])
