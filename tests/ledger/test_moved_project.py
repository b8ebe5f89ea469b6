"""A project that comes to be in another village never leaves its money behind unseen."""

from pathlib import Path

import pytest

from conftest import Store, once

JSON = ("--format", "json")
TO = ("project", "edit", "大棚", "--village", "乙村")


@pytest.fixture
@once
def desk(store: Store) -> Store:
    store.run(
        "village add 甲村", "village add 乙村", "village add 丙村", "fund add 自筹 --source self",
        "project add 大棚 --village 甲村 --code P-1", "receipt add 300000 --fund 自筹 --date 2018-01-02",
        "allocation add 200000 --fund 自筹 --project 大棚 --date 2018-01-03",
        "allocation add 1000 --fund 自筹 --project 大棚 --village 丙村 --date 2018-01-03",
        "spending add 90000 --project 大棚 --date 2018-03-01",
    )  # fmt: skip
    return store


def spent(store: Store) -> dict[str, tuple[str, str]]:
    rows = store.ok("report", "overview", *JSON).rows("villages")
    return {row["village"]: (row["allocated"], row["spent"]) for row in rows if row["allocated"] not in (None, "0.00")}


BEFORE = {"甲村": ("200000.00", "90000.00"), "丙村": ("1000.00", None)}
AFTER = {"乙村": ("200000.00", "90000.00"), "丙村": ("1000.00", None)}


def test_its_entries_go_along_in_one_batch(desk: Store) -> None:
    refused = desk(*TO)
    assert refused.code == 1
    assert (
        "2 entries in village “甲村”" in refused.err
        and "--with-entries" in refused.err
        and "--leave-entries" in refused.err
    )
    assert "2 笔流水" in desk(*TO, lang="zh").err
    assert spent(desk) == BEFORE
    assert "2 entries were corrected along, out of: 甲村" in desk.ok(*TO, "--with-entries").err
    assert spent(desk) == AFTER
    assert desk.ok("project", "show", "大棚", *JSON).rows()[0]["village"] == "乙村"
    assert desk.ok("check", "--strict", *JSON).rows("findings") == []
    desk.ok("batch", "undo", "1")
    assert spent(desk) == BEFORE
    assert desk.ok("project", "show", "大棚", *JSON).rows()[0]["village"] == "甲村"
    assert desk.ok("check", "--strict", *JSON).rows("findings") == []


def test_its_entries_stay_where_told(desk: Store) -> None:
    desk.ok(*TO, "--leave-entries")
    assert spent(desk) == BEFORE
    assert desk(*TO, "--leave-entries", "--with-entries").code == 2


def test_what_was_left_follows_by_one_command(desk: Store) -> None:
    desk.ok(*TO, "--leave-entries")
    assert "2 entries were corrected along, out of: 甲村" in desk.ok(*TO, "--with-entries").err
    assert spent(desk) == AFTER
    assert desk.ok("check", "--strict", *JSON).rows("findings") == []
    before = desk.json("log")
    assert "没有它的流水" in desk.ok(*TO, "--with-entries", lang="zh").err
    assert desk.json("batch", "list")["tables"][0]["rows"][-1]["id"] == 1
    desk.ok("batch", "undo", "1")
    assert spent(desk) == BEFORE
    # It leaves 乙村, where nothing is: what lies where it stood before that comes along too, in one act.
    assert "out of: 甲村" in desk.ok("project", "edit", "大棚", "--village", "丙村", "--with-entries").err
    assert spent(desk) == {"丙村": ("201000.00", "90000.00")}
    assert len(desk.json("log")["tables"][0]["rows"]) > len(before["tables"][0]["rows"])
    for option in ("--with-entries", "--leave-entries"):
        assert desk("project", "edit", "大棚", "--note", "原地", option).code == 2


def test_what_an_earmark_is_against_goes_along_for_a_reason(desk: Store) -> None:
    desk.run("allocation reverse 3 --reason 误", "fund edit 自筹 --earmark-place 甲村")
    refused = desk(*TO, "--with-entries")
    assert (refused.code, "--over" in refused.err, spent(desk)) == (1, True, {"甲村": ("200000.00", "90000.00")})
    assert desk(*TO, "--leave-entries", "--over", "县里同意").code == 2
    desk.ok(*TO, "--with-entries", "--over", "县里同意")
    assert spent(desk) == {"乙村": ("200000.00", "90000.00")}
    desk.ok("check")


def test_what_a_merge_left_follows_too(desk: Store) -> None:
    desk.ok("project", "add", "大棚", "--village", "乙村")
    desk.ok("project", "merge", "P-1", "2", "--leave-entries", "--reason", "重复")
    assert spent(desk) == BEFORE
    assert "2 entries" in desk.ok(*TO, "--with-entries").err
    assert spent(desk) == AFTER


def test_without_entries_nothing_is_asked(desk: Store) -> None:
    desk.ok("project", "add", "道路", "--village", "甲村")
    desk.ok("project", "edit", "道路", "--village", "乙村")
    desk.ok("project", "edit", "大棚", "--village", "甲村", "--note", "原地")


def test_a_sheet_that_moves_it_is_told_how(desk: Store, tmp_path: Path) -> None:
    sheet = tmp_path / "项目.csv"
    sheet.write_text("项目名称,项目编号,村\n大棚,P-1,乙村\n", "utf-8")
    answer = desk("import", str(sheet), "--mode", "upsert", *JSON)
    assert answer.code == 1
    [problem] = answer.rows("problems")
    assert (problem["row"], problem["column"]) == (2, "村")
    assert "2 entries" in problem["problem"]
    assert "project edit" in problem["suggestion"] and "--with-entries" in problem["suggestion"]
    desk.ok(*TO, "--with-entries")
    desk.ok("import", str(sheet), "--mode", "upsert")
    assert spent(desk) == AFTER
