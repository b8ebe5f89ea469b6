"""Help and refusals break their lines between words at the terminal's width; behind a pipe each line stays whole."""

import re
from collections import Counter
from pathlib import Path

import pytest
from rich.cells import cell_len

from conftest import Store
from render.terminal import on_terminal, through_pipe

ASKED = (
    (("spending", "add", "--help"), 0),
    (("--help",), 0),
    (("report", "rollup", "-h"), 0),
    (("spending", "list", "--fund", "没有这样一笔资金,名称也长得一行放不下:省级财政专项扶贫资金第一批"), 1),
)


@pytest.mark.parametrize("width", [60, 80])
def test_no_line_is_wider_and_no_word_is_broken(file_store: Store, width: int) -> None:
    for at, (words, code) in enumerate(ASKED):
        asked = ("--db", file_store.db, "--lang", ("zh", "en")[at % 2], *words)
        shown, whole = on_terminal(*asked, width=width), through_pipe(*asked)
        assert (shown.code, whole.code) == (code, code), shown
        lines = shown.text.split("\n")
        assert [line for line in lines if cell_len(line) > width] == []
        assert any(cell_len(line) > width for line in whole.text.split("\n")), words  # there was something to break
        assert re.sub(r"\s", "", shown.text) == re.sub(r"\s", "", whole.text)  # nothing is lost, nothing is added
        # A path may be longer than any line; every other word is whole.
        words_of = Counter(re.findall(r"[A-Za-z-]{3,}", whole.text.replace(file_store.db, "")))
        assert words_of <= Counter(re.findall(r"[A-Za-z-]{3,}", shown.text))


def test_a_person_is_told_what_was_written_where_and_a_script_nothing(file_store: Store, tmp_path: Path) -> None:
    file_store.ok("fund", "add", "自筹资金")
    to = ("--db", file_store.db, "--lang", "zh", "fund", "list", "-o")
    assert "已写出" in (said := on_terminal(*to, str(tmp_path / "a.csv"), width=200).text) and "资金:共 1 条" in said, (
        said
    )
    assert through_pipe(*to, str(tmp_path / "b.csv")).text == ""
    export = ("--db", file_store.db, "--lang", "zh", "export")
    for words, place in (("资金 -o", "c.csv"), ("资金 村 -o", ""), ("-o", "d.xlsx")):
        told = on_terminal(*export, *words.split(), str(tmp_path / place), width=200).text
        assert "已写出" in told and "资金:共 1 条" in told, (words, told)
    assert through_pipe(*export, "资金", "-o", str(tmp_path / "e.csv")).text == ""
