"""Of every report what it says of each of four years: movements in it, positions at its end from everything known up to then.

One small programme, in which something happens in 2016, 2017 and 2018 and nothing in 2015; every figure worked out by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aidtrack.ledger.kind import KINDS
from aidtrack.reports.registry import REPORTS
from conftest import Store, once

YEARS = ("2015", "2016", "2017", "2018")
SHEETS = {
    "village": "name,county,helped_from,exit_status,exited_on\n甲村,陇西县,2016,exited,2017-06\n",
    "household": "name,village,persons,status,status_on\nH1,甲村,4,exited,2017-09\n",
    "measure": "name,household,due,done_on\n养羊,H1,2017-12,2018-02-10\n",
    "fund": "name,source,year,budget,form\n甲资金,self,2016,1000,\n新资金,fiscal,2018,500,\n借款,union,2016,,loan\n",
    "project": "name,village,category,planned_cost,planned_start,stage\n道路,甲村,修路,900,2016-03,implementing\n",
    "posting": "name,role,village,starts_on,ends_on\n张明,first_secretary,甲村,2016,2017-06\n李华,first_secretary,甲村,2017-07,\n",
    "finding": "name,found_on,due,closed_on,amount\n旧账,2016-05-02,2017-03-31,2017-08-01,50\n新账,2018-02-01,2018-06-30,,70\n",
    "document": "name,kind,date,project\n方案,工作方案,2016-02-01,道路\n协议,项目协议书,2018-03-01,道路\n",
    "step": "name,project,date,amount_before,amount_after\nproposal,道路,2016-02-01,,\nchange,道路,2017-03-01,800,750\n"
    "change,道路,2018-04-01,750,700\n",
    "activity": "name,kind,starts_on,village\n春访,进村入户,2017-04-01,甲村\n秋访,进村入户,2018-05,甲村\n",
    # Two of them without a date: they are of the time of their activity.
    "indicator": "name,value,unit,as_of,village,activity\n农民人均纯收入,4900,元,2016,甲村,\n农民人均纯收入,5300,元,2018,甲村,\n"
    "批次,30,,,,春访\n批次,5,,,,秋访\n",
    "entry": "kind,date,fund,project,amount\nreceipt,2016-03-01,甲资金,,1000\nallocation,2016-04-01,甲资金,道路,800\n"
    "spending,2016-05-01,甲资金,道路,100\nspending,2017-05-01,甲资金,道路,200\ninterest,2017-12-20,甲资金,,5\n"
    "spending,2018-05-01,甲资金,道路,50\nreceipt,2018-01-10,新资金,,500\nreceipt,2016-03-01,借款,,300\n",
    "loan": "date,fund,household,amount,term,schedule,ref\n2016-06-01,借款,H1,120,12,lump_sum,J\n",
    "repayment": "date,loan,amount\n2017-06-30,J,50\n2018-02-01,J,30\n",
}


@dataclass(frozen=True)
class Case:
    """Some columns of a table of a report, and its rows in each of the four years; of a table that is not there, no row."""

    asked: str
    table: str
    columns: str
    rows: tuple[Sequence[tuple[Any, ...]], ...]
    only: str | None = None  # what the first of the columns says in the rows that are looked at

    @property
    def report(self) -> str:
        return self.asked.split()[0]


# allocated, spent, remaining, rate: 800 allocated; 100, then 200 and 50 more are spent
CELL = "allocated spent remaining rate"
CELLS = (
    [("800.00", "100.00", "700.00", "12.50%")],
    [(None, "200.00", "500.00", "37.50%")],
    [(None, "50.00", "450.00", "43.75%")],
)
NO_CELL = [(None, None, None, None)]
# received, spent, unallocated, cash, rate: 5 of interest in 2017, so 300 ÷ 1,005 and 350 ÷ 1,005; of 2018 nothing has come before
FUND = "fund received spent unallocated cash rate"
PLAN = ("新资金", None, None, "500.00", None, None)
FUNDS = (
    [("甲资金", None, None, "1000.00", None, None), PLAN, ("借款", None, None, None, None, None)],
    [("甲资金", "1000.00", "100.00", "200.00", "900.00", "10.00%"), PLAN, ("借款", "300.00", None, None, "180.00", None)],
    [("甲资金", None, "200.00", "200.00", "705.00", "29.85%"), PLAN, ("借款", None, None, None, "230.00", None)],
    [("甲资金", None, "50.00", "200.00", "655.00", "34.83%"), ("新资金", "500.00", None, "500.00", "500.00", "0.00%"),
     ("借款", None, None, None, "260.00", None)],
)  # fmt: skip

CASES = (
    Case("village 甲村", "funding", CELL, ([], *CELLS)),
    Case("village 甲村", "indicators", "as_of quantity", ([], [("2016", "4900")], [("2016", "4900")], [("2016", "4900"), ("2018", "5300")])),
    Case("village 甲村", "postings", "name", ([], [("张明",)], [("李华",)], [("李华",)])),
    Case("village 甲村", "activities", "name", ([], [], [("春访",)], [("秋访",)])),
    Case("fund", "funds", FUND, FUNDS),
    # Before it began, and until its year is over without an entry, nothing is said against a fund; and never what a loan fund lacks.
    Case("fund", "funds", "fund flags", (
        [("甲资金", ()), ("新资金", ()), ("借款", ())], [("甲资金", ()), ("新资金", ()), ("借款", ())],
        [("甲资金", ()), ("新资金", ()), ("借款", ())], [("甲资金", ()), ("新资金", ("not_allocated",)), ("借款", ())],
    )),
    Case("fund 甲资金", "projects", CELL, ([], *CELLS)),
    Case("project", "projects", CELL, (NO_CELL, *CELLS)),
    Case("project 道路", "entries", "date", ([], [("2016-04-01",), ("2016-05-01",)], [("2017-05-01",)], [("2018-05-01",)])),
    # Due on 1 June 2017
    Case("loan", "loans", "lent repaid outstanding overdue", (
        [], [("120.00", None, "120.00", "0.00")], [(None, "50.00", "70.00", "70.00")], [(None, "30.00", "40.00", "40.00")],
    )),
    Case("loan", "funds", "capital lent repaid outstanding cash", (
        [(None, None, None, None, None)], [("300.00", "120.00", None, "120.00", "180.00")],
        [("300.00", None, "50.00", "70.00", "230.00")], [("300.00", None, "30.00", "40.00", "260.00")],
    )),
    Case("overview", "villages", CELL, (NO_CELL, *CELLS)),
    Case("rollup --by category", "rollup", CELL, ([], *CELLS)),
    Case("rollup --by fund_year", "rollup", CELL, ([], *CELLS)),
    Case("payee", "rollup", "payee spent allocated", (
        [], [(None, "100.00", None)], [(None, "200.00", None)], [(None, "50.00", None)],
    )),
    Case("progress --by programme", "progress", "month_end received spent_this_month spent rate", (
        [], *([last] for last in (
            ("2016-12-31", "1300.00", None, "100.00", "10.00%"), ("2017-12-31", "1300.00", None, "300.00", "29.85%"),
            ("2018-12-31", "1800.00", None, "350.00", "23.26%"),  # 350 ÷ 1,505
        )),
    )),
    # On 31 December nothing more is to come. Of 1,000 and 1,005 at most 7 % may be left.
    Case("forecast", "funds", "fund base spent short by_pace by_plan needed", (
        [("甲资金", *[None] * 6), ("新资金", *[None] * 6)],
        [("甲资金", "1000.00", "100.00", "900.00", "100.00", "100.00", "830.00"), ("新资金", *[None] * 6)],
        [("甲资金", "1005.00", "300.00", "705.00", "300.00", "300.00", "634.65"), ("新资金", *[None] * 6)],
        [("甲资金", "1005.00", "350.00", "655.00", "350.00", "350.00", "584.65"),
         ("新资金", "500.00", None, "500.00", "0.00", "0.00", "465.00")],
    )),
    Case("forecast", "villages", "village base spent rate needed", (
        [("甲村", None, None, None, None)], [("甲村", "800.00", "100.00", "12.50%", "644.00")],
        [("甲村", "800.00", "300.00", "37.50%", "444.00")], [("甲村", "800.00", "350.00", "43.75%", "394.00")],
    )),
    Case("carryover", "carryover", "fund opening received interest spent closing", (
        [(name, None, None, None, None, None) for name in ("甲资金", "新资金", "借款")],
        [("甲资金", None, "1000.00", None, "100.00", "900.00"), ("新资金", None, None, None, None, None), ("借款", None, "300.00", None, None, "180.00")],
        [("甲资金", "900.00", None, "5.00", "200.00", "705.00"), ("新资金", None, None, None, None, None), ("借款", "180.00", None, None, None, "230.00")],
        [("甲资金", "705.00", None, None, "50.00", "655.00"), ("新资金", None, "500.00", None, None, "500.00"), ("借款", "230.00", None, None, None, "260.00")],
    )),
    # Of the age of its money on the last day; 2018's has no day before it comes.
    Case("carryover", "carryover", "fund idle_since", (
        [("甲资金", None), ("新资金", None), ("借款", None)],
        *[[("甲资金", "2016-03-01"), ("新资金", None), ("借款", "2016-03-01")]] * 2,
        [("甲资金", "2016-03-01"), ("新资金", "2018-01-10"), ("借款", "2016-03-01")],
    )),
    # 100 spent and 120 lent; 200 less 50 that came back; 50 less 30
    Case("support --by village", "support", "plan used", (
        [(None, None)], [("900.00", "220.00")], [("900.00", "150.00")], [("900.00", "20.00")],
    )),
    Case("alerts", "alerts", "kind fund amount days", (
        [],
        [("unconfirmed", None, "800.00", None), ("no_agreement", None, "800.00", None), ("year_end_balance", "甲资金", "900.00", 0),
         ("behind", "甲资金", "900.00", None), ("unallocated", "甲资金", "200.00", 305), ("no_notice", None, "800.00", None)],
        [("overdue_loan", "借款", "70.00", 213), ("unconfirmed", None, "800.00", None), ("no_agreement", None, "800.00", None),
         ("idle", "甲资金", "705.00", 670), ("idle", "借款", "230.00", 670), ("behind", "甲资金", "705.00", None),
         ("unallocated", "甲资金", "200.00", 670), ("no_notice", None, "800.00", None)],
        [("overdue_loan", "借款", "40.00", 578), ("overdue_finding", None, "70.00", 184), ("unconfirmed", None, "800.00", None),
         ("idle_long", "甲资金", "655.00", 1035), ("idle_long", "借款", "260.00", 1035), ("year_end_balance", "新资金", "500.00", 0),
         ("behind", "甲资金", "655.00", None), ("behind", "新资金", "500.00", None), ("unallocated", "新资金", "500.00", 355),
         ("unallocated", "甲资金", "200.00", 1035), ("no_notice", None, "800.00", None)],
    )),
    Case("quality", "gaps", "kind project", ([("no_document", "道路")], [], [], []), "no_document"),
    Case("quality", "gaps", "kind amount", (
        [], [("no_payee", "100.00")], [("no_payee", "300.00")], [("no_payee", "350.00")],
    ), "no_payee"),
    Case("dashboard", "key_figures", "received spent cash", (
        [(None, None, None)], [("1300.00", "100.00", "1080.00")], [(None, "200.00", "935.00")], [("500.00", "50.00", "1415.00")],
    )),
    Case("dashboard", "incomes", "year lowest", ([], [(2016, "4900")], [(2016, "4900")], [(2016, "4900"), (2018, "5300")])),
    Case("pack", "funds", FUND, FUNDS),
    Case("briefing", "funds", "fund received spent cash", (
        [],
        [("甲资金", "1000.00", "100.00", "900.00"), ("借款", "300.00", None, "180.00")],
        [("甲资金", None, "200.00", "705.00"), ("借款", None, None, "230.00")],
        [("甲资金", None, "50.00", "655.00"), ("新资金", "500.00", None, "500.00"), ("借款", None, None, "260.00")],
    )),
    Case("briefing", "villages", "item quantity as_of", (
        [],
        [("Villages recorded", "1", "2016-12-31"), ("甲村 · 农民人均纯收入", "4900", "2016")],
        [("Villages recorded", "1", "2017-12-31"), ("exited", "1", "2017-12-31"), ("甲村 · 农民人均纯收入", "4900", "2016")],
        [("Villages recorded", "1", "2018-12-31"), ("exited", "1", "2018-12-31"), ("甲村 · 农民人均纯收入", "5300", "2018")],
    )),
    Case("briefing", "households", "item quantity as_of", (
        [("Households recorded", "1", None), ("Persons in them", "4", None), ("with a plan of their own", "1", None)],
        [("Households recorded", "1", None), ("Persons in them", "4", None), ("with a plan of their own", "1", None)],
        [("Households recorded", "1", None), ("Persons in them", "4", None), ("exited", "1", "2017-12-31"),
         ("with a plan of their own", "1", None)],
        [("Households recorded", "1", None), ("Persons in them", "4", None), ("exited", "1", "2018-12-31"),
         ("with a plan of their own", "1", None), ("Measures done", "1", "2018-12-31")],
    )),
    Case("briefing", "visits", "item quantity", ([], [], [("春访 · 批次", "30")], [("秋访 · 批次", "5")])),
    Case("briefing", "documents", "name", ([], [("方案",)], [], [("协议",)])),
    Case("household", "households", "status measures_done outstanding", (
        [(None, 0, None)], [(None, 0, "120.00")], [("exited", 0, "70.00")], [("exited", 1, "40.00")],
    )),
    Case("step", "projects", "proposal", ([(None,)], [("2016-02-01",)], [("2016-02-01",)], [("2016-02-01",)])),
    Case("step 道路", "changes", "date", ([], [], [("2017-03-01",)], [("2017-03-01",), ("2018-04-01",)])),
    Case("changes", "changes", "date difference", ([], [], [("2017-03-01", "-50.00")], [("2018-04-01", "-50.00")])),
    Case("activity", "kinds", "activities batches", ([], [], [(1, "30")], [(1, "5")])),
    Case("posting", "postings", "name state", (
        [], [("张明", "in_office"), (None, None)], [("张明", "ended"), ("李华", "in_office"), (None, None)],
        [("李华", "in_office"), (None, None)],
    )),
    Case("finding", "open", "name amount", ([], [("旧账", "50.00")], [], [("新账", "70.00")])),
    Case("finding", "closed", "name", ([], [], [("旧账",)], [])),
    Case("indicator 批次", "values", "subject_name quantity", ([], [], [("2017-04-01/春访", "30")], [("2018-05/秋访", "5")])),
    Case("indicator 农民人均纯收入", "values", "as_of quantity change", ([], [("2016", "4900", None)], [], [("2018", "5300", "400")])),
    Case("document", "documents", "name", ([], [("方案",)], [], [("协议",)])),
)  # fmt: skip
ALIKE = {"thresholds", "office"}  # the same on every day: settings, how far a log was taken in


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    store.take(tmp_path, SHEETS)
    return store


def said(store: Store, case: Case, year: str) -> list[tuple[Any, ...]]:
    tables = {
        table["name"]: table["rows"] for table in store.json("report", *case.asked.split(), "--year", year)["tables"]
    }
    rows = tables.get(case.table, [])
    if case.report == "progress":
        rows = rows[-1:]
    found = [tuple(_cell(row[name]) for name in case.columns.split()) for row in rows]
    return [row for row in found if case.only in (None, row[0])]


def _cell(cell: Any) -> Any:
    return tuple(flag["flag"] for flag in cell) if isinstance(cell, list) else cell


@pytest.mark.long
def test_every_report_says_of_each_year_what_belongs_to_it(kept: Store) -> None:
    differing = [
        f"{case.asked} {case.table} {year}: {found} instead of {list(rows)}"
        for case in CASES
        for year, rows in zip(YEARS, case.rows, strict=True)
        if (found := said(kept, case, year)) != list(rows)
    ]
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_entries_holds_those_of_the_year(kept: Store, kind: str) -> None:
    """With the sum of their amounts; as of a day, all up to it."""
    everything = kept.json(kind, "list")["tables"][0]["rows"]
    for year in YEARS:
        for option, mine in (
            ("--year", [row for row in everything if row["date"][:4] == year]),
            ("--as-of", [row for row in everything if row["date"][:4] <= year]),
        ):
            table = kept.json(kind, "list", option, year)["tables"][0]
            assert [row["id"] for row in table["rows"]] == [row["id"] for row in mine]
            total = sum(Decimal(row["amount"]) for row in mine)
            assert table["total"] == ({"amount": f"{total:.2f}"} if mine else None)


def test_no_report_is_left_out() -> None:
    assert REPORTS.keys() - {case.report for case in CASES} == ALIKE


def test_what_heads_a_village_is_of_the_period(kept: Store) -> None:
    titles = {year: kept.json("report", "village", "甲村", "--year", year)["title"] for year in YEARS}
    assert titles == {
        "2015": "甲村 · 陇西县",
        "2016": "甲村 · 陇西县 · net income per farmer 4,900 元(2016)",
        "2017": "甲村 · 陇西县 · exited(2017-06) · net income per farmer 4,900 元(2016)",
        "2018": "甲村 · 陇西县 · exited(2017-06) · net income per farmer 5,300 元(2018)",
    }


@pytest.mark.parametrize("name", sorted(ALIKE))
def test_what_has_no_time_is_the_same_of_any(kept: Store, name: str) -> None:
    assert len({str(kept.json("report", name, "--year", year)["tables"]) for year in YEARS}) == 1
