"""A new village whose sheet names its county alone lies where the county's other villages do; two counties of one name are told apart."""

from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, based, faults, said


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return based(store, tmp_path)


def places(desk: Desk, *names: str) -> list[tuple[str | None, str | None]]:
    rows = [desk.store.ok("village", "show", name, "--format", "json").rows()[0] for name in names]
    return [(row["prefecture"], row["county"]) for row in rows]


def test_a_county_that_is_known_in_one_prefecture_is_that_one(desk: Desk) -> None:
    desk.take({"村二.csv": "村名\n新村\n旧村\n"}, "--set", "县区=陇西县")
    assert places(desk, "新村", "旧村") == [("定西市", "陇西县")] * 2
    desk.take({"村三.csv": "村名,县区,市州\n甲村,通渭县,定西市\n乙村,通渭县,\n丙村,漳县,\n"})
    assert places(desk, "乙村", "丙村") == [("定西市", "通渭县"), (None, "漳县")]
    made = "日期,资金,村,项目,金额（元）\n2017-03-01,自筹资金,丁村,技能培训,1\n"
    desk.take({"安排二.csv": made}, "--create", "village", "--set", "县区=陇西县")
    assert places(desk, "丁村") == [("定西市", "陇西县")]
    counties = desk.store.ok("village", "list", "--format", "json").rows()
    assert {row["prefecture"] for row in counties if row["county"] == "陇西县"} == {"定西市"}
    desk.store.ok("check")


def test_a_county_of_two_prefectures_is_refused_with_both(desk: Desk) -> None:
    desk.take({"村二.csv": "村名,县区,市州\n远村,陇西县,陇南市\n"})
    before = desk.counts()
    new = {"村三.csv": "村名\n新村\n旧村\n"}
    answer = desk.bring(new, "--set", "县区=陇西县", lang="zh")
    assert [(row, value) for row, _, value in faults(answer)] == [(None, "陇西县")]
    for word in ("定西市", "陇南市", "--set 市州=定西市"):
        assert word in said(answer)
    made = "日期,资金,村,项目,金额（元）\n2017-03-01,自筹资金,丁村,技能培训,1\n"
    answer = desk.bring({"安排二.csv": made}, "--create", "village", "--set", "县区=陇西县", lang="zh")
    assert "陇南市" in said(answer)
    assert desk.counts() == before
    desk.take(new, "--set", "县区=陇西县", "--set", "市州=陇南市")
    assert places(desk, "新村") == [("陇南市", "陇西县")]


def test_a_village_that_is_there_is_named_by_its_county_alone(desk: Desk) -> None:
    desk.take({"村二.csv": "村名,县区,市州\n远村,陇西县,陇南市\n"})
    desk.take({"村三.csv": "村名,备注\n牙河村,好\n"}, "--set", "县区=陇西县", "--mode", "upsert")
    [row] = desk.store.ok("village", "show", "牙河村", "--format", "json").rows()
    assert (row["note"], row["prefecture"]) == ("好", "定西市")


def test_a_village_that_is_typed_lies_where_its_county_does(desk: Desk) -> None:
    """By other villages of the county, or by the first digits of its code; where that may be several it is to be said."""
    store = desk.store
    store.run(
        "village add 甲村 --county 陇西县",
        "village add 乙村 --county 漳县",
        "village add 丙村 --county 陇西县 --prefecture 陇南市 --new",
    )
    assert places(desk, "甲村", "乙村", "丙村") == [("定西市", "陇西县"), (None, "漳县"), ("陇南市", "陇西县")]
    before = desk.counts()
    for lang in ("zh", "en"):
        refused = store("village", "add", "丁村", "--county", "陇西县", lang=lang)
        assert refused.code == 1 and "定西市、陇南市" in refused.err and "--prefecture 定西市" in refused.err
    assert desk.counts() == before
    store.run(
        "village add 戊村 --county 漳县 --prefecture 定西市 --code 621125100201",
        "village add 丁村 --county 陇西县 --code 621122100299",
        "village add 己村 --county 渭源县 --code 621123100299",
    )
    assert places(desk, "丁村", "己村") == [("定西市", "陇西县"), ("定西市", "渭源县")]
