"""PostgreSQL: a store is a schema on a server. psycopg is loaded where a server is meant."""

import itertools
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from typing import Any, Literal

from aidtrack.errors import Environment, Usage
from aidtrack.locale import t
from aidtrack.pattern import pattern
from aidtrack.store.engine.catalogue import harmless as harmless
from aidtrack.store.engine.catalogue import objects as objects
from aidtrack.store.engine.catalogue import present_triggers as present_triggers
from aidtrack.store.engine.catalogue import watching as watching
from aidtrack.store.engine.engine import Columns, Guard, Mode, Statements, Trouble
from aidtrack.store.engine.sqlstates import trouble_of
from aidtrack.store.engine.target import Target

NAME: Literal["sqlite", "postgresql"] = "postgresql"
SQLALCHEMY_URL = "postgresql+psycopg://"
WRITING: str | None = None  # psycopg begins one with the first statement
INTEGER = "bigint"
GIVES_IDS = frozenset({"entry", "batch", "batch_file"})
AS_STORED = ""  # it knows how many rows there are, and chooses
_MOST_IDS = 50_000  # that are asked for at a time
# Locks of a store, of which a server may hold several; the numbers are any, but always the same. They are taken in this order, the rows'
# of the guard before the chain's (`written_for.CHAIN_LOCK`), so that no two writers wait for each other.
_HERE = "coalesce(current_schema(), '')"
WRITER_LOCK = f"SELECT pg_advisory_xact_lock(1095320660, hashtext({_HERE}))"
_BESIDE_OTHERS = f"SELECT pg_advisory_xact_lock_shared(1095320660, hashtext({_HERE}))"
_SAME = f"SELECT pg_advisory_xact_lock(1095320661, hashtext({_HERE} || ' ' || CAST(:what AS TEXT)))"
# A peer that is gone is noticed within a minute, on either side.
_CLIENT = {
    "connect_timeout": "10",
    "client_encoding": "UTF8",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}
_SERVER = {
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "client_connection_check_interval": "10s",
}
# To compile a statement takes longer than most run: of what judges one reversal half a second.
_PLANNED = {"jit": "off"}
# How a server reads and spells, whatever it, a role or a session takes for the usual: what our functions and statements say rests on it.
PINNED = {
    "standard_conforming_strings": "on",
    "transform_null_equals": "off",
    "array_nulls": "on",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "TimeZone": "UTC",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}
IDLE = "5min"  # so long may a transaction stand still that others wait for
_BLOCK = 2_000  # rows that are fetched of a long answer at a time
_CURSORS = itertools.count()
_QUOTED = pattern(r'"([^"]+)"')
_PARAMETER = pattern(r"""(--[^\n]*|'[^']*'|"[^"]*")|(?<![:\w]):([a-z_][a-z0-9_]*)""")  # not in a remark, a text, a name


def connect(target: Target, mode: Mode, *, patience: float) -> Any:
    """A psycopg connection: to read, with transactions that we begin; to write, in one of its own."""
    try:
        import psycopg
    except ImportError:
        raise Environment(
            t("A PostgreSQL store needs the package psycopg."), t("Install it: pip install 'aidtrack[postgres]'.")
        ) from None
    assert target.url is not None
    server, _, database = target.url.partition("://")[2].partition("?")[0].partition("/")
    try:
        if server.count("@") > 1 or "@" in database:  # a piece of the password would be taken for the host, and shown
            raise psycopg.ProgrammingError
        given = psycopg.conninfo.conninfo_to_dict(target.address)
        lacking = {name: value for name, value in _CLIENT.items() if name not in given}
        made = psycopg.connect(psycopg.conninfo.make_conninfo(target.address, **lacking), autocommit=mode == "ro")
    except psycopg.ProgrammingError:  # its words quote the URL, and with it a password
        raise Usage(
            t("The URL {store} is not understood.", store=target.shown),
            t("Write postgresql://USER@HOST/DATABASE; in a password, write % as %25, @ as %40 and / as %2F."),
        ) from None
    # Each statement sees what others made final: of the chain and the balances too, once it holds their locks.
    if mode == "rw":
        made.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
    # Behind a pooler the next transaction may meet another session, which knows no statement that was prepared.
    made.prepare_threshold = None
    return made


def file(target: Target) -> object:
    return None


def trust_references(dbapi: Any) -> None:
    """A server looks them up all the same."""


@lru_cache(maxsize=256)
def written(sql: str) -> str:
    return _PARAMETER.sub(lambda found: found[1] or f"%({found[2]})s", sql.replace("%", "%%"))


def streamed(connection: Statements, sql: str, params: Mapping[str, object]) -> Iterator[tuple[Any, ...]]:
    """Through a cursor of the server: the driver's own holds all rows."""
    connection.execute("SET LOCAL cursor_tuple_fraction = 1")  # all of them are wanted, not the first few soon
    with connection.dbapi.cursor(name=f"rows_{next(_CURSORS)}") as cursor:
        cursor.itersize = _BLOCK
        cursor.execute(written(sql), params)
        yield from cursor


_CAPITALS = ("pg_c_utf8", "C.utf8", "und-x-icu", "default")  # by which they are lowered, the first that there is


def key_of(connection: Statements, sql: str) -> str:
    """What folding makes of ß and ς no lower case is. Not every server knows every collation that has capitals of all scripts."""
    known = connection.rows("SELECT collname FROM pg_collation WHERE collname = ANY(:names)", {"names": [*_CAPITALS]})
    collation = next(name for name in _CAPITALS if (name,) in known)
    plain = f'lower(normalize({sql}, NFKC) COLLATE "{collation}")'
    return f"""(translate(replace({plain}, 'ß', 'ss'), 'ς' || chr(32) || chr(9) || chr(10) || chr(5760), 'σ') COLLATE "C")"""


def replaced(connection: Statements, sql: str, name: str, texts: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    return f"""(coalesce(CAST(:instead_{name} AS jsonb) ->> {sql}, {sql}) COLLATE "C")""", {
        f"instead_{name}": json.dumps(texts, ensure_ascii=False)
    }


def schema_number(connection: Statements) -> int | None:
    if connection.value("SELECT to_regclass('alembic_version') IS NOT NULL AND to_regclass('entry') IS NOT NULL"):
        return int(connection.value("SELECT version_num FROM alembic_version") or 0)
    return None


def has_table(connection: Statements, name: str) -> bool:
    return bool(connection.value("SELECT to_regclass(:name) IS NOT NULL", {"name": name}))


# A store in a schema that whoever is connected may not look into.
_SHUT = """SELECT 1 FROM pg_namespace n JOIN pg_proc p ON p.pronamespace = n.oid AND p.proname = 'aidtrack_right'
    WHERE n.nspname = :schema AND NOT has_schema_privilege(n.oid, 'USAGE')"""


def right(connection: Statements) -> tuple[bool, str | None]:
    if connection.value("SELECT to_regprocedure('aidtrack_right()')") is None:  # an older store, or none
        return connection.value(_SHUT, {"schema": connection.target.schema or "public"}) is not None, None
    return True, connection.value("SELECT aidtrack_right()")


def mask(connection: Statements) -> None:
    """`schema/grants.py` says what stands there."""
    here = "quote_ident(current_schema())"
    masked = "quote_ident(current_schema() || '_masked')"
    connection.execute(f"SELECT set_config('search_path', {masked} || ', ' || {here}, true)")


def role_and_owner(connection: Statements) -> tuple[str, str]:
    owner = """SELECT session_user, pg_get_userbyid(c.relowner) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relname = 'entry' AND (c.oid = to_regclass('entry') OR n.nspname = :schema)
        ORDER BY CASE WHEN c.oid = to_regclass('entry') THEN 0 ELSE 1 END LIMIT 1"""
    [(role, owner)] = connection.rows(owner, {"schema": connection.target.schema or "public"})
    return str(role), str(owner)


def settle(connection: Statements) -> None:
    if (schema := connection.target.schema) is not None:
        connection.execute("SELECT set_config('search_path', quote_ident(:schema), true)", {"schema": schema})


def make_place(connection: Statements) -> None:
    if connection.target.schema is not None and connection.value("SELECT current_schema()") is None:
        quoted = connection.value("SELECT quote_ident(:schema)", {"schema": connection.target.schema})
        connection.execute(f"CREATE SCHEMA {quoted}")


def begin_reading(connection: Statements, *, for_itself: bool = False) -> None:
    """`for_itself`: it may make what is temporary."""
    connection.execute(f"BEGIN ISOLATION LEVEL REPEATABLE READ{'' if for_itself else ' READ ONLY'}")
    settle(connection)
    _outlive_client(connection)


def lock_for_writing(connection: Statements, *, beside_others: bool = False) -> None:
    _outlive_client(connection)
    connection.execute(_BESIDE_OTHERS if beside_others else WRITER_LOCK)


def one_at_a_time(connection: Statements, what: str) -> None:
    connection.execute(_SAME, {"what": what})


def _outlive_client(connection: Statements) -> None:
    """For this transaction: nobody waits longer than `patience`, nor for a client that fell silent. What a server lacks is left out."""
    wanted = {
        "lock_timeout": f"{int(connection.patience * 1000)}ms",
        "idle_in_transaction_session_timeout": IDLE,
        **_SERVER,
        **_PLANNED,
        **PINNED,
    }
    setting = "BEGIN PERFORM set_config('{}', '{}', true); EXCEPTION WHEN undefined_object OR invalid_parameter_value THEN NULL; END;"
    connection.execute(f"DO $$ BEGIN {' '.join(setting.format(*one) for one in wanted.items())} END $$")


def hold(connection: Statements, table: str) -> None:
    """An insert locks its table before it takes an id."""
    connection.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def unused_ids(connection: Statements, table: str, count: int) -> list[int]:
    sql = "SELECT aidtrack_next_ids(:table, :count)"
    asked = [min(_MOST_IDS, count - start) for start in range(0, count, _MOST_IDS)]
    return sorted(int(row[0]) for some in asked for row in connection.rows(sql, {"table": table, "count": some}))


def newest_id(connection: Statements, table: str) -> int | None:
    return int(connection.value("SELECT aidtrack_last_given(:table)", {"table": table}))


def stamp(connection: Statements) -> str | None:
    return str(connection.value("SELECT aidtrack_stamp()"))


_LOGGED = {
    "action": "text",
    "noun": "text",
    "object_id": "bigint",
    "batch_id": "bigint",
    "before": "text",
    "after": "text",
}
_BESIDE = "SELECT aidtrack_put_beside(:id, :field, :salt)"
_LOG = f"SELECT aidtrack_log(:actor, {', '.join(f'CAST(:{name} AS {kind}[])' for name, kind in _LOGGED.items())})"
_AT_ONCE = 5_000  # records of a call


def log(connection: Statements, actor: str, records: Columns) -> bool:
    for start in range(0, len(records["action"]), _AT_ONCE):
        some = {name: list(records[name][start : start + _AT_ONCE]) for name in _LOGGED}
        connection.execute(_LOG, {"actor": actor, **some})
    return True


def put_beside_entries(connection: Statements, rows: Columns) -> bool:
    for id, field, salt in zip(*(rows[name] for name in ("object_id", "field", "salt")), strict=True):
        connection.execute(_BESIDE, {"id": id, "field": field, "salt": salt})
    return True


def insert_columns(connection: Statements, table: str, columns: Columns, same: Mapping[str, object]) -> None:
    names = ", ".join((*columns, *same))
    tail = tuple(same.values())
    with connection.dbapi.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in zip(*columns.values(), strict=True):
            copy.write_row(row + tail)


def update_columns(connection: Statements, table: str, ids: Sequence[int], columns: Columns) -> None:
    given: dict[str, list[object]] = {"id": [*ids]}
    given |= {name: [*values] for name, values in columns.items() if any(one is not None for one in values)}
    sets = ", ".join(f"{name} = {f'given.{name}' if name in given else 'NULL'}" for name in columns)
    arrays = ", ".join(f"CAST(:{name} AS {_type_of(values)}[])" for name, values in given.items())
    # Told twice which rows, so that these alone are looked at, and not all that have ids between theirs.
    connection.execute(
        f"UPDATE {table} SET {sets} FROM unnest({arrays}) AS given ({', '.join(given)}) WHERE {table}.id = given.id"
        f" AND {table}.id = ANY(CAST(:id AS bigint[]))",
        given,
    )


def _type_of(values: Iterable[object]) -> str:
    """Of a column that holds these: they are whole numbers or texts, and some may be null."""
    return "bigint" if all(one is None or isinstance(one, int) for one in values) else "text"


def analyze(connection: Statements, table: str) -> None:
    connection.execute(f"ANALYZE {table}")


@contextmanager
def by_index(connection: Statements) -> Iterator[None]:
    """Plans go by averages: where most projects have many entries, one that has few would be looked for in all of them."""
    before = connection.value("SELECT current_setting('enable_seqscan')")
    connection.execute("SET LOCAL enable_seqscan = off")
    yield
    connection.execute(f"SET LOCAL enable_seqscan = {before}")


@contextmanager
def step_aside(connection: Statements, guards: Iterable[Guard], *, batch_id: int) -> Iterator[Callable[[str], None]]:
    """They wait for the end by themselves, and lock no other writer out (`schema/acts.py`); they are not ours to switch off."""
    connection.execute("SELECT aidtrack_begin_act(:batch)", {"batch": batch_id})
    yield lambda table: None
    connection.execute("SELECT aidtrack_end_act()")


def growing(connection: Statements, rows: int) -> AbstractContextManager[None]:
    return nullcontext()  # others read by the indexes


def wipe(connection: Statements) -> None:
    """A server writes over what is free in its own time."""


def unsound(connection: Statements) -> list[tuple[str, str | None]]:
    """A server looks after its files and references itself."""
    return []


def version(connection: Statements) -> str:
    return str(connection.value("SHOW server_version"))


def refused_by(error: BaseException) -> str | None:
    if not _is_ours(error) or getattr(error, "sqlstate", None) not in ("23505", "23514"):
        return None
    where = error.diag  # type: ignore[attr-defined]  # psycopg's, which may not be there to name its class
    return "ref" if where.table_name == "entry_ref" else where.constraint_name


def trouble(error: BaseException) -> Trouble | None:
    if not _is_ours(error):
        return None
    import psycopg

    state = getattr(error, "sqlstate", None) or ""
    said = str(error).strip().split("\n")[0]
    if refused_by(error) == "id_in_range":
        return Trouble("no_id")
    if state == "23505" and not str(error.diag.constraint_name).endswith("_pkey"):  # type: ignore[attr-defined]  # as above
        return Trouble("twice", str(error.diag.table_name))  # type: ignore[attr-defined]  # as above
    kind = trouble_of(state)
    if state == "08001" and (named := _QUOTED.search(said)) is not None:  # as postgres_fdw says it
        return Trouble("away", named[1])
    if kind == "taken" and (named := _QUOTED.search(said)) is not None:
        return Trouble(kind, named[1])
    if kind is not None:
        return Trouble(kind, said)
    return Trouble("silent", said) if isinstance(error, psycopg.OperationalError) else None


def _is_ours(error: BaseException) -> bool:
    psycopg = sys.modules.get("psycopg")
    return psycopg is not None and isinstance(error, psycopg.Error)
