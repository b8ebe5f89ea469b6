"""Which offices of a collection another server keeps: by the beginning of their code, so that those that come later are among them."""

from collections.abc import Sequence

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused, Usage
from aidtrack.locale import t
from aidtrack.store.collection.offices import Office
from aidtrack.store.engine.connection import SCHEMA, Connection
from aidtrack.values.text import safe

_DIGITS = (2, 4, 6)  # of codes of divisions, which are numbers by themselves
_MOST = 6


@dataclass(frozen=True, slots=True)
class Numbers:
    """Offices whose numbers are from `first` on, but below `next`."""

    first: int
    next: int

    def meets(self, other: "Numbers") -> bool:
        return self.first < other.next and other.first < self.next

    def __contains__(self, number: int) -> bool:
        return self.first <= number < self.next


@dataclass(frozen=True, slots=True)
class Place:
    """What a server keeps, in tables of a schema; it is called so in the collection's own."""

    prefix: str
    server: str
    numbers: tuple[Numbers, ...]
    schema: int = SCHEMA

    def __contains__(self, number: int) -> bool:
        return any(number in some for some in self.numbers)


def every(connection: Connection) -> list[Place]:
    """In the order in which they were placed."""
    found: dict[tuple[str, str, int], list[Numbers]] = {}
    sql = "SELECT prefix, server, schema, first, next FROM office_place ORDER BY id"
    for prefix, server, schema, first, after in connection.rows(sql):
        found.setdefault((str(prefix), str(server), int(schema)), []).append(Numbers(first, after))
    return [Place(prefix, server, tuple(numbers), schema) for (prefix, server, schema), numbers in found.items()]


def placed(connection: Connection, prefix: str) -> Place:
    """What is kept elsewhere by this prefix. Raises Refused."""
    known = every(connection)
    for place in known:
        if place.prefix == prefix:
            return place
    others = "、".join(f"{place.prefix}* ({place.server})" for place in known) or "-"
    raise Refused(
        t("No offices {prefix}* have a place of their own.", prefix=prefix),
        t("Kept by other servers: {places}.", places=safe(others)),
    )


def prefix_typed(text: str) -> str:
    """Raises Usage."""
    prefix = text.strip().removesuffix("*")
    if not (prefix.isascii() and prefix.isdigit() and len(prefix) <= _MOST and prefix[0] != "0"):
        raise Usage(
            t("“{value}” is not the beginning of a division code.", value=safe(text)), t("Give its digits, as in 62.")
        )
    return prefix


def meant(connection: Connection, prefix: str, known: Sequence[Office]) -> tuple[Numbers, ...]:
    """The numbers that a prefix stands for, and those of `known` offices of such a code that have another one.

    Raises Refused where some of them have their place already.
    """
    tens = [10 ** (digits - len(prefix)) for digits in _DIGITS if digits >= len(prefix)]
    made = [Numbers(int(prefix) * ten, (int(prefix) + 1) * ten) for ten in tens]
    for office in known:
        if office.code.startswith(prefix) and not any(office.number in some for some in made):
            made.append(Numbers(office.number, office.number + 1))
    for place in every(connection):
        if any(one.meets(other) for one in made for other in place.numbers):
            raise Refused(
                t("Offices of {prefix}* have their place already: {server}.", prefix=place.prefix, server=place.server),
                t("Place others, by a prefix of their own."),
            )
    return tuple(made)


def part_of(table: str, numbers: Numbers) -> str:
    """What the part of a table is called that another server keeps."""
    return f"{table}_{numbers.first}"


@dataclass(frozen=True, slots=True)
class Absent:
    """An office that a server keeps which does not answer, as its last bundle said who it is."""

    number: int
    code: str
    name: str | None
    server: str


def absent(connection: Connection, missing: Sequence[Place]) -> list[Absent]:
    """The offices that were received into these places, by number: what keeps them need not answer."""
    rows = connection.rows("SELECT office_id, code, name FROM bundle ORDER BY id") if missing else []
    said = {int(id): (str(code), name) for id, code, name in rows}
    return [
        Absent(number, *said[number], place.server) for number in sorted(said) for place in missing if number in place
    ]
