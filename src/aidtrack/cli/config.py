"""`aidtrack config`: each setting of a person and a folder, and where it is from."""

import os

from aidtrack.cli.command import command
from aidtrack.cli.preferences import OWN, THRESHOLDS, Chosen, own_file, preferences
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.locale import language, t
from aidtrack.phrase import phrase, words
from aidtrack.values.report import Report, Row, Table, column

_ORIGINS = {"option": "选项", "environment": "环境变量", "folder": "文件夹", "user": "个人", "default": "默认"}


def config_command() -> Command:
    def config(run: Run) -> Report:
        found = preferences()
        in_force = {"db": run.target.shown, "lang": language()}
        rows = [_row(name, found.chosen(name), in_force) for name in (*OWN, THRESHOLDS)]
        columns = [column("name", "名称"), column("value", "内容"), column("origin", "来自"), column("named", "写在")]
        table = Table("config", phrase("Your settings"), columns, rows, labels={"origin": words(_ORIGINS)})
        own = str(own_file(os.environ) or "")
        note = phrase(
            "An option stands before the environment, that before a folder's aidtrack.toml, that before your own {own}.",
            own=own,
        )
        return Report("config", phrase("Your settings"), [table], notes=[note])

    return command("config", t("Your own settings and a folder's, and where each is from."), [], config)


def _row(name: str, chosen: Chosen, in_force: dict[str, str]) -> Row:
    """What is in force; a URL's password is nobody's to read."""
    return {
        "name": name,
        "value": in_force.get(name, chosen.value),
        "origin": chosen.origin,
        "named": chosen.named or None,
    }
