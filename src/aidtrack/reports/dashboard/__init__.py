"""`report dashboard`: the programme on one page. Every figure is one of the other reports'; here they stand together, and are drawn."""

from dataclasses import replace

from aidtrack.nouns.indicator import INDICATOR
from aidtrack.phrase import Said, phrase
from aidtrack.reports.carryover import CARRY_OVER, carryover
from aidtrack.reports.columns import columns, compared, of_received
from aidtrack.reports.dashboard.alarms import by_kind, by_level
from aidtrack.reports.dashboard.groups import BY_AGE, by_age, by_stage
from aidtrack.reports.dashboard.income import TITLE, incomes
from aidtrack.reports.figures import summed
from aidtrack.reports.fund import fund
from aidtrack.reports.narrowed import left_out
from aidtrack.reports.office import late
from aidtrack.reports.overview import overview
from aidtrack.reports.period import Period
from aidtrack.reports.progress import PROGRAMME, progress
from aidtrack.reports.rollup import rollup
from aidtrack.reports.stands import of_rows
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Chart, Content, Report, Table

# What only `report fund` shows people of a fund.
_IN_FULL = ("doc_no", "raised", "interest", "lent", "repaid", "written_off")
_KEY_FIGURES = ("received", "allocated", "disbursed", "spent", "cash", "rate")


def dashboard(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    """What is wrong, by level and kind; allocated beside spent by village, county and fund; the year's months; how old the money is; stages; incomes."""
    when = when.shared()
    # What takes most room on the way is gone before the longest table is made.
    kinds = by_kind(connection, when, explain)
    # Its rows are the villages' of that name.
    counties = rollup(connection, when, ("county",), explain=explain).tables[0]
    stages = by_stage(connection, when, explain)
    villages = overview(connection, when, explain=explain).tables[0]
    funds, *between = fund(connection, None, when, explain=explain).tables
    months = progress(connection, when, PROGRAMME, explain=explain)
    by_month = months.tables[0]
    tables = [
        _key_figures(villages, funds, months.tables[0], stages, kinds),
        kinds,
        replace(villages, title=phrase("By village")),
        replace(
            funds,
            title=phrase("By fund"),
            columns=[replace(one, hidden=one.hidden or one.name in _IN_FULL) for one in funds.columns],
        ),
        *([replace(counties, title=phrase("By county"))] if len(counties.rows) > 1 else []),
        by_month,
    ]
    missing: list[Said] = []
    if when.choice.of_funds:  # what lies in a fund, and how old it is, is not known of a part of it
        carried = carryover(connection, when, explain=explain).tables[0]
        tables += [by_age(connection, when, carried, explain), carried]
    else:
        missing += [BY_AGE, CARRY_OVER]
    tables += [*between, stages, *late(connection, when)]
    if (of_villages := of_rows(INDICATOR, when)) is not None:
        tables.append(incomes(connection, of_villages, explain=explain))
    else:
        missing.append(TITLE)
    charts = [
        compared("funds", "fund"),
        Chart("bars", "progress", phrase("Spent month by month"), ("month_end",), ("spent_this_month",)),
        *months.charts,
        compared("villages", "village", "county"),
        compared("rollup", "county"),
        Chart("bars", "ages", BY_AGE, ("age",), ("closing",)),
        Chart("bars", "stages", phrase("Projects by stage"), ("stage",), ("projects",)),
        Chart(
            "lines", "incomes", TITLE, ("year",), ("lowest", "median", "highest"),
            counted="villages",
        ),
    ]  # fmt: skip
    return Report("dashboard", phrase("Dashboard"), tables, when.end, left_out(missing), charts=charts)


def _key_figures(villages: Table, funds: Table, months: Table, stages: Table, kinds: Table) -> Table:
    """What the totals of the tables say, how much of the year has gone by, and how many alerts there are of each level."""
    total = funds.total or {}
    row: dict[str, Content] = {
        "villages": sum(1 for one in villages.rows if one["village"] is not None),
        "projects": summed(one["projects"] for one in stages.rows),
        **{name: total.get(name) for name in _KEY_FIGURES},
        "elapsed": months.rows[-1]["elapsed"] if months.rows else None,
    }
    levels, counted = by_level(kinds)
    shown = [*levels, *of_received(columns("villages", "projects", *_KEY_FIGURES, "elapsed"))]
    return Table("key_figures", phrase("Key figures"), shown, [{**row, **counted}], single=True)
