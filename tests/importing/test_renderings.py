"""One table of money, rendered in every layout that an office keeps it in: the store ends the same.

For a campaign by hand raise the count in `examples`: 2,000 take about an hour on each engine.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.values.dates import last_day
from conftest import ENGINES, Store, examples
from importing.books import Cells, xlsx
from importing.desk import Desk, sheet

MONTHS, FUNDS, PROJECTS = (1, 2, 3, 4), ("专项", "自筹"), ("道路", "养羊", "路灯")
Key = tuple[str, str]  # fund, project
Table = Mapping[tuple[int, str, str], int]  # fen, by month, fund and project
TABLES = st.fixed_dictionaries(
    {one: st.sampled_from([0, 0, 1, 50, 1234, 100_000]) for one in itertools.product(MONTHS, FUNDS, PROJECTS)}
)


@dataclass(frozen=True)
class Names:
    """The funds and projects of one rendering, which are its own."""

    suffix: str

    def __call__(self, name: str) -> str:
        return f"{name}{self.suffix}"


def day(month: int) -> str:
    return last_day(f"2018-{month:02d}")


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def rows_until(table: Table, called: Names, until: int) -> list[tuple[str, ...]]:
    return [
        (day(month), called(fund), called(project), yuan(fen))
        for (month, fund, project), fen in table.items()
        if fen and month <= until
    ]


HEADER = ("日期", "资金", "项目", "金额（元）")
Sheets = Iterator[tuple[dict[str, str | bytes], tuple[str, ...]]]  # files, and the options that read them


def narrow(table: Table, called: Names) -> Sheets:
    if rows := rows_until(table, called, 12):
        yield {"支出.csv": sheet(HEADER, *rows)}, ()


def growing(table: Table, called: Names) -> Sheets:
    """The same list every month, longer each time."""
    for until in MONTHS:
        if rows := rows_until(table, called, until):
            yield {f"支出{until}.csv": sheet(HEADER, *rows)}, ("--new-only",)


def _keys() -> Iterator[Key]:
    return itertools.product(FUNDS, PROJECTS)


def _months(table: Table, called: Names, until: int) -> dict[str, str | bytes]:
    lines: list[tuple[Any, ...]] = [("资金", "项目", *(f"{month}月" for month in MONTHS), "累计")]
    for fund, project in _keys():
        fens = [table[month, fund, project] if month <= until else 0 for month in MONTHS]
        lines.append((called(fund), called(project), *(fen / 100 or "—" for fen in fens), sum(fens) / 100))
    return {f"月报{until}.xlsx": xlsx({"Sheet": [("单位：元",), *lines]})}


MONTHLY = ("--as", "支出", "--wide-columns", "1月..12月", "--year", "2018")


def wide(table: Table, called: Names) -> Sheets:
    yield _months(table, called, 12), MONTHLY


def wide_growing(table: Table, called: Names) -> Sheets:
    for until in MONTHS:
        yield _months(table, called, until), (*MONTHLY, "--new-only")


def grouped(table: Table, called: Names) -> Sheets:
    """A group of columns for each fund, a row for each project and month."""
    groups = ("日期", "项目", *(part for fund in FUNDS for part in (called(fund), None)))
    lines = [
        (day(month), called(project), *(cell for fund in FUNDS for cell in (table[month, fund, project] / 100, "1%")))
        for month, project in itertools.product(MONTHS, PROJECTS)
    ]
    pages: dict[str, Cells] = {"Sheet": [groups, (None, None, *("支付数（元）", "支出率") * len(FUNDS)), *lines]}
    yield {"台账.xlsx": xlsx(pages)}, ("--as", "支出", "--wide-columns", "*/支付数", "--map", "*/支出率=")


def positions(table: Table, called: Names) -> Sheets:
    """What had been reached at the end of each month, that of a fund in a column of its own."""
    for until in MONTHS:
        reached = {
            (fund, project): sum(table[month, fund, project] for month in MONTHS if month <= until)
            for fund, project in _keys()
        }
        lines = [(called(project), *(yuan(reached[fund, project]) for fund in FUNDS)) for project in PROJECTS]
        header = ("项目", *(f"{called(fund)}（元）" for fund in FUNDS))
        columns = ",".join(map(called, FUNDS))
        options = ("--as", "支出", "--wide-columns", columns, "--positions", "--as-of", day(until))
        yield {f"累计{until}.csv": sheet(header, *lines)}, options


RENDERINGS: tuple[Callable[[Table, Names], Sheets], ...] = (narrow, growing, wide, wide_growing, grouped, positions)
_numbers = itertools.count()


def prepared(desk: Desk, called: Names) -> None:
    """Funds and projects with money enough."""
    funds = sheet(("资金名称", "来源", "计划数（元）"), *((called(fund), "自筹", "100000000") for fund in FUNDS))
    projects = sheet(("项目名称", "村"), *((called(project), "石桥村") for project in PROJECTS))
    receipts = sheet(("日期", "资金", "金额（元）"), *(("2018-01-01", called(fund), "50000000") for fund in FUNDS))
    allocated = (("2018-01-01", called(fund), called(project), "10000000") for fund, project in _keys())
    desk.take({"资金.csv": funds, "项目.csv": projects, "到账.csv": receipts, "安排.csv": sheet(HEADER, *allocated)})


def spent(desk: Desk, called: Names) -> list[tuple[str, ...]]:
    rows = [
        row
        for fund in FUNDS
        for row in desk.store.ok("spending", "list", "--fund", called(fund), "--format", "json").rows()
    ]
    return sorted((row["date"], row["fund"], row["project"], row["village"], row["amount"]) for row in rows)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_layout_of_a_table_ends_in_the_same_store(
    engine: str, new_store: Callable[[str], Store], tmp_path: Path
) -> None:
    desk = Desk(new_store(engine), tmp_path)
    desk.take({"村.csv": "村名\n石桥村\n"})

    @settings(max_examples=examples(8))
    @given(TABLES, st.sampled_from(RENDERINGS))
    def ends_equal(table: Table, render: Callable[[Table, Names], Sheets]) -> None:
        called = Names(f"{next(_numbers)}号")
        prepared(desk, called)
        for files, options in render(table, called):
            desk.take(files, *options)
        expected = [
            (when, fund, project, "石桥村", money) for when, fund, project, money in rows_until(table, called, 12)
        ]
        assert spent(desk, called) == sorted(expected)

    ends_equal()
    desk.store.ok("check")
