"""On a server no entry becomes final without a record of the log: a transaction that brings one owes that until it writes one.

SQLite judges nothing when a transaction ends but references, and those only for a program that asks for it: there `check` finds such an
entry, as it does what an owner brings past the guards.
"""

from collections.abc import Iterator

CONSTRAINT = "owed"  # what refuses a commit
# The transactions under way that owe a record; nobody reaches it but through functions of ours, and what is final owes nothing.
TABLE = "CREATE TABLE IF NOT EXISTS owed (xact bigint CONSTRAINT owed_pkey PRIMARY KEY)"
# Of the guard of entries, and of the function that writes the log.
OWES = "INSERT INTO owed SELECT txid_current() WHERE EXISTS (SELECT 1 FROM new_entry) ON CONFLICT DO NOTHING;"
PAID = "DELETE FROM owed WHERE xact = txid_current();"


def functions() -> Iterator[tuple[str, str, str]]:
    """(name, what it takes and gives, body) of each."""
    yield (
        "aidtrack_owed",
        "() RETURNS trigger",
        f"""IF EXISTS (SELECT 1 FROM owed WHERE xact = NEW.xact) THEN
            RAISE EXCEPTION 'aidtrack {CONSTRAINT}' USING ERRCODE = 'check_violation', CONSTRAINT = '{CONSTRAINT}',
                DETAIL = 'no record of the log says who brought the entries of this transaction';
        END IF;
        RETURN NULL;""",
    )


ENDS = (
    "owed_paid",
    "CREATE CONSTRAINT TRIGGER owed_paid AFTER INSERT ON owed DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW EXECUTE FUNCTION aidtrack_owed()",
)
