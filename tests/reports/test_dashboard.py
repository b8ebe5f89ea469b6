"""The dashboard and the monthly set: the other reports' own tables, what is summed of them worked out by hand, what is behind each row."""

import html
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aidtrack.render.formats import FORMATS
from conftest import Store
from render.browser import Browser, in_sight, printed_bars
from reports.books import books
from reports.programme import programme


def tables(store: Store, *args: str) -> dict[str, Any]:
    return {table["name"]: table for table in store.json("report", *args)["tables"]}


@pytest.mark.parametrize("period", [(), ("--year", "2017")], ids=str)
def test_its_tables_are_those_of_the_other_reports(store: Store, tmp_path: Path, period: tuple[str, ...]) -> None:
    books(store, tmp_path)
    found = tables(store, "dashboard", *period)
    for name, report in {
        "villages": ("overview",), "funds": ("fund",), "rollup": ("rollup",), "carryover": ("carryover",),
        "progress": ("progress", "--by", "programme"),
    }.items():  # fmt: skip
        same = tables(store, *report, *period)[name]
        assert (found[name]["rows"], found[name]["total"]) == (same["rows"], same["total"])
    [key] = found["key_figures"]["rows"]
    total = found["funds"]["total"]
    assert {name: key[name] for name in ("received", "allocated", "spent", "cash", "rate")} == {
        name: total[name] for name in ("received", "allocated", "spent", "cash", "rate")
    }
    assert (key["villages"], key["projects"]) == (3, 3)
    if not period:
        # 大棚 is being done with 4,000 + 1,000, 危房改造 approved with 2,000, 培训 proposed with 500 + 300
        stages = [(row["stage"], row["projects"], row["allocated"], row["spent"]) for row in found["stages"]["rows"]]
        assert stages == [
            ("proposed", 1, "800.00", "500.00"), ("approved", 1, "2000.00", "2100.00"),
            ("implementing", 1, "5000.00", "98.60"),
        ]  # fmt: skip
        # 8,000 + 12.34 − 98.60 − 2,100; 5,000; 3,000 − 500: all came in 2016 or 2017
        assert [(row["age"], row["funds"], row["closing"]) for row in found["ages"]["rows"]] == [
            ("2 years and more", 3, "13313.74")
        ]


def test_incomes_of_a_year_are_never_averaged(store: Store, tmp_path: Path) -> None:
    programme(store, tmp_path)
    rows = tables(store, "dashboard")["incomes"]["rows"]
    assert [
        tuple(row[name] for name in ("year", "villages", "lowest", "median", "highest", "unit")) for row in rows
    ] == [
        (2016, 2, "4160", "4160", "4900", "元"),
        (2017, 1, "5300.5", "5300.5", "5300.5", "元"),
        (2018, 1, "≈6000", "≈6000", "≈6000", "元"),
    ]
    assert [row["stage"] for row in tables(store, "dashboard")["stages"]["rows"]] == [
        "confirmed", "implementing", "completed", "closed", None,
    ]  # fmt: skip


def test_the_programme_by_month(store: Store, tmp_path: Path) -> None:
    books(store, tmp_path)
    rows = {
        row["month_end"]: row
        for row in store.ok("report", "progress", "--by", "programme", "--year", "2017", "--format", "json").rows()
    }
    # 8,000 + 5,000 + 3,000 came and 12.34 of interest; 98.60 + 500 + 2,100 = 2,698.60 are spent: 16.85 %
    assert [rows["2017-07-31"][name] for name in ("received", "spent_this_month", "spent", "rate")] == [
        "16000.00", "2100.00", "2698.60", "16.85%",
    ]  # fmt: skip
    assert len(rows) == 12 and "rank" not in rows["2017-07-31"]


def test_a_page_packs_the_commands_that_explain_prints(file_store: Store, tmp_path: Path) -> None:
    books(file_store, tmp_path)
    path = tmp_path / "页.html"
    for report in (("overview", "--year", "2017"), ("fund",), ("progress", "--by", "village"), ("rollup",)):
        file_store.ok("report", *report, "--force", "-o", str(path))
        text = path.read_text("utf-8")
        patterns = json.loads(re.search("const PATTERNS = (.*?), BEHIND", text)[1])  # type: ignore[index]
        unpacked = []
        for packed in re.findall('<tr data-e="(.*?)"', text, re.DOTALL):
            lines = [line.split("\t") for line in html.unescape(packed).split("\n")]
            unpacked.append(
                [re.sub("\x01([0-9]+)", lambda found: names[int(found[1])], patterns[int(number)])  # noqa: B023
                 for numbers, *names in lines for number in numbers.split()]
            )  # fmt: skip
        said = file_store.json("report", *report, "--explain")["tables"][0]["rows"]
        assert unpacked == [row["explain"].splitlines() for row in said if row["explain"]]


def test_the_page_leads_from_a_figure_to_its_rows(file_store: Store, tmp_path: Path, browser: Browser) -> None:
    books(file_store, tmp_path)
    path = tmp_path / "看板.html"
    file_store.ok("report", "dashboard", "--as-of", "2017-12-31", "-o", str(path), lang="zh")
    text = path.read_text("utf-8")
    assert not re.search("https?:|@import|src=", text)
    clicked = ("#t-funds tbody td:nth-child(5)", "figure[data-table=t-villages] .bar rect")
    document = browser.opened(
        path,
        then=";".join(
            f"document.querySelector('{one}').dispatchEvent(new Event('click', {{bubbles: true}}))" for one in clicked
        ),
    )
    assert re.search('<tr[^>]*class="found"', document)
    commands = re.findall("<code>(.*?)</code>", document)
    assert [command.split(" ")[3] for command in commands] == [
        "fund", "receipt", "interest", "allocation", "spending",
    ]  # fmt: skip
    assert all("自筹资金" in command for command in commands)
    bars = {
        name: figure.count('class="bar"')
        for name, figure in re.findall(r'<figure data-table="t-(\w+)"(.*?)</figure>', document, re.DOTALL)
    }
    # funds: 3 allocated, 2 spent (子资金 has neither); villages: 3 and 3, 石岭村 none; ages 2; stages 3; counties as the villages
    assert {name: bars[name] for name in ("funds", "villages", "ages", "stages", "rollup")} == {
        "funds": 5, "villages": 6, "ages": 2, "stages": 3, "rollup": 6,
    }  # fmt: skip
    only = in_sight(browser.opened(path, "#is=陇西县"))
    assert {name: len(rows) for name, rows in only.items() if rows} == {"villages": 2, "rollup": 1}


def test_the_dashboard_on_paper(file_store: Store, tmp_path: Path, browser: Browser) -> None:
    books(file_store, tmp_path)
    path = tmp_path / "看板.html"
    file_store.ok("report", "dashboard", "--as-of", "2017-12-31", "-o", str(path), lang="zh")
    paper = "".join(browser.printed(path).split())
    for word in (
        "各村安排与支出",
        "单位:",
        "序时进度",
        "自筹资金",
        "牙河村",
        "合计",
        "13,313.74",
        "-100.00",
        "超支(灾情追加)",
    ):
        assert word in paper
    # spent by 2 funds, in 2 months, in 3 villages (未分村 is one) and 3 counties; 2 ages; 3 stages
    overspent = printed_bars(path, ".702 .149 .1176")
    assert overspent == 3  # 自筹资金, 牙河村, 陇西县
    assert printed_bars(path, ".0902 .2902 .4863") + overspent == 2 + 2 + 3 + 3 + 2 + 3


@pytest.mark.long
def test_two_thousand_villages_fit_a_megabyte(file_store: Store, tmp_path: Path) -> None:
    sheets = {
        "village": "name,county\n" + "".join(f"示例{at:04}村,示例{at % 10}县\n" for at in range(2_000)),
        "fund": "name\n自筹资金\n",
        "project": "name,village\n" + "".join(f"示例{at:04}村道路,示例{at:04}村\n" for at in range(2_000)),
        "entry": "kind,date,fund,project,amount\nreceipt,2017-01-01,自筹资金,,900000000\n"
        + "".join(f"allocation,2017-02-01,自筹资金,示例{at:04}村道路,{at + 100000}.50\n" for at in range(2_000))
        + "".join(f"spending,2017-03-01,自筹资金,示例{at:04}村道路,{at + 90000}.25\n" for at in range(2_000)),
    }
    file_store.take(tmp_path, sheets)
    path = tmp_path / "看板.html"
    file_store.ok("report", "dashboard", "-o", str(path), lang="zh")
    assert path.stat().st_size < 600_000
    assert "共 2,000 项,图中为最大的 15 项。" in path.read_text("utf-8")


def test_the_monthly_set_is_a_sheet_each(store: Store, tmp_path: Path) -> None:
    books(store, tmp_path)
    path = tmp_path / "月报.xlsx"
    store.ok("report", "pack", "--year", "2017", "-o", str(path), lang="zh")
    book = openpyxl.load_workbook(path)
    sheets = {page.title: page for page in book.worksheets}
    names = ["资金", "支出进度", "村", "项目", "预警"]
    assert list(sheets)[:5] == names
    drawn = "_charts"  # openpyxl has no public name for what it read
    assert [len(getattr(sheets[name], drawn)) for name in names] == [1, 1, 1, 1, 0]
    found = tables(store, "pack", "--year", "2017")
    for name, report in {
        "funds": "fund",
        "progress": "progress",
        "villages": "overview",
        "projects": "project",
        "alerts": "alerts",
    }.items():
        assert found[name]["rows"] == tables(store, report, "--year", "2017")[name]["rows"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_store_has_a_dashboard_too(store: Store, tmp_path: Path, lang: str) -> None:
    for form in FORMATS:
        store.ok("report", "dashboard", "-o", str(tmp_path / f"x.{form}"), "--format", form, lang=lang)
    assert "<figure" not in (tmp_path / "x.html").read_text("utf-8")
