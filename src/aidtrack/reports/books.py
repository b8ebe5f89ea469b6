"""`db close` and `db reopen`: through which day the books are closed, what the funds came to then, and the head of the log."""

from datetime import date

from aidtrack.phrase import phrase
from aidtrack.reports.fund import fund
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.head import head
from aidtrack.values.report import Report, Row, Table, column


def turned(connection: Connection, id: int, today: date) -> Report:
    """What a row of `closed_books` says; of a closing with the figures of the funds at the end of its day."""
    names = ("period", "through", "reason", "at", "actor")
    [values] = connection.rows(f"SELECT {', '.join(names)} FROM closed_books WHERE id = :id", {"id": id})
    said: Row = {**dict(zip(names, values, strict=True)), "head": head(connection)}
    columns = [
        column("period", "账期"), column("through", "结账至", "date"), column("reason", "原因", hidden=said["reason"] is None),
        column("at", "时间", "time"), column("actor", "操作人"), column("head", "日志链头"),
    ]  # fmt: skip
    books = Table("books", phrase("Books"), columns, [said], single=True)
    title = phrase("Books")
    through = values[1]
    if through is None:
        return Report("books", title, [books])
    [funds] = fund(connection, None, Period(end=through, today=today.isoformat())).tables
    return Report("books", title, [books, funds], through, closed=True)
