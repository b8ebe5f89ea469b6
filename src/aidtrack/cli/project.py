"""The verbs of its own that a project has: `aidtrack project advance NAME`, and an `edit` that says what becomes of its money."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from aidtrack.cli import fields
from aidtrack.cli.command import command
from aidtrack.cli.group import Listed
from aidtrack.cli.nouns import Along, edit_command, name_argument
from aidtrack.cli.params import option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Usage
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.step import STEP
from aidtrack.phrase import Said, listed, phrase
from aidtrack.values import dates
from aidtrack.values.field import Noun
from aidtrack.values.reason import perhaps
from aidtrack.values.report import Report

if TYPE_CHECKING:
    from aidtrack.store.engine.transaction import Writer
    from aidtrack.store.names.words import OpenWords
    from aidtrack.store.records import moved_project

_SAID = ("date", "ends_on", "handled_by", "result", "objections", "reason", "doc_no", "note")


def verbs() -> dict[str, Listed]:
    return {
        "edit": Listed("Change fields of one.", _edit),
        "advance": Listed("Record its next step.", _advance),
    }


def _edit() -> Command:
    flags = [
        option(
            "--with-entries",
            t("With --village: its entries in the former one are corrected along, also those left there before."),
            flag=True,
        ),
        option("--leave-entries", t("With --village: its entries stay in the former one."), flag=True),
        option("--over", t("With --with-entries: the reason why they may break a rule in the new village.")),
    ]
    return edit_command(NOUNS["project"], _moved, flags)


def _moved(
    writer: "Writer", id: int, noun: Noun, changes: Mapping[str, object], words: "OpenWords",
    *, with_entries: bool, leave_entries: bool, over: str | None,
) -> Along | None:  # fmt: skip
    from aidtrack.store.records import moved_project

    if with_entries and leave_entries:
        raise Usage(t("Entries are taken along or left, not both."), t("Give one of the two."))
    if (with_entries or leave_entries) and "village_id" not in changes:
        option = "--with-entries" if with_entries else "--leave-entries"
        raise Usage(
            t("“{option}” goes with the village where the project is.", option=option), t("Give it with --village.")
        )
    if over is not None and not with_entries:
        raise Usage(t("“{option}” goes with --with-entries.", option="--over"), t("Give both, or leave it out."))
    done = moved_project.edit(
        writer,
        id,
        changes,
        words=words,
        with_entries=with_entries,
        leave_entries=leave_entries,
        over=perhaps("--over", over),
    )
    return None if done is None else (_told(writer, done), done.batch_id)


def _told(writer: "Writer", done: "moved_project.Along") -> Said:
    from aidtrack.store.records.rows import name_of

    if not done.count:
        return phrase("None of its entries is where it stood before: none was corrected along.")
    former = listed(name_of(writer, "village", village) for village in done.villages)
    return phrase("{count} entries were corrected along, out of: {villages}.", count=done.count, villages=former)


def _advance() -> Command:
    def advance(run: Run, name: str, **options: str | None) -> Report:
        from aidtrack.reports import confirmed, step
        from aidtrack.store.names.find import Names
        from aidtrack.store.records import steps
        from aidtrack.store.records.settings import step_labels

        today = run.today.isoformat()
        typed = {
            "date": today,
            "result": "passed",
            **{key: text for key, text in fields.typed(options).items() if text},
        }
        with run.write() as writer:
            id = Names(writer).find("project", fields.name_typed(name))
            values = fields.stored_values(writer, [STEP.field(one) for one in _SAID], typed)
            taken = steps.advance(writer, id, values)
            answer = step.one(writer, id, max(today, dates.last_day(str(values["date"]))))
            return confirmed.step_taken(answer, step_labels(writer).get(taken, taken))

    params = [*name_argument(NOUNS["project"]), *(fields.field_option(STEP.field(one)) for one in _SAID)]
    return command("advance", t("Record its next step."), params, advance, writes=True)
