"""On a server a row has a number that its sequence gave to whoever brings it: with a chosen one somebody could come before a closing, or
take the last number that there is.

A clerk cannot name any (`grants.py`); of who may, what was asked for by this transaction is known here.
"""

from collections.abc import Iterator

from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.store.schema.acts import UNDER_WAY
from aidtrack.store.schema.refusing import refusing

CONSTRAINT = "numbers"
TABLE = """
    CREATE TABLE IF NOT EXISTS given (xact bigint, of_table text, first_id bigint, last_id bigint,
        CONSTRAINT given_pkey PRIMARY KEY (xact, of_table, first_id))"""
# Whose rows get numbers.
NUMBERED = (*NOUNS, ENTRY.name, "batch", "batch_file", "layout", "closed_books", "granted", "identity")
# Where who may bring rows may name their numbers.
WATCHED = (*NOUNS, "layout")
MOST = 50_000  # numbers that are asked for at a time
CAUGHT_UP = """SELECT setval(pg_get_serial_sequence('{table}', 'id'), used) FROM (
    SELECT greatest((SELECT max(id) FROM {table}), (SELECT max(object_id) FROM audit WHERE noun = '{table}')) AS used) u
    WHERE used > coalesce(pg_sequence_last_value(pg_get_serial_sequence('{table}', 'id')::regclass), 0)"""
_ASKED_FOR = (
    "NOT EXISTS (SELECT 1 FROM {rows} r WHERE NOT EXISTS (SELECT 1 FROM given g"
    " WHERE g.xact = txid_current() AND g.of_table = {table} AND r.id BETWEEN g.first_id AND g.last_id))"
)
# Of the guard of entries, which counted them. In an act that is under way some come alone, others have numbers that were asked for.
ENTRIES = f"""
    IF NOT aidtrack_given('entry', many, lowest, highest) AND NOT {_ASKED_FOR.format(rows="new_entry", table="'entry'")}
            AND NOT aidtrack_came_in_act(lowest, highest) THEN
        {refusing(CONSTRAINT)}
    END IF;"""


def functions() -> Iterator[tuple[str, str, str]]:
    """(name, what it takes and gives, body) of each."""
    yield (
        "aidtrack_newest",  # number that this session was given
        "(of_table text) RETURNS bigint",
        """RETURN currval(pg_get_serial_sequence(of_table, 'id'));
        EXCEPTION WHEN object_not_in_prerequisite_state THEN
            RETURN 0;""",
    )
    yield (
        "aidtrack_last_given",  # to anybody
        "(of_table text) RETURNS bigint",
        "RETURN coalesce(pg_sequence_last_value(pg_get_serial_sequence(of_table, 'id')::regclass), 0);",
    )
    yield (
        "aidtrack_given",  # just now, in a row
        "(of_table text, many bigint, lowest bigint, highest bigint) RETURNS boolean",
        "RETURN highest = aidtrack_newest(of_table) AND highest - lowest + 1 = many;",
    )
    yield (
        "aidtrack_came_in_act",  # whose writers are alone: what came since it began is its own
        "(lowest bigint, highest bigint) RETURNS boolean",
        f"""RETURN highest <= aidtrack_newest('entry')
            AND EXISTS (SELECT 1 FROM {UNDER_WAY} a WHERE lowest > after_entry_id);""",
    )
    yield (
        "aidtrack_next_ids",  # that no row ever had, whether it is still there or not; an owner may have chosen some past the guards
        "(of_table text, many bigint) RETURNS SETOF bigint",
        f"""DECLARE used bigint; numbers regclass; found bigint[];
        BEGIN
            IF of_table NOT IN ('{"', '".join(NUMBERED)}') OR many > {MOST} THEN
                RAISE EXCEPTION 'aidtrack {CONSTRAINT}' USING ERRCODE = 'insufficient_privilege';
            END IF;
            EXECUTE format('SELECT greatest(max(id), (SELECT max(object_id) FROM audit WHERE noun = %L)) FROM %I', of_table, of_table) INTO used;
            numbers := pg_get_serial_sequence(of_table, 'id')::regclass;
            IF used > coalesce(pg_sequence_last_value(numbers), 0) THEN
                PERFORM pg_advisory_xact_lock(1095320663, numbers::oid::int);  -- two would get the same numbers
                IF used > coalesce(pg_sequence_last_value(numbers), 0) THEN
                    PERFORM setval(numbers, used);
                END IF;
            END IF;
            found := ARRAY(SELECT nextval(numbers) FROM generate_series(1, many));
            INSERT INTO given SELECT txid_current(), of_table, min(id), max(id)
                FROM (SELECT id, id - row_number() OVER (ORDER BY id) AS run FROM unnest(found) AS f (id)) runs GROUP BY run;
            RETURN QUERY SELECT unnest(found);
        END;""",
    )
    yield (
        "aidtrack_given_ended",
        "() RETURNS trigger",
        "DELETE FROM given WHERE xact = NEW.xact AND of_table = NEW.of_table AND first_id = NEW.first_id; RETURN NULL;",
    )
    yield (
        "aidtrack_numbers_guard",
        "() RETURNS trigger",
        f"""IF NOT {_ASKED_FOR.format(rows="new_row", table="TG_TABLE_NAME")} AND NOT (SELECT aidtrack_given(TG_TABLE_NAME, count(*), min(id), max(id)) FROM new_row) THEN
            {refusing(CONSTRAINT)}
        END IF;
        RETURN NULL;""",
    )


TRIGGERS = tuple(
    (
        f"{table}_numbers_guard",
        f"AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_row FOR EACH STATEMENT",
        "aidtrack_numbers_guard",
    )
    for table in WATCHED
)
ENDS = (
    "given_ended",
    "CREATE CONSTRAINT TRIGGER given_ended AFTER INSERT ON given DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW EXECUTE FUNCTION aidtrack_given_ended()",
)
