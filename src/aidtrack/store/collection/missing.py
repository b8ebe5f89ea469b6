"""Servers that keep some offices of a collection and do not answer: what is read goes without these, and says so."""

from collections.abc import Mapping, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.errors import Environment
from aidtrack.locale import some_of, t
from aidtrack.store.collection import offices, own_rows, places
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.own_rows import OFFICE
from aidtrack.store.collection.places import Absent, Place
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.schema.passed_over import Ranges, may_write_for_itself, pass_over
from aidtrack.values.text import safe

_MOST = 10  # offices that are named


@dataclass(frozen=True, slots=True)
class Lacking:
    """Places whose server does not answer, and the offices that these are known to hold."""

    places: Sequence[Place] = ()
    offices: Sequence[Absent] = ()

    @property
    def _ranges(self) -> Ranges:
        return [(one.first, one.next) for place in self.places for one in place.numbers]

    def leave_out_again(self, connection: Connection) -> None:
        """Once windows stand before the tables."""
        if self.places:
            pass_over(connection, self._ranges)

    def require_id(self, id: int) -> None:
        """Raises Environment for the id of what such an office has."""
        if away := [one for one in self.offices if one.number == id // SPAN]:
            raise unanswered(away)

    def every(self, connection: Connection) -> list[Office]:
        """All offices of the collection, by number; those that lack as its own log last said them."""
        if not self.places:
            return offices.every(connection)
        told = ((one.number, own_rows.last_said(connection, OFFICE, one.number)) for one in self.offices)
        lacking = [offices.made(number, values) for number, values in told if values is not None]
        return sorted([*offices.every(connection, but=self._ranges), *lacking], key=lambda one: one.number)

    def office(self, connection: Connection, code: str) -> Office:
        """The office of this code, or name, or number. Raises Refused where none is, Environment where its server does not answer."""
        found = offices.called(self.every(connection), code)
        if away := [one for one in self.offices if one.number == found.number]:
            raise unanswered(away)
        return found


NOTHING = Lacking()


def lacking(connection: Connection) -> Lacking:
    """What lacks now."""
    gone = _silent(connection)
    return Lacking(gone, places.absent(connection, gone)) if gone else NOTHING


def leave_out(connection: Connection) -> Lacking:
    """Of what this connection reads from now on nothing is asked of servers that do not answer; returns what lacks so."""
    lacks = lacking(connection)
    if lacks.places:
        may_write_for_itself(connection)
        lacks.leave_out_again(connection)
    return lacks


def said(some: Sequence[Absent], gone: Sequence[Place] = ()) -> Mapping[str, Sequence[str]]:
    """The codes and names of these by server, and each server that has a place among those `gone`."""
    lacks: dict[str, list[str]] = {place.server: [] for place in gone}
    for one in some:
        lacks.setdefault(one.server, []).append(safe(f"{one.code} {one.name or ''}".strip()))
    return lacks


def unanswered(some: Sequence[Absent]) -> Environment:
    """Of what is asked for all that there is lacks."""
    [(server, names), *_] = said(some).items()
    return Environment(
        t("{server} does not answer, which keeps what was asked for: {offices}.", server=server, offices=some_of(names, _MOST)),
        t("Ask for others: aidtrack report office --without-missing."),
    )  # fmt: skip


def _silent(connection: Connection) -> list[Place]:
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
