"""Where a file is written before it stands in its place, and what runs that died left of such drafts."""

import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from aidtrack.files.databases import BESIDE_A_DATABASE


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
    import tempfile

    prefix = f"aidtrack-{word}."
    for other in left_by_dead(Path(tempfile.gettempdir()), prefix, r"\..+"):
        shutil.rmtree(other, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{prefix}{host()}.{os.getpid()}."))


def host() -> str:
    """This computer's name, as names of drafts hold it."""
    import platform

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
