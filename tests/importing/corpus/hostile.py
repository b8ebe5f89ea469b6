"""What is no sheet, or means harm: it ends in one sentence."""

import io
import zipfile
from functools import partial
from typing import Any

from importing.books import changed, ods, xls, xlsx
from importing.corpus.case import SHEET, Case, Files, Told, problem

_HEAD = ["日期", "资金", "项目", "金额（元）"]
_ROW = ["2017-09-20", "自筹资金", "菌菜大棚", 5]
_GOOD = xlsx({SHEET: [_HEAD, _ROW]})
_PART = "xl/worksheets/sheet1.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTITIES = (
    b"<!DOCTYPE x ["
    + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10 if letter > ord("a") else b"ha" * 50)
        for letter in range(ord("a"), ord("j"))
    )
    + b"]>"
)
_EXTERNAL = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

_WIDE = "has cells beyond row 200,000 or column 200."
_SAVE = "Save it anew as .xlsx or CSV."
_DAMAGED = "is damaged or too large to be read."
_MEMORY = "would take far too much memory."


def _refused(
    about: str, name: str, files: Files, sentence: str, suggestion: str | None = None, **more: Any
) -> list[Case]:
    told = [problem(None, None, sentence, suggestion, sheet=None)]
    return Told((about,), "支出", "spending").refused(name, files, told, **more)


def _sheet_with(xml: bytes) -> bytes:
    return changed(_GOOD, _PART, lambda part: part.replace(b"</sheetData>", xml + b"</sheetData>"))


def _bomb(size: int) -> bytes:
    """A workbook a thousandth of what it unpacks to."""
    return _sheet_with(b"<row/>" * (size // 6))


def _text_bomb() -> bytes:
    """Few cells, and a picture that is far too large."""
    content = io.BytesIO(_GOOD)
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", bytes(150_000_000))
    return content.getvalue()


CASES = [
    *_refused("far cell", "far-column", {"支出.xlsx": _sheet_with(b'<row r="3"><c r="XFD3"><v>1</v></c></row>')}, _WIDE, "Delete what stands far off, or split the sheet."),
    *_refused("far cell", "far-row", {"支出.xlsx": _sheet_with(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')}, _WIDE),
    *_refused("far cell", "far-corner", {"支出.xlsx": _sheet_with(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')}, _WIDE),
    *_refused("far cell", "column-201", {"支出.xlsx": _sheet_with(b'<row r="3"><c r="GS3"><v>1</v></c></row>')}, _WIDE),
    *_refused("far cell", "far-column-of-an-xls", {"支出.xls": xls({SHEET: [_HEAD, [*_ROW, *[None] * 240, "远"]]})}, _WIDE),
    *_refused("far cell", "far-column-of-an-ods", {"支出.ods": ods({SHEET: [_HEAD, [*_ROW, *[None] * 240, "远"]]})}, _WIDE),
    *_refused("zip bomb", "rows-without-end", {"支出.xlsx": partial(_bomb, 156_000_000)}, _MEMORY, _SAVE),
    *_refused("zip bomb", "more-than-200-mb", {"支出.xlsx": partial(_bomb, 201_000_000)}, _MEMORY, _SAVE),
    *_refused("zip bomb", "something-huge-beside-the-sheet", {"支出.xlsx": _text_bomb}, _MEMORY, _SAVE),
    *_refused("entities", "entity-bomb", {"支出.xlsx": changed(_GOOD, _PART, lambda xml: xml.replace(b"<worksheet", _ENTITIES + b"<worksheet", 1))}, _DAMAGED, _SAVE),
    *_refused("entities", "external-entity", {"支出.xlsx": changed(_GOOD, "xl/sharedStrings.xml", lambda xml: xml.replace(b"<sst", _EXTERNAL + b"<sst", 1))}, _DAMAGED, _SAVE),
    *_refused("entities", "external-entity-of-an-ods", {"支出.ods": changed(ods({SHEET: [_HEAD, _ROW]}), "content.xml", lambda xml: xml.replace(b"<office:document-content", _EXTERNAL + b"<office:document-content", 1))}, _DAMAGED),
    *_refused("precision 12", "empty", {"支出.csv": b""}, "is empty.", "Send a sheet with a header line and rows."),
    *_refused("precision 12", "blank-lines", {"支出.csv": b"\n \n\n"}, "is empty."),
    *_refused("precision 12", "a-mark-and-nothing", {"支出.csv": b"\xef\xbb\xbf"}, "is empty."),
    *_refused("precision 12", "header-only", {"支出.csv": "日期,资金,项目,金额（元）\n".encode()}, "has a header but no rows.", "Send it with its rows."),
    *_refused("precision 12", "header-and-blank-rows", {"支出.csv": "日期,资金,项目,金额（元）\n,,,\n\n".encode()}, "has a header but no rows."),
    *_refused("precision 12", "an-empty-workbook", {"支出.xlsx": xlsx({SHEET: []})}, "holds no sheet with rows.", notes=[f"支出.xlsx「{SHEET}」: is empty and was left out."]),
    *Told(("precision 12",), "支出", "spending", forms=(".xlsx",)).refused("header-only", [_HEAD], [problem(None, None, "has a header but no rows.")]),
    *_refused("precision 12", "cut-off", {"支出.xlsx": _GOOD[: len(_GOOD) // 2]}, _DAMAGED, _SAVE),
    *_refused("precision 12", "cut-off-xls", {"支出.xls": xls({SHEET: [_HEAD, _ROW]})[:600]}, _DAMAGED, _SAVE),
    *_refused("precision 12", "locked", {"支出.xlsx": _OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")}, "is locked with a password.", "Save it without one."),
    *_refused("precision 12", "text-called-xlsx", {"支出.xlsx": "日期,资金\n".encode()}, "is not what its ending says: it is text.", "Rename it to .csv."),
    *_refused("precision 12", "xlsx-called-xls", {"支出.xls": _GOOD}, "is not what its ending says: it is a newer workbook.", "Rename it to .xlsx or .ods."),
    *_refused("precision 12", "xls-called-xlsx", {"支出.xlsx": xls({SHEET: [_HEAD, _ROW]})}, "is not what its ending says: it is an older workbook.", "Rename it to .xls."),
    *_refused("precision 12", "a-web-page-called-xls", {"支出.xls": b"<html><table></table></html>"}, "is not what its ending says: it is a web page.", "Open it and save it as .xlsx."),
    *_refused("precision 12", "xlsx-called-csv", {"支出.csv": _GOOD}, "is a workbook.", "Give it as a file whose name ends in .xlsx, .xls or .ods."),
    *_refused("precision 12", "an-unknown-ending", {"支出.docx": b"PK"}, "is not a kind of file that import reads."),
    *_refused("precision 12", "no-ending", {"支出": "日期,资金\n".encode()}, "is not a kind of file that import reads."),
    *_refused("precision 12", "json-that-is-none", {"支出.json": b"{"}, "is not JSON, or not all of it."),
    *_refused("precision 12", "json-of-another-shape", {"支出.json": b"[]"}, "holds no tables as export writes them."),
    *_refused("precision 12", "missing", {"没有.csv": None}, "cannot be read (no such file or folder).", "Check its name and permissions.", exit=4),
    *Told(("precision 12", "precision 10"), "支出", "spending").refused(
        "one-of-two-is-missing", {"支出.csv": "日期,资金,项目,金额（元）\n2017-09-20,自筹资金,菌菜大棚,5\n".encode(), "没有.csv": None},
        [problem(None, None, "cannot be read (no such file or folder).", file="没有.csv")], exit=4,
    ),
    *Told(("precision 10", "precision 12"), "支出", "spending").refused(
        "one-of-two-is-broken", {"支出.csv": "日期,资金,项目,金额（元）\n2017-09-20,自筹资金,菌菜大棚,x\n".encode(), "村.xlsx": _GOOD[:600]},
        [problem(2, "金额（元）", "is not an amount."), problem(None, None, _DAMAGED, file="村.xlsx")],
    ),
    *Told(("precision 10",), "支出", "spending").refused(
        "many-files-many-problems",
        {
            "支出.csv": "日期,资金,项目,金额（元）\n2017-02-30,自筹,菌菜大棚,1E+05\n2017-09-20,自筹资金,菌菜大鹏,5\n".encode(),
            "村.csv": "村名,区划代码\n新村,12\n牙河村,621122101201\n".encode(),
            "项目.csv": "项目名称,阶段\n甲,完\n技能培训,\n".encode(),
        },
        [
            problem(2, "日期", "does not exist: that month has no such day."),
            problem(2, "金额（元）", "is scientific notation, as Excel writes it; the digits may be lost."),
            problem(2, "资金", "There is no fund “自筹”.", "Did you mean “自筹资金”?"),
            problem(3, "项目", "There is no project “菌菜大鹏”.", "Did you mean “菌菜大棚”?"),
            problem(2, "区划代码", "is not a 12-digit division code.", file="村.csv"),
            problem(3, "村名", "The village “定西市/陇西县/福星镇/牙河村” exists already (id 1).", file="村.csv"),
            problem(2, "阶段", "is none of the words known here.", file="项目.csv"),
            problem(3, "项目名称", "The project “技能培训” exists already (id 4).", file="项目.csv"),
        ],
    ),
    *Told(("precision 10",), "支出", "spending").accepted(
        "a-dry-run", {"支出.csv": "日期,资金,项目,金额（元）\n2017-09-20,自筹资金,菌菜大棚,5\n".encode()}, [], options=["--dry-run"], read=[{"read": 1, "created": 1}]
    ),
]  # fmt: skip
