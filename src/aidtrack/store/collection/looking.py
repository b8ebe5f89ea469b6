"""A collection as it is asked for: as one of its offices has it, as some do, or all of it."""

from collections.abc import Mapping, Sequence

from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.store.collection import missing, offices
from aidtrack.store.collection.missing import NOTHING
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.places import Absent
from aidtrack.store.engine.collections import is_collection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.identity import identity
from aidtrack.store.schema.triggers import schema_on
from aidtrack.values.text import safe

_ANY = "*"


def look(connection: Connection, words: Sequence[str], *, without_missing: bool = False) -> Mapping[str, Sequence[str]]:
    """By the codes, names or numbers of offices, or the beginning of a code (`62*`). Raises Refused for what names none or several.

    Where what is read is of several offices, the connection knows their codes (`parts`), and rows of one name are told apart by them; of
    one it knows which (`one`). `without_missing`: what servers keep that do not answer is left out; returns by server the codes and names
    of what lacks so of what is asked for. Raises Environment where that is all of it.
    """
    if not is_collection(connection):
        for word in words:
            _require_own(connection, word)
        return {}
    lacks = missing.leave_out(connection) if without_missing else NOTHING
    known = offices.every(connection)
    named = [one for word in words for one in _named(word, known, lacks.offices)]
    chosen = [one for one in named if isinstance(one, Office)]
    lacking = [one for one in lacks.offices if one in named or not words]
    if words and not chosen:
        raise missing.unanswered(lacking)
    numbers = {one.number: one.code for one in chosen or known}
    schema_on(connection.engine).look_at(connection, [*numbers] if chosen else [])
    if len(numbers) != 1 or not chosen or lacking:
        connection.parts = numbers
    else:
        [connection.one] = numbers
    lacks.leave_out_again(connection)
    return missing.said(lacking, [] if words else lacks.places)


def _named(word: str, known: Sequence[Office], away: Sequence[Absent]) -> list[Office | Absent]:
    every: list[Office | Absent] = [*known, *away]
    if not word.endswith(_ANY):
        return [offices.called(every, word)]
    found = [one for one in every if one.code.startswith(word.removesuffix(_ANY))]
    if not found:
        raise offices.unknown(word)
    return found


def _require_own(connection: Connection, word: str) -> None:
    who = identity(connection)
    own = [one for one in (who.office, who.office_name, who.number) if one is not None]
    begins = word.endswith(_ANY) and (who.office or "").startswith(word.removesuffix(_ANY))
    if word not in own and not (begins and who.office):
        raise Refused(
            t("This store is not that of the office “{name}”.", name=safe(word)),
            t("Leave out --office; whose the store is: aidtrack db info."),
        )
