"""Which rows are totals: by rule, in any wording, and never a row that has a date, a project, a fund or a name of its own (SHEETS 18)."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Store
from importing.books import xlsx
from importing.desk import Desk, based, faults, said, sheet

ALL = [
    "合计", "合计：", "合计:", "（合计）", "合计(元)", "合计（2个）", "合 计", "共计", "总计", "总合计", "合計", "Total", "TOTAL", "Grand Total", "以上合计",
    "全县合计", "全县 合计", "各村合计", "总数", "汇总", "本次汇总",
]  # fmt: skip


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


@pytest.mark.parametrize("word", ALL)
def test_a_total_in_any_wording_is_checked_and_not_imported(desk: Desk, word: str) -> None:
    rows = [["资金名称", "计划数（元）"], ["甲", "10"], ["乙", "20"], [word, "30"]]
    assert desk.take({"资金.csv": sheet(*rows)}).rows()[0]["created"] == 2
    rows = [["日期", "资金", "金额（元）", "用途"], ["2017-06-01", "自筹资金", "10", ""], [word, "", "11", ""]]
    assert faults(desk.bring({"到账.csv": sheet(*rows)})) == [(3, "金额（元）", "11")]


@pytest.mark.parametrize("word", ["累计", "本月合计", "本年累计", "本季度合计"])
def test_a_total_of_more_than_the_sheet_is_left_out(desk: Desk, word: str) -> None:
    rows = [["资金名称", "计划数（元）"], ["甲", "10"], [word, "300"]]
    answer = desk.take({"资金.csv": sheet(*rows)})
    assert answer.rows()[0]["created"] == 1
    assert answer.rows("notes") == [{"note": "资金.csv: 1 running total (累计) was skipped."}]


def test_parts_sum_their_own_rows(desk: Desk) -> None:
    rows = [
        ["村", "项目名称", "计划投资（元）"],
        ["牙河村", "路", "10"], ["牙河村", "桥", "5"], ["牙河村小计", "", "15"],
        ["咀儿村", "渠", "7"], ["小结", "", "7"], ["Subtotal", "", "0"], ["合计", "", "22"],
    ]  # fmt: skip
    assert desk.take({"项目.csv": sheet(*rows)}).rows()[0]["created"] == 3
    wrong = [*rows[:3], ["牙河村小计", "", "16"]]
    wrong[1], wrong[2] = ["牙河村", "路二", "10"], ["牙河村", "桥二", "5"]
    assert faults(desk.bring({"项目二.csv": sheet(*wrong)})) == [(4, "计划投资（元）", "16")]


def test_a_group_is_summed_by_its_name_wherever_it_began(desk: Desk) -> None:
    rows = [
        ["村", "项目名称", "计划投资（元）"], ["", "县级", "3"], ["牙河村", "路", "10"], ["", "桥", "5"], ["牙河村小计", "", "15"], ["合计", "", "18"],
    ]  # fmt: skip
    desk.take({"项目.csv": sheet(*rows)})


@pytest.mark.parametrize(("length", "created"), [(22, 1), (23, 2)])
def test_a_long_text_is_no_total_whatever_it_ends_in(desk: Desk, length: int, created: int) -> None:
    """With its word, what names a total is 24 characters at most."""
    name = "甲" * length
    taken = desk.take({"资金.csv": sheet(["资金名称", "计划数（元）"], [name, "10"], [f"{name}合计", "10"])})
    assert taken.rows()[0]["created"] == created


def test_a_count_beside_a_total_is_no_name(desk: Desk) -> None:
    rows: list[list[Any]] = [["县区", "村名"], ["陇西县", "新一村"], ["陇西县", "新二村"], ["合计", "2个村"]]
    assert desk.take({"村.xlsx": xlsx({"村": rows})}).rows()[0]["created"] == 2


def test_a_bare_number_beside_a_total_is_no_name_and_a_day_is_one(desk: Desk) -> None:
    rows = [["序号", "村名", "县区"], ["1", "甲村", "陇西县"], ["2", "乙村", "陇西县"], ["合计", "2", ""]]
    assert desk.take({"村.csv": sheet(*rows)}).rows()[0]["created"] == 2
    rows = [["序号", "日期", "资金", "金额（元）"], ["1", "2017-06-01", "自筹资金", "10"], ["合计", "2017", "", "10"]]
    assert faults(desk.bring({"到账.csv": sheet(*rows)})) == [(3, None, "合计")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rows_that_stand_above_those_they_sum_are_named(desk: Desk, lang: str) -> None:
    """Where they alone come to the total, and in no other case."""
    rows = [
        ["资金名称", "计划数（元）"],
        ["财政", "30"],
        ["甲", "10"],
        ["乙", "20"],
        ["社会", "5"],
        ["丙", "5"],
        ["合计", "35"],
    ]
    told = desk.bring({"资金.csv": sheet(*rows)}, lang=lang)
    assert faults(told) == [(7, "计划数（元）", "35")] and "财政" in said(told) and "社会" in said(told)
    assert "甲" not in said(told)
    rows[-1][1] = "36"
    assert "财政" not in said(desk.bring({"资金.csv": sheet(*rows)}, lang=lang))


def test_a_row_of_its_own_is_data_whatever_its_purpose_says(desk: Desk) -> None:
    head = ["日期", "资金", "金额（元）", "用途"]
    desk.take(
        {
            "到账.csv": sheet(
                head, ["2017-06-01", "自筹资金", "10", "1-3月材料款合计"], ["2017-06-02", "自筹资金", "5", "统计"]
            )
        }
    )
    amounts = [row["purpose"] for row in desk.store.ok("receipt", "list", "--format", "json").rows()]
    assert amounts[-2:] == ["1-3月材料款合计", "统计"]
    head = ["项目名称", "计划投资（元）", "绩效目标"]
    desk.take({"项目.csv": sheet(head, ["路", "10", "三村各路段合计"], ["合计", "10", ""])})
    assert desk.store.ok("project", "list", "--format", "json").rows()[-1]["target"] == "三村各路段合计"


def test_what_may_be_either_is_asked_about(desk: Desk) -> None:
    head = ["日期", "资金", "金额（元）", "用途"]
    for row in (["2017-06-01", "自筹资金", "10", "合计"], ["", "", "10", "道路硬化合计"]):
        answer = desk.bring({"到账.csv": sheet(head, ["2017-06-01", "自筹资金", "10", ""], row)})
        assert faults(answer) == [(3, "用途", row[3])]
        assert "may be a total or a row of its own" in said(answer)
    answer = desk.bring({"项目.csv": sheet(["项目名称", "计划投资（元）"], ["路", "10"], ["道路硬化合计", "10"])})
    assert faults(answer) == [(3, "项目名称", "道路硬化合计")]


def test_a_total_is_told_by_its_own_cells_not_by_those_filled_into_it(desk: Desk) -> None:
    def merge(_: Any, page: Any) -> None:
        page.merge_range(1, 1, 3, 1, "自筹资金")

    rows: list[list[Any]] = [
        ["日期", "资金", "金额（元）"],
        ["2017-06-01", None, 10],
        ["2017-06-02", None, 5],
        ["合计", None, 15],
    ]
    assert desk.take({"到账.xlsx": xlsx({"到账": rows}, merge)}).rows()[0]["created"] == 2


@pytest.mark.parametrize("rows", [2, 3000])
def test_a_header_repeated_on_each_page_is_skipped_and_counted(desk: Desk, rows: int) -> None:
    head = ["村名", "县区", "乡镇"]
    lines = [head, *[[f"新{at}村", "陇西县", "甲镇"] for at in range(rows)], head, ["末村", "陇西县", "甲镇"]]
    answer = desk.take({"村.csv": sheet(*lines)})
    assert answer.rows()[0]["created"] == rows + 1
    assert answer.rows("notes") == [{"note": "村.csv: 1 repeated header line was skipped."}]


def test_seal_and_day_below_the_table_are_skipped_wherever_they_stand(desk: Desk) -> None:
    head: list[Any] = ["日期", "资金", "金额（元）"]
    rows = [
        head,
        ["2017-06-01", "自筹资金", 10],
        [],
        ["甲村村民委员会(盖章)"],
        [None, None, "2017年6月30日"],
        ["2017年6月30日"],
    ]
    answer = desk.take({"到账.xlsx": xlsx({"到账": rows})})
    assert (answer.rows()[0]["created"], answer.rows("notes")) == (
        1,
        [{"note": "到账.xlsx「到账」: 3 note lines were skipped."}],
    )
    rows = [head, ["2017-06-01", "自筹资金", 10], ["2017-06-30"]]
    assert [row for row, _, _ in faults(desk.bring({"到账2.xlsx": xlsx({"到账": rows})}))] == [3, 3]
