"""The words of open lists as the store spells them: two that share a key are one word, in the spelling that was there first."""

from collections.abc import Mapping, Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection
from aidtrack.values.kinds import Kind, Value
from aidtrack.values.text import key


@dataclass()
class OpenWords:
    """The words in a store, read once for each list; `without` leaves one row out: (noun, id) of the row being changed."""

    connection: Connection
    without: tuple[str, int] | None = None
    _lists: dict[str, dict[str, str]] = field(default_factory=dict)  # of each list: spellings by key

    def spelled(self, kind: Kind, word: str) -> str:
        """The store's spelling of a word of an open list; a word that it does not have is known from now on."""
        return self._list(kind.open).setdefault(key(word), word)

    def one(self, kind: Kind, stored: Value) -> str | None:
        """The word by which a report groups a stored one, however that is spelled."""
        return None if stored is None else self.spelled(kind, str(stored))

    def respelled(self, noun: str, values: Mapping[str, object]) -> dict[str, object]:
        """A row's values by column, its open words as the store spells them."""
        found = dict(values)
        for column, kind in ((one.column, one.kind) for one in NOUNS[noun].fields if one.kind.open):
            if found.get(column) is not None:
                found[column] = self.spelled(kind, str(found[column]))
        return found

    def alike(self, noun: str, name: str, word: str) -> list[str]:
        """Every spelling that the field `name` holds of a word; the word alone where it holds none."""
        rows = self.connection.rows(f"SELECT DISTINCT {name} FROM {noun} WHERE {name} IS NOT NULL")
        return [stored for (stored,) in rows if key(stored) == key(word)] or [word]

    def _list(self, name: str) -> dict[str, str]:
        """The words of every field that is of this list, in the order of their rows."""
        if name not in self._lists:
            known = self._lists[name] = {}
            for noun in NOUNS.values():
                left_out = self.without[1] if self.without is not None and self.without[0] == noun.name else 0
                for column in (one.column for one in noun.fields if one.kind.open == name):
                    rows = self.connection.rows(
                        f"SELECT {column}, min(id) FROM {noun.name} WHERE {column} IS NOT NULL AND id <> :id GROUP BY {column} ORDER BY 2",
                        {"id": left_out},
                    )
                    for word, _ in rows:
                        known.setdefault(key(word), word)
        return self._lists[name]


def among(column: str, found: Sequence[object], name: str) -> tuple[str, dict[str, object]]:
    """The SQL condition that a column holds one of `found`, and its parameters, called after `name`."""
    params = {f"{name}_{at}": one for at, one in enumerate(found)}
    return f"{column} IN ({', '.join(f':{param}' for param in params)})", params
