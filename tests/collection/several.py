"""Three offices, two of which have the illustration: one gives another money; and the collection that they hand over to."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from aidtrack.store.engine.connection import read
from collection.parts import handed, taken
from conftest import Store

ROOT = Path(__file__).parents[2]
ABOVE, BELOW, ASIDE = 620000, 621122, 620623
ILLUSTRATED = (ABOVE, BELOW)


def office(folder: Path, number: int) -> Store:
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
    if number == ASIDE:
        store.run("db adopt", "receipt add 7 --fund 本级资金 --date 2018-02-09")
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


def filled(above: Store, offices: dict[int, Store]) -> Store:
    above.ok("init", "--collection", "--name", "甘肃省总工会")
    for number, store in offices.items():
        with read(store.target) as connection:
            taken(above.target, handed(connection, number))
    return above


def table(store: Store, asked: str, name: str = "") -> dict[str, Any]:
    tables = store.json("report", *asked.split())["tables"]
    return next(one for one in tables if name in (one["name"], ""))


def yuan(value: str | None) -> Decimal:
    return Decimal(value or 0)
