"""Under the commands of a row: how many entries they list, and of how many files these came."""

from pathlib import Path

import pytest

from conftest import Store, once
from reports.behind import listed

HEAD = "日期,类型,资金,项目,金额（元）\n"


@pytest.fixture
def books(store: Store, tmp_path: Path) -> Store:
    return _books(store, tmp_path)


@once
def _books(store: Store, folder: Path) -> Store:
    store.run(
        "fund add 甲资金 --year 2017", "fund add 乙资金 --year 2017", "village add 甲村 --county 陇西县", "village add 乙村",
        "project add P --village 甲村", "project add Q --village 乙村",
        "receipt add 1000 --fund 甲资金 --date 2017-01-01", "receipt add 1000 --fund 乙资金 --date 2017-01-01",
        "allocation add 500 --fund 甲资金 --project P --date 2017-01-02", "allocation add 500 --fund 乙资金 --project Q --date 2017-01-02",
    )  # fmt: skip
    store.take(folder, {"一": HEAD + "2017-02-01,支出,甲资金,P,5\n2018-02-02,支出,甲资金,P,6\n"})
    store.take(folder, {"二": HEAD + "2017-03-01,支出,甲资金,P,7\n2017-03-02,支出,乙资金,Q,8\n"})
    store.run("spending correct 5 --amount 9 --reason 写错")
    return store


@pytest.mark.parametrize(
    "words",
    ["fund", "fund 甲资金", "project", "project P", "village 甲村", "overview", "rollup --by county", "progress", "carryover",
     "overview --compare 2017-12-31", "fund --year 2018", "overview --county 陇西县"],
)  # fmt: skip
def test_so_many_as_the_commands_list(books: Store, words: str) -> None:
    answer = books.json("report", *words.split(), "--explain")
    explained = [table for table in answer["tables"] if table["rows"] and "explain" in table["rows"][0]]
    assert explained
    for table in explained:
        for row in table["rows"]:
            commands = [line for line in row["explain"].split("\n") if line and not line.startswith("#")]
            behind = {
                (one.what, entry["id"]): entry["file"]
                for one in map(listed, commands)
                for entry in one.rows
                if "voucher" in entry and "payee" in entry
            }
            files = {*behind.values()} - {None}
            assert (row["entries"], row["files"]) == (len(behind), len(files)), (words, row, behind)


def test_people_read_it_under_the_commands(books: Store) -> None:
    shown = books.ok("report", "fund", "--explain", lang="zh").out
    assert "# 流水 7 笔,来自文件 2 个" in shown and "# 流水 3 笔,来自文件 1 个" in shown
    first = books.ok("report", "fund", "--explain", "--sort", "fund", "--limit", "1", lang="zh").out
    assert "来自文件 1 个" in first and "来自文件 2 个" not in first


def test_an_entry_says_who_recorded_it_and_when(books: Store) -> None:
    typed = books.ok("receipt", "show", "1", "--format", "json").rows()[0]
    came = books.ok("spending", "show", "6", "--format", "json").rows()[0]
    log = {one["object_id"]: one for one in books.json("log", "--noun", "entry")["tables"][0]["rows"]}
    assert (typed["by"], typed["at"], typed["file"]) == (log[1]["actor"], log[1]["at"], None)
    [batch] = [one for one in books.json("batch", "list")["tables"][0]["rows"] if one["id"] == came["batch"]]
    assert (came["by"], came["at"], came["file"], came["line"]) == (batch["actor"], batch["at"], "一.csv", 3)
    assert "登记人" in books.ok("spending", "show", "6", lang="zh").out
