"""With a period the movements are those in it, and the positions those at its end."""

from pathlib import Path

import pytest

from conftest import Store, once
from reports.books import Cells, books, said

FUND = "fund received interest allocated unallocated spent cash rate"
VILLAGE = "fund allocated disbursed spent remaining rate"


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    return books(store, tmp_path)


def first_fund(store: Store, *period: str) -> Cells:
    rows, _ = said(store, "fund", *period, table="funds", names=FUND)
    return rows[0]


def test_a_year_of_the_funds(kept: Store) -> None:
    rows, total = said(kept, "fund", "--year", "2016", table="funds", names=f"{FUND} flags")
    assert rows == [
        # 10,000 − 4,000; 8,012.34 − 98.60; 98.60 ÷ 8,012.34 = 1.2306 %
        ("自筹资金", "8000.00", "12.34", "4000.00", "6000.00", "98.60", "7913.74", "1.23%", "not_arrived"),
        ("专项资金", None, None, None, "5000.00", None, None, None, ""),  # of 2017: nothing is late yet
        # 子资金 goes on from 自筹资金 of 2016 in 2017: it has not begun
        ("协作资金", None, None, None, None, None, None, None, ""),
    ]
    assert total[1:8] == ("8000.00", "12.34", "4000.00", "6000.00", "98.60", "7913.74", "1.23%")


def test_the_next_year_moves_its_own_and_holds_all(kept: Store) -> None:
    # in 2017: 2,000 allocated, 2,100 spent, nothing received; at its end 6,000 allocated and 2,198.60 spent of 8,012.34
    moved = ("自筹资金", None, None, "2000.00", "4000.00", "2100.00", "5813.74", "27.44%")
    assert first_fund(kept, "--year", "2017") == moved
    assert first_fund(kept, "--from", "2017-01-01", "--to", "2017-12-31") == moved
    assert first_fund(kept, "--from", "2017", "--to", "2017") == moved
    assert first_fund(kept, "--from", "2017") == moved
    assert first_fund(kept, "--from", "2017-01", "--as-of", "2017-07-01") == moved
    rows, total = said(kept, "village", "牙河村", "--year", "2017", table="funding", names=VILLAGE)
    assert rows == [
        ("自筹资金", None, None, None, "3901.40", "2.47%"),
        ("专项资金", "1000.00", "600.00", None, "1000.00", "0.00%"),
    ]
    assert total == (None, "1000.00", "600.00", None, "4901.40", "1.97%")


def test_the_days_at_the_edges_belong_to_the_period(kept: Store) -> None:
    assert first_fund(kept, "--from", "2017-06-01", "--to", "2017-07-01")[3:6] == ("2000.00", "4000.00", "2100.00")
    assert first_fund(kept, "--from", "2017-06-02", "--to", "2017-06-30")[3:6] == (None, "4000.00", None)
    assert first_fund(kept, "--from", "2017-05-31", "--to", "2017-05-31")[3:6] == (None, "6000.00", None)


def test_as_of_is_what_was_known_by_then(kept: Store) -> None:
    rows, total = said(kept, "village", "牙河村", "--as-of", "2017-02-01", table="funding", names=VILLAGE)
    assert rows == [
        ("自筹资金", "4000.00", None, "98.60", "3901.40", "2.47%"),
        ("专项资金", "1000.00", None, None, "1000.00", "0.00%"),
    ]
    assert total == (None, "5000.00", None, "98.60", "4901.40", "1.97%")
    rows, _ = said(kept, "village", "牙河村", "--as-of", "2016", table="funding", names=VILLAGE)
    assert rows == [("自筹资金", "4000.00", None, "98.60", "3901.40", "2.47%")]
    rows, _ = said(kept, "overview", "--as-of", "2017-06-30", table="villages", names="village spent flags")
    assert rows == [
        ("牙河村", "98.60", ""),
        ("石岭村", None, ""),
        ("咀儿村", None, "unspent"),
        (None, "500.00", ""),
    ]
    rows, _ = said(kept, "project", "--as-of", "2016-12-31", table="projects", names="project fund allocated")
    assert rows == [("大棚", "自筹资金", "4000.00"), ("危房改造", None, None), ("培训", None, None)]


@pytest.mark.parametrize("day", ["2016-04-30", "2017-03-02", "2018-01-01"])
def test_as_of_today_is_no_period_at_all(kept: Store, day: str) -> None:
    tables = [kept.json("report", *report, "--as-of", day)["tables"] for report in (("fund",), ("overview",))]
    again = [kept.json("report", *report, "--to", day)["tables"] for report in (("fund",), ("overview",))]
    assert tables == again
    if day == "2018-01-01":  # nothing moves from then on, and the years of the funds are over
        assert tables == [kept.json("report", *report)["tables"] for report in (("fund",), ("overview",))]


def test_the_report_says_its_day(kept: Store) -> None:
    assert kept.json("report", "fund", "--as-of", "2017-02")["as_of"] == "2017-02-28"
    assert kept.json("report", "overview", "--year", "2016")["as_of"] == "2016-12-31"
    answer = kept.ok("report", "fund", "--from", "2017-06-01", "--to", "2017", lang="zh").out
    assert "截至 2017-12-31" in answer and "2017-06-01" in answer


@pytest.mark.parametrize(
    "wrong",
    [
        ("--year", "2017", "--from", "2017"),
        ("--to", "2017", "--as-of", "2017"),
        ("--from", "2018", "--to", "2017"),
        ("--year", "十七"),
        ("--year", "2017-05"),
        ("--year", "17"),
        ("--year", "2017", "--as-of", "2016-12-31"),
        ("--year", ""),
        ("--as-of", ""),
        ("--year", "2017", "--from", ""),
        ("--as-of", "2017-02-30"),
        ("--from", "\x1b[31m"),
    ],
)
def test_a_period_that_cannot_be(file_store: Store, wrong: tuple[str, ...]) -> None:
    for lang in ("zh", "en"):
        answer = file_store("report", "fund", *wrong, lang=lang)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.strip() and "\x1b" not in answer.err
