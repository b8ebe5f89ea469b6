"""`report village NAME` after the money: who is responsible, activities, indicators, open findings, documents."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Store, flagged, once
from render.shown import PEOPLE
from reports.programme import DAY, programme


@pytest.fixture
@once
def known(store: Store, tmp_path: Path) -> Store:
    return programme(store, tmp_path)


def tables(store: Store, *args: str) -> dict[str, list[dict[str, Any]]]:
    return {table["name"]: table["rows"] for table in store.json("report", "village", *args)["tables"]}


def test_the_money_stays_first_and_what_has_no_row_is_left_out(known: Store) -> None:
    assert list(tables(known, "牙河村", *DAY)) == [
        "funding", "funds", "projects", "place", "postings", "activities", "indicators", "findings", "documents",
    ]  # fmt: skip
    known.ok("village", "add", "空村")
    assert list(tables(known, "空村")) == ["funding", "funds"]


def test_who_is_responsible_is_in_office_on_the_day(known: Store) -> None:
    def in_office(*when: str) -> list[tuple[str, str]]:
        return [(row["role"], row["name"]) for row in tables(known, "牙河村", *when).get("postings", [])]

    assert in_office(*DAY) == [("department", "组织部"), ("first_secretary", "张明")]  # 李华 left in 2018-04
    assert in_office("--as-of", "2018-01-31") == [
        ("department", "组织部"), ("first_secretary", "张明"), ("team_leader", "李华"),
    ]  # fmt: skip
    assert in_office("--as-of", "2017-07-31") == [("department", "组织部")]


def test_activities_in_the_village_or_that_name_it_alone_among_their_places(known: Store) -> None:
    def named(village: str, *when: str) -> list[str]:
        listed = [row["name"] for row in tables(known, village, *when).get("activities", [])]
        [*_, narrowed] = known.json("report", "activity", "--village", village, *when)["tables"]
        assert sorted(row["name"] for row in narrowed["rows"]) == sorted(listed)
        return listed

    assert named("牙河村") == ["入户走访", "春季走访"]  # in it; among 牙河村、石岭村
    assert named("咀儿村") == ["入户走访"]
    assert named("牙河村", "--year", "2017") == ["入户走访"]
    assert named("石岭村", "--year", "2018") == ["春季走访", "秋季走访"]
    known.ok("village", "add", "牙河村", "--county", "武山县")  # now a bare 牙河村 names two
    assert named("陇西县/牙河村") == ["入户走访"]
    assert named("武山县/牙河村") == []


def test_activities_of_a_place_are_those_of_its_villages_and_those_that_name_it_or_what_lies_in_it(
    known: Store,
) -> None:
    known.run(
        "village add 南村 --township 通安驿镇 --county 通渭县 --prefecture 定西市", "village add 北村 --county 城关区 --prefecture 兰州市",
        "village add 西村 --county 城关区 --prefecture 天水市", "project add 渠 --village 南村", "activity add 查看 --project 渠",
        "activity add 镇培训 --kind 培训 --places 通安驿镇", "activity add 县培训 --kind 培训 --places 通渭县、岷县",
        "activity add 区培训 --kind 培训 --places 城关区", "activity add 村培训 --kind 培训 --places 南村",
    )  # fmt: skip

    def of(*narrowed: str) -> set[str]:
        return {row["name"] for row in known.json("activity", "list", *narrowed)["tables"][0]["rows"]}

    assert of("--village", "南村") == {"查看", "村培训"} == {row["name"] for row in tables(known, "南村")["activities"]}
    assert of("--township", "通安驿镇") == {"查看", "村培训", "镇培训"}
    assert of("--county", "通渭县") == {"查看", "村培训", "镇培训", "县培训"}
    assert of("--county", "通渭县", "--kind", "培训") == {"村培训", "镇培训", "县培训"}
    assert of("--prefecture", "定西市") >= {"查看", "村培训", "镇培训", "县培训"}
    assert of("--prefecture", "兰州市") == set()  # 城关区 is in two prefectures
    assert (of("--county", "城关区"), of("--county", "岷县")) == ({"区培训"}, {"县培训"})
    villages = known.json("village", "list")["tables"][0]["rows"]
    for level in ("name", "township", "county", "prefecture", "province", "depth"):  # none is what no known one has
        option = "--village" if level == "name" else f"--{level}"
        words = {f"{row['county']}/{row['name']}" if level == "name" else row[level] for row in villages} - {None}
        assert of(option, "") == of(option, "not assigned") == of().difference(*(of(option, word) for word in words))
    assert of("--village", "") >= {"镇培训", "县培训"} and "村培训" not in of("--village", "", "--kind", "培训")


def test_indicators_by_year_with_their_qualifier_and_target(known: Store) -> None:
    def said(*when: str) -> list[tuple[str, str, str | None]]:
        return [(row["as_of"], row["quantity"], row["goal"]) for row in tables(known, "牙河村", *when)["indicators"]]

    assert said() == [
        ("2016", "4900", None), ("2017", "5300.5", None), ("2018", "≈6000", None), ("2018", "6500", "target"),
        ("2020", "8000", "target"),
    ]  # fmt: skip
    assert said("--as-of", "2016-12-31") == [("2016", "4900", None)]


def test_findings_that_are_open_on_the_day(known: Store) -> None:
    def still(village: str, *when: str) -> list[tuple[str, str | None, str]]:
        found = tables(known, village, *when).get("findings", [])
        return [(row["name"], row["amount"], flagged(row["flags"])) for row in found]

    assert still("牙河村", *DAY) == [("账目不清", "12000.50", "overdue"), ("公示不全", None, "")]
    assert still("牙河村", "--as-of", "2018-01-31") == [("账目不清", "12000.50", "")]
    assert still("咀儿村", *DAY) == []  # closed on 2018-02-10
    assert still("咀儿村", "--as-of", "2018-01-31") == [("超支未报", "3000.00", "overdue")]


def test_documents_of_the_village(known: Store) -> None:
    assert [row["name"] for row in tables(known, "牙河村", *DAY)["documents"]] == ["大棚协议书"]
    assert "documents" not in tables(known, "牙河村", "--as-of", "2018-01-29")


@pytest.mark.parametrize("form", [*PEOPLE, "csv"])
def test_people_read_it_in_their_language(known: Store, form: str) -> None:
    text = known.ok("report", "village", "牙河村", "--format", form, lang="zh").out
    for word in ("第一书记", "入户走访", "农民人均纯收入", "账目不清", "大棚协议书"):
        assert word in text
    assert form == "csv" or "责任人" in text
