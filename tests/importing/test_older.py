"""The records of an .xls: what is found in a container of any make, and that broken ones end in a declared error."""

import struct
from contextlib import suppress
from struct import pack

from hypothesis import given
from hypothesis import strategies as st

from aidtrack.importing.reading.old_workbook import read_xls
from aidtrack.importing.reading.sheet_notes import SheetNotes
from importing.books import xls

GOOD = xls({"支出": [["日期"], ["2017-09-20"]], "Sheet2": [["甲"]]})
END, TABLE, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def record(kind: int, content: bytes) -> bytes:
    return pack("<HH", kind, len(content)) + content


def small_workbook() -> bytes:
    """A container whose stream of records is so short that it stands in the root's small sectors."""
    first = record(0x809, pack("<HH", 0x600, 5))
    sheet = record(0x809, pack("<HH", 0x600, 16)) + record(0x205, pack("<HHHBB", 2, 1, 0, 42, 1))
    sheet += record(0x06, pack("<HHH", 3, 0, 0) + b"\x02\0\x07\0\0\0\xff\xff" + bytes(8)) + record(
        0x208, bytes(12) + b"\x20\0\0\0"
    )
    begins = len(first) + 4 + 8 + 4 + 4
    stream = (
        first + record(0x85, pack("<IHBB", begins, 0, 2, 1) + "支出".encode("utf-16-le")) + record(0x0A, b"") + sheet
    )
    stream += record(0x0A, b"")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    header += pack("<III", 0, 1, 1) + pack("<IIIIII", 0, 4096, 2, 1, END, 0) + pack("<109I", 0, *[FREE] * 108)
    table = pack("<128I", TABLE, END, END, END, *[FREE] * 124)
    parts = (len(stream) + 63) // 64
    entries = [entry("Root Entry", 3, 64 * parts), entry("Workbook", 0, len(stream)), bytes(128), bytes(128)]
    small = pack("<128I", *range(1, parts), END, *[FREE] * (128 - parts))
    return header + table + b"".join(entries) + small + stream.ljust(512, b"\0")


def entry(name: str, start: int, size: int) -> bytes:
    spelled = name.encode("utf-16-le")
    return spelled.ljust(64, b"\0") + pack("<H", len(spelled) + 2) + bytes(50) + pack("<IQ", start, size)


def test_a_usual_container() -> None:
    assert read_xls(GOOD) == {"支出": SheetNotes(), "Sheet2": SheetNotes()}


def test_a_very_small_one() -> None:
    assert read_xls(small_workbook()) == {"支出": SheetNotes(1, [(3, 1, "#N/A"), (4, 0, "#DIV/0!")])}


@given(
    st.sampled_from([GOOD, small_workbook()]),
    st.lists(st.tuples(st.integers(0, 6000), st.binary(min_size=1, max_size=4))),
    st.integers(0, 6000),
)
def test_a_broken_one_ends_in_a_declared_error(content: bytes, changes: list[tuple[int, bytes]], length: int) -> None:
    for at, new in changes:
        content = content[:at] + new + content[at + len(new) :]
    for broken in (content, content[:length]):
        with suppress(ValueError, IndexError, struct.error):
            read_xls(broken)
