"""The keys kept beside for earmarks, worked out anew: none is wrong, and none is missing of a text in use."""

from collections.abc import Iterator

from aidtrack.ledger.earmark import spellings
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.spelling import in_use
from aidtrack.values.text import safe


def wrong(connection: Connection) -> Iterator[tuple[str, str]]:
    """(what, problem) of each text whose key and words are not what it says itself."""
    kept: dict[str, list[tuple[int, str]]] = {}
    for text, part, word in connection.rows("SELECT text, part, word FROM spelling ORDER BY text, part, id"):
        kept.setdefault(text, []).append((part, word))
    for text in sorted(kept.keys() | in_use(connection)):
        if kept.get(text, []) != [*enumerate(spellings(text))]:
            yield "spelling", t("“{word}” is not compared as its words say.", word=safe(text))
