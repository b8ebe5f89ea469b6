"""A large programme, its reports held against its bare entries: funds, villages, projects, levels, months, years."""

import csv
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from conftest import Store
from reports.recomputed import differences, facts

VILLAGES, FUNDS, PROJECTS, ENTRIES = 200, 12, 300, 6_000
COUNTIES = (("定西市", "陇西县"), ("天水市", "武山县"), ("天水市", "城关区"), ("兰州市", "城关区"), (None, "宕昌县"))
CARRIED = ("示例资金00", "示例资金01", "示例资金07")
MOVED = (  # there and back in one year, and on in another
    ("示例资金02", "示例资金03", "1234.56", "2017-05-05"),
    ("示例资金03", "示例资金02", "34.56", "2017-11-05"),
    ("示例资金02", "示例资金09", "77.00", "2018-02-28"),
)
SOURCES = ("fiscal", "self", "donation", "east_west", "")


def sheets(folder: Path) -> list[str]:
    """Two counties of one name, villages of one name, money of no village or project, refunds, returns; the same each time."""
    chance = random.Random(20170920)
    villages = [
        (f"示例{number % 151:03d}村", f"{number % 4}乡" if number % 7 else "", COUNTIES[number % 5][1], COUNTIES[number % 5][0] or "", "甘肃省")
        for number in range(VILLAGES)
    ]  # fmt: skip
    funds = [(f"示例资金{n:02d}", SOURCES[n % 5], 2016 + n % 3 if n % 4 else "", "9000000000" if n % 3 == 0 else "", f"{2014 + n % 3}" if n % 2 else "", "借款" if n == 5 else "")
             for n in range(FUNDS)]  # fmt: skip
    projects = [
        (f"示例项目{n:03d}", "道路" if n % 3 else "", "县交通局" if n % 4 else "", ("到户", "到村", "")[n % 3])
        for n in range(PROJECTS)
    ]
    named = ["/".join(part for part in (place[3], place[2], place[1], place[0]) if part) for place in villages]
    cells = [(funds[chance.randrange(FUNDS)][0], projects[chance.randrange(PROJECTS)][0] if chance.random() > 0.02 else "", chance.choice(named) if chance.random() > 0.1 else "未分村")
             for _ in range(ENTRIES // 8)]  # fmt: skip
    days = [
        f"{year}-{month:02d}-{day:02d}" for year in (2016, 2017, 2018) for month in range(1, 13) for day in (1, 17, 28)
    ]
    entries: list[tuple[object, ...]] = [
        ("receipt", "2016-01-01", fund[0], "", "", "1000000000.00", "") for fund in funds
    ]
    entries += [
        ("allocation", "2016-01-02", *cell, f"{400_000 + chance.randrange(10**6) / 100:.2f}", "") for cell in cells
    ]
    while len(entries) < ENTRIES:
        cell, day, fen = chance.choice(cells), chance.choice(days), chance.randrange(1, 10**6)
        kind = chance.choice(("spending", "spending", "spending", "disbursement", "allocation", "receipt", "interest"))
        place = cell if kind not in ("receipt", "interest") else (cell[0], "", "")
        entries.append((kind, day, *place, f"{fen / 100:.2f}", ""))
        if chance.random() < 0.1 and kind in ("receipt", "allocation", "spending"):
            back = f"{-chance.randrange(1, fen + 1) / 100:.2f}"
            entries.append((kind, max(day, chance.choice(days)), *place, back, "退"))
    return [
        _write(folder / "village.csv", "name,township,county,prefecture,province", villages),
        _write(folder / "fund.csv", "name,source,year,budget,idle_from,form", funds),
        _write(folder / "project.csv", "name,category,implementer,reach", projects),
        _write(folder / "entry.csv", "kind,date,fund,project,village,amount,reason", entries),
    ]


def _write(path: Path, header: str, rows: Sequence[tuple[object, ...]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        csv.writer(file, lineterminator="\n").writerows(rows)
    return str(path)


@pytest.mark.long
def test_every_figure_is_what_the_entries_say(store: Store, tmp_path: Path) -> None:
    store.ok("import", *sheets(tmp_path))
    for name in CARRIED:
        store.ok("fund", "carry", name, "--to", "2019")
    for left, into, amount, day in MOVED:
        store.ok("fund", "transfer", left, into, amount, "--date", day, "--reason", "统筹")
    came = store.ok("receipt", "list", "--year", "2019", "--format", "json").rows()
    for id in (str(row["id"]) for row in came[:3]):
        store.ok(
            "receipt", "reverse", id, "--amount", "0.07", "--reason", "多转", "--date", "2019-06-01", "--over", "补记"
        )
    known = facts(store.db)
    assert len(known.entries) >= ENTRIES
    assert list(differences(store.json, known)) == []
