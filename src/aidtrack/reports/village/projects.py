"""The projects of a village, each once: what it states and has come to, its money there beside, also where it has none."""

from collections.abc import Mapping, Sequence

from aidtrack.nouns.project import PROJECT
from aidtrack.phrase import Said, phrase
from aidtrack.reports.columns import columns, of_noun, word_labels
from aidtrack.reports.counted import one_of
from aidtrack.reports.explain import Explainer
from aidtrack.reports.figures import Figures, nothing, together
from aidtrack.reports.period import Period
from aidtrack.reports.project_states import NOTHING, after_money, before_money, overdue, sources, states
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Row, Table

_MONEY = ("allocated", "spent", "remaining", "rate")


def projects(
    connection: Connection,
    when: Period,
    village: int,
    ids: Sequence[int],
    money: Mapping[int, Figures],
    explainer: Explainer | None,
) -> Table:
    """These, with what the village has of each; 0 is its money of no project."""
    own = states(connection, when, ids)
    sql = f"SELECT id, name, stage FROM project WHERE {one_of('id', ids)}"
    stated = {id: (name, stage) for id, name, stage in connection.rows(sql)}
    behind = sources(connection, when, ids) if explainer else {}
    rows: list[Row] = []
    commands: list[list[Said]] = []
    for id in ids:
        found, (name, stage) = money.get(id, nothing()), stated.get(id, (None, None))
        rows.append(
            {
                **own.get(id, NOTHING),
                "project": name,
                "stage": stage,
                **found.cells(),
                "flags": (*found.flags, *overdue(own.get(id, NOTHING))),
            }
        )
        if explainer:
            entries = explainer.commands(found, project=id, village=village)
            about = [explainer.one("project", id), *explainer.sources(behind.get(id, {}))] if id else []
            commands.append([*about, *entries])
    shown = [
        *columns("project"),
        *of_noun(PROJECT, "stage"),
        *before_money(rows),
        *columns(*_MONEY),
        *after_money(rows),
        *columns("flags"),
    ]
    return Table(
        "projects",
        phrase("Projects"),
        shown,
        rows,
        total={**together(money.values()).cells(), "flags": ()},
        labels=word_labels("stage"),
        stays=("allocated", "spent", "flags", "remaining", "rate", "stage", "planned_end"),
        explain=commands,
        keys=list(ids),
    )
