"""The same limits through sheets: equal passes, one fen more is refused and names its row, a reason of its own excuses."""

from pathlib import Path

import pytest

from conftest import Store
from ledger.chain import (
    FUND,
    OTHER,
    PROJECT,
    TRAINING,
    VILLAGE,
    alerts,
    balances,
    chain,
    dump,
    flags,
    passes,
    sheet,
)  # fmt: skip

HEADER = "类型,日期,资金,项目,村,金额（元）,原因,超支原因,流水号,冲销流水号"


def line(
    kind: str, yuan: str, *, date: str = "2017-05-31", project: str = PROJECT, village: str = VILLAGE,
    reason: str = "", over: str = "", ref: str = "", reverses: str = "",
) -> str:  # fmt: skip
    place = (project, village) if kind in ("安排", "拨付", "支出") else ("", "")
    return ",".join((kind, date, FUND, *place, yuan, reason, over, ref, reverses))


def takes(store: Store, folder: Path, *lines: str) -> None:
    """The sheet is imported, and everything agrees afterwards."""
    answer = store("import", sheet(folder, "流水.csv", HEADER, *lines))
    assert answer.code == 0, answer
    store.ok("check")


def names_rows(store: Store, folder: Path, *lines: str, says: dict[int, tuple[str, ...]]) -> None:
    """The sheet is refused and writes nothing; its problems stand at these lines (the header is 1) and hold these words."""
    before = dump(store)
    answer = store("import", sheet(folder, "流水.csv", HEADER, *lines), "--format", "json")
    assert answer.code == 1, answer
    problems = answer.rows("problems")
    assert sorted(problem["row"] for problem in problems) == sorted(says), problems
    for problem in problems:
        assert (problem["field"], problem["column"]) == ("amount", "金额（元）"), problem
        assert not [word for word in says[problem["row"]] if word not in problem["problem"]], problem
    assert dump(store) == before


def test_g1(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    full = (line("安排", "600"), line("安排", "400", village=OTHER))
    names_rows(store, tmp_path, *full, line("安排", "0.01"), says={4: (FUND, "0.01")})
    takes(store, tmp_path, *full)
    takes(store, tmp_path, line("安排", "0.01", over="先行安排"))
    assert alerts(store) == {"G1"}
    assert "over_allocated(先行安排)" in flags(store)["village"]


def test_g1_without_a_budget(store: Store, tmp_path: Path) -> None:
    chain(store)
    names_rows(store, tmp_path, line("安排", "7.51"), line("到账", "7"), line("利息", "0.50"), says={2: (FUND, "0.01")})
    takes(store, tmp_path, line("安排", "7.50"), line("到账", "7"), line("利息", "0.50"))
    names_rows(store, tmp_path, line("到账", "-1", reason="收回"), says={2: (FUND, "1.00")})


def test_g2(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "1000", "--date", "2017-01-01")
    rows = (
        line("安排", "10"), line("安排", "20", project=TRAINING, village="未分村"),
        line("支出", "10"), line("支出", "20", project=TRAINING, village="未分村"),
    )  # fmt: skip
    names_rows(store, tmp_path, *rows, line("支出", "0.01"), says={6: (FUND, PROJECT, VILLAGE, "0.01")})
    elsewhere = line("支出", "3", project=TRAINING, village=VILLAGE)
    names_rows(store, tmp_path, *rows, elsewhere, says={6: (FUND, TRAINING, VILLAGE, "3.00")})
    takes(store, tmp_path, *rows)
    takes(store, tmp_path, line("支出", "0.01", over="灾情追加"))
    assert alerts(store) == {"G2"}
    assert all("over_spent(灾情追加)" in said for said in flags(store).values())


def test_g3(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    rows = (line("到账", "100"), line("安排", "500"), line("支出", "100"))
    names_rows(store, tmp_path, *rows, line("支出", "0.01"), says={5: (FUND, "cash", "0.01")})
    takes(store, tmp_path, *rows)
    takes(store, tmp_path, line("支出", "0.01", over="垫付"))
    assert "G3" in alerts(store)
    takes(store, tmp_path, line("到账", "0.01"))
    assert "G3" not in alerts(store)


@pytest.mark.parametrize(
    ("word", "kind"), [("到账", "received"), ("安排", "allocated"), ("拨付", "disbursed"), ("支出", "spent")]
)
def test_g4_no_sum_below_zero(store: Store, tmp_path: Path, word: str, kind: str) -> None:
    chain(store, budget="1000")
    if word != "到账":
        passes(store, "receipt", "500")
    if word == "支出":
        passes(store, "allocation", "500")
    over = line(word, "-200.01", reason="更正", over="理由")
    names_rows(store, tmp_path, line(word, "200"), over, says={3: (FUND, "0.01")})
    takes(store, tmp_path, line(word, "-200", reason="更正"), line(word, "200"))
    assert balances(store)[kind] == "0.00"


def test_g4_a_cut_below_what_is_spent(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    takes(store, tmp_path, line("到账", "500"), line("安排", "500", ref="A-1"), line("支出", "380"))
    cut = {"reason": "调减", "over": "理由"}
    names_rows(store, tmp_path, line("安排", "-120.01", **cut), says={2: ("0.01", "below what is spent")})
    cut["reverses"] = "A-1"
    names_rows(store, tmp_path, line("安排", "-130", **cut), says={2: ("10.00", "below what is spent")})
    takes(store, tmp_path, line("安排", "-120", **cut))
    assert balances(store)["allocated"] == "380.00"


def test_g4_a_row_takes_back_at_most_what_its_entry_holds(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    takes(store, tmp_path, line("到账", "500", ref="R-1"), line("到账", "500", ref="R-2"))
    back = {"reason": "收回", "reverses": "R-1"}
    first, second = line("到账", "-300", **back), line("到账", "-200.01", **back)
    names_rows(store, tmp_path, first, second, says={3: ("more than the entry still holds", "0.01")})
    names_rows(store, tmp_path, line("利息", "10"), line("利息", "-1", **back), says={3: ("not of its kind",)})
    takes(store, tmp_path, first, line("到账", "-200", **back))
    names_rows(store, tmp_path, line("到账", "-0.01", **back), says={2: ("0.01",)})


def test_g4_a_row_takes_back_an_entry_of_its_own_import(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    back = line("到账", "-500.01", reason="收回", reverses="R-1")
    names_rows(store, tmp_path, back, line("到账", "500", ref="R-1"), line("到账", "9"), says={2: ("0.01",)})
    takes(store, tmp_path, line("到账", "-500", reason="收回", reverses="R-1"), line("到账", "500", ref="R-1"))
    assert balances(store)["received"] == "0.00"


def test_a_row_that_takes_back_may_not_use_a_ref_again(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    takes(store, tmp_path, line("到账", "500", ref="R-1"))
    before = dump(store)
    path = sheet(tmp_path, "流水.csv", HEADER, line("到账", "-5", reason="收回", ref="R-1", reverses="R-1"))
    problems = store("import", path, "--format", "json").rows("problems")
    assert [(one["row"], one["field"], one["column"], one["value"]) for one in problems] == [
        (2, "ref", "流水号", "R-1")
    ]
    assert dump(store) == before


def test_g5(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000", earmark_place="定西市/陇西县", earmark_category="菌菜大棚")
    takes(store, tmp_path, line("安排", "1"))
    rows = (line("安排", "1", village=OTHER), line("安排", "2"), line("安排", "3", project=TRAINING))
    names_rows(store, tmp_path, *rows, says={2: (FUND, OTHER, "1.00"), 4: (FUND, TRAINING, "3.00")})
    takes(store, tmp_path, line("安排", "1", village=OTHER, over="会议决定"))
    assert alerts(store) == {"G5"}


def test_g6(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "100", "--date", "2017-05-01")
    store.ok("project", "edit", PROJECT, "--closed-on", "2017-05-31")
    rows = (line("安排", "10"), line("支出", "5"), line("支出", "0.01", date="2017-06-01"))
    names_rows(store, tmp_path, *rows, says={4: (FUND, PROJECT, "2017-06-01", "0.01")})
    takes(store, tmp_path, *rows[:2], line("支出", "-1", date="2017-06-01", reason="退回"))
    takes(store, tmp_path, line("支出", "2", date="2017-06-01", over="质保金"))  # 1 more than came back that day
    assert alerts(store) == {"G6"}


def test_g6_of_a_project_that_comes_with_the_import(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    projects = sheet(
        tmp_path, "项目.csv", "项目名称,村,阶段,结项日期", f"道路,{VILLAGE},结项,2017-05-31", f"水窖,{VILLAGE},取消,"
    )
    late = line("安排", "1", project="道路", date="2017-06-01")
    before = dump(store)
    answer = store("import", sheet(tmp_path, "流水.csv", HEADER, late), projects, "--format", "json")
    assert [(problem["row"], problem["value"]) for problem in answer.rows("problems")] == [(2, "1")]
    assert dump(store) == before
    # A history comes with its projects: one that ended on an unknown day has had its money before.
    rows = (line("安排", "1", project="道路"), line("安排", "1", project="水窖"))
    store.ok("import", sheet(tmp_path, "流水.csv", HEADER, *rows), projects)
    store.ok("check")
    after = sheet(tmp_path, "安排.csv", HEADER, line("安排", "2", project="水窖"))
    assert store("import", after).code == 1


def test_zero_and_a_correction_without_reason(store: Store, tmp_path: Path) -> None:
    chain(store, budget="1000")
    rows = (line("到账", "0"), line("到账", "5"), line("到账", "-1"), line("到账", "-1", over="理由"))
    names_rows(store, tmp_path, *rows, says={2: ("0",), 4: ("reason",), 5: ("reason",)})
