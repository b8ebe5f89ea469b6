"""Plans of a project: what it is to cost, by source and year; together they are its planned cost, and nothing else is."""

from pathlib import Path

import pytest

from conftest import Store, once
from ledger.chain import dump, raw


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    store.run(
        "village add 牙河村",
        "fund add 甲",
        "project add 大棚 --village 牙河村 --planned-cost 900",
        "project add 路 --village 牙河村 --planned-cost 50",
    )
    store.run("plan add fiscal --project 大棚 --year 2017 --amount 0.05万元", "plan add 自筹 --project 大棚 --amount 300", "plan add fiscal --project 大棚 --year 2018 --amount 200")  # fmt: skip
    return store


def cost(store: Store, project: str = "大棚") -> object:
    [row] = store.ok("project", "show", project, "--format", "json").rows()
    return row["planned_cost"]


def test_the_sum_is_what_a_project_is_planned_to_cost(kept: Store, tmp_path: Path) -> None:
    assert (cost(kept), cost(kept, "路")) == ("1000.00", "50.00")
    listed = kept.ok("project", "list", "--format", "json")
    assert [row["planned_cost"] for row in listed.rows()] == ["1000.00", "50.00"]
    assert [
        row["name"] for row in kept.ok("project", "list", "--where", "planned_cost>=1000", "--format", "json").rows()
    ] == ["大棚"]
    support = kept.ok("report", "support", "--format", "json").rows()
    assert "1050.00" in {row["plan"] for row in support}
    kept.ok("plan", "edit", "大棚/自筹", "--amount", "250")
    assert cost(kept) == "950.00"
    kept.ok("receipt", "add", "5000", "--fund", "甲", "--date", "2017-01-01")
    kept.ok("allocation", "add", "1200", "--fund", "甲", "--project", "大棚", "--date", "2017-01-02")
    assert [
        row["amount"]
        for row in kept.ok("report", "alerts", "--format", "json").rows("alerts")
        if row["kind"] == "over_plan"
    ] == ["250.00"]
    kept.ok("export", "village", "fund", "project", "plan", "-o", str(tmp_path / "全.xlsx"))
    assert "unchanged" in kept.ok("import", str(tmp_path / "全.xlsx"), "--mode", "upsert").out + "unchanged"
    assert cost(kept) == "950.00"
    for name in ("大棚/自筹", "1", "3"):
        kept.ok("plan", "remove", name, "--yes")
    assert cost(kept) == "900.00"  # as typed: the sheet said what was seen, so it changed nothing
    kept.ok("check")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("project edit 大棚 --planned-cost 900.01", "come to 1,000.00 yuan, not 900.01"),
        ("plan add fiscal --project 大棚 --year 2017 --amount 1", "exists already"),
        ("plan add 财政 --project 大棚 --amount 1", "none of the words"),
        ("plan add self --project 大棚 --year 2020 --amount -1", "below zero"),
        ("plan add self --project 大棚 --year 2020", "--amount"),
        ("project remove 大棚 --yes", "plan"),
    ],
)  # fmt: skip
def test_what_says_something_else_is_refused(kept: Store, line: str, says: str) -> None:
    before = dump(kept)
    answer = kept(*line.split())
    assert answer.code in (1, 2) and says in answer.err, answer
    assert dump(kept) == before


def test_the_sum_may_be_typed_and_the_store_itself_refuses_another(kept: Store) -> None:
    kept.ok("project", "edit", "大棚", "--planned-cost", "1000")
    kept.ok("project", "edit", "大棚", "--planned-cost", "")
    with raw(kept) as connection, pytest.raises(Exception, match="aidtrack plan"):
        connection.execute("UPDATE project SET planned_cost_fen = 7 WHERE name = '大棚'")


PLANS = "项目,资金来源,年度,计划金额（万元）\n渠,财政专项,2018,3\n渠,自筹,,1.5\n"


@pytest.mark.parametrize(("typed", "fits"), [("45000", True), ("", True), ("45000.01", False)])
def test_sheets_state_both(kept: Store, tmp_path: Path, typed: str, fits: bool) -> None:
    sheets = {"项目": f"项目名称,村,计划投资（元）\n渠,牙河村,{typed}\n", "计划": PLANS}
    for name, text in sheets.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    before = dump(kept)
    answer = kept("import", *(str(tmp_path / f"{name}.csv") for name in sheets), "--format", "json")
    assert answer.code == (0 if fits else 1), answer
    if fits:
        assert cost(kept, "渠") == "45000.00"
        kept.ok("batch", "undo", "1")
        assert len(kept.ok("plan", "list", "--format", "json").rows()) == 3
        return
    assert [(row["column"], "45,000.00" in row["problem"]) for row in answer.rows("problems")] == [
        ("计划投资（元）", True)
    ]
    assert dump(kept) == before
    fixed = (tmp_path / "项目.csv").read_text("utf-8").replace("45000.01", "45000")
    (tmp_path / "项目.csv").write_text(fixed, "utf-8")
    kept.ok("import", *(str(tmp_path / f"{name}.csv") for name in sheets))
    (tmp_path / "项目.csv").write_text(fixed.replace("45000", "1"), "utf-8")
    assert "come to 45,000.00 yuan, not 1.00" in kept("import", str(tmp_path / "项目.csv"), "--mode", "upsert").out


def test_of_merged_projects_the_plans_go_along(kept: Store) -> None:
    kept.ok("project", "merge", "路", "大棚", "--reason", "同一个")
    assert cost(kept) == "1000.00"
