"""Workbooks are read in a process of their own: where each row came from, and what becomes of an import when that process fails."""

import errno
import os
import subprocess
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZipFile

import pytest

from aidtrack.errors import Fault
from aidtrack.importing.reading import workbook
from aidtrack.importing.reading.workbook import open_workbook
from aidtrack.locale import use
from aidtrack.values.text import Broken, Numeric
from conftest import Store
from importing.books import xlsx
from importing.desk import Desk, based

HEAD = ["日期", "资金", "项目", "金额（元）", "凭证号", "用途"]
ROW: list[Any] = [date(2017, 9, 20), "自筹资金", "菌菜大棚", 1200.5, "00123", "大棚膜"]


@pytest.fixture(autouse=True)
def started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the reader is a program of its own, as it is for its users."""
    monkeypatch.setattr(workbook, "subprocess", subprocess)


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


def spent(desk: Desk) -> list[tuple[str, str, str | None]]:
    rows = desk.store.ok("spending", "list", "--format", "json").rows()
    return [(row["date"], row["amount"], row["voucher"]) for row in rows]


def test_a_workbook_is_imported_with_its_sheet_and_line(store: Store, tmp_path: Path) -> None:
    desk = based(store, tmp_path)
    title = [["2017年支出明细"], ["单位：元"]]
    answer = desk.take(
        {"台账.xlsx": xlsx({"支出": [*title, HEAD, ROW, [*ROW[:3], 99.5, None, None], ["合计", None, None, 1300]]})}
    )
    [row] = answer.rows("files")
    assert (row["file"], row["sheet"], row["noun"], row["encoding"], row["created"]) == (
        "台账.xlsx", "支出", "spending", "xlsx", 2,
    )  # fmt: skip
    assert spent(desk) == [("2017-09-20", "1200.50", "00123"), ("2017-09-20", "99.50", None)]
    [entry] = store.ok("spending", "show", "5", "--format", "json").rows()
    assert entry["line"] == 4
    files = store.ok("batch", "show", "2", "--format", "json").rows("files")
    assert (files[0]["name"], files[0]["sheet"]) == ("台账.xlsx", "支出")
    assert store.ok("batch", "list", "--format", "json").rows()[-1]["file_names"] == "台账.xlsx · 支出"
    store.ok("check")


GOOD = xlsx({"支出": [HEAD, ROW]})


def test_a_child_that_dies_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(GOOD)
    use("en")
    monkeypatch.setattr(workbook, "_PATIENCE", 0.001)
    with pytest.raises(Fault, match="memory"):
        open_workbook(path)
    monkeypatch.setenv("PYTHONHOME", os.devnull)  # it cannot even begin
    monkeypatch.setattr(workbook, "_PATIENCE", 60)
    with pytest.raises(Fault, match="damaged"):
        open_workbook(path)


def test_a_disk_without_room_to_unpack_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: str) -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")  # tempfile's word for a full disk

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    answer = desk.bring({"支出.xlsx": GOOD})
    assert (answer.code, "no temporary folder" in answer.out) == (4, True)


def test_cells_carry_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(xlsx({"a": [["text", 1, 1.5, True]]}))
    with open_workbook(path) as book:
        [(line, cells)] = list(book.sheets[0].rows())
    assert (line, cells) == (1, ["text", "1", "1.5", "TRUE"])
    assert [type(cell) for cell in cells] == [str, str, Numeric, str]
    assert not issubclass(Numeric, Broken)


def test_broken_data_is_no_fault_of_the_system(desk: Desk, tmp_path: Path) -> None:
    """What unpacks it says so by an error that looks like one of the disk's and has no number."""
    path = tmp_path / "坏.xlsx"
    with ZipFile(BytesIO(xlsx({"支出": [HEAD, ROW]}))) as whole, ZipFile(path, "w", ZIP_BZIP2) as packed:
        for name in whole.namelist():
            packed.writestr(name, whole.read(name))
    content = bytearray(path.read_bytes())
    for at in range(60, len(content) - 3000, 50):
        content[at] ^= 0xFF
    path.write_bytes(content)
    answer = desk.store("import", str(path))
    assert (answer.code, "坏.xlsx is damaged or too large to be read." in answer.out) == (1, True), answer
