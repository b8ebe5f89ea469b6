"""A folder that takes another's place as a whole: it is written beside it, and both change places in one step where the system can.

Where it cannot, the old one is moved aside first: what a run that died between the two steps left is brought back by the next.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aidtrack.files import disk, drafts, modes

_HERE, _SWAP = -100, 2  # AT_FDCWD; RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_NEW, _OLD = ".new", ".old"


def can_be_moved(folder: Path) -> bool:
    """Not where somebody stands in it, where it is a disk of its own, or where its own folder may not be written to."""
    whole, here = folder.absolute(), Path.cwd()
    if whole in (here, *here.parents) or os.path.ismount(whole):
        return False
    return os.access(next(one for one in whole.parents if one.exists()), os.W_OK)


def bring_back(folder: Path) -> None:
    """What a run of this computer that died left beside a folder: the folder itself where it was moved aside, drafts of it."""
    for mine, ending in zip(_beside(folder), (_NEW, _OLD), strict=True):
        dead = drafts.left_by_dead(folder.parent, f".{folder.name}.", ending.replace(".", r"\."))
        for left in (one for one in (*dead, mine) if one.exists()):  # in a container a dead run had the same number
            if ending == _OLD and not folder.exists():
                left.rename(folder)
            else:
                shutil.rmtree(left, ignore_errors=True)


def _beside(folder: Path) -> tuple[Path, Path]:
    """Where this run writes a folder, and where it puts the old one."""
    new, old = (folder.with_name(f".{folder.name}.{drafts.host()}.{os.getpid()}{ending}") for ending in (_NEW, _OLD))
    return new, old


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder beside, which is in the place of `folder` once the block has ended well. Raises OSError."""
    bring_back(folder)
    draft, old = _beside(folder)
    draft.mkdir()
    try:
        modes.keep_rights(draft, folder, private=False)
        yield draft
        for one in (*(path for path in draft.rglob("*") if path.is_dir()), draft):
            disk.sync_folder(one)
        _put(draft, folder, old)
        disk.sync_folder(folder.parent)
    finally:
        for left in (draft, old):
            if left == draft or folder.exists():
                shutil.rmtree(left, ignore_errors=True)


def _put(draft: Path, folder: Path, old: Path) -> None:
    if not folder.exists():
        draft.rename(folder)
    elif not _exchanged(draft, folder):
        folder.rename(old)
        try:
            draft.rename(folder)
        except OSError:
            old.rename(folder)
            raise


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system could change their places at once."""
    swap = _swap()
    return swap is not None and swap(os.fsencode(one), os.fsencode(other)) == 0


def _swap() -> Callable[[bytes, bytes], int] | None:
    if sys.platform == "win32":
        return None
    system = ctypes.CDLL(None)
    if (linux := getattr(system, "renameat2", None)) is not None:
        return lambda one, other: int(linux(_HERE, one, _HERE, other, _SWAP))
    if (macos := getattr(system, "renamex_np", None)) is not None:
        return lambda one, other: int(macos(one, other, _SWAP))
    return None
