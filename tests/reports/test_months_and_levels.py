"""Roll-up, progress by month and carry-over: figures worked out by hand on a small store, and what must add up."""

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from conftest import Store, once

MONEY = ("allocated", "disbursed", "spent", "remaining")


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    """Two counties of one prefecture, one of another, money of no village; two years."""
    sheets = {
        "village": "name,township,county,prefecture,province\n甲村,福星镇,陇西县,定西市,甘肃省\n乙村,首阳镇,陇西县,定西市,甘肃省\n"
        "丙村,,临洮县,定西市,甘肃省\n丁村,马力镇,武山县,天水市,甘肃省\n",
        "fund": "name,source,year,idle_from,part_of\n自筹,self,2016,,\n专项,fiscal,2017,2015-06,\n结余,surplus,2018,,专项\n",
        "project": "name,village,category,implementer\n路,甲村,道路,县交通局\n棚,乙村,菌菜大棚,合作社\n渠,丙村,道路,县水务局\n校,丁村,培训,\n讲,,培训,\n",
        "entry": """kind,date,fund,project,village,amount,reason
receipt,2016-02-01,自筹,,,1000,
receipt,2017-01-15,专项,,,500,
receipt,2018-03-01,结余,,,40,
receipt,2018-04-01,专项,,,-40,结转
interest,2017-06-30,自筹,,,10,
allocation,2016-03-01,自筹,路,,300,
allocation,2016-03-01,自筹,棚,,200,
allocation,2017-02-01,专项,渠,,250,
allocation,2017-02-01,专项,校,,100,
allocation,2017-02-01,自筹,讲,未分村,60,
spending,2016-05-01,自筹,路,,120,
spending,2017-01-20,自筹,路,,80,
spending,2017-02-10,专项,渠,,125,
spending,2017-03-31,自筹,讲,未分村,60,
""",
    }
    store.take(tmp_path, sheets)
    return store


def rows(store: Store, *args: str) -> list[dict[str, Any]]:
    return store.ok("report", *args, "--format", "json").rows()


def figures(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("allocated", "spent", "remaining", "rate"))


def test_by_county(kept: Store) -> None:
    found = {(row["prefecture"], row["county"]): row for row in rows(kept, "rollup")}
    assert list(found) == [("天水市", "武山县"), ("定西市", "临洮县"), ("定西市", "陇西县"), (None, None)]
    assert figures(found["定西市", "陇西县"]) == ("500.00", "200.00", "300.00", "40.00%")
    assert (found["定西市", "陇西县"]["villages"], found["定西市", "陇西县"]["projects"]) == (2, 2)
    assert figures(found["定西市", "临洮县"]) == ("250.00", "125.00", "125.00", "50.00%")
    assert figures(found["天水市", "武山县"]) == ("100.00", None, "100.00", "0.00%")
    assert figures(found[None, None]) == ("60.00", "60.00", "0.00", "100.00%")


@pytest.mark.parametrize("when", [(), ("--year", "2017"), ("--as-of", "2016-12-31")], ids=str)
def test_each_level_is_the_sum_of_the_one_below(kept: Store, when: tuple[str, ...]) -> None:
    levels = ("township", "county", "prefecture", "province")
    found = {level: kept.json("report", "rollup", "--by", level, *when)["tables"][0] for level in levels}
    for below, above in pairwise(levels):
        heads = [name for name in ("province", "prefecture", "county") if name in found[above]["rows"][0]]
        for row in found[above]["rows"]:
            parts = [one for one in found[below]["rows"] if all(one[head] == row[head] for head in heads)]
            for name in MONEY:
                known = [Decimal(one[name]) for one in parts if one[name] is not None]
                assert (sum(known) if known else None) == (None if row[name] is None else Decimal(row[name]))
            assert row["projects"] == sum(one["projects"] for one in parts)
    overview = kept.json("report", "overview", *when)["tables"][0]["total"]
    for by in (*levels, "organization", "category", "source", "fund_year"):
        total = kept.json("report", "rollup", "--by", by, *when)["tables"][0]["total"]
        assert {name: total[name] for name in MONEY} == {name: overview[name] for name in MONEY}


def test_by_what_is_no_place(kept: Store) -> None:
    by_category = {row["category"]: figures(row) for row in rows(kept, "rollup", "--by", "category")}
    assert by_category == {
        "培训": ("160.00", "60.00", "100.00", "37.50%"),
        "菌菜大棚": ("200.00", None, "200.00", "0.00%"),
        "道路": ("550.00", "325.00", "225.00", "59.09%"),
    }
    by_unit = {row["implementer"]: row["allocated"] for row in rows(kept, "rollup", "--by", "organization")}
    assert by_unit == {"县交通局": "300.00", "合作社": "200.00", "县水务局": "250.00", None: "160.00"}
    assert {row["source"]: row["spent"] for row in rows(kept, "rollup", "--by", "source")} == {
        "self": "260.00", "fiscal": "125.00",
    }  # fmt: skip
    assert [row["fund_year"] for row in rows(kept, "rollup", "--by", "fund_year")] == [2016, 2017]
    answer = kept("report", "rollup", "--by", "countyy")
    assert (answer.code, "Did you mean “county”?" in answer.err) == (2, True)


def test_progress_of_the_funds(kept: Store) -> None:
    found = {(row["month_end"], row["fund"]): row for row in rows(kept, "progress", "--as-of", "2017-03-31")}
    january = found["2017-01-31", "自筹"]
    # 200 ÷ 1,000 = 20 %; 31 of 365 days are 8.49 %
    assert [january[name] for name in ("received", "spent_this_month", "spent", "rate", "elapsed", "ahead", "rank")] == [
        "1000.00", "80.00", "200.00", "20.00%", "8.49%", "+11.51", 1,
    ]  # fmt: skip
    march = found["2017-03-31", "专项"]
    # 125 ÷ 500 = 25 %; 90 of 365 days are 24.66 %; 自筹 has 260 ÷ 1,000 = 26 %
    assert [march[name] for name in ("spent_this_month", "spent", "rate", "elapsed", "ahead", "rank")] == [
        None, "125.00", "25.00%", "24.66%", "+0.34", 2,
    ]  # fmt: skip
    assert {month for month, _ in found} == {"2017-01-31", "2017-02-28", "2017-03-31"}
    leap = rows(kept, "progress", "--as-of", "2016-02-29")
    assert [(row["month_end"], row["elapsed"]) for row in leap] == [("2016-02-29", "16.39%")]  # 60 of 366 days


def test_progress_of_villages_counts_allocations(kept: Store) -> None:
    found = {row["village"]: row for row in rows(kept, "progress", "--by", "village", "--as-of", "2017-02-10")}
    assert [found["丙村"][name] for name in ("allocated", "spent", "rate")] == ["250.00", "125.00", "50.00%"]
    assert found["乙村"]["rate"] == "0.00%"
    counties = rows(kept, "progress", "--by", "county", "--as-of", "2017-02-10")
    assert next(row["county"] for row in counties if row["month_end"] == "2017-02-10") == "临洮县"


def test_carryover(kept: Store) -> None:
    found = {row["fund"]: row for row in rows(kept, "carryover", "--year", "2017")}
    heads = ("opening", "received", "interest", "spent", "returned", "closing", "idle_since", "age")
    assert [found["自筹"][name] for name in heads] == [
        "880.00", None, "10.00", "140.00", None, "750.00", "2016-02-01", "1–2 years",
    ]  # fmt: skip
    assert [found["专项"][name] for name in heads] == [
        None, "500.00", None, "125.00", None, "375.00", "2015-06", "2 years and more",
    ]  # fmt: skip
    assert "结余" not in found  # it goes on from 专项 in 2018: till then it has not begun
    later = {row["fund"]: row for row in rows(kept, "carryover", "--year", "2018")}
    assert [later["专项"][name] for name in heads[:6]] == ["375.00", None, None, None, "40.00", "335.00"]
    # What is part of another fund keeps that one's clock.
    assert [later["结余"][name] for name in heads] == [
        None,
        "40.00",
        None,
        None,
        None,
        "40.00",
        "2015-06",
        "2 years and more",
    ]


@pytest.mark.parametrize("year", ["2016", "2017", "2018"])
def test_what_is_carried_out_is_what_came_in_and_moved(kept: Store, year: str) -> None:
    table = kept.json("report", "carryover", "--year", year)["tables"][0]
    for row in (*table["rows"], table["total"]):
        fen = {
            name: Decimal(row.get(name) or 0)
            for name in ("opening", "received", "interest", "spent", "returned", "closing")
        }
        assert fen["opening"] + fen["received"] + fen["interest"] - fen["spent"] - fen["returned"] == fen["closing"]
    following = kept.json("report", "carryover", "--year", str(int(year) + 1))["tables"][0]["total"]
    assert following["opening"] == table["total"]["closing"]


@pytest.mark.parametrize("report", ["rollup", "progress", "carryover"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_store_says_so(store: Store, report: str, lang: str) -> None:
    assert store.ok("report", report, lang=lang).out.strip()
