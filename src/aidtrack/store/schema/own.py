"""What people added to a store for themselves, over an upgrade: taken out of its way, made again after it, or named."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from aidtrack.store.engine.driver_errors import root
from aidtrack.store.engine.engine import Engine


@dataclass(frozen=True, slots=True)
class Own:
    """An object that is none of aidtrack's. What `refuses` may change or refuse what is recorded: it is not made again."""

    what: str  # kind and name
    drop: str  # blank where it goes with something of ours
    make: Sequence[str]
    probe: str | None = None  # SQL that fails where it was made but is of no use
    refuses: bool = False


def take_out(connection: Any, engine: Engine, own: Collection[Own]) -> None:
    """`connection` is SQLAlchemy's, in a transaction."""
    for one in own:
        if one.drop:
            connection.exec_driver_sql(engine.literal(one.drop))


def put_back(connection: Any, engine: Engine, own: Collection[Own]) -> dict[str, str]:
    """Make what does not refuse again, whatever leans on whatever; returns what cannot be made, with the database's reason."""
    waiting = [one for one in own if not one.refuses]
    while waiting:
        failed = {one.what: reason for one in waiting if (reason := _made(connection, engine, one)) is not None}
        if len(failed) == len(waiting):
            return failed
        waiting = [one for one in waiting if one.what in failed]
    return {}


def _made(connection: Any, engine: Engine, one: Own) -> str | None:
    """None where it stands now, or why it does not."""
    connection.exec_driver_sql("SAVEPOINT own")
    try:
        for statement in (*one.make, *([] if one.probe is None else [one.probe])):
            connection.exec_driver_sql(engine.literal(statement)).close()
    except Exception as error:
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT own")
        connection.exec_driver_sql("RELEASE SAVEPOINT own")
        return str(root(error)).strip().split("\n")[0]
    connection.exec_driver_sql("RELEASE SAVEPOINT own")
    return None
