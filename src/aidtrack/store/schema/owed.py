"""On a server a transaction owes the log a record of each batch that it makes, of each entry that it brings alone, and of each noun, setting
and layout that one changes who does not own the store: nothing becomes final without, no record is written of what was not done, and nobody
adds to a batch of another transaction.

SQLite judges nothing when a transaction ends but references, and those only for a program that asks for it: there `check` finds such an
entry, as it does what an owner brings past the guards.
"""

from collections.abc import Iterator

from aidtrack.nouns import NOUNS
from aidtrack.store.schema.refusing import refusing

CONSTRAINT = "owed"  # what refuses a commit,
OTHERS_BATCH = "own_batch"  # and what is put into a batch that this transaction did not make
# What the transactions under way owe a record of, a batch with how many entries came and from which to which: each statement that brings
# some adds a row under the next number, for a row that is written anew each time would be looked up ever longer (`so_far.py`). Of a noun
# several may be written, and it was `said` by one. Nobody reaches it but through functions of ours, and what is final owes nothing.
TABLE = """
    CREATE TABLE IF NOT EXISTS owed (xact bigint, noun text, object_id bigint, number bigint DEFAULT 0, entries bigint NOT NULL DEFAULT 0, lowest bigint, highest bigint,
        said boolean NOT NULL DEFAULT false, CONSTRAINT owed_pkey PRIMARY KEY (xact, noun, object_id, number))"""
CHANGED = (*NOUNS, "setting", "layout")
_EVENTS = {"insert": "new_row", "update": "old_row", "delete": "old_row"}
OWN = "EXISTS (SELECT 1 FROM owed WHERE xact = txid_current() AND noun = 'batch' AND object_id = {batch})"


def newest_of_batch(batch: str) -> str:
    """The relation of the row of a batch that says what came of it so far; of none that this transaction did not make."""
    return (
        "(SELECT * FROM owed WHERE xact = txid_current() AND noun = 'batch'"
        f" AND object_id = {batch} ORDER BY number DESC LIMIT 1)"
    )


# Of the guard of entries, which counted them: `many`, from `lowest` to `highest`.
OWES = f"""
    WITH of_batches AS (SELECT batch_id, count(*) AS more, min(id) AS first_id, max(id) AS last_id FROM new_entry WHERE batch_id IS NOT NULL GROUP BY 1),
        alone AS (INSERT INTO owed (xact, noun, object_id) SELECT txid_current(), 'entry', id FROM new_entry WHERE batch_id IS NULL),
        own AS (INSERT INTO owed (xact, noun, object_id, number, entries, lowest, highest)
            SELECT o.xact, o.noun, o.object_id, o.number + 1, o.entries + more, least(o.lowest, first_id), greatest(o.highest, last_id)
            FROM of_batches b CROSS JOIN LATERAL {newest_of_batch("b.batch_id")} o RETURNING 1)
    SELECT (SELECT count(*) FROM of_batches) > (SELECT count(*) FROM own) INTO of_others;
    IF of_others THEN {refusing(OTHERS_BATCH)} END IF;"""


def functions() -> Iterator[tuple[str, str, str]]:
    """(name, what it takes and gives, body) of each."""
    yield (
        "aidtrack_owed",
        "() RETURNS trigger",
        f"""DELETE FROM owed WHERE xact = NEW.xact AND noun = NEW.noun AND object_id = NEW.object_id AND said;
        IF EXISTS (SELECT 1 FROM owed WHERE xact = NEW.xact AND noun = NEW.noun AND object_id = NEW.object_id) THEN
            RAISE EXCEPTION 'aidtrack {CONSTRAINT}' USING ERRCODE = 'check_violation', CONSTRAINT = '{CONSTRAINT}',
                DETAIL = format('no record of the log says who brought %s %s', NEW.noun, NEW.object_id);
        END IF;
        RETURN NULL;""",
    )
    for event, rows in _EVENTS.items():
        for name, number in (("change", "id"), ("setting", "hashtext(name)")):
            yield (
                f"aidtrack_{name}_owed_{event}",
                "() RETURNS trigger",
                f"""IF aidtrack_right() IS DISTINCT FROM 'owner' THEN
                    INSERT INTO owed (xact, noun, object_id) SELECT txid_current(), TG_TABLE_NAME, {number} FROM {rows}
                        ON CONFLICT (xact, noun, object_id, number) DO UPDATE SET said = false;
                END IF;
                RETURN NULL;""",
            )
    yield (
        "aidtrack_own_batch_guard",
        "() RETURNS trigger",
        f"IF NOT {OWN.format(batch='NEW.batch_id')} THEN {refusing(OTHERS_BATCH)} END IF; RETURN NEW;",
    )
    yield (
        "aidtrack_batch_completed_guard",
        "() RETURNS trigger",
        f"IF NOT {OWN.format(batch='NEW.id')} THEN {refusing('G7')} END IF; RETURN NEW;",
    )


TRIGGERS = (
    *(
        (
            f"{table}_owed_{event}",
            f"AFTER {event.upper()} ON {table} REFERENCING {'NEW' if event == 'insert' else 'OLD'} TABLE AS {rows} FOR EACH STATEMENT",
            f"aidtrack_{'setting' if table == 'setting' else 'change'}_owed_{event}",
        )
        for table in CHANGED
        for event, rows in _EVENTS.items()
    ),
    (
        "batch_completed_guard",
        "BEFORE UPDATE ON batch FOR EACH ROW WHEN (OLD.entries IS NULL)",
        "aidtrack_batch_completed_guard",
    ),
    ("batch_file_guard", "BEFORE INSERT ON batch_file FOR EACH ROW", "aidtrack_own_batch_guard"),
)
ENDS = (
    "owed_paid",
    "CREATE CONSTRAINT TRIGGER owed_paid AFTER INSERT ON owed DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW WHEN (NEW.number = 0) EXECUTE FUNCTION aidtrack_owed()",
)
