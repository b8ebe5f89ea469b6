"""`aidtrack template NOUN… -o FILE.xlsx`: an empty sheet to fill in."""

from pathlib import Path

from aidtrack.cli.answer_options import force_option
from aidtrack.cli.command import command
from aidtrack.cli.complete import sheets, words
from aidtrack.cli.export import named
from aidtrack.cli.files_written import require_free
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Environment, Usage
from aidtrack.locale import t
from aidtrack.values.formats import XLSX
from aidtrack.values.text import safe


def template_command() -> Command:
    params = [
        argument(
            "nouns",
            t("village, organization, fund, project, entry, or one kind of entry."),
            many=True,
            complete=words(sheets),
        ),
        option("--output", t("The workbook to write, an .xlsx."), metavar="FILE", short="-o", required=True),
        force_option(),
    ]
    return command("template", t("Write an empty workbook to fill in."), params, template, answers=False)


def template(run: Run, nouns: tuple[str, ...], output: str) -> None:
    from aidtrack.exchange import template as made
    from aidtrack.files.in_place import put

    path = Path(output)
    if path.suffix.lower() not in XLSX.endings:
        raise Usage(t("A template is a workbook; {file} is none.", file=safe(output)), t("End its name in .xlsx."))
    require_free(run, [path])
    put(path, made.template([made.Sheet(name) for name in named(nouns)], _choices(run)))


def _choices(run: Run) -> dict[str, list[str]]:
    """The store's own names to choose from; without a store, as before `init`, only the words that every store knows."""
    from aidtrack.exchange.template import choices
    from aidtrack.store.names.find import Names

    if run.target.path is not None and not run.target.path.exists():
        return choices(None)
    try:
        with run.read() as connection:
            return choices(Names(connection))
    except Environment:
        return choices(None)
