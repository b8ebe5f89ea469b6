"""What one office gives another is in the lines of both, and in a sum over both once; all other sums are those of the offices."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from collection.several import ABOVE, ASIDE, BELOW, filled, office, table, yuan
from conftest import Server, Store
from reports.asked import NAMED, asked

MONEY = ("budget", "received", "interest", "allocated", "disbursed", "spent", "unallocated", "cash")


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Store]:
    folder = tmp_path_factory.mktemp("between")
    return {number: office(folder, number) for number in (ABOVE, BELOW, ASIDE)}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def all(
    request: pytest.FixtureRequest, offices: dict[int, Store], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    if request.param == "sqlite":
        yield filled(Store(str(tmp_path_factory.mktemp("all") / "above.db"), "sqlite"), offices)
        return
    server: Server = request.getfixturevalue("server")
    server.execute("CREATE DATABASE between_offices ENCODING 'UTF8' TEMPLATE template0")
    yield filled(Store(server.get_uri(database="between_offices"), "postgresql"), offices)
    server.drop("between_offices")


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
    total = table(all, asked)["total"]
    own = [table(store, asked)["total"] for store in offices.values()]
    for figure in [figure for figure in SUMMED[asked] if figure in total]:
        assert yuan(total[figure]) == sum(yuan(one[figure]) for one in own) - GIVEN.get(figure, 0), figure
    between = table(all, asked, "between_offices")
    [row] = between["rows"]
    assert (row["office"], row["fund"], row["from_office"]) == (str(BELOW), "上级资金", str(ABOVE))
    assert {name: yuan(between["total"][name]) for name in ("budget", "received", "allocated")} == {
        name: GIVEN[name] for name in ("budget", "received", "allocated")
    }


@pytest.mark.parametrize("chosen", [(BELOW,), (BELOW, ASIDE)])
def test_what_came_from_an_office_that_is_not_asked_for_came_from_outside(
    all: Store, offices: dict[int, Store], chosen: tuple[int, ...]
) -> None:
    options = " ".join(f"--office {number}" for number in chosen)
    total = table(all, f"fund {options}")["total"]
    own = [table(offices[number], "fund")["total"] for number in chosen]
    assert {name: yuan(total[name]) for name in MONEY} == {name: sum(yuan(one[name]) for one in own) for name in MONEY}


def test_the_lines_of_an_office_stay_and_the_sum_of_both_counts_once(all: Store, offices: dict[int, Store]) -> None:
    by_office = table(all, "rollup --by office --figures received,allocated,cash")
    for row in by_office["rows"]:
        own = table(offices[int(row["office"])], "fund")["total"]
        assert {name: row[name] for name in ("received", "allocated", "cash")} == {
            name: own[name] for name in ("received", "allocated", "cash")
        }
    carried = table(all, "carryover --year 2018")["total"]
    own_carried = [table(store, "carryover --year 2018")["total"] for store in offices.values()]
    for name in ("opening", "received", "interest", "spent", "closing"):
        given = 400 if name in ("received", "closing") else 0
        assert yuan(carried[name]) == sum(yuan(one[name]) for one in own_carried) - given, name
    months = table(all, "progress --by programme --year 2018")["rows"]
    own_months = [table(store, "progress --by programme --year 2018")["rows"] for store in offices.values()]
    assert yuan(months[-1]["received"]) == sum(yuan(one[-1]["received"]) for one in own_months) - 400
    told = [all, *offices.values()]
    briefed = [[table(store, "briefing", name)["total"] for store in told] for name in ("funds", "projects")]
    for (above, *own_totals), names in zip(
        briefed, (("received", "allocated", "spent", "cash"), ("allocated", "spent", "remaining")), strict=True
    ):
        for name in names:
            given = {"cash": 400, "received": 400, "allocated": 300, "remaining": 300}.get(name, 0)
            assert yuan(above[name]) == sum(yuan(one[name]) for one in own_totals) - given, name
    for part, figure, given in (
        ("stages", "allocated", 300),
        ("stages", "remaining", 300),
        ("stages", "spent", 0),
        ("ages", "closing", 400),
    ):
        above, *own_totals = (table(store, "dashboard", part)["total"] for store in told)
        assert yuan(above[figure]) == sum(yuan(one[figure]) for one in own_totals) - given, (part, figure)
    for name, given in (("funds", 400), ("villages", 300)):
        above, *own_totals = (table(store, "forecast --as-of 2018-12-31", name)["total"] for store in told)
        assert yuan(above["base"]) == sum(yuan(one["base"]) for one in own_totals) - given, name
    shown = all.ok("report", "fund", lang="zh").out
    assert "其中单位间划转" in shown
    assert [one["name"] for one in all.json("report", "pack")["tables"]].count("between_offices") == 1
    assert "between_offices" in [one["name"] for one in all.json("report", "dashboard")["tables"]]


@pytest.mark.parametrize("asked", ["alerts", "quality"])
def test_findings_over_offices_are_those_of_each(all: Store, offices: dict[int, Store], asked: str) -> None:
    name = {"alerts": "alerts", "quality": "gaps"}[asked]

    def found(table: dict[str, Any], office: int | None = None) -> Counter[tuple[object, ...]]:
        return Counter((str(office or row["office"]), row["kind"], row["amount"], row["days"]) for row in table["rows"])

    own = [found(table(store, asked, name), number) for number, store in offices.items()]
    assert found(table(all, asked, name)) == sum(own, Counter())
    assert sum(map(len, own))


EXPORTED = ("village", "fund", "project", "spending", "household", "indicator", "step", "document")


def test_an_office_is_exported_and_its_log_read_as_at_home(all: Store, offices: dict[int, Store]) -> None:
    one = ("--office", str(BELOW))
    for noun in EXPORTED:
        assert all.ok("export", noun, *one).out == offices[BELOW].ok("export", noun).out, noun
    copied = [
        where.ok("export", "receipt", *of).out for where, of in ((all, ("--office", str(ASIDE))), (offices[ASIDE], ()))
    ]
    assert copied[0] == copied[1]  # before it was adopted its entries were another store's
    assert len({line.rpartition(",")[2][:8] for line in copied[0].splitlines()[1:]}) == 2
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
    nouns = sorted(row["noun"] for row in all.json("log")["tables"][0]["rows"])
    assert nouns == [*["office"] * len(offices), "setting"]  # the collection's own
    refused = offices[BELOW]("export", "fund", "--office", str(ASIDE))
    assert (refused.code, refused.out) == (1, "")


# Tables whose rows are of no office, or of all of them together; every other row says whose it is.
OF_ALL = {
    "rollup", "progress", "support", "kinds", "thresholds", "key_figures", "ages", "stages", "incomes", "statuses", "counts", "values",
    *("projects", "villages", "households", "postings", "visits", "lectures", "trainings", "inspections", "findings", "activities", "programme"),
}  # fmt: skip
OF_ROWS = {("progress", "--by", "fund"), ("progress", "--by", "village"), ("rollup", "--by", "fund"), ("rollup", "--by", "project"), ("rollup", "--by", "village"),
           ("project",), ("overview",), ("finding",), ("posting",)}  # fmt: skip


def test_rows_of_several_offices_say_whose_they_are(all: Store) -> None:
    for words in (words for words in asked() if not {*NAMED.values()} & {*words}):
        for one in all.json("report", *words)["tables"]:
            if one["rows"] and one["columns"][0]["name"] != "office":
                assert one["name"] in OF_ALL and words not in OF_ROWS, (words, one["name"])
