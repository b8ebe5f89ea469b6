"""Which store it is and whose: said when it is made or later, in the log, in `db info`, and at the foot of what is printed."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from aidtrack.values.office import number_of
from conftest import Store


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
