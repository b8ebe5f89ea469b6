"""What went wrong at offices, case by case: how each import ends, what it stores and what is said of it in both languages.

The other cases of the same list are told, in both languages too, beside what they are about: merged cells of .ods and styled cells
far away (test_spelled_otherwise, test_number_formats), covers (test_books_of_sheets), rows of refused ones (test_codes),
`--partial` with nothing left, usual words and .et (test_office_words).
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from conftest import Store, once
from importing.books import Cells, changed, xlsx
from importing.corpus.stored import holding, new
from importing.desk import Desk, based, said

Said = tuple[tuple[str, str], ...]  # in Chinese and in English


@dataclass(frozen=True, slots=True)
class Step:
    """One import: it is refused for its `faults` (line, column, value), or the new rows hold what is `stored`, in their order;
    `said` are words of its problems and notes.
    """

    files: Mapping[str, str | Callable[[], bytes]]
    stored: Sequence[Mapping[str, object]] = ()
    faults: Sequence[tuple[int, str | None, str | None]] = ()
    said: Said = ()
    options: Sequence[str] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    unchanged: int = 0
    before: Sequence[str] = ()  # what is typed before it


def sheet(
    name: str, rows: Cells, formats: Mapping[tuple[int, int], tuple[object, str]] | None = None
) -> Callable[[], bytes]:
    """A workbook of one sheet; `formats` are the cells, by line and column from 0, that a number format shows otherwise than they are."""

    def write(book: Any, page: Any) -> None:
        for (line, column), (value, code) in (formats or {}).items():
            put = page.write_datetime if isinstance(value, datetime) else page.write_number
            put(line, column, value, book.add_format({"num_format": code}))

    return lambda: xlsx({name: rows}, write)


def merged(name: str, rows: Cells, *areas: tuple[int, int, int, int]) -> Callable[[], bytes]:
    def merge(_: Any, page: Any) -> None:
        for top, left, bottom, right in areas:
            page.merge_range(top, left, bottom, right, rows[top][left])

    return lambda: xlsx({name: rows}, merge)


def with_an_error(change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    """A spending whose village is an error of the spreadsheet, the sheet's XML spelled as `change` does."""
    rows: Cells = [["日期", "项目", "资金", "村", "金额（元）"], ["2017-03-02", "菌菜大棚", "自筹资金", None, 70]]

    def write(_: Any, page: Any) -> None:
        page.write_formula(1, 3, "=[1]村!A1", None, "#REF!")

    return lambda: changed(xlsx({"支出": rows}, write), "xl/worksheets/sheet1.xml", change)


def type_first(part: bytes) -> bytes:
    return re.sub(rb'<c r="(\w+)" t="(\w+)"', rb'<c t="\2" r="\1"', part)


HEAD = "日期,项目,资金,金额（元）\n"
COLUMNS = ["日期", "项目", "资金", "金额（元）"]
A, B, C = (f"2017-0{month}-05,菌菜大棚,自筹资金,{yuan}\n" for month, yuan in ((3, 70), (4, 80), (5, 90)))
SPENT = {"noun": "spending", "fund": "自筹资金", "project": "菌菜大棚", "village": "牙河村"}


def spent(yuan: int, day: str = "2017-03-05", **more: str) -> dict[str, object]:
    return {**SPENT, "date": day, "amount_fen": yuan * 100, **more}


TWO_NUMBERS = ("里有不止一个数", "holds more than one number")
SOURCES = "财政专项(元),信贷资金(元),社会募捐(元)"
STATISTICS = f"""区（县）,镇名称,村名称,规划投入资金（元）,{SOURCES}
陇西县,福星镇,牙河村,250000,40000,0,600
武山县,马力镇,咀儿村,50000,0.0,,700
合计,,,300000,40000,0,1300
"""

CASES: dict[str, list[Step]] = {
    "a blank inside a number": [
        Step(
            {"资金.csv": '资金名称,计划数(万元)\n丙资金,"40\n50"\n丁资金,40 50\n戊资金,1 234 567\n'},
            faults=[(2, "计划数(万元)", "40\n50"), (4, "计划数(万元)", "40 50")],
            said=(TWO_NUMBERS,),
        ),
        Step(
            {"项目.csv": '项目名称,计划投资(元),受益户数\n水渠,"6000\n700","21\n30"\n'},
            faults=[(2, "计划投资(元)", "6000\n700"), (2, "受益户数", "21\n30")],
            said=(TWO_NUMBERS,),
        ),
        Step(
            {"支出.csv": f'{HEAD}"2017-3-1\n5",菌菜大棚,自筹资金,1\n'},
            faults=[(2, "日期", "2017-3-1\n5")],
        ),
        Step({"资金.csv": "资金名称,计划数(元)\n戊资金,1 234 567\n"}, stored=[{"name": "戊资金", "budget_fen": 123456700}]),
    ],
    "WPS's 单位:万元": [
        Step(
            {
                "资金.xlsx": sheet(
                    "资金",
                    [["资金名称", "计划数"], ["扶持资金"]],
                    {(1, 1): (26000, '0"."0,"万元"')},
                )
            },
            stored=[{"name": "扶持资金", "budget_fen": 2600000}],
        )
    ],
    "a unit, a percent sign and other currencies that only the format shows": [
        Step(
            {
                "项目.xlsx": sheet(
                    "项目", [["项目名称", "计划投资（元）"], ["水渠"]], {(1, 1): (7.25, '#,##0.00"万元"')}
                )
            },
            faults=[(2, "计划投资（元）", "7.25万元")],
            said=(
                (
                    "显示为「7.25万元」,所存的数字却是 7.25,表头为「计划投资（元）」",
                    "shows “7.25万元” but holds 7.25, under the header “计划投资（元）”",
                ),
            ),
        ),
        Step(
            {
                "支出.xlsx": sheet(
                    "支出",
                    [COLUMNS, *[["2017-03-05", "菌菜大棚", "自筹资金"]] * 3],
                    {(1, 3): (0.2, "0%"), (2, 3): (400, "[$US$-409]#,##0"), (3, 3): (510, "[$€-2]#,##0")},
                )
            },
            faults=[(line, "金额（元）", shown) for line, shown in enumerate(("20%", "US$400", "€510"), 2)],
            said=(("不是金额", "is not an amount"),),
        ),
    ],
    "a percent cell in the column of a rate": [
        Step(
            {
                "放款.xlsx": sheet(
                    "放款",
                    [["日期", "资金", "借款户", "金额（元）", "期限月数", "年利率"], ["2017-03-05", "周转金", "H1", 9000, 12]],
                    {(1, 5): (0.0475, "0.00%")},
                )
            },
            stored=[{"noun": "loan", "household": "H1", "amount_fen": 900000, "yearly_rate": "4.75%"}],
        )
    ],
    "totals in other words": [
        Step(
            {
                "资金.csv": "资金名称,计划数(万元)\n丙资金,15\n丁资金,25\n合计：,40\n",
                "项目.csv": "项目名称,村,计划投资(元)\n水渠,牙河村,100\n村道,牙河村,200\n共计,,300\n",
                "村.csv": "村名,县区\n新村,陇西县\nTotal,\n",
            },
            stored=[{"name": name} for name in ("新村", "丙资金", "丁资金", "水渠", "村道")],
            skipped={"total": 3},
            said=tuple(
                (f"{name}.csv: 核对了 1 行合计,未导入", f"{name}.csv: 1 total line was checked, not imported")
                for name in ("资金", "项目", "村")
            ),
        ),
        Step(
            {"资金.csv": "资金名称,计划数(万元)\n戊资金,15\n己资金,25\n全县总合计,41\n"},
            faults=[(4, "计划数(万元)", "41")],
        ),
    ],
    "the header again on each page": [
        Step(
            {"村.csv": "村名,县区,乡镇\n新村,陇西县,甲镇\n村名,县区,乡镇\n老村,陇西县,甲镇\n"},
            stored=[{"name": "新村"}, {"name": "老村"}],
            skipped={"header_again": 1},
            said=(("村.csv: 已跳过 1 行重复的表头", "村.csv: 1 repeated header line was skipped"),),
        ),
        Step({"支出.csv": HEAD + A + HEAD + B}, stored=[spent(70), spent(80, "2017-04-05")], skipped={"header_again": 1}),
    ],
    "a header of two lines": [
        Step(
            {
                "支出.xlsx": (
                    spending := merged(
                        "Sheet1",
                        [
                            ["2017年支出表", "", "", "", "", ""],
                            ["日期", "项目", "资金", "支出", "", "收款人"],
                            ["", "", "", "金额（元）", "其中:材料费（元）", ""],
                            ["2017-03-05", "菌菜大棚", "自筹资金", 70, 60, "某某"],
                        ],
                        (0, 0, 0, 5), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5),
                    )
                )
            },
            faults=[(3, "其中:材料费（元）", None)],
            said=(("不是流水表的列", "is no column of entry"), ("--ignore-extra", "--ignore-extra")),
        ),
        Step({"支出.xlsx": spending}, options=["--ignore-extra"], stored=[spent(70, payee="某某")]),
        Step(
            {
                "名单.xlsx": merged(
                    "Sheet1",
                    [["县区", "乡镇", "村名", "贫困户", ""], ["", "", "", "户数", "人数"], ["陇西县", "甲镇", "新村", 21, 70]],
                    (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4),
                )
            },
            options=["--as", "村", "--ignore-extra"],
            stored=[{"name": "新村", "county": "陇西县", "township": "甲镇"}],
            said=(("「户数」列没有导入", "The column 户数 was left out"),),
        ),
    ],
    "a time of day beside the date of a cell": [
        Step(
            {
                "支出.xlsx": sheet(
                    "支出",
                    [COLUMNS, [None, "菌菜大棚", "自筹资金", 70]],
                    {(1, 0): (datetime(2017, 3, 5, 14, 30), "yyyy/m/d h:mm")},  # noqa: DTZ001 - what a cell holds has no zone
                )
            },
            stored=[spent(70)],
            said=(("1 个日期带有时刻,已去掉", "1 date had a time of day, which was dropped"),),
        )
    ],
    "last month's name of a fund": [
        Step({"支出.csv": HEAD + A}, before=["fund edit 自筹资金 --name 帮扶资金"], stored=[spent(70, fund="帮扶资金")])
    ],
    "names that hold a slash": [
        Step(
            {
                "项目.csv": "项目名称,村\n村道/水渠,牙河村\n村道,牙河村\n",
                "安排.csv": f"{HEAD}2017-02-05,村道/水渠,自筹资金,60\n2017-02-06,村道/水渠,自筹资金,60\n",
            },
            stored=[{"name": "村道/水渠"}, {"name": "村道"}, *[{"project": "村道/水渠", "amount_fen": 6000}] * 2],
        )
    ],
    "a sheet that grows every month": [
        Step({"三月累计支出.csv": HEAD + A + B}, stored=[spent(70), spent(80, "2017-04-05")]),
        Step({"四月累计支出.csv": HEAD + A + B + C}, faults=[(2, "金额（元）", "70"), (3, "金额（元）", "80")], said=(("--new-only", "--new-only"),)),
        Step({"四月累计支出.csv": HEAD + A + B + C}, options=["--new-only"], stored=[spent(90, "2017-05-05")], unchanged=2),
    ],
    "seal and day below the table": [
        Step(
            {
                "支出.xlsx": sheet(
                    "支出",
                    [
                        COLUMNS, ["2017-03-05", "菌菜大棚", "自筹资金", 70], [],
                        ["牙河村村民委员会(盖章)"], [None, None, None, "2017年3月31日"],
                    ],
                )
            },
            stored=[spent(70)],
            skipped={"signature": 2},
            said=(("跳过 2 行说明", "2 note lines were skipped"),),
        )
    ],
    "a column for each source of money": [
        Step(
            {"统计.csv": STATISTICS},
            options=["--as", "安排", "--ignore-extra"],
            faults=[(1, None, None)] * 3,
            said=(("--wide-columns '规划投入资金,财政专项,信贷资金,社会募捐'",) * 2, ("几列各是一个金额", "columns are amounts of their own")),
        ),
        Step(
            {"帮扶资金统计.csv": STATISTICS},
            options=["--ignore-extra"],
            faults=[(1, None, None)],
            said=(("--as 安排 --wide-columns", "--as allocation --wide-columns"),),
        ),
        Step(
            {"统计.csv": STATISTICS},
            options=[
                "--as", "安排", "--set", "日期=2017-12-31", "--set", "项目=技能培训", "--wide-columns", SOURCES, "--ignore-extra",
                "--value", "资金:财政专项=专项资金", "--value", "资金:社会募捐=自筹资金", "--value", "资金:信贷资金=自筹资金",
            ],
            stored=[
                {"noun": "allocation", "date": "2017-12-31", "village": village, "fund": fund, "amount_fen": yuan * 100}
                for village, fund, yuan in (
                    ("牙河村", "专项资金", 40000), ("牙河村", "自筹资金", 600), ("咀儿村", "自筹资金", 700),
                )
            ],
            skipped={"total": 1, "empty_figure": 3},
            said=(("统计.csv: 3 格没有数字", "统计.csv: 3 cells without a figure"),),
        )
    ],
    "an error, in whichever order the attributes of its cell stand": [
        Step(
            {"支出.xlsx": with_an_error(bytes), "支出乙.xlsx": with_an_error(type_first)},
            faults=[(2, "村", "#REF!")] * 2,
            said=(("是电子表格的错误值", "is an error of the spreadsheet"),),
        )
    ],
    "a code that stands twice": [
        Step(
            {"项目.csv": "项目名称,项目编号,村\n村道,X1,牙河村\n水渠,X1,牙河村\n"},
            faults=[(3, "项目编号", "X1")],
            said=(
                ("在第 2 行也有(村道)", "stands in line 2 too (村道)"),
                ("请只留一行,或改正编号", "Keep one of the two rows, or correct the code"),
            ),
        )
    ],
}  # fmt: skip


@once
def _office(store: Store, folder: Path) -> Store:
    desk = based(store, folder)
    desk.store.run("fund add 周转金 --form 借款", "household add H1 --village 牙河村")
    desk.take({"到账.csv": "日期,资金,金额（元）\n2017-01-01,周转金,1000000\n"})
    return store


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return Desk(_office(file_store, tmp_path), tmp_path)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("steps", CASES.values(), ids=CASES)
def test_a_sheet_of_an_office(desk: Desk, steps: list[Step], lang: str) -> None:
    for step in steps:
        desk.store.run(*step.before)
        before = holding(desk.store)
        files = {name: content if isinstance(content, str) else content() for name, content in step.files.items()}
        answer = desk.bring(files, *step.options, lang=lang)
        assert answer.code == (1 if step.faults else 0), answer
        assert [(row["row"], row["column"], row["value"]) for row in answer.rows("problems")] == [*step.faults]
        found = new(before, holding(desk.store))
        assert len(found) == len(step.stored), found
        assert [{name: row.get(name) for name in part} for row, part in zip(found, step.stored, strict=True)] == [
            *step.stored
        ]
        told = "\n".join([said(answer), *[row["note"] for row in answer.rows("notes")]])
        assert [words[lang == "en"] for words in step.said if words[lang == "en"] not in told] == [], told
        skipped = Counter[str]()
        for row in answer.rows("skipped"):
            skipped[row["reason"]] += row["rows"]
        assert skipped == step.skipped
        assert sum(row["unchanged"] for row in answer.rows("files")) == step.unchanged


@pytest.mark.parametrize(("lang", "told"), [("zh", TWO_NUMBERS[0]), ("en", TWO_NUMBERS[1])])
def test_two_numbers_are_no_amount_where_they_are_typed_either(desk: Desk, lang: str, told: str) -> None:
    typed = ("--project", "菌菜大棚", "--fund", "自筹资金", "--date", "2017-03-05")
    before = holding(desk.store)
    answer = desk.store("spending", "add", "20 30", *typed, lang=lang)
    assert (answer.code, holding(desk.store)) == (2, before)
    assert told in answer.err
