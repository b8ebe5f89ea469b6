"""On a server a record of the log says what is so: the function that writes it holds what it is told against the rows, and who tells it
against what his commands write.

    entry                one that this transaction brought alone and owes a record of, as it stands; whom it names by hashes
    batch                one that it made and completed, with as many entries as came, and its files; of either the owner says in which
                         of their texts somebody is forgotten
    a noun's row,        one that it changed
    a setting, a layout
    personal, bundle     that names were shown, that something was handed over: of whoever may write the log at all
    the rest             of the owner
"""

from collections.abc import Iterator

from aidtrack.ledger.batch import OF_CLERKS
from aidtrack.store.log.chain import FORGET
from aidtrack.store.log.personal_values import HASHED
from aidtrack.store.schema.owed import CHANGED, OWN, newest_of_batch
from aidtrack.store.schema.refusing import RIGHT
from aidtrack.values.record import MARK

_MINE = "xact = txid_current() AND noun = '{noun}' AND object_id = id_of"
# Of an entry, `e`: the hashes of what is kept beside of it, by column; none of what is not, which nobody says so.
_HASHES = f"""(SELECT jsonb_object_agg(said.key, jsonb_build_object('{MARK}', (SELECT p.hash FROM personal_value p
        WHERE p.noun = 'entry' AND p.object_id = e.id AND p.field = said.key)))
    FROM jsonb_each(to_jsonb(e)) said WHERE said.key IN ('{"', '".join(HASHED["entry"])}') AND said.value <> 'null')"""
_FILE = ("name", "sheet", "sha256", "row_count", "noun", "encoding", "heading", "as_of", "file_no")
_OWNER = "aidtrack_right() = 'owner'"
_NO_ROW = "one.object_id IS NULL AND one.batch_id IS NULL AND one.before IS NULL"
# Of a record, `one`; what is not true of it is refused.
TRUE = f"""CASE
    WHEN one.action = '{FORGET}' THEN {_OWNER}
    WHEN one.noun = 'entry' THEN aidtrack_tells_entry(one.object_id, one.after) AND one.action = 'add' AND one.batch_id IS NULL AND one.before IS NULL
    WHEN one.noun = 'batch' THEN aidtrack_tells_batch(one.object_id, one.action, author, stamp, one.after)
        AND one.batch_id = one.object_id AND one.before IS NULL
    WHEN one.noun IN ('{"', '".join(CHANGED)}') THEN ({_OWNER}
            OR one.action IN ('add', 'edit', 'remove') AND aidtrack_tells_change(one.noun, one.object_id, coalesce(one.after, one.before))) AND (one.batch_id IS NULL OR {OWN.format(batch="one.batch_id")})
    WHEN one.noun = 'personal' AND one.action = 'reveal' THEN {_NO_ROW}
        AND one.after = format('{{"command":%s}}', to_json(one.after::jsonb ->> 'command'))
    WHEN one.noun = 'bundle' AND one.action = 'handover' THEN {_NO_ROW} AND octet_length(one.after) <= octet_length((one.after::jsonb)::text)
        AND EXISTS (SELECT 1 FROM audit WHERE id = (one.after::jsonb ->> 'to')::bigint AND hash = one.after::jsonb ->> 'head')
    ELSE {_OWNER} END"""


# Each 流水号 of a batch is held; what a clerk says he has taken back is, and nothing else came with it.
_WHOLE = """
    IF made.undoes IS NULL THEN
        RETURN NOT EXISTS (SELECT 1 FROM entry e WHERE e.id BETWEEN made.first_entry_id AND made.last_entry_id AND e.batch_id = made.id
            AND e.ref IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry_ref r WHERE r.ref = e.ref AND r.entry_id = e.id));
    END IF;
    IF aidtrack_right() <> 'clerk' THEN
        RETURN true;
    END IF;
    SELECT * INTO undone FROM batch WHERE id = made.undoes;
    RETURN NOT EXISTS (SELECT 1 FROM entry e WHERE e.id BETWEEN made.first_entry_id AND made.last_entry_id AND e.batch_id = made.id AND e.reverses_id IS NULL)
        AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.id BETWEEN undone.first_entry_id AND undone.last_entry_id AND e.batch_id = undone.id
            AND (e.amount_fen + coalesce((SELECT sum(c.amount_fen) FROM entry c JOIN batch u ON u.id = c.batch_id
                    WHERE c.reverses_id = e.id AND u.undoes IS NOT NULL), 0) <> 0
                OR EXISTS (SELECT 1 FROM entry_ref r WHERE r.ref = e.ref AND r.entry_id = e.id)));"""


def functions() -> Iterator[tuple[str, str, str]]:
    """(name, what it takes and gives, body) of each."""
    yield (
        "aidtrack_spelled",  # a row as records hold it (`chain.spelled`)
        "(said jsonb) RETURNS text",
        """RETURN (SELECT '{' || coalesce(string_agg(to_json(key)::text || ':' || CASE WHEN jsonb_typeof(value) = 'object' THEN aidtrack_spelled(value) ELSE value::text END, ',' ORDER BY key COLLATE "C"), '') || '}'
            FROM jsonb_each(said) WHERE value <> 'null');""",
    )
    yield "aidtrack_batch_is_whole", "(made batch) RETURNS boolean", f"DECLARE undone batch; BEGIN {_WHOLE} END;"
    yield (
        "aidtrack_tells_entry",
        "(id_of bigint, after text) RETURNS boolean",
        f"""DELETE FROM owed WHERE {_MINE.format(noun="entry")};
        RETURN FOUND AND after = (SELECT aidtrack_spelled(to_jsonb(e) - 'id' || coalesce({_HASHES}, '{{}}')) FROM entry e WHERE e.id = id_of);""",
    )
    yield (
        "aidtrack_put_beside",  # whom an entry names that this transaction brought alone, before its record says so by a hash
        "(id_of bigint, of_field text, salt_of text) RETURNS void",
        f"""INSERT INTO personal_value (hash, noun, object_id, field, salt, value)
            SELECT encode(sha256(decode(salt_of, 'hex') || convert_to(said.value, 'UTF8')), 'hex'), 'entry', id_of, of_field, salt_of, said.value
            FROM entry e CROSS JOIN jsonb_each_text(to_jsonb(e)) said
            WHERE e.id = id_of AND said.key = of_field AND said.key IN ('{"', '".join(HASHED["entry"])}') AND said.value IS NOT NULL
                AND salt_of ~ '^[0-9a-f]{{32}}$' AND EXISTS (SELECT 1 FROM owed WHERE {_MINE.format(noun="entry")})
                AND NOT EXISTS (SELECT 1 FROM personal_value p WHERE p.noun = 'entry' AND p.object_id = id_of AND p.field = of_field);
        IF NOT FOUND THEN
            {RIGHT}
        END IF;""",
    )
    yield (
        "aidtrack_tells_change",  # of a setting the row has no number
        "(of_noun text, id_of bigint, row_said text) RETURNS boolean",
        """UPDATE owed SET said = true WHERE xact = txid_current() AND noun = of_noun
            AND object_id = CASE WHEN of_noun = 'setting' THEN hashtext(row_said::jsonb ->> 'name') ELSE id_of END;
        RETURN FOUND;""",
    )
    yield (
        "aidtrack_tells_batch",
        "(id_of bigint, action text, author text, stamp text, after text) RETURNS boolean",
        f"""DECLARE made batch; came owed; said jsonb := after; told jsonb;
        BEGIN
            SELECT * INTO came FROM {newest_of_batch("id_of")} o;
            DELETE FROM owed WHERE {_MINE.format(noun="batch")};
            SELECT * INTO made FROM batch WHERE id = id_of;
            IF came IS NULL OR (made.kind, made.actor, made.at, made.entries) IS DISTINCT FROM (action, author, stamp, came.entries)
                    OR made.last_entry_id IS DISTINCT FROM came.highest OR (made.first_entry_id IS NULL) <> (came.lowest IS NULL)
                    OR made.first_entry_id > came.lowest OR octet_length(after) > octet_length(said::text)
                    OR coalesce(made.salt, '') !~ '^[0-9a-f]{{32}}$' OR coalesce(said ->> 'digest', '') !~ '^[0-9a-f]{{64}}$' OR coalesce(said ->> 'open', '') !~ '^[0-9a-f]{{64}}$' THEN
                RETURN false;
            END IF;
            told := jsonb_build_object('entries', made.entries, 'digest', said -> 'digest', 'open', said -> 'open');
            IF made.undoes IS NOT NULL THEN
                told := told || jsonb_build_object('undoes', made.undoes);
            END IF;
            IF made.kind = 'import' THEN
                told := told || jsonb_build_object('files', (SELECT coalesce(jsonb_agg(jsonb_build_array({", ".join(_FILE)}) ORDER BY file_no), '[]')
                    FROM batch_file WHERE batch_id = id_of));
            END IF;
            IF NOT aidtrack_batch_is_whole(made) THEN
                RETURN false;
            END IF;
            -- What officers' commands do says more.
            RETURN said = told OR (made.kind NOT IN ('{"', '".join(OF_CLERKS)}') AND said @> told);
        END;""",
    )
