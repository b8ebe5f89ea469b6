"""`fund carry` of what lies in villages that became part of others: it goes on to where it is booked by then, and can be spent there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.ledger.carrying import UNEVEN
from aidtrack.store.engine.connection import read
from aidtrack.store.engine.transaction import write
from aidtrack.store.proof.carryings import wrong
from aidtrack.store.records import entries
from aidtrack.store.records.carry import carry
from aidtrack.values.money import yuan
from conftest import ENGINES, Store, examples

OLD, ROAD, CANAL = 1, 1, 2
VILLAGES = ("甲村", "乙村", "丙村", "丁村")
# Each is part of the next one since some day, or of none: only what is so by 1 January counts.
MERGED = st.lists(st.sampled_from((None, "2017-06-01", "2018-01-01", "2018-01-02")), min_size=3, max_size=3)
# (project, village, allocated, disbursed, spent)
CELLS = st.dictionaries(
    st.tuples(st.sampled_from((ROAD, CANAL)), st.integers(1, len(VILLAGES))),
    st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9)),
    min_size=1,
    max_size=6,
)


def kept(store: Store, merged: list[str | None], cells: dict[tuple[int, int], tuple[int, int, int]]) -> None:
    store.run("fund add 专项 --year 2017", *(f"village add {name}" for name in VILLAGES))
    store.run(*(f"project add {name} --village 甲村" for name in ("路", "渠")))
    with write(store.target, actor="会计") as writer:
        entries.add(writer, {"kind": "receipt", "fund_id": OLD, "date": "2017-01-01", "amount_fen": 100})
        for (project, village), money in cells.items():
            for kind, fen in zip(("allocation", "disbursement", "spending"), money, strict=True):
                row = {"kind": kind, "fund_id": OLD, "project_id": project, "village_id": village, "date": "2017-02-01"}
                if (fen := min(fen, money[0])) > 0:
                    entries.add(writer, {**row, "amount_fen": fen})
    for number, day in enumerate(merged):
        if day is not None:
            store.ok("village", "edit", VILLAGES[number], "--merged-into", VILLAGES[number + 1], "--merged-on", day)


def after(merged: list[str | None], village: int) -> int:
    """The village that a village is part of on 1 January."""
    while village < len(VILLAGES) and (merged[village - 1] or "9") <= "2018-01-01":
        village += 1
    return village


def sums(store: Store, *asked: str) -> Any:
    return store.json("report", *asked)["tables"][0]["total"]


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=examples(8))
@given(merged=MERGED, cells=CELLS)
def test_it_goes_on_to_where_it_is_booked(
    engine: str,
    new_store: Callable[[str], Store],
    merged: list[str | None],
    cells: dict[tuple[int, int], tuple[int, int, int]],
) -> None:
    store = new_store(engine)
    kept(store, merged, cells)
    # By hand: what is left of each cell, in the village that its own is part of on 1 January.
    expected: dict[tuple[int, int], tuple[int, int]] = {}
    for (project, village), (allocated, disbursed, spent) in cells.items():
        into = after(merged, village)
        left = allocated - min(spent, allocated)
        memo = max(min(disbursed, allocated) - min(spent, allocated), 0)
        fen, out = expected.get((project, into), (0, 0))
        expected[project, into] = (fen + left, out + memo)
    expected = {place: money for place, money in expected.items() if money[0]}
    before = sums(store, "overview", "--year", "2017")
    with write(store.target, actor="会计") as writer:
        if writer.value("SELECT allocated_fen FROM cell_balance WHERE fund_id = 1") is None:
            return
        done = carry(writer, OLD, 2018, idle_from=None)
    balances = """SELECT project_id, village_id, allocated_fen, coalesce(disbursed_fen, 0) FROM cell_balance
        WHERE fund_id = :fund AND (allocated_fen <> 0 OR disbursed_fen <> 0)"""
    with read(store.target) as connection:
        found = {(p, v): (int(a), int(d)) for p, v, a, d in connection.rows(balances, {"fund": done.into_id})}
        assert found == expected
        assert connection.rows(UNEVEN) == [] and [*wrong(connection)] == []
    assert sums(store, "overview", "--year", "2017") == before
    store.ok("check", "--strict")
    if expected:  # who spends it names the village by which it is known
        (project, village), (fen, _) = min(expected.items())
        known = min(old for of, old in cells if of == project and after(merged, old) == village)
        typed = (
            "--fund",
            "专项(2018年结转)",
            "--project",
            str(project),
            "--village",
            VILLAGES[known - 1],
            "--date",
            "2018-01-01",
        )
        [row] = store.ok("spending", "add", yuan(fen), *typed, "--format", "json").rows()
        store.ok("spending", "reverse", str(row["id"]), "--reason", "试")
    store.ok("batch", "undo", str(done.batch_id))
    with read(store.target) as connection:
        assert connection.rows(balances, {"fund": done.into_id}) == [] and connection.rows(UNEVEN) == []
    store.ok("check", "--strict")


def test_where_the_fund_may_not_go_it_stays(store: Store, tmp_path: Path, new_store: Callable[[str], Store]) -> None:
    """An earmark holds for the village that another became part of, too; what moved is the same in another store."""
    store.run(
        "village add 甲村 --depth 深度贫困村",
        "village add 乙村",
        "fund add 专项 --year 2017",
        "fund add 深度 --year 2017 --earmark-depth 深度贫困村",
        "project add 路 --village 甲村",
    )
    for fund in ("专项", "深度"):
        store.run(f"receipt add 9 --fund {fund} --date 2017-01-01", f"allocation add 5 --fund {fund} --project 路 --date 2017-02-01",
            f"disbursement add 3 --fund {fund} --project 路 --date 2017-03-01")  # fmt: skip
    store.run("village edit 甲村 --merged-into 乙村 --merged-on 2017-09-01")
    store.run(*(f"fund carry {fund} --to 2018" for fund in ("专项", "深度")))
    store.ok("export", "-o", str(tmp_path / "全部.xlsx"))
    other = new_store(store.engine)
    other.ok("import", str(tmp_path / "全部.xlsx"))
    for one in (store, other):
        for kind, amount in (("allocation", "5.00"), ("disbursement", "3.00")):
            rows = one.ok(kind, "list", "--from", "2018-01-01", "--format", "json").rows()
            came = {
                (row["fund"][:2], row["village"], row["moves"] is not None) for row in rows if row["amount"] == amount
            }
            assert came == {("专项", "甲村", False), ("专项", "乙村", True), ("深度", "甲村", False)}
        one.ok("check", "--strict")
    # What went along lies with the office since the same day, wherever it is booked.
    late = store.json("report", "alerts", "--kind", "disbursed_unspent", "--as-of", "2018-06-30")["tables"][1]["rows"]
    assert {(row["fund"][:2], row["amount"], row["days"]) for row in late} == {
        ("专项", "3.00", 180),
        ("深度", "3.00", 180),
    }
