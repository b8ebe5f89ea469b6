"""What a project states and has come to, beside its money: who carries it out and when, whom it reaches, how far it is, what was found."""

from collections import Counter
from collections.abc import Collection, Sequence

from aidtrack.nouns.fund import SOURCES
from aidtrack.nouns.project import PROJECT
from aidtrack.phrase import Word
from aidtrack.reports import step
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.counted import one_of
from aidtrack.reports.flags import OVERDUE
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.relation import relation
from aidtrack.values.flag import Flag
from aidtrack.values.report import Column, Row

_STATED = (
    "implementer",
    "planned_start",
    "planned_end",
    "actual_start",
    "actual_end",
    "households",
    "persons",
    "planned_cost",
)
_BY_SOURCE = tuple(f"planned_{source}" for source in SOURCES)
NOTHING: Row = dict.fromkeys((*_STATED, *_BY_SOURCE, "confirmations", "findings", "done"))


def states(connection: Connection, when: Period, ids: Collection[int]) -> dict[int, Row]:
    """By project, of these or of all: the columns of `before_money` and `after_money`, and as `flags` whether it is overdue, by the period's end."""
    only = f"WHERE {one_of('id', sorted(ids))}" if ids else ""
    stated = ", ".join(PROJECT.field(name).column for name in _STATED)
    taken, done = step.progress(connection, when.day, ids), step.done(connection, when.day, ids)
    found = Counter(project for project, _ in _open_findings(connection, when.day, ids))
    planned = _planned(connection, ids)
    rows: dict[int, Row] = {}
    for id, stage, *said in connection.rows(f"SELECT id, stage, {stated} FROM {relation(PROJECT)} {only} ORDER BY id"):
        own = dict(zip(_STATED, said, strict=True))
        rows[id] = {
            **own,
            **{name: planned.get((id, name)) for name in _BY_SOURCE},
            "confirmations": taken.get(id, step.Progress()).confirmations,
            "findings": found.get(id),
            "done": done.get(id),
            "flags": (OVERDUE,) if step.is_overdue({**own, "stage": stage}, when.day) else (),
        }
    return rows


def overdue(own: Row) -> tuple[Flag, ...]:
    """The flag of a project that is late."""
    flags = own.get("flags")
    return flags if isinstance(flags, tuple) else ()


def _planned(connection: Connection, ids: Collection[int]) -> dict[tuple[int, str], int]:
    only = f"WHERE {one_of('project_id', ids)}" if ids else ""
    rows = connection.rows(f"SELECT project_id, name, sum(amount_fen) FROM plan {only} GROUP BY project_id, name")
    return {(project, f"planned_{source}"): int(fen) for project, source, fen in rows}


def _open_findings(connection: Connection, day: str, ids: Collection[int]) -> list[tuple[int, int]]:
    """(project, id) of each finding that was open at the day's end; one found on an unknown day was there."""
    only = one_of("project_id", ids) if ids else "project_id IS NOT NULL"
    rows = connection.rows(
        f"SELECT project_id, id, closed_on FROM finding WHERE {only} AND coalesce(found_on, '') <= :day ORDER BY id",
        {"day": day},
    )
    return [(project, id) for project, id, closed in rows if closed is None or str(closed) > day]


def sources(connection: Connection, when: Period, ids: Collection[int]) -> dict[int, dict[str, list[int]]]:
    """By project, of these or of all, the ids of the plans and findings that its columns come from."""
    only = f"WHERE {one_of('project_id', ids)}" if ids else ""
    plans = connection.rows(f"SELECT project_id, id FROM plan {only} ORDER BY id")
    found: dict[int, dict[str, list[int]]] = {}
    for noun, rows in (("plan", plans), ("finding", _open_findings(connection, when.day, ids))):
        for project, id in rows:
            found.setdefault(project, {}).setdefault(noun, []).append(id)
    return found


def before_money(rows: Sequence[Row]) -> list[Column]:
    """Who, when, how far, and what it was planned to cost; of the sources of that people read where a project is told by itself."""
    by_source = [
        Column(name, Word(name.replace("_", " "), f"计划({zh})"), "money", hidden=True)
        for name, zh in zip(_BY_SOURCE, SOURCES.values(), strict=True)
    ]
    shown = [
        *of_noun(PROJECT, "implementer", "planned_start", "planned_end", "actual_start", "actual_end"),
        *columns("confirmations", "done"), *of_noun(PROJECT, "planned_cost"),
    ]  # fmt: skip
    return [*filled(shown, rows), *by_source]


def after_money(rows: Sequence[Row]) -> list[Column]:
    return filled(columns("households", "persons", "findings"), rows, "findings")
