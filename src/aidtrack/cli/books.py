"""`aidtrack db close PERIOD` and `aidtrack db reopen PERIOD`."""

from aidtrack.cli.command import command
from aidtrack.cli.params import TextArgument, argument, option
from aidtrack.cli.placeholders import placeholder
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Fault
from aidtrack.locale import t
from aidtrack.phrase import phrase
from aidtrack.values.dates import first_day, last_day, parse_date
from aidtrack.values.reason import perhaps, stated
from aidtrack.values.report import Report
from aidtrack.values.text import typed_wrong


def close() -> Command:
    def close(run: Run, period: str, over: str | None) -> Report:
        from aidtrack.render.progress import progress
        from aidtrack.reports import books
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.store.proof.closing import close

        closed = _period(period)
        with progress(t("Checking")), run.write() as writer:
            answer = books.turned(writer, close(writer, closed, over=perhaps("--over", over)), run.today)
        return confirmed(
            answer,
            phrase("Closed {period}: the books are closed through {through}", period=closed, through=last_day(closed)),
        )

    params = [_argument(), option("--over", t("The reason why it is closed although something is wrong."))]
    return command(
        "close", t("Close a period: nothing is dated in it any more."), params, close, writes=True, prints=True
    )


def reopen() -> Command:
    def reopen(run: Run, period: str, reason: str) -> Report:
        from aidtrack.reports import books
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.store.records.closings import reopen

        opened = _period(period)
        with run.write() as writer:
            id = reopen(writer, opened, reason=stated("--reason", reason))
            return confirmed(
                books.turned(writer, id, run.today), phrase("Opened again from {date} on", date=first_day(opened))
            )

    params = [_argument(), option("--reason", t("Why."), required=True)]
    return command("reopen", t("Open a closed period again, from its first day on."), params, reopen, writes=True)


def _argument() -> TextArgument:
    return argument("period", t("A year, a month or a day: 2018, 2018-06, 2018-06-30."))


def _period(text: str) -> str:
    try:
        return parse_date(text)
    except Fault as fault:
        form = t("Write a year, a month or a day: 2018, 2018-06, 2018-06-30.")
        raise typed_wrong(placeholder("PERIOD"), text, Fault(fault.problem, form)) from None
