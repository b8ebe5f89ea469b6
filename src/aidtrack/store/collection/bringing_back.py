"""Offices that another server kept come back to the collection's own; what that server has of them goes once this is committed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Said, phrase
from aidtrack.store.collection import places
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.own_rows import PLACE, rows, tell
from aidtrack.store.collection.places import Place
from aidtrack.store.collection.placing import copied
from aidtrack.store.collection.resumed import resume
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.schema.parts import KEYS, REST, span_of
from aidtrack.values.text import safe

# What tells this server how to ask, and no driver how to connect.
_OF_WRAPPER = ("fetch_size", "batch_size", "fdw_tuple_cost", "password_required")
_ALL_OF_ONE = "entry"  # whose part tells in which schema all of them are


@dataclass(frozen=True, slots=True)
class Left:
    """What is left on the other server: in which `schemas`, and how it was reached."""

    server: str
    schemas: tuple[str, ...]
    reached: Mapping[str, str]


def bring_back(writer: Writer, prefix: str, known: Sequence[Office]) -> tuple[Place, int, Left]:
    """The rows of these offices, which are among the `known`, stand here again; how many came. Raises Refused, Environment."""
    place = places.placed(writer, prefix)
    for office in known:
        if office.number in place:
            resume(writer, office)
    stood = {id: values for id, values in rows(writer, PLACE).items() if values["prefix"] == prefix}
    left = _left(writer, place)
    came = sum(_fetch(writer, table, place) for table in KEYS)
    writer.execute("DELETE FROM office_place WHERE prefix = :prefix", {"prefix": prefix})
    if not any(other.server == place.server for other in places.every(writer)):
        from psycopg.sql import SQL, Identifier

        writer.dbapi.execute(SQL("DROP SERVER {} CASCADE").format(Identifier(place.server)))
    tell(writer, "place", PLACE, stood)
    return place, came, left


def _fetch(writer: Writer, table: str, place: Place) -> int:
    """The rows of a table; nothing there is changed yet."""
    came, span = 0, span_of(table)
    for numbers in place.numbers:
        part, key = places.part_of(table, numbers), KEYS[table]
        chosen = f"{key} >= {numbers.first * span} AND {key} < {numbers.next * span}"
        writer.execute(f"ALTER TABLE {table} DETACH PARTITION {part}")
        came += copied(writer, part, f"{table}{REST}", chosen, place.server)
        writer.execute(f"DROP FOREIGN TABLE {part}")
    writer.analyze(f"{table}{REST}")
    return came


def _left(writer: Writer, place: Place) -> Left:
    schemas = []
    for numbers in place.numbers:
        sql = "SELECT array_to_string(ftoptions, chr(10)) FROM pg_foreign_table WHERE ftrelid = to_regclass(quote_ident(:part))"
        schemas.append(_options(writer.value(sql, {"part": places.part_of(_ALL_OF_ONE, numbers)}))["schema_name"])
    of_server = "SELECT array_to_string(srvoptions, chr(10)) FROM pg_foreign_server WHERE srvname = :server"
    of_user = "SELECT array_to_string(umoptions, chr(10)) FROM pg_user_mappings WHERE srvname = :server"
    reached = {
        name: value
        for sql in (of_server, of_user)
        for name, value in _options(writer.value(sql, {"server": place.server})).items()
        if name not in _OF_WRAPPER
    }
    return Left(place.server, tuple(schemas), reached)


def _options(text: Any) -> dict[str, str]:
    return dict(one.split("=", 1) for one in str(text or "").splitlines())


def clear(left: Left) -> Iterator[Said]:
    """Drop what the other server has of them; says so where it does not let that happen."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    try:
        with psycopg.connect("", **left.reached) as there:  # type: ignore[arg-type]  # texts are what libpq takes
            for schema in left.schemas:
                there.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(schema)))
    except psycopg.Error:
        yield phrase(
            "{server} still has its own copy, which counts no more: drop the schemas {schemas} there.",
            server=left.server,
            schemas=safe(", ".join(left.schemas)),
        )
