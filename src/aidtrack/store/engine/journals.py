"""What lies beside a store and is named as a journal of it: SQLite plays it back into the store, whosever it is.

One that a copy or a sync program left there is of another state of the store, or of another one. Played back, it would put old pages
among new ones; so nothing is opened beside it. [SQLite] file format, sections 1.3 and 4; in a journal as in a store, numbers are
big-endian.
"""

import os
import sys
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from struct import Struct, error

from aidtrack.errors import Environment
from aidtrack.files.databases import BESIDE_A_DATABASE
from aidtrack.locale import t
from aidtrack.values.text import safe

_HEAD = Struct(">8sIIIII")  # what it is, records, nonce, pages of the store before, bytes of a sector and of a page
_JOURNAL = bytes.fromhex("d9d505f920a163d7")
_UNCOUNTED = 0xFFFFFFFF  # as many records as there are
_NUMBER = Struct(">I")
_CHANGES = 24  # where the first page counts the changes of the store
_WAYS = slice(18, 20)  # how it is written and read: 1 for a store that keeps no log of pages to come
_KEEPS_NO_LOG = b"\1\1"
_STARTS = 100
_KEPT_OPEN: dict[tuple[int, int], int] = {}  # by device and number of the file
_MOST = 1 << 16  # records that are looked through for the first page


def require_own(path: Path) -> None:
    """Raises Environment for what is no file, which SQLite would wait for or call a fault of the disk, and for another's journal."""
    whole = os.path.realpath(path)
    for ending in BESIDE_A_DATABASE:
        beside = whole + ending
        if (size := _size(beside)) is None:
            raise Environment(
                t("{file} is no ordinary file.", file=safe(beside)),
                t("It stands where a journal of the store belongs: move it away, then run the command again."),
            )
        if size and _is_of_another(whole, beside, ending):
            raise Environment(
                t("{file} belongs to another state of the store, or to another store.", file=safe(beside)),
                t("It would overwrite this one: move it away, then run the command again."),
            )


def _size(path: str) -> int | None:
    """Bytes of a file, 0 where there is none, None for what is no file; by one look: another writer's may be gone with the next."""
    try:
        found = os.lstat(path)
        if S_ISLNK(found.st_mode):
            found = Path(path).stat() if Path(path).is_file() else found
    except OSError:
        return 0
    return found.st_size if S_ISREG(found.st_mode) else None


def _is_of_another(store: str, beside: str, ending: str) -> bool:
    """False where it cannot be told, or cannot be read."""
    try:
        if ending == "-wal":  # a store says first that it keeps one, and makes it then
            return _start(store)[_WAYS] == _KEEPS_NO_LOG and Path(beside).exists()
        return ending == "-journal" and _counts_otherwise(store, beside)
    except (OSError, error):
        return False


def _start(store: str) -> bytes:
    """The first bytes of a store. Its file stays open: where locks are POSIX's, to close it would end all that this process holds on it."""
    if sys.platform == "win32":
        with Path(store).open("rb") as one:
            return one.read(_STARTS)
    found = Path(store).stat()
    number = (found.st_dev, found.st_ino)
    if number not in _KEPT_OPEN:
        _KEPT_OPEN[number] = os.open(store, os.O_RDONLY | os.O_CLOEXEC)
    return os.pread(_KEPT_OPEN[number], _STARTS, 0)


def _counts_otherwise(store: str, journal: str) -> bool:
    """Whether a journal would bring back a count of changes that this store cannot have had when the journal was begun.

    It holds the first page as it was; the store's has the same count, or one more where the change was written. The journal is looked
    at again after the store: a writer that lives may have ended in between, and begun another.
    """
    before = _changes_before(journal)
    if before is None:
        return False
    (now,) = _NUMBER.unpack_from(_start(store), _CHANGES)
    return now not in (before[1], (before[1] + 1) % (1 << 32)) and _changes_before(journal) == before


def _changes_before(journal: str) -> tuple[bytes, int] | None:
    """The head of a journal, and the count of changes in the first page that it holds; None where it would bring back none."""
    with Path(journal).open("rb") as file:
        head, at, looked = b"", 0, 0
        end = os.fstat(file.fileno()).st_size
        while at + _HEAD.size <= end and looked < _MOST:
            file.seek(at)
            part = file.read(_HEAD.size)
            mark, count, _, _, sector, page = _HEAD.unpack(part)
            if mark != _JOURNAL or not sector or not page:
                return None
            head, at = head or part, at + sector
            record = page + 2 * _NUMBER.size  # its number before, a sum behind
            for _ in range(min((end - at) // record, count if count != _UNCOUNTED else end, _MOST - looked)):
                file.seek(at)
                if _NUMBER.unpack(file.read(_NUMBER.size))[0] == 1:
                    file.seek(_CHANGES, os.SEEK_CUR)
                    return head, _NUMBER.unpack(file.read(_NUMBER.size))[0]
                at, looked = at + record, looked + 1
            at += -at % sector
            if count == 0:
                return None
    return None
