"""What was taken back is not taken back again: the command that does it again is named, and does; what stands for a corrected entry too."""

import shlex
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Store, call, once

JSON = ("--format", "json")
WHY = ("--reason", "录错 两次")


@pytest.fixture
@once
def desk(store: Store) -> Store:
    store.run(
        "village add 甲村", "village add 乙村", "fund add 自筹 --source self --year 2018", "fund add 专项 --source fiscal",
        "project add 大棚 --village 甲村", "project add 道路 --village 乙村",
        "receipt add 3000 --fund 自筹 --date 2018-01-02", "receipt add 3000 --fund 专项 --date 2018-01-02",
        "allocation add 2500 --fund 自筹 --project 大棚 --date 2018-01-03",
        "spending add 1000 --project 大棚 --date 2018-03-01 --ref 支-1 --payee 示例建筑 --voucher 记-8",
        "project add 未动 --village 乙村", "allocation add 5 --fund 自筹 --project 未动 --date 2018-01-03",
        "project edit 未动 --village 甲村 --leave-entries",
        "organization add 省总", "organization add 县总 --alias 县工会", "fund edit 自筹 --provider 省总", "project edit 大棚 --implementer 县工会",
    )  # fmt: skip
    return store


def named(answer: Answer) -> list[str]:
    """The words of the command that a refusal names for going on."""
    assert answer.code == 1, answer
    [line] = [line for line in answer.err.splitlines() if "aidtrack " in line]
    return shlex.split(line[line.index("aidtrack ") :].rstrip("。."))[1:]


def state(store: Store) -> list[Any]:
    """What every fund, project and village has, and what the 流水号 stands for."""
    tables = [store.ok("report", report, *JSON).rows() for report in ("fund", "project", "overview")]
    # Where money was and is not any more: nothing, as good as none.
    reports = [
        [{name: None if cell == "0.00" else cell for name, cell in row.items()} for row in rows] for rows in tables
    ]
    aside = ("id", "batch", "corrects", "recorded_at", "at")
    entry = store.ok("spending", "show", "支-1", *JSON).rows()[0]
    reports += [store.ok(noun, "list", *JSON).rows() for noun in ("project", "organization")]
    reports.append([row["provider"] for row in store.ok("fund", "list", *JSON).rows()])
    return [*reports, {name: cell for name, cell in entry.items() if name not in aside}]


@pytest.mark.parametrize(
    "act",
    [
        ("spending", "correct", "支-1", "--amount", "20.5", "--voucher", "", "--payee", "别家", *WHY),
        ("spending", "correct", "支-1", "--date", "2018-05-01", "--ref", "支-9", *WHY),
        ("allocation", "correct", "3", "--fund", "专项", "--with-spending", *WHY),
        ("project", "edit", "大棚", "--village", "乙村", "--with-entries"),
        ("project", "edit", "未动", "--village", "甲村", "--with-entries"),
        ("organization", "edit", "省总", "--name", "省总工会", "--with-texts"),
        ("organization", "edit", "县总", "--name", "县总", "--with-texts"),
        ("project", "merge", "大棚", "道路", *WHY),
        ("village", "merge", "甲村", "乙村", *WHY),
        ("fund", "carry", "自筹", "--to", "2019", "--name", "来年", "--surplus"),
    ],
    ids=" ".join,
)
def test_what_was_taken_back_is_done_again(desk: Store, act: tuple[str, ...]) -> None:
    desk.ok(*act)
    done = state(desk)
    [batch] = [row["id"] for row in desk.ok("batch", "list", *JSON).rows()]
    desk.ok("batch", "undo", str(batch), "--yes")
    for again in (batch, desk.ok("batch", "list", *JSON).rows()[-1]["id"]):
        words = named(desk("batch", "undo", str(again), "--yes"))
        assert words == named(desk("batch", "undo", str(again), "--yes", lang="zh"))
    assert call(*words).code == 0, words
    assert state(desk) == done
    desk.ok("check")


def test_an_import_is_imported_again(desk: Store, tmp_path: Path) -> None:
    desk.take(tmp_path, {"支出": "日期,项目,金额（元）\n2018-02-02,大棚,2\n"})
    desk.ok("batch", "undo", "1", "--yes")
    for batch in ("1", "2"):
        refused = desk("batch", "undo", batch, "--yes")
        assert (refused.code, "import the file again" in refused.err) == (1, True)


def test_an_undo_of_nothing_is_none(desk: Store) -> None:
    """The correction's correction went along; what is left of it to take back is nothing."""
    desk.ok("spending", "correct", "支-1", "--amount", "900", *WHY)
    desk.ok("spending", "correct", "支-1", "--amount", "800", *WHY)
    desk.ok("batch", "undo", "1", "--yes")
    kept = desk.json("log")
    refused = desk("batch", "undo", "2", "--yes")
    assert (refused.code, "when batch 1 was taken back" in refused.err) == (1, True), refused
    assert "撤销批次 1 时已一并冲销" in desk("batch", "undo", "2", "--yes", lang="zh").err
    assert desk.json("log") == kept
    desk.ok("check")


@pytest.mark.parametrize("verb", ["correct", "reverse"])
def test_the_one_that_stands_is_named(desk: Store, verb: str) -> None:
    """However often an entry was corrected, the command goes on with the last of its story; where that is gone it is said."""
    for amount in ("900", "800"):
        desk.ok("spending", "correct", "支-1", "--amount", amount, *WHY)
    given = ["--payee", "it's 他家"] if verb == "correct" else ["--amount", "5.50"]
    for id in ("4", "7"):
        for lang in ("zh", "en"):
            words = named(desk("spending", verb, id, *given, *WHY, lang=lang))
            assert words[-7:] == ["spending", verb, "9", *given, *WHY], words
    assert call(*words).code == 0, words
    desk.ok("spending", "reverse", "支-1", *WHY)
    now = str(desk.ok("spending", "show", "支-1", *JSON).rows()[0]["id"])
    refused = desk("spending", verb, "4", *given, *WHY)
    assert f"it is entry {now} now, which has been taken back whole" in refused.err, refused
    assert named(refused)[-3:] == ["spending", "show", now]
