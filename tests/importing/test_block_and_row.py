"""Reading whole columns at once and reading row by row are the same reading: one row out of line forces the second."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aidtrack.importing.rows import blocks
from conftest import Store, examples
from importing.books import xlsx
from importing.desk import Desk

pytestmark = pytest.mark.long

HEAD = "日期,资金,项目,村,金额,凭证号,用途,原因\n"
DATES = st.sampled_from(
    ["2017-01-01", "2017年9月2日", "2017/9/2 00:00:00", " 20170902 ", "2017-09", "2017-02-30", "", "42998"]
)
FUNDS = st.sampled_from(["甲", " 甲", "甲\u200b", "甲\u3000", "丙", ""])
PROJECTS = st.sampled_from(["大棚", "大 棚", "＝大棚", "大鹏", ""])
VILLAGES = st.sampled_from(["牙河村", "牙河", "陇西县/牙河村", "未分村", "坏/村", ""])
AMOUNTS = st.sampled_from(
    ["5元", "1,234.50元", "12.5万元", "(5)元", "-5.00", "5.00", "5", "0元", "1E+05", "12.345", "", "1.00\n2.00"]
)
TEXTS = st.sampled_from(
    ["", " ", "\u200b", "='x", "'007", '="007"', "两\n行", "x\x1fy", "x\x1b", "长" * 4001, "合计了", "正常"]
)
SOUND = st.tuples(
    st.sampled_from(["2017-01-01", "2017年9月2日", "2017/9/2 00:00:00"]),
    st.sampled_from(["甲", " 甲", "甲\u200b"]),
    st.just("大棚"),
    st.sampled_from(["牙河村", "牙河", "陇西县/牙河村", "未分村"]),
    st.sampled_from(["5元", "1,234.50元", "12.5万元", "0.01万元"]),
    st.sampled_from(["", "\u200b", "'007", '="007"', "1E5"]),
    st.sampled_from(["", " ", "正常", "两\n行", "=1+1"]),
    st.just(""),
)
ANY = st.tuples(DATES, FUNDS, PROJECTS, VILLAGES, AMOUNTS, TEXTS, TEXTS, TEXTS)
# Whole sheets that are sound, or a few rows of which any may be at fault.
SHEETS = st.one_of(st.lists(SOUND, min_size=1, max_size=8), st.lists(ANY, min_size=1, max_size=4))


def quoted(row: tuple[str, ...]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n"


def outcome(
    new_store: Callable[[str], Store],
    folder: Path,
    text: str | bytes,
    shift: int,
    *options: str,
    name: str = "安排.csv",
) -> tuple[Any, ...]:
    """What an import stored or found wrong; line numbers without the line that was put in."""
    store = new_store("sqlite")
    store.ok("village", "add", "牙河村", "--county", "陇西县")
    store.ok("fund", "add", "甲", "--budget", "1亿")
    store.ok("project", "add", "大棚")
    answer = Desk(store, folder).bring({name: text}, *options)
    files = [{**row, "batch": None} for row in [*answer.rows(), *answer.rows("skipped")]]
    problems = [
        {name: cell.replace(store.db, "STORE") if isinstance(cell, str) else cell for name, cell in row.items()}
        | {"row": row["row"] and row["row"] - shift}
        for row in answer.rows("problems")
    ]
    entries = store.ok("allocation", "list", "--format", "json").rows()
    return answer.code, files, problems, [{**row, "line": row["line"] - shift, "at": None} for row in entries]


@given(SHEETS)
@example([("2017-01-01", "甲", "大棚", "牙河村", "5.00元", "x\x1fy", "", "")])
@example([(" ", "甲", "大棚", "牙河村", "5元", "", "", ""), ("2017-01-01", "甲", "大棚", "牙河村", "5元", "", "", "")])
@settings(max_examples=examples(20))
def test_both_ways_give_the_same(
    new_store: Callable[[str], Store], tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    data = "".join(map(quoted, rows))
    at_once = outcome(new_store, tmp_path, HEAD + data, 0)
    row_by_row = outcome(new_store, tmp_path, HEAD + "\n" + data, 1)
    assert at_once == row_by_row


TYPED = st.sampled_from(
    [5, 5.0, 0.1 + 0.2, 434.99999999999994, 12.345, 0.004, -7.5, 0, "5元", "5.5", "5.005", "1,234.50", "", "合计", True]
)


@given(st.lists(TYPED, min_size=1, max_size=15), st.sampled_from(["元", "万元"]))
@settings(max_examples=examples(8))
def test_numbers_of_a_workbook_are_read_at_once_as_one_by_one(
    new_store: Callable[[str], Store], tmp_path: Path, cells: list[object], unit: str
) -> None:
    """Some amounts of a whole sheet: a number that is off by its binary fraction, and a text that looks like it."""
    rows = [("日期", "资金", "项目", f"金额（{unit}）"), *(("2017-01-01", "甲", "大棚", cell) for cell in cells)]
    book = xlsx({"安排": rows})
    at_once = outcome(new_store, tmp_path, book, 0, name="安排.xlsx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "columns_at_once", lambda *_: None)
        assert outcome(new_store, tmp_path, book, 0, name="安排.xlsx") == at_once


@given(st.lists(st.one_of(SOUND, SOUND, SOUND, ANY, st.just(("说明：", *[""] * 7))), min_size=20, max_size=40))
@settings(max_examples=examples(6))
def test_halves_are_read_as_the_whole_is(
    new_store: Callable[[str], Store], tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    text = HEAD + "".join(map(quoted, rows))
    found = []
    for few in (1, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(blocks, "FEW", few)
            found.append(outcome(new_store, tmp_path, text, 0))
    assert found[0] == found[1]


def test_a_note_below_sound_rows_names_nothing(new_store: Callable[[str], Store], tmp_path: Path) -> None:
    """It stands in the column of the names, and no fault is in any row."""
    store = new_store("sqlite")
    Desk(store, tmp_path).take({"村.csv": "村名,县区\n石桥村,陇西县\n说明：以上为全部,\n"})
    assert [row["name"] for row in store.ok("village", "list", "--format", "json").rows()] == ["石桥村"]


WIDE = "项目,资金,村,1月（元）,2月（元）,3月（元）\n"
MONTHS = ("--as", "安排", "--wide-columns", "1月..3月", "--year", "2017")
FIGURE = st.sampled_from(["5", "1,234.50", "5.00", "0", "0.00", "", "-", "无", "12万多", "-5", "见:附件"])
FIGURES = st.lists(
    st.tuples(PROJECTS, FUNDS, st.sampled_from(["牙河", "未分村", ""]), *[FIGURE] * 3), min_size=1, max_size=4
)
SOUND_FIGURES = st.lists(
    st.tuples(st.just("大棚"), st.just("甲"), st.just("牙河"), *[st.sampled_from(["5", "7.00", "", "—"])] * 3),
    min_size=1,
    max_size=4,
)


@given(st.one_of(FIGURES, SOUND_FIGURES))
@example([("大棚", "甲", "", "", "", ""), ("", "", "", "说明", "", "")])
@example([("大棚", "甲", "牙河", "5", "", "0"), ("大棚", "甲", "牙河", "", "7.00", "—")])
@settings(max_examples=examples(20))
def test_both_ways_give_the_same_of_a_wide_sheet(
    new_store: Callable[[str], Store], tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    data = "".join(map(quoted, rows))
    at_once = outcome(new_store, tmp_path, WIDE + data, 0, *MONTHS)
    row_by_row = outcome(new_store, tmp_path, WIDE + "\n" + data, 1, *MONTHS)
    assert at_once == row_by_row
