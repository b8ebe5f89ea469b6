"""An .ods read beside calamine, in one pass of its XML: merged cells, errors and where they stand, formats of numbers, hidden rows.

[OpenDocument 1.3] part 3: tables in 9.1, data styles in 16.29. A data style is spelled as the format of an .xlsx would be, so that
`number_formats.py` knows one language. It runs in the child process that reads a workbook and imports next to nothing.
"""

import zipfile
from collections.abc import Mapping
from xml.parsers import expat

from aidtrack.importing.reading.number_formats import is_plain
from aidtrack.importing.reading.ods_styles import CellStyles
from aidtrack.importing.reading.sheet_notes import FarCell, SheetNotes

_NUMBERS = ("float", "percentage", "currency", "date")


def read_ods(archive: zipfile.ZipFile, most_rows: int, most_columns: int) -> dict[str, SheetNotes]:
    """What there is to know of each table, by its name. Raises FarCell."""
    styles = CellStyles()
    if "styles.xml" in archive.namelist():
        _parse(archive, "styles.xml", styles)
    content = _Tables(styles, most_rows, most_columns)
    _parse(archive, "content.xml", styles, content)
    return content.found


def _parse(archive: zipfile.ZipFile, part: str, *readers: "CellStyles | _Tables") -> None:
    """Tell each reader of the elements of a part, by their local names: no two namespaces here share one that matters."""

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        plain = {
            key.rpartition(" ")[2]: value
            for key, value in attributes.items()
            if "calcext" not in key or "value-type" not in key
        }
        plain["error"] = "1" if any("calcext" in key and value == "error" for key, value in attributes.items()) else ""
        for reader in readers:
            reader.start(local, plain)

    def end(name: str) -> None:
        for reader in readers:
            reader.end(name.rpartition(" ")[2])

    def text(data: str) -> None:
        for reader in readers:
            reader.text(data)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    with archive.open(part) as stream:
        while chunk := stream.read(1 << 20):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _by_itself(cell: Mapping[str, str]) -> str | None:
    """The format of a cell that says without a style that it is a percentage, or in another currency."""
    if cell["value-type"] == "percentage":
        return "0%"
    currency = cell.get("currency", "CNY") if cell["value-type"] == "currency" else "CNY"
    return None if currency == "CNY" else f"[${currency}]0.00"


class _Tables:
    """The cell that the pass stands in, and what was noted of those before. Lines count from 1, columns from 0."""

    def __init__(self, styles: CellStyles, most_rows: int, most_columns: int) -> None:
        self.found: dict[str, SheetNotes] = {}
        self._styles = styles
        self._most_rows, self._most_columns = most_rows, most_columns
        self._notes = SheetNotes()
        self._columns: list[tuple[int, str]] = []  # how many columns in a row share a style for cells that name none
        self._line = self._column = 0
        self._row: tuple[int, str] = (1, "")  # how often the row stands, and its style for cells
        self._cell: Mapping[str, str] | None = None
        self._text: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table" and "name" in attributes:
            self._notes = self.found[attributes["name"]] = SheetNotes()
            self._columns, self._line = [], 0
        elif name == "table-column":
            self._columns.append(
                (int(attributes.get("number-columns-repeated", 1)), attributes.get("default-cell-style-name", ""))
            )
        elif name == "table-row":
            self._row = (int(attributes.get("number-rows-repeated", 1)), attributes.get("default-cell-style-name", ""))
            self._column = 0
            if attributes.get("visibility", "visible") != "visible":
                self._notes.hidden_rows += self._row[0]
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._text = attributes, []

    def text(self, data: str) -> None:
        if self._cell is not None:
            self._text.append(data)

    def end(self, name: str) -> None:
        if name == "table-row":
            self._line += self._row[0]
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._ended(self._cell)
            self._column += int(self._cell.get("number-columns-repeated", 1))
            self._cell = None

    def _ended(self, cell: Mapping[str, str]) -> None:
        line, column = self._line + 1, self._column
        kind = cell.get("value-type")
        down, across = int(cell.get("number-rows-spanned", 1)), int(cell.get("number-columns-spanned", 1))
        if (down, across) != (1, 1):
            self._notes.merged.append((line, column, line + down - 1, column + across - 1))
        shown = "".join(self._text).strip()
        if kind is None and not shown and "formula" not in cell:
            return
        if line > self._most_rows or column >= self._most_columns:
            raise FarCell
        if cell.get("error") or kind == "error":
            self._notes.broken.append((line, column, shown or "#"))
        elif "formula" in cell and kind is None:
            self._notes.broken.append((line, column, "=" + cell["formula"].partition("=")[2]))
        elif kind in _NUMBERS:
            self._formatted(cell, line, column)

    def _formatted(self, cell: Mapping[str, str], line: int, column: int) -> None:
        code = self._styles.code(cell.get("style-name") or self._row[1] or self._default(column))
        if code is None:
            code = _by_itself(cell)
        if code is None or is_plain(code):
            return
        for below in range(min(self._row[0], self._most_rows)):
            for beside in range(min(int(cell.get("number-columns-repeated", 1)), self._most_columns)):
                self._notes.stands_under(line + below, column + beside, code)

    def _default(self, column: int) -> str:
        for count, style in self._columns:
            if column < count:
                return style
            column -= count
        return ""
