"""What an .xls holds that calamine does not tell: it reads a cell that is an error as a blank, and says nothing of hidden rows or formats.

[MS-CFB] is the container, [MS-XLS] the records in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from struct import unpack_from

from aidtrack.importing.reading.number_formats import BUILT_IN, is_plain
from aidtrack.importing.reading.sheet_notes import SheetNotes

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_FORMULA, _BOUNDSHEET, _BOOLERR, _ROW, _FORMAT, _XF, _BOF = 0x06, 0x85, 0x205, 0x208, 0x41E, 0xE0, 0x809
_NUMBER, _RK, _MULRK = 0x203, 0x27E, 0xBD
_NUMBERS = (_FORMULA, _NUMBER, _RK, _MULRK)
_BIFF8 = 0x600
_LAST_SECTOR = 0xFFFFFFFA  # what stands above it in a table of sectors is no sector
_IN_HEADER = 109  # sectors of the table that the header itself names
_ENTRY = 128  # bytes of a directory entry


def read_xls(content: bytes) -> dict[str, SheetNotes]:
    """By sheet: its cells that are errors, its hidden rows, and the formats under which a number does not read as itself.

    Raises ValueError, struct.error or IndexError for what is no .xls.
    """
    stream = _workbook(content)
    names: dict[int, str] = {}  # by where the sheet's records begin
    found: dict[str, SheetNotes] = {}
    sheet: SheetNotes | None = None
    own: dict[int, str] = {}
    styles: list[int] = []  # the format of each style of cells
    codes: dict[int, str] = {}
    version = _BIFF8
    for at, kind, record in _records(stream):
        if kind == _BOF:
            version = unpack_from("<H", record)[0] if at == 0 else version
            sheet = found.get(names.get(at, ""), sheet)
            codes = _telling(own, styles)
        elif kind == _BOUNDSHEET:
            names[unpack_from("<I", record)[0]] = name = _name(record, version)
            found[name] = SheetNotes()
        elif kind == _FORMAT:
            own[unpack_from("<H", record)[0]] = _format(record, version)
        elif kind == _XF:
            styles.append(unpack_from("<H", record, 2)[0])
        elif sheet is not None:
            _take(sheet, kind, record, codes)
    for notes in found.values():
        for runs in notes.formats.values():
            runs.sort(key=lambda run: run.first)
    return found


def _telling(own: Mapping[int, str], styles: Sequence[int]) -> dict[int, str]:
    """By the number of a cell's style, its format where a number under it does not read as itself."""
    codes = {style: own.get(number) or BUILT_IN.get(number, "General") for style, number in enumerate(styles)}
    return {style: code for style, code in codes.items() if not is_plain(code)}


def _take(sheet: SheetNotes, kind: int, record: bytes, codes: Mapping[int, str]) -> None:
    """Note what one record of a sheet says."""
    if (error := _error(kind, record)) is not None:
        line, column = unpack_from("<HH", record)
        sheet.broken.append((line + 1, column, _ERRORS.get(error, "#")))
    elif kind == _ROW:
        sheet.hidden_rows += bool(record[12] & 0x20)
    elif kind in _NUMBERS and codes:
        for line, column, style in _numbers(kind, record):
            if style in codes:
                sheet.stands_under(line + 1, column, codes[style])


def _numbers(kind: int, record: bytes) -> Iterator[tuple[int, int, int]]:
    """(line, column, style) of each cell of a record that holds numbers."""
    line, column, style = unpack_from("<3H", record)
    if kind != _MULRK:
        yield line, column, style
        return
    for number in range((len(record) - 6) // 6):
        yield line, column + number, unpack_from("<H", record, 4 + 6 * number)[0]


def _format(record: bytes, version: int) -> str:
    if version < _BIFF8:
        return record[3 : 3 + record[2]].decode("gbk", "replace")
    length, wide = unpack_from("<H", record, 2)[0], record[4] & 1
    return record[5 : 5 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _error(kind: int, record: bytes) -> int | None:
    """The code of a cell that is an error: a value, or a formula's result."""
    if kind == _BOOLERR and record[7]:
        return record[6]
    if kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
        return record[8]
    return None


def _name(record: bytes, version: int) -> str:
    if version < _BIFF8:
        return record[7 : 7 + record[6]].decode("gbk", "replace")
    wide = record[7] & 1
    return record[8 : 8 + record[6] * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(where, kind, content) of each record, until nothing but padding follows."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        if kind == 0 and length == 0:
            return
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _workbook(content: bytes) -> bytes:
    """The stream of records inside the container."""
    shift, mini_shift = unpack_from("<HH", content, 30)
    if not 7 <= shift <= 16 or not 4 <= mini_shift < shift:
        raise ValueError("no container")
    first_directory, _, cutoff, first_mini = unpack_from("<4I", content, 48)
    table = _table(content, shift)
    directory = _joined(content, table, first_directory, shift, 1)
    root: bytes | None = None
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        start, size = unpack_from("<II", directory, at + 116)
        if root is None:
            root = _joined(content, table, start, shift, 1) if size else b""
        if name not in ("Workbook", "Book"):
            continue
        if size >= cutoff:
            return _joined(content, table, start, shift, 1)[:size]
        sectors = _joined(content, table, first_mini, shift, 1)
        small = unpack_from(f"<{len(sectors) // 4}I", sectors)
        return _joined(root, small, start, mini_shift, 0)[:size]
    raise ValueError("no workbook")


def _table(content: bytes, shift: int) -> tuple[int, ...]:
    """Which sector follows which."""
    per_sector = (1 << shift) // 4
    sectors = [*unpack_from(f"<{_IN_HEADER}I", content, 76)]
    following, count = unpack_from("<II", content, 68)
    for _ in range(min(count, len(content) >> shift)):
        *more, following = unpack_from(f"<{per_sector}I", content, (following + 1) << shift)
        sectors += more
    table: list[int] = []
    for sector in sectors:
        if sector < _LAST_SECTOR:
            table += unpack_from(f"<{per_sector}I", content, (sector + 1) << shift)
    return tuple(table)


def _joined(content: bytes, table: tuple[int, ...], sector: int, shift: int, header: int) -> bytes:
    """A stream put together from its sectors. Raises ValueError where they go round in a circle."""
    parts = []
    while sector < _LAST_SECTOR:
        parts.append(content[(sector + header) << shift : (sector + header + 1) << shift])
        if len(parts) > len(table):
            raise ValueError("a circle")
        sector = table[sector]
    return b"".join(parts)
