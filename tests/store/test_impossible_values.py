"""What raw SQL may not touch, and what check names where it put in what no door would have let in."""

import pytest

from conftest import Store, once
from store.raw import behind_the_guards, sql


@pytest.fixture
@once
def filled(store: Store) -> Store:
    store.ok("fund", "add", "甲", "--budget", "100")
    store.ok("village", "add", "牙河村")
    store.ok("project", "add", "乙", "--village", "牙河村")
    store.ok("receipt", "add", "100", "--fund", "甲", "--date", "2017-01-01", "--ref", "D-1")
    store.ok("allocation", "add", "50", "--fund", "甲", "--project", "乙", "--date", "2017-02-01")
    return store


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fund SET id = 9 WHERE id = 1",
        "UPDATE village SET id = 9",
        "UPDATE project SET id = 9",
        "DELETE FROM fund_balance",
        "DELETE FROM cell_balance",
        "UPDATE entry_ref SET entry_id = 2",
    ],
)
def test_raw_sql_may_not(filled: Store, statement: str) -> None:
    with pytest.raises(Exception, match=r"aidtrack G7|foreign key"):
        sql(filled, statement)
    filled.ok("check")


@pytest.mark.parametrize(
    ("statement", "row", "word"),
    [
        ("UPDATE project SET stage = 'done'", "project 1 stage", "done"),
        ("UPDATE project SET closed_on = '2020-02-31'", "project 1 closed_on", "2020-02-31"),
        ("UPDATE project SET households = -3", "project 1 households", "-3"),
        ("UPDATE project SET planned_cost_fen = -1", "project 1 planned_cost", "-1"),
        ("UPDATE fund SET year = 20177", "fund 1 year", "20177"),
        ("UPDATE village SET code = '1'", "village 1 code", "1"),
    ],
)
def test_check_names_what_no_door_would_have_let_in(filled: Store, statement: str, row: str, word: str) -> None:
    try:
        behind_the_guards(filled, statement)
    except Exception as error:
        assert "constraint" in str(error).lower()  # a CHECK of the table stands before it
        return
    answer = filled("check")
    assert answer.code == 5
    assert row in answer.out and word in answer.out
