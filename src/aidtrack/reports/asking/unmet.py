"""Why an answer is empty: the words asked for by `--where` that none of its rows has, and the near ones that some have."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from aidtrack.phrase import Joined, Phrase, Said, Word, phrase
from aidtrack.reports.asking.asked import EQUAL, Asked, Wish
from aidtrack.reports.asking.cells import NUMERIC, Labels, holds_nothing
from aidtrack.values.homonym import read
from aidtrack.values.nearness import near_sentence
from aidtrack.values.report import Column, Content, Row, Table
from aidtrack.values.text import key, safe

_NO_WORDS = (*NUMERIC, "date", "time", "sentence")


def unmet(before: Sequence[Table], after: Sequence[Table], asked: Asked) -> list[Said]:
    """The sentences of an answer that has no row left of those of `before`."""
    if any(table.rows for table in after) or not any(table.rows for table in before):
        return []
    read = WordsRead(asked)
    for table in before:
        read.see(table, table.rows)
    return [*read.lacking()]


class WordsRead:
    """What people read in the columns that rows are chosen by."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._columns: dict[Wish, Column] = {}
        self._words: dict[Wish, dict[str, None]] = {wish: {} for wish in asked.where}

    def see(self, table: Table, rows: Iterable[Row]) -> None:
        """Rows of a table; all of them were looked at."""
        rows = [*rows]
        for wish, words in self._words.items():
            column = self._asked.named(table.columns, wish.column)
            if column is not None:
                labels = table.labels.get(self._columns.setdefault(wish, column).name, {})
                for row in rows:
                    words |= dict.fromkeys(_words(row.get(column.name), labels, self._asked.spoken))

    def lacking(self) -> Iterator[Said]:
        """The sentences of what was asked for and is not among them."""
        for wish, column in self._columns.items():
            yield from no_such_word(column, wish, self._words[wish])


def no_such_word(column: Column, wish: Wish, words: Iterable[str]) -> Iterator[Said]:
    """The sentence that none of these `words`, which people read in a column, is the one asked for."""
    if wish.operator != EQUAL or not wish.text or column.kind in _NO_WORDS or column.personal:
        return
    known = [*words]
    if key(wish.text) not in map(key, known):
        said = phrase("No row has the {field} “{word}”.", field=column.label, word=safe(wish.text))
        near = near_sentence(wish.text, known)
        yield phrase("{problem} {suggestion}", problem=said, suggestion=near) if near else said


def _words(cell: Content, labels: Labels, spoken: Callable[[Said], str]) -> list[str]:
    """What people read of a cell, as words to be asked for."""
    if holds_nothing(cell):
        return []
    if isinstance(cell, tuple):
        return [spoken(flag.said) for flag in cell]
    if isinstance(cell, (Phrase, Word, Joined)):
        return [spoken(cell)]
    return [spoken(labels.get(str(cell), read(str(cell))))]
