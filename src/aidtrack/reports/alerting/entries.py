"""Entries that look wrong: one voucher paid twice, a day that has not come, a day before the fund's year."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from aidtrack.dataclass import dataclass
from aidtrack.ledger.holding import held, moved
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import listed
from aidtrack.phrase import Joined, Said, phrase
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import Snapshot
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.records.payees import payees
from aidtrack.values.dates import day_limit
from aidtrack.values.text import key

_PAID = listed(tuple(name for name, kind in KINDS.items() if kind.payee))
_MOVED = listed(tuple(name for name, kind in KINDS.items() if kind.payee or kind.cash))  # by which money moves


@dataclass(frozen=True, slots=True)
class _Paid:
    """An entry with a voucher that still holds money. `other` is its payee, or the fund, household or loan that is one for its kind."""

    id: int
    kind: str
    year: str
    voucher: str
    payee: str | None
    other: str | None
    held_fen: int


def voucher_twice(snapshot: Snapshot) -> Iterator[Alert]:
    """Two entries of one kind with the same voucher in one year, to the same payee or one that is not stated, both still standing.

    Each office has numbers of its own, which begin anew each year, and one voucher may pay several payees.
    """
    known = payees(snapshot.connection)
    found: dict[tuple[int, str, str, str], list[_Paid]] = defaultdict(list)
    for one in _repeated(snapshot):
        found[one.id // SPAN, one.kind, one.year, one.voucher].append(one)
    for (office, kind, year, voucher), entries in sorted(found.items()):
        for same in _of_one(entries):
            paid = dict.fromkeys(known.shown(one.payee) for one in same if one.payee is not None)
            days = ("--from", f"{year}-01-01", "--to", min(f"{year}-12-31", snapshot.when.end or "9999"))
            yield Alert(
                snapshot.command(kind, "list", "--voucher", voucher, *days, period=False, office=office),
                subject=Joined((Joined((KINDS[kind].label, voucher), " "), *paid), " · "),
                amount_fen=sum(one.held_fen for one in same[1:]),
                details=phrase("entries {ids}", ids=", ".join(str(one.id) for one in same)),
                office=office,
            )


def _of_one(entries: Sequence[_Paid]) -> list[list[_Paid]]:
    """The entries to one and the same, each time two or more; one that does not say to whom may be to any."""
    named: dict[str, list[_Paid]] = defaultdict(list)
    for one in entries:
        if one.other is not None:
            named[key(one.other)].append(one)
    unnamed = [one for one in entries if one.other is None]
    groups = [[*group, *unnamed] for group in named.values()] or [unnamed]
    return [group for group in groups if len(group) > 1]


def _repeated(snapshot: Snapshot) -> list[_Paid]:
    """The entries whose voucher stands in several of one kind and year; what was taken back whole, and what took it back, left out.

    Vouchers alone are sorted in half the time; where none comes again, as in most stores, no entry is read a second time.
    """
    standing = "amount_fen > 0 AND date <= :end"
    rows = snapshot.connection.rows(
        f"""WITH again AS (
            SELECT voucher FROM entry WHERE voucher IS NOT NULL AND {standing} GROUP BY voucher HAVING count(*) > 1)
        SELECT id, kind, year, voucher, payee, other, held FROM (
            SELECT e.id, e.kind, twice.year, e.voucher, e.payee,
                CASE WHEN e.kind IN {_PAID} THEN e.payee
                     ELSE CAST(coalesce(e.household_id, e.loan_id, e.fund_id) AS TEXT) END AS other,
                {held("e", ":end")} AS held
            FROM entry e JOIN (
                SELECT voucher, kind, substr(date, 1, 4) AS year FROM entry
                WHERE EXISTS (SELECT 1 FROM again) AND voucher IN (SELECT voucher FROM again) AND {standing}
                GROUP BY voucher, kind, substr(date, 1, 4) HAVING count(*) > 1) twice
              ON twice.voucher = e.voucher AND twice.kind = e.kind AND twice.year = substr(e.date, 1, 4)
            WHERE EXISTS (SELECT 1 FROM again)
              AND e.amount_fen > 0 AND e.reverses_id IS NULL AND e.date <= :end AND e.kind IN {_MOVED}) standing
        WHERE held > 0 ORDER BY id""",
        {"end": snapshot.when.params["end"]},
    )
    return [
        _Paid(id, kind, year, voucher, payee, other, int(fen)) for id, kind, year, voucher, payee, other, fen in rows
    ]


def future_dated(snapshot: Snapshot) -> Iterator[Alert]:
    """Dated after the day of this run: what has not happened is no entry."""
    limit = day_limit(date.fromisoformat(snapshot.when.today))
    for fund, kind, count, first, fen in _dated(snapshot, "e.date > :limit", {"limit": limit}):
        yield _dated_alert(snapshot, fund, kind, fen, phrase("{count} entries, the first of {date}", count=count, date=first), first=first)  # fmt: skip


def before_year(snapshot: Snapshot) -> Iterator[Alert]:
    """Dated before the year that its fund is of."""
    condition = "f.year IS NOT NULL AND e.date < CAST(f.year AS TEXT) || '-01-01'"
    for fund, kind, count, first, fen in _dated(snapshot, condition, {}):
        last = f"{int(snapshot.funds[fund].year or 0) - 1}-12-31"
        yield _dated_alert(snapshot, fund, kind, fen, phrase("{count} entries, the first of {date}", count=count, date=first), last=last)  # fmt: skip


def _dated(snapshot: Snapshot, condition: str, params: dict[str, object]) -> list[tuple[int, str, int, str, int]]:
    """(fund, kind, number, first day, fen) of entries whose day is wrong; found along each fund's days, not all entries."""
    return snapshot.connection.rows(
        f"""SELECT id, kind, sum(moved), min(CASE WHEN moved = 1 THEN date END), sum(fen) FROM (
            SELECT f.id, e.kind, e.date, e.amount_fen AS fen, CASE WHEN {moved("e")} THEN 1 ELSE 0 END AS moved
            FROM fund f JOIN entry e ON e.fund_id = f.id WHERE {condition} AND e.date <= :end) dated
        GROUP BY id, kind HAVING sum(fen) <> 0 ORDER BY id, kind""",
        {**params, "end": snapshot.when.params["end"]},
    )


def _dated_alert(
    snapshot: Snapshot,
    fund: int,
    kind: str,
    fen: int,
    details: Said,
    *,
    first: str | None = None,
    last: str | None = None,
) -> Alert:
    span = [
        word
        for option, day in (("--from", first), ("--to", last or snapshot.when.end))
        if day
        for word in (option, day)
    ]
    command = snapshot.command(kind, "list", "--fund", snapshot.chosen("fund", fund), *span, period=False)
    return Alert(command, fund, subject=KINDS[kind].label, amount_fen=int(fen), details=details)
