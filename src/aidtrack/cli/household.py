"""The verb of its own that a household has: `aidtrack household forget CODE --reason WHY`."""

from collections.abc import Iterator
from dataclasses import replace

from aidtrack.cli import fields
from aidtrack.cli.command import command
from aidtrack.cli.group import Listed
from aidtrack.cli.nouns import name_argument
from aidtrack.cli.params import option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Said, listed, phrase
from aidtrack.values.reason import stated
from aidtrack.values.report import Report
from aidtrack.values.text import safe


def verbs() -> dict[str, Listed]:
    return {"forget": Listed("Erase the names of its people, from the log too; money and village stay.", _forget)}


def _forget() -> Command:
    def forget(run: Run, name: str, reason: str, yes: bool) -> Report:
        from aidtrack.reports import listing
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.store.names.find import Names
        from aidtrack.store.records.forgetting import forget

        why, wanted = stated("--reason", reason), fields.name_typed(name)
        run.confirm(t("Erase the names of household {household} for ever?", household=safe(name)), yes=yes)
        with run.write() as writer:
            id = Names(writer).find("household", wanted)
            older = forget(writer, id, why)
            answer = listing.noun(writer, "household", id)
        code = safe(str(answer.tables[0].rows[0]["name"]))
        said = phrase("Erased the names of household {household}, in the log too", household=code)
        return replace(confirmed(answer, said), notes=[*answer.notes, *_left(older, run)])

    params = [
        *name_argument(NOUNS["household"]),
        option("--reason", t("Why, for the log."), required=True),
        option("--yes", t("Do not ask."), flag=True),
    ]
    help = t("Erase the names of its people, from the log too; money and village stay.")
    return command("forget", help, params, forget, writes=True)


def _left(records: int, run: Run) -> Iterator[Said]:
    """Where a name still stands."""
    from aidtrack.files.disk import target
    from aidtrack.store.engine.beside import kept_beside

    if records:
        yield phrase(
            "Records of an older program still hold a name of it: {count}. They stay as they are.", count=records
        )
    kept = [] if run.target.path is None else [safe(path.name) for path in kept_beside(target(run.target.path))]
    if kept:
        yield phrase("Copies beside the store that still hold it: {files}.", files=listed(kept))
    yield phrase("Backups made before hold it too.")
