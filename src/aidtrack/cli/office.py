"""The options by which a store is told whose it is, and `aidtrack db adopt`: a copy of a store goes on as another office's."""

from collections.abc import Sequence
from dataclasses import replace

from aidtrack.cli.command import command
from aidtrack.cli.params import TextOption, option
from aidtrack.cli.run import Run
from aidtrack.cli.settings import value_typed
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Refused, Usage
from aidtrack.locale import t
from aidtrack.phrase import phrase
from aidtrack.values.office import number_of
from aidtrack.values.report import Report
from aidtrack.values.text import safe


def office_options() -> Sequence[TextOption]:
    return [
        option(
            "--office", t("The code of the office that keeps the store, such as its division code."), metavar="CODE"
        ),
        option("--name", t("What that office is called."), metavar="NAME"),
        option("--number", t("Its number where its code is none by itself: 1 to 6 digits."), metavar="ID"),
    ]


def office_typed(office: str | None, name: str | None, number: str | None) -> dict[str, str]:
    """The settings that these options make. Raises Usage."""
    given = {"number": ("--number", number), "office": ("--office", office), "office_name": ("--name", name)}
    said = {one: value_typed(option, one, text) for one, (option, text) in given.items() if text is not None}
    own = number_of(said.get("office", ""))
    if own is not None and said.get("number", own) != own:
        raise Usage(t("The code {office} is a number by itself.", office=own), t("Leave out --number."))
    return said


def adopt() -> Command:
    def adopt(run: Run, office: str | None, name: str | None, number: str | None, yes: bool) -> Report:
        from aidtrack.reports import store
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.store.records.identity import adopt, identity
        from aidtrack.store.records.setting_changes import put_all

        said = {"number": "", "office": "", "office_name": "", **office_typed(office, name, number)}
        run.confirm(t("Is {store} to go on as another office's?", store=run.target.shown), yes=yes)
        with run.write() as writer:
            before = identity(writer)
            if before.office is not None and said["office"] == before.office:
                raise Refused(
                    t("{office} is the office whose store this is a copy of.", office=safe(before.office)),
                    t("Give the code of the office that goes on with the copy; a backup that is to stay what it is needs nothing."),
                )  # fmt: skip
            adopt(writer)
            put_all(writer, said)
            answer = store.info(writer)
        is_now = phrase(
            "The store {store} is one of its own from here on, {id}", store=run.target.shown, id=_store_id(answer)
        )
        note = phrase("What was recorded until now stays that of {id}, of which it is a copy.", id=before.store_id)
        return replace(confirmed(answer, is_now), notes=[*answer.notes, note])

    params = [*office_options(), option("--yes", t("Do not ask."), flag=True)]
    return command(
        "adopt", t("Make a copy of a store another office's, with an id of its own."), params, adopt, writes=True
    )


def _store_id(info: Report) -> str:
    return str(info.tables[0].rows[0]["store_id"])
