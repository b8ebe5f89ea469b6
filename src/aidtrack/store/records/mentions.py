"""Fields that name a row of a noun as text, by what it is called (`Field.names`): whoever is written there, alone or among others.

A merge writes the name that stands; a new name is written where that is asked for, for what was signed keeps the name it was signed under.
"""

from collections import Counter
from collections.abc import Mapping, Set

from aidtrack.dataclass import dataclass
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.pattern import pattern
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.names.find import Names
from aidtrack.store.names.words import OpenWords
from aidtrack.store.records import noun_sense, nouns
from aidtrack.store.records.correcting import correcting
from aidtrack.store.records.rows import stored
from aidtrack.values.text import key

_BETWEEN = pattern(r"(\s*[、,，;；]\s*)")
Texts = dict[tuple[str, int], dict[str, object]]  # by noun and id, what the columns of a row that name it come to say


@dataclass(frozen=True, slots=True)
class Renamed:
    """How many rows of each noun name another as text by another name than it has; in which batch they came to say that one, if they did.
    Where they did not, whether what they say still means it (`known`).
    """

    rows: Mapping[str, int]
    batch_id: int | None
    known: bool


def mentions(names: Names, noun: str, id: int, called: str) -> Texts:
    """What the rows say that name the row `id`, and nothing else, by its name or an alias, when they call it otherwise (`called`)."""
    index = names.index(noun)
    words = {word for word in index.rows[id].spellings if index.named(word) == [index.standing(id)]}
    found: Texts = {}
    for other in NOUNS.values():
        stands = " AND same_as_id IS NULL" if other.merges else ""
        for field in (field for field in other.fields if field.names == noun):
            rows = names.connection.rows(
                f"SELECT id, {field.column} FROM {other.name} WHERE {field.column} IS NOT NULL{stands} ORDER BY id"
            )
            for row, text in rows:
                if (said := _written(text, words, called)) != text:
                    found.setdefault((other.name, row), {})[field.column] = said
    return found


def _written(text: str, words: Set[str], called: str) -> str:
    """The text with another name for what these words (by their key) name; a name that would stand there twice stands once."""
    if key(text) in words:
        return called
    parts = _BETWEEN.split(text)
    if not any(key(part) in words for part in parts[::2]):
        return text
    said: list[str] = []
    for at in range(0, len(parts), 2):
        part = called if key(parts[at]) in words else parts[at]
        if part not in said[::2]:
            said += [*([parts[at - 1]] if said else []), part]
    return "".join(said)


def rename(
    writer: Writer, noun: str, id: int, changes: noun_sense.Values, *, words: OpenWords, with_texts: bool
) -> Renamed | None:
    """Change a row; where it is called otherwise then, the rows that name it as text say so too if that is asked for. Raises Refused."""
    called = str({**(stored(writer, noun, id) or {}), **changes}["name"])
    texts = mentions(Names(writer), noun, id, called) if "name" in changes else {}
    rows = Counter(other for other, _ in texts)
    if not (with_texts and texts):
        nouns.edit(writer, noun, id, changes, words=words)
        left = mentions(Names(writer), noun, id, called) if texts else {}
        return Renamed(rows, None, left == texts) if rows else None
    with correcting(writer, "correct", reason=t("called {name} now", name=called), edited=(noun, id)) as act:
        act.edit(noun, id, words.respelled(noun, changes))
        for (other, row), values in texts.items():
            act.edit(other, row, values)
    return Renamed(rows, act.batch_id, True)
