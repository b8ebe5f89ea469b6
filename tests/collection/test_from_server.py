"""`aidtrack receive postgresql://…`: an office on a server is gathered without files, with a reader's right, as a bundle without names is."""

import random
from dataclasses import asdict
from itertools import count
from pathlib import Path

import pytest

from aidtrack.bundle.content import PARTS
from aidtrack.store.engine.connection import read
from aidtrack.store.engine.target import Target, target
from aidtrack.store.records.handing_over import content
from aidtrack.store.records.identity import identity
from collection.parts import newest, part, tables
from collection.test_reports_of_an_office import without_ids
from conftest import ENGINES, Server, Store, examples
from store.raw import sql
from store.test_upgrade import load

_numbers = count()


class Lx:
    """An office whose store, made by an older program, is on a server; what its reader is called; and who gathers."""

    def __init__(self, request: pytest.FixtureRequest, folder: Path, engine: str) -> None:
        self.server: Server = request.getfixturevalue("server")
        self.folder = folder
        self.store = load(request, folder, 2, "postgresql")
        self.store.ok("db", "upgrade")
        self.store.run("db setting office 621122", "db setting office_name 陇西县总工会")
        self.reader = f"above_{next(_numbers)}"
        self.server.execute(f"CREATE ROLE {self.reader} LOGIN")
        self.store.ok("db", "grant", self.reader, "--as", "reader")
        self.url = self.store.db.replace("//postgres:", f"//{self.reader}:")
        self.above = self.collection(request, engine, "server")
        self.by_file = Store(str(folder / "file.db"), "sqlite")
        self.by_file.ok("init", "--collection")

    def collection(self, request: pytest.FixtureRequest, engine: str, name: str) -> Store:
        made = Store(str(self.folder / f"{name}.db"), "sqlite")
        if engine == "postgresql":
            database = f"above_{next(_numbers)}"
            self.server.execute(f"CREATE DATABASE {database} ENCODING 'UTF8' TEMPLATE template0")
            request.addfinalizer(lambda: self.server.drop(database))
            made = Store(self.server.get_uri(database=database), "postgresql")
        made.ok("init", "--collection")
        return made

    def results(self, *words: str, code: int = 0) -> list[str]:
        answer = self.above("receive", *words, "--format", "json")
        assert answer.code == code, answer
        return [str(row["result"]) for row in answer.rows("bundles")]

    def handed_over(self, *options: str) -> str:
        file = str(self.folder / f"{next(_numbers)}.aidb")
        self.store.ok("handover", "-o", file, *options)
        return file

    def signature(self) -> str:
        return str(self.above.ok("report", "office", "--format", "json").rows()[0]["signature"])


@pytest.fixture(params=ENGINES)
def lx(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lx:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    return Lx(request, tmp_path, request.param)


LIFE = (
    "household edit 1 --persons 7", "household edit 2 --head 孙某", "household edit 1 --head 李四光", "household forget 1 --reason 来信 --yes",
    "receipt add 5 --fund 自筹资金 --date 2018-03-05 --payer 孙某(代交)、周某 --note 孙某 --allow-duplicates", "household forget 2 --reason 来信 --yes",
    "project edit 1 --households 9", "household add 009 --village 牙河村 --head 周某", "household remove 009 --yes", "village edit 1 --note 路远",
    "measure remove 1 --yes", "receipt add 7 --fund 自筹资金 --date 2018-03-01 --payer 周某 --allow-duplicates", "village add 新村",
    "db setting notice_days 9", "receipt add 7 --fund 自筹资金 --date 2018-03-01 --payer 李某建材公司 --allow-duplicates", "receipt reverse LAST --reason 误",
    "receipt add 6 --fund 自筹资金 --date 2018-03-04 --payer 李四光(代交)、张某 --allow-duplicates", "household list --show-personal", "db close 2016", "db reopen 2016 --reason 补记", "receipt add 8 --fund 自筹资金 --date 2018-03-02",
)  # fmt: skip


def whole(store: Target) -> list[object]:
    """What is handed over without names of a store, from its beginning and from its middle, as whoever the URL names reads it."""
    with read(store) as connection:
        to = newest(connection)
        made = [content(connection, identity(connection), since=since, to=to, names=False) for since in (0, to // 2)]
        return [
            row
            for one in made
            for rows in (asdict(one.manifest).items(), *(getattr(one, name) for name in PARTS))
            for row in rows
        ]


def test_as_by_file(lx: Lx) -> None:
    """Whatever happened, a reader reads what a bundle without names holds: the part is the same, and as the office's own but for the names;
    and what is reported of it above is what a reader is told below.
    """
    chance = random.Random(5)
    for turn in range(examples(4)):
        for _ in range(6):
            [(last,)] = sql(lx.store, "SELECT max(id) FROM entry")
            lx.store(*chance.choice(LIFE).replace("LAST", str(last)).split(" "))
        assert whole(lx.store.target) == whole(target(lx.url))
        assert lx.results(lx.url) == ["new"], turn
        lx.by_file.ok("receive", lx.handed_over())
        mine, theirs = part(lx.above.target, 621122), part(lx.by_file.target, 621122)
        assert mine == theirs
        with read(lx.store.target) as connection:
            own = tables(connection)
        assert {name: rows for name, rows in own.items() if name not in ("household", "entry")} == {
            name: rows for name, rows in mine.items() if name not in ("household", "entry")
        }
    assert lx.results(lx.url) == ["nothing_new"]
    below = Store(lx.url, "postgresql")
    for asked in (
        "report payee",
        "report fund 自筹资金 --by payee",
        "report alerts",
        "report household",
        "report loan",
    ):
        told = without_ids(below.json(*asked.split()))
        for above in (lx.above, lx.by_file):
            assert without_ids(above.json(*asked.split(), "--office", "621122")) == told, asked
    assert "赵某" not in str(sql(lx.above, "SELECT before, after FROM office_audit"))
    lx.above.ok("check")


def test_who_signs_later_is_to_be_confirmed(lx: Lx) -> None:
    first = lx.above.ok("receive", lx.url)
    assert "Unsigned" in first.err + first.out and lx.reader in first.out
    assert lx.signature() == "unsigned"
    assert lx.above("collection", "confirm", "621122").code == 1
    signed = lx.above.ok("receive", lx.handed_over())  # which holds nothing new
    assert "collection confirm 621122" in signed.err + signed.out
    assert lx.signature() == "unconfirmed"
    lx.above.ok("collection", "confirm", "621122")
    lx.store.ok("village", "add", "旧村")
    assert lx.results(lx.url) == ["new"] and lx.signature() == "unsigned"
    lx.store.ok("village", "add", "别村")
    assert lx.results(lx.handed_over()) == ["new"] and lx.signature() == "confirmed"


def test_what_was_changed_past_the_log_is_refused(lx: Lx) -> None:
    """Of records that a reader is not shown the upgrade's proves what they made; of the others they themselves."""
    sql(lx.store, "ALTER TABLE household DISABLE TRIGGER ALL", "UPDATE household SET persons = 40 WHERE id = 1")
    assert lx.results(lx.url, code=5) == ["forged"]
    sql(lx.store, "UPDATE household SET persons = 4 WHERE id = 1")
    assert lx.results(lx.url) == ["new"]


def test_what_is_no_office_on_a_server(lx: Lx) -> None:
    away = lx.url.replace(lx.store.db.rsplit("/", 1)[1].split("?")[0], "nowhere")
    assert lx.above("receive", away).code == 4
    assert lx.above("receive", "postgresql://nobody@127.0.0.1:1/x").code == 4
    nobody = lx.store.db.replace("//postgres:", "//nobody_at_all:")
    assert lx.above("receive", nobody).code == 4
    lx.store.ok("db", "setting", "office", "")
    unnamed = lx.above("receive", lx.url)
    assert unnamed.code == 1 and ": aidtrack db setting office CODE" in unnamed.err  # and not of the collection
    assert lx.results(str(lx.folder / "file.db"), code=4) == ["unreadable"]
    if lx.above.engine == "postgresql":
        assert lx.above("receive", lx.above.db).code == 1
    assert lx.above.ok("report", "office", "--format", "json").rows() == []


def test_names_in_texts_stay_where_they_can_be_seen(lx: Lx) -> None:
    """Who may read the names is asked for an edit, as at home; a reader has none to look for."""
    lx.store.ok("village", "edit", "1", "--note", "赵某家在村口")
    answer = lx.above("receive", lx.store.db)
    assert answer.code == 1 and "handover" in answer.err
    assert lx.results(lx.url) == ["new"]


def test_of_several_stores_in_one_database(server: Server, tmp_path: Path) -> None:
    database = f"lives_{next(_numbers)}"
    server.execute(f"CREATE DATABASE {database} ENCODING 'UTF8' TEMPLATE template0")
    uri = server.get_uri(database=database)
    urls = [f"{uri}{'&' if '?' in uri else '?'}schema={name}" for name in ("lx", "tw")]
    for url, code in zip(urls, ("621122", "620623"), strict=True):
        store = Store(url, "postgresql")
        store.ok("init", "--office", code)
        store.ok("village", "add", f"村{code}")
    above = Store(str(tmp_path / "above.db"), "sqlite")
    above.ok("init", "--collection")
    answer = above.ok("receive", *urls, "--format", "json")
    assert [(row["office"], row["result"]) for row in answer.rows("bundles")] == [("621122", "new"), ("620623", "new")]
    assert {row["name"] for row in above.ok("village", "list", "--format", "json").rows()} == {"村621122", "村620623"}
    server.drop(database)
