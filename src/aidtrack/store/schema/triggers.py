"""The guards as each engine runs them: append-only tables, the rules of `ledger/guards.py`, the running balances.

A refused row fails with `aidtrack G1` … `aidtrack G9`, `aidtrack ref` or `aidtrack kind`, on a server the commit with `aidtrack act` or
`aidtrack owed`; `store/engine/driver_errors.py` reads that.
"""

from collections.abc import Collection
from typing import Protocol

from aidtrack.store.engine.collections import is_collection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.engine import Engine, Guard
from aidtrack.store.schema import postgresql, sqlite
from aidtrack.store.schema.own import Own


class EngineSchema(Protocol):
    """What the file of an engine holds, at its top level; each `connection` is in a transaction."""

    def triggers(self) -> list[tuple[str, str]]:
        """(name, SQL) of everything that guards a store of this engine, in the order of creation."""

    def suspended(self) -> list[Guard]:
        """What steps aside inside an act of several steps, which applies the same rules to the whole at its end."""

    def take_in_sound(self, connection: Connection) -> bool:
        """As `take_in` where the store itself judges the act's entries and finds them sound. Where it does not nobody changes what
        the rules ask of them until the transaction ends, and it is as if it had not been tried.
        """

    def take_in(self, connection: Connection) -> None:
        """The balances take in the entries of the act, whose totals stand in the temporary table NEW_SUMS, after they were judged."""

    def settle(self, connection: Connection) -> None:
        """The balances say all that was recorded, also by a run that goes on."""

    def known_to_plans(self, connection: Connection) -> None:
        """What a run brought so far is known to whoever plans by numbers."""

    def claim_refs(self, connection: Connection, first: int, last: int) -> int:
        """The 流水号 of the act's entries with these ids stand for them, but for those that are in use; returns how many do."""

    def free_refs(self, connection: Connection, batch_id: int, first: int, last: int) -> int:
        """The 流水号 of a batch that is taken back can be given again; returns how many there were."""

    def unchanged(self, present: str | None, made: str) -> bool:
        """Whether what a store has under the name of a trigger or function of ours is what we made."""

    def prepare(self, connection: Connection) -> None:
        """The table in which Alembic keeps the schema's number."""

    def seal(self, connection: Connection, schema: int) -> None:
        """What says that the store is of this schema, beside Alembic's own table."""

    def drops(self, connection: Connection, views: Collection[str]) -> list[str]:
        """What takes the triggers and these views of ours away, so that a migration can rebuild tables."""

    def look_at(self, connection: Connection, numbers: Collection[int]) -> None:
        """From here on a connection that reads a collection reads of these offices alone, or of all (`windows.py`)."""

    def own(
        self, connection: Connection, tables: Collection[str], views: Collection[str], indexes: Collection[str] | None
    ) -> list[Own]:
        """What people added that stands in a migration's way or would go with it; the names are those of our own, as far as they are known."""


def schema_on(engine: Engine) -> EngineSchema:
    return sqlite if engine.NAME == "sqlite" else postgresql


def triggers(engine: Engine) -> list[tuple[str, str]]:
    return schema_on(engine).triggers()


def guards(connection: Connection) -> list[tuple[str, str]]:
    """(name, SQL) of everything that guards this store. What offices hand over was judged already: a collection guards its own log, no more."""
    made = triggers(connection.engine)
    if not is_collection(connection):
        return made
    return [(name, sql) for name, sql in made if sql.startswith("CREATE FUNCTION") or name.startswith("audit_")]
