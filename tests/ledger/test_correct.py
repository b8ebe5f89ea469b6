"""`correct`: a slip is put right in one command, and no report of any day shows it any more."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from aidtrack.store.engine.transaction import write
from aidtrack.store.records import closings
from conftest import Store, once

WHY = ("--reason", "录错")
JSON = ("--format", "json")


@pytest.fixture
@once
def desk(store: Store) -> Store:
    """What a clerk typed: 100,000.00 where 20,000.00 was paid, of two spendings of one allocation."""
    store.run(
        "village add 甲村", "village add 乙村", "fund add 自筹 --source self", "fund add 专项 --source fiscal",
        "project add 大棚 --village 甲村", "project add 道路 --village 乙村",
        "receipt add 300000 --fund 自筹 --date 2018-01-02", "receipt add 300000 --fund 专项 --date 2018-01-02",
        "allocation add 250000 --fund 自筹 --project 大棚 --date 2018-01-03",
        "spending add 100000 --project 大棚 --date 2018-03-01 --ref 支-1 --payee 示例建筑 --voucher 记-8",
        "spending add 99200 --project 大棚 --date 2018-04-01 --ref 支-2",
    )  # fmt: skip
    return store


def spent(store: Store, *when: str) -> dict[str, Any]:
    return {row["fund"]: row["spent"] for row in store.ok("report", "fund", *when, *JSON).rows("funds")}


def sound(store: Store) -> None:
    assert store.ok("check", "--strict", *JSON).rows("findings") == []


def shown(store: Store, kind: str, id: str) -> dict[str, Any]:
    return store.ok(kind, "show", id, *JSON).rows()[0]


def refused(store: Store, *args: str, says: Sequence[str], code: int = 1) -> None:
    """It is refused in words, in both languages, and nothing is written."""
    before = store.json("log")
    answer = store(*args)
    assert answer.code == code, answer
    for word in says:
        assert word in answer.err, answer.err
    assert store(*args, lang="zh").code == code
    assert store.json("log") == before


def test_the_years_report_is_right_at_once(desk: Store) -> None:
    assert spent(desk, "--year", "2018")["自筹"] == "199200.00"
    answer = desk.ok("spending", "correct", "支-1", "--amount", "20000", *WHY)
    assert answer.out.startswith("Corrected entry 4: it is spending 7") and "20,000.00 yuan" in answer.out
    assert spent(desk, "--year", "2018")["自筹"] == "119200.00"
    assert spent(desk, "--as-of", "2018-03-01")["自筹"] == "20000.00"
    assert spent(desk, "--as-of", "2018-02-28")["自筹"] in (None, "0.00")
    new = shown(desk, "spending", "支-1")
    assert {key: new[key] for key in ("id", "date", "payee", "voucher", "ref", "corrects", "reverses", "reason")} == {
        "id": 7, "date": "2018-03-01", "payee": "示例建筑", "voucher": "记-8", "ref": "支-1", "corrects": 4, "reverses": None,
        "reason": None,
    }  # fmt: skip
    sound(desk)


def test_both_are_shown_as_one_story(desk: Store) -> None:
    desk.ok("spending", "correct", "支-1", "--amount", "20000", *WHY)
    desk.ok("spending", "correct", "支-1", "--payee", "示例公司", "--reason", "又错")
    for id in ("4", "7", "9"):
        answer = desk.ok("spending", "show", id, *JSON)
        # What took it back is named once.
        assert [one["name"] for one in answer.json()["tables"]] == ["spending", "story"]
        story = answer.rows("story")
        assert [(row["id"], row["amount"], row["reason"], row["reverses"], row["corrects"]) for row in story] == [
            (4, "100000.00", None, None, None), (6, "-100000.00", "录错", 4, None), (7, "20000.00", None, None, 4),
            (8, "-20000.00", "又错", 7, None), (9, "20000.00", None, None, 7),
        ]  # fmt: skip
    assert shown(desk, "spending", "支-1")["payee"] == "示例公司"
    listed = desk.ok("spending", "list", *JSON).rows()
    assert {row["id"]: row["corrects"] for row in listed if row["corrects"]} == {7: 4, 9: 7}


def test_an_undo_gives_the_old_entry_its_life_back(desk: Store) -> None:
    before = spent(desk, "--year", "2018")
    desk.ok("spending", "correct", "支-1", "--amount", "20000", "--date", "2018-05-01", *WHY)
    [batch] = desk.ok("batch", "list", *JSON).rows()
    assert (batch["kind"], batch["entries"]) == ("correct", 2)
    desk.ok("batch", "undo", "1")
    assert spent(desk, "--year", "2018") == before
    assert shown(desk, "spending", "支-1")["id"] == 4
    assert desk.ok("spending", "show", "4", *JSON).json()["tables"][-1]["name"] != "story"
    desk.ok("spending", "correct", "支-1", "--amount", "30000", *WHY)  # and it can be corrected again
    assert shown(desk, "spending", "支-1")["amount"] == "30000.00"
    sound(desk)


def test_what_gave_an_entry_its_life_back_is_shown_with_what_took_it_back(desk: Store) -> None:
    """The table and the entry sum to what it holds, whatever was undone and corrected again."""
    for amount in ("20000", "30000"):
        desk.ok("spending", "correct", "支-2", "--amount", amount, *WHY)
        desk.ok("batch", "undo", str(max(row["id"] for row in desk.ok("batch", "list", *JSON).rows())))
        [back] = [one for one in desk.ok("spending", "show", "5", *JSON).json()["tables"] if one["name"] == "reversals"]
        assert back["total"]["amount"] == "0.00"
    assert [row["amount"] for row in back["rows"]] == ["-99200.00", "99200.00"] * 2
    assert "-198,400.00" not in desk.ok("spending", "show", "5").out


def test_a_correction_makes_no_entry_equal_another_unseen(desk: Store) -> None:
    """What stands is compared; what nobody changes was equal before."""
    desk.ok("spending", "add", "8000", "--project", "大棚", "--date", "2018-03-06")
    desk.ok("spending", "add", "8000", "--project", "大棚", "--date", "2018-03-07")
    same = ("spending", "correct", "7", "--date", "2018-03-06", *WHY)
    refused(desk, *same, says=("recorded already, as entry 6", "--allow-duplicates"))
    desk.ok(*same, "--allow-duplicates")
    desk.ok("spending", "correct", "9", "--doc-no", "记-1", *WHY)
    desk.ok("spending", "correct", "6", "--date", "2018-03-08", *WHY)
    desk.ok("spending", "correct", "11", "--date", "2018-03-08", "--allow-duplicates", *WHY)
    sound(desk)


def test_what_was_taken_back_of_it_stays_so(desk: Store) -> None:
    desk.ok("spending", "reverse", "支-1", "--amount", "40000", "--date", "2018-06-01", *WHY)
    said = desk.ok("spending", "correct", "支-1", "--payee", "示例公司", *WHY)
    assert "40,000.00 yuan of it had been given back" in said.out + said.err
    assert shown(desk, "spending", "支-1")["amount"] == "60000.00"
    assert spent(desk)["自筹"] == "159200.00"


def test_the_amount_is_what_is_left_after_what_was_given_back(desk: Store) -> None:
    """Of 20,000.00, typed as 100,000.00, 500.00 came back: with 19,500.00 every day says so, in the books and in the story."""
    desk.ok("spending", "reverse", "支-1", "--amount", "500", "--date", "2018-06-01", "--reason", "退回")
    desk.ok("spending", "correct", "支-1", "--amount", "19500", *WHY)
    assert spent(desk, "--year", "2018")["自筹"] == "118700.00"  # 99,200.00 beside it
    assert spent(desk, "--as-of", "2018-03-31")["自筹"] == "20000.00"
    assert spent(desk, "--as-of", "2018-06-01")["自筹"] == "118700.00"
    story = desk.ok("spending", "show", "支-1", *JSON).rows("story")
    assert [row["amount"] for row in story] == ["100000.00", "-500.00", "-99500.00", "19500.00"]
    desk.ok("spending", "correct", "支-1", "--fund", "专项", "--over", "急用", *WHY)
    assert spent(desk, "--year", "2018") == {"自筹": "99200.00", "专项": "19500.00"}
    said = desk.ok("spending", "correct", "支-2", "--payee", "某店", *WHY)
    assert "given back" not in said.out + said.err
    desk.ok("check")


def test_an_empty_text_blanks_a_field(desk: Store) -> None:
    desk.ok("spending", "correct", "支-1", "--voucher", "", *WHY)
    new = shown(desk, "spending", "支-1")
    assert (new["voucher"], new["payee"]) == (None, "示例建筑")
    refused(desk, "spending", "correct", "支-2", "--date", "", *WHY, says=("blank",), code=2)


def test_the_village_follows_the_project_where_it_was_its_home(desk: Store) -> None:
    desk.ok("allocation", "add", "50000", "--fund", "自筹", "--project", "道路", "--date", "2018-01-03")
    desk.ok("spending", "correct", "支-1", "--project", "道路", "--amount", "20000", *WHY)
    new = shown(desk, "spending", "支-1")
    assert (new["project"], new["village"]) == ("道路", "乙村")


def test_only_the_end_is_judged(desk: Store) -> None:
    """Half of the room is taken by the slip itself."""
    desk.ok("spending", "correct", "支-1", "--amount", "150800", *WHY)
    refused(desk, "spending", "correct", "支-1", "--amount", "150800.01", *WHY, says=("自筹", "大棚", "0.01", "--over"))
    refused(desk, "receipt", "correct", "1", "--amount", "249999.99", *WHY, says=("自筹", "0.01"))
    desk.ok("spending", "correct", "支-1", "--amount", "160000", "--over", "已付", *WHY)
    assert "over_spent" in str(desk.json("report", "fund", "自筹"))


def test_what_lets_a_sum_fall_can_be_given_a_reason(desk: Store) -> None:
    desk.ok("receipt", "correct", "1", "--amount", "150000", "--over", "迟报", *WHY)
    assert desk.ok("check", *JSON).rows("findings")


def test_an_allocation_takes_its_spending_along(desk: Store) -> None:
    move = ("allocation", "correct", "3", "--fund", "专项", *WHY)
    refused(desk, *move, says=("2 spendings", "199,200.00", "--with-spending"))
    tried = desk.ok(*move, "--with-spending", "--dry-run")
    assert "dry run" in tried.out + tried.err and spent(desk)["自筹"] == "199200.00"
    done = desk.ok(*move, "--with-spending")
    assert "spending that came along: 2" in done.out + done.err
    assert spent(desk, "--year", "2018") == {"自筹": "0.00", "专项": "199200.00"}
    assert shown(desk, "spending", "支-2")["fund"] == "专项"
    sound(desk)
    [batch] = desk.ok("batch", "list", *JSON).rows()
    desk.ok("batch", "undo", str(batch["id"]))
    assert spent(desk, "--year", "2018")["自筹"] == "199200.00"
    sound(desk)


def test_only_what_is_left_uncovered_goes_along(desk: Store) -> None:
    desk.ok("allocation", "add", "50000", "--fund", "自筹", "--project", "大棚", "--date", "2018-02-01")
    desk.ok("allocation", "correct", "6", "--fund", "专项", *WHY)  # the other one covers all
    desk.ok("allocation", "correct", "8", "--fund", "自筹", *WHY)
    desk.ok("allocation", "correct", "10", "--amount", "110000", "--over", "预拨", *WHY)
    lacks = ("allocation", "correct", "3", "--project", "道路", *WHY)
    refused(desk, *lacks, says=("89,200.00 yuan of spending", "1 spending of 99,200.00 yuan", "--with-spending"))
    desk.ok("allocation", "correct", "3", "--project", "道路", "--amount", "190000", *WHY, "--with-spending")
    assert [shown(desk, "spending", ref)["project"] for ref in ("支-1", "支-2")] == ["大棚", "道路"]
    sound(desk)


@pytest.mark.parametrize(
    ("args", "says", "code"),
    [
        (("spending", "correct", "支-1", "--amount", "100000", *WHY), ("nothing would change",), 1),
        (("spending", "correct", "支-1", *WHY), ("at least one field",), 2),
        (("spending", "correct", "支-1", "--fund", "", *WHY), ("never without a fund", "“自筹”"), 1),
        (("spending", "correct", "支-1", "--amount", "1"), ("--reason",), 2),
        (("spending", "correct", "支-1", "--amount", "1", "--reason", " "), ("reason", "blank"), 2),
        (("receipt", "correct", "支-1", "--amount", "1", *WHY), ("spending correct",), 1),
        (
            ("spending", "correct", "6", "--amount", "-1", "--date", "2018-05-01", *WHY),
            ("takes back entry 5", "reverse 6", "reverse 5 --amount 1 --date 2018-05-01 --reason"),
            1,
        ),
        (("spending", "correct", "支-2", "--amount", "1", *WHY), ("taken back whole", "spending add"), 1),
        (("spending", "correct", "支-1", "--project", "没有", *WHY), ("没有",), 1),
        (("spending", "correct", "支-1", "--amount", "0", *WHY), ("says nothing",), 1),
        (("spending", "correct", "支-1", "--date", "2090-01-01", *WHY), ("--allow-future",), 2),
        (("spending", "correct", "支-1", "--ref", "支-2", *WHY), ("in use by entry 5",), 1),
    ],
)
def test_what_is_refused(desk: Store, args: Sequence[str], says: Sequence[str], code: int) -> None:
    desk.ok("spending", "reverse", "支-2", *WHY)
    refused(desk, *args, says=says, code=code)


def test_what_was_corrected_names_what_stands(desk: Store) -> None:
    desk.ok("spending", "correct", "支-1", "--amount", "20000", *WHY)
    refused(desk, "spending", "correct", "4", "--amount", "1", *WHY, says=("it is entry 7 now", "spending correct 7"))
    refused(desk, "spending", "reverse", "4", *WHY, says=("it is entry 7 now", "spending reverse 7"))
    refused(desk, "spending", "reverse", "6", *WHY, says=("entry 7 that stands", "batch undo 1"))
    desk.ok("spending", "reverse", "支-1", *WHY)  # by its 流水号 the newest
    assert spent(desk)["自筹"] == "99200.00"


def test_a_half_of_what_was_carried_on_stays(desk: Store) -> None:
    desk.ok("allocation", "add", "1000", "--fund", "专项", "--project", "大棚", "--date", "2018-02-01")
    desk.ok("disbursement", "add", "600", "--fund", "专项", "--project", "大棚", "--date", "2018-02-01")
    desk.ok("fund", "carry", "专项", "--to", "2019")
    for kind, amount in (("receipt", "299999"), ("allocation", "100"), ("disbursement", "60")):
        halves = desk.ok(kind, "list", "--year", "2019", *JSON).rows()
        assert len(halves) == 2
        for half in halves:
            for change in (("--amount", amount), ("--date", "2019-01-02"), ("--village", "乙村"), ("--doc-no", "9")):
                refused(desk, kind, "correct", str(half["id"]), *change, *WHY, says=("half", "batch undo 1"))
            refused(
                desk, kind, "reverse", str(half["id"]), "--amount", "1", *WHY, says=("half", "batch undo 1", "--over")
            )
    desk.ok("village", "merge", "甲村", "乙村", *WHY)  # takes both along
    sound(desk)
    moved = desk.ok("allocation", "list", "--year", "2019", *JSON).rows()[-1]
    refused(desk, "allocation", "reverse", str(moved["id"]), *WHY, says=("half", "batch undo 1"))


def test_repayments_go_with_the_loan_that_is_recorded_anew(desk: Store) -> None:
    desk.run(
        "household add H-1 --village 甲村", "household add H-2 --village 乙村", "fund add 贷 --source credit --form loan",
        "fund add 贷二 --source credit --form loan", "receipt add 90000 --fund 贷 --date 2018-01-01",
        "receipt add 90000 --fund 贷二 --date 2018-01-01",
        "loan add 50000 --fund 贷 --household H-1 --date 2018-02-01 --ref 借-1", "repayment add 20000 --loan 借-1 --date 2018-05-01",
    )  # fmt: skip
    desk.ok("loan", "correct", "借-1", "--fund", "贷二", "--amount", "45000", *WHY)
    [paid] = [row for row in desk.ok("repayment", "list", *JSON).rows() if row["corrects"]]
    loan = shown(desk, "loan", "借-1")
    assert (paid["fund"], paid["loan"], paid["amount"]) == ("贷二", loan["id"], "20000.00")
    sums = {row["fund"]: (row["lent"], row["outstanding"]) for row in desk.ok("report", "fund", *JSON).rows("funds")}
    assert sums["贷二"] == ("45000.00", "25000.00") and sums["贷"][1] in (None, "0.00")
    refused(desk, "loan", "correct", "借-1", "--amount", "19999.99", *WHY, says=("贷二", "0.01"))
    late = ("loan", "correct", "借-1", "--date", "2018-06-01", *WHY)
    refused(desk, *late, says=("2018-05-01", "2018-06-01", f"repayment correct {paid['id']} --date"))
    refused(desk, "loan", "reverse", "借-1", *WHY, says=(f"repayment reverse {paid['id']} --reason",))
    sound(desk)
    desk.ok("batch", "undo", "1")
    assert shown(desk, "loan", "借-1")["fund"] == "贷"
    sound(desk)


def test_a_closed_day_gets_both_on_the_first_open_one(desk: Store) -> None:
    with write(desk.target, actor="desk") as writer:
        closings.close(writer, "2018", over=None)
    before = spent(desk, "--year", "2018")
    answer = desk.ok("spending", "correct", "支-1", "--amount", "20000", *WHY)
    assert "2019-01-01, the first open day" in answer.out + answer.err
    assert spent(desk, "--year", "2018") == before
    assert spent(desk, "--as-of", "2019-01-01")["自筹"] == "119200.00"
    given = desk.ok("spending", "correct", "支-1", "--date", "2019-05-05", "--amount", "30000", *WHY)
    assert "is dated" not in given.out + given.err  # that one lies on an open day already
    given = desk.ok("spending", "correct", "支-2", "--date", "2019-05-05", *WHY)
    assert "What takes the former entry back is dated 2019-01-01" in given.out + given.err
    assert "2019-01-01, the first open day" in desk.ok("allocation", "reverse", "3", "--amount", "1", *WHY).err


def test_a_receipt_waits_since_the_day_it_came_and_not_the_one_first_typed(desk: Store) -> None:
    desk.ok("fund", "add", "旧")
    desk.ok("receipt", "add", "10", "--fund", "旧", "--date", "2011-01-02")
    waits = ("report", "carryover", "--year", "2018", *JSON)
    assert "2011-01-02" in desk.ok(*waits).out
    desk.ok("receipt", "correct", "6", "--date", "2017-01-02", *WHY)
    assert "2011-01-02" not in desk.ok(*waits).out and "2017-01-02" in desk.ok(*waits).out
    desk.ok("receipt", "add", "5", "--fund", "旧", "--date", "2012-01-02", "--ref", "误")
    assert "2012-01-02" in desk.ok(*waits).out
    desk.ok("receipt", "reverse", "误", *WHY)
    assert "2012-01-02" not in desk.ok(*waits).out


def test_a_reversal_is_dated_as_what_it_takes_back(desk: Store) -> None:
    answer = desk.ok("spending", "reverse", "支-1", "--amount", "80000", *WHY)
    assert "2018-03-01" in answer.err and "--date" in answer.err
    assert spent(desk, "--year", "2018")["自筹"] == "119200.00"
    later = desk.ok("spending", "reverse", "支-1", "--date", "2018-09-09", *WHY)
    assert later.err == "" and spent(desk, "--as-of", "2018-09-08")["自筹"] == "119200.00"


def test_a_story_goes_through_a_file(desk: Store, new_store: Callable[[str], Store], tmp_path: Path) -> None:
    desk.ok("spending", "correct", "支-1", "--amount", "20000", *WHY)
    desk.ok("spending", "correct", "支-1", "--payee", "示例公司", "--ref", "新-1", *WHY)
    desk.ok("spending", "reverse", "新-1", "--amount", "500", *WHY)
    desk.ok("allocation", "correct", "3", "--fund", "专项", "--with-spending", *WHY)
    desk.ok("batch", "undo", "3")
    book = str(tmp_path / "全部.xlsx")
    desk.ok("export", "-o", book)
    other = new_store("sqlite")
    other.ok("import", book, "--allow-duplicates")
    assert spent(other, "--year", "2018") == spent(desk, "--year", "2018")
    ours, theirs = (
        Counter(
            (row["amount"], row["payee"], row["reason"], row["corrects"] is None)
            for row in store.ok("spending", "list", *JSON).rows()
        )
        for store in (desk, other)
    )
    assert theirs == ours
    sound(other)


def test_a_reason_excuses_what_it_was_given_for(desk: Store) -> None:
    """Given for something else, or for less, it lets no slip through."""
    desk.ok("spending", "correct", "支-1", "--payee", "另一家", "--over", "急用", *WHY)
    refused(desk, "spending", "correct", "支-1", "--amount", "400000", *WHY, says=("249,200.00", "--over"))
    refused(desk, "spending", "correct", "支-1", "--fund", "专项", *WHY, says=("100,000.00", "--over"))
    desk.ok("spending", "correct", "支-1", "--amount", "400000", "--over", "灾情", *WHY)
    desk.ok("spending", "correct", "支-1", "--amount", "390000", *WHY)  # less of it stays excused
    assert shown(desk, "spending", "支-1")["over"] == "灾情"


def test_both_of_a_closed_period_stand_on_one_day(desk: Store) -> None:
    desk.ok("db", "close", "2018")
    before = spent(desk, "--year", "2018")
    refused(
        desk,
        "spending",
        "correct",
        "支-2",
        "--date",
        "2018-12-31",
        *WHY,
        says=("2018-12-31", "db reopen", "--over"),
    )
    desk.ok("spending", "correct", "支-2", "--amount", "90000", *WHY)
    assert spent(desk, "--year", "2018") == before
    assert spent(desk)["自筹"] == "190000.00"
    late = desk.ok("spending", "correct", "支-1", "--date", "2018-12-31", "--over", "查账", *WHY)
    assert "dated 2018-03-01, a closed day too, and marked" in late.out + late.err


def test_a_correction_is_not_undone_under_money_that_came_back(desk: Store) -> None:
    desk.ok("spending", "correct", "支-1", "--voucher", "记-9", *WHY)
    desk.ok("spending", "reverse", "支-1", "--reason", "退回", "--date", "2018-06-01")
    [back] = [row["id"] for row in desk.ok("spending", "list", *JSON).rows() if row["date"] == "2018-06-01"]
    refused(desk, "batch", "undo", "1", "--yes", says=(f"spending {back}", f"spending reverse {back} --reason"))
    assert spent(desk)["自筹"] == "99200.00"
    desk.ok("spending", "reverse", str(back), "--reason", "没有退")
    desk.ok("batch", "undo", "1", "--yes")
    assert spent(desk)["自筹"] == "199200.00"


def test_nor_under_money_that_a_sheet_says_came_back(desk: Store, tmp_path: Path) -> None:
    desk.ok("spending", "correct", "支-1", "--voucher", "记-9", *WHY)
    rows = "日期,资金,项目,金额（元）,冲销流水号,原因\n2018-06-01,自筹,大棚,-40000,支-1,退回\n"
    desk.take(tmp_path, {"六月支出": rows})
    refused(desk, "batch", "undo", "1", "--yes", says=("batch 2", "batch undo 2"))
    assert spent(desk)["自筹"] == "159200.00"
    desk.ok("spending", "correct", "支-2", "--amount", "90000", *WHY)
    desk.ok("spending", "correct", "支-2", "--amount", "80000", *WHY)
    desk.ok("batch", "undo", "3", "--yes")  # a correction since goes along
    assert spent(desk)["自筹"] == "159200.00"
    desk.ok("batch", "undo", "2", "--yes")
    desk.ok("batch", "undo", "1", "--yes")
    assert spent(desk)["自筹"] == "199200.00"
    sound(desk)
    sound(desk)


def test_half_of_a_carrying_is_not_taken_back_alone(desk: Store) -> None:
    desk.ok("fund", "edit", "自筹", "--year", "2018")
    desk.ok("fund", "carry", "自筹", "--to", "2019")
    for row in desk.ok("receipt", "list", "--year", "2019", *JSON).rows():
        refused(desk, "receipt", "reverse", str(row["id"]), *WHY, says=("carried on", "batch undo 1"))
    desk.ok("batch", "undo", "1", "--yes")
    sound(desk)


def test_a_story_keeps_its_number(desk: Store) -> None:
    refused(desk, "spending", "correct", "支-1", "--ref", "", *WHY, says=("not taken away",))


def test_the_ref_of_a_corrected_entry_tells_it_apart(desk: Store, tmp_path: Path) -> None:
    """It is that of the story, and not written in the newest of it."""
    for ref in ("甲-1", "甲-2"):
        desk.ok("spending", "add", "8000", "--project", "大棚", "--date", "2018-03-08", "--ref", ref)
    for ref in ("甲-1", "甲-2"):
        desk.ok("spending", "correct", ref, "--amount", "9000", *WHY)
    row = ("--project", "大棚", "--date", "2018-03-08")
    desk.ok("spending", "add", "9000", *row, "--ref", "甲-3")
    refused(desk, "spending", "add", "9000", *row, says=("recorded already", "--allow-duplicates"))
    sheet = tmp_path / "三月支出.csv"
    sheet.write_text("日期,资金,项目,金额（元）,流水号\n2018-03-08,自筹,大棚,9000,甲-4\n", encoding="utf-8")
    desk.ok("import", str(sheet))
    sound(desk)
