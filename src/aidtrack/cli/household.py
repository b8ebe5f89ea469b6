"""The verb of its own that a household has: `aidtrack household forget CODE --reason WHY`."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from aidtrack.cli import fields
from aidtrack.cli.command import command
from aidtrack.cli.group import Listed
from aidtrack.cli.nouns import name_argument
from aidtrack.cli.params import option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.locale import command as command_line
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Said, listed, phrase
from aidtrack.values.reason import stated
from aidtrack.values.report import Report
from aidtrack.values.text import TO_FILL, safe

if TYPE_CHECKING:
    from aidtrack.store.records.forgetting import Forgotten

_MOST = 5  # names that are told one by one


def verbs() -> dict[str, Listed]:
    return {
        "forget": Listed("Erase the names of its people, in entries and the log too; money and village stay.", _forget)
    }


def _forget() -> Command:
    def forget_one(
        run: Run, name: str, reason: str, leave_texts: bool, keep: tuple[str, ...], dry_run: bool, yes: bool
    ) -> Report:
        from aidtrack.reports import listing
        from aidtrack.reports.confirmed import confirmed, only_tried
        from aidtrack.store.names.find import Names
        from aidtrack.store.proof.wiping import wipe
        from aidtrack.store.records.forgetting import NothingToForget, forget

        why, wanted = stated("--reason", reason), fields.name_typed(name)
        run.confirm(t("Erase the names of household {household} for ever?", household=safe(name)), yes=yes or dry_run)
        try:
            with run.write(dry_run=dry_run) as writer:
                id = Names(writer).find("household", wanted)
                done = forget(writer, id, why, leave_texts=leave_texts, keep=keep)
                answer = listing.noun(writer, "household", id)
        except NothingToForget:
            if not dry_run:  # where an earlier run could not
                run.say_all(wipe(run.target))
            raise
        if dry_run:
            return only_tried(replace(answer, notes=[*answer.notes, *_told(done)]))
        code = safe(str(answer.tables[0].rows[0]["name"]))
        said = phrase("Erased the names of household {household}, in entries and the log too", household=code)
        return replace(confirmed(answer, said), notes=[*answer.notes, *_told(done), *_left(run, code)])

    params = [
        *name_argument(NOUNS["household"]),
        option("--reason", t("Why, for the log."), required=True),
        option("--leave-texts", t("Texts that hold the name are left: it is somebody else's there."), flag=True),
        option(
            "--keep",
            t("Somebody else's name that holds it, as a firm's: it stays as it is."),
            metavar="NAME",
            many=True,
        ),
        option("--dry-run", t("Show what would happen, write nothing."), flag=True),
        option("--yes", t("Do not ask."), flag=True),
    ]
    help = t("Erase the names of its people, in entries and the log too; money and village stay.")
    return command("forget", help, params, forget_one, writes=True)


def _told(done: "Forgotten") -> Iterator[Said]:
    """What became of entries, and what stays as it is."""
    if done.entries:
        yield phrase("Entries in which it is masked now: {count}. No figure changes.", count=done.entries)
    if done.longer:
        some = listed(f"「{safe(one)}」" for one in done.longer[:_MOST])
        yield phrase(
            "Longer names in which it is masked: {count}, as {some}. Somebody else's are left with --keep.",
            count=len(done.longer),
            some=some,
        )
    if done.others:
        yield phrase("Entries of other households with a head of that name, who keep it: {count}.", count=done.others)
    if done.texts:
        yield phrase("Texts that were left with it: {count}.", count=done.texts)
    stays = done.staying
    if stays.records:
        yield phrase(
            "Records of the log that hold it in the clear, written by an older program or in a text: {count}. They stay as they are, and are"
            " handed over as number and hash alone.", count=len(stays.records),
        )  # fmt: skip
    if stays.read:
        yield phrase(
            "Records of closings and settings that hold it, which whoever receives them must read: {count}. They stay, and are handed over as they are.",
            count=stays.read,
        )
    if stays.refs:
        yield phrase("Entries whose 流水号 holds it: {count}. An entry is known by it, and keeps it.", count=stays.refs)
    if stays.words:
        yield phrase(
            "Words no longer in use that earmarks were compared by and that hold it: {count}. They stay in the store, and are not handed over.",
            count=stays.words,
        )


def _left(run: Run, household: str) -> Iterator[Said]:
    """Where a name may still stand, in the file or beside the store."""
    from aidtrack.files.disk import target
    from aidtrack.store.engine.beside import kept_beside
    from aidtrack.store.proof.wiping import wipe

    if not_wiped := wipe(run.target):
        yield from not_wiped
        again = f"{command_line('household', 'forget', household, '--yes', '--reason')} {TO_FILL}"
        yield phrase("When there is room and nobody else uses it, run: {command}", command=again)
    kept = [] if run.target.path is None else [safe(path.name) for path in kept_beside(target(run.target.path))]
    if kept:
        yield phrase("Copies beside the store that still hold it: {files}.", files=listed(kept))
    yield phrase(
        "Backups made before, the files that were imported, attached documents and bundles that were handed over hold it too."
    )
