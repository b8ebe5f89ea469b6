"""`report quality`: what is missing or stale in the store: how many of each kind, then each one with the command that shows it."""

from collections import Counter
from dataclasses import replace

from aidtrack.phrase import phrase
from aidtrack.reports.alerting.gaps import GAPS
from aidtrack.reports.alerting.kinds import KINDS
from aidtrack.reports.alerting.rule import kind_labels, named, where
from aidtrack.reports.alerting.settings import limits
from aidtrack.reports.alerting.snapshot import Snapshot
from aidtrack.reports.columns import columns, filled
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Report, Row, Table


def quality(connection: Connection, when: Period, *, prefix: list[str], explain: list[str] | None = None) -> Report:
    """As it stands at the period's end."""
    asked = limits(connection.target, KINDS)
    snapshot = Snapshot(connection, when, asked.values, prefix)
    rows: list[Row] = [
        {"kind": kind, **alert.cells(snapshot)}
        for kind, gap in GAPS.items()
        if kind not in asked.off
        for alert in gap.find(snapshot)
    ]
    counts = Counter(str(row["kind"]) for row in rows)
    counted: list[Row] = [{"kind": kind, "gaps": count} for kind, count in counts.items()]
    labels = {"kind": kind_labels((kind, gap.zh) for kind, gap in GAPS.items())}
    shown = filled(columns("kind", "what", "amount", "days", "details"), rows)
    tables = [
        Table("kinds", phrase("How many"), columns("kind", "gaps"), counted, total={"gaps": len(rows)}, labels=labels),
        Table(
            "gaps",
            phrase("Missing or stale"),
            [*shown, *where(), *(replace(one, hidden=explain is not None) for one in columns("command"))],
            rows,
            labels=labels,
            explain=[[str(row["command"])] for row in rows] if explain is not None else (),
        ),
    ]
    return Report("quality", phrase("Quality of the records"), tables, notes=named(asked))
