"""Limits of money that are exceeded, with the reasons given for it, and entries that a reason let go where money may not."""

from collections.abc import Iterable, Iterator

from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import ALLOCATED, DISBURSED, SPENT
from aidtrack.phrase import Joined, Said, listed
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import Shown, Snapshot
from aidtrack.reports.flags import OVER_ALLOCATED, OVERDRAWN
from aidtrack.reports.reasons import Over, excusable, misplaced
from aidtrack.values.flag import Flag
from aidtrack.values.quantity import ABOUT, AT_LEAST, AT_MOST

_BEYOND = {AT_LEAST: AT_MOST, ABOUT: ABOUT}  # how much more than a budget of at least, or about, so much
_OVER_SPENT, _OVER_DISBURSED = SPENT.less(ALLOCATED), DISBURSED.less(ALLOCATED)


def overspent(snapshot: Snapshot) -> Iterator[Alert]:
    """G2: a cell from which more is spent than allocated."""
    for (fund, project, village), held in snapshot.cells.items():
        beyond = _OVER_SPENT.fen(held)
        if beyond > 0:
            given = (over for over in snapshot.overs_of.get((fund, project, village), ()) if over.kind == "spending")
            yield Alert(
                _cell_command(snapshot, "spending", fund, project, village),
                fund,
                project,
                village,
                amount_fen=beyond,
                details=_reasons(given),
            )


def over_allocated(snapshot: Snapshot) -> Iterator[Alert]:
    """G1: a fund of which more is allocated than its budget, or than it received where it states none."""
    for fund in snapshot.funds.values():
        if fund.unallocated_fen < 0:
            yield _of_fund(snapshot, fund.id, -fund.unallocated_fen, OVER_ALLOCATED)


def overdrawn(snapshot: Snapshot) -> Iterator[Alert]:
    """G3: a fund whose cash is below zero; more spent than received is always so."""
    for fund in snapshot.funds.values():
        if fund.cash_fen < 0:
            yield _of_fund(snapshot, fund.id, -fund.cash_fen, OVERDRAWN)


def over_received(snapshot: Snapshot) -> Iterator[Alert]:
    """A fund that received more from outside than its exact budget: a plan that was raised, or a receipt entered twice."""
    for fund in snapshot.funds.values():
        if fund.beyond_budget_fen:
            yield Alert(snapshot.listed("receipt", fund=fund.id), fund.id, amount_fen=fund.beyond_budget_fen)


def over_disbursed(snapshot: Snapshot) -> Iterator[Alert]:
    """A disbursement is a memo and has no guard."""
    for (fund, project, village), held in snapshot.cells.items():
        beyond = _OVER_DISBURSED.fen(held)
        if beyond > 0:
            yield Alert(
                _cell_command(snapshot, "disbursement", fund, project, village),
                fund,
                project,
                village,
                amount_fen=beyond,
            )


def with_reason(snapshot: Snapshot) -> Iterator[Alert]:
    """G5, G6, G8, G9: an entry that went, with a reason, where money may not; a reason for a sum is told beside that sum."""
    for over in snapshot.overs:
        broken = misplaced(over)
        if broken:
            yield Alert(
                snapshot.command(over.kind, "show", str(over.id), period=False),
                over.fund_id,
                over.project_id or None,
                over.village_id or None,
                subject=Joined((KINDS[over.kind].label, str(over.id)), " "),
                amount_fen=over.held_fen,
                details=listed([*(flag.said for flag in broken), over.reason]),
            )


def _cell_command(snapshot: Snapshot, kind: str, fund: int, project: int, village: int) -> str | Shown:
    """All of a cell's money where it has a project; else the entries of `kind`."""
    if project:
        return snapshot.shown("report", "project", noun="project", period=True)
    return snapshot.listed(kind, fund=fund, project=project, village=village)


def _of_fund(snapshot: Snapshot, fund: int, beyond_fen: int, flag: Flag) -> Alert:
    given = (over for over in snapshot.overs_of.get((fund,), ()) if flag in excusable(over))
    command = snapshot.shown("report", "fund", noun="fund", period=True)
    inexact = snapshot.funds[fund].qualifier if flag == OVER_ALLOCATED else None
    told = _BEYOND[inexact] if inexact else None
    return Alert(command, fund, amount_fen=beyond_fen, details=_reasons(given), qualifier=told, adds=told is None)


def _reasons(given: Iterable[Over]) -> Said | None:
    reasons = dict.fromkeys(over.reason for over in given)
    return listed(reasons) if reasons else None
