"""Every kind of file that export writes, also one made up here: named by its endings, its name, in a folder and on stdout."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pytest

from aidtrack.exchange.export import Table
from aidtrack.exchange.sheets import SHEETS, Sheets
from aidtrack.values.formats import Format
from conftest import Store


def _write_lines(stream: BinaryIO, tables: Sequence[Table], encoding: str) -> None:
    for table in tables:
        stream.write(f"{table.name} {table.count}\n".encode(encoding))


MADE_UP = Sheets(Format("lines", (".lines", ".ln")), _write_lines, encodings=("utf-8", "gb18030"))
EVERY = pytest.mark.parametrize("sheets", [*SHEETS.values(), MADE_UP], ids=[*SHEETS, "made up"])


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SHEETS, "lines", MADE_UP)


@pytest.fixture
def two(file_store: Store) -> Store:
    file_store.ok("village", "add", "牙河村")
    file_store.ok("fund", "add", "自筹资金")
    return file_store


@EVERY
def test_its_endings_and_its_name_ask_for_it(two: Store, sheets: Sheets, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    two.ok("export", "fund", "--format", sheets.file.name, "-o", str(asked))
    for ending in sheets.file.endings:
        named = tmp_path / f"named{ending}"
        two.ok("export", "fund", "-o", str(named))
        assert len(named.read_bytes()) == len(asked.read_bytes()) > 0
    assert sheets.file.name in two.ok("export", "--help").out


@EVERY
def test_in_a_folder_it_is_named_after_what_it_holds(two: Store, sheets: Sheets, tmp_path: Path) -> None:
    two.ok("export", "--format", sheets.file.name, "-o", str(tmp_path))
    ending = sheets.file.endings[0]
    expected = {"fund", "village"} if sheets.apart else {"aidtrack"}
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}{ending}" for name in expected}
    refused = two("export", "--format", sheets.file.name, "-o", str(tmp_path / "one"))
    assert (refused.code, (tmp_path / "one").exists()) == ((2, False) if sheets.apart else (0, True))


@EVERY
def test_stdout_takes_it_in_every_encoding(two: Store, sheets: Sheets, tmp_path: Path) -> None:
    if sheets is MADE_UP:
        assert two.ok("export", "fund", "--format", "lines").out == "fund 1\n"
        return
    for encoding in sheets.encodings or (None,):
        asked = [] if encoding is None else ["--encoding", encoding]
        two.ok("export", "fund", "--format", sheets.file.name, *asked, "-o", str(tmp_path / "file"), "--force")
        line = ["--db", two.db, "--lang", "en", "export", "fund", "--format", sheets.file.name, *asked]
        piped = subprocess.run([sys.executable, "-m", "aidtrack", *line], capture_output=True, check=True).stdout
        written = (tmp_path / "file").read_bytes()
        assert piped[:4] == written[:4] if sheets.file.binary else piped == written  # a workbook knows its hour
        if encoding is not None:
            assert "自筹资金" in piped.decode(encoding)


@EVERY
def test_only_where_there_is_a_choice_an_encoding_is_chosen(two: Store, sheets: Sheets, tmp_path: Path) -> None:
    path = str(tmp_path / "file")
    answer = two("export", "fund", "--format", sheets.file.name, "--encoding", "gb18030", "-o", path)
    assert answer.code == (0 if "gb18030" in sheets.encodings else 2)
    assert two("export", "fund", "--format", sheets.file.name, "--encoding", "klingon", "-o", path).code == 2
