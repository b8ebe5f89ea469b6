"""One way to put a file in its place: written beside it, synced, renamed, the folder synced; whole or untouched, also after a power cut.

What is replaced keeps its mode and owner; a link is followed to what it names. What a run that died left beside is taken away by the
next one that writes there.
"""

import errno
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from aidtrack.errors import Environment, Interrupted, Unconfirmed, Usage
from aidtrack.locale import t
from aidtrack.phrase import why
from aidtrack.values.text import safe

File = tuple[Path, Callable[[BinaryIO], object]]  # where it goes, and what writes it
_SQLITE = b"SQLite format 3\0"
BESIDE_A_DATABASE = ("-journal", "-wal", "-shm")  # what SQLite keeps there
_OWNER_ONLY, _GROUP_TOO = 0o600, 0o660
_OWN_FOLDER, _SHARED_FOLDER = 0o700, 0o2770
_SETGID, _GROUP_WRITES = 0o2000, 0o020


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


def target(path: Path) -> Path:
    """What a path names, links followed to their end; a dangling link names what it would make."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def draft_of(path: Path) -> Path:
    """The name beside `path` under which it is written first. What dead runs of this computer left there is removed.

    So is what one with this run's own number left, as happens in containers: its journal would be played back into the new draft.
    """
    for other in left_by_dead(path.parent, f".{path.name}.", rf"\.new({'|'.join(BESIDE_A_DATABASE)})?"):
        with suppress(OSError):
            other.unlink(missing_ok=True)
    draft = path.with_name(f".{path.name}.{host()}.{os.getpid()}.new")
    drop(draft)
    return draft


def drop(draft: Path) -> None:
    """Take a draft away that is of no more use, and what SQLite keeps beside it; where that fails, the next run does it."""
    for ending in ("", *BESIDE_A_DATABASE):
        with suppress(OSError):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)


def temporary_folder(word: str) -> Path:
    """A folder of this run in the system's temporary one. What dead runs of this computer left there is removed. Raises OSError."""
    prefix = f"aidtrack-{word}."
    for other in left_by_dead(Path(tempfile.gettempdir()), prefix, r"\..+"):
        shutil.rmtree(other, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{prefix}{host()}.{os.getpid()}."))


def host() -> str:
    """This computer's name, as names of drafts hold it."""
    return re.sub(r"\W", "-", platform.node())


def left_by_dead(folder: Path, prefix: str, ending: str) -> list[Path]:
    """What lies in a folder under names of this program, this computer and a process that runs no more; `ending` is an expression."""
    pattern = re.compile(rf"{re.escape(prefix)}{re.escape(host())}\.(\d+){ending}")
    try:
        named = [(other, pattern.fullmatch(other.name)) for other in folder.iterdir()]
    except OSError:
        return []
    return [other for other, found in named if found and not _runs(int(found[1]))]


def _runs(pid: int) -> bool:
    """Whether a process of this computer runs; where that cannot be asked, it may."""
    if sys.platform == "win32":  # there os.kill would end it
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def keep_rights(draft: Path, path: Path, *, private: bool) -> None:
    """Give a draft the mode and, where that is permitted, the owner of what it replaces; a new private file is its owner's.

    In a folder that a group writes to and hands on (setgid) it is the group's too.
    """
    if sys.platform == "win32":
        return
    if path.exists():
        found = path.stat()
        draft.chmod(found.st_mode & 0o7777)
        with suppress(PermissionError):
            os.chown(draft, found.st_uid, found.st_gid)
        return
    if private:
        draft.chmod(_GROUP_TOO if _is_shared(path.parent) else _OWNER_ONLY)


def keep_folder_rights(folder: Path) -> None:
    """A new folder of private files is its owner's, or the group's that shares the one it stands in."""
    if sys.platform != "win32":
        folder.chmod(_SHARED_FOLDER if _is_shared(folder.parent) else _OWN_FOLDER)


def _is_shared(folder: Path) -> bool:
    """Whether a group writes to a folder and hands it on to what is made in it."""
    mode = folder.stat().st_mode
    return bool(mode & _SETGID and mode & _GROUP_WRITES)


def move(draft: Path, path: Path) -> None:
    """Put a synced draft in its place, for good. Raises OSError."""
    draft.replace(path)
    sync_folder(path.parent)


def sync(path: Path) -> None:
    """Have a file that another library wrote reach the disk. Raises OSError."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names of a folder reach the disk; where a system cannot sync one, it does so by itself."""
    if sys.platform == "win32":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(opened)


def is_database(path: Path) -> bool:
    """Whether a file is one of SQLite's; False where it cannot be read."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def require_no_database(path: Path) -> None:
    """An answer never takes the place of a store or a backup. Raises Usage."""
    if is_database(path):
        raise Usage(
            t("{file} is a database; an answer is never written over one.", file=safe(str(path))),
            t("Give another name."),
        )


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


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """What the system refuses of this file, as Environment."""
    try:
        yield
    except OSError as error:
        raise Environment(
            t("{file} cannot be written ({reason}).", file=safe(str(path)), reason=why(error)),
            t("Check the folder and the disk."),
        ) from error
