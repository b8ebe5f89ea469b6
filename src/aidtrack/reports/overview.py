"""`report overview`: every village, then what is assigned to none; together exactly what the funds say, and all projects that have begun."""

from collections.abc import Collection, Mapping
from typing import Any

from aidtrack.nouns.village import PLACE
from aidtrack.phrase import Said, phrase
from aidtrack.reports import figures, without_money
from aidtrack.reports.columns import OF_CELLS, columns, compared, told_apart, usual
from aidtrack.reports.counted import counted_in
from aidtrack.reports.explain import explaining
from aidtrack.reports.figures import of_cells
from aidtrack.reports.figures.cells_in_sql import WITHOUT_MONEY
from aidtrack.reports.fund.between import between_offices
from aidtrack.reports.period import Period
from aidtrack.reports.stands import standing_of
from aidtrack.reports.village_order import village_order
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.homonyms import Homonyms
from aidtrack.store.names.lying import lying
from aidtrack.values.report import Report, Row, Table

_PLACE = ("county", "name", "township", "prefecture")
_HEADS = ("county", "village", "township", "prefecture")


def overview(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    """A row for each village that has money or a project, and last what is assigned to none."""
    when = when.shared()
    order = village_order(connection)  # before the money is held: what it takes is free again by then
    by_village, all_together, _ = of_cells.cells_by(connection, when, ("village_id",), (), WITHOUT_MONEY)
    unpaid = without_money.by_village(connection, when)
    everything = all_together[()]
    explainer = explaining(connection, when, explain)
    villages = placed(connection, when, {*unpaid, *(id for (id,) in by_village)}, order)
    del order  # of a hundred thousand villages it is no longer held while their rows are made
    rows: list[Row] = []
    commands: list[list[Said]] = []
    for id, *place in villages:
        found, idle = by_village.get((id,), figures.nothing()), unpaid.get(id, ())
        count = found.projects + len(idle)
        rows.append({**dict(zip(_HEADS, place, strict=True)), "projects": count, **found.cells()})
        if explainer:
            listed = [explainer.rows("project", idle)] if idle else []
            commands.append([*listed, *explainer.commands(found, village=id)])
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
        stays=("allocated", "spent", "flags", "remaining", "rate", "county"),
        total={"projects": everything.projects + sum(map(len, unpaid.values())), **everything.cells(), "flags": ()},
        explain=commands,
        keys=[id for id, *_ in villages],
    )
    return Report(
        "overview",
        phrase("Overview of all villages"),
        [table, *between_offices(connection, when, explainer)],
        when.end,
        charts=[compared("villages", "village", "county")],
    )


def placed(
    connection: Connection, when: Period, moved: Collection[int], order: Mapping[int, int]
) -> list[tuple[Any, ...]]:
    """Every village that counts as itself, in their `order`: id, county, name, township, prefecture.

    Of those that are narrowed down, what fits itself or has money or projects; last none, where `moved` has money or projects of no village.
    """
    lies = lying(connection)
    columns = ["id", *(lies.sql(name) if name in PLACE else name for name in _PLACE)]
    merged, stands = counted_in(connection, "village", when), standing_of(connection, "village", when)
    shared = Homonyms(connection).of("village")
    known: dict[str, str] = {}  # of a county or township many villages are: its name is held once
    shown = [
        (
            id,
            county and known.setdefault(county, county),
            shared.get(id, name),
            *(text and known.setdefault(text, text) for text in above),
        )
        for id, county, name, *above in connection.stream(f"SELECT {', '.join(columns)} FROM village")
        if id not in merged and (stands is None or id in stands or id in moved)
    ]
    shown.sort(key=lambda row: order[row[0]])
    return [*shown, (0, *[None] * len(_PLACE))] if 0 in moved else shown
