"""Dates: every shape people write that has one meaning, and nothing else."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack.errors import Fault
from aidtrack.values.dates import day_after, day_before, first_day, is_future, last_day, parse_date, parse_day

DAYS = st.dates(date(1949, 1, 1), date(2100, 12, 31))
SHAPES = (
    "{y}-{m}-{d}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}年{m}月{d}日", "{y}年{m}月{d}号", "{y}年 {m}月 {d}日", "{y}-{m:02}-{d:02}",
    "{y}{m:02}{d:02}", "{y}-{m:02}-{d:02} 00:00:00", "{y}-{m}-{d} 00:00:00", "{y}/{m}/{d} 0:00", "{y}/{m}/{d} 00:00",
    "{y}-{m:02}-{d:02}T00:00:00", "{y}-{m:02}-{d:02} 00:00:00.000", " {y}-{m}-{d}\u3000",
)  # fmt: skip
FULL_WIDTH = str.maketrans("0123456789/-.", "０１２３４５６７８９／－．")


@given(DAYS, st.sampled_from(SHAPES))
def test_every_shape_of_a_day(day: date, shape: str) -> None:
    written = shape.format(y=day.year, m=day.month, d=day.day)
    assert parse_day(written) == parse_day(written.translate(FULL_WIDTH)) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2016", "2016"),
        ("2016年", "2016"),
        ("2018年5月", "2018-05"),
        ("2018年10月底前", "2018-10"),
        ("2018年10月底", "2018-10"),
        ("2018年底以前", "2018"),
        ("2018-5", "2018-05"),
        ("2018.05", "2018-05"),
        ("2018-05-01", "2018-05-01"),
        ("20170920", "2017-09-20"),
        ("20181231", "2018-12-31"),
        ("２０１８年５月", "2018-05"),
    ],
)
def test_a_fact_keeps_the_precision_it_came_with(text: str, iso: str) -> None:
    assert parse_date(text) == iso
    if len(iso) < 10:
        with pytest.raises(Fault):
            parse_day(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "17.9.20",
            "9/20/2017",
            "9月20日",
            "今天",
            "2017-13-01",
            "2017-00-10",
            "2月30日",
            "2017年2月30日",
            "2017-02-29",
        ),
        *("0000-00-00", "2107", "2107-01-01", "1948-12-31", "42998", "20171301", "2017-9.20", "2017/9-20", "201709"),
        *(
            "2017-9-20 08:30",
            "2017-9-20 00:00:01",
            "2017-09-200:00",
            "二〇一七年九月",
            "٢٠١٧-٠٩-٢٠",
            "2017-9-20-1",
            "",
            "-",
        ),
        *("2017年9月20日上午", "2017-W38", "2017--09-20", "20 Sep 2017", "2017.9.20.", "2017-09-20/2017-09-21"),
    ],
)
def test_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_date(text)
    assert caught.value.problem and caught.value.suggestion


@given(st.integers(1940, 2110) | st.integers(0, 9999), st.integers(0, 15), st.integers(0, 35), st.integers(1, 3))
def test_a_date_is_read_where_there_is_such_a_day(year: int, month: int, day: int, known: int) -> None:
    """Of a year, a month and a day as many as are `known`; the last day that it may mean exists as well."""
    written = "-".join([f"{year:04}", f"{month:02}", f"{day:02}"][:known])
    try:
        meant = date(year, month if known > 1 else 1, day if known > 2 else 1)
        exists = 1949 <= year <= 2100
    except ValueError:
        exists = False
    if not exists:
        with pytest.raises(Fault):
            parse_date(written)
        return
    assert parse_date(written) == written
    assert date.fromisoformat(first_day(written)) == meant <= date.fromisoformat(last_day(written))


@given(DAYS)
def test_the_days_beside_a_day(day: date) -> None:
    after, before = (date.fromisoformat(beside(day.isoformat())) for beside in (day_after, day_before))
    assert (after - day, day - before) == (timedelta(1), timedelta(1))


@given(DAYS)
def test_the_last_day_a_date_may_mean(day: date) -> None:
    iso = day.isoformat()
    assert last_day(iso) == iso
    assert last_day(iso[:4]) == f"{day.year}-12-31"
    last = date.fromisoformat(last_day(iso[:7]))
    assert (last.year, last.month) == (day.year, day.month)
    assert (last + timedelta(days=1)).day == 1


def test_tomorrow_is_no_future() -> None:
    today = date(2017, 12, 31)
    assert [is_future(iso, today) for iso in ("2017-12-31", "2018-01-01", "2018-01-02")] == [False, False, True]
