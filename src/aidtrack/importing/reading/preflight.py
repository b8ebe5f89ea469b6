"""A look through a workbook's container before anything opens it: what it really is, how large it would grow, what calamine does not tell.

Runs in the child process and imports no more than it needs. A refusal is a word that the parent has a sentence for.
"""

import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from aidtrack.importing.reading import old_workbook

MOST_BYTES = 200_000_000  # unpacked
MOST_RATIO = 200  # unpacked to packed
SMALL_BYTES = 20_000_000  # below, a high ratio is only a sheet that repeats itself
MOST_ROWS = 200_000
MOST_COLUMNS = 200

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_CHUNK = 1 << 20
_MOST_PENDING = 1 << 26
# Far cells by their own references: the sheet's <dimension> is wrong as often as not (WPS).
_FAR_COLUMN = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["'](?:[A-Z]{3,}|[H-Z][A-Z]|G[S-Z])\d""")
_FAR_ROW = re.compile(rb"""\br=["'][A-Z]{0,3}(\d{6,})["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_HIDDEN = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\bhidden=["'](?:1|true)""")
_SUSPECT = re.compile(rb"""<(?:\w+:)?f[\s>/]|\bt=["']e["']""")
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]+)(\d+)["']([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)""", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v[^>/]*>([^<]*)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[^>]*>([^<]*)<")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Refusal(Exception):
    """The word for why a workbook is not opened."""


@dataclass(slots=True)
class SheetNotes:
    """What a sheet's XML says that calamine does not: rows hidden, cells without a value to use (line, column, text)."""

    hidden_rows: int = 0
    broken: list[tuple[int, int, str]] = field(default_factory=list)


def look(path: Path) -> dict[str, SheetNotes]:
    """By sheet name, what its XML says besides; nothing for the formats that are no zip of XML. Raises Refusal."""
    start = path.open("rb").read(4096)
    ending = path.suffix.lower()
    if ending == ".xls":
        if not start.startswith(_OLE):
            raise Refusal(_really(start))
        return _xls(path)
    if start.startswith(_OLE):
        raise Refusal("locked" if "EncryptedPackage".encode("utf-16-le") in path.read_bytes() else "ole")
    if not start.startswith(_ZIP):
        raise Refusal(_really(start))
    try:
        with zipfile.ZipFile(path) as archive:
            _require_size(archive, path)
            for info in archive.infolist():
                if info.filename.endswith((".xml", ".rels")):
                    _require_plain(archive, info)
            return _ods(archive) if ending == ".ods" else _xlsx(archive)
    except (zipfile.BadZipFile, EOFError, KeyError, ElementTree.ParseError, NotImplementedError, ValueError) as error:
        raise Refusal("damaged") from error
    except RuntimeError as error:  # zipfile's word for a member with a password
        raise Refusal("locked") from error


def _really(start: bytes) -> str:
    if start.startswith(_ZIP):
        return "zip"
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] == b"<":
        return "html"
    return "damaged" if b"\0" in start else "text"


def _require_size(archive: zipfile.ZipFile, path: Path) -> None:
    whole = sum(info.file_size for info in archive.infolist())
    if whole > MOST_BYTES or (whole > SMALL_BYTES and whole > MOST_RATIO * path.stat().st_size):
        raise Refusal("large")


def _require_plain(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Entities are defined in a DOCTYPE, which stands before the first element."""
    with archive.open(info) as part:
        if b"<!DOCTYPE" in part.read(_CHUNK):
            raise Refusal("damaged")


def _xls(path: Path) -> dict[str, SheetNotes]:
    try:
        found = old_workbook.errors_and_hidden(path.read_bytes())
    except (ValueError, IndexError, struct.error) as error:
        raise Refusal("damaged") from error
    return {name: SheetNotes(hidden, errors) for name, (errors, hidden) in found.items()}


def _ods(archive: zipfile.ZipFile) -> dict[str, SheetNotes]:
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refusal("locked")
    if b'value-type="error"' in archive.read("content.xml"):  # calamine reads it as blank, and the XML has no address
        raise Refusal("errors")
    return {}


def _xlsx(archive: zipfile.ZipFile) -> dict[str, SheetNotes]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    found = {}
    for one in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if one.tag.endswith("}sheet"):
            target = targets.get(one.get(_RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[one.get("name", "")] = _sheet(archive, part) if "worksheets/" in part else SheetNotes()
    return found


def _sheet(archive: zipfile.ZipFile, part: str) -> SheetNotes:
    notes = SheetNotes()
    rows = 0
    for chunk in _chunks(archive, part):
        if _FAR_COLUMN.search(chunk) or any(int(row) > MOST_ROWS for row in _FAR_ROW.findall(chunk)):
            raise Refusal("wide")
        rows += len(_ROW.findall(chunk))
        notes.hidden_rows += len(_HIDDEN.findall(chunk))
        if _SUSPECT.search(chunk):
            notes.broken += _broken(chunk)
    if rows > MOST_ROWS:
        raise Refusal("wide")
    return notes


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part's bytes in pieces that end with a row."""
    pending = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            pending += chunk
            cut = max(pending.rfind(b"</row>"), pending.rfind(b":row>")) + 1
            if cut:
                yield pending[:cut]
                pending = pending[cut:]
            elif len(pending) > _MOST_PENDING:
                raise Refusal("large")
    yield pending


def _broken(chunk: bytes) -> Iterator[tuple[int, int, str]]:
    """Cells that are an error, or a formula whose result was not saved."""
    for letters, line, attributes, inside in _CELL.findall(chunk):
        value = _VALUE.search(inside)
        text = value[1].strip() if value else b""
        if re.search(rb"""\bt=["']e["']""", attributes):
            shown = text or b"#"
        elif b"<f" in inside.replace(b":f", b"<f") and not text and b't="str"' not in attributes:
            formula = _FORMULA.search(inside)
            shown = b"=" + (formula[1] if formula else b"")
        else:
            continue
        yield int(line), _column(letters), shown.decode("utf-8", "replace")


def _column(letters: bytes) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
