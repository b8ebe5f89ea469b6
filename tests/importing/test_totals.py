"""Rows that are no data: totals are checked and not imported, notes below the table are skipped and counted."""

from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, based, faults, said

HEAD = "日期,资金,金额（元）,凭证号\n"
FIVE = "2017-06-01,自筹资金,5,\n"
SEVEN = "2017-06-02,自筹资金,7.50,\n"


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


@pytest.mark.parametrize(
    "rows",
    [
        FIVE + SEVEN + "合计,,12.50,\n",
        FIVE + SEVEN + ",合 计,12.5,\n",
        FIVE + SEVEN + '总　计,,"12.50",\n',
        FIVE + "小计,,5,\n" + SEVEN + "本页小计,,7.5,\n合计,,12.5,\n",
        FIVE + "本页合计,,5,\n" + SEVEN + SEVEN + "小计,,15,\n总计,,20,\n",
        FIVE + "累计,,99,\n" + SEVEN + "合计,,12.50,\n",
        FIVE + SEVEN + "合计,,,\n",
        FIVE + SEVEN + "合计,,12.50,,,,\n",
        FIVE + SEVEN + "合计,,12.50\n",
    ],
)
def test_right_totals_are_not_imported(desk: Desk, rows: str) -> None:
    before = desk.counts()[4]
    answer = desk.take({"到账9.csv": HEAD + rows})
    assert answer.rows()[0]["created"] == desk.counts()[4] - before == rows.count("自筹资金")


@pytest.mark.parametrize(
    ("rows", "row", "value", "sum"),
    [
        (FIVE + SEVEN + "合计,,12.51,\n", 4, "12.51", "12.50"),
        (FIVE + "小计,,5,\n" + SEVEN + "小计,,12.5,\n", 5, "12.5", "7.50"),
        (FIVE + "小计,,5,\n" + SEVEN + "合计,,7.5,\n", 5, "7.5", "12.50"),
        (FIVE + "合计,,5万元,\n", 3, "5万元", "元"),
    ],
)
def test_a_wrong_total_is_a_problem(desk: Desk, rows: str, row: int, value: str, sum: str) -> None:
    answer = desk.bring({"到账9.csv": HEAD + rows})
    assert faults(answer) == [(row, "金额（元）", value)]
    assert sum in said(answer)


def test_a_total_is_not_held_against_rows_that_could_not_be_read(desk: Desk) -> None:
    rows = FIVE + "2017-06-31,自筹资金,7.50,\n合计,,12.50,\n"
    assert faults(desk.bring({"到账9.csv": HEAD + rows})) == [(3, "日期", "2017-06-31")]


def test_totals_run_over_blocks_of_rows(desk: Desk) -> None:
    """6,000 rows of 1.00 are more than a block; the blank line drives the first one row by row."""
    rows = "\n" + "2017-06-01,自筹资金,1.00,\n" * 6000
    wrong = desk.bring({"到账9.csv": HEAD + rows + "合计,,5999.00,\n"})
    assert faults(wrong) == [(6003, "金额（元）", "5999.00")]
    assert desk.take({"到账9.csv": HEAD + rows + "合计,,6000.00,\n"}).rows()[0]["read"] == 6000


def test_a_total_of_two_columns(desk: Desk) -> None:
    text = "项目名称,计划投资（元）,受益户数\n甲,5,10\n乙,6,20\n合计,11,30\n"
    assert desk.take({"项目9.csv": text}).rows()[0]["created"] == 2


@pytest.mark.parametrize(
    "note",
    ["说明：以上均为实际到账,,,\n", ",制表人: 张三,,\n", ",,,审核\n", "\n,,,\n说明：多余的格子\n注：另一行,,,,,\n"],
)
def test_notes_below_the_table_are_skipped_and_counted(desk: Desk, note: str) -> None:
    answer = desk.take({"到账9.csv": HEAD + FIVE + SEVEN + "合计,,12.5,\n" + note})
    assert answer.rows()[0]["read"] == 2
    assert any("note line" in row["note"] for row in answer.rows("notes"))


def test_a_lonely_cell_above_data_is_a_row_with_blanks(desk: Desk) -> None:
    answer = desk.bring({"到账9.csv": HEAD + ",自筹资金,,\n" + FIVE})
    assert faults(answer) == [(2, "日期", ""), (2, "金额（元）", "")]


def test_a_date_or_an_amount_alone_is_no_note(desk: Desk) -> None:
    assert faults(desk.bring({"到账9.csv": HEAD + FIVE + "2017-06-03,,,\n"}))[0] == (3, "金额（元）", "")
    assert faults(desk.bring({"到账9.csv": HEAD + FIVE + ",,9,\n"}))[0] == (3, "日期", "")
