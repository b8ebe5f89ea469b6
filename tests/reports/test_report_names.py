"""Which village is meant, and what its report says of it."""

from pathlib import Path

import pytest

from conftest import Store, call, once

CODE, OTHER_CODE = "621122100201", "620524100202"


@pytest.fixture
@once
def two(store: Store) -> Store:
    """Two villages of one name, and one that has an alias."""
    place = ("--county", "陇西县", "--prefecture", "定西市", "--province", "甘肃省")
    store.ok("village", "add", "牙河村", *place, "--code", CODE, "--exit-status", "exited", "--exited-on", "2017",
             "--depth", "deep")  # fmt: skip
    store.ok(
        "indicator", "add", "农民人均纯收入", "--village", CODE, "--value", "4900", "--unit", "元", "--as-of", "2016"
    )
    store.ok("village", "add", "牙河村", "--county", "武山县", "--prefecture", "天水市")
    store.ok("village", "add", "咀儿村", "--county", "武山县", "--prefecture", "天水市", "--alias", "嘴儿村")
    return store


@pytest.mark.parametrize(
    "name",
    ["陇西县/牙河村", "定西市/牙河村", "定西市/陇西县/牙河村", "甘肃省/陇西县/牙河村", "陇西县/牙河", CODE, "1"],
)
def test_what_names_the_first(two: Store, name: str) -> None:
    assert two.json("report", "village", name)["title"].startswith("牙河村 · 定西市陇西县")


@pytest.mark.parametrize("name", ["咀儿村", "嘴儿村", "咀儿", "嘴儿", "武山县/嘴儿村", "3"])
def test_what_names_the_third(two: Store, name: str) -> None:
    assert two.json("report", "village", name)["title"] == "咀儿村 · 天水市武山县"


@pytest.mark.parametrize("name", ["牙河村", "牙河"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_ambiguous_name_lists_who_is_meant(two: Store, name: str, lang: str) -> None:
    answer = two("report", "village", name, lang=lang)
    assert (answer.code, answer.out) == (1, "")
    assert f"“{name}”" in answer.err or f"「{name}」" in answer.err
    for choice in ("定西市/陇西县/牙河村", "天水市/武山县/牙河村"):
        assert choice in answer.err
        assert two("report", "village", choice, lang=lang).code == 0


@pytest.mark.parametrize(("name", "near"), [("牙合村", "牙河村"), ("咀几村", "咀儿村"), ("陇西县/咀儿村", "咀儿村")])
def test_an_unknown_name_suggests_the_nearest(two: Store, name: str, near: str) -> None:
    answer = two("report", "village", name)
    assert (answer.code, answer.out) == (1, "")
    assert name in answer.err and f"“{near}”" in answer.err


@pytest.mark.parametrize("name", ["4", "0", "-1", OTHER_CODE, "张家庄", "/", "陇西县/", ""])
def test_what_names_nothing(two: Store, name: str) -> None:
    answer = two("report", "village", name)
    assert (answer.code, answer.out) == (1, "")
    assert len(answer.err.splitlines()) == 2


def test_a_choice_that_is_offered_can_be_taken(two: Store) -> None:
    """A village of which no more is known than its name stands within the words of the others: its code names it."""
    two.ok("village", "edit", "武山县/牙河村", "--code", OTHER_CODE, "--county", "", "--prefecture", "")
    answer = two("report", "village", "牙河村")
    assert f"定西市/陇西县/牙河村、{OTHER_CODE}" in answer.err
    assert two.json("report", "village", OTHER_CODE)["title"] == "牙河村"


def test_the_heading_says_what_is_known(two: Store) -> None:
    chinese = two.ok("report", "village", CODE, "--format", "json", lang="zh").json()["title"]
    assert chinese == "牙河村 · 定西市陇西县 · 深度贫困村 · 已脱贫(2017) · 农民人均纯收入 4,900 元(2016)"
    english = two.json("report", "village", CODE)["title"]
    assert english == "牙河村 · 定西市陇西县 · deep · exited(2017) · net income per farmer 4,900 元(2016)"
    two.ok("village", "edit", CODE, "--exit-status", "not_exited", "--exited-on", "")
    two.ok("indicator", "remove", "1", "--yes")
    assert two.json("report", "village", CODE)["title"] == "牙河村 · 定西市陇西县 · deep · not exited"


def test_funds_and_projects_by_their_names(two: Store) -> None:
    two.ok("fund", "add", "自筹资金")
    for home in ("陇西县/牙河村", "武山县/牙河村"):
        two.ok("project", "add", "道路硬化", "--village", home)
    two.ok("project", "add", "道路硬化", "--code", "P-3")
    answer = two("report", "project", "道路硬化")
    assert answer.code == 1
    for choice in ("定西市/陇西县/牙河村/道路硬化", "天水市/武山县/牙河村/道路硬化", "P-3"):
        assert choice in answer.err
        assert two.json("report", "project", choice)["report"] == "project"
    assert "“自筹资金”" in two("report", "fund", "自筹资").err


def test_a_report_without_a_store(tmp_path: Path) -> None:
    answer = call("--db", str(tmp_path / "none.db"), "--lang", "en", "report", "village", "牙河村")
    assert (answer.code, answer.out) == (4, "")
    assert not (tmp_path / "none.db").exists()
