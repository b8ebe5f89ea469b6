"""`layout list`: how the store reads sheets that come every month, and by which columns it knows them."""

from collections.abc import Sequence

from aidtrack.phrase import phrase
from aidtrack.store.records.layouts import Layout
from aidtrack.values.report import Report, Row, Table, column


def layouts(kept: Sequence[Layout]) -> Report:
    """A row for each; its text is there for machines."""
    rows: list[Row] = [
        {
            "id": one.id,
            "name": one.name,
            "columns": "; ".join("、".join(filter(None, headers)) for headers in one.headers) or None,
            "content": one.content,
        }
        for one in kept
    ]
    columns = [
        column("id", "id", "id"), column("name", "名称"), column("columns", "列"), column("content", "内容", hidden=True),
    ]  # fmt: skip
    return Report("layout", phrase("Layouts"), [Table("layout", phrase("Layouts"), columns, rows)])
