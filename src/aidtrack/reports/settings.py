"""`db setting`: what can be set in a store, what is set, and what it means."""

from aidtrack.locale import language, t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.settings import SETTINGS, values
from aidtrack.values.report import Column, Report, Row, Table


def settings(connection: Connection, only: str | None = None) -> Report:
    """Every setting, or the one of this name."""
    found = values(connection)
    rows: list[Row] = [
        {
            "name": name,
            "value": found.get(name, setting.default),
            "default": setting.default,
            "meaning": t(setting.help),
        }
        for name, setting in SETTINGS.items()
        if only in (None, name)
    ]
    heads = {"name": "名称", "value": "内容", "default": "默认", "meaning": "含义"}
    columns = [Column(name, label if language() == "zh" else name) for name, label in heads.items()]
    return Report("setting", t("Settings"), [Table("setting", t("Settings"), columns, rows)])
