"""Why an answer is empty: the words asked for by `--where` that none of its rows has, and the near ones that some have."""

from collections.abc import Iterable, Iterator, Sequence

from aidtrack.phrase import Joined, Phrase, Said, Word, phrase
from aidtrack.reports.asking.asked import EQUAL, Asked, Wish
from aidtrack.reports.asking.cells import NUMERIC, Labels, Spoken, holds_nothing
from aidtrack.values.homonym import read
from aidtrack.values.nearness import near_sentence
from aidtrack.values.report import Column, Content, Table
from aidtrack.values.text import key, safe

_NO_WORDS = (*NUMERIC, "date", "time", "sentence")


def unmet(before: Sequence[Table], after: Sequence[Table], asked: Asked) -> list[Said]:
    """The sentences of an answer that has no row left of those of `before`."""
    if any(table.rows for table in after) or not any(table.rows for table in before):
        return []
    return [said for wish in asked.where for said in _of_wish(before, wish, asked)]


def _of_wish(tables: Sequence[Table], wish: Wish, asked: Asked) -> Iterator[Said]:
    words: dict[str, None] = {}
    for table in tables:
        column = asked.named(table.columns, wish.column)
        if column is not None:
            labels = table.labels.get(column.name, {})
            words |= dict.fromkeys(
                word for row in table.rows for word in _words(row.get(column.name), labels, asked.spoken)
            )
    column = next((found for table in tables if (found := asked.named(table.columns, wish.column))), None)
    if column is not None:
        yield from no_such_word(column, wish, words)


def no_such_word(column: Column, wish: Wish, words: Iterable[str]) -> Iterator[Said]:
    """The sentence that none of these `words`, which people read in a column, is the one asked for."""
    if wish.operator != EQUAL or not wish.text or column.kind in _NO_WORDS or column.personal:
        return
    known = [*words]
    if key(wish.text) not in map(key, known):
        said = phrase("No row has the {field} “{word}”.", field=column.label, word=safe(wish.text))
        near = near_sentence(wish.text, known)
        yield phrase("{problem} {suggestion}", problem=said, suggestion=near) if near else said


def _words(cell: Content, labels: Labels, spoken: Spoken) -> list[str]:
    """What people read of a cell, as words to be asked for."""
    if holds_nothing(cell):
        return []
    if isinstance(cell, tuple):
        return [spoken(flag.said) for flag in cell]
    if isinstance(cell, (Phrase, Word, Joined)):
        return [spoken(cell)]
    return [spoken(labels.get(str(cell), read(str(cell))))]
