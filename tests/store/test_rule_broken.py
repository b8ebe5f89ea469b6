"""Which rule refused travels as a value: what the data say cannot be taken for it, on either engine."""

from pathlib import Path

import pytest

from aidtrack.store.engine.driver_errors import RuleBroken, rule_broken
from conftest import Store
from importing.desk import Desk, said
from ledger.chain import FUND, HOUSEHOLD, Sql, chain, lending, raw

BLANK = {"purpose": "aidtrack G1: entry_ref, id_in_range"}  # data that read like a refusal


def refused(sql: Sql, **values: object) -> RuleBroken | None:
    row = sql.row(**values)  # type: ignore[arg-type]  # kind and fen are among them
    with pytest.raises(Exception) as caught:
        sql.entries(row)
    return rule_broken(caught.value)


def test_each_rule_by_its_name(store: Store) -> None:
    chain(store, budget="1000", earmark_category="菌菜大棚")
    with raw(store) as connection:
        sql = Sql(store, connection)
        sql.entry("receipt", 100_00)
        sql.entry("allocation", 50_00, ref="R")
        assert refused(sql, kind="allocation", fen=950_01) == RuleBroken("G1")
        assert refused(sql, kind="spending", fen=50_01) == RuleBroken("G2")
        assert refused(sql, kind="receipt", fen=-100_01, reason="x") == RuleBroken("G3")
        assert refused(sql, kind="disbursement", fen=-1, reason="x") == RuleBroken("G4")
        assert refused(sql, kind="allocation", fen=1, project_id=2, village_id=None) == RuleBroken("G5")
        assert refused(sql, kind="allocation", fen=1, ref="R") == RuleBroken("ref")
        assert refused(sql, kind="gift", fen=1) == RuleBroken("kind")
        sql.run("UPDATE project SET closed_on = '2017-05-31' WHERE id = 1")
        assert refused(sql, kind="allocation", fen=1, date="2017-06-01") == RuleBroken("G6")
        for statement, rule in (
            ("DELETE FROM entry", "G7"),
            ("UPDATE fund SET budget_fen = 4999", "G1"),
            ("UPDATE fund SET earmark_category = '培训'", "G5"),
        ):
            with pytest.raises(Exception) as caught:
                sql.run(statement)
            assert rule_broken(caught.value) == RuleBroken(rule)


def test_a_rule_of_two_words(store: Store) -> None:
    lending(store)
    store.ok("loan", "add", "10", "--fund", FUND, "--household", HOUSEHOLD, "--date", "2017-05-31")
    with raw(store) as connection, pytest.raises(Exception) as caught:
        connection.execute("UPDATE fund SET form = 'grant'")
    assert rule_broken(caught.value) == RuleBroken("G5 form")


def test_what_the_data_say_is_no_rule(store: Store) -> None:
    """A failed constraint quotes its row on a server; what stands in it is not what refused."""
    chain(store)
    with raw(store) as connection:
        sql = Sql(store, connection)
        broken = refused(sql, kind="receipt", fen=0, **BLANK)
        assert broken is not None and broken.rule not in ("G1", "ref", "id_in_range")
        with pytest.raises(Exception) as caught:
            sql.run("SELECT * FROM no_such_table")
        assert rule_broken(caught.value) is None
    assert rule_broken(ValueError("aidtrack G1")) is None


def test_a_changed_row_that_makes_no_sense_is_a_problem_of_its_cell(store: Store, tmp_path: Path) -> None:
    store.ok("fund", "add", "甲")
    answer = Desk(store, tmp_path).bring({"资金.csv": "资金名称,限定\n甲,≥\n"}, "--mode", "upsert")
    assert answer.code == 1 and "qualifies nothing" in said(answer)
    [problem] = answer.rows("problems")
    assert (problem["column"], problem["value"]) == ("限定", "≥")


def test_a_row_is_told_the_words_that_people_read(store: Store, tmp_path: Path) -> None:
    store.ok("project", "add", "乙")
    store.ok("step", "add", "confirm2", "--project", "乙", "--date", "2017-01-01")
    sheet = tmp_path / "程序.csv"
    sheet.write_text("项目,程序,日期\n乙,确认1,2017-01-02\n", "utf-8")
    answer = store("import", str(sheet), "--as", "step", "--mode", "update", lang="zh")
    assert answer.code == 1
    assert "确认2" in answer.out + answer.err and "confirm" not in answer.out + answer.err
