"""Money that was spent on one household: it is of that household's village, by whatever door, and stays its own."""

from pathlib import Path

import pytest

from conftest import Store, once
from ledger.chain import FUND, HOUSEHOLD, NEIGHBOUR, OTHER, PROJECT, TRAINING, VILLAGE, Sql, chain, raw, unchanged
from store.raw import behind_the_guards

SPENT = ("spending", "add", "--fund", FUND, "--date", "2017-05-01")
COLUMNS = "日期,资金,项目,村,户编号,金额（元）,流水号,原因,冲销流水号\n"


@pytest.fixture
@once
def given(store: Store) -> Store:
    """A hundred yuan for a project in each of two villages, a household in each."""
    chain(store)
    store.ok("receipt", "add", "500", "--fund", FUND, "--date", "2017-01-02")
    for village in (VILLAGE, OTHER):
        store.ok("allocation", "add", "100", "--fund", FUND, "--project", TRAINING, "--village", village, "--date", "2017-01-03")  # fmt: skip
    store.ok("household", "add", HOUSEHOLD, "--village", VILLAGE, "--head", "张三丰")
    store.ok("household", "add", NEIGHBOUR, "--village", OTHER)
    return store


def spendings(store: Store) -> list[tuple[str | None, str | None, str]]:
    """In the order in which they were recorded."""
    rows = sorted(store.json("spending", "list")["tables"][0]["rows"], key=lambda row: row["id"])
    return [(row["village"], row["household"], row["amount"]) for row in rows]


def test_a_blank_village_is_the_household_s(given: Store, tmp_path: Path) -> None:
    given.ok(*SPENT, "10", "--project", TRAINING, "--household", NEIGHBOUR)
    given.take(tmp_path, {"支出": f"{COLUMNS}2017-05-02,{FUND},{TRAINING},,{HOUSEHOLD},7,,,\n"})
    assert spendings(given) == [(OTHER, NEIGHBOUR, "10.00"), (VILLAGE, HOUSEHOLD, "7.00")]


def test_a_household_of_another_village_is_refused_by_every_door(given: Store, tmp_path: Path) -> None:
    wrong = given(*SPENT, "10", "--project", TRAINING, "--household", NEIGHBOUR, "--village", VILLAGE)
    assert (wrong.code, wrong.err) == (
        1,
        f"household “{NEIGHBOUR}” is in 天水市/武山县/{OTHER}, and the entry is not.\nLeave the village out, or name a household of it.\n",
    )
    assert given(*SPENT, "10", "--project", TRAINING, "--household", NEIGHBOUR, "--village", "未分村").code == 1
    sheet = tmp_path / "支出.csv"
    sheet.write_text(f"{COLUMNS}2017-05-02,{FUND},{TRAINING},{VILLAGE},{NEIGHBOUR},7,,,\n", "utf-8")
    answer = given("import", str(sheet), "--format", "json", lang="zh")
    [problem] = answer.rows("problems")
    assert (answer.code, problem["column"], problem["problem"]) == (
        1,
        "户编号",
        f"是天水市/武山县/{OTHER}的户,而这条流水不是该村的。",
    )
    given.ok(*SPENT, "10", "--project", TRAINING, "--household", NEIGHBOUR, "--ref", "S1")
    assert given("spending", "correct", "S1", "--village", VILLAGE, "--reason", "误").code == 1
    assert spendings(given) == [(OTHER, NEIGHBOUR, "10.00")]


def test_a_project_of_another_village_is_said(given: Store, tmp_path: Path) -> None:
    """Where nothing is allocated to it in the household's own: more allocated there is no remedy. A reason excuses it."""
    said = f"Household “{NEIGHBOUR}” lives in “{OTHER}”, and project “{PROJECT}” is one of “{VILLAGE}”: nothing is allocated"
    line = (*SPENT, "10", "--project", PROJECT, "--household", NEIGHBOUR)
    answer = given(*line)
    assert answer.code == 1 and said in answer.err and "allocation add" not in answer.err
    assert f"household list --village {VILLAGE}" in answer.err.replace("'", "")
    assert "却是" in given(*line, lang="zh").err
    sheet = tmp_path / "支出.csv"
    sheet.write_text(f"{COLUMNS}2017-05-02,{FUND},{PROJECT},,{NEIGHBOUR},7,,,\n", "utf-8")
    [problem] = given("import", str(sheet), "--format", "json").rows("problems")
    assert said in problem["problem"]
    given.ok(*line, "--over", "已付")
    assert spendings(given) == [(OTHER, NEIGHBOUR, "10.00")]


def test_what_takes_back_and_what_corrects_is_of_the_same_household(given: Store, tmp_path: Path) -> None:
    given.ok(*SPENT, "30", "--project", TRAINING, "--household", HOUSEHOLD, "--ref", "S1")
    given.ok("spending", "reverse", "S1", "--amount", "5", "--reason", "退回")
    given.take(tmp_path, {"支出": f"{COLUMNS}2017-06-01,{FUND},{TRAINING},{VILLAGE},,-4,,退回,S1\n"})
    assert spendings(given)[1:] == [(VILLAGE, HOUSEHOLD, "-5.00"), (VILLAGE, HOUSEHOLD, "-4.00")]
    given.ok("spending", "correct", "S1", "--amount", "20", "--reason", "误记")
    assert spendings(given)[-1] == (VILLAGE, HOUSEHOLD, "20.00")
    given.ok("spending", "correct", "S1", "--household", NEIGHBOUR, "--reason", "另一户")  # the village goes along
    assert spendings(given)[-1] == (OTHER, NEIGHBOUR, "20.00")


def test_a_sheet_cannot_take_back_another_household_s(given: Store, tmp_path: Path) -> None:
    given.ok("household", "add", "H-009", "--village", VILLAGE)
    given.ok(*SPENT, "30", "--project", TRAINING, "--household", HOUSEHOLD, "--ref", "S1")
    sheet = tmp_path / "支出.csv"
    sheet.write_text(f"{COLUMNS}2017-06-01,{FUND},{TRAINING},{VILLAGE},H-009,-4,,退回,S1\n", "utf-8")
    assert given("import", str(sheet)).code == 1
    with raw(given) as connection, pytest.raises(Exception, match="aidtrack G4"):
        connection.execute(
            "INSERT INTO entry (kind, date, fund_id, project_id, village_id, amount_fen, reason, reverses_id, household_id)"
            " SELECT kind, date, fund_id, project_id, village_id, -1, 'x', id, NULL FROM entry WHERE ref = 'S1'"
        )


def test_a_household_s_money_stays_when_its_project_moves(given: Store) -> None:
    given.ok("allocation", "add", "50", "--fund", FUND, "--project", PROJECT, "--date", "2017-01-04")
    given.ok(*SPENT, "10", "--project", PROJECT, "--household", HOUSEHOLD)
    moved = given("project", "edit", PROJECT, "--village", OTHER, "--with-entries")
    assert moved.code == 1, "what was spent in the former village would be left without its allocation"
    assert spendings(given) == [(VILLAGE, HOUSEHOLD, "10.00")]


def test_a_village_that_became_part_of_another_keeps_its_households(given: Store) -> None:
    given.ok("village", "edit", OTHER, "--merged-into", VILLAGE, "--merged-on", "2017-04-01")
    said = given.ok(*SPENT, "10", "--project", TRAINING, "--household", NEIGHBOUR)
    assert "booked there" in said.err
    given.ok(*SPENT, "11", "--project", TRAINING, "--household", NEIGHBOUR, "--village", VILLAGE)
    assert spendings(given) == [(VILLAGE, NEIGHBOUR, "10.00"), (VILLAGE, NEIGHBOUR, "11.00")]


def test_two_households_given_as_much_for_the_same_are_not_one(given: Store) -> None:
    given.ok("household", "add", "H-009", "--village", VILLAGE)
    for household in (HOUSEHOLD, "H-009"):
        given.ok(*SPENT, "10", "--project", TRAINING, "--household", household)
    again = given(*SPENT, "10", "--project", TRAINING, "--household", HOUSEHOLD)
    assert again.code == 1
    assert len(spendings(given)) == 2
    assert len(given.json("spending", "list", "--household", HOUSEHOLD)["tables"][0]["rows"]) == 1


def test_the_database_itself_refuses_a_household_of_another_village(given: Store) -> None:
    given.ok(*SPENT, "10", "--project", TRAINING, "--household", HOUSEHOLD)
    with raw(given) as connection:
        sql = Sql(given, connection)
        at_home = sql.row("spending", 1, project_id=2, village_id=1, household_id=1, over="先付")
        for wrong in ({**at_home, "household_id": 2}, {**at_home, "village_id": None}):
            sql.refuses("aidtrack G4", wrong)
            sql.refuses("aidtrack G4", at_home, wrong)
        refund = sql.row("spending", -1, project_id=2, village_id=2, household_id=1, over="先付")
        sql.refuses("aidtrack G4", refund)  # one that names nothing which it takes back
        sql.refuses_statement("aidtrack household", "UPDATE household SET village_id = 2 WHERE id = 1")
        sql.entries(at_home, {**at_home, "village_id": 2, "household_id": 2, "amount_fen": 2})


def test_a_household_does_not_move_away_from_its_money(given: Store) -> None:
    given.ok(*SPENT, "10", "--project", TRAINING, "--household", HOUSEHOLD, "--ref", "S1")
    said = unchanged(
        given, "household", "edit", HOUSEHOLD, "--village", OTHER, says=(HOUSEHOLD, "household merge 1 INTO")
    )
    assert "household add" in said.err
    given.ok("household", "add", HOUSEHOLD, "--village", OTHER)
    given.ok("household", "merge", "1", "3", "--reason", "一直住在那里")
    assert spendings(given)[-1] == (OTHER, HOUSEHOLD, "10.00")
    given.ok("spending", "reverse", "S1", "--reason", "误记")
    given.ok("household", "edit", "3", "--village", VILLAGE)
    given.ok("check")


def test_a_village_does_not_part_from_what_it_became_where_its_households_have_money(given: Store) -> None:
    given.ok("village", "edit", OTHER, "--merged-into", VILLAGE, "--merged-on", "2017-04-01")
    given.ok(*SPENT, "10", "--project", TRAINING, "--household", NEIGHBOUR)
    unchanged(given, "village", "edit", OTHER, "--merged-into", "", "--merged-on", "", says=(OTHER, "spending correct"))
    with raw(given) as connection:
        sql = Sql(given, connection)
        sql.refuses_statement("aidtrack household", "UPDATE village SET merged_into_id = NULL WHERE id = 2")
        sql.entry("spending", 1, project_id=2, village_id=1, household_id=2)


def test_check_finds_a_household_of_another_village(given: Store) -> None:
    given.ok(*SPENT, "10", "--project", TRAINING, "--household", HOUSEHOLD)
    behind_the_guards(given, "UPDATE household SET village_id = 2 WHERE id = 1")
    answer = given("check", "--format", "json")
    found = [row for row in answer.rows("findings") if row["rule"] == "G4"]
    assert [(row["level"], row["what"]) for row in found] == [("rule", "spending 4")]
    assert "of another village than its household" in found[0]["problem"]
