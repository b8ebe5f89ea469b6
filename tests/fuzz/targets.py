"""What reads strangers' bytes: each target takes any bytes and may raise nothing, for what it may raise it catches itself."""

import atexit
import io
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from aidtrack.bundle.content import PARTS as BUNDLED
from aidtrack.bundle.written import ENDING
from aidtrack.errors import AidtrackError, Fault
from aidtrack.importing.matching import header_columns, spelling
from aidtrack.importing.matching.header_lines import find
from aidtrack.importing.matching.layout_file import options_in
from aidtrack.importing.matching.opening import opened
from aidtrack.importing.matching.options import Options
from aidtrack.importing.matching.sheet_noun import sheet_noun
from aidtrack.importing.problems import Problems
from aidtrack.importing.reading import preflight
from aidtrack.importing.reading.grid import LineFault, Top
from aidtrack.importing.rows.blocks import Reading
from aidtrack.reports.alerting.kinds import KINDS
from aidtrack.reports.alerting.settings import FILE as SETTINGS
from aidtrack.reports.alerting.settings import limits
from aidtrack.reports.alerting.thresholds import THRESHOLDS
from aidtrack.store.engine.target import Target
from aidtrack.store.proof import baseline as baselines
from aidtrack.store.proof.backup import STORE
from aidtrack.store.proof.restore import restore
from aidtrack.values.dates import last_day, parse_date, parse_day
from aidtrack.values.money import MAX_FEN, UNITS, parse_amount, parse_in_column, parse_plain_column, plain_yuan
from aidtrack.values.text import Numeric
from bundle import small
from conftest import call

HOLDS = (None, "spending", "entry", "village", "project")
PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "content.xml",
    "META-INF/manifest.xml",
)
RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
BOOK = {
    "xl/worksheets/sheet1.xml": b'<worksheet><sheetData><row r="1" hidden="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    b'<c r="B1"><f>A1</f></c></row></sheetData></worksheet>',
    "xl/workbook.xml": f'<w xmlns="m" {RELATIONS}><sheets><sheet name="a" r:id="rId1"/></sheets></w>'.encode(),
    "xl/_rels/workbook.xml.rels": b'<R><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></R>',
    "content.xml": b'<office:c xmlns:office="o"><table:table-cell office:value-type="float"/></office:c>',
    "META-INF/manifest.xml": b"<manifest/>",
}  # fmt: skip
_SCRATCH = Path(tempfile.mkdtemp(prefix="aidtrack-fuzz-")) / "scratch"
atexit.register(shutil.rmtree, _SCRATCH.parent)


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """`run` takes bytes; `seeds` are what mutation starts from, `words` what it mixes in."""

    run: Callable[[bytes], None]
    seeds: Sequence[bytes]
    words: Sequence[str]


def sheet(data: bytes) -> None:
    """A file from standard input up to its checked rows: encoding, CSV or JSON, header, cells. The first byte says --as."""
    holds = HOLDS[data[0] % len(HOLDS)] if data else None
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(data[1:]))
    try:
        with opened(["-"], Options(as_=() if holds is None else (holds,))) as found:
            assert found.sheets or found.problems.count
            for one in found.sheets:
                problems = Problems()
                with suppress(LineFault):
                    lines = [line for block in Reading(one, problems).blocks() for line in block.lines]
                    assert lines == sorted(set(lines))
    finally:
        sys.stdin = before


def amount(data: bytes) -> None:
    """What an amount means is read again from how it is written."""
    text = data.decode("utf-8", "replace")
    for cell in (text, Numeric(text)):
        for unit in (None, *UNITS):
            with suppress(Fault):
                fen = parse_in_column(cell, unit)
                assert abs(fen) <= MAX_FEN
                assert parse_amount(plain_yuan(fen)) == fen == parse_in_column(plain_yuan(fen), "元")
    if (column := parse_plain_column([text, text])) is not None:
        assert column == [parse_amount(text)] * 2


def day(data: bytes) -> None:
    """A date is read again as itself, and ends on a day that there is."""
    text = data.decode("utf-8", "replace")
    with suppress(Fault):
        found = parse_date(text)
        assert parse_date(found) == found
        assert date.fromisoformat(last_day(found)).isoformat().startswith(found)
    with suppress(Fault):
        assert parse_day(text) == parse_date(text)


def head(data: bytes) -> None:
    """Lines of cells in which a header is looked for."""
    own: dict[str, str | None] = {"钱": "amount", "旁": None}
    rows = [line.split("\t") for line in data.decode("utf-8", "replace").split("\n")]
    areas = [(at + 1, at, at + 1 + len(rows) % 3, at + 2) for at in range(0, len(rows) % 7, 2)]
    heading = find(Top(range(1, len(rows) + 1), rows), areas, own)
    unit = spelling.title_unit(rows)
    if heading is None:
        return
    assert 0 <= heading.first <= heading.last < len(rows)
    with suppress(Fault):
        noun, kind = sheet_noun(header_columns.spelled(heading, own), rows[0], None)
        extra = bool(heading.last % 2)
        found, faults = header_columns.match(heading, noun, kind, unit=unit, ignore_extra=extra, own=own)
        assert all(0 <= column.at < found.width for column in found.columns)
        assert len({column.field.name for column in found.columns}) == len(found.columns)
        assert all(fault.sentence() for _, fault in faults)


def book(data: bytes) -> None:
    """A workbook as it came, or one part of a sound one put in place of its own, as the first byte says."""
    which = data[0] % (len(PARTS) + 1) if data else 0
    content = data[1:]
    ending = ".ods" if which > 3 else (".xlsx", ".xls", ".ods")[len(content) % 3] if which == 0 else ".xlsx"
    if which:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, part in {**BOOK, PARTS[which - 1]: content}.items():
                archive.writestr(name, part)
        content = packed.getvalue()
    path = _SCRATCH.with_suffix(ending)
    try:
        path.write_bytes(content)
        with suppress(preflight.Refusal):
            preflight.look(path)
    finally:
        path.unlink()


def layout(data: bytes) -> None:
    """A layout file's text."""
    with suppress(AidtrackError):
        options_in(data.decode("utf-8", "replace"), "布局.toml")


def thresholds(data: bytes) -> None:
    """`aidtrack.toml`, beside the store."""
    path = _SCRATCH.with_name(SETTINGS)
    path.write_bytes(data)
    with suppress(AidtrackError):
        limits(Target(_SCRATCH.with_suffix(".db"), None), KINDS)


def script(data: bytes) -> None:
    """The lines of `batch run`, with a store that is not there."""
    store = str(_SCRATCH.with_suffix(".nowhere"))
    assert call("--db", store, "batch", "run", "-", stdin=data).code in (0, 1, 2, 4)


def baseline(data: bytes) -> None:
    """What `check --against` is handed."""
    path = _SCRATCH.with_suffix(".json")
    try:
        path.write_bytes(data)
        with suppress(AidtrackError):
            baselines.read(path)
    finally:
        path.unlink()


def backup(data: bytes) -> None:
    """What `db restore` is handed: a store, or a .zip that holds one, as the first byte says."""
    path, place = _SCRATCH.with_suffix(".zip" if data[:1] < b"\x80" else ".bak"), _SCRATCH.with_suffix(".db")
    try:
        path.write_bytes(data[1:])
        with suppress(AidtrackError):
            restore(
                Target(place, None),
                path,
                replace=False,
                unchecked=False,
                with_files=True,
                actor="x",
                now=datetime(2020, 1, 1, tzinfo=UTC),
            )
    finally:
        path.unlink()
        place.unlink(missing_ok=True)


def _zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def bundle(data: bytes) -> None:
    """A member, by its number, of what an office hands over: changed, and signed by who has the key."""
    name = [part + ENDING for part in BUNDLED][(data or b"\0")[0] % len(BUNDLED)]
    with suppress(AidtrackError):
        small.gone_through(small.signed(name, data[1:]))


_HEADER = "日期,资金,项目,村,金额（元）,流水号"
_ROWS = "\n2017-03-01,甲,乙,丙,1.00,S-1\n2017年3月2日,甲,乙,,12万元,\n合计,,,,1,\n"
_XML = (
    '<iati-activities version="2.03"><iati-activity default-currency="CNY"><iati-identifier>A</iati-identifier><reporting-org ref="X"/>'
    '<title><narrative>甲</narrative></title><sector code="14031"/><transaction ref="1"><transaction-type code="4"/>'
    '<transaction-date iso-date="2017-03-01"/><value>1.50</value></transaction></iati-activity></iati-activities>'
)
_JSON = '{"schema": 1, "tables": [{"name": "spending", "columns": [{"name": "date"}, {"name": "amount"}], "rows": [{"amount": 1}]}]}'
TARGETS = {
    "bundle": Fuzzed(
        bundle,
        [bytes([at]) + content for at, content in enumerate(small.members().values()) if at < len(BUNDLED)],
        ["null", '"1"', "1", "-1", '{"#":"', "[", "]", "\\u0000", "\\ud800", "1e400", "9" * 20, '"entry"', '"household"', "{", "}"],
    ),
    "sheet": Fuzzed(
        sheet,
        [
            *(b"\1" + (_HEADER + _ROWS).encode(coded) for coded in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le")),
            b"\2" + f'sep=;\n单位:万元\n类型;{_HEADER}{_ROWS}'.replace(",", ";").encode(),
            b"\2" + _JSON.encode(),
            b"\0" + _XML.encode(),
            b"\3" + '村名\t别名\t县区\n"牙河\n村"\t\'=1\t#REF!\n'.encode(),
        ],
        ["金额(万元)", "资金名称", "小计", "示例", '""', "\ufeff", "\x00", "\r", "sep=,", '{"schema"', "类型", "支出", "放款", "户主", "<!DOCTYPE x [", "<!ENTITY a 'b'>", "&a;", "<narrative>"],
    ),
    "amount": Fuzzed(
        amount,
        [text.encode() for text in ("1200.50", "12.5万元", "(1,234.50)", "￥1,200.00", "−5", "0.30000000000000004", "1E+05", "3亿")],
        ["万元", "亿", "圆", "（", "）", "¥", "−", ",", ".", "０", "①", "٣", "E+", "NaN"],
    ),
    "date": Fuzzed(
        day,
        [text.encode() for text in ("2017-09-20", "2017年9月20号", "20170920", "2017.9.2 00:00:00", "2016", "2018年5月")],
        ["年", "月", "日", "号", "T00:00", "/", "-", "２０", "00:00:00.0"],
    ),
    "header": Fuzzed(
        head,
        ["表\n单位:万元\n日期\t资金\t项目\t金额\n2017-01-01\t甲\t乙\t5".encode(), "支出\t类型\t日期*\t金额(元)\n".encode()],
        ["村名", "县区", "金额(万元)", "资金名称", "电话", "序号", "钱", "旁", "单位：", "/元", "\t", "\n"],
    ),
    "layout": Fuzzed(
        layout,
        ['as = "支出"\nunit = "万元"\n[columns]\n"摘要" = "purpose"\n[[wide]]\ntake = "1月"\nas = "spending"\n'.encode()],
        ["take", "where", "columns", "set", "value", "positions", "header", "year", "day", "mode", "create", "[[", "1e999", "0x", "inf", "1979-05-27"],
    ),
    "settings": Fuzzed(
        thresholds,
        [b'[alerts]\nidle_years = 1\nunspent = 12.5\noff = ["no_notice"]\n'],
        [*THRESHOLDS, *KINDS, "[alerts]", "off", "1e999", "nan", "inf", "0x", "1979-05-27", "[[", '"""'],
    ),
    "script": Fuzzed(
        script,
        ["# 三月\nspending add 12.5 --fund F --project '乙 村' --date 2017-03-01\n[\"village\", \"add\", \"牙河村\"]\n".encode(coded)
         for coded in ("utf-8", "utf-8-sig", "gb18030", "utf-16")],
        ["village", "edit", "remove", "reverse", "correct", "project advance", "--reason", "--note", "--over", "--allow-duplicates", '["', "\\", "'", "--"],
    ),
    "baseline": Fuzzed(
        baseline,
        [b'{"what": "aidtrack baseline", "format": 1, "head": "0123456789abcdef", "at": "2020-01-01", "last_entry": 7,'
         b' "counts": {"entry": 7}, "funds": [{"id": 1, "name": "F", "receipt": "1.00"}]}'],
        ["1e999", "NaN", "Infinity", "null", "[[[[", '"id"', "9" * 30],
    ),
    "backup": Fuzzed(
        backup,
        [b"\0" + _zipped(STORE, b"SQLite format 3\0" + bytes(100)), b"\xffSQLite format 3\0" + bytes(200), b"\0PK\x05\x06" + bytes(18)],
        ["PK\x01\x02", "PK\x03\x04", STORE, "SQLite format 3", "files/", "../"],
    ),
    "book": Fuzzed(
        book,
        [b"\0PK\x03\x04", b"\0\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", *(bytes([n]) + BOOK[part] for n, part in enumerate(PARTS, 1))],
        ["<row", "</row>", ' r="XFD1"', 't="e"', "<f>", "<v>", "<!DOCTYPE", "hidden=", "x:row>", "PK\x03\x04", "r:id", "/xl/", "worksheets/"],
    ),
}  # fmt: skip
