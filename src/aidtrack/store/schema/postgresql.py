"""The schema on PostgreSQL: guards judge what a whole statement brings, under the lock of its funds' balances."""

from collections.abc import Collection

from aidtrack.ledger.guards import breaches
from aidtrack.ledger.kind import KINDS
from aidtrack.store.engine.collections import SPAN, is_collection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.engine import Guard
from aidtrack.store.engine.postgresql import PINNED
from aidtrack.store.engine.rights import READER
from aidtrack.store.schema import acts, forgets, given, grants, owed, possible, so_far, taken_back, told, written_for
from aidtrack.store.schema.guarded import (
    APPEND_ONLY,
    COMPLETED,
    ENTRY_GUARD,
    KEPT,
    NEVER_EMPTIED,
    UNKNOWN_BATCH,
    undeclared,
)
from aidtrack.store.schema.masked import READ
from aidtrack.store.schema.noun_guards import NOUN_GUARDS
from aidtrack.store.schema.own import Own
from aidtrack.store.schema.parts import KEYS
from aidtrack.store.schema.refusing import refusing
from aidtrack.store.schema.windows import bounds, windows, windows_of_all


def triggers() -> list[tuple[str, str]]:
    made: list[tuple[str, str]] = []

    def function(name: str, body: str, takes: str = "() RETURNS trigger") -> None:
        made.append((name, f"CREATE FUNCTION {name}{takes} LANGUAGE plpgsql AS $aidtrack$ BEGIN {body} END $aidtrack$"))

    def trigger(name: str, when: str, call: str) -> None:
        made.append((name, f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {call}()"))

    function("aidtrack_append_only", refusing("G7"))
    for table in APPEND_ONLY:
        by_row = table in COMPLETED or table in forgets.TABLES
        events = "BEFORE DELETE OR TRUNCATE" if by_row else "BEFORE UPDATE OR DELETE OR TRUNCATE"
        trigger(f"{table}_append_only", f"{events} ON {table} FOR EACH STATEMENT", "aidtrack_append_only")
    for table in NEVER_EMPTIED:
        trigger(f"{table}_no_truncate", f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT", "aidtrack_append_only")
    for table in forgets.TABLES:
        allowed = forgets.forgets(table, forgets.masks_like)
        function(f"aidtrack_{table}_kept", f"IF NOT {allowed} THEN {refusing('G7')} END IF; RETURN NEW;")
    for table in dict.fromkeys((*COMPLETED, *forgets.TABLES)):
        done = f" WHEN ({COMPLETED[table]})" if table in COMPLETED else ""
        call = f"aidtrack_{table}_kept" if table in forgets.TABLES else "aidtrack_append_only"
        trigger(f"{table}_no_update", f"BEFORE UPDATE ON {table} FOR EACH ROW{done}", call)
    function("aidtrack_unknown_kind", refusing("kind"))
    trigger("batch_kind", f"BEFORE INSERT ON batch FOR EACH ROW WHEN ({UNKNOWN_BATCH})", "aidtrack_unknown_kind")
    sums = acts.sums_of("new_entry")
    to_blame = f"{breaches('new_entry', sums)} LIMIT 1"
    function(
        "aidtrack_entry_guard",
        f"""
        DECLARE broken record; suspected boolean; of_others boolean; of_run boolean; many bigint; lowest bigint; highest bigint; {acts.ONE} record;
        BEGIN
            SELECT count(*), min(id), max(id) INTO many, lowest, highest FROM new_entry;
            IF many = 0 THEN
                RETURN NULL;
            END IF;
            IF EXISTS (SELECT 1 FROM new_entry WHERE {undeclared("kind", KINDS)}) THEN
                {refusing("kind")}
            END IF;
            IF EXISTS (SELECT 1 FROM new_entry WHERE {possible.IMPOSSIBLE}) THEN
                {refusing(possible.CONSTRAINT)}
            END IF;
            IF {taken_back.BROUGHT} THEN
                IF {taken_back.REVIVED} THEN
                    {refusing(taken_back.CONSTRAINT)}
                END IF;
            END IF;
            {grants.OF_OFFICERS}
            {given.ENTRIES}
            {owed.OWES}
            {acts.WAITING_ENTRIES}
            IF many = 1 THEN
                SELECT * INTO {acts.ONE} FROM new_entry;
                of_run := {acts.ONE}.batch_id IS NOT NULL;
                IF of_run THEN
                    of_run := {so_far.of_run(f"{acts.ONE}.batch_id")};
                END IF;
                {acts.held(acts.ONE_ROW)}
                IF NOT of_run THEN
                    {so_far.SETTLED}
                END IF;
                {acts.suspicion_of_one()}
                IF NOT suspected THEN
                    {acts.taken_in(acts.ONE_SUM)}
                END IF;
            ELSE
                of_run := false;
                {acts.held("new_entry")}
                {so_far.SETTLED}
                {acts.suspicion("new_entry", sums)}
                IF NOT suspected THEN
                    {acts.taken_in(sums)}
                END IF;
            END IF;
            IF suspected THEN
                IF of_run THEN
                    WITH {so_far.balances(sums)} SELECT * INTO broken FROM ({to_blame}) x;
                ELSE
                    SELECT * INTO broken FROM ({to_blame}) x;
                END IF;
                IF FOUND THEN
                    RAISE EXCEPTION 'aidtrack %', left(broken.rule, 2)
                        USING ERRCODE = 'check_violation', CONSTRAINT = left(broken.rule, 2), DETAIL = format('entry %s, short by %s fen', broken.id, broken.short_fen);
                END IF;
                {acts.taken_in(sums)}
            END IF;
            INSERT INTO entry_ref (ref, entry_id) SELECT ref, id FROM new_entry WHERE ref IS NOT NULL;
            RETURN NULL;
        END;""",
    )
    trigger(
        ENTRY_GUARD,
        "AFTER INSERT ON entry REFERENCING NEW TABLE AS new_entry FOR EACH STATEMENT",
        "aidtrack_entry_guard",
    )
    for guard in NOUN_GUARDS:
        waits = acts.waiting_noun(guard.noun)
        asked = f"{so_far.SETTLED if guard.of_balances else ''} IF {guard.broken} THEN {refusing(guard.rule)} END IF;"
        function(f"aidtrack_{guard.name}", f"{waits} {asked} RETURN NULL;")
        when = f"AFTER UPDATE OF {', '.join(guard.columns)} ON {guard.noun} FOR EACH ROW"
        trigger(guard.name, when, f"aidtrack_{guard.name}")
    for table, event in KEPT:
        changed = " WHEN (NEW.id <> OLD.id)" if event == "UPDATE OF id" else ""
        name = f"{table}_{event.split()[0].lower()}_kept"
        trigger(name, f"BEFORE {event} ON {table} FOR EACH ROW{changed}", "aidtrack_append_only")
    for part in (acts, grants, owed, so_far, given, told, written_for):
        for name, takes, body in part.functions():
            function(name, body, takes)
    for name, when, call in (*grants.TRIGGERS, *owed.TRIGGERS, *given.TRIGGERS):
        trigger(name, when, call)
    made += [acts.ENDS, owed.ENDS, so_far.ENDS, given.ENDS]
    return made


def suspended() -> list[Guard]:
    """They wait by themselves (`acts`)."""
    return []


def take_in_sound(connection: Connection) -> bool:
    connection.execute("SAVEPOINT taking_in")
    if sound := bool(connection.value("SELECT aidtrack_take_in()")):
        connection.execute("RELEASE SAVEPOINT taking_in")
    else:
        connection.execute("ROLLBACK TO SAVEPOINT taking_in")
        connection.execute("SELECT aidtrack_hold_act()")
    return sound


def take_in(connection: Connection) -> None:
    connection.execute("SELECT aidtrack_take_in()")
    settle(connection)


def settle(connection: Connection) -> None:
    connection.execute("SELECT aidtrack_settle()")


def known_to_plans(connection: Connection) -> None:
    connection.execute("SELECT aidtrack_known_to_plans()")


def claim_refs(connection: Connection, first: int, last: int) -> int:
    return int(connection.value("SELECT aidtrack_claim_refs(:first, :last)", {"first": first, "last": last}))


def free_refs(connection: Connection, batch_id: int, first: int, last: int) -> int:
    freed = connection.value(
        "SELECT aidtrack_free_refs(:batch, :first, :last)", {"batch": batch_id, "first": first, "last": last}
    )
    return int(freed)


def unchanged(present: str | None, made: str) -> bool:
    """Whether a trigger, of which only the name is known, or a function is as we make it."""
    return present is None or f"$aidtrack${present}$aidtrack$" in made


def prepare(connection: Connection) -> None:
    """As Alembic makes it; and what is there on a server alone."""
    for name, value in PINNED.items():
        connection.execute(f"SET LOCAL {name} = '{value}'")
    key = "CONSTRAINT alembic_version_pkc PRIMARY KEY"
    connection.execute(f"CREATE TABLE IF NOT EXISTS alembic_version (version_num varchar(32) NOT NULL {key})")
    connection.dbapi.execute(acts.TABLES)
    connection.dbapi.execute(owed.TABLE)
    connection.dbapi.execute(so_far.TABLE)
    connection.dbapi.execute(given.TABLE)


_PINS = " ".join(f"SET {name} = ''{value}''" for name, value in PINNED.items())
# Of these what is under way is looked up by its keys, entry after entry: a session keeps a plan, and made it when there was next to nothing.
_BY_KEYS = (
    "entry_guard", "begin_act", "take_in", "end_act", "act_ended", "owed", "settle", "put_so_far", "so_far_ended", "came_in_act", "given_ended",
)  # fmt: skip
# What our functions do they do as the owner of the store and in its schema, and read as we write, whoever calls them; and nobody calls them unasked.
_AS_OWNER = rf"""DO $$ DECLARE ours regprocedure; BEGIN
    FOR ours IN SELECT oid FROM pg_proc WHERE pronamespace = quote_ident(current_schema())::regnamespace AND proname LIKE 'aidtrack\_%' LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp {_PINS}', ours, current_schema());
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', ours);
        IF (SELECT proname FROM pg_proc WHERE oid = ours) IN ({", ".join(f"'aidtrack_{name}'" for name in _BY_KEYS)}) THEN
            EXECUTE format('ALTER FUNCTION %s SET enable_seqscan = off', ours);
        END IF;
    END LOOP; END $$"""


# What stands in the schema is found before what a server has for other types: a function or operator there would run as the owner.
_NOBODY_ELSE_MAKES = """DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM pg_namespace n, aclexplode(n.nspacl) a
            WHERE n.nspname = current_schema() AND a.grantee = 0 AND a.privilege_type = 'CREATE') THEN
        EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', current_schema());
    END IF; END $$"""


_OFFICES, _, _EVERY, _ = grants.WINDOWS
_CHOSEN = (
    "{0} BETWEEN current_setting('aidtrack.first')::bigint AND current_setting('aidtrack.last')::bigint"
    f" AND (current_setting('aidtrack.numbers') = '{{{{}}}}' OR {{0}} / {SPAN} = ANY (current_setting('aidtrack.numbers')::bigint[]))"
)
_ONLY = "current_setting('aidtrack.only')::bigint"


def _make_windows(connection: Connection) -> None:
    """Schemas of views, of some offices by what the session says, and before each what a reader sees of these: a standby has them too.

    Of all offices there are only those that nobody reads as they are: a condition that asks the session would bring every row here.
    """
    store, _ = grants.here(connection)
    some, hidden, every, every_hidden = _windows_of(connection)
    of_all = [*windows_of_all(store, lambda by: "true"), ("household", f"SELECT * FROM {store}.household")]
    for shown, masked, made in (
        (some, hidden, [*windows(store, _CHOSEN.format, _ONLY, KEYS)]),
        (every, every_hidden, of_all),
    ):
        for place in (shown, masked):
            connection.execute(f"DROP SCHEMA IF EXISTS {place} CASCADE")
            connection.execute(f"CREATE SCHEMA {place}")
        for name, sql in made:
            connection.execute(f"CREATE VIEW {shown}.{name} AS {sql}")
        here = {name for name, _ in made}
        places = {name: f"{shown if name in here else store}.{name}" for name in READ}
        for statement in grants.masked_in(connection, masked, places.__getitem__):
            connection.execute(statement)


def _windows_of(connection: Connection) -> tuple[str, ...]:
    names = ", ".join(f"quote_ident(current_schema() || '{name}')" for name in grants.WINDOWS)
    [found] = connection.rows(f"SELECT {names}")
    return found


# What is summed of a part, and joined in it, is so where the part is.
_OF_PARTS = {"enable_partitionwise_aggregate": "on", "enable_partitionwise_join": "on"}


def look_at(connection: Connection, numbers: Collection[int]) -> None:
    first, last = bounds(numbers)
    only = next(iter(numbers)) if len(numbers) == 1 else 0
    told = {"first": first, "last": last, "numbers": "{" + ", ".join(map(str, numbers)) + "}", "only": only}
    for name, value in told.items():
        connection.execute("SELECT set_config(:name, :value, true)", {"name": f"aidtrack.{name}", "value": str(value)})
    for name, value in _OF_PARTS.items():
        connection.execute(f"SET LOCAL {name} = {value}")
    [(path,)] = connection.rows("SELECT current_schemas(false)")
    shown = f"{path[-1]}{_OFFICES if numbers else _EVERY}"
    before = [*([f"{shown}_masked"] if connection.right == READER else []), shown, *path]
    quoted = "SELECT set_config('search_path', string_agg(quote_ident(one), ', ' ORDER BY at), true) FROM unnest(CAST(:path AS text[])) WITH ORDINALITY AS p (one, at)"
    connection.execute(quoted, {"path": before})


def seal(connection: Connection, schema: int) -> None:
    """Alembic's table says which schema it is."""
    connection.dbapi.execute(_AS_OWNER)
    connection.dbapi.execute(_NOBODY_ELSE_MAKES)
    if is_collection(connection):
        _make_windows(connection)
    else:
        for table in given.NUMBERED:  # raw SQL may have chosen some before guards asked
            connection.dbapi.execute(given.CAUGHT_UP.format(table=table))
    for name in grants.ASKED:
        connection.dbapi.execute(f"GRANT EXECUTE ON FUNCTION {name} TO PUBLIC")
    _renew(connection)


def _renew(connection: Connection) -> None:
    """Whoever was granted something has it again: what stands anew stands without."""
    for role, word in connection.rows(
        "SELECT quote_ident(g.role), g.word FROM granted g JOIN pg_roles r ON r.rolname = g.role ORDER BY g.id"
    ):
        for statement in grants.given(connection, role, word):
            connection.dbapi.execute(statement)


def drops(connection: Connection, views: Collection[str]) -> list[str]:
    """What takes the triggers and these views of ours away, so that a migration can rebuild tables."""
    found = connection.dbapi.execute("SELECT viewname FROM pg_views WHERE schemaname = current_schema()")
    of_views = [f'DROP VIEW "{name}"' for (name,) in found.fetchall() if name in views]
    found = connection.dbapi.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = quote_ident(current_schema())::regnamespace AND proname LIKE 'aidtrack\\_%%'"
    )
    [(masked,)] = connection.dbapi.execute("SELECT quote_ident(current_schema() || '_masked')").fetchall()
    return (
        [f"DROP SCHEMA IF EXISTS {one} CASCADE" for one in (masked, *_windows_of(connection))]
        + of_views
        + [f"DROP FUNCTION {name} CASCADE" for (name,) in found.fetchall()]
    )


# Views of people, of this schema or another, that lean on a table or a view of ours; and ours, which lose their grants.
_LEANING = """
    WITH RECURSIVE leaning (oid) AS (
        SELECT oid FROM pg_class WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relname = ANY (%s)
        UNION SELECT r.ev_class FROM leaning l JOIN pg_depend d ON d.refobjid = l.oid AND d.refclassid = 'pg_class'::regclass
            JOIN pg_rewrite r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass)
    SELECT c.oid, c.oid::regclass::text, c.relname, c.relkind = 'm', c.relnamespace = quote_ident(current_schema())::regnamespace, pg_get_viewdef(c.oid),
        array_to_string(c.reloptions, ', '), quote_ident(pg_get_userbyid(c.relowner)), pg_get_userbyid(c.relowner) = current_user
    FROM leaning JOIN pg_class c USING (oid) WHERE c.relkind IN ('v', 'm')
        AND NOT EXISTS (SELECT 1 FROM pg_namespace n WHERE n.oid = c.relnamespace
            AND n.nspname IN ({})) ORDER BY c.oid""".format(
    ", ".join(f"current_schema() || '{name}'" for name in ("_masked", *grants.WINDOWS))
)
# Of a relation (its oid twice): what stands on it, and who may do what with it.
_UPON = """
    SELECT indexdef FROM pg_indexes i JOIN pg_class c ON c.relname = i.tablename AND c.relnamespace = i.schemaname::regnamespace
    WHERE c.oid = %s AND c.relkind = 'm'
    UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE t.tgrelid = %s AND NOT t.tgisinternal"""
_GRANTS = """
    SELECT format('GRANT %%s ON %%s TO %%s', a.privilege_type, c.oid::regclass,
        CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
        || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
    FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = %s AND a.grantee <> c.relowner
        AND NOT (a.privilege_type = 'SELECT' AND NOT a.is_grantable AND a.grantee <> 0 AND pg_get_userbyid(a.grantee) = ANY (%s))"""
_TRIGGERS = """
    SELECT t.tgname, format('DROP TRIGGER %%I ON %%s', t.tgname, t.tgrelid::regclass) FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relname = ANY (%s) AND p.proname NOT LIKE 'aidtrack\\_%%'"""
_UNIQUE = """
    SELECT i.relname, format('DROP INDEX %%s', x.indexrelid::regclass) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
    JOIN pg_class c ON c.oid = x.indrelid WHERE x.indisunique AND c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relname = ANY (%s)
    AND NOT EXISTS (SELECT 1 FROM pg_constraint n WHERE n.conindid = x.indexrelid)"""


def own(
    connection: Connection, tables: Collection[str], views: Collection[str], indexes: Collection[str] | None
) -> list[Own]:
    """What people added and a migration cannot pass over; their plain indexes stay where they are. With it the grants on our views."""
    made = []
    known = connection.engine.has_table(connection, "granted")  # what these see of ours `_renew` gives them anew
    given_anew = [role for (role,) in connection.rows("SELECT role FROM granted")] if known else []
    rows = connection.dbapi.execute(_LEANING, ([*tables, *views],)).fetchall()
    for oid, shown, name, kept, here, body, options, owner, mine in rows:
        ours = here and name in views
        anew = given_anew if ours else []
        grants = [sql for (sql,) in connection.dbapi.execute(_GRANTS, (oid, anew)).fetchall()]
        if ours:
            made += [Own(f"grants on {name}", "", grants)] if grants else []
            continue
        kind = "MATERIALIZED VIEW" if kept else "VIEW"
        created = f"CREATE {kind} {shown}{f' WITH ({options})' if options else ''} AS {body}"
        upon = [sql for (sql,) in connection.dbapi.execute(_UPON, (oid, oid)).fetchall()]
        handed = [] if mine else [f"ALTER {kind} {shown} OWNER TO {owner}"]
        made.append(Own(f"view {name}", f"DROP {kind} IF EXISTS {shown} CASCADE", [created, *upon, *handed, *grants]))
    made += [Own(f"trigger {name}", drop, (), refuses=True)
             for name, drop in connection.dbapi.execute(_TRIGGERS, ([*tables],)).fetchall()]  # fmt: skip
    if indexes is not None:
        made += [Own(f"index {name}", drop, (), refuses=True)
                 for name, drop in connection.dbapi.execute(_UNIQUE, ([*tables],)).fetchall() if name not in indexes]  # fmt: skip
    return made
