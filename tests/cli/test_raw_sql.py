"""On a server: what raw SQL of a role cannot do, because no command of its does it."""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path

import psycopg
import pytest

from aidtrack.ledger.batch import BATCH_KINDS
from aidtrack.ledger.entry import LINKING
from aidtrack.nouns import NOUNS
from cli import roles
from cli.roles import Office
from proofs.writers import at_once
from store.raw import sql

office = roles.office
REFUSED = ("42501", "23514", "22007", "22008")


def record(
    action: str, noun: str, id: object = "NULL", after: str | None = None, *, batch: object = "NULL",
    before: str | None = None, author: str = "x",
) -> str:  # fmt: skip
    """The call that writes one record of the log."""
    told = ", ".join(f"ARRAY[{'NULL' if text is None else f'$t${text}$t$'}]::text[]" for text in (before, after))
    return f"SELECT aidtrack_log('{author}', '{{{action}}}', '{{{noun}}}', ARRAY[{id}]::bigint[], ARRAY[{batch}]::bigint[], {told})"


def entry(more: str = "", values: str = "") -> str:
    return f"INSERT INTO entry (kind, date, fund_id, amount_fen{more}) VALUES ('receipt', '2017-05-31', 1, 100{values})"


def batch(kind: str = "import") -> str:
    return f"INSERT INTO batch (at, actor, kind, salt) VALUES ('2017', 'x', '{kind}', '{SALT}')"


def completed(entries: int, of: str = "(SELECT max(id) FROM batch)") -> str:
    ends = ", first_entry_id = (SELECT max(id) FROM entry), last_entry_id = (SELECT max(id) FROM entry)"
    return f"UPDATE batch SET entries = {entries}{ends if entries else ''} WHERE id = {of}"


FUND, NEW, NEWEST = 1, "(SELECT max(id) FROM batch)", "(SELECT max(id) FROM entry)"
SAID = '{"amount_fen":100,"date":"2017-05-31","fund_id":1,"kind":"receipt"}'
DIGEST, SALT = "0" * 64, "0" * 32
BROUGHT = f'{{"digest":"{DIGEST}","entries":%s,"files":%s,"open":"{DIGEST}"}}'
IN_NEW = entry(", batch_id", f", {NEW}")
OTHERS = 1  # the batch that the owner imported
FILE = "INSERT INTO batch_file (batch_id, file_no, name, sha256, noun, encoding, row_count) VALUES (%s, 1, 'a', 'b', 'receipt', 'c', 1)"
FILES = '[["a",null,"b",1,"receipt","c",null,null,1]]'
RECORDED = record("import", "batch", NEW, BROUGHT % (1, FILES), batch=NEW)
NOTHING = f'{{"digest":"{DIGEST}","entries":0,"open":"{DIGEST}"}}'
RAN = record("run", "batch", NEW, NOTHING, batch=NEW)

PAID = entry(", payee", ", '甲'")
HASHED = hashlib.sha256(bytes.fromhex(SALT) + "甲".encode()).hexdigest()
SAID_PAID = SAID.replace('"kind":"receipt"', f'"kind":"receipt","payee":{{"#":"{HASHED}"}}')


def beside(id: object = NEWEST, field: str = "payee", salt: str = SALT) -> str:
    return f"SELECT aidtrack_put_beside({id}, '{field}', '{salt}')"


# What is done in one transaction: what the server takes, and what not.
SOUND = (
    [entry(), record("add", "entry", NEWEST, SAID)],
    [entry(), entry(), record("add", "entry", NEWEST, SAID), record("add", "entry", f"{NEWEST} - 1", SAID)],
    [PAID, beside(), record("add", "entry", NEWEST, SAID_PAID)],
)
FALSE = (
    # An entry, and what is said of it.
    [entry()],
    [entry(), entry(), record("add", "entry", NEWEST, SAID)],
    [entry(), record("add", "entry", NEWEST, SAID.replace("100", "200"))],
    [entry(), record("add", "entry", NEWEST, SAID.replace(",", ", "))],
    [entry(), record("add", "entry", NEWEST)],
    [entry(), record("edit", "entry", NEWEST, SAID)],
    [entry(), record("add", "entry", NEWEST, SAID, before=SAID)],
    [entry(), record("add", "entry", NEWEST, SAID, batch=OTHERS)],
    [entry(), record("add", "entry", NEWEST, SAID), record("add", "entry", NEWEST, SAID)],
    [entry(), record("add", "fund", FUND, SAID)],
    [record("add", "entry", NEWEST, SAID)],
    [record("add", "entry", 10**9, SAID)],
    # Whom it names, and what is kept of that beside the log.
    [PAID, record("add", "entry", NEWEST, SAID.replace("receipt", 'receipt","payee":"甲'))],
    *([PAID, record("add", "entry", NEWEST, said)] for said in (SAID, SAID_PAID, SAID_PAID.replace(f'"{HASHED}"', "null"))),
    [PAID, beside(), record("add", "entry", NEWEST, SAID_PAID.replace(HASHED, DIGEST))],
    [PAID, beside(), record("add", "entry", NEWEST, SAID_PAID.replace("{", "{ "))],
    [PAID, beside(), beside(), record("add", "entry", NEWEST, SAID_PAID)],
    [PAID, beside(), record("add", "entry", NEWEST, SAID_PAID), beside()],
    *([PAID, beside(field=field), record("add", "entry", NEWEST, SAID_PAID)] for field in ("payer", "kind", "purpose", "nonsense")),
    *([PAID, beside(salt=salt), record("add", "entry", NEWEST, SAID_PAID)] for salt in ("", "x", SALT[1:], SALT + "00")),
    *([beside(id)] for id in (1, NEWEST, 10**9)),
    # What no command takes.
    *([entry().replace("2017-05-31", day)] for day in ("2017-02-30", "2017-99-99", "2017-1-1x", "20170101  ")),
    # Numbers that were not given.
    *([entry(", id", f", {id}"), record("add", "entry", id, SAID)] for id in (9007199254740991, 10**6, -1)),
    ["INSERT INTO batch (id, at, actor, kind) VALUES (99, '', 'x', 'import')"],
    # A batch of somebody else, of another kind, or of which the log would say what is not so.
    [entry(", batch_id", f", {OTHERS}"), record("import", "batch", OTHERS, BROUGHT % (1, FILES), batch=OTHERS)],
    [FILE % OTHERS],
    [completed(1, of=str(OTHERS))],
    [f"SELECT aidtrack_begin_act({OTHERS})"],
    [record("import", "batch", OTHERS, BROUGHT % (1, FILES), batch=OTHERS)],
    [batch("found")],
    [f"INSERT INTO batch (at, actor, kind, undoes) VALUES ('', 'x', 'import', {OTHERS})"],
    ["INSERT INTO batch (at, actor, kind) VALUES ('', 'x', 'undo')"],
    [batch()],
    [batch(), completed(0)],
    [batch(), IN_NEW, completed(1), FILE % NEW, record("import", "batch", NEW, BROUGHT % (1, "[]"), batch=NEW)],
    [batch(), IN_NEW, completed(1), record("import", "batch", NEW, BROUGHT % (1, FILES), batch=NEW)],
    [batch(), IN_NEW, completed(2), FILE % NEW, record("import", "batch", NEW, BROUGHT % (2, FILES), batch=NEW)],
    [batch(), IN_NEW, IN_NEW, completed(1), FILE % NEW, RECORDED],
    [batch(), IN_NEW, FILE % NEW, RECORDED],
    [batch(), IN_NEW, completed(1), FILE % NEW, RECORDED, IN_NEW],
    [batch(), IN_NEW, completed(1), FILE % NEW, RECORDED, FILE % NEW],
    [batch(), IN_NEW, completed(1), FILE % NEW, RECORDED, RECORDED],
    [batch(), IN_NEW, completed(1), FILE % NEW, record("run", "batch", NEW, BROUGHT % (1, FILES), batch=NEW)],
    [batch(), IN_NEW, completed(1), FILE % NEW, record("import", "batch", NEW, BROUGHT % (1, FILES), batch=NEW, author="y")],
    *([batch(), IN_NEW, completed(1), FILE % NEW, RECORDED.replace(f'"{name}":"{DIGEST}"', f'"{name}":"none"')] for name in ("digest", "open")),
    [batch(), IN_NEW, completed(1), FILE % NEW, RECORDED.replace(f',"open":"{DIGEST}"', "")],
    [batch(), IN_NEW, completed(1), FILE % NEW, RECORDED.replace(f'"digest":"{DIGEST}"', '"digest":null')],
    [batch(), entry(", batch_id, file_no", f", {NEW}, 0"), completed(1), FILE % NEW, RECORDED],
    [batch(), IN_NEW, completed(1), FILE % NEW, RECORDED.replace('"digest"', '"digest":[[[]]],"digest"')],
    [batch(), IN_NEW, completed(1), FILE % NEW, RECORDED.replace('"entries"', '"also":1,"entries"')],
    [batch(), completed(0), RECORDED.replace(":1", ":0")],
    *([batch().replace(SALT, salt), IN_NEW, completed(1), FILE % NEW, RECORDED] for salt in ("", "x", SALT + "0")),
    [batch().replace(", salt", "").replace(f", '{SALT}'", ""), IN_NEW, completed(1), FILE % NEW, RECORDED],
)  # fmt: skip
IMPOSSIBLE = (
    *(entry(f", {column}", f", {value}") for column, value in (("term", 0), ("term", 601), ("schedule", "'x'"), ("yearly_rate", "'4.350%'"),
        ("origin", "'3f2a9c1e'"), ("payee", "''"), ("voucher", "' '"), ("ref", "''"), ("purpose", "' '"), ("file_no", 1), ("row_no", 1))),
    entry().replace("100)", "100000000000000001)"),
)  # fmt: skip
# What an officer may, as long as he says so.
UNSAID = (
    "INSERT INTO fund (name) VALUES ('x')", "UPDATE fund SET note = 'x'", "DELETE FROM document", "INSERT INTO setting VALUES ('unit', 'x')",
    "INSERT INTO layout (name, content) VALUES ('x', '')",
)  # fmt: skip
OFFICERS = (
    ["SELECT aidtrack_next_ids('entry', 1)"],
    *([batch(kind), completed(0), record(kind, "batch", NEW, NOTHING, batch=NEW)]
      for kind in BATCH_KINDS if kind not in ("import", "run")),
    [f"INSERT INTO batch (at, actor, kind, undoes) VALUES ('', 'x', 'undo', {OTHERS})"],
    *([one] for one in UNSAID),
)  # fmt: skip
# Of whoever may write the log at all.
NOT_TOLD = (
    *([record(action, noun, 1, "{}")] for noun in (*NOUNS, "entry", "batch", "layout", "granted", "books", "store", "office", "nonsense")
      for action in ("add", "edit", "forget")),
    [record("edit", "setting", after='{"name":"unit","value":"x"}')],
    [record("forget", "personal", after="{}")],
    [record("reveal", "personal", 1, '{"command":"x"}')],
    [record("reveal", "personal", after='{"command":"x","more":1}')],
    [record("handover", "bundle", after='{"file":"x","head":"no such","to":1}')],
    [record("handover", "nonsense", after="{}")],
    ["SELECT aidtrack_log('x', '{}', '{fund}', '{}', '{}', '{}', '{}')"],
)  # fmt: skip
# Tables, guards and settings.
RAW = (
    "UPDATE fund_balance SET spent_fen = 0", "DELETE FROM fund_balance", "INSERT INTO cell_balance VALUES (1, 9, 9)",
    "TRUNCATE fund_balance", "TRUNCATE entry CASCADE", "TRUNCATE audit", "UPDATE entry SET amount_fen = 1", "DELETE FROM entry",
    "INSERT INTO entry_ref VALUES ('X', 1)", "DELETE FROM entry_ref", "INSERT INTO audit (at, actor, action, noun, previous, hash) VALUES ('', '', '', '', '', '')",
    "UPDATE audit SET actor = 'x'", "DELETE FROM audit", "UPDATE fund SET budget_fen = 1", "INSERT INTO setting VALUES ('require_steps', 'on')",
    "ALTER TABLE entry DISABLE TRIGGER ALL", "DROP TRIGGER entry_guard ON entry", "DROP FUNCTION aidtrack_entry_guard() CASCADE",
    "CREATE OR REPLACE FUNCTION public.aidtrack_entry_guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "SET session_replication_role = replica", "INSERT INTO act VALUES (txid_current(), 1, 1, 0, true)", "INSERT INTO so_far VALUES (txid_current(), 1, -1, -1, 1, '{\"receipt\": 100}')", "DELETE FROM act", "DELETE FROM owed", "DELETE FROM so_far", "DELETE FROM given", "UPDATE granted SET word = 'officer'",
    "INSERT INTO closed_books (after_entry_id) VALUES (0)", "UPDATE batch SET actor = 'x'", "SELECT setval('entry_id_seq', 99)",
    "UPDATE personal_value SET salt = NULL, value = NULL", "DELETE FROM personal_value", "TRUNCATE personal_value",
    "INSERT INTO personal_value (hash, noun, object_id, field) VALUES ('', 'household', 1, 'head')",
)  # fmt: skip
_OVERSPENT = "INSERT INTO entry (kind, date, fund_id, project_id, village_id, amount_fen{more}) SELECT 'spending', '2017-05-01', 1, 1, 1, 9999999{values}"


def refused(made: "psycopg.Connection[tuple[object, ...]]", statements: Iterable[str]) -> None:
    """What a transaction does is refused, by a statement or at its end."""
    with pytest.raises(psycopg.Error) as found, made.transaction():
        for statement in statements:
            made.execute(statement)
    assert found.value.sqlstate in REFUSED, (statements, found.value)


def attacked(office: Office, word: str, *tables: Sequence[Sequence[str]]) -> None:
    """Whoever is this tries all of them, and the store stays as it is."""
    with psycopg.connect(office.url(office.role(word)), autocommit=True) as made:
        for statements in (one for table in tables for one in table):
            refused(made, statements)
    assert office.store.json("check")["tables"][0]["rows"] == []


def test_what_raw_sql_of_a_clerk_cannot_do(office: Office) -> None:
    attacked(office, "clerk", [[one] for one in RAW], FALSE, OFFICERS, NOT_TOLD)


def test_what_a_guard_lets_in_is_no_setting_of_a_session(office: Office) -> None:
    with psycopg.connect(office.url(office.role("clerk")), autocommit=True) as clerk:
        for one in IMPOSSIBLE:
            with pytest.raises(psycopg.errors.CheckViolation, match="aidtrack value"):
                clerk.execute(one)
        clerk.execute("SET standard_conforming_strings = off; SET backslash_quote = on; SET transform_null_equals = on")
        for rate in ("3x5%", "4.350%"):
            with pytest.raises(psycopg.errors.CheckViolation, match="aidtrack value"):
                clerk.execute(entry(", yearly_rate", f", '{rate}'"))


def test_what_raw_sql_of_an_officer_cannot_do(office: Office) -> None:
    """Nouns are his to change, and to say so; of numbers, entries and batches it is as with anybody."""
    numbers = [f"INSERT INTO {noun} (id, name) VALUES (77, 'x')" for noun in ("fund", "project", "village")]
    raw = [one for one in (*RAW, *numbers, *UNSAID) if "personal_value (" not in one]
    attacked(office, "officer", [[one] for one in raw], FALSE, NOT_TOLD)
    with psycopg.connect(office.url(office.role("officer")), autocommit=True) as officer:
        with officer.transaction(force_rollback=True):
            for one in (UNSAID[1], record("edit", "fund", FUND, "{}", before="{}"), "SET CONSTRAINTS ALL IMMEDIATE"):
                officer.execute(one)
        refused(officer, [UNSAID[1], record("edit", "fund", FUND, "{}", before="{}"), UNSAID[1]])


def test_what_raw_sql_of_an_auditor_cannot_do(office: Office) -> None:
    attacked(office, "auditor", [[one] for one in (*RAW, entry(), batch())], NOT_TOLD)


def test_what_a_clerk_does_by_raw_sql_is_refused_for_what_is_false_alone(office: Office) -> None:
    role = office.role("clerk")
    with psycopg.connect(office.url(role), autocommit=True) as clerk:
        for statements in SOUND:
            with clerk.transaction():
                for statement in statements:
                    clerk.execute(statement)
        # But for the digest, which `check` holds against the entries.
        for statements in ([batch(), IN_NEW, completed(1), FILE % NEW, RECORDED], [batch("run"), completed(0), RAN]):
            with clerk.transaction(force_rollback=True):
                for statement in (*statements, "SET CONSTRAINTS ALL IMMEDIATE"):
                    clerk.execute(statement)
    shown = office.store.json("log", "--noun", "entry", "--limit", "3")["tables"][0]["rows"]
    assert [one["login"] for one in shown] == [role] * 3
    assert role in office.store.ok("log", "--limit", "1").out
    assert office.store.json("check")["tables"][0]["rows"] == []


@pytest.mark.parametrize("word", ["clerk", "officer"])
def test_what_corrects_moves_or_carries_is_brought_by_no_clerk(office: Office, word: str) -> None:
    """In an act too, whose entries are judged at its end."""
    lacks = pytest.raises(psycopg.errors.InsufficientPrivilege, match="aidtrack right")
    with psycopg.connect(office.url(office.role(word)), autocommit=True) as made:
        for name in LINKING:
            brings = [batch(), f"SELECT aidtrack_begin_act({NEW})", entry(f", batch_id, {name}_id", f", {NEW}, 1")]
            with lacks if word == "clerk" else nullcontext(), made.transaction(force_rollback=True):
                for statement in brings:
                    made.execute(statement)


def test_guards_stand_in_an_act_and_behind_temporary_tables(office: Office) -> None:
    with psycopg.connect(office.url(office.role("clerk")), autocommit=True) as clerk:
        # A table of his own that stands in a guard's way does not.
        for table in ("fund_balance", "cell_balance", "fund", "audit", "owed", "batch"):
            clerk.execute(f"CREATE TEMPORARY TABLE {table} (LIKE public.batch)")
        refused(clerk, [_OVERSPENT.format(more="", values="")])
        clerk.execute("DISCARD TEMP")
        begun = [batch(), f"SELECT aidtrack_begin_act({NEW})"]
        spent = _OVERSPENT.format(more=", batch_id", values=f", {NEW}")
        for ending in (["SELECT aidtrack_take_in()", "SELECT aidtrack_end_act()"], []):
            refused(clerk, [*begun, spent, *ending])
            refused(clerk, [*begun, spent, *ending, completed(1), FILE % NEW, RECORDED])
        refused(clerk, [*begun, _OVERSPENT.format(more="", values="")])
    assert office.store.json("check")["tables"][0]["rows"] == []


def test_what_was_taken_back_stays_so(office: Office) -> None:
    office.store.ok("batch", "undo", "1", "--yes")
    office.store.run(
        "spending add 20 --fund F --project P --date 2017-02-02", "receipt correct 1 --amount 990 --reason x"
    )
    back = "INSERT INTO entry (kind, date, fund_id, project_id, village_id, amount_fen, reverses_id, reason) SELECT kind, date, fund_id, project_id, village_id, -amount_fen, id, 'x' FROM entry WHERE "
    tried = (
        "id = (SELECT min(e.id) FROM entry e JOIN batch b ON b.id = e.batch_id WHERE b.undoes IS NOT NULL)",
        "reverses_id = 1",
    )
    with psycopg.connect(office.url(office.role("clerk")), autocommit=True) as clerk:
        for which in tried:
            assert clerk.execute(f"SELECT count(*) FROM entry WHERE {which}").fetchone() == (1,)
            with pytest.raises(psycopg.errors.CheckViolation, match="taken_back"):
                clerk.execute(back + which)
        with pytest.raises(psycopg.errors.CheckViolation, match="taken_back"):
            clerk.execute(entry(", corrects_id", ", 2"))
    office.store.ok("batch", "undo", "3", "--yes")
    assert office.store.json("check")["tables"][0]["rows"] == []


def test_a_clerk_takes_back_what_is_his_and_all_of_it(office: Office) -> None:
    """A false undoing of his own import, and the 流水号 of one that is recorded again."""
    role = office.role("clerk")
    his = office.as_(role)
    sheet = "日期,资金,金额（元）,流水号\n2017-04-01,F,7,R-1\n"
    Path("到账.csv").write_text(sheet, "utf-8")
    his.ok("import", "到账.csv", "--as", "receipt")
    undo = f"INSERT INTO batch (at, actor, kind, undoes, salt) VALUES ('', 'x', 'undo', 2, '{SALT}')"
    told = f'{{"digest":"{DIGEST}","entries":%s,"open":"{DIGEST}","undoes":2}}'
    with psycopg.connect(office.url(role), autocommit=True) as clerk:
        refused(clerk, [undo, completed(0), record("undo", "batch", NEW, told % 0, batch=NEW)])
        refused(clerk, [undo, IN_NEW, completed(1), record("undo", "batch", NEW, told % 1, batch=NEW)])
        refused(clerk, [batch(), f"SELECT aidtrack_begin_act({NEW})", entry(", batch_id, ref", f", {NEW}, 'R-1'"),
            "SELECT aidtrack_take_in()", completed(1), FILE % NEW, RECORDED])  # fmt: skip
        # A transaction that began on that day goes on into the next one: midnight is there in a moment.
        [[made, midnight, zone]] = sql(office.store, "SELECT pg_get_functiondef('aidtrack_may_undo(bigint)'::regprocedure), m::text,"
            " to_char(m AT TIME ZONE 'UTC', '<x>+HH24:MI:SS') FROM (SELECT date_trunc('second', clock_timestamp()) + interval '2 s') s (m)")  # fmt: skip
        sql(office.store, str(made).replace("current_setting('log_timezone')", f"'{zone}'"))
        with pytest.raises(psycopg.errors.InsufficientPrivilege), clerk.transaction():
            clerk.execute(f"SELECT pg_sleep_until('{midnight}')")
            clerk.execute(undo)
        sql(office.store, str(made))
        his.ok("batch", "undo", "2", "--yes")
        his.ok("import", "到账.csv", "--as", "receipt")
        clerk.execute("SELECT aidtrack_free_refs(2, 1, 1000000)")
    his_again = his("receipt", "add", "9", "--fund", "F", "--date", "2017-04-02", "--ref", "R-1")
    assert his_again.code == 1
    assert office.store.json("check")["tables"][0]["rows"] == []


def test_nobody_forks_the_log_who_sees_what_was_there_when_he_began(office: Office) -> None:
    seen = record("reveal", "personal", after='{"command":"x"}')
    for level in (psycopg.IsolationLevel.REPEATABLE_READ, psycopg.IsolationLevel.SERIALIZABLE):
        with psycopg.connect(office.url(office.role("auditor")), autocommit=True) as auditor:
            auditor.isolation_level = level
            refused(auditor, ["SELECT 1 FROM audit", seen])
    # The program itself does not go by what a server or a session takes for the usual.
    sql(
        office.store,
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = serializable', current_database()); END $$",
    )
    spending = ["spending", "add", "1", "--fund", "F", "--project", "P", "--date", "2017-03-01", "--allow-duplicates"]
    answers = at_once(office.store, [[spending] * 4] * 3)
    assert [one.code for mine in answers for one in mine] == [0] * 12
    assert office.store.json("check")["tables"][0]["rows"] == []
