"""The schema on SQLite: guards judge row by row, and stand and fall with their tables."""

from collections.abc import Collection

from aidtrack.ledger.guards import JUDGED, RULES, broken_by
from aidtrack.ledger.kind import KINDS
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.engine import Guard
from aidtrack.store.engine.sqlite import APPLICATION_ID, harmless
from aidtrack.store.schema.balances import CELL_KINDS, NEW_SUMS, balance_update
from aidtrack.store.schema.forgets import TABLES as FORGETTING
from aidtrack.store.schema.forgets import forgets, masks_glob
from aidtrack.store.schema.guarded import APPEND_ONLY, COMPLETED, ENTRY_GUARD, KEPT, UNKNOWN_BATCH, undeclared
from aidtrack.store.schema.noun_guards import NOUN_GUARDS
from aidtrack.store.schema.own import Own
from aidtrack.store.schema.windows import bounds, windows, windows_of_all

_OURS = "'aidtrack "  # each trigger of ours, of whichever schema, refuses by such a word
_ROW = ", ".join(f"NEW.{name} AS {name}" for name in JUDGED)
# SQLite checks references only for who asks for it; a guard that trusts them must look for itself.
_DANGLING = " OR ".join(
    f"(NEW.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = NEW.{column}))"
    for column, table in (
        ("fund_id", "fund"), ("project_id", "project"), ("village_id", "village"), ("reverses_id", "entry"), ("batch_id", "batch"),
        ("household_id", "household"), ("loan_id", "entry"), ("carries_id", "entry"),
        ("moves_id", "entry"), ("corrects_id", "entry"),
    )
)  # fmt: skip


def triggers() -> list[tuple[str, str]]:
    made: list[tuple[str, str]] = []

    def trigger(name: str, when: str, body: str) -> None:
        made.append((name, f"CREATE TRIGGER {name} {when} BEGIN {body} END"))

    for table in APPEND_ONLY:
        refuse = "SELECT RAISE(ABORT, 'aidtrack G7');"
        kept = [COMPLETED[table]] if table in COMPLETED else []
        kept += [f"NOT {forgets(table, masks_glob)}"] if table in FORGETTING else []
        done = f" WHEN {' AND '.join(f'({one})' for one in kept)}" if kept else ""
        trigger(f"{table}_no_update", f"BEFORE UPDATE ON {table}{done}", refuse)
        trigger(f"{table}_no_delete", f"BEFORE DELETE ON {table}", refuse)
        # INSERT OR REPLACE deletes without the delete trigger unless recursive_triggers is on; so catch it here.
        same = "id = NEW.id" + (" OR undoes = NEW.undoes" if table == "batch" else "")
        exists = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
        trigger(f"{table}_no_replace", f"BEFORE INSERT ON {table} {exists}", refuse)
    trigger("batch_kind", f"BEFORE INSERT ON batch WHEN {UNKNOWN_BATCH}", "SELECT RAISE(ABORT, 'aidtrack kind');")
    in_use = "WHEN NEW.ref IS NOT NULL AND EXISTS (SELECT 1 FROM entry_ref WHERE ref = NEW.ref)"
    trigger("entry_ref_in_use", f"BEFORE INSERT ON entry {in_use}", "SELECT RAISE(ABORT, 'aidtrack ref');")
    broken = " ".join(f"WHEN '{rule}' THEN RAISE(ABORT, 'aidtrack {rule}')" for rule in RULES)
    fund_sets = _balance_sets(list(KINDS), "NEW.amount_fen", "NEW.kind")
    cell_sets = _balance_sets(CELL_KINDS, "NEW.amount_fen", "NEW.kind")
    cell = "fund_id = NEW.fund_id AND project_id = coalesce(NEW.project_id, 0) AND village_id = coalesce(NEW.village_id, 0)"
    per_cell = "NEW.kind IN (" + ", ".join(f"'{name}'" for name in CELL_KINDS) + ")"
    # Insert-then-update: an upsert would follow the outer statement's OR REPLACE.
    trigger(
        ENTRY_GUARD,
        "AFTER INSERT ON entry",
        f"""SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed') WHERE {_DANGLING};
        SELECT RAISE(ABORT, 'aidtrack kind') WHERE {undeclared("NEW.kind", KINDS)};
        SELECT CASE substr(rule, 1, 2) {broken} END FROM ({broken_by("NEW", f"(SELECT {_ROW})")}) WHERE rule IS NOT NULL LIMIT 1;
        INSERT INTO fund_balance (fund_id) SELECT NEW.fund_id
            WHERE NOT EXISTS (SELECT 1 FROM fund_balance WHERE fund_id = NEW.fund_id);
        UPDATE fund_balance SET {fund_sets} WHERE fund_id = NEW.fund_id;
        INSERT INTO cell_balance (fund_id, project_id, village_id)
            SELECT NEW.fund_id, coalesce(NEW.project_id, 0), coalesce(NEW.village_id, 0)
            WHERE {per_cell} AND NOT EXISTS (SELECT 1 FROM cell_balance WHERE {cell});
        UPDATE cell_balance SET {cell_sets} WHERE {per_cell} AND {cell};
        INSERT INTO entry_ref (ref, entry_id) SELECT NEW.ref, NEW.id WHERE NEW.ref IS NOT NULL;""",
    )
    for guard in NOUN_GUARDS:
        refuse = f"SELECT RAISE(ABORT, 'aidtrack {guard.rule}') WHERE {guard.broken};"
        trigger(guard.name, f"AFTER UPDATE OF {', '.join(guard.columns)} ON {guard.noun}", refuse)
    # Without the pragma foreign_keys a noun that holds money could be deleted, or replaced and escape the guards above.
    for noun, balance in (("fund", "fund_balance"), ("project", "cell_balance"), ("village", "cell_balance")):
        for name, when, row in (("no_delete", "BEFORE DELETE", "OLD"), ("no_replace", "AFTER INSERT", "NEW")):
            in_use = f"WHEN EXISTS (SELECT 1 FROM {balance} WHERE {noun}_id = {row}.id)"
            trigger(f"{noun}_{name}", f"{when} ON {noun} {in_use}", "SELECT RAISE(ABORT, 'aidtrack G7');")
    for table, event in KEPT:
        changed = " WHEN NEW.id <> OLD.id" if event == "UPDATE OF id" else ""
        name = f"{table}_{event.split()[0].lower()}_kept"
        event = event.removesuffix(" OF id")  # UPDATE OF id does not see an UPDATE of rowid, which is the same column
        trigger(name, f"BEFORE {event} ON {table}{changed}", "SELECT RAISE(ABORT, 'aidtrack G7');")
    return made


def _balance_sets(kinds: Collection[str], amount: str, kind: str) -> str:
    return ", ".join(
        f"{KINDS[name].balance}_fen = CASE WHEN {kind} = '{name}'"
        f" THEN coalesce({KINDS[name].balance}_fen, 0) + {amount} ELSE {KINDS[name].balance}_fen END"
        for name in kinds
    )


def suspended() -> list[Guard]:
    """What steps aside inside an act of several steps, which applies the same rules to the whole at its end."""
    made = dict(triggers())
    tables = {ENTRY_GUARD: "entry", "entry_ref_in_use": "entry", "entry_no_replace": "entry"}
    tables |= {guard.name: guard.noun for guard in NOUN_GUARDS}
    return [Guard(name, table, made[name]) for name, table in tables.items()]


def take_in_sound(connection: Connection) -> bool:
    """The file is locked, and nobody but the program judges an act."""
    return False


def take_in(connection: Connection) -> None:
    for table in ("fund_balance", "cell_balance"):
        connection.execute(balance_update(NEW_SUMS, table))


def settle(connection: Connection) -> None:
    """Each entry's guard has its balances take it in."""


def known_to_plans(connection: Connection) -> None:
    """It plans by the indexes that there are."""


def claim_refs(connection: Connection, first: int, last: int) -> int:
    claimed: int = connection.execute(
        "INSERT INTO entry_ref (ref, entry_id) SELECT ref, id FROM entry WHERE id BETWEEN :first AND :last AND ref IS NOT NULL ORDER BY id"
        " ON CONFLICT (ref) DO NOTHING",
        {"first": first, "last": last},
    ).rowcount
    return claimed


def free_refs(connection: Connection, batch_id: int, first: int, last: int) -> int:
    freed: int = connection.execute(
        """DELETE FROM entry_ref WHERE entry_id BETWEEN :first AND :last AND ref IN (
            SELECT e.ref FROM entry e WHERE e.id BETWEEN :first AND :last AND e.batch_id = :batch AND e.ref IS NOT NULL)""",
        {"first": first, "last": last, "batch": batch_id},
    ).rowcount
    return freed


def unchanged(present: str | None, made: str) -> bool:
    """Whether a trigger is as we make it."""
    return present == made


def look_at(connection: Connection, numbers: Collection[int]) -> None:
    """Temporary views, for as long as the connection is there; they change nothing that is stored."""
    first, last = bounds(numbers)
    several = f" / {SPAN} IN ({', '.join(map(str, sorted(numbers)))})"

    def chosen(by: str) -> str:
        return f"{by} BETWEEN {first} AND {last}" + (f" AND {by}{several}" if len(numbers) > 1 else "")

    only = next(iter(numbers)) if len(numbers) == 1 else 0
    connection.execute("PRAGMA query_only=OFF")
    for name, sql in windows("main", chosen, str(only)) if numbers else windows_of_all("main", chosen):
        connection.execute(f"CREATE TEMPORARY VIEW {name} AS {sql}")
    connection.execute("PRAGMA query_only=ON")


def prepare(connection: Connection) -> None:
    """Alembic's own would not be STRICT."""
    connection.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT")


def seal(connection: Connection, schema: int) -> None:
    """The file says what it is."""
    connection.dbapi.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.dbapi.execute(f"PRAGMA user_version = {schema}")


def drops(connection: Connection, views: Collection[str]) -> list[str]:
    """What takes the triggers and these views of ours away, so that a migration can rebuild tables."""
    found = connection.dbapi.execute("SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')")
    return [
        f'DROP {kind} "{name}"'
        for kind, name, sql in found.fetchall()
        if (name in views if kind == "view" else _OURS in sql)
    ]


def own(
    connection: Connection, tables: Collection[str], views: Collection[str], indexes: Collection[str] | None
) -> list[Own]:
    """What people added, of which a migration would find a view torn, or take a trigger or an index away with its table."""
    found = connection.dbapi.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('view', 'trigger', 'index') AND sql IS NOT NULL"
    )
    made = []
    for kind, name, table, sql in found.fetchall():
        ours = {
            "view": name in views,
            "trigger": _OURS in sql,
            "index": table not in tables or name in (indexes or ()),
        }[kind]
        if not ours:
            quoted = '"' + name.replace('"', '""') + '"'
            probe = f"SELECT * FROM {quoted} LIMIT 0" if kind == "view" else None
            refuses = table in tables and not harmless(kind, f"{table}: {sql}", tables)
            made.append(Own(f"{kind} {name}", f"DROP {kind} {quoted}", (sql,), probe, refuses))
    return made
