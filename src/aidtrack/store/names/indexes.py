"""The names of a store, each noun's read once, when it is first asked for."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.index import Index

if TYPE_CHECKING:
    from aidtrack.store.names.homonyms import Homonyms


class Indexes:
    """What is known of the rows of each noun by their names, and the names by their rows."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._indexes: dict[str, Index] = {} if connection.kept is None else connection.kept

    def index(self, noun: str) -> Index:
        """What is known of a noun's rows, read when it is first asked for."""
        if noun not in self._indexes:
            self._indexes[noun] = Index(self.connection, noun)
        return self._indexes[noun]

    def name(self, noun: str, id: int | None) -> str | None:
        """The name of a row; None where there is none (0 is "not assigned")."""
        return self.index(noun).rows[id].name if id else None

    @cached_property
    def homonyms(self) -> "Homonyms":
        """The rows that share their names, as they are now."""
        from aidtrack.store.names.homonyms import Homonyms

        return Homonyms(self.connection)

    def shown(self, noun: str, id: int | None) -> str | None:
        """The same for a cell of a report, where people read what tells it apart from others of that name."""
        return self.homonyms.of(noun).get(id) or self.name(noun, id) if id else None

    def home(self, noun: str, id: int) -> int | None:
        """The village that is part of a row's key: a project's, a household's."""
        index = self.index(noun)
        at = next((at for at, part in enumerate(index.key_fields) if part.refers == "village"), None)
        found = index.rows[id].key_values[at] if at is not None else None
        return None if found is None else int(found)

    def every(self, noun: str) -> Iterable[str]:
        """The names of all rows of a noun, once for each that has it."""
        return [row.name for row in self.index(noun).rows.values()]

    def changes(self, noun: str) -> int:
        """How often anything has come or changed that tells its names apart."""
        index = self.index(noun)
        beside = [self.index(part.refers) for part in index.key_fields if part.refers]
        return sum(one.changes for one in (index, *beside))

    def standing(self, noun: str, id: int) -> int:
        """The id of the row that stands for one that was merged; its own else."""
        return self.index(noun).standing(id)
