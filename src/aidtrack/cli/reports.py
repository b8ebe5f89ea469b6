"""`aidtrack report …`: the answers that compare allocation with spending."""

from collections.abc import Callable
from dataclasses import replace

from aidtrack.cli.command import Entry, Group, command
from aidtrack.cli.complete import names as complete_names
from aidtrack.cli.fields import name_typed
from aidtrack.cli.params import argument, option
from aidtrack.cli.parts import Command
from aidtrack.cli.period import period_options
from aidtrack.cli.run import Run
from aidtrack.locale import t
from aidtrack.reports.period import Period, period
from aidtrack.store.reading import Connection
from aidtrack.values.report import Report

_HELP = {
    "village": "One village: what was set aside for it beside what reached it.",
    "fund": "The funds, or one with its projects: promised, received, set aside, spent.",
    "project": "The projects, or one with its funding and entries.",
    "overview": "All villages, and what is assigned to none.",
}


def group() -> Group:
    loads: dict[str, Callable[[], Command]] = {
        "village": lambda: _report("village", "required"),
        "fund": lambda: _report("fund", "optional"),
        "project": lambda: _report("project", "optional"),
        "overview": lambda: _report("overview", None),
    }
    return Group(
        "report",
        t("Reports that compare allocations with spending."),
        {name: Entry(_HELP[name], load) for name, load in loads.items()},
    )


def _report(kind: str, name: str | None) -> Command:
    def report(
        run: Run, explain: bool, year: str | None, from_: str | None, to: str | None, as_of: str | None,
        name: str | None = None,
    ) -> Report:  # fmt: skip
        when = period(year, from_, to, as_of)
        prefix = run.prefix if explain else None
        name = name_typed(name) if name is not None else None
        with run.read() as connection:
            answer = _answer(connection, kind, name, when, prefix)
        notes = list(answer.notes)
        if when.start:
            notes.append(t("Movements from {start} on; positions at the end.", start=when.start))
        return replace(answer, as_of=answer.as_of or run.today.isoformat(), notes=notes)

    named = [
        argument(
            "name",
            t("Name, alias, code, county/name or id."),
            required=name == "required",
            complete=complete_names(kind),
        )
    ]
    params = [
        *(named if name else []),
        *period_options(),
        option("--explain", t("Under each row, the commands that list the entries behind it."), flag=True),
    ]
    return command(kind, t(_HELP[kind]), params, report)


def _answer(connection: Connection, kind: str, name: str | None, when: Period, explain: list[str] | None) -> Report:
    """Load the one report that is asked for."""
    if kind == "overview":
        from aidtrack.reports.overview import overview

        return overview(connection, when, explain=explain)
    if kind == "fund":
        from aidtrack.reports.fund import fund

        return fund(connection, name, when, explain=explain)
    if kind == "project":
        from aidtrack.reports.project import project

        return project(connection, name, when, explain=explain)
    from aidtrack.reports.village import village

    return village(connection, str(name), when, explain=explain)
