"""`report progress`: at the end of each month what came in, what was spent, and how that stands beside the time elapsed (R2).

A fund's rate is spent ÷ (received + interest), a village's or county's spent ÷ allocated, as everywhere; 序时进度 is the share of
the year's days gone by. Disbursement is no spending. No threshold is drawn: none that is national was found (DOMAIN 2.2).
"""

from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from aidtrack.locale import t
from aidtrack.reports.columns import columns
from aidtrack.reports.period import Period
from aidtrack.store.reading import Connection
from aidtrack.values.dates import last_day
from aidtrack.values.money import rate
from aidtrack.values.report import Report, Row, Table

SCOPES = ("fund", "village", "county")
_NAMES = {
    "fund": "SELECT id, name FROM fund",
    "village": "SELECT id, name FROM village",
    "county": "SELECT id, county FROM village",
}


def progress(connection: Connection, when: Period, by: str) -> Report:
    """The months of the year that the period ends in, up to its last day; `by` is one of SCOPES."""
    year = when.day[:4]
    months = [f"{year}-{month:02d}" for month in range(1, 13) if f"{year}-{month:02d}-01" <= when.day]
    sums = _sums(connection, by, when.day)
    rows: list[Row] = []
    for month in months:
        end = min(last_day(month), when.day)
        rows += _ranked([_row(name, month, end, by, moved) for name, moved in sums.items() if min(moved) <= month])
    heads = ("month_end", by, "received", "allocated", "spent_this_month", "spent", "rate", "elapsed", "ahead", "rank")
    shown = [name for name in heads if name != ("allocated" if by == "fund" else "received")]
    table = Table("progress", t("Progress by month"), columns(*shown), rows)
    note = t("rate: spent ÷ (received + interest)") if by == "fund" else t("rate: spent ÷ allocated")
    elapsed = t("elapsed: days of the year gone by ÷ days in the year; ahead: rate − elapsed, in percentage points")
    return Report("progress", t("Progress of {year}", year=year), [table], when.end or when.day, [note, elapsed])


def _sums(connection: Connection, by: str, day: str) -> dict[str | None, dict[str, dict[str, int]]]:
    """Name → month → kind → fen, of everything up to the day; money of no village comes last, under None."""
    column = "fund_id" if by == "fund" else "village_id"
    kinds = "('receipt', 'interest', 'spending')" if by == "fund" else "('allocation', 'spending')"
    names = dict(connection.rows(_NAMES[by]))
    found: dict[str | None, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for id, month, kind, total in connection.rows(
        f"SELECT {column}, substr(date, 1, 7), kind, sum(amount_fen) FROM entry WHERE date <= :day AND kind IN {kinds}"
        " GROUP BY 1, 2, 3",
        {"day": day},
    ):
        found[names.get(id)][month][kind] += int(total)
    return {name: found[name] for name in sorted(found, key=lambda name: (name is None, name or ""))}


def _row(
    name: str | None, month: str, end: str, by: str, moved: dict[str, dict[str, int]]
) -> dict[str, str | int | None]:
    until: dict[str, int] = defaultdict(int)
    for when, kinds in moved.items():
        if when <= month:
            for kind, fen in kinds.items():
                until[kind] += fen
    basis = until["receipt"] + until["interest"] if by == "fund" else until["allocation"]
    share = rate(until["spending"], basis)
    elapsed = _elapsed(end)
    return {
        "month_end": end,
        by: name,
        "received": until.get("receipt"),
        "allocated": until.get("allocation"),
        "spent_this_month": moved.get(month, {}).get("spending"),
        "spent": until["spending"],
        "rate": share,
        "elapsed": f"{elapsed}%",
        "ahead": None if share is None else f"{Decimal(share.rstrip('%')) - elapsed:+.2f}",
    }


def _elapsed(day: str) -> Decimal:
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
