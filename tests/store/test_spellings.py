"""An open word that equals one in the store by key takes its spelling, by hand and from a sheet; lists find it by either."""

from pathlib import Path

import pytest

from aidtrack.nouns import NOUNS
from conftest import Store, once
from store.raw import behind_the_guards, sql

# Every field of an open list, with a second spelling of a word that is new to it.
FIRST, SECOND = "光伏（A级）", "光伏(a 级)"
# But for the rows of the words of categories themselves: of one word there is one.
OPEN = [
    (noun.name, field.name)
    for noun in NOUNS.values()
    for field in noun.fields
    if field.kind.open and noun.name != "category"
]
REFERRED = {"measure": ("--household", "V/1")}


def test_these_fields_are_open() -> None:
    assert {
        "project category",
        "measure category",
        "fund earmark_category",
        "activity kind",
        "document kind",
        "indicator name",
    } == {f"{noun} {field}" for noun, field in OPEN}


@pytest.fixture
@once
def filled(store: Store) -> Store:
    store.ok("village", "add", "V")
    store.ok("household", "add", "1", "--village", "V")
    return store


def add(store: Store, noun: str, name: str, field: str, word: str) -> None:
    if field == "name":
        store.ok(noun, "add", word, "--as-of", name, "--value", "1")
    else:
        store.ok(noun, "add", f"甲{name}", f"--{field.replace('_', '-')}", word, *REFERRED.get(noun, ()))


def spelled(store: Store, noun: str, field: str) -> list[str]:
    return [word for (word,) in sql(store, f"SELECT {field} FROM {noun} ORDER BY id")]


@pytest.mark.parametrize(("noun", "field"), OPEN)
def test_both_doors_take_the_spelling_that_was_there_first(
    filled: Store, tmp_path: Path, noun: str, field: str
) -> None:
    add(filled, noun, "2017", field, FIRST)
    add(filled, noun, "2018", field, SECOND)
    header, row = (f"{field},as_of,value", f"{SECOND},2019,1") if field == "name" else (f"name,{field}", f"乙,{SECOND}")
    more = (",household", ",V/1") if noun == "measure" else ("", "")
    (tmp_path / "页.csv").write_text(f"{header}{more[0]}\n{row}{more[1]}\n", "utf-8")
    filled.ok("import", str(tmp_path / "页.csv"), "--as", noun)
    assert spelled(filled, noun, field) == [FIRST] * 3
    other = ("--name", "光 伏（a级）") if field == "name" else (f"--{field.replace('_', '-')}", "光 伏（a级）")
    filled.ok(noun, "edit", "3", *other)
    assert spelled(filled, noun, field) == [FIRST] * 3
    filled.ok("check")


def test_lists_share_their_words_and_one_alone_may_be_spelled_anew(filled: Store) -> None:
    filled.ok("project", "add", "P", "--category", FIRST)
    filled.ok("project", "edit", "P", "--category", SECOND)
    assert spelled(filled, "project", "category") == [SECOND]
    filled.ok("measure", "add", "M", "--household", "V/1", "--category", FIRST)
    filled.ok("fund", "add", "F", "--earmark-category", FIRST)
    assert spelled(filled, "measure", "category") + spelled(filled, "fund", "earmark_category") == [SECOND, SECOND]


def test_a_word_has_one_row(filled: Store) -> None:
    filled.ok("project", "add", "P", "--category", FIRST)
    filled.ok("category", "add", SECOND, "--sector", "23230")
    assert spelled(filled, "category", "name") == [FIRST]
    again = filled("category", "add", "光 伏（a级）", "--sector", "23210")
    assert again.code == 1 and "exists already (id 1)" in again.err
    filled.ok("category", "edit", SECOND, "--sector", "23210")
    assert filled.ok("category", "list", "--format", "json").rows()[0]["sector"] == "23210"


def test_rows_of_one_sheet_agree(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "项目.csv").write_text(f"项目名称,类别\n甲,{FIRST}\n乙,{SECOND}\n", "utf-8")
    filled.ok("import", str(tmp_path / "项目.csv"))
    assert spelled(filled, "project", "category") == [FIRST, FIRST]
    again = filled.ok("import", str(tmp_path / "项目.csv"), "--mode", "upsert", "--again", "--format", "json").rows(
        "files"
    )
    assert [(row["created"], row["updated"], row["unchanged"]) for row in again] == [(0, 0, 2)]


def test_a_list_narrowed_to_a_word_finds_every_spelling(filled: Store) -> None:
    for name in ("甲", "乙", "丙"):
        filled.ok("project", "add", name, "--category", FIRST)
    filled.ok("fund", "add", "F")
    filled.ok("receipt", "add", "9", "--fund", "F", "--date", "2017-01-01")
    filled.ok("allocation", "add", "2", "--fund", "F", "--project", "乙", "--date", "2017-01-01")
    # As older programs left it.
    behind_the_guards(filled, f"UPDATE project SET category = '{SECOND}' WHERE name = '乙'")
    for word in (FIRST, SECOND, "光伏(A级)"):
        assert [row["name"] for row in filled.json("project", "list", "--category", word)["tables"][0]["rows"]] == [
            "甲",
            "乙",
            "丙",
        ]
        assert len(filled.json("allocation", "list", "--category", word)["tables"][0]["rows"]) == 1
