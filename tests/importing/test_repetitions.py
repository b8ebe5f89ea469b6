"""Rows that repeat recorded ones, or those of another sheet of the import: matched by number."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Store, examples
from importing.desk import Desk, based, faults, said

HEAD = "日期,资金,项目,金额（元）,用途,流水号\n"


def sheet(amounts: Sequence[int], purpose: str) -> str:
    return HEAD + "".join(f"2017-03-01,自筹资金,菌菜大棚,{amount},{purpose},\n" for amount in amounts)


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return based(store, tmp_path)


AMOUNTS = st.lists(st.integers(1, 3), max_size=6)


@given(recorded=AMOUNTS, sheets=st.lists(AMOUNTS, min_size=1, max_size=3))
@settings(max_examples=examples(25))
def test_matched_by_number(desk: Desk, recorded: list[int], sheets: list[list[int]]) -> None:
    """Each sheet repeats of every row as many as are recorded or stand in a sheet before it; what is over is new."""
    sheets = [amounts for amounts in sheets if amounts]
    purpose = f"第{sum(desk.counts().values())}次"  # every example has rows of its own
    if recorded:
        desk.take({f"支出已记{purpose}.csv": sheet(recorded, purpose) + "\n" * 9})  # no file is known
    if not sheets:
        return
    files = {f"支出{number}.csv": sheet(amounts, purpose) + "\n" * number for number, amounts in enumerate(sheets)}
    there, repeated = Counter(recorded), list[int]()
    for amounts in sheets:
        repeated.append((there & Counter(amounts)).total())
        there |= Counter(amounts)
    answer = desk.bring(files, "--dry-run")
    if not sum(repeated):
        assert answer.code == 0, answer
        return
    found = Counter(row["file"] for row in answer.rows("problems"))
    assert answer.code == 1
    assert [found[name] for name in files] == repeated, answer
    assert len({(row["file"], row["row"]) for row in answer.rows("problems")}) == sum(repeated)
    rejected = desk.folder / "问题.xlsx"
    partial = desk.bring(files, "--dry-run", "--partial", "--force", "--rejected", str(rejected))
    assert [row["created"] for row in partial.rows("files")] == [
        len(amounts) - less for amounts, less in zip(sheets, repeated, strict=True)
    ]


def test_two_recorded_three_come_and_one_is_new(desk: Desk) -> None:
    desk.take({"三月支出.csv": sheet([5, 5], "水泥")})
    three = sheet([5, 5, 5], "水泥")
    assert [row for row, _, _ in faults(desk.bring({"三月支出再.csv": three}))] == [2, 3]
    taken = desk.bring({"三月支出再.csv": three}, "--partial", "--force", "--rejected", str(desk.folder / "问题.xlsx"))
    assert [(row["created"], row["rejected"]) for row in taken.rows("files")] == [(1, 2)], taken
    assert len(desk.store.ok("spending", "list", "--format", "json").rows()) == 3
    desk.store.ok("check")


@pytest.mark.parametrize(
    ("recorded", "come", "repeated"),
    [
        (["A-1"], ["B-1"], []),
        (["A-1"], [""], [2]),
        ([""], ["B-1"], [2]),
        (["A-1"], ["B-1", ""], [3]),
        (["", "A-1"], ["", "B-1"], [2, 3]),
        (["A-1", ""], ["B-1", "B-2", ""], [2, 4]),
    ],
)
def test_refs_on_both_sides_decide(desk: Desk, recorded: list[str], come: list[str], repeated: list[int]) -> None:
    row = "2017-03-01,自筹资金,菌菜大棚,5,水泥,{}\n"
    desk.take({"三月支出.csv": HEAD + "".join(map(row.format, recorded))})
    answer = desk.bring({"四月支出.csv": HEAD + "".join(map(row.format, come))})
    assert [row["row"] for row in answer.rows("problems")] == repeated
    assert answer.code == (1 if repeated else 0)


def test_a_row_that_is_known_by_its_ref_stands_for_its_entry(desk: Desk) -> None:
    row = "2017-03-01,自筹资金,菌菜大棚,5,水泥,{}\n"
    desk.take({"三月支出.csv": HEAD + row.format("A-1")})
    more = HEAD + row.format("A-1") + row.format("")
    taken = desk.take({"三月支出.csv": more}, "--mode", "upsert")
    assert [(one["created"], one["unchanged"]) for one in taken.rows("files")] == [(1, 1)]


def test_again_lifts_nothing_but_the_known_file(desk: Desk) -> None:
    desk.take({"三月支出.csv": sheet([5, 6], "水泥")})
    again = desk.bring({"三月支出.csv": sheet([5, 6], "水泥")}, "--again")
    assert [row for row, _, _ in faults(again)] == [2, 3]
    assert "--allow-duplicates" in said(again)
    desk.take({"三月支出.csv": sheet([5, 6], "水泥")}, "--again", "--allow-duplicates")
    desk.store.ok("check")


def test_equal_rows_of_one_sheet_are_both_taken(desk: Desk, new_store: Callable[[str], Store]) -> None:
    taken = desk.take({"三月支出.csv": sheet([5, 5], "水泥")})
    assert taken.rows("files")[0]["created"] == 2
    assert [row["note"] for row in taken.rows("notes")] == [
        "三月支出.csv: 1 row equals one above it, and was taken too: is it there twice?"
    ]
    kept = str(desk.folder / "账.json")
    desk.store.ok("export", "-o", kept)
    assert new_store("sqlite").ok("import", kept, "--format", "json").rows("notes") == []  # each says which one it is
    other = desk.take({"四月支出.csv": HEAD + "".join(f"2017-04-0{day},自筹资金,菌菜大棚,5,水泥,\n" for day in (1, 2))})
    assert other.rows("notes") == []


def test_equal_rows_far_apart_are_noted_too(desk: Desk) -> None:
    rows = [f"2017-03-01,自筹资金,菌菜大棚,0.01,水泥{number % 3000},\n" for number in range(6001)]
    taken = desk.take({"三月支出.csv": HEAD + "".join(rows)})
    assert "3001 rows equal one above them" in taken.rows("notes")[0]["note"]


def test_the_copy_of_a_sheet_beside_it(desk: Desk) -> None:
    one = sheet([5, 5, 6], "水泥")
    answer = desk.bring({"支出.csv": one, "支出 副本.csv": one.replace("\n", "\r\n")})
    assert [(row["file"], row["row"]) for row in answer.rows("problems")] == [
        ("支出 副本.csv", row) for row in (2, 3, 4)
    ]
    assert "equals line 2 of 支出.csv" in said(answer)
    assert desk.store.ok("spending", "list", "--format", "json").rows() == []
    desk.take({"支出.csv": one, "支出 副本.csv": one.replace("\n", "\r\n")}, "--allow-duplicates")
