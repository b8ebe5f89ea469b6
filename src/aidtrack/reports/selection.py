"""The rows of a noun, or the entries, that a list is made of: what holds anything is counted, and they are read as they are shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.homonyms import OF_VILLAGE, Homonyms
from aidtrack.store.records.relation import relation
from aidtrack.values.field import Field, Noun
from aidtrack.values.homonym import Homonym


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows there are, in how many of them each column holds something, and what a column that was to be summed comes to."""

    count: int
    held: Mapping[str, int]
    sum: int | None = None

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

    def counted(self, *columns: str, summed: str | None = None) -> Counted:
        """One look at all of them; for a reader of a server each look masks their texts anew."""
        sums = "NULL" if summed is None else f"sum({summed})"
        asked = ", ".join(["count(*)", sums, *(f"count({column})" for column in columns)])
        [[count, total, *held]] = self.connection.rows(f"SELECT {asked} FROM {self._relation}", self.params)
        return Counted(count, dict(zip(columns, held, strict=True)), None if total is None else int(total))

    def sum(self, column: str) -> int | None:
        found = self.connection.value(f"SELECT sum({column}) FROM {self._relation}", self.params)
        return None if found is None else int(found)

    def values(self, *columns: str, most: int | None = None) -> list[tuple[Any, ...]]:
        """What stands in these columns, each once and no more than `most`, where the first of them holds something."""
        sql = f"SELECT DISTINCT {', '.join(columns)} FROM {self._relation} WHERE {columns[0]} IS NOT NULL"
        sql += "" if most is None else f" ORDER BY 1 LIMIT {most}"
        return self.connection.rows(sql, self.params)

    def rows(self, *more: str) -> Iterator[tuple[Any, ...]]:
        """Of each row its id, its fields as they are stored, references by the name of what they refer to, and `more` (SQL)."""
        columns, joins = selected(self.declared)
        shared = self._shared()
        of = [f"{self.declared.name}.{self.declared.fields[at].column}" for at in shared]
        listed = ", ".join((f"{self.declared.name}.id", *columns, *more, *of))
        found = self.connection.stream(
            f"SELECT {listed} FROM {self._relation} {joins} ORDER BY {self.order}", self.params
        )
        return _told_apart(found, shared) if shared else found

    def _shared(self) -> dict[int, Mapping[int, Homonym]]:
        """The names that are several rows', by the place of the field that refers to them; what has its village beside it is told apart."""
        homonyms = Homonyms(self.connection)
        nouns = {"village"} if any(field.refers == "village" for field in self.declared.fields) else {*OF_VILLAGE}
        found = {
            at: homonyms.of(field.refers) for at, field in enumerate(self.declared.fields) if field.refers in nouns
        }
        return {at: shared for at, shared in found.items() if shared}

    @property
    def _relation(self) -> str:
        name = self.declared.name
        where = f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""
        first = "" if self.limit is None else f" ORDER BY {self.order} LIMIT {self.limit}"
        return f"(SELECT {name}.* FROM {relation(self.declared)}{where}{first}) {name}"


def _told_apart(
    found: Iterator[tuple[Any, ...]], shared: Mapping[int, Mapping[int, Homonym]]
) -> Iterator[tuple[Any, ...]]:
    """Rows behind whose cells the ids stand that the `shared` names are of."""
    for row in found:
        cells = [*row[: -len(shared)]]
        for (at, names), id in zip(shared.items(), row[-len(shared) :], strict=True):
            cells[1 + at] = names.get(id, cells[1 + at])
        yield tuple(cells)


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
