"""What stands in a store's schema on PostgreSQL, as the server's own catalogues say it."""

from collections.abc import Collection

from aidtrack.store.engine.engine import Objects, Statements

EXECUTE = "execute"  # who may call which of our functions
_HERE = "quote_ident(current_schema())::regnamespace"
# Not what another server keeps of a collection, where nothing is guarded and figures are checked.
_KEPT_HERE = "NOT (c.relkind = 'f' AND c.relispartition)"
_OBJECTS = f"""
    SELECT 'table', relname::text, concat_ws(' ', relname, relpersistence, relrowsecurity, relforcerowsecurity, reloptions)
    FROM pg_class c WHERE relkind IN ('r', 'p', 'f') AND relnamespace = {_HERE} AND {_KEPT_HERE}
    UNION ALL SELECT 'column', c.relname || '.' || a.attname, concat_ws(' ', c.relname, format_type(a.atttypid, a.atttypmod),
        a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid), a.attcollation::regcollation,
        row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum))  -- a column that went leaves a gap, a dump none
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind IN ('r', 'p', 'f') AND c.relnamespace = {_HERE} AND a.attnum > 0 AND NOT a.attisdropped AND {_KEPT_HERE}
    UNION ALL SELECT 'constraint', c.relname || '.' || n.conname,
        concat_ws(' ', c.relname, pg_get_constraintdef(n.oid), n.convalidated, n.condeferrable)
    FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid WHERE n.connamespace = {_HERE} AND n.contype <> 'n' AND {_KEPT_HERE}
    UNION ALL SELECT 'index', i.relname, concat_ws(' ', c.relname, pg_get_indexdef(x.indexrelid, 0, true), x.indisvalid, x.indisready)
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid WHERE c.relnamespace = {_HERE}
    UNION ALL SELECT 'trigger', t.tgname, concat_ws(' ', c.relname, pg_get_triggerdef(t.oid, true), t.tgenabled)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relnamespace = {_HERE}
    UNION ALL SELECT 'function', proname || CASE WHEN pronargs > 0 THEN '(' || pg_get_function_identity_arguments(oid) || ')' ELSE '' END,
        concat_ws(' ', prosrc, prosecdef, provolatile, proisstrict, replace(array_to_string(proconfig, ' '), quote_ident(current_schema()) || ',', 'here,'), prolang)
    FROM pg_proc WHERE pronamespace = {_HERE} AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    UNION ALL SELECT 'view', relname, pg_get_viewdef(oid) FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = {_HERE}
    UNION ALL SELECT 'view', 'masked.' || relname, replace(pg_get_viewdef(oid), quote_ident(current_schema() || '_masked') || '.', 'masked.') FROM pg_class
    WHERE relkind IN ('v', 'm') AND relnamespace = to_regnamespace(quote_ident(current_schema() || '_masked'))
    UNION ALL SELECT 'grant', c.relname || '.' || CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee) END,
        concat_ws(' ', c.relname, string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type))
    FROM pg_class c CROSS JOIN aclexplode(c.relacl) a WHERE c.relnamespace = {_HERE} AND a.grantee <> c.relowner
        AND c.relname IN ('audit', 'entry', 'entry_ref', 'fund_balance', 'cell_balance', 'act', 'act_noun', 'owed', 'so_far', 'given', 'granted')
        AND a.privilege_type <> 'SELECT' GROUP BY c.relname, a.grantee
    UNION ALL SELECT 'grant', c.relname || '.' || CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee) END || ' of columns',
        concat_ws(' ', c.relname, string_agg(DISTINCT a.privilege_type, ', '))
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid CROSS JOIN aclexplode(t.attacl) a WHERE c.relnamespace = {_HERE} AND a.grantee <> c.relowner
        AND c.relname IN ('audit', 'entry_ref', 'fund_balance', 'cell_balance', 'act', 'act_noun', 'owed', 'so_far', 'given', 'granted')
        AND a.privilege_type <> 'SELECT' GROUP BY c.relname, a.grantee
    UNION ALL SELECT '{EXECUTE}', p.oid::regprocedure::text || '.' || CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee) END,
        concat_ws(' ', a.is_grantable)  -- of a function that was granted nobody everybody may call it
    FROM pg_proc p CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    WHERE p.pronamespace = {_HERE} AND p.proname LIKE 'aidtrack\\_%' AND a.grantee <> p.proowner
    UNION ALL SELECT 'inheritance', c.relname, concat_ws(' ', p.relname, c.relname)  -- its rows are read with ours, past the guards
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
    WHERE p.relkind IN ('r', 'p', 'f') AND p.relnamespace = {_HERE}
        AND {_KEPT_HERE}
    UNION ALL SELECT 'rule', tablename || '.' || rulename, concat_ws(' ', tablename, definition) FROM pg_rules WHERE schemaname = current_schema()
    UNION ALL SELECT 'policy', tablename || '.' || policyname, concat_ws(' ', tablename, permissive, roles, cmd, qual, with_check)
    FROM pg_policies WHERE schemaname = current_schema()"""


def objects(connection: Statements) -> Objects:
    """Of this store's schema only. How it is called makes no difference: what comes first in the search path the server calls by its name alone."""
    return {(str(kind), str(name)): str(text) for kind, name, text in connection.rows(_OBJECTS)}


def harmless(kind: str, text: str, tables: Collection[str]) -> bool:
    if kind == EXECUTE:
        return False
    if kind in ("view", "function"):  # a trigger that calls it is told by itself
        return True
    if text.partition(" ")[0] not in tables:
        return True
    return kind == "index" and " UNIQUE INDEX " not in text


def present_triggers(connection: Statements) -> dict[str, str | None]:
    """Of a trigger only the name is known; what it does stands in its function. In a session that takes itself for a replica few fire."""
    sql = (
        "SELECT tgname, NULL FROM pg_trigger WHERE NOT tgisinternal"
        " AND (tgenabled = 'A' OR tgenabled = 'O' AND current_setting('session_replication_role') <> 'replica')"
        f" UNION ALL SELECT proname, prosrc FROM pg_proc WHERE pronamespace = {_HERE}"
    )
    return dict(connection.rows(sql))


def watching(connection: Statements) -> list[tuple[str, str]]:
    return connection.rows(
        "SELECT tgname::text, relname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        f" WHERE NOT tgisinternal AND relnamespace = {_HERE}"
    )
