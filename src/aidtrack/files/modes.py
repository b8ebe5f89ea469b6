"""The mode and the owner of files: those of what they replace; of new private ones their owner's, or the group's that shares the folder."""

import os
import sys
from contextlib import suppress
from pathlib import Path

_OWNER_ONLY, _GROUP_TOO = 0o600, 0o660
_OWN_FOLDER, _SHARED_FOLDER = 0o700, 0o2770
_SETGID, _GROUP_WRITES = 0o2000, 0o020


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
