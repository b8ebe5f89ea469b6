"""One way to put a file in its place: written beside it, synced, renamed, the folder synced; whole or untouched, also after a power cut.

What is replaced keeps its mode and owner; a link is followed to what it names. What a run that died left beside is taken away by the
next one that writes there.
"""

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from aidtrack.errors import Interrupted, Unconfirmed
from aidtrack.files.databases import require_no_database
from aidtrack.files.disk import move, refused, target
from aidtrack.files.drafts import draft_of, drop
from aidtrack.files.modes import keep_rights

File = tuple[Path, Callable[[BinaryIO], object]]  # where it goes, and what writes it


def put(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` at `path`. Raises Environment, Usage over a database."""
    put_all([(path, lambda stream: stream.write(content))], private=private)


def put_all(files: Sequence[File], *, private: bool = False) -> None:
    """Write several files, all or none of them. Raises Environment, Usage over a database, and whatever a function raises."""
    with placing(files, private=private):
        pass


@contextmanager
def placing(files: Sequence[File], *, private: bool = False, first: bool = False) -> Iterator[None]:
    """Write several files, each by its function, beside their places; once the block has ended well they are moved there.

    All of them or none. `private` ones are for their owner alone where they are new. With `first` they are moved before the block:
    it makes final what names them. Raises Environment, Usage over a database,
    and whatever a function raises.
    """
    drafts: list[tuple[Path, Path]] = []
    devices: list[File] = []
    try:
        for named, write in files:
            with refused(named):
                path = target(named)
                require_no_database(path)
                if path.exists() and not path.is_file():
                    _require_no_folder(path)
                    devices.append((path, write))  # it or a pipe is written to; root's rename would replace /dev/null
                    continue
                drafts.append((draft_of(path), path))
                write_synced(drafts[-1][0], path, write, private=private)
        if first:
            with _taken_back([path for _, path in drafts]):
                _place(drafts, devices)
                yield
        else:
            yield
            _place(drafts, devices)
    finally:
        for draft, _ in drafts:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def _place(drafts: Sequence[tuple[Path, Path]], devices: Sequence[File]) -> None:
    for path, write in devices:
        with refused(path), path.open("wb") as stream:
            write(stream)
    for draft, path in drafts:
        with refused(path):
            move(draft, path)


@contextmanager
def _taken_back(paths: Sequence[Path]) -> Iterator[None]:
    """What stood at these paths stands there again where the block fails, unless what names the new files may stand."""
    kept = {path: draft_of(path.with_name(f"{path.name}.old")) for path in paths}
    try:
        for path, old in kept.items():
            with refused(path):
                if path.exists():
                    shutil.copy2(path, old)
        try:
            yield
        except (Interrupted, Unconfirmed):
            raise
        except BaseException:
            for path, old in kept.items():
                with suppress(OSError):
                    old.replace(path) if old.exists() else path.unlink(missing_ok=True)
            raise
    finally:
        for old in kept.values():
            with suppress(OSError):
                old.unlink(missing_ok=True)


def write_synced(draft: Path, path: Path, write: Callable[[BinaryIO], object], *, private: bool) -> None:
    """Write a draft of what is to stand at `path`, until it is on the disk. Raises OSError."""
    with draft.open("wb") as stream:
        keep_rights(draft, path, private=private)
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())
    _require_not_held_open(path)


def require_writable(path: Path) -> None:
    """Ask whether a file can be put there, before anything is done that is not taken back. A disk that is full is met later.

    Raises Environment, Usage over a database.
    """
    with refused(path):
        place = target(path)
        require_no_database(place)
        if place.exists() and not place.is_file():
            _require_no_folder(place)
            if not os.access(place, os.W_OK):  # to open a pipe would wait for its reader
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            return
        draft = draft_of(place)
        try:
            draft.open("wb").close()
            _require_not_held_open(place)
        finally:
            drop(draft)


def _require_not_held_open(path: Path) -> None:
    """A spreadsheet that holds a file open would forbid the move. Raises OSError."""
    if sys.platform == "win32" and path.exists():
        path.open("r+b").close()


def _require_no_folder(path: Path) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
