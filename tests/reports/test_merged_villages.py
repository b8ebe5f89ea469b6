"""Villages that became part of others: both histories stay; from the day on the money counts in the successor, in every report."""

import shlex
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import Store, call, once

DAY, BEFORE = "2018-01-01", "2017-12-31"


@once
def chain(store: Store) -> Store:
    """甲村 of 陇西县 has allocated 100 and spent 60, 乙村 of 武山县 10 and nothing; money of a year on either side of the day."""
    store.run(
        "village add 甲村 --county 陇西县",
        "village add 乙村 --county 武山县",
        "village add 丙村 --county 武山县",
        "fund add 自筹",
        "project add 大棚 --village 甲村",
        "receipt add 500 --fund 自筹 --date 2017-01-01",
        "allocation add 100 --fund 自筹 --project 大棚 --date 2017-01-02",
        "allocation add 10 --fund 自筹 --project 大棚 --village 乙村 --date 2017-01-02",
        "spending add 60 --fund 自筹 --project 大棚 --date 2017-02-02",
    )
    return store


def merge(store: Store, day: str = DAY) -> None:
    store.ok("village", "edit", "甲村", "--merged-into", "乙村", "--merged-on", day)


def told(store: Store, *asked: str, by: str = "village") -> dict[object, tuple[object, object]]:
    """What is allocated and spent by the rows of a report that have any."""
    rows = store.ok("report", *asked, "--format", "json").rows()
    return {row[by]: (row["allocated"], row["spent"]) for row in rows if row["allocated"] or row["spent"]}


TWO = {"甲村": ("100.00", "60.00"), "乙村": ("10.00", None)}
ONE = {"乙村": ("110.00", "60.00")}


@pytest.mark.server
def test_before_the_day_two_lines_from_it_on_one(store: Store) -> None:
    chain(store)
    assert told(store, "overview") == TWO
    merge(store)
    for end, expected in ((("--as-of", BEFORE), TWO), (("--year", "2017"), TWO), (("--as-of", DAY), ONE), ((), ONE)):
        assert told(store, "overview", *end) == expected
        counties = {"乙村": "武山县", "甲村": "陇西县"}
        assert told(store, "rollup", "--by", "county", *end, by="county") == {
            counties[name]: sums for name, sums in expected.items()
        }
        found = store.ok("report", "project", "大棚", *end, "--format", "json").rows("funding")
        assert {row["village"]: (row["allocated"], row["spent"]) for row in found} == expected
        found = store.ok("report", "fund", "自筹", *end, "--format", "json").rows("projects")
        assert {row["village"]: (row["allocated"], row["spent"]) for row in found} == expected
    totals = [
        store.ok("report", "overview", *end, "--format", "json").json()["tables"][0]["total"]
        for end in ((), ("--as-of", BEFORE))
    ]
    assert totals[0] == totals[1] and totals[0]["spent"] == "60.00"
    store.ok("check")


def test_the_year_after(store: Store) -> None:
    """Movements of a period that ends after the day are the successor's too."""
    chain(store)
    merge(store)
    store.run("allocation add 7 --fund 自筹 --project 大棚 --date 2018-05-01")
    assert told(store, "overview", "--year", "2018") == {"乙村": ("7.00", None)}
    assert told(store, "overview", "--from", "2017-02-01", "--to", "2018-12-31") == {"乙村": ("7.00", "60.00")}


@pytest.mark.parametrize(("lang", "said"), [("zh", "并入"), ("en", "erged into")])
def test_either_says_so(store: Store, lang: str, said: str) -> None:
    chain(store)
    merge(store)
    for one, other in (("甲村", "乙村"), ("乙村", "甲村")):
        answer = store.ok("report", "village", one, lang=lang)
        [note] = [line for line in (answer.out + answer.err).splitlines() if said in line and DAY in line]
        assert other in note
    own = store.ok("report", "village", "甲村", "--format", "json").rows("funding")
    assert [(row["allocated"], row["spent"]) for row in own] == [("100.00", "60.00")]
    both = store.ok("report", "village", "乙村", "--format", "json").rows("funding")
    assert [(row["project"], row["allocated"], row["spent"]) for row in both] == [("大棚", "110.00", "60.00")]
    early = store.ok("report", "village", "乙村", "--as-of", BEFORE, "--format", "json").rows("funding")
    assert [(row["allocated"], row["spent"]) for row in early] == [("10.00", None)]


def test_lists_and_the_commands_behind_a_row(store: Store) -> None:
    chain(store)
    merge(store)

    def listed(*asked: str) -> list[str]:
        return [row["amount"] for row in store.ok("spending", "list", *asked, "--format", "json").rows()]

    assert listed("--village", "乙村") == listed("--county", "武山县") == listed("--village", "甲村") == ["60.00"]
    assert listed("--county", "陇西县") == listed("--village", "乙村", "--to", BEFORE) == []
    assert listed("--county", "陇西县", "--to", BEFORE) == ["60.00"]
    for report in (("overview",), ("rollup", "--by", "county"), ("village", "乙村"), ("overview", "--as-of", BEFORE)):
        explained = store.ok("report", *report, "--explain", lang="en").out
        commands = [line[line.index("spending list") :] for line in explained.splitlines() if " spending list" in line]
        assert commands
        for command in set(commands):
            assert [row["amount"] for row in store.ok(*shlex.split(command), "--format", "json").rows()] == ["60.00"]


@pytest.mark.server
def test_a_later_entry_is_booked_on_the_successor(store: Store, tmp_path: Path) -> None:
    chain(store)
    merge(store)
    store.run("village edit 乙村 --merged-into 丙村 --merged-on 2019-01-01")
    day = date.fromisoformat(DAY)
    for at, village in ((day - timedelta(1), "甲村"), (day, "乙村"), (date(2019, 1, 1), "丙村")):
        answer = store.ok(
            "allocation",
            "add",
            "1",
            "--fund",
            "自筹",
            "--project",
            "大棚",
            "--date",
            at.isoformat(),
            "--format",
            "json",
            lang="zh",
        )
        assert answer.rows()[0]["village"] == village
        assert ("已并入" in answer.err) == (village != "甲村")
    (tmp_path / "安排.csv").write_text(
        "日期,资金,项目,村,金额（元）\n2017-06-01,自筹,大棚,甲村,2\n2018-06-01,自筹,大棚,甲村,3\n2018-06-02,自筹,大棚,,4\n"
    )
    answer = store.ok("import", str(tmp_path / "安排.csv"), "--format", "json")
    assert any("2 entries of merged villages" in note["note"] for note in answer.rows("notes"))
    rows = store.ok("allocation", "list", "--batch", "1", "--format", "json").rows()
    assert [row["village"] for row in rows] == ["甲村", "乙村", "乙村"]
    again = store("import", str(tmp_path / "安排.csv"), "--again")
    assert again.code == 1  # each is known where it was booked
    # What takes an entry back goes with it.
    store.ok("spending", "reverse", "4", "--amount", "10", "--reason", "退回", "--date", "2018-07-01")
    back = store.ok("spending", "list", "--format", "json").rows()[-1]
    assert (back["village"], back["amount"]) == ("甲村", "-10.00")
    store.ok("check")


def test_out_and_in_again(store: Store, new_store: Callable[[str], Store], tmp_path: Path) -> None:
    chain(store)
    store.run("allocation add 5 --fund 自筹 --project 大棚 --date 2018-05-01 --ref A-1",
        "allocation reverse A-1 --amount 1 --reason 多报 --date 2018-06-01")  # fmt: skip
    merge(store)  # what was recorded before that was said stays where it is
    store.ok("export", "-o", str(tmp_path / "全部.json"))
    other = new_store(store.engine)
    other.ok("import", str(tmp_path / "全部.json"))
    for asked in (("overview",), ("overview", "--as-of", BEFORE), ("project",)):
        assert told(other, *asked, by="project" if asked == ("project",) else "village") == told(
            store, *asked, by="project" if asked == ("project",) else "village"
        )
    [village] = other.ok("village", "show", "甲村", "--format", "json").rows()
    assert (village["merged_into"], village["merged_on"]) == ("乙村", DAY)
    other.ok("check")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_makes_no_sense(store: Store, lang: str, tmp_path: Path) -> None:
    chain(store)
    merge(store)
    kept: Any = store.ok("db", "info", "--format", "json").out
    for options in (
        ("甲村", "--merged-into", "甲村"),
        ("乙村", "--merged-into", "甲村", "--merged-on", DAY),
        ("丙村", "--merged-on", DAY),
        ("丙村", "--merged-into", "没有的村"),
        ("丙村", "--merged-into", "甲村", "--merged-on", "2018-02-30"),
    ):
        refused = store("village", "edit", *options, lang=lang)
        assert refused.code in (1, 2) and refused.err, options
    (tmp_path / "村.csv").write_text("村名,并入村,并入日期\n丁村,,2018-01-01\n")
    refused = store("import", str(tmp_path / "村.csv"), "--format", "json", lang=lang)
    assert (refused.code, [problem["field"] for problem in refused.rows("problems")]) == (1, ["merged_on"])
    assert store.ok("db", "info", "--format", "json").out == kept
    (tmp_path / "村.csv").write_text("村名,并入村,并入日期\n丁村,戊村,2018-01-01\n戊村,,\n")
    store.ok("import", str(tmp_path / "村.csv"))
    assert store.ok("village", "show", "丁村", "--format", "json").rows()[0]["merged_into"] == "戊村"


@pytest.mark.parametrize("report", [("support", "--by", "village"), ("progress", "--by", "village"), ("overview",)])
def test_every_report_that_has_a_row_a_village(store: Store, report: tuple[str, ...]) -> None:
    chain(store)
    merge(store)

    def villages(*end: str) -> set[object]:
        return {row["village"] for row in store.ok("report", *report, *end, "--format", "json").rows()}

    assert "甲村" in villages("--as-of", BEFORE)
    assert "乙村" in villages("--as-of", DAY) or report[0] == "progress"  # whose months are those of 2018
    assert "甲村" not in villages("--as-of", DAY) | villages()


def test_who_lives_there_and_what_is_told_of_it(store: Store) -> None:
    chain(store)
    store.run(
        "household add H-1 --village 甲村",
        "posting add 张三 --role first_secretary --village 甲村",
        "village edit 甲村 --helped-from 2016",
        "village edit 乙村 --helped-from 2016",
        "spending add 45 --fund 自筹 --project 大棚 --date 2017-03-01 --over 灾情追加",
    )
    merge(store)

    def names(report: str, *end: str) -> list[object]:
        return [
            row["name"] for row in store.ok("report", report, "乙村", *end, "--format", "json").rows() if row["name"]
        ]

    assert (names("household"), names("household", "--as-of", BEFORE)) == (["H-1"], [])
    assert (names("posting"), names("posting", "--as-of", BEFORE)) == (["张三"], [])
    # 105 of 110 is nothing beyond: the two cells are one from the day on.
    found = [store.ok("report", "alerts", *end, "--format", "json").out for end in ((), ("--as-of", BEFORE))]
    assert ["overspent" in one for one in found] == [False, True] and "灾情追加" in found[1]


@pytest.mark.server
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_allocated_to_the_merged_village_goes_on(store: Store, lang: str) -> None:
    """A voucher of a later day is its successor's; the refusal says where the money waits, and what it says goes through."""
    chain(store)
    merge(store)
    voucher = shlex.split("spending add 30 --fund 自筹 --project 大棚 --date 2018-03-01")
    refused = store(*voucher, lang=lang)
    command = refused.err[refused.err.index("allocation reverse") :].split(")")[0]
    assert (refused.code, command.split("--reason")[0]) == (
        1, "allocation reverse 2 --amount 40.00 --date 2018-03-01 ",
    )  # fmt: skip
    store.ok(*shlex.split(command))
    store.ok(*shlex.split("allocation add 40 --fund 自筹 --project 大棚 --date 2018-03-01"))
    store.ok(*voucher)
    assert told(store, "overview") == {"乙村": ("110.00", "90.00")}
    assert told(store, "overview", "--year", "2017") == TWO
    store.ok("check")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_unspent_allocation_goes_on_by_one_command(store: Store, lang: str) -> None:
    """The refusal names it. It stands on its own day, so no year's total changes; a later day brings it to the successor by itself."""
    chain(store)
    store.run("allocation add 30 --fund 自筹 --project 大棚 --village 甲村 --date 2017-03-01 --ref A-2")
    merge(store)
    spending = shlex.split("spending add 35 --fund 自筹 --project 大棚 --village 甲村 --date 2018-03-01")
    refused = store(*spending, lang=lang)
    assert refused.code == 1 and "allocation correct 5 --village" in refused.err, refused
    command = refused.err[refused.err.rindex("aidtrack ") :]
    words = shlex.split(command[: command.index("--reason")])[1:]
    assert call(*words, "--reason", "撤并").code == 0, words
    assert told(store, "overview", "--as-of", BEFORE) == {"甲村": ("100.00", "60.00"), "乙村": ("40.00", None)}
    store.ok(*spending)
    assert told(store, "overview") == {"乙村": ("140.00", "95.00")}
    [batch] = store.ok("batch", "list", "--format", "json").rows()
    assert store("batch", "undo", str(batch["id"]), "--yes").code == 1  # what was spent since leans on it
    for row in store.ok("spending", "list", "--year", "2018", "--format", "json").rows():
        store.ok("spending", "reverse", str(row["id"]), "--reason", "误")
    store.ok("batch", "undo", str(batch["id"]), "--yes")
    store.ok("allocation", "correct", "A-2", "--date", "2018-03-01", "--reason", "撤并后安排")
    assert told(store, "overview", "--as-of", BEFORE) == TWO
    [moved] = store.ok("allocation", "list", "--year", "2018", "--format", "json").rows()
    assert (moved["village"], moved["amount"]) == ("乙村", "30.00")
    store.ok("check")


@pytest.mark.server
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_carried_on_for_the_merged_village_goes_on_by_one_command(store: Store, lang: str) -> None:
    """Where it was carried on before that was said. A half is not corrected alone: the refusal names what moves its money on."""
    chain(store)
    store.ok("fund", "carry", "自筹", "--to", "2018", "--name", "结转")
    merge(store)
    spending = shlex.split("spending add 35 --fund 结转 --project 大棚 --date 2018-03-01")
    refused = store(*spending, lang=lang)
    assert (refused.code, "allocation correct" in refused.err) == (1, False), refused
    assert "allocation add" not in refused.err  # it is there already
    command = refused.err[refused.err.rindex("aidtrack ") :]
    words = shlex.split(command[: command.rindex(" ")])[1:]
    assert "reallocate" in words and call(*words, "撤并").code == 0, words
    store.ok(*spending)
    store.ok("check")


def test_a_correction_is_booked_as_an_entry_of_its_day(store: Store, tmp_path: Path) -> None:
    """Where the day or the village is given anew; what is not touched of them stays, and so does what a sheet says of it."""
    chain(store)
    store.run("spending add 1 --fund 自筹 --project 大棚 --village 甲村 --date 2018-02-02 --ref 支-1 --payee 张三")
    merge(store)

    def village(id: str) -> object:
        return store.ok("spending", "show", id, "--format", "json").rows()[0]["village"]

    why = ("--reason", "录错")
    refused = store("spending", "correct", "4", "--date", "2018-01-05", *why, lang="zh")
    assert refused.code == 1 and "乙村" in refused.err and "已并入" in refused.err, refused
    store.ok("spending", "correct", "支-1", "--payee", "李四", *why)
    assert village("支-1") == "甲村"
    store.ok("spending", "correct", "支-1", "--date", BEFORE, *why)
    assert village("支-1") == "甲村"
    moved = store.ok("spending", "correct", "支-1", "--date", DAY, *why, lang="zh")
    assert (village("支-1"), "已并入" in moved.err) == ("乙村", True)
    sheet = tmp_path / "支出.csv"
    sheet.write_text(f"日期,资金,项目,村,金额(元),收款人,流水号\n{DAY},自筹,大棚,甲村,1,李四,支-1\n", "utf-8")
    [row] = store.ok("import", str(sheet), "--mode", "correct", "--format", "json").rows()
    assert (row["updated"], row["unchanged"]) == (0, 1)
    store.ok("check")


def test_a_sheet_of_what_was_booked_before_the_villages_were_merged_is_unchanged(
    file_store: Store, tmp_path: Path
) -> None:
    chain(file_store)
    sheet = tmp_path / "支出.csv"
    sheet.write_text("日期,资金,项目,村,金额(元),流水号\n2018-02-02,自筹,大棚,甲村,1,支-1\n", "utf-8")
    file_store.ok("import", str(sheet))
    merge(file_store)
    for mode in ("upsert", "correct"):
        [row] = file_store.ok("import", str(sheet), "--again", "--mode", mode, "--format", "json").rows()
        assert (row["updated"], row["unchanged"]) == (0, 1)
