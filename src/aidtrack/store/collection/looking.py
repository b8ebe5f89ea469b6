"""A collection as it is asked for: as one of its offices has it, as some do, or all of it."""

from collections.abc import Mapping, Sequence

from aidtrack.errors import Environment, Refused
from aidtrack.locale import some_of, t
from aidtrack.store.collection import offices, places
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.places import Absent, Place
from aidtrack.store.engine.collections import is_collection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.identity import identity
from aidtrack.store.schema.passed_over import may_write_for_itself, pass_over
from aidtrack.store.schema.triggers import schema_on
from aidtrack.values.text import safe

_ANY = "*"
_MOST = 10  # offices that are named


Lacks = Mapping[str, Sequence[str]]


def look(connection: Connection, words: Sequence[str], *, without_missing: bool = False) -> Lacks:
    """By the codes, names or numbers of offices, or the beginning of a code (`62*`). Raises Refused for what names none or several.

    Where what is read is of several offices, the connection knows their codes (`parts`), and rows of one name are told apart by them; of
    one it knows which (`one`). `without_missing`: what servers keep that do not answer is left out; returns by server the codes and names
    of what lacks so of what is asked for. Raises Environment where that is all of it.
    """
    if not is_collection(connection):
        for word in words:
            _require_own(connection, word)
        return {}
    missing = _missing(connection) if without_missing else []
    gone = [(one.first, one.next) for place in missing for one in place.numbers]
    if missing:
        may_write_for_itself(connection)
        pass_over(connection, gone)
    away = places.absent(connection, missing)
    known = offices.every(connection)
    named = [one for word in words for one in _named(word, known, away)]
    chosen = [one for one in named if isinstance(one, Office)]
    lacking = [one for one in away if one in named or not words]
    lacks = {} if words else {place.server: list[str]() for place in missing}
    for one in lacking:
        lacks.setdefault(one.server, []).append(safe(f"{one.code} {one.name or ''}".strip()))
    if words and not chosen:
        raise _unanswered(lacks)
    numbers = {one.number: one.code for one in chosen or known}
    schema_on(connection.engine).look_at(connection, [*numbers] if chosen else [])
    if len(numbers) != 1 or not chosen or lacking:
        connection.parts = numbers
    else:
        [connection.one] = numbers
    if missing:
        pass_over(connection, gone)
    return lacks


def _unanswered(lacks: Lacks) -> Environment:
    [(server, some), *_] = lacks.items()
    return Environment(
        t("{server} does not answer, which keeps what was asked for: {offices}.", server=server, offices=some_of(some, _MOST)),
        t("Ask for others: aidtrack report office --without-missing."),
    )  # fmt: skip


def _missing(connection: Connection) -> list[Place]:
    """Those whose server does not answer now."""
    found = []
    for place in places.every(connection):
        try:
            with connection.attempt():
                bounds = {"first": place.numbers[0].first, "next": place.numbers[0].next}
                connection.rows("SELECT 1 FROM office WHERE id >= :first AND id < :next LIMIT 1", bounds)
        except Exception as error:
            trouble = connection.engine.trouble(error)
            if trouble is None or trouble.kind not in ("away", "silent", "down"):
                raise
            found.append(place)
    return found


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
