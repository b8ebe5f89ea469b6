"""What the lines of one run made (`Writer.made`): should the run be refused it has no id any more, so it is told by its line."""

from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer


def line_of(connection: Connection, noun: str, id: int) -> int | None:
    """The line of this run that made a row of a noun, or an entry; None where it was there before."""
    return connection.made.get((noun, id)) if isinstance(connection, Writer) else None


def told(connection: Connection, id: int) -> int | str:
    """How a sentence calls an entry, behind the word for one."""
    line = line_of(connection, ENTRY.name, id)
    return id if line is None else t("of line {line}", line=line)


def then(connection: Connection, id: int, advice: str, noun: str = ENTRY.name) -> str:
    """What can be done with a row, where it will be there when this is read; else nothing."""
    return advice if line_of(connection, noun, id) is None else ""
