"""After somebody was forgotten the file is written anew: what a row held before may be read in its free places else."""

from contextlib import closing

from aidtrack.phrase import Said, phrase
from aidtrack.store.engine.connection import Connection, connect, engine_for
from aidtrack.store.engine.target import Target
from aidtrack.values.text import safe


def wipe(target: Target) -> list[Said]:
    """Nothing where it was, or need not be; else that it could not, and why."""
    try:
        with closing(connect(target, "rw")) as dbapi:
            connection = Connection(target, engine_for(target), dbapi)
            connection.engine.wipe(connection)
    except Exception as error:
        if engine_for(target).trouble(error) is None:
            raise
        reason = safe(str(error).strip().split("\n")[0])
        return [phrase("The file may still hold the name in free places ({reason}).", reason=reason)]
    return []
