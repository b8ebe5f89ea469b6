"""What SQLite keeps beside a store: a journal that outlives its store would be played back into the next one of that name."""

import os
import re
from pathlib import Path

from aidtrack.files import databases, disk
from aidtrack.phrase import Said, phrase
from aidtrack.values.text import safe

BEFORE_RESTORE = "before-restore"
BEFORE_UPGRADE = "before-upgrade"
_SET_ASIDE = "set-aside"


def set_aside(path: Path) -> list[Path]:
    """Rename what stands beside `path`, which is missing or about to be replaced by another file; returns the new names. Raises OSError."""
    moved = []
    for ending in databases.BESIDE_A_DATABASE:
        left = path.with_name(path.name + ending)
        if os.path.lexists(left):
            moved.append(free_name(left, _SET_ASIDE))
            left.rename(moved[-1])
    if moved:
        disk.sync_folder(path.absolute().parent)
    return moved


def said_of(moved: list[Path]) -> list[Said]:
    """What to say of journals that were set aside."""
    return [
        phrase("A journal of another store lay there; it was set aside as {file}.", file=safe(str(path)))
        for path in moved
    ]


def kept_beside(path: Path) -> list[Path]:
    """The stores that a restore or an upgrade replaced and kept."""
    kept = re.compile(rf"{re.escape(path.name)}\.({BEFORE_RESTORE}|{BEFORE_UPGRADE})(-\d+)?")
    return sorted(other for other in path.absolute().parent.iterdir() if kept.fullmatch(other.name))


def free_name(path: Path, word: str) -> Path:
    """`aid.db.WORD`, or the first of `aid.db.WORD-2` … that nothing has: what is kept is never written over."""
    number = 1
    while True:
        name = path.with_name(f"{path.name}.{word}" + (f"-{number}" if number > 1 else ""))
        if not os.path.lexists(name):
            return name
        number += 1
