"""`aidtrack db setting [NAME [VALUE]]`: list, show and change the settings of a store."""

from aidtrack.cli.command import command
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Fault
from aidtrack.locale import t
from aidtrack.store.engine.rights import OWNER
from aidtrack.values.report import Report
from aidtrack.values.text import typed_wrong


def setting_command() -> Command:
    def change(run: Run, name: str | None, value: str | None, yes: bool) -> Report:
        from aidtrack.reports import confirmed
        from aidtrack.reports import settings as report
        from aidtrack.store.records import setting_changes, settings

        known = settings.setting(name) if name is not None else None
        if known is None or value is None:
            with run.read() as connection:
                return report.settings(connection, known.name if known else None)
        parsed = value_typed(known.name, known.name, value)
        if known.name == "require_steps":
            run.right_to_write = OWNER  # rules rest on it
        with run.write() as writer:
            changed = setting_changes.put(writer, known.name, parsed, refused=yes)
            return confirmed.setting(report.settings(writer, known.name), changed=changed)

    params = [
        argument("name", t("The setting's name."), required=False, complete=_names),
        argument("value", t("What it is to be; an empty text is its default again."), required=False),
        option(
            "--yes",
            t("The number also where the store was handed over, as an office above that has not taken it in asks."),
            flag=True,
        ),
    ]
    return command("setting", t("Its settings: list, show, change."), params, change, writes=True)


def value_typed(option: str, name: str, text: str) -> str:
    """What was typed for a setting; a blank is its default. Raises Usage naming the option."""
    from aidtrack.store.records.settings import SETTINGS

    try:
        return str(SETTINGS[name].kind.parse(text)) if text.strip() else ""
    except Fault as fault:
        raise typed_wrong(option, text, fault) from None


def _names(_: object, word: str) -> list[str]:
    from aidtrack.store.records.settings import SETTINGS

    return [name for name in SETTINGS if name.startswith(word)]
