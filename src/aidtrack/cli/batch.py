"""`aidtrack batch`: what was imported, and taking it back."""

from aidtrack.cli.asking import no_headings
from aidtrack.cli.command import command
from aidtrack.cli.group import Group, Listed
from aidtrack.cli.numbers import id_typed
from aidtrack.cli.params import argument, option
from aidtrack.cli.placeholders import placeholder
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.phrase import phrase
from aidtrack.values.reason import perhaps
from aidtrack.values.report import Report


def group() -> Group:
    return Group(
        "batch",
        t("What was imported, corrected, merged, carried on or run in one act, and taking it back."),
        {
            "list": Listed("List every batch: imports, corrections, merges, carryings, undos.", _list),
            "show": Listed("One batch with its files.", _show),
            "undo": Listed("Take a whole batch back.", _undo),
            "run": Listed("Run command lines of a file, all or none, as one batch.", _run),
        },
    )


def _run() -> Command:
    from aidtrack.cli.batch_run import batch_run

    return batch_run()


def _list() -> Command:
    def list_(run: Run) -> Report:
        from aidtrack.reports import store

        with run.read() as connection:
            return store.batches(connection)

    return command(
        "list",
        t("List every batch: imports, corrections, merges, carryings, undos."),
        [],
        list_,
        lists=no_headings,
        parts=True,
    )


def _show() -> Command:
    def show(run: Run, id: str) -> Report:
        from aidtrack.reports import store

        number = id_typed(placeholder("ID"), id)
        with run.read() as connection:
            found = store.batches(connection, number)
            if not found.tables[0].rows:
                raise Refused(t("There is no batch {batch}.", batch=number), t("List them: aidtrack batch list."))
            return found

    return command("show", t("One batch with its files."), [argument("id", t("The batch's number."))], show, parts=True)


def _undo() -> Command:
    def undo(run: Run, id: str, over: str | None, yes: bool) -> Report:
        from aidtrack.render.progress import progress
        from aidtrack.reports import store
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.store.records.others import named
        from aidtrack.store.records.undo import undo

        number = id_typed(placeholder("ID"), id)
        excuse = perhaps("--over", over)
        run.confirm(t("Take back batch {batch} with all its entries?", batch=number), yes=yes)
        with progress(t("Taking back")), run.write() as writer:
            undone = undo(writer, number, over=excuse)
            answer = store.batches(writer, undone.batch_id)
        if undone.restored:
            run.say(t("{count} nouns are again as they were before.", count=undone.restored))
        if undone.along:
            run.say(t("With them went what had taken them back: {entries}.", entries=named(undone.along)))
        if undone.closed:
            run.say(
                t(
                    "{count} of them are dated on closed days, and marked as booked after closing the books.",
                    count=undone.closed,
                )
            )
        said = phrase(
            "Took back batch {batch}: entries reversed: {entries}, nouns removed: {removed}, kept because reversed entries name them: {kept}",
            batch=number, entries=undone.reversed, removed=undone.removed, kept=undone.kept,
        )  # fmt: skip
        return confirmed(answer, said)

    params = [
        argument("id", t("The batch's number.")),
        option("--over", t("The reason why what comes of it may break a rule.")),
        option("--yes", t("Do not ask."), flag=True),
    ]
    return command("undo", t("Take a whole batch back."), params, undo, writes=True)
