"""What was spent on households, and who was helped twice: every figure summed again from the sheet, with nothing of ours."""

import csv
import random
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import Store, once

HOUSEHOLDS = {"H-1": "牙河村", "H-2": "牙河村", "H-3": "咀儿村"}
PROJECTS = {"建房": "危房改造", "再建房": "危房改造", "助学": "助学补贴", "杂项": None}
FUNDS = ("自筹", "专项")
HEADER = ["日期", "资金", "项目", "户编号", "金额（元）", "原因"]


def lines() -> list[list[str]]:
    """Spendings of three years, some of them refunds; of every place more is spent than comes back."""
    dice = random.Random(7)
    found = []
    for _ in range(120):
        fen = dice.randrange(100, 90000)
        yuan = str(Decimal(fen) / 100)
        day = f"{dice.choice((2017, 2018, 2019))}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"
        place = [dice.choice(FUNDS), dice.choice([*PROJECTS]), dice.choice([*HOUSEHOLDS])]
        found.append([day, *place, yuan, ""])
        if dice.random() < 0.3:  # all of it comes back, a month later or in the next year
            found.append([f"{int(day[:4]) + 1}{day[4:]}" if dice.random() < 0.5 else f"{day[:8]}28", *place, f"-{yuan}", "退回"])  # fmt: skip
    return found


LINES = lines()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("households")


@once
def spent(store: Store, folder: Path) -> Store:
    for village in ("牙河村", "咀儿村"):
        store.ok("village", "add", village, "--county", "陇西县")
    for name, village in HOUSEHOLDS.items():
        store.ok("household", "add", name, "--village", village)
    store.ok("household", "add", "H-4", "--village", "牙河村", "--food", "met", "--housing", "unmet")
    for project, category in PROJECTS.items():
        store.ok("project", "add", project, *(["--category", category] if category else []))
    for fund in FUNDS:
        store.ok("fund", "add", fund)
        store.ok("receipt", "add", "10万元", "--fund", fund, "--date", "2016-01-01")
        for project in PROJECTS:
            for village in ("牙河村", "咀儿村"):
                store.ok("allocation", "add", "10000", "--fund", fund, "--project", project, "--village", village, "--date", "2016-01-02")  # fmt: skip
    with (folder / "支出.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *LINES])
    store.ok("import", str(folder / "支出.csv"), "--allow-duplicates", "--allow-future")
    return store


def summed(first: str, last: str, *keys: int) -> dict[tuple[str, ...], Decimal]:
    """By the year, then by these columns of the sheet (2 is the project's category), of the days from `first` to `last`."""
    found: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for line in LINES:
        if first <= line[0] <= last:
            parts = [PROJECTS[line[at]] or "" if at == 2 else line[at] for at in keys]
            found[(line[0][:4], *parts)] += Decimal(line[4])
    return dict(found)


@pytest.mark.parametrize(
    ("options", "first", "last"),
    [
        ((), "", "9999"),
        (("--year", "2018"), "2018-01-01", "2018-12-31"),
        (("--as-of", "2018-06-15"), "", "2018-06-15"),
        (("--from", "2017-05-10", "--to", "2019-02-03"), "2017-05-10", "2019-02-03"),
    ],
)
def test_money_of_each_household(store: Store, folder: Path, options: tuple[str, ...], first: str, last: str) -> None:
    answer = spent(store, folder).json("report", "household", *options)
    tables: dict[str, Any] = {table["name"]: table for table in answer["tables"]}
    told = {
        (row["year"], row["household"], row["category"] or ""): Decimal(row["spent"]) for row in tables["money"]["rows"]
    }
    expected = {key: yuan for key, yuan in summed(first, last, 3, 2).items() if yuan}
    assert told == expected
    assert Decimal(tables["money"]["total"]["spent"]) == sum(expected.values())
    of_household: dict[str, Decimal] = defaultdict(Decimal)
    for (_, household), yuan in summed(first, last, 3).items():
        of_household[household] += yuan
    rows = {row["name"]: row for row in tables["households"]["rows"]}
    assert {name: Decimal(row["spent"]) for name, row in rows.items() if row["spent"] is not None} == of_household
    assert rows["H-4"]["spent"] is None
    assert [rows["H-4"][name] for name in ("food", "clothing", "housing")] == ["met", None, "unmet"]


def test_helped_twice_is_told_of_each_year(store: Store, folder: Path) -> None:
    alerts = spent(store, folder).json("report", "alerts", "--as-of", "2018-12-31")
    [table] = [one for one in alerts["tables"] if one["name"] == "alerts"]
    told = {
        (row["household"], row["details"][:4], Decimal(row["amount"]))
        for row in table["rows"]
        if row["kind"] == "helped_twice"
    }
    cells: dict[tuple[str, str, str], dict[tuple[str, str], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for day, fund, project, household, yuan, _ in LINES:
        if day <= "2018-12-31" and (category := PROJECTS[project]):
            cells[household, day[:4], category][fund, project] += Decimal(yuan)
    paid = {key: [yuan for yuan in places.values() if yuan > 0] for key, places in cells.items()}
    assert told == {(who, year, sum(yuan, Decimal())) for (who, year, _), yuan in paid.items() if len(yuan) > 1}
    assert told


def test_a_household_that_is_found_to_be_another_takes_its_money_along(store: Store, folder: Path) -> None:
    spent(store, folder).ok("household", "merge", "H-2", "H-1", "--reason", "同一户", "--over", "合并")
    rows = store.json("report", "household", "牙河村")["tables"][0]["rows"]
    [total] = [row["spent"] for row in rows if row["name"] == "H-1"]
    assert Decimal(total) == sum(Decimal(line[4]) for line in LINES if line[3] in ("H-1", "H-2"))


def test_what_is_not_stated_is_said_so(file_store: Store, folder: Path) -> None:
    text = spent(file_store, folder).ok("report", "household", "--format", "markdown", lang="zh").out
    assert "| 不愁吃 | 不愁穿 | 义务教育 | 基本医疗 | 住房安全 |" in text
    assert "| 已保障 | 未填 | 未填 | 未填 | 未保障 |" in text


def test_the_entries_of_one_household(store: Store, folder: Path) -> None:
    spent(store, folder)
    store.run(
        "fund add 周转金 --form loan",
        "receipt add 5万元 --fund 周转金 --date 2017-01-01",
        "loan add 3000 --fund 周转金 --household H-1 --date 2017-02-01 --ref J1",
        "repayment add 500 --loan J1 --date 2018-03-01",
    )
    entries = store.ok("report", "household", "--household", "H-1", "--year", "2018", "--format", "json").rows(
        "entries"
    )
    told = sorted((row["kind"], row["date"], Decimal(row["amount"])) for row in entries)
    mine = [("spending", line[0], Decimal(line[4])) for line in LINES if line[3] == "H-1" and line[0][:4] == "2018"]
    assert told == sorted([*mine, ("repayment", "2018-03-01", Decimal(500))])
    tables = [table["name"] for table in store.json("report", "household")["tables"]]
    assert "entries" not in tables
