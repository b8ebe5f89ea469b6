"""A loan's instalments: examples worked out by hand, and what holds for every loan."""

import math
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack.ledger.entry import SCHEDULES
from aidtrack.ledger.schedule import Late, instalments, late, months_after, unpaid

amounts = st.integers(1, 10**12)
months = st.integers(1, 120)
rates = st.none() | st.decimals(0, 100, places=2).map(lambda rate: f"{rate.normalize():f}%")
# Half a fen more or less in each payment is 561 fen at the end of 120 months at 36 %, and soon without bound above that.
lawful = st.decimals("0.01", 36, places=2).map(lambda rate: f"{rate.normalize():f}%")
ways = st.sampled_from((*SCHEDULES, None))
days = st.dates(date(1949, 1, 1), date(2100, 12, 31)).map(str)


def rows(*loan: object) -> list[tuple[str, int, int | None]]:
    return [(one.due, one.principal_fen, one.interest_fen) for one in instalments(*loan)]  # type: ignore[arg-type]


def test_equal_principal() -> None:
    # 100.00 yuan in 3 parts of 33.33 and the rest; 6 % a year is 0.5 % a month of 100.00, 66.67 and 33.34
    assert rows(10_000, "2017-01-31", 3, "6%", "equal_principal") == [
        ("2017-02-28", 3333, 50), ("2017-03-31", 3333, 33), ("2017-04-30", 3334, 17),
    ]  # fmt: skip


def test_annuity() -> None:
    # 1,000.00 yuan at 12 %: 1 % a month; 1000 × 0.01 ÷ (1 − 1.01⁻³) = 340.0221…, interest 10.00, 6.70, 3.37; the last 340.03
    plan = instalments(100_000, "2016-12-15", 3, "12%", "annuity")
    assert [one.payment_fen for one in plan] == [34_002, 34_002, 34_003]
    assert rows(100_000, "2016-12-15", 3, "12%", "annuity") == [
        ("2017-01-15", 33_002, 1000), ("2017-02-15", 33_332, 670), ("2017-03-15", 33_666, 337),
    ]  # fmt: skip


def test_annuity_without_interest_is_equal_principal_and_without_a_rate_has_no_interest_that_is_known() -> None:
    assert rows(100, "2017-01-01", 3, "0%", "annuity") == [
        ("2017-02-01", 33, 0), ("2017-03-01", 33, 0), ("2017-04-01", 34, 0),
    ]  # fmt: skip
    assert [row[1:] for row in rows(100, "2017-01-01", 2, None, "annuity")] == [(50, None), (50, None)]


def test_lump_sum_and_free() -> None:
    # 50,000.00 × 4.35 % × 18 ÷ 12 = 3,262.50
    assert rows(5_000_000, "2017-08-31", 18, "4.35%", "lump_sum") == [("2019-02-28", 5_000_000, 326_250)]
    assert rows(5_000_000, "2016-02-29", 12, "4.35%", "free") == [("2017-02-28", 5_000_000, None)]
    assert rows(5_000_000, "2017-08-31", 18, "4.35%", None) == [("2019-02-28", 5_000_000, None)]
    for way in (*SCHEDULES, None):
        assert rows(5_000_000, "2017-08-31", None, "4.35%", way) == []
        assert rows(0, "2017-08-31", 12, "4.35%", way) == []


def test_half_a_fen_goes_up() -> None:
    assert rows(10, "2017-01-01", 12, "5%", "lump_sum") == [("2018-01-01", 10, 1)]  # 0.5 fen
    assert [row[1] for row in rows(5, "2017-01-01", 2, "0%", "equal_principal")] == [3, 2]
    assert [row[1] for row in rows(4, "2017-01-01", 7, "0%", "equal_principal")] == [1, 1, 1, 1, 0, 0, 0]
    # a third of a per cent a month is no finite decimal: 150 × 4 % ÷ 12 is 0.5 fen all the same
    assert [row[2] for row in rows(150, "2017-01-01", 2, "4%", "equal_principal")] == [1, 0]
    assert [row[2] for row in rows(150, "2017-01-01", 1, "4%", "annuity")] == [1]


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        ("2017-01-31", 1, "2017-02-28"),
        ("2016-01-31", 1, "2016-02-29"),
        ("2017-01-31", 2, "2017-03-31"),
        ("2017-11-30", 14, "2019-01-30"),
        ("2017-12-31", 12, "2018-12-31"),
    ],
)
def test_months(day: str, count: int, due: str) -> None:
    assert months_after(day, count) == due


def test_late() -> None:
    plan = instalments(10_000, "2017-01-31", 3, "6%", "equal_principal")
    assert unpaid(plan, 0) == [3333, 3333, 3334]
    assert unpaid(plan, 4000) == [0, 2666, 3334]
    assert late(plan, 4000, "2017-03-31") == []  # on its day it may still come
    assert late(plan, 4000, "2017-04-01") == [Late(2666, 1)]
    assert late(plan, 0, "2017-05-01") == [Late(3333, 62), Late(3333, 31), Late(3334, 1)]
    assert late(plan, 10_000, "2030-01-01") == []


@given(amounts, days, months, rates, ways)
def test_the_parts_are_the_loan(fen: int, day: str, term: int, rate: str | None, way: str | None) -> None:
    plan = instalments(fen, day, term, rate, way)
    assert sum(one.principal_fen for one in plan) == fen
    assert all(one.principal_fen >= 0 and (one.interest_fen or 0) >= 0 for one in plan)
    assert [one.number for one in plan] == list(range(1, len(plan) + 1))
    due = [one.due for one in plan]
    assert due == sorted(set(due)) and due[0] > day and due[-1] == months_after(day, term)
    assert all(one.interest_fen is None for one in plan) or rate is not None


@given(amounts, days, months, lawful)
def test_annuity_pays_the_same_each_month_but_the_last(fen: int, day: str, term: int, rate: str) -> None:
    fen += 1000 * term  # of a few fen some months would pay nothing
    *most, last = [one.payment_fen for one in instalments(fen, day, term, rate, "annuity")]
    assert len(set(most)) <= 1
    assert last is not None and last > 0


@given(amounts, days, months, st.integers(0, 10**12), days)
def test_what_came_back_pays_the_earliest_first(fen: int, day: str, term: int, back: int, on: str) -> None:
    plan = instalments(fen, day, term, "4.35%", "equal_principal")
    left = unpaid(plan, back)
    assert sum(left) == max(0, fen - back)
    first_open = next((at for at, fen in enumerate(left) if fen), len(left))
    assert left[first_open + 1 :] == [one.principal_fen for one in plan[first_open + 1 :]]
    of_late = late(plan, back, on)
    assert sum(one.fen for one in of_late) == max(0, sum(one.principal_fen for one in plan if one.due < on) - back)
    assert all(one.days > 0 for one in of_late)


@given(st.integers(1, 10**6), months, st.sampled_from(("4%", "5%", "7%", "10%", "4.35%")))
def test_interest_is_rounded_once(fen: int, term: int, rate: str) -> None:
    """Each month's is of what is left then, worked out exactly, halves up."""
    left = fen
    for _, principal, interest in rows(fen, "2017-01-31", term, rate, "equal_principal"):
        assert interest == math.floor(left * Fraction(rate.removesuffix("%")) / 1200 + Fraction(1, 2))
        left -= principal
