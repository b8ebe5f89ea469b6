"""An import is judged as a whole: its final state counts, and the rows that carry a sum over the limit are named."""

from pathlib import Path

from conftest import Store
from ledger.chain import FUND, OTHER, PROJECT, VILLAGE, alerts, balances, chain, dump, passes, sheet

ENTRIES = "类型,日期,资金,项目,村,金额（元）,超支原因"
SPENDING = "日期,资金,项目,村,金额（元）,超支原因"


def problems(store: Store, *files: str) -> list[tuple[str, int, str]]:
    """(file, line, what is short) of every problem, and nothing is written."""
    before = dump(store)
    answer = store("import", *files, "--format", "json")
    assert answer.code == 1, answer
    assert dump(store) == before
    found = answer.rows("problems")
    return [(Path(one["file"]).name, one["row"], one["problem"]) for one in found]


def lines_of(found: list[tuple[str, int, str]]) -> list[int]:
    return [line for _, line, _ in found]


def row(kind: str, day: str, yuan: str, over: str = "", village: str = VILLAGE, fund: str = FUND) -> str:
    place = "," if kind in ("到账", "利息") else f"{PROJECT},{village}"
    return f"{kind},{day},{fund},{place},{yuan},{over}"


def test_spending_may_stand_and_be_dated_before_what_covers_it(store: Store, tmp_path: Path) -> None:
    chain(store)
    spending = sheet(tmp_path, "支出.csv", ENTRIES, row("支出", "2017-01-01", "100"), row("支出", "2017-01-02", "50"))
    allocation = sheet(tmp_path, "安排.csv", ENTRIES, row("安排", "2017-03-01", "150"))
    receipt = sheet(tmp_path, "到账.csv", ENTRIES, row("到账", "2017-06-01", "150"))
    store.ok("import", spending, allocation, receipt)
    store.ok("check")
    assert (balances(store)["spent"], balances(store)["cash"]) == ("150.00", "0.00")


def test_rows_are_named_in_order_of_date_not_of_the_sheet(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "1000", "--date", "2017-01-01")
    path = sheet(
        tmp_path, "流水.csv", ENTRIES,
        row("支出", "2017-03-03", "30"), row("安排", "2017-04-01", "100"), row("支出", "2017-03-02", "60"),
        row("支出", "2017-03-01", "30"), row("支出", "2017-03-04", "5"),
    )  # fmt: skip
    found = problems(store, path)  # 30 + 60 fit into 100; then 30 is 20 too much, and 5 more is 25
    assert lines_of(found) == [2, 6]
    assert "20.00" in found[0][2] and "25.00" in found[1][2]


def test_rows_of_one_date_go_in_the_order_of_the_sheet(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "1000", "--date", "2017-01-01")
    passes(store, "allocation", "100")
    blank_fund_first = row("支出", "2017-03-01", "60", fund="")
    path = sheet(tmp_path, "支出.csv", ENTRIES, blank_fund_first, row("支出", "2017-03-01", "50"))
    found = problems(store, path)
    assert lines_of(found) == [3]
    assert "10.00" in found[0][2]


def test_files_go_in_the_order_they_are_given(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "1000", "--date", "2017-01-01")
    passes(store, "allocation", "100")
    one = sheet(tmp_path, "甲.csv", ENTRIES, row("支出", "2017-03-01", "60"))
    two = sheet(tmp_path, "乙.csv", ENTRIES, row("支出", "2017-03-01", "70"))
    assert [(name, line) for name, line, _ in problems(store, one, two)] == [("乙.csv", 2)]
    assert [(name, line) for name, line, _ in problems(store, two, one)] == [("甲.csv", 2)]


def test_no_row_is_named_for_the_fault_of_another(store: Store, tmp_path: Path) -> None:
    """What has a reason is sound after a row that has none: below a limit, on a closed day, where an earmark forbids it."""
    chain(store, budget="1000", earmark_place="武山县")
    passes(store, "receipt", "1000", "--date", "2017-01-01")
    passes(store, "allocation", "100", "--over", "会议决定")
    store.ok("project", "edit", PROJECT, "--closed-on", "2017-03-31")
    allocations = (row("安排", "2017-02-01", "5"), row("安排", "2017-02-02", "5", "会议决定"))
    late = (row("支出", "2017-04-01", "5"), row("支出", "2017-04-02", "5", "会议决定"))
    too_much = (row("支出", "2017-03-01", "101"), row("支出", "2017-03-02", "5", "会议决定"))
    for rows in (allocations, late, too_much):
        assert lines_of(problems(store, sheet(tmp_path, "流水.csv", ENTRIES, *rows))) == [2]


def test_each_row_needs_a_reason_of_its_own(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "1000", "--date", "2017-01-01")
    passes(store, "allocation", "100")

    def spend(first: str, second: str) -> str:
        return sheet(
            tmp_path, "支出.csv", ENTRIES,
            row("支出", "2017-03-01", "90"), row("支出", "2017-03-02", "15", first), row("支出", "2017-03-03", "1", second),
        )  # fmt: skip

    assert lines_of(problems(store, spend("", ""))) == [3, 4]
    assert lines_of(problems(store, spend("灾情追加", ""))) == [4]
    assert lines_of(problems(store, spend("", "灾情追加"))) == [3]
    store.ok("import", spend("灾情追加", "灾情追加"))
    assert alerts(store) == {"G2"}


def test_a_row_can_break_several_limits(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    path = sheet(tmp_path, "流水.csv", ENTRIES, row("到账", "2017-01-01", "10"), row("安排", "2017-01-01", "20"),
                 row("支出", "2017-01-01", "25"))  # fmt: skip
    found = problems(store, path)
    assert lines_of(found) == [4, 4]
    assert "5.00" in found[0][2] and "15.00" in found[1][2]


def test_what_was_short_before_is_not_laid_at_the_door_of_what_helps(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "1000", "--date", "2017-01-01")
    passes(store, "allocation", "100")
    passes(store, "spending", "150", "--over", "灾情追加")
    path = sheet(
        tmp_path, "流水.csv", ENTRIES, row("安排", "2017-03-01", "20"), row("安排", "2017-03-01", "5", village=OTHER)
    )
    store.ok("import", path)
    assert alerts(store) == {"G2"}


def test_a_dry_run_says_the_same_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    path = sheet(tmp_path, "流水.csv", ENTRIES, row("安排", "2017-03-01", "1000.01"))
    before = dump(store)
    assert store("import", "--dry-run", path).code == 1
    store.ok("import", "--dry-run", sheet(tmp_path, "行.csv", ENTRIES, row("安排", "2017-03-01", "1000")))
    assert dump(store) == before


def test_one_rule_for_a_large_sheet_and_a_small_one(store: Store, tmp_path: Path) -> None:
    """Above a block of 5,000 rows too: 6,000 rows of 0.10 fit 600.00 exactly, and the last of 6,001 is named."""
    chain(store, budget="600")
    rows = [row("安排", "2017-03-01", "0.10") for _ in range(6001)]
    assert lines_of(problems(store, sheet(tmp_path, "多.csv", ENTRIES, *rows))) == [6002]
    store.ok("import", sheet(tmp_path, "正好.csv", ENTRIES, *rows[:6000]))
    store.ok("check")
    assert balances(store)["unallocated"] == "0.00"
