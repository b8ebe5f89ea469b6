"""An answer, an export or a restore never takes the place of a store."""

from pathlib import Path

import pytest

from conftest import Store


@pytest.mark.parametrize(
    "command", [("report", "fund", "--format", "csv"), ("fund", "add", "甲", "--format", "json"), ("export", "fund")]
)
def test_never_over_a_store(file_store: Store, command: tuple[str, ...]) -> None:
    before = Path(file_store.db).read_bytes()
    answer = file_store(*command, "-o", file_store.db)
    assert (answer.code, answer.out) == (2, "")
    assert "database" in answer.err
    assert Path(file_store.db).read_bytes() == before


def test_a_store_is_not_restored_from_itself(file_store: Store) -> None:
    answer = file_store("db", "restore", file_store.db, "--yes")
    assert answer.code == 1
    assert "the store itself" in answer.err
