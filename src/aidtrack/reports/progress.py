"""`report progress`: at the end of each month what came in, what was spent, and how that stands beside the time elapsed (R2).

A fund's rate is spent ÷ (received + interest), and so the programme's; a village's or county's is spent ÷ allocated, as everywhere.
序时进度 is the share of the year's days gone by. Disbursement is no spending. No threshold is drawn: none that is national was found
(DOMAIN 2.2).
"""

from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from aidtrack.locale import t
from aidtrack.reports.columns import columns, told_apart
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.figures import add
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.dates import last_day
from aidtrack.values.money import rate
from aidtrack.values.report import Cell, Chart, Report, Row, Table
from aidtrack.values.text import protected

PROGRAMME = "programme"  # everything together, a row a month
_BY_RECEIPTS = ("fund", PROGRAMME)  # what their rate divides by
# What heads a row, what more tells two of them apart, and where it is read: a name may be that of several villages or counties.
_HEADS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "fund": (("fund",), (), "SELECT id, name FROM fund"),
    "village": (
        ("county", "village"),
        ("township", "prefecture"),
        "SELECT id, county, name, township, prefecture FROM village",
    ),
    "county": (("county",), ("prefecture",), "SELECT id, county, prefecture FROM village"),
    PROGRAMME: ((), (), ""),
}
Moved = dict[str, dict[str, int]]  # month → kind → fen
Scope = tuple[
    tuple[str | None, ...], int | None
]  # what heads a row, and its id where it is a fund or a village; 0 is none


def progress(connection: Connection, when: Period, by: str, *, explain: list[str] | None = None) -> Report:
    """The months of the year that the period ends in, up to its last day; `by` is fund, village, county or programme."""
    year = when.day[:4]
    explainer = explaining(connection, when, explain)
    months = [f"{year}-{month:02d}" for month in range(1, 13) if f"{year}-{month:02d}-01" <= when.day]
    sums = _sums(connection, by, when.day)
    rows: list[Row] = []
    commands: list[list[str]] = []
    for month in months:
        end = min(last_day(month), when.day)
        found = [(_row(scope, month, end, by, moved), scope) for scope, moved in sums.items() if min(moved) <= month]
        for row, scope in _ranked(found):
            rows.append(row)
            if explainer:
                commands.append(_commands(explainer, row, by, scope[1], sums[scope]))
    read, more, _ = _HEADS[by]
    basis = "received" if by in _BY_RECEIPTS else "allocated"
    rank = () if by == PROGRAMME else ("rank",)
    heads = ("month_end", *read, basis, "spent_this_month", "spent", "rate", "elapsed", "ahead", *rank, *more)
    shown = told_apart(columns(*heads), rows, ("month_end", *read), *more)
    table = Table("progress", t("Progress by month"), shown, rows, explain=commands)
    note = t("rate: spent ÷ (received + interest)") if by in _BY_RECEIPTS else t("rate: spent ÷ allocated")
    elapsed = t("elapsed: days of the year gone by ÷ days in the year; ahead: rate − elapsed, in percentage points")
    chart = Chart(
        "lines", "progress", t("Spending rate beside the time elapsed"), ("month_end",), ("elapsed", "rate"),
        read[-1] if read else None,
    )  # fmt: skip
    return Report(
        "progress", t("Progress of {year}", year=year), [table], when.end or when.day, [note, elapsed], charts=[chart]
    )


def _sums(connection: Connection, by: str, day: str) -> dict[Scope, Moved]:
    """What moved of everything up to the day; money of no village comes last, under blanks."""
    column = "fund_id" if by == "fund" else "0" if by == PROGRAMME else "village_id"
    kinds = "('receipt', 'interest', 'spending')" if by in _BY_RECEIPTS else "('allocation', 'spending')"
    read, more, sql = _HEADS[by]
    heads = {row[0]: tuple(row[1:]) for row in connection.rows(sql)} if sql else {}
    nowhere = (None,) * len(read + more)
    found: dict[Scope, Moved] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for id, month, kind, total in connection.rows(
        f"SELECT {column}, substr(date, 1, 7), kind, sum(amount_fen) FROM entry WHERE date <= :day AND kind IN {kinds}"
        " GROUP BY 1, 2, 3",
        {"day": day},
    ):
        scope = heads.get(id, nowhere), id or 0 if by in ("fund", "village") else None
        found[scope][month][kind] += int(total)
    return {scope: found[scope] for scope in sorted(found, key=_order)}


def _order(scope: Scope) -> tuple[object, ...]:
    heads, id = scope
    return *((part is None, part or "") for part in heads), id or 0


def _row(scope: Scope, month: str, end: str, by: str, moved: Moved) -> dict[str, Cell]:
    until: dict[str, int] = defaultdict(int)
    for when, kinds in moved.items():
        if when <= month:
            for kind, fen in kinds.items():
                until[kind] += fen
    arrived = add(until.get("receipt"), until.get("interest"))
    share = rate(until.get("spending"), arrived if by in _BY_RECEIPTS else until.get("allocation"))
    elapsed = elapsed_share(end)
    return {
        "month_end": end,
        **dict(zip(_HEADS[by][0] + _HEADS[by][1], scope[0], strict=True)),
        "received": until.get("receipt"),
        "interest": until.get("interest"),
        "allocated": until.get("allocation"),
        "spent_this_month": moved.get(month, {}).get("spending"),
        "spent": until.get("spending"),
        "rate": share,
        "elapsed": f"{elapsed}%",
        "ahead": None if share is None else f"{Decimal(share.rstrip('%')) - elapsed:+.2f}",
    }


def elapsed_share(day: str) -> Decimal:
    """The share of the year gone by, in per cent, half-up to two places."""
    end = date.fromisoformat(day)
    first = date(end.year, 1, 1)
    days = (date(end.year + 1, 1, 1) - first).days
    return (Decimal((end - first + timedelta(1)).days * 100) / days).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _ranked(rows: list[tuple[dict[str, Cell], Scope]]) -> list[tuple[Row, Scope]]:
    """The rows of one month with their place by rate, the highest first; equal rates share a place, no rate has none."""
    rates = sorted((Decimal(str(row["rate"]).rstrip("%")) for row, _ in rows if row["rate"] is not None), reverse=True)
    for row, _ in rows:
        row["rank"] = None if row["rate"] is None else 1 + rates.index(Decimal(str(row["rate"]).rstrip("%")))
    return sorted(((row, scope) for row, scope in rows), key=lambda one: (one[0]["rank"] is None, one[0]["rank"] or 0))


def _commands(explainer: Explainer, row: Row, by: str, id: int | None, moved: Moved) -> list[str]:
    """Everything up to the month's end, and the month's spending."""
    end = str(row["month_end"])
    if by == "county":
        place = [word for name in ("county", "prefecture") for word in (f"--{name}", _typed(row[name]))]
    else:
        place = explainer.place(**{by: id}) if by != PROGRAMME else []
    kinds = sorted({kind for month, kinds in moved.items() if month <= end[:7] for kind in kinds})
    lines = [explainer.entries(kind, Period(None, end), place) for kind in kinds]
    if row["spent_this_month"] is not None:
        lines.append(explainer.entries("spending", Period(f"{end[:7]}-01", end), place))
    return lines


def _typed(value: Cell) -> str:
    return t("not assigned") if value is None else protected(str(value))
