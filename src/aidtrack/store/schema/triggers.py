"""The guards as each engine runs them: append-only tables, the rules of `ledger/guards.py`, the running balances.

A refused row fails with `aidtrack G1` … `aidtrack G8`, `aidtrack ref` or `aidtrack kind`; `store/records/entries.py` turns that into a sentence.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from aidtrack.ledger.batch import BATCH_KINDS
from aidtrack.ledger.closing import LATE_EXCUSED_FEN, late_sums
from aidtrack.ledger.earmark import EARMARK_FITS
from aidtrack.ledger.excuse import UNEXCUSED_FEN, UNEXCUSED_LENT_FEN
from aidtrack.ledger.guards import JUDGED, breaches
from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import ALLOCATED, LENT, allocatable_sql, unallocated_sql
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Engine

APPEND_ONLY = ("entry", "audit", "batch", "batch_file")
RULES = ("G1", "G2", "G3", "G4", "G5", "G6", "G8")
ENTRY_GUARD = "entry_guard"

_ROW = ", ".join(f"NEW.{name} AS {name}" for name in JUDGED)
_SUM = (
    "NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind,"
    " NEW.amount_fen AS total, NEW.date AS last_on"
)

# A fund may not come to state less than is already allocated, nor become a grant where it has lent; nor may an earmark come to
# exclude what was allocated.
_BUDGET_SHORT = f"""EXISTS (
    SELECT 1 FROM fund_balance b WHERE b.fund_id = NEW.id AND {unallocated_sql("NEW.budget_fen")} < 0
      AND {allocatable_sql("NEW.budget_fen")} < {allocatable_sql("OLD.budget_fen")})"""
_EARMARK_BROKEN = f"""EXISTS (
    SELECT 1 FROM cell_balance c JOIN fund f ON f.id = c.fund_id
    LEFT JOIN project p ON p.id = c.project_id LEFT JOIN village v ON v.id = c.village_id
    WHERE c.{{key}} = NEW.id AND {ALLOCATED.sql("c")} > 0 AND NOT {EARMARK_FITS} AND {UNEXCUSED_FEN} > 0)"""
_LENT_ALREADY = f"""NEW.form = 'grant' AND coalesce(OLD.form, '') <> 'grant' AND EXISTS (
    SELECT 1 FROM fund_balance b WHERE b.fund_id = NEW.id AND {LENT.sql("b")} > 0 AND {UNEXCUSED_LENT_FEN} > 0)"""
_CLOSED_TOO_EARLY = f"""NEW.closed_on IS NOT NULL AND EXISTS (
    SELECT 1 FROM {late_sums("SELECT NEW.id")} late JOIN project p ON p.id = late.project_id
    WHERE late.fen > 0 AND late.fen > {LATE_EXCUSED_FEN})"""


def _balance_sets(kinds: list[str], amount: str, kind: str) -> str:
    return ", ".join(
        f"{KINDS[name].balance}_fen = CASE WHEN {kind} = '{name}'"
        f" THEN coalesce({KINDS[name].balance}_fen, 0) + {amount} ELSE {KINDS[name].balance}_fen END"
        for name in kinds
    )


# SQLite checks references only for who asks for it; a guard that trusts them must look for itself.
_DANGLING = " OR ".join(
    f"(NEW.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = NEW.{column}))"
    for column, table in (
        ("fund_id", "fund"), ("project_id", "project"), ("village_id", "village"), ("reverses_id", "entry"), ("batch_id", "batch"),
        ("household_id", "household"), ("loan_id", "entry"), ("carries_id", "entry"),
    )
)  # fmt: skip
# What raw SQL has no reason to touch: the ids that money refers to, the balances' rows, whom a 流水号 stands for, how texts compare.
_KEPT = (
    *((noun, "UPDATE OF id") for noun in NOUNS),
    ("fund_balance", "DELETE"), ("cell_balance", "DELETE"), ("entry_ref", "UPDATE"),
    ("spelling", "UPDATE"), ("spelling", "DELETE"),
)  # fmt: skip
_CELL_KINDS = [name for name, kind in KINDS.items() if kind.per_cell]


def _undeclared(kind: str, kinds: Iterable[str]) -> str:
    """The SQL condition that nobody declared `kind`."""
    listed = ", ".join(f"'{name}'" for name in kinds)
    return f"{kind} NOT IN ({listed})"


_UNKNOWN_BATCH = _undeclared("NEW.kind", BATCH_KINDS)


def _sqlite() -> list[tuple[str, str]]:
    made: list[tuple[str, str]] = []

    def trigger(name: str, when: str, body: str) -> None:
        made.append((name, f"CREATE TRIGGER {name} {when} BEGIN {body} END"))

    for table in APPEND_ONLY:
        refuse = "SELECT RAISE(ABORT, 'aidtrack G7');"
        # A batch is completed once, when its load ends.
        done = " WHEN OLD.entries IS NOT NULL" if table == "batch" else ""
        trigger(f"{table}_no_update", f"BEFORE UPDATE ON {table}{done}", refuse)
        trigger(f"{table}_no_delete", f"BEFORE DELETE ON {table}", refuse)
        # INSERT OR REPLACE deletes without the delete trigger unless recursive_triggers is on; so catch it here.
        same = "id = NEW.id" + (" OR undoes = NEW.undoes" if table == "batch" else "")
        exists = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
        trigger(f"{table}_no_replace", f"BEFORE INSERT ON {table} {exists}", refuse)
    trigger("batch_kind", f"BEFORE INSERT ON batch WHEN {_UNKNOWN_BATCH}", "SELECT RAISE(ABORT, 'aidtrack kind');")
    in_use = "WHEN NEW.ref IS NOT NULL AND EXISTS (SELECT 1 FROM entry_ref WHERE ref = NEW.ref)"
    trigger("entry_ref_in_use", f"BEFORE INSERT ON entry {in_use}", "SELECT RAISE(ABORT, 'aidtrack ref');")
    broken = " ".join(f"WHEN '{rule}' THEN RAISE(ABORT, 'aidtrack {rule}')" for rule in RULES)
    fund_sets = _balance_sets(list(KINDS), "NEW.amount_fen", "NEW.kind")
    cell_sets = _balance_sets(_CELL_KINDS, "NEW.amount_fen", "NEW.kind")
    cell = "fund_id = NEW.fund_id AND project_id = coalesce(NEW.project_id, 0) AND village_id = coalesce(NEW.village_id, 0)"
    per_cell = "NEW.kind IN (" + ", ".join(f"'{name}'" for name in _CELL_KINDS) + ")"
    # Insert-then-update: an upsert would follow the outer statement's OR REPLACE.
    trigger(
        ENTRY_GUARD,
        "AFTER INSERT ON entry",
        f"""SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed') WHERE {_DANGLING};
        SELECT RAISE(ABORT, 'aidtrack kind') WHERE {_undeclared("NEW.kind", KINDS)};
        SELECT CASE substr(rule, 1, 2) {broken} END FROM ({breaches(f"(SELECT {_ROW})", f"(SELECT {_SUM})")}) LIMIT 1;
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
    for table, event in _KEPT:
        changed = " WHEN NEW.id <> OLD.id" if event == "UPDATE OF id" else ""
        name = f"{table}_{event.split()[0].lower()}_kept"
        event = event.removesuffix(" OF id")  # UPDATE OF id does not see an UPDATE of rowid, which is the same column
        trigger(name, f"BEFORE {event} ON {table}{changed}", "SELECT RAISE(ABORT, 'aidtrack G7');")
    return made


@dataclass(frozen=True, slots=True)
class NounGuard:
    """A rule on what some columns of a noun may come to state; `broken` speaks of the changed row, NEW, and of what it was, OLD."""

    name: str
    noun: str
    columns: tuple[str, ...]
    rule: str
    broken: str

    def judged(self) -> str:
        """The same asked of a row of the noun's table, `present`, and of what it was before an act of several steps, `former`."""
        return self.broken.replace("NEW.", "present.").replace("OLD.", "former.")


_PLACE = ("name", "alias", "township", "county", "prefecture", "province", "code")
NOUN_GUARDS = (
    NounGuard("fund_budget_guard", "fund", ("budget_fen",), "G1", _BUDGET_SHORT),
    NounGuard("fund_earmark_guard", "fund", ("earmark_category", "earmark_place"), "G5", _EARMARK_BROKEN.format(key="fund_id")),
    NounGuard("fund_form_guard", "fund", ("form",), "G5 form", _LENT_ALREADY),
    NounGuard("project_earmark_guard", "project", ("category",), "G5", _EARMARK_BROKEN.format(key="project_id")),
    NounGuard("village_earmark_guard", "village", _PLACE, "G5", _EARMARK_BROKEN.format(key="village_id")),
    NounGuard("project_closing_guard", "project", ("closed_on", "stage"), "G6", _CLOSED_TOO_EARLY),
)  # fmt: skip
# What steps aside inside an act of several steps, which applies the same rules to the whole at its end.
SUSPENDED = (ENTRY_GUARD, "entry_ref_in_use", "entry_no_replace", *(guard.name for guard in NOUN_GUARDS))


def _postgres() -> list[tuple[str, str]]:
    made: list[tuple[str, str]] = []

    def function(name: str, body: str) -> None:
        made.append(
            (
                name,
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $aidtrack$ BEGIN {body} END $aidtrack$",
            )
        )

    def trigger(name: str, when: str, call: str) -> None:
        made.append((name, f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {call}()"))

    function("aidtrack_append_only", "RAISE EXCEPTION 'aidtrack G7' USING ERRCODE = 'check_violation';")
    for table in APPEND_ONLY:
        events = "BEFORE DELETE OR TRUNCATE" if table == "batch" else "BEFORE UPDATE OR DELETE OR TRUNCATE"
        trigger(f"{table}_append_only", f"{events} ON {table} FOR EACH STATEMENT", "aidtrack_append_only")
    trigger(
        "batch_no_update", "BEFORE UPDATE ON batch FOR EACH ROW WHEN (OLD.entries IS NOT NULL)", "aidtrack_append_only"
    )
    function("aidtrack_unknown_kind", "RAISE EXCEPTION 'aidtrack kind' USING ERRCODE = 'check_violation';")
    trigger("batch_kind", f"BEFORE INSERT ON batch FOR EACH ROW WHEN ({_UNKNOWN_BATCH})", "aidtrack_unknown_kind")
    sums = (
        "(SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on"
        " FROM new_entry GROUP BY 1, 2, 3, 4)"
    )
    function(
        "aidtrack_entry_guard",
        f"""
        IF EXISTS (SELECT 1 FROM new_entry WHERE {_undeclared("kind", KINDS)}) THEN
            RAISE EXCEPTION 'aidtrack kind' USING ERRCODE = 'check_violation';
        END IF;
        -- Nobody changes what these funds and projects state until this is committed.
        PERFORM 1 FROM fund WHERE id IN (SELECT fund_id FROM new_entry) ORDER BY id FOR SHARE;
        PERFORM 1 FROM project WHERE id IN (SELECT project_id FROM new_entry) ORDER BY id FOR SHARE;
        -- The fund's balance is the lock: whoever holds it sees, and is seen by, every other writer of the fund.
        INSERT INTO fund_balance (fund_id) SELECT DISTINCT fund_id FROM new_entry ORDER BY 1 ON CONFLICT DO NOTHING;
        PERFORM 1 FROM fund_balance WHERE fund_id IN (SELECT fund_id FROM new_entry) ORDER BY fund_id FOR UPDATE;
        DECLARE broken record;
        BEGIN
            FOR broken IN {breaches("new_entry", sums)} LIMIT 1 LOOP
                RAISE EXCEPTION 'aidtrack %', left(broken.rule, 2)
                    USING ERRCODE = 'check_violation', DETAIL = format('entry %s, short by %s fen', broken.id, broken.short_fen);
            END LOOP;
        END;
        {balance_update("postgresql", sums, "fund_balance")};
        {balance_update("postgresql", sums, "cell_balance")};
        INSERT INTO entry_ref (ref, entry_id) SELECT ref, id FROM new_entry WHERE ref IS NOT NULL;
        RETURN NULL;""",
    )
    trigger(
        ENTRY_GUARD,
        "AFTER INSERT ON entry REFERENCING NEW TABLE AS new_entry FOR EACH STATEMENT",
        "aidtrack_entry_guard",
    )
    for guard in NOUN_GUARDS:
        refuse = f"RAISE EXCEPTION 'aidtrack {guard.rule}' USING ERRCODE = 'check_violation';"
        function(f"aidtrack_{guard.name}", f"IF {guard.broken} THEN {refuse} END IF; RETURN NULL;")
        when = f"AFTER UPDATE OF {', '.join(guard.columns)} ON {guard.noun} FOR EACH ROW"
        trigger(guard.name, when, f"aidtrack_{guard.name}")
    for table, event in _KEPT:
        changed = " WHEN (NEW.id <> OLD.id)" if event == "UPDATE OF id" else ""
        name = f"{table}_{event.split()[0].lower()}_kept"
        trigger(name, f"BEFORE {event} ON {table} FOR EACH ROW{changed}", "aidtrack_append_only")
    return made


def balance_update(engine: Engine, sums: str, table: str) -> str:
    """The SQL that adds the totals `sums` (fund_id, project_id, village_id, kind, total) to a balance table."""
    per_cell = table == "cell_balance"
    keys = "fund_id, project_id, village_id" if per_cell else "fund_id"
    names = _CELL_KINDS if per_cell else list(KINDS)
    columns = ", ".join(f"{KINDS[name].balance}_fen" for name in names)
    totals = ", ".join(f"sum(CASE WHEN s.kind = '{name}' THEN s.total END)" for name in names)
    places = "s.fund_id, coalesce(s.project_id, 0), coalesce(s.village_id, 0)" if per_cell else "s.fund_id"
    where = "s.kind IN (" + ", ".join(f"'{name}'" for name in names) + ")"
    sets = ", ".join(
        f"{column} = CASE WHEN excluded.{column} IS NULL THEN {table}.{column}"
        f" ELSE coalesce({table}.{column}, 0) + excluded.{column} END"
        for column in columns.split(", ")
    )
    return f"""INSERT INTO {table} ({keys}, {columns})
        SELECT {places}, {totals} FROM {sums} s WHERE {where} GROUP BY {places} ORDER BY {places}
        ON CONFLICT ({keys}) DO UPDATE SET {sets}"""


def triggers(engine: Engine) -> list[tuple[str, str]]:
    """(name, SQL) of everything that guards a store of this engine, in the order of creation."""
    return _sqlite() if engine == "sqlite" else _postgres()
