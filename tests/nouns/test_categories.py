"""What is said of a category's word has a row; the word itself stands in projects, and needs none."""

from collections.abc import Callable
from pathlib import Path

from conftest import Store


def rows(store: Store) -> list[tuple[object, object]]:
    return [(row["name"], row["sector"]) for row in store.ok("category", "list", "--format", "json").rows()]


def test_a_word_in_use_is_edited_without_a_row_before(store: Store) -> None:
    store.run("village add V", "project add 路 --village V --category 道路", "fund add F --earmark-category 桥梁、道路")
    store.ok("category", "edit", "道路", "--sector", "21020")
    store.ok("category", "edit", "桥梁", "--sector", "21022")  # of an earmark
    assert rows(store) == [("道路", "21020"), ("桥梁", "21022")]
    store.ok("category", "edit", "道路", "--sector", "21021")
    assert rows(store) == [("道路", "21021"), ("桥梁", "21022")]
    log = store.ok("log", "--noun", "category", "--format", "json").rows()
    assert {row["action"] for row in log} == {"add", "edit"}
    assert store("check").code == 0


def test_the_articles_words_come_with_their_sector(store: Store) -> None:
    store.ok("category", "edit", "greenhouses", "--note", "日光温室")
    assert rows(store) == [("菌菜大棚", "31120")]
    store.ok("category", "edit", "greenhouses", "--sector", "31130")  # the same word, and the same row
    assert rows(store) == [("菌菜大棚", "31130")]


def test_a_word_that_nothing_holds_is_refused(store: Store) -> None:
    answer = store("category", "edit", "捡来的", "--sector", "21020")
    assert answer.code == 1
    assert "捡来的" in answer.err
    for bad in ("2102", "210200", "01020", "道路", "99999", "10020"):
        assert store("category", "add", "道路", "--sector", bad).code == 2
    assert rows(store) == []


def test_sectors_travel_with_the_sheets(store: Store, new_store: Callable[[str], Store], tmp_path: Path) -> None:
    store.run(
        "category add 道路 --sector 21020",
        "organization add O --code 12620000X --type foundation",
        "document add D --url https://example.org/d.pdf",
    )
    store.ok("export", "-o", str(tmp_path / "全部.xlsx"))
    other = new_store(store.engine)
    other.ok("import", str(tmp_path / "全部.xlsx"))
    assert rows(other) == [("道路", "21020")]
    [row] = other.ok("organization", "show", "12620000X", "--format", "json").rows()
    assert (row["name"], row["type"]) == ("O", "foundation")
    [row] = other.ok("document", "show", "D", "--format", "json").rows()
    assert row["url"] == "https://example.org/d.pdf"
