"""`report progress`: at the end of each month what came in, what was spent, and how that stands beside the time elapsed (R2).

A fund's rate is spent ÷ (received + interest), and so the programme's; a village's or county's is spent ÷ allocated, as everywhere.
序时进度 is the share of the year's days gone by. Disbursement is no spending. No threshold is drawn: none that is national was found
(DOMAIN 2.2).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from fractions import Fraction

from aidtrack.dataclass import dataclass
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.lending import LOAN_FUNDS
from aidtrack.ledger.quantity import ALLOCATED, ARRIVED, SPENT, Quantity
from aidtrack.phrase import Said, phrase
from aidtrack.reports.columns import columns, of_received, told_apart
from aidtrack.reports.counted import as_counted, counted_in
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.figures import PASSED_ON, of_cells
from aidtrack.reports.filters import NOT_ASSIGNED
from aidtrack.reports.passed_on import givers, passed_on, standing_funds
from aidtrack.reports.period import Period
from aidtrack.reports.sums_to_a_day import by_day, by_village_and_day, sources
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.homonyms import Homonyms
from aidtrack.store.names.lying import lying
from aidtrack.values.dates import last_day
from aidtrack.values.money import divided, hundredths, rate
from aidtrack.values.report import Chart, Content, Report, Row, Table, Value
from aidtrack.values.text import protected

PROGRAMME = "programme"  # everything together, a row a month
_BY_RECEIPTS = ("fund", PROGRAMME)  # what their rate divides by
# What heads a row, what more tells two of them apart, and where it is read: a name may be that of several villages or counties.
_HEADS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "fund": (("fund",), (), "SELECT id, name FROM fund"),
    "village": (
        ("county", "village"),
        ("township", "prefecture"),
        "SELECT id, {county}, name, township, {prefecture} FROM village",
    ),
    "county": (("county",), ("prefecture",), "SELECT id, {county}, {prefecture} FROM village"),
    PROGRAMME: ((), (), ""),
}
Moved = dict[str, dict[str, int]]  # month → balance → fen
# What heads a row, and its id where it is a fund or a village; 0 is none.
Scope = tuple[tuple[str | None, ...], int | None]
Share = tuple[int, int]  # part and whole, which is not 0


@dataclass(slots=True)
class Moves:
    """What moved under one head; `rated` is the part that is spent by and by: loan funds come back and have no rate."""

    all: Moved = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    rated: Moved = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))


def progress(connection: Connection, when: Period, by: str, *, explain: list[str] | None = None) -> Report:
    """The months of the year that the period ends in, up to its last day; `by` is fund, village, county or programme."""
    year = when.day[:4]
    explainer = explaining(connection, when, explain)
    months = [f"{year}-{month:02d}" for month in range(1, 13) if f"{year}-{month:02d}-01" <= when.day]
    sums = _sums(connection, by, when)
    lending = [id for (id,) in connection.rows(LOAN_FUNDS)] if explainer else []
    rows: list[Row] = []
    commands: list[list[Said]] = []
    keys: list[tuple[object, ...]] = []
    for month in months:
        end = min(last_day(month), when.day)
        shares = {scope: _share(month, by, moves.rated) for scope, moves in sums.items() if min(moves.all) <= month}
        for scope, rank in _ranked(shares):
            row = {**_row(scope, month, end, by, sums[scope].all), **_paces(shares[scope], end), "rank": rank}
            rows.append(row)
            keys.append((month, scope))
            if explainer:
                unrated = lending if sums[scope].all != sums[scope].rated else []
                commands.append(_commands(explainer, row, by, scope[1], sums[scope].all, unrated))
    read, more, _ = _HEADS[by]
    basis = "received" if by in _BY_RECEIPTS else "allocated"
    rank_shown = () if by == PROGRAMME else ("rank",)
    heads = ("month_end", *read, basis, "spent_this_month", "spent", "rate", "elapsed", "ahead", *rank_shown, *more)
    named = columns(*heads)
    shown = told_apart(of_received(named) if by in _BY_RECEIPTS else named, rows, ("month_end", *read), *more)
    note = phrase("rate: spent ÷ (received + interest)") if by in _BY_RECEIPTS else phrase("rate: spent ÷ allocated")
    elapsed = phrase(
        "elapsed: days of the year gone by ÷ days in the year; ahead: rate - elapsed, in percentage points"
    )
    lends = {scope[0] for scope, moves in sums.items() if moves.all != moves.rated}

    def remarks(table: Table) -> Iterator[Said]:
        if table.has("rate"):
            yield note
            if any(tuple(row[name] for name in (*read, *more)) in lends for row in table.rows):
                yield phrase("Loan funds have no rate: what they lend comes back.")
        if table.has("elapsed", "ahead"):
            yield elapsed

    table = Table("progress", phrase("Progress by month"), shown, rows, explain=commands, keys=keys, remarks=remarks)
    chart = Chart(
        "lines", "progress", phrase("Spending rate beside the time elapsed"), ("month_end",), ("elapsed", "rate"),
        read[-1] if read else None,
    )  # fmt: skip
    return Report(
        "progress",
        phrase("Progress of {year}", year=year),
        [table],
        when.end or when.day,
        charts=[chart],
    )


def _sums(connection: Connection, by: str, when: Period) -> dict[Scope, Moves]:
    """What moved of everything up to the day; money of no village comes last, under blanks."""
    column = "fund_id" if by == "fund" else "0" if by == PROGRAMME else "village_id"
    kinds = (_basis(by).plus(SPENT) if _is_known(by, when) else SPENT).listed
    lends = f"CASE WHEN fund_id IN ({LOAN_FUNDS}) THEN 1 ELSE 0 END" if by in _BY_RECEIPTS else "0"
    read, more, sql = _HEADS[by]
    lies = lying(connection)
    sql = sql.format(county=lies.sql("county"), prefecture=lies.sql("prefecture"))
    heads = {row[0]: tuple(row[1:]) for row in connection.rows(sql)} if sql else {}
    if by == "village":
        shared = Homonyms(connection).of(by)
        heads = {id: (county, shared.get(id, name), *more) for id, (county, name, *more) in heads.items()}
    if by != PROGRAMME:
        noun = column.removesuffix("_id")
        column = as_counted(column, counted_in(connection, noun, Period(end=when.day)))
    nowhere = (None,) * len(read + more)
    found: dict[Scope, Moves] = defaultdict(Moves)
    source = (by_day if by in _BY_RECEIPTS else by_village_and_day)(
        when.choice.entries(), sources(connection, when.choice, None, when.day)
    )

    def scope_of(id: int | None) -> Scope:
        return heads.get(id, nowhere), id or 0 if by in ("fund", "village") else None

    given = _given(connection, by, when, scope_of)
    fund = as_counted("fund_id", counted_in(connection, "fund", Period(end=when.day))) if given else "0"
    for id, month, kind, lent, fund_id, total in connection.rows(
        f"SELECT {column}, substr(date, 1, 7), kind, {lends}, {fund}, sum(fen) FROM ({source}) by_day WHERE kind IN {kinds}"
        " GROUP BY 1, 2, 3, 4, 5",
        {"day": when.day, **when.choice.params},
    ):
        scope, balance = scope_of(id), KINDS[kind].balance
        if balance in PASSED_ON and fund_id in given.get(scope, ()):
            continue
        found[scope].all[month][balance] += int(total)
        if not lent:
            found[scope].rated[month][balance] += int(total)
    return {scope: found[scope] for scope in sorted(found, key=_order)}


def _given(
    connection: Connection, by: str, when: Period, scope_of: Callable[[int | None], Scope]
) -> dict[Scope, set[int]]:
    """By what heads a row the funds whose money one of its offices gave another: it came, and was set aside, once. A fund has its own."""
    known = givers(connection) if by != "fund" else {}
    if not known:
        return {}
    if by == PROGRAMME:
        funds = standing_funds(connection, when) or {
            id for (id,) in of_cells.cells(connection, when.until, ("fund_id",))
        }
        return {scope_of(None): passed_on(funds, known)}
    among: dict[Scope, set[int]] = defaultdict(set)
    for village, fund in of_cells.cells(
        connection, Period(None, when.day, when.today, when.choice), ("village_id", "fund_id")
    ):
        among[scope_of(village)].add(fund)
    return {scope: passed_on(funds, known) for scope, funds in among.items()}


def _is_known(by: str, when: Period) -> bool:
    """Whether it is known of what the chosen money is spent: funds receive as a whole, and nothing is set aside for a payee."""
    return when.choice.of_funds if by in _BY_RECEIPTS else when.choice.of_cells


def _order(scope: Scope) -> tuple[object, ...]:
    heads, id = scope
    return *((part is None, part or "") for part in heads), id or 0


def _row(scope: Scope, month: str, end: str, by: str, moved: Moved) -> dict[str, Value]:
    until = _until(month, moved)
    return {
        "month_end": end,
        **dict(zip(_HEADS[by][0] + _HEADS[by][1], scope[0], strict=True)),
        **{name: until.get(name) for name in ("received", "interest", "allocated", "spent")},
        "spent_this_month": moved.get(month, {}).get("spent"),
    }


def _until(month: str, moved: Moved) -> dict[str, int]:
    """Balance → what moved up to the month's end; of a kind that never did it is left out."""
    until: dict[str, int] = defaultdict(int)
    for when, sums in moved.items():
        if when <= month:
            for balance, fen in sums.items():
                until[balance] += fen
    return dict(until)


def _basis(by: str) -> Quantity:
    """What a rate divides by."""
    return ARRIVED if by in _BY_RECEIPTS else ALLOCATED


def _share(month: str, by: str, rated: Moved) -> Share | None:
    """What is spent, and of what; None where nothing came in or was allocated, so that there is no rate."""
    until = _until(month, rated)
    basis = _basis(by).of(until)
    return (SPENT.fen(until), basis) if basis else None


def _paces(share: Share | None, end: str) -> dict[str, Value]:
    """The rate, the share of the year gone by, and how far the first is ahead of the second."""
    gone, days = days_gone(end)
    elapsed = rate(gone, days)
    if share is None:
        return {"rate": None, "elapsed": elapsed, "ahead": None}
    spent, basis = share
    ahead = divided((spent * days - gone * basis) * 10_000, basis * days)
    return {"rate": rate(spent, basis), "elapsed": elapsed, "ahead": f"{'' if ahead < 0 else '+'}{hundredths(ahead)}"}


def days_gone(day: str) -> tuple[int, int]:
    """How many days of its year have gone by at the end of a day, and how many the year has."""
    end = date.fromisoformat(day)
    first = date(end.year, 1, 1)
    return (end - first).days + 1, (date(end.year + 1, 1, 1) - first).days


def _ranked(shares: Mapping[Scope, Share | None]) -> list[tuple[Scope, int | None]]:
    """The heads of one month with their place by rate, the highest first; equal rates share a place, no rate has none."""
    rates = {scope: Fraction(*share) for scope, share in shares.items() if share is not None}
    ordered = sorted(rates.values(), reverse=True)
    ranks = {scope: 1 + ordered.index(rates[scope]) if scope in rates else None for scope in shares}
    return sorted(ranks.items(), key=lambda one: (one[1] is None, one[1] or 0))


def _commands(
    explainer: Explainer, row: Row, by: str, id: int | None, moved: Moved, unrated: Sequence[int]
) -> list[Said]:
    """Everything up to the month's end, and the month's spending; and the loan funds, whose money the rate leaves out."""
    end = str(row["month_end"])
    if by == "county":
        place = [word for name in ("county", "prefecture") for word in (f"--{name}", _typed(row[name]))]
    else:
        place = explainer.place(**{by: id}) if by != PROGRAMME else []
    known = {name for month, sums in moved.items() if month <= end[:7] for name in sums}
    kinds = sorted(kind.name for kind in KINDS.values() if kind.balance in known)
    lines: list[Said] = [explainer.entries(kind, Period(None, end), place) for kind in kinds]
    if row["spent_this_month"] is not None:
        lines.append(explainer.entries("spending", Period(f"{end[:7]}-01", end), place))
    if unrated:
        lines.append(explainer.rows("fund", [id] if by == "fund" and id else unrated))
    return lines


def _typed(value: Content) -> str:
    return NOT_ASSIGNED if value is None else protected(str(value))
