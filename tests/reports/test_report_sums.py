"""The villages and what is assigned to none together are the funds; the same on both engines, in any period."""

from collections.abc import Callable
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ENGINES, Store, examples

HEADER = "kind,date,fund,project,village,amount,over"
FUNDS, PROJECTS, VILLAGES = ("甲", "乙"), ("路", "桥", "渠"), ("东村", "西村", "not assigned")
PERIODS = ((), ("--year", "2017"), ("--as-of", "2016-09"), ("--from", "2016-06", "--to", "2017-06"))
Row = tuple[str, str, str, str, str, int]

dates = st.sampled_from(["2016-01-01", "2016-06-30", "2016-12-31", "2017-01-01", "2017-06-30", "2017-12-31"])
fen = st.integers(1, 10**9)
moved = st.tuples(
    st.sampled_from(["allocation", "disbursement", "spending"]), dates, st.sampled_from(FUNDS),
    st.sampled_from(PROJECTS), st.sampled_from(VILLAGES), fen,
)  # fmt: skip
arrived = st.tuples(
    st.sampled_from(["receipt", "interest"]), dates, st.sampled_from(FUNDS), st.just(""), st.just(""), fen
)


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def filled(store: Store, folder: Path, rows: list[Row]) -> Store:
    for noun, names in (("fund", FUNDS), ("project", PROJECTS), ("village", VILLAGES[:2])):
        for name in names:
            store.ok(noun, "add", name)
    path = folder / f"entries-{store.engine}.csv"
    # A reason for each, so that whatever was drawn can be recorded.
    lines = [",".join((*row[:5], yuan(row[5]), "事由")) for row in rows]
    path.write_text("\n".join((HEADER, *lines)) + "\n", "utf-8")
    store.ok("import", str(path))
    return store


def sums(table: dict[str, Any]) -> list[Decimal]:
    return [sum((Decimal(row[name] or 0) for row in table["rows"]), Decimal(0)) for name in ("allocated", "disbursed", "spent")]  # fmt: skip


def totals(table: dict[str, Any]) -> list[Decimal]:
    return [Decimal(table["total"][name] or 0) for name in ("allocated", "disbursed", "spent")]


@pytest.mark.server
@given(st.lists(st.one_of(moved, moved, arrived), min_size=1, max_size=25))
@settings(max_examples=examples(12))
def test_villages_and_none_are_the_funds(
    new_store: Callable[[str], Store], tmp_path: Path, rows: list[Row]
) -> None:  # fmt: skip
    said = []
    for engine in ENGINES:
        store = filled(new_store(engine), tmp_path, rows)
        answers = {}
        for report, period in product(("overview", "fund", "project"), PERIODS):
            answers[report, period] = store.json("report", report, *period)["tables"][0]
        for period in PERIODS:
            expected = sums(answers["overview", period])
            for report in ("overview", "fund", "project"):
                assert sums(answers[report, period]) == totals(answers[report, period]) == expected
        for village in VILLAGES[:2]:
            [row] = [row for row in answers["overview", ()]["rows"] if row["village"] == village]
            table = store.json("report", "village", village)["tables"][0]
            assert [row[name] for name in ("allocated", "disbursed", "spent", "remaining", "rate")] == [
                table["total"][name] for name in ("allocated", "disbursed", "spent", "remaining", "rate")
            ]
        drawn = [sum(row[5] for row in rows if row[0] == kind) for kind in ("allocation", "disbursement", "spending")]
        assert totals(answers["overview", ()]) == [Decimal(fen) / 100 for fen in drawn]
        said.append(answers)
    assert said[0] == said[1]
