"""`report finding`: what inspections found that is still open, the longest overdue first, and what was put right in the period."""

from collections.abc import Iterable, Mapping, Sequence

from aidtrack.nouns.finding import FINDING
from aidtrack.phrase import Said, phrase
from aidtrack.reports import listing
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.explain import explaining
from aidtrack.reports.figures import summed
from aidtrack.reports.flags import OVERDUE
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.dates import days_since, last_day
from aidtrack.values.report import Content, Report, Row, Table, Value, as_int, as_text

_ABOUT = ("name", "source", "rule", "village", "project", "fund", "found_on", "amount", "measure", "owner", "due")


def finding(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    """What was open on the period's last day, and what was closed in the period."""
    found = listing.rows(connection, FINDING, when.choice.rows, when.choice.params)
    still = still_open(found, when.day)
    done = [
        {**row, "days": days_since(as_text(row["found_on"]), last_day(str(row["closed_on"])))}
        for row in _found_by(found, when.day)
        if not _is_open(row, when.day) and when.overlaps(str(row["closed_on"]), None)
    ]
    done.sort(key=lambda row: str(row["closed_on"]))
    open_columns = [*of_noun(FINDING, *_ABOUT), *columns("days_open", "days_overdue", "flags")]
    done_columns = [*of_noun(FINDING, *_ABOUT, "closed_on"), *columns("days"), *of_noun(FINDING, "evidence")]
    explainer = explaining(connection, when, explain)
    tables = [
        Table(
            name,
            title,
            filled(shown, rows),
            rows,
            stays=("amount", "village", "due", "days_overdue", "days", "flags", "owner"),
            total=_total(rows),
            remarks=_unknown,
            explain=explainer.each("finding", rows) if explainer else (),
        )
        for name, title, shown, rows in (
            ("open", phrase("Open"), open_columns, still),
            ("closed", phrase("Closed"), done_columns, done),
        )
    ]
    return Report("finding", phrase("Findings of inspections"), tables, remarks=_counted)


def _counted(report: Report) -> list[Said]:
    """How many there are of each."""
    still, done = (
        [row for table in report.tables if table.name == name for row in table.summed] for name in ("open", "closed")
    )
    overdue = sum(row["days_overdue"] is not None for row in still)
    return [
        phrase(
            "{open} open, {overdue} of them overdue; {closed} closed.",
            open=len(still), overdue=overdue, closed=len(done),
        )
    ]  # fmt: skip


def still_open(found: Iterable[dict[str, Value]], day: str) -> list[dict[str, Content]]:
    """Those that were found and not closed by `day`, the longest overdue first, with their ages in days."""
    still = [_aged(row, day) for row in _found_by(found, day) if _is_open(row, day)]
    still.sort(
        key=lambda row: (row["days_overdue"] is None, -(as_int(row["days_overdue"]) or 0), str(row["due"] or "9999"))
    )
    return still


def _found_by(found: Iterable[dict[str, Value]], day: str) -> list[dict[str, Value]]:
    return [row for row in found if row["found_on"] is None or str(row["found_on"]) <= day]


def _is_open(row: Mapping[str, Value], day: str) -> bool:
    return row["closed_on"] is None or str(row["closed_on"]) > day


def _aged(row: dict[str, Value], day: str) -> dict[str, Content]:
    late = days_since(as_text(row["due"]), day)
    overdue = late if late is not None and late > 0 else None
    age = days_since(as_text(row["found_on"]), day)
    return {
        **row,
        "days_open": None if age is None else max(age, 0),
        "days_overdue": overdue,
        "flags": (OVERDUE,) if overdue else (),
    }


def _total(rows: Sequence[Row]) -> dict[str, Value]:
    return {"amount": summed(row["amount"] for row in rows)}


def _unknown(table: Table) -> list[Said]:
    """What the total cannot hold (DOMAIN section 4, edge case 11)."""
    count = sum(row["amount"] is None for row in table.summed) if table.sums("amount") else 0
    return [phrase("{count} findings state no amount.", count=count)] if count else []
