"""What is asked of a finished table against the same said in plain Python, on made-up rows; and of the reports, in every format."""

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack.phrase import Word
from aidtrack.reports.asking.answer import answered
from aidtrack.reports.asking.asked import Asked, Order, Wish, ordered, wished
from aidtrack.values.flag import Flag
from aidtrack.values.money import rate
from aidtrack.values.report import Chart, Column, Content, Report, Table
from conftest import Store, once

COLUMNS = [
    Column("village", Word("village", "村")),
    Column("stage", Word("stage", "阶段")),
    Column("allocated", Word("allocated", "安排"), "money"),
    Column("spent", Word("spent", "支出"), "money"),
    Column("rate", Word("rate", "支出率"), "rate", ratio=("spent", ("allocated",))),
    Column("day", Word("day", "日期"), "date"),
    Column("count", Word("count", "数"), "quantity"),
    Column("flags", Word("flags", "提示"), "flags"),
]
LABELS = {"stage": {"approved": Word("approved", "批复"), "accepted": Word("accepted", "验收")}}
FLAGS = [Flag("over_spent", Word("overspent", "超支")), Flag("unspent", Word("unspent", "无支出"))]

fen = st.none() | st.integers(-300, 300)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "village": st.none() | st.sampled_from(["牙河村", "ＡＢ村", "ab 村", "石桥村"]),
            "stage": st.none() | st.sampled_from([*LABELS["stage"]]),
            "allocated": fen,
            "spent": fen,
            "rate": st.none() | st.sampled_from(["2.50%", "10.00%", "100.00%"]),
            "day": st.none() | st.sampled_from(["2017", "2017-05", "2017-05-20", "2018-01-01"]),
            "count": st.none() | st.sampled_from(["≥30", "4", "100", "≈5"]),
            "flags": st.sampled_from([(), (FLAGS[0],), tuple(FLAGS)]),
        }
    ),
    max_size=8,
)


def made(found: list[dict[str, Content]]) -> Report:
    """A report of one table with what belongs to its rows; its total is that of its rows but for `count`, which is something else."""
    allocated, spent = (_sum(found, name) for name in ("allocated", "spent"))
    total = {"allocated": allocated, "spent": spent, "rate": rate(spent, allocated), "count": "7", "flags": ()}
    numbered = [[str(at)] for at in range(len(found))]
    table = Table("t", "T", COLUMNS, found, total, explain=numbered, keys=[*range(len(found))], labels=LABELS)
    return Report("r", "R", [table], charts=[Chart("bars", "t", "C", ("village",), ("spent",))])


def _sum(found: list[dict[str, Content]], name: str) -> int | None:
    known = [cell for row in found if isinstance(cell := row[name], int)]
    return sum(known) if known else None


@given(rows, st.lists(st.builds(Order, st.sampled_from([one.name for one in COLUMNS]), st.booleans()), max_size=3))
def test_rows_stand_in_order_what_is_unknown_last_ties_as_they_stood(
    found: list[dict[str, Content]], orders: list[Order]
) -> None:
    [table] = answered(made(found), Asked(sort=tuple(orders))).tables

    def number(cell: object) -> Decimal:
        return Decimal(str(cell).lstrip("≥≈").rstrip("%"))

    expected = [*range(len(found))]
    for order in reversed(orders):
        numeric = order.column in ("allocated", "spent", "rate", "count")
        ranks = {
            at: (number(cell), "") if numeric else (Decimal(0), cell if isinstance(cell, str) else ",".join(f.word for f in cell))
            for at in expected
            if (cell := found[at][order.column]) not in (None, ())
        }  # fmt: skip
        known = sorted((at for at in expected if at in ranks), key=ranks.__getitem__, reverse=order.down)
        expected = [*known, *(at for at in expected if at not in ranks)]
    assert table.keys == expected
    assert [*table.rows] == [found[at] for at in expected] and [*table.explain] == [[str(at)] for at in expected]


WISHES: dict[str, Callable[[Any], bool]] = {
    "村=ab村": lambda row: row["village"] in ("ＡＢ村", "ab 村"),
    "village~村": lambda row: row["village"] is not None,
    "village=": lambda row: row["village"] is None,
    "stage=验收": lambda row: row["stage"] == "accepted",
    "stage~APP": lambda row: row["stage"] == "approved",
    "spent>=1": lambda row: row["spent"] is not None and row["spent"] >= 100,
    "支出≤-0.5元": lambda row: row["spent"] is not None and row["spent"] <= -50,
    "rate>=10": lambda row: row["rate"] in ("10.00%", "100.00%"),
    "rate<=10%": lambda row: row["rate"] in ("10.00%", "2.50%"),
    "day=2017年5月": lambda row: row["day"] in ("2017-05", "2017-05-20"),
    "day<=2017-05": lambda row: row["day"] in ("2017", "2017-05", "2017-05-20"),
    "day>=2017-05-20": lambda row: row["day"] in ("2017-05-20", "2018-01-01"),
    "count>=5": lambda row: row["count"] in ("≥30", "100", "≈5"),
    "flags~超支": lambda row: FLAGS[0] in row["flags"],
    "flags=unspent": lambda row: FLAGS[1] in row["flags"],
    "flags=": lambda row: row["flags"] == (),
}


@given(rows, st.lists(st.sampled_from([*WISHES]), max_size=3), st.none() | st.integers(0, 4))
def test_rows_meet_what_is_asked_and_the_total_is_that_of_all_of_them(
    found: list[dict[str, Content]], typed: list[str], limit: int | None
) -> None:
    [table] = answered(made(found), Asked(where=tuple(map(wished, typed)), limit=limit)).tables
    by_column: dict[tuple[str, bool], list[str]] = {}
    for one in typed:
        wish = wished(one)
        name = {"村": "village", "支出": "spent"}.get(wish.column, wish.column)
        by_column.setdefault((name, wish.operator in (">=", "<=")), []).append(one)
    left = [
        row
        for row in found
        if all((all if bound else any)(WISHES[one](row) for one in some) for (_, bound), some in by_column.items())
    ]
    assert [*table.rows] == (left if limit is None else left[:limit])
    assert (len(left) if table.count is None else table.count) == len(left)
    assert table.total is not None
    sums = _sum(left, "allocated"), _sum(left, "spent")
    assert table.total.get("spent") == sums[1] or len(left) == len(found)
    if len(left) < len(found):
        assert "count" not in table.total  # which is no sum of its rows
        if {"allocated", "spent"} <= table.total.keys():
            assert table.total["rate"] == rate(sums[1], sums[0])
    else:
        assert table.total == made(found).tables[0].total


def test_what_is_asked_is_read_as_it_is_written() -> None:
    assert wished("spent>=1万") == wished(" spent ≥ 1万 ") == Wish("spent", ">=", "1万")
    assert wished("note=a>=b") == Wish("note", "=", "a>=b") and wished("名称～甲=乙") == Wish("名称", "~", "甲=乙")
    assert ordered("county、-spent") == ordered("county, －spent") == [Order("county", False), Order("spent", True)]


@pytest.fixture
def books(file_store: Store) -> Store:
    return _books(file_store)


@once
def _books(store: Store) -> Store:
    store.run("fund add F --year 2017 --source self", "receipt add 1000 --fund F --date 2017-01-01")
    for number, name in enumerate(("甲村", "乙村", "丙村"), 1):
        store.run(
            f"village add {name} --county {'陇西县' if number < 3 else '武山县'}",
            f"project add P{number} --village {name}",
            f"allocation add {number * 100} --fund F --project P{number} --date 2017-02-01",
            f"spending add {number * 30} --fund F --project P{number} --date 2017-03-01",
        )
    return store


TOP = (
    "report",
    "overview",
    "--where",
    "county=陇西县",
    "--sort=-spent",
    "--limit",
    "1",
    "--columns",
    "spent,village,rate",
)


def test_every_format_shows_what_was_asked_for(books: Store, tmp_path: Path) -> None:
    answer = books.json(*TOP)
    [table] = answer["tables"]
    assert [*table["rows"]] == [{"spent": "60.00", "village": "乙村", "rate": "30.00%"}]
    assert [one["name"] for one in table["columns"]] == ["spent", "village", "rate"]
    assert (table["count"], table["shown"], table["total"]) == (2, 1, {"spent": "90.00", "rate": "30.00%"})
    assert answer["filters"] == [
        {"name": "where", "values": ["county=陇西县"]},
        {"name": "sort", "values": ["-spent"]},
        {"name": "limit", "values": ["1"]},
    ]
    heading, row, total = csv.reader(io.StringIO(books.ok(*TOP, "--format", "csv").out))
    assert (heading[:2], row, total) == (
        ["spent", "village"],
        ["60.00", "乙村", "30.00%"],
        ["90.00", "Total", "30.00%"],
    )
    assert json.loads(books.ok(*TOP, "--format", "jsonl").out) == table["rows"][0]
    for name in ("table", "plain", "markdown", "html"):
        shown = books.ok(*TOP, "--format", name, lang="zh").out
        assert "前 1 条,共 2 条" in shown and "县区" in shown and "按支出(降序)排序" in shown, name
        assert "乙村" in shown and "甲村" not in shown and "90.00" in shown, name
        assert "90.00" not in books.ok(*TOP, "--no-total", "--format", name, lang="zh").out, name
    assert books.json(*TOP, "--no-total")["tables"][0]["total"] is None
    books.ok(*TOP, "-o", str(tmp_path / "a.xlsx"))
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [cell.value for cell in sheet[3]] == [60, "乙村", 0.3] and "the first 1 of 2" in sheet["A1"].value
    # Where several tables stand, which of them is meant is said.
    kinds = books.json("report", "alerts")["tables"][1]["count"]
    for lang, said in (("zh", f"「预警」的前 1 条,共 {kinds} 条"), ("en", f"“Alerts”: the first 1 of {kinds}")):
        assert said in books.ok("report", "alerts", "--limit", "1", lang=lang).out
    for columns, sums in (("village,flags", False), ("village,flags,spent", True)):  # of words there is no total
        assert ("Total" in books.ok("report", "overview", "--columns", columns).out) == sums


def test_of_several_tables_each_object_of_a_row_names_its_own(books: Store) -> None:
    lines = [
        json.loads(line)
        for line in books.ok("report", "fund", "F", "--sort=-spent", "--format", "jsonl").out.splitlines()
    ]
    assert [(line["table"], line["spent"]) for line in lines] == [
        ("funds", "180.00"), ("projects", "90.00"), ("projects", "60.00"), ("projects", "30.00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--where", "spnet>=1"), "spent"),
        (("--where", "spent"), "FIELD"),
        (("--where", "spent>=x"), "“x”"),
        (("--sort", "villag"), "village"),
        (("--sort", ","), "--sort"),
        (("--columns", "cuonty"), "county"),
        (("--limit", "-1"), "--limit"),
    ],
)
def test_what_cannot_be_asked_is_wrong_usage(books: Store, options: tuple[str, str], named: str) -> None:
    for lang in ("en", "zh"):
        refused = books("report", "overview", *options, lang=lang)
        assert (refused.code, refused.out) == (2, "")
        assert lang == "zh" or named in refused.err


def test_a_picture_is_drawn_of_what_is_left(books: Store) -> None:
    shown = books.ok("report", "overview", "--bars", "--columns", "village,spent").out
    assert "乙村" in shown and "█" not in shown and "#" not in shown
    assert "#" in books.ok("report", "overview", "--bars", "--where", "village=乙村").out
