"""Two offices with one past, of which one goes on with a copy of the other's store: what both have counts once."""

from decimal import Decimal
from pathlib import Path

import pytest

from aidtrack.store.engine.connection import read
from collection.parts import tables
from collection.province import Province
from conftest import Store
from store.raw import sql


class Split(Province):
    """621122, and 620623 that went on with a copy of its store."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, Store(str(folder / "above.db"), "sqlite"))
        elder = self.county("621122")
        self.month("621122", 1)
        copy = Store(str(folder / "620623.db"), "sqlite")
        elder.ok("db", "backup", copy.db)
        copy.ok("db", "adopt", "--office", "620623", "--name", "天祝县总工会")
        self.adopt = int(sql(copy, "SELECT id FROM audit WHERE action = 'adopt'")[0][0])
        self.counties["620623"] = copy
        self.files = {code: self.month(code, 2) for code in self.counties}

    def received(self) -> Decimal:
        return Decimal(self.above.json("report", "fund")["tables"][0]["total"]["spent"])


@pytest.mark.parametrize(("first", "second"), [("621122", "620623"), ("620623", "621122")])
def test_what_two_stores_have_counts_once(tmp_path: Path, first: str, second: str) -> None:
    province = Split(tmp_path)
    assert province.results(province.files[first]) == ["new"]
    [row] = province.receive(province.files[second], code=1).rows("bundles")
    stores = [
        str(sql(store, "SELECT uuid FROM identity ORDER BY id DESC LIMIT 1")[0][0])
        for store in province.counties.values()
    ]
    told = str(row["problem"])
    assert row["result"] == "diverged" and all(store in told for store in stores)
    assert "entries 3" in told and "1,000.00" in told and f"--count-from {province.adopt}." in told
    assert province.results(province.files[second], code=1) == ["diverged"]
    assert province.above("receive", str(province.files[second]), "--count-from", str(province.adopt + 1)).code == 1
    province.above.ok("receive", str(province.files[second]), "--count-from", str(province.adopt))
    assert province.received() == 1 + 2 + 2
    # They go on, and what comes again changes nothing.
    later = [province.month("620623", 3), province.handover("620623", "all", "--all"), province.month("621122", 3)]
    assert "new" in province.results(*later)
    assert province.received() == 1 + 2 + 2 + 3 + 3
    assert province.agrees("621122")
    [aside] = province.above.json("report", "office")["tables"][1]["rows"]
    assert (aside["office"], aside["why"], aside["after"], aside["entries"]) == ("620623", "copied", province.adopt, 3)
    # What a copy took over may be taken back by it, and its part is checked as its own store is.
    province.counties["620623"].run("spending reverse 3 --reason 错记")
    assert province.results(province.handover("620623", "taken back")) == ["new"]
    assert province.received() == 1 + 2 + 2 + 3 + 3 - 1
    told_of = {row["number"]: row["entries"] for row in province.above.json("report", "office")["tables"][0]["rows"]}
    assert told_of == dict(sql(province.above, "SELECT id / 1000000000, count(*) FROM entry GROUP BY 1"))
    assert province.above("check").code == 0
    sql(province.above, "UPDATE office_copied SET after_entry_id = after_entry_id + 1")
    assert "office_copied" in province.above("check").out
    with read(province.counties["620623"].target) as connection:
        assert len(tables(connection)["entry"]) == 8


def test_entries_of_a_copy_are_known_wherever_they_come_from(tmp_path: Path) -> None:
    """What the elder, the copy and a collection of either write out, taken into one store in any order: each entry once."""
    province = Split(tmp_path)
    other = Province(tmp_path, Store(str(tmp_path / "other.db"), "sqlite"))
    assert other.results(province.files["620623"]) == ["new"]  # as the copy alone is known here, all of it is there
    assert province.results(province.files["621122"]) == ["new"]
    province.above.ok("receive", str(province.files["620623"]), "--count-from", str(province.adopt))
    whole = Store(str(tmp_path / "whole.db"), "sqlite")
    whole.ok("init")
    sheets, again = [], ("--ignore-extra", "--allow-duplicates", "--again")
    for at, (store, office) in enumerate(
        [(other.above, ["620623"]), (province.counties["621122"], []), (province.counties["620623"], []),
         (province.above, ["621122"]), (province.above, ["620623"])]
    ):  # fmt: skip
        for noun in ("village", "fund", "project", "entry"):
            sheets.append(tmp_path / f"{at}-{noun}.csv")
            store.ok("export", noun, "-o", str(sheets[-1]), *(word for one in office for word in ("--office", one)))
    for at in range(5):
        answer = whole("import", *map(str, sheets[4 * at : 4 * at + 4]), *again)
        assert answer.code in (0, 7), answer.out
    assert Decimal(whole.json("report", "fund")["tables"][0]["total"]["spent"]) == 1 + 2 + 2
    for code in ("621122", "620623"):
        home = province.counties[code]
        before = home.json("report", "fund")["tables"][0]["total"]["spent"]
        for at in (0, 3, 4):
            assert home("import", *map(str, sheets[4 * at : 4 * at + 4]), *again).code in (0, 7)
        assert Decimal(home.json("report", "fund")["tables"][0]["total"]["spent"]) == Decimal(before) + 2


def test_a_copy_that_is_restored_counts_from_there_on_too(tmp_path: Path) -> None:
    province = Split(tmp_path)
    copy, backup = province.counties["620623"], tmp_path / "backup.db"
    province.results(province.files["621122"])
    province.above.ok("receive", str(province.files["620623"]), "--count-from", str(province.adopt))
    copy.ok("db", "backup", str(backup))
    province.results(province.month("620623", 3))
    copy.ok("db", "restore", str(backup), "--yes")
    whole = province.handover("620623", "restored", "--all")
    province.above.ok("receive", str(whole), "--restored", "--reason", "硬盘坏了")
    assert province.received() == 1 + 2 + 2
    assert province.above("check").code == 0
