"""`--where`, `--sort`, `--limit`, `--columns`, `--no-total` as they were typed, and the columns that they name."""

import re
from collections.abc import Callable, Iterable, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.errors import Usage
from aidtrack.pattern import pattern
from aidtrack.phrase import Joined, Said, Word, english, listed, phrase
from aidtrack.values import personal
from aidtrack.values.nearness import near_sentence
from aidtrack.values.report import Column, Filter
from aidtrack.values.text import apart, key, safe

AT_LEAST, AT_MOST, WITHIN, EQUAL = ">=", "<=", "~", "="
_SPELLED = {
    ">=": AT_LEAST,
    "≥": AT_LEAST,
    "<=": AT_MOST,
    "≤": AT_MOST,
    "~": WITHIN,
    "～": WITHIN,
    "=": EQUAL,
    "＝": EQUAL,
}
_WHERE = pattern(rf"\s*(.+?)\s*({'|'.join(_SPELLED)})\s*(.*?)\s*", re.DOTALL)
_DOWN = "-"


@dataclass(frozen=True, slots=True)
class Wish:
    """One `--where`: the column as it was called, the operator, the text."""

    column: str
    operator: str
    text: str


@dataclass(frozen=True, slots=True)
class Order:
    """One part of `--sort`: the column as it was called, and whether the highest comes first."""

    column: str
    down: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """All of it; of one of which nothing was asked everything stays as it is. `spoken` is how people are spoken to, `spelled` how they
    may spell what they are told: in any language.
    """

    where: tuple[Wish, ...] = ()
    sort: tuple[Order, ...] = ()
    limit: int | None = None
    columns: tuple[str, ...] = ()
    total: bool = True
    spoken: Callable[[Said], str] = english
    spelled: Callable[[Said], Sequence[str]] = lambda said: (english(said),)

    @property
    def of_rows(self) -> tuple[str, ...]:
        """The columns that rows are chosen or ordered by, as they were called."""
        return (*(wish.column for wish in self.where), *(order.column for order in self.sort))

    def named(self, columns: Iterable[Column], word: str) -> Column | None:
        """The column that a word names: its own name, or its heading in either language."""
        wanted = {key(word), key(word.strip("-").replace("-", "_"))}
        columns = list(columns)
        by_name = next((one for one in columns if key(one.name) in wanted), None)
        return by_name or next((one for one in columns if wanted.intersection(map(key, self._headings(one)))), None)

    def has_all(self, columns: Iterable[Column]) -> bool:
        """Whether there is every column that rows are chosen by: of a table without it nobody knows which rows are meant."""
        columns = list(columns)
        return all(self.named(columns, wish.column) for wish in self.where)

    def require_known(self, columns: Iterable[Column], words: Iterable[str]) -> None:
        """Raises Usage where a word names none of the columns."""
        columns = list(columns)
        for word in words:
            if self.named(columns, word) is None:
                spellings = [name for one in columns for name in (one.name, *self._headings(one))]
                every = listed(dict.fromkeys(one.label for one in columns))
                raise Usage(
                    phrase("There is no column “{name}” here.", name=safe(word)),
                    near_sentence(word, dict.fromkeys(spellings)) or phrase("Use one of: {choices}.", choices=every),
                )

    def called(self, columns: Iterable[Column], word: str) -> Said:
        """What people call the column that a word names."""
        column = self.named(columns, word)
        return word if column is None else column.label

    def _headings(self, column: Column) -> tuple[str, ...]:
        return in_words(column.label, self.spelled)


def wished(typed: str) -> Wish:
    """Raises Usage where a text is no condition."""
    found = _WHERE.fullmatch(typed)
    if found is None:
        raise Usage(
            phrase("“{condition}” is no condition.", condition=safe(typed)),
            phrase("Write FIELD=TEXT, FIELD~TEXT (holds it), 'FIELD>=VALUE' or 'FIELD<=VALUE'."),
        )
    column, operator, text = found.groups()
    return Wish(column, _SPELLED[operator], text)


def ordered(typed: str) -> list[Order]:
    """`A,-B`. Raises Usage where it names nothing."""
    found = [(word.lstrip("-－"), word.startswith(("-", "－"))) for word in _names("--sort", typed)]
    return [Order(name.strip(), down) for name, down in found]


def picked(typed: str) -> list[str]:
    """`A,B`. Raises Usage where it names nothing."""
    return _names("--columns", typed)


def _names(option: str, typed: str) -> list[str]:
    names = apart(typed)
    if not names:
        raise Usage(phrase("{option} is blank.", option=option), phrase("Name the columns, as they are headed: A,B,C."))
    return names


def require_shown(column: Column) -> None:
    """Rows are chosen and ordered by names of persons only where these are shown. Raises Usage."""
    if column.personal and not personal.is_revealed():
        raise Usage(
            phrase("“{column}” names persons: rows are not chosen or ordered by it.", column=column.label),
            phrase("Add --show-personal."),
        )


def in_words(said: Said, spelled: Callable[[Said], Sequence[str]]) -> tuple[str, ...]:
    """How scripts and people spell it, in any language, and without what stands in brackets."""
    whole = said.spellings if isinstance(said, Word) else (english(said), *spelled(said))
    return (*whole, *(spelling.partition("(")[0].strip() for spelling in whole if "(" in spelling))


def filters(asked: Asked, columns: Iterable[Column], count: int, of: Said = "") -> list[Filter]:
    """What an answer says of it, in which there are `count` rows to show: `of` which of its tables, where it has several."""
    columns = list(columns)
    found = []
    if asked.where:
        said = listed(
            Joined((asked.called(columns, wish.column), wish.operator, wish.text), " ") for wish in asked.where
        )
        found.append(Filter("where", tuple(f"{w.column}{w.operator}{w.text}" for w in asked.where), said))
    if asked.sort:
        typed = tuple(_DOWN * order.down + order.column for order in asked.sort)
        found.append(Filter("sort", typed, _in_order(asked, columns)))
    if asked.limit is not None:
        cut = phrase("the first {shown} of {count}", shown=asked.limit, count=count)
        told = phrase("“{table}”: {cut}", table=of, cut=cut) if of else cut
        found.append(Filter("limit", (str(asked.limit),), told if asked.limit < count else ""))
    return found


def _in_order(asked: Asked, columns: list[Column]) -> Said:
    """`by county, spent (descending)`."""
    parts = []
    for order in asked.sort:
        called = asked.called(columns, order.column)
        parts.append(phrase("{column} (descending)", column=called) if order.down else called)
    return phrase("by {columns}", columns=listed(parts))
