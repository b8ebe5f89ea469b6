"""What a roll-up is by: for each dimension which row a part of the money belongs to, what that row is called, and where it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.nouns.category import CATEGORY
from aidtrack.nouns.project import STAGES
from aidtrack.nouns.village import PLACE
from aidtrack.phrase import Word, phrase
from aidtrack.reports.columns import columns
from aidtrack.reports.dimension import DIMENSIONS, Dimension
from aidtrack.reports.rollup.parts import Part
from aidtrack.reports.rollup.places import DIGITS, places
from aidtrack.reports.village_order import village_order
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.called import Called
from aidtrack.store.names.find import Names
from aidtrack.store.names.homonyms import Homonyms
from aidtrack.store.names.lying import Path
from aidtrack.store.names.words import OpenWords
from aidtrack.store.records.identity import identity
from aidtrack.store.records.payees import payees
from aidtrack.values.report import UNKNOWN, Column, Value
from aidtrack.values.text import key as letters

Key = Any  # hashable, the same at any time
_LAST = (True, "")  # what is not assigned, or not known


@dataclass(frozen=True, slots=True)
class Axis:
    """`columns` are its word and, after it, what tells two of one name apart, the nearest first; `cells` are those of a key."""

    dimension: Dimension
    columns: tuple[str, ...]
    key: Callable[[Part], Key]
    cells: Callable[[Key], tuple[Value, ...]]
    order: Callable[[Key], tuple[object, ...]]

    @property
    def word(self) -> str:
        return self.dimension.word

    @property
    def column(self) -> Column:
        """That of its word; what has none is a row or a column of its own, which is named too."""
        [usual] = columns(self.word)
        unsaid = phrase("not assigned") if self.word in ("fund", "project") else phrase("not stated")
        blank = unsaid if usual.blank == UNKNOWN else usual.blank
        return replace(usual, label=Word(self.word, self.dimension.zh), blank=blank)

    def value(self, key: Key) -> Value:
        return self.cells(key)[0]


def axis(connection: Connection, word: str, found: Sequence[Part]) -> Axis:
    """Of one of the words that roll up; `found` is all that is rolled up by it."""
    one = DIMENSIONS[word]
    if word == "village" or one.field in PLACE:
        return _place(connection, one)
    if word == "office":
        return _office(connection, one)
    if word == "payee":
        return _payee(connection, one, found)
    if word in ("year", "month"):
        part = one.part
        return _plain(one, lambda of: None if of.month is None else of.month[:part])
    if one.is_row:
        return _row(connection, one)
    return _field(connection, one)


def _plain(one: Dimension, key: Callable[[Part], Key], order: Sequence[str] = ()) -> Axis:
    """A word that stands for itself: in the order in which words are declared, else of its signs."""
    at = {word: number for number, word in enumerate(order)}
    return Axis(
        one,
        (one.word,),
        key,
        lambda value: (value,),
        lambda value: _LAST if value is None else (False, at.get(value, len(at)), value),
    )


def _office(connection: Connection, one: Dimension) -> Axis:
    """Of a collection the office whose fund it is, or whose project without money; of a store of one office that."""
    codes = connection.parts
    own = identity(connection).office
    return _plain(one, lambda part: own if codes is None else codes.get((part.fund or part.project) // SPAN))


def _field(connection: Connection, one: Dimension) -> Axis:
    """A field of the fund or the project; spellings of one word, and names of one unit, are one."""
    facts: dict[int, Value] = dict(connection.rows(f"SELECT id, {one.column} FROM {one.of}"))
    if one.word == "implementer":
        called = Called(Names(connection), "organization")
        facts = {id: called.one(text) for id, text in facts.items()}
    if one.word == "category":
        words = OpenWords(connection)
        facts = {id: words.one(CATEGORY, text) for id, text in facts.items()}
    order = [*STAGES] if one.word == "stage" else []
    return _plain(one, lambda part: facts.get(getattr(part, one.of)), order)


def _row(connection: Connection, one: Dimension) -> Axis:
    """Funds and projects in the order in which they were recorded, households by where they live; named by their home."""
    home = () if one.of == "fund" else ("village", "county")
    columns = ["name", *(("v.name", "v.county", "v.id") if home else ())]
    joined = f"{one.of} LEFT JOIN village v ON v.id = {one.of}.village_id" if home else one.of
    homonyms = Homonyms(connection)
    rows = connection.rows(f"SELECT {one.of}.id, {one.of}.{', '.join(columns)} FROM {joined}")
    named = {id: (homonyms.of(one.of).get(id, name), *_home(homonyms, *place)) for id, name, *place in rows}
    at = village_order(connection) if one.of == "household" else {}
    homes = {id: at.get(place[-1], len(at)) for id, _, *place in rows} if at else {}

    def order(id: Key) -> tuple[object, ...]:
        return _LAST if id is None else (False, homes[id], named[id][0], id) if homes else (False, id)

    nobody = (None,) * (1 + len(home))
    return Axis(
        one, (one.word, *home), lambda part: getattr(part, one.of) or None, lambda key: named.get(key, nobody), order
    )


def _home(homonyms: Homonyms, *place: Any) -> tuple[Value, ...]:
    """The village and the county of what lies in a village; nothing of a fund."""
    if not place:
        return ()
    village, county, id = place
    return homonyms.of("village").get(id, village), county


def _payee(connection: Connection, one: Dimension, found: Sequence[Part]) -> Axis:
    """Spellings that differ in case, width and blanks alone are one payee, called as it was at first; heads of households are one row,
    and what holds the name of one is as it is shown.
    """
    spelled: dict[str, str] = {}
    known = payees(connection)
    named: dict[str | None, str | None] = {None: None}
    for part in sorted(found, key=lambda part: part.first):
        if part.payee is not None and part.payee not in named:
            called = known.called(part.payee)
            named[part.payee] = letters(called)
            spelled.setdefault(letters(called), called)
    return Axis(
        one,
        (one.word,),
        lambda part: named[part.payee],
        lambda payee: (spelled.get(payee),),
        lambda payee: _LAST if payee is None else (False, spelled[payee]),
    )


def _place(connection: Connection, one: Dimension) -> Axis:
    """A village, or what villages lie in, by code; places in which no village has one come after those, by name."""
    known = places(connection, named=one.is_row)
    if one.is_row:
        columns = (one.word, *reversed(PLACE))

        at = village_order(connection)
        return Axis(
            one,
            columns,
            lambda part: part.village or None,
            lambda key: (None,) * len(columns) if key is None else (known[key].name, *reversed(known[key].path)),
            lambda key: _LAST if key is None else (False, at[key]),
        )
    level = PLACE.index(one.field)
    codes = _codes(
        {id: place.above(level) for id, place in known.items()},
        {id: place.code for id, place in known.items()},
        DIGITS[level],
    )
    nowhere: Path = (None,) * (level + 1)
    return Axis(
        one,
        tuple(reversed(PLACE[: level + 1])),
        lambda part: known[part.village].above(level) if part.village else nowhere,
        lambda path: tuple(reversed(path)),
        lambda path: (path[-1] is None, path not in codes, codes.get(path, ""), *_named(path)),
    )


def _codes(paths: Mapping[int, Path], codes: Mapping[int, str | None], digits: int) -> dict[Path, str]:
    """The first of the codes that the villages of a place have."""
    found: dict[Path, str] = {}
    for id, path in paths.items():
        code = codes[id]
        if code is not None:
            found[path] = min(code[:digits], found.get(path, "9"))
    return found


def _named(path: Path) -> tuple[tuple[bool, str], ...]:
    return tuple((name is None, name or "") for name in path)
