"""`batch run`: the command lines of a script in one transaction and one batch, or each by itself."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from aidtrack.store.engine import connection, sqlite
from aidtrack.store.schema.given import NUMBERED
from conftest import Answer, Store, once
from store.raw import sql

SPENDING = "spending add {amount} --fund 资金 --project 道路硬化 --date 2017-03-0{day}"


@once
def filled(store: Store) -> Store:
    store.run(
        "village add 牙河村 --county 陇西县",
        "fund add 资金 --budget 1000 --year 2017",
        "project add 道路硬化 --village 牙河村",
        "receipt add 1000 --fund 资金 --date 2017-01-05",
        "allocation add 500 --fund 资金 --project 道路硬化 --date 2017-01-06",
    )
    return store


def ran(store: Store, *lines: str, options: tuple[str, ...] = (), encoding: str = "utf-8") -> Answer:
    return store("batch", "run", "-", *options, stdin="\n".join(lines).encode(encoding))


def objects(answer: Answer) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.out.splitlines()]


def spent(store: Store) -> list[int]:
    return [fen for (fen,) in sql(store, "SELECT amount_fen FROM entry WHERE kind = 'spending' ORDER BY id")]


def test_lines_are_one_batch_that_is_taken_back_as_one(store: Store) -> None:
    filled(store)
    words = ["village", "edit", "牙河村", "--note", "两个 词"]
    done = ran(
        store,
        "\ufeff# a script",
        "",
        "village add 新村 --county '陇西县'",
        json.dumps(words, ensure_ascii=False) + "\r",
        "project add 水窖 --village 新村",
        "allocation add 100 --fund 资金 --project 水窖 --date 2017-02-01 --ref A-1",
        "spending add 30 --fund 资金 --project 水窖 --ref S-1",
        "spending add 20 --fund 资金 --project 道路硬化",
        "spending reverse S-1 --amount 10 --reason 退回",
        "allocation correct A-1 --amount 90 --reason 写错",
        "project advance 水窖 --date 2017-01-15",
    )
    assert done.code == 0, done
    assert done.out == "Ran 9 lines as batch 1\n"
    assert "Dated today" in done.err and "(2 lines)" in done.err and "aidtrack" in done.err.splitlines()[-1]
    store.ok("check", "--strict")
    [batch] = store.json("batch", "list")["tables"][0]["rows"]
    assert (batch["kind"], batch["entries"]) == ("run", 6)  # one taken back in part, one corrected: two each
    assert sql(store, "SELECT note FROM village ORDER BY id") == [("两个 词",), (None,)]
    # The batch's record says it of its own.
    assert sql(store, "SELECT count(*) FROM audit WHERE noun = 'entry'") == [(2,)]
    undone = store.ok("batch", "undo", "1", "--yes")
    assert "entries reversed: 6" in undone.out
    assert sql(store, "SELECT sum(amount_fen) FROM entry WHERE kind = 'spending'") in ([(0,)], [(None,)])
    assert sql(store, "SELECT note FROM village ORDER BY id")[0] == (None,)
    assert (
        "To have it again: aidtrack" in (again := store("batch", "undo", "1", "--yes")).err
        and "batch run FILE" in again.err
    )
    store.ok("check", "--strict")


def test_the_first_refused_line_ends_it_and_nothing_is_written(store: Store) -> None:
    filled(store)
    before = sql(store, "SELECT hash FROM audit ORDER BY id DESC LIMIT 1")
    lines = [SPENDING.format(amount=400, day=1), "", SPENDING.format(amount=101, day=2), "village add 丙村"]
    refused = ran(store, *lines)
    assert refused.code == 1 and refused.err.startswith("Line 3: Fund “资金”, project “道路硬化”") and not refused.out
    told = ran(store, *lines, options=("--format", "jsonl"))
    [row] = objects(told)
    assert (told.code, row["line"], row["ok"], row["id"]) == (1, 3, False, None)
    assert row["problem"].startswith("Fund “资金”") and list(row) == ["line", "ok", "id", "problem"]
    again = ran(store, SPENDING.format(amount=1, day=1), SPENDING.format(amount=1, day=1))
    assert again.code == 1 and again.err.startswith("Line 2: This is recorded already")
    assert ran(store, *[SPENDING.format(amount=1, day=1)] * 2, options=("--format", "jsonl")).code == 1
    assert sql(store, "SELECT hash FROM audit ORDER BY id DESC LIMIT 1") == before and spent(store) == []
    twice = ran(store, SPENDING.format(amount=1, day=1), SPENDING.format(amount=1, day=1) + " --allow-duplicates")
    assert twice.code == 0 and spent(store) == [100, 100]


def test_each_by_itself(store: Store) -> None:
    filled(store)
    lines = [SPENDING.format(amount=400, day=1), SPENDING.format(amount=101, day=2), SPENDING.format(amount=100, day=3)]
    done = ran(store, *lines, options=("--each", "--format", "jsonl"))
    assert done.code == 1 and "Line 2: Fund “资金”" in done.err
    assert [(row["line"], row["ok"], row["id"] is None) for row in objects(done)] == [
        (1, True, False), (2, False, True), (3, True, False),
    ]  # fmt: skip
    assert spent(store) == [40000, 10000] and sql(store, "SELECT count(*) FROM batch") == [(0,)]
    told = ran(store, "spending reverse 3 --reason 退回", options=("--each",))
    assert (told.code, told.out) == (0, "Ran 1 line, by itself: 1 done\n")
    store.ok("check", "--strict")


def test_what_ends_the_run_names_its_line(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(file_store.db, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for options in ((), ("--format", "jsonl")):
            answer = ran(file_store, "", "village add V", options=("--each", *options))
            assert (answer.code, answer.err.startswith("Line 2: ")) == (3, True), answer


def wrong() -> Iterator[tuple[str, str]]:
    yield "spending add 5 --found 资金", "There is no option --found here"
    yield "spending add 5 --fund 资金 --db other.db", "There is no option --db here"
    yield "spending add 5 --fund 资金 --format json", "There is no option --format here"
    yield "spending add 5 --fund 资金 -o x.csv", "There is no option -o here"
    yield "spending add 5 --help", "There is no option --help here"
    yield "spending add", "“AMOUNT” is missing"
    yield "spending list", "“spending list” does not run from a file"
    yield "import x.csv", "“import x.csv” does not run from a file"
    yield "batch run x", "“batch run” does not run from a file"
    yield "fund transfer 甲 乙 1 --reason x", "“fund transfer” does not run from a file"
    yield "reallocate 甲 乙 1 --reason x", "“reallocate 甲” does not run from a file"
    yield "fund carry 甲 --to 2018", "“fund carry” does not run from a file"
    yield "village merge 1 2", "“village merge” does not run from a file"
    yield "aidtrack village add 乙村", "“aidtrack village” does not run from a file"
    yield "village", "“village” does not run from a file"
    yield "village add '乙村", "A quote is opened and not closed"
    yield "village add 乙村 \\", "The line ends with a backslash"
    yield '["village", 5]', "This is no list of words in JSON"
    yield "[village add]", "This is no list of words in JSON"
    yield "[]", "This is no list of words in JSON"
    yield "[" * 60_000, "This is no list of words in JSON"
    yield "village add " + "长" * 70_000, "This line is far too long to be a command"


def test_every_line_is_understood_before_anything_runs(file_store: Store) -> None:
    for line, said in wrong():
        for options in ((), ("--each",)):
            refused = ran(file_store, "village add 甲村", line, options=options)
            assert (refused.code, refused.out) == (2, ""), (line, refused)
            assert refused.err.startswith(f"Line 2: {said}"), (line, refused.err)
    assert sql(file_store, "SELECT count(*) FROM village") == [(0,)]


def test_a_removed_row_stands_in_the_way_of_taking_it_all_back(store: Store) -> None:
    store.run("village add 甲村", "village add 乙村")
    assert ran(store, "village remove 甲村", "village add 丙村", "village edit 乙村 --note 新").code == 0
    assert ran(store, "village add 丁村", "village remove 丁村", "village edit 乙村 --note 更新").code == 0
    store.ok("check", "--strict")
    store.ok("batch", "undo", "2", "--yes")
    refused = store("batch", "undo", "1", "--yes", lang="zh")
    assert refused.code == 1 and "它删除了村「甲村」" in refused.err
    assert sql(store, "SELECT name, note FROM village ORDER BY id") == [("乙村", "新"), ("丙村", None)]
    store.ok("check", "--strict")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_file_of_any_coding(file_store: Store, tmp_path: Path, encoding: str) -> None:
    script = tmp_path / "脚本.txt"
    script.write_bytes("# 村\r\nvillage add 牙河村 --county 陇西县\r\n\r\n".encode(encoding))
    assert file_store.ok("batch", "run", str(script), lang="zh").out == "已运行 1 行,为批次 1\n"
    assert sql(file_store, "SELECT name, county FROM village") == [("牙河村", "陇西县")]
    script.write_bytes(b"# nothing\n")
    assert file_store.ok("batch", "run", str(script)).out == "There was no line to run; nothing was written\n"
    assert file_store("batch", "run", str(tmp_path / "none.txt")).code == 4
    assert len(sql(file_store, "SELECT 1 FROM batch")) == 1


def test_names_are_known_to_the_next_line_as_this_one_leaves_them(store: Store) -> None:
    """A name that a line brings, changes or takes away is known so to the next."""
    done = ran(
        store,
        "village add 甲村 --county 陇西县",
        "village edit 甲村 --name 乙村 --no-alias",
        "project add 水窖 --village 乙村",
        "village add 甲村 --county 渭源县",
        "village remove 甲村",
        "village add 甲村 --county 通渭县",
        options=("--format", "jsonl"),
    )
    assert done.code == 0 and [row["ok"] for row in objects(done)] == [True] * 6
    assert sql(store, "SELECT name, county FROM village ORDER BY id") == [("乙村", "陇西县"), ("甲村", "通渭县")]
    assert ran(store, "project add 道路 --village 丙村").err.startswith("Line 1: There is no village “丙村”")
    store.ok("check", "--strict")


BEFORE = (
    "village add 乙村 --county 陇西县",
    "fund add 旧款 --budget 10",
    "project add 水窖 --village 牙河村 --planned-cost 50",
)
S = "spending add 10 --fund 资金 --project 道路硬化 --date 2017-03-01"
# Lines of a run of which the last is refused by what one before it made, and that one's number.
REFUSED = {
    "an equal entry": ([S, S], 1),
    "an equal one, corrected": ([f"{S} --ref S", "spending correct S --amount 9 --reason 错", S], 1),
    "a 流水号": ([f"{S} --ref S", f"{S} --voucher 2 --ref S"], 1),
    "a 流水号, and more than there is": ([f"{S} --ref S", f"{S.replace(' 10 ', ' 9000 ')} --ref S"], 1),
    "of another kind": ([f"{S} --ref S", "allocation reverse S --reason 错"], 1),
    "taken back whole": ([f"{S} --ref S", "spending reverse S --reason 错", "spending reverse S --reason 错"], 1),
    "no more than it holds": ([f"{S} --ref S", "spending reverse S --amount 11 --reason 错"], 1),
    "whole, corrected": ([f"{S} --ref S", "spending reverse S --reason 错", "spending correct S --amount 9 --reason 错"], 1),
    "nothing to correct": ([f"{S} --ref S", "spending correct S --amount 10 --reason 错"], 1),
    "corrected to what there is": (
        [S, f"{S.replace(' 10 ', ' 9 ')} --ref T", "spending correct T --amount 10 --reason 错"],
        1,
    ),
    "no loan": ([f"{S} --ref S", "indicator add 人均纯收入 --value 5 --as-of 2017 --loan S"], 1),
    "a village": (["village add 甲村 --county 陇西县", "village add 甲村 --county 陇西县"], 1),
    "a village, without its ending": (["village add 甲村 --county 陇西县", "village add 甲 --county 陇西县"], 1),
    "a village renamed": (["village add 甲村 --county 陇西县", "village edit 乙村 --name 甲"], 1),
    "a village renamed to one": (["village add 甲村 --county 陇西县", "village edit 乙村 --name 甲村"], 1),
    "a project": (["project add 桥 --village 牙河村", "project add 桥 --village 牙河村"], 1),
    "a fund": (["fund add 新款", "fund add 新款"], 1),
    "an organization": (["organization add 工会", "organization edit 工会 --note x", "organization add 工会"], 1),
    "what is in use": (["village add 甲村", "project add 桥 --village 甲村", "village remove 甲村"], None),
    "a cost below the plans": (["project add 桥 --village 牙河村 --planned-cost 9", "plan add 自筹 --project 桥 --year 2017 --amount 9",
                                "project edit 桥 --planned-cost 8"], None),
    "a loan that came back": (["fund add 借款 --form loan --budget 100", "receipt add 100 --fund 借款 --date 2017-01-01",
                               "household add 1 --village 牙河村", "loan add 50 --fund 借款 --household 1 --date 2017-02-01 --ref L",
                               "repayment add 20 --fund 借款 --loan L --date 2017-03-01", "loan reverse L --reason 错"], 5),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", REFUSED)
def test_what_the_run_made_is_told_by_its_line(
    store: Store, monkeypatch: pytest.MonkeyPatch, case: str, lang: str
) -> None:
    """Not by an id that is rolled back with it: ids of the run are such as stand nowhere else."""
    filled(store).run(*BEFORE)
    lines, line = REFUSED[case]
    with distinct_ids(store, monkeypatch):
        refused = store("batch", "run", "-", stdin="\n".join(lines).encode(), lang=lang)
    assert refused.code == 1 and refused.err.startswith(
        f"第 {len(lines)} 行:" if lang == "zh" else f"Line {len(lines)}: "
    ), refused
    assert "7654" not in refused.err and "batch" not in refused.err, refused
    if line is not None:
        said = refused.err.partition(":")[2]
        assert (f"第 {line} 行" if lang == "zh" else f"ine {line}") in said, refused


@contextmanager
def distinct_ids(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ids that begin with 7654."""
    if store.engine == "postgresql":
        sql(store, *(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 765400000)" for table in NUMBERED))
        yield
        return
    own = sqlite.unused_ids

    def far(connection: Any, table: str, count: int) -> list[int]:
        return [id if id > 765400000 else id + 765400000 for id in own(connection, table, count)]

    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "unused_ids", far)
        yield
