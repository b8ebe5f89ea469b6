"""On a server two programs write at once: neither sees the other's change, so one has to wait for the other to end."""

import pytest
from psycopg.errors import CheckViolation, LockNotAvailable

from conftest import Store
from ledger.chain import Sql, chain, only_unlogged, raw

CHANGES = (
    ("UPDATE project SET closed_on = '2017-05-30'", "aidtrack G6"),
    ("UPDATE fund SET budget_fen = 999", "aidtrack G1"),
    ("UPDATE fund SET earmark_category = '培训'", "aidtrack G5"),
    ("UPDATE fund SET form = 'grant'", ""),
    ("INSERT INTO entry (kind, date, fund_id, amount_fen) VALUES ('receipt', '2017-05-31', 1, 5)", ""),
)


@pytest.mark.parametrize(("change", "rule"), CHANGES)
def test_an_entry_and_what_would_refuse_it(server_store: Store, change: str, rule: str) -> None:
    store = chain(server_store, budget="10")
    with raw(store) as first, raw(store) as second:
        row = Sql(store, second).row("allocation", 1000)
        second.execute("SET lock_timeout = '50ms'")
        first.execute("BEGIN")
        first.execute(change)
        with pytest.raises(LockNotAvailable):
            Sql(store, second).entries(row)
        first.execute("ROLLBACK")
        first.execute("SET lock_timeout = '50ms'")
        second.execute("BEGIN")
        Sql(store, second).entries(row)
        with pytest.raises(LockNotAvailable):
            first.execute(change)
        second.execute("COMMIT")
        if rule:
            with pytest.raises(CheckViolation, match=rule):
                first.execute(change)
    only_unlogged(store)
