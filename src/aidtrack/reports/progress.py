"""`report progress`: at the end of each month what came in, what was spent, and how that stands beside the time elapsed (R2).

A fund's rate is spent ÷ (received + interest), a village's or county's spent ÷ allocated, as everywhere; 序时进度 is the share of
the year's days gone by. Disbursement is no spending. No threshold is drawn: none that is national was found (DOMAIN 2.2).
"""

from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from aidtrack.locale import t
from aidtrack.reports.columns import columns, told_apart
from aidtrack.reports.figures import add
from aidtrack.reports.period import Period
from aidtrack.store.reading import Connection
from aidtrack.values.dates import last_day
from aidtrack.values.money import rate
from aidtrack.values.report import Chart, Report, Row, Table

# What heads a row, what more tells two of them apart, and where it is read: a name may be that of several villages or counties.
_HEADS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "fund": (("fund",), (), "SELECT id, name FROM fund"),
    "village": (
        ("county", "village"),
        ("township", "prefecture"),
        "SELECT id, county, name, township, prefecture FROM village",
    ),
    "county": (("county",), ("prefecture",), "SELECT id, county, prefecture FROM village"),
}
Key = tuple[str | None, ...]


def progress(connection: Connection, when: Period, by: str) -> Report:
    """The months of the year that the period ends in, up to its last day; `by` is fund, village or county."""
    year = when.day[:4]
    months = [f"{year}-{month:02d}" for month in range(1, 13) if f"{year}-{month:02d}-01" <= when.day]
    sums = _sums(connection, by, when.day)
    rows: list[Row] = []
    for month in months:
        end = min(last_day(month), when.day)
        rows += _ranked([_row(key, month, end, by, moved) for key, moved in sums.items() if min(moved) <= month])
    read, more, _ = _HEADS[by]
    basis = "received" if by == "fund" else "allocated"
    heads = ("month_end", *read, basis, "spent_this_month", "spent", "rate", "elapsed", "ahead", "rank", *more)
    shown = told_apart(columns(*heads), rows, ("month_end", *read), *more)
    table = Table("progress", t("Progress by month"), shown, rows)
    note = t("rate: spent ÷ (received + interest)") if by == "fund" else t("rate: spent ÷ allocated")
    elapsed = t("elapsed: days of the year gone by ÷ days in the year; ahead: rate − elapsed, in percentage points")
    chart = Chart(
        "lines", "progress", t("Spending rate beside the time elapsed"), ("month_end",), ("elapsed", "rate"), by
    )
    return Report(
        "progress", t("Progress of {year}", year=year), [table], when.end or when.day, [note, elapsed], charts=[chart]
    )


def _sums(connection: Connection, by: str, day: str) -> dict[Key, dict[str, dict[str, int]]]:
    """What heads a row → month → kind → fen, of everything up to the day; money of no village comes last, under blanks."""
    column = "fund_id" if by == "fund" else "village_id"
    kinds = "('receipt', 'interest', 'spending')" if by == "fund" else "('allocation', 'spending')"
    read, more, sql = _HEADS[by]
    keys = {row[0]: tuple(row[1:]) for row in connection.rows(sql)}
    nowhere = (None,) * len(read + more)
    found: dict[Key, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for id, month, kind, total in connection.rows(
        f"SELECT {column}, substr(date, 1, 7), kind, sum(amount_fen) FROM entry WHERE date <= :day AND kind IN {kinds}"
        " GROUP BY 1, 2, 3",
        {"day": day},
    ):
        found[keys.get(id, nowhere)][month][kind] += int(total)
    return {key: found[key] for key in sorted(found, key=lambda key: [(part is None, part or "") for part in key])}


def _row(key: Key, month: str, end: str, by: str, moved: dict[str, dict[str, int]]) -> dict[str, str | int | None]:
    until: dict[str, int] = defaultdict(int)
    for when, kinds in moved.items():
        if when <= month:
            for kind, fen in kinds.items():
                until[kind] += fen
    arrived = add(until.get("receipt"), until.get("interest"))
    share = rate(until.get("spending"), arrived if by == "fund" else until.get("allocation"))
    elapsed = elapsed_share(end)
    return {
        "month_end": end,
        **dict(zip(_HEADS[by][0] + _HEADS[by][1], key, strict=True)),
        "received": until.get("receipt"),
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


def _ranked(rows: list[dict[str, str | int | None]]) -> list[Row]:
    """The rows of one month with their place by rate, the highest first; equal rates share a place, no rate has none."""
    rates = sorted((Decimal(str(row["rate"]).rstrip("%")) for row in rows if row["rate"] is not None), reverse=True)
    for row in rows:
        row["rank"] = None if row["rate"] is None else 1 + rates.index(Decimal(str(row["rate"]).rstrip("%")))
    return sorted(rows, key=lambda row: (row["rank"] is None, row["rank"] or 0))
