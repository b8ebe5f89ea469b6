"""What one office gives another is in the lines of both, and in a sum over both once; all other sums are those of the offices."""

import shlex
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aidtrack.store.engine.connection import read
from collection.parts import handed, taken
from conftest import Server, Store, call
from reports.asked import NAMED, asked

ROOT = Path(__file__).parents[2]
ABOVE, BELOW, ASIDE = 620000, 621122, 620623
ILLUSTRATED = (ABOVE, BELOW)
MONEY = ("budget", "received", "interest", "allocated", "disbursed", "spent", "unallocated", "cash")


def _office(folder: Path, number: int) -> Store:
    store = Store(str(folder / f"{number}.db"), "sqlite")
    store.ok("init")
    if number in ILLUSTRATED:
        store.ok("import", *map(str, sorted((ROOT / "examples" / "illustration").glob("*.csv"))))
    else:
        store.run("village add 牙河村 --county 陇西县", "project add 水窖 --village 牙河村 --category 水利")
    store.run(
        "fund add 本级资金 --source fiscal --year 2018 --budget 900",
        "receipt add 900 --fund 本级资金 --date 2018-02-01",
        "project add 下拨 --category 拨付",
        "allocation add 500 --fund 本级资金 --project 下拨 --date 2018-02-02",
    )
    if number == ABOVE:
        store.run(f"disbursement add 400 --fund 本级资金 --project 下拨 --date 2018-02-03 --payee {BELOW}")
    if number == BELOW:
        store.run(
            f"fund add 上级资金 --source fiscal --year 2018 --budget 400 --from-office {ABOVE}",
            "receipt add 400 --fund 上级资金 --date 2018-02-05",
            "interest add 3 --fund 上级资金 --date 2018-03-05",
            "project add 路灯 --village 牙河村 --category 道路",
            "allocation add 300 --fund 上级资金 --project 路灯 --date 2018-03-06",
            "spending add 120 --fund 上级资金 --project 路灯 --date 2018-04-06 --payee 电工",
        )
    return store


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Store]:
    folder = tmp_path_factory.mktemp("between")
    return {number: _office(folder, number) for number in (ABOVE, BELOW, ASIDE)}


def _filled(above: Store, offices: dict[int, Store]) -> Store:
    above.ok("init", "--collection", "--name", "甘肃省总工会")
    for number, store in offices.items():
        with read(store.target) as connection:
            taken(above.target, handed(connection, number))
    return above


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def all(
    request: pytest.FixtureRequest, offices: dict[int, Store], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    if request.param == "sqlite":
        yield _filled(Store(str(tmp_path_factory.mktemp("all") / "above.db"), "sqlite"), offices)
        return
    server: Server = request.getfixturevalue("server")
    server.execute("CREATE DATABASE between_offices ENCODING 'UTF8' TEMPLATE template0")
    yield _filled(Store(server.get_uri(database="between_offices"), "postgresql"), offices)
    server.drop("between_offices")


def _table(store: Store, asked: str, name: str = "") -> dict[str, Any]:
    tables = store.json("report", *asked.split())["tables"]
    return next(one for one in tables if name in (one["name"], ""))


def _yuan(value: str | None) -> Decimal:
    return Decimal(value or 0)


GIVEN = {"budget": 400, "received": 400, "allocated": 300, "unallocated": 100, "cash": 400}
# What is asked, and which of these figures its total has.
SUMMED = {
    "fund": MONEY,
    "fund --year 2018": MONEY,
    "fund --source fiscal": MONEY,
    "rollup --by office --figures budget,received,interest,allocated,spent,unallocated,cash": MONEY,
    "rollup --by fund --figures budget,received,allocated,cash": MONEY,
    "rollup --by year --figures received,interest,cash": ("received", "interest", "cash"),
    "rollup --by category": ("allocated", "disbursed", "spent"),
    "rollup --by county,office": ("allocated", "disbursed", "spent"),
    "overview": ("allocated", "disbursed", "spent"),
    "project --year 2018": ("allocated", "disbursed", "spent"),
}


@pytest.mark.parametrize("asked", SUMMED)
def test_a_total_over_offices_is_that_of_their_own_but_for_what_they_gave_each_other(
    all: Store, offices: dict[int, Store], asked: str
) -> None:
    total = _table(all, asked)["total"]
    own = [_table(store, asked)["total"] for store in offices.values()]
    for figure in [figure for figure in SUMMED[asked] if figure in total]:
        assert _yuan(total[figure]) == sum(_yuan(one[figure]) for one in own) - GIVEN.get(figure, 0), figure
    between = _table(all, asked, "between_offices")
    [row] = between["rows"]
    assert (row["office"], row["fund"], row["from_office"]) == (str(BELOW), "上级资金", str(ABOVE))
    assert {name: _yuan(between["total"][name]) for name in ("budget", "received", "allocated")} == {
        name: GIVEN[name] for name in ("budget", "received", "allocated")
    }


@pytest.mark.parametrize("chosen", [(BELOW,), (BELOW, ASIDE)])
def test_what_came_from_an_office_that_is_not_asked_for_came_from_outside(
    all: Store, offices: dict[int, Store], chosen: tuple[int, ...]
) -> None:
    options = " ".join(f"--office {number}" for number in chosen)
    total = _table(all, f"fund {options}")["total"]
    own = [_table(offices[number], "fund")["total"] for number in chosen]
    assert {name: _yuan(total[name]) for name in MONEY} == {
        name: sum(_yuan(one[name]) for one in own) for name in MONEY
    }


def test_the_lines_of_an_office_stay_and_the_sum_of_both_counts_once(all: Store, offices: dict[int, Store]) -> None:
    by_office = _table(all, "rollup --by office --figures received,allocated,cash")
    for row in by_office["rows"]:
        own = _table(offices[int(row["office"])], "fund")["total"]
        assert {name: row[name] for name in ("received", "allocated", "cash")} == {
            name: own[name] for name in ("received", "allocated", "cash")
        }
    carried = _table(all, "carryover --year 2018")["total"]
    own_carried = [_table(store, "carryover --year 2018")["total"] for store in offices.values()]
    for name in ("opening", "received", "interest", "spent", "closing"):
        given = 400 if name in ("received", "closing") else 0
        assert _yuan(carried[name]) == sum(_yuan(one[name]) for one in own_carried) - given, name
    months = _table(all, "progress --by programme --year 2018")["rows"]
    own_months = [_table(store, "progress --by programme --year 2018")["rows"] for store in offices.values()]
    assert _yuan(months[-1]["received"]) == sum(_yuan(one[-1]["received"]) for one in own_months) - 400
    told = [all, *offices.values()]
    briefed = [[_table(store, "briefing", name)["total"] for store in told] for name in ("funds", "projects")]
    for (above, *own_totals), names in zip(
        briefed, (("received", "allocated", "spent", "cash"), ("allocated", "spent", "remaining")), strict=True
    ):
        for name in names:
            given = {"cash": 400, "received": 400, "allocated": 300, "remaining": 300}.get(name, 0)
            assert _yuan(above[name]) == sum(_yuan(one[name]) for one in own_totals) - given, name
    for name, given in (("funds", 400), ("villages", 300)):
        above, *own_totals = (_table(store, "forecast --as-of 2018-12-31", name)["total"] for store in told)
        assert _yuan(above["base"]) == sum(_yuan(one["base"]) for one in own_totals) - given, name
    shown = all.ok("report", "fund", lang="zh").out
    assert "其中单位间划转" in shown
    assert [one["name"] for one in all.json("report", "pack")["tables"]].count("between_offices") == 1
    assert "between_offices" in [one["name"] for one in all.json("report", "dashboard")["tables"]]


@pytest.mark.parametrize("asked", ["alerts", "quality"])
def test_findings_over_offices_are_those_of_each(all: Store, offices: dict[int, Store], asked: str) -> None:
    name = {"alerts": "alerts", "quality": "gaps"}[asked]

    def found(table: dict[str, Any], office: int | None = None) -> Counter[tuple[object, ...]]:
        return Counter((str(office or row["office"]), row["kind"], row["amount"], row["days"]) for row in table["rows"])

    own = [found(_table(store, asked, name), number) for number, store in offices.items()]
    assert found(_table(all, asked, name)) == sum(own, Counter())
    assert sum(map(len, own))


# Of two offices: what the giver and what the receiver records, and what is found of whom.
FOUND = {
    "both say the same": (
        "disbursement add 40 --fund F --project P --payee 620623", "receipt add 40 --fund G", [],
    ),
    "it was given in parts, and some came back": (
        "disbursement add 60 --fund F --project P --payee 620623;"
        "disbursement add -20 --fund F --project P --payee 620623 --reason 退回",
        "receipt add 15 --fund G;receipt add 25 --fund G --allow-duplicates", [],
    ),
    "it did not come": (
        "disbursement add 40 --fund F --project P --payee 620623", "receipt add 15 --fund G",
        [("620623", "not_received", "25.00")],
    ),
    "nobody gave it": ("", "receipt add 40 --fund G", [("620000", "not_given", "40.00")]),
    "it was spent on an office": (
        "spending add 7 --fund F --project P --payee 620623", "", [("620000", "paid_to_office", "7.00")],
    ),
    "paid to itself": ("spending add 7 --fund F --project P --payee 620000", "", []),
}  # fmt: skip


@pytest.mark.parametrize("case", FOUND)
def test_what_only_one_of_two_offices_says_is_an_alert(tmp_path: Path, case: str) -> None:
    gives, receives, expected = FOUND[case]
    pair = {number: Store(str(tmp_path / f"{number}.db"), "sqlite") for number in (ABOVE, ASIDE)}
    for store in pair.values():
        store.ok("init")
    dated = " --date 2018-03-01"
    pair[ABOVE].run("fund add F --budget 100", "project add P", "receipt add 100 --fund F --date 2018-01-01",
                    "allocation add 90 --fund F --project P --date 2018-01-02", *(one + dated for one in gives.split(";") if one))  # fmt: skip
    pair[ASIDE].run("fund add G --from-office 620000", *(one + dated for one in receives.split(";") if one))
    pair[ASIDE].run("fund add H --provider 620000", "receipt add 1 --fund H --date 2018-01-01")
    above = _filled(Store(str(tmp_path / "above.db"), "sqlite"), pair)
    kinds = ("paid_to_office", "not_received", "not_given")
    rows = above.json("report", "alerts", *(word for kind in kinds for word in ("--kind", kind)))["tables"][1]["rows"]
    assert [(row["office"], row["kind"], row["amount"]) for row in rows] == expected
    for row in rows:
        listed = call(*shlex.split(row["command"])[1:], "--format", "json")
        assert listed.code == 0 and listed.json()["tables"][0]["rows"], row
    [unsaid] = [row for row in _table(above, "quality", "gaps")["rows"] if row["kind"] == "giver_unsaid"]
    assert (unsaid["office"], unsaid["fund"], "--from-office 620000" in unsaid["details"]) == ("620623", "H", True)
    for store in pair.values():
        own = store.json("report", "alerts")["tables"][1]["rows"]
        assert not [row for row in own if row["kind"] in kinds]


EXPORTED = ("village", "fund", "project", "spending", "household", "indicator", "step", "document")


def test_an_office_is_exported_and_its_log_read_as_at_home(all: Store, offices: dict[int, Store]) -> None:
    one = ("--office", str(BELOW))
    for noun in EXPORTED:
        assert all.ok("export", noun, *one).out == offices[BELOW].ok("export", noun).out, noun
    sheet = all.ok("export", "fund", lang="en").out.splitlines()
    own = [store.ok("export", "fund", lang="en").out.splitlines() for store in offices.values()]
    assert sheet[0].startswith("office,") and len(sheet) - 1 == sum(len(lines) - 1 for lines in own)
    logs = [where.json("log", *of)["tables"][0]["rows"] for where, of in ((all, one), (offices[BELOW], ()))]
    told = [
        [(row["action"], row["noun"], row["change"], row["before"], row["after"], row["hash"]) for row in rows]
        for rows in logs
    ]
    assert told[0] == told[1]
    both = all.json("log", *one, "--office", str(ASIDE))["tables"][0]["rows"]
    assert {row["office"] for row in both} == {str(BELOW), str(ASIDE)}
    assert [row["noun"] for row in all.json("log")["tables"][0]["rows"]] == ["setting"]  # the collection's own
    refused = offices[BELOW]("export", "fund", "--office", str(ASIDE))
    assert (refused.code, refused.out) == (1, "")


def test_steps_are_called_as_their_office_calls_them(tmp_path: Path) -> None:
    pair = {number: Store(str(tmp_path / f"{number}.db"), "sqlite") for number in (ABOVE, ASIDE)}
    for number, store in pair.items():
        store.ok("init")
        store.run("db setting proposal 村民申请", f"db setting confirm1 {number}会议", "project add P",
                  "step add proposal --project P --date 2018-01-01", "step add confirm1 --project P --date 2018-01-02")  # fmt: skip
    above = _filled(Store(str(tmp_path / "above.db"), "sqlite"), pair)
    for number in pair:
        shown = above.ok("step", "list", "--office", str(number), lang="zh").out
        assert "村民申请" in shown and f"{number}会议" in shown
    both = above.ok("step", "list", lang="zh").out
    assert both.count("村民申请") == 2 and "会议" not in both and "确认1" in both


# Tables whose rows are of no office, or of all of them together; every other row says whose it is.
OF_ALL = {
    "rollup", "progress", "support", "kinds", "thresholds", "key_figures", "ages", "stages", "incomes", "statuses", "counts", "values",
    *("projects", "villages", "households", "postings", "visits", "lectures", "trainings", "inspections", "findings", "activities", "programme"),
}  # fmt: skip
OF_ROWS = {("progress", "--by", "fund"), ("progress", "--by", "village"), ("rollup", "--by", "fund"), ("rollup", "--by", "project"), ("rollup", "--by", "village"),
           ("project",), ("overview",), ("finding",), ("posting",)}  # fmt: skip


def test_rows_of_several_offices_say_whose_they_are(all: Store) -> None:
    for words in (words for words in asked() if not {*NAMED.values()} & {*words}):
        for table in all.json("report", *words)["tables"]:
            if table["rows"] and table["columns"][0]["name"] != "office":
                assert table["name"] in OF_ALL and words not in OF_ROWS, (words, table["name"])


def test_what_came_into_closed_periods_since_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def on(day: str) -> None:
        monkeypatch.setattr("aidtrack.cli.main.clock", lambda: datetime.fromisoformat(f"{day}T08:00:00+00:00"))

    on("2019-01-05")
    pair = {number: Store(str(tmp_path / f"{number}.db"), "sqlite") for number in (ABOVE, ASIDE)}
    for store in pair.values():
        store.ok("init")
        store.run("fund add F --budget 500", "receipt add 100 --fund F --date 2018-05-01", "db close 2018")
    above = Store(str(tmp_path / "above.db"), "sqlite")
    _filled(above, pair)
    nothing = _table(above, "office --compare 2019-01-31 --as-of 2019-01-31", "closed_periods")
    assert (nothing["rows"], nothing["count"]) == ([], 0)
    on("2019-02-10")
    pair[ABOVE].run("receipt add 7 --fund F --date 2018-12-30 --over 补记", "receipt add 50 --fund F --date 2019-02-01",
                    "db reopen 2018-12 --reason 更正", "receipt add 5 --fund F --date 2018-12-31", "db close 2018")  # fmt: skip
    pair[ASIDE].run("receipt add 9 --fund F --date 2019-02-03")
    for number, store in pair.items():
        with read(store.target) as connection:
            taken(above.target, handed(connection, number, since=2))
    asked = "office --compare 2019-01-31"
    [row] = _table(above, asked, "closed_periods")["rows"]
    assert {name: row[name] for name in ("office", "fund", "through", "first", "entries", "received")} == {
        "office": "620000", "fund": "F", "through": "2018-12-31", "first": "2018-12-30", "entries": 2, "received": "12.00",
    }  # fmt: skip
    assert _table(above, f"{asked} --office {ASIDE}", "closed_periods")["rows"] == []
    [own] = _table(pair[ABOVE], f"{asked} --explain", "closed_periods")["rows"]
    assert own["received"] == "12.00" and len(call(*shlex.split(own["explain"])[1:], "--format", "json").rows()) == 2
    on("2019-03-05")
    assert _table(above, "office --compare 2019-02-28", "closed_periods")["rows"] == []
    assert [table["name"] for table in above.json("report", "office")["tables"]] == ["offices"]
