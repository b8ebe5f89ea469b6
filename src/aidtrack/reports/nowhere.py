"""Why a list is empty: the words it was narrowed by that nothing in the store has, and the near ones that something has, or where
all of them are listed."""

from collections.abc import Iterator, Mapping

from aidtrack.nouns import NOUNS
from aidtrack.phrase import Said, phrase
from aidtrack.reports.filters import NOWHERE
from aidtrack.store.engine.connection import Connection
from aidtrack.values.field import Field, Noun
from aidtrack.values.nearness import near_sentence
from aidtrack.values.text import key, safe

_LOOKED_AT = 20_000  # words of a column; to weigh more takes longer than a person waits for a hint


def nowhere(connection: Connection, declared: Noun, filters: Mapping[str, str], listed_by: str) -> list[Said]:
    """A sentence for every filter (field name → text) whose word is that of no row; `listed_by` is the command whose list it is."""
    found: list[Said] = []
    for noun, field, word in _words(declared, filters):
        if connection.value(f"SELECT 1 FROM {noun.name} WHERE {field.column} = :word LIMIT 1", {"word": word}):
            continue
        known = [str(row[0]) for row in connection.rows(_in_use(noun, field))]
        if field.kind.open and key(word) in map(key, known):
            continue
        said = phrase("No {noun} has the {field} “{word}”.", noun=noun.label, field=field.label, word=safe(word))
        hint = "" if field.personal else near_sentence(word, known)
        if known and not hint:
            lists = listed_by if noun is declared else noun.name
            hint = phrase("Those there are: aidtrack {noun} list --columns {field}.", noun=lists, field=field.name)
        found.append(phrase("{problem} {suggestion}", problem=said, suggestion=hint) if hint else said)
    return found


def _words(declared: Noun, filters: Mapping[str, str]) -> Iterator[tuple[Noun, Field, str]]:
    """The filters by words that anybody may have put in, each with the noun whose field it is; other words are refused where they are unknown."""
    through = {name: field for field in declared.fields for name in field.through}
    for name, text in filters.items():
        by = through.get(name)
        noun = declared if by is None else NOUNS[str(by.refers)]
        field = noun.field(name)
        if field.is_free and text.strip() and text not in NOWHERE:
            yield noun, field, text.strip()


def _in_use(noun: Noun, field: Field) -> str:
    return f"SELECT DISTINCT {field.column} FROM {noun.name} WHERE {field.column} IS NOT NULL LIMIT {_LOOKED_AT}"
