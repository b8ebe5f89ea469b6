"""`report document`: plans, agreements, notices … by kind, and whether the file of each is kept as it was taken in."""

from aidtrack.nouns.document import DOCUMENT
from aidtrack.phrase import Said, phrase, words
from aidtrack.reports import listing
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.explain import explaining
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records import document_files
from aidtrack.values.report import Report, Table, as_text

_ABOUT = ("kind", "name", "doc_no", "date", "until", "parties", "village", "project", "fund", "file")
_KEPT = {"kept": "已保存", "missing": "文件缺失", "changed": "文件已变", "unseen": "未查"}


def document(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    """The documents whose date may lie in the period."""
    rows = [
        {
            **row,
            "kept": document_files.condition(connection.target, as_text(row["sha256"])),
        }
        for row in listing.rows(connection, DOCUMENT, when.choice.rows, when.choice.params)
        if when.overlaps(as_text(row["date"]), None)
    ]
    rows.sort(key=lambda row: (row["kind"] is None, str(row["kind"]), str(row["date"] or "9999"), str(row["name"])))
    explainer = explaining(connection, when, explain)
    table = Table(
        "documents",
        phrase("Documents"),
        filled([*of_noun(DOCUMENT, *_ABOUT), *columns("kept")], rows),
        rows,
        labels={"kept": words(_KEPT)},
        explain=explainer.each("document", rows) if explainer else (),
        remarks=_of_unseen,
    )
    return Report("document", phrase("Documents"), [table])


def _of_unseen(table: Table) -> list[Said]:
    if table.has("kept") and any(row["kept"] == "unseen" for row in table.rows):
        return [phrase("The files were not looked at: ${variable} names no folder.", variable=document_files.FOLDER)]
    return []
