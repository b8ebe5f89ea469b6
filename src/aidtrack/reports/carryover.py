"""`report carryover`: what each fund carried into the year, what moved in it, what it carries out, and how old that money is (R7)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from aidtrack.ledger.carrying import CARRIED_ENTRIES
from aidtrack.ledger.holding import never_there
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.moving import TRANSFERRED_ENTRIES
from aidtrack.ledger.quantity import CASH
from aidtrack.phrase import Said, phrase
from aidtrack.reports.begun import not_begun
from aidtrack.reports.choice import EVERYTHING
from aidtrack.reports.clock import age_class, idle_since, years_between
from aidtrack.reports.columns import columns, filled, word_labels
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.figures import difference, summed
from aidtrack.reports.fund.between import between_offices
from aidtrack.reports.passed_on import givers, passed_on
from aidtrack.reports.period import Period
from aidtrack.reports.stands import standing_of
from aidtrack.reports.sums_to_a_day import both_ways_by_day, sources
from aidtrack.store.engine.connection import Connection
from aidtrack.values.dates import day_before
from aidtrack.values.report import Chart, Report, Row, Table, as_int

CARRY_OVER = phrase("Carry-over")

_AGE = phrase(
    "The age counts from the day the money is idle from (起算日期): the one stated for the fund, else that of its first receipt; to carry money on or use it otherwise never sets it back."
)
_KNOWN = ("received", "carried_in", "moved", "interest", "spent", "returned", "carried_out", "lent", "repaid")
# What moves cash stands in a column, so that opening and movements come to closing.
_MOVED = (*_KNOWN, *(KINDS[kind].balance for kind in CASH.kinds if KINDS[kind].balance not in _KNOWN))
Move = tuple[int, str, int, int, int]  # fund, kind, whether before the start, whether negative, fen
# Shown where some fund has it.
_SELDOM = ("carried_in", "moved", "carried_out", "lent", "repaid", *_MOVED[len(_KNOWN) :])


def carryover(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    """The period's movements between two balances; without one, the year of its last day. opening + movements = closing."""
    start = when.start or f"{when.day[:4]}-01-01"
    clocks = idle_since(connection, Period(end=when.day))
    moves = _moves(connection, start, when.day)
    sums = _carried(connection, moves, start, when.day)
    absent = not_begun(connection, Period(end=when.day, today=when.today))
    stands = standing_of(connection, "fund", when)
    funds = [
        row
        for row in connection.rows("SELECT id, name, source, year FROM fund ORDER BY id")
        if row[0] not in absent and (stands is None or row[0] in stands)
    ]
    rows: list[Row] = [
        {"fund": name, "source": source, "year": year, **_cells(sums.get(id, {}), clocks.get(id), when.day)}
        for id, name, source, year in funds
    ]
    ids = [row[0] for row in funds]
    counted = _settled(connection, rows, ids, moves)
    explainer = explaining(connection, when, explain)
    shown = columns("fund", "source", "year", "opening", *_MOVED, "closing", "idle_since", "age")
    table = Table(
        "carryover",
        CARRY_OVER,
        filled(shown, rows, *_SELDOM),
        rows,
        stays=("opening", "closing", "age", "spent", "received"),
        total={one: summed(row[one] for row in counted) for one in ("opening", *_MOVED, "closing")},
        labels=word_labels("source"),
        explain=_commands(connection, explainer, moves, ids, start, when.day) if explainer else (),
        keys=ids,
        remarks=lambda table: [_AGE] if table.has("age", "idle_since") else [],
    )
    title = phrase("Carry-over from {start} to {end}", start=start, end=when.day)
    chart = Chart("bars", "carryover", phrase("Carried in and carried out"), ("fund",), ("opening", "closing"))
    beside = between_offices(connection, Period(start, when.day, when.today, when.choice), explainer)
    return Report("carryover", title, [table, *beside], when.day, charts=[chart])


def _cells(moved: Mapping[str, int], since: str | None, day: str) -> Row:
    """What moved, and how old what is left of it is: known where its clock has started and something is left."""
    left = moved.get("closing", 0) > 0
    started = since is not None and since <= day
    return {
        **{name: moved.get(name) for name in ("opening", *_MOVED, "closing")},
        "idle_since": since,
        "age": age_class(years_between(since, day)) if since is not None and started and left else None,
    }


def _settled(connection: Connection, rows: list[Row], ids: Sequence[int], moves: Iterable[Move]) -> list[Row]:
    """The rows as their sum has them: what one of their offices gave another came in once."""
    left = passed_on(ids, givers(connection))
    came: dict[int, list[int]] = {id: [0, 0] for id in left}  # before the period, and by its end
    for fund, kind, before, _, fen in moves:
        if fund in left and kind == "receipt":
            came[fund][0] += fen if before else 0
            came[fund][1] += fen
    return [_given(row, *came[id]) if id in left else row for id, row in zip(ids, rows, strict=True)]


def _given(row: Row, before: int, by_end: int) -> Row:
    rest = {name: difference(as_int(row[name]), fen) for name, fen in (("opening", before), ("closing", by_end))}
    return {**row, **dict.fromkeys(("received", "carried_in", "moved", "returned", "carried_out")), **rest}


def _commands(
    connection: Connection, explainer: Explainer, moves: Sequence[Move], ids: list[int], start: str, day: str
) -> list[list[Said]]:
    """What moved each fund's cash before `start`, and from then on; and the funds it is part of, whose clock it may have."""
    origins = dict(connection.rows("SELECT id, part_of_id FROM fund"))
    before, moved = Period(None, day_before(start)), Period(start, day)
    kinds: dict[int, tuple[list[str], list[str]]] = {id: ([], []) for id in ids}
    for fund, kind, earlier, _, _ in moves:
        if kind in CASH.signs and fund in kinds and kind not in kinds[fund][not earlier]:
            kinds[fund][not earlier].append(kind)
    found = []
    for id in ids:
        place = explainer.place(fund=id)
        opening, movements = (
            [explainer.entries(kind, time, place) for kind in some]
            for some, time in zip(kinds[id], (before, moved), strict=True)
        )
        lines: list[Said] = [explainer.one("fund", id)]
        origin, seen = origins[id], {id}
        while origin is not None and origin not in seen:
            seen.add(origin)
            receipts = explainer.entries("receipt", Period(), explainer.place(fund=origin))
            lines += [phrase("# what it is part of, whose age it may have:"), explainer.one("fund", origin), receipts]
            origin = origins[origin]
        if opening:
            lines += [phrase("# opening, from everything up to {end}:", end=before.end), *opening]
        if movements:
            lines += [phrase("# movements from {start} to {end}:", start=start, end=day), *movements]
        found.append(lines)
    return found


def carried(connection: Connection, start: str, day: str) -> dict[int, dict[str, int]]:
    """Fund → cash before `start` and at the day's end, and what moved between; what never happened is left out."""
    return _carried(connection, _moves(connection, start, day), start, day)


def _moves(connection: Connection, start: str, day: str) -> list[Move]:
    of_day = both_ways_by_day(sources(connection, EVERYTHING, start, day))
    sql = (
        "SELECT fund_id, kind, CASE WHEN date < :start THEN 1 ELSE 0 END, sum(added), sum(taken_back)"
        f" FROM ({of_day}) by_day GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    found: list[Move] = []
    for fund, kind, before, added, taken_back in connection.rows(sql, {"start": start, "day": day}):
        found += [(fund, kind, before, at, int(fen)) for at, fen in enumerate((added, taken_back)) if fen is not None]
    return found


def _carried(connection: Connection, moves: Iterable[Move], start: str, day: str) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for fund, kind, before, negative, fen in moves:
        mine = found.setdefault(fund, {})
        sign = CASH.signs.get(kind, 0)
        if sign:
            for name in ("opening", "closing") if before else ("closing",):
                mine[name] = mine.get(name, 0) + sign * fen
        if not before and sign:
            name = "returned" if kind == "receipt" and negative else KINDS[kind].balance
            mine[name] = mine.get(name, 0) + (-fen if name == "returned" else fen)
    _tell_carried(connection, start, day, found)
    _leave_out_undone(connection, start, day, found)
    return found


def _tell_carried(connection: Connection, start: str, day: str, found: dict[int, dict[str, int]]) -> None:
    """What went over from one fund into its next is neither returned nor received; nor is what was moved into another one."""
    for fund, came, negative, total in _between_funds(connection, CARRIED_ENTRIES, start, day):
        name = "carried_in" if came else "carried_out"
        _tell(found[fund], name, total, total if came else -total, negative=negative)
    for fund, _, negative, total in _between_funds(connection, TRANSFERRED_ENTRIES, start, day):
        _tell(found[fund], "moved", total, total, negative=negative)


def _leave_out_undone(connection: Connection, start: str, day: str, found: dict[int, dict[str, int]]) -> None:
    """What a correction or an undo took back on its own day was neither received nor given back; halves are told apart already."""
    halves = " UNION ALL ".join(f"SELECT id FROM {one} x" for one in (CARRIED_ENTRIES, TRANSFERRED_ENTRIES))
    sql = (
        f"SELECT fund_id, sum(abs(amount_fen)) FROM {never_there('receipt')} x"
        f" WHERE date >= :start AND date <= :day AND id NOT IN ({halves}) GROUP BY fund_id ORDER BY fund_id"
    )
    for fund, fen in connection.rows(sql, {"start": start, "day": day}):
        for name in ("received", "returned"):
            _less(found[fund], name, int(fen))


def _between_funds(connection: Connection, halves: str, start: str, day: str) -> Iterator[tuple[int, int, int, int]]:
    """(fund, whether it came, whether below zero, fen) of such receipts in the period."""
    sql = (
        "SELECT fund_id, came, CASE WHEN amount_fen < 0 THEN 1 ELSE 0 END, sum(amount_fen)"
        f" FROM {halves} x WHERE date >= :start AND date <= :day GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    for fund, came, negative, fen in connection.rows(sql, {"start": start, "day": day}):
        yield fund, came, negative, int(fen)


def _tell(mine: dict[str, int], name: str, total: int, fen: int, *, negative: int) -> None:
    """So much stands under this name, not under what receipts are counted as otherwise."""
    counted = "returned" if negative else "received"
    _less(mine, counted, abs(total))
    mine[name] = mine.get(name, 0) + fen


def _less(mine: dict[str, int], name: str, fen: int) -> None:
    """So much less of it; nothing of it never happened."""
    mine[name] -= fen
    if not mine[name]:
        del mine[name]
