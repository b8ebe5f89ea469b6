"""The verb of the nouns of which two rows may be found to be one: `aidtrack project merge FROM INTO`."""

from aidtrack.cli import fields
from aidtrack.cli.command import command
from aidtrack.cli.complete import names as complete_names
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command, Parameter
from aidtrack.locale import t
from aidtrack.values.field import Noun
from aidtrack.values.reason import perhaps, stated
from aidtrack.values.report import Report


def merge(noun: Noun) -> Command:
    def merge(
        run: Run, from_: str, into: str, reason: str, over: str | None, dry_run: bool, leave_entries: bool = False
    ) -> Report:
        from aidtrack.reports.merged import merged
        from aidtrack.store.names.find import Names
        from aidtrack.store.records.merging import merge

        why, excuse = stated("--reason", reason), perhaps("--over", over)
        with run.write(dry_run=dry_run) as writer:
            names = Names(writer)
            ids = [names.find(noun.name, fields.name_typed(text)) for text in (from_, into)]
            done = merge(writer, noun.name, *ids, reason=why, over=excuse, leave_entries=leave_entries)
            return merged(writer, done, dry_run=dry_run)

    complete = complete_names(noun.name)
    leave = option(
        "--leave-entries",
        t("Its entries stay in its village; without, they come into that of the one that stands."),
        flag=True,
    )
    params: list[Parameter] = [
        argument(
            "from", t("The one that goes: name, alias, code, county/name or id."), complete=complete, parameter="from_"
        ),
        argument("into", t("The one that stands, whose fields are kept."), complete=complete),
        option("--reason", t("Why."), required=True),
        option("--over", t("The reason why a rule may be broken.")),
        *([leave] if "village" in noun.key else []),
        option("--dry-run", t("Show what would happen, write nothing."), flag=True),
    ]
    return command("merge", _help(noun), params, merge, personal=noun.personal, writes=True)


def _help(noun: Noun) -> str:
    """What it does; where two became one by themselves, and were not one that is there twice, another command is the right one."""
    said = t("Make one of two that are the same.")
    if not any(field.name == "merged_into" for field in noun.fields):
        return said
    return (
        f"{said} {t('Two villages that the government merged: village edit FROM --merged-into INTO --merged-on DAY.')}"
    )
