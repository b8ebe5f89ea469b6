"""`--format` and `-o`: what picks the format, and what happens where a file cannot be."""

import os
from pathlib import Path

import pytest

from aidtrack.render.formats import FORMATS
from conftest import Store

SIGNS = {
    "txt": "Overview",
    "md": "# Overview",
    "markdown": "# Overview",
    "csv": "\ufeffvillage,",
    "json": '{"schema": 1',
}


@pytest.mark.parametrize("ending", [*SIGNS, "TXT", "Json"])
def test_the_ending_picks_the_format(file_store: Store, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"汇总 一.{ending}"
    answer = file_store.ok("report", "overview", "-o", str(path))
    assert (answer.out, answer.err) == ("", "")
    assert path.read_text("utf-8").startswith(SIGNS[ending.lower()])
    assert [found.name for found in tmp_path.iterdir()] == [path.name]  # no draft is left


def test_format_outweighs_the_ending(file_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before", "utf-8")
    refused = file_store("report", "overview", "-o", str(path), "--format", "json")
    assert (refused.code, "--force" in refused.err, path.read_text("utf-8")) == (1, True, "before")
    file_store.ok("report", "overview", "-o", str(path), "--format", "json", "--force")
    assert path.read_text("utf-8").startswith("{")


def test_a_dash_is_stdout(file_store: Store) -> None:
    plain = file_store.ok("report", "fund", "-o", "-")
    assert plain.out == file_store.ok("report", "fund").out != ""


@pytest.mark.parametrize(
    ("format", "says"),
    [
        ("jsn", "“json”"),
        ("tabel", "“table”"),
        ("xlxs", "“xlsx”"),
        ("q", ", ".join(FORMATS)),
        ("xml", ", ".join(FORMATS)),  # that is no slip of any
        ("\x1b[31m", "\\x1b[31m"),
    ],
)
def test_an_unknown_format(file_store: Store, format: str, says: str) -> None:
    answer = file_store("report", "fund", "--format", format)
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err and "\x1b" not in answer.err


@pytest.mark.parametrize("name", ["a", "a.doc", "a.xls", ".json", "a.csv.bak"])
def test_an_ending_that_names_no_format(file_store: Store, tmp_path: Path, name: str) -> None:
    for lang in ("zh", "en"):
        answer = file_store("report", "fund", "-o", str(tmp_path / name), lang=lang)
        assert (answer.code, answer.out) == (2, "")
        assert "--format" in answer.err and name in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_format_writes_nothing(file_store: Store) -> None:
    assert file_store("fund", "add", "甲", "--format", "jsn").code == 2
    assert file_store.ok("fund", "list", "--format", "json").rows() == []


@pytest.mark.parametrize("place", ["missing/a.json", "file/a.json", "folder.json", "x" * 300 + ".json"])
def test_a_file_that_cannot_be(file_store: Store, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "folder.json").mkdir()
    for lang in ("zh", "en"):
        answer = file_store("report", "fund", "-o", str(tmp_path / place), lang=lang)
        assert (answer.code, answer.out) == (4, "")
        assert len(answer.err.splitlines()) == 2 and "Traceback" not in answer.err
    assert sorted(found.name for found in tmp_path.iterdir()) == ["file", "folder.json"]


def test_a_file_of_an_export_that_cannot_be(file_store: Store, tmp_path: Path) -> None:
    assert file_store("export", "fund", "-o", str(tmp_path / "missing" / "a.csv")).code == 4
    assert file_store("export", "fund", "village", "-o", str(tmp_path / "a.csv")).code == 2


def test_no_columns_are_none_that_an_answer_fits_in(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    file_store.ok("village", "add", "V")
    monkeypatch.setenv("COLUMNS", "0")
    assert "V" in file_store.ok("village", "list", "--format", "table").out


@pytest.mark.skipif(os.name == "nt", reason="Windows lets few make links")
def test_a_link_to_itself_and_a_name_too_long(file_store: Store, tmp_path: Path) -> None:
    loop = tmp_path / "x.csv"
    loop.symlink_to(loop.name)
    assert file_store("village", "list", "-o", str(loop), "--force").code in (0, 4)
    answer = file_store("village", "list", "-o", str(tmp_path / ("长" * 100 + ".csv")))
    assert (answer.code, "长.csv: The system refuses (its name is too long)." in answer.err) == (4, True), answer
