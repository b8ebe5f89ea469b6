"""A disk that is full while a workbook is written: exit 4 with the file's name, the old one stands, and nothing is left beside it."""

import gc
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Store

SHEET = "日期,资金,金额（元）\n2017-03-01,nowhere,5\n"


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own without room, in which a workbook lies."""
    folder = tmp_path / "full"
    folder.mkdir()
    mount = shutil.which("mount")
    line = (mount or "false", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder))
    if sys.platform != "linux" or subprocess.run(line, capture_output=True, check=False).returncode:
        pytest.skip("no disk of one megabyte can be mounted here: only root may, on Linux")
    try:
        (folder / "old.xlsx").write_bytes(b"old")
        with (folder / "filling").open("wb", buffering=0) as filling:
            while True:
                try:
                    filling.write(b"0" * 4096)
                except OSError:
                    break
        yield folder
    finally:
        subprocess.run(("umount", str(folder)), check=True)


@pytest.mark.long
def test_a_workbook(full: Path, file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ignored: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", ignored.append)  # what would be printed as an "Exception ignored"
    file_store.ok("fund", "add", "F")
    sheet = tmp_path / "到账.csv"
    sheet.write_text(SHEET, "utf-8")
    path = full / "old.xlsx"
    for words in (
        ("fund", "list", "-o", str(path), "--force"),
        ("export", "fund", "-o", str(path), "--force"),
        ("template", "支出", "-o", str(path), "--force"),
        ("import", str(sheet), "--as", "receipt", "--rejected", str(path), "--force"),
    ):
        answer = file_store(*words)
        gc.collect()
        assert (answer.code, f"{path} cannot be written (the disk is full)." in answer.err) == (4, True), (
            words,
            answer,
        )
        assert (path.read_bytes(), sorted(one.name for one in full.iterdir())) == (b"old", ["filling", "old.xlsx"])
    assert ignored == []
    monkeypatch.setattr(tempfile, "tempdir", str(full))  # where a long workbook is put together
    free = tmp_path / "frei.xlsx"
    for long in (("export", "fund"), ("fund", "list")):
        answer = file_store(*long, "-o", str(free))
        gc.collect()
        assert (answer.code, f"{free} cannot be written (the disk is full)." in answer.err) == (4, True), (
            long,
            answer,
        )
        assert not free.exists()
    assert all(one.exc_type is ResourceWarning for one in ignored)  # which nobody sees who does not ask for it
    answer = file_store("fund", "add", "G", "-o", str(path), "--force")
    assert (answer.code, "Only the answer is lost" in answer.err, path.read_bytes()) == (4, True, b"old"), answer


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has the device that is always full")
def test_a_device(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ignored: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", ignored.append)
    file_store.ok("fund", "add", "F")
    for words in (("fund", "list", "--format", "xlsx"), ("export", "fund", "--format", "xlsx")):
        answer = file_store(*words, "-o", "/dev/full")
        gc.collect()
        assert (answer.code, "/dev/full" in answer.err, ignored) == (4, True, []), (words, answer)
