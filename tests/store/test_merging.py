"""Two of a noun that are one and the same: nothing of money is lost or made, every name finds the one that stands, and it can be taken back."""

import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.errors import Refused
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import read
from aidtrack.store.engine.target import target
from aidtrack.store.engine.transaction import write
from conftest import Store, examples, once
from store.raw import behind_the_guards

MERGE = [name for name, noun in NOUNS.items() if noun.merges]
SUMS = ("received", "interest", "allocated", "disbursed", "spent", "lent", "repaid", "outstanding", "cash")


def fund_sums(store: Store, *period: str) -> dict[str, object]:
    """What all funds together moved and hold."""
    total = store.ok("report", "fund", *period, "--format", "json").json()["tables"][0]["total"]
    return {name: total[name] for name in SUMS}


def rows(store: Store, *asked: str) -> list[dict[str, Any]]:
    """A report's rows. Where money was and is not any more: nothing, as good as none; who it was of, and what is said of that, aside."""
    found = store.ok("report", *asked, "--format", "json").rows()
    aside = ("id", "projects", "flags", "fund" if asked[0] == "project" else "")
    return [
        {name: None if cell == "0.00" else cell for name, cell in row.items() if name not in aside} for row in found
    ]


@once
def chain(store: Store) -> Store:
    """Two of everything; money is in the first of each, and a little in the second."""
    store.run(
        "village add 甲村 --county 陇西县 --note 原有",
        "village add 乙村 --county 陇西县",
        "organization add 总工会",
        "organization add 省总工会",
        "fund add 自筹 --source self --year 2017 --budget 1000",
        "fund add 自筹资金 --budget 2000",
        "fund add 部分 --part-of 自筹",
        "project add 大棚 --village 甲村 --code P-1",
        "project add 菌菜大棚 --village 乙村 --stage implementing",
        "household add H-1 --village 甲村",
        "household add H-2 --village 乙村",
        "posting add 张三 --role first_secretary --village 甲村 --organization 总工会",
        "receipt add 500 --fund 自筹 --date 2016-12-31 --ref R-1",
        "receipt add 50 --fund 自筹资金 --date 2017-01-01",
        "allocation add 100 --fund 自筹 --project 大棚 --date 2017-01-02",
        "allocation add 20 --fund 自筹资金 --project 菌菜大棚 --date 2017-01-02",
        "spending add 60 --fund 自筹 --project 大棚 --date 2017-02-02 --payee 建筑队",
        "spending reverse 5 --amount 10 --reason 退回 --date 2017-03-01",
        "loan add 80 --fund 自筹 --household H-1 --date 2017-04-01",
        "repayment add 30 --loan 7 --date 2017-05-01",
    )
    return store


@pytest.mark.parametrize("year", ["2016", "2017"])
def test_what_a_year_moved_stays_what_it_moved(store: Store, year: str) -> None:
    """A part of a receipt was given back the year after; both years keep their own, in the fund that stands."""
    chain(store)
    store.run("receipt reverse 1 --amount 60 --reason 退回 --date 2017-03-01")
    before = fund_sums(store, "--year", year)
    store.run("fund merge 自筹 自筹资金 --reason 同一个")
    assert fund_sums(store, "--year", year) == before


def test_what_holds_nothing_of_a_loan_stays_where_it_is(store: Store) -> None:
    """A repayment that was corrected, or taken back: its loan is corrected and merged without it."""
    chain(store)
    store.run(
        "repayment correct 8 --amount 20 --reason 误",
        "repayment add 5 --loan 7 --date 2017-05-02",
        "repayment reverse 11 --reason 误",
        "loan correct 7 --amount 70 --reason 误",
        "village merge 甲村 乙村 --reason 同一个",
        "check",
    )
    [loan] = store.ok("report", "loan", "--format", "json").rows("loans")
    assert (loan["lent"], loan["repaid"], loan["outstanding"], loan["village"]) == ("70.00", "20.00", "50.00", "乙村")


def test_the_entries_of_a_project_are_all_that_make_its_sums(store: Store) -> None:
    """A part was given back the year after: what stands for it in its own year stays with the project that was merged."""
    chain(store)
    store.run(
        "allocation reverse 3 --amount 30 --reason 退回 --date 2018-02-01",
        "project merge 大棚 菌菜大棚 --reason 同一个",
    )
    answer = store.ok("report", "project", "菌菜大棚", "--year", "2017", "--format", "json")
    listed = [row["amount"] for row in answer.rows("entries") if row["kind"] == "allocation"]
    assert sorted(listed) == ["-70.00", "100.00", "20.00", "70.00"]
    assert sum(float(row["allocated"]) for row in answer.rows("funding")) == 120


def test_what_an_undo_brought_back_is_not_named_to_be_taken_back(store: Store) -> None:
    """Of what was spent since, merged along and brought back, the entry that stands is named alone."""
    chain(store)
    store.run(
        "village merge 甲村 乙村 --reason 同一个",
        "spending add 10 --fund 自筹 --project 大棚 --date 2017-06-01",
        "project merge 大棚 菌菜大棚 --reason 同一个",
        "fund merge 自筹 自筹资金 --reason 同一个",
    )
    batches = [row["id"] for row in store.json("batch", "list")["tables"][0]["rows"]]
    first, second, third = sorted(batches)
    store.run(f"batch undo {third} --yes", f"batch undo {second} --yes")
    refused = store("batch", "undo", str(first), "--yes")
    assert refused.code == 1 and "batch undo" not in refused.err.partition("To take them back:")[2], refused
    [printed] = re.findall(r"spending reverse (\d+)", refused.err.partition("To take them back:")[2])
    store.run(f"spending reverse {printed} --reason 误", f"batch undo {first} --yes", "check")


ONE, OTHER = (
    {"village": "甲村", "organization": "总工会", "fund": "自筹", "project": "大棚", "household": "H-1"},
    {"village": "乙村", "organization": "省总工会", "fund": "自筹资金", "project": "菌菜大棚", "household": "H-2"},
)


def test_which_can_be_merged() -> None:
    assert MERGE == ["village", "organization", "fund", "project", "household"] == list(ONE)


@pytest.mark.server
@pytest.mark.parametrize("noun", MERGE)
def test_merged_and_taken_back(store: Store, noun: str) -> None:
    chain(store)
    asked = [("fund",), ("project",), ("overview",), ("fund", "--year", "2016"), ("loan",), ("household",)]
    before = {report: rows(store, *report) for report in asked}
    kept = store.ok("db", "info", "--format", "json").out
    listed = {name: store.ok(name, "list", "--format", "json").rows() for name in NOUNS}
    year = fund_sums(store, "--year", "2017")
    dry = store.ok(noun, "merge", ONE[noun], OTHER[noun], "--reason", "重复", "--dry-run", "--format", "json")
    assert dry.rows("merge")[0]["batch"] is None
    assert store.ok("db", "info", "--format", "json").out == kept
    done = store.ok(noun, "merge", ONE[noun], OTHER[noun], "--reason", "重复", "--format", "json")
    assert {**done.rows("merge")[0], "batch": None} == dry.rows("merge")[0]
    batch = done.rows("merge")[0]["batch"]
    store.ok("check")
    assert (fund_sums(store, "--year", "2017"), fund_sums(store)) == (year, fund_sums(store))
    with read(target(store.db)) as connection:
        shown = [
            *connection.rows("SELECT name FROM v_fund"),
            *connection.rows("SELECT fund, project, village FROM v_funding"),
        ]
    assert noun not in ("village", "fund", "project") or ONE[noun] not in {name for row in shown for name in row}
    # Its name and its id mean the other one, and no list has it.
    [one] = [row for row in listed[noun] if row["name"] == ONE[noun]]
    for word in (ONE[noun], str(one["id"]), OTHER[noun]):
        assert store.ok(noun, "show", word, "--format", "json").rows()[0]["name"] == OTHER[noun]
    assert one["id"] not in [row["id"] for row in store.ok(noun, "list", "--format", "json").rows()]
    for report in asked:
        assert not [row for row in rows(store, *report) if ONE[noun] in (row.get(noun), row.get("name"))]
    again = store(noun, "merge", ONE[noun], OTHER[noun], "--reason", "重复", lang="zh")
    assert (again.code, OTHER[noun] in again.err) == (1, True)
    store.ok("batch", "undo", str(batch), "--yes")
    assert {report: rows(store, *report) for report in asked} == before
    assert {name: store.ok(name, "list", "--format", "json").rows() for name in NOUNS} == listed
    store.ok("check")


def test_what_stands_and_what_is_filled(store: Store) -> None:
    chain(store)
    answer = store.ok("fund", "merge", "自筹", "自筹资金", "--reason", "重复", lang="zh")
    assert "已合并 资金「自筹」→「自筹资金」" in answer.out
    assert "计划数没有相加:「自筹」原为 1,000.00 元,「自筹资金」为 2,000.00 元。" in answer.err
    [fund] = store.ok("fund", "show", "自筹", "--format", "json").rows()
    assert (fund["name"], fund["alias"], fund["source"], fund["year"]) == ("自筹资金", "自筹", "self", 2017)
    assert (fund["budget"], fund["qualifier"]) == ("2000.00", None)
    assert store.ok("fund", "show", "部分", "--format", "json").rows()[0]["part_of"] == "自筹资金"
    store.ok("project", "merge", "大棚", "菌菜大棚", "--reason", "重复")
    [project] = store.ok("project", "show", "P-1", "--format", "json").rows()
    assert (project["name"], project["code"], project["village"], project["stage"]) == (
        "菌菜大棚", "P-1", "乙村", "implementing",
    )  # fmt: skip
    store.ok("organization", "merge", "总工会", "省总工会", "--reason", "重复")
    [posting] = store.ok("posting", "list", "--format", "json").rows()
    assert posting["organization"] == "省总工会"
    # A 流水号 answers with the entry that stands, under the fund that stands.
    [entry] = store.ok("receipt", "show", "R-1", "--format", "json").rows("receipt")
    assert (entry["fund"], entry["date"], entry["amount"]) == ("自筹资金", "2016-12-31", "500.00")
    store.ok("check")


def test_next_months_sheet_under_old_names(store: Store, tmp_path: Any) -> None:
    chain(store)
    for noun in ("fund", "project", "village"):
        store.ok(noun, "merge", ONE[noun], OTHER[noun], "--reason", "重复")
    (tmp_path / "支出.csv").write_text("日期,资金,项目,村,金额（元）\n2017-06-01,自筹,大棚,甲村,5\n")
    store.ok("import", str(tmp_path / "支出.csv"))
    (tmp_path / "项目.csv").write_text("项目名称,村,备注\n大棚,甲村,下月的表\n")
    store.ok("import", str(tmp_path / "项目.csv"), "--mode", "upsert")
    [row] = rows(store, "project")
    assert (row["project"], row["village"], row["spent"]) == ("菌菜大棚", "乙村", "55.00")
    assert {row["fund"] for row in rows(store, "fund") if row["spent"]} == {"自筹资金"}
    [project] = store.ok("project", "list", "--format", "json").rows()
    assert (project["name"], project["note"]) == ("菌菜大棚", "下月的表")
    store.ok("check")


def in_villages(store: Store) -> dict[str, tuple[str | None, ...]]:
    return {row["village"]: (row["allocated"], row["spent"]) for row in rows(store, "overview") if row["allocated"]}


def test_what_lay_in_its_village_comes_into_the_other_ones(store: Store) -> None:
    """A project's and a household's money, with what came back of it; what lay elsewhere stays there."""
    chain(store)
    store.run(
        "village add 丙村", "fund edit 自筹资金 --budget 5000",
        "allocation add 7 --fund 自筹 --project 大棚 --village 丙村 --date 2017-01-02",
        "allocation add 9 --fund 自筹 --project 菌菜大棚 --village 甲村 --date 2017-01-02",
        "disbursement add 3 --fund 自筹 --project 大棚 --date 2017-01-03",
    )  # fmt: skip
    before = in_villages(store)
    assert before == {"甲村": ("109.00", "50.00"), "乙村": ("20.00", None), "丙村": ("7.00", None)}
    merge = ("project", "merge", "大棚", "菌菜大棚", "--reason", "同一个")
    store.ok(*merge, "--leave-entries")
    assert in_villages(store) == before
    store.ok("batch", "undo", "1", "--yes")
    [tried] = store.ok(*merge, "--dry-run", "--format", "json").rows("merge")
    assert (tried["entries"], tried["moved"]) == (4, 3)
    done = store.ok(*merge)
    assert "entries recorded anew: 4, of them in village “乙村” instead of “甲村”: 3" in done.out
    assert in_villages(store) == {"甲村": ("9.00", None), "乙村": ("120.00", "50.00"), "丙村": ("7.00", None)}
    done = store.ok("household", "merge", "H-1", "H-2", "--reason", "同一户", lang="zh")
    assert "重新登记流水 2 笔(其中 1 笔由「甲村」改到「乙村」)" in done.out
    [loan] = store.ok("report", "loan", "--format", "json").rows("loans")
    assert (loan["village"], loan["outstanding"]) == ("乙村", "50.00")
    paid = [row for row in store.ok("repayment", "list", "--format", "json").rows() if row["corrects"]]
    assert [row["village"] for row in paid] == ["乙村"]
    store.ok("check")
    for batch in [row["id"] for row in store.ok("batch", "list", "--format", "json").rows()][:1:-1]:
        store.ok("batch", "undo", str(batch), "--yes")
    assert in_villages(store) == before
    store.ok("check")


def test_an_earmark_may_keep_it_in_its_village(store: Store) -> None:
    store.run(
        "village add 甲村", "village add 乙村", "project add 路 --village 甲村", "project add 桥 --village 乙村",
        "fund add 专款 --earmark-place 甲村", "receipt add 9 --fund 专款 --date 2017-01-01",
        "allocation add 9 --fund 专款 --project 路 --date 2017-01-02",
    )  # fmt: skip
    refused = store("project", "merge", "路", "桥", "--reason", "同一个")
    assert (refused.code, "专款" in refused.err, "--leave-entries" in refused.err) == (1, True, True), refused
    store.ok("project", "merge", "路", "桥", "--reason", "同一个", "--leave-entries")
    assert in_villages(store) == {"甲村": ("9.00", None)}


def test_what_is_in_the_way(store: Store) -> None:
    store.run(
        "village add 甲村",
        "village add 乙村",
        "project add 道路 --village 甲村",
        "project add 道路 --village 乙村",
        "household add H-1 --village 甲村",
        "household add H-1 --village 乙村",
        "indicator add 户数 --village 甲村 --value 5 --as-of 2017",
        "indicator add 户数 --village 乙村 --value 6 --as-of 2017",
        "fund add 甲资金 --budget 100",
        "fund add 乙资金 --budget 100",
        "receipt add 100 --fund 甲资金 --date 2017-01-01",
        "receipt add 100 --fund 乙资金 --date 2017-01-01",
        "allocation add 80 --fund 甲资金 --project 1 --date 2017-01-02",
        "allocation add 80 --fund 乙资金 --project 2 --date 2017-01-02",
    )
    kept = store.ok("db", "info", "--format", "json").out
    for lang in ("zh", "en"):
        refused = store("village", "merge", "甲村", "乙村", "--reason", "重复", lang=lang)
        assert refused.code == 1 and "道路" in refused.err
        for first in ("project merge 1 2", "household merge 1 2", "indicator remove 1"):
            assert f"{first}" in refused.err
        refused = store("fund", "merge", "甲资金", "乙资金", "--reason", "重复", lang=lang)
        assert (refused.code, "乙资金" in refused.err, "60.00" in refused.err) == (1, True, True)
        assert store("fund", "merge", "甲资金", "甲资金", "--reason", "重复", lang=lang).code == 1
        assert store("fund", "merge", "甲资金", "没有", "--reason", "重复", lang=lang).code == 1
        assert store("fund", "merge", "甲资金", "乙资金", lang=lang).code == 2
    assert store.ok("db", "info", "--format", "json").out == kept
    store.run("project merge 1 2 --reason 重复", "household merge 1 2 --reason 重复", "indicator remove 1 --yes")
    store.ok("village", "merge", "甲村", "乙村", "--reason", "重复")
    store.ok("fund", "merge", "甲资金", "乙资金", "--reason", "重复", "--over", "两笔都已安排")
    assert store("fund", "edit", "乙资金", "--name", "甲资金").code == 1  # what stays for entries of the past has it
    store.ok("check")


def test_what_came_since_stays_and_later_merges_go_first(store: Store) -> None:
    store.run("fund add 甲", "fund add 乙", "fund add 丙",
        "receipt add 100 --fund 甲 --date 2017-01-01",
        "fund merge 甲 乙 --reason 重复",
        "receipt add 7 --fund 甲 --date 2017-02-01",
        "fund merge 乙 丙 --reason 重复",
    )  # fmt: skip
    assert [(row["fund"], row["received"]) for row in rows(store, "fund")] == [("丙", "107.00")]
    assert store.ok("fund", "show", "甲", "--format", "json").rows()[0]["name"] == "丙"
    refused = store("batch", "undo", "1", "--yes", lang="zh")
    assert (refused.code, "batch undo 2" in refused.err) == (1, True)
    store.run("batch undo 2 --yes", "batch undo 1 --yes")
    assert [(row["fund"], row["received"]) for row in rows(store, "fund")] == [
        ("甲", "100.00"), ("乙", "7.00"), ("丙", None),
    ]  # fmt: skip
    store.ok("check")


def test_a_grant_is_no_loan_fund(store: Store) -> None:
    """One that says no form is a grant; the command that is named goes on."""
    store.run(
        "fund add 自筹",
        "fund add 小额 --form loan",
        "fund add 拨款的 --form grant",
        "fund merge 自筹 拨款的 --reason 同",
    )
    for one, other, form in (("小额", "拨款的", "拨款"), ("拨款的", "小额", "借款")):
        refused = store("fund", "merge", one, other, "--reason", "同", lang="zh")
        assert (refused.code, one in refused.err, other in refused.err) == (1, True, True)
        assert f"fund edit '{one}' --form '{form}'" in refused.err
    assert [row["form"] for row in store.ok("fund", "list", "--format", "json").rows()] == ["loan", "grant"]
    assert "--form loan" in store("fund", "merge", "拨款的", "小额", "--reason", "同").err
    store.run("fund edit 拨款的 --form loan", "fund merge 拨款的 小额 --reason 同")


def test_what_was_merged_is_never_in_the_way(store: Store) -> None:
    """Its place is free for the one that it became: by a merge of villages, an edit, either way round; only to stand again it needs it."""
    store.run("village add 甲村", "village add 乙村", "fund add 自筹", "receipt add 9 --fund 自筹 --date 2017-01-01",
        "project add 道路 --village 甲村 --code D-1", "project add 道路 --village 乙村 --code D-3",
        "allocation add 5 --fund 自筹 --project 1 --date 2017-01-02", "household add H1 --village 甲村", "household add H1 --village 乙村",
        "project merge 2 1 --reason 重复", "household merge 2 1 --reason 重复",
    )  # fmt: skip
    refused = store("project", "edit", "1", "--code", "D-3")
    assert (refused.code, "batch undo 1" in refused.err) == (1, True), refused
    store.run("household edit 1 --village 乙村", "household edit 1 --village 甲村", "project add 桥 --village 甲村",
        "project add 桥 --village 乙村", "project merge 乙村/桥 甲村/桥 --reason 重复")  # fmt: skip
    for one, other in (("甲村", "乙村"), ("乙村", "甲村")):
        [row] = store.ok("village", "merge", one, other, "--reason", "重复", "--format", "json").rows("merge")
        for batch, name in ((2, "H1"), (3, "桥")) if one == "甲村" else ():
            kept = store.ok("db", "info", "--format", "json").out
            for lang in ("zh", "en"):
                refused = store("batch", "undo", str(batch), "--yes", lang=lang)
                assert (refused.code, name in refused.err, " edit " in refused.err) == (1, True, True), refused
            assert store.ok("db", "info", "--format", "json").out == kept
        store.ok("check")
        store.ok("batch", "undo", str(row["batch"]), "--yes")
    store.run("project edit 桥 --village 乙村", "project edit 桥 --name 桥梁", "project edit 桥梁 --name 桥", "check")
    assert store("batch", "undo", "3", "--yes").code == 1
    store.run("project edit 桥 --name 桥梁 --no-alias", "batch undo 3 --yes", "batch undo 2 --yes", "check")
    assert len(store.ok("household", "list", "--format", "json").rows()) == 2


def test_a_name_of_what_was_merged_means_the_other_one(store: Store) -> None:
    """Whatever is done to its aliases: it is told, with the command that parts the two."""
    store.run(
        "organization add 总工会", "organization add 市总工会", "organization merge 总工会 市总工会 --reason 重复"
    )
    for lang, word in (("zh", "合并"), ("en", "merg")):
        refused = store("organization", "edit", "市总工会", "--name", "总工会", lang=lang)
        assert (refused.code, word in refused.err, "batch undo 1" in refused.err) == (1, True, True)
        told = store.ok("organization", "edit", "市总工会", "--alias", "", lang=lang)
        assert "总工会" in told.err and word in told.err and "batch undo 1" in told.err
        refused = store("organization", "add", "总工会", lang=lang)
        assert (refused.code, word in refused.err, "batch undo 1" in refused.err) == (1, True, True)
    assert "batch undo" not in store.ok("organization", "edit", "市总工会", "--alias", "总工会").err
    store.run("batch undo 1 --yes", "organization merge 市总工会 总工会 --reason 重复", "check")


def test_what_would_stand_twice_is_refused_with_words(store: Store) -> None:
    """Whatever statement it is that the database refuses for it."""
    store.run(
        "village add 甲村 --code 621122101201",
        "project add 道路 --village 甲村",
        "fund add 自筹",
        "household add H1 --village 甲村",
    )
    twice: tuple[tuple[str, dict[str, object]], ...] = (
        ("village", {"name": "丙村", "code": "621122101201"}),
        ("project", {"name": "道路", "village_id": 1}),
        ("fund", {"name": "自筹"}),
        ("household", {"name": "H1", "village_id": 1}),
    )
    for noun, values in twice:
        with pytest.raises(Refused, match=f"{noun} list"), write(target(store.db), actor="会计") as writer:
            writer.insert(noun, values)


_PLACES = st.integers(0, 2)
_MOVES = st.lists(
    st.tuples(
        st.sampled_from(["receipt", "allocation", "spending"]),
        _PLACES,
        _PLACES,
        st.integers(1, 300),
        st.none() | _PLACES,
    ),
    max_size=8,
)
_MERGES = st.lists(
    st.tuples(st.sampled_from(["village", "fund", "project", "project"]), _PLACES, _PLACES, st.booleans()),
    min_size=1, max_size=4,
)  # fmt: skip


@pytest.mark.long
@settings(max_examples=examples(15))
@given(moves=_MOVES, merges=_MERGES)
def test_any_merges(new_store: Any, moves: list[Any], merges: list[Any]) -> None:
    """Sums of all money are the same after each, `check` is clean, and undoing the last first brings everything back."""
    store = new_store("sqlite")
    _any_merges(store, moves, merges)


@pytest.mark.server
def test_some_merges_on_a_server(new_store: Any) -> None:
    moves = [
        ("receipt", 0, 0, 300, None),
        ("receipt", 1, 0, 300, None),
        ("allocation", 0, 0, 200, None),
        ("allocation", 1, 1, 100, None),
        ("allocation", 1, 0, 10, 2),
        ("spending", 0, 0, 150, None),
    ]
    merges = [("fund", 0, 1, False), ("project", 0, 1, False), ("village", 0, 2, False), ("fund", 1, 2, False)]
    _any_merges(new_store("postgresql"), moves, merges)


_EACH = {
    "fund": ("fund", "received", "allocated", "spent"), "project": ("project", "allocated", "spent"),
    "village": ("overview", "allocated", "spent"),
}  # fmt: skip


def _each(store: Store, noun: str) -> dict[str, dict[str, int]]:
    """What each row of a noun received, allocated, spent, in fen; not assigned aside."""
    report, *amounts = _EACH[noun]
    found = store.ok("report", report, "--format", "json").rows()
    return {
        row[noun]: {name: int((row[name] or "0").replace(".", "") or 0) for name in amounts}
        for row in found
        if row[noun]
    }


class _Lies:
    """Where the money of projects lies: (project, village, kind) → fen, and where each project is at home."""

    def __init__(self) -> None:
        self.homes = {f"P{at}": f"V{at}" for at in range(3)}
        self.fen: Counter[tuple[str, str, str]] = Counter()

    def merge(self, noun: str, gone: str, into: str, *, leave: bool) -> None:
        """What lies at home comes home with its project; what lies elsewhere, or is left, stays there."""
        homes, lay = dict(self.homes), self.fen
        self.fen = Counter()
        for (project, village, kind), fen in lay.items():
            comes = project == gone and village == homes[gone] and not leave
            there = into if village == gone else homes[into] if comes else village
            self.fen[into if project == gone else project, there, kind] += fen
        self.homes = {project: into if home == gone else home for project, home in homes.items()}

    def of(self, at: int) -> dict[str, dict[str, int]]:
        """By project (0) or village (1): what is allocated there and spent."""
        found: dict[str, dict[str, int]] = {}
        for (project, village, kind), fen in self.fen.items():
            found.setdefault((project, village)[at], {"allocated": 0, "spent": 0})[kind] += fen
        return found


def _any_merges(store: Store, moves: list[Any], merges: list[Any]) -> None:
    lies = _Lies()
    for at in range(3):
        store.run(f"village add V{at}", f"fund add F{at}", f"project add P{at} --village V{at}")
    for kind, fund, project, yuan, village in moves:
        place = ["--project", str(project + 1)] if kind != "receipt" else []
        place += ["--village", str(village + 1)] if kind != "receipt" and village is not None else []
        taken = store(kind, "add", str(yuan), "--fund", str(fund + 1), *place, "--date", "2017-01-01").code == 0
        if taken and kind != "receipt":
            there = f"V{project if village is None else village}"
            lies.fen[f"P{project}", there, {"spending": "spent"}.get(kind, "allocated")] += 100 * yuan
    before = {report: rows(store, *report.split()) for report in ("fund", "project", "overview")}
    sums = fund_sums(store)
    funds = _each(store, "fund")
    done: list[str] = []
    for noun, one, other, leave in merges:
        left = ["--leave-entries"] if leave and noun == "project" else []
        answer = store(noun, "merge", str(one + 1), str(other + 1), "--reason", "重复", *left, "--format", "json")
        if answer.code == 0:
            [row] = answer.rows("merge")
            done.append(str(row["batch"]))
            if noun == "fund":
                gone = funds.pop(row["from"], {})
                stands = funds.setdefault(row["into"], {})
                stands |= {name: stands.get(name, 0) + fen for name, fen in gone.items()}
            else:
                lies.merge(noun, row["from"], row["into"], leave=bool(left))
        else:
            assert answer.code == 1 and answer.err
        assert fund_sums(store) == sums
        assert _each(store, "fund") == funds
        for at, what in enumerate(("project", "village")):
            assert {name: sums for name, sums in _each(store, what).items() if any(sums.values())} == lies.of(at)
        store.ok("check")
    for batch in reversed(done):
        store.ok("batch", "undo", batch, "--yes")
        assert fund_sums(store) == sums
    assert {report: rows(store, *report.split()) for report in before} == before
    store.ok("check")


def test_imports_under_a_merge_are_taken_back_after_it(store: Store, tmp_path: Any) -> None:
    for name in ("甲", "乙"):
        (tmp_path / f"{name}资金.csv").write_text(f"资金名称,来源\n{name}资金,自筹\n")
        (tmp_path / f"{name}到账.csv").write_text(f"日期,资金,金额（元）\n2017-01-01,{name}资金,100\n")
        store.ok("import", str(tmp_path / f"{name}资金.csv"), str(tmp_path / f"{name}到账.csv"))
    store.ok("fund", "merge", "甲资金", "乙资金", "--reason", "重复")
    for batch in ("1", "2"):
        refused = store("batch", "undo", batch, "--yes", lang="zh")
        assert (refused.code, "batch undo 3" in refused.err) == (1, True), refused
    store.run("batch undo 3 --yes", "batch undo 1 --yes")
    assert [(row["fund"], row["received"]) for row in rows(store, "fund") if row["received"]] == [("乙资金", "100.00")]
    assert store.ok("fund", "show", "乙资金", "--format", "json").rows()[0]["alias"] is None
    store.ok("check")


def test_out_and_in_again(store: Store, new_store: Any, tmp_path: Any) -> None:
    """What went into another is exported as that one's; the sums are the same, and nothing stands twice."""
    chain(store)
    for noun in MERGE:
        store.ok(noun, "merge", ONE[noun], OTHER[noun], "--reason", "重复")
    store.ok("export", "-o", str(tmp_path / "全部.json"), "--show-personal")
    other = new_store(store.engine)
    other.ok("import", str(tmp_path / "全部.json"))
    for report in (("fund",), ("fund", "--year", "2016"), ("project",), ("overview",), ("loan",)):
        assert rows(other, *report) == rows(store, *report)
    for noun in MERGE:
        listed = [
            [{**row, "id": 0} for row in one.ok(noun, "list", "--format", "json").rows()] for one in (store, other)
        ]
        assert listed[0] == listed[1]
    assert other.ok("project", "show", "大棚", "--format", "json").rows()[0]["name"] == "菌菜大棚"
    other.ok("check")


def test_a_code_goes_with_the_one_that_stands(store: Store) -> None:
    store.run("village add 甲村 --code 621122101201", "village add 乙村", "village add 丙村 --code 621122101203")
    store.run("village merge 甲村 乙村 --reason 重复", "village merge 乙村 丙村 --reason 重复")
    for word in ("621122101201", "621122101203", "甲村", "乙村", "1", "2"):
        found = store.ok("village", "show", word, "--format", "json").rows()[0]
        assert (found["name"], found["code"], found["alias"]) == ("丙村", "621122101203", "乙村、甲村")
    assert store("village", "add", "甲村").code == store("village", "add", "丁村", "--code", "621122101201").code == 1
    store.run("batch undo 2 --yes", "batch undo 1 --yes")
    assert store.ok("village", "show", "621122101201", "--format", "json").rows()[0]["name"] == "甲村"
    store.ok("check")


def test_a_sheet_that_still_has_the_one_that_went(store: Store, tmp_path: Any) -> None:
    """What it says beside is taken; the name, code and place of the one that stands are its own."""
    store.run(
        "village add 石桥村 --county 陇西县 --code 621122101201",
        "village add 石桥村 --county 武山县 --code 620524104204",
        "village add 丙村",
        "project add 道路 --village 丙村 --code P-1",
        "project add 硬化 --village 620524104204 --code P-2",
        "household add H-1 --village 丙村",
        "household add H-2 --village 620524104204",
        "village merge 1 2 --reason 重复",
        "project merge P-1 P-2 --reason 重复",
        "household merge H-1 H-2 --reason 重复",
    )
    for name, sheet in (
        ("村.csv", "村名,县区,区划代码,备注\n石桥村,陇西县,621122101201,一\n"),
        ("村.csv", "村名,县区,备注\n石桥村,陇西县,二\n"),
        ("项目.csv", "项目名称,村,项目编号,备注\n道路,丙村,P-1,一\n"),
        ("项目.csv", "项目名称,村,备注\n道路,丙村,二\n"),
        ("户.csv", "户编号,村,备注\nH-1,丙村,二\n"),
    ):
        (tmp_path / name).write_text(sheet)
        answer = store.ok("import", str(tmp_path / name), "--mode", "upsert", "--format", "json")
        assert [(file["created"], file["updated"]) for file in answer.rows("files")] == [(0, 1)], sheet
    [village, _] = store.ok("village", "list", "--format", "json").rows()
    assert (village["county"], village["code"], village["note"]) == ("武山县", "620524104204", "二")
    [project] = store.ok("project", "list", "--format", "json").rows()
    assert (project["name"], project["village"], project["code"], project["note"]) == ("硬化", "石桥村", "P-2", "二")
    [household] = store.ok("household", "list", "--format", "json").rows()
    assert (household["name"], household["village"], household["note"]) == ("H-2", "石桥村", "二")
    store.ok("check")


def test_the_entries_behind_a_year_of_a_merged_project(store: Store) -> None:
    """What came back in another year than it was spent stays that year's, in the figures and in the entries below them."""
    chain(store)
    store.run(
        "spending reverse 5 --amount 7 --reason 退回 --date 2018-03-01",
        "project merge 大棚 菌菜大棚 --reason 重复",
    )
    for year, spent in (("2017", "50.00"), ("2018", "-7.00")):
        answer = store.ok("report", "project", "菌菜大棚", "--year", year, "--explain", "--format", "json")
        entries = [row for row in answer.rows("entries") if row["kind"] == "spending"]
        assert sum(round(float(row["amount"]) * 100) for row in entries) == round(float(spent) * 100)
        assert answer.rows("projects")[0]["spent"] == spent
        listed = store.ok("spending", "list", "--project", "菌菜大棚", "--year", year, "--format", "json")
        assert listed.json()["tables"][0]["total"]["amount"] == spent


def test_a_merge_says_why(file_store: Store) -> None:
    for name in ("甲村", "乙村"):
        file_store.ok("village", "add", name)
    blank = file_store("village", "merge", "甲村", "乙村", "--reason", " ")
    assert (blank.code, "blank" in blank.err) == (2, True)
    assert len(file_store.ok("village", "list", "--format", "json").rows()) == 2


def test_no_reason_merges_over_closed_days(file_store: Store) -> None:
    file_store.run(
        "village add 甲村", "village add 乙村", "fund add 自筹 --source self", "project add 大棚 --village 甲村",
        "receipt add 100 --fund 自筹 --date 2018-01-02", "allocation add 50 --fund 自筹 --project 大棚 --date 2018-01-03", "db close 2018",
    )  # fmt: skip
    for over in ((), ("--over", "就要")):
        answer = file_store("village", "merge", "甲村", "乙村", "--reason", "重复", *over)
        assert (answer.code, "db reopen 2018-01" in answer.err) == (1, True), answer


def test_a_fund_is_closed_together_with_what_was_merged_into_it(store: Store) -> None:
    """Alone, the one that went holds 40.00 yuan less than nothing from April, when it paid, to June, when that came back of it."""
    for fund in ("甲", "乙"):
        store.ok("fund", "add", fund)
    store.ok("project", "add", "路")
    store.ok("receipt", "add", "100", "--fund", "甲", "--date", "2018-01-10")
    for kind in ("allocation", "spending"):
        store.ok(kind, "add", "100", "--fund", "甲", "--project", "路", "--date", "2018-04-01")
    store.ok("spending", "reverse", "3", "--amount", "40", "--date", "2018-06-01", "--reason", "退回")
    store.ok("fund", "merge", "甲", "乙", "--reason", "重复")
    assert store.ok("check", "--format", "json").rows("findings") == []
    store.ok("db", "close", "2018-05")
    store.ok("receipt", "add", "5", "--fund", "乙", "--date", "2018-06-02")
    for kind, amount, day in (("allocation", "5", "2018-06-02"), ("spending", "45", "2018-06-01")):
        store.ok(kind, "add", amount, "--fund", "乙", "--project", "路", "--date", day)
    [finding] = store.ok("check", "--format", "json").rows("findings")
    assert (finding["rule"], finding["what"], "2018-06-01" in finding["problem"]) == ("cash", "乙", True)


def test_a_blank_fund_means_the_one_that_stands(store: Store, tmp_path: Any) -> None:
    for fund in ("甲", "乙"):
        store.ok("fund", "add", fund)
    store.ok("project", "add", "路")
    store.ok("receipt", "add", "100", "--fund", "甲", "--date", "2018-01-10")
    store.ok("allocation", "add", "100", "--fund", "甲", "--project", "路", "--date", "2018-01-10")
    store.ok("fund", "merge", "甲", "乙", "--reason", "重复")
    store.ok("spending", "add", "1", "--project", "路", "--date", "2018-02-01")
    store.take(tmp_path, {"支出": "日期,项目,金额（元）\n2018-02-02,路,2\n"})
    assert {row["fund"] for row in store.ok("spending", "list", "--format", "json").rows()} == {"乙"}


def test_what_was_taken_back_does_not_live_again_in_what_was_merged_away(store: Store) -> None:
    store.run(
        "fund add 甲", "fund add 乙", "receipt add 1000 --fund 甲 --date 2018-02-01", "receipt correct 1 --amount 1200 --reason 看错",
        "fund merge 甲 乙 --reason 重",
    )  # fmt: skip
    for over in ((), ("--over", "就要")):
        answer = store("batch", "undo", "1", "--yes", *over)
        assert (answer.code, "“甲”" in answer.err, "batch undo 2" in answer.err) == (1, True, True), answer
    store.ok("report", "alerts")
    store.ok("batch", "undo", "2", "--yes")
    store.ok("batch", "undo", "1", "--yes")
    listed = store.ok("receipt", "list", "--format", "json").json()["tables"][0]
    assert listed["total"]["amount"] == "1000.00"
    store.ok("check")


def test_what_was_merged_into_itself_by_another_program_is_damage(file_store: Store) -> None:
    """No command goes round in it for ever."""
    for noun in ("fund", "village"):
        for name in ("甲", "乙"):
            file_store.ok(noun, "add", name)
    file_store.ok("village", "edit", "甲", "--merged-into", "乙", "--merged-on", "2018-01-01")
    behind_the_guards(file_store, "UPDATE village SET merged_into_id = 1, merged_on = '2018-01-01' WHERE id = 2")
    assert file_store("report", "overview").code == 5
    behind_the_guards(file_store, "UPDATE fund SET same_as_id = 3 - id")
    assert file_store("check").code == 5
    for words in ("report fund", "fund show 甲", "receipt add 1 --fund 甲"):
        answer = file_store(*words.split())
        assert (answer.code, "merged into itself" in answer.err) == (5, True), (words, answer)


def test_two_of_one_name_are_told_apart_by_what_stands_before_them(file_store: Store) -> None:
    file_store.run(
        "village add 甲村", "village add 乙村", "project add 大棚 --village 甲村", "project add 大棚 --village 乙村",
        "fund add 自筹", "receipt add 9 --fund 自筹 --date 2018-01-01",
        "allocation add 9 --fund 自筹 --project 甲村/大棚 --date 2018-01-02",
    )  # fmt: skip
    said = file_store.ok("project", "merge", "甲村/大棚", "乙村/大棚", "--reason", "同一个", lang="zh").out
    assert "项目「甲村/大棚」→「乙村/大棚」" in said
    assert "项目 甲村/大棚 → 乙村/大棚" in file_store.ok("log", "--limit", "1", lang="zh").out
