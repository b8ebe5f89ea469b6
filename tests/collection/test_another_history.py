"""An office whose past is not the one that the collection has: restored from a backup, copied back by hand, or on another computer."""

import shutil
from pathlib import Path

import pytest

from collection.province import Province
from conftest import ENGINES, Server, Store
from store.raw import sql

RESTORED = ("--restored", "--reason", "硬盘坏了")
FIRST = "621122000000001"  # what was first kept aside of the office
WHY = ("--reason", "电脑坏了")


@pytest.fixture
def province(tmp_path: Path) -> Province:
    return _with_another(Province(tmp_path, Store(str(tmp_path / "above.db"), "sqlite")))


@pytest.fixture(params=ENGINES)
def on_each(request: pytest.FixtureRequest, tmp_path: Path) -> Province:
    above = Store(str(tmp_path / "above.db"), "sqlite")
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("server")
        server.execute("CREATE DATABASE other_past ENCODING 'UTF8' TEMPLATE template0")
        request.addfinalizer(lambda: server.drop("other_past"))
        above = Store(server.get_uri(database="other_past"), "postgresql")
    return _with_another(Province(tmp_path, above))


def _with_another(made: Province) -> Province:
    made.county("620623")
    made.results(made.month("620623", 1))
    return made


def _aside(province: Province) -> list[tuple[object, ...]]:
    _, *tables = province.above.json("report", "office")["tables"]
    return [(row["office"], row["why"], row["reason"], row["after"], row["records"], row["entries"])
            for table in tables for row in table["rows"]]  # fmt: skip


def test_a_store_that_was_restored(on_each: Province) -> None:
    province = on_each
    store = province.county("621122")
    province.results(province.month("621122", 1))
    backup = province.folder / "backup.db"
    store.ok("db", "backup", str(backup))
    common = int(sql(store, "SELECT max(id) FROM audit")[0][0])
    province.results(province.month("621122", 2))
    store.ok("db", "restore", str(backup), "--yes")
    store.run("receipt add 7 --fund 专项资金 --date 2018-02-09", "receipt add 8 --fund 专项资金 --date 2018-02-10")
    part, whole = province.handover("621122", "part"), province.handover("621122", "whole", "--all")
    [row] = province.receive(part, code=1).rows("bundles")
    assert (row["result"], row["command"]) == (
        "diverged",
        None if row["since"] == 0 else "aidtrack handover --all -o FILE.aidb",
    )
    [row] = province.receive(whole, code=1).rows("bundles")
    assert f"after record {common} of " in str(row["problem"])
    assert "records 2, entries 2." in str(row["problem"])
    assert province.above("receive", str(whole), "--restored").code == 2
    assert province.above("receive", str(whole), *WHY).code == 2
    assert "records 2, entries 2" in str(province.above.ok("receive", str(whole), *RESTORED, "--dry-run"))
    assert _aside(province) == []
    province.above.ok("receive", str(whole), *RESTORED)
    assert province.agrees("621122") and province.agrees("620623")
    assert _aside(province) == [("621122", "restored", "硬盘坏了", common, 2, 2)]
    went = {one["name"]: one for one in province.above.json("collection", "former", FIRST)["tables"]}
    told = [(row["kind"], row["fund"], row["project"], row["amount"]) for row in went["entries"]["rows"]]
    assert told == [("allocation", "专项资金", "道路", "20.00"), ("spending", "专项资金", "道路", "2.00")]
    assert [(row["kind"], row["amount"]) for row in went["kinds"]["rows"]] == [
        ("allocation", "20.00"),
        ("spending", "2.00"),
    ]
    assert [row["id"] for row in went["records"]["rows"]] == [common + 1, common + 2] and "rows" not in went
    assert f"collection former {FIRST}" in province.above.ok("check").out
    assert [province.above("collection", "former", id).code for id in ("2", "x")] == [1, 2]
    assert store("collection", "former").code == 1
    assert province.results(whole, province.month("621122", 3)) == ["nothing_new", "new"]
    assert province.agrees("621122")
    # It stays told, and whoever changes what is kept is found.
    assert [province.above("check", *strict).code for strict in ([], ["--strict"])] == [0, 1]
    sql(province.above, "UPDATE former_row SET content = '{}' WHERE part = 'entry'")
    assert province.above("check").code == 5


def test_names_of_persons_are_masked_in_what_is_kept(province: Province) -> None:
    """Also where they were handed over, and stand as payees."""
    store = province.county("621122")
    store.ok("household", "add", "001", "--village", "石桥村", "--head", "张三丰")
    province.month("621122", 1)
    backup = province.folder / "backup.db"
    store.ok("db", "backup", str(backup))
    store.run("spending add 1 --fund 专项资金 --project 道路 --date 2018-01-09 --payee 张三丰")
    province.results(province.handover("621122", "named", "--with-names", "--all"))
    store.ok("db", "restore", str(backup), "--yes")
    store.run("receipt add 7 --fund 专项资金 --date 2018-02-09")
    province.above.ok("receive", str(province.handover("621122", "all", "--with-names", "--all")), *RESTORED)
    kept = sql(province.above, "SELECT content FROM former_row WHERE part = 'entry'")
    assert len(kept) == 1 and "张**" in kept[0][0] and "张三丰" not in kept[0][0]
    assert "张**" in province.above.ok("collection", "former", FIRST).out


def test_a_copy_that_went_on_is_no_restored_store(province: Province) -> None:
    """Nor is a backup that was copied back by hand, before a restore says so."""
    store = province.county("621122")
    province.month("621122", 1)
    backup = province.folder / "backup.db"
    shutil.copyfile(store.db, backup)
    province.results(province.month("621122", 2))
    shutil.copyfile(backup, store.db)
    store.run("receipt add 7 --fund 专项资金 --date 2018-02-09")
    whole = province.handover("621122", "copied", "--all")
    answer = province.above("receive", str(whole), *RESTORED)
    assert answer.code == 1, answer
    # As it is typed at the office: to run it on the collection would restore that.
    assert "aidtrack db backup FILE, then aidtrack db restore FILE --yes," in answer.out + answer.err, answer
    again = province.folder / "again.db"
    store.ok("db", "backup", str(again))
    store.ok("db", "restore", str(again), "--yes")
    province.above.ok("receive", str(province.handover("621122", "told", "--all")), *RESTORED)
    assert province.agrees("621122")


def test_another_computer(on_each: Province) -> None:
    """The old part is whole beside, and in no sum; the new key is to be confirmed."""
    province = on_each
    province.county("621122")
    province.results(province.month("621122", 1))
    province.above.ok("collection", "confirm", "621122")
    before = province.above.json("report", "fund")["tables"][0]["total"]
    for file in ("621122.db", "621122-1.aidb"):
        (province.folder / file).rename(province.folder / f"dead-{file}")
    province.county("621122")
    first, second = province.month("621122", 1), province.month("621122", 2)
    assert set(province.results(first, second, code=1)) == {"unknown"}
    answer = province.above.ok("receive", str(first), str(second), "--instead-of", "621122", *WHY, "--format", "json")
    assert [(row["result"], row["entries"]) for row in answer.rows("bundles")] == [("new", 3), ("new", 2)]
    assert province.agrees("621122") and province.agrees("620623")
    assert [row[:4] for row in _aside(province)] == [("621122", "replaced", "电脑坏了", None)]
    assert _aside(province)[0][5] == 3
    [listed, _, entries, rows, _] = province.above.json("collection", "former", FIRST)["tables"]
    assert listed["rows"] == province.above.json("collection", "former")["tables"][0]["rows"]
    assert {(row["fund"], row["village"]) for row in entries["rows"]} == {("专项资金", None), ("专项资金", "石桥村")}
    assert {("fund", "专项资金"), ("village", "石桥村"), ("project", "道路")} <= {
        (row["noun"], row["name"]) for row in rows["rows"]
    }
    rows = province.above.ok("report", "office", "--format", "json").rows()
    assert [(row["office"], row["entries"], row["signature"]) for row in rows] == [
        ("620623", 3, "unconfirmed"), ("621122", 5, "unconfirmed")]  # fmt: skip
    assert province.above.json("report", "fund")["tables"][0]["total"]["received"] == before["received"]
    assert province.above("check").code == 0
    # What comes of the old store still is another's.
    (province.folder / "dead-621122.db").replace(province.folder / "621122.db")
    assert province.results(province.handover("621122", "late"), code=1) == ["unknown"]


def test_a_bundle_that_begins_after_they_parted(province: Province) -> None:
    store = province.county("621122")
    province.month("621122", 1)
    backup = province.folder / "backup.db"
    shutil.copyfile(store.db, backup)
    province.results(province.month("621122", 2))
    to = int(sql(store, "SELECT max(id) FROM audit")[0][0]) - 1
    shutil.copyfile(backup, store.db)
    for day in range(1, 7):
        store.run(f"receipt add {day} --fund 专项资金 --date 2018-02-0{day}")
    [row] = province.receive(province.handover("621122", "later", "--since", str(to)), code=1).rows("bundles")
    assert (row["result"], row["command"]) == ("diverged", "aidtrack handover --all -o FILE.aidb")
