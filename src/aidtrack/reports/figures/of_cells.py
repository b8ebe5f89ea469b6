"""The figures of cells: what the money of a fund in a project and a village moved in a period and held at its end."""

from collections.abc import Sequence

from aidtrack.ledger.cell import CELL
from aidtrack.reports.counted import Into, Where, counted_columns, ids_of, where_counting
from aidtrack.reports.figures import Figures, Key, nothing
from aidtrack.reports.figures.cells_in_sql import (
    WITHOUT_MONEY,
    counted,
    entries_summed,
    figures_of,
    grouped,
    running_balances,
)
from aidtrack.reports.passed_on import givers, standing_funds
from aidtrack.reports.period import Period
from aidtrack.reports.reasons import overs
from aidtrack.reports.sums_to_a_day import sources
from aidtrack.store.engine.connection import Connection


def cells(connection: Connection, when: Period, keys: Sequence[str] = CELL, **where: int) -> dict[Key, Figures]:
    """The figures of all cells that `where` leaves, summed per `keys` (some of CELL; none is one sum), with their flags."""
    [found] = cells_by(connection, when, keys, **where)
    return found


def cells_by(connection: Connection, when: Period, *groupings: Sequence[str], **where: int) -> list[dict[Key, Figures]]:
    """The same per the keys of each grouping, of one look at the entries. What is of several offices has what they gave each other once."""
    if where:
        return _cells_by(connection, when, groupings, where)
    return when.once("cells", [tuple(keys) for keys in groupings], lambda asked: _cells_once(connection, when, asked))


def _cells_once(connection: Connection, when: Period, groupings: Sequence[Sequence[str]]) -> list[dict[Key, Figures]]:
    """What has a fund, project or village is of one office; the rest is looked at fund by fund where offices gave each other money."""
    shared = [keys for keys in groupings if "fund_id" not in keys and keys != WITHOUT_MONEY]
    known = givers(connection) if shared else {}
    if not known:
        return _cells_by(connection, when, groupings, {})
    found = _cells_by(connection, when, [*groupings, *((*keys, "fund_id") for keys in shared)], {}, apart=len(shared))
    beside = standing_funds(connection, when)
    for keys, apart in zip(shared, found[len(groupings) :], strict=True):
        own = found[[*groupings].index(keys)].get((0,) * len(keys))
        if own is not None:
            own.settle([(fund, one) for (*_, fund), one in apart.items()], known, () if keys else beside)
    return found[: len(groupings)]


def without_money(connection: Connection, when: Period, among: Sequence[int] | None = None) -> set[int]:
    """The projects that hold and moved nothing of what is chosen, of all or of some; what was merged into another too."""
    if among is None:
        [found] = cells_by(connection, when, WITHOUT_MONEY)
    else:
        [found] = _cells_by(connection, when, [WITHOUT_MONEY], {"project_id": among})
    idle = {project for (project,) in found}
    return idle if among is None else idle & {*among}


def _cells_by(
    connection: Connection, when: Period, groupings: Sequence[Sequence[str]], where: Where, *, apart: int = 0
) -> list[dict[Key, Figures]]:
    """Of the last groupings, as many as `apart`, only what all keys but the last are 0 of."""
    into = {
        column: {id: other for id, other in ids.items() if id not in ids_of(where.get(column, ()))}
        for column, ids in counted_columns(connection, CELL, when).items()
    }
    found = _summed(connection, when, groupings, where, into, apart)
    of_money = [(keys, by_key) for keys, by_key in zip(groupings, found, strict=True) if keys != WITHOUT_MONEY]
    if not when.choice.of_cells:
        for _, by_key in of_money:
            for figures in by_key.values():
                _leave_out_what_was_set_aside(figures)
    elif of_money and (reasons := overs(connection, when)):
        from aidtrack.reports.figures.excused import excuse_all
        from aidtrack.reports.figures.of_funds import exceeded

        broken = exceeded(connection, when)
        for keys, by_key in of_money:
            excuse_all(keys, by_key, into, reasons, broken)
    return found


def _summed(
    connection: Connection, when: Period, groupings: Sequence[Sequence[str]], where: Where, into: Into, apart: int
) -> list[dict[Key, Figures]]:
    """The same, with the flags that the sums themselves raise; `into` says what the ids of a column count as."""
    choice = when.choice
    condition, params = where_counting(where, into)
    stored = when.is_everything and choice.of_cells
    if not choice.of_cells:
        condition += f"{choice.entries()} AND kind <> 'allocation'"
    summed_of = sources(connection, choice, when.start, when.end, within=bool(where))
    source = (running_balances(choice) if stored else entries_summed(choice, summed_of)).format(condition=condition)
    if into:
        source = counted(source, into)
    most = max(map(len, groupings))
    whole = len(groupings) - apart
    selects = [
        grouped(number, keys, most, keys[:-1] if number >= whole else (), among=ids_of(where.get("project_id", ())))
        for number, keys in enumerate(groupings)
    ]
    rows = connection.rows(
        f"WITH cell AS ({source}) {' UNION ALL '.join(selects)}",
        {**params, **(choice.params if stored else when.params)},
    )
    found: list[dict[Key, Figures]] = [{} for _ in groupings]
    unasked = nothing()
    rows.reverse()  # in their order each is let go once it is read: of a hundred thousand places not all are held twice
    while rows:
        number, *row = rows.pop()
        keys = groupings[number]
        found[number][tuple(row[: len(keys)])] = unasked if keys == WITHOUT_MONEY else figures_of(row[most:])
    return found


def _leave_out_what_was_set_aside(figures: Figures) -> None:
    """Where some of what was spent is chosen, it is not known how much was set aside for that."""
    figures.moved["allocated"] = figures.held["allocated"] = None
    figures.flags, figures.whole = [], False
