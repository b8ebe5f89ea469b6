"""A sheet that grows from month to month: what is recorded of it stays, by number, and what is new comes in."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ENGINES, Store, examples
from ledger.chain import FUND, PROJECT, chain, passes

HEADER = "日期,资金,项目,金额（元）,收款人,凭证号"
Row = tuple[str, str, str]  # yuan, payee, voucher


def sheet(folder: Path, *rows: Row, name: str = "支出.csv", total: str = "") -> str:
    path = folder / name
    lines = [f"2017-05-02,{FUND},{PROJECT},{yuan},{payee},{voucher}" for yuan, payee, voucher in rows]
    path.write_text("\n".join([HEADER, *lines, *([f"合计,,,{total},,"] if total else [])]) + "\n", "utf-8")
    return str(path)


def prepared(store: Store) -> Store:
    chain(store, budget="100000")
    passes(store, "receipt", "100000", "--date", "2017-01-01")
    passes(store, "allocation", "100000")
    return store


def spent(store: Store) -> Counter[Row]:
    rows = store.ok("spending", "list", "--format", "json").rows()
    return Counter((row["amount"], row["payee"], row["voucher"]) for row in rows)


A, B, C = ("100.00", "建材店", "记-1"), ("200.00", "农资店", "记-2"), ("300.00", "运输队", "记-3")


def test_the_longer_sheet_brings_its_new_rows_alone(store: Store, tmp_path: Path) -> None:
    prepared(store)
    store.ok("import", sheet(tmp_path, A, B, total="300"))
    longer = sheet(tmp_path, C, B, A, total="600")
    refused = store("import", longer)
    assert (refused.code, "--new-only" in refused.out + refused.err) == (1, True)
    answer = store.ok("import", longer, "--new-only", "--format", "json")
    [file] = answer.rows("files")
    assert (file["read"], file["created"], file["unchanged"], file["skipped"]) == (4, 1, 2, 1)
    assert answer.rows("problems") == []
    assert spent(store) == Counter([A, B, C])
    store.ok("batch", "undo", str(file["batch"]))
    assert sum(row["amount"] == "300.00" for row in store.ok("spending", "list", "--format", "json").rows()) == 1
    store.ok("check")


def test_what_looks_like_a_recorded_entry_is_asked_about(store: Store, tmp_path: Path) -> None:
    prepared(store)
    store.ok("import", sheet(tmp_path, A, B))
    typed_otherwise = ("100.00", "建材店", "记-01")
    path = sheet(tmp_path, typed_otherwise, B, C)
    answer = store("import", path, "--new-only", "--format", "json")
    assert answer.code == 1
    [problem] = answer.rows("problems")
    assert (problem["row"], "“记-1”" in problem["problem"], "“记-01”" in problem["problem"]) == (2, True, True)
    assert "--allow-duplicates" in problem["suggestion"]
    assert spent(store) == Counter([A, B])
    store.ok("import", path, "--new-only", "--allow-duplicates")
    assert spent(store) == Counter([A, B, C, typed_otherwise])


def test_what_a_row_was_matched_with_looks_like_nothing_else(store: Store, tmp_path: Path) -> None:
    """Two payments of one day and payee, told apart by their vouchers: the first is recorded, the second is new."""
    prepared(store)
    store.ok("import", sheet(tmp_path, A))
    second = ("100.00", "建材店", "记-9")
    store.ok("import", sheet(tmp_path, A, second), "--new-only")
    assert spent(store) == Counter([A, second])


def test_one_story_answers_for_one_row(store: Store, tmp_path: Path) -> None:
    """What was corrected counts with its old content too, but once."""
    prepared(store)
    store.ok("import", sheet(tmp_path, A))
    id = store.ok("spending", "list", "--format", "json").rows()[0]["id"]
    store.ok("spending", "correct", str(id), "--amount", "110", "--reason", "少记")
    corrected = ("110.00", "建材店", "记-1")
    answer = store.ok("import", sheet(tmp_path, A, corrected), "--new-only", "--allow-duplicates", "--format", "json")
    assert [(file["created"], file["unchanged"]) for file in answer.rows("files")] == [(1, 1)]
    store.ok("check")


def test_a_sheet_that_has_not_grown_makes_no_batch(store: Store, tmp_path: Path) -> None:
    """So that nothing stands in the way of importing it once what it repeats is taken back."""
    prepared(store)
    first = store.ok("import", sheet(tmp_path, A, B, name="支出.csv"), "--format", "json").rows("files")[0]["batch"]
    again = sheet(tmp_path, B, A, name="支出再.csv")
    [file] = store.ok("import", again, "--new-only", "--format", "json").rows("files")
    assert (file["created"], file["unchanged"], file["batch"]) == (0, 2, None)
    store.ok("batch", "undo", str(first), "--yes")
    store.ok("import", again)
    assert store.ok("report", "fund", FUND, "--format", "json").rows("funds")[0]["spent"] == "300.00"


def test_a_file_beside_one_that_grew_is_known_by_what_brought_it(store: Store, tmp_path: Path) -> None:
    """What a later batch had nothing to take of is not of that batch: taken back, it may be imported once more."""
    prepared(store)
    first, beside = sheet(tmp_path, A, B, name="支出.csv"), sheet(tmp_path, C, name="支出乙.csv")
    batch = store.ok("import", first, "--format", "json").rows("files")[0]["batch"]
    both = store.ok("import", first, beside, "--new-only", "--format", "json")
    assert [(file["created"], file["unchanged"]) for file in both.rows("files")] == [(0, 2), (1, 0)]
    assert store("import", first).code == 7
    store.ok("batch", "undo", str(batch), "--yes")
    assert store("import", beside).code == 7
    store.ok("import", first)
    assert store.ok("report", "fund", FUND, "--format", "json").rows("funds")[0]["spent"] == "600.00"
    store.ok("check")


def test_a_wrong_total_still_stops_the_sheet(store: Store, tmp_path: Path) -> None:
    prepared(store)
    store.ok("import", sheet(tmp_path, A))
    answer = store("import", sheet(tmp_path, A, B, total="301"), "--new-only", "--format", "json")
    assert (answer.code, len(answer.rows("problems"))) == (1, 1)
    assert spent(store) == Counter([A])


def test_a_mapping_file_keeps_it(store: Store, tmp_path: Path) -> None:
    prepared(store)
    (tmp_path / "月报.toml").write_text("new_only = true\n", "utf-8")
    for rows in ((A,), (A, B), (A, B, C)):
        store.ok("import", sheet(tmp_path, *rows), "--mapping", str(tmp_path / "月报.toml"))
    assert spent(store) == Counter([A, B, C])


@pytest.mark.server
@pytest.mark.parametrize("engine", ENGINES)
@given(before=st.lists(st.sampled_from([A, B, C]), max_size=5), after=st.lists(st.sampled_from([A, B, C]), max_size=6))
@settings(max_examples=examples(10))
def test_rows_are_matched_by_number(
    new_store: Callable[[str], Store], tmp_path: Path, engine: str, before: list[Row], after: list[Row]
) -> None:
    store = prepared(new_store(engine))
    if before:
        store.ok("import", sheet(tmp_path, *before, name="前支出.csv"))
    if after:
        answer = store("import", sheet(tmp_path, *after, name="后支出.csv"), "--new-only")
        assert answer.code == 0, answer
    assert spent(store) == Counter(before) | Counter(after)
