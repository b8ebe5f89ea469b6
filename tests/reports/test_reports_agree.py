"""The same figure is the same in every report: totals under filters and days drawn at random, on the illustration."""

import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import Store, examples, once

SHEETS = Path(__file__).parents[2] / "examples" / "illustration"
DAYS = ("2016-06-30", "2016-12-31", "2017-02-28", "2017-12-31", "2018-05-15", "2018-12-31", "2019-06-30")
FILTERS = {
    "county": ("陇西县", "武山县", "not assigned"), "village": ("牙河村", "示例三村", "not assigned"), "stage": ("proposed", "implementing", "accepted"),
    "category": ("危房改造", "培训", "林果"), "source": ("self", "fiscal", "union"), "fund": ("自筹资金", "捐赠资金"), "fund_year": ("2017",),
    "implementer": ("not assigned",), "payee": ("示例建材",), "depth": ("deep",),
}  # fmt: skip
MONEY = ("allocated", "disbursed", "spent", "remaining")
OF_CELLS = (
    "village",
    "county",
    "prefecture",
    "township",
    "province",
    "category",
    "stage",
    "implementer",
    "project",
    "fund",
    "source",
    "fund_year",
)


MORE = {
    "village": "name,county,code\n示例码村,,621122009009\n示例并村,武山县,\n",
    "fund": "name,source,year,budget,qualifier,part_of,form\n示例分资金,self,2017,5000,≥,自筹资金,\n示例空资金,,,,,,\n",
    "project": "name,village,category,stage,planned_start\n示例码村道路,示例码村,道路,implementing,\n示例并村水窖,示例并村,,,2018-02\n示例巡讲,,培训,,\n",
}
PLACES = ("牙河村", "咀儿村", "示例三村", "示例码村", "示例并村", "not assigned")
PROJECTS = ("牙河村危房改造", "示例四村林果种植", "示例码村道路", "示例并村水窖", "示例巡讲", "")


@pytest.fixture
def books(store: Store, tmp_path: Path) -> Store:
    return disturbed(store, tmp_path)


@once
def disturbed(store: Store, folder: Path) -> Store:
    """The illustration, and on top what no office would do: money anywhere, of no project, beyond every limit, taken back in part."""
    store.ok("import", *sorted(map(str, SHEETS.glob("*.csv"))))
    chance = random.Random(7)
    rows = []
    for _ in range(150):
        kind = chance.choice(("receipt", "interest", "allocation", "disbursement", "spending", "spending"))
        fund = chance.choice(("自筹资金", "专项资金", "示例分资金", "示例空资金"))
        cell = chance.choice(PROJECTS), chance.choice(PLACES)
        day = f"{chance.choice((2016, 2017, 2018))}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        payee = chance.choice(("", "示例建材", "示例运输")) if kind == "spending" else ""
        fen, of = chance.randint(3, 10**7), ("", "") if kind in ("receipt", "interest") else cell
        rows.append(",".join((kind, day, fund, *of, f"{fen / 100:.2f}", "事由", "", payee)))
        if kind in ("receipt", "disbursement", "spending") and chance.random() < 0.2:
            rows.append(",".join((kind, day, fund, *of, f"{-(fen // 3) / 100:.2f}", "事由", "退", payee)))
    store.take(
        folder,
        {**MORE, "entry": "\n".join(("kind,date,fund,project,village,amount,over,reason,payee", *rows)) + "\n"},
        "--mode",
        "upsert",
    )
    store.ok("village", "edit", "示例并村", "--merged-into", "咀儿村", "--merged-on", "2018-01-01")
    return store


def drawn(chance: random.Random) -> tuple[list[str], str]:
    """Filters, and a day or a year."""
    words: list[str] = []
    for name in chance.sample([*FILTERS], chance.choice((0, 1, 1, 2))):
        for value in chance.sample(FILTERS[name], min(len(FILTERS[name]), chance.choice((1, 1, 2)))):
            words += [f"--{name.replace('_', '-')}", value]
    day = chance.choice(DAYS)
    return words, day


class Asked:
    """One store, narrowed in one way, up to a day."""

    def __init__(self, store: Store, filters: Sequence[str], period: Sequence[str]) -> None:
        self.store, self.words = store, [*filters, *period]

    def tables(self, *report: str, without: Sequence[str] = ()) -> dict[str, Any]:
        answer = self.store.json("report", *report, *self.words)
        return {table["name"]: table for table in answer["tables"]}


def money(row: Any) -> dict[str, Decimal | None]:
    return {name: None if row.get(name) is None else Decimal(row[name]) for name in MONEY if name in row}


def added(rows: Sequence[Any], name: str) -> Decimal | None:
    known = [Decimal(row[name]) for row in rows if row[name] is not None]
    return sum(known, Decimal(0)) if known else None


@pytest.mark.parametrize("seed", range(examples(3)))
def test_totals_are_one(books: Store, seed: int) -> None:
    chance = random.Random(seed)
    filters, day = drawn(chance)
    asked = Asked(books, filters, ("--as-of", day) if chance.random() < 0.7 else ("--year", day[:4]))
    overview = asked.tables("overview")["villages"]
    total, said = money(overview["total"]), asked.words
    for by in chance.sample(OF_CELLS, 5):
        table = asked.tables("rollup", "--by", by)["rollup"]
        assert money(table["total"]) == total, (by, said)
        assert {name: added(table["rows"], name) for name in MONEY} == total, (by, said)
        if by not in ("fund", "source", "fund_year"):  # a project without money is of none of these
            assert table["total"]["projects"] == overview["total"]["projects"], (by, said)
    for by in ("payee", "household", "year", "month"):
        table = asked.tables("rollup", "--by", by, "--figures", "disbursed,spent")["rollup"]
        for name in ("disbursed", "spent"):
            assert money(table["total"])[name] == added(table["rows"], name) == total[name], (by, said)
    across = asked.tables("rollup", "--by", "category", "--across", "county", "--figures", "allocated,spent")["rollup"]
    for row in (*across["rows"], across["total"]):
        for figure in ("allocated", "spent"):
            cells = [{"cell": row[one["name"]]} for one in across["columns"] if one.get("figure") == figure]
            assert added(cells, "cell") == money(row)[figure], said
    funds = asked.tables("fund")["funds"]
    moved = {name: total[name] for name in ("allocated", "disbursed", "spent")}
    assert (
        {name: money(funds["total"])[name] for name in moved} == moved if funds["total"] else not any(moved.values())
    ), said
    project = asked.tables("project")["projects"]
    assert money(project["total"]) == total, said
    if "--payee" in filters:  # which these cannot be narrowed by
        return
    dashboard, pack = asked.tables("dashboard"), asked.tables("pack")
    assert dashboard["villages"]["rows"] == pack["villages"]["rows"] == overview["rows"]
    assert dashboard["villages"]["total"] == pack["villages"]["total"] == overview["total"]
    assert dashboard["funds"]["total"] == pack["funds"]["total"] == funds["total"]
    assert pack["projects"]["rows"] == project["rows"]
    [card] = dashboard["key_figures"]["rows"]
    assert {name: card[name] for name in ("allocated", "disbursed", "spent", "cash", "rate", "received")} == {
        name: (funds["total"] or {}).get(name)
        for name in ("allocated", "disbursed", "spent", "cash", "rate", "received")
    }, said
    assert (int(card["villages"]), card["projects"] or 0) == (
        sum(row["village"] is not None for row in overview["rows"]), overview["total"]["projects"],
    )  # fmt: skip
    assert added(dashboard["stages"]["rows"], "spent") == total["spent"], said
    briefing = asked.tables("briefing")["projects"]["rows"]
    assert {name: added(briefing, name) for name in ("allocated", "spent")} == {
        name: total[name] for name in ("allocated", "spent")
    }, said
    if not {"--village", "--county", "--depth"} & {*filters}:
        for row in chance.sample(overview["rows"], min(3, len(overview["rows"]))):
            if row["village"] is not None:
                tables = asked.tables("village", row["village"])
                for name in ("funding", "funds", *(["projects"] if "projects" in tables else [])):
                    shown = money(tables[name]["total"])
                    assert shown == {figure: money(row)[figure] for figure in shown}, (name, row["village"], said)


@pytest.mark.parametrize("seed", range(examples(3)))
def test_positions_of_a_day_are_one(books: Store, seed: int) -> None:
    chance = random.Random(1000 + seed)
    filters, day = drawn(chance)
    while "--payee" in filters:
        filters, day = drawn(chance)
    asked = Asked(books, filters, ("--as-of", day))
    total, said = money(asked.tables("overview")["villages"]["total"]), asked.words
    for by in ("programme", "village", "county", "fund"):
        rows = asked.tables("progress", "--by", by)["progress"]["rows"]
        last = [row for row in rows if row["month_end"] == day]
        if rows and last:
            assert (added(last, "spent") or 0) == (total["spent"] or 0), (by, said)
    forecast = asked.tables("forecast")
    overview = asked.tables("overview")["villages"]["rows"]
    spent = {row["village"]: row["spent"] for row in overview}
    assert {row["village"]: row["spent"] for row in forecast["villages"]["rows"]} == spent, said
    assert added(forecast["funds"]["rows"], "spent") == total["spent"], said
    funds = asked.tables("fund")["funds"]["rows"]
    if not {"--county", "--village", "--stage", "--category", "--implementer", "--payee", "--depth"} & {*filters}:
        carried = asked.tables("carryover")["carryover"]["rows"]
        assert {row["fund"]: row["closing"] for row in carried} == {row["fund"]: row["cash"] for row in funds}, said
        alerts = asked.tables("alerts")["alerts"]["rows"]
        idle = {row["fund"]: row["amount"] for row in alerts if row["kind"] in ("idle", "idle_long")}
        assert idle.items() <= {row["fund"]: row["cash"] for row in funds}.items(), said
        waits = {row["fund"]: row["amount"] for row in alerts if row["kind"] == "unallocated"}
        stated = {row["fund"]: row["unallocated"] for row in funds if row["budget"] is not None}
        assert {fund: amount for fund, amount in waits.items() if fund in stated}.items() <= stated.items(), said
    beyond = Decimal(0)
    for row in overview if not {"--village", "--county", "--depth", "--payee"} & {*filters} else ():
        if row["village"] is not None:
            cells = asked.tables("village", row["village"])["funding"]["rows"]
            beyond += sum(
                -Decimal(one["remaining"])
                for one in cells
                if one["remaining"] is not None and Decimal(one["remaining"]) < 0
            )
            over = [
                one
                for one in asked.tables("alerts")["alerts"]["rows"]
                if one["kind"] == "overspent" and one["village"] == row["village"]
            ]
            assert (added(over, "amount") or 0) == sum(
                -Decimal(one["remaining"]) for one in cells if Decimal(one["remaining"] or 0) < 0
            ), said
