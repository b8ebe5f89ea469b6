"""The reports of the programme: what needs doing, the whole of it on a page, and what beside money it consists of."""

from aidtrack.reports.dimension import OF_CELL, OF_PROJECT, OF_VILLAGE
from aidtrack.reports.registry.declared import Declared, Question
from aidtrack.values.report import Report

_OF_ALERTS = (*OF_CELL, "household")  # what narrows alerts, with the sets that hold these


@Declared(
    "What breaks a rule or waits too long, the most severe first, with its command.",
    alerts=True,
    filters=_OF_ALERTS,
)
def alerts(ask: Question) -> Report:
    from aidtrack.reports.alerting.asked import asked
    from aidtrack.reports.alerts import alerts

    wanted = asked(ask.levels, ask.kinds, ask.before)
    return alerts(ask.connection, ask.when, wanted, prefix=ask.prefix, explain=ask.explain)


@Declared("What is missing or stale in the store, with the command that shows it.", filters=_OF_ALERTS)
def quality(ask: Question) -> Report:
    from aidtrack.reports.quality import quality

    return quality(ask.connection, ask.when, prefix=ask.prefix, explain=ask.explain)


@Declared("The thresholds that the alerts go by, and where each is from.")
def thresholds(ask: Question) -> Report:
    from aidtrack.reports.thresholds import thresholds

    return thresholds(ask.connection, ask.when, explain=ask.explain)


@Declared(
    "The programme on one page, drawn: allocated and spent, months, age of money, stages, incomes.",
    charts=True,
    filters=_OF_ALERTS,
)
def dashboard(ask: Question) -> Report:
    from aidtrack.reports.dashboard import dashboard

    return dashboard(ask.connection, ask.when, explain=ask.explain)


@Declared(
    "The monthly set: funds, progress, villages, projects, alerts, a sheet each.", charts=True, filters=_OF_ALERTS
)
def pack(ask: Question) -> Report:
    from aidtrack.reports.pack import pack

    return pack(ask.connection, ask.when, prefix=ask.prefix, explain=ask.explain)


@Declared("The programme's year in one document: what is stated, in its own words.", filters=OF_CELL)
def briefing(ask: Question) -> Report:
    from aidtrack.reports.briefing import briefing

    return briefing(ask.connection, ask.when, explain=ask.explain)


@Declared(
    "Households: what they lack, their own plans, what was spent on them, what they owe.",
    noun="village",
    personal=True,
    filters=(*OF_VILLAGE, "household"),
    rows="household",
)
def household(ask: Question) -> Report:
    from aidtrack.reports.household import household

    return household(ask.connection, ask.name, ask.when, explain=ask.explain)


@Declared(
    "Which project is stuck at which step, or one with all its steps.", noun="project", filters=OF_CELL, rows="project"
)
def step(ask: Question) -> Report:
    from aidtrack.reports.step import step

    return step(ask.connection, ask.name, ask.when, explain=ask.explain)


@Declared(
    "Changes of projects: before and after, amounts, reason, document number.", filters=(*OF_PROJECT, *OF_VILLAGE)
)
def changes(ask: Question) -> Report:
    from aidtrack.reports.changes import changes

    return changes(ask.connection, ask.when, explain=ask.explain)


@Declared(
    "Activities by kind: batches, person-times, sessions, places.",
    filters=("kind", "partners", *OF_PROJECT, *OF_VILLAGE),
    rows="activity",
)
def activity(ask: Question) -> Report:
    from aidtrack.reports.activity import activity

    return activity(ask.connection, ask.when, explain=ask.explain)


@Declared("Who is responsible for which village, and which posts are vacant.", noun="village", filters=OF_VILLAGE)
def posting(ask: Question) -> Report:
    from aidtrack.reports.posting import posting

    return posting(ask.connection, ask.name, ask.when, explain=ask.explain)


@Declared("What inspections found: open, overdue, closed.", filters=OF_CELL, rows="finding")
def finding(ask: Question) -> Report:
    from aidtrack.reports.finding import finding

    return finding(ask.connection, ask.when, explain=ask.explain)


@Declared("The offices of a collection: how far each was taken in, its signature, which are late.", since=True)
def office(ask: Question) -> Report:
    from aidtrack.reports.office import office

    return office(ask.connection, ask.when, before=ask.before, explain=ask.explain)


@Declared(
    "One indicator by subject and date, with change and target.",
    noun="indicator",
    required=True,
    charts=True,
    filters=(*OF_PROJECT, *OF_VILLAGE, "household"),
    rows="indicator",
)
def indicator(ask: Question) -> Report:
    from aidtrack.reports.indicator import indicator

    return indicator(ask.connection, ask.named, ask.when, explain=ask.explain)


@Declared("Documents by kind, and whether their files are kept.", filters=("kind", *OF_CELL), rows="document")
def document(ask: Question) -> Report:
    from aidtrack.reports.document import document

    return document(ask.connection, ask.when, explain=ask.explain)
