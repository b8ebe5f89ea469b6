"""Gaps of what is recorded: fields that nobody filled in, projects without a document, entries without a voucher."""

from collections.abc import Callable, Iterator, Sequence

from aidtrack.ledger.entry import KINDS
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.reports import step
from aidtrack.reports.alerting.book import Book
from aidtrack.reports.alerting.projects import with_agreement
from aidtrack.reports.alerting.rule import Alert
from aidtrack.values.dates import days_since

# Money that moves has a voucher; what reaches someone else has a payee (a loan's is its household).
_WITH_VOUCHER = ("receipt", "spending", "loan", "repayment")
_WITH_PAYEE = ("spending", "disbursement")


def project_lacks(field: str) -> Callable[[Book], Iterator[Alert]]:
    """Projects, the cancelled ones apart, in which a field is blank."""

    def find(book: Book) -> Iterator[Alert]:
        for project, facts in _projects(book):
            if facts[field] is None:
                yield _project(book, project)

    return find


def _projects(book: Book) -> list[tuple[int, dict[str, object]]]:
    return [(id, dict(facts)) for id, facts in book.projects.items() if facts["stage"] != "cancelled"]


def _project(book: Book, project: int, *, days: int | None = None, details: str | None = None) -> Alert:
    command = book.shown("project", "show", noun="project", id=project)
    return Alert(command, project=project, village=book.names.home("project", project), days=days, details=details)


def no_document(book: Book) -> Iterator[Alert]:
    rows = book.connection.rows(
        "SELECT DISTINCT project_id FROM document WHERE project_id IS NOT NULL AND coalesce(date, '') <= :day",
        {"day": book.day},
    )
    known = {row[0] for row in rows}
    return (_project(book, project) for project, _ in _projects(book) if project not in known)


def no_agreement(book: Book) -> Iterator[Alert]:
    """Neither its number nor a document, whether or not money is set aside."""
    signed = with_agreement(book)
    for project, facts in _projects(book):
        if facts["agreement_no"] is None and project not in signed:
            yield _project(book, project)


def past_end(book: Book) -> Iterator[Alert]:
    for project, facts in book.projects.items():
        if step.is_overdue(facts, book.day):
            end = str(facts["planned_end"])
            yield _project(book, project, days=days_since(end, book.day), details=t("planned end {date}", date=end))


def lacks(noun: str, column: str) -> Callable[[Book], Iterator[Alert]]:
    """The villages, or funds, in which a column is blank."""
    declared = NOUNS[noun]

    def find(book: Book) -> Iterator[Alert]:
        sql = f"SELECT id FROM {declared.name} WHERE {column} IS NULL ORDER BY id"
        for (id,) in book.connection.rows(sql):
            command = book.shown(noun, "show", noun=noun, id=id)
            yield Alert(command, village=id) if noun == "village" else Alert(command, fund=id)

    return find


def no_plan(book: Book) -> Iterator[Alert]:
    """Households for which no measure is recorded 一户一策."""
    sql = "SELECT h.id, h.village_id FROM household h WHERE NOT EXISTS (SELECT 1 FROM measure m WHERE m.household_id = h.id) ORDER BY h.id"
    for id, village in book.connection.rows(sql):
        yield Alert(book.shown("household", "show", noun="household", id=id), village=village, household=id)


def entries_lack(column: str) -> Callable[[Book], Iterator[Alert]]:
    """Entries, by fund and kind, that still stand and in which `voucher` or `payee` is blank."""
    kinds = _WITH_VOUCHER if column == "voucher" else _WITH_PAYEE

    def find(book: Book) -> Iterator[Alert]:
        for fund, kind, count, fen in _blank(book, column, kinds):
            command = book.command(kind, "list", "--fund", book.chosen("fund", fund), f"--{column}", "")
            yield Alert(
                command, fund, subject=KINDS[kind].label, amount_fen=int(fen), details=t("{count} entries", count=count)
            )

    return find


def _blank(book: Book, column: str, kinds: Sequence[str]) -> list[tuple[int, str, int, int]]:
    of = ", ".join(f"'{kind}'" for kind in kinds)
    return book.connection.rows(
        f"""SELECT fund_id, kind, count(*), sum(held) FROM (
            SELECT e.fund_id + 0 AS fund_id, e.kind, e.amount_fen + coalesce((
                SELECT sum(r.amount_fen) FROM entry r WHERE r.reverses_id = e.id AND r.date <= :end), 0) AS held
            FROM entry e WHERE e.{column} IS NULL AND e.kind IN ({of}) AND e.amount_fen > 0 AND e.reverses_id IS NULL
              AND e.date <= :end) standing
        WHERE held > 0 GROUP BY fund_id, kind ORDER BY fund_id, kind""",
        {"end": book.when.params["end"]},
    )
