"""What leads the eye on the dashboard: how many alerts there are of each level, and of each kind."""

import shlex
from collections.abc import Sequence
from dataclasses import replace

from aidtrack.phrase import phrase
from aidtrack.reports.alerting.levels import LEVELS
from aidtrack.reports.alerts import kinds
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Column, Row, Table, as_int, column


def by_kind(connection: Connection, when: Period, explain: list[str] | None) -> Table:
    """The alerts as of the period's end, counted by kind."""
    found = kinds(connection, when)
    until = ["--as-of", when.end] if when.end else []
    asked = shlex.join([*(explain or []), "report", "alerts", *until, *when.choice.options(), "--kind"])
    commands = [[f"{asked} {row['kind']}"] for row in found.rows] if explain else ()
    return replace(found, title=phrase("Alerts by kind"), explain=commands)


def by_level(kinds: Table) -> tuple[Sequence[Column], Row]:
    """How many there are of each level, gravest first: columns, and their figures."""
    counted = {
        level: sum(as_int(row["number"]) or 0 for row in kinds.rows if row["level"] == level) for level in LEVELS
    }
    return [column(level, chinese, "count") for level, chinese in LEVELS.items()], counted
