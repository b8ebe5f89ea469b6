"""What is exported and imported into an empty store gives the same reports, whatever the texts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from aidtrack.cli.params import SHOW_PERSONAL
from aidtrack.ledger.entry import ENTRY
from conftest import ENGINES, Store, examples
from exchange.stores import contents, equal, fill
from reports.books import books

NOUNS = ("village", "organization", "fund", "project", "entry")
REPORTS = (("fund",), ("project",), ("overview",), ("overview", "--year", "2017"))

EXAMPLES = examples(125)  # for each kind of file


def reports(store: Store) -> dict[object, object]:
    found: dict[object, object] = {report: store.json("report", *report)["tables"] for report in REPORTS}
    for noun in NOUNS[:-1]:
        found[noun] = [{**row, "id": None} for row in store.ok(noun, "list", "--format", "json").rows()]
    for kind in ("receipt", "interest", "allocation", "disbursement", "spending"):
        rows = store.ok(kind, "list", "--format", "json").rows()
        traced = {"id": None, "batch": None, "file_no": None, "row_no": None, "reverses": None}
        found[kind] = [{**row, **traced} for row in rows]
    return found


def carried_over(one: Store, other: Store, folder: Path, lang: str, encoding: str = "utf-8-sig") -> None:
    """Export everything of a store and import it into another."""
    filled = [noun for noun in NOUNS if noun == "entry" or one.ok(noun, "list", "--format", "json").rows()]
    paths = [str(folder / f"{noun}.csv") for noun in filled]
    one.ok("export", *filled, "-o", str(folder), "--encoding", encoding, lang=lang)
    other.ok("import", *reversed(paths), lang="zh" if lang == "en" else "en")


@pytest.mark.server
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_books(store: Store, new_store: Callable[[str], Store], tmp_path: Path, lang: str, encoding: str) -> None:
    books(store, tmp_path)
    store.ok("spending", "reverse", "6", "--amount", "8.60", "--reason", "多付退回", "--date", "2017-08-01")
    store.ok("allocation", "add", "-50", "--fund", "协作资金", "--project", "培训", "--village", "咀儿村",
             "--reason", "调减", "--date", "2017-09-01")  # fmt: skip
    for engine in ENGINES:
        other = new_store(engine)
        carried_over(store, other, tmp_path, lang, encoding)
        assert reports(other) == reports(store)
        other.ok("check")


_REVERSES, _OVER = (ENTRY.fields.index(ENTRY.field(name)) for name in ("reverses", "over"))
FILES = ("utf-8-sig", "gb18030", "xlsx", "json")


def export(store: Store, folder: Path, file: str, lang: str) -> list[str]:
    """Everything a store holds, as files of one kind."""
    for old in folder.glob("*.*"):
        old.unlink()
    if file in ("xlsx", "json"):
        path = folder / f"全部.{file}"
        store.ok("export", SHOW_PERSONAL, "-o", str(path), lang=lang)
        return [str(path)]
    store.ok("export", SHOW_PERSONAL, "-o", str(folder), "--encoding", file, lang=lang)
    return [str(folder)]


@pytest.mark.parametrize("file", FILES)
@given(content=contents, lang=st.sampled_from(["zh", "en"]))
@settings(max_examples=EXAMPLES)
def test_any_store(
    new_store: Callable[[str], Store], tmp_path: Path, file: str, content: dict[str, Any], lang: str
) -> None:
    one, other = new_store("sqlite"), new_store("sqlite")
    fill(one, content)
    paths = export(one, tmp_path, file, lang)
    held = equal(one)
    kinds = {entry[0] for entry in held["entry"]}
    for what in ("spending", "loan", "repayment"):  # shown by pytest --hypothesis-show-statistics
        event(f"{what}: {what in kinds}")
    event(f"taken back: {any(entry[_REVERSES] for entry in held['entry'])}")
    event(f"over: {any(entry[_OVER] for entry in held['entry'])}")
    if any(held.values()):
        other.ok("import", *paths, lang="zh" if lang == "en" else "en")
    assert equal(other) == held
    other.ok("check")


@pytest.mark.server
@pytest.mark.parametrize("file", FILES)
def test_what_any_store_has_found(new_store: Callable[[str], Store], tmp_path: Path, file: str) -> None:
    for engine in ENGINES:
        one, other = new_store(engine), new_store(engine)
        one.ok("village", "add", "牙河村")
        one.ok("household", "add", "H-1", "--village", "牙河村")
        one.ok("fund", "add", "贷款")
        one.ok("indicator", "add", "气温", "--village", "牙河村", "--value", "-3", "--as-of", "2017")  # no formula
        one.ok("receipt", "add", "100", "--fund", "贷款", "--date", "2017-01-01")
        lent = one.ok("loan", "add", "50", "--fund", "贷款", "--household", "H-1", "--village", "未分村", "--date", "2017-02-01",
                      "--format", "json").rows()[0]["id"]  # fmt: skip
        one.ok("repayment", "add", "20", "--loan", str(lent), "--date", "2017-03-01", "--village", "未分村")
        folder = tmp_path / engine
        folder.mkdir()
        other.ok("import", *export(one, folder, file, "zh"))
        assert equal(other) == equal(one)


@pytest.mark.server
@pytest.mark.parametrize("file", FILES)
def test_what_was_undone_and_imported_again(new_store: Callable[[str], Store], tmp_path: Path, file: str) -> None:
    (tmp_path / "支出.csv").write_text(
        "日期,资金,项目,金额（元）,流水号\n2017-03-01,甲,乙,5,S-1\n2017-03-02,甲,乙,6,\n"
    )
    for engine in ENGINES:
        one, other = new_store(engine), new_store(engine)
        one.ok("fund", "add", "甲", "--budget", "100")
        one.ok("project", "add", "乙")
        one.ok("receipt", "add", "100", "--fund", "甲", "--date", "2017-01-01")
        one.ok("allocation", "add", "50", "--fund", "甲", "--project", "乙", "--date", "2017-01-01")
        batch = one.ok("import", str(tmp_path / "支出.csv"), "--format", "json").rows()[0]["batch"]
        one.ok("batch", "undo", str(batch))
        one.ok("import", str(tmp_path / "支出.csv"))
        folder = tmp_path / engine
        folder.mkdir()
        other.ok("import", *export(one, folder, file, "zh"))
        assert equal(other) == equal(one)
        other.ok("check")
        [spent] = [row for row in other.ok("spending", "list", "--format", "json").rows() if row["ref"] == "S-1"]
        assert other("spending", "reverse", str(spent["id"] - 4), "--reason", "再退").code == 1


def test_a_noun_without_rows(store: Store, tmp_path: Path) -> None:
    for lang in ("zh", "en"):
        path = tmp_path / f"fund-{lang}.csv"
        store.ok("export", "fund", "-o", str(path), lang=lang)
        answer = store.ok("import", str(path), "--again", "--format", "json", lang="en")
        assert "header stands alone" in answer.rows("notes")[0]["note"]


def test_the_longest_names(store: Store, new_store: Callable[[str], Store], tmp_path: Path) -> None:
    """A path is longer than the names in it."""
    name = "村" * 200
    store.ok("village", "add", name, "--county", "县" * 200)
    store.ok("fund", "add", name, "--budget", "5")
    store.ok("project", "add", name, "--village", name)
    store.ok("allocation", "add", "5", "--fund", name, "--project", name, "--date", "2017-01-01")
    other = new_store(store.engine)
    for file in FILES:
        other = new_store(store.engine)
        other.ok("import", *export(store, tmp_path, file, "en"))
    assert reports(other) == reports(store)
