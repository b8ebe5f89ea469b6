"""Commands on the store itself: init, check, log, db, completion."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aidtrack.cli.asking import no_headings
from aidtrack.cli.command import command
from aidtrack.cli.files_written import require_free
from aidtrack.cli.group import Group, Listed
from aidtrack.cli.numbers import id_typed, whole_number
from aidtrack.cli.office import office_options, office_typed
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command, get_completion_script
from aidtrack.errors import Fault, Usage
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import phrase
from aidtrack.values.ids import is_id
from aidtrack.values.one_value import half_width
from aidtrack.values.report import Report
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from aidtrack.store.engine.connection import Connection

SHELLS = ("bash", "zsh", "fish", "powershell")


def init() -> Command:
    def make(run: Run, office: str | None, name: str | None, number: str | None, collection: bool) -> Report:
        from aidtrack.reports import store
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.store.engine.beside import said_of
        from aidtrack.store.records.setting_changes import put_all
        from aidtrack.store.schema.make import make

        said = office_typed(office, name, number)
        moved = make(
            run.target, lambda writer: put_all(writer, said), actor=run.actor, now=run.now, collection=collection
        )
        with run.read() as connection:
            said_so = (
                phrase("Made the collection {store}", store=run.target.shown)
                if collection
                else phrase("Made the store {store}", store=run.target.shown)
            )
            made = confirmed(store.info(connection), said_so)
            return replace(made, notes=said_of(moved))

    params = [
        *office_options(),
        option("--collection", t("A store for what many offices hand over; nobody enters into it."), flag=True),
    ]
    return command("init", t("Make an empty store."), params, make, writes=True)


def check() -> Command:
    def check(
        run: Run, strict: bool, quick: bool, head: str | None, baseline: str | None, against: str | None
    ) -> Report:
        from aidtrack.files.in_place import put
        from aidtrack.render.progress import progress
        from aidtrack.reports import store
        from aidtrack.store.proof import baseline as baselines
        from aidtrack.store.proof import check as checks
        from aidtrack.store.proof.discrepancy import Discrepancy
        from aidtrack.store.proof.heads import found, head_typed

        wanted = None if head is None else head_typed(head)
        kept = None if against is None else baselines.read(Path(against))
        if quick and baseline is not None:
            raise Usage(t("A baseline is written of what was checked as a whole."), t("Leave out --quick."))
        if baseline is not None:
            require_free(run, [Path(baseline)], reads=[against] if against is not None else ())
        with progress(t("Checking")), run.read() as connection:
            told = [] if wanted is None else [found(connection, wanted)]
            told += [] if kept is None else baselines.compared(connection, kept)
            findings = [one for one in told if isinstance(one, Discrepancy)]
            findings += checks.quick(connection) if quick else checks.check(connection)
            notes = [one for one in told if not isinstance(one, Discrepancy)]
            if quick:
                notes.append(
                    phrase(
                        "Not looked at: the file's pages, rows and entries against the log, rules, files of documents."
                    )
                )
            if baseline is not None and any(one.level == "damage" for one in findings):
                notes.append(phrase("No baseline was written: the store is damaged."))
            elif baseline is not None:
                put(Path(baseline), baselines.content(connection))
                notes.append(
                    phrase("Keep {file} elsewhere; later: aidtrack check --against FILE.", file=safe(baseline))
                )
            answer = store.checked(connection, findings, strict=strict)
            return replace(answer, notes=[*answer.notes, *notes])

    params = [
        option("--strict", t("Exit 1 on alerts too."), flag=True),
        option("--quick", t("For every day: the log's chain, the balances and the guards alone."), flag=True),
        option(
            "--head",
            t("Whether this head, written down earlier, is still in the log (12 digits or more)."),
            metavar="HASH",
        ),
        option("--baseline", t("Write the head with counts and the sums of each fund to this file."), metavar="FILE"),
        option("--against", t("Whether the store still agrees with such a file, written earlier."), metavar="FILE"),
    ]
    return command("check", t("Recompute every figure and rule; verify the audit chain."), params, check)


def log() -> Command:
    def log(run: Run, noun: str | None, id: str | None, limit: str | None) -> Report:
        from aidtrack.reports.log import LOGGED
        from aidtrack.reports.log import log as answer

        if noun is not None:
            noun = LOGGED.get(noun) or _noun(noun)
        with run.read() as connection:
            number = None if id is None else _logged(connection, noun, id)
            machine = run.format is not None and run.format.machine
            most = whole_number("--limit", limit, least=1)
            return answer(connection, noun, number, most, whole=machine, asked=run.asked)

    params = [
        option("--noun", t("Only changes of this noun."), metavar="NOUN"),
        option("--id", t("Only changes of the row with this id; with --noun also its name."), metavar="ID"),
        option("--limit", t("At most so many, the newest."), metavar="N"),
    ]
    return command(
        "log", t("Who changed what."), params, log, personal=True, lists=no_headings, parts=True, stands=True
    )


def _logged(connection: "Connection", noun: str | None, typed: str) -> int:
    """The id of a row that the log may tell of, by its name too where it is still there. Raises Usage, NotFound."""
    if noun is None or is_id(half_width(typed)) or noun not in (*NOUNS, ENTRY.name):
        return id_typed("--id", typed)
    from aidtrack.store.names.find import Names

    return Names(connection).find(noun, typed)


def _noun(word: str) -> str:
    """The noun that a word of either language names. Raises Usage."""
    from aidtrack.importing.matching.sheet_noun import named_noun

    try:
        return named_noun(word)[0].name
    except Fault as fault:
        raise Usage(t("The log is of no “{noun}”.", noun=safe(word)), fault.suggestion) from None


def db_group() -> Group:
    return Group(
        "db",
        t("The store itself: info, closing a year, backup, restore, upgrade, settings."),
        {
            "info": Listed("Its size, schema and the head of its audit chain.", _info),
            "upgrade": Listed("Bring an older store up to this program's schema.", _upgrade),
            "backup": Listed("Copy it to a file.", _backup),
            "restore": Listed("Put a backup in its place.", _restore),
            "close": Listed("Close a period: nothing is dated in it any more.", _close),
            "reopen": Listed("Open a closed period again, from its first day on.", _reopen),
            "grant": Listed("Give a role of the server a right, in place of any other.", _grant),
            "revoke": Listed("Take its right from a role of the server.", _revoke),
            "setting": Listed("Its settings: list, show, change.", _setting),
            "adopt": Listed("Make a copy of a store another office's, with an id of its own.", _adopt),
        },
    )


def _close() -> Command:
    from aidtrack.cli import books

    return books.close()


def _reopen() -> Command:
    from aidtrack.cli import books

    return books.reopen()


def _grant() -> Command:
    from aidtrack.cli import grant

    return grant.grant()


def _revoke() -> Command:
    from aidtrack.cli import grant

    return grant.revoke()


def _setting() -> Command:
    from aidtrack.cli.settings import setting_command

    return setting_command()


def _adopt() -> Command:
    from aidtrack.cli.office import adopt

    return adopt()


def _info() -> Command:
    def info(run: Run) -> Report:
        from aidtrack.reports import store

        with run.read() as connection:
            run.leave_out_missing(connection)
            return store.info(connection)

    return command("info", t("Its size, schema and the head of its audit chain."), [], info)


def _upgrade() -> Command:
    def upgrade(run: Run) -> Report:
        from aidtrack.reports import store
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.store.proof.upgrade import upgrade

        said = upgrade(run.target)
        with run.read() as connection:
            is_now = phrase("The store {store} has this program's schema", store=run.target.shown)
            return replace(confirmed(store.info(connection), is_now), notes=said)

    return command("upgrade", t("Bring an older store up to this program's schema."), [], upgrade, writes=True)


def _backup() -> Command:
    def backup(run: Run, file: str, yes: bool, files: bool, unchecked: bool) -> Report:
        from aidtrack.reports import store
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.store.engine.connection import read
        from aidtrack.store.engine.target import Target
        from aidtrack.store.proof.backup import backup, is_zip

        said = backup(run.target, Path(file), replace=yes, unchecked=unchecked, with_files=files)
        with read(run.target if is_zip(Path(file)) else Target(Path(file), None), older=True) as connection:
            copied = phrase("Copied the store {store} to {file}", store=run.target.shown, file=safe(file))
            answer = store.which(connection) if unchecked else store.info(connection)
            return replace(confirmed(answer, copied), notes=[*answer.notes, *said])

    params = [
        argument("file", t("Where the copy goes; a .zip holds the files of documents too.")),
        option("--yes", t("Replace a file that is there."), flag=True),
        option("--files", t("The files of documents too, in a folder beside it."), flag=True),
        option("--unchecked", t("Also where it is damaged."), flag=True),
    ]
    return command("backup", t("Copy it to a file."), params, backup, writes=True)


def _restore() -> Command:
    def restore(run: Run, file: str, yes: bool, files: bool, unchecked: bool) -> Report:
        from aidtrack.reports import store
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.store.engine.connection import read
        from aidtrack.store.proof.restore import restore

        said = restore(
            run.target, Path(file), replace=yes, unchecked=unchecked, with_files=files, actor=run.actor, now=run.now
        )
        with read(run.target, older=True) as connection:
            put = phrase("Put {file} in the place of the store {store}", file=safe(file), store=run.target.shown)
            answer = store.which(connection) if unchecked else store.info(connection, beside=False)
            return replace(confirmed(answer, put), notes=[*answer.notes, *said])

    params = [
        argument("file", t("The backup.")),
        option("--yes", t("Replace the store that is there; it is kept beside."), flag=True),
        option("--files", t("The files of documents too, from the folder beside it."), flag=True),
        option("--unchecked", t("Also where it is damaged."), flag=True),
    ]
    return command("restore", t("Put a backup in its place."), params, restore, writes=True)


def completion() -> Command:
    def show(run: Run, shell: str) -> None:
        if shell not in SHELLS:
            raise Usage(
                t("There is no completion for “{shell}”.", shell=safe(shell)),
                t("Use one of: {choices}.", choices=", ".join(SHELLS)),
            )
        print(get_completion_script(prog_name="aidtrack", complete_var="_AIDTRACK_COMPLETE", shell=shell))

    params = [
        argument("shell", ", ".join(SHELLS), complete=lambda _, word: [one for one in SHELLS if one.startswith(word)])
    ]
    return command("completion", t("Print the completion script of a shell."), params, show, answers=False)
