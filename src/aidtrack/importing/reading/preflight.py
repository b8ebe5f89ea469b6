"""A look through a workbook's container before anything opens it: what it really is, how large it would grow, what calamine does not tell.

Runs in the child process and imports no more than it needs. A refusal is a word that the parent has a sentence for.
"""

import struct
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from aidtrack.importing.reading import old_workbook
from aidtrack.importing.reading.marked_texts import marked_texts
from aidtrack.importing.reading.ods_xml import read_ods
from aidtrack.importing.reading.sheet_notes import FarCell, SheetNotes
from aidtrack.importing.reading.sheet_xml import formats_of, read_sheet

MOST_BYTES = 200_000_000  # unpacked
MOST_RATIO = 200  # unpacked to packed
SMALL_BYTES = 20_000_000  # below, a high ratio is only a sheet that repeats itself
MOST_ROWS = 200_000
MOST_COLUMNS = 200

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_CHUNK = 1 << 20


class Refusal(Exception):
    """The word for why a workbook is not opened."""


def look(path: Path) -> dict[str, SheetNotes]:
    """By sheet name, what its XML says besides; nothing for the formats that are no zip of XML. Raises Refusal."""
    with path.open("rb") as file:
        start = file.read(4096)
    ending = path.suffix.lower()
    if ending in (".xls", ".et"):
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
    except FarCell as error:
        raise Refusal("wide") from error
    except (
        zipfile.BadZipFile,
        EOFError,
        KeyError,
        ElementTree.ParseError,
        ExpatError,
        NotImplementedError,
        ValueError,
    ) as error:
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
        return old_workbook.read_xls(path.read_bytes())
    except (ValueError, IndexError, struct.error) as error:
        raise Refusal("damaged") from error


def _ods(archive: zipfile.ZipFile) -> dict[str, SheetNotes]:
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refusal("locked")
    return read_ods(archive, MOST_ROWS, MOST_COLUMNS)


def _xlsx(archive: zipfile.ZipFile) -> dict[str, SheetNotes]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    has_styles = "xl/styles.xml" in archive.namelist()
    formats, conditional = formats_of(archive, "xl/styles.xml") if has_styles else ({}, set())
    texts = marked_texts(archive, "xl/sharedStrings.xml")
    found = {}
    for one in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if one.tag.endswith("}sheet"):
            # Strict has a namespace of its own.
            relation = next((value for name, value in one.items() if name.endswith("}id")), None)
            target = targets.get(relation, "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            is_sheet = "worksheets/" in part
            found[one.get("name", "")] = (
                read_sheet(archive, part, formats, MOST_ROWS, MOST_COLUMNS, conditional, texts)
                if is_sheet
                else SheetNotes()
            )
    return found
