"""Whose names stay at home, and where they may stand though nobody looks for one there."""

from collections.abc import Callable, Collection, Sequence
from functools import cache

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.store.engine.collections import is_collection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.persons import Heads, heads
from aidtrack.values.personal import mask, masks
from aidtrack.values.text import key, safe


@dataclass(frozen=True, slots=True)
class Persons:
    """`heads` are the names that texts are searched for, `masked` is a payee, payer or guarantor without them, and `places` are keys of the
    names of places, in which a head's is none.

    To a reader of a server what stands where names may stand comes masked: he has none, and texts are not searched.
    """

    heads: Heads
    masked: Callable[[str], str]
    are_any: bool
    places: Callable[[], Sequence[str]] = tuple

    def are_told(self, text: object) -> bool:
        """Whether a text that people write as they like holds the name of one."""
        if text is None or not self.heads.in_text(str(text)):
            return False
        rest = key(str(text))
        for place in self.places():
            rest = rest.replace(place, _GAP)
        return self.heads.in_text(rest)

    def unnamed(self, text: str) -> str:
        """What something is called, such as a file, with each name in it masked where it stands."""
        return self.heads.masked(text) if self.are_told(text) else text

    def are_in(self, payee: str) -> bool:
        return self.masked(payee) != payee


def persons(connection: Connection) -> Persons:
    """All heads that there are and were."""
    known = heads(connection)
    return Persons(known, known.masked, bool(known.names), cache(lambda: _places(connection, known)))


def require_nobody_named(connection: Connection, text: str | None) -> None:
    """Of what the log keeps for ever and whoever receives it must read (READ). Raises Refused for a text that holds a head's name.

    Nobody receives what a collection logs of itself, and to read the heads of all its offices takes all of their servers.
    """
    if text and not is_collection(connection) and (known := persons(connection)).are_told(text):
        raise Refused(
            t(
                "“{said}” holds the name of a head of a household. The log would keep it for ever, and it could be handed over with the names alone.",
                said=safe(known.heads.masked(text)),
            ),
            t("Say it without the name, as with the household's code."),
        )


NOBODY = Persons(Heads(set()), str, False)  # of whom all may be told


_GAP = "|"  # in which no name begins or ends
_LEVELS = ("name", "township", "county", "prefecture", "province")


def _places(connection: Connection, heads: Heads) -> list[str]:
    """The longest first. One that is itself a head's name is no place."""
    sql = " UNION ".join(f"SELECT {level} FROM village WHERE {level} IS NOT NULL" for level in _LEVELS)
    known = {key(name) for (name,) in connection.rows(sql)} - heads.names
    return sorted(known - {""}, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Gone:
    """Who is forgotten: by `keys` some of the heads, of whom `every` knows all. A longer name that holds one is somebody else's."""

    keys: frozenset[str]
    every: Heads
    told: Persons

    def masked(self, text: str) -> str:
        """Whom an entry names, without them; where signs that are one only together are parted, all of it but the first."""
        shown = self.every.masked(text, self.keys)
        return shown if shown == text or masks(text, shown) else mask(text)

    def unnamed(self, text: str) -> str:
        """The same of a text that people write as they like, in which the name of a place is nobody's."""
        return self.masked(text) if self.told.are_told(text) else text

    def are_told(self, text: object) -> bool:
        return text is not None and self.unnamed(str(text)) != text


def persons_of(connection: Connection, every: Heads, keys: Collection[str]) -> Gone:
    """Of all heads those whose names have these keys."""
    some = Heads({*keys})
    return Gone(
        frozenset(keys), every, Persons(some, some.masked, bool(keys), cache(lambda: _places(connection, some)))
    )
