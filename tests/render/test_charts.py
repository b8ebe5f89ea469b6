"""Charts: drawn from the table's own cells, in the page and in the workbook; what is unknown has no bar, what is many is cut and said."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import openpyxl
import pytest

from aidtrack.locale import use
from aidtrack.render.drawing import MOST_BARS, MOST_LINES, drawings, unit
from aidtrack.render.html import render as as_page
from aidtrack.render.svg import figure
from aidtrack.render.xlsx import render as as_workbook
from aidtrack.values.flag import Flag
from aidtrack.values.report import Chart, Column, Report, Row, Table
from render.browser import Browser, in_sight

HOSTILE = "</title></svg><script>document.title='owned'</script>[/]&amp;"
MONEY = [
    Column("village", "村"),
    Column("county", "县区"),
    Column("allocated", "安排", "money"),
    Column("spent", "支出", "money"),
]
COMPARED = Chart("bars", "villages", "各村安排与支出", ("village", "county"), ("allocated", "spent"))
MONTHS = [Column("month_end", "月末", "date"), Column("fund", "资金"), Column("rate", "支出率", "rate"), Column("elapsed", "序时进度", "rate")]  # fmt: skip
ALONG = Chart("lines", "months", "支出率", ("month_end",), ("elapsed", "rate"), "fund")


@pytest.fixture(autouse=True)
def chinese() -> None:
    use("zh")


def compared(*rows: Row, chart: Chart = COMPARED) -> Report:
    return Report("overview", "总览", [Table("villages", "村", MONEY, rows)], charts=[chart])


def village(name: str | None, allocated: int | None, spent: int | None, county: str | None = None) -> Row:
    return {"village": name, "county": county, "allocated": allocated, "spent": spent}


def along(*rows: tuple[str, str, str | None]) -> Report:
    """Funds' rates by month; the time elapsed is 50 % always."""
    said: list[Row] = [{"month_end": day, "fund": fund, "rate": rate, "elapsed": "50.00%"} for day, fund, rate in rows]
    return Report("progress", "进度", [Table("months", "进度", MONTHS, said)], charts=[ALONG])


def test_what_is_unknown_has_no_bar() -> None:
    [drawing] = drawings(compared(village("甲", 1_000, None), village("乙", None, None), village("丙", 0, 500)))
    assert drawing.labels == ["甲", "乙", "丙"]
    numbers = [[mark and mark.number for mark in series.marks] for series in drawing.series]
    assert numbers == [[1_000, None, 0], [None, None, 500]]
    assert [*drawings(compared(village("甲", None, None)))] == []
    assert "<figure" not in as_page(compared(village("甲", None, None)), None)


def test_of_many_rows_the_largest_are_drawn_and_it_is_said() -> None:
    rows = [village(f"村{at}", at * 100, None) for at in range(2_000)]
    [drawing] = drawings(compared(*rows))
    assert drawing.labels == [f"村{1_999 - at}" for at in range(MOST_BARS)]
    assert drawing.note == "共 2,000 项,图中为最大的 15 项。"
    months = ("2018-01-31", "2018-02-28")
    [lines] = drawings(along(*((month, f"资金{at}", f"{at}.00%") for month in months for at in range(10))))
    assert len(lines.series) == 1 + MOST_LINES
    assert [series.label for series in lines.series[:3]] == ["序时进度", "资金9", "资金8"]


def test_two_of_one_name_are_told_apart() -> None:
    [drawing] = drawings(
        compared(village("牙河村", 1, 1, "陇西县"), village("牙河村", 2, 2, "武山县"), village("咀儿村", 3, 3))
    )
    assert drawing.labels == ["牙河村 · 陇西县", "牙河村 · 武山县", "咀儿村"]


@pytest.mark.parametrize(
    ("fen", "divisor", "said"),
    [(9_999_999, 100, "单位:元"), (10_000_000, 1_000_000, "单位:万元"), (10**11, 10**10, "单位:亿元")],
)
def test_an_axis_says_what_it_counts_in(fen: int, divisor: int, said: str) -> None:
    [drawing] = drawings(compared(village("甲", fen, None)))
    assert unit(drawing) == (divisor, said)


def test_lines_have_gaps_and_a_yardstick() -> None:
    report = along(("2018-01-31", "甲", "10.00%"), ("2018-02-28", "乙", "5.00%"), ("2018-03-31", "甲", "30.00%"))
    [drawing] = drawings(report)
    assert drawing.labels == ["2018-01-31", "2018-02-28", "2018-03-31"]
    numbers = {series.label: [mark and mark.number for mark in series.marks] for series in drawing.series}
    assert numbers == {"序时进度": [50, 50, 50], "甲": [10, None, 30], "乙": [None, 5, None]}
    svg = figure(drawing, 1).svg
    assert svg.count("<circle") == 3 + 2 + 1
    assert re.findall(r"<text[^>]*>(\d{1,2})</text>", svg)[-3:] == ["1", "2", "3"]  # months of one year


def test_a_name_with_a_stroke_is_drawn_whole() -> None:
    told = [Column("date", "日期", "date"), Column("village", "村"), Column("value", "数值", "quantity")]
    names = ("上湾/下湾", "陇西县/牙河村", "咀儿村")
    rows: list[Row] = [{"date": day, "village": name, "value": 5} for name in names for day in ("2017", "2018")]
    chart = Chart("lines", "values", "收入", ("date",), ("value",), "village")
    [drawing] = drawings(Report("indicator", "指标", [Table("values", "数值", told, rows)], charts=[chart]))
    assert sorted(series.label for series in drawing.series) == sorted(names)


def test_lines_of_one_point_each_are_not_drawn() -> None:
    assert [*drawings(along(("2018-01-31", "甲", "3.00%"), ("2018-01-31", "乙", "4.00%")))] == []


def test_a_column_that_nobody_sees_is_not_drawn() -> None:
    rows: list[Row] = [{"month_end": year, "fund": "甲", "rate": "3.00%", "elapsed": None} for year in ("2017", "2018")]
    seen = [replace(column, hidden=column.name == "elapsed") for column in MONTHS]
    report = Report("progress", "进度", [Table("months", "进度", seen, rows)], charts=[ALONG])
    [drawing] = drawings(report)
    assert ([series.label for series in drawing.series], drawing.held) == (["甲"], False)
    assert as_workbook(report, None)


def test_time_runs_evenly_from_year_to_year(tmp_path: Path) -> None:
    report = along(("2016", "甲", "10.00%"), ("2018", "甲", "30.00%"))
    [drawing] = drawings(report)
    assert drawing.labels == ["2016", "2017", "2018"]
    assert [mark and mark.number for mark in drawing.series[1].marks] == [10, None, 30]
    path = tmp_path / "簿.xlsx"
    path.write_bytes(as_workbook(report, None))
    book = openpyxl.load_workbook(path)
    _, rate = series_of(path)
    assert (cells(book, rate["cat"]), cells(book, rate["val"])) == (["2016", None, "2018"], [0.1, None, 0.3])


def test_a_picture_brings_nothing_along_and_is_the_same_every_day() -> None:
    report = compared(village("甲", 50_000_000, 60_000_000), village(HOSTILE, 123, None))
    [drawing] = drawings(report)
    svg = figure(drawing, 1).svg
    assert svg == figure(drawing, 1).svg
    tags = {element.tag for element in fromstring(svg).iter()}
    assert tags == {"svg", "title", "desc", "g", "rect", "path", "text"}
    assert not re.search("pygal|http|xlink|style|uuid", svg)
    assert svg.count('class="bar"') == 3
    titles = [element.text or "" for element in fromstring(svg).iter("title")]
    assert titles[0] == "各村安排与支出"
    assert sorted(titles[1:])[-1] == "甲 · 支出 600,000.00"  # to the fen, though the axis counts in 万
    assert [text for text in titles if HOSTILE in text] == [f"{HOSTILE} · 安排 1.23"]


def test_a_browser_draws_it_and_names_stay_text(tmp_path: Path, browser: Browser) -> None:
    path = tmp_path / "页.html"
    rows = [village(HOSTILE, 1_000, 500), village("甲", 2_000, None), village("乙", None, None)]
    path.write_text(as_page(compared(*rows, chart=COMPARED), None), "utf-8")
    document = browser.opened(path)
    assert "<title>总览</title>" in document and "owned'</script>" not in document.replace("&lt;/script&gt;", "")
    assert document.count('class="bar"') == 3
    assert document.count('class="guides"') >= 3 and "<svg" in document
    assert len(in_sight(document)["villages"]) == 3


def series_of(path: Path) -> list[dict[str, Any]]:
    """What each series of a workbook's charts refers to, read from the file itself."""
    found = []
    with ZipFile(path) as book:
        for name in sorted(name for name in book.namelist() if name.startswith("xl/charts/chart")):
            text = book.read(name).decode()
            for one in re.findall("<c:ser>.*?</c:ser>", text):
                refers = {tag: re.search(f"<c:{tag}>.*?<c:f>(.*?)</c:f>", one) for tag in ("tx", "cat", "val")}
                found.append({tag: match[1] if match else None for tag, match in refers.items()})
    return found


def cells(book: Any, reference: str) -> list[Any]:
    """The cells that a reference means, also one of several ranges."""
    found: list[Any] = []
    for part in reference.strip("()").split(","):
        sheet, _, area = part.rpartition("!")
        page = book[sheet.strip("'")]
        area = area.replace("$", "")
        found += [cell.value for row in page[area] for cell in row] if ":" in area else [page[area].value]
    return found


def test_a_workbooks_charts_refer_to_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "簿.xlsx"
    rows = [village(f"村{at:02}", at * 10_000, None if at % 2 else 5_000) for at in range(1, 21)]
    path.write_bytes(as_workbook(compared(*rows), None))
    book = openpyxl.load_workbook(path)
    allocated, spent = series_of(path)
    largest = [f"村{at:02}" for at in range(20, 20 - MOST_BARS, -1)]
    assert cells(book, allocated["cat"]) == cells(book, spent["cat"]) == largest
    assert cells(book, allocated["tx"]) == ["安排"]
    assert cells(book, allocated["val"]) == [at * 100 for at in range(20, 5, -1)]
    assert cells(book, spent["val"]) == [None if at % 2 else 50 for at in range(20, 5, -1)]


def test_a_workbooks_lines_are_each_their_own_rows(tmp_path: Path) -> None:
    path = tmp_path / "簿.xlsx"
    months = ("2018-01-31", "2018-02-28")
    path.write_bytes(
        as_workbook(along((months[0], "甲", "10.00%"), (months[0], "=乙", "7.00%"), (months[1], "甲", "30.00%")), None)
    )
    book = openpyxl.load_workbook(path)
    elapsed, first, second = series_of(path)
    assert [cells(book, one["tx"]) for one in (elapsed, first, second)] == [["序时进度"], ["甲"], ["=乙"]]
    assert cells(book, elapsed["val"]) == [0.5, 0.5]
    assert (cells(book, first["val"]), cells(book, second["val"])) == ([0.1, 0.3], [0.07, None])
    assert [f"{day:%Y-%m-%d}" for day in cells(book, first["cat"])] == list(months)


def overspent() -> Report:
    """Of two villages one has spent more than was allocated to a project of it, though not more than to all."""
    grave, light = Flag("overspent", "超支", grave=True), Flag("not_received", "待到账")
    rows = [{**village("甲", 900, 800), "flags": (grave,)}, {**village("乙", 900, 700), "flags": (light,)}]
    return Report(
        "overview",
        "总览",
        [Table("villages", "村", [*MONEY, Column("flags", "提示", "flags")], rows)],
        charts=[COMPARED],
    )


def test_what_was_overspent_is_seen_in_the_picture_and_said_beside_it() -> None:
    [drawing] = drawings(overspent())
    assert [[mark and mark.grave for mark in series.marks] for series in drawing.series] == [
        [False, False],
        [True, False],
    ]
    text = as_page(overspent(), None)
    assert text.count("data-grave=") == 1 and "有严重提示" in text
    assert 'class="grave">超支' in text and 'class="warned">待到账' in text
    assert "有严重提示" not in as_page(compared(village("甲", 900, 800)), None)
    assert "<svg" not in as_page(compared(), None)  # a page of nothing


def test_a_workbooks_axis_counts_as_its_cells_do(tmp_path: Path) -> None:
    path = tmp_path / "簿.xlsx"
    path.write_bytes(as_workbook(compared(village("甲", 9 * 10**11, 8 * 10**11)), None))
    with ZipFile(path) as book:
        text = book.read("xl/charts/chart1.xml").decode()
    assert "单位:元" in text and "dispUnits" not in text and "c:dPt" not in text
    path.write_bytes(as_workbook(overspent(), None))
    with ZipFile(path) as book:
        text = book.read("xl/charts/chart1.xml").decode()
    assert text.count("<c:dPt>") == 1 and "红色" in text


def test_beside_a_year_stands_of_how_many_villages_its_figures_are(tmp_path: Path) -> None:
    columns = [
        Column("year", "年度", "count"),
        Column("villages", "村", "count"),
        Column("median", "中位数", "quantity"),
    ]
    rows: list[Row] = [
        {"year": 2016, "villages": "7", "median": "2380"},
        {"year": 2018, "villages": "5", "median": "3035"},
    ]
    chart = Chart("lines", "incomes", "收入", ("year",), ("median",), counted="villages")
    report = Report("dashboard", "看板", [Table("incomes", "收入", columns, rows)], charts=[chart])
    [drawing] = drawings(report)
    assert drawing.labels == ["2016(7)", "2017", "2018(5)"]
    assert "括号内:村" in as_page(report, None)
    path = tmp_path / "簿.xlsx"
    path.write_bytes(as_workbook(report, None))
    [line] = series_of(path)
    assert cells(openpyxl.load_workbook(path), line["cat"]) == [2016, None, 2018]
    path.write_bytes(
        as_workbook(
            replace(report, tables=[replace(report.tables[0], rows=[rows[0], {**rows[1], "year": 2017}])]), None
        )
    )
    [line] = series_of(path)
    assert cells(openpyxl.load_workbook(path), line["cat"]) == [2016, 7, 2017, 5]


def test_no_title_of_a_workbook_is_a_formula_and_no_name_a_number(tmp_path: Path) -> None:
    path = tmp_path / "簿.xlsx"
    chart = Chart("bars", "villages", "=1+1", ("village",), ("spent",))
    path.write_bytes(as_workbook(compared(village("nan", None, 100), village("1e5", None, 200), chart=chart), None))
    with ZipFile(path) as book:
        text = book.read("xl/charts/chart1.xml").decode()
    assert "<a:t> =1+1</a:t>" in text
    assert "<c:cat><c:strRef>" in text
