"""What is known of a word of the categories, by its key: how it is spelled, and the sector under which it is published."""

from aidtrack.nouns import NOUNS
from aidtrack.nouns.category import CATEGORY, SECTORS
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.values.lists import OpenKind
from aidtrack.values.text import key


def word(connection: Connection, typed: str) -> str | None:
    """The word as it is spelled where it is declared or in use; None where it is neither."""
    wanted = key(str(CATEGORY.parse(typed)))
    return next((one for one in [*CATEGORY.declared(), *_in_use(connection)] if key(one) == wanted), None)


class Sectors:
    """The sector of every word of which one is known: what the office says whose word it is, else the article's words'."""

    def __init__(self, connection: Connection) -> None:
        self._usual = {key(word): sector for word, sector in SECTORS.items()}
        rows = connection.rows("SELECT id, name, sector FROM category WHERE sector IS NOT NULL ORDER BY id")
        self._said = {(id // SPAN, key(name)): sector for id, name, sector in rows}

    def of(self, word: str, id: int = 0) -> str | None:
        """As the office has it that the row with this id is of."""
        return self._said.get((id // SPAN, key(word)), self._usual.get(key(word)))


def sector(connection: Connection, word: str) -> str | None:
    return Sectors(connection).of(word)


def _in_use(connection: Connection) -> list[str]:
    found: dict[str, None] = {}
    for noun in NOUNS.values():
        for field in noun.fields:
            if isinstance(field.kind, OpenKind) and field.kind.open == CATEGORY.open:
                rows = connection.rows(
                    f"SELECT {field.column}, min(id) FROM {noun.name} WHERE {field.column} IS NOT NULL GROUP BY 1 ORDER BY 2"
                )
                found |= {one: None for stored, _ in rows for one in field.kind.words_in(stored)}
    return [*found]
