"""`fund carry`: a year closed and opened, figures by hand; what may not be carried on; taking it back, and doing it again."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Store, flagged, once
from ledger.chain import dump, raw
from store.raw import sql

OLD, NEW = "专项", "专项(2018年结转)"
MONEY = ("budget", "received", "interest", "allocated", "unallocated", "disbursed", "spent", "cash", "rate")


SHEETS = {
    "village": "name,county\n牙河村,陇西县\n",
    "fund": "name,source,year,budget,doc_no,form,provider,from_office,idle_from\n专项,fiscal,2017,1000,示例财1号,grant,示例财政局,620000,2015-06\n",
    "project": "name,village,closed_on\n路,牙河村,\n渠,牙河村,2017-12-01\n讲,,\n",
    "entry": "kind,date,fund,project,amount\nreceipt,2017-01-10,专项,,1000\ninterest,2017-06-30,专项,,10\n"
    "allocation,2017-02-01,专项,路,700\nallocation,2017-02-01,专项,渠,200\nallocation,2017-02-01,专项,讲,50\n"
    "disbursement,2017-03-01,专项,路,400\nspending,2017-05-01,专项,路,250\nspending,2017-05-01,专项,渠,150\n",
}


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    """1,000 planned and received and 10 of interest; 400 spent; unspent 450 (150 of it disbursed) + 50 of a closed project + 50."""
    store.take(tmp_path, SHEETS)
    return store


def move(store: Store, kind: str, amount: str, day: str, *more: str, fund: str = OLD) -> None:
    store.ok(kind, "add", amount, "--fund", fund, "--date", day, *more)


def funds(store: Store, *args: str) -> dict[str, tuple[Any, ...]]:
    table = store.json("report", "fund", *args)["tables"][0]
    rows = {row["fund"]: row for row in table["rows"]} | {"total": table["total"]}
    return {name: tuple(row[one] for one in MONEY) for name, row in rows.items()}


def carryover(store: Store, year: str) -> list[dict[str, Any]]:
    table = store.json("report", "carryover", "--year", year)["tables"][0]
    return [*table["rows"], table["total"]]


def refused(store: Store, *args: str, says: str, code: int = 1) -> None:
    before = dump(store)
    answer = store("fund", "carry", *args)
    assert (answer.code, answer.out) == (code, "") and says in answer.err, answer
    assert dump(store) == before


def test_a_year_is_closed_and_the_next_one_opened(kept: Store) -> None:
    before = dump(kept)
    tried = kept.ok("fund", "carry", OLD, "--to", "2018", "--dry-run", "--format", "json")
    assert dump(kept) == before
    assert tried.rows()[0]["batch"] is None and "dry run" in tried.err
    answer = kept.ok("fund", "carry", OLD, "--to", "2018", "--format", "json")
    [row] = answer.rows("carry")
    batch = row["batch"]  # a server's numbers have gaps
    assert row == {**tried.rows()[0], "batch": batch} == {
        "fund": OLD, "into": NEW, "year": 2018, "source": "fiscal", "cash": "610.00", "allocated": "500.00", "released": "50.00",
        "idle_since": "2015-06", "batch": batch,
    }  # fmt: skip
    assert f"batch undo {batch}" in answer.err and "2 years and more" in answer.err
    entries = [(one["kind"], one["fund"], one["project"], one["amount"], one["date"]) for one in answer.rows("entries")]
    assert entries == [
        (kind, fund, project, amount, "2018-01-01")
        for kind, fund, project, amount in (
            ("disbursement", OLD, "路", "-150.00"), ("allocation", OLD, "路", "-450.00"), ("allocation", OLD, "渠", "-50.00"),
            ("allocation", OLD, "讲", "-50.00"), ("receipt", OLD, None, "-610.00"), ("receipt", NEW, None, "610.00"),
            ("allocation", NEW, "路", "450.00"), ("disbursement", NEW, "路", "150.00"), ("allocation", NEW, "讲", "50.00"),
        )
    ]  # fmt: skip
    [made] = kept.ok("fund", "show", NEW, "--format", "json").rows()
    wanted = {"source": "fiscal", "year": 2018, "budget": "600.00", "doc_no": "示例财1号", "form": "grant", "provider": "示例财政局", "from_office": "620000",
              "part_of": OLD, "idle_from": "2015-06"}  # fmt: skip
    assert {name: made[name] for name in wanted} == wanted
    assert funds(kept) == {
        OLD: ("1000.00", "390.00", "10.00", "400.00", "0.00", "250.00", "400.00", "0.00", "100.00%"),
        NEW: ("600.00", "610.00", None, "500.00", "100.00", "150.00", None, "610.00", "0.00%"),
        # The plan counts once; what is open is the 50 that were and the 50 of the closed project.
        "total": ("1000.00", "1000.00", "10.00", "900.00", "100.00", "400.00", "400.00", "610.00", "39.60%"),
    }
    [flags] = [row["flags"] for row in kept.ok("report", "fund", OLD, "--format", "json").rows()]
    assert flags == [{"flag": "carried_on", "reason": NEW}]
    kept.ok("check", "--strict")
    # Spending of the new year fits where the old one's allocation was.
    move(kept, "spending", "450", "2018-03-01", "--project", "路", fund=NEW)
    over = kept("spending", "add", "0.01", "--fund", NEW, "--project", "路", "--date", "2018-03-02")
    assert (over.code, "0.01" in over.err) == (1, True)
    late = kept("spending", "add", "1", "--fund", OLD, "--project", "路", "--date", "2018-03-02")
    assert late.code == 1
    refused(kept, OLD, "--to", "2018", says=f"was carried on into “{NEW}” already")
    refused(kept, OLD, "--to", "2019", says="already")


def test_the_old_year_ends_with_what_the_new_one_begins_with(
    kept: Store, tmp_path: Path, new_store: Callable[[str], Store]
) -> None:
    last_year = [
        kept.json("report", name, "--year", "2017")["tables"][0]["total"] for name in ("overview", "carryover")
    ]
    kept.ok("fund", "carry", OLD, "--to", "2018")
    assert [
        kept.json("report", name, "--year", "2017")["tables"][0]["total"] for name in ("overview", "carryover")
    ] == last_year
    move(kept, "spending", "100", "2018-03-01", "--project", "路", fund=NEW)
    heads = ("opening", "received", "carried_in", "spent", "returned", "carried_out", "closing")
    assert [row["closing"] for row in carryover(kept, "2017")] == ["610.00", "610.00"]  # the new fund has not begun
    found = carryover(kept, "2018")
    assert [tuple(row[name] for name in heads) for row in found] == [
        ("610.00", None, None, None, None, "610.00", "0.00"),
        (None, None, "610.00", "100.00", None, None, "510.00"),
        ("610.00", None, "610.00", "100.00", None, "610.00", "510.00"),
    ]
    assert [row["age"] for row in found[:2]] == [None, "2 years and more"]  # the clock runs on
    assert kept.json("report", "overview")["tables"][0]["total"]["allocated"] == "900.00"
    # What is left of the second year goes on again, and the name does not grow.
    kept.ok("fund", "carry", NEW, "--to", "2019")
    assert [row["closing"] for row in carryover(kept, "2018")[-1:]] == ["510.00"]
    assert carryover(kept, "2019")[-1]["opening"] == "510.00"
    assert list(funds(kept)) == [OLD, NEW, "专项(2019年结转)", "total"]
    assert funds(kept)["total"][:5] == ("1000.00", "1000.00", "10.00", "900.00", "100.00")
    # Nothing of it is lost on the way through a file.
    kept.ok("export", "-o", str(tmp_path / "全部.json"))
    other = new_store("sqlite")
    other.ok("import", str(tmp_path / "全部.json"))
    assert (carryover(other, "2018"), funds(other)) == (carryover(kept, "2018"), funds(kept))


def test_it_is_taken_back_and_done_again(kept: Store) -> None:
    before = funds(kept)[OLD]
    kept.ok("fund", "carry", OLD, "--to", "2018")
    move(kept, "spending", "100", "2018-03-01", "--project", "路", fund=NEW)
    leans = kept("batch", "undo", "2", "--yes")
    assert (leans.code, "spending 18" in leans.err) == (1, True), leans
    kept.ok("spending", "reverse", "18", "--reason", "记错", "--date", "2018-03-01")
    kept.ok("batch", "undo", "2", "--yes")
    assert funds(kept)[OLD] == before
    reasons = {row["reason"] for row in kept.ok("receipt", "list", "--fund", NEW, "--format", "json").rows()}
    assert reasons == {f"carried on from {OLD}", "carrying on 2 taken back"}
    kept.ok("check")
    kept.ok("fund", "carry", OLD, "--to", "2018", "--format", "json")  # the emptied fund is taken over
    assert funds(kept)[NEW][1] == "610.00" and len(funds(kept)) == 3
    assert [(row["kind"], row["undone_by"]) for row in kept.ok("batch", "list", "--format", "json").rows()] == [
        ("import", None), ("carry", 3), ("undo", None), ("carry", None),
    ]  # fmt: skip
    assert "结转" in kept.ok("batch", "list", lang="zh").out and "结转" in kept.ok("log", lang="zh").out
    kept.ok("check")
    # What comes late may go the same way, or on into a later year: the rest of the plan went before.
    move(kept, "receipt", "30", "2017-12-31")
    row = kept.ok("fund", "carry", OLD, "--to", "2018", "--dry-run", "--format", "json").rows()[0]
    assert (row["into"], row["cash"], row["allocated"]) == (NEW, "30.00", "0.00")
    row = kept.ok("fund", "carry", OLD, "--to", "2019", "--name", "迟到", "--format", "json").rows()[0]
    assert (row["into"], row["cash"], row["allocated"]) == ("迟到", "30.00", "0.00")
    assert funds(kept)["迟到"][0] is None
    refused(kept, OLD, "--to", "2018", says="already")


def test_what_is_left_after_the_rest_was_carried_on_follows(kept: Store) -> None:
    """50 of 250 come back in the old year, and 10 in June: each time the difference is said, and follows with its allocation."""
    kept.ok("fund", "carry", OLD, "--to", "2018")
    [paid] = [row["id"] for row in kept.ok("spending", "list", "--project", "路", "--format", "json").rows()]
    back = kept.ok(
        "spending", "reverse", str(paid), "--amount", "50", "--reason", "退", "--date", "2017-12-31", "--format", "json"
    )
    assert (
        f"holds 50.00 yuan again. The difference goes the same way: aidtrack --db {shlex.quote(kept.target.pasted)} fund carry '{OLD}' --to 2018."
        in back.err
    )
    before = funds(kept)
    answer = kept.ok("fund", "carry", OLD, "--to", "2018", "--format", "json")
    row = answer.rows("carry")[0]
    assert (row["into"], row["cash"], row["allocated"], row["released"]) == (NEW, "50.00", "50.00", "0.00")
    assert {(one["kind"], one["fund"], one["amount"], one["date"]) for one in answer.rows("entries") if one["kind"] == "receipt"} == {
        ("receipt", OLD, "-50.00", "2018-01-01"), ("receipt", NEW, "50.00", "2018-01-01"),
    }  # fmt: skip
    assert [(row["closing"], row.get("carried_out")) for row in carryover(kept, "2017")[:1]] == [("660.00", None)]
    assert [(row["opening"], row["carried_out"]) for row in carryover(kept, "2018")[:1]] == [("660.00", "660.00")]
    # plan, received …: what was not used of the plan after all is the new one's, and the plan counts once
    assert [funds(kept)[name][0] for name in (OLD, NEW, "total")] == ["1000.00", "650.00", "1000.00"]
    assert funds(kept)[NEW][1:5] == ("660.00", None, "550.00", "100.00")
    kept.ok("check", "--strict")
    kept.ok("batch", "undo", str(row["batch"]), "--yes")
    assert funds(kept) == before  # the plan too
    kept.ok("fund", "carry", OLD, "--to", "2018")
    # In June: the difference goes on when it is there, and nothing of it is seen in May (but the plan, which is as it is today).
    may = [kept.json("report", name, "--as-of", "2018-05-31") for name in ("carryover", "overview", "project")]
    back = kept.ok(
        "spending", "reverse", str(paid), "--amount", "10", "--reason", "退", "--date", "2018-06-05", "--format", "json"
    )
    assert "holds 10.00 yuan again" in back.err
    answer = kept.ok("fund", "carry", OLD, "--to", "2018", "--format", "json")
    assert {one["date"] for one in answer.rows("entries")} == {"2018-06-05"}
    assert [kept.json("report", name, "--as-of", "2018-05-31") for name in ("carryover", "overview", "project")] == may
    assert [(row["opening"], row["carried_out"], row["closing"]) for row in carryover(kept, "2018")[:1]] == [
        ("660.00", "670.00", "0.00")
    ]
    kept.ok("check", "--strict")
    # Nothing is left: there is nothing to be said, and nothing to carry.
    refused(kept, OLD, "--to", "2018", says="already")
    refused(kept, OLD, "--to", "2018", "--surplus", says="already")


def test_a_fund_with_older_entries_is_not_carried_to(kept: Store) -> None:
    kept.ok("fund", "carry", OLD, "--to", "2018")
    move(kept, "receipt", "30", "2017-12-31")
    move(kept, "receipt", "5", "2017-06-01", "--over", "补记", fund=NEW)
    older = kept.ok("receipt", "list", "--fund", NEW, "--year", "2017", "--format", "json").rows()[0]["id"]
    refused(kept, OLD, "--to", "2018", says=f"“{NEW}” has entries before 2018-01-01: receipt {older}")
    kept.ok("receipt", "reverse", str(older), "--reason", "误记", "--date", "2017-06-01")
    kept.ok("fund", "carry", OLD, "--to", "2018")


def test_a_disbursement_comes_back_with_its_allocation(kept: Store) -> None:
    """Of the closed project 渠 200 are allocated and disbursed and 150 spent: 50 come free, and are no longer disbursed."""
    move(kept, "disbursement", "200", "2017-03-02", "--project", "渠")
    for more in ((), ("--surplus", "--name", "结余")):
        kept.ok("fund", "carry", OLD, "--to", "2018", *more)
        assert kept.json("check")["tables"][0]["rows"] == []
        rows = kept.json("report", "project", "--as-of", "2018-01-01")["tables"][0]["rows"]
        held = {row["project"]: (row["allocated"], row["disbursed"], flagged(row["flags"])) for row in rows}
        assert held["渠"] == ("150.00", "150.00", "")
        kept.ok("batch", "undo", "2" if not more else "4", "--yes")


def test_a_chain_is_taken_back_from_its_end(kept: Store) -> None:
    """What is left of it is an empty fund without a budget, which no report counts and no alert names."""
    before, alerts = funds(kept)[OLD], kept.json("report", "alerts", "--as-of", "2019-06-30")["tables"][1]["rows"]
    kept.ok("fund", "carry", OLD, "--to", "2018")
    kept.ok("fund", "carry", NEW, "--to", "2019")
    kept.ok("batch", "undo", "3", "--yes")
    kept.ok("batch", "undo", "2", "--yes")
    after = funds(kept)
    assert after[OLD] == before == after["total"]
    assert {after[name][:1] + after[name][4:5] for name in (NEW, "专项(2019年结转)")} <= {(None, None), (None, "0.00")}
    assert kept.json("report", "alerts", "--as-of", "2019-06-30")["tables"][1]["rows"] == alerts
    kept.ok("check")
    kept.ok("fund", "carry", OLD, "--to", "2018")
    assert funds(kept)[NEW][0] == "600.00"  # the emptied fund has its budget back: 1,000 less 400 spent


def test_the_rest_of_a_plan_is_alerted_where_it_is(kept: Store) -> None:
    kept.ok("fund", "carry", OLD, "--to", "2018")
    rows = kept.json("report", "alerts", "--as-of", "2019-06-30")["tables"][1]["rows"]
    alerted = {row["fund"]: row["amount"] for row in rows if row["kind"] == "unallocated"}
    unallocated = {name: row[4] for name, row in funds(kept, "--as-of", "2019-06-30").items() if name != "total"}
    assert alerted == {name: fen for name, fen in unallocated.items() if fen not in (None, "0.00")}


def test_as_surplus_no_allocation_goes_on(kept: Store) -> None:
    row = kept.ok("fund", "carry", OLD, "--to", "2018", "--surplus", "--name", "结余", "--format", "json").rows()[0]
    assert [row[name] for name in ("source", "cash", "allocated", "released")] == [
        "surplus",
        "610.00",
        "0.00",
        "550.00",
    ]
    assert funds(kept)["结余"][3:5] == (None, "600.00")
    move(kept, "allocation", "5", "2018-02-01", "--project", "讲", fund="结余")
    move(kept, "spending", "5", "2018-02-02", "--project", "讲", fund="结余")
    # Surplus has the source of the fund that it is part of.
    assert kept.json("report", "support")["tables"][0]["total"]["fiscal"] == "405.00"


def test_a_reason_goes_on_with_its_money(kept: Store) -> None:
    kept.ok("fund", "add", "专款", "--year", "2017", "--earmark-category", "培训")
    move(kept, "receipt", "90", "2017-01-01", fund="专款")
    move(kept, "allocation", "60", "2017-02-01", "--project", "路", "--over", "会议决定", fund="专款")
    kept.ok("fund", "carry", "专款", "--to", "2018", "--name", "专款二")
    [row] = [one for one in kept.ok("report", "fund", "--format", "json").rows() if one["fund"] == "专款二"]
    assert (row["budget"], row["allocated"], row["unallocated"]) == (None, "60.00", "30.00")
    assert "outside_earmark(会议决定)" in flagged(row["flags"])


def test_what_cannot_be_carried_on(kept: Store) -> None:
    refused(kept, OLD, "--to", "2017", says="of 2017: 2017 is not after that")
    refused(kept, OLD, "--to", "2099", says="2099-01-01 lies in the future", code=2)
    refused(kept, OLD, "--to", "18", says="--to", code=2)
    refused(kept, OLD, "--to", "2018", "--name", "合计", says="--name", code=2)
    refused(kept, "没有", "--to", "2018", says="没有")
    refused(kept, OLD, "--to", "2018", "--name", OLD, says="exists already")
    move(kept, "receipt", "7", "2018-02-03")
    refused(kept, OLD, "--to", "2018", says="entries of 2018-01-01 or later: receipt 9")
    kept.ok("receipt", "reverse", "9", "--reason", "记错", "--date", "2018-02-04")
    # 0.01 beyond what there is, with a reason; then 1,000 allocated of 400 that came.
    move(kept, "spending", "610.01", "2017-12-01", "--project", "讲", "--over", "急")
    refused(kept, OLD, "--to", "2018", says="overdrawn by 0.01 yuan")
    kept.ok("fund", "add", "空", "--year", "2017")
    refused(kept, "空", "--to", "2018", says="nothing to carry on")
    move(kept, "receipt", "400", "2017-01-01", fund="空")
    move(kept, "allocation", "1000", "2017-02-01", "--project", "路", "--over", "待到账", fund="空")
    refused(kept, "空", "--to", "2018", says="1,000.00 yuan are allocated and not spent, but only 400.00")
    kept.ok("household", "add", "H1", "--village", "牙河村")
    kept.ok("fund", "add", "贷", "--form", "借款")
    move(kept, "receipt", "100", "2017-01-01", fund="贷")
    move(kept, "loan", "40", "2017-01-02", "--household", "H1", "--ref", "L", fund="贷")
    refused(kept, "贷", "--to", "2018", says="40.00 yuan of loans outstanding")
    kept.ok("repayment", "add", "30", "--loan", "L", "--date", "2017-06-01")
    kept.ok("writeoff", "add", "10", "--loan", "L", "--date", "2017-06-01", "--reason", "灾")
    row = kept.ok("fund", "carry", "贷", "--to", "2018", "--format", "json").rows()[0]
    assert row["cash"] == "90.00"
    kept.ok("check")


def at(store: Store, report: str, *period: str) -> list[dict[str, Any]]:
    tables = store.json("report", report, *period)["tables"]
    rows: list[dict[str, Any]] = next((one for one in tables if one["name"] == report), tables[0])["rows"]
    return rows


def moved(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    heads = ("fund", "opening", "received", "returned", "carried_in", "carried_out", "closing")
    return [tuple(row.get(name) for name in heads) for row in rows]


def test_what_is_taken_back_in_june_was_carried_on_in_january(kept: Store) -> None:
    """One yuan of each half: in January all of it was carried on, over the year 609 of it; neither is a return or a receipt."""
    kept.ok("fund", "carry", OLD, "--to", "2018")
    halves = {
        row["fund"]: str(row["id"]) for row in kept.ok("receipt", "list", "--year", "2018", "--format", "json").rows()
    }
    january = [(name, at(kept, name, "--as-of", "2018-01-31")) for name in ("carryover", "fund", "alerts", "briefing")]
    back = ("--amount", "1", "--reason", "多转", "--date", "2018-06-01", "--over", "补记")
    taken = kept.ok("receipt", "reverse", halves[OLD], *back)
    assert f"entry {halves[NEW]}, the other half" in taken.err, taken
    assert [(name, at(kept, name, "--as-of", "2018-01-31")) for name, _ in january] == january
    assert moved(at(kept, "carryover", "--as-of", "2018-01-31")) == [
        (OLD, "610.00", None, None, None, "610.00", "0.00"), (NEW, None, None, None, "610.00", None, "610.00"),
    ]  # fmt: skip
    assert moved(at(kept, "carryover", "--year", "2018")) == [
        (OLD, "610.00", None, None, None, "609.00", "1.00"), (NEW, None, None, None, "609.00", None, "609.00"),
    ]  # fmt: skip
    kept.ok("check")


TRANCHES = """类型,日期,资金,金额（元）,原因,流水号,结转流水号
到账,2018-01-01,专项,-300,转,转-1,
到账,2018-01-01,专项,-300,转,转-2,
到账,2018-01-01,新,300,,,转-1
到账,2018-01-01,新,300,,,转-2
到账,2018-01-01,新,5,,,
到账,2018-01-01,专项,-5,上缴,,
"""


def test_two_equal_tranches_of_one_day(kept: Store, tmp_path: Path, new_store: Callable[[str], Store]) -> None:
    """Each is marked. What is not marked was returned and received, however much it looks like it."""
    for place in ("路", "渠", "讲"):  # so that what leaves is not allocated
        rows = kept.ok("allocation", "list", "--project", place, "--format", "json").rows()
        cut = {"路": "450", "渠": "50", "讲": "50"}[place]
        kept.ok(
            "allocation", "reverse", str(rows[0]["id"]), "--amount", cut, "--reason", "结转", "--date", "2017-12-31"
        )
    sheets = {"资金": "资金名称,年度,属于\n新,2018,专项\n", "流水": TRANCHES}
    kept.take(tmp_path, sheets)
    expected = [
        (OLD, "610.00", None, "5.00", None, "600.00", "5.00"),
        ("新", None, "5.00", None, "600.00", None, "605.00"),
    ]
    assert moved(at(kept, "carryover", "--year", "2018")) == expected
    assert {"flag": "carried_on", "reason": "新"} in at(kept, "fund", "--year", "2018")[0]["flags"]
    folder = tmp_path / "out"
    folder.mkdir()
    for form in ("csv", "json", "xlsx"):
        kept.ok("export", "fund", "-o", str(folder / f"fund.{form}"))
        kept.ok("export", "entry", "-o", str(folder / f"entry.{form}"))
        kept.ok("export", "project", "village", "-o", str(folder / f"rest.{form}")) if form != "csv" else None
    for form in ("json", "xlsx"):
        other = new_store("sqlite")
        other.ok("import", *(str(folder / f"{name}.{form}") for name in ("fund", "entry", "rest")))
        assert moved(at(other, "carryover", "--year", "2018")) == expected


@pytest.mark.parametrize(
    "row",
    [
        "到账,2018-01-01,新,299.99,,,转-1",
        "到账,2018-01-02,新,300,,,转-1",
        "到账,2018-01-01,专项,300,,,转-1",
        "利息,2018-01-01,新,300,,,转-1",
        "到账,2018-01-01,新,300,,,收-1",
        "到账,2018-01-01,新,300,,,转-1\n到账,2018-01-01,新,300,,,转-1",
    ],
    ids=("amount", "day", "fund", "kind", "what came", "twice"),
)
def test_a_mark_that_carries_nothing_is_refused(store: Store, tmp_path: Path, row: str) -> None:
    store.take(tmp_path, {"资金": "资金名称,年度,属于\n专项,2017,\n新,2018,专项\n"})
    text = f"类型,日期,资金,金额（元）,原因,流水号,结转流水号\n到账,2017-01-01,专项,900,,收-1,\n到账,2018-01-01,专项,-300,转,转-1,\n{row}\n"
    path = tmp_path / "流水.csv"
    path.write_text(text, "utf-8")
    before = dump(store)
    answer = store("import", str(path))
    assert (answer.code, "carry on no receipt" in answer.err + answer.out) == (1, True), answer
    assert dump(store) == before
    path.write_text(text.replace(row, "到账,2018-01-01,新,300,,,转-1"), "utf-8")
    store.ok("import", str(path))
    with raw(store) as connection:
        [(fund, left)] = connection.execute(
            "SELECT fund_id, carries_id FROM entry WHERE carries_id IS NOT NULL"
        ).fetchall()
        with pytest.raises(Exception, match="aidtrack G4"):  # once is enough, by whatever door
            connection.execute(
                "INSERT INTO entry (kind, date, fund_id, amount_fen, carries_id)"
                f" VALUES ('receipt', '2018-01-01', {fund}, 30000, {left})"
            )


def test_what_was_carried_on_waits_since_it_first_came_and_has_no_voucher(store: Store) -> None:
    store.ok("fund", "add", "甲", "--year", "2017")
    store.ok("receipt", "add", "100", "--fund", "甲", "--date", "2017-03-01", "--voucher", "收-1")
    store.ok("fund", "carry", "甲", "--to", "2018", "--name", "乙")
    store.ok("receipt", "add", "7", "--fund", "乙", "--date", "2018-01-03")
    found = {row["kind"]: row for row in at(store, "alerts", "--as-of", "2018-01-31") if row["fund"] == "乙"}
    # Since March; 7 came since.
    assert (found["unallocated"]["amount"], found["unallocated"]["days"]) == ("100.00", 336)
    tables = store.ok("report", "quality", "--as-of", "2018-01-31", "--format", "json")
    gaps = [(row["fund"], row["amount"]) for row in tables.rows(1) if row["kind"] == "no_voucher"]
    assert gaps == [("乙", "7.00")]


HALF = "INSERT INTO entry (kind, date, fund_id, project_id, village_id, amount_fen, reverses_id, reason{0}) SELECT kind, date, fund_id, project_id, village_id, -amount_fen, id, '改'{1} FROM entry WHERE date = '2018-01-01' AND fund_id = 2 AND kind = "


def uneven(store: Store) -> tuple[int, list[tuple[str, str, str]]]:
    """How `check` ends, but for the log, which raw SQL leaves alone; and what it says of halves."""
    answer = store("check", "--format", "json")
    rows = [row for row in answer.rows("findings") if row["rule"] == "carried"]
    return answer.code, [(row["level"], row["what"], row["problem"]) for row in rows]


@pytest.mark.parametrize("kind", ["receipt", "allocation", "disbursement"])
def test_check_names_halves_of_which_not_as_much_is_left(kept: Store, kind: str) -> None:
    """Another program takes back the half that came, within every rule of sums."""
    kept.ok("fund", "edit", OLD, "--budget", "")
    kept.ok("fund", "carry", OLD, "--to", "2018")
    if kind == "receipt":
        kept.ok("receipt", "add", "610", "--fund", NEW, "--date", "2018-02-01")
    if kind == "allocation":
        kept.ok(
            "allocation", "add", "500", "--fund", NEW, "--project", "渠", "--date", "2018-02-01", "--over", "另有来源"
        )
    with raw(kept) as connection:
        connection.execute(f"{HALF.format('', '')}'{kind}'")
    code, found = uneven(kept)
    assert code == 5 and {level for level, _, _ in found} == {"damage"}, found
    assert all(
        what.startswith(kind) and "0.00 of the other half" in said and "batch undo 2" in said for _, what, said in found
    )
    assert len(found) == {"receipt": 1, "allocation": 2, "disbursement": 1}[kind]


@pytest.mark.parametrize("kind", ["receipt", "allocation", "disbursement"])
def test_both_halves_are_taken_back_or_none(kept: Store, kind: str) -> None:
    kept.ok("fund", "carry", OLD, "--to", "2018")
    listed = kept.ok(kind, "list", "--year", "2018", "--format", "json").rows()
    [came] = [row for row in listed if row["fund"] == NEW and row["project"] in (None, "路")]
    [left] = [row for row in listed if row["fund"] == OLD and row["project"] == came["project"]]
    back = ("--amount", "1", "--reason", "多转")
    before = dump(kept)
    alone = kept(kind, "reverse", str(came["id"]), *back)
    assert (alone.code, "batch undo 2" in alone.err, "--over" in alone.err) == (1, True, True), alone
    assert dump(kept) == before
    for one, other in ((came, left), (left, came)):
        taken = kept.ok(kind, "reverse", str(one["id"]), *back, "--over", "补记", lang="zh")
        assert f"结转的另一半(流水 {other['id']})已冲销同样的数额" in taken.err, taken
        assert uneven(kept) == (0, [])
    rows = kept.ok(kind, "list", "--year", "2018", "--format", "json").rows()
    taken_back = sorted((row["reverses"], row["amount"]) for row in rows if row["reverses"])
    assert taken_back == sorted([(came["id"], "-1.00"), (left["id"], "1.00")] * 2)
    counter = next(row["id"] for row in rows if row["reverses"])
    before = dump(kept)
    for over in ((), ("--over", "又改")):  # which of the other half's would live again?
        answer = kept(kind, "reverse", str(counter), "--reason", "又改", *over)
        assert (answer.code, "half" in answer.err, "batch undo 2" in answer.err) == (1, True, True)
    assert dump(kept) == before


def test_where_less_is_left_of_one_half_the_other_makes_up_for_it(kept: Store) -> None:
    """Another program took back a part of one alone; what is taken back of the other is that part first."""
    kept.ok("fund", "edit", OLD, "--budget", "")
    kept.ok("fund", "carry", OLD, "--to", "2018")
    with raw(kept) as connection:
        connection.execute(f"{HALF.format('', '')}'disbursement'")
    [left] = [
        row
        for row in kept.ok("disbursement", "list", "--year", "2018", "--format", "json").rows()
        if row["fund"] == OLD
    ]
    taken = kept.ok("disbursement", "reverse", str(left["id"]), "--reason", "补齐", "--over", "补记")
    assert "other half" not in taken.err
    assert uneven(kept)[1] == []


@pytest.mark.parametrize(
    "words",
    [
        ("allocation", "correct", "3", "--fund", "另"),
        ("allocation", "correct", "3", "--fund", "另", "--with-spending"),
        ("allocation", "correct", "3", "--amount", "300"),
        ("allocation", "reverse", "3", "--amount", "400"),
        ("spending", "correct", "7", "--amount", "251"),
        ("spending", "add", "1", "--fund", OLD, "--project", "路", "--date", "2017-12-01"),
        ("receipt", "correct", "1", "--amount", "900"),
        ("receipt", "reverse", "1", "--amount", "1"),
    ],
    ids=" ".join,
)
def test_what_is_short_because_it_was_carried_on_says_so(kept: Store, words: tuple[str, ...]) -> None:
    """It names the carrying that is in the way, and what goes on before and after."""
    kept.run("fund add 另", "receipt add 9000 --fund 另 --date 2017-01-01", f"fund carry {OLD} --to 2018")
    before = dump(kept)
    why = () if words[1] == "add" else ("--reason", "录错")
    for lang in ("zh", "en"):
        answer = kept(*words, *why, lang=lang)
        assert answer.code == 1
        for said in (NEW, "batch undo 2", f"fund carry '{OLD}' --to 2018"):
            assert said in answer.err, answer.err
    assert dump(kept) == before
    kept.ok("batch", "undo", "2", "--yes")
    over = ("--over", "迟报") if words[0] == "receipt" else ()  # all of it is allocated
    along = ("--with-spending",) if words[-1] == "另" else ()
    kept.ok(*words, *along, *why, *over)
    kept.ok("fund", "carry", OLD, "--to", "2018")
    kept.ok("check")


def test_a_sheet_takes_both_halves_back_or_neither(kept: Store, tmp_path: Path) -> None:
    kept.ok("fund", "add", "新")
    kept.take(tmp_path, {"结转": TRANCHES.replace("300,,,转-1", "300,,到-1,转-1")})
    head = "类型,日期,资金,金额(元),原因,冲销流水号\n"
    left, came = "到账,2018-01-01,专项,100,多转,转-1\n", "到账,2018-01-01,新,-100,多转,到-1\n"
    path = tmp_path / "冲销.csv"
    path.write_text(head + came, "utf-8")
    answer = kept("import", str(path))
    assert (answer.code, "100.00" in answer.out, "half" in answer.out) == (1, True, True), answer
    path.write_text(f"{head.strip()},超支原因\n{came.strip()},另一半随后\n", "utf-8")
    excused = kept("import", str(path))
    assert (excused.code, "half" in excused.out) == (1, True), excused
    kept.take(tmp_path, {"冲销": head + left + came})
    assert uneven(kept) == (0, [])


def test_what_left_is_not_taken_back_under_what_came(kept: Store, tmp_path: Path) -> None:
    kept.ok("fund", "add", "新")
    rows = TRANCHES.splitlines(keepends=True)
    kept.take(tmp_path, {"转出": "".join(rows[:3])})
    kept.take(tmp_path, {"转入": "".join([rows[0], *rows[3:5]])})
    batches = [row["id"] for row in kept.ok("batch", "list", "--format", "json").rows()]
    answer = kept("batch", "undo", str(max(batches) - 1), "--yes")
    assert answer.code == 1 and f"batch undo {max(batches)}" in answer.err
    kept.ok("batch", "undo", str(max(batches)), "--yes")
    kept.ok("batch", "undo", str(max(batches) - 1), "--yes")
    assert uneven(kept) == (0, [])


def test_what_stands_in_the_way_of_a_carrying_is_named_with_its_command(kept: Store) -> None:
    """A correction goes whole, as it came; what was entered by itself is taken back by itself."""
    kept.ok("receipt", "add", "5", "--fund", OLD, "--date", "2017-06-01")
    id = str(kept.ok("receipt", "list", "--fund", OLD, "--format", "json").rows()[-1]["id"])
    kept.ok("db", "close", "2017", "--over", "试")
    kept.ok("receipt", "correct", id, "--amount", "6", "--reason", "录错")
    batch = kept.ok("batch", "list", "--format", "json").rows()[-1]["id"]
    kept.ok("receipt", "add", "7", "--fund", OLD, "--date", "2018-06-01")
    last = kept.ok("receipt", "list", "--fund", OLD, "--format", "json").rows()[-1]["id"]
    refused(kept, OLD, "--to", "2018", says=f"batch undo {batch} · ")
    refused(kept, OLD, "--to", "2018", says=f"receipt reverse {last} --reason")


INTO = (
    "类型,日期,资金,金额（元）,原因,流水号,结转流水号\n到账,{day},{of},-300,转,转-{of},\n到账,{day},新,300,,,转-{of}\n"
)


def test_what_is_carried_into_a_fund_makes_none_of_its_entries_early(store: Store, tmp_path: Path) -> None:
    """By a sheet and by SQL as by the command, and also later: the guards let pass what `check` finds right, and no more."""
    store.take(tmp_path, {"资金": "资金名称,年度,属于\n甲,2017,\n乙,2018,\n新,2018,甲\n"})
    for fund, ref in (("甲", "收-1"), ("乙", "收-2"), ("新", "旧-1")):
        store.ok("receipt", "add", "900", "--fund", fund, "--date", "2017-05-01", "--ref", ref)
    paths = [tmp_path / f"{of}.csv" for of in ("甲", "乙")]
    for path, day in zip(paths, ("2018-05-01", "2019-05-01"), strict=True):
        path.write_text(INTO.format(of=path.stem, day=day), "utf-8")

    def is_refused(*args: str) -> None:
        before = dump(store)
        answer = store(*args)
        assert (answer.code, "what another fund left" in answer.err + answer.out) == (1, True), answer
        assert dump(store) == before

    is_refused("import", str(paths[0]))
    with raw(store) as connection:
        [(of,)] = connection.execute("SELECT fund_id FROM entry WHERE ref = '收-1'").fetchall()
        [(into,)] = connection.execute("SELECT id FROM fund WHERE name = '新'").fetchall()
        row = "INSERT INTO entry (kind, date, fund_id, amount_fen, reason, carries_id) VALUES ('receipt', '2018-05-01', {}, {}, 'x', {})"
        connection.execute("BEGIN")
        connection.execute(row.format(of, -100, "NULL"))
        with pytest.raises(Exception, match="aidtrack G9"):
            connection.execute(row.format(into, 100, "(SELECT max(id) FROM entry)"))
        connection.execute("ROLLBACK")
    store.ok("receipt", "reverse", "旧-1", "--reason", "误")
    batch = store.ok("import", str(paths[0]), "--format", "json").rows()[0]["batch"]
    store.ok("import", str(paths[1]))
    [(back,)] = sql(store, "SELECT id FROM entry WHERE reverses_id IS NOT NULL")
    again = ("receipt", "reverse", f"id:{back}", "--reason", "误", "--date", "2018-06-01")
    is_refused(*again)
    store.ok("check", "--strict")
    store.ok("receipt", "add", "1", "--fund", "新", "--date", "2018-06-01")
    is_refused("batch", "undo", str(batch), "--yes")
    store.ok(*again, "--over", "补记")
    assert {row["level"] for row in store.json("check")["tables"][0]["rows"]} == {"alert"}
