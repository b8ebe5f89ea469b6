"""The files of an import: what was named on the command line, folders opened up, each file known by its hash."""

import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Environment, Fault
from aidtrack.locale import t
from aidtrack.phrase import Said, why

TEXTS = (".csv", ".tsv", ".txt")
RECORDS = (".json",)
ACTIVITIES = (".xml",)
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")  # WPS gives what is an .xls inside the name .et
ENDINGS = (*TEXTS, *RECORDS, *ACTIVITIES, *WORKBOOKS)
STDIN = "-"
_BLOCK = 1 << 20
MARKS = b" \t\r\n\v\f\xef\xbb\xbf\xff\xfe"  # blanks, and the marks of an encoding
_NOTHING = MARKS + b"\0"


@dataclass(frozen=True, slots=True)
class File:
    """A file as handed in: `name` is what people call it, `path` None for stdin, whose bytes are in `content`."""

    name: str
    path: Path | None
    content: bytes | None
    sha256: str
    size: int
    start: bytes  # its first bytes, which say what it is

    @property
    def ending(self) -> str:
        return "" if self.path is None else self.path.suffix.lower()

    def blocks(self) -> Iterator[bytes]:
        """Its bytes, from the start."""
        if self.path is None:
            yield self.content or b""
            return
        with self.path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block


def named(words: Sequence[str]) -> list[str]:
    """The files that the command line names; a folder stands for the sheets in it. Raises Fault with an empty folder."""
    found: list[str] = []
    for word in words:
        path = Path(word)
        if word == STDIN or not path.is_dir():
            found.append(word)
            continue
        # ~$ and a dot begin the names of drafts that office programs leave beside an open sheet.
        inside = sorted(
            one
            for one in path.iterdir()
            if one.suffix.lower() in ENDINGS and not one.name.startswith(("~$", ".", ".~"))
        )
        found += map(str, inside) if inside else [word]
    return list(dict.fromkeys(found))


def look(name: str) -> File:
    """Look through a file (`-` is stdin) once. Raises Environment where it cannot be read, Fault where it is no sheet."""
    if name == STDIN and sys.stdin is None:
        raise _unreadable(t("standard input is closed"))
    if name == STDIN:
        return _looked(name, None, sys.stdin.buffer.read())
    path = Path(name)
    if path.is_dir():
        raise Fault(
            t("is a folder without a sheet."),
            t("Endings read: {endings}.", endings=", ".join(ENDINGS)),
            code=Code.NOT_READABLE,
        )
    if path.suffix.lower() not in ENDINGS:
        if not path.exists():
            raise _unreadable(t("no such file or folder"))
        raise Fault(
            t("is not a kind of file that import reads."),
            t("Endings read: {endings}.", endings=", ".join(ENDINGS)),
            code=Code.NOT_READABLE,
        )
    if path.exists() and not path.is_file():  # a pipe can be read only once, and this reads twice
        raise Fault(t("is no ordinary file."), t("Pipe it in instead: aidtrack import -."), code=Code.NOT_READABLE)
    try:
        return _looked(_text(path.name), path, None)
    except OSError as error:
        raise _unreadable(why(error)) from error


def _text(name: str) -> str:
    """A file's name as a text that can be stored; names of files may be any bytes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _looked(name: str, path: Path | None, content: bytes | None) -> File:
    digest = hashlib.sha256()
    size = 0
    start = b""
    empty = True
    for block in File(name, path, content, "", 0, b"").blocks():
        start = start or block[:4096]
        empty = empty and not block.strip(_NOTHING)
        size += len(block)
        digest.update(block)
    if empty:
        raise Fault(t("is empty."), t("Send a sheet with a header line and rows."), code=Code.NO_ROWS)
    return File(name, path, content, digest.hexdigest(), size, start)


def _unreadable(reason: Said) -> Environment:
    return Environment(t("cannot be read ({reason}).", reason=reason), t("Check its name and permissions."))
