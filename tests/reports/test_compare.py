"""`--compare`: two days side by side; hand-worked figures, and what the two reports say alone."""

import csv
import io
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.values.dates import last_day
from conftest import Store, examples, once
from render.shown import PEOPLE
from render.terminal import on_terminal
from reports.books import books, said

DAYS = ("--compare", "2016-12-31", "--as-of", "2017-12-31")
COMPARED = (
    ("fund",), ("fund", "自筹资金"), ("village", "牙河村"), ("project",), ("project", "大棚"), ("overview",),
    ("rollup",), ("rollup", "--by", "source"), ("rollup", "--by", "category"),
)  # fmt: skip
FIGURES = ("money", "count", "rate", "quantity")
ALONE = ("entries", "place", "notices")  # tables of one day
# Days before, on and after what moves in the books.
MOMENTS = [
    "2015", "2016-03-31", "2016-04-01", "2016-05-01", "2016", "2017-01-10", "2017-02", "2017-03-02", "2017-03-03", "2017-07", "2018",
]  # fmt: skip


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    return books(store, tmp_path)


def in_order(days: tuple[str, str]) -> list[str]:
    return sorted(days, key=last_day)


def three(name: str) -> str:
    return f"{name}_before {name} {name}_change"


def test_columns_that_are_chosen_have_both_days_and_what_changed(kept: Store) -> None:
    """Unless one of the three is asked for by itself; people read them below each other, as without a choice."""
    [table] = kept.json("report", "fund", *DAYS, "--columns", "fund,spent,cash_change")["tables"]
    names = ["fund", *three("spent").split(), "cash_change"]
    assert [column["name"] for column in table["columns"]] == names
    assert [table["rows"][0][name] for name in names[1:4]] == ["98.60", "2198.60", "2100.00"]
    said = kept.ok("report", "fund", *DAYS, "--columns", "fund,spent", "--format", "plain").out
    assert all(amount in said for amount in ("98.60", "2,198.60", "+2,100.00", "change")), said
    [table] = kept.json("report", "fund", *DAYS, "--columns", "fund,spent,spent_change")["tables"]
    assert [column["name"] for column in table["columns"]] == ["fund", "spent", "spent_change"]


def test_two_days(kept: Store) -> None:
    names = f"fund {three('received')} {three('allocated')} {three('spent')} {three('cash')} {three('rate')}"
    rows, total = said(kept, "fund", *DAYS, table="funds", names=names)
    assert rows == [
        # 98.60 ÷ 8,012.34 = 1.23 %, then 2,198.60 ÷ 8,012.34 = 27.44 %; 8,012.34 − 98.60 and − 2,198.60
        ("自筹资金", "8000.00", "8000.00", "0.00", "4000.00", "6000.00", "2000.00", "98.60", "2198.60", "2100.00",
         "7913.74", "5813.74", "-2100.00", "1.23%", "27.44%", "+26.21"),
        # nothing was there at the end of 2016; a rate of nothing has no change
        ("专项资金", None, "5000.00", "5000.00", None, "1000.00", "1000.00", None, None, None,
         None, "5000.00", "5000.00", None, "0.00%", None),
        ("子资金", *[None] * 15),
        ("协作资金", None, "3000.00", "3000.00", None, "800.00", "800.00", None, "500.00", "500.00",
         None, "2500.00", "2500.00", None, "16.67%", None),
    ]  # fmt: skip
    # 2,698.60 ÷ 16,012.34 = 16.85 %
    assert total[1:] == (
        "8000.00", "16000.00", "8000.00", "4000.00", "7800.00", "3800.00", "98.60", "2698.60", "2600.00",
        "7913.74", "13313.74", "5400.00", "1.23%", "16.85%", "+15.62",
    )  # fmt: skip
    # what is of one day alone is unknown on the other
    names = f"fund {three('allocated')} {three('remaining')} {three('rate')} flags"
    rows, _ = said(kept, "village", "牙河村", *DAYS, table="funding", names=names)
    assert rows == [
        # 98.60 ÷ 4,000 = 2.465 %
        ("自筹资金", "4000.00", "4000.00", "0.00", "3901.40", "3901.40", "0.00", "2.47%", "2.47%", "+0.00", ""),
        ("专项资金", None, "1000.00", "1000.00", None, "1000.00", "1000.00", None, "0.00%", None, "unspent"),
    ]
    rows, _ = said(
        kept, "rollup", "--by", "source", *DAYS, table="rollup", names=f"source {three('villages')} {three('projects')}"
    )
    assert rows[0] == ("east_west", None, 1, 1, None, 1, 1)
    assert rows[-1] == ("self", 1, 2, 1, 1, 2, 1)


def test_a_compared_report_is_the_difference_of_two(kept: Store) -> None:
    """To the fen, for every figure of every row and total, whatever the two days."""
    alone: dict[tuple[str, ...], Any] = {}

    def tables(*args: str) -> list[dict[str, Any]]:
        if args not in alone:
            alone[args] = kept.json("report", *args)["tables"]
        return list(alone[args])

    @settings(max_examples=examples(8))
    @given(st.sampled_from(COMPARED), st.tuples(st.sampled_from(MOMENTS), st.sampled_from(MOMENTS)).map(in_order))
    def differs_by_itself(report: tuple[str, ...], days: list[str]) -> None:
        first, last = days
        answer = kept.json("report", *report, "--compare", first, "--as-of", last)
        earlier_ones = {table["name"]: table for table in tables(*report, "--as-of", first)}
        for table, later in zip(answer["tables"], tables(*report, "--as-of", last), strict=True):
            then = earlier_ones.get(table["name"], {"rows": [], "total": {}})
            if table["name"] in ALONE:
                assert table == later
                continue
            figures = [column["name"] for column in later["columns"] if column["kind"] in FIGURES]
            words = [column["name"] for column in later["columns"] if column["name"] not in figures]
            moving = ("flags", "fund", "confirmations", "done") if table["name"] == "projects" else ("flags",)
            heads = [name for name in words if name not in moving]
            earlier = {tuple(row[name] for name in heads): row for row in then["rows"]}
            assert len(table["rows"]) == len(later["rows"])
            pairs = [(row, earlier.get(tuple(row[name] for name in heads), {}), found)
                     for row, found in zip(table["rows"], later["rows"], strict=True)]  # fmt: skip
            for row, old, new in (*pairs, (table["total"], then["total"] or {}, later["total"])):
                assert {name: row[name] for name in new if name in words} == {
                    name: new[name] for name in new if name in words
                }
                for name in (name for name in figures if name in new):
                    assert (row[f"{name}_before"], row[name]) == (old.get(name), new[name])
                    assert row[f"{name}_change"] == change(old.get(name), new[name]), (name, row)

    differs_by_itself()
    for first, last in pairwise(sorted(MOMENTS, key=last_day)[::3]):
        [table] = kept.json("report", "overview", "--compare", first, "--as-of", last)["tables"]
        for name in ("allocated_change", "spent_change", "remaining_change"):
            known = [Decimal(row[name]) for row in table["rows"] if row[name] is not None]
            assert sum(known) == Decimal(table["total"][name] or 0)


def change(before: Any, now: Any) -> Any:
    if isinstance(now, str) and now.endswith("%"):
        return None if before is None else f"{Decimal(now[:-1]) - Decimal(before[:-1]):+.2f}"
    if before is None and now is None:
        return None
    if isinstance(before, str) and before.endswith("%"):
        return None
    difference = Decimal(now or 0) - Decimal(before or 0)
    return int(difference) if isinstance(before, int) or isinstance(now, int) else f"{difference:f}"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--compare", "2018", "--as-of", "2017-12-31"), "2018-12-31"),
        (("--compare", "2017-01", "--year", "2017"), "--as-of"),
        (("--compare", "2017-01", "--from", "2017"), "--as-of"),
        (("--compare", "2016", "--to", "2017"), "--as-of"),
        (("--compare", "2017-02-30",), "2017-02-30"),
        (("--compare", "[/]<script>\x1b[31m"), "[/]"),
        (("--compare", "2099"), "2099-12-31"),
    ],
    ids=str,
)  # fmt: skip
def test_wrong_usage(file_store: Store, args: tuple[str, ...], words: str) -> None:
    for lang in ("zh", "en"):
        answer = file_store("report", "fund", *args, lang=lang)
        assert (answer.code, answer.out) == (2, "")
        assert words in answer.err and "\x1b" not in answer.err and "Traceback" not in answer.err
        assert len(answer.err.strip().splitlines()) <= 2


def test_only_some_reports_compare(file_store: Store) -> None:
    assert file_store("report", "loan", "--compare", "2017").code == 2
    assert file_store("report", "carryover", "--compare", "2017").code == 2


def test_every_format_says_it(file_store: Store, tmp_path: Path) -> None:
    kept = books(file_store, tmp_path)
    answer = kept.json("report", "fund", *DAYS)
    assert (answer["as_of"], answer["compared_with"]) == ("2017-12-31", "2016-12-31")
    assert "compared_with" not in kept.json("report", "fund")
    [table] = answer["tables"]
    assert [column["kind"] for column in table["columns"] if column["name"].startswith("rate")] == [
        "rate",
        "rate",
        "points",
    ]
    plain = kept.ok("report", "fund", *DAYS, "--format", "csv")
    header, first, *_ = csv.reader(io.StringIO(plain.out))
    assert header == [column["label"] for column in table["columns"]]
    cells = {**table["rows"][0], "flags": "overspent(灾情追加), awaiting receipt"}  # words in a sheet
    assert first == ["" if value is None else str(value) for value in cells.values()]
    for lang, words in (
        ("zh", "截至 2017-12-31,与 2016-12-31 比较"),
        ("en", "as of 2017-12-31, compared with 2016-12-31"),
    ):
        for form in (*PEOPLE, "html"):
            text = kept.ok("report", "fund", *DAYS, "--format", form, lang=lang).out
            assert words in text and "+2,000.00" in text and "+26.21" in text
            assert ("计划数等" if lang == "zh" else "budgets") in text
    assert "期初安排" in kept.ok("report", "fund", *DAYS, "--format", "csv", lang="zh").out


def test_on_terminals(file_store: Store, tmp_path: Path) -> None:
    """Three lines a row; what has no room is said. Where there is none at all, one figure behind the other, what did not change once."""
    kept = books(file_store, tmp_path)
    command = ("--db", kept.db, "--lang", "en", "report", "fund", *DAYS)
    wide, narrow = (on_terminal(*command, width=width, NO_COLOR="1").text for width in (120, 30))
    wide, narrow = (re.sub("\x1b\\[[0-9;]*m", "", text) for text in (wide, narrow))
    lines = [line.split() for line in wide.splitlines()]
    lines = lines[[line[:1] for line in lines].index(["自筹资金"]) :]
    assert lines[0][:7] == ["自筹资金", "2016-12-31", "8,000.00", "4,000.00", "98.60", "7,913.74", "1.23%"]
    assert [line[:6] for line in lines[1:3]] == [
        ["2017-12-31", "8,000.00", "6,000.00", "2,198.60", "5,813.74", "27.44%"],
        ["change", "0.00", "+2,000.00", "+2,100.00", "-2,100.00", "+26.21"],
    ]
    assert "spent 98.60 → 2,198.60 (+2,100.00)" in " ".join(narrow.split()) and "received 8,000.00\n" in narrow
    assert all(len(line) <= 120 for line in wide.splitlines()[:20])


def test_explained_by_the_commands_of_both_days(file_store: Store, tmp_path: Path) -> None:
    kept = books(file_store, tmp_path)
    row = kept.ok("report", "fund", *DAYS, "--explain", "--format", "json").rows()[0]
    lines = row["explain"].splitlines()
    assert [line for line in lines if line.startswith("#")] == ["# as of 2016-12-31:", "# as of 2017-12-31:"]
    assert [line.rpartition(" --to ")[2] for line in lines if "spending list" in line] == ["2016-12-31", "2017-12-31"]
    alone = kept.ok("report", "village", "牙河村", *DAYS, "--explain", "--format", "json").rows()[1]
    assert [line for line in alone["explain"].splitlines() if line.startswith("#")] == ["# as of 2017-12-31:"]
