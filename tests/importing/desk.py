"""A desk with sheets on it: files written, imported in one call, and the answer read back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from conftest import Answer, Store, once
from importing.equation import every_row_is_accounted_for

VILLAGES = """村名,别名,乡镇,县区,市州,区划代码
牙河村,崖河村,福星镇,陇西县,定西市,621122101201
咀儿村,嘴儿村,马力镇,武山县,天水市,
城关村,,巩昌镇,陇西县,定西市,
城关村,,城关镇,武山县,天水市,
"""
FUNDS = """资金名称,来源,年度,计划数（元）
自筹资金,自筹,2017,
专项资金,财政专项,2017,1000000
"""
PROJECTS = """项目名称,项目编号,项目类别,村
菌菜大棚,,菌菜大棚,牙河村
道路硬化,,三变改革,牙河村
道路硬化,,三变改革,咀儿村
技能培训,PX-1,培训,
"""
RECEIPTS = """日期,资金,金额（元）
2017-01-01,自筹资金,1000000
2017-01-01,专项资金,500000
"""
ALLOCATIONS = """日期,资金,项目,金额（元）
2017-02-01,自筹资金,菌菜大棚,300000
2017-02-01,自筹资金,技能培训,100000
"""
BASE = {"村.csv": VILLAGES, "资金.csv": FUNDS, "项目.csv": PROJECTS, "到账.csv": RECEIPTS, "安排.csv": ALLOCATIONS}


@dataclass(frozen=True)
class Desk:
    """A store and the folder its sheets come from."""

    store: Store
    folder: Path

    def put(self, name: str, content: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def bring(self, files: Mapping[str, str | bytes], *options: str, lang: str = "en") -> Answer:
        """Import the files in one call; the answer is JSON, in which every row of them is accounted for."""
        paths = [self.put(name, content) for name, content in files.items()]
        answer = self.store("import", *paths, *options, "--format", "json", lang=lang)
        if answer.out:
            every_row_is_accounted_for(answer)
        return answer

    def take(self, files: Mapping[str, str | bytes], *options: str, lang: str = "en") -> Answer:
        """As `bring`, but it must succeed."""
        answer = self.bring(files, *options, lang=lang)
        assert answer.code == 0, answer
        return answer

    def counts(self) -> dict[str, int]:
        """How many rows of everything the store holds: what a refused import must leave as it was."""
        [info] = self.store.ok("db", "info", "--format", "json").rows()
        return {name: count for name, count in info.items() if isinstance(count, int) and name != "schema"}


def based(store: Store, folder: Path) -> Desk:
    """A desk whose store holds BASE."""
    return Desk(_base(store, folder), folder)


@once
def _base(store: Store, folder: Path) -> Store:
    Desk(store, folder).take(BASE)
    return store


def faults(answer: Answer) -> list[tuple[int | None, str | None, str | None]]:
    """(row, column, value) of every problem of a refused import."""
    assert answer.code == 1, answer
    return [(row["row"], row["column"], row["value"]) for row in answer.rows("problems")]


def said(answer: Answer) -> str:
    """Every problem's words."""
    return "\n".join(f"{row['problem']} {row['suggestion']}" for row in answer.rows("problems"))


def sheet(*rows: Iterable[str]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)
