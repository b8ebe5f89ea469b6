"""`report forecast`: every figure worked out a second time in fractions, from the rows that were drawn; the same on both engines."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ENGINES, Store, examples

FUNDS = {"甲": "grant", "乙": "grant", "丙": "grant", "借": "loan"}
VILLAGES = ("东村", "西村", "not assigned")
# Stage, planned end, actual end; of the days below some come before and some after.
PROJECTS = {
    "路": ("implementing", "2018-09-30", ""), "桥": ("", "2019-05", ""), "渠": ("approved", "", ""), "井": ("", "2017", ""),
    "校": ("completed", "2018-12-01", ""), "棚": ("suspended", "2019-01-31", ""), "院": ("implementing", "2018-06-30", "2018-03-01"),
    "坝": ("completed", "2018-05-31", "2018-06-30"), "塘": ("cancelled", "2019", "2018-12-31"),
}  # fmt: skip
OVER = ("completed", "accepted", "closed")
DAYS = ("2016-02-29", "2017-12-31", "2018-01-01", "2018-02-28", "2018-06-30", "2018-12-30")
Row = tuple[str, str, str, str, str, int]

dates = st.sampled_from(
    ["2016-01-01", "2016-02-29", "2017-03-02", "2017-12-31", "2018-01-01", "2018-02-28", "2018-06-30", "2018-11-11"]
)
fen = st.integers(1, 10**9)
moved = st.tuples(
    st.sampled_from(["allocation", "allocation", "disbursement", "spending"]), dates, st.sampled_from([*FUNDS]),
    st.sampled_from([*PROJECTS]), st.sampled_from(VILLAGES), fen,
)  # fmt: skip
arrived = st.tuples(
    st.sampled_from(["receipt", "interest"]), dates, st.sampled_from([*FUNDS]), st.just(""), st.just(""), fen
)


def filled(store: Store, folder: Path, rows: list[Row]) -> Store:
    """A reason for each, so that whatever was drawn can be recorded."""
    lines = [",".join((*row[:5], f"{row[5] // 100}.{row[5] % 100:02d}", "事由")) for row in rows]
    store.take(folder, {
        "village": "name,county\n东村,陇西县\n西村,陇西县\n",
        "fund": "\n".join(("name,form", *map(",".join, FUNDS.items()))) + "\n",
        "project": "\n".join(("name,stage,planned_end,actual_end", *(",".join((name, *rest)) for name, rest in PROJECTS.items()))) + "\n",
        "entry": "\n".join(("kind,date,fund,project,village,amount,over", *lines)) + "\n",
    })  # fmt: skip
    return store


def half_up(exact: Fraction) -> int:
    return floor(exact + Fraction(1, 2))


def yuan(fen: int | None) -> str | None:
    return None if fen is None else f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def share_of(project: str, day: date) -> Fraction:
    """Of what remains of a project: how much is planned to be spent by 31 December."""
    stage, planned, ended = PROJECTS[project]
    left = (date(day.year, 12, 31) - day).days
    over = date.fromisoformat(ended) <= day if ended else stage in OVER
    if over or stage == "cancelled" or not left:
        return Fraction(0)
    end = date.fromisoformat(
        {"": "0001-01-01", "2019-05": "2019-05-31", "2017": "2017-12-31", "2019": "2019-12-31"}.get(planned, planned)
    )
    return Fraction(1) if end <= day else min(Fraction(1), Fraction(left, (end - day).days))


def expected(rows: Iterable[Row], bases: tuple[str, ...], day: date, kept: Fraction) -> dict[str, Any]:
    """The figures of one row of the report, of these entries."""
    known = [row for row in rows if row[1] <= day.isoformat()]
    of_base = [row[5] for row in known if row[0] in bases]
    paid = [row for row in known if row[0] == "spending"]
    spent = sum(row[5] for row in paid)
    gone, days = (day - date(day.year - 1, 12, 31)).days, (date(day.year, 12, 31) - date(day.year - 1, 12, 31)).days
    found: dict[str, Any] = {
        "spent": yuan(spent) if paid else None,
        "elapsed": percent(Fraction(gone, days)),
        "rate": None,
    }
    if not of_base:
        return {**found, **dict.fromkeys(("base", "short", "by_pace", "by_plan", "needed"))}
    base = sum(of_base)
    this_year = sum(row[5] for row in paid if row[1] >= f"{day.year}-01-01")
    planned = Fraction(spent)
    for project in PROJECTS:
        mine = [(kind, fen) for kind, _, _, of, _, fen in known if of == project]
        left = sum(fen * {"allocation": 1, "spending": -1}.get(kind, 0) for kind, fen in mine)
        planned += max(left, 0) * share_of(project, day)  # what is overspent gives nothing back to another
    lack = base * (1 - kept) - spent
    return {
        **found,
        "base": yuan(base),
        "rate": percent(Fraction(spent, base)),
        "short": yuan(max(half_up(Fraction(base * gone, days) - spent), 0)),
        "by_pace": yuan(min(half_up(spent - this_year + Fraction(this_year * days, gone)), base)),
        "by_plan": yuan(min(half_up(planned), base)),
        "needed": yuan(max(ceil(lack / (13 - day.month)), 0)),
    }


def percent(share: Fraction) -> str:
    hundredths = half_up(share * 10_000)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def recomputed(rows: list[Row], day: date, kept: Fraction) -> dict[str, list[dict[str, Any]]]:
    granted = [row for row in rows if FUNDS[row[2]] == "grant"]
    funds = [
        {"fund": fund, **expected([row for row in granted if row[2] == fund], ("receipt", "interest"), day, kept)}
        for fund, form in FUNDS.items()
        if form == "grant"
    ]
    villages = []
    for village in VILLAGES:
        mine = [row for row in granted if row[4] == village]
        if village in VILLAGES[:2] or any(row[1] <= day.isoformat() for row in mine):
            name, county = (None, None) if village == VILLAGES[2] else (village, "陇西县")
            villages.append({"village": name, "county": county, **expected(mine, ("allocation",), day, kept)})
    return {"funds": funds, "villages": villages}


def shown(answer: Any) -> dict[str, list[dict[str, Any]]]:
    more = {"township", "prefecture"}
    return {
        table["name"]: [{name: row[name] for name in row if name not in more} for row in table["rows"]]
        for table in answer["tables"]
    }


@pytest.mark.server
@given(st.lists(st.one_of(moved, moved, arrived), min_size=1, max_size=25))
@settings(max_examples=examples(8))
def test_every_figure_is_what_the_entries_come_to(
    new_store: Callable[[str], Store], tmp_path: Path, rows: list[Row]
) -> None:
    for engine in ENGINES:
        store = filled(new_store(engine), tmp_path, rows)
        for day in DAYS:
            answer = store.json("report", "forecast", "--as-of", day)
            assert shown(answer) == recomputed(rows, date.fromisoformat(day), Fraction(7, 100)), (engine, day)


ONE: list[Row] = [
    ("receipt", "2018-01-01", "甲", "", "", 100_000), ("allocation", "2018-01-02", "甲", "桥", "东村", 90_000),
    ("spending", "2018-01-20", "甲", "桥", "东村", 3_331),
]  # fmt: skip


def test_by_hand(file_store: Store, tmp_path: Path) -> None:
    filled(file_store, tmp_path, ONE)
    fund = file_store.json("report", "forecast", "--as-of", "2018-01-31")["tables"][0]["rows"][0]
    # 31 of 365 days: 84.93 yuan; 33.31 × 365 ÷ 31 = 392.20; 33.31 + 866.69 × 334 ÷ 485 (to 31 May 2019) = 630.16;
    # 930 less 33.31 in 12 months is 74.7241…, and a fen that is begun counts
    assert fund == {
        "fund": "甲", "base": "1000.00", "spent": "33.31", "elapsed": "8.49%", "rate": "3.33%", "short": "51.62",
        "by_pace": "392.20", "by_plan": "630.16", "needed": "74.73",
    }  # fmt: skip


@pytest.mark.parametrize(("percent", "needed"), [("12.5", "70.15"), ("100", "0.00"), ("1000", "0.00")])
def test_how_much_may_be_left_is_the_office_s_own(file_store: Store, tmp_path: Path, percent: str, needed: str) -> None:
    """875 less 33.31 in 12 months is 70.1408…; where everything may be left nothing is needed."""
    filled(file_store, tmp_path, ONE)
    Path(file_store.db).with_name("aidtrack.toml").write_text(
        f"[alerts]\nyear_end_balance_percent = {percent}\n", "utf-8"
    )
    answer = file_store.json("report", "forecast", "--as-of", "2018-01-31")
    assert answer["tables"][0]["rows"][0]["needed"] == needed
