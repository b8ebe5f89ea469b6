"""Money that one office of a collection gave another: each has it in its own lines, a sum over both has it once, where it was given.

A fund says of which office's money it is (`from_office`). Of such a fund the budget, what it received and what it allocated leave every
sum in which both offices are; where the giver is not among them, the money came from outside. What it spent is nobody else's.
"""

from collections.abc import Iterable, Mapping

from aidtrack.reports import figures
from aidtrack.reports.figures import Figures
from aidtrack.reports.period import Period
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Row, as_int
from aidtrack.values.text import key


def named(connection: Connection) -> dict[str, int]:
    """Of several offices that are looked at the numbers, by the key of a code, name or number; none where two share it."""
    among = connection.parts
    if among is None:
        return {}
    from aidtrack.store.collection import offices  # a store of one office has none

    found: dict[str, set[int]] = {}
    for one in offices.every(connection):
        if one.number in among:
            for word in (one.code, one.name, str(one.number)):
                found.setdefault(key(word or ""), set()).add(one.number)
    return {word: numbers.pop() for word, numbers in found.items() if word and len(numbers) == 1}


def givers(connection: Connection) -> dict[int, int]:
    """Fund → number of the office of whose money it is, where several are looked at and that is another of them."""
    known = named(connection)
    if not known:
        return {}
    said = connection.rows("SELECT id, from_office FROM fund WHERE from_office IS NOT NULL")
    found = {id: known.get(key(word)) for id, word in said}
    return {id: giver for id, giver in found.items() if giver is not None and giver != id // SPAN}


def passed_on(funds: Iterable[int], known: Mapping[int, int]) -> set[int]:
    """Those of some funds that another of their offices gave the money; `known` are the givers."""
    if not known:
        return set()
    all = {*funds}
    among = {id // SPAN for id in all}
    return {id for id in all if known.get(id) in among}


def cells_together(connection: Connection, when: Period, total: Figures) -> Figures:
    """The figures of all cells, whose plain sum is `total`, with what offices gave each other counted once."""
    known = givers(connection)
    if not known:
        return total
    by_fund = figures.cells(connection, when, ("fund_id",))
    left = passed_on((id for (id,) in by_fund), known)
    return figures.together(one.passed_on() if id in left else one for (id,), one in by_fund.items())


def projects_once(connection: Connection, when: Period, total: Row) -> Row:
    """The total of all projects, whose rows each have what was set aside for them, with what offices gave each other counted once."""
    known = givers(connection)
    cells = figures.cells(connection, when, ("project_id", "fund_id")) if known else {}
    left = passed_on((fund for _, fund in cells), known)
    given = figures.together(money for (project, fund), money in cells.items() if project and fund in left)
    less = {"allocated": given.moved["allocated"], "remaining": given.held["allocated"]}
    return (
        {**total, **{name: figures.difference(as_int(total[name]), fen) for name, fen in less.items()}}
        if left
        else total
    )
