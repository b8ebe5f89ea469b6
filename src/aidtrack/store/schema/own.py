"""What people added to a store for themselves, over an upgrade: taken out of its way, made again after it, or named."""

from collections.abc import Collection, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.store.engine.connection import Connection


@dataclass(frozen=True, slots=True)
class Own:
    """An object that is none of aidtrack's. What `refuses` may change or refuse what is recorded: it is not made again."""

    what: str  # kind and name
    drop: str  # blank where it goes with something of ours
    make: Sequence[str]
    probe: str | None = None  # SQL that fails where it was made but is of no use
    refuses: bool = False


def take_out(connection: Connection, own: Collection[Own]) -> None:
    for one in own:
        if one.drop:
            connection.dbapi.execute(one.drop)


def put_back(connection: Connection, own: Collection[Own]) -> dict[str, str]:
    """Make what does not refuse again, whatever leans on whatever; returns what cannot be made, with the database's reason."""
    waiting = [one for one in own if not one.refuses]
    while waiting:
        failed = {one.what: reason for one in waiting if (reason := _made(connection, one)) is not None}
        if len(failed) == len(waiting):
            return failed
        waiting = [one for one in waiting if one.what in failed]
    return {}


def _made(connection: Connection, one: Own) -> str | None:
    """None where it stands now, or why it does not."""
    try:
        with connection.attempt():
            for statement in (*one.make, *([] if one.probe is None else [one.probe])):
                connection.dbapi.execute(statement).close()
    except Exception as error:
        return str(error).strip().split("\n")[0]
    return None
