"""`report alerts`: one row for each finding of a rule, the most severe first, with the command that shows its rows (R6)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from aidtrack.phrase import Said, english, phrase, words
from aidtrack.reports.alerting.asked import ALL, Asked
from aidtrack.reports.alerting.in_force import in_force
from aidtrack.reports.alerting.levels import LEVELS
from aidtrack.reports.alerting.rows import Found, commands, headings, rows, what
from aidtrack.reports.alerting.rule import Alert, Rule, kind_labels, named, where
from aidtrack.reports.alerting.rules import RULES
from aidtrack.reports.alerting.settings import Limits
from aidtrack.reports.alerting.snapshot import Snapshot
from aidtrack.reports.columns import columns, filled
from aidtrack.reports.figures import summed
from aidtrack.reports.listed_twice import between_offices
from aidtrack.reports.passed_on import givers, passed_on
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Content, Report, Row, Table, column
from aidtrack.values.stream import together

_ORDER = list(LEVELS)


def alerts(
    connection: Connection,
    when: Period,
    wanted: Asked = ALL,
    *,
    prefix: list[str],
    explain: list[str] | None = None,
) -> Report:
    """What stands at the period's end, or what of it is `wanted`: how many of each kind, then each. The command of a row is a column; with `explain` people read it on a line of its own."""
    asked = in_force(connection)
    snapshot = Snapshot(connection, when, asked.values, prefix)
    before = None if wanted.before is None else Snapshot(connection, wanted.before, asked.values, prefix)
    rules = _rules(asked, wanted)
    found: Found = [
        (
            _of_rule(rule, snapshot),
            _gravest_first(snapshot, rule.find(snapshot) if before is None else _new(rule, snapshot, before)),
        )
        for rule in rules
    ]
    labels = _labels(rules)
    table = Table(
        "alerts",
        phrase("Alerts"),
        [
            *headings(snapshot, found, "level", "kind", "what", "amount", "days", "details", "rule"),
            *where(),
            replace(columns("amount_qualifier")[0], hidden=True),
            replace(columns("command")[0], hidden=explain is not None),
        ],
        rows(snapshot, found),
        stays=("kind", "what", "amount", "days"),
        gravest_first=True,
        labels=labels,
        explain=commands(snapshot, found) if explain is not None else (),
    )
    hints = phrase("Hints rest on rules for fiscal money, which bind no other money; none is a national standard.")
    return Report(
        "alerts",
        phrase("Alerts"),
        [_kinds(connection, found, labels), table],
        notes=[hints, *named(asked)],
        remarks=_counted,
        filters=[*wanted.filters()],
    )


def kinds(connection: Connection, when: Period) -> Table:
    """How many of each kind stand at the period's end, where nobody reads which: they are neither put in order nor named."""
    asked = in_force(connection)
    snapshot = Snapshot(connection, when, asked.values, ())
    rules = _rules(asked, ALL)
    found = ((_of_rule(rule, snapshot), [*rule.find(snapshot)]) for rule in rules)
    return _kinds(connection, found, _labels(rules))


def _rules(asked: Limits, wanted: Asked) -> list[Rule]:
    """Those that are looked at, the gravest first."""
    rules = (rule for kind, rule in RULES.items() if kind not in asked.off and wanted.takes(rule))
    return sorted(rules, key=lambda rule: _ORDER.index(rule.level))


def _of_rule(rule: Rule, snapshot: Snapshot) -> Row:
    return {"level": rule.level, "kind": rule.kind, "rule": rule.words(snapshot.limits)}


def _labels(rules: Iterable[Rule]) -> dict[str, Mapping[str, Said]]:
    return {"level": words(LEVELS), "kind": kind_labels((rule.kind, rule.zh) for rule in rules)}


def _kinds(
    connection: Connection, found: Iterable[tuple[Row, Sequence[Alert]]], labels: Mapping[str, Mapping[str, Said]]
) -> Table:
    """How many there are of each kind, and what they come to where they have amounts; of one kind after the other."""
    rows: list[Row] = []
    known, twice, number, beside = givers(connection), 0, 0, 0
    for same, alerts in found:
        number += len(alerts)
        beside += sum(not alert.adds for alert in alerts)
        if alerts:
            waits = RULES[str(same["kind"])].waits
            left = passed_on((alert.fund for alert in alerts if alert.fund), known) if waits and known else set()
            twice += sum(alert.amount_fen or 0 for alert in alerts if alert.adds and alert.fund in left)
            amount = summed(alert.amount_fen for alert in alerts if alert.adds and alert.fund not in left)
            rows.append({**same, "number": len(alerts), "amount": amount})
    shown = [*columns("level", "kind"), column("number", "件数", "count"), *columns("amount")]
    return Table(
        "kinds", phrase("How many"), filled(shown, rows, "amount"), rows, total={"number": number}, labels=labels,
        remarks=partial(_left_out, beside, twice),
    )  # fmt: skip


def _left_out(count: int, twice: int, table: Table) -> Iterator[Said]:
    """An amount that is not exact, or is inside another, is never silently added."""
    if count and table.has("amount"):
        yield phrase("The amounts leave out {count} that are not exact or are part of another fund.", count=count)
    if table.has("amount"):
        yield from between_offices(twice)


def _new(rule: Rule, snapshot: Snapshot, before: Snapshot) -> Iterator[Alert]:
    """Those of what was not there of the kind, whatever it came to then."""
    known = {_object(alert) for alert in rule.find(before)}
    return (alert for alert in rule.find(snapshot) if _object(alert) not in known)


def _object(alert: Alert) -> tuple[object, ...]:
    return alert.fund, alert.project, alert.village, alert.household, alert.subject


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
    def called(alert: Alert) -> str:
        said = what(snapshot, alert)
        return said if isinstance(said, str) else english(said)

    return alike if len(alike) == 1 else sorted(alike, key=called)


def _counted(report: Report) -> list[Said]:
    counts = Counter[Content]()
    for table in report.tables:
        for cells in together(table.summed) if table.name == "alerts" else ():
            counts.update(cells.of("level"))
    return [
        phrase("{serious} serious, {warnings} warnings, {hints} hints.",
               serious=counts["serious"], warnings=counts["warning"], hints=counts["hint"])
    ]  # fmt: skip
