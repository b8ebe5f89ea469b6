"""Tables of the dashboard that sum the rows of another report: projects by stage, what funds hold by its age."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import CASH
from aidtrack.nouns.project import STAGES
from aidtrack.phrase import Said, phrase
from aidtrack.reports import figures, without_money
from aidtrack.reports.clock import age_classes
from aidtrack.reports.columns import columns, word_labels
from aidtrack.reports.explain import explaining
from aidtrack.reports.figures import of_cells, of_funds, summed
from aidtrack.reports.of_projects import OfProjects
from aidtrack.reports.passed_on import givers, passed_on
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Content, Row, Table

BY_AGE = phrase("Money left, by its age")

Groups = dict[Content, dict[int, Row]]  # word → id → row


def by_stage(connection: Connection, when: Period, explain: list[str] | None) -> Table:
    """The projects counted, and their money summed, by the stage they are at; with those of none, money of no project."""
    counted = without_money.having(connection, when)
    stated = [*connection.rows("SELECT id, stage FROM project ORDER BY id"), (0, None)]
    groups = _grouped([(id, {"stage": stage}) for id, stage in stated if id in counted], "stage", STAGES)
    money = OfProjects(connection, when)
    rows: list[Row] = [
        {"stage": stage, "projects": _projects(group), **_compared(money.of(group))} for stage, group in groups.items()
    ]
    explainer = explaining(connection, when, explain)
    commands: list[list[Said]] = []
    if explainer:
        found = of_cells.cells(connection, when, ("project_id",))
        for stage, group in groups.items():
            mine = {id: found[(id,)] for id in group if (id,) in found}
            commands.append(explainer.projects(list(group), mine, stage=None if stage is None else str(stage)))
    every = [id for group in groups.values() for id in group]
    total = {"projects": _projects(every), **_compared(money.of(every, all=True))} if rows else {}
    shown = columns("stage", "projects", "allocated", "spent", "remaining")
    return Table(
        "stages", phrase("Projects by stage"), shown, rows, total, labels=word_labels("stage"), explain=commands
    )


def _projects(ids: Iterable[int]) -> int:
    return sum(id != 0 for id in ids)


def _compared(money: figures.Figures) -> Row:
    return {"allocated": money.moved["allocated"], "spent": money.moved["spent"], "remaining": money.remaining}


def by_age(connection: Connection, when: Period, carried: Table, explain: list[str] | None) -> Table:
    """What funds hold at the period's end, by how long it has been waiting."""
    waiting = [(id, row) for id, row in _numbered(carried) if isinstance(row["closing"], int) and row["closing"] > 0]
    groups = _grouped(waiting, "age", age_classes())
    came = _given(connection, when)
    rows: list[Row] = [{"age": age, **_waiting(group, came)} for age, group in groups.items()]
    until = replace(when, start=None, end=when.day)
    explainer = explaining(connection, until, explain)
    commands: list[list[Said]] = []
    if explainer:
        found = of_funds.funds(connection, when)  # which kinds there are: without a period its running balances say so
        cash = [KINDS[kind].balance for kind in CASH.kinds]
        for group in groups.values():
            lines: list[Said] = [explainer.rows("fund", list(group))]
            for id in group:
                lines += explainer.entered({name: found[id].held[name] for name in cash}, fund=id)
            commands.append(lines)
    total = _waiting(dict(waiting), came) if rows else {}
    return Table("ages", BY_AGE, columns("age", "funds", "closing"), rows, total, explain=commands)


def _given(connection: Connection, when: Period) -> dict[int, tuple[int, int]]:
    """Fund → the office that gave its money, and how much of it came by the period's end."""
    known = givers(connection)
    held = of_funds.funds(connection, when) if known else {}
    return {id: (known[id], held[id].held["received"] or 0) for id in known.keys() & held.keys()}


def _waiting(group: Mapping[int, Row], came: Mapping[int, tuple[int, int]]) -> Row:
    """How many funds, and what they hold; what one of their offices gave another is held where it was given."""
    left = passed_on(group, {id: giver for id, (giver, _) in came.items()})
    twice = sum(came[id][1] for id in left)
    return {"funds": len(group), "closing": (summed(row["closing"] for row in group.values()) or 0) - twice}


def _numbered(table: Table) -> list[tuple[int, Row]]:
    """The rows of a table with their ids."""
    return [(id, row) for id, row in zip(table.keys or (), table.rows, strict=True) if isinstance(id, int)]


def _grouped(rows: Iterable[tuple[int, Row]], by: str, order: Iterable[Said]) -> Groups:
    """Rows by the words of one of their columns, in the order of these words; words of no row are left out."""
    groups: Groups = {word: {} for word in (*order, None)}
    for id, row in rows:
        groups.setdefault(row[by], {})[id] = row
    return {word: group for word, group in groups.items() if group}
