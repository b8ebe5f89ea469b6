"""Reports take two spellings of an open word for one, as older programs stored them; the store keeps both."""

from decimal import Decimal
from pathlib import Path

import pytest

from conftest import Store, once
from reports.behind import listed
from store.raw import behind_the_guards

FIRST, SECOND = "光伏（A级）", "光伏(a 级)"


@pytest.fixture
@once
def old(store: Store, tmp_path: Path) -> Store:
    """Two of each thing; the second says its open word in another way, which the program of today would not have taken."""
    store.ok("village", "add", "V")
    store.ok("household", "add", "1", "--village", "V")
    store.ok("fund", "add", "F", "--year", "2017")
    store.ok("receipt", "add", "100", "--fund", "F", "--date", "2017-01-01")
    for name, fen in (("甲", "30"), ("乙", "12")):
        store.ok("project", "add", name, "--village", "V", "--category", FIRST)
        store.ok("allocation", "add", fen, "--fund", "F", "--project", name, "--date", "2017-02-01")
        store.ok("measure", "add", f"{name}措施", "--household", "V/1", "--category", FIRST, "--due", "2018-12")
        store.ok("activity", "add", name, "--kind", FIRST, "--starts-on", "2017-03-01")
    for name, activity, value in (("批次", "甲", "3"), ("批次", "乙", "4")):
        store.ok("indicator", "add", name, "--activity", activity, "--value", value, "--as-of", "2017")
    for year, value, goal in (("2016", "4900", "actual"), ("2017", "5300", "actual"), ("2017", "5000", "target")):
        store.ok("indicator", "add", "农民人均纯收入", "--village", "V", "--value", value, "--unit", "元", "--as-of", year,
                 "--goal", goal)  # fmt: skip
    behind_the_guards(
        store,
        f"UPDATE project SET category = '{SECOND}' WHERE name = '乙'",
        f"UPDATE measure SET category = '{SECOND}' WHERE name = '乙措施'",
        f"UPDATE activity SET kind = '{SECOND}' WHERE name = '乙'",
        "UPDATE indicator SET name = '批 次' WHERE value = '4'",
        "UPDATE indicator SET name = '农民人均 纯收入' WHERE value = '5300'",
    )
    return store


def test_categories_are_summed_as_one(old: Store) -> None:
    [row] = old.json("report", "rollup", "--by", "category")["tables"][0]["rows"]
    assert (row["category"], row["projects"], row["allocated"]) == (FIRST, 2, "42.00")
    [row] = table(old, "projects", "report", "briefing", "--year", "2017")
    assert (row["category"], row["projects"], row["allocated"]) == (FIRST, 2, "42.00")


def test_what_is_behind_them_is_both(old: Store) -> None:
    answer = old.json("report", "rollup", "--by", "category", "--explain")
    lines = answer["tables"][0]["rows"][0]["explain"].splitlines()
    [allocations] = [line for line in lines if "allocation list" in line]
    assert len(listed(allocations).rows) == 2


def test_kinds_of_activity_and_what_they_count_are_one(old: Store) -> None:
    [row] = table(old, "kinds", "report", "activity")
    assert (row["kind"], row["activities"], row["batches"]) == (FIRST, 2, "7")


def test_one_indicator_is_followed(old: Store) -> None:
    assert "5,300" in old.ok("report", "village", "V").out
    rows = table(old, "values", "report", "indicator", "农民人均纯收入")
    assert [(row["as_of"], row["quantity"], row["target"]) for row in rows] == [
        ("2016", "4900", "5000"),
        ("2017", "5300", "5000"),
    ]
    assert [row["year"] for row in table(old, "incomes", "report", "dashboard")] == [2016, 2017]


def test_alerts_see_one_word(old: Store) -> None:
    kinds = [row["kind"] for row in table(old, "alerts", "report", "alerts", "--as-of", "2019-01-01")]
    assert kinds.count("helped_twice") == 1
    gaps = [row["kind"] for row in table(old, "gaps", "report", "quality", "--as-of", "2019-01-01")]
    assert "overdue_indicator" not in gaps  # the target of 2017 was reached, under the other spelling


def test_a_unit_is_one_whatever_projects_call_it(store: Store) -> None:
    """By its name, an alias, the name it had, or that of one merged into it; what names no unit by its letters."""
    for name, alias in (("县交通局", "交通局"), ("县公路站", ""), ("县水务局", "")):
        store.ok("organization", "add", name, "--alias", alias)
    store.run("village add V", "fund add F", "receipt add 200 --fund F --date 2017-01-01")
    units = ("县交通局", "交通局", "县公路站", "县水务局", "合作社(甲)", "合作社（甲）", "县交通局、县水务局")
    for at, unit in enumerate(units):
        store.ok("project", "add", f"P{at}", "--village", "V", "--implementer", unit)
        store.ok("allocation", "add", str(2**at), "--fund", "F", "--project", f"P{at}", "--date", "2017-02-01")
    store.ok("organization", "edit", "县交通局", "--name", "县交通运输局")
    store.ok("organization", "merge", "县公路站", "县交通运输局", "--reason", "撤并")
    rows = table(store, "rollup", "report", "rollup", "--by", "organization", "--explain")
    assert {row["implementer"]: row["allocated"] for row in rows} == {
        "县交通运输局": "7.00", "县水务局": "8.00", "合作社(甲)": "48.00", "县交通局、县水务局": "64.00",
    }  # fmt: skip
    for row in rows:
        [allocations] = [line for line in str(row["explain"]).splitlines() if "allocation list" in line]
        assert str(row["implementer"]) in allocations
        assert sum(Decimal(one["amount"]) for one in listed(allocations).rows) == Decimal(str(row["allocated"]))
    assert [row["name"] for row in table(store, "project", "project", "list", "--implementer", "交通局")] == [
        "P0",
        "P1",
        "P2",
    ]


def table(store: Store, name: str, *command: str) -> list[dict[str, object]]:
    return store.ok(*command, "--format", "json").rows(name)
