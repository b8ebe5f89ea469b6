"""What a disk is asked for: which file a path names, that it is there for good; and what a system refuses of it."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aidtrack.errors import Environment
from aidtrack.locale import t
from aidtrack.phrase import why
from aidtrack.values.text import safe


def target(path: Path) -> Path:
    """What a path names, links followed to their end; a dangling link names what it would make."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


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
