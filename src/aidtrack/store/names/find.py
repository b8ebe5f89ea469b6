"""Finding the village, fund, project … that a person means. Never a guess: several hits are listed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.village import PLACE
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.index import Index, Named
from aidtrack.store.names.refs import by_ref
from aidtrack.values import personal
from aidtrack.values.field import Field
from aidtrack.values.ids import is_id
from aidtrack.values.kinds import Value
from aidtrack.values.text import key, nearest_sentence, safe


class NotFound(Refused):
    """No such thing, or several."""


@dataclass
class Names:
    """The names in a store, each noun's read once; `without` leaves one row out: (noun, id) of the row being changed."""

    connection: Connection
    without: tuple[str, int] | None = None
    _indexes: dict[str, Index] = field(default_factory=dict)

    def index(self, noun: str) -> Index:
        if noun not in self._indexes:
            left_out = self.without[1] if self.without is not None and self.without[0] == noun else None
            self._indexes[noun] = Index(self.connection, noun, left_out)
        return self._indexes[noun]

    def name(self, noun: str, id: int | None) -> str | None:
        """The name of a row; None where there is none (0 is "not assigned")."""
        return self.index(noun).rows[id].name if id else None

    def home(self, noun: str, id: int) -> int | None:
        """The village that is part of a row's key: a project's, a household's."""
        index = self.index(noun)
        at = next((at for at, part in enumerate(index.key_fields) if part.refers == "village"), None)
        found = index.rows[id].key_values[at] if at is not None else None
        return None if found is None else int(found)

    def find(self, noun: str, text: str, *, place: Mapping[str, str] | None = None, village: int | None = None) -> int:
        """The id of the `noun` that `text` names. Raises NotFound.

        By code, by its key written as a path (`county/village`, `village/project`, `2018-05/activity`), by name or alias, by id.
        `place` narrows villages by ancestors given beside (a sheet's 县区 column), `village` what has one of several of a name.
        """
        if noun == "entry":
            return self._entry(text)
        hits = self._hits(noun, text, place or {})
        if village is not None and len(hits) > 1:
            hits = [id for id in hits if self.home(noun, id) == village] or hits
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise self._ambiguous(text, {id: self.choice(noun, id) for id in hits})
        if NOUNS[noun].personal:
            text = personal.guarded(text)  # often the name of who lives there
        if place and (known := self.index(noun).named(text)):
            raise NotFound(
                t("There is no village “{name}” in {place}.", name=safe(text), place=safe("、".join(place.values()))),
                t("Known: {choices}.", choices=_listed([self.path(noun, id) for id in known])),
            )
        raise NotFound(
            t("There is no {noun} “{name}”.", noun=NOUNS[noun].label, name=safe(text)),
            nearest_sentence(text, self.every(noun)) or t("List them: aidtrack {noun} list.", noun=noun),
        )

    def only(self, noun: str, text: str) -> int | None:
        """The id of the `noun` that `text` names, where it names one and no other."""
        hits = self._hits(noun, text, {})
        return hits[0] if len(hits) == 1 else None

    def every(self, noun: str) -> Iterable[str]:
        return [row.name for row in self.index(noun).rows.values()]

    def choice(self, noun: str, id: int) -> str:
        """The words that name this row and no other: its path, its code, its name with nothing before it, else its id."""
        row = self.index(noun).rows[id]
        words = (self.path(noun, id), row.code, f"/{row.name}")
        return next((word for word in words if word and self._hits(noun, word, {}) == [id]), str(id))

    def path(self, noun: str, id: int) -> str:
        """`定西市/陇西县/牙河村`, `牙河村/道路硬化`, `2018-05/督查调研`; the name alone where nothing else is known."""
        index = self.index(noun)
        row = index.rows[id]
        if noun == "village":
            return "/".join([*(str(part) for part in row.key_values[1:] if part), row.name])
        for part, value in zip(index.key_fields, row.key_values, strict=True):
            if value is not None:
                return f"{self._part_words(part, value)}/{row.name}"
        return row.name

    def _part_words(self, part: Field, value: Value) -> str:
        if part.refers is None:
            return str(value)
        id = int(str(value))
        name = str(self.name(part.refers, id))
        return name if len(self.index(part.refers).named(name)) == 1 else self.choice(part.refers, id)

    def _hits(self, noun: str, text: str, place: Mapping[str, str]) -> list[int]:
        """The ids of all that `text` may mean."""
        index = self.index(noun)
        if (by_code := index.codes.get(key(text))) is not None:
            return [by_code]
        hits = index.named(text)  # whose own name may hold “/”
        before, slash, name = ("", "", text) if hits else text.rstrip("/ ").rpartition("/")
        if not hits and name:
            hits = index.named(name)
        if not hits and noun == "village" and name and not name.endswith("村"):
            hits = index.named(name + "村")
        if slash:
            hits = [id for id in hits if self._fits(index.rows[id], index, before.strip(), name)]
        for level, value in place.items():
            hits = [id for id in hits if key(str(index.rows[id].key_values[PLACE.index(level)] or "")) == key(value)]
        if not hits and not slash and not place and is_id(text) and int(text) in index.rows:
            return [int(text)]
        return hits

    def _fits(self, row: Named, index: Index, before: str, name: str) -> bool:
        """Whether what stands before a name belongs to it: any run of a village's ancestors, another noun's own part.

        Nothing before the stroke (`/道路硬化`) is what has this name itself and no such part.
        """
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
            elif value in self._hits(part.refers, before, {}):
                return True
        return False

    def _entry(self, text: str) -> int:
        """An entry by its 流水号 in use, which names the newest of what was corrected; else by its id."""
        found = by_ref(self.connection, text)
        if found is None and is_id(text):
            found = self.connection.value("SELECT id FROM entry WHERE id = :id", {"id": int(text)})
        if found is None:
            raise NotFound(t("There is no entry “{name}”.", name=safe(text)), t("Look it up: aidtrack spending list."))
        return int(found)

    def _ambiguous(self, text: str, choices: Mapping[int, str]) -> NotFound:
        told = [f"id {id}" if choice == str(id) else choice for id, choice in choices.items()]
        return NotFound(
            t(
                "“{name}” names {count}: {choices}.",
                name=safe(text),
                count=len(choices),
                choices=_listed(told),
            ),
            t("Say which, as in {choice}.", choice=safe(next(iter(choices.values())))),
        )


def _listed(choices: list[str]) -> str:
    shown = "、".join(safe(choice) for choice in choices[:10])
    return shown if len(choices) <= 10 else t("{shown} and {more} more", shown=shown, more=len(choices) - 10)
