"""The guards against a program that writes to the database itself: at the boundary it may, one fen further it may not."""

from collections.abc import Iterator

import pytest
from psycopg.errors import CheckViolation

from conftest import Store
from ledger.chain import FUND, MONEY, PROJECT, Sql, balances, chain, dump, only_unlogged, raw


@pytest.fixture
def sql(store: Store) -> Iterator[Sql]:
    """The chain with a budget of 10.00 yuan, opened by the engine's own driver with none of our settings."""
    chain(store, budget="10")
    with raw(store) as connection:
        yield Sql(store, connection)
    only_unlogged(store)


def test_g1(sql: Sql) -> None:
    sql.entry("allocation", 1000)
    sql.refuses("aidtrack G1", sql.row("allocation", 1))
    sql.entry("allocation", 1, over="先行安排")
    assert balances(sql.store)["allocated"] == "10.01"


def test_g1_without_a_budget(sql: Sql) -> None:
    sql.run("UPDATE fund SET budget_fen = NULL")
    sql.refuses("aidtrack G1", sql.row("allocation", 1))
    sql.entry("receipt", 700)
    sql.entry("interest", 50)
    sql.entry("allocation", 750)
    sql.refuses("aidtrack G1", sql.row("allocation", 1))
    sql.refuses("aidtrack G1", sql.row("receipt", -1))
    assert balances(sql.store)["unallocated"] == "0.00"


def test_g2_and_g3(sql: Sql) -> None:
    sql.entry("receipt", 800)
    sql.entry("allocation", 500)
    sql.entry("allocation", 400, village_id=None)
    sql.entry("spending", 500)
    sql.refuses("aidtrack G2", sql.row("spending", 1))
    sql.refuses("aidtrack G2", sql.row("spending", 1, village_id=2))
    sql.entry("spending", 300, village_id=None)
    sql.refuses("aidtrack G3", sql.row("spending", 1, village_id=None))
    sql.refuses("aidtrack G3", sql.row("receipt", -1))
    sql.entry("spending", 1, over="垫付")
    row = balances(sql.store)
    assert (row["spent"], row["cash"]) == ("8.01", "-0.01")


@pytest.mark.parametrize("kind", MONEY)
def test_g4_no_sum_below_zero(sql: Sql, kind: str) -> None:
    if kind != "receipt":
        sql.entry("receipt", 1000)
    if kind == "spending":
        sql.entry("allocation", 300)
    sql.entry(kind, 200)
    sql.refuses("aidtrack G[34]", sql.row(kind, -201))
    sql.refuses("aidtrack G4", sql.row(kind, -201, over="理由"))
    sql.entry(kind, -200)
    sql.refuses("entry_reason", sql.row(kind, -1, reason=None))
    sql.refuses("entry_reason_given", sql.row(kind, -1, reason=" "))


def test_g4_a_cut_below_what_is_spent(sql: Sql) -> None:
    sql.entry("receipt", 500)
    sql.entry("allocation", 500)
    sql.entry("spending", 380)
    sql.refuses("aidtrack G4", sql.row("allocation", -121, over="理由"))
    sql.entry("allocation", -120)


def test_g4_reversals(sql: Sql) -> None:
    sql.entry("receipt", 500, id=10)
    sql.entry("receipt", 500, id=20)
    sql.entry("receipt", -300, id=30, reverses_id=10)
    sql.refuses("aidtrack G4", sql.row("receipt", -201, reverses_id=10))
    sql.refuses("aidtrack G4", sql.row("receipt", -201, reverses_id=10, over="理由"))
    sql.refuses("aidtrack G4", sql.row("receipt", -201, reverses_id=10, id=25))  # before the one that is there
    sql.refuses("aidtrack G4", sql.row("receipt", -101, reverses_id=10), sql.row("receipt", -100, reverses_id=10))
    sql.entry("receipt", -200, reverses_id=10)
    sql.refuses("aidtrack G4", sql.row("receipt", 1, reverses_id=20))  # not opposite
    sql.refuses("aidtrack G4", sql.row("interest", -1, reverses_id=20))  # not of its kind
    sql.refuses("aidtrack G4|FOREIGN KEY|foreign key", sql.row("receipt", -1, id=40, reverses_id=40))


def test_g4_a_reversal_stays_in_its_cell(sql: Sql) -> None:
    sql.entry("allocation", 300, id=10)
    sql.entry("allocation", 300, village_id=None)
    sql.refuses("aidtrack G4", sql.row("allocation", -1, village_id=None, reverses_id=10))
    sql.refuses("aidtrack G4", sql.row("allocation", -1, project_id=2, reverses_id=10))
    sql.entry("allocation", -300, reverses_id=10)


def test_g5(sql: Sql) -> None:
    sql.run("UPDATE fund SET earmark_category = '培训', earmark_place = '陇西县'")
    sql.refuses("aidtrack G5", sql.row("allocation", 1))
    sql.refuses("aidtrack G5", sql.row("allocation", 1, project_id=2, village_id=2))
    sql.refuses("aidtrack G5", sql.row("allocation", 1, project_id=2, village_id=None))
    sql.refuses("aidtrack G5", sql.row("allocation", 1, project_id=None))
    sql.entry("allocation", 1, project_id=2)
    sql.entry("allocation", 1, over="会议决定")


def test_g6(sql: Sql) -> None:
    sql.entry("receipt", 500)
    sql.run("UPDATE project SET closed_on = '2017-05-31'")
    sql.entry("allocation", 500)
    sql.entry("spending", 100)
    for kind in ("allocation", "spending"):
        sql.refuses("aidtrack G6", sql.row(kind, 1, date="2017-06-01"))
        sql.entry(kind, -1, date="2017-06-01")
    sql.entry("spending", 1, date="2017-06-01", over="质保金")
    sql.run("UPDATE project SET closed_on = NULL, stage = 'cancelled'")
    sql.refuses("aidtrack G6", sql.row("spending", 1, date="1999-01-01"))


def test_what_is_no_entry_at_all(sql: Sql) -> None:
    sql.refuses("entry_amount", sql.row("receipt", 0))
    sql.refuses("aidtrack kind", sql.row("gift", 1))
    sql.refuses("entry_date", sql.row("receipt", 1, date="2017-5-1"))
    sql.refuses("entry_over_given", sql.row("allocation", 2000, over=""))
    sql.refuses("entry_over_given", sql.row("allocation", 2000, over=" "))
    sql.refuses("id_in_range", sql.row("receipt", 1, id=-1))
    sql.refuses("id_in_range", sql.row("receipt", 1, id=2**63 - 1))


@pytest.mark.parametrize("column", ["fund_id", "project_id", "village_id", "reverses_id", "batch_id"])
def test_no_entry_hangs_in_the_air(sql: Sql, column: str) -> None:
    sql.refuses("(?i)foreign key", sql.row("disbursement", 1, **{column: 77}))


def test_several_rows_in_one_statement(sql: Sql) -> None:
    sql.entries(sql.row("allocation", 600), sql.row("allocation", 400))
    sql.refuses("aidtrack G1", sql.row("disbursement", 5), sql.row("allocation", 1))
    sql.entries(sql.row("receipt", 500, project_id=None, village_id=None), sql.row("spending", 500))
    sql.refuses("aidtrack G[23]", sql.row("spending", -1), sql.row("spending", 2, reason="x"))
    row = balances(sql.store)
    assert (row["allocated"], row["spent"], row["cash"]) == ("10.00", "5.00", "0.00")


def test_copy_is_guarded(server_store: Store) -> None:
    store = chain(server_store, budget="10")
    with raw(store) as connection:

        def copy(*amounts: int) -> None:
            columns = "kind, date, fund_id, project_id, village_id, amount_fen"
            made = connection.cursor()
            with connection.without_record(), made as cursor, cursor.copy(f"COPY entry ({columns}) FROM STDIN") as out:
                for fen in amounts:
                    out.write_row(("allocation", "2017-05-31", 1, 1, 1, fen))

        copy(400, 400)
        before = dump(store)
        with pytest.raises(CheckViolation, match="aidtrack G1"):
            copy(100, 101)
        assert dump(store) == before
        copy(100, 100)
    assert balances(store)["allocated"] == "10.00"
    only_unlogged(store)


def test_an_import_judges_its_rows_whatever_ids_stand_before(sql: Sql) -> None:
    sql.entry("receipt", 500, id=900_000)
    lines = "类型,日期,资金,项目,村,金额（元）\n安排,2017-05-31,{fund},{project},牙河村,{yuan}\n"
    over = lines.format(fund=FUND, project=PROJECT, yuan="10.01").encode()
    answer = sql.store("import", "-", "--as", "entry", stdin=over)
    assert answer.code == 1 and "0.01" in answer.out + answer.err, answer
    exact = lines.format(fund=FUND, project=PROJECT, yuan="10.00").encode()
    answer = sql.store("import", "-", "--as", "entry", stdin=exact)
    assert answer.code == 0, answer
    assert balances(sql.store)["allocated"] == "10.00"
