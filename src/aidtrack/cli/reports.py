"""`aidtrack report …`: each report is a function of its own name in a file of its own name in `reports/`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module

from aidtrack.cli.command import Group, Listed, command
from aidtrack.cli.complete import names as complete_names
from aidtrack.cli.fields import name_typed
from aidtrack.cli.params import argument, option
from aidtrack.cli.period import period_options
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command, Parameter
from aidtrack.locale import t
from aidtrack.reports.period import earlier, period
from aidtrack.values.choices import one_of
from aidtrack.values.report import Report
from aidtrack.values.text import safe


@dataclass(frozen=True, slots=True)
class Asked:
    """A report's help (English, for `t`), and the noun that its NAME is one of."""

    help: str
    noun: str | None = None
    required: bool = False
    compares: bool = False  # --compare holds two days of it against each other
    personal: bool = False  # it names persons
    prefixed: bool = False  # its rows are commands of this program
    by: tuple[str, ...] = ()  # what its rows may be, the first unless --by says another
    charts: bool = False  # it has charts, whose bars `--bars` shows


REPORTS: dict[str, Asked] = {
    "village": Asked(
        "One village: what was set aside for it beside what reached it.",
        "village",
        required=True,
        compares=True,
        charts=True,
    ),
    "fund": Asked(
        "The funds, or one with its projects: promised, received, set aside, spent.", "fund", compares=True, charts=True
    ),
    "project": Asked("The projects, or one with its funding and entries.", "project", compares=True, charts=True),
    "loan": Asked("The loans, or those of one fund: lent, repaid, outstanding, overdue.", "fund"),
    "overview": Asked("All villages, and what is assigned to none.", compares=True, charts=True),
    "rollup": Asked(
        "The figures summed per township, county … or per implementer, category, source, year.",
        compares=True,
        by=("county", "township", "prefecture", "province", "organization", "category", "source", "year"),
        charts=True,
    ),
    "progress": Asked(
        "Month by month: received, spent, rate, beside the time elapsed.",
        by=("fund", "village", "county", "programme"),
        charts=True,
    ),
    "carryover": Asked("What each fund carried into the year and out of it, and how old that is.", charts=True),
    "support": Asked(
        "What was put in, by helper unit or village: planned, used, to households and village, by source.",
        by=("organization", "village"),
    ),
    "alerts": Asked("What breaks a rule or waits too long, the most severe first, with its command.", prefixed=True),
    "quality": Asked("What is missing or stale in the store, with the command that shows it.", prefixed=True),
    "thresholds": Asked("The thresholds that the alerts go by, and where each is from."),
    "dashboard": Asked(
        "The programme on one page, drawn: allocated and spent, months, age of money, stages, incomes.", charts=True
    ),
    "pack": Asked(
        "The monthly set: funds, progress, villages, projects, alerts, a sheet each.", charts=True, prefixed=True
    ),
    "briefing": Asked("The programme's year in one document: what is stated, in its own words."),
    "household": Asked("Households: what they lack, their own plans, what they owe.", "village", personal=True),
    "step": Asked("Which project is stuck at which step, or one with all its steps.", "project"),
    "changes": Asked("Changes of projects: before and after, amounts, reason, document number."),
    "activity": Asked("Activities by kind: batches, person-times, sessions, places."),
    "posting": Asked("Who is responsible for which village, and which posts are vacant.", "village"),
    "finding": Asked("What inspections found: open, overdue, closed."),
    "indicator": Asked(
        "One indicator by subject and date, with change and target.", "indicator", required=True, charts=True
    ),
    "document": Asked("Documents by kind, and whether their files are kept."),
}


def group() -> Group:
    def load(name: str) -> Callable[[], Command]:
        return lambda: _report(name, REPORTS[name])

    return Group(
        "report",
        t("Reports that compare allocations with spending."),
        {name: Listed(asked.help, load(name)) for name, asked in REPORTS.items()},
    )


def _report(kind: str, asked: Asked) -> Command:
    def report(
        run: Run, year: str | None, from_: str | None, to: str | None, as_of: str | None,
        explain: bool = False, compare: str | None = None, name: str | None = None, by: str | None = None,
        bars: bool = False,
    ) -> Report:  # fmt: skip
        when = period(year, from_, to, as_of, today=run.today)
        lasts = any(option is not None for option in (year, from_, to))
        before = None if compare is None else earlier(compare, when, lasts=lasts)
        wanted = explain or (run.format is not None and run.format.explained)
        chosen: dict[str, object] = {"explain": run.prefix if wanted else None}
        if asked.prefixed:
            chosen["prefix"] = run.prefix
        if asked.noun is not None:
            chosen["name"] = name_typed(name) if name is not None else None
        if asked.by:
            word = by or asked.by[0]
            chosen["by"] = one_of(word, asked.by, t("--by knows no “{word}”.", word=safe(word)))
        function: Callable[..., Report] = getattr(import_module(f"aidtrack.reports.{kind}"), kind)
        with run.read() as connection:
            answer = function(connection, when=when, **chosen)
            if before is not None:
                from aidtrack.reports.compare import compared

                answer = compared(function(connection, when=before, **chosen), answer, before, when)
        notes = list(answer.notes)
        if when.start:
            notes.append(t("Movements from {start} on; positions at the end.", start=when.start))
        return replace(answer, as_of=answer.as_of or when.day, notes=notes, bars=bars)

    params: list[Parameter] = [*period_options()]
    if asked.noun is not None:
        about = t("Name, alias, code, county/name or id.")
        params.insert(0, argument("name", about, required=asked.required, complete=complete_names(asked.noun)))
    if asked.by:
        params.append(
            option("--by", t("One of: {choices}.", choices=", ".join(asked.by)), metavar="WORD",
                   complete=lambda _, word: [one for one in asked.by if one.startswith(word)])
        )  # fmt: skip
    if asked.compares:
        params.append(option("--compare", t("Beside it what this day said, and the change."), metavar="DATE"))
    params.append(option("--explain", t("Under each row, the commands that list what is behind it."), flag=True))
    if asked.charts:
        params.append(option("--bars", t("In text tables, bars that compare the rows."), flag=True))
    return command(kind, t(asked.help), params, report, personal=asked.personal)
