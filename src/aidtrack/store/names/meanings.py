"""All that a text may mean: by code, by name or alias, by a path that ends in a name, by id."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from aidtrack.nouns import NOUNS
from aidtrack.nouns.village import PLACE
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.alike import Alike
from aidtrack.store.names.index import Index
from aidtrack.store.names.indexes import Indexes
from aidtrack.store.names.named import Named
from aidtrack.store.names.sure import sure
from aidtrack.values.ids import is_id
from aidtrack.values.text import key

_MANY = 9  # rows of one name, of which not each is looked at


class Meanings(Indexes):
    """The rows of a noun that a text may mean, each as the one that stands for it.

    In a sheet (`in_sheets`) a number is an id only where nothing is called so: its columns hold names.
    """

    def __init__(self, connection: Connection, *, in_sheets: bool = False) -> None:
        super().__init__(connection)
        self.in_sheets = in_sheets
        self._alikes: dict[tuple[str, str], Alike] = {}
        self._homes: dict[tuple[str, str], tuple[int, Mapping[int, list[int]], list[int]]] = {}

    def meant(self, noun: str, text: str, place: Mapping[str, str] | None = None) -> list[int]:
        """The ids of all that `text` may mean."""
        index = self.index(noun)
        said = sure(text)
        if said is not None and said.by != "ref":  # only entries have one
            found = index.codes.get(key(said.word)) if said.by == "code" else said.id
            return [index.standing(found)] if found is not None and found in index.rows else []
        hits = self._called(noun, text, place or {})
        by_code = index.codes.get(key(text))
        if by_code is not None:
            hits = [by_code, *hits]
        if not (self.in_sheets and hits) and not place and is_id(text) and int(text) in index.rows:
            hits = [*hits, int(text)]
        return index.all_standing(hits)

    def meant_in(self, noun: str, text: str, village: int) -> list[int]:
        """Of all that `text` may mean those at home there, or all where none is. Thousands are told apart once, as long as nothing has come since."""
        changes = self.changes(noun)
        known = self._homes.get((noun, text))
        if known is None or known[0] != changes:
            hits, of_village = self.meant(noun, text), defaultdict[int, list[int]](list)
            for id in hits:
                of_village[self.home(noun, id) or 0].append(id)
            known = changes, of_village, hits
            if len(hits) >= _MANY:
                self._homes[noun, text] = known
        return known[1].get(village) or known[2]

    def only(self, noun: str, text: str) -> int | None:
        """The id of the `noun` that `text` names, where it names one and no other."""
        hits = self.meant(noun, text)
        return hits[0] if len(hits) == 1 else None

    def _called(self, noun: str, text: str, place: Mapping[str, str]) -> list[int]:
        """The ids of all whose name or path `text` is, merged rows too: first those called so as a whole."""
        index = self.index(noun)
        hits = [*index.spelled(text), *self._on_paths(index, text)]
        suffix = NOUNS[noun].suffix
        if not hits and suffix:
            whole = [] if text.endswith(suffix) else index.spelled(text + suffix)
            hits = [*whole, *self._on_paths(index, text, suffix)]
        if not hits and noun == "village":
            from aidtrack.store.names.written_on import behind_their_places

            hits = [*dict.fromkeys(behind_their_places(index, text))]
        for level, value in place.items():
            hits = _lying_in(index, hits, PLACE.index(level), value)
        return hits

    def _on_paths(self, index: Index, text: str, suffix: str = "") -> list[int]:
        """Those that `text`, with the end that people leave out, names as a path, parted at any of its strokes: names may hold some themselves."""
        parts = text.rstrip("/ ").split("/")
        found: list[int] = []
        for at in range(1, len(parts)):
            before, name = "/".join(parts[:at]).strip(), "/".join(parts[at:])
            if name and not (suffix and name.endswith(suffix)):
                ids = self._likely(index, name + suffix, before)
                found += [id for id in ids if self._fits(index.rows[id], index, before, name)]
        return found

    def _likely(self, index: Index, name: str, before: str) -> Iterable[int]:
        """Of those with this name, of which there may be thousands, the few that `_fits` need be asked of; else all."""
        ids = index.spelled(name)
        if len(ids) < _MANY or not before:
            return ids
        code, _, rest = before.partition("/")
        of_office = key(code) in self._office_codes
        if of_office and not rest:
            return ids
        found = [self._placed(index, name, ids, words) for words in (before, *([rest] if of_office else []))]
        return sorted({id for some in found for id in some})

    def _placed(self, index: Index, name: str, ids: list[int], before: str) -> Iterable[int]:
        alike = self._alike(index, name, ids)
        if index.noun == "village":
            return min((alike.having(0, key(word)) for word in before.split("/") if word.strip()), key=len, default=ids)
        return [
            id
            for at, part in enumerate(index.key_fields)
            for told in ([key(before)] if part.refers is None else self.meant(part.refers, before))
            for id in alike.having(at, told)
        ]

    def _alike(self, index: Index, name: str, ids: list[int]) -> Alike:
        """What is known of these, as long as nothing has come since."""
        changes = self.changes(index.noun)
        known = self._alikes.get((index.noun, key(name)))
        if known is None or known.changes != changes:
            known = Alike(index, ids, self.standing, changes)
            self._alikes[index.noun, key(name)] = known
        return known

    @cached_property
    def _office_codes(self) -> frozenset[str]:
        return frozenset(map(key, (self.connection.parts or {}).values()))

    def _fits(self, row: Named, index: Index, before: str, name: str) -> bool:
        """Whether what stands before a name belongs to it: any run of a village's ancestors, another noun's own part.

        Nothing before the stroke (`/道路硬化`) is what has this name itself and no such part.
        """
        if (parts := self.connection.parts) is not None:
            code, _, rest = before.partition("/")
            if key(code) == key(parts.get(row.id // SPAN, "")):
                if not rest:
                    return True
                before = rest
        if not before:
            return key(row.name) == key(name) and not any(row.key_values)
        if index.noun == "village":
            levels = iter([key(str(level)) for level in row.key_values if level])
            return all(key(word) in levels for word in before.split("/") if word.strip())
        for part, value in zip(index.key_fields, row.key_values, strict=True):
            if value is None:
                continue
            if part.refers is None:
                if key(str(value)) == key(before):
                    return True
            elif self.index(part.refers).standing(int(str(value))) in self.meant(part.refers, before):
                return True
        return False

    def fits(self, noun: str, id: int, before: str) -> bool:
        """Whether `before`, a stroke and its name are a path to this row, whatever else they are."""
        index = self.index(noun)
        return self._fits(index.rows[id], index, before.strip(), index.rows[id].name)


def _lying_in(villages: Index, ids: list[int], level: int, place: str) -> list[int]:
    """Those that lie in a place of this level; where none says so, those of which nothing is known there."""
    known = {id: villages.rows[id].key_values[level] for id in ids}
    return [id for id in ids if key(str(known[id] or "")) == key(place)] or [id for id in ids if not known[id]]
