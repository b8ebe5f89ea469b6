"""On a server nobody changes a row that a rule rested on until what it let in is committed; who was first is seen by who comes second."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from conftest import Store
from ledger.chain import FUND, VILLAGE, Sql, chain, only_unlogged, passes, raw
from ledger.test_closed_at_once import Waiting
from ledger.test_steps import NEEDED, ON

CHANGES = [
    "UPDATE fund SET budget_fen = 0",
    "UPDATE project SET closed_on = '2017-01-01'",
    "UPDATE village SET county = '武山县'",
    "UPDATE step SET result = 'failed' WHERE name = 'confirm6'",
    "DELETE FROM step",
    "UPDATE setting SET value = 'off' WHERE name = 'require_steps'",
    "DELETE FROM setting WHERE name = 'require_steps'",
]


@pytest.fixture
def asking(server_store: Store) -> Store:
    """A fund for one county, in a store that asks for steps, and a project that has passed those before its money."""
    chain(server_store, budget="1000", earmark_place="陇西县")
    passes(server_store, "receipt", "1000", "--date", "2017-01-01")
    server_store.ok(*ON)
    with raw(server_store) as connection:
        for name in NEEDED:
            connection.execute(
                "INSERT INTO step (name, project_id, date, result) VALUES (%s, 1, '2017-01-01', 'passed')", (name,)
            )
    return server_store


def test_what_a_rule_rested_on_stays_until_the_commit(asking: Store) -> None:
    with raw(asking) as first, raw(asking) as second:
        first.execute("BEGIN")
        Sql(asking, first).entry("allocation", 10000)
        second.execute("SET lock_timeout = '100ms'")
        for change in CHANGES:
            with pytest.raises(psycopg.errors.LockNotAvailable):
                second.execute(change.encode())
        first.execute("COMMIT")
        # Afterwards rules of their own judge what would break them.
        for change in CHANGES[:3]:
            with pytest.raises(psycopg.errors.CheckViolation):
                second.execute(change.encode())
    only_unlogged(asking)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (f"UPDATE village SET county = '武山县' WHERE name = '{VILLAGE}'", "G5"),
        (f"UPDATE fund SET earmark_place = '武山县' WHERE name = '{FUND}'", "G5"),
        ("DELETE FROM step WHERE name = 'confirm6'", "G8"),
        ("UPDATE step SET result = 'failed' WHERE name = 'confirm6'", "G8"),
    ],
)
def test_a_change_on_its_way_is_waited_for_and_seen(asking: Store, change: str, rule: str) -> None:
    with ThreadPoolExecutor(1) as pool, raw(asking) as first, raw(asking) as second:
        first.execute("BEGIN")
        first.execute(change.encode())
        late = Waiting(asking, pool, lambda: Sql(asking, second).entry("allocation", 10000))
        first.execute("COMMIT")
        with pytest.raises(psycopg.errors.CheckViolation, match=f"aidtrack {rule}"):
            late.running.result()


def test_a_store_that_begins_to_ask_for_steps_meanwhile(asking: Store) -> None:
    with raw(asking) as first, raw(asking) as second, ThreadPoolExecutor(1) as pool:
        first.execute("UPDATE setting SET value = 'off' WHERE name = 'require_steps'")
        first.execute("DELETE FROM step")
        first.execute("BEGIN")
        first.execute("UPDATE setting SET value = 'on' WHERE name = 'require_steps'")
        late = Waiting(asking, pool, lambda: Sql(asking, second).entry("allocation", 10000))
        first.execute("COMMIT")
        with pytest.raises(psycopg.errors.CheckViolation, match="aidtrack G8"):
            late.running.result()
