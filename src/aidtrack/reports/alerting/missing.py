"""Gaps of what is recorded: fields that nobody filled in, projects without a document, entries without a voucher."""

from collections.abc import Callable, Iterator

from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Joined, Said, phrase
from aidtrack.reports import step
from aidtrack.reports.alerting.projects import with_agreement
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import Facts, Snapshot
from aidtrack.store.records.county_codes import misplaced
from aidtrack.values.dates import days_since
from aidtrack.values.text import safe


def project_lacks(field: str) -> Callable[[Snapshot], Iterator[Alert]]:
    """Projects, the cancelled ones apart, in which a field is blank."""

    def find(snapshot: Snapshot) -> Iterator[Alert]:
        return (_project(snapshot, project) for project, facts in _projects(snapshot) if facts[field] is None)

    return find


def _projects(snapshot: Snapshot) -> Iterator[tuple[int, Facts]]:
    return (one for one in snapshot.projects.items() if one[1]["stage"] != "cancelled")


def _project(snapshot: Snapshot, project: int, *, days: int | None = None, details: Said | None = None) -> Alert:
    command = snapshot.shown("project", "show", noun="project")
    return Alert(command, None, project, snapshot.homes[project], None, None, None, days, details)


def no_document(snapshot: Snapshot) -> Iterator[Alert]:
    rows = snapshot.connection.rows(
        "SELECT DISTINCT project_id FROM document WHERE project_id IS NOT NULL AND coalesce(date, '') <= :day",
        {"day": snapshot.day},
    )
    known = {row[0] for row in rows}
    return (_project(snapshot, project) for project, _ in _projects(snapshot) if project not in known)


def no_agreement(snapshot: Snapshot) -> Iterator[Alert]:
    """Neither its number nor a document, whether or not money is set aside."""
    signed = with_agreement(snapshot)
    for project, facts in _projects(snapshot):
        if facts["agreement_no"] is None and project not in signed:
            yield _project(snapshot, project)


def past_end(snapshot: Snapshot) -> Iterator[Alert]:
    for project, facts in snapshot.projects.items():
        if step.is_overdue(facts, snapshot.day):
            end = str(facts["planned_end"])
            yield _project(
                snapshot, project, days=days_since(end, snapshot.day), details=phrase("planned end {date}", date=end)
            )


def lacks(noun: str, column: str) -> Callable[[Snapshot], Iterator[Alert]]:
    """The villages, or funds that have begun, in which a column is blank."""
    declared = NOUNS[noun]

    def find(snapshot: Snapshot) -> Iterator[Alert]:
        sql = f"SELECT id FROM {declared.name} WHERE {column} IS NULL ORDER BY id"
        for (id,) in snapshot.connection.rows(sql):
            if noun == "fund" and id not in snapshot.funds:
                continue
            command = snapshot.shown(noun, "show", noun=noun)
            yield Alert(command, village=id) if noun == "village" else Alert(command, fund=id)

    return find


def code_elsewhere(snapshot: Snapshot) -> Iterator[Alert]:
    """Villages whose code begins as another county's: the door refuses these, older ones stand."""
    for id, odd in sorted(misplaced(snapshot.connection).items()):
        details = Joined((odd.digits, safe(odd.county)), ": ")
        yield Alert(snapshot.shown("village", "show", noun="village"), village=id, details=details)


def no_plan(snapshot: Snapshot) -> Iterator[Alert]:
    """Households for which no measure is recorded 一户一策."""
    sql = "SELECT h.id, h.village_id FROM household h WHERE NOT EXISTS (SELECT 1 FROM measure m WHERE m.household_id = h.id) ORDER BY h.id"
    for id, village in snapshot.connection.rows(sql):
        yield Alert(snapshot.shown("household", "show", noun="household"), village=village, household=id)


def entries_lack(column: str) -> Callable[[Snapshot], Iterator[Alert]]:
    """Entries, by fund and kind, that still stand and in which `voucher` or `payee` is blank."""

    def find(snapshot: Snapshot) -> Iterator[Alert]:
        for fund, kind, count, fen in snapshot.blank[column]:
            command = snapshot.command(kind, "list", "--fund", snapshot.chosen("fund", fund), f"--{column}", "")
            yield Alert(
                command,
                fund,
                subject=KINDS[kind].label,
                amount_fen=fen,
                details=phrase("{count} entries", count=count),
            )

    return find
