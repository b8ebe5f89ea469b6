"""Bytes become text, and text becomes cells: encodings, delimiters, quotation marks, lines."""

import codecs
from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, faults, said

TEXT = "村名,县区,备注\n𠮷村,陇西县,“𠮷”字难打\n牙河村,陇西县,\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.replace("𠮷", "吉").encode("gbk"), "gb18030"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_the_encoding_is_seen_and_said(file_store: Store, tmp_path: Path, content: bytes, encoding: str) -> None:
    answer = Desk(file_store, tmp_path).take({"村.csv": content})
    assert answer.rows("files")[0]["encoding"] == encoding
    first = file_store.ok("village", "list", "--format", "json").rows()[0]
    assert (first["name"], first["note"]) in {("𠮷村", "“𠮷”字难打"), ("吉村", "“吉”字难打")}


def test_an_encoding_that_is_given_is_taken(file_store: Store, tmp_path: Path) -> None:
    desk = Desk(file_store, tmp_path)
    assert desk.take({"村.csv": TEXT.encode("gb18030")}, "--encoding", "GB18030").rows()[0]["encoding"] == "gb18030"
    assert "line 1" in said(desk.bring({"村二.csv": TEXT.encode("gb18030")}, "--encoding", "utf-8"))
    assert desk.bring({"村.csv": TEXT}, "--encoding", "utf8-ish").code == 2


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (TEXT.encode() + b"\xff\xff,\xff\n", 4),
        ("村名,县区\n牙河村,陇西县\n".encode() + "咀儿村,武山\n".encode("gb18030"), 3),
        (TEXT.encode().replace("牙河村".encode(), b"\x00"), 3),
        (b"\xff\xfe\x00\xd8\x00\xd8", 1),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_their_line(
    file_store: Store, tmp_path: Path, content: bytes, line: int
) -> None:
    answer = Desk(file_store, tmp_path).bring({"村.csv": content})
    assert faults(answer) == [(None, None, None)]
    assert f"line {line}" in said(answer)


def test_another_encoding_shows_as_an_unknown_header(file_store: Store, tmp_path: Path) -> None:
    answer = Desk(file_store, tmp_path).bring({"村.csv": "村名,縣區\n牙河村,隴西縣\n".encode("big5")})
    assert answer.code == 1
    assert "--encoding" in said(answer)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("ending", [".csv", ".txt", ".tsv", ".CSV"])
def test_delimiters(file_store: Store, tmp_path: Path, delimiter: str, ending: str) -> None:
    text = "村名,县区\n牙河村,陇西县\n".replace(",", delimiter)
    assert Desk(file_store, tmp_path).take({f"村{ending}": text}).rows()[0]["created"] == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_excels_line_that_names_the_delimiter(file_store: Store, tmp_path: Path, delimiter: str) -> None:
    text = f"sep={delimiter}\n村名{delimiter}县区\n牙河村{delimiter}陇西县\n"
    assert Desk(file_store, tmp_path).take({"村.csv": text}).rows()[0]["read"] == 1


def test_a_full_width_comma_is_refused_with_a_hint(file_store: Store, tmp_path: Path) -> None:
    assert "full-width" in said(Desk(file_store, tmp_path).bring({"村.csv": "村名，县区\n牙河村，陇西县\n"}))


@pytest.mark.parametrize("rows_above", [0, 1, 30])
def test_an_open_quotation_mark_is_found_where_it_opens(file_store: Store, tmp_path: Path, rows_above: int) -> None:
    above = "".join(f"村{n},陇西县\n" for n in range(rows_above))
    text = f'村名,县区\n{above}"牙河村,陇西县\n' + "咀儿村,武山县\n" * 20
    answer = Desk(file_store, tmp_path).bring({"村.csv": text})
    assert faults(answer) == [(2 + rows_above, None, None)]
    assert "not closed" in said(answer)


def test_a_quoted_line_break_stays_and_lines_are_counted_as_a_person_does(file_store: Store, tmp_path: Path) -> None:
    desk = Desk(file_store, tmp_path)
    text = '村名,县区,备注\r\n牙河村,陇西县,"两\r\n行"\r\n咀儿村,武山县,"一\n二\n三"\r\n坏村,武山县,坏\x1b\r\n'
    answer = desk.bring({"村.csv": text})
    assert faults(answer) == [(7, "备注", "坏\x1b")]
    desk.take({"村.csv": text.replace("\x1b", "")})
    notes = [row["note"] for row in file_store.ok("village", "list", "--format", "json").rows()]
    assert notes == ["两\n行", "一\n二\n三", "坏"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_and_blank_lines(file_store: Store, tmp_path: Path, line_end: str) -> None:
    text = line_end.join(["", "", "村名,县区", "", "牙河村,陇西县", ",", "坏/村,陇西县", ""])
    desk = Desk(file_store, tmp_path)
    assert faults(desk.bring({"村.csv": text})) == [(7, "村名", "坏/村")]
    assert desk.take({"村.csv": text.replace("坏/", "好")}).rows()[0]["created"] == 2


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\xef\xbb\xbf", "村名,县区\n".encode(), "村名,县区\n\n,\n".encode()]
)
def test_a_file_without_rows(file_store: Store, tmp_path: Path, content: bytes) -> None:
    desk = Desk(file_store, tmp_path)
    assert faults(desk.bring({"村.csv": content})) == [(None, None, None)]
    assert desk.counts() == [0] * 7


def test_endings_and_files_that_are_not_there(file_store: Store, tmp_path: Path) -> None:
    desk = Desk(file_store, tmp_path)
    assert ".csv" in said(desk.bring({"村.docx": TEXT}))
    village = desk.put("村.csv", TEXT)
    missing = file_store("import", village, str(tmp_path / "没有.csv"), "--format", "json")
    assert (missing.code, missing.rows("files")[0]["created"]) == (4, 0)
    assert [row["file"] for row in missing.rows("problems")] == [str(tmp_path / "没有.csv")]
    (tmp_path / "夹.csv").mkdir()
    assert file_store("import", str(tmp_path / "夹.csv")).code == 1
    assert desk.counts() == [0] * 7


def test_standard_input(file_store: Store) -> None:
    answer = file_store.ok("import", "-", "--as", "village", "--format", "json", stdin=TEXT.encode("gb18030"))
    [row] = answer.rows("files")
    assert (row["file"], row["noun"], row["encoding"], row["created"]) == ("-", "village", "gb18030", 2)
    assert file_store("import", "-", stdin=b"").code == 1
