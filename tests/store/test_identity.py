"""Which store it is and whose: said when it is made or later, in the log, in `db info`, and at the foot of what is printed."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from aidtrack.values.office import number_of
from conftest import Store
from store.raw import behind_the_guards


def who(store: Store) -> dict[str, str | None]:
    [row] = store.ok("db", "info", "--format", "json").rows("info")
    return {name: row[name] for name in ("office", "office_name", "number")}


def made(beside: Store, *options: str) -> Store:
    """A store made with these options, where the given one is."""
    if beside.engine == "sqlite":
        store = Store(str(Path(beside.db).with_name("neu.db")), beside.engine)
    else:
        store = Store(f"{beside.db}{'&' if '?' in beside.db else '?'}schema=neu", beside.engine)
    store.ok("init", *options)
    return store


def test_init_says_whose_it_is(store: Store) -> None:
    new = made(store, "--office", "６２１１２２", "--name", "陇西县总工会")
    assert who(new) == {"office": "621122", "office_name": "陇西县总工会", "number": "621122"}
    log = new.ok("log", "--format", "json").rows()
    assert [(row["action"], row["noun"]) for row in log] == [("add", "setting")] * 3
    assert "陇西县总工会" in log[-1]["after"]
    new.ok("check")


def test_it_is_said_later_and_the_number_stays(store: Store) -> None:
    assert who(store) == {"office": None, "office_name": None, "number": None}
    first = store.ok("db", "info", "--format", "json").rows("info")[0]["store_id"]
    store.ok("db", "setting", "office", "陇西")
    assert who(store)["number"] is None
    store.ok("db", "setting", "office", "621122")
    store.ok("db", "setting", "office", "gs-lx")
    assert who(store) == {"office": "gs-lx", "office_name": None, "number": "621122"}
    store.ok("db", "setting", "number", "901")
    store.ok("db", "setting", "office", "6211")
    assert who(store)["number"] == "901"
    assert store.ok("db", "info", "--format", "json").rows("info")[0]["store_id"] == first
    store.ok("check")


@pytest.mark.parametrize(
    ("name", "value"),
    [("office", "陇西 县"), ("office", "6211/22"), ("office", "a=b"), ("office", "6" * 41), ("number", "0621"), ("number", "6211221"), ("number", "x")],
)  # fmt: skip
def test_what_is_no_office(store: Store, name: str, value: str) -> None:
    answer = store("db", "setting", name, value)
    assert answer.code == 2 and name in answer.err
    assert store.ok("log", "--format", "json").rows() == []


def test_init_with_what_is_no_office_makes_nothing(tmp_path: Path) -> None:
    new = Store(str(tmp_path / "neu.db"), "sqlite")
    for options in (
        ["--office", "a b"],
        ["--number", "007"],
        ["--office", "621122", "--number", "901"],
        ["--office", "x", "--office", "y"],
    ):
        assert new("init", *options).code == 2
        assert list(tmp_path.iterdir()) == []
    new.ok("init", "--office", "gs-lx", "--number", "901")
    assert who(new) == {"office": "gs-lx", "office_name": None, "number": "901"}


def test_division_codes_are_numbers() -> None:
    assert [number_of(code) for code in ("62", "6211", "621122")] == ["62", "6211", "621122"]
    assert [number_of(code) for code in ("900001", "6", "621", "62112", "6211220", "06", "x", "")] == [None] * 8


def test_what_is_printed_says_whose_it_is(store: Store, tmp_path: Path) -> None:
    store.ok("db", "setting", "office", "621122")
    store.ok("db", "setting", "office_name", "陇西县总工会")
    id = store.ok("db", "info", "--format", "json").rows("info")[0]["store_id"]
    for name in ("资金.html", "资金.xlsx"):
        store.ok("report", "fund", "-o", str(tmp_path / name), lang="zh")
    foot = f"陇西县总工会(621122) · 账本 {id} · 审计链 "
    assert f"<footer>{foot}" in (tmp_path / "资金.html").read_text("utf-8")
    cells = [
        str(cell.value) for page in load_workbook(tmp_path / "资金.xlsx") for row in page.iter_rows() for cell in row
    ]
    assert any(text.startswith(foot) for text in cells)


def test_a_restored_store_is_the_same_one(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "aid.db"), "sqlite")
    store.ok("init", "--office", "621122", "--name", "陇西县总工会")
    before = store.ok("db", "info", "--format", "json").rows("info")[0]
    store.ok("db", "backup", str(tmp_path / "备份.db"))
    store.ok("db", "setting", "office_name", "别的名称")
    store.ok("db", "restore", str(tmp_path / "备份.db"), "--yes")
    after = store.ok("db", "info", "--format", "json").rows("info")[0]
    same = ("store_id", "office", "office_name", "number")
    assert [after[name] for name in same] == [before[name] for name in same]
    assert store.ok("log", "--format", "json").rows()[-1]["action"] == "restore"


def test_a_copy_goes_on_as_another_office(store: Store, tmp_path: Path) -> None:
    """Its older entries keep the origin that they have in the store it is a copy of; new ones have its own."""
    store.ok("db", "setting", "office", "621122")
    store.ok("fund", "add", "F", "--budget", "100")
    store.ok("receipt", "add", "5", "--fund", "F", "--date", "2017-01-01")
    first = store.ok("db", "info", "--format", "json").rows("info")[0]["store_id"]
    same = store("db", "adopt", "--office", "621122")
    assert same.code == 1 and "621122" in same.err
    exported = tmp_path / "原.csv"
    store.ok("export", "entry", "-o", str(exported))
    store.ok("db", "adopt", "--office", "620623", "--name", "天祝县总工会")
    now = store.ok("db", "info", "--format", "json").rows("info")[0]["store_id"]
    assert now != first
    assert who(store) == {"office": "620623", "office_name": "天祝县总工会", "number": "620623"}
    store.ok("receipt", "add", "6", "--fund", "F", "--date", "2017-01-02")
    origins = [row["origin"] for row in store.ok("export", "entry", "--format", "json").rows()]
    assert origins == [f"{first[:8]}-1", f"{now[:8]}-2"]
    assert store("import", str(exported)).code in (0, 7)  # what the other store has is the same entry here
    later = exported.read_text("utf-8-sig").splitlines()
    row = later[1].replace(f"{first[:8]}-1", f"{first[:8]}-2").replace("5.00", "7.00")
    (tmp_path / "新.csv").write_text("\n".join([later[0], row]), "utf-8")
    store.ok("import", str(tmp_path / "新.csv"))  # that store's second entry is not ours
    assert [row["amount"] for row in store.ok("receipt", "list", "--format", "json").rows()] == ["5.00", "7.00", "6.00"]
    store.ok("check")
    store.ok("db", "adopt")
    assert who(store) == {"office": None, "office_name": None, "number": None}
    store.ok("check")
    told = store.ok("log", "--noun", "store", "--format", "json").rows()
    assert told[0]["change"] == f"{now}, a copy of {first}" and len(told) == 2


@pytest.mark.parametrize(
    "change",
    ["uuid = '00000000-0000-4000-8000-000000000000' WHERE id = 1", "uuid = '00000000-0000-4000-8000-000000000000' WHERE id = 2",
     "after_entry_id = 7 WHERE id = 2", "after_entry_id = 7 WHERE id = 1"],
)  # fmt: skip
def test_an_identity_changed_behind_the_log_is_found(store: Store, change: str) -> None:
    store.ok("db", "adopt")
    store.ok("check")
    behind_the_guards(store, f"UPDATE identity SET {change}")
    assert store("check").code == 5
