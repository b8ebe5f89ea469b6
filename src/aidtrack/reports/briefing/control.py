"""The briefing's control: what inspections found and put right, and the documents."""

from aidtrack.nouns.document import DOCUMENT
from aidtrack.nouns.finding import FINDING
from aidtrack.phrase import Said, phrase
from aidtrack.reports import listing
from aidtrack.reports.columns import columns, of_noun
from aidtrack.reports.explain import Explainer
from aidtrack.reports.facts import stated
from aidtrack.reports.figures import summed
from aidtrack.reports.finding import finding
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Row, Table, as_text, id_of


def findings(connection: Connection, when: Period, explainer: Explainer | None) -> Table:
    """How many were open on the period's last day, how many of them overdue, how many closed in the period."""
    still, done = finding(connection, when).tables
    late = [row for row in still.rows if row["days_overdue"] is not None]
    rows: list[Row] = []
    commands: list[list[Said]] = []
    for item, found in ((phrase("Open"), still.rows), (phrase("of them overdue"), late), (phrase("Closed"), done.rows)):
        rows.append({"item": item, "findings": len(found), "amount": summed(row["amount"] for row in found)})
        if explainer:
            commands.append(explainer.sources({"finding": [id_of(row) for row in found]}))
    shown = [*columns("item", "findings"), *of_noun(FINDING, "amount")]
    if not still.rows and not done.rows:
        rows, commands = [], []
    return stated(Table("findings", phrase("Rectification"), shown, rows, explain=commands))


def documents(connection: Connection, when: Period, explainer: Explainer | None) -> Table:
    """The documents whose date may lie in the period."""
    listed = listing.rows(connection, DOCUMENT, when.choice.rows, when.choice.params)
    rows: list[Row] = [row for row in listed if when.overlaps(as_text(row["date"]), None)]
    rows.sort(key=lambda row: (row["kind"] is None, str(row["kind"]), str(row["date"] or "9999"), str(row["name"])))
    shown = of_noun(DOCUMENT, "name", "kind", "doc_no", "parties", "raw", "date")
    commands = explainer.each("document", rows) if explainer else ()
    return stated(Table("documents", phrase("Documents"), shown, rows, explain=commands))
