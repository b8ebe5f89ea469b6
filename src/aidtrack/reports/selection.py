"""The rows of a noun, or the entries, that a list is made of: what holds anything is counted, and they are read as they are shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.relation import relation
from aidtrack.values.field import Field, Noun


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows there are, and in how many of them each column holds something."""

    count: int
    held: Mapping[str, int]

    def holds(self, column: str) -> bool:
        return self.held[column] > 0


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of a noun that all `conditions` leave, in this order; with a `limit` the first of them."""

    connection: Connection
    declared: Noun
    conditions: Sequence[str]
    params: Mapping[str, object]
    order: str
    limit: int | None = None

    @property
    def whole(self) -> "Selection":
        """All of them, however many are shown."""
        return replace(self, limit=None)

    def count(self) -> int:
        return int(self.connection.value(f"SELECT count(*) FROM {self._relation}", self.params))

    def counted(self, *columns: str) -> Counted:
        """One look at all of them."""
        counts = ", ".join(f"count({column})" for column in columns)
        [[count, *held]] = self.connection.rows(f"SELECT count(*), {counts} FROM {self._relation}", self.params)
        return Counted(count, dict(zip(columns, held, strict=True)))

    def sum(self, column: str) -> int | None:
        found = self.connection.value(f"SELECT sum({column}) FROM {self._relation}", self.params)
        return None if found is None else int(found)

    def values(self, *columns: str) -> list[tuple[Any, ...]]:
        """What stands in these columns, each once, where the first of them holds something."""
        sql = f"SELECT DISTINCT {', '.join(columns)} FROM {self._relation} WHERE {columns[0]} IS NOT NULL"
        return self.connection.rows(sql, self.params)

    def rows(self, *more: str) -> Iterator[tuple[Any, ...]]:
        """Of each row its id, its fields as they are stored, references by the name of what they refer to, and `more` (SQL)."""
        columns, joins = selected(self.declared)
        listed = ", ".join((f"{self.declared.name}.id", *columns, *more))
        return self.connection.stream(
            f"SELECT {listed} FROM {self._relation} {joins} ORDER BY {self.order}", self.params
        )

    @property
    def _relation(self) -> str:
        name = self.declared.name
        where = f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""
        first = "" if self.limit is None else f" ORDER BY {self.order} LIMIT {self.limit}"
        return f"(SELECT {name}.* FROM {relation(self.declared)}{where}{first}) {name}"


def selected(declared: Noun) -> tuple[list[str], str]:
    """The columns of a noun's fields, references by the name of what they refer to."""
    columns, joins = [], []
    for field in declared.fields:
        if named_by(field):
            alias = f"{field.name}_named"
            joins.append(f"LEFT JOIN {field.refers} {alias} ON {alias}.id = {declared.name}.{field.column}")
            columns.append(f"{alias}.name")
        else:
            columns.append(f"{declared.name}.{field.column}")
    return columns, " ".join(joins)


def named_by(field: Field) -> bool:
    """Whether it refers to what has a name; an entry has none."""
    return field.refers not in (None, "entry")
