"""The reports of money: of a village, a fund, a project, of all, by month and by what they are of."""

from aidtrack.reports.dimension import OF_CELL, OF_FUND, OF_PROJECT, OF_VILLAGE, ROLLED
from aidtrack.reports.registry.declared import Declared, Question
from aidtrack.reports.rolled_up import FIGURES
from aidtrack.values.report import Report

_OF_MONEY = (*OF_CELL, "household", "payee")  # what narrows sums of entries


@Declared(
    "One village: what was set aside for it beside what reached it.",
    noun="village",
    required=True,
    compares=True,
    charts=True,
    filters=(*OF_FUND, *OF_PROJECT, "household", "payee"),
)
def village(ask: Question) -> Report:
    from aidtrack.reports.village import village

    return village(ask.connection, ask.named, ask.when, explain=ask.explain)


@Declared(
    "The funds, or one with its projects: promised, received, set aside, spent.",
    noun="fund",
    by=("fund", "source", "fund_year"),
    by_named=("implementer", "payee"),
    compares=True,
    charts=True,
    filters=_OF_MONEY,
)
def fund(ask: Question) -> Report:
    from aidtrack.reports.fund import fund

    return fund(ask.connection, ask.name, ask.when, ask.by, explain=ask.explain)


@Declared(
    "The projects, or one with its funding and entries.", noun="project", compares=True, charts=True, filters=_OF_MONEY
)
def project(ask: Question) -> Report:
    from aidtrack.reports.project import project

    return project(ask.connection, ask.name, ask.when, explain=ask.explain)


@Declared(
    "The loans, or those of one fund: lent, repaid, outstanding, overdue.",
    noun="fund",
    filters=(*OF_FUND, *OF_VILLAGE, "household"),
)
def loan(ask: Question) -> Report:
    from aidtrack.reports.loan import loan

    return loan(ask.connection, ask.name, ask.when, explain=ask.explain)


@Declared("All villages, and what is assigned to none.", compares=True, charts=True, filters=_OF_MONEY)
def overview(ask: Question) -> Report:
    from aidtrack.reports.overview import overview

    return overview(ask.connection, ask.when, explain=ask.explain)


@Declared(
    "The figures summed by what money is of: fund, project, place, payee, month …, by two of them, or one across another.",
    by=("county", *(word for word in ROLLED if word != "county"), "organization"),
    compares=True,
    charts=True,
    filters=_OF_MONEY,
    figures=FIGURES,
)
def rollup(ask: Question) -> Report:
    from aidtrack.reports.rollup import rollup

    return rollup(ask.connection, ask.when, ask.words, across=ask.across, figures=ask.figures, explain=ask.explain)


@Declared(
    "Who was paid, the most first: by the payees of spending and disbursements.",
    compares=True,
    personal=True,
    filters=_OF_MONEY,
)
def payee(ask: Question) -> Report:
    from aidtrack.reports.rollup import by_payee

    return by_payee(ask.connection, ask.when, explain=ask.explain)


@Declared(
    "Month by month: received, spent, rate, beside the time elapsed.",
    by=("fund", "village", "county", "programme"),
    charts=True,
    filters=_OF_MONEY,
)
def progress(ask: Question) -> Report:
    from aidtrack.reports.progress import progress

    return progress(ask.connection, ask.when, ask.by, explain=ask.explain)


@Declared(
    "What will be spent by 31 December, at the year's pace and by plan; what is short, what is needed a month.",
    filters=OF_CELL,
)
def forecast(ask: Question) -> Report:
    from aidtrack.reports.forecast import forecast

    return forecast(ask.connection, ask.when, explain=ask.explain)


@Declared("What each fund carried into the year and out of it, and how old that is.", charts=True, filters=OF_FUND)
def carryover(ask: Question) -> Report:
    from aidtrack.reports.carryover import carryover

    return carryover(ask.connection, ask.when, explain=ask.explain)


@Declared(
    "What was put in, by helper unit or village: planned, used, to households and village, by source.",
    by=("organization", "village"),
    filters=OF_CELL,
)
def support(ask: Question) -> Report:
    from aidtrack.reports.support import support

    return support(ask.connection, ask.when, ask.by, explain=ask.explain)
