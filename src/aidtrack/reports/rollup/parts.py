"""The money that a roll-up sums, in the smallest parts that it asks for: a cell, or what one payee, household or month has of it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import field
from itertools import groupby
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.ledger.cell import CELL
from aidtrack.ledger.kind import KINDS
from aidtrack.reports import figures
from aidtrack.reports.counted import as_counted, counted_in
from aidtrack.reports.dimension import DIMENSIONS
from aidtrack.reports.figures import Figures, of_cells
from aidtrack.reports.figures.cells_in_sql import WITHOUT_MONEY
from aidtrack.reports.fund.standing import Fund, standing
from aidtrack.reports.passed_on import givers
from aidtrack.reports.period import Period
from aidtrack.reports.rolled_up import COUNTS, Asked
from aidtrack.reports.sums_to_a_day import ENTRIES, Sources, of_each, sources
from aidtrack.reports.without_money import without_money
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names

_NOUNS = ("fund", "project", "village", "household")
_COUNTED = ("project", "village")
_MOVED = "sum(CASE WHEN date >= :start THEN amount_fen END)"
At = tuple[set[int], set[int]]
_OWN = ("payee", "month")  # of an entry itself; a year is the months of it


@dataclass(slots=True)
class Part:
    """Where it belongs – ids, 0 is not assigned – and its money; `first` is the oldest entry of it.

    `month` is a year where no month is asked for: `report rollup --across year` of a million entries holds a twelfth of them.
    `stands` is a fund as a whole, and no money of a cell; of a project without any the money is nothing. `at` are the projects and the
    villages of it that it is not told apart by.
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
    at: At | None = None

    def take_in(self, other: "Part") -> None:
        """Of a year another month, of which something is left: so what each of two months has counts, though both come to nothing."""
        self.money.take_in(other.money)
        self.first = min(self.first, other.first)
        if other.at is not None:
            self.at = other.at if self.at is None else (self.at[0] | other.at[0], self.at[1] | other.at[1])


def parts(connection: Connection, when: Period, asked: Asked, *, explained: bool = False) -> list[Part]:
    """All that there is to be summed in the period; where it is `explained`, cell by cell."""
    found: list[Part] = []
    when = when.shared()
    if asked.of_cells:
        cells, *_ = of_cells.cells_by(connection, when, CELL, *([WITHOUT_MONEY] if asked.of_projects else []))
        found += [
            Part(fund, project, village, money=money) for (fund, project, village), money in sorted(cells.items())
        ]
    if asked.of_standing_funds:
        funds = standing(connection, Names(connection), when, None)
        found += [Part(one.id, stands=one, counts=False) for one in funds]
    if asked.kinds:
        found += _entries(connection, when, asked, _NOUNS if explained else _told(asked, givers(connection)))
    if asked.of_projects:
        at_home = without_money(connection, when)
        found += [Part(project=project, village=village, money=figures.nothing()) for project, village in at_home]
    return found


def _told(asked: Asked, given: Collection[int]) -> set[str]:
    """Of what an entry must be known of: what is not asked about need not be told apart, but for funds that offices gave each other."""
    told = {DIMENSIONS[word].of for word in asked.words} | ({"fund"} if given else set())
    return told | ({*_COUNTED} if asked.of_cells and {*COUNTS} & {*asked.figures} else set())


def _entries(connection: Connection, when: Period, asked: Asked, told: Collection[str]) -> list[Part]:
    """Of the entries of some kinds; what was taken back whole in its place is as if it had never been there."""
    own = [name for name in _OWN if name in asked.words or (name == "month" and "year" in asked.words)]
    nouns = [name for name in _NOUNS if name in told and (name != "household" or name in asked.words)]
    place = [*_ids(connection, when, nouns), *(DIMENSIONS[name].sql("entry") for name in own)]
    within = _within(when, asked)
    summed = f"{_MOVED}, sum(amount_fen), min(id) FROM entry WHERE {within}"
    by_fund = connection.parts is not None and "household" not in nouns
    summed_of = ENTRIES if "payee" in own else sources(connection, when.choice, when.start, when.end)
    if by_fund:
        summed = f"sum(moved), sum(held), min(oldest) FROM ({entries_by_fund(nouns, own, within, summed_of)}) entry"
    of_years = "year" in asked.words and "month" not in asked.words
    where: Iterable[Sequence[Any]] = ()
    if not asked.of_cells and {*COUNTS} & {*asked.figures} and not {*_COUNTED} <= {*nouns}:
        columns = [*place, *_ids(connection, when, _COUNTED)]
        counted = f"{_MOVED} AS moved, sum(amount_fen) AS held FROM entry WHERE {within}"
        if by_fund:
            inner = entries_by_fund(dict.fromkeys((*nouns, *_COUNTED)), own, within, summed_of)
            counted = f"sum(moved) AS moved, sum(held) AS held FROM ({inner}) entry"
        counted = f"SELECT {', '.join(columns)}, {counted} {_by(len(columns), 'kind')}"
        where = connection.stream(_ordered(counted, len(place)), when.params)
    sums = f"SELECT {', '.join([*place, 'kind'])}, {summed} {_by(len(place) + 1)}"
    # A server sums with several processes what no cursor goes through: what is as few as the parts themselves is not read one by one.
    read = connection.stream if own or where else connection.rows
    rows = read(_ordered(sums, len(place)), when.params)
    found: dict[tuple[object, ...], Part] = {}
    for key, of_key, at in _beside(len(place), rows, where):
        part = _part((*nouns, *own), key, of_key, at, counts=not asked.of_cells)
        if part.at is None and not any(part.money.moved.values()) and not any(part.money.held.values()):
            continue
        if of_years:
            part.month = str(part.month)[: DIMENSIONS["year"].part]
            key = (*key[:-1], part.month)
        if (known := found.setdefault(key, part)) is not part:
            known.take_in(part)
    return [*found.values()]


def _ordered(sql: str, by: int) -> str:
    return f"{sql} ORDER BY {', '.join(map(str, range(1, by + 1)))}" if by else sql


def _beside(
    by: int, sums: Iterable[Sequence[Any]], where: Iterable[Sequence[Any]]
) -> Iterator[tuple[tuple[object, ...], Iterable[Sequence[Any]], At | None]]:
    """The sums that are alike by the first columns, and the projects and villages where these lie: both come in one order.

    Of these there may be nearly as many as there are entries: they are read one by one, as the sums are.
    """
    places = groupby(where, key=lambda row: row[:by])
    place = next(places, None)
    for key, rows in groupby(sums, key=lambda row: tuple(row[:by])):
        at: At = set(), set()
        if place is not None and tuple(place[0]) == key:
            for *_, project, village, gone, kept in place[1]:
                if gone or kept:
                    at[0].add(project)
                    at[1].add(village)
            place = next(places, None)
        yield key, rows, at if at[0] else None


def _part(
    names: Sequence[str], key: Sequence[object], rows: Iterable[Sequence[Any]], at: At | None, *, counts: bool
) -> Part:
    """Of the sums by kind that are alike by all names but the kind."""
    part = Part(**dict(zip(names, key, strict=True)), counts=counts, at=at)  # type: ignore[arg-type]  # as they are named
    for *_, kind, gone, kept, first in rows:
        balance = KINDS[kind].balance
        part.money.moved[balance] = None if gone is None else int(gone)
        part.money.held[balance] = int(kept)
        part.first = min(part.first or first, first)
    return part


def entries_by_fund(nouns: Collection[str], own: Collection[str], within: str, summed_of: Sources = ENTRIES) -> str:
    """The same entries of many offices, by what stands in them and by their fund at least: so a server sums those that another keeps there.

    Which is the oldest is told where payees are told apart, who are called as they were at first.
    """
    columns = dict.fromkeys(("fund_id", *(DIMENSIONS[name].hangs_on for name in nouns)))
    of_entry = {"payee": "payee", "month": "substr(date, 1, 7) AS date"}
    keys = [*columns, *(of_entry[name] for name in own), "kind"]
    sums = f"{_MOVED} AS moved, sum(amount_fen) AS held, {'min(id)' if 'payee' in own else '1'} AS oldest"
    by = ", ".join(map(str, range(1, len(keys) + 1)))
    return of_each(summed_of, f"SELECT {', '.join(keys)}, {sums}", f"WHERE {within}", by)


def _ids(connection: Connection, when: Period, nouns: Sequence[str]) -> list[str]:
    counted = {name: counted_in(connection, name, when) for name in nouns}
    return [as_counted(f"coalesce({DIMENSIONS[name].held()}, 0)", counted[name]) for name in nouns]


def _within(when: Period, asked: Asked) -> str:
    kinds = ", ".join(f"'{kind}'" for kind in asked.kinds)
    since = "" if asked.of_a_day else " AND date >= :start"
    return f"kind IN ({kinds}) AND date <= :end{since}{when.choice.entries()}"


def _by(columns: int, *more: str) -> str:
    return f"GROUP BY {', '.join([*map(str, range(1, columns + 1)), *more])}"


def projects(found: Sequence[Part]) -> set[int]:
    return _counted(found, 0, "project")


def villages(found: Sequence[Part]) -> set[int]:
    return _counted(found, 1, "village")


def _counted(found: Sequence[Part], at: int, noun: str) -> set[int]:
    counted = [part for part in found if part.counts]
    alone: set[int] = {getattr(part, noun) for part in counted if part.at is None}
    return alone.union(*(part.at[at] for part in counted if part.at is not None)) - {0}
