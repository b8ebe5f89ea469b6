"""A list is read while it is shown: however long, it is never all held, and all of one answer is one state of the store."""

import csv as csv_files
import io
import json as json_texts
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

from aidtrack.locale import use
from aidtrack.render import csv, json, jsonl, markdown, plain, table
from aidtrack.reports import entries
from aidtrack.reports.asking.asked import Asked
from aidtrack.reports.counties import with_counties
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import read
from aidtrack.values.report import Report, Row, column
from aidtrack.values.report import Table as Answer
from aidtrack.values.stream import Stream
from conftest import Store, once
from render.terminal import PROGRAM, on_terminal

MANY = 10_050  # more than a terminal shows
SOME = 5_000  # enough to tell a list that is held from one that is not
EVER = Period(today="2018-01-01")
HELD = 4_000_000  # bytes: a third of what SOME rows take


@once
def long_list(store: Store, folder: Path, rows: int = MANY) -> Store:
    days = (f"2017-{1 + at % 12:02}-{1 + at % 28:02}" for at in range(rows))
    lines = (f"{day},甲资金,{at + 1}.00,单位{at % 7},记-{at}" for at, day in enumerate(days))
    store.take(folder, {
        "fund": "name,year\n甲资金,2017\n",
        "receipt": "\n".join(["date,fund,amount,payer,voucher", *lines]) + "\n",
    })  # fmt: skip
    return store


@pytest.fixture
def long(store: Store, tmp_path: Path) -> Store:
    return long_list(store, tmp_path)


def test_what_is_shown_is_never_all_held(store: Store, tmp_path: Path) -> None:
    use("en")
    with read(long_list(store, tmp_path, SOME).target) as connection:
        # How rows come from a server is one for all formats: there two of them are tried.
        every = (csv.render, json.render, jsonl.render, plain.render, markdown.render)
        for render in every if store.engine == "sqlite" else (jsonl.render, plain.render):
            answer = entries.of_kind(connection, "receipt", {}, EVER)
            tracemalloc.start()
            length = sum(map(len, render(answer, None)))
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert length > SOME * 50
            assert peak < HELD, (render.__module__, peak)


def test_every_row_is_there_once_in_order_and_its_sum_is_theirs(long: Store) -> None:
    lines = [*csv_files.DictReader(io.StringIO(long.ok("receipt", "list", "--format", "csv").out))]
    *listed, total = lines
    keys = [(line["date"], int(line["id"])) for line in listed]
    assert len(keys) == MANY and keys == sorted(keys) and len(set(keys)) == MANY
    expected = f"{MANY * (MANY + 1) // 2}.00"
    assert (total["amount"], sum(float(line["amount"]) for line in listed)) == (expected, float(expected))
    answer = long.json("receipt", "list")["tables"][0]
    assert (len(answer["rows"]), answer["total"]) == (MANY, {"amount": expected})
    each = [json_texts.loads(line) for line in long.ok("receipt", "list", "--format", "jsonl").out.splitlines()]
    assert [row["id"] for row in each] == [row["id"] for row in answer["rows"]] == [id for _, id in keys]
    text = long.ok("receipt", "list").out.splitlines()  # a pipe holds all
    assert len(text) == 1 + 1 + 2 + MANY + 1 and f"{MANY * (MANY + 1) // 2:,}.00" in text[-1]


def test_a_limit_shows_so_many_and_the_sum_of_all(long: Store) -> None:
    with read(long.target) as connection:
        whole = entries.of_kind(connection, "receipt", {}, EVER).tables[0]
        table = entries.of_kind(connection, "receipt", {}, EVER, asked=Asked(limit=3)).tables[0]
        assert [*table.rows] == [*whole.rows][:3]
        assert (table.count, len(table.rows), table.total) == (MANY, 3, whole.total)


def test_all_passes_over_a_list_see_one_state(server_store: Store) -> None:
    server_store.ok("fund", "add", "甲资金", "--year", "2017")
    server_store.ok("receipt", "add", "100", "--fund", "甲资金", "--date", "2017-01-01")
    with read(server_store.target) as connection:
        answer = entries.of_kind(connection, "receipt", {}, EVER)
        server_store.ok("receipt", "add", "200", "--fund", "甲资金", "--date", "2017-01-01")
        assert [row["amount"] for row in answer.tables[0].rows] == [100_00]
        assert (len(answer.tables[0].rows), answer.tables[0].total) == (1, {"amount": 100_00})


def test_a_file_and_a_pipe_hold_the_same(long: Store, tmp_path: Path) -> None:
    for form in ("json", "jsonl", "plain", "markdown"):
        path = tmp_path / form
        long.ok("receipt", "list", "--format", form, "-o", str(path))
        assert path.read_text("utf-8") == long.ok("receipt", "list", "--format", form).out, form
    path = tmp_path / "list.csv"
    long.ok("receipt", "list", "-o", str(path))
    content = path.read_bytes()
    assert content.count(b"\xef\xbb\xbf") == 1 and content.startswith(b"\xef\xbb\xbf")
    piped = long.ok("receipt", "list", "--format", "csv").out
    assert content.decode("utf-8-sig").replace("\r\n", "\n") == piped


@pytest.mark.long
def test_a_terminal_stops_and_says_so(file_store: Store, tmp_path: Path) -> None:
    long_list(file_store, tmp_path)
    words = ("--db", file_store.db, "--lang", "en", "receipt", "list", "--format")
    short = on_terminal(*words, "plain", width=200).text
    assert "The first 10,000 of 10,050 rows are shown" in short and "--all, --limit N, -o FILE" in short
    assert short.count("甲资金") == 10_000
    assert f"{MANY * (MANY + 1) // 2:,}.00" in short  # the sum of all
    whole = on_terminal(*words, "plain", "--all", width=200).text
    assert whole.count("甲资金") == MANY and "are shown" not in whole
    assert on_terminal(*words, "jsonl", width=200).text.count("甲资金") == MANY


@pytest.mark.long
def test_who_reads_only_the_head_ends_it_quietly(long: Store) -> None:
    line = (*PROGRAM, "--db", long.db, "--lang", "en", "receipt", "list", "--format", "csv")
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        assert running.stdout.readline().startswith(b"id,")
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 0)


def _rows(count: int) -> Iterator[Row]:
    for at in range(count):
        yield {"name": f"牙河村{at}", "amount": at * 100}


def _streamed(count: int) -> Report:
    columns = [column("name", "名称"), column("amount", "金额", "money")]
    return Report("x", "X", [Answer("x", "X", columns, Stream(count, lambda: _rows(count)), total={"amount": 5})])


@pytest.mark.parametrize("stream", [None, sys.stdout])
def test_a_long_table_in_pieces_looks_as_one(stream: TextIO | None, monkeypatch: pytest.MonkeyPatch) -> None:
    use("zh")
    pieces = "".join(table.render(_streamed(4_500), stream))
    monkeypatch.setattr("aidtrack.render.side_by_side._AT_ONCE", 10_000)
    assert pieces == "".join(table.render(_streamed(4_500), stream))
    assert len(pieces.splitlines()) == 3 + 4_500 + 2


def test_a_workbook_refuses_what_it_cannot_hold_before_a_byte(file_store: Store, tmp_path: Path) -> None:
    from aidtrack.errors import Refused
    from aidtrack.render import xlsx

    def unread() -> Iterator[Row]:
        raise AssertionError("rows were read of a table that is refused")

    answer = _streamed(3)
    too_long = Answer("x", "X", answer.tables[0].columns, Stream(1_048_576, unread))
    with pytest.raises(Refused):
        xlsx.render(Report("x", "X", [too_long]), None)
    assert xlsx.render(answer, None).startswith(b"PK")


def test_counties_are_put_to_rows_as_they_are_read(file_store: Store) -> None:
    file_store.ok("village", "add", "牙河村", "--county", "陇西县")
    rows = Stream(2, lambda: iter([{"village": "牙河村"}, {"village": None}]))
    with read(file_store.target) as connection:
        answer = Report("x", "X", [Answer("x", "X", [column("village", "村")], rows)])
        [placed] = with_counties(connection, answer).tables
    assert isinstance(placed.rows, Stream)
    assert [*placed.rows] == [{"village": "牙河村", "county": "陇西县"}, {"village": None, "county": None}]
