"""Which store it is."""

from aidtrack.store.engine.connection import Connection


def store_id(connection: Connection) -> str:
    """Made with the store, and kept in its backups."""
    return str(connection.value("SELECT uuid FROM identity"))
