"""A connection that is asked the same again and again while nothing is written: each look is made once."""

from collections.abc import Mapping
from typing import Any

from aidtrack.store.engine.connection import Connection

_Asked = tuple[str, tuple[tuple[str, object], ...]]


class Remembering(Connection):
    """What `rows` and `value` gave is given again. It is for one answer about what many rows have in common, and for no writing."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection.target, connection.engine, connection.dbapi)
        self.right, self.parts, self.one, self.kept = (
            connection.right,
            connection.parts,
            connection.one,
            connection.kept,
        )
        self._known: dict[_Asked, list[tuple[Any, ...]]] = {}

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        asked = (sql, tuple((params or {}).items()))
        if asked not in self._known:
            self._known[asked] = super().rows(sql, params)
        return [*self._known[asked]]

    def value(self, sql: str, params: Mapping[str, object] | None = None) -> Any:
        found = self.rows(sql, params)
        return found[0][0] if found else None
