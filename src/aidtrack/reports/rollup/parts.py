"""The money that a roll-up sums, in the smallest parts that it asks for: a cell, or what one payee, household or month has of it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.ledger.kind import KINDS
from aidtrack.reports import figures
from aidtrack.reports.counted import as_counted, counted_in
from aidtrack.reports.dimension import DIMENSIONS
from aidtrack.reports.figures import Figures
from aidtrack.reports.fund.standing import Fund, standing
from aidtrack.reports.period import Period
from aidtrack.reports.rolled_up import COUNTS, Asked
from aidtrack.reports.without_money import without_money
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names

_NOUNS = ("fund", "project", "village", "household")
_OWN = ("payee", "month")  # of an entry itself; a year is the months of it


@dataclass(slots=True)
class Part:
    """Where it belongs – ids, 0 is not assigned – and its money; `first` is the oldest entry of it.

    `stands` is a fund as a whole, and no money of a cell; of a project without any the money is nothing.
    """

    fund: int = 0
    project: int = 0
    village: int = 0
    household: int = 0
    payee: str | None = None
    month: str | None = None
    money: Figures = field(default_factory=lambda: Figures({}, {}))
    first: int = 0
    stands: Fund | None = None
    counts: bool = True  # among the projects and villages of a row


def parts(connection: Connection, when: Period, asked: Asked, *, explained: bool = False) -> list[Part]:
    """All that there is to be summed in the period; where it is `explained`, cell by cell."""
    found: list[Part] = []
    if asked.of_cells:
        cells = figures.cells(connection, when)
        found += [
            Part(fund, project, village, money=money) for (fund, project, village), money in sorted(cells.items())
        ]
    if asked.of_standing_funds:
        funds = standing(connection, Names(connection), when, None)
        found += [Part(one.id, stands=one, counts=False) for one in funds]
    if asked.kinds:
        found += _entries(connection, when, asked, _NOUNS if explained else _told(asked))
    if asked.of_projects:
        found += _without_money(connection, when, {part.project for part in found})
    return found


def _told(asked: Asked) -> set[str]:
    """Of what an entry must be known of: what is not asked about need not be told apart."""
    told = {DIMENSIONS[word].of for word in asked.words}
    return told | ({"project", "village"} if {*COUNTS} & {*asked.figures} else set())


def _entries(connection: Connection, when: Period, asked: Asked, told: Collection[str]) -> list[Part]:
    """Of the entries of some kinds; what was taken back whole in its place is as if it had never been there."""
    own = [name for name in _OWN if name in asked.words or (name == "month" and "year" in asked.words)]
    nouns = [name for name in _NOUNS if name in told and (name != "household" or name in asked.words)]
    counted = {name: counted_in(connection, name, when) for name in nouns}
    ids = [as_counted(f"coalesce({DIMENSIONS[name].held()}, 0)", counted[name]) for name in nouns]
    columns = ", ".join([*ids, *(DIMENSIONS[name].sql("entry") for name in own), "kind"])
    kinds = ", ".join(f"'{kind}'" for kind in asked.kinds)
    moved = "sum(CASE WHEN date >= :start THEN amount_fen END)"
    within = ("" if asked.of_a_day else " AND date >= :start") + when.choice.entries()
    rows = connection.rows(
        f"SELECT {columns}, {moved}, sum(amount_fen), min(id) FROM entry WHERE kind IN ({kinds}) AND date <= :end{within}"
        f" GROUP BY {', '.join(map(str, range(1, len(nouns) + len(own) + 2)))}",
        when.params,
    )
    found: dict[tuple[object, ...], Part] = {}
    for *place, kind, gone, kept, first in rows:
        part = found.get(tuple(place))
        if part is None:
            part = found[tuple(place)] = Part(**dict(zip((*nouns, *own), place, strict=True)), first=first)
        balance = KINDS[kind].balance
        part.money.moved[balance] = None if gone is None else int(gone)
        part.money.held[balance] = int(kept)
        part.first = min(part.first, first)
        part.counts = not asked.of_cells
    return [part for part in found.values() if any(part.money.moved.values()) or any(part.money.held.values())]


def _without_money(connection: Connection, when: Period, paid: set[int]) -> Iterator[Part]:
    for project, village in without_money(connection, when, paid):
        yield Part(project=project, village=village, money=figures.nothing())


def projects(found: Sequence[Part]) -> set[int]:
    return {part.project for part in found if part.counts} - {0}


def villages(found: Sequence[Part]) -> set[int]:
    return {part.village for part in found if part.counts} - {0}
