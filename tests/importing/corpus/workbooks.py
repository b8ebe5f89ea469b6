"""What only a workbook has: sheets, merged and hidden cells, formulas, errors, older formats."""

from datetime import date
from typing import Any

from importing.books import Cells, changed, ods, xls, xlsx
from importing.corpus.case import SHEET, Files, Told, entry, line, problem, spent, twins

_HEAD = ["日期", "资金", "项目", "金额（元）", "用途"]
_DAY = date(2017, 9, 20)
_ROW: list[Any] = [_DAY, "自筹资金", "菌菜大棚", 1200.5, "棚膜"]
_ONE = [spent(2, 120050, purpose="棚膜")]
_PART = "xl/worksheets/sheet1.xml"
_FORMULA = "is a formula whose result was not saved."
_ERROR = "is an error of the spreadsheet."

_book = Told(("precision 7",), "支出", "spending")
_merged = Told(("precision 5",), "支出", "spending")
_broken = Told(("errors",), "支出", "spending")
_older = Told(("xls",), "支出", "spending")
_wps = Told(("wps",), "支出", "spending")


def _file(rows: Cells, change: Any = None, name: str = "支出.xlsx") -> Files:
    return {name: xlsx({SHEET: rows}, change)}


def _for(purpose: str) -> list[Any]:
    return [*_ROW[:4], purpose]


def _formulas(*cells: tuple[int, int, str, Any]) -> Any:
    """Formulas by line, column, text and saved result ("" for none)."""

    def change(book: Any, page: Any) -> None:
        for row, column, formula, result in cells:
            page.write_formula(row, column, formula, None, result)

    return change


def _merge(*areas: tuple[int, int, int, int, Any]) -> Any:
    def change(book: Any, page: Any) -> None:
        for first_row, first, last_row, last, text in areas:
            page.merge_range(first_row, first, last_row, last, text)

    return change


def _merge_xls(book: Any, page: Any) -> None:
    page.write_merge(1, 2, 1, 1, "自筹资金")
    page.write_merge(1, 2, 2, 2, "菌菜大棚")


def _break_xls(book: Any, page: Any) -> None:
    other = book.get_sheet(SHEET)
    other._cell_overwrite_ok = True
    other.row(2).set_cell_error(1, "#REF!")
    other.row(2).set_cell_error(4, "#N/A!")


def _break_ods(xml: bytes) -> bytes:
    """The last cell as LibreOffice writes one that is an error."""
    named = b'<office:document-content xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    before, cell, after = xml.rpartition(b"<table:table-cell ")
    return (before + cell + b'calcext:value-type="error" ' + after).replace(b"<office:document-content ", named, 1)


def _hide_xls(book: Any, page: Any) -> None:
    page.row(2).hidden = True


def _hide_row(book: Any, page: Any) -> None:
    page.set_row(2, None, None, {"hidden": True})


def _hide_sheet(book: Any, page: Any) -> None:
    book.get_worksheet_by_name("旧支出").hide()


def _filter(book: Any, page: Any) -> None:
    page.autofilter(0, 0, 3, 4)
    page.filter_column(4, "x == 棚膜")
    page.set_row(2, None, None, {"hidden": True})
    page.set_row(3, None, None, {"hidden": True})


_SHEETS: dict[str, Cells] = {
    "支出": [_HEAD, _ROW],
    "村": [["村名", "县区"], ["新村", "陇西县"]],
    "资金": [["资金名称", "计划数（元）"], ["新资金", 10000]],
    "项目": [["项目名称", "村"], ["水窖", "新村"]],
    "安排": [["日期", "资金", "项目", "金额（万元）"], [date(2017, 1, 5), "新资金", "水窖", 1]],
}
_HIDDEN = [f"支出.xlsx「{SHEET}」: 1 hidden row was read too."]

CASES = [
    *_book.accepted(
        "several-sheets", {"台账.xlsx": xlsx(_SHEETS)},
        [
            {"noun": "village", "name": "新村", "county": "陇西县", "prefecture": "定西市"}, {"noun": "fund", "name": "新资金", "budget_fen": 1_000_000},
            {"noun": "project", "name": "水窖", "village": "新村"}, *_ONE,
            {**entry("allocation", 2, "2017-01-05", 1_000_000, fund="新资金", project="水窖", village="新村"), "file": 5},
        ],
        read=[line("台账.xlsx", name, noun, "xlsx", 1) for name, noun in zip(_SHEETS, ("spending", "village", "fund", "project", "allocation"), strict=True)],
    ),
    *_book.refused(
        "faults-on-several-sheets", {"台账.xlsx": xlsx({"支出": [_HEAD, [*_ROW[:3], "x", ""]], "村": [["村名", "区划代码"], ["新村", "12"]], "封面": [["某县总工会"]]})},
        [
            problem(2, "金额（元）", "is not an amount.", sheet="支出"), problem(2, "区划代码", "is not a 12-digit division code.", sheet="村"),
        ],
        notes=["台账.xlsx「封面」: holds no table and was left out; --sheet reads it."],
    ),
    *_book.accepted(
        "one-sheet-chosen", {"台账.xlsx": xlsx({"封面": [["某县总工会"]], "支出": [_HEAD, _ROW]})}, _ONE, options=["--sheet", "支出"], read=[{"sheet": "支出"}]
    ),
    *_book.refused(
        "a-sheet-that-is-not-there", {"台账.xlsx": xlsx({"支出": [_HEAD, _ROW]})}, [problem(None, None, "There is no such sheet.", "Did you mean “支出”?", sheet="支出1")],
        options=["--sheet", "支出1", "--sheet", "支出"],
    ),
    *_book.accepted(
        "a-hidden-sheet", {"台账.xlsx": xlsx({"支出": [_HEAD, _ROW], "旧支出": [_HEAD, _ROW]}, _hide_sheet)}, _ONE, read=[{"sheet": "支出"}],
        notes=["台账.xlsx「旧支出」: is hidden and was left out; --sheet reads it."],
    ),
    *_book.accepted(
        "a-hidden-sheet-chosen", {"台账.xlsx": xlsx({"支出": [_HEAD, _ROW], "旧支出": [_HEAD, _ROW]}, _hide_sheet)}, _ONE, options=["--sheet", "旧支出"],
        read=[{"sheet": "旧支出"}],
    ),
    *_book.accepted(
        "an-empty-sheet", {"台账.xlsx": xlsx({"支出": [_HEAD, _ROW], "Sheet2": []})}, _ONE, read=[{"sheet": "支出"}], notes=["台账.xlsx「Sheet2」: is empty and was left out."]
    ),
    *_book.accepted("a-hidden-row", _file([_HEAD, _ROW, _ROW], _hide_row), [*_ONE, spent(3, 120050, purpose="棚膜")], notes=[*_HIDDEN, twins(1)]),
    *_book.accepted(
        "filtered-rows", _file([_HEAD, _ROW, _for("地膜"), _for("种子")], _filter),
        [*_ONE, spent(3, 120050, purpose="地膜"), spent(4, 120050, purpose="种子")], notes=[f"支出.xlsx「{SHEET}」: 2 hidden rows were read too."],
    ),
    *_book.accepted(
        "as-holds-for-all-sheets", {"台账.xlsx": xlsx({"一月": [_HEAD, _ROW], "二月": [_HEAD, [*_ROW[:-1], "地膜"]]})}, [*_ONE, {**spent(2, 120050, purpose="地膜"), "file": 2}],
        options=["--as", "spending"], read=[line("台账.xlsx", "一月", "spending", "xlsx", 1), line("台账.xlsx", "二月", "spending", "xlsx", 1)],
    ),
    *_book.accepted("a-table-that-begins-further-down-and-right", _file([[], [None, None, *_HEAD], [None, None, *_ROW]]), [spent(3, 120050, purpose="棚膜")]),
    *_merged.accepted(
        "merged-downwards", _file([_HEAD, _ROW, [_DAY, None, None, 100, "地膜"]], _merge((1, 1, 2, 1, "自筹资金"), (1, 2, 2, 2, "菌菜大棚"))),
        [*_ONE, spent(3, 10000, purpose="地膜")],
    ),
    *_merged.accepted(
        "merged-dates", _file([_HEAD, _ROW, [None, "自筹资金", "菌菜大棚", 100, "地膜"]], _merge((1, 0, 2, 0, "2017年9月20日"))), [*_ONE, spent(3, 10000, purpose="地膜")]
    ),
    *_merged.refused(
        "merged-amounts", _file([_HEAD, _ROW, [_DAY, "自筹资金", "菌菜大棚", None, "地膜"]], _merge((1, 3, 2, 3, 5))), [problem(3, "金额（元）", "is blank.")]
    ),
    *_merged.refused(
        "blank-but-not-merged", _file([_HEAD, _ROW, [None, None, None, 100, "地膜"]]),
        [problem(3, "日期", "is blank."), problem(3, "资金", "is blank.")],
    ),
    *_merged.accepted(
        "blank-and-filled-down", _file([_HEAD, _ROW, [None, None, None, 100, "地膜"]]), [*_ONE, spent(3, 10000, purpose="地膜")],
        options=["--fill-down", "日期,资金,项目"],
    ),
    *Told(("titles and totals", "precision 5"), "支出", "spending").accepted(
        "merged-title-and-total", _file([["", "", "", "", ""], _HEAD, _ROW, ["", "", "", 1200.5, ""]], _merge((0, 0, 0, 4, "2017年支出明细表"), (3, 0, 3, 2, "合计"))),
        [spent(3, 120050, purpose="棚膜")], notes=["HERE: 1 total line was checked, not imported."],
    ),
    *Told(("unsaved formula",), "支出", "spending").accepted(
        "formulas-with-results", _file([_HEAD, _ROW], _formulas((1, 3, "=1000+200.5", 1200.5), (1, 4, '="棚"&"膜"', "棚膜"))), _ONE
    ),
    *Told(("unsaved formula",), "支出", "spending").refused(
        "formulas-without-results", _file([_HEAD, _ROW, _ROW], _formulas((1, 3, "=SUM(D3:D9)", ""), (2, 4, "=VLOOKUP(A1,B:C,2)", ""))),
        [problem(2, "金额（元）", _FORMULA, "Save the sheet with values in the place of formulas."), problem(3, "用途", _FORMULA)],
    ),
    *_broken.refused(
        "errors-of-formulas", _file([_HEAD, _ROW, _ROW, _ROW], _formulas((1, 3, "=D9/0", "#DIV/0!"), (2, 1, "=X!A1", "#REF!"), (3, 4, "=NA()", "#N/A"))),
        [problem(2, "金额（元）", _ERROR, "Mend the formula, or write the value."), problem(3, "资金", _ERROR), problem(4, "用途", _ERROR)],
    ),
    *_broken.refused(
        "errors-as-text", [_HEAD, ["2017-09-20", "自筹资金", "菌菜大棚", "#VALUE!", "膜"], ["#N/A", "自筹资金", "菌菜大棚", "5", "膜"], ["2017-09-20", "自筹资金", "#REF!", "5", "#NAME?"]],
        [problem(2, "金额（元）", _ERROR), problem(3, "日期", _ERROR), problem(4, "项目", _ERROR), problem(4, "用途", _ERROR)],
    ),
    *_broken.accepted("what-only-begins-like-an-error", [_HEAD, ["2017-09-20", "自筹资金", "菌菜大棚", "1200.50", "#1 大棚"]], [spent(2, 120050, purpose="#1 大棚")]),
    *Told(("floats",), "支出", "spending").accepted(
        "every-kind-of-cell", _file([_HEAD, [*_ROW[:3], 300, True], [20170920, *_ROW[1:3], "￥12.5", 0.5], [*_ROW[:3], "１，２００．５０", 12345678901234567890]]),
        [spent(2, 30000, purpose="TRUE"), spent(3, 1250, purpose="0.5"), spent(4, 120050, purpose="12345678901234570000")],
    ),
    *_wps.accepted(
        "dimension-a1", {"支出.xlsx": changed(xlsx({SHEET: [_HEAD, *[_ROW] * 40]}), _PART, lambda xml: xml.replace(b'ref="A1:E41"', b'ref="A1"'))},
        [spent(row, 120050, purpose="棚膜") for row in range(2, 42)],
        notes=[twins(39)],
    ),
    *_wps.accepted(
        "dimension-missing", {"支出.xlsx": changed(xlsx({SHEET: [_HEAD, _ROW]}), _PART, lambda xml: xml.replace(b'<dimension ref="A1:E2"/>', b""))}, _ONE
    ),
    *_wps.accepted(
        "dimension-far-too-large", {"支出.xlsx": changed(xlsx({SHEET: [_HEAD, _ROW]}), _PART, lambda xml: xml.replace(b'ref="A1:E2"', b'ref="A1:XFD1048576"'))}, _ONE
    ),
    *_older.accepted("xls", {"支出.xls": xls({SHEET: [_HEAD, _ROW]})}, _ONE),
    *_older.accepted(
        "xls-merged", {"支出.xls": xls({SHEET: [_HEAD, [_DAY, None, None, *_ROW[3:]], [_DAY, None, None, 100, "地膜"]]}, _merge_xls)},
        [*_ONE, spent(3, 10000, purpose="地膜")],
    ),
    *_older.accepted("xls-titles-and-totals", {"支出.xls": xls({SHEET: [["2017年支出"], _HEAD, _ROW, ["合计", None, None, 1200.5, None]]})}, [spent(3, 120050, purpose="棚膜")],
        notes=["HERE: 1 total line was checked, not imported."]),
    *_older.refused("xls-wrong-cells", {"支出.xls": xls({SHEET: [_HEAD, [42998, *_ROW[1:]], [*_ROW[:3], 0.125, None]]})}, [problem(2, "日期", "is a bare number, not a date; Excel may have stored the date as one."), problem(3, "金额（元）", "is finer than a fen (0.01 yuan).")]),
    *_older.refused(
        "xls-errors", {"支出.xls": xls({"别的": [["村名"], ["甲"]], SHEET: [_HEAD, _ROW, _ROW]}, _break_xls)},
        [problem(3, "资金", _ERROR, "Mend the formula, or write the value."), problem(3, "用途", _ERROR)], options=["--sheet", SHEET], also=["errors"],
    ),
    *_older.accepted("xls-hidden-rows", {"支出.xls": xls({SHEET: [_HEAD, _ROW, _ROW]}, _hide_xls)}, [*_ONE, spent(3, 120050, purpose="棚膜")], notes=[f"支出.xls「{SHEET}」: 1 hidden row was read too.", twins(1)], also=["precision 7"]),
    *_older.accepted("ods", {"支出.ods": ods({SHEET: [_HEAD, _ROW]})}, _ONE),
    *_older.refused(
        "ods-errors", {"支出.ods": changed(ods({SHEET: [_HEAD, _ROW]}), "content.xml", _break_ods)}, [problem(2, "用途", _ERROR)], also=["errors"],
    ),
    *_older.accepted("ods-two-sheets", {"台账.ods": ods({"支出": [_HEAD, _ROW], "村": [["村名"], ["新村"]]})}, [{"noun": "village", "name": "新村"}, *_ONE],
        read=[line("台账.ods", "支出", "spending", "ods", 1), line("台账.ods", "村", "village", "ods", 1)]),
    *_older.refused("ods-wrong-cells", {"支出.ods": ods({SHEET: [_HEAD, [*_ROW[:3], 0.125, None]]})}, [problem(2, "金额（元）", "is finer than a fen (0.01 yuan).")]),
    *_older.accepted("xlsm", {"支出.xlsm": xlsx({SHEET: [_HEAD, _ROW]})}, _ONE),
]  # fmt: skip
