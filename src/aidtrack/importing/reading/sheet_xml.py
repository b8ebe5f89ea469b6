"""A sheet of an .xlsx read beside calamine, in one pass of its XML: what has no value, what is hidden, under which format a number stands.

However the XML spells it: attributes in any order, cells without their address, elements with a prefix. It runs in the child
process that reads a workbook and imports next to nothing.
"""

import zipfile
from collections.abc import Container, Iterator, Mapping
from typing import Any
from xml.parsers import expat

from aidtrack.importing.reading.number_formats import BUILT_IN, is_plain
from aidtrack.importing.reading.sheet_notes import Area, FarCell, SheetNotes
from aidtrack.pattern import pattern

_CHUNK = 1 << 20
_ADDRESS = pattern(r"([A-Za-z]{1,3})([0-9]{1,7})")
_TRUE = ("1", "true")
_ROW_STARTS, _ROW_ENDS = b"<row ", b"</row>"
_ROW = pattern(rb'<row r="([0-9]{1,7})"')
_FAR_COLUMN = pattern(rb'<c r="(?:[A-Z]{3}|G[S-Z]|[H-Z][A-Z])[0-9]')  # 200 columns end with GR
# What a run of rows holds where something is to be said of its cells, or where it is spelled in ways that are not looked for.
# What is of one byte comes first: it is found ten times as fast.
_TELLING = (b"&", b"'", b"!", b"?", b"\t", b"\n", b"\r", b"<f", b't="e"', b"hidden", b"xmlns", b" =", b"= ")


def formats_of(archive: zipfile.ZipFile, part: str) -> tuple[dict[int, str], set[str]]:
    """By the number of a cell's style, its format; only those under which a number does not simply read as itself. And which of the
    styles that a condition puts in its place have such a format."""
    own: dict[int, str] = {}
    conditional: list[str] = []
    used: list[int] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "dxf":
            conditional.append("General")
        elif local == "numFmt" and "dxf" in inside:
            conditional[-1] = attributes.get("formatCode", "")
        elif local == "numFmt":
            own[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif local == "xf" and inside and inside[-1] == "cellXfs":
            used.append(int(attributes.get("numFmtId", 0)))
        inside.append(local)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: inside.pop()
    parser.Parse(archive.read(part), True)
    codes = {style: own.get(number) or BUILT_IN.get(number, "General") for style, number in enumerate(used)}
    telling = {style: code for style, code in codes.items() if not is_plain(code)}
    return telling, {str(number) for number, code in enumerate(conditional) if not is_plain(code)}


def read_sheet(
    archive: zipfile.ZipFile,
    part: str,
    formats: Mapping[int, str],
    most_rows: int,
    most_columns: int,
    conditional: Container[str] = (),
    texts: Mapping[str, str] | None = None,
) -> SheetNotes:
    """One pass over a sheet's XML; `texts` are the marked ones of the workbook by their number. Raises FarCell."""
    reader = _SheetReader(formats, most_rows, most_columns, conditional, texts or {})
    with archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            whole = rest + chunk
            rows, ending, rest = whole.rpartition(_ROW_ENDS)
            reader.read(rows + ending if ending else rest)
            rest = rest if ending else b""
    reader.read(rest)
    reader.parser.Parse(b"", True)
    reader.end_cell()
    return reader.notes


class _SheetReader:
    """The cell that the pass stands in, and what was noted of those before."""

    def __init__(
        self,
        formats: Mapping[int, str],
        most_rows: int,
        most_columns: int,
        conditional: Container[str],
        texts: Mapping[str, str],
    ) -> None:
        self.notes = SheetNotes()
        self._conditional, self._texts = conditional, texts
        self._areas: list[Area] = []
        self._codes = {str(style): code for style, code in formats.items()}
        self._telling = (*_TELLING, *(f' s="{style}"'.encode() for style in formats))
        self._may_skip = False  # whether elements are spelled without a prefix, and no format says something of a cell without a style
        self._most_rows, self._most_columns = most_rows, most_columns
        self._known: dict[str, Any] = {}
        self._line, self._column = 0, -1
        self._open = self._valued = False
        self._type = ""
        self._code: str | None = None
        self._formula: list[str] | None = None
        self._shown: list[str] | None = None
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start

    def read(self, piece: bytes) -> None:
        """The next piece of the XML, which ends with a row where it can. One that tells nothing of its cells is only parsed."""
        if self._may_skip and (last := self._last_of_silent(piece)) is not None:
            self.end_cell()
            self._line = last
            self.parser.StartElementHandler = None
            self.parser.Parse(piece, False)
            self.parser.StartElementHandler = self._start
        else:
            self.parser.Parse(piece, False)

    def _last_of_silent(self, piece: bytes) -> int | None:
        """The line of the last of these rows, where a look at the bytes shows that no cell of them is to be noted; else None."""
        if not (piece.startswith(_ROW_STARTS) and piece.endswith(_ROW_ENDS)):
            return None
        if any(word in piece for word in self._telling) or piece.count(b"<c") != piece.count(b'<c r="'):
            return None
        lines = [int(line) for line in _ROW.findall(piece)]
        if not lines or len(lines) != piece.count(b"<row") or max(lines) > self._most_rows:
            return None
        return None if _FAR_COLUMN.search(piece) else lines[-1]

    def _root(self, attributes: dict[str, str]) -> None:
        prefixed = any(name.startswith("xmlns:") and "spreadsheetml" in value for name, value in attributes.items())
        self._may_skip = not prefixed and "0" not in self._codes and not self._texts

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        known = self._known.get(name)
        if known is None:
            steps = {
                "row": self._row,
                "c": self._cell,
                "v": self._value,
                "is": self._value,
                "f": self._starts_formula,
                "worksheet": self._root,
                "conditionalFormatting": self._under_condition,
                "cfRule": self._condition,
            }
            known = self._known[name] = steps.get(name.rpartition(":")[2], _nothing)
        known(attributes)

    def _row(self, attributes: dict[str, str]) -> None:
        self.end_cell()
        self._line = int(attributes["r"]) if "r" in attributes else self._line + 1
        self._column = -1
        self.notes.hidden_rows += attributes.get("hidden") in _TRUE

    def _cell(self, attributes: dict[str, str]) -> None:
        if self._open:
            self.end_cell()
        address = attributes.get("r")
        if address is None:
            self._column += 1
        elif found := _ADDRESS.fullmatch(address):
            self._column, self._line = column_number(found[1]), int(found[2])
        self._open, self._valued = True, False
        self._type = attributes.get("t", "n")
        self._code = self._codes.get(attributes.get("s", "0")) if self._type == "n" else None
        if self._type == "e":
            self._shown = []
            self.parser.CharacterDataHandler = self._shown.append

    def _under_condition(self, attributes: dict[str, str]) -> None:
        self.end_cell()
        self._areas = [*areas(attributes.get("sqref", ""))]

    def _condition(self, attributes: dict[str, str]) -> None:
        if attributes.get("dxfId") in self._conditional:
            self.notes.conditional += self._areas

    def _value(self, _: dict[str, str]) -> None:
        self._valued = True
        if self._line > self._most_rows or self._column >= self._most_columns:
            raise FarCell
        if self._formula is not None or (
            self._texts and self._type == "s"
        ):  # whether its result is one: an empty <v/> is none
            self._shown = []
            self.parser.CharacterDataHandler = self._shown.append

    def _starts_formula(self, _: dict[str, str]) -> None:
        self._formula = []
        self.parser.CharacterDataHandler = self._formula.append

    def end_cell(self) -> None:
        """Note what is to be noted of the cell that ended."""
        if not self._open:
            return
        self._open = False
        shown = "".join(self._shown or ()).strip()
        if self._type == "e":
            self.notes.broken.append((self._line, self._column, shown or "#"))
        elif self._formula is not None and not shown and self._type != "str":
            self.notes.broken.append((self._line, self._column, "=" + "".join(self._formula).strip()))
        elif self._type == "s" and shown in self._texts:
            self.notes.marked.append((self._line, self._column, self._texts[shown]))
        elif self._valued and self._code is not None:
            self.notes.stands_under(self._line, self._column, self._code)
        if self._formula is not None or self._shown is not None:
            self._formula = self._shown = None
            self.parser.CharacterDataHandler = None


def _nothing(_: dict[str, str]) -> None:
    """An element that says nothing of its cell."""


def areas(references: str) -> Iterator[Area]:
    """The areas of `A1:B2 C3`: first line, first column, last line, last column."""
    for reference in references.split():
        found = [_ADDRESS.fullmatch(end) for end in reference.replace("$", "").split(":")]
        corners = [(int(end[2]), column_number(end[1])) for end in found if end is not None]
        if len(corners) == len(found):
            yield (*corners[0], *corners[-1])


def column_number(letters: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
