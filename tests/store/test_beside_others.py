"""On a server who adds an entry waits for others only where both could break a rule, or at the end of the audit chain."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from aidtrack.store.engine import connection
from aidtrack.store.engine.transaction import Writer, write
from aidtrack.store.log.append import Chain
from aidtrack.store.records import entries
from aidtrack.store.records.repetition import require_new
from conftest import Store
from proofs.writers import at_once
from store.raw import behind_the_guards

BUSY = 3
ENTRY = {"kind": "spending", "date": "2017-03-01", "fund_id": 1, "project_id": 1, "village_id": 1, "amount_fen": 700}


@pytest.fixture
def funds(server_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two funds with a project each; nobody waits for long."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.3)
    server_store.ok("village", "add", "V")
    for number in (1, 2):
        server_store.run(
            f"fund add F{number} --budget 1000",
            f"project add P{number} --village V",
            f"receipt add 1000 --fund F{number} --date 2017-01-01",
            f"allocation add 900 --fund F{number} --project P{number} --date 2017-01-02",
        )
    return server_store


def spend(store: Store, fund: int, yuan: str) -> int:
    place = ("--fund", f"F{fund}", "--project", f"P{fund}", "--date", "2017-03-01")
    return store("spending", "add", yuan, *place).code


@contextmanager
def adding(store: Store, *, beside_others: bool = True) -> Iterator[Writer]:
    """Somebody else, who has looked for an equal entry and inserted his own, but not recorded it yet."""
    with write(store.target, actor="会计", beside_others=beside_others) as writer:
        require_new(writer, ENTRY)
        id = writer.insert("entry", ENTRY)
        yield writer
        Chain(writer).append("add", "entry", id, after=ENTRY)


def test_entries_of_other_funds_wait_for_nothing(funds: Store) -> None:
    with adding(funds):
        assert spend(funds, 2, "1") == 0
        assert spend(funds, 1, "2") == BUSY  # its guard asks what is left of the fund
        assert spend(funds, 2, "7") == BUSY  # it might be the same entry but for the fund
    assert spend(funds, 1, "2") == spend(funds, 2, "7") == 0
    assert spend(funds, 1, "7") == 1  # the equal one is seen
    assert funds.json("check", "--strict")["tables"][0]["rows"] == []


def test_whoever_does_more_is_alone(funds: Store) -> None:
    with adding(funds):
        assert funds("village", "add", "W").code == BUSY
        assert funds("spending", "reverse", "2", "--reason", "错").code in (1, BUSY)
    with adding_nothing(funds):
        assert spend(funds, 2, "1") == BUSY
    funds.ok("village", "add", "W")


@contextmanager
def adding_nothing(store: Store) -> Iterator[None]:
    with write(store.target, actor="会计"):
        yield


def test_the_end_of_the_chain_is_taken_last_and_kept(funds: Store) -> None:
    with write(funds.target, actor="会计", beside_others=True) as writer:
        entries.add(writer, ENTRY)
        assert spend(funds, 2, "1") == BUSY
    assert spend(funds, 2, "1") == 0
    assert funds.json("check", "--strict")["tables"][0]["rows"] == []


def test_raw_sql_finds_the_end_of_the_chain_too(funds: Store) -> None:
    record = (
        """SELECT aidtrack_log('x', '{reveal}', '{personal}', '{NULL}', '{NULL}', '{NULL}', ARRAY['{"command":"x"}'])"""
    )
    with closing(psycopg.connect(funds.db)) as one, closing(psycopg.connect(funds.db)) as other:
        one.execute(record)
        other.execute("SET lock_timeout = '50ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute(record)
        other.rollback()
        one.commit()
        other.execute(record)
        other.commit()
    said: list[Mapping[str, object]] = funds.json("check")["tables"][0]["rows"]
    assert not [one for one in said if "chain" in str(one["problem"])]


def test_numbers_are_given_once(funds: Store) -> None:
    """Also where those that were chosen past the guards are beyond what was given."""
    chosen = "INSERT INTO {0} (id, {1}) VALUES (90, {2})"
    of_entry = chosen.format("entry", "kind, date, fund_id, amount_fen", "'receipt', '2017-01-01', 1, 1")
    of_fund = chosen.format("fund", "name", "'F90'")
    with closing(psycopg.connect(funds.db)) as raw:
        for statement in (of_entry, of_fund):
            with pytest.raises(psycopg.errors.CheckViolation, match="numbers"):
                raw.execute(statement)
            raw.rollback()
    behind_the_guards(funds, of_fund)
    with write(funds.target, actor="会计", beside_others=True) as one:
        assert one.next_ids("fund", 1) == [91]
        with write(funds.target, actor="会计", beside_others=True) as other:
            assert other.next_ids("fund", 2) == [92, 93]


def test_a_baseline_while_somebody_adds(funds: Store, tmp_path: Path) -> None:
    """The entry that took its number first is recorded last."""
    with write(funds.target, actor="会计", beside_others=True) as writer:
        [id] = writer.next_ids("entry", 1)
        assert spend(funds, 2, "1") == 0
        funds.ok("check", "--baseline", str(tmp_path / "b.json"))
        writer.insert_columns("entry", {name: [value] for name, value in {**ENTRY, "id": id}.items()}, {})
        Chain(writer).append("add", "entry", id, after=ENTRY)
    funds.ok("check", "--against", str(tmp_path / "b.json"))
    funds.ok("receipt", "add", "1", "--fund", "F1", "--date", "2017-01-03")
    funds.ok("check", "--against", str(tmp_path / "b.json"))


def test_a_sheet_that_comes_slowly_holds_nobody_up(store: Store) -> None:
    store.run("village add V", "fund add F --budget 100000", "receipt add 90000 --fund F --date 2017-01-01")
    header, rows = "日期,资金,金额（元）,凭证号\n", [f"2017-02-01,F,1,{at}\n" for at in range(8_000)]
    words = [sys.executable, "-m", "aidtrack", "--db", store.db, "import", "-", "--as", "interest"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as slow:
        assert slow.stdin is not None
        slow.stdin.write(header + "".join(rows[:-1]))  # more than a pipe holds: it is being read
        slow.stdin.flush()
        store.ok("interest", "add", "2", "--fund", "F", "--date", "2017-02-01")
        slow.communicate(rows[-1])
    assert slow.returncode == 0
    assert len(store.json("interest", "list")["tables"][0]["rows"]) == len(rows) + 1


def test_of_equal_entries_at_once_one_is_recorded(store: Store) -> None:
    store.run("village add V", "fund add F --budget 1000", "receipt add 1000 --fund F --date 2017-01-01")
    again = ["interest", "add", "1", "--fund", "F", "--date", "2017-02-01", "--voucher", "A"]
    answers = at_once(store, [[again] * 3 for _ in range(4)])
    assert sorted(one.code for said in answers for one in said) == [0] + [1] * 11
    assert len(store.json("interest", "list")["tables"][0]["rows"]) == 1
