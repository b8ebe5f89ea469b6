"""`report thresholds`: the numbers that alerts go by, where they are from, and every kind of alert with its rule."""

from aidtrack.phrase import phrase, words
from aidtrack.reports.alerting.in_force import in_force
from aidtrack.reports.alerting.levels import LEVELS
from aidtrack.reports.alerting.rule import kind_labels
from aidtrack.reports.alerting.rules import RULES
from aidtrack.reports.alerting.settings import FILE
from aidtrack.reports.alerting.thresholds import THRESHOLDS
from aidtrack.reports.columns import columns
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Report, Row, Table, column
from aidtrack.values.text import safe

_UNITS = {"days": "天", "years": "年", "percent": "%", "points": "百分点"}
_STATES = {"on": "开", "off": "关"}


def thresholds(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    """The same on every day; what a threshold rests on stands beside it, so that `explain` has nothing to add."""
    asked = in_force(connection)
    numbers: list[Row] = [
        {
            "name": key,
            "value": str(asked.values[key]),
            "default": str(one.default),
            "unit": one.unit,
            "meaning": phrase(one.help),
            "source": phrase(one.source.text),
        }
        for key, one in THRESHOLDS.items()
    ]
    kinds: list[Row] = [
        {
            "level": rule.level,
            "kind": kind,
            "name": kind,
            "state": "off" if kind in asked.off else "on",
            "rule": rule.words(asked.values),
        }
        for kind, rule in RULES.items()
    ]
    tables = [
        Table(
            "thresholds",
            phrase("Thresholds"),
            [*columns("name", "value", "default", "unit", "meaning"), column("source", "来源", "sentence")],
            numbers,
            labels={"unit": {**words(_UNITS), "percent": "%"}},
        ),
        Table(
            "kinds",
            phrase("Kinds of alert"),
            columns("level", "kind", "name", "state", "rule"),
            kinds,
            labels={
                "level": words(LEVELS),
                "kind": kind_labels((rule.kind, rule.zh) for rule in RULES.values()),
                "state": words(_STATES),
            },
        ),
    ]
    said = (
        phrase("Set in {file}.", file=safe(asked.file))
        if asked.file is not None
        else phrase("Set by the office {office}.", office=safe(asked.office))
        if asked.office is not None
        else phrase("To set them, write {file} beside the store: aidtrack help alerts.", file=FILE)
    )
    return Report("thresholds", phrase("Thresholds of the alerts"), tables, notes=[said])
