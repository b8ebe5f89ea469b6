"""How long a fund's money has been waiting: its idle clock starts with its first arrangement and is never set back.

Changing a fund's purpose, or carrying it into another year or fund, keeps the original clock (Ministry of Finance 2015, for fiscal
money; here a hint, not a finding). A fund that is part of another and states no day of its own has that one's; one
into which money was moved has the earlier day of the two.
"""

from collections.abc import Mapping
from datetime import date

from aidtrack.ledger.holding import moved
from aidtrack.ledger.moving import transferred
from aidtrack.phrase import Phrase, phrase
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection

AGES = (1, 2)  # years: how audits class idle money


def idle_since(connection: Connection, when: Period) -> dict[int, str]:
    """Fund → the day (month, year) its clock started: as stated, else its origin's, else its first receipt by the period's end."""
    stated = {row[0]: (row[1], row[2]) for row in connection.rows("SELECT id, idle_from, part_of_id FROM fund")}
    # Along each fund's days as far as its first receipt, not over all entries.
    sql = f"""SELECT b.fund_id, (SELECT min(e.date) FROM entry e WHERE e.fund_id = b.fund_id AND e.kind = 'receipt'
            AND e.amount_fen > 0 AND e.date <= :end AND {moved("e")})
        FROM fund_balance b WHERE b.received_fen IS NOT NULL"""
    arrived = {fund: day for fund, day in connection.rows(sql, {"end": when.params["end"]}) if day is not None}
    part_of = {fund: origin for fund, (_, origin) in stated.items()}
    found: dict[int, str] = {}
    for fund in stated:
        line = _line(fund, part_of)
        own = next((str(day) for one in line if (day := stated[one][0]) is not None), None)
        since = own or min((str(arrived[one]) for one in line if one in arrived), default=None)
        if since is not None:
            found[fund] = since
    for left, into in connection.rows(
        f"SELECT x.from_id, x.into_id FROM {transferred(':end')} x ORDER BY x.date, x.id", {"end": when.params["end"]}
    ):
        if known := [found[one] for one in (left, into) if one in found]:
            found[into] = min(known)
    return found


def _line(fund: int, part_of: Mapping[int, int | None]) -> list[int]:
    """A fund, what it is part of, and so on."""
    line: list[int] = []
    at: int | None = fund
    while at is not None and at not in line:
        line.append(at)
        at = part_of[at]
    return line


def years_between(since: str, day: str) -> int:
    """Whole years from a day of any precision (its first day) to a day."""
    start = date.fromisoformat(since + "-01-01"[len(since) - 4 :] if len(since) < 10 else since)
    end = date.fromisoformat(day)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def age_classes() -> list[Phrase]:
    """The names of all ages, the youngest first."""
    return [age_class(years) for years in (0, *AGES)]


def age_class(years: int) -> Phrase:
    """How audits name an age: under one year, one to two, two and more."""
    least, most = AGES
    if years < least:
        return phrase("under {years} year", years=least)
    return (
        phrase("{years} years and more", years=most)
        if years >= most
        else phrase("{first}–{last} years", first=least, last=most)
    )
