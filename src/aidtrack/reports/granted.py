"""Who may do what in a store on a server."""

from collections.abc import Sequence

from aidtrack.phrase import phrase, words
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.rights import OWNER, SAID
from aidtrack.store.records.granted import as_owner, every
from aidtrack.values.report import Report, Row, Table, column
from aidtrack.values.text import safe


def rights(connection: Connection, role: str | None = None) -> Report:
    return Report("granted", phrase("Rights"), [table(connection, role)])


def table(connection: Connection, only: str | None = None) -> Table:
    """The owner first, and who may as much, being a member of that role or a superuser; then each role that was granted something. Or the one."""
    _, owner = connection.engine.role_and_owner(connection)
    owners = [] if only is not None else [owner, *as_owner(connection, owner)]
    rows: list[Row] = [{"role": safe(role), "right": OWNER} for role in owners]
    rows += [{"role": safe(role), "right": word} for _, role, word in every(connection) if only in (None, role)]
    columns = [column("role", "角色"), column("right", "权限")]
    return Table("granted", phrase("Rights"), columns, rows, labels={"right": words(SAID)})


def statements(made: Sequence[str]) -> Report:
    """SQL as `psql -f` takes it; what is no statement is a remark of SQL."""
    rows: list[Row] = [{"statement": f"{one};"} for one in made]
    said = phrase("-- SQL for psql -v ON_ERROR_STOP=1 -f FILE")
    lines = [safe(str(row["statement"])) for row in rows]
    table = Table("statements", phrase("Statements"), [column("statement", "语句")], rows, lines=lines)
    return Report("statements", said, [table])
