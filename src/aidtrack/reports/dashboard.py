"""`report dashboard`: the programme on one page. Every figure is one of the other reports'; here they stand together, and are drawn."""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import replace

from aidtrack.locale import t
from aidtrack.nouns.project import STAGES
from aidtrack.reports.carryover import carryover
from aidtrack.reports.clock import age_classes
from aidtrack.reports.columns import columns, compared, word_labels
from aidtrack.reports.figures import summed
from aidtrack.reports.fund import fund
from aidtrack.reports.income import incomes
from aidtrack.reports.overview import overview
from aidtrack.reports.period import Period
from aidtrack.reports.progress import PROGRAMME, progress
from aidtrack.reports.project import project
from aidtrack.reports.rollup import rollup
from aidtrack.store.reading import Connection
from aidtrack.values.report import Cell, Chart, Report, Row, Table

_KEY_FIGURES = ("received", "allocated", "disbursed", "spent", "cash", "rate")


def dashboard(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    """Allocated beside spent by village, county and fund; the year's months; how old the money is; stages; incomes."""
    villages = overview(connection, when, explain=explain).tables[0]
    funds = fund(connection, None, when, explain=explain).tables[0]
    months = progress(connection, when, PROGRAMME, explain=explain)
    carried = carryover(connection, when, explain=explain).tables[0]
    stages = _stages(project(connection, None, when).tables[0], explain)
    counties = rollup(connection, when, "county").tables[0]  # its rows are the villages' of that name
    by_month = replace(months.tables[0], notes=months.notes)
    tables = [
        _key_figures(villages, funds, months.tables[0], stages),
        replace(villages, title=t("By village")),
        replace(funds, title=t("By fund")),
        *([replace(counties, title=t("By county"))] if len(counties.rows) > 1 else []),
        by_month,
        _ages(carried, when, explain),
        carried,
        stages,
        incomes(connection, when, explain=explain),
    ]
    charts = [
        compared("funds", "fund"),
        Chart("bars", "progress", t("Spent month by month"), ("month_end",), ("spent_this_month",)),
        *months.charts,
        compared("villages", "village", "county"),
        compared("rollup", "county"),
        Chart("bars", "ages", t("Money left, by its age"), ("age",), ("closing",)),
        Chart("bars", "stages", t("Projects by stage"), ("stage",), ("projects",)),
        Chart("lines", "incomes", t("Net income per farmer"), ("year",), ("lowest", "median", "highest")),
    ]
    return Report("dashboard", t("Dashboard"), tables, when.end, charts=charts)


def _key_figures(villages: Table, funds: Table, months: Table, stages: Table) -> Table:
    """What the totals of the tables say, and how much of the year has gone by."""
    total = funds.total or {}
    row: dict[str, Cell] = {
        "villages": str(sum(1 for one in villages.rows if one["village"] is not None)),
        "projects": summed(one["projects"] for one in stages.rows),
        **{name: total.get(name) for name in _KEY_FIGURES},
        "elapsed": months.rows[-1]["elapsed"] if months.rows else None,
    }
    shown = columns("villages", "projects", *_KEY_FIGURES, "elapsed")
    return Table("key_figures", t("Key figures"), shown, [row], single=True)


def _stages(projects: Table, explain: Sequence[str] | None) -> Table:
    """The projects counted, and their money summed, by the stage they are at."""
    rows = _grouped(projects.rows, "stage", "projects", ("allocated", "spent", "remaining"), STAGES)
    behind = [_command(explain, "project", "list", "--stage", row["stage"]) for row in rows] if explain else ()
    shown = columns("stage", "projects", "allocated", "spent", "remaining")
    return Table(
        "stages", t("Projects by stage"), shown, rows, _total(rows), labels=word_labels("stage"), explain=behind
    )


def _ages(carried: Table, when: Period, explain: Sequence[str] | None) -> Table:
    """What funds hold at the period's end, by how long it has been waiting."""
    held = [row for row in carried.rows if isinstance(row["closing"], int) and row["closing"] > 0]
    rows = _grouped(held, "age", "funds", ("closing",), age_classes())
    behind = [_command(explain, "report", "carryover", *when.options)] * len(rows) if explain else ()
    return Table(
        "ages", t("Money left, by its age"), columns("age", "funds", "closing"), rows, _total(rows), explain=behind
    )


def _grouped(rows: Sequence[Row], by: str, counted: str, money: Sequence[str], order: Iterable[str]) -> list[Row]:
    """The rows of a table summed by the words of one of its columns, in the order of these words; rows of nothing are left out."""
    groups: dict[Cell, list[Row]] = {word: [] for word in (*order, None)}
    for row in rows:
        if row.get("project", row.get("fund")) is not None:  # money of no project is at no stage
            groups.setdefault(row[by], []).append(row)
    return [
        {by: word, counted: len(group), **{name: summed(row[name] for row in group) for name in money}}
        for word, group in groups.items()
        if group
    ]


def _total(rows: Sequence[Row]) -> Row:
    return {
        name: summed(row[name] for row in rows) for name in (rows[0] if rows else ()) if name not in ("stage", "age")
    }


def _command(explain: Sequence[str], *words: Cell) -> list[str]:
    """The command that lists what is behind a row; none where a word of it is not known."""
    return [] if None in words else [shlex.join([*explain, *(str(word) for word in words)])]
