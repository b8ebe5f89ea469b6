"""A baseline, kept elsewhere: what was recorded before it was written comes to the same for ever, or that is found."""

import json
from pathlib import Path

import pytest

from conftest import Store, once
from store.raw import behind_the_guards, sql

SHEET = "日期,资金,项目,金额（元）\n2017-03-01,F,P,30\n2017-03-02,F,P,20.5\n"


@pytest.fixture
@once
def filled(store: Store, tmp_path: Path) -> Store:
    store.run(
        "village add V", "fund add F --budget 1000", "fund add G", "project add P --village V",
        "receipt add 1000 --fund F --date 2017-01-01", "allocation add 500 --fund F --project P --date 2017-01-02",
    )  # fmt: skip
    store.take(tmp_path, {"支出": SHEET})
    return store


def found(store: Store, path: Path) -> tuple[int, set[str]]:
    """How `check --against` ends, and what it finds that the file says otherwise."""
    answer = store("check", "--against", str(path), "--format", "json")
    return answer.code, {row["what"] for row in answer.rows("findings") if row["rule"] in ("baseline", "audit")}


def test_it_holds_head_counts_and_sums(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "基线.json"
    answer = filled.ok("check", "--baseline", str(path))
    assert "aidtrack --db" in answer.out + answer.err and "--against" in answer.out + answer.err
    said = json.loads(path.read_text("utf-8"))
    assert said["head"] == filled.ok("db", "info", "--format", "json").rows()[0]["head"]
    assert {name: said["counts"][name] for name in ("village", "fund", "project", "entry", "batch")} == {
        "village": 1, "fund": 2, "project": 1, "entry": 4, "batch": 1,
    }  # fmt: skip
    assert said["funds"] == [{"id": 1, "name": "F", "allocation": "500.00", "receipt": "1000.00", "spending": "50.50"}]
    assert filled("check", "--baseline", str(path)).code == 1  # it exists
    filled.ok("check", "--baseline", str(path), "--force")


def test_what_is_recorded_later_changes_nothing(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "基线.json"
    filled.ok("check", "--baseline", str(path))
    filled.run(
        "batch undo 1 --yes",
        "fund edit F --note 改",
        "fund remove G",
        "village add W",
        "receipt add 7 --fund F --date 2016-01-01",
    )
    assert found(filled, path) == (0, set())
    for lang in ("zh", "en"):
        answer = filled.ok("check", "--against", str(path), lang=lang)
        assert ("与基线一致" if lang == "zh" else "agrees with the baseline") in answer.out + answer.err


def test_a_log_that_was_rewritten_or_cut(filled: Store, tmp_path: Path) -> None:
    """Rows and log rewritten together fit each other; the file still knows."""
    path = tmp_path / "基线.json"
    filled.ok("village", "edit", "V", "--note", "真")
    filled.ok("check", "--baseline", str(path))
    head = json.loads(path.read_text("utf-8"))["head"]
    [(id, previous)] = sql(filled, "SELECT id, previous FROM audit ORDER BY id DESC LIMIT 1")
    behind_the_guards(filled, "UPDATE village SET note = NULL", f"DELETE FROM audit WHERE id = {id}")
    assert filled("check").code == 0
    assert found(filled, path) == (5, {f"head {head}"})
    assert filled.ok("db", "info", "--format", "json").rows()[0]["head"] == previous


def test_figures_that_are_no_longer_those(filled: Store, tmp_path: Path) -> None:
    """As where the chain's hashes were worked out to end in a head that was kept: here the file is what was changed."""
    path = tmp_path / "基线.json"
    filled.ok("check", "--baseline", str(path))
    said = json.loads(path.read_text("utf-8"))
    said["counts"]["entry"] -= 1
    said["funds"][0]["receipt"] = "999.99"
    said["funds"].append({"id": 2, "name": "G", "loan": "1.00"})
    path.write_text(json.dumps(said), "utf-8")
    assert found(filled, path) == (5, {"entry", "fund 1 · receipt", "fund 2 · loan"})
    behind_the_guards(filled, "UPDATE village SET note = 'x'")
    other = tmp_path / "other.json"
    assert filled("check", "--baseline", str(other)).code == 5
    assert not other.exists()


def test_an_empty_store(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "基线.json"
    store.ok("check", "--baseline", str(path))
    store.ok("village", "add", "V")
    assert found(store, path) == (0, set())


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", "7", '{"what": "aidtrack baseline", "format": 2}', "[" * 9_000, "9" * 5_000],
)
def test_what_is_no_baseline(file_store: Store, tmp_path: Path, text: str) -> None:
    path = tmp_path / "基线.json"
    path.write_text(text, "utf-8")
    answer = file_store("check", "--against", str(path))
    assert (answer.code, answer.out, "基线.json is no baseline" in answer.err) == (1, "", True), answer
    assert file_store("check", "--against", str(tmp_path / "none.json")).code == 4


def test_a_number_without_end_is_none(file_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "基线.json"
    file_store.ok("check", "--baseline", str(path))
    path.write_text(path.read_text("utf-8").replace('"last_entry": 0', '"last_entry": 1e999'), "utf-8")
    assert "1e999" in path.read_text("utf-8")
    assert file_store("check", "--against", str(path)).code == 1
