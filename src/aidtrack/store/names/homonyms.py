"""Rows of one noun that share a name, each with the least before its name that tells it apart from the others.

Villages by one place that they lie in, the county before others (`陇西县/牙河村`), else by all of them; projects and households by
their village. What nothing tells apart has its code or its id behind its name. Names are found by these words too.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from aidtrack.nouns import NOUNS
from aidtrack.nouns.village import PLACE
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.values.homonym import Homonym, read

_LEVELS = ("county", "township", "prefecture", "province")
OF_VILLAGE = ("project", "household")  # what lies in a village
_Row = tuple[int, str, str | None, Sequence[str | None]]  # id, name, code, and what may stand before the name


class Homonyms:
    """Those of a store, each noun's read when it is first asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._of_village: dict[str, Mapping[int, Homonym]] = {}
        self._of_offices: dict[str, Mapping[int, Homonym]] = {}

    def of(self, noun: str) -> Mapping[int, Homonym]:
        """By id those of villages, or of what lies in one; none of other nouns. Where several offices are read those of each noun."""
        if self._connection.parts is not None:
            if noun not in self._of_offices:
                self._of_offices[noun] = self._by_office(noun, self._connection.parts)
            return self._of_offices[noun]
        return self._within(noun)

    def _by_office(self, noun: str, codes: Mapping[int, str]) -> Mapping[int, Homonym]:
        """What two offices call the same, with the office before it; before that what tells it apart at its own."""
        if noun not in NOUNS:
            return {}
        columns = "id, name, same_as_id" if NOUNS[noun].merges else "id, name, NULL"
        own = _told(self._places(SPAN)) if noun == "village" else self._within(noun)
        found: dict[str, list[int]] = {}
        for id, name, same in self._connection.stream(f"SELECT {columns} FROM {noun} ORDER BY id"):
            if same is None:
                found.setdefault(name, []).append(id)
        told: dict[int, Homonym] = {}
        for name, ids in found.items():
            of_office = Counter(id // SPAN for id in ids)
            if len(of_office) > 1:
                at_home = {id: name if of_office[id // SPAN] == 1 else read(own.get(id, name)) for id in ids}
                told |= {id: Homonym(name, f"{codes.get(id // SPAN, '')}/{at_home[id]}") for id in ids}
            elif len(ids) > 1:
                told |= {id: own[id] for id in ids if id in own}
        return told

    def _within(self, noun: str) -> Mapping[int, Homonym]:
        if noun == "village":
            return self._villages
        if noun not in OF_VILLAGE:
            return {}
        if noun not in self._of_village:
            self._of_village[noun] = _told(self._in_villages(noun))
        return self._of_village[noun]

    @cached_property
    def _villages(self) -> Mapping[int, Homonym]:
        return _told(self._places())

    def _places(self, span: int | None = None) -> Iterator[_Row]:
        """Each with the places that it lies in; of names that an office has twice alone, where as many ids are an office's as `span`."""
        alone = len(_LEVELS)
        for id, name, code, *places in self._connection.stream(
            f"SELECT id, name, code, {', '.join((*_LEVELS, *PLACE))} FROM village WHERE {_shared('village', span)} ORDER BY id"
        ):
            yield id, name, code, [*places[:alone], "/".join(part for part in places[alone:] if part) or None]

    def _in_villages(self, noun: str) -> Iterator[_Row]:
        """Each with the name of its village, as that is told apart itself."""
        rows = self._connection.rows(
            f"SELECT n.id, n.name, v.id, v.name FROM (SELECT * FROM {noun} WHERE {_shared(noun)}) n"
            " LEFT JOIN village v ON v.id = n.village_id ORDER BY n.id"
        )
        for id, name, village, called in rows:
            yield id, name, None, [None if village is None else read(self._villages.get(village, called))]


def _shared(noun: str, span: int | None = None) -> str:
    """The SQL condition that a row's name is another's too, or at some office another's; what was merged is one with what it was merged into."""
    own = "same_as_id IS NULL"
    groups = "name" if span is None else f"id / {span}, name"
    return f"{own} AND name IN (SELECT name FROM {noun} WHERE {own} GROUP BY {groups} HAVING count(*) > 1)"


def _told(rows: Iterator[_Row]) -> dict[int, Homonym]:
    of_name: dict[str, list[_Row]] = {}
    for row in rows:
        of_name.setdefault(row[1], []).append(row)
    return {id: one for alike in of_name.values() for id, one in _apart(alike)}


def _apart(alike: Sequence[_Row]) -> Iterator[tuple[int, Homonym]]:
    """Rows of one name, which may be as many as there are offices."""
    counts = [Counter(places) for places in zip(*(row[3] for row in alike), strict=True)]
    bare = sum(not any(row[3]) for row in alike)
    for id, name, code, before in alike:
        yield id, Homonym(name, _words(id, name, code, before, counts, alone=bare == 1))


def _words(
    id: int,
    name: str,
    code: str | None,
    before: Sequence[str | None],
    counts: Sequence[Counter[str | None]],
    *,
    alone: bool,
) -> str:
    for place, count in zip(before, counts, strict=True):
        if place is not None and count[place] == 1:
            return f"{place}/{name}"
    if not any(before) and alone:
        return name
    return f"{name}({code or f'id:{id}'})"
