"""`fund transfer` and `reallocate`: two entries in one act, that keep all totals, and are taken back together or not at all."""

import shlex
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Store, examples, flagged, once
from ledger.chain import dump, raw

DAY, WHY = ("--date", "2017-08-01"), ("--reason", "结对")
SHEETS = {
    "village": "name,county,depth\n牙河村,陇西县,deep\n咀儿村,武山县,poor\n邻村,陇西县,deep\n",
    "fund": "name,source,year,budget,idle_from,earmark_category,earmark_place,earmark_depth,from_office\n"
    "甲,fiscal,2017,1000,2015-06,,,,\n乙,self,2017,,,,,,\n县,self,2017,,,,陇西县,,\n村,self,2017,,,道路,陇西县/牙河村,,\n贫,self,2017,,,,,poor,\n深,self,2017,,,,,deep,\n给,self,2017,,,,,,620000\n另,self,2017,,,,,,621122\n",
    "project": "name,village,closed_on,category\n路,牙河村,,道路\n渠,咀儿村,,\n讲,,,\n老,牙河村,2017-06-01,\n",
    "entry": "kind,date,fund,project,village,amount\nreceipt,2017-01-10,甲,,,1000\nreceipt,2017-03-01,乙,,,500\nreceipt,2017-03-01,县,,,100\n"
    "receipt,2017-03-01,村,,,100\nreceipt,2017-03-01,贫,,,100\nreceipt,2017-03-01,深,,,100\n"
    "allocation,2017-02-01,甲,路,,600\nallocation,2017-02-01,甲,讲,牙河村,100\nallocation,2017-02-01,甲,讲,咀儿村,100\n"
    "allocation,2017-04-01,乙,渠,,200\nspending,2017-05-01,甲,路,,250\n",
}


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    store.take(tmp_path, SHEETS)
    return store


def refused(store: Store, *args: str, says: tuple[str, ...], code: int = 1) -> None:
    before = dump(store)
    answer = store(*args)
    assert answer.code == code, answer
    assert [word for word in says if word not in answer.err.replace("'", "")] == [], answer.err
    assert dump(store) == before


def rows(store: Store, *args: str) -> list[dict[str, Any]]:
    return store.ok(*args, "--format", "json").rows()


def by(store: Store, *args: str, key: str = "fund") -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in rows(store, *args)}


def test_a_transfer_in_every_answer(kept: Store) -> None:
    """甲 is planned with 1,000 and received them; 120 of it go to 乙, which has waited since March, 甲 since June 2015."""
    tried = kept.ok("fund", "transfer", "甲", "乙", "120", *DAY, *WHY, "--dry-run", "--format", "json")
    totals = kept.json("report", "fund")["tables"][0]["total"]
    answer = kept.ok("fund", "transfer", "甲", "乙", "120元", *DAY, *WHY, "--doc-no", "示1号", "--format", "json")
    [batch] = [row["batch"] for row in answer.rows("transfer")]  # a server counts what was tried too
    row = {
        "from": "甲",
        "into": "乙",
        "amount": "120.00",
        "date": "2017-08-01",
        "idle_since": "2015-06",
        "batch": batch,
    }
    assert answer.rows("transfer") == [row]
    assert tried.rows("transfer") == [{**row, "batch": None}]
    halves = [(one["fund"], one["amount"], one["doc_no"], one["reason"]) for one in answer.rows("entries")]
    assert halves == [("甲", "-120.00", "示1号", "结对"), ("乙", "120.00", "示1号", "结对")]
    funds = by(kept, "report", "fund")
    said = ("budget", "received", "unallocated", "cash")
    assert [funds["甲"][name] for name in said] == ["1000.00", "880.00", "200.00", "630.00"]  # the budget is untouched
    assert [funds["乙"][name] for name in said] == [None, "620.00", "420.00", "620.00"]
    assert flagged(funds["甲"]["flags"]) == "" and flagged(funds["乙"]["flags"]) == "unspent"  # nothing is waited for
    total = kept.json("report", "fund")["tables"][0]["total"]
    # What 乙 may allocate is what it received; what 甲 may is its budget.
    assert total == {**totals, "unallocated": "1020.00"}
    carried = kept.json("report", "carryover", "--year", "2017")["tables"][0]
    found = {
        row["fund"]: [row[name] for name in ("received", "moved", "returned", "closing", "idle_since")]
        for row in carried["rows"]
    }
    assert found["甲"] == ["1000.00", "-120.00", None, "630.00", "2015-06"]
    assert found["乙"] == ["500.00", "120.00", None, "620.00", "2015-06"]
    assert carried["total"]["moved"] == "0.00"
    day_before = by(kept, "report", "carryover", "--as-of", "2017-07-31")
    assert (day_before["乙"]["idle_since"], day_before["乙"]["moved"]) == ("2017-03-01", None)
    assert "no_voucher" not in {
        row["kind"]
        for row in kept.ok("report", "quality", "--format", "json").rows("gaps")
        if row["amount"] == "120.00"
    }
    log = kept.ok("log", "--limit", "1", "--format", "json").rows()
    assert {row["action"] for row in log} == {"transfer"} and "甲 · -120.00 yuan · 结对" in log[0]["change"]
    kept.ok("check")
    kept.ok("batch", "undo", str(batch))
    again = kept("batch", "undo", str(batch)).err
    assert "fund transfer 甲 乙 120.00 --date 2017-08-01 --reason 结对" in again.replace("'", ""), again
    assert kept.json("report", "fund")["tables"][0]["total"] == totals
    assert by(kept, "report", "carryover", "--year", "2017")["乙"]["idle_since"] == "2017-03-01"
    kept.ok("check")


@pytest.mark.parametrize(
    ("line", "says", "code"),
    [
        ("fund transfer 甲 乙 750.01 --reason x", ("has 750.00 yuan of cash: the transfer of 750.01 is 0.01 yuan more", "receipt add 0.01"), 1),
        ("fund transfer 甲 乙 1000.01 --reason x --over 先付", ("received 1,000.00 yuan: the transfer of 1,000.01 is 0.01",), 1),
        ("fund transfer 乙 甲 300.01 --reason x", ("more are allocated than would be left", "0.01"), 1),
        ("fund transfer 甲 甲 1 --reason x", ("one fund",), 1),
        ("fund transfer 甲 乙 -5 --reason x", ("above zero",), 1),
        ("fund transfer 甲 乙 0 --reason x", ("is 0",), 1),
        ("fund transfer 甲 无 5 --reason x", ("无",), 1),
        ("fund transfer 甲 乙 5", ("--reason",), 2),
        ("fund transfer 甲 乙 5 --reason ' '", ("--reason",), 2),
        ("fund transfer 甲 乙 5 --reason x --date 2099-01-01", ("future",), 2),
        ("fund transfer 县 乙 5 --reason x", ("earmarked (陇西县)", "--earmark-place 陇西县"), 1),
        ("fund transfer 村 县 5 --reason x", ("earmarked (道路、陇西县/牙河村)",), 1),
        ("fund transfer 深 贫 5 --reason x", ("earmarked (deep)",), 1),
        ("fund transfer 给 乙 5 --reason x", ("holds money of 620000, “乙” of no other office", "fund add NAME --from-office 620000", "fund edit 乙"), 1),
        ("fund transfer 乙 给 5 --reason x", ("“乙” holds money of no other office, “给” of 620000", "fund add NAME."), 1),
        ("fund transfer 给 另 5 --reason x", ("holds money of 620000, “另” of 621122",), 1),
        ("reallocate 路 渠 350.01 --reason x", ("600.00 yuan are allocated and 250.00 spent, so 350.00 can be reallocated, not 350.01",), 1),
        ("reallocate 路 老 5 --reason x", ("closed or cancelled",), 1),
        ("reallocate 路 路 5 --reason x", ("one project",), 1),
        ("reallocate 讲 路 5 --reason x", ("2 villages", "--from-village"), 1),
        ("reallocate 路 讲 5 --reason x", ("2 villages", "--to-village"), 1),
        ("reallocate 路 渠 5 --fund 乙 --reason x", ("0.00 can be reallocated",), 1),
        ("reallocate 老 渠 5 --reason x", ("no fund is allocated",), 1),
    ],
)  # fmt: skip
def test_what_is_refused_writes_nothing(kept: Store, line: str, says: tuple[str, ...], code: int) -> None:
    words = shlex.split(line)
    dated = [] if "--date" in words else [*DAY]
    refused(kept, *words, *dated, says=says, code=code)


@pytest.mark.parametrize("line", ["甲 县", "县 村", "贫 深", "甲 贫"])
def test_an_earmark_may_become_narrower(kept: Store, line: str) -> None:
    kept.ok("fund", "transfer", *line.split(), "5", *DAY, *WHY)
    kept.ok("check")


def test_an_earmark_never_becomes_wider_though_no_other_village_is_known_there(kept: Store) -> None:
    """All villages of 定西市 that are known lie in 陇西县, which is a part of it all the same; a code says it as its name does."""
    for name in ("牙河村", "邻村"):
        kept.ok("village", "edit", name, "--prefecture", "定西市")
    kept.ok("village", "edit", "牙河村", "--code", "621122100201")
    kept.ok("village", "edit", "邻村", "--code", "621122100202", "--township", "首阳镇")
    for name, place in (
        ("市", "定西市"),
        ("码", "6211"),
        ("两", "陇西县、定西市"),
        ("镇", "首阳镇"),
        ("县码", "621122"),
        ("两村", "牙河村、邻村"),
    ):
        kept.ok("fund", "add", name, "--source", "self", "--year", "2017", "--earmark-place", place)
    for wider in ("市", "码", "两"):
        refused(kept, "fund", "transfer", "县", wider, "5", *DAY, *WHY, says=("earmarked (陇西县)",))
    for amount, narrower in enumerate(("镇", "县码", "两村", "村"), 1):
        kept.ok("fund", "transfer", "县", narrower, str(amount), *DAY, *WHY)
    kept.ok("check")


def test_a_reallocation_in_every_answer(kept: Store) -> None:
    """甲 has set 600 aside for 路 in 牙河村, of which 250 are spent."""
    totals = kept.json("report", "overview")["tables"][0]["total"]
    answer = kept.ok("reallocate", "路", "渠", "350", *DAY, *WHY, "--doc-no", "示2号", "--format", "json")
    assert answer.rows("reallocate") == [
        {"fund": "甲", "from": "路", "from_village": "牙河村", "into": "渠", "into_village": "咀儿村", "amount": "350.00",
         "date": "2017-08-01", "batch": 2}
    ]  # fmt: skip
    halves = [(one["project"], one["village"], one["amount"], one["doc_no"]) for one in answer.rows("entries")]
    assert halves == [("路", "牙河村", "-350.00", "示2号"), ("渠", "咀儿村", "350.00", "示2号")]
    projects = by(kept, "report", "project", key="project")
    assert [(projects[name]["allocated"], projects[name]["remaining"]) for name in ("路", "渠")] == [
        ("250.00", "0.00"),
        ("550.00", "550.00"),
    ]
    assert by(kept, "report", "fund")["甲"]["unallocated"] == "200.00"
    kept.ok("reallocate", "讲", "路", "30", "--from-village", "咀儿村", *DAY, *WHY)
    kept.ok("reallocate", "路", "讲", "10", "--to-village", "not assigned", "--fund", "甲", *DAY, *WHY)
    found = {
        row["village"]: row["allocated"]
        for row in kept.ok("report", "project", "讲", "--format", "json").rows("funding")
    }
    assert found == {"牙河村": "100.00", "咀儿村": "70.00", None: "10.00"}
    assert kept.json("report", "overview")["tables"][0]["total"]["allocated"] == totals["allocated"]
    kept.ok("check")
    for batch in ("2", "3", "4"):
        kept.ok("batch", "undo", batch)
    assert kept.json("report", "overview")["tables"][0]["total"] == totals
    assert "reallocate 牙河村/路 咀儿村/渠 350.00 --fund 甲 --from-village 陇西县/牙河村" in kept(
        "batch", "undo", "2"
    ).err.replace("'", "")
    kept.ok("check")


@pytest.mark.parametrize(
    ("line", "kind"), [("fund transfer 甲 乙 120", "receipt"), ("reallocate 路 渠 120", "allocation")]
)
def test_neither_half_is_taken_back_or_corrected_alone(kept: Store, line: str, kind: str) -> None:
    kept.ok(*line.split(), *DAY, *WHY)
    left, came = [row["id"] for row in rows(kept, kind, "list", "--batch", "2")]
    for id in map(str, (left, came)):
        refused(kept, kind, "reverse", id, "--reason", "x", says=("a half of what was moved", "batch undo 2", "--over"))
        refused(
            kept,
            kind,
            "correct",
            id,
            "--amount",
            "7",
            "--reason",
            "x",
            says=("a half of what was moved", "batch undo 2"),
        )
    refused(kept, *line.split(), *DAY, "--reason", "另写", says=("recorded already", "batch 2", "--allow-duplicates"))
    kept.ok(*line.split(), *DAY, *WHY, "--allow-duplicates")
    kept.ok("batch", "undo", "3")
    kept.ok(kind, "reverse", str(came), "--amount", "20", "--reason", "多调", "--over", "补记")
    assert sorted(row["amount"] for row in rows(kept, kind, "list", "--from", "2017-08-01")) == ["-120.00", "-120.00", "-120.00", "-20.00", "120.00", "120.00", "120.00", "20.00"]  # fmt: skip
    kept.ok("check")
    with raw(kept) as connection:  # another program takes back what came alone
        connection.execute(
            "INSERT INTO entry (kind, date, fund_id, project_id, village_id, amount_fen, reverses_id, reason) SELECT kind, date, fund_id,"
            f" project_id, village_id, -100, id, 'x' FROM entry WHERE id = {came}"
        )
    found = [row for row in kept("check", "--format", "json").rows("findings") if row["rule"] == "carried"]
    assert [(row["level"], "100.00 yuan are left of it, 99.00" in row["problem"]) for row in found] == [
        ("damage", True)
    ]


MARK = "类型,日期,资金,项目,村,金额（元）,原因,流水号,调剂流水号\n{kind},2017-08-01,甲,{project},,-30,调,调-1,\n{row}\n"


@pytest.mark.parametrize(
    "row",
    [
        "到账,2017-08-01,乙,,,29.99,,,调-1", "到账,2017-08-02,乙,,,30,,,调-1", "到账,2017-08-01,甲,,,30,,,调-1",
        "利息,2017-08-01,乙,,,30,,,调-1", "到账,2017-08-01,乙,,,30,,,调-1\n到账,2017-08-01,乙,,,30,,,调-1",
        "安排,2017-08-01,乙,渠,,30,,,调-1", "安排,2017-08-01,甲,路,,30,,,调-1", "安排,2017-08-01,乙,路,,30,,,调-1",
    ],
)  # fmt: skip
def test_a_mark_that_moves_nothing_is_refused(kept: Store, tmp_path: Path, row: str) -> None:
    kind, project, good = (
        ("安排", "路", "安排,2017-08-01,甲,渠,,30,,,调-1")
        if row.startswith("安排")
        else ("到账", "", "到账,2017-08-01,乙,,,30,,,调-1")
    )
    path = tmp_path / "流水.csv"
    path.write_text(MARK.format(kind=kind, project=project, row=row), "utf-8")
    refused(kept, "import", str(path), "--allow-duplicates", says=())
    assert "move nothing of as much" in kept("import", str(path), "--allow-duplicates").out or "利息" in row
    path.write_text(MARK.format(kind=kind, project=project, row=good), "utf-8")
    kept.ok("import", str(path))
    with raw(kept) as connection:
        [(id, left)] = connection.execute("SELECT id, moves_id FROM entry WHERE moves_id IS NOT NULL").fetchall()
        with pytest.raises(Exception, match="aidtrack G4"):  # once is enough, by whatever door
            connection.execute(
                "INSERT INTO entry (kind, date, fund_id, project_id, village_id, amount_fen, moves_id)"
                f" SELECT kind, date, fund_id, project_id, village_id, amount_fen, {left} FROM entry WHERE id = {id}"
            )


def test_what_was_moved_goes_with_its_project_and_into_another_store(
    kept: Store, tmp_path: Path, new_store: Callable[[str], Store]
) -> None:
    kept.ok("fund", "transfer", "甲", "乙", "120", *DAY, *WHY)
    kept.ok("reallocate", "路", "渠", "50", *DAY, *WHY)
    other = new_store("sqlite")
    kept.ok("export", *(name for name in ("village", "fund", "project", "entry")), "-o", str(tmp_path / "全.xlsx"))
    other.ok("import", str(tmp_path / "全.xlsx"))
    for year in ("2016", "2017", "2018"):
        assert rows(other, "report", "carryover", "--year", year) == rows(kept, "report", "carryover", "--year", year)
    refused(kept, "fund", "merge", "乙", "县", *WHY, says=("a half of what was moved",))
    kept.ok("project", "edit", "渠", "--village", "牙河村", "--with-entries")
    kept.ok("project", "merge", "渠", "路", *WHY)
    kept.ok("check")
    assert by(kept, "report", "project", key="project")["路"]["allocated"] == "800.00"


_FUNDS, _PROJECTS = ("甲", "乙", "县"), (("路", "牙河村"), ("渠", "咀儿村"), ("讲", "未分村"))
_ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("transfer"), st.integers(0, 2), st.integers(0, 2), st.integers(1, 700)),
        st.tuples(st.just("reallocate"), st.integers(0, 2), st.integers(0, 2), st.integers(1, 400)),
        st.tuples(st.just("undo"), st.integers(0, 9), st.just(0), st.just(0)),
    ),
    min_size=1, max_size=7,
)  # fmt: skip


def _any_acts(store: Store, folder: Path, acts: list[tuple[str, int, int, int]]) -> None:
    """Cash and allocations recomputed act by act; what is refused changes nothing; totals never change."""
    store.take(folder, SHEETS)
    store.ok("fund", "edit", "县", "--earmark-place", "")
    cash = Counter({"甲": 750, "乙": 500, "县": 100})
    allocated = Counter({("路", "牙河村"): 600, ("渠", "咀儿村"): 0, ("讲", "未分村"): 0})
    moved: Counter[str] = Counter()
    standing: dict[str, tuple[Counter[Any], Counter[Any]]] = {}
    batch = 1
    for at, (act, one, other, fen) in enumerate(acts):
        words: tuple[str, ...] = ()
        change: tuple[Counter[Any], Counter[Any]] = (Counter(), Counter())
        if act == "transfer":
            left, came = _FUNDS[one], _FUNDS[other]
            words = (
                "fund",
                "transfer",
                left,
                came,
                str(fen),
                "--date",
                "2017-08-01",
                "--reason",
                f"第{at}次",
                "--allow-duplicates",
            )
            change[0].update({left: -fen})
            change[0].update({came: fen})
        elif act == "reallocate":
            (left, out_of), (came, to) = _PROJECTS[one], _PROJECTS[other]
            words = ("reallocate", left, came, str(fen), "--fund", "甲", "--from-village", out_of, "--to-village", to,
                     "--date", "2017-08-01", "--reason", f"第{at}次", "--allow-duplicates")  # fmt: skip
            change[1].update({(left, out_of): -fen})
            change[1].update({(came, to): fen})
        elif standing:
            undone = sorted(standing)[one % len(standing)]
            words = ("batch", "undo", undone)
            change = tuple(Counter({key: -value for key, value in part.items()}) for part in standing[undone])  # type: ignore[assignment]
        else:
            continue
        new_cash, new_allocated = Counter(cash), Counter(allocated)
        new_cash.update(change[0])
        new_allocated.update(change[1])
        # 乙 and 县 state no budget: what arrived is what they may allocate; of 路 250 are spent.
        sound = (
            all(fen >= 0 for fen in new_cash.values())
            and new_cash["乙"] >= 200
            and new_allocated["路", "牙河村"] >= 250
        )
        sound = sound and all(fen >= 0 for fen in new_allocated.values()) and (act == "undo" or one != other)
        answer = store(*words)
        assert answer.code == (0 if sound else 1), (words, answer, new_cash, new_allocated)
        if sound:
            batch += 1
            cash, allocated = new_cash, new_allocated
            moved.update(change[0])
            if act == "undo":
                del standing[undone]
            else:
                standing[str(batch)] = change
    funds, carried = by(store, "report", "fund"), by(store, "report", "carryover", "--year", "2017")
    for fund in _FUNDS:
        assert (funds[fund]["cash"], carried[fund]["closing"]) == (f"{cash[fund]}.00",) * 2
        assert (carried[fund]["moved"] or "0.00") == f"{moved[fund]}.00"
    cells = {
        (row["project"], row["village"] or "未分村"): row["allocated"]
        for row in store.ok("report", "fund", "甲", "--format", "json").rows("projects")
    }
    assert {cell: cells.get(cell) or "0.00" for cell in allocated} == {
        cell: f"{fen}.00" for cell, fen in allocated.items()
    }
    assert sum(cash.values()) == 1350 and sum(allocated.values()) == 600
    store.ok("check")


@pytest.mark.long
@settings(max_examples=examples(20))
@given(acts=_ACTS)
def test_any_moves_keep_all_totals(
    new_store: Callable[[str], Store], tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, int, int]]
) -> None:
    _any_acts(new_store("sqlite"), tmp_path_factory.mktemp("acts"), acts)


@pytest.mark.server
def test_some_moves_on_a_server(new_store: Callable[[str], Store], tmp_path: Path) -> None:
    acts = [("transfer", 0, 1, 700), ("transfer", 1, 0, 100), ("reallocate", 0, 1, 300), ("reallocate", 1, 2, 200), ("undo", 0, 0, 0),
            ("reallocate", 0, 1, 60), ("undo", 1, 0, 0)]  # fmt: skip
    _any_acts(new_store("postgresql"), tmp_path, acts)
