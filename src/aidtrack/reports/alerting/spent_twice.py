"""Households that got money twice for the same: out of several funds, or for several projects."""

from collections import defaultdict
from collections.abc import Iterator

from aidtrack.nouns.category import CATEGORY
from aidtrack.phrase import phrase
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import Snapshot
from aidtrack.reports.counted import as_counted, counted_in
from aidtrack.store.names.words import OpenWords
from aidtrack.values.text import safe

Cell = tuple[int, int, int]


def spent_twice(snapshot: Snapshot) -> Iterator[Alert]:
    """Spending on one household for one category in two cells or more within a calendar year, after what came back."""
    for (household, year, category), cells in sorted(_given(snapshot).items()):
        paid = {cell: fen for cell, fen in cells.items() if fen > 0}
        if len(paid) > 1:
            projects = "、".join(dict.fromkeys(safe(str(snapshot.names.name("project", cell[1]))) for cell in paid))
            yield Alert(
                snapshot.command("spending", "list", "--household", snapshot.chosen("household", household), "--year", year, period=False),
                household=household,
                village=snapshot.names.home("household", household),
                subject=category,
                amount_fen=sum(paid.values()),
                details=phrase("{year}: {count} payments in different places: {projects}", year=year, count=len(paid), projects=projects),
            )  # fmt: skip


def _given(snapshot: Snapshot) -> dict[tuple[int, str, str], dict[Cell, int]]:
    """Household, year and category → cell → fen; what has no category is not compared."""
    categories = OpenWords(snapshot.connection)
    households = as_counted("e.household_id", counted_in(snapshot.connection, "household", snapshot.when))
    found: dict[tuple[int, str, str], dict[Cell, int]] = defaultdict(dict)
    for household, year, category, fund, project, village, fen in snapshot.connection.rows(
        f"""SELECT {households}, substr(e.date, 1, 4), p.category, e.fund_id, e.project_id, coalesce(e.village_id, 0), sum(e.amount_fen)
        FROM entry e JOIN project p ON p.id = e.project_id
        WHERE e.household_id > 0 AND e.kind = 'spending' AND p.category IS NOT NULL AND e.date <= :end GROUP BY 1, 2, 3, 4, 5, 6""",
        {"end": snapshot.when.params["end"]},
    ):
        cells = found[household, year, categories.one(CATEGORY, category) or ""]
        cell = (fund, project, village)
        cells[cell] = cells.get(cell, 0) + int(fen)
    return found
