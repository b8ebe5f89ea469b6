"""Loans and findings past their day; households helped twice for the same thing."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from aidtrack.nouns.finding import FINDING
from aidtrack.phrase import phrase
from aidtrack.reports import listing
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import Snapshot
from aidtrack.reports.alerting.spent_twice import spent_twice
from aidtrack.reports.finding import still_open
from aidtrack.store.engine.collections import SPAN
from aidtrack.values.report import as_int, id_of
from aidtrack.values.text import key


def overdue_loan(snapshot: Snapshot) -> Iterator[Alert]:
    """Principal fell due and did not come, as `report loan` says; a loan without a term is never late."""
    for loan in snapshot.loans:
        if loan.late:
            yield Alert(
                snapshot.command("loan", "show", str(loan.id), period=False),
                loan.fund_id,
                household=loan.household_id,
                village=snapshot.names.home("household", loan.household_id),
                subject=phrase("loan {id}", id=loan.id),
                amount_fen=loan.overdue_fen,
                days=loan.late[0].days,
                details=phrase("due {date}", date=snapshot.back(loan.late[0].days)),
            )


def overdue_finding(snapshot: Snapshot) -> Iterator[Alert]:
    """What an inspection found is open past its deadline, as `report finding` says."""
    of = {id: ids for id, *ids in snapshot.connection.rows("SELECT id, fund_id, project_id, village_id FROM finding")}
    for row in still_open(listing.rows(snapshot.connection, FINDING), snapshot.day):
        if row["days_overdue"] is not None:
            id = id_of(row)
            fund, project, village = of[id]
            yield Alert(
                f"{snapshot.command('finding', 'show', period=False)} {snapshot.last('finding', id)}",
                fund,
                project,
                village,
                subject=str(row["name"]),
                amount_fen=as_int(row["amount"]),
                days=as_int(row["days_overdue"]),
                details=phrase("due {date}", date=row["due"]),
                office=id // SPAN,
            )


def helped_twice(snapshot: Snapshot) -> Iterator[Alert]:
    """Two measures of one household of the same category, or of the same words, in the same year; or money spent on it twice.

    Of a measure only its deadline and the day it was done are known: its time is the year, or the years, of these.
    """
    measures: dict[int, list[tuple[str, str | None, str | None, str | None]]] = defaultdict(list)
    for household, *of in snapshot.connection.rows(
        "SELECT household_id, name, category, due, done_on FROM measure ORDER BY id"
    ):
        measures[household].append((of[0], of[1], of[2], of[3]))
    for household, mine in sorted(measures.items()):
        for one, other in combinations(mine, 2):
            same = (one[1] and other[1] and key(one[1]) == key(other[1])) or key(one[0]) == key(other[0])
            if same and _years_meet(one[2:], other[2:]):
                yield Alert(
                    snapshot.listed("measure", household=household, period=False),
                    household=household,
                    village=snapshot.names.home("household", household),
                    subject=one[1],
                    details=f"{one[0]} / {other[0]}",
                )

    yield from spent_twice(snapshot)


def _years_meet(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Whether two measures may have been at work in one year; one of no date may be of any."""
    (first, last), (start, end) = _years(one), _years(other)
    return first <= end and start <= last


def _years(days: tuple[str | None, str | None]) -> tuple[str, str]:
    known = [day[:4] for day in days if day is not None]
    return (min(known), max(known)) if known else ("", "9999")


def lent_twice(snapshot: Snapshot) -> Iterator[Alert]:
    """Two loans of one household for the same stated purpose, of both of which something is outstanding."""
    purposes = dict(
        snapshot.connection.rows(
            "SELECT id, purpose FROM entry WHERE household_id > 0 AND kind = 'loan' AND purpose IS NOT NULL"
        )
    )
    owed: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for loan in snapshot.loans:
        if loan.outstanding_fen > 0 and loan.id in purposes:
            owed[loan.household_id, key(purposes[loan.id])].append((loan.id, loan.outstanding_fen))
    for (household, _), mine in sorted(owed.items()):
        if len(mine) > 1:
            yield Alert(
                snapshot.listed("loan", household=household),
                household=household,
                village=snapshot.names.home("household", household),
                subject=str(purposes[mine[0][0]]),
                amount_fen=sum(fen for _, fen in mine[1:]),
                details=phrase("loans {ids}", ids=", ".join(str(id) for id, _ in mine)),
            )
