"""`report forecast`: every figure worked out a second time in fractions, from the rows that were drawn; the same on both engines."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ENGINES, Store, examples
from reports.foreseen import foreseen, planned_share

FUNDS = {"甲": "grant", "乙": "grant", "丙": "grant", "借": "loan"}
VILLAGES = ("东村", "西村", "not assigned")
# Stage, planned end, actual end; of the days below some come before and some after.
PROJECTS = {
    "路": ("implementing", "2018-09-30", ""), "桥": ("", "2019-05", ""), "渠": ("approved", "", ""), "井": ("", "2017", ""),
    "校": ("completed", "2018-12-01", ""), "棚": ("suspended", "2019-01-31", ""), "院": ("implementing", "2018-06-30", "2018-03-01"),
    "坝": ("completed", "2018-05-31", "2018-06-30"), "塘": ("cancelled", "2019", "2018-12-31"),
}  # fmt: skip
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


def recomputed(rows: list[Row], day: date) -> dict[str, list[dict[str, Any]]]:
    granted = [row for row in rows if FUNDS[row[2]] == "grant"]
    stated = {
        name: dict(zip(("stage", "planned_end", "actual_end"), (text or None for text in said), strict=True))
        for name, said in PROJECTS.items()
    }

    def of(some: list[Row], *bases: str) -> dict[str, Any]:
        moved = [(kind, when, project, fen) for kind, when, _, project, _, fen in some]
        return foreseen(moved, bases, day, lambda project: planned_share(stated[project], day))

    funds = [
        {"fund": fund, **of([row for row in granted if row[2] == fund], "receipt", "interest")}
        for fund, form in FUNDS.items()
        if form == "grant"
    ]
    villages = []
    for village in VILLAGES:
        mine = [row for row in granted if row[4] == village]
        if village in VILLAGES[:2] or any(row[1] <= day.isoformat() for row in mine):
            name, county = (None, None) if village == VILLAGES[2] else (village, "陇西县")
            villages.append({"village": name, "county": county, **of(mine, "allocation")})
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
            assert shown(answer) == recomputed(rows, date.fromisoformat(day)), (engine, day)


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
