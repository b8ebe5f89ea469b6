"""The verb of its own that a project has: `aidtrack project advance NAME`."""

from aidtrack.cli import fields
from aidtrack.cli.command import Listed, command
from aidtrack.cli.nouns import name_argument
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.step import STEP
from aidtrack.values import dates
from aidtrack.values.report import Report

_SAID = ("date", "ends_on", "handled_by", "result", "objections", "reason", "doc_no", "note")


def verbs() -> dict[str, Listed]:
    return {"advance": Listed("Record its next step.", _advance)}


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
