"""A workbook's number format is part of what stands in its cell: what is seen is what is stored, or the row is refused (SHEETS 17)."""

import io
import warnings
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidtrack.importing.reading.number_formats import Shown, is_plain, shown
from conftest import Store
from importing.books import changed, xls, xlsx
from importing.desk import Desk, based, faults, said

WPS = '0"."0,"万元"'

PLAIN = [
    "General", "0", "0.00", "#,##0.00", "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "¥#,##0.00;¥-#,##0.00", "[$￥-804]#,##0.00",
    "0.00_);(0.00)", "0.00;[Red]0.00", "0.00_);[Red]\\(0.00\\)", "@", "[DBNum2]General",
]  # fmt: skip


@pytest.mark.parametrize("code", PLAIN)
def test_under_a_plain_format_a_number_is_itself(code: str) -> None:
    assert is_plain(code)


@pytest.mark.parametrize(
    ("code", "held", "found"),
    [
        (WPS, "15000", Shown("1.5万元", scaled=True, unit=True)),
        (WPS, "15678", Shown("1.5678万元", scaled=True, unit=True)),
        ('0!.0,"万元"', "15000", Shown("1.5万元", scaled=True, unit=True)),
        ('0\\.0000"万"', "15000", Shown("1.5万", scaled=True, unit=True)),
        ('0.00,,"百万元"', "15000000", Shown("15百万元", scaled=True, unit=True)),
        ('[>=10000]0!.0,"万";0', "15000", Shown("1.5万", scaled=True, unit=True)),
        ('[>=10000]0!.0,"万";0', "500", Shown("500")),
        ('0.00,"万元"', "15000", Shown("15万元", scaled=True)),
        ("0,", "15000", Shown("15", scaled=True)),
        ("0.0,", "15000", Shown("15", scaled=True)),
        ("0.00;0.00", "-5", Shown("5", scaled=True)),
        ("000-00", "12345", Shown("123-45", scaled=True)),
        ('0.00"万元"', "12.5", Shown("12.5万元", unit=True)),
        ('0.00"万";-0.00"万"', "-3", Shown("-3万", unit=True)),
        ('0.00"元"', "5", Shown("5元")),
        ("0%", "0.3", Shown("30%")),
        ("0.00%", "0.0435", Shown("4.35%")),
        ("0%", "0.30000000000000004", Shown("30%")),
        ('"US$"0', "300", Shown("US$300")),
        ("[$€-2]\\ #,##0.00", "310", Shown("€310")),
        ("$#,##0.00", "3", Shown("$3")),
        ("[$¥-411]#,##0", "5", Shown("¥(411)5")),
        ('"约"0', "3", Shown("约3")),
        ('0"户"', "12", Shown("12户")),
        ("00000", "123", Shown("00123")),
        ('[Red][<0]-0"元";0"元"', "-3", Shown("-3元")),
        (";;;", "5", Shown(None)),
        ('"无"', "5", Shown(None)),
        ("0.00E+00", "15000", Shown("1.5000E+4")),
    ],
)  # fmt: skip
def test_what_a_cell_shows(code: str, held: str, found: Shown) -> None:
    assert not is_plain(code)
    assert shown(code, Decimal(held)) == found


@given(
    st.text(alphabet='0#?.,%;"[]\\!_*@<>=-+()¥$€万元年月日ymdhsE/ 约 G', max_size=24),
    st.decimals(-(10**12), 10**12, places=2),
)
def test_no_format_breaks_the_reader(code: str, held: Decimal) -> None:
    is_plain(code)
    assert isinstance(shown(code, held), Shown)


Book = Callable[[str, list[tuple[str, float]]], tuple[str, bytes]]


def as_xlsx(header: str, cells: list[tuple[str, float]]) -> tuple[str, bytes]:
    def formats(book: Any, page: Any) -> None:
        for at, (code, held) in enumerate(cells, 1):
            page.write_number(at, 1, held, book.add_format({"num_format": code}))

    rows: list[list[Any]] = [["资金名称", header], *[[f"资金{at}", None] for at in range(1, len(cells) + 1)]]
    return "资金.xlsx", xlsx({"资金": rows}, formats)


def as_xls(header: str, cells: list[tuple[str, float]]) -> tuple[str, bytes]:
    def formats(_: Any, page: Any) -> None:
        import xlwt

        for at, (code, held) in enumerate(cells, 1):
            style = xlwt.XFStyle()
            style.num_format_str = code
            page.write(at, 1, held, style)

    rows: list[list[Any]] = [["资金名称", header], *[[f"资金{at}", None] for at in range(1, len(cells) + 1)]]
    return "资金.xls", xls({"资金": rows}, formats)


def as_ods(header: str, cells: list[tuple[str, float]]) -> tuple[str, bytes]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from odf.element import Element
        from odf.opendocument import OpenDocumentSpreadsheet
        from odf.style import Style
        from odf.table import Table, TableCell, TableRow
        from odf.text import P

        document = OpenDocumentSpreadsheet()
        table = Table(name="资金")

        def row(*made: Element) -> None:
            line = TableRow()
            for one in made:
                line.addElement(one)
            table.addElement(line)

        def word(text: str) -> Element:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            return cell

        row(word("资金名称"), word(header))
        for at, (code, held) in enumerate(cells, 1):
            data = ODS_STYLES[code](f"N{at}")
            style = Style(name=f"ce{at}", family="table-cell", datastylename=data)
            document.automaticstyles.addElement(data)
            document.automaticstyles.addElement(style)
            number = TableCell(valuetype="percentage" if code.endswith("%") else "float", value=held, stylename=style)
            number.addElement(P(text="…"))
            row(word(f"资金{at}"), number)
        document.spreadsheet.addElement(table)
        content = io.BytesIO()
        document.write(content)
    return "资金.ods", content.getvalue()


def _ods(element: str, *texts: str, embedded: int | None = None, **digits: int) -> Callable[[str], Any]:
    """A data style: its number, with what stands around it."""

    def make(name: str) -> Any:
        from odf import number

        style = getattr(number, element)(name=name)
        made = number.Number(**{"minintegerdigits": 1, "decimalplaces": 0, **digits})
        if embedded is not None:
            made.addElement(number.EmbeddedText(position=embedded, text="."))
        style.addElement(made)
        for text in texts:
            style.addElement(number.Text(text=text))
        return style

    return make


ODS_STYLES: dict[str, Callable[[str], Any]] = {
    WPS: _ods("NumberStyle", "万元", minintegerdigits=2, displayfactor=1000, embedded=1),
    '0.00"万元"': _ods("NumberStyle", "万元", decimalplaces=2),
    "0,": _ods("NumberStyle", displayfactor=1000),
    "0%": _ods("PercentageStyle", "%"),
    "0.00": _ods("NumberStyle", decimalplaces=2),
}
CELLS = [(WPS, 15000.0), ('0.00"万元"', 12.5), ("0,", 15000.0), ("0%", 0.3), ("0.00", 7.5)]


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


def budgets(desk: Desk) -> dict[str, str]:
    return {
        row["name"]: row["budget"]
        for row in desk.store.json("fund", "list")["tables"][0]["rows"]
        if row["name"].startswith("资金")
    }


@pytest.mark.parametrize("book", [as_xlsx, as_xls, as_ods])
def test_every_kind_of_workbook_says_what_its_cells_show(desk: Desk, book: Book) -> None:
    name, content = book("计划数（元）", CELLS)
    answer = desk.bring({name: content})
    assert faults(answer) == [
        (3, "计划数（元）", "12.5万元"),
        (4, "计划数（元）", "15"),
        (5, "计划数（元）", "30%"),
    ]
    assert "shows “12.5万元” but holds 12.5, under the header “计划数（元）”." in said(answer)
    assert "shows “15” but holds 15000" in said(answer)
    assert budgets(desk) == {}


@pytest.mark.parametrize("book", [as_xlsx, as_xls, as_ods])
@pytest.mark.parametrize("header", ["计划数（元）", "计划数（万元）", "计划数"])
def test_scaled_with_its_unit_it_is_what_it_shows_under_each_header(desk: Desk, book: Book, header: str) -> None:
    desk.take(dict([book(header, [(WPS, 15000.0)])]))
    assert budgets(desk) == {"资金1": "15000.00"}


def test_scaled_under_another_unit_it_contradicts_itself(desk: Desk) -> None:
    answer = desk.bring(dict([as_xlsx("计划数（亿元）", [(WPS, 15000.0)])]))
    assert "shows “1.5万元” but holds 15000, under the header “计划数（亿元）”." in said(answer)


@pytest.mark.parametrize("book", [as_xlsx, as_xls, as_ods])
def test_a_literal_unit_is_the_unit_of_its_cell(desk: Desk, book: Book) -> None:
    desk.take(dict([book("计划数（万元）", [('0.00"万元"', 12.5)])]))
    assert budgets(desk) == {"资金1": "125000.00"}


def test_a_sheet_is_read_however_its_xml_is_spelled(desk: Desk) -> None:
    name, content = as_xlsx("计划数（元）", CELLS[:1])

    def respell(part: bytes) -> bytes:
        turned = part.replace(b"<c ", b"<x:c ").replace(b"</c>", b"</x:c>").replace(b"<c>", b"<x:c>")
        return turned.replace(
            b"<worksheet ", b'<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        )

    desk.take({name: changed(content, "xl/worksheets/sheet1.xml", respell)})
    assert budgets(desk) == {"资金1": "15000.00"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_styled_empty_cell_far_down_is_nothing(desk: Desk, lang: str) -> None:
    def style(book: Any, page: Any) -> None:
        page.write_blank(250_000, 0, None, book.add_format({"bold": True}))
        page.write_blank(0, 300, None, book.add_format({"bold": True}))

    desk.take({"资金.xlsx": xlsx({"资金": [["资金名称", "来源"], ["资金1", "自筹"]]}, style)}, lang=lang)
    assert budgets(desk) == {"资金1": None}
