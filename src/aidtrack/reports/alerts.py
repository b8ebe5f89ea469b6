"""`report alerts`: one row for each finding of a rule, the most severe first, with the command that shows its rows (R6)."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from aidtrack.phrase import Phrase, english, phrase, words
from aidtrack.reports.alerting.kinds import KINDS
from aidtrack.reports.alerting.rows import Found, commands, headings, rows, what
from aidtrack.reports.alerting.rule import LEVELS, Alert, kind_labels, named, where
from aidtrack.reports.alerting.rules import RULES
from aidtrack.reports.alerting.settings import limits
from aidtrack.reports.alerting.snapshot import Snapshot
from aidtrack.reports.columns import columns
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Report, Table

_ORDER = list(LEVELS)


def alerts(connection: Connection, when: Period, *, prefix: list[str], explain: list[str] | None = None) -> Report:
    """What stands at the period's end. The command of a row is a column; with `explain` people read it on a line of its own."""
    asked = limits(connection.target, KINDS)
    snapshot = Snapshot(connection, when, asked.values, prefix)
    rules = [rule for kind, rule in RULES.items() if kind not in asked.off]
    found: Found = [
        (
            {"level": rule.level, "kind": rule.kind, "rule": rule.words(snapshot.limits)},
            _gravest_first(snapshot, rule.find(snapshot)),
        )
        for rule in sorted(rules, key=lambda rule: _ORDER.index(rule.level))
    ]
    table = Table(
        "alerts",
        phrase("Alerts"),
        [
            *headings(found, "level", "kind", "what", "amount", "days", "details", "rule"),
            *where(),
            replace(columns("command")[0], hidden=explain is not None),
        ],
        rows(snapshot, found),
        stays=("kind", "what", "amount", "days"),
        labels={
            "level": words(LEVELS),
            "kind": kind_labels((rule.kind, rule.zh) for rule in rules),
        },
        explain=commands(snapshot, found) if explain is not None else (),
    )
    hints = phrase("Hints rest on rules for fiscal money, which bind no other money; none is a national standard.")
    return Report("alerts", phrase("Alerts"), [table], notes=[_counted(found), hints, *named(asked)])


def _gravest_first(snapshot: Snapshot, found: Iterable[Alert]) -> list[Alert]:
    """By amount, then days; those alike in both, which are few, by what they are of."""
    return [
        alert
        for _, alike in groupby(sorted(found, key=_weight), key=_weight)
        for alert in _by_name(snapshot, list(alike))
    ]


def _weight(alert: Alert) -> tuple[int, int]:
    return -(alert.amount_fen or 0), -(alert.days or 0)


def _by_name(snapshot: Snapshot, alike: list[Alert]) -> list[Alert]:
    return alike if len(alike) == 1 else sorted(alike, key=lambda alert: english(what(snapshot, alert)))


def _counted(found: Found) -> Phrase:
    counts = {level: sum(len(alerts) for same, alerts in found if same["level"] == level) for level in LEVELS}
    return phrase("{serious} serious, {warnings} warnings, {hints} hints.",
             serious=counts["serious"], warnings=counts["warning"], hints=counts["hint"])  # fmt: skip
