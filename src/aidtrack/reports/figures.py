"""The figures every report is made of: what cells and funds moved in a period and held at its end.

Without a period the running balances are read; with one, the entries up to its end are summed. Nothing else in
aidtrack decides a figure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.ledger.carrying import CARRIED_ENTRIES, carried
from aidtrack.ledger.kind import CELL_BALANCES, FUND_BALANCES, KINDS
from aidtrack.ledger.moving import TRANSFERRED_ENTRIES
from aidtrack.ledger.quantity import ARRIVED, CASH, REMAINING, unallocated
from aidtrack.reports.choice import Choice
from aidtrack.reports.counted import as_counted, counted_columns, counted_in, counting, one_of
from aidtrack.reports.flags import (
    OVER_ALLOCATED,
    OVER_DISBURSED,
    OVER_SPENT,
    OVERDRAWN,
    UNSPENT,
    give_reason,
)
from aidtrack.reports.passed_on import givers, passed_on, standing_funds
from aidtrack.reports.period import Period
from aidtrack.reports.reasons import Over, excusable, misplaced, overs
from aidtrack.reports.sums_to_a_day import Sources, balances, by_cell, by_fund, sources
from aidtrack.store.engine.connection import Connection
from aidtrack.values.flag import Flag
from aidtrack.values.money import rate
from aidtrack.values.report import Content

Sums = dict[str, int | None]  # fen by balance name; None where no entry of the kind exists


@dataclass(slots=True)
class Figures:
    """What some money did: `moved` in the period, `held` at its end, and what is to be said about it."""

    moved: Sums
    held: Sums
    flags: list[Flag] = field(default_factory=list)
    projects: int = 0
    whole: bool = True  # of part of the entries of its cells it is not known what was set aside for them

    @property
    def remaining(self) -> int | None:
        return REMAINING.of(self.held) if self.whole else None

    @property
    def rate(self) -> str | None:
        return rate(self.held["spent"], self.held["allocated"]) if self.whole else None

    def settle(self, by_fund: Sequence[tuple[int, "Figures"]], known: Mapping[int, int], beside: Iterable[int]) -> None:
        """Money of several offices, by fund: what these gave each other counts once (`known` are the givers)."""
        if passed_on((fund for fund, _ in by_fund), known, beside):
            once = settled(by_fund, known, beside)
            self.moved, self.held = once.moved, once.held
            self.flags = [flag for flag in self.flags if flag != UNSPENT]
            _flag_unspent(self)

    def passed_on(self) -> "Figures":
        """Of money that another office gave, as a sum with that office's has it: what came and what was set aside stands there."""
        moved, held = ({**sums, **dict.fromkeys(sums.keys() & PASSED_ON)} for sums in (self.moved, self.held))
        return replace(self, moved=moved, held=held)

    def cells(self) -> dict[str, Content]:
        """The figures of a row that compares allocation with spending."""
        return {
            **{name: self.moved[name] for name in CELL_BALANCES},
            "remaining": self.remaining,
            "rate": self.rate,
            "flags": tuple(self.flags),
        }


PASSED_ON = {"received", "allocated"}
CELL = ("fund_id", "project_id", "village_id")  # 0 is "not assigned"
WITHOUT_MONEY = ("idle",)  # the projects under no cell: of these nothing but their ids is asked
Key = tuple[int, ...]
Where = Mapping[str, int | Sequence[int]]  # ids by column: one of them, or some


def add(left: int | None, right: int | None) -> int | None:
    """A sum in which unknown is not zero: None only where both are."""
    return left if right is None else right if left is None else left + right


def difference(left: int | None, right: int | None) -> int | None:
    return None if left is None and right is None else (left or 0) - (right or 0)


def summed(cells: Iterable[Content]) -> int | None:
    """The sum of a column's amounts; None where none is known."""
    known = [cell for cell in cells if isinstance(cell, int)]
    return sum(known) if known else None


def nothing() -> Figures:
    """The figures where no entry is."""
    return Figures(dict.fromkeys(CELL_BALANCES), dict.fromkeys(CELL_BALANCES))


def together(parts: Iterable[Figures]) -> Figures:
    """The sum of several figures; their flags once each, but no spending only where none of them has any."""
    total = nothing()
    for part in parts:
        for sums, more in ((total.moved, part.moved), (total.held, part.held)):
            for name, fen in more.items():
                sums[name] = add(sums.get(name), fen)
        total.whole &= part.whole
        total.flags += [flag for flag in part.flags if flag != UNSPENT and flag not in total.flags]
    _flag_unspent(total)
    return total


def settled(by_fund: Sequence[tuple[int, Figures]], known: Mapping[int, int], beside: Iterable[int] = ()) -> Figures:
    """The sum of money of some funds, in which that counts once which one of their offices, or of those of funds `beside`, gave another."""
    left = passed_on((fund for fund, _ in by_fund), known, beside)
    return together(one.passed_on() if fund in left else one for fund, one in by_fund)


def _flag_unspent(figures: Figures) -> None:
    if (figures.held["allocated"] or 0) > 0 and not figures.held["spent"]:
        figures.flags.append(UNSPENT)


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
        column: {id: other for id, other in ids.items() if id not in _ids(where.get(column, ()))}
        for column, ids in counted_columns(connection, CELL, when).items()
    }
    condition, params = _condition(where, into)
    choice = when.choice
    stored = when.is_everything and choice.of_cells
    if not choice.of_cells:
        condition += f"{choice.entries()} AND kind <> 'allocation'"
    summed_of = sources(connection, choice, when.start, when.end, within=bool(where))
    source = (_balances(choice) if stored else _entries_summed(choice, summed_of)).format(condition=condition)
    if into:
        source = _counted(source, into)
    most = max(map(len, groupings))
    whole = len(groupings) - apart
    selects = [
        _grouped(number, keys, most, keys[:-1] if number >= whole else (), among=_ids(where.get("project_id", ())))
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
        found[number][tuple(row[: len(keys)])] = unasked if keys == WITHOUT_MONEY else _figures(row[most:])
    if all(keys == WITHOUT_MONEY for keys in groupings):
        return found
    if not choice.of_cells:
        for by_key in found:
            for figures in by_key.values():
                _leave_out_what_was_set_aside(figures)
        return found
    reasons = overs(connection, when)
    broken = exceeded(connection, when) if reasons else {}
    for keys, by_key in zip(groupings, found, strict=True):
        if keys != WITHOUT_MONEY:
            _excuse_all(keys, by_key, into, reasons, broken)
    return found


def _leave_out_what_was_set_aside(figures: Figures) -> None:
    """Where some of what was spent is chosen, it is not known how much was set aside for that."""
    figures.moved["allocated"] = figures.held["allocated"] = None
    figures.flags, figures.whole = [], False


def _grouped(number: int, keys: Sequence[str], most: int, none: Sequence[str], among: Sequence[int]) -> str:
    """The query of one grouping: which it is, its keys on as many columns as any has, and its figures; of cells that have `none` of some.

    Of projects without money, only those `among` some where some are asked of.
    """
    sums = [f"sum({part}_{name})" for part in ("moved", "held") for name in CELL_BALANCES]
    figures = [*sums, *_CELL_FLAGS, _PROJECTS]
    padding = ["0"] * (most - len(keys))
    if keys == WITHOUT_MONEY:
        columns = [str(number), "id", *padding, *["0"] * len(figures)]
        asked = f"{one_of('id', sorted(among))} AND " if among else ""
        return f"SELECT {', '.join(columns)} FROM project WHERE {asked}id NOT IN (SELECT project_id FROM cell WHERE {_NOT_EMPTY})"
    columns = [str(number), *keys, *padding, *figures]
    grouped = f" GROUP BY {', '.join(keys)}" if keys else ""
    nowhere = "".join(f" AND {key} = 0" for key in none)
    return f"SELECT {', '.join(columns)} FROM cell WHERE ({_NOT_EMPTY}){nowhere}{grouped}"


def _figures(cells: Sequence[Any]) -> Figures:
    """What stands behind the keys of a row."""
    width = len(CELL_BALANCES)
    values = [None if value is None else int(value) for value in cells]
    moved = dict(zip(CELL_BALANCES, values[:width], strict=True))
    held = dict(zip(CELL_BALANCES, values[width : 2 * width], strict=True))
    figures = Figures(moved, moved if held == moved else held)  # held once, of a hundred thousand villages
    figures.flags = [flag for flag, stands in zip(_OF_CELLS, values[2 * width : -1], strict=True) if stands]
    figures.projects = values[-1] or 0
    return figures


# Whether any cell under a key is overspent or disbursed beyond its allocation; whether nothing of all of them is spent.
_OF_CELLS = (OVER_SPENT, OVER_DISBURSED, UNSPENT)
_CELL_FLAGS = (
    "max(CASE WHEN coalesce(held_spent, 0) > coalesce(held_allocated, 0) THEN 1 ELSE 0 END)",
    "max(CASE WHEN coalesce(held_disbursed, 0) > coalesce(held_allocated, 0) THEN 1 ELSE 0 END)",
    "CASE WHEN coalesce(sum(held_allocated), 0) > 0 AND coalesce(sum(held_spent), 0) = 0 THEN 1 ELSE 0 END",
)
# What was corrected to another place, or taken back whole in the period, is as if it had never been here.
_NOT_EMPTY = " OR ".join(f"coalesce({part}_{name}, 0) <> 0" for part in ("moved", "held") for name in CELL_BALANCES)

_PROJECTS = "count(DISTINCT CASE WHEN project_id <> 0 THEN project_id END)"


def _counted(source: str, into: Mapping[str, Mapping[int, int]]) -> str:
    """Cells under what their fund, project and village count as."""
    keys = [f"{as_counted(column, into.get(column, {}))} AS {column}" for column in CELL]
    sums = [f"sum({part}_{name}) AS {part}_{name}" for part in ("moved", "held") for name in CELL_BALANCES]
    return f"SELECT {', '.join([*keys, *sums])} FROM ({source}) own GROUP BY 1, 2, 3"


def _balances(choice: Choice) -> str:
    """Cells as the running balances have them: everything moved is held."""
    parts = [f"{name}_fen AS {part}_{name}" for part in ("moved", "held") for name in CELL_BALANCES]
    chosen = choice.where(fund="fund_id", project="nullif(project_id, 0)", village="nullif(village_id, 0)")
    return f"SELECT {', '.join([*CELL, *parts])} FROM cell_balance {' AND '.join(['{condition}', *chosen])}"


def _entries_summed(choice: Choice, summed_of: Sources) -> str:
    """Cells as the entries up to the period's end make them; chosen whole, once they are summed.

    Other kinds come to nothing here: that is seen of the sums, for asking a million entries for their kind takes longer.
    """
    kinds = [kind for kind in KINDS.values() if kind.per_cell]
    summed = by_cell("{condition}", summed_of)
    held = {"fund": "by_kind.fund_id", "project": "by_kind.project_id", "village": "by_kind.village_id"}
    chosen = choice.where(**held) if choice.of_cells else []
    return (
        "SELECT fund_id, coalesce(project_id, 0) AS project_id, coalesce(village_id, 0) AS village_id,"
        f" {', '.join(balances(kinds))} FROM ({summed}) by_kind WHERE {' AND '.join(['1 = 1', *chosen])} GROUP BY 1, 2, 3"
    )


def funds(connection: Connection, when: Period, **where: int) -> dict[int, Figures]:
    """Every fund that has an entry, with what it received, allocated and spent; what was merged into it counts in it."""
    of = tuple(sorted(where.items()))
    found: list[dict[int, Figures]] = when.once("funds", [of], lambda _: [_funds(connection, when, where)])
    return found[0]


def _funds(connection: Connection, when: Period, where: Mapping[str, int]) -> dict[int, Figures]:
    into = {id: other for id, other in counted_in(connection, "fund", when).items() if id != where.get("fund_id")}
    condition, params = _condition(where, {"fund_id": into})
    choice = when.choice
    chosen = " AND ".join(["1 = 1", *choice.where(fund="fund_id")]) if choice.of_funds else "1 = 1"
    if not choice.of_funds:
        condition += f"{choice.entries()} AND kind NOT IN {ARRIVED.listed}"
    if when.is_everything and choice.of_funds:
        names = [f"{name}_fen" for name in FUND_BALANCES] * 2
        rows = connection.rows(
            f"SELECT fund_id, {', '.join(names)} FROM fund_balance {condition} AND {chosen}",
            {**params, **choice.params},
        )
    else:
        of_funds = by_fund(condition, sources(connection, choice, when.start, when.end, within=bool(where)))
        rows = connection.rows(
            f"SELECT fund_id, {', '.join(balances(KINDS.values()))} FROM ({of_funds}) by_day WHERE {chosen} GROUP BY fund_id",
            {**params, **when.params},
        )
    width = len(FUND_BALANCES)
    sums: dict[int, list[int | None]] = {}
    for fund, *row in rows:
        values = [None if value is None else int(value) for value in row]
        counts_as = into.get(fund, fund)
        sums[counts_as] = [*map(_together, sums[counts_as], values)] if counts_as in sums else values
    return {
        fund: Figures(
            dict(zip(FUND_BALANCES, values[:width], strict=True)), dict(zip(FUND_BALANCES, values[width:], strict=True))
        )
        for fund, values in sums.items()
    }


def _together(one: int | None, other: int | None) -> int | None:
    """Nothing where neither is known."""
    return other if one is None else one if other is None else one + other


def carried_on(connection: Connection, when: Period) -> dict[int, list[int]]:
    """Fund → those into which what was left of it went on, by the period's end: the rest of its budget is theirs."""
    went: dict[int, list[int]] = {}
    sql = f"SELECT DISTINCT from_id, into_id FROM {carried(':end')} x ORDER BY from_id, into_id"
    for left, into in connection.rows(sql, {"end": when.params["end"]}):
        went.setdefault(left, []).append(into)
    return went


def carried_net(connection: Connection, when: Period) -> dict[int, int]:
    """Fund → what was carried or moved into it less what was out of it, by the period's end: what else it received came from outside."""
    net = moved_net(connection, when)
    for fund, fen in _net(connection, CARRIED_ENTRIES, when):
        net[fund] = net.get(fund, 0) + fen
    return net


def moved_net(connection: Connection, when: Period) -> dict[int, int]:
    """Fund → what was moved into it less what was moved out of it within a year, by the period's end."""
    return dict(_net(connection, TRANSFERRED_ENTRIES, when))


def _net(connection: Connection, halves: str, when: Period) -> list[tuple[int, int]]:
    sql = f"SELECT fund_id, sum(amount_fen) FROM {halves} x WHERE date <= :end GROUP BY fund_id"
    return [(fund, int(fen)) for fund, fen in connection.rows(sql, {"end": when.params["end"]})]


def _condition(where: Where, into: Mapping[str, Mapping[int, int]] | None = None) -> tuple[str, dict[str, object]]:
    """WHERE for columns that hold an id, or one that counts as it; always a condition, so that more can follow."""
    parts: list[str] = []
    for column, ids in where.items():
        if isinstance(ids, int) and not (into and column in into):
            parts.append(f"{column} = :{column}")
        else:
            parts.append(
                one_of(column, [one for id in _ids(ids) for one in counting(id, (into or {}).get(column, {}))])
            )
    return "WHERE " + " AND ".join(parts or ["1 = 1"]), {name: id for name, id in where.items() if isinstance(id, int)}


def _ids(ids: int | Sequence[int]) -> Sequence[int]:
    return (ids,) if isinstance(ids, int) else ids


def _excuse_all(
    keys: Sequence[str],
    found: Mapping[Key, Figures],
    into: Mapping[str, Mapping[int, int]],
    reasons: Iterable[Over],
    broken: Mapping[int, list[Flag]],
) -> None:
    """Put the reasons given behind the flags they explain; `broken` are the limits of funds that are exceeded."""
    for over in reasons:
        place = {"fund_id": over.fund_id, "project_id": over.project_id, "village_id": over.village_id}
        figures = found.get(tuple(into.get(key, {}).get(place[key], place[key]) for key in keys))
        if figures is not None:
            _excuse(figures, over, broken.get(over.fund_id, []))


def fund_flags(figures: Figures, budget_fen: int | None) -> list[Flag]:
    """The limits of a fund that are exceeded: G1 and G3."""
    held = figures.held
    flags = []
    if (unallocated(budget_fen, held) or 0) < 0:
        flags.append(OVER_ALLOCATED)
    if CASH.fen(held) < 0:
        flags.append(OVERDRAWN)
    return flags


def exceeded(connection: Connection, when: Period) -> dict[int, list[Flag]]:
    """The funds with a limit exceeded, and which: by all their entries."""
    budgets = dict(connection.rows("SELECT id, budget_fen FROM fund"))
    return {
        id: flags for id, found in funds(connection, when.whole).items() if (flags := fund_flags(found, budgets[id]))
    }


def _excuse(figures: Figures, over: Over, of_fund: list[Flag]) -> None:
    """Put the reason behind the flag it explains, as long as that limit is exceeded."""
    if over.kind == "spending":
        give_reason(figures.flags, OVER_SPENT, over.reason)
    for flag in (*(one for one in excusable(over) if one in of_fund), *misplaced(over)):
        give_reason(figures.flags, flag, over.reason, unraised=True)
