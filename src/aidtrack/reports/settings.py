"""`db setting`: what can be set in a store, what is set, and what it means."""

from aidtrack.phrase import phrase
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.settings import SETTINGS, values
from aidtrack.values.report import Report, Row, Table, column


def settings(connection: Connection, only: str | None = None) -> Report:
    """Every setting, or the one of this name."""
    found = values(connection)
    rows: list[Row] = [
        {
            "name": name,
            "value": found.get(name, setting.default),
            "default": setting.default,
            "meaning": phrase(setting.help),
        }
        for name, setting in SETTINGS.items()
        if only in (None, name)
    ]
    columns = [
        column("name", "名称"), column("value", "内容"), column("default", "默认"), column("meaning", "含义", "sentence"),
    ]  # fmt: skip
    return Report("setting", phrase("Settings"), [Table("setting", phrase("Settings"), columns, rows)])
