"""On a server an act of several steps (an import, an undo) needs neither the owner nor a lock on a table: the guards of its
transaction wait, take its entries in all at once when it asks for that, and refuse the commit of what is unsound or was never taken in.

What is under way stands in the tables `act` and `act_noun`, which nobody reaches but through these functions; a transaction has one act
at a time, of one batch, each under a number after that of the one before, and what is final has none.
"""

from collections.abc import Iterator

from aidtrack.ledger.guards import JUDGED, NAMING, breaches, suspect_rows, suspect_sums, suspicions
from aidtrack.ledger.procedure import STEPS_ASKED
from aidtrack.ledger.quantity import ALLOCATED, unallocated_sql
from aidtrack.store.schema import so_far
from aidtrack.store.schema.balances import balance_update
from aidtrack.store.schema.guarded import CAME_CLOSED, brought
from aidtrack.store.schema.noun_guards import NOUN_GUARDS, NounGuard
from aidtrack.store.schema.owed import OTHERS_BATCH, OWN
from aidtrack.store.schema.refusing import refusing

# `broken`: the rule that it breaks, known before it ends.
TABLES = """
    CREATE TABLE IF NOT EXISTS act (xact bigint, number bigint, batch_id bigint NOT NULL, after_entry_id bigint NOT NULL,
        taken_in boolean NOT NULL DEFAULT false, broken text, ended boolean NOT NULL DEFAULT false, CONSTRAINT act_pkey PRIMARY KEY (xact, number));
    CREATE TABLE IF NOT EXISTS act_noun (xact bigint, noun text, noun_id bigint, former jsonb NOT NULL,
        CONSTRAINT act_noun_pkey PRIMARY KEY (xact, noun, noun_id))"""
CONSTRAINT = "act"  # what refuses an act that did not end
_MINE = "xact = txid_current()"
_NEWEST = f"(SELECT * FROM act WHERE {_MINE} ORDER BY number DESC LIMIT 1)"
UNDER_WAY = f"(SELECT * FROM {_NEWEST} newest WHERE NOT ended)"
_ENTRIES = f"(SELECT {', '.join(JUDGED)} FROM entry WHERE {brought('begun_after', 'begun_for')})"
# Of an act within a run, which brings few: OFFSET keeps whoever plans from looking for them in an index of another column.
_FEW = f"(SELECT {', '.join(JUDGED)} FROM entry WHERE id = ANY (of_act) OFFSET 0)"


def sums_of(rows: str) -> str:
    """The relation of the totals that the rules ask for."""
    return (
        "(SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, min(date) AS first_on, max(date) AS last_on"
        f" FROM {rows} brought GROUP BY 1, 2, 3, 4)"
    )


def held(rows: str) -> str:
    """The statements after which nobody changes what the rules ask of these rows, until the transaction ends."""
    return f"""
        -- Nobody closes the books until this is committed, and who did so since this transaction began is seen.
        PERFORM 1 FROM closed_books WHERE until_entry_id IS NULL FOR SHARE;
        -- Nobody changes what these funds, projects, villages and households state until this is committed, nor the steps that G8 asks for.
        PERFORM 1 FROM fund WHERE id IN (SELECT fund_id FROM {rows} brought) ORDER BY id FOR SHARE;
        PERFORM 1 FROM project WHERE id IN (SELECT project_id FROM {rows} brought) ORDER BY id FOR SHARE;
        PERFORM 1 FROM village WHERE id IN (SELECT village_id FROM {rows} brought) ORDER BY id FOR SHARE;
        IF EXISTS (SELECT 1 FROM {rows} brought WHERE household_id IS NOT NULL) THEN
            PERFORM 1 FROM household WHERE id IN (SELECT household_id FROM {rows} brought) ORDER BY id FOR SHARE;
        END IF;
        PERFORM 1 FROM setting WHERE name = 'require_steps' FOR SHARE;
        IF {STEPS_ASKED} THEN
            PERFORM 1 FROM step WHERE project_id IN (SELECT project_id FROM {rows} brought) ORDER BY id FOR SHARE;
        END IF;
        -- The fund's balance is the lock: whoever holds it sees, and is seen by, every other writer of the fund.
        INSERT INTO fund_balance (fund_id) SELECT DISTINCT fund_id FROM {rows} brought ORDER BY 1 ON CONFLICT DO NOTHING;
        PERFORM 1 FROM fund_balance WHERE fund_id IN (SELECT fund_id FROM {rows} brought) ORDER BY fund_id FOR UPDATE;"""


def suspicion(rows: str, sums: str, *, of_run: bool = False) -> str:
    """The statements that set `suspected`: whether `breaches` might find anything.

    Every statement is planned on each connection's first use: the question who is to blame only where someone is.
    """
    now = f", {so_far.balances('sums')}" if of_run else ""
    return f"""
        suspected := EXISTS (WITH sums AS MATERIALIZED {sums}{now} {suspect_sums("sums")});
        IF NOT suspected AND EXISTS (SELECT 1 FROM {rows} brought WHERE {NAMING}) THEN
            suspected := EXISTS (WITH sums AS MATERIALIZED {sums} {suspect_rows(rows, "sums")});
        END IF;"""


# Of a statement that brings one entry, as most do: the entry, and the relations of it and of its totals.
ONE = "brought_one"
ONE_ROW = f"(SELECT {', '.join(f'{ONE}.{column} AS {column}' for column in JUDGED)})"
ONE_SUM = (
    f"(SELECT {ONE}.fund_id AS fund_id, {ONE}.project_id AS project_id, {ONE}.village_id AS village_id, {ONE}.kind AS kind,"
    f" {ONE}.amount_fen AS total, {ONE}.date AS first_on, {ONE}.date AS last_on)"
)


def suspicion_of_one() -> str:
    """The same of `ONE`: a session that records a single entry plans no more than that one needs."""
    (_, of_limits), *others = suspicions(ONE, ONE_ROW, ONE_SUM)
    return f"""
        IF of_run THEN
            suspected := EXISTS (WITH {so_far.balances(ONE_SUM)} {of_limits});
        ELSE
            suspected := EXISTS ({of_limits});
        END IF;""" + "".join(
        f" IF NOT suspected AND ({condition}) THEN suspected := EXISTS ({query}); END IF;"
        for condition, query in others
    )


def taken_in(sums: str) -> str:
    """The statements that add totals to the balances."""
    return f"""
        IF of_run THEN
            {so_far.taken_in(sums)}
        ELSE
            {balance_update(sums, "fund_balance")}; {balance_update(sums, "cell_balance")};
        END IF;"""


# Of the guard of entries: what belongs to the act under way waits, and nothing else comes meanwhile.
WAITING_ENTRIES = f"""
    IF EXISTS (SELECT 1 FROM {UNDER_WAY} a WHERE NOT taken_in) THEN
        IF EXISTS (SELECT 1 FROM new_entry n CROSS JOIN {UNDER_WAY} a
                WHERE n.batch_id IS DISTINCT FROM a.batch_id OR n.id <= a.after_entry_id) THEN
            {refusing(CONSTRAINT)}
        END IF;
        RETURN NULL;
    END IF;"""


def waiting_noun(noun: str) -> str:
    """Of a guard of nouns: what the row stated before the act is kept until it ends."""
    return f"""IF EXISTS (SELECT 1 FROM {UNDER_WAY} a) THEN
        INSERT INTO act_noun VALUES (txid_current(), '{noun}', NEW.id, to_jsonb(OLD)) ON CONFLICT DO NOTHING;
        RETURN NULL;
    END IF;"""


_KNOWN = "ANALYZE entry (id, batch_id, reverses_id, corrects_id);"
# Where many name others they are joined with these: whoever plans by what was known before would think that nothing came after the last one.
_KNOWN_TO_PLANS = f"""
    IF EXISTS (SELECT 1 FROM entry WHERE {brought("begun_after", "begun_for")} AND coalesce(reverses_id, corrects_id) IS NOT NULL OFFSET 999) THEN
        {_KNOWN}
    END IF;"""


def functions() -> Iterator[tuple[str, str, str]]:
    """(name, what it takes and gives, body) of each."""
    refuse = refusing(CONSTRAINT)
    mine = f"""SELECT number, batch_id, after_entry_id, NOT taken_in INTO begun_as, begun_for, begun_after, waits FROM {UNDER_WAY} a;
        IF NOT FOUND OR NOT waits THEN {refuse} END IF;"""
    declared = "DECLARE begun_as bigint; begun_for bigint; begun_after bigint; waits boolean; suspected boolean; of_run boolean; of_act bigint[]; said text;"
    this = f"{_MINE} AND number = begun_as"
    sums = sums_of(_ENTRIES)
    yield (
        "aidtrack_begin_act",
        "(of_batch bigint) RETURNS void",
        f"""
        PERFORM aidtrack_end_act();  -- an earlier one of this transaction
        IF EXISTS (SELECT 1 FROM {UNDER_WAY} a) THEN {refuse} END IF;
        IF NOT {OWN.format(batch="of_batch")} THEN {refusing(OTHERS_BATCH)} END IF;
        -- New entries are known by their ids.
        PERFORM setval(pg_get_serial_sequence('entry', 'id'), max(id)) FROM entry
            HAVING max(id) > coalesce(pg_sequence_last_value(pg_get_serial_sequence('entry', 'id')::regclass), 0);
        INSERT INTO act (xact, number, batch_id, after_entry_id)
            SELECT txid_current(), coalesce((SELECT number FROM {_NEWEST} a), 0) + 1, of_batch, coalesce(max(id), 0) FROM entry;""",
    )
    yield "aidtrack_hold_act", "() RETURNS void", f"{declared} BEGIN {mine} {held(_ENTRIES)} END;"
    yield (
        "aidtrack_take_in",  # and whether it is sound
        "() RETURNS boolean",
        f"""{declared}
        BEGIN
            {mine}
            of_run := {so_far.of_run("begun_for")};
            IF NOT of_run THEN  -- there may be a million of them
                SET LOCAL enable_seqscan = on;
            END IF;
            {_KNOWN_TO_PLANS}
            IF of_run THEN
                of_act := ARRAY(SELECT id FROM entry WHERE {brought("begun_after", "begun_for")});
                {held(_FEW)}
                {suspicion(_FEW, sums_of(_FEW), of_run=True)}
            ELSE
                {held(_ENTRIES)}
                {so_far.SETTLED}
                {suspicion(_ENTRIES, sums)}
            END IF;
            IF suspected THEN
                {so_far.SETTLED}
                WITH sums AS MATERIALIZED {sums} SELECT left(broken.rule, 2) INTO said FROM ({breaches(_ENTRIES, "sums")}) broken
                WHERE broken.rule <> 'G6' OR broken.project_id NOT IN ({CAME_CLOSED.format(batch="begun_for")}) LIMIT 1;
            END IF;
            {taken_in(sums)}
            UPDATE act SET taken_in = true, broken = said WHERE {this};
            RETURN said IS NULL;
        END;""",
    )
    yield (
        "aidtrack_known_to_plans",  # what came of a run so far
        "() RETURNS void",
        f"""
        IF EXISTS (SELECT 1 FROM owed o JOIN batch b ON b.id = o.object_id AND b.kind = 'run' WHERE o.xact = txid_current() AND o.noun = 'batch') THEN
            {_KNOWN}
        END IF;""",
    )
    judged = " ".join(
        f"IF EXISTS ({_broken(guard)}) THEN UPDATE act SET broken = '{guard.rule}' WHERE {this}; RETURN; END IF;"
        for guard in NOUN_GUARDS
    )
    yield (
        "aidtrack_end_act",  # if it is sound
        "() RETURNS void",
        f"""{declared}
        BEGIN
            SELECT number, batch_id, after_entry_id, NOT taken_in, broken INTO begun_as, begun_for, begun_after, waits, said FROM {UNDER_WAY} a;
            IF NOT FOUND OR said IS NOT NULL OR (waits AND EXISTS (SELECT 1 FROM {_ENTRIES} brought)) THEN RETURN; END IF;
            IF EXISTS (SELECT 1 FROM act_noun WHERE {_MINE}) THEN
                {so_far.SETTLED}
                {judged}
                DELETE FROM act_noun WHERE {_MINE};
            END IF;
            UPDATE act SET ended = true WHERE {this};
        END;""",
    )
    yield (
        "aidtrack_act_ended",
        "() RETURNS trigger",
        f"""DECLARE unsound record;
        BEGIN
            PERFORM aidtrack_end_act();
            FOR unsound IN SELECT coalesce(broken, '{CONSTRAINT}') AS rule FROM act WHERE xact = NEW.xact AND number = NEW.number AND NOT ended LOOP
                RAISE EXCEPTION 'aidtrack %', unsound.rule USING ERRCODE = 'check_violation', CONSTRAINT = unsound.rule;
            END LOOP;
            DELETE FROM act WHERE xact = NEW.xact AND number = NEW.number;
            RETURN NULL;
        END;""",
    )


ENDS = (
    "act_ended",
    "CREATE CONSTRAINT TRIGGER act_ended AFTER INSERT ON act DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW EXECUTE FUNCTION aidtrack_act_ended()",
)


def _broken(guard: NounGuard) -> str:
    """The SQL that finds a row which the act made break the rule: `noun_rules.judge_nouns` says the same."""
    changed = " OR ".join(f"present.{column} IS DISTINCT FROM former.{column}" for column in guard.columns)
    sql = f"""SELECT 1 FROM act_noun a JOIN {guard.noun} present ON present.id = a.noun_id
        CROSS JOIN LATERAL jsonb_populate_record(NULL::{guard.noun}, a.former) former
        WHERE a.xact = txid_current() AND a.noun = '{guard.noun}' AND ({changed}) AND {guard.judged()}"""
    if guard.rule == "G1":  # what the act allocated was judged with its entries
        sql += f""" AND (SELECT -{unallocated_sql("present.budget_fen")} FROM fund_balance b WHERE b.fund_id = present.id) > (
            SELECT coalesce(sum(e.amount_fen), 0) FROM {_ENTRIES} e
            WHERE e.kind IN ('{"', '".join(ALLOCATED.kinds)}') AND e.amount_fen > 0 AND e.fund_id = present.id)"""
    return sql
