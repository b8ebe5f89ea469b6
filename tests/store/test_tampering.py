"""What was changed behind aidtrack's back is found by `check`, exit 5, and the row is named."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aidtrack.locale import spoken
from aidtrack.store.engine.connection import read
from aidtrack.store.engine.transaction import write
from aidtrack.store.log import chain
from aidtrack.store.proof.check import found
from aidtrack.store.records import nouns
from aidtrack.values.record import record_hash
from conftest import Answer, Store, once
from store.raw import behind_the_guards, defenceless, sql

SHEET = "日期,资金,项目,金额（元）,流水号\n2017-03-01,F,P,30,I-1\n2017-03-02,F,P,20,I-2\n"


@once
def fill(store: Store, tmp_path: Path) -> Store:
    """Entries 1–3 by hand, 4 and 5 by batch 1."""
    store.ok("village", "add", "V")
    store.ok("fund", "add", "F", "--budget", "1000")
    store.ok("project", "add", "P", "--village", "V")
    store.ok("receipt", "add", "1000", "--fund", "F", "--date", "2017-01-01")
    store.ok("allocation", "add", "500", "--fund", "F", "--project", "P", "--date", "2017-01-02")
    store.ok("spending", "add", "100", "--project", "P", "--date", "2017-01-03", "--ref", "H-1")
    path = tmp_path / "支出.csv"
    path.write_text(SHEET)
    store.ok("import", str(path))
    store.ok("check")
    return store


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    return fill(store, tmp_path)


def damage(store: Store) -> Answer:
    answer = store("check", "--format", "json")
    assert answer.code == 5, answer
    return answer


def named(store: Store) -> set[str]:
    return {row["what"] for row in damage(store).rows("findings") if row["level"] == "damage"}


BALANCES = tuple(
    f"UPDATE {table} SET spent_fen = spent_fen + 100 WHERE fund_id = 1" for table in ("fund_balance", "cell_balance")
)


CHANGES = [
    (("UPDATE entry SET amount_fen = amount_fen + 100 WHERE id = 3", *BALANCES), "entry 3"),
    (("UPDATE entry SET payee = '别人' WHERE id = 3",), "entry 3"),
    (("UPDATE entry SET date = '2018-01-01' WHERE id = 1",), "entry 1"),
    (("UPDATE entry SET amount_fen = amount_fen + 100 WHERE id = 4", *BALANCES), "batch 1"),
    (("UPDATE entry SET row_no = 9 WHERE id = 5",), "batch 1"),
    (("DELETE FROM entry_ref WHERE ref = 'I-2'", "DELETE FROM entry WHERE id = 5"), "batch 1"),
    (("DELETE FROM entry_ref WHERE ref = 'H-1'", "DELETE FROM entry WHERE id = 3"), "entry 3"),
    (("DELETE FROM entry_ref WHERE ref = 'I-2'",), "entry 5"),
    (("UPDATE entry_ref SET entry_id = 3 WHERE ref = 'I-2'",), "entry_ref"),
    (("UPDATE fund_balance SET received_fen = received_fen + 1",), "fund_balance (1,)"),
    (("UPDATE cell_balance SET spent_fen = NULL",), "cell_balance (1, 1, 1)"),
    (("DELETE FROM cell_balance",), "cell_balance (1, 1, 1)"),
    (("UPDATE village SET name = '另村'",), "village 1"),
    (("UPDATE fund SET budget_fen = 1",), "fund 1"),
    (("UPDATE project SET batch_id = 1",), "project 1"),
    (("INSERT INTO village (id, name) VALUES (9, '假村')",), "village 9"),
    (("UPDATE audit SET actor = '别人' WHERE id = 2",), "audit 2"),
    (("DELETE FROM audit WHERE id = 2",), "audit 3"),
    (("UPDATE batch SET entries = 1, last_entry_id = 4",), "batch 1"),
    (("UPDATE batch_file SET sha256 = 'x'",), "batch 1"),
    (("UPDATE batch_file SET name = '别的.csv'",), "batch 1"),
    (("DELETE FROM batch_file",), "batch 1"),
]


def test_a_change_behind_the_guards_is_found(filled: Store) -> None:
    with defenceless(filled) as connection:
        for statements, what in CHANGES:
            connection.execute("SAVEPOINT tamper")
            for statement in statements:
                connection.execute(statement)
            damaged = (spoken(one.what) for one in found(connection) if one.level == "damage")
            assert what in damaged, statements
            connection.execute("ROLLBACK TO SAVEPOINT tamper")


def test_an_entry_put_in_past_the_log(filled: Store) -> None:
    """Raw SQL may record an entry, the guards see to the rules; `check` says that the log does not know it."""
    sql(filled, "INSERT INTO entry (kind, date, fund_id, amount_fen) VALUES ('receipt', '2017-05-01', 1, 500)")
    assert "entry" in named(filled)


def test_a_guard_taken_away_or_weakened(filled: Store) -> None:
    with defenceless(filled) as connection:
        assert {"entry_guard", "entry_append_only"} & {str(one.what) for one in found(connection)}
    if filled.engine == "sqlite":
        sql(filled, "DROP TRIGGER entry_no_update")
        assert "entry_no_update" in named(filled)
        sql(filled, "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT 1; END")
        assert "entry_no_update" in named(filled)
    else:
        sql(filled, "ALTER TABLE entry DISABLE TRIGGER entry_guard")
        assert "entry_guard" in named(filled)
        sql(
            filled,
            "ALTER TABLE entry ENABLE TRIGGER entry_guard",
            "CREATE OR REPLACE FUNCTION aidtrack_entry_guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        )
        assert named(filled) == {"aidtrack_entry_guard"}


def test_check_says_so_in_both_languages_and_the_reports_still_answer(filled: Store) -> None:
    behind_the_guards(filled, "UPDATE village SET name = '另村'")
    for lang in ("zh", "en"):
        answer = filled("check", lang=lang)
        assert (answer.code, "village 1" in answer.out) == (5, True)
    filled.ok("report", "village", "另村")


def test_the_head_of_the_chain_moves_with_every_change(filled: Store) -> None:
    def head(command: tuple[str, ...]) -> str:
        found: str = filled.ok(*command, "--format", "json").rows("info")[0]["head"]
        return found

    before = head(("check",))
    assert before == head(("db", "info"))
    filled.ok("village", "edit", "V", "--note", "改")
    assert head(("check",)) != before


def test_a_trigger_of_anothers_is_named(filled: Store) -> None:
    if filled.engine == "sqlite":
        sql(filled, "CREATE TRIGGER mine BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END")
    else:
        sql(
            filled,
            "CREATE FUNCTION mine() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            "CREATE TRIGGER mine BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION mine()",
        )
    assert named(filled) == {"mine"}


def test_an_id_is_not_changed_under_another_name(file_store: Store) -> None:
    file_store.ok("fund", "add", "F")
    with pytest.raises(sqlite3.IntegrityError, match="G7"):
        sql(file_store, "UPDATE fund SET rowid = 9")


def test_a_store_with_pieces_missing_is_damaged(filled: Store, tmp_path: Path) -> None:
    """A fund, then a whole table: one sentence and exit 5, whoever asks."""
    told = [("report", "village", "V"), ("export", "-o", str(tmp_path / "all.json")), ("check",)]
    behind_the_guards(filled, "UPDATE fund SET id = 9")
    assert filled("spending", "list").code == 0
    for words in told:
        assert filled(*words).code == 5, words
    sql(filled, "DROP TABLE fund CASCADE" if filled.engine == "postgresql" else "DROP TABLE fund")
    for words in (*told, ("spending", "list")):
        answer = filled(*words)
        assert (answer.code, answer.out) == (5, ""), (words, answer)


def test_a_text_that_is_none(file_store: Store, tmp_path: Path) -> None:
    """In a file; a server takes no such bytes."""
    fill(file_store, tmp_path)
    behind_the_guards(file_store, "UPDATE village SET note = CAST(x'ff' AS TEXT), county = CAST(x'ff' AS TEXT)")
    behind_the_guards(file_store, "UPDATE audit SET actor = CAST(x'ff' AS TEXT), after = CAST(x'ff' AS TEXT)")
    for words in (("check",), ("village", "list"), ("log",), ("report", "village", "V")):
        answer = file_store(*words)
        assert (answer.code, answer.out) == (5, ""), (words, answer)


def test_a_head_that_was_written_down(store: Store) -> None:
    """It is in the chain with the moment of its record; where the log was rewritten since, however soundly, it is not."""
    store.ok("village", "add", "V")
    [info] = store.ok("db", "info", "--format", "json").rows("info")
    head, record = info["head"], store.ok("log", "--format", "json").rows()[0]
    store.ok("village", "edit", "V", "--note", "改")
    for given in (head, head[:12], head[:20].upper()):
        answer = store.ok("check", "--head", given)
        assert f"record {record['id']} of {record['at'][:19].replace('T', ' ')}" in answer.out + answer.err
    assert store("check", "--head", "0" * 12).code == 0  # of the empty log
    for given in (head[:11], "x" * 12, head + "0"):
        assert store("check", "--head", given).code == 2
    other = "f" * 12 if not head.startswith("f" * 12) else "e" * 12
    answer = store("check", "--head", other, lang="zh")
    assert (answer.code, "不在日志链中" in answer.out) == (5, True), answer


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_row_that_was_changed_past_the_log_and_then_by_a_command(filled: Store, lang: str) -> None:
    """The command's record begins with what no record had left: how the row stands now fits the log again, and is found all the same."""
    filled.ok("db", "setting", "require_steps", "off")
    behind_the_guards(filled, "UPDATE village SET note = '添'", "UPDATE setting SET value = 'on'")
    filled.ok("village", "edit", "V", "--note", "改")
    filled.ok("db", "setting", "require_steps", "off")
    first, second = [id for (id,) in sql(filled, "SELECT id FROM audit ORDER BY id DESC LIMIT 2")][::-1]
    assert named(filled) == {"village 1", "setting require_steps"}
    said = filled("check", lang=lang)
    for record in (first, second):
        assert ("第 {} 条记录" if lang == "zh" else "record {} of").format(record) in " ".join(said.out.split())


def test_no_record_is_stamped_before_another(store: Store) -> None:
    """A clock that was ahead is followed by what it stamped; a log that somebody wrote with a step back is told, and is no damage."""
    ahead = datetime(2090, 1, 1, tzinfo=UTC)
    with write(store.target, actor="x", now=ahead) as writer:
        nouns.add(writer, "village", {"name": "V"})
    if store.engine == "postgresql":  # whose clock counts, not that of who writes
        with read(store.target) as connection:
            [first] = chain.records(connection)
        assert str(first["at"]) < "2090"
        first["at"] = ahead.isoformat(timespec="microseconds")
        behind_the_guards(store, f"UPDATE audit SET at = '{first['at']}', hash = '{record_hash(first)}'")
    store.ok("village", "edit", "V", "--note", "改")
    store.ok("village", "edit", "V", "--note", "又改")
    stamps = [at for (at,) in sql(store, "SELECT at FROM audit ORDER BY id")]
    assert stamps == ["2090-01-01T00:00:00.000000+00:00"] * 3
    assert store.ok("check", "--format", "json").rows("findings") == []
    with read(store.target) as connection:
        last = [*chain.records(connection)][-1]
    last["at"] = "2016-01-01T00:00:00.000000+00:00"
    behind_the_guards(
        store, f"UPDATE audit SET at = '{last['at']}', hash = '{record_hash(last)}' WHERE id = {last['id']}"
    )
    [found] = store.ok("check", "--format", "json").rows("findings")
    assert (found["level"], found["what"]) == ("alert", f"audit {last['id']}")
    assert "2016-01-01" in found["problem"] and "2090-01-01" in found["problem"]


@pytest.mark.parametrize("stamp", ["x", "", "9999"])
def test_what_is_no_stamp_is_followed_by_none(store: Store, stamp: str) -> None:
    store.ok("village", "add", "V")
    behind_the_guards(store, f"UPDATE audit SET at = '{stamp}'")
    store.ok("village", "edit", "V", "--note", "改")
    [(at,)] = sql(store, "SELECT max(at) FROM audit WHERE action = 'edit'")
    assert at[:2] == "20"
