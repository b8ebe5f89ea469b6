"""What an .xls holds that calamine does not tell: it reads a cell that is an error as a blank, and says nothing of hidden rows.

[MS-CFB] is the container, [MS-XLS] the records in it.
"""

from collections.abc import Iterator
from struct import unpack_from

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_FORMULA, _EOF, _BOUNDSHEET, _BOOLERR, _ROW, _BOF = 0x06, 0x0A, 0x85, 0x205, 0x208, 0x809
_BIFF8 = 0x600
_LAST_SECTOR = 0xFFFFFFFA  # what stands above it in a table of sectors is no sector
_IN_HEADER = 109  # sectors of the table that the header itself names
_ENTRY = 128  # bytes of a directory entry


def errors_and_hidden(content: bytes) -> dict[str, tuple[list[tuple[int, int, str]], int]]:
    """By sheet: its cells that are errors (line from 1, column from 0, what is shown) and how many rows are hidden.

    Raises ValueError, struct.error or IndexError for what is no .xls.
    """
    stream = _workbook(content)
    names: dict[int, str] = {}  # by where the sheet's records begin
    found: dict[str, tuple[list[tuple[int, int, str]], int]] = {}
    sheet: str | None = None
    version = _BIFF8
    for at, kind, record in _records(stream):
        if kind == _BOF:
            version = unpack_from("<H", record)[0] if at == 0 else version
            sheet = names.get(at, sheet)
        elif kind == _BOUNDSHEET:
            names[unpack_from("<I", record)[0]] = name = _name(record, version)
            found[name] = ([], 0)
        elif sheet is not None:
            errors, hidden = found[sheet]
            if (code := _error(kind, record)) is not None:
                line, column = unpack_from("<HH", record)
                errors.append((line + 1, column, _ERRORS.get(code, "#")))
            elif kind == _ROW and record[12] & 0x20:
                found[sheet] = (errors, hidden + 1)
    return found


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
