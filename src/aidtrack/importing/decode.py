"""A file's bytes as text: which encoding, which delimiter, and the hash it is known again by."""

import codecs
import csv
import hashlib
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from aidtrack.errors import Environment, Fault
from aidtrack.locale import t, why

if TYPE_CHECKING:
    from _csv import Reader

_BLOCK = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
DELIMITERS = (",", "\t", ";")
ENDINGS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Source:
    """A file as handed in: `name` is what people call it, `path` None for stdin, whose bytes are in `content`."""

    name: str
    path: Path | None
    content: bytes | None
    sha256: str
    encoding: str

    @contextmanager
    def text(self) -> Iterator[TextIO]:
        """The text from the start, line ends as they are."""
        raw: BinaryIO = io.BytesIO(self.content or b"") if self.path is None else self.path.open("rb")
        with raw, io.TextIOWrapper(raw, encoding=self.encoding, newline="") as text:
            yield text


def source(name: str, encoding: str | None) -> Source:
    """Look through a file (`-` is stdin) once: its hash and encoding.

    Raises Environment where it cannot be read, Fault where it is no text of an encoding we know.
    """
    content = sys.stdin.buffer.read() if name == "-" else None
    path = None if name == "-" else Path(name)
    if path is not None and path.suffix.lower() not in ENDINGS:
        if not path.exists():
            raise _unreadable(t("no such file or folder"))
        raise Fault(
            t("is not a kind of file that import reads."),
            t("Save it as CSV; endings read: {endings}.", endings=", ".join(ENDINGS)),
        )
    if (
        path is not None and path.exists() and not (path.is_file() or path.is_dir())
    ):  # a pipe can be read only once, and this reads twice
        raise Fault(t("is no ordinary file."), t("Pipe it in instead: aidtrack import -."))
    try:
        digest, start, empty = _hash(path, content)
        if empty:
            raise Fault(t("is empty."), t("Send a sheet with a header line and rows."))
        chosen = encoding or next((named for bom, named in _BOMS if start.startswith(bom)), None)
        bad_line = 0  # of the encoding that came furthest, which is the one it was meant in
        for candidate in [chosen] if chosen else ["utf-8", "gb18030"]:
            found = _first_bad_line(path, content, candidate)
            if found is None:
                return Source("-" if path is None else path.name, path, content, digest, candidate)
            bad_line = max(bad_line, found)
        raise Fault(
            t("is not text in {encoding} (line {line}).", encoding=chosen or "UTF-8 / GB18030", line=bad_line),
            t("Save it as “CSV UTF-8”, or name its encoding with --encoding."),
        )
    except OSError as error:
        raise _unreadable(why(error)) from error


def _unreadable(reason: str) -> Environment:
    return Environment(t("cannot be read ({reason}).", reason=reason), t("Check its name and permissions."))


def _blocks(path: Path | None, content: bytes | None) -> Iterator[bytes]:
    if path is None:
        yield content or b""
        return
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _hash(path: Path | None, content: bytes | None) -> tuple[str, bytes, bool]:
    digest = hashlib.sha256()
    start = b""
    empty = True
    for block in _blocks(path, content):
        start = start or block[:4]
        empty = empty and not block.strip()
        digest.update(block)
    return digest.hexdigest(), start, empty


def _first_bad_line(path: Path | None, content: bytes | None, encoding: str) -> int | None:
    """The first line that is not text in `encoding` (a NUL counts as one); None where all is well."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line = 1
    try:
        for block in _blocks(path, content):
            text = decoder.decode(block)
            if "\0" in text:
                return line + text[: text.index("\0")].count("\n")
            line += text.count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return line + bytes(error.object[: error.start]).count(b"\n")
    return None


def reader(text: TextIO, delimiter: str) -> "Reader":
    return csv.reader(text, delimiter=delimiter, strict=True)


def csv_fault(error: csv.Error) -> Fault:
    """What csv's error means to a person."""
    message = str(error)
    if "unexpected end" in message or "expected after" in message:
        return Fault(
            t("has a quotation mark that is not closed."), t('Close it, or write "" for a mark inside a cell.')
        )
    if "field larger" in message:
        return Fault(t("has a cell that is far too long."), t("A quotation mark may be missing before it."))
    return Fault(t("is not a CSV line."), t("Look at its quotation marks and line ends."))
