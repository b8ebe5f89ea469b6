"""Projects: money before the confirmations, no agreement, past their planned end, dearer than planned."""

from collections.abc import Iterator
from functools import cache

from aidtrack.nouns.document import DOCUMENT_KINDS
from aidtrack.nouns.step import CONFIRMATIONS
from aidtrack.phrase import Said, listed, phrase
from aidtrack.reports import step
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import Snapshot
from aidtrack.store.records.settings import step_labels
from aidtrack.values.dates import days_since
from aidtrack.values.money import rate, yuan

_MOST_NAMED = 3
_ASKED = ("proposal", *CONFIRMATIONS)


def unconfirmed(snapshot: Snapshot) -> Iterator[Alert]:
    """Money is set aside for a project that has not passed its proposal and six confirmations 一提出六确认."""
    labels = step_labels(snapshot.connection)
    none = step.Progress()

    @cache
    def said(missing: tuple[str, ...]) -> Said:
        if len(missing) > _MOST_NAMED:
            return phrase("{count} steps are missing", count=len(missing))
        return phrase("missing: {steps}", steps=listed([labels.get(name, name) for name in missing]))

    for project, allocated in snapshot.paid_for.items():
        passed = snapshot.progress.get(project, none).passed
        missing = tuple(name for name in _ASKED if name not in passed) if passed else _ASKED
        if missing:
            yield _of_project(snapshot, project, "step", amount_fen=allocated, details=said(missing))


def no_agreement(snapshot: Snapshot) -> Iterator[Alert]:
    """Money is set aside for a project without an agreement: neither its number nor a document."""
    signed = with_agreement(snapshot)
    for project, allocated in snapshot.paid_for.items():
        if snapshot.facts(project)["agreement_no"] is None and project not in signed:
            command = snapshot.shown("document", "list", noun="project", option=True)
            yield Alert(command, project=project, village=_home(snapshot, project), amount_fen=allocated)


def with_agreement(snapshot: Snapshot) -> set[int]:
    """The projects that a document of kind agreement, dated no later than the day, is of."""
    sql = "SELECT DISTINCT project_id FROM document WHERE project_id IS NOT NULL AND kind = :kind AND coalesce(date, '') <= :day"
    params = {"kind": DOCUMENT_KINDS["agreement"], "day": snapshot.day}
    return {row[0] for row in snapshot.connection.rows(sql, params)}


def overdue_project(snapshot: Snapshot) -> Iterator[Alert]:
    """A planned end is past and the work not complete, as `report step` says."""
    for project, facts in snapshot.projects.items():
        if step.is_overdue(facts, snapshot.day):
            end = str(facts["planned_end"])
            left = phrase("planned end {date}", date=end)
            yield _of_project(snapshot, project, "step", days=days_since(end, snapshot.day), details=left)


def over_plan(snapshot: Snapshot) -> Iterator[Alert]:
    """More is spent on, or allocated to, a project than its planned cost allows."""
    for project, money in sorted(snapshot.money.items()):
        planned = snapshot.facts(project)["planned_cost"] if project else None
        taken = max(money["spent"], money["allocated"])
        if planned is not None and _exceeds(snapshot, taken, int(planned)):
            what = phrase("spent") if money["spent"] == taken else phrase("allocated")
            share = rate(taken, int(planned)) or phrase("{amount} yuan", amount=yuan(taken))
            yield _of_project(
                snapshot, project, "project", amount_fen=taken - int(planned), details=phrase("{what} {rate} of the plan", what=what, rate=share)
            )  # fmt: skip


def change_over_plan(snapshot: Snapshot) -> Iterator[Alert]:
    """A change of plan whose amount exceeds the planned cost so far; one that did not pass changes nothing."""
    for project, steps in sorted(snapshot.steps.items()):
        planned = snapshot.facts(project)["planned_cost"]
        for one in steps:
            if one.name != "change" or one.result == "failed" or planned is None or one.amount_fen is None:
                continue
            if _exceeds(snapshot, one.amount_fen, int(planned)):
                details = phrase("changed {date}", date=one.date) if one.date else None
                yield _of_project(snapshot, project, "step", amount_fen=one.amount_fen - int(planned), details=details)


def _exceeds(snapshot: Snapshot, fen: int, planned_fen: int) -> bool:
    return (fen - planned_fen) * 100 > planned_fen * snapshot.limits["over_plan_percent"]


def _home(snapshot: Snapshot, project: int) -> int | None:
    return snapshot.homes.get(project)


def _of_project(
    snapshot: Snapshot, project: int, report: str, *, amount_fen: int | None = None, days: int | None = None, details: Said | None = None
) -> Alert:  # fmt: skip
    command = snapshot.shown("report", report, noun="project", period=True)
    return Alert(
        command, project=project, village=_home(snapshot, project), amount_fen=amount_fen, days=days, details=details
    )
