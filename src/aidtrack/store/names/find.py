"""Finding the village, fund, project … that a person means. Never a guess: several hits are listed."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from aidtrack.codes import unknown
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Said
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.not_found import NotFound, NothingNear, ambiguous, listed
from aidtrack.store.names.paths import Paths
from aidtrack.values import personal
from aidtrack.values.nearness import closest_sentence
from aidtrack.values.text import safe

# (noun, name, the places beside, its village) → the id of what is made for a name that nothing has; None where nothing is.
Missing = Callable[[str, str, Mapping[str, str], int | None], int | None]


class Names(Paths):
    """The names in a store, by which each row is found; for a name that nothing has, what is `missing` is made where one is given."""

    def __init__(self, connection: Connection, *, in_sheets: bool = False, missing: Missing | None = None) -> None:
        super().__init__(connection, in_sheets=in_sheets)
        self.missing = missing

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
            from aidtrack.store.names.entry_named import entry_named

            return entry_named(self.connection, text, kind)
        hits = self.meant(noun, text, place) if village is None else self.meant_in(noun, text, village)
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
        if noun == "village":
            from aidtrack.store.names.written_on import several

            if way := several(text, lambda one: bool(self.meant(noun, one))):
                raise NotFound(said, way, code=unknown(noun))
        if near := self.closest(noun, text):
            raise NotFound(said, near, code=unknown(noun))
        raise NothingNear(said, t("List them: aidtrack {noun} list.", noun=noun), code=unknown(noun))

    def _not_there(self, noun: str, text: str, place: Mapping[str, str], known: Sequence[int]) -> NotFound:
        """That no village of a name lies there, and where those of it do; of one that lay there before how it is meant."""
        from aidtrack.store.names.formerly import as_it_lies_now, as_it_lies_there, lay_there

        said = t("There is no village “{name}” in {place}.", name=safe(text), place=safe("、".join(place.values())))
        further = t("Known: {choices}.", choices=listed([self.path(noun, id) for id in known]))
        values = {"name": text, **place}
        if (moved := lay_there(self.connection, self.index(noun), values)) is not None:
            now = as_it_lies_now(self.index(noun), moved, values)
            further = t("{problem} {suggestion}", problem=further, suggestion=now)
        elif len(known) == 1 and self.in_sheets:
            there = as_it_lies_there(self.index(noun), known[0], values)
            further = t("{problem} {suggestion}", problem=further, suggestion=there)
        return NotFound(said, further, code=unknown(noun))

    def closest(self, noun: str, text: str) -> Said:
        """The names that `text` may have been meant for, by the end of a path or as a whole; nothing where none is near."""
        last, likely = text.rpartition("/")[2], self.index(noun).near.likely
        near = closest_sentence(last, likely(last), of_names=True)
        return near or ("" if last == text else closest_sentence(text, likely(text), of_names=True))

    def ambiguous(self, noun: str, text: str, ids: Iterable[int]) -> NotFound:
        """That a text names several: by what each is named alone."""
        told = [
            f"id:{id}" if choice == str(id) else choice for id, choice in ((id, self.choice(noun, id)) for id in ids)
        ]
        return ambiguous(text, told, next((one for one in told if not one.startswith("/")), told[0]))
