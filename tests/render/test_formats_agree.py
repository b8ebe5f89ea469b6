"""One number everywhere: the same report in every format, language and engine."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from conftest import ENGINES, Store
from render.shown import AMOUNT, PEOPLE, TEXTS, amounts, amounts_of, csv_tables, markdown_tables
from reports.books import books

REPORTS = (
    ("village", "牙河村"), ("village", "咀儿村"), ("fund",), ("fund", "自筹资金"), ("project",), ("project", "大棚"),
    ("overview",), ("overview", "--year", "2017"), ("fund", "--from", "2016-06", "--to", "2017-06"),
)  # fmt: skip


def untimed(text: str) -> str:
    """Without the moments at which entries were recorded: each run has its own."""
    return re.sub(r"[0-9-]{10}T[0-9:.]+\+00:00", "", text)


# What a width leaves room for is no matter of the engine.
@pytest.mark.parametrize(("engine", "width"), [("sqlite", "40"), ("sqlite", "400"), ("postgresql", "80")])
def test_every_format_shows_the_same_amounts(
    new_store: Callable[[str], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    store = books(new_store(engine), tmp_path)
    for report in REPORTS:
        answer = store.json("report", *report)
        expected = amounts_of(answer)
        assert expected
        for lang in ("zh", "en"):
            title = amounts(store.ok("report", *report, "--format", "json", lang=lang).json()["title"])
            for form in PEOPLE:
                assert amounts(store.ok("report", *report, "--format", form, lang=lang).out) == title + expected
            as_csv = store.ok("report", *report, "--format", "csv", lang=lang).out
            assert amounts(untimed(as_csv).replace(",", " ")) == expected


def test_machine_formats_are_the_same_in_both_languages(store: Store, tmp_path: Path) -> None:
    books(store, tmp_path)
    for report in REPORTS:
        chinese, english = (store.ok("report", *report, "--format", "json", lang=lang).json() for lang in ("zh", "en"))
        for one, other in zip(chinese["tables"], english["tables"], strict=True):
            assert [column["name"] for column in one["columns"]] == [column["name"] for column in other["columns"]]
            for row, same in zip(one["rows"], other["rows"], strict=True):
                assert row == same


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_csv_and_markdown_are_the_rows_cell_by_cell(store: Store, tmp_path: Path, lang: str) -> None:
    books(store, tmp_path)
    for report in REPORTS:
        tables = store.ok("report", *report, "--format", "json", lang=lang).json()["tables"]
        as_csv = csv_tables(store.ok("report", *report, "--format", "csv", lang=lang).out)
        assert len(as_csv) == len(tables)
        for table, lines in zip(tables, as_csv, strict=True):
            names = [column["name"] for column in table["columns"]]
            assert lines[0] == [column["label"] for column in table["columns"]]
            assert len(lines) == 1 + len(table["rows"]) + bool(table["total"])
            for row, cells in zip(table["rows"], lines[1:], strict=False):
                shown = dict(zip(names, cells, strict=True))
                flags = row.get("flags", [])
                assert bool(shown.get("flags")) == bool(flags)
                assert all(flag["reason"] in shown["flags"] for flag in flags if flag["reason"])
                words = {
                    "flags",
                    *(("stage", "source", "kind", "exit_status", "phase", "state") if lang == "zh" else ()),
                }
                expected = {name: "" if row[name] is None else str(row[name]) for name in names}
                assert {name: shown[name] for name in names if name not in words} == {
                    name: expected[name] for name in names if name not in words
                }
        as_markdown = markdown_tables(store.ok("report", *report, "--format", "markdown", lang=lang).out)
        for table, lines in zip(tables, as_markdown, strict=True):
            assert {len(line) for line in lines} == {len(lines[0])}
            if lines[0] == {"zh": ["字段", "内容"], "en": ["Field", "Value"]}[lang]:  # one thing, a line for each field
                [row] = table["rows"]
                said = {name for name, value in row.items() if value is not None}
                said |= {"exited_on"} if row.get("exit_status") == "exited" else set()  # or that nobody stated it
                assert [label for label, _ in lines[1:]] == [
                    one["label"] for one in table["columns"] if one["name"] in said
                ]
                continue
            assert len(lines) == 1 + len(table["rows"]) + bool(table["total"])
            for row, cells in zip(table["rows"], lines[1:], strict=False):
                in_sight = [name for name in table["columns"] if name["label"] in lines[0]]  # not what no row needs
                unknown = [name for name in in_sight if name["kind"] == "money" and row[name["name"]] is None]
                money = [cell for cell in cells if AMOUNT.fullmatch(cell.removeprefix("≥ "))]
                kinds = ("money", "rate")
                wanted = [c["name"] for c in table["columns"] if c["kind"] in kinds and row[c["name"]] is not None]
                assert len(money) == len(wanted) and cells.count("—") >= len(unknown)


@pytest.mark.server
def test_both_engines_answer_alike_to_the_letter(new_store: Callable[[str], Store], tmp_path: Path) -> None:
    one, other = (books(new_store(engine), tmp_path) for engine in ENGINES)
    for report in REPORTS:
        for form in TEXTS:
            for lang in ("zh", "en"):
                args = ("report", *report, "--format", form)
                assert untimed(one.ok(*args, lang=lang).out) == untimed(other.ok(*args, lang=lang).out)
    for listing in (*NOUNS, *KINDS, "batch"):
        same = [
            [{**row, "at": None, "actor": None} for row in store.ok(listing, "list", "--format", "json").rows()]
            for store in (one, other)
        ]
        assert same[0] == same[1]
