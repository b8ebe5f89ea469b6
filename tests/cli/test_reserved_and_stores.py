"""Words that can be no name, and stores that can be none."""

from pathlib import Path

import pytest

from aidtrack.nouns import NOUNS
from conftest import Store
from importing.desk import Desk


@pytest.mark.parametrize("word", ["合计", "小 计", "本页合计", "未分村", "Not Assigned"])
def test_a_word_that_sheets_use_is_no_name(store: Store, tmp_path: Path, word: str) -> None:
    for noun in NOUNS:
        assert store(noun, "add", word).code == 2
    assert store("village", "add", "牙河村", "--alias", word).code == 2
    store.ok("village", "add", "牙河村")
    assert store("village", "edit", "牙河村", "--name", word).code == 2
    assert Desk(store, tmp_path).bring({"村.csv": f"村名,县区\n甲村,陇西县\n{word},陇西县\n"}).code in (0, 1)
    assert store.ok("village", "list", "--format", "json").rows()[0]["name"] == "牙河村"
    assert word not in store.ok("village", "list", "--format", "json").out


def test_money_of_no_village_is_still_found(store: Store) -> None:
    store.ok("fund", "add", "甲", "--budget", "100")
    store.ok("village", "add", "牙河村")
    store.ok("project", "add", "乙", "--village", "牙河村")
    store.ok("allocation", "add", "5", "--fund", "甲", "--project", "乙", "--village", "未分村")
    [row] = store.ok("allocation", "list", "--village", "未分村", "--format", "json").rows()
    assert row["village"] is None


@pytest.mark.parametrize("db", ["", "  ", "mysql://localhost/x", "http://x"])
def test_what_is_no_store(file_store: Store, tmp_path: Path, db: str) -> None:
    answer = Store(db, "sqlite")("village", "list")
    assert answer.code == 2, answer
    assert not Path(db.split(":")[0] or "none").exists()
