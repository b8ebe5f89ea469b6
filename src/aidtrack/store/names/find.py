"""Finding the village, fund, project … that a person means. Never a guess: several hits are listed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from aidtrack.codes import Code, unknown
from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import some_of, spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.village import PLACE
from aidtrack.phrase import Said
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.alike import Alike
from aidtrack.store.names.formerly import as_it_lies_now, lay_there
from aidtrack.store.names.homonyms import Homonyms
from aidtrack.store.names.index import Index, Named
from aidtrack.store.names.refs import by_ref, stands_for
from aidtrack.store.names.sure import sure
from aidtrack.store.names.written_on import behind_their_places, several
from aidtrack.values import personal
from aidtrack.values.field import Field
from aidtrack.values.ids import is_id
from aidtrack.values.kinds import Value
from aidtrack.values.money import yuan
from aidtrack.values.nearness import closest_sentence
from aidtrack.values.text import key, safe

_MOST_NAMED = 10
_MANY = 9  # rows of one name, of which not each is looked at


class NotFound(Refused):
    """No such thing, or several."""


class NothingNear(NotFound):
    """No such thing, and none whose name is near."""


# (noun, name, the places beside, its village) → the id of what is made for a name that nothing has; None where nothing is.
Missing = Callable[[str, str, Mapping[str, str], int | None], int | None]


@dataclass()
class Names:
    """The names in a store, each noun's read once.

    In a sheet (`in_sheets`) a number is an id only where nothing is called so: its columns hold names.
    """

    connection: Connection
    in_sheets: bool = False
    missing: Missing | None = None
    _indexes: dict[str, Index] = field(default_factory=dict)
    _alikes: dict[tuple[str, str], Alike] = field(default_factory=dict)
    _homes: dict[tuple[str, str], tuple[int, Mapping[int, list[int]], list[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.connection.kept is not None:
            self._indexes = self.connection.kept

    def index(self, noun: str) -> Index:
        if noun not in self._indexes:
            self._indexes[noun] = Index(self.connection, noun)
        return self._indexes[noun]

    def name(self, noun: str, id: int | None) -> str | None:
        """The name of a row; None where there is none (0 is "not assigned")."""
        return self.index(noun).rows[id].name if id else None

    @cached_property
    def homonyms(self) -> Homonyms:
        """The rows that share their names, as they are now."""
        return Homonyms(self.connection)

    def shown(self, noun: str, id: int | None) -> str | None:
        """The same for a cell of a report, where people read what tells it apart from others of that name."""
        return self.homonyms.of(noun).get(id) or self.name(noun, id) if id else None

    def home(self, noun: str, id: int) -> int | None:
        """The village that is part of a row's key: a project's, a household's."""
        index = self.index(noun)
        at = next((at for at, part in enumerate(index.key_fields) if part.refers == "village"), None)
        found = index.rows[id].key_values[at] if at is not None else None
        return None if found is None else int(found)

    def find(
        self,
        noun: str,
        text: str,
        *,
        place: Mapping[str, str] | None = None,
        village: int | None = None,
        kind: str = "",
    ) -> int:
        """The id of the `noun` that `text` names. Raises NotFound.

        By code, by name or alias, by its key written as a path (`county/village`, `village/project`, `2018-05/activity`), by id;
        where these name different ones only a word that says which of them it is (`code:X`, `id:3`) names one.
        `place` narrows villages by ancestors given beside (a sheet's 县区 column), `village` what has one of several of a name
        (0: none of them), `kind` says of which an entry is to be looked up.
        """
        if noun == "entry":
            return self._entry(text, kind)
        hits = self._hits(noun, text, place or {}) if village is None else self._in_village(noun, text, village)
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise self.ambiguous(noun, text, hits)
        if self.missing is not None and (made := self.missing(noun, text, place or {}, village)) is not None:
            return made
        if NOUNS[noun].personal:
            text = personal.guarded(text)  # often the name of who lives there
        if place and (known := self.index(noun).named(text)):
            raise self._not_there(noun, text, place, known)
        said = t("There is no {noun} “{name}”.", noun=NOUNS[noun].label, name=safe(text))
        if noun == "village" and (way := several(text, lambda one: bool(self._hits(noun, one, {})))):
            raise NotFound(said, way, code=unknown(noun))
        if near := self.closest(noun, text):
            raise NotFound(said, near, code=unknown(noun))
        raise NothingNear(said, t("List them: aidtrack {noun} list.", noun=noun), code=unknown(noun))

    def _not_there(self, noun: str, text: str, place: Mapping[str, str], known: Sequence[int]) -> NotFound:
        """That no village of a name lies there, and where those of it do; of one that lay there before how it is meant."""
        said = t("There is no village “{name}” in {place}.", name=safe(text), place=safe("、".join(place.values())))
        further = t("Known: {choices}.", choices=_listed([self.path(noun, id) for id in known]))
        values = {"name": text, **place}
        if (moved := lay_there(self.connection, self.index(noun), values)) is not None:
            now = as_it_lies_now(self.index(noun), moved, values)
            further = t("{problem} {suggestion}", problem=further, suggestion=now)
        return NotFound(said, further, code=unknown(noun))

    def closest(self, noun: str, text: str) -> Said:
        """The names that `text` may have been meant for, by the end of a path or as a whole; nothing where none is near."""
        last, likely = text.rpartition("/")[2], self.index(noun).near.likely
        near = closest_sentence(last, likely(last), of_names=True)
        return near or ("" if last == text else closest_sentence(text, likely(text), of_names=True))

    def only(self, noun: str, text: str) -> int | None:
        """The id of the `noun` that `text` names, where it names one and no other."""
        hits = self._hits(noun, text, {})
        return hits[0] if len(hits) == 1 else None

    def every(self, noun: str) -> Iterable[str]:
        return [row.name for row in self.index(noun).rows.values()]

    def choice(self, noun: str, id: int) -> str:
        """The words that name this row and no other: its path, its code, its name with nothing before it, else its id.

        Of a row that was merged they are those of the one that stands for it.
        """
        id = self.index(noun).standing(id)
        row = self.index(noun).rows[id]
        code = row.code and f"code:{row.code}"
        words = (self.path(noun, id), row.code, f"/{row.name}", code, self._whole_path(noun, row), str(id))
        return next((word for word in words if word and self._hits(noun, word, {}) == [id]), f"id:{id}")

    def elsewhere(self, noun: str, id: int) -> str:
        """The same as another store reads it: without the office before it, where nothing of another office is called so."""
        said = self.choice(noun, id)
        office = (self.connection.parts or {}).get(id // SPAN)
        own = said.removeprefix(f"{office}/") if office else said
        return own if own == said or self._hits(noun, own, {}) == [self.index(noun).standing(id)] else said

    def path(self, noun: str, id: int) -> str:
        """`定西市/陇西县/牙河村`, `牙河村/道路硬化`, `2018-05/督查调研`; the name alone where nothing else is known."""
        if (parts := self.connection.parts) is not None:
            before, own = f"{parts.get(id // SPAN, '')}/", self._path(noun, id)
            return own if own.startswith(before) else before + own  # the village before a name has its office already
        return self._path(noun, id)

    def _path(self, noun: str, id: int) -> str:
        index = self.index(noun)
        row = index.rows[id]
        if noun == "village":
            return "/".join([*(str(part) for part in row.key_values[1:] if part), row.name])
        for part, value in zip(index.key_fields, row.key_values, strict=True):
            if value is not None:
                return f"{self._part_words(part, value)}/{row.name}"
        return row.name

    def _whole_path(self, noun: str, row: Named) -> str:
        """`定西市/陇西县/牙河村/道路硬化`: with all that is known of the village before it; nothing where it has none."""
        parts = zip(self.index(noun).key_fields, row.key_values, strict=True)
        villages = [int(str(value)) for part, value in parts if part.refers == "village" and value is not None]
        return f"{self.path('village', villages[0])}/{row.name}" if villages else ""

    def _part_words(self, part: Field, value: Value) -> str:
        if part.refers is None:
            return str(value)
        id = int(str(value))
        name = str(self.name(part.refers, id))
        return name if self.index(part.refers).names_one(name) else self.choice(part.refers, id)

    def _hits(self, noun: str, text: str, place: Mapping[str, str]) -> list[int]:
        """The ids of all that `text` may mean."""
        index = self.index(noun)
        said = sure(text)
        if said is not None and said.by != "ref":  # only entries have one
            found = index.codes.get(key(said.word)) if said.by == "code" else said.id
            return [index.standing(found)] if found is not None and found in index.rows else []
        hits = self._called(noun, text, place)
        by_code = index.codes.get(key(text))
        if by_code is not None:
            hits = [by_code, *hits]
        if not (self.in_sheets and hits) and not place and is_id(text) and int(text) in index.rows:
            hits = [*hits, int(text)]
        return index.all_standing(hits)

    def _in_village(self, noun: str, text: str, village: int) -> list[int]:
        """Of all that `text` may mean those at home there, or all where none is. Thousands are told apart once, as long as nothing has come since."""
        changes = self._changes(self.index(noun))
        known = self._homes.get((noun, text))
        if known is None or known[0] != changes:
            hits, of_village = self._hits(noun, text, {}), defaultdict[int, list[int]](list)
            for id in hits:
                of_village[self.home(noun, id) or 0].append(id)
            known = changes, of_village, hits
            if len(hits) >= _MANY:
                self._homes[noun, text] = known
        return known[1].get(village) or known[2]

    def _called(self, noun: str, text: str, place: Mapping[str, str]) -> list[int]:
        """The ids of all whose name or path `text` is, merged rows too: first those called so as a whole."""
        index = self.index(noun)
        hits = [*index.spelled(text), *self._on_paths(index, text)]
        suffix = NOUNS[noun].suffix
        if not hits and suffix:
            whole = [] if text.endswith(suffix) else index.spelled(text + suffix)
            hits = [*whole, *self._on_paths(index, text, suffix)]
        if not hits and noun == "village":
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
            for told in ([key(before)] if part.refers is None else self._hits(part.refers, before, {}))
            for id in alike.having(at, told)
        ]

    def _alike(self, index: Index, name: str, ids: list[int]) -> Alike:
        """What is known of these, as long as nothing has come since."""
        changes = self._changes(index)
        known = self._alikes.get((index.noun, key(name)))
        if known is None or known.changes != changes:
            known = Alike(index, ids, self._standing, changes)
            self._alikes[index.noun, key(name)] = known
        return known

    def _changes(self, index: Index) -> int:
        """How often anything has come or changed that tells its names apart."""
        beside = [self.index(part.refers) for part in index.key_fields if part.refers]
        return sum(one.changes for one in (index, *beside))

    def _standing(self, noun: str, id: int) -> int:
        return self.index(noun).standing(id)

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
            elif self.index(part.refers).standing(int(str(value))) in self._hits(part.refers, before, {}):
                return True
        return False

    def fits(self, noun: str, id: int, before: str) -> bool:
        """Whether `before`, a stroke and its name are a path to this row, whatever else they are."""
        index = self.index(noun)
        return self._fits(index.rows[id], index, before.strip(), index.rows[id].name)

    def _entry(self, text: str, kind: str) -> int:
        """An entry by its 流水号 in use, which names the newest of what was corrected; or by its id."""
        said = sure(text)
        by, word = (None, text) if said is None else said
        ref = by_ref(self.connection, word) if by in (None, "ref") else None
        own = self._entry_of(word) if by in (None, "id") else None
        hits = [one for one in (ref, own) if one is not None]
        if not hits:
            raise NotFound(t("There is no entry “{name}”.", name=safe(text)), _look_up(kind), code=Code.UNKNOWN_ENTRY)
        if ref is not None and own is not None and stands_for(self.connection, own) != ref:
            told = [f"{word} ({self._entry_words(id)})" for word, id in ((f"ref:{text}", ref), (f"id:{own}", own))]
            raise _ambiguous(text, told, f"id:{own}")
        return hits[0]

    def _entry_of(self, id: str) -> int | None:
        return self.connection.value("SELECT id FROM entry WHERE id = :id", {"id": int(id)}) if is_id(id) else None

    def _entry_words(self, id: int) -> str:
        [(kind, amount)] = self.connection.rows("SELECT kind, amount_fen FROM entry WHERE id = :id", {"id": id})
        return f"{spoken(KINDS[kind].label)} {id}, {yuan(amount)}"

    def ambiguous(self, noun: str, text: str, ids: Iterable[int]) -> NotFound:
        """That a text names several: by what each is named alone."""
        told = [
            f"id:{id}" if choice == str(id) else choice for id, choice in ((id, self.choice(noun, id)) for id in ids)
        ]
        return _ambiguous(text, told, next((one for one in told if not one.startswith("/")), told[0]))


def _lying_in(villages: Index, ids: list[int], level: int, place: str) -> list[int]:
    """Those that lie in a place of this level; where none says so, those of which nothing is known there."""
    known = {id: villages.rows[id].key_values[level] for id in ids}
    return [id for id in ids if key(str(known[id] or "")) == key(place)] or [id for id in ids if not known[id]]


def _look_up(kind: str) -> str:
    if kind:
        return t("List them: aidtrack {noun} list.", noun=kind)
    return t("Look it up: aidtrack find TEXT.")


def _ambiguous(text: str, choices: list[str], one: str) -> NotFound:
    return NotFound(
        t("“{name}” names {count}: {choices}.", name=safe(text), count=len(choices), choices=_listed(choices)),
        t("Say which, as in {choice}.", choice=safe(one)),
        code=Code.AMBIGUOUS_NAME,
    )


def _listed(choices: list[str]) -> str:
    return some_of([safe(choice) for choice in choices], _MOST_NAMED)
