"""Which offices of a collection other servers keep."""

from collections.abc import Sequence

from aidtrack.phrase import phrase
from aidtrack.store.collection import places
from aidtrack.store.collection.offices import Office
from aidtrack.store.engine.connection import Connection
from aidtrack.values.report import Report, Row, Table, column


def placed(connection: Connection, known: Sequence[Office]) -> Report:
    """A row for each place: which server keeps it, and how many of the `known` offices are there."""
    rows: list[Row] = [
        {"prefix": f"{one.prefix}*", "server": one.server, "offices": sum(office.number in one for office in known)}
        for one in places.every(connection)
    ]
    columns = [column("prefix", "单位代码"), column("server", "服务器"), column("offices", "单位数")]
    return Report("placed", phrase("Places"), [Table("placed", phrase("Places"), columns, rows)])
