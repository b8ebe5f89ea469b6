"""`check --quick` sees chain, balances and guards, and says what it did not look at."""

from pathlib import Path

import pytest

from conftest import Store, once
from store.raw import behind_the_guards, sql
from store.test_tampering import SHEET

SEEN = (
    "UPDATE audit SET actor = 'x' WHERE id = (SELECT min(id) FROM audit)",
    "DELETE FROM audit WHERE id = (SELECT min(id) + 1 FROM audit)",
    "UPDATE audit SET hash = previous WHERE id = (SELECT max(id) FROM audit)",
    "UPDATE fund_balance SET received_fen = received_fen + 1",
    "UPDATE cell_balance SET spent_fen = NULL",
    "DELETE FROM cell_balance",
    "UPDATE entry SET amount_fen = amount_fen + 1 WHERE kind = 'spending'",
)
UNSEEN = ("UPDATE entry SET payee = '别人' WHERE kind = 'spending'", "UPDATE village SET note = 'x'")


@pytest.fixture
@once
def filled(store: Store, tmp_path: Path) -> Store:
    store.run(
        "village add V",
        "fund add F --budget 1000",
        "project add P --village V",
        "receipt add 1000 --fund F --date 2017-01-01",
        "allocation add 500 --fund F --project P --date 2017-01-02",
    )
    store.take(tmp_path, {"支出": SHEET})
    return store


def test_it_sees_chain_balances_and_guards(filled: Store) -> None:
    for statement in SEEN:
        spoilt = filled.another()
        spoilt.becomes(filled)
        behind_the_guards(spoilt, statement)
        assert (statement, spoilt("check", "--quick").code) == (statement, 5)
    spoilt = filled.another()
    spoilt.becomes(filled)
    where = "" if filled.engine == "sqlite" else " ON entry"
    sql(spoilt, f"DROP TRIGGER entry_guard{where}")
    answer = spoilt("check", "--quick", "--format", "json")
    assert (answer.code, "entry_guard" in {row["what"] for row in answer.rows("findings")}) == (5, True)


def test_it_sees_what_nobody_recorded_and_numbers_that_nobody_gave(filled: Store) -> None:
    last = 9007199254740991
    behind_the_guards(
        filled,
        f"INSERT INTO entry (id, kind, date, fund_id, amount_fen) VALUES ({last}, 'interest', '2017-05-31', 1, 1)",
        "UPDATE fund_balance SET interest_fen = 1",
    )
    for options in (["--quick"], []):
        answer = filled("check", *options, "--format", "json")
        said = {str(row["problem"]).partition(":")[0] for row in answer.rows("findings") if str(last) in row["what"]}
        assert (answer.code, "has a number that was given to nobody" in said) == (5, True)
        assert ("is in no record of the audit log" in said) != bool(options)
        assert "5 entries are stored, 4 are" in answer.out


def test_it_says_what_it_did_not_look_at(filled: Store) -> None:
    answer = filled.ok("check", "--quick")
    assert "Everything agrees" in answer.out and "Not looked at" in answer.out
    behind_the_guards(filled, *UNSEEN)
    answer = filled.ok("check", "--quick", lang="zh")
    assert "没有核对" in answer.out
    whole = filled("check", "--format", "json")
    assert (whole.code, len({row["what"] for row in whole.rows("findings")})) == (5, 2)


def test_a_baseline_asks_for_the_whole(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "基线.json"
    assert filled("check", "--quick", "--baseline", str(path)).code == 2
    assert not path.exists()
    filled.ok("check", "--baseline", str(path))
    filled.ok("check", "--quick", "--against", str(path))
