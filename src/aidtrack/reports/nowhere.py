"""Why an answer may be empty: the words it was narrowed by that nothing in the store has, and the near ones that something has, or where
all of them are listed."""

from collections.abc import Iterator

from aidtrack.phrase import Said, phrase
from aidtrack.reports.belonging import is_own
from aidtrack.reports.dimension import DIMENSIONS
from aidtrack.reports.filters import NOWHERE, Filters, column_of
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.called import Called
from aidtrack.store.names.find import Names
from aidtrack.store.names.words import among
from aidtrack.store.records.payees import payees
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import YEAR
from aidtrack.values.nearness import near_sentence
from aidtrack.values.text import key, safe

_LOOKED_AT = 20_000  # words of a column; to weigh more takes longer than a person waits for a hint


def nowhere(connection: Connection, declared: Noun, filters: Filters, listed_by: str) -> list[Said]:
    """A sentence for every filter's word that is that of no row; `listed_by` is the command whose list it is."""
    found: list[Said] = []
    for noun, field, word in _words(declared, filters):
        meant = _meant(connection, noun, field, word)
        column = column_of(connection, noun, field)
        held, params = among(column, meant, "word") if meant else ("1 = 0", {})
        if connection.value(f"SELECT 1 FROM {noun.name} WHERE {held} LIMIT 1", params):
            continue
        known = [str(row[0]) for row in connection.rows(_in_use(noun, column))]
        if field.kind.open and key(word) in map(key, known):
            continue
        said = phrase("No {noun} has the {field} “{word}”.", noun=noun.label, field=field.label, word=safe(word))
        if field.may_be_head:
            known = payees(connection).no_heads(known)
        hint = "" if field.personal else near_sentence(word, known)
        if known and not hint:
            lists = listed_by if noun is declared else noun.name
            hint = phrase("Those there are: aidtrack {noun} list --columns {field}.", noun=lists, field=field.name)
        found.append(phrase("{problem} {suggestion}", problem=said, suggestion=hint) if hint else said)
    return found


def _words(declared: Noun, filters: Filters) -> Iterator[tuple[Noun, Field, str]]:
    """The filters by words that anybody may have put in, each with the noun whose field it is; other words are refused where they are unknown."""
    for name, texts in filters.items():
        own = is_own(declared, name)
        noun, field = (declared, declared.field(name)) if own else (DIMENSIONS[name].noun, DIMENSIONS[name].declared)
        if _is_open(field) and (own or not DIMENSIONS[name].is_row):
            for text in texts:
                if text.strip() and text not in NOWHERE:
                    yield noun, field, text.strip()


def _is_open(field: Field) -> bool:
    return field.is_free or field.kind is YEAR


def _meant(connection: Connection, noun: Noun, field: Field, word: str) -> list[object]:
    """As it would be stored; of what names a unit, every text that names the same one."""
    if field.names is not None:
        return [*Called(Names(connection), field.names).alike(noun.name, field.column, word, several=field.several)]
    if field.may_be_head:
        return [*payees(connection).meant(field.column, word)]
    return [field.kind.parse(word)]


def _in_use(noun: Noun, column: str) -> str:
    return f"SELECT DISTINCT {column} FROM {noun.name} WHERE {column} IS NOT NULL ORDER BY 1 LIMIT {_LOOKED_AT}"
