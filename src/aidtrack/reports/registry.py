"""Every report, declared once. A new one is its file and one function here: the command, its options and every check follow it.

A report's function loads its file only when the report is asked for.
"""

from collections.abc import Callable

from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.reports.dimension import OF_CELL, OF_FUND, OF_PROJECT, OF_VILLAGE, ROLLED
from aidtrack.reports.period import Period
from aidtrack.reports.rolled_up import FIGURES
from aidtrack.store.engine.connection import Connection
from aidtrack.values.field import Noun
from aidtrack.values.report import Report


@dataclass(frozen=True, slots=True)
class Question:
    """What a report is asked. `prefix` is the program's name with the options that found the store, for rows that are commands.

    `explain` is the same where the commands behind every row are wanted.
    """

    connection: Connection
    when: Period
    name: str | None
    words: tuple[str, ...]
    prefix: list[str]
    explain: list[str] | None
    levels: tuple[
        str, ...
    ] = ()  # of alerts, and their kinds, as typed; `before` is up to the day since which something is to be new
    kinds: tuple[str, ...] = ()
    before: Period | None = None
    across: str | None = None
    figures: tuple[str, ...] = ()

    @property
    def by(self) -> str:
        """What its rows are to be, where a report gives one choice."""
        return self.words[0]

    @property
    def named(self) -> str:
        """The name, where the report requires one."""
        assert self.name is not None
        return self.name


Answers = Callable[[Question], Report]


@dataclass(frozen=True, slots=True)
class Declared:
    """A report: its word, its help (English, for `t`), and what can be asked of it."""

    word: str
    help: str
    answer: Answers
    noun: str | None = None  # it takes a NAME, of one of these
    required: bool = False  # … and is of nothing without it
    by: tuple[str, ...] = ()  # what its rows may be, the first unless --by says another
    by_named: tuple[str, ...] = ()  # … and what else where it is of one NAME
    compares: bool = False  # --compare holds two days of it against each other,
    since: bool = False  # or it says itself what changed since that day
    charts: bool = False  # it is drawn, and --bars shows the bars in text
    personal: bool = False  # it names persons
    figures: tuple[str, ...] = ()  # what --figures picks from; then --by takes two words, and --across one more
    alerts: bool = False  # some of its alerts can be asked for: --level, --kind, --new
    filters: tuple[
        str, ...
    ] = ()  # what narrows it: dimensions, or where it is made of `rows` of a noun also fields of that
    rows: str | None = None

    @property
    def narrowed(self) -> Noun:
        """What its filters choose among."""
        return ENTRY if self.rows is None else NOUNS[self.rows]


REPORTS: dict[str, Declared] = {}

_OF_MONEY = (*OF_CELL, "household", "payee")  # what narrows sums of entries
_OF_ALERTS = (*OF_CELL, "household")  # … and alerts, with the sets that hold these


def report(
    help: str,
    *,
    noun: str | None = None,
    required: bool = False,
    by: tuple[str, ...] = (),
    compares: bool = False,
    since: bool = False,
    charts: bool = False,
    personal: bool = False,
    alerts: bool = False,
    filters: tuple[str, ...] = (),
    rows: str | None = None,
    figures: tuple[str, ...] = (),
    by_named: tuple[str, ...] = (),
) -> Callable[[Answers], Answers]:
    """Declares the function below it, whose name is the report's word."""

    def declare(answer: Answers) -> Answers:
        word = answer.__name__
        REPORTS[word] = Declared(
            word, help, answer, noun, required, by, by_named, compares, since, charts, personal, figures, alerts, filters, rows,
        )  # fmt: skip
        return answer

    return declare


@report(
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


@report(
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


@report(
    "The projects, or one with its funding and entries.", noun="project", compares=True, charts=True, filters=_OF_MONEY
)
def project(ask: Question) -> Report:
    from aidtrack.reports.project import project

    return project(ask.connection, ask.name, ask.when, explain=ask.explain)


@report(
    "The loans, or those of one fund: lent, repaid, outstanding, overdue.",
    noun="fund",
    filters=(*OF_FUND, *OF_VILLAGE, "household"),
)
def loan(ask: Question) -> Report:
    from aidtrack.reports.loan import loan

    return loan(ask.connection, ask.name, ask.when, explain=ask.explain)


@report("All villages, and what is assigned to none.", compares=True, charts=True, filters=_OF_MONEY)
def overview(ask: Question) -> Report:
    from aidtrack.reports.overview import overview

    return overview(ask.connection, ask.when, explain=ask.explain)


@report(
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


@report(
    "Who was paid, the most first: by the payees of spending and disbursements.",
    compares=True,
    personal=True,
    filters=_OF_MONEY,
)
def payee(ask: Question) -> Report:
    from aidtrack.reports.rollup import by_payee

    return by_payee(ask.connection, ask.when, explain=ask.explain)


@report(
    "Month by month: received, spent, rate, beside the time elapsed.",
    by=("fund", "village", "county", "programme"),
    charts=True,
    filters=_OF_MONEY,
)
def progress(ask: Question) -> Report:
    from aidtrack.reports.progress import progress

    return progress(ask.connection, ask.when, ask.by, explain=ask.explain)


@report(
    "What will be spent by 31 December, at the year's pace and by plan; what is short, what is needed a month.",
    filters=OF_CELL,
)
def forecast(ask: Question) -> Report:
    from aidtrack.reports.forecast import forecast

    return forecast(ask.connection, ask.when, explain=ask.explain)


@report("What each fund carried into the year and out of it, and how old that is.", charts=True, filters=OF_FUND)
def carryover(ask: Question) -> Report:
    from aidtrack.reports.carryover import carryover

    return carryover(ask.connection, ask.when, explain=ask.explain)


@report(
    "What was put in, by helper unit or village: planned, used, to households and village, by source.",
    by=("organization", "village"),
    filters=OF_CELL,
)
def support(ask: Question) -> Report:
    from aidtrack.reports.support import support

    return support(ask.connection, ask.when, ask.by, explain=ask.explain)


@report(
    "What breaks a rule or waits too long, the most severe first, with its command.",
    alerts=True,
    filters=_OF_ALERTS,
)
def alerts(ask: Question) -> Report:
    from aidtrack.reports.alerting.asked import asked
    from aidtrack.reports.alerts import alerts

    wanted = asked(ask.levels, ask.kinds, ask.before)
    return alerts(ask.connection, ask.when, wanted, prefix=ask.prefix, explain=ask.explain)


@report("What is missing or stale in the store, with the command that shows it.", filters=_OF_ALERTS)
def quality(ask: Question) -> Report:
    from aidtrack.reports.quality import quality

    return quality(ask.connection, ask.when, prefix=ask.prefix, explain=ask.explain)


@report("The thresholds that the alerts go by, and where each is from.")
def thresholds(ask: Question) -> Report:
    from aidtrack.reports.thresholds import thresholds

    return thresholds(ask.connection, ask.when, explain=ask.explain)


@report(
    "The programme on one page, drawn: allocated and spent, months, age of money, stages, incomes.",
    charts=True,
    filters=_OF_ALERTS,
)
def dashboard(ask: Question) -> Report:
    from aidtrack.reports.dashboard import dashboard

    return dashboard(ask.connection, ask.when, explain=ask.explain)


@report("The monthly set: funds, progress, villages, projects, alerts, a sheet each.", charts=True, filters=_OF_ALERTS)
def pack(ask: Question) -> Report:
    from aidtrack.reports.pack import pack

    return pack(ask.connection, ask.when, prefix=ask.prefix, explain=ask.explain)


@report("The programme's year in one document: what is stated, in its own words.", filters=OF_CELL)
def briefing(ask: Question) -> Report:
    from aidtrack.reports.briefing import briefing

    return briefing(ask.connection, ask.when, explain=ask.explain)


@report(
    "Households: what they lack, their own plans, what was spent on them, what they owe.",
    noun="village",
    personal=True,
    filters=(*OF_VILLAGE, "household"),
    rows="household",
)
def household(ask: Question) -> Report:
    from aidtrack.reports.household import household

    return household(ask.connection, ask.name, ask.when, explain=ask.explain)


@report(
    "Which project is stuck at which step, or one with all its steps.", noun="project", filters=OF_CELL, rows="project"
)
def step(ask: Question) -> Report:
    from aidtrack.reports.step import step

    return step(ask.connection, ask.name, ask.when, explain=ask.explain)


@report("Changes of projects: before and after, amounts, reason, document number.", filters=(*OF_PROJECT, *OF_VILLAGE))
def changes(ask: Question) -> Report:
    from aidtrack.reports.changes import changes

    return changes(ask.connection, ask.when, explain=ask.explain)


@report(
    "Activities by kind: batches, person-times, sessions, places.",
    filters=("kind", "partners", *OF_PROJECT, *OF_VILLAGE),
    rows="activity",
)
def activity(ask: Question) -> Report:
    from aidtrack.reports.activity import activity

    return activity(ask.connection, ask.when, explain=ask.explain)


@report("Who is responsible for which village, and which posts are vacant.", noun="village", filters=OF_VILLAGE)
def posting(ask: Question) -> Report:
    from aidtrack.reports.posting import posting

    return posting(ask.connection, ask.name, ask.when, explain=ask.explain)


@report("What inspections found: open, overdue, closed.", filters=OF_CELL, rows="finding")
def finding(ask: Question) -> Report:
    from aidtrack.reports.finding import finding

    return finding(ask.connection, ask.when, explain=ask.explain)


@report("The offices of a collection: how far each was taken in, its signature, which are late.", since=True)
def office(ask: Question) -> Report:
    from aidtrack.reports.office import office

    return office(ask.connection, ask.when, before=ask.before, explain=ask.explain)


@report(
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


@report("Documents by kind, and whether their files are kept.", filters=("kind", *OF_CELL), rows="document")
def document(ask: Question) -> Report:
    from aidtrack.reports.document import document

    return document(ask.connection, ask.when, explain=ask.explain)
