"""`import --mode correct`: a sheet's rows with a known 流水号 and other content put right what is recorded."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Store, once

JSON = ("--format", "json")
HEADER = "日期,资金,项目,金额（元）,收款人,流水号\n"
FORMER = HEADER + "2018-03-01,自筹,大棚,100000.00,示例建筑,支-1\n2018-04-01,自筹,大棚,99200.00,,支-2\n"
RIGHT = FORMER.replace("100000.00,示例建筑", "20000.00,示例公司")


@pytest.fixture
@once
def desk(store: Store, tmp_path: Path) -> Store:
    store.run(
        "village add 甲村", "village add 乙村", "fund add 自筹 --source self", "project add 大棚 --village 甲村",
        "project add 道路 --village 乙村",
        "receipt add 300000 --fund 自筹 --date 2018-01-02",
        "allocation add 200000 --fund 自筹 --project 大棚 --date 2018-01-03",
    )  # fmt: skip
    assert bring(store, tmp_path, FORMER).code == 0
    return store


def bring(store: Store, folder: Path, text: str, *options: str, name: str = "支出.csv") -> Answer:
    path = folder / name
    path.write_text(text, "utf-8")
    return store("import", str(path), "--again", *options, *JSON)


def correct(store: Store, folder: Path, text: str, *options: str) -> Answer:
    return bring(store, folder, text, "--mode", "correct", *options)


def counts(answer: Answer) -> tuple[int, int, int]:
    assert answer.code == 0, answer.out
    [row] = answer.rows("files")
    return row["created"], row["updated"], row["unchanged"]


def spent(store: Store) -> Any:
    return store.ok("report", "fund", "自筹", "--year", "2018", *JSON).rows("funds")[0]["spent"]


def problem(answer: Answer) -> tuple[int, str | None, str]:
    assert answer.code == 1, answer.out
    [one] = answer.rows("problems")
    return one["row"], one["column"], f"{one['problem']} {one['suggestion']}"


def sound(store: Store) -> None:
    assert store.ok("check", "--strict", *JSON).rows("findings") == []


def test_a_row_that_says_something_else_corrects(desk: Store, tmp_path: Path) -> None:
    assert counts(correct(desk, tmp_path, RIGHT, "--reason", "录错")) == (0, 1, 1)
    assert spent(desk) == "119200.00"
    story = desk.ok("spending", "show", "支-1", *JSON).rows("story")
    assert [(row["amount"], row["reason"], row["file"], row["line"]) for row in story] == [
        ("100000.00", None, "支出.csv", 2), ("-100000.00", "录错", "支出.csv", 2), ("20000.00", None, "支出.csv", 2),
    ]  # fmt: skip
    sound(desk)
    desk.ok("batch", "undo", "2")
    assert spent(desk) == "199200.00"
    sound(desk)


def test_the_corrected_and_the_former_content_are_unchanged(desk: Store, tmp_path: Path) -> None:
    correct(desk, tmp_path, RIGHT, "--reason", "录错")
    for mode in ("correct", "upsert", "update"):
        assert counts(bring(desk, tmp_path, RIGHT, "--mode", mode, "--reason", "录错")) == (0, 0, 2)
        assert counts(bring(desk, tmp_path, FORMER, "--mode", mode)) == (0, 0, 2)
    third = RIGHT.replace("示例公司", "别家")
    line, column, said = problem(bring(desk, tmp_path, third, "--mode", "upsert"))
    assert (line, column) == (2, "流水号") and "收款人" in said and "--mode correct" in said
    assert counts(correct(desk, tmp_path, third, "--reason", "又错")) == (0, 1, 1)
    assert spent(desk) == "119200.00"


def test_the_content_of_a_closed_period_is_known_by_its_own_days(desk: Store, tmp_path: Path) -> None:
    """What was corrected on the first open day because its own was closed is in the sheet as before, however often the books were closed."""
    desk.ok("db", "close", "2018-03")
    said = correct(desk, tmp_path, RIGHT, "--reason", "录错")
    assert counts(said) == (0, 1, 1)
    assert "1 correction of an entry of a closed day is dated 2018-04-01" in said.out + said.err
    [file] = desk.ok("batch", "show", "2", *JSON).rows("files")
    assert file["rows"] == 2
    again = RIGHT.replace("20000.00", "21000.00")
    for close, text, corrected in (("2018-04", RIGHT, 0), ("2018-05", again, 1), ("2018-06", again, 0)):
        desk.ok("db", "close", close)
        for mode in ("correct", "upsert"):
            assert counts(bring(desk, tmp_path, text, "--mode", mode, "--reason", "录错")) == (
                0,
                corrected,
                2 - corrected,
            )
            corrected = 0
    assert desk.ok("spending", "show", "支-1", *JSON).rows()[0]["date"] == "2018-06-01"
    other_day = again.replace("2018-03-01", "2018-03-02")
    assert problem(bring(desk, tmp_path, other_day, "--mode", "upsert"))[:2] == (2, "流水号")
    sound(desk)


def test_the_reason_may_stand_in_the_row(desk: Store, tmp_path: Path) -> None:
    with_reason = (
        RIGHT.replace("流水号\n", "流水号,原因\n").replace("支-1\n", "支-1,看错\n").replace("支-2\n", "支-2,\n")
    )
    without = with_reason.replace("看错", "")
    line, column, said = problem(correct(desk, tmp_path, without))
    assert (line, column) == (2, "原因") and "--reason" in said
    assert counts(correct(desk, tmp_path, with_reason)) == (0, 1, 1)
    assert counts(correct(desk, tmp_path, with_reason)) == (0, 0, 2)
    assert counts(bring(desk, tmp_path, with_reason, "--mode", "upsert")) == (0, 0, 2)
    assert desk.ok("spending", "show", "支-1", *JSON).rows("story")[1]["reason"] == "看错"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sheet_without_reasons_is_told_both_ways_to_give_them(desk: Store, tmp_path: Path, lang: str) -> None:
    said = correct(desk, tmp_path, RIGHT)
    assert problem(said)[:2] == (2, None)
    told = desk("import", str(tmp_path / "支出.csv"), "--again", "--mode", "correct", lang=lang).out
    field = {"zh": "第 2 行 原因 没有填写", "en": "line 2 reason is blank"}[lang]
    assert field in told and "--reason" in told
    assert ("请在「原因」列填写" if lang == "zh" else "Give it in the column reason, or") in told


def test_a_field_without_a_column_is_named_where_it_is_blank(desk: Store, tmp_path: Path) -> None:
    """The fund that no column states and two allocations leave open."""
    desk.run("fund add 专项 --source fiscal", "receipt add 9 --fund 专项 --date 2018-01-02",
             "allocation add 9 --fund 专项 --project 大棚 --date 2018-01-03")  # fmt: skip
    said = bring(desk, tmp_path, "日期,项目,金额（元）\n2018-05-01,大棚,5\n", name="支出2.csv")
    assert problem(said)[:2] == (2, None)
    told = desk("import", str(tmp_path / "支出2.csv")).out
    assert "支出2.csv line 2 fund is blank, and the project has 2 funds" in told


def test_what_is_new_is_added_and_all_is_judged_as_a_whole(desk: Store, tmp_path: Path) -> None:
    more = RIGHT + "2018-05-01,自筹,大棚,80800.00,,支-3\n"
    assert counts(correct(desk, tmp_path, more, "--reason", "录错")) == (1, 1, 1)
    assert spent(desk) == "200000.00"
    line, _, said = problem(correct(desk, tmp_path, more.replace("20000.00", "20000.01"), "--reason", "录错"))
    assert line == 2 and "0.01" in said
    assert spent(desk) == "200000.00"
    sound(desk)


def test_another_project_brings_its_own_village(desk: Store, tmp_path: Path) -> None:
    desk.ok("allocation", "add", "50000", "--fund", "自筹", "--project", "道路", "--date", "2018-01-03")
    moved = FORMER.replace("自筹,大棚,100000.00", "自筹,道路,50000.00")
    assert counts(correct(desk, tmp_path, moved, "--reason", "录错")) == (0, 1, 1)
    new = desk.ok("spending", "show", "支-1", *JSON).rows()[0]
    assert (new["project"], new["village"], new["amount"]) == ("道路", "乙村", "50000.00")


def test_what_cannot_be_corrected_is_a_problem_of_its_row(desk: Store, tmp_path: Path) -> None:
    desk.ok("spending", "reverse", "支-1", "--reason", "退")
    assert "taken back whole" in problem(correct(desk, tmp_path, RIGHT, "--reason", "录错"))[2]
    twice = FORMER.replace("99200.00", "1.00") + "2018-04-01,自筹,大棚,2.00,,支-2\n"
    line, column, said = problem(correct(desk, tmp_path, twice, "--reason", "录错"))
    assert (line, column) == (4, "流水号") and "line 3" in said
    other_kind = "类型,日期,资金,金额（元）,流水号\n利息,2018-04-01,自筹,99200.00,支-2\n"
    assert problem(correct(desk, tmp_path, other_kind, "--reason", "录错"))[1] == "类型"


def test_a_row_that_makes_its_entry_equal_another_one_is_told(desk: Store, tmp_path: Path) -> None:
    desk.ok("spending", "add", "500", "--project", "大棚", "--date", "2018-05-01", "--payee", "甲")
    equal = RIGHT.replace("2018-04-01,自筹,大棚,99200.00,,", "2018-05-01,自筹,大棚,500.00,甲,")
    row, column, said = problem(correct(desk, tmp_path, equal, "--reason", "录错"))
    assert (row, column) == (3, "日期") and "equals entry 5" in said and "--allow-duplicates" in said
    assert spent(desk) == "199700.00"
    rest = tmp_path / "问题.csv"
    partial = correct(desk, tmp_path, equal, "--reason", "录错", "--partial", "--rejected", str(rest))
    assert counts(partial) == (0, 1, 0) and "支-2" in rest.read_text("utf-8-sig")
    assert counts(correct(desk, tmp_path, equal, "--reason", "录错", "--allow-duplicates")) == (0, 1, 1)
    still = equal.replace("流水号\n", "流水号,文号\n").replace("支-1", "支-1,").replace("支-2", "支-2,记-9")
    assert counts(correct(desk, tmp_path, still, "--reason", "补文号")) == (0, 1, 1)  # it equals that one already
    sound(desk)


def test_a_row_of_an_entry_given_back_in_part_says_what_was_paid_at_first(desk: Store, tmp_path: Path) -> None:
    """The return stands by itself; where the row has another amount it may mean either, and nobody guesses."""
    desk.ok("spending", "reverse", "支-1", "--amount", "500", "--date", "2018-06-01", "--reason", "退回")
    other = FORMER.replace("示例建筑", "示例公司")
    for corrected in (1, 0):
        assert counts(correct(desk, tmp_path, other, "--reason", "录错")) == (0, corrected, 2 - corrected)
        assert spent(desk) == "198700.00"
    assert counts(bring(desk, tmp_path, other.replace("100000", "99500"), "--mode", "upsert")) == (0, 0, 2)
    row, column, said = problem(correct(desk, tmp_path, RIGHT, "--reason", "录错"))
    assert (row, column) == (2, "金额（元）") and "500.00 yuan" in said
    assert "--amount 19500.00 --reason" in said and "--amount 20000.00 --reason" in said
    desk.ok("spending", "correct", "支-1", "--amount", "19500", "--reason", "录错")
    assert counts(correct(desk, tmp_path, RIGHT, "--reason", "录错")) == (0, 0, 2)
    assert spent(desk) == "118700.00"
    sound(desk)


def test_only_what_the_rows_say_in_the_end_is_compared(desk: Store, tmp_path: Path) -> None:
    """Rows may change places, and equal each other within their sheet; what one comes to say stands in the way of no other's old content."""
    swapped = HEADER + "2018-04-01,自筹,大棚,99200.00,,支-1\n2018-03-01,自筹,大棚,100000.00,示例建筑,支-2\n"
    assert counts(correct(desk, tmp_path, swapped, "--reason", "对调")) == (0, 2, 0)
    alike = HEADER + "2018-05-05,自筹,大棚,1.00,,支-1\n2018-05-05,自筹,大棚,1.00,,\n"
    assert counts(correct(desk, tmp_path, alike, "--reason", "又错")) == (1, 1, 0)
    (one := tmp_path / "一.csv").write_text(HEADER + "2018-05-06,自筹,大棚,2.00,,支-2\n", "utf-8")
    (two := tmp_path / "二.csv").write_text(HEADER + "2018-05-06,自筹,大棚,2.00,,\n", "utf-8")
    said = desk("import", str(one), str(two), "--as", "spending", "--mode", "correct", "--reason", "又错", *JSON)
    row, _, why = problem(said)
    assert row == 2 and "二.csv" in why
    sound(desk)


def test_a_refund_that_came_by_sheet_is_put_right_by_the_commands_that_its_refusal_names(
    desk: Store, tmp_path: Path
) -> None:
    sheet = "日期,资金,项目,金额（元）,流水号,冲销流水号,原因\n2018-05-01,自筹,大棚,-200,退-1,支-1,退回\n"
    assert bring(desk, tmp_path, sheet).code == 0
    said = problem(correct(desk, tmp_path, sheet.replace("-200", "-300")))[2]
    assert "spending reverse 5 --reason" in said and "spending reverse 3 --amount" in said
    desk.ok("spending", "reverse", "5", "--reason", "录错")
    said = problem(correct(desk, tmp_path, sheet.replace("-200", "-300")))[2]
    assert "was taken back itself" in said and "reverse 5" not in said
    assert counts(correct(desk, tmp_path, sheet.replace("-200", "-300").replace("退-1", "退-2"))) == (1, 0, 0)
    assert spent(desk) == "198900.00"
    desk.ok("spending", "correct", "支-1", "--payee", "示例公司", "--reason", "录错")
    new = desk.ok("spending", "show", "支-1", *JSON).rows()[0]["id"]
    again = sheet.replace("-200", "-350").replace("退-1", "退-2")
    assert f"spending reverse {new} --amount" in problem(correct(desk, tmp_path, again))[2]  # what stands
    sound(desk)


def test_a_dry_run_writes_nothing(desk: Store, tmp_path: Path) -> None:
    assert counts(correct(desk, tmp_path, RIGHT, "--reason", "录错", "--dry-run")) == (0, 1, 1)
    assert spent(desk) == "199200.00"
    assert len(desk.ok("batch", "list", *JSON).rows()) == 1


def test_what_is_corrected_by_hand_still_names_its_line(desk: Store, tmp_path: Path) -> None:
    desk.ok("spending", "correct", "支-2", "--amount", "9200", "--reason", "录错")
    new = desk.ok("spending", "show", "支-2", *JSON).rows()[0]
    assert (new["ref"], new["file"], new["line"], new["batch"]) == ("支-2", "支出.csv", 3, 2)


def test_a_sheet_of_corrections_is_not_undone_under_money_that_came_back(desk: Store, tmp_path: Path) -> None:
    correct(desk, tmp_path, RIGHT, "--reason", "录错")
    desk.ok("spending", "reverse", "支-1", "--amount", "1", "--date", "2018-06-01", "--reason", "退回")
    refused = desk("batch", "undo", "2", "--yes")
    assert refused.code == 1 and "spending reverse 7 --reason" in refused.err
    assert spent(desk) == "119199.00"
    desk.ok("spending", "reverse", "7", "--reason", "没有退")
    desk.ok("batch", "undo", "2", "--yes")
    assert spent(desk) == "199200.00"
    sound(desk)


def test_what_goes_with_a_loan_has_the_reason_of_its_line(desk: Store, tmp_path: Path) -> None:
    desk.run(
        "household add H-1 --village 甲村", "fund add 贷 --source credit --form loan", "receipt add 90000 --fund 贷 --date 2018-01-01",
        "loan add 50000 --fund 贷 --household H-1 --date 2018-02-01 --ref 借-1", "repayment add 20000 --loan 借-1 --date 2018-05-01",
    )  # fmt: skip
    sheet = "日期,资金,借款户,金额（元）,流水号\n2018-02-01,贷,H-1,45000,借-1\n"
    assert counts(bring(desk, tmp_path, sheet, "--mode", "correct", "--reason", "录错", "--as", "loan")) == (0, 1, 0)
    [back] = [row for row in desk.ok("repayment", "list", *JSON).rows() if row["reverses"]]
    assert (back["amount"], back["reason"]) == ("-20000.00", "录错")
    sound(desk)
