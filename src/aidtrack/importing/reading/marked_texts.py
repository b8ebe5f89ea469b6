"""The texts of an .xlsx of which a part is struck out, or a figure is raised behind a number: not all of their characters are meant.

[ECMA-376] part 1, 18.4: a text is made of runs, each with marks of its own. It runs in the child process that reads a workbook and
imports next to nothing.
"""

import zipfile
from xml.parsers import expat

from aidtrack.pattern import pattern

_CHUNK = 1 << 20
_MARKS = (b"strike", b"vertAlign")
_OFF = ("0", "false")
_NUMBER = pattern(r"[0-9０-９.,，．\s¥￥元万亿+-]*[0-9０-９][0-9０-９.,，．\s¥￥元万亿+-]*")


def marked_texts(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """By their number in the workbook, what is left of them."""
    if part not in archive.namelist() or not _has_marks(archive, part):
        return {}
    reader = _Texts()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return reader.found


def _has_marks(archive: zipfile.ZipFile, part: str) -> bool:
    with archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            if any(mark in rest + chunk for mark in _MARKS):
                return True
            rest = chunk[-10:]
    return False


class _Texts:
    """The text that the pass stands in, run by run."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._count = -1
        self._runs: list[tuple[str, bool, bool]] = []  # text, struck out, raised
        self._pieces: list[str] | None = None
        self._struck = self._raised = self._reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            self._count += 1
            self._runs = []
        elif local == "r":
            self._struck = self._raised = False
        elif local == "rPh":  # how it is spoken, which is no part of it
            self._reading = True
        elif local == "strike":
            self._struck = attributes.get("val") not in _OFF
        elif local == "vertAlign":
            self._raised = attributes.get("val") != "baseline"
        elif local == "t" and not self._reading:
            self._pieces = []

    def text(self, data: str) -> None:
        if self._pieces is not None:
            self._pieces.append(data)

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "t" and self._pieces is not None:
            self._runs.append(("".join(self._pieces), self._struck, self._raised))
            self._pieces = None
        elif local == "rPh":
            self._reading = False
        elif local == "si":
            left = what_is_left(self._runs)
            if left is not None:
                self.found[str(self._count)] = left


def what_is_left(runs: list[tuple[str, bool, bool]]) -> str | None:
    """What is meant of runs (text, struck out, raised); None where it is all of them. In m² the raised figure is a part of the text."""
    whole = "".join(text for text, _, _ in runs)
    is_number = _NUMBER.fullmatch(whole) is not None
    left = "".join(text for text, struck, raised in runs if not struck and not (raised and is_number))
    return left if left != whole and left.strip() else None
