"""`report alerts`: one row for each finding of a rule, the most severe first, with the command that shows its rows (R6)."""

from dataclasses import replace

from aidtrack.phrase import Joined, Phrase, english, phrase, words
from aidtrack.reports.alerting.kinds import KINDS
from aidtrack.reports.alerting.rule import LEVELS, Rule, kind_labels, named, where
from aidtrack.reports.alerting.rules import RULES
from aidtrack.reports.alerting.settings import limits
from aidtrack.reports.alerting.snapshot import Snapshot
from aidtrack.reports.columns import columns, filled
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Content, Report, Row, Table, as_int

_ORDER = list(LEVELS)


def alerts(connection: Connection, when: Period, *, prefix: list[str], explain: list[str] | None = None) -> Report:
    """What stands at the period's end. The command of a row is a column; with `explain` people read it on a line of its own."""
    asked = limits(connection.target, KINDS)
    snapshot = Snapshot(connection, when, asked.values, prefix)
    rules = [rule for kind, rule in RULES.items() if kind not in asked.off]
    found = [row for rule in rules for row in _rows(snapshot, rule)]
    order = {rule.kind: (_ORDER.index(rule.level), at) for at, rule in enumerate(rules)}
    found.sort(
        key=lambda row: (
            order[str(row["kind"])],
            -(as_int(row["amount"]) or 0),
            -(as_int(row["days"]) or 0),
            english(row["what"]) if isinstance(row["what"], Joined) else "",
        )
    )
    shown = filled(columns("level", "kind", "what", "amount", "days", "details", "rule"), found)
    command = replace(columns("command")[0], hidden=explain is not None)
    table = Table(
        "alerts",
        phrase("Alerts"),
        [*shown, *where(), command],
        found,
        labels={
            "level": words(LEVELS),
            "kind": kind_labels((rule.kind, rule.zh) for rule in rules),
        },
        explain=[[str(row["command"])] for row in found] if explain is not None else (),
    )
    hints = phrase("Hints rest on rules for fiscal money, which bind no other money; none is a national standard.")
    return Report("alerts", phrase("Alerts"), [table], notes=[_counted(found), hints, *named(asked)])


def _rows(snapshot: Snapshot, rule: Rule) -> list[dict[str, Content]]:
    said: Row = {"level": rule.level, "kind": rule.kind, "rule": rule.words(snapshot.limits)}
    return [{**said, **alert.cells(snapshot)} for alert in rule.find(snapshot)]


def _counted(found: list[dict[str, Content]]) -> Phrase:
    counts = {level: sum(row["level"] == level for row in found) for level in LEVELS}
    return phrase("{serious} serious, {warnings} warnings, {hints} hints.",
             serious=counts["serious"], warnings=counts["warning"], hints=counts["hint"])  # fmt: skip
