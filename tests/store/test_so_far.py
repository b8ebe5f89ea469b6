"""What the entries of a run come to is judged with the balances by all that is done beside them in one transaction, whoever does it."""

import psycopg
import pytest

from conftest import Store
from ledger.chain import add, chain

_BATCH = "INSERT INTO batch (at, actor, kind, salt) VALUES ('2017', '甲', 'run', repeat('0', 32))"
_ENTRY = "INSERT INTO entry (kind, date, fund_id, project_id, village_id, amount_fen, batch_id) SELECT '{}', '2017-05-31', 1, 1, 1, {}, {}"
_RUN = "(SELECT max(id) FROM batch)"
SAID = {
    "run 300": _ENTRY.format("spending", 300, _RUN),
    "run 200": _ENTRY.format("spending", 200, _RUN),
    "run two of 100": _ENTRY.format("spending", 100, _RUN) + " FROM generate_series(1, 2)",
    "alone 200": _ENTRY.format("spending", 200, "NULL"),
    "allocate 300": _ENTRY.format("allocation", 300, _RUN),
    "budget 700": "UPDATE fund SET budget_fen = 700",
    "act": f"SELECT aidtrack_begin_act({_RUN})",
    "take in": "SELECT 1 / CASE WHEN aidtrack_take_in() THEN 1 ELSE 0 END",
    "ask": "SELECT aidtrack_settle()",
    "end": "SET CONSTRAINTS so_far_ended IMMEDIATE",
    "go on": "SET CONSTRAINTS so_far_ended DEFERRED",
    "savepoint": "SAVEPOINT here",
    "back": "ROLLBACK TO SAVEPOINT here",
}
_SPENT = (
    "SELECT spent_fen, (SELECT count(*) FROM so_far) FROM fund_balance UNION ALL SELECT spent_fen, 0 FROM cell_balance"
)
# Of 400 fen that are left of what is allocated: what a transaction does, and the rule that refuses its last word, or what is spent then.
ENDS: dict[str, str | int] = {
    "run 300": 400,
    "run 300, run 200": "G2",
    "run 300, alone 200": "G2",
    "run 300, run two of 100": "G2",
    "run 300, ask, run 200": "G2",
    "run 300, end, run 200": "G2",
    "run 300, end, go on, run 200": "G2",
    "run 300, savepoint, run 200": "G2",
    "run 300, act, run 200, take in": "division by zero",
    "act, run 300, take in, run 200": "G2",
    "allocate 300, budget 700": "G1",
    "allocate 300, run 300, run 200, alone 200": 800,
    "savepoint, run 300, back, run 200": 300,
    "run 300, savepoint, ask, back, alone 200": "G2",
    "run two of 100, run 200": 500,
    "act, run two of 100, take in, ask, run 200, ask": 500,
}


def test_what_is_done_beside_a_run(server_store: Store) -> None:
    store = chain(server_store, budget="10")
    for kind, yuan in (("receipt", "10"), ("allocation", "5"), ("spending", "1")):
        assert add(store, kind, yuan).code == 0
    with psycopg.connect(store.db) as raw:
        for done, end in ENDS.items():
            *before, last = done.split(", ")
            raw.execute(_BATCH)
            for word in before:
                raw.execute(SAID[word])
            if isinstance(end, str):
                with pytest.raises(psycopg.Error, match=end):
                    raw.execute(SAID[last])
            else:
                raw.execute(SAID[last])
                raw.execute("SET CONSTRAINTS so_far_ended IMMEDIATE")
                assert raw.execute(_SPENT).fetchall() == [(end, 0), (end, 0)], done
            raw.rollback()
