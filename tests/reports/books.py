"""A small set of books whose every figure can be worked out by hand, and what reports say of it."""

from pathlib import Path
from typing import Any

from conftest import Store, flagged, once

SHEETS = {
    "village": """name,alias,county,prefecture,code,exit_status
牙河村,,陇西县,定西市,621122100201,exited
咀儿村,嘴儿村,武山县,天水市,,
石岭村,,陇西县,定西市,,
""",
    "fund": """name,source,year,budget,qualifier,part_of
自筹资金,self,2016,10000,=,
专项资金,fiscal,2017,5000,≥,
子资金,donation,2017,2000,,自筹资金
协作资金,east_west,2017,,,
""",
    "project": """name,village,category,stage,households,persons
大棚,牙河村,菌菜大棚,implementing,12,40
危房改造,咀儿村,危房改造,approved,,
培训,,培训,proposed,,320
""",
    "entry": """kind,date,fund,project,village,amount,over
receipt,2016-03-01,自筹资金,,,8000.00,
interest,2016-12-31,自筹资金,,,12.34,
receipt,2017-01-10,专项资金,,,5000.00,
receipt,2017-01-10,协作资金,,,3000.00,
allocation,2016-04-01,自筹资金,大棚,牙河村,4000.00,
spending,2016-05-01,自筹资金,大棚,牙河村,98.60,
allocation,2017-02-01,专项资金,大棚,牙河村,1000.00,
disbursement,2017-02-02,专项资金,大棚,牙河村,600.00,
allocation,2017-03-01,协作资金,培训,not assigned,500.00,
spending,2017-03-02,协作资金,培训,not assigned,500.00,
allocation,2017-03-03,协作资金,培训,咀儿村,300.00,
allocation,2017-06-01,自筹资金,危房改造,咀儿村,2000.00,
spending,2017-07-01,自筹资金,危房改造,咀儿村,2100.00,灾情追加
""",
}

Cells = tuple[Any, ...]


@once
def books(store: Store, folder: Path) -> Store:
    """The store with all of it."""
    store.take(folder, SHEETS)
    return store


def said(store: Store, *args: str, table: str, names: str) -> tuple[list[Cells], Cells]:
    """The cells of some columns of a report's rows, and of its total."""
    [found] = [one for one in store.json("report", *args)["tables"] if one["name"] == table]
    wanted = names.split()
    rows = [tuple(flagged(row[name]) for name in wanted) for row in found["rows"]]
    return rows, tuple(flagged(found["total"].get(name)) for name in wanted)


def columns(store: Store, *args: str) -> dict[str, str]:
    """The columns of each table of a report."""
    tables = store.json("report", *args)["tables"]
    return {table["name"]: " ".join(column["name"] for column in table["columns"]) for table in tables}
