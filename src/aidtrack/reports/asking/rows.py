"""Rows of a finished table: those that are asked for, in the order asked for, as many of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aidtrack.reports.asking.asked import AT_LEAST, AT_MOST, Asked, Order, require_shown
from aidtrack.reports.asking.cells import Test, rank, tested
from aidtrack.values.money import rate
from aidtrack.values.report import Column, Content, Row, Table, as_int


def narrowed(table: Table, asked: Asked) -> Table:
    """The rows that meet every `--where` of which the table has the column, in the order of `--sort`; their total is that of them.

    Raises Usage.
    """
    table = replace(table, rows=[*table.rows])
    tests = tests_of(table, asked)
    places = [at for at, row in enumerate(table.rows) if fits(tests, row)] if tests else [*range(len(table.rows))]
    for order in reversed(asked.sort):
        column = asked.named(table.columns, order.column)
        if column is not None:
            require_shown(column)
            places = _sorted(table, column, order, places)
    chosen = _at(table, places)
    return replace(chosen, total=_total(table, chosen.rows)) if len(places) < len(table.rows) else chosen


def tests_of(table: Table, asked: Asked) -> list[Test]:
    """What is asked of its rows. Raises Usage where a column names persons, or a text is no value of one."""
    found = []
    for wish in asked.where:
        column = asked.named(table.columns, wish.column)
        if column is not None:
            require_shown(column)
            found.append(tested(column, wish, table.labels.get(column.name, {}), asked.spelled))
    return found


def limited(table: Table, most: int) -> Table:
    """The first rows; the total stays that of all."""
    count = len(table.rows)
    return replace(_at(table, range(min(most, count))), count=count, whole=table)


def fits(tests: Iterable[Test], row: Row) -> bool:
    """Of one column any that it is to equal or hold, and every bound."""
    bounds: dict[tuple[str, bool], list[bool]] = {}
    for test in tests:
        bound = test.operator in (AT_LEAST, AT_MOST)
        met = test.met(row.get(test.column.name))
        if bound and not met:
            return False
        bounds.setdefault((test.column.name, bound), []).append(met)
    return all(any(met) for met in bounds.values())


def _sorted(table: Table, column: Column, order: Order, places: Sequence[int]) -> list[int]:
    """The places in this order, what holds nothing last; ties stay as they stand."""
    ranks = {place: rank(column, table.rows[place].get(column.name)) for place in places}
    known = {place: found for place, found in ranks.items() if found is not None}
    unknown = [place for place in places if place not in known]
    return [*sorted(known, key=known.__getitem__, reverse=order.down), *unknown]


def _at(table: Table, places: Sequence[int]) -> Table:
    """The rows at these places, with what belongs to them."""
    return replace(
        table,
        rows=[table.rows[place] for place in places],
        explain=[table.explain[place] for place in places] if table.explain else (),
        behind=[table.behind[place] for place in places] if table.behind else (),
        keys=None if table.keys is None else [table.keys[place] for place in places],
        subtotals=table.subtotals if [*places] == [*range(len(table.rows))] else {},  # they stand between neighbours
        lines=(),
    )


def _total(table: Table, rows: Sequence[Row]) -> Row | None:
    """What the total says of fewer rows: a sum is that of them, a rate that of its sums; what is no sum of all its rows is left out."""
    if table.total is None:
        return None
    total: dict[str, Content] = {}
    for column in table.columns:
        told = table.total.get(column.name)
        if told == ():
            total[column.name] = ()
        elif told is not None and column.ratio is None and _sum(column, table.rows) == told:
            total[column.name] = _sum(column, rows)
        elif column.ratio is not None and column.name in table.total:
            rated = next((some for some in (_all, _rated) if _rate(column, some(column, table.rows)) == told), None)
            if rated is not None:
                total[column.name] = _rate(column, rated(column, rows))
    for name, two in table.beside.items():  # of two days a figure is told of both or of none
        if not {name, *two} & table.total.keys() <= total.keys():
            total = {one: cell for one, cell in total.items() if one not in (name, *two)}
    return total


def _all(column: Column, rows: Sequence[Row]) -> list[Row]:
    return [*rows]


def _rated(column: Column, rows: Sequence[Row]) -> list[Row]:
    """Without loan funds, which have no rate."""
    return [row for row in rows if row.get(column.name) is not None]


def _rate(column: Column, rows: Sequence[Row]) -> Content:
    assert column.ratio is not None
    part, wholes = column.ratio
    return rate(_added(rows, part), _added(rows, *wholes))


def _added(rows: Iterable[Row], *names: str) -> int:
    return sum(as_int(row.get(name)) or 0 for row in rows for name in names)


def _sum(column: Column, rows: Iterable[Row]) -> Content:
    """The sum of a column of whole numbers, spelled as its cells are; None where no row holds any, or one holds something else."""
    cells = [row.get(column.name) for row in rows]
    held = [cell for cell in cells if cell is not None]
    numbers = [_int(cell) for cell in held]
    if not held or None in numbers:
        return None
    found = sum(one or 0 for one in numbers)
    return str(found) if isinstance(held[0], str) else found


def _int(cell: Content) -> int | None:
    if isinstance(cell, int):
        return cell
    return int(cell) if isinstance(cell, str) and cell.isdecimal() else None
