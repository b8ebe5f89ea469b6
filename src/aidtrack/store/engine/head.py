"""The newest record of the log: by it a commit that was not confirmed is recognised, and the next record follows it."""

from aidtrack.store.engine.connection import Connection
from aidtrack.values.record import GENESIS


def head(connection: Connection) -> str:
    """The hash of the newest record; GENESIS where there is none."""
    return connection.value("SELECT hash FROM audit ORDER BY id DESC LIMIT 1") or GENESIS
