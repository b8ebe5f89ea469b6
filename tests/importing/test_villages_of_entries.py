"""The village of an entry row: its own cell, the places beside it, the project's home, or not assigned."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Store
from importing.desk import Desk, based, faults, said

HEAD = "日期,资金,项目,村,金额（元）\n"


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


def last(desk: Desk, count: int = 1) -> list[Any]:
    rows = desk.store.ok("allocation", "list", "--format", "json").rows()[-count:]
    return [row["village"] for row in rows]


def allocate(desk: Desk, rows: str, *options: str, head: str = HEAD) -> Answer:
    return desk.bring({"安排9.csv": head + rows}, *options)


def test_a_blank_is_the_projects_home(desk: Desk) -> None:
    assert allocate(desk, "2017-06-01,自筹资金,菌菜大棚,,5\n2017-06-01,自筹资金,菌菜大棚,咀儿村,5\n").code == 0
    assert last(desk, 2) == ["牙河村", "咀儿村"]


def test_written_out_it_is_not_assigned_even_where_there_is_a_home(desk: Desk) -> None:
    assert (
        allocate(desk, "2017-06-01,自筹资金,菌菜大棚,未分村,5\n2017-06-01,自筹资金,技能培训,not assigned,5\n").code == 0
    )
    assert last(desk, 2) == [None, None]


def test_no_village_column_means_home_or_not_assigned(desk: Desk) -> None:
    rows = "2017-06-01,自筹资金,菌菜大棚,5\n2017-06-01,自筹资金,技能培训,5\n"
    assert allocate(desk, rows, head="日期,资金,项目,金额（元）\n").code == 0
    assert last(desk, 2) == ["牙河村", None]


def test_an_empty_village_column_means_the_same(desk: Desk) -> None:
    assert allocate(desk, "2017-06-01,自筹资金,技能培训,,5\n").code == 0
    assert last(desk) == [None]


def test_a_blank_among_villages_is_a_problem_that_offers_the_way_out(desk: Desk) -> None:
    rows = "2017-06-01,自筹资金,技能培训,牙河村,5\n2017-06-01,自筹资金,技能培训,,6\n2017-06-01,自筹资金,菌菜大棚,,7\n"
    answer = allocate(desk, rows)
    assert faults(answer) == [(3, "村", "")]
    assert "--fill-down village" in said(answer) and "未分村" in said(answer)
    for word in ("village", "村", "村名"):
        assert allocate(desk, rows, "--fill-down", word, "--dry-run").code == 0
    assert allocate(desk, rows, "--fill-down", "village").code == 0
    assert last(desk, 3) == ["牙河村", "牙河村", "牙河村"]
    assert allocate(desk, rows, "--fill-down", "颜色").code == 2


def test_filling_down_leaves_totals_and_notes_alone(desk: Desk) -> None:
    rows = "2017-06-01,自筹资金,技能培训,牙河村,5\n2017-06-01,自筹资金,技能培训,,6\n合计,,,,11\n,,,,\n说明：无,,,,\n"
    assert allocate(desk, rows, "--fill-down", "village,project").code == 0
    assert last(desk, 2) == ["牙河村", "牙河村"]


@pytest.mark.parametrize(
    ("cell", "village"),
    [
        ("牙河村", "牙河村"),
        ("牙河", "牙河村"),
        ("崖河村", "牙河村"),
        ("嘴儿村", "咀儿村"),
        ("陇西县/牙河村", "牙河村"),
        ("定西市/陇西县/牙河村", "牙河村"),
        ("定西市/牙河村", "牙河村"),
        ("621122101201", "牙河村"),
        ('"=""621122101201"""', "牙河村"),
    ],
)
def test_one_village_by_many_names(desk: Desk, cell: str, village: str) -> None:
    assert allocate(desk, f"2017-06-01,自筹资金,技能培训,{cell},5\n").code == 0
    assert last(desk) == [village]


def test_a_name_of_several_is_listed_and_one_of_none_suggested(desk: Desk) -> None:
    answer = allocate(desk, "2017-06-01,自筹资金,技能培训,城关村,5\n2017-06-01,自筹资金,技能培训,牙何村,5\n")
    assert faults(answer) == [(2, "村", "城关村"), (3, "村", "牙何村")]
    for word in ("陇西县/巩昌镇/城关村", "武山县/城关镇/城关村", "牙河村"):
        assert word in said(answer)


def test_places_beside_the_village_narrow_it(desk: Desk) -> None:
    head = "日期,资金,项目,市州,县区,村,金额（元）\n"
    assert allocate(desk, "2017-06-01,自筹资金,技能培训,天水市,,城关村,5\n", head=head).code == 0
    [row] = desk.store.ok("allocation", "list", "--village", "武山县/城关村", "--format", "json").rows()
    assert row["amount"] == "5.00"
    wrong = allocate(desk, "2017-06-01,自筹资金,技能培训,,陇西县,咀儿村,5\n", head=head)
    assert faults(wrong) == [(2, "村", "咀儿村")]
    assert "武山县" in said(wrong)


def test_a_village_column_beside_the_project_narrows_it(desk: Desk) -> None:
    rows = "2017-06-01,自筹资金,道路硬化,咀儿村,5\n2017-06-01,自筹资金,牙河村/道路硬化,,6\n"
    assert allocate(desk, rows).code == 0
    assert last(desk, 2) == ["咀儿村", "牙河村"]
    answer = allocate(desk, "2017-06-01,自筹资金,道路硬化,,5\n")
    assert faults(answer) == [(2, "项目", "道路硬化")]
    assert "牙河村/道路硬化" in said(answer) and "咀儿村/道路硬化" in said(answer)
    assert allocate(desk, "2017-06-01,自筹资金,px-1,,5\n").code == 0  # by its code
