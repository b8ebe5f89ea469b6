"""Tables of the dashboard that sum the rows of another report: projects by stage, what funds hold by its age."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import CASH
from aidtrack.nouns.project import STAGES
from aidtrack.phrase import Said, phrase
from aidtrack.reports import figures, without_money
from aidtrack.reports.clock import age_classes
from aidtrack.reports.columns import columns, word_labels
from aidtrack.reports.explain import explaining
from aidtrack.reports.figures import summed
from aidtrack.reports.passed_on import givers, passed_on, projects_once
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Content, Row, Table, as_int

BY_AGE = phrase("Money left, by its age")

Groups = dict[Content, dict[int, Row]]  # word → id → row


def by_stage(connection: Connection, when: Period, projects: Table, explain: list[str] | None) -> Table:
    """The projects counted, and their money summed, by the stage they are at."""
    counted = without_money.having(connection, when)
    groups = _grouped([(id, row) for id, row in _numbered(projects) if id in counted], "stage", STAGES)
    rows = _summed(groups, "stage", "projects", ("allocated", "spent", "remaining"))
    explainer = explaining(connection, when, explain)
    commands: list[list[Said]] = []
    if explainer:
        found = figures.cells(connection, when, ("project_id",))
        for stage, group in groups.items():
            mine = {id: found[(id,)] for id in group if (id,) in found}
            commands.append(explainer.projects(list(group), mine, stage=None if stage is None else str(stage)))
    total = projects_once(connection, when, _total(rows)) if rows else {}
    shown = columns("stage", "projects", "allocated", "spent", "remaining")
    return Table(
        "stages", phrase("Projects by stage"), shown, rows, total, labels=word_labels("stage"), explain=commands
    )


def by_age(connection: Connection, when: Period, carried: Table, explain: list[str] | None) -> Table:
    """What funds hold at the period's end, by how long it has been waiting."""
    waiting = [(id, row) for id, row in _numbered(carried) if isinstance(row["closing"], int) and row["closing"] > 0]
    groups = _grouped(waiting, "age", age_classes())
    rows = _summed(groups, "age", "funds", ("closing",))
    until = replace(when, start=None, end=when.day)
    explainer = explaining(connection, until, explain)
    commands: list[list[Said]] = []
    if explainer:
        found = figures.funds(connection, when)  # which kinds there are: without a period its running balances say so
        cash = [KINDS[kind].balance for kind in CASH.kinds]
        for group in groups.values():
            lines: list[Said] = [explainer.rows("fund", list(group))]
            for id in group:
                lines += explainer.entered({name: found[id].held[name] for name in cash}, fund=id)
            commands.append(lines)
    total = dict(_total(rows))
    if left := passed_on((id for id, _ in waiting), givers(connection)):
        held = figures.funds(connection, when)
        came = summed(held[id].held["received"] for id in left)
        total["closing"] = figures.difference(as_int(total["closing"]), came)
    return Table(
        "ages",
        BY_AGE,
        columns("age", "funds", "closing"),
        rows,
        total,
        explain=commands,
    )


def _numbered(table: Table) -> list[tuple[int, Row]]:
    """The rows of a table with their ids; money of no project is at no stage."""
    return [(id, row) for id, row in zip(table.keys or (), table.rows, strict=True) if isinstance(id, int) and id]


def _grouped(rows: Iterable[tuple[int, Row]], by: str, order: Iterable[Said]) -> Groups:
    """Rows by the words of one of their columns, in the order of these words; words of no row are left out."""
    groups: Groups = {word: {} for word in (*order, None)}
    for id, row in rows:
        groups.setdefault(row[by], {})[id] = row
    return {word: group for word, group in groups.items() if group}


def _summed(groups: Groups, by: str, counted: str, money: Sequence[str]) -> list[Row]:
    return [
        {by: word, counted: len(group), **{name: summed(row[name] for row in group.values()) for name in money}}
        for word, group in groups.items()
    ]


def _total(rows: Sequence[Row]) -> Row:
    return {
        name: summed(row[name] for row in rows) for name in (rows[0] if rows else ()) if name not in ("stage", "age")
    }
