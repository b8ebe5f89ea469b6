"""`aidtrack find TEXT`: where a word, a number or an amount occurs."""

from collections.abc import Iterator
from contextlib import contextmanager

from aidtrack.cli.asking import no_headings
from aidtrack.cli.command import command
from aidtrack.cli.fields import name_typed
from aidtrack.cli.numbers import whole_number
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Usage
from aidtrack.locale import t
from aidtrack.values.report import Report


def find_command() -> Command:
    @contextmanager
    def find(run: Run, text: str, limit: str | None) -> Iterator[Report]:
        from aidtrack.reports.found import found

        sought = name_typed(text)
        if not sought:
            raise Usage(t("Nothing is looked for."), t("Give a part of a name, a number or an amount."))
        most = whole_number("--limit", limit, least=1)
        with run.read() as connection:
            yield found(connection, sought, run.prefix, limit=most)

    params = [
        argument("text", t("A part of a name, a payee, a voucher, a number; or an amount.")),
        option("--limit", t("At most so many of each noun."), metavar="N"),
    ]
    return command(
        "find",
        t("Where a name, a payee, a number or an amount occurs."),
        params,
        find,
        personal=True,
        lists=no_headings,
        parts=True,
    )
