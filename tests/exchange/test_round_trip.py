"""What is exported and imported into an empty store gives the same reports, whatever the texts."""

import shlex
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from aidtrack.cli.params import SHOW_PERSONAL
from aidtrack.exchange.sheets import SHEETS
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from conftest import ENGINES, Store, examples
from exchange.stores import contents, equal, fill
from importing.equation import every_row_is_accounted_for
from reports.asked import asked
from reports.books import books
from store.raw import sql

# The kinds of file, each in the first and the last of its encodings.
FILES = [
    word
    for name, sheets in SHEETS.items()
    for word in dict.fromkeys((*sheets.encodings[:1], *sheets.encodings[-1:]) or (name,))
]
# Stores, each of which goes through every kind of file; in two parts, which may run beside each other.
EXAMPLES, PARTS = examples(18), 2


# Where a row is from and how far its log has come, which differs from store to store.
_TRACES = (
    "id",
    "batch",
    "file",
    "sheet",
    "line",
    "by",
    "at",
    "reverses",
    "command",
    "origin",
    "received_to",
    "received_at",
    "head",
)


def reports(store: Store) -> dict[object, object]:
    """What every report says, of all time and of a year by turns, and every row that is listed."""
    found: dict[object, object] = {}
    for number, report in enumerate(asked()):
        found[report] = _said(store, "report", *report, *(("--year", "2017") if number % 2 else ()))
    for listed in (*NOUNS, *KINDS):
        found[listed] = _said(store, listed, "list")
    return found


def _said(store: Store, *args: str) -> object:
    """The rows of every table without their traces; what is said where there are none to ask for."""
    answer = store(*args, "--format", "json")
    if answer.code:
        return answer.err.replace(shlex.quote(store.target.pasted), "STORE")
    rows = [row for table in answer.json()["tables"] for row in table["rows"]]
    return [{name: cell for name, cell in row.items() if name not in _TRACES} for row in rows]


def carried_over(one: Store, other: Store, folder: Path, lang: str, encoding: str = "utf-8-sig") -> None:
    """Export everything of a store and import it into another."""
    filled = [
        noun for noun in (*NOUNS, ENTRY.name) if noun == ENTRY.name or one.ok(noun, "list", "--format", "json").rows()
    ]
    paths = [str(folder / f"{noun}.csv") for noun in filled]
    one.ok("export", *filled, "--force", "-o", str(folder), "--encoding", encoding, lang=lang)
    other.ok("import", *reversed(paths), lang="zh" if lang == "en" else "en")


@pytest.mark.server
@pytest.mark.parametrize(("encoding", "lang"), [*zip(SHEETS["csv"].encodings, cycle(["zh", "en"]))])
def test_the_books(store: Store, new_store: Callable[[str], Store], tmp_path: Path, lang: str, encoding: str) -> None:
    books(store, tmp_path)
    store.ok("spending", "reverse", "6", "--amount", "8.60", "--reason", "多付退回", "--date", "2017-08-01")
    store.ok("allocation", "add", "-50", "--fund", "协作资金", "--project", "培训", "--village", "咀儿村",
             "--reason", "调减", "--date", "2017-09-01")  # fmt: skip
    # Each pair of encoding, engine that writes and engine that reads; not all three in every combination.
    crossed = SHEETS["csv"].encodings.index(encoding) + ENGINES.index(store.engine)
    other = new_store(ENGINES[crossed % len(ENGINES)])
    carried_over(store, other, tmp_path, lang, encoding)
    assert reports(other) == reports(store)
    other.ok("check")


_REVERSES, _OVER = (ENTRY.fields.index(ENTRY.field(name)) for name in ("reverses", "over"))


def export(store: Store, folder: Path, file: str, lang: str) -> list[str]:
    """Everything a store holds, as files of one kind."""
    for old in folder.glob("*.*"):
        old.unlink()
    if file in SHEETS:
        path = folder / f"全部{SHEETS[file].file.endings[0]}"
        store.ok("export", SHOW_PERSONAL, "-o", str(path), lang=lang)
        return [str(path)]
    store.ok("export", SHOW_PERSONAL, "-o", str(folder), "--encoding", file, lang=lang)
    return [str(folder)]


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
@given(content=contents, lang=st.sampled_from(["zh", "en"]), read_back=st.sampled_from(FILES))
@settings(max_examples=EXAMPLES // PARTS)
def test_any_store(
    new_store: Callable[[str], Store], tmp_path: Path, part: int, content: dict[str, Any], lang: str, read_back: str
) -> None:
    one = new_store("sqlite")
    fill(one, content)
    held = equal(one)
    kinds = {entry[0] for entry in held["entry"]}
    for what in ("spending", "loan", "repayment"):  # shown by pytest --hypothesis-show-statistics
        event(f"{what}: {what in kinds}")
    event(f"taken back: {any(entry[_REVERSES] for entry in held['entry'])}")
    event(f"over: {any(entry[_OVER] for entry in held['entry'])}")
    for file in FILES:
        other = new_store("sqlite")
        paths = export(one, tmp_path, file, lang)
        if any(held.values()):
            other.ok("import", *paths, lang="zh" if lang == "en" else "en")
        assert equal(other) == held, file
        if file == read_back:
            other.ok("check")
        if file == read_back and any(held[name] for name in (*NOUNS, ENTRY.name)):
            changes_nothing(other, paths, "--again")
            changes_nothing(one, paths)


def changes_nothing(store: Store, paths: Sequence[str], *options: str) -> None:
    """What a store wrote out is read, there or where it was read before: every row is known, and nothing is written."""
    counted = "SELECT (SELECT count(*) FROM batch), (SELECT count(*) FROM entry), (SELECT count(*) FROM audit)"
    before = sql(store, counted), equal(store)
    answer = store.ok("import", *paths, *options, "--format", "json")
    assert (sql(store, counted), equal(store)) == before
    every_row_is_accounted_for(answer)
    for row in answer.rows("files"):
        assert row["read"] == row["unchanged"] + row["skipped"], row
        assert row["batch"] is None


@pytest.mark.server
@pytest.mark.parametrize("file", FILES)
def test_what_was_corrected_merged_and_undone_comes_back_unchanged(
    new_store: Callable[[str], Store], tmp_path: Path, file: str
) -> None:
    """Entries typed without 流水号, taken back, corrected, of a merged project, undone: on either engine each is known again."""
    for engine in ENGINES:
        one, other = new_store(engine), new_store(engine)
        one.ok("fund", "add", "甲", "--budget", "100")
        for name in ("乙", "乙二"):
            one.ok("project", "add", name)
        one.ok("receipt", "add", "100", "--fund", "甲", "--payer", "某单位", "--note", "首笔", "--date", "2017-01-01")
        one.ok("allocation", "add", "50", "--fund", "甲", "--project", "乙", "--date", "2017-01-01")
        one.ok("allocation", "add", "20", "--fund", "甲", "--project", "乙二", "--date", "2017-01-01")
        one.ok("spending", "add", "5", "--fund", "甲", "--project", "乙", "--date", "2017-02-01")
        one.ok("spending", "reverse", "4", "--amount", "1", "--reason", "退", "--date", "2017-03-01")
        one.ok("spending", "correct", "4", "--payee", "某店", "--reason", "漏写")
        (tmp_path / "支出.csv").write_text("日期,资金,项目,金额（元）\n2017-03-02,甲,乙,6\n")
        batch = one.ok("import", str(tmp_path / "支出.csv"), "--format", "json").rows()[0]["batch"]
        one.ok("batch", "undo", str(batch))
        folder = tmp_path / engine
        folder.mkdir()
        paths = export(one, folder, file, "zh")
        changes_nothing(one, paths)
        other.ok("import", *paths)
        assert equal(other) == equal(one)
        changes_nothing(other, paths, "--again")
        changes_nothing(one, export(other, folder, file, "zh"))  # what came from it is known where it comes back
        one.ok("project", "merge", "乙二", "乙", "--reason", "同一个")
        changes_nothing(one, export(one, folder, file, "en"))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_cost_typed_before_its_plans_comes_back_as_their_sum(
    new_store: Callable[[str], Store], tmp_path: Path, engine: str
) -> None:
    one, other = new_store(engine), new_store(engine)
    one.ok("project", "add", "路", "--planned-cost", "10")
    one.ok("plan", "add", "self", "--project", "路", "--amount", "4")
    paths = export(one, tmp_path, "xlsx", "zh")
    changes_nothing(one, paths)
    other.ok("import", *paths)
    assert other.ok("project", "list", "--format", "json").rows()[0]["planned_cost"] == "4.00"
    changes_nothing(other, paths, "--again")


def test_an_origin_that_says_something_else(file_store: Store, tmp_path: Path) -> None:
    file_store.ok("fund", "add", "甲", "--budget", "100")
    file_store.ok("receipt", "add", "100", "--fund", "甲", "--date", "2017-01-01")
    file_store.ok("export", "receipt", "-o", str(tmp_path / "到账.csv"))
    file_store.ok("export", "fund", "-o", str(tmp_path / "资金.csv"))
    text = (tmp_path / "到账.csv").read_text("utf-8-sig")
    (tmp_path / "到账2.csv").write_text(text.replace("100.00", "90.00"), "utf-8")
    [problem] = file_store("import", str(tmp_path / "到账2.csv"), "--format", "json").rows("problems")
    assert (problem["code"], problem["field"]) == ("says_other", "origin")
    origin = problem["value"]
    assert origin == f"{file_store.ok('db', 'info', '--format', 'json').rows()[0]['store_id'][:8]}-1"
    (tmp_path / "到账3.csv").write_text(text.replace(origin, origin[:9] + "77"), "utf-8")
    [problem] = file_store("import", str(tmp_path / "到账3.csv"), "--format", "json").rows("problems")
    assert problem["code"] == "unknown_entry"
    funds = (tmp_path / "资金.csv").read_text("utf-8-sig").replace("100.00", "90.00")
    (tmp_path / "资金2.csv").write_text(funds, "utf-8")
    [problem] = file_store("import", str(tmp_path / "资金2.csv"), "--format", "json").rows("problems")
    assert problem["code"] == "exists"


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


LAYOUT = 'as = "支出"\n# 说明：\t"月报"\n\n[columns]\n"项 目" = "项目"\n'
OTHER = f'unit = "元"\n{LAYOUT}'


@pytest.mark.server
@pytest.mark.parametrize("file", FILES)
def test_the_layouts_of_a_store_go_along(new_store: Callable[[str], Store], tmp_path: Path, file: str) -> None:
    (tmp_path / "月报.toml").write_text(LAYOUT, "utf-8")
    (tmp_path / "别.toml").write_text(OTHER, "utf-8")
    kept = "SELECT name, content, headers FROM layout ORDER BY name"
    for engine in ENGINES:
        one, other = new_store(engine), new_store(engine)
        one.ok("fund", "add", "甲")
        for name in ("月报", "=季报"):
            one.ok("layout", "add", name, str(tmp_path / "月报.toml"))
        sheets = tmp_path / "sheets"
        sheets.mkdir(exist_ok=True)
        (sheets / "花费.csv").write_text("日期,项 目,金额（元）\n", "utf-8")
        one("import", "--layout", "月报", str(sheets / "花费.csv"))
        folder = tmp_path / engine
        folder.mkdir()
        paths = export(one, folder, file, "zh")
        changes_nothing(one, paths)
        answer = other.ok("import", *paths, "--format", "json", lang="en")
        assert [(row["noun"], row["created"]) for row in answer.rows("files")] == [("fund", 1), ("layout", 2)]
        assert sql(other, kept) == sql(one, kept) and len(sql(one, kept)) == 2
        changes_nothing(other, paths, "--again")
        other.ok("check")

        other.ok("layout", "edit", "月报", str(tmp_path / "别.toml"))
        refused = other("import", *paths, "--again", "--format", "json")
        assert [(row["field"], row["code"]) for row in refused.rows("problems")] == [("name", "exists")]
        batch = other.ok("import", *paths, "--again", "--mode", "upsert", "--format", "json").rows()[-1]["batch"]
        assert sql(other, kept) == sql(one, kept)
        other.ok("batch", "undo", str(batch))
        assert other.ok("layout", "show", "月报").out == OTHER
        assert other("batch", "undo", "1").code == 1  # 月报 was changed since
        other.ok("layout", "edit", "月报", str(tmp_path / "月报.toml"))
        other.ok("batch", "undo", "1")
        assert sql(other, kept) == []
        other.ok("check")


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
