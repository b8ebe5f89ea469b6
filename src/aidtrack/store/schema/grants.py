"""What the words of `engine/rights.py` come to on a server, as GRANTs: who may read which table, and write what other than through our functions.

A reader meets what stands in the views of `masked.py`.
"""

from collections.abc import Callable, Iterator
from functools import partial

from aidtrack.ledger.batch import OF_CLERKS
from aidtrack.ledger.entry import LINKING
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.collections import MARK as OFFICES_LOGS
from aidtrack.store.engine.collections import is_collection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.rights import AUDITOR, CLERK, OFFICER, READER, WORDS, may
from aidtrack.store.engine.target import BESIDE
from aidtrack.store.schema.masked import MASKED, masked_views
from aidtrack.store.schema.refusing import RIGHT
from aidtrack.store.schema.views import views

# What the schemas of a collection's windows are called after its own: of some offices, of all, and after each what a reader sees of it.
WINDOWS = BESIDE[1:]
_KEPT_APART = ("act", "act_noun", "owed", "so_far", "given")
_CALLED = {
    AUDITOR: ("aidtrack_log(text, text[], text[], bigint[], bigint[], text[], text[])", "aidtrack_last_given(text)"),
    CLERK: ("aidtrack_stamp()", "aidtrack_begin_act(bigint)", "aidtrack_hold_act()", "aidtrack_take_in()", "aidtrack_settle()", "aidtrack_known_to_plans()",
            "aidtrack_end_act()", "aidtrack_claim_refs(bigint, bigint)", "aidtrack_free_refs(bigint, bigint, bigint)",
            "aidtrack_put_beside(bigint, text, text)", "aidtrack_may_undo(bigint)"),
    OFFICER: ("aidtrack_next_ids(text, bigint)",),
}  # fmt: skip
# By the server's own clock: of what time zone a session is, it says itself, and when its transaction began, it chose.
_DAY = "({} AT TIME ZONE current_setting('log_timezone'))::date"
# Whoever is neither the owner nor granted anything may ask so much.
ASKED = ("aidtrack_right()",)


def callable_by(word: str) -> list[str]:
    """The functions that whoever has this word may call beside those that all may (ASKED)."""
    return [name for needed, names in _CALLED.items() if may(word, needed) for name in names]


def functions() -> Iterator[tuple[str, str, str]]:
    """(name, what it takes and gives, body) of each."""
    order = ", ".join(f"'{word}'" for word in WORDS)
    yield (
        "aidtrack_right",  # of whoever is logged in, by the roles that he has
        "() RETURNS text",
        f"""RETURN (SELECT word FROM (
                SELECT 'owner' AS word FROM pg_class WHERE oid = 'entry'::regclass AND pg_has_role(session_user, relowner, 'USAGE')
                UNION ALL SELECT g.word FROM granted g WHERE pg_has_role(session_user, to_regrole(quote_ident(g.role)), 'USAGE')
            ) his ORDER BY array_position(ARRAY[{order}], word) DESC LIMIT 1);""",
    )
    yield (
        "aidtrack_may_undo",  # a clerk what he imported himself today, and entries alone: as the server stamped it (`told.py`)
        "(of_batch bigint) RETURNS boolean",
        f"""RETURN array_position(ARRAY[{order}], aidtrack_right()) >= array_position(ARRAY[{order}], '{OFFICER}')
            OR (EXISTS (SELECT 1 FROM audit WHERE noun = 'batch' AND object_id = of_batch AND action = 'import' AND login = session_user
                    AND {_DAY.format("at::timestamptz")} = {_DAY.format("clock_timestamp()")})
                AND NOT EXISTS (SELECT 1 FROM audit WHERE batch_id = of_batch AND noun <> 'batch'));""",
    )
    yield (
        "aidtrack_batch_made_guard",  # it is owed a record, and stamped; of clerks it is what their commands make
        "() RETURNS trigger",
        f"""IF (aidtrack_right() = '{CLERK}' AND NEW.kind NOT IN ('{"', '".join(OF_CLERKS)}'))
                OR (NEW.kind = 'undo') <> (NEW.undoes IS NOT NULL) OR (NEW.undoes IS NOT NULL AND NOT aidtrack_may_undo(NEW.undoes)) THEN
            {RIGHT}
        END IF;
        NEW.at := aidtrack_stamp();
        INSERT INTO owed (xact, noun, object_id) VALUES (txid_current(), 'batch', NEW.id);
        RETURN NEW;""",
    )
    yield (
        "aidtrack_owner_guard",
        "() RETURNS trigger",
        f"IF aidtrack_right() IS DISTINCT FROM 'owner' THEN {RIGHT} END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
    )


# Of the guard of entries: what is no clerk's in rows by themselves, whatever brings them.
OF_OFFICERS = f"""
    IF EXISTS (SELECT 1 FROM new_entry WHERE coalesce({", ".join(f"{name}_id" for name in LINKING)}) IS NOT NULL) THEN
        IF aidtrack_right() = '{CLERK}' THEN {RIGHT} END IF;
    END IF;"""
OWNERS_SETTING = "require_steps"
TRIGGERS = (
    ("batch_made_guard", "BEFORE INSERT ON batch FOR EACH ROW", "aidtrack_batch_made_guard"),
    ("setting_put_guard", f"BEFORE INSERT OR UPDATE ON setting FOR EACH ROW WHEN (NEW.name = '{OWNERS_SETTING}')", "aidtrack_owner_guard"),
    ("setting_gone_guard", f"BEFORE UPDATE OR DELETE ON setting FOR EACH ROW WHEN (OLD.name = '{OWNERS_SETTING}')", "aidtrack_owner_guard"),
)  # fmt: skip


def here(connection: Connection) -> tuple[str, str]:
    """The store's schema and that of its masked views, quoted."""
    [(store, masked)] = connection.rows(
        "SELECT quote_ident(current_schema()), quote_ident(current_schema() || '_masked')"
    )
    return str(store), str(masked)


def masked_schema(connection: Connection) -> list[str]:
    """The statements that make the views for readers."""
    store, masked = here(connection)
    return [f"CREATE SCHEMA IF NOT EXISTS {masked}", *masked_in(connection, masked, lambda name: f"{store}.{name}")]


def masked_in(connection: Connection, masked: str, read: Callable[[str], str]) -> list[str]:
    """The statements that make them in a schema (quoted) of what is read as `read` says."""
    made = masked_views(read, masked, partial(connection.engine.key_of, connection))
    # On one line, for `--print`.
    return [f"CREATE OR REPLACE VIEW {masked}.{name} AS {' '.join(sql.split())}" for name, sql in made]


def taken(connection: Connection, role: str) -> list[str]:
    """The statements that take everything here from a role (quoted)."""
    store, masked = here(connection)
    made = [f"REVOKE ALL ON ALL {what} IN SCHEMA {store} FROM {role}" for what in ("TABLES", "SEQUENCES", "FUNCTIONS")]
    made.append(f"REVOKE ALL ON SCHEMA {store} FROM {role}")
    if connection.value("SELECT to_regnamespace(:masked) IS NOT NULL", {"masked": masked}):
        made += [
            f"REVOKE ALL ON ALL TABLES IN SCHEMA {masked} FROM {role}",
            f"REVOKE ALL ON SCHEMA {masked} FROM {role}",
        ]
    if _gives_temporary(connection):
        made.append(f"REVOKE TEMPORARY ON DATABASE {_database(connection)} FROM {role}")
    return made


def given(connection: Connection, role: str, word: str) -> list[str]:
    """The statements that give a role (quoted) what its word says."""
    store, masked = here(connection)
    tables = [name for (name,) in connection.rows(
        "SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = quote_ident(current_schema())::regnamespace"
        " AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1")
        if name not in _KEPT_APART]  # fmt: skip
    seen = [f'"{name}"' for name, _ in views() if word != READER or name not in MASKED]
    if word == READER:
        tables = [name for name in tables if name not in (*MASKED, OFFICES_LOGS, "former_row")]
        made = [
            *masked_schema(connection),
            f"GRANT USAGE ON SCHEMA {store}, {masked} TO {role}",
            f"GRANT SELECT ON {', '.join(f'{masked}.{name}' for name in MASKED)} TO {role}",
        ]
    else:
        made = [f"GRANT USAGE ON SCHEMA {store} TO {role}"]
    made.append(f"GRANT SELECT ON {', '.join(f'{store}.{name}' for name in (*tables, *seen))} TO {role}")
    if is_collection(connection):
        made += _of_windows(connection, role, word)
    if called := callable_by(word):
        made.append(f"GRANT EXECUTE ON FUNCTION {', '.join(f'{store}.{name}' for name in called)} TO {role}")
    if may(word, CLERK):
        made += [
            *(
                f"GRANT INSERT ({columns}) ON {store}.{table} TO {role}"
                for table, columns in _without_numbers(connection)
            ),
            f"GRANT UPDATE (entries, first_entry_id, last_entry_id) ON {store}.batch TO {role}",
        ]
        if _gives_temporary(connection):
            made.append(f"GRANT TEMPORARY ON DATABASE {_database(connection)} TO {role}")
    if may(word, OFFICER):
        written = ", ".join(f"{store}.{name}" for name in (*NOUNS, "setting", "layout"))
        made += [
            f"GRANT INSERT (id) ON {store}.entry TO {role}",
            f"GRANT INSERT, UPDATE, DELETE ON {written} TO {role}",
            f"GRANT INSERT ON {store}.spelling, {store}.personal_value TO {role}",
        ]
    return made


def _of_windows(connection: Connection, role: str, word: str) -> Iterator[str]:
    """What shows a collection as its offices have it."""
    for shown, hidden in (WINDOWS[:2], WINDOWS[2:]):
        [(seen, masked)] = connection.rows(
            f"SELECT quote_ident(current_schema() || '{shown}'), quote_ident(current_schema() || '{hidden}')"
        )
        yield f"GRANT USAGE ON SCHEMA {seen}, {masked} TO {role}"
        if word != READER:
            yield f"GRANT SELECT ON ALL TABLES IN SCHEMA {seen} TO {role}"
        else:
            yield f"GRANT SELECT ON {', '.join(f'{masked}.{name}' for name in MASKED)} TO {role}"
            names = [name for (name,) in connection.rows(
                f"SELECT viewname FROM pg_views WHERE schemaname = current_schema() || '{shown}' ORDER BY 1") if name not in MASKED]  # fmt: skip
            if names:
                yield f"GRANT SELECT ON {', '.join(f'{seen}.{name}' for name in names)} TO {role}"


def _without_numbers(connection: Connection) -> list[tuple[str, str]]:
    """What a clerk brings rows of, with the columns that he may fill: the numbers of rows are given."""
    return connection.rows(
        "SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relname IN ('entry', 'batch', 'batch_file')"
        " AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'id' GROUP BY 1 ORDER BY 1"
    )


def _gives_temporary(connection: Connection) -> bool:
    """Whether whoever asks may give the right to temporary tables; everybody has it unless it was taken from all."""
    return bool(connection.value("SELECT has_database_privilege(current_database(), 'TEMPORARY WITH GRANT OPTION')"))


def _database(connection: Connection) -> str:
    return str(connection.value("SELECT quote_ident(current_database())"))
