"""What a thing was called before still finds it: on the command line, in sheets of money and in its own sheets."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aidtrack.nouns import NOUNS
from conftest import Store

WITH_ALIAS = [name for name, noun in NOUNS.items() if any(field.name == "alias" for field in noun.fields)]
EVERY = pytest.mark.parametrize("noun", WITH_ALIAS)


def shown(store: Store, noun: str, name: str) -> dict[str, Any]:
    [found] = store.ok(noun, "show", name, "--format", "json").rows()
    return found


def test_which_have_one() -> None:
    assert WITH_ALIAS == ["village", "organization", "fund", "project"]


@EVERY
def test_a_rename_keeps_the_former_name(store: Store, noun: str) -> None:
    store.ok(noun, "add", "甲村", "--alias", "丁村")
    renamed = store.ok(noun, "edit", "甲村", "--name", "乙村", lang="zh")
    assert "甲村" in renamed.err and "--no-alias" in renamed.err
    assert shown(store, noun, "甲村") == shown(store, noun, "丁村")
    assert (shown(store, noun, "甲村")["name"], shown(store, noun, "甲村")["alias"]) == ("乙村", "丁村、甲村")
    store.ok(noun, "edit", "甲村", "--name", "丙村", "--no-alias")
    assert store(noun, "show", "乙村").code == 1
    store.ok(noun, "edit", "丙村", "--name", "甲村")  # which is no alias of itself
    assert shown(store, noun, "丙村")["alias"] == "丁村、丙村"
    store.ok(noun, "edit", "甲村", "--name", "甲村")
    assert shown(store, noun, "甲村")["alias"] == "丁村、丙村"
    store.ok("check")


@EVERY
def test_what_names_another_is_no_alias(store: Store, noun: str) -> None:
    store.ok(noun, "add", "甲村", "--alias", "丁村")
    before = store.ok("db", "info", "--format", "json").out
    for refused in (
        store(noun, "add", "乙村", "--alias", "丙村、甲村"),
        store(noun, "add", "乙村", "--alias", "丁村"),
        store(noun, "add", "丁村"),
    ):
        assert (refused.code, "甲村" in refused.err or "丁村" in refused.err) == (1, True), refused
    assert store.ok("db", "info", "--format", "json").out == before
    store.ok(noun, "add", "乙村")
    refused = store(noun, "edit", "乙村", "--alias", "丁村", lang="zh")
    assert (refused.code, "「丁村」" in refused.err, "甲村" in refused.err) == (1, True, True)
    assert store(noun, "edit", "乙村", "--name", "丁村").code == 1
    store.ok(noun, "edit", "甲村", "--alias", "")
    store.ok(noun, "edit", "乙村", "--alias", "丁村")
    store.ok("check")


@EVERY
def test_its_sheet_under_a_former_name(store: Store, noun: str, tmp_path: Path) -> None:
    store.ok(noun, "add", "甲村")
    store.ok(noun, "edit", "甲村", "--name", "乙村")
    path = tmp_path / f"{noun}.csv"
    path.write_text("name,alias,note\n甲村,丙村,下月的表\n")
    [file] = store.ok("import", str(path), "--mode", "upsert", "--format", "json").rows("files")
    assert (file["created"], file["updated"]) == (0, 1)
    found = shown(store, noun, "甲村")
    assert (found["name"], found["alias"], found["note"]) == ("乙村", "甲村、丙村", "下月的表")
    path.write_text("name,alias\n丁村,甲村\n")
    refused = store("import", str(path), "--format", "json")
    assert refused.code == 1
    assert [(problem["field"], problem["value"]) for problem in refused.rows("problems")] == [("alias", "甲村")]
    store.ok("batch", "undo", "1")
    assert shown(store, noun, "甲村")["alias"] == "甲村"
    store.ok("check")


def test_money_under_former_names(store: Store, tmp_path: Path) -> None:
    for line in (
        "fund add 自筹资金/第一批",
        "village add 牙河村 --county 陇西县",
        "project add 危房改造、大棚 --village 牙河村",
        "receipt add 100 --fund 自筹资金/第一批 --date 2017-01-01",
        "fund edit 自筹资金/第一批 --name 自筹资金",
        "project edit 危房改造、大棚 --name 危房改造",
        "village edit 牙河村 --name 牙河新村",
        "allocation add 50 --fund 自筹资金/第一批 --project 危房改造、大棚 --date 2017-01-02",
    ):
        store.ok(*shlex.split(line))
    assert shown(store, "project", "危房改造")["alias"] == '"危房改造、大棚"'
    (tmp_path / "支出.csv").write_text(
        "日期,资金,项目,村,金额（元）\n2017-02-01,自筹资金/第一批,危房改造、大棚,牙河村,30\n"
    )
    store.ok("import", str(tmp_path / "支出.csv"))
    [row] = store.ok("report", "project", "危房改造、大棚", "--format", "json").rows("funding")
    assert (row["fund"], row["village"], row["spent"]) == ("自筹资金", "牙河新村", "30.00")
    store.ok("check")


def test_a_former_name_that_another_has_too(store: Store) -> None:
    """Two villages of one county may share a name where their codes differ: then the name stays with the other one."""
    store.ok("village", "add", "甲村", "--code", "621122101201")
    store.ok("village", "add", "甲村", "--code", "621122101202")
    assert "--no-alias" not in store.ok("village", "edit", "621122101201", "--name", "乙村").err
    assert shown(store, "village", "甲村")["code"] == "621122101202"
    assert shown(store, "village", "乙村")["alias"] is None


def test_projects_of_other_villages(store: Store) -> None:
    for village in ("甲村", "乙村"):
        store.ok("village", "add", village)
        store.ok("project", "add", f"道路{village[0]}", "--village", village)
        store.ok("project", "edit", f"道路{village[0]}", "--name", f"新路{village[0]}")
    store.ok("project", "edit", "新路甲", "--alias", "道路甲、旧路")
    store.ok("project", "edit", "新路乙", "--alias", "旧路")
    assert shown(store, "project", "乙村/旧路")["name"] == "新路乙"
    ambiguous = store("project", "show", "旧路")
    assert (ambiguous.code, "甲村/" in ambiguous.err and "乙村/" in ambiguous.err) == (1, True)


def test_out_and_in_again(store: Store, new_store: Callable[[str], Store], tmp_path: Path) -> None:
    store.ok("fund", "add", "甲、乙")
    store.ok("fund", "edit", "甲、乙", "--name", "丙", "--alias", "丁")
    store.ok("export", "fund", "-o", str(tmp_path / "fund.csv"))
    other = new_store(store.engine)
    other.ok("import", str(tmp_path / "fund.csv"))
    assert shown(other, "fund", "甲、乙") == shown(store, "fund", "丁")
