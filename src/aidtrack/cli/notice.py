"""`aidtrack notice fund|project`: the public notice 公示 that is posted in a village, made and recorded in one act."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from aidtrack.cli.command import command
from aidtrack.cli.complete import names as complete_names
from aidtrack.cli.complete import words as complete_words
from aidtrack.cli.fields import name_typed
from aidtrack.cli.group import Group, Listed
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command, Parameter
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault, Usage
from aidtrack.locale import spoken, t
from aidtrack.nouns.step import PHASES, STEP
from aidtrack.phrase import Word
from aidtrack.values.kinds import DAY, NAME, Kind, Value
from aidtrack.values.report import Report
from aidtrack.values.text import typed_wrong

if TYPE_CHECKING:
    from aidtrack.reports.notice.requirements import Sheet
    from aidtrack.store.engine.connection import Connection
    from aidtrack.store.engine.transaction import Writer

_MOST_AHEAD = 366  # days: what is to be posted later than that is a slip of the pen


def group() -> Group:
    return Group(
        "notice",
        t("Public notices: what is set aside, what became of it."),
        {
            "fund": Listed("How a fund is distributed.", _fund),
            "project": Listed("What is set aside for projects, or what became of it.", _project),
        },
    )


def _project() -> Command:
    @contextmanager
    def project(
        run: Run, name: tuple[str, ...], phase: str | None, from_: str | None, days: str | None, channel: str | None,
        not_name: tuple[str, ...], again: bool, dry_run: bool,
    ) -> Iterator[Report]:  # fmt: skip
        from aidtrack.reports.notice import projects, recorded
        from aidtrack.store.names.find import Names

        wanted = [name_typed(one) for one in name]
        asked = _asked(run, from_, days, channel, not_name)
        chosen = _parsed("--phase", STEP.field("phase").kind, phase)
        with _opened(run, dry_run) as (connection, preview):
            ids = list(dict.fromkeys(Names(connection).find("project", one) for one in wanted))
            kind = str(chosen or recorded.usual_phase(connection, ids))
            posted = None if again else recorded.of_projects(connection, ids, kind)
            sheet = asked.sheet(run, connection, posted, preview=preview)
            made = projects.projects(connection, ids, kind, sheet, run.prefix)
            if posted is None and not preview:
                from aidtrack.store.records import notices

                notices.record_projects(
                    cast("Writer", connection), kind, sheet.posted_from, sheet.posted_to, made.amounts
                )
            yield _headed(connection, made.report, preview)
        if not chosen:
            shown = spoken(Word(kind, PHASES[kind]))
            run.say(t("Notice: {phase}, by the stage of the projects; --phase says otherwise.", phase=shown))
        run.say(sheet.said)

    params = [
        argument("name", t("The projects, one or more: name, village/name, code or id."), many=True,
                 complete=complete_names("project")),
        option("--phase", t("Before the work (what is set aside) or after it (what became of it); else by the stage of the projects."),
               metavar="before|after", complete=complete_words(lambda: [Word(*pair) for pair in PHASES.items()])),
        *_common(),
    ]  # fmt: skip
    return command("project", t("What is set aside for projects, or what became of it."), params, project, parts=True)


def _fund() -> Command:
    @contextmanager
    def fund(
        run: Run, name: str, from_: str | None, days: str | None, channel: str | None, not_name: tuple[str, ...],
        again: bool, dry_run: bool,
    ) -> Iterator[Report]:  # fmt: skip
        from aidtrack.reports.notice import fund, recorded
        from aidtrack.store.names.find import Names

        wanted = name_typed(name)
        asked = _asked(run, from_, days, channel, not_name)
        with _opened(run, dry_run) as (connection, preview):
            id = Names(connection).find("fund", wanted)
            posted = None if again else recorded.of_fund(connection, id)
            sheet = asked.sheet(run, connection, posted, preview=preview)
            report = fund.fund(connection, id, sheet, run.prefix)
            if posted is None and not preview:
                from aidtrack.store.records import notices

                notices.record_fund(cast("Writer", connection), id, sheet.posted_from, sheet.posted_to)
            yield _headed(connection, report, preview)
        run.say(sheet.said)

    params = [argument("name", t("Name, alias, code, county/name or id."), complete=complete_names("fund")), *_common()]
    return command("fund", t("How a fund is distributed."), params, fund, parts=True)


def _common() -> list[Parameter]:
    return [
        option("--from", t("The day on which it is posted; today, unless this says another."), metavar="DATE", parameter="from_"),
        option("--days", t("How many days it hangs, that day not counted; else the setting notice_days (10, as State guidance is quoted; elsewhere 7 working days)."),
               metavar="N"),
        option("--channel", t("The telephone or other channel for complaints; else the setting complaint_channel.")),
        option("--not-name", t("A word that is also the name of a head of household, and does not mean that person here."),
               metavar="WORD", many=True),
        option("--again", t("Post it once more, though it is recorded already."), flag=True),
        option("--dry-run", t("A preview: the store is not written, and the notice says so."), flag=True),
    ]  # fmt: skip


@contextmanager
def _opened(run: Run, dry_run: bool) -> "Iterator[tuple[Connection, bool]]":
    """The store, to write where the notice is going to be recorded, and whether it is a preview.

    So is every notice of a collection: an office posts its own.
    """
    from aidtrack.store.engine.collections import NotEntered

    with ExitStack() as opened:
        try:
            connection = None if dry_run else opened.enter_context(run.write())
        except NotEntered:
            connection = None
        yield connection or opened.enter_context(run.read()), connection is None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for on the command line about the posting; None where the settings say it."""

    first: str
    days: int | None
    channel: str | None
    not_names: tuple[str, ...]

    def sheet(self, run: Run, connection: "Connection", posted: tuple[str, str] | None, *, preview: bool) -> "Sheet":
        """How the notice is posted: as it was, where it is recorded already, else as asked for, else by the settings."""
        from aidtrack.reports.notice.requirements import Sheet
        from aidtrack.store.records import settings

        days = self.days or int(settings.value(connection, "notice_days"))
        first, last = posted or (self.first, (date.fromisoformat(self.first) + timedelta(days=days)).isoformat())
        channel = self.channel or settings.value(connection, "complaint_channel")
        return Sheet(
            first, last, channel, run.today.isoformat(), self.not_names, preview and posted is None, posted is not None
        )


def _asked(run: Run, from_: str | None, days: str | None, channel: str | None, not_names: tuple[str, ...]) -> _Asked:
    """Raises Usage."""
    from aidtrack.store.records.settings import setting

    first = _parsed("--from", DAY, from_) or run.today.isoformat()
    if date.fromisoformat(str(first)) > run.today + timedelta(days=_MOST_AHEAD):
        raise Usage(
            t("--from {day} is more than a year from today ({today}).", day=first, today=run.today.isoformat()),
            t("Check the year."),
        )
    lasting = _parsed("--days", setting("notice_days").kind, days)
    named = _parsed("--channel", NAME, channel)
    return _Asked(
        str(first), None if lasting is None else int(lasting), None if named is None else str(named), not_names
    )


def _parsed(option: str, kind: Kind, text: str | None) -> Value:
    """What was typed for an option, or None. Raises Usage."""
    try:
        return kind.parse(text) if text is not None else None
    except Fault as fault:
        raise typed_wrong(option, str(text), fault) from None


def _headed(connection: "Connection", report: Report, preview: bool) -> Report:
    """The answer with the end of the audit chain that holds its own record."""
    from aidtrack.reports.seal import seal

    return report if preview else replace(report, seal=seal(connection))
