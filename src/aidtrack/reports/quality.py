"""`report quality`: what is missing or stale in the store: how many of each kind, then each one with the command that shows it."""

from dataclasses import replace

from aidtrack.phrase import phrase
from aidtrack.reports.alerting.gaps import GAPS
from aidtrack.reports.alerting.in_force import in_force
from aidtrack.reports.alerting.rows import Found, commands, headings, rows
from aidtrack.reports.alerting.rule import kind_labels, named, where
from aidtrack.reports.alerting.snapshot import Snapshot
from aidtrack.reports.columns import columns
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Report, Row, Table


def quality(connection: Connection, when: Period, *, prefix: list[str], explain: list[str] | None = None) -> Report:
    """As it stands at the period's end."""
    asked = in_force(connection)
    snapshot = Snapshot(connection, when, asked.values, prefix)
    found: Found = [({"kind": kind}, list(gap.find(snapshot))) for kind, gap in GAPS.items() if kind not in asked.off]
    counted: list[Row] = [{**same, "gaps": len(gaps)} for same, gaps in found if gaps]
    labels = {"kind": kind_labels((kind, gap.zh) for kind, gap in GAPS.items())}
    listed = rows(snapshot, found)
    tables = [
        Table(
            "kinds", phrase("How many"), columns("kind", "gaps"), counted, total={"gaps": len(listed)}, labels=labels
        ),
        Table(
            "gaps",
            phrase("Missing or stale"),
            [
                *headings(snapshot, found, "kind", "what", "amount", "days", "details"),
                *where(),
                replace(columns("command")[0], hidden=explain is not None),
            ],
            listed,
            labels=labels,
            explain=commands(snapshot, found) if explain is not None else (),
        ),
    ]
    return Report("quality", phrase("Quality of the records"), tables, notes=named(asked))
