"""`report overview`: every village, then what is assigned to none; together exactly what the funds say."""

from typing import Any

from aidtrack.phrase import Said, phrase
from aidtrack.reports import figures
from aidtrack.reports.columns import OF_CELLS, columns, compared, told_apart, usual
from aidtrack.reports.counted import counted_in
from aidtrack.reports.explain import explaining
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Report, Row, Table

_PLACE = ("county", "name", "township", "prefecture")
_HEADS = ("county", "village", "township", "prefecture")


def overview(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    by_village, all_together = figures.cells_by(connection, when, ("village_id",), ())
    everything = all_together[()]
    explainer = explaining(connection, when, explain)
    villages = placed(connection, when, nowhere=(0,) in by_village)
    rows: list[Row] = []
    commands: list[list[Said]] = []
    for id, *place in villages:
        found = by_village.get((id,), figures.nothing())
        rows.append({**dict(zip(_HEADS, place, strict=True)), "projects": found.projects, **found.cells()})
        if explainer:
            commands.append(explainer.commands(found, village=id))
    table = Table(
        "villages",
        phrase("Villages"),
        told_apart(
            usual(columns("village", "county", "projects", *OF_CELLS, "flags", "township", "prefecture"), rows),
            rows,
            ("county", "village"),
            "township",
            "prefecture",
        ),
        rows,
        total={"projects": everything.projects, **everything.cells(), "flags": ()},
        explain=commands,
        keys=[id for id, *_ in villages],
    )
    return Report(
        "overview",
        phrase("Overview of all villages"),
        [table],
        when.end,
        charts=[compared("villages", "village", "county")],
    )


def placed(connection: Connection, when: Period, *, nowhere: bool) -> list[tuple[Any, ...]]:
    """Every village that counts as itself, in order of its county: id, county, name, township, prefecture; at last none, where asked."""
    places = connection.rows(f"SELECT id, {', '.join(_PLACE)} FROM village")
    merged = counted_in(connection, "village", when)
    villages = sorted((tuple(row) for row in places if row[0] not in merged), key=lambda row: (row[1] or "", row[0]))
    return [*villages, (0, *[None] * len(_PLACE))] if nowhere else villages
