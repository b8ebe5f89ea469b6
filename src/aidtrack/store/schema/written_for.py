"""What functions of the store on a server write for whoever may not write it himself: the log, the 流水号 in use, the numbers of rows."""

from collections.abc import Iterator

from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.store.schema.grants import MAY_LOG
from aidtrack.store.schema.owed import PAID
from aidtrack.values.record import GENESIS

# Whose rows get numbers.
NUMBERED = (*NOUNS, ENTRY.name, "batch", "batch_file", "layout", "closed_books", "granted", "identity")
# One at a time adds to the chain, until its transaction ends; of all locks this is the last that is taken.
CHAIN_LOCK = "PERFORM pg_advisory_xact_lock(1095320662, hashtext(current_schema()));"
_MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$"  # as `values.dates.is_moment`
_LINK = (
    "stamp",
    "author",
    "one.action",
    "one.noun",
    "one.object_id",
    "one.batch_id",
    "one.before",
    "one.after",
    "newest",
    "session_user",
)


def functions() -> Iterator[tuple[str, str, str]]:
    """(name, what it takes and gives, body) of each."""
    yield (
        "aidtrack_stamp",  # the server's clock, but never before the last record
        "() RETURNS text",
        f"""DECLARE moment text COLLATE "C" := to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'); last text;
        BEGIN
            SELECT at INTO last FROM audit ORDER BY id DESC LIMIT 1;
            RETURN CASE WHEN last ~ '{_MOMENT}' AND last COLLATE "C" > moment THEN last ELSE moment END;
        END;""",
    )
    yield (
        "aidtrack_log",  # each record as `values.record.record_hash` spells it
        "(author text, actions text[], nouns text[], objects bigint[], batches bigint[], befores text[], afters text[]) RETURNS void",
        f"""DECLARE stamp text; newest text; link text; one record;
        BEGIN
            {CHAIN_LOCK}
            stamp := aidtrack_stamp();
            SELECT hash INTO newest FROM audit ORDER BY id DESC LIMIT 1;
            newest := coalesce(newest, '{GENESIS}');
            IF EXISTS (SELECT 1 FROM unnest(nouns) AS r (noun) WHERE NOT CASE noun {MAY_LOG} ELSE true END) THEN
                RAISE EXCEPTION 'aidtrack right' USING ERRCODE = 'insufficient_privilege';
            END IF;
            FOR one IN SELECT * FROM unnest(actions, nouns, objects, batches, befores, afters) AS r (action, noun, object_id, batch_id, before, after)
            LOOP
                link := encode(sha256(convert_to({" || ".join(map(_piece, _LINK))}, 'UTF8')), 'hex');
                INSERT INTO audit (at, actor, action, noun, object_id, batch_id, before, after, previous, hash, login)
                VALUES (stamp, author, one.action, one.noun, one.object_id, one.batch_id, one.before, one.after, newest, link, session_user);
                newest := link;
            END LOOP;
            IF cardinality(actions) > 0 THEN
                {PAID}
            END IF;
        END;""",
    )
    yield (
        "aidtrack_next_ids",  # that no row ever had, whether it is still there or not; raw SQL may have chosen some itself
        "(of_table text, many bigint) RETURNS SETOF bigint",
        f"""DECLARE used bigint; numbers regclass;
        BEGIN
            IF of_table NOT IN ('{"', '".join(NUMBERED)}') THEN
                RAISE EXCEPTION 'aidtrack numbers' USING ERRCODE = 'insufficient_privilege';
            END IF;
            EXECUTE format('SELECT greatest(max(id), (SELECT max(object_id) FROM audit WHERE noun = %L)) FROM %I', of_table, of_table) INTO used;
            numbers := pg_get_serial_sequence(of_table, 'id')::regclass;
            IF used > coalesce(pg_sequence_last_value(numbers), 0) THEN
                PERFORM pg_advisory_xact_lock(1095320663, numbers::oid::int);  -- two would get the same numbers
                IF used > coalesce(pg_sequence_last_value(numbers), 0) THEN
                    PERFORM setval(numbers, used);
                END IF;
            END IF;
            RETURN QUERY SELECT nextval(numbers) FROM generate_series(1, many);
        END;""",
    )
    yield (
        "aidtrack_claim_refs",  # of the act's own entries; those that are in use already stay whose they are
        "(from_id bigint, to_id bigint) RETURNS bigint",
        """DECLARE claimed bigint;
        BEGIN
            INSERT INTO entry_ref (ref, entry_id) SELECT e.ref, e.id FROM entry e JOIN act a ON a.xact = txid_current()
                WHERE e.id BETWEEN from_id AND to_id AND e.id > a.after_entry_id AND e.batch_id = a.batch_id AND e.ref IS NOT NULL
                ORDER BY e.id ON CONFLICT (ref) DO NOTHING;
            GET DIAGNOSTICS claimed = ROW_COUNT;
            RETURN claimed;
        END;""",
    )
    yield (
        "aidtrack_free_refs",  # of a batch that is taken back
        "(of_batch bigint, from_id bigint, to_id bigint) RETURNS bigint",
        """DECLARE freed bigint;
        BEGIN
            DELETE FROM entry_ref WHERE entry_id BETWEEN from_id AND to_id AND EXISTS (SELECT 1 FROM batch u WHERE u.undoes = of_batch)
                AND ref IN (SELECT e.ref FROM entry e WHERE e.id BETWEEN from_id AND to_id AND e.batch_id = of_batch AND e.ref IS NOT NULL);
            GET DIAGNOSTICS freed = ROW_COUNT;
            RETURN freed;
        END;""",
    )


def _piece(value: str) -> str:
    """A field of a record: its length in bytes, and itself; a blank and an empty text differ."""
    text = f"({value})::text"
    return f"coalesce(octet_length(convert_to({text}, 'UTF8')) || ':' || {text}, '-:')"
