"""Money that waits: behind the time of the year, kept over its end, disbursed and not spent, idle, unallocated. Hints, all of them."""

from collections.abc import Iterator
from fractions import Fraction

from aidtrack.phrase import phrase
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import Fund, Snapshot, waiting
from aidtrack.reports.carryover import carried
from aidtrack.reports.clock import years_between
from aidtrack.reports.progress import days_gone
from aidtrack.values.money import divided, rate


def behind_schedule(snapshot: Snapshot) -> Iterator[Alert]:
    """A fund's rate of spending is behind the share of the year gone by: both as `report progress` shows them."""
    gone, days = days_gone(snapshot.day)
    allowed = Fraction(snapshot.limits["behind_points"]) / 100
    for fund in snapshot.funds.values():
        spent, arrived = fund.held["spent"] or 0, fund.arrived_fen
        if fund.lends or arrived <= 0 or Fraction(spent, arrived) + allowed >= Fraction(gone, days):
            continue
        yield Alert(
            snapshot.command("report", "progress", "--by", "fund"),
            fund.id,
            amount_fen=divided(arrived * gone, days) - spent,
            details=phrase(
                "rate {rate}, elapsed {elapsed}", rate=str(rate(spent, arrived)), elapsed=str(rate(gone, days))
            ),
        )


def year_end_balance(snapshot: Snapshot) -> Iterator[Alert]:
    """At the last year's end before or on the day a fund kept too much of what it received in that year, and still has too much."""
    year = int(snapshot.day[:4]) - (snapshot.day[5:] != "12-31")
    if year < 1949:
        return
    end = f"{year}-12-31"
    if not _received(snapshot, year):  # to sum all that came before takes a while
        return
    found = carried(snapshot.connection, f"{year}-01-01", end)
    for id in sorted(found.keys() & snapshot.funds.keys()):  # what was merged away holds nothing of its own
        moved = found[id]
        received = moved.get("received", 0) - moved.get("returned", 0)
        closing, fund = moved.get("closing", 0), snapshot.funds[id]
        most = Fraction(snapshot.limits["year_end_balance_percent"]) / 100 * received
        if fund.lends or received <= 0 or closing <= most or fund.cash_fen <= most:
            continue
        yield Alert(
            snapshot.command("report", "carryover", "--year", str(year), period=False),
            id,
            amount_fen=closing,
            days=snapshot.days(end),
            details=phrase("{rate} of what {year} brought", rate=str(rate(closing, received)), year=year),
        )


def _received(snapshot: Snapshot, year: int) -> bool:
    """Whether any fund received something in a year."""
    sql = "SELECT 1 FROM fund f WHERE EXISTS (SELECT 1 FROM entry e WHERE e.fund_id = f.id AND e.kind = 'receipt' AND e.date BETWEEN :first AND :last) LIMIT 1"
    return snapshot.connection.value(sql, {"first": f"{year}-01-01", "last": f"{year}-12-31"}) is not None


def disbursed_unspent(snapshot: Snapshot) -> Iterator[Alert]:
    """What was moved to an implementing office so long ago and reached no final payee."""
    before = snapshot.back(int(snapshot.limits["disbursed_days"]))
    for cell, held in snapshot.cells.items():
        if (held["disbursed"] or 0) <= (held["spent"] or 0):
            continue
        found = waiting(snapshot.inflows.get("disbursement", {}).get(cell, []), held["spent"] or 0, before)
        if found is not None:
            fund, project, village = cell
            since, left = found
            yield Alert(
                snapshot.listed("disbursement", fund=fund, project=project, village=village),
                fund,
                project,
                village,
                amount_fen=left,
                days=snapshot.days(since),
                details=phrase("since {date}", date=since),
            )


def idle(snapshot: Snapshot) -> Iterator[Alert]:
    """Cash that waits since so long, but not yet as long as `idle_long` asks."""
    return _idle(snapshot, "idle_years", "idle_long_years")


def idle_long(snapshot: Snapshot) -> Iterator[Alert]:
    return _idle(snapshot, "idle_long_years", None)


def _idle(snapshot: Snapshot, least: str, below: str | None) -> Iterator[Alert]:
    for fund in snapshot.funds.values():
        since = snapshot.clocks.get(fund.id)
        if since is None or since > snapshot.day or fund.cash_fen <= 0:
            continue
        years = years_between(since, snapshot.day)
        if years >= snapshot.limits[least] and (below is None or years < snapshot.limits[below]):
            yield Alert(
                snapshot.command("report", "carryover"),
                fund.id,
                amount_fen=fund.cash_fen,
                days=snapshot.days(since),
                details=phrase("since {date}", date=since),
            )


def unallocated(snapshot: Snapshot) -> Iterator[Alert]:
    """What a fund states as its budget, else what it received, and no project has."""
    before = snapshot.back(int(snapshot.limits["unallocated_days"]))
    for fund in snapshot.funds.values():
        if fund.lends or fund.unallocated_fen <= 0:
            continue
        found = (
            _received_waits(snapshot, fund, before)
            if fund.budget_fen is None
            else _budget_waits(snapshot, fund, before)
        )
        if found is not None:
            since, left = found
            yield Alert(
                snapshot.shown("report", "fund", noun="fund", period=True),
                fund.id,
                amount_fen=left,
                days=snapshot.days(since),
                details=phrase("since {date}", date=since),
                qualifier=fund.qualifier,
                adds=fund.adds,
            )


def _received_waits(snapshot: Snapshot, fund: Fund, before: str) -> tuple[str, int] | None:
    return waiting(snapshot.arrived.get(fund.id, []), fund.held["allocated"] or 0, before)


def _budget_waits(snapshot: Snapshot, fund: Fund, before: str) -> tuple[str, int] | None:
    """A budget waits since the fund's own clock began, else since the year it is of; where neither is known, nobody can say.

    In a year to come nothing of it waits yet.
    """
    if fund.year is not None and f"{fund.year}-01-01" > snapshot.day and not fund.moved:
        return None
    since = snapshot.clocks.get(fund.id) or (f"{fund.year}-01-01" if fund.year is not None else None)
    if since is None or since > before:
        return None
    return since, fund.unallocated_fen
