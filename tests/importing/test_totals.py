"""Totals of a sheet that is read in several blocks."""

from pathlib import Path

from conftest import Store
from importing.desk import based, faults

HEAD = "日期,资金,金额（元）,凭证号\n"


def test_totals_run_over_blocks_of_rows(file_store: Store, tmp_path: Path) -> None:
    """6,000 rows of 1.00 are more than a block; the blank line drives the first one row by row."""
    desk = based(file_store, tmp_path)
    rows = "\n" + "2017-06-01,自筹资金,1.00,\n" * 6000
    wrong = desk.bring({"到账9.csv": HEAD + rows + "合计,,5999.00,\n"})
    assert faults(wrong) == [(6003, "金额（元）", "5999.00")]
    [taken] = desk.take({"到账9.csv": HEAD + rows + "合计,,6000.00,\n"}).rows()
    assert (taken["read"], taken["created"], taken["skipped"]) == (6001, 6000, 1)
