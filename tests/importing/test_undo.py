"""Taking back a whole import, and having it again."""

from pathlib import Path

import pytest

from aidtrack.nouns import NOUNS
from aidtrack.store.engine import sqlite
from conftest import Store
from importing.books import xlsx
from importing.desk import ALLOCATIONS, BASE, PROJECTS, Desk, based, said, sheet

SPENT = (
    "日期,资金,项目,金额（元）,流水号\n2017-03-01,自筹资金,菌菜大棚,1000,S-1\n2017-04-01,自筹资金,菌菜大棚,500,S-2\n"
)


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return based(store, tmp_path)


def spent(desk: Desk) -> str | None:
    found: str | None = desk.store.ok("report", "project", "菌菜大棚", "--format", "json").rows()[0]["spent"]
    return found


@pytest.mark.parametrize("large", [50_000, 1])
def test_entries_are_reversed_on_their_dates_and_refs_are_free_again(
    desk: Desk, large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether or not there are so many that the indexes are made anew."""
    monkeypatch.setattr(sqlite, "LARGE", large)
    desk.take({"支出.csv": SPENT})
    answer = desk.store.ok("batch", "undo", "2", "--format", "json")
    assert [(row["kind"], row["entries"], row["undoes"]) for row in answer.rows()] == [("undo", 2, 2)]
    rows = desk.store.ok("spending", "list", "--format", "json").rows()
    assert [(row["date"], row["amount"]) for row in rows] == [
        ("2017-03-01", "1000.00"),
        ("2017-03-01", "-1000.00"),
        ("2017-04-01", "500.00"),
        ("2017-04-01", "-500.00"),
    ]
    assert spent(desk) == "0.00"
    desk.store.ok("check")
    desk.take({"支出.csv": SPENT})
    assert spent(desk) == "1500.00"
    assert desk.store.ok("spending", "show", "S-1", "--format", "json").rows()[0]["id"] == rows[-1]["id"] + 1
    desk.store.ok("check")


MONTHS = [
    ["日期", "资金", "项目", "金额（元）", "流水号", "冲销流水号", "原因"],
    ["2017-03-01", "自筹资金", "菌菜大棚", "1000.10", "S-1", "", ""],
    ["2017-03-02", "自筹资金", "菌菜大棚", "2000.20", "", "", ""],
    ["2017-04-01", "自筹资金", "技能培训", "300.30", "S-3", "", ""],
    ["2017-04-02", "自筹资金", "菌菜大棚", "-100.10", "", "S-1", "多付退回"],
    ["合计", "", "", "3200.50", "", "", ""],
]


def figures(store: Store) -> dict[str, object]:
    """What three reports and the lists say of the money spent; after it nothing may be amiss."""
    [fund] = store.ok("report", "fund", "自筹资金", "--format", "json").rows("funds")
    projects = store.ok("report", "project", "--format", "json").rows("projects")
    overview = store.ok("report", "overview", "--format", "json").rows("villages")
    entries = store.ok("spending", "list", "--format", "json").rows()
    store.ok("check", "--strict")
    return {
        "fund": (fund["spent"], fund["cash"], fund["rate"]),
        "projects": [(row["project"], row["spent"], row["remaining"]) for row in projects if row["fund"]],
        "villages": [(row["village"], row["spent"]) for row in overview if row["spent"] is not None],
        "entries": [row["amount"] for row in entries],
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_imported_twice_undone_and_imported_again(desk: Desk, kind: str) -> None:
    store = desk.store
    file = {f"支出.{kind}": sheet(*MONTHS) if kind == "csv" else xlsx({"支出": MONTHS})}
    assert figures(store)["villages"] == figures(store)["entries"] == []
    desk.take(file)
    imported = {
        "fund": ("3200.50", "996799.50", "0.32%"),  # 3,200.50 of the 1,000,000 that were received
        "projects": [("菌菜大棚", "2900.20", "297099.80"), ("技能培训", "300.30", "99699.70")],
        "villages": [("牙河村", "2900.20"), (None, "300.30")],
        "entries": ["1000.10", "2000.20", "300.30", "-100.10"],
    }
    assert figures(store) == imported
    counts = desk.counts()
    for again in (file, {f"换了名字的支出.{kind}": next(iter(file.values()))}):
        refused = desk.bring(again)
        assert (refused.code, "batch 2" in said(refused)) == (7, True)
        assert (figures(store), desk.counts()) == (imported, counts)
    store.ok("batch", "undo", "2")
    assert figures(store) == {
        "fund": ("0.00", "1000000.00", "0.00%"),
        "projects": [("菌菜大棚", "0.00", "300000.00"), ("技能培训", "0.00", "100000.00")],
        "villages": [("牙河村", "0.00"), (None, "0.00")],
        "entries": ["1000.10", "-1000.10", "2000.20", "-2000.20", "300.30", "-300.30", "-100.10", "100.10"],
    }
    [row] = store.ok("report", "fund", "自筹资金", "--as-of", "2017-03-15", "--format", "json").rows("funds")
    assert row["spent"] == "0.00"  # also on the days between an entry and its taking back
    desk.take(file)
    assert {**figures(store), "entries": None} == {**imported, "entries": None}
    assert desk.bring(file).code == 7
    [show] = store.ok("spending", "show", "S-1", "--format", "json").rows()
    assert show["batch"] == 4


def test_everything_undone_and_imported_again(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path)
    for time in range(3):
        batch = str(desk.take({**BASE, "支出.csv": SPENT}).rows()[0]["batch"])
        assert spent(desk) == "1500.00", time
        overview = store.ok("report", "overview", "--format", "json").json()["tables"][0]["total"]
        assert (overview["allocated"], overview["spent"]) == ("400000.00", "1500.00")
        store.ok("batch", "undo", batch)
        store.ok("check")


def test_nouns_go_or_stay(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path)
    desk.take(BASE)
    store.ok("village", "add", "另村")
    undone = store.ok("batch", "undo", "1")
    assert "entries reversed: 4" in undone.out
    kept = {
        noun: [row["name"] for row in store.ok(noun, "list", "--format", "json").rows()] for noun in ("village", "fund")
    }
    # 牙河村 is named by reversed entries, as are both funds; the other villages are named by nobody.
    assert kept == {"village": ["牙河村", "另村"], "fund": ["自筹资金", "专项资金"]}
    store.ok("check")


def test_nouns_alone_go_without_a_trace_but_the_log(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path)
    desk.take({name: BASE[name] for name in ("村.csv", "资金.csv", "项目.csv")})
    store.ok("batch", "undo", "1")
    [info] = store.ok("db", "info", "--format", "json").rows()
    assert {info[name] for name in (*NOUNS, "entry")} == {0}
    store.ok("check")


def test_refused_where_others_depend_on_it(desk: Desk) -> None:
    store = desk.store
    spending = store.ok(
        "spending", "add", "10", "--project", "菌菜大棚", "--date", "2017-05-01", "--format", "json"
    ).rows()[0]
    refused = store("batch", "undo", "1")
    assert refused.code == 1
    assert f"spending {spending['id']}" in refused.err
    store.ok("spending", "reverse", str(spending["id"]), "--reason", "试")
    store.ok("batch", "undo", "1")
    assert store.ok("spending", "show", str(spending["id"]), "--format", "json").rows()
    store.ok("check")


def test_refused_where_money_spent_since_leans_on_it(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path)
    desk.take({name: text for name, text in BASE.items() if name != "安排.csv"})
    desk.take({"安排.csv": ALLOCATIONS})
    desk.take({"支出.csv": SPENT})
    refused = store("batch", "undo", "2")
    assert (refused.code, "菌菜大棚" in refused.err) == (1, True)
    store.ok("batch", "undo", "3")
    store.ok("batch", "undo", "2")
    store.ok("check")


def test_a_project_that_names_an_imported_village(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path)
    desk.take({"村.csv": BASE["村.csv"]})
    desk.take({"项目.csv": PROJECTS})
    refused = store("batch", "undo", "1")
    assert (refused.code, "菌菜大棚" in refused.err) == (1, True)


def test_what_was_taken_back_by_hand_is_not_taken_back_twice(desk: Desk) -> None:
    desk.take({"支出.csv": SPENT})
    desk.store.ok("spending", "reverse", "S-1", "--amount", "400", "--reason", "试")
    desk.store.ok("spending", "reverse", "S-2", "--reason", "试")
    desk.store.ok("batch", "undo", "2")
    assert spent(desk) == "0.00"
    desk.store.ok("check")


def test_once_only_and_by_number(desk: Desk) -> None:
    desk.take({"支出.csv": SPENT})
    desk.store.ok("batch", "undo", "2")
    assert [desk.store("batch", "undo", number).code for number in ("2", "3", "99", "x")] == [1, 1, 1, 2]
    listed = desk.store.ok("batch", "list", "--format", "json").rows()
    assert [(row["id"], row["kind"], row["undoes"], row["undone_by"]) for row in listed] == [
        (1, "import", None, None),
        (2, "import", None, 3),
        (3, "undo", 2, None),
    ]
    [file] = desk.store.ok("batch", "show", "2", "--format", "json").rows("files")
    assert (file["name"], file["noun"], file["rows"]) == ("支出.csv", "spending", 2)
    assert desk.store("batch", "show", "9").code == 1


def test_a_sum_that_falls_short_is_told_once(desk: Desk) -> None:
    """By how much it would be in the end, however many rows of the batch bring it there; a sheet's rows are told one by one."""
    row = "2017-01-0{day},自筹资金,技能培训,{yuan}\n"
    header = "日期,资金,项目,金额（元）\n"
    desk.take({"到账.csv": header.replace("项目,", "") + "2017-01-01,自筹资金,100\n2017-01-02,自筹资金,100\n"})
    desk.take({"安排.csv": header + "".join(row.format(day=day, yuan=50) for day in (3, 4, 5))})
    desk.store.ok("spending", "add", "100120", "--project", "技能培训", "--date", "2017-02-01")
    refused = desk.store("batch", "undo", "3", "--yes")
    assert refused.code == 1 and refused.err.count("yuan below what is spent") == 1
    assert "120.00 yuan below" in refused.err and "spending reverse 10 --reason" in refused.err
