"""The store that every sheet of the corpus comes to: what a desk has, and one entry that has a 流水号."""

from pathlib import Path

from conftest import Store
from importing.desk import BASE, Desk

SPENT = "日期,资金,项目,金额（元）,流水号\n2017-03-01,自筹资金,菌菜大棚,1000,ZC-1\n"
# Each a batch of its own.
BATCHES: list[dict[str, str]] = [BASE, {"支出.csv": SPENT}]


def fill(store: Store, folder: Path) -> None:
    """Import all of it into an empty store."""
    desk = Desk(store, folder)
    for batch in BATCHES:
        desk.take(batch)
