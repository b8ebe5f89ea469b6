"""A province that keeps a collection, and the counties that hand over to it, all by commands."""

from pathlib import Path

from aidtrack.store.engine.connection import read
from cli.printed import typed
from collection.parts import part, tables
from conftest import Answer, Store


class Province:
    """A collection, and counties that hand over to it."""

    def __init__(self, folder: Path, above: Store) -> None:
        self.folder, self.above = folder, above
        self.counties: dict[str, Store] = {}
        above.ok("init", "--collection", "--name", "甘肃省总工会")

    def county(self, code: str) -> Store:
        store = Store(str(self.folder / f"{code}.db"), "sqlite")
        store.ok("init", "--office", code, "--name", f"{code}县总工会")
        store.run("village add 石桥村", "fund add 专项资金 --budget 100000", "project add 道路 --village 石桥村 --category 道路",
                  "receipt add 1000 --fund 专项资金 --date 2018-01-02")  # fmt: skip
        self.counties[code] = store
        return store

    def month(self, code: str, month: int) -> Path:
        """What a county records and hands over in a month."""
        self.counties[code].run(
            f"allocation add {month}0 --fund 专项资金 --project 道路 --date 2018-{month:02}-03",
            f"spending add {month} --fund 专项资金 --project 道路 --date 2018-{month:02}-05",
        )
        return self.handover(code, f"{code}-{month}")

    def handover(self, code: str, name: str, *options: str) -> Path:
        file = self.folder / f"{name}.aidb"
        self.counties[code].ok("handover", "-o", str(file), *options)
        return file

    def receive(self, *files: Path | str, code: int = 0) -> Answer:
        answer = self.above("receive", *map(str, files), "--format", "json")
        assert answer.code == code, answer
        rows = answer.rows("bundles")
        assert [row["command"] for row in rows if row["command"] and typed(row["command"]) is not None] == []
        return answer

    def results(self, *files: Path | str, code: int = 0) -> list[str]:
        return [str(row["result"]) for row in self.receive(*files, code=code).rows("bundles")]

    def agrees(self, code: str) -> bool:
        """Whether its part is its store, but for the record that it handed over, which is no news, and the salts of batches, which go with names."""
        with read(self.counties[code].target) as connection:
            home = tables(connection)
        home["batch"] = [
            tuple((name, None if name == "salt" else value) for name, value in row) for row in home["batch"]
        ]
        return part(self.above.target, int(code)) == home
