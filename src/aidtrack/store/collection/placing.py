"""Offices of a collection go to another server, with all their rows: as parts of the same tables that postgres_fdw reads there."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

from aidtrack.errors import Environment, Refused, Usage
from aidtrack.locale import t
from aidtrack.store.collection import places
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.own_rows import PLACE, tell
from aidtrack.store.collection.places import Place
from aidtrack.store.engine import postgresql
from aidtrack.store.engine.connection import Connection, connect
from aidtrack.store.engine.driver_errors import declared
from aidtrack.store.engine.target import Target
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.schema.blank import leaves_on_server
from aidtrack.store.schema.kinds import add_balances
from aidtrack.store.schema.parts import KEYS, REST, span_of
from aidtrack.values.text import safe

_WRAPPER = "postgres_fdw"
_SCHEMA = "aidtrack"  # begins the name of what another server keeps, where its URL names no schema
_NAMES = 63  # letters that PostgreSQL has for a name
# Of a URL what says who is connected, and what only our own connection asks for.
_OF_USER = ("user", "password")
_NOT_SERVERS = (*_OF_USER, "client_encoding", "fallback_application_name", "application_name", "options", "passfile", "target_session_attrs")  # fmt: skip
# Rows that go over at a time; and what one costs, in the measure of the planner, which older servers take for too little.
_ROWS = {"fetch_size": "10000", "batch_size": "1000", "fdw_tuple_cost": "0.2"}


def require_servers(target: Target, other: Target) -> None:
    """Raises Usage."""
    if target.url is None or other.url is None:
        raise Usage(
            t("Only a collection on a PostgreSQL server is spread over servers."),
            t("Make one there: aidtrack --db postgresql://… init --collection."),
        )


def for_superuser(connection: Connection, other: Target) -> Iterator[str]:
    """What a superuser must allow once, on the collection's server; the owner of the collection does the rest."""
    _, owner = connection.engine.role_and_owner(connection)
    [(quoted,)] = connection.rows("SELECT quote_ident(:owner)", {"owner": owner})
    yield f"CREATE EXTENSION IF NOT EXISTS {_WRAPPER}"
    yield f"GRANT USAGE ON FOREIGN DATA WRAPPER {_WRAPPER} TO {quoted}"


def place(writer: Writer, prefix: str, other: Target, known: Sequence[Office]) -> tuple[Place, int]:
    """The rows of the offices whose code begins so, those of the `known` that stand here too, are kept by the other server from now on; how many went.

    Raises Refused, Environment where a right lacks.
    """
    given = _said(other)
    numbers = places.meant(writer, prefix, known)
    _require_wrapper(writer)
    made = Place(prefix, safe(other.pasted)[:_NAMES], numbers)
    schemas = [f"{other.schema or _SCHEMA}_{one.first}" for one in numbers]
    _make_there(other, schemas)
    _make_server(writer, made.server, given)
    moved = sum(_move(writer, table, made, schemas) for table in KEYS)
    rows: dict[str, Sequence[object]] = {
        "first": [one.first for one in numbers],
        "next": [one.next for one in numbers],
    }
    last = int(writer.value("SELECT coalesce(max(id), 0) FROM office_place"))
    ids = {"id": [*range(last + 1, last + 1 + len(numbers))]}
    same = {"prefix": prefix, "server": made.server, "schema": made.schema}
    writer.insert_columns("office_place", {**ids, **rows}, same)
    tell(writer, "place", PLACE, dict.fromkeys(ids["id"]))
    return made, moved


def _said(other: Target) -> Mapping[str, str]:
    from psycopg.conninfo import conninfo_to_dict

    given = {name: str(value) for name, value in conninfo_to_dict(other.address).items() if value is not None}
    if "user" not in given:
        raise Usage(
            t("The URL {store} names no user.", store=other.shown),
            t("Say as whom this server is to log in there: postgresql://USER@HOST/DATABASE."),
        )
    return given


def _require_wrapper(writer: Writer) -> None:
    sql = f"SELECT has_foreign_data_wrapper_privilege(oid, 'USAGE') FROM pg_foreign_data_wrapper WHERE fdwname = '{_WRAPPER}'"
    if not writer.value(sql):
        raise Environment(
            t("There is no right to reach another server from this one. Nothing was changed."),
            t("Let a superuser run what the same command prints with --print."),
        )


def _make_there(other: Target, schemas: Sequence[str]) -> None:
    """The tables, empty. Raises Refused where there is something already."""
    with declared(other), closing(connect(other, "rw")) as dbapi:
        there = Connection(other, postgresql, dbapi)
        for name in schemas:
            _fresh(there, name)
            there.execute("SELECT set_config('search_path', quote_ident(:name), true)", {"name": name})
            for statement in leaves_on_server():
                there.dbapi.execute(statement)
            add_balances(there)
        there.commit()


def _fresh(there: Connection, name: str) -> None:
    """What an attempt left that came to nothing holds no row, and is made anew."""
    [(quoted, stands)] = there.rows(
        "SELECT quote_ident(:name), to_regnamespace(quote_ident(:name)) IS NOT NULL", {"name": name}
    )
    if stands and there.value(
        f"SELECT to_regclass('{quoted}.office') IS NULL OR EXISTS (SELECT 1 FROM {quoted}.office)"
    ):
        raise Refused(
            t("{store} holds a schema {name} already; nothing was changed.", store=there.target.shown, name=safe(name)),
            t("Give another beginning of its name in the URL: ?schema=NAME."),
        )
    there.execute(f"DROP SCHEMA IF EXISTS {quoted} CASCADE")
    there.execute(f"CREATE SCHEMA {quoted}")


def _make_server(writer: Writer, name: str, given: Mapping[str, str]) -> None:
    """How this server reaches the other one, and as whom, whoever asks it."""
    from psycopg.sql import SQL, Identifier, Literal

    if writer.value("SELECT count(*) FROM pg_foreign_server WHERE srvname = :name", {"name": name}):
        return

    def options(named: Mapping[str, str]) -> SQL:
        return SQL(", ").join(SQL("{} {}").format(Identifier(one), Literal(value)) for one, value in named.items())  # type: ignore[return-value]  # a Composed

    of_server = (
        {one: value for one, value in given.items() if one not in _NOT_SERVERS} | {"connect_timeout": "10"} | _ROWS
    )
    of_user = {one: given[one] for one in _OF_USER if one in given}
    if "password" not in of_user and writer.value("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
        of_user["password_required"] = "false"  # who may read here is asked here
    made = SQL("CREATE SERVER {} FOREIGN DATA WRAPPER {} OPTIONS ({})")
    writer.dbapi.execute(made.format(Identifier(name), Identifier(_WRAPPER), options(of_server)))
    mapping = SQL("CREATE USER MAPPING FOR PUBLIC SERVER {} OPTIONS ({})")
    writer.dbapi.execute(mapping.format(Identifier(name), options(of_user)))


def _move(writer: Writer, table: str, made: Place, schemas: Sequence[str]) -> int:
    """The rows of a table go; those that stayed are gone only when what the other server has of them is the same."""
    from psycopg.sql import SQL, Identifier, Literal

    key, span, moved = KEYS[table], span_of(table), 0
    writer.execute(f"ALTER TABLE {table} DETACH PARTITION {table}{REST}")
    for numbers, schema in zip(made.numbers, schemas, strict=True):
        first, after, part = numbers.first * span, numbers.next * span, places.part_of(table, numbers)
        foreign = SQL(
            "CREATE FOREIGN TABLE {} PARTITION OF {} FOR VALUES FROM ({}) TO ({}) SERVER {} OPTIONS (schema_name {}, table_name {})"
        )
        writer.dbapi.execute(foreign.format(Identifier(part), Identifier(table), Literal(first), Literal(after),
                                            Identifier(made.server), Literal(schema), Literal(table)))  # fmt: skip
        if key != "id" and table == "entry":  # what is asked for by id is then looked for nowhere else
            writer.execute(
                f"ALTER FOREIGN TABLE {part} ADD CONSTRAINT {part}_ids CHECK (id >= {first} AND id < {after})"
            )
        chosen = f"{key} >= {first} AND {key} < {after}"
        sent = copied(writer, f"{table}{REST}", part, chosen, made.server)
        if sent:
            writer.execute(f"DELETE FROM {table}{REST} WHERE {chosen}")
            writer.analyze(part)
        moved += sent
    writer.execute(f"ALTER TABLE {table} ATTACH PARTITION {table}{REST} DEFAULT")
    return moved


def copied(writer: Writer, table: str, into: str, chosen: str, server: str) -> int:
    """How many rows of one table another has now too. Raises Environment where they are not the same there."""
    stood = _digest(writer, table, chosen)
    if stood[0]:
        writer.execute(f"INSERT INTO {into} SELECT * FROM {table} WHERE {chosen}")
    if _digest(writer, into, chosen) != stood:
        raise Environment(
            t("{store} has other rows of {table} than were sent there. Nothing was changed.", store=server, table=table),
            t("Check that server, then run the command again."),
        )  # fmt: skip
    return stood[0]


def _digest(writer: Writer, table: str, chosen: str) -> tuple[int, int]:
    """How many rows, and a sum of what they hold, whatever their order."""
    sql = f"SELECT count(*), coalesce(sum(hashtextextended(one::text, 0)::numeric), 0) FROM {table} one WHERE {chosen}"
    [(count, sum)] = writer.rows(sql)
    return int(count), int(sum)
