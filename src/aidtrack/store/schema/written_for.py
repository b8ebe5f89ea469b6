"""What functions of the store on a server write for whoever may not write it himself: the log, and the 流水号 in use."""

from collections.abc import Iterator

from aidtrack.store.schema.acts import UNDER_WAY
from aidtrack.store.schema.owed import OWN
from aidtrack.store.schema.refusing import RIGHT, refusing
from aidtrack.store.schema.told import TRUE
from aidtrack.values.record import GENESIS

# One at a time adds to the chain, until its transaction ends; of all locks this is the last that is taken.
CHAIN_LOCK = "PERFORM pg_advisory_xact_lock(1095320662, hashtext(current_schema()));"
# A transaction that sees what was there when it began would add to a record that is no longer the last, and judge by rows as they were.
_SEES_THE_LAST = f"IF current_setting('transaction_isolation') <> 'read committed' THEN {refusing('isolation')} END IF;"
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
            {_SEES_THE_LAST}
            {CHAIN_LOCK}
            stamp := aidtrack_stamp();
            SELECT hash INTO newest FROM audit ORDER BY id DESC LIMIT 1;
            newest := coalesce(newest, '{GENESIS}');
            FOR one IN SELECT * FROM unnest(actions, nouns, objects, batches, befores, afters) AS r (action, noun, object_id, batch_id, before, after)
            LOOP
                IF ({TRUE}) IS NOT TRUE THEN
                    {RIGHT}
                END IF;
                link := encode(sha256(convert_to({" || ".join(map(_piece, _LINK))}, 'UTF8')), 'hex');
                INSERT INTO audit (at, actor, action, noun, object_id, batch_id, before, after, previous, hash, login)
                VALUES (stamp, author, one.action, one.noun, one.object_id, one.batch_id, one.before, one.after, newest, link, session_user);
                newest := link;
            END LOOP;
        END;""",
    )
    yield (
        "aidtrack_claim_refs",  # of the act's own entries; those that are in use already stay whose they are
        "(from_id bigint, to_id bigint) RETURNS bigint",
        f"""DECLARE claimed bigint;
        BEGIN
            INSERT INTO entry_ref (ref, entry_id) SELECT e.ref, e.id FROM entry e CROSS JOIN {UNDER_WAY} a
                WHERE e.id BETWEEN from_id AND to_id AND e.id > a.after_entry_id AND e.batch_id = a.batch_id AND e.ref IS NOT NULL
                ORDER BY e.id ON CONFLICT (ref) DO NOTHING;
            GET DIAGNOSTICS claimed = ROW_COUNT;
            RETURN claimed;
        END;""",
    )
    yield (
        "aidtrack_free_refs",  # of a batch that is taken back
        "(of_batch bigint, from_id bigint, to_id bigint) RETURNS bigint",
        f"""DECLARE freed bigint;
        BEGIN
            DELETE FROM entry_ref r WHERE r.entry_id BETWEEN from_id AND to_id
                AND EXISTS (SELECT 1 FROM batch u WHERE u.undoes = of_batch AND {OWN.format(batch="u.id")})
                AND EXISTS (SELECT 1 FROM entry e WHERE e.id = r.entry_id AND e.batch_id = of_batch);
            GET DIAGNOSTICS freed = ROW_COUNT;
            RETURN freed;
        END;""",
    )


def _piece(value: str) -> str:
    """A field of a record: its length in bytes, and itself; a blank and an empty text differ."""
    text = f"({value})::text"
    return f"coalesce(octet_length(convert_to({text}, 'UTF8')) || ':' || {text}, '-:')"
