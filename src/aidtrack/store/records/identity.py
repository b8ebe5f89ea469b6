"""Which store it is: an id made with it, and the office that keeps it, which `db setting` may name at any time."""

from dataclasses import dataclass

from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.settings import values


@dataclass(frozen=True, slots=True)
class Identity:
    """A store among others; the rest is None until somebody says it."""

    store_id: str
    office: str | None
    office_name: str | None
    number: str | None


def store_id(connection: Connection) -> str:
    """Made with the store, and kept in its backups."""
    return str(connection.value("SELECT uuid FROM identity"))


def identity(connection: Connection) -> Identity:
    said = values(connection)
    return Identity(store_id(connection), said.get("office"), said.get("office_name"), said.get("number"))
