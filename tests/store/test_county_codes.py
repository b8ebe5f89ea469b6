"""A code's first six digits are one county's: another is refused at both doors, and what is stored already is listed."""

from pathlib import Path

import pytest

from conftest import Store
from store.raw import sql


@pytest.fixture
def kept(store: Store, tmp_path: Path) -> Store:
    store.take(
        tmp_path,
        {"village": "name,county,code\n甲村,陇西县,621122001001\n乙村,陇西县,621122001002\n丙村,武山县,620524001001\n"},
    )
    return store


SAID = "is of 陇西县, by its first 6 digits: so is “甲村”."


@pytest.mark.parametrize(
    "command",
    [
        ("add", "丁村", "--county", "武山县", "--code", "621122003003"),
        ("edit", "丙村", "--code", "621122003003"),
    ],
)  # fmt: skip
def test_refused_as_it_is_typed(kept: Store, command: tuple[str, ...]) -> None:
    before = kept.json("village", "list")
    answer = kept("village", *command)
    assert (answer.code, SAID in answer.err) == (1, True), answer.err
    assert kept.json("village", "list") == before


def test_what_is_of_one_county_or_of_none_is_taken(kept: Store) -> None:
    kept.ok("village", "add", "丁村", "--county", "陇西县", "--code", "621122003003")
    kept.ok("village", "add", "戊村", "--code", "621122003004")
    kept.ok("village", "add", "己村", "--county", "兰州县", "--code", "620102003004")
    kept.ok("village", "edit", "丙村", "--county", "武山")


def test_refused_in_a_sheet_with_its_row(kept: Store, tmp_path: Path) -> None:
    path = tmp_path / "村.csv"
    path.write_text("村名,县区,区划代码\n丁村,陇西县,621122003003\n戊村,武山县,621122003004\n", "utf-8")
    answer = kept("import", str(path), "--format", "json")
    [problem] = answer.rows("problems")
    assert (answer.code, problem["row"], problem["column"], problem["value"]) == (1, 3, "区划代码", "621122003004")
    assert len(kept.json("village", "list")["tables"][0]["rows"]) == 3


def test_a_county_may_be_called_anew(kept: Store) -> None:
    for name in ("甲村", "乙村"):
        kept.ok("village", "edit", name, "--county", "陇西区")
    assert [row["county"] for row in kept.json("village", "list")["tables"][0]["rows"]] == [
        "陇西区",
        "陇西区",
        "武山县",
    ]


def test_an_older_one_is_listed(kept: Store) -> None:
    sql(kept, "UPDATE village SET code = '621122009009' WHERE name = '丙村'")
    rows = kept.json("report", "quality")["tables"][1]["rows"]
    [row] = [row for row in rows if row["kind"] == "code_elsewhere"]
    assert (row["village"], row["details"]) == ("丙村", "621122: 陇西县")
    kept.ok("village", "edit", "丙村", "--note", "另行核对")  # what is not changed is not asked about
