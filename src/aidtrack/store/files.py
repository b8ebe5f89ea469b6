"""The files of documents: kept beside the store, each under its own SHA-256. What a person calls a file is data, never a path."""

import hashlib
import os
import re
from pathlib import Path
from typing import Literal

from aidtrack.errors import Environment
from aidtrack.locale import t
from aidtrack.store.target import Target

FOLDER = "AIDTRACK_FILES"  # where the files of a store on a server are
Condition = Literal["kept", "missing", "changed", "unseen"]
_BLOCK = 1 << 20  # bytes


def folder(target: Target) -> Path | None:
    """Where a store's files are: `aid.db.files` beside `aid.db`; for a server what $AIDTRACK_FILES names, None where it names nothing."""
    if target.path is not None:
        return target.path.with_name(f"{target.path.name}.files")
    named = os.environ.get(FOLDER)
    return Path(named) if named else None


def require_folder(target: Target) -> Path:
    """As `folder`. Raises Environment where a store on a server has none."""
    found = folder(target)
    if found is None:
        raise Environment(
            t("A store on a server keeps no files beside it, and ${variable} names no folder.", variable=FOLDER),
            t("Set {variable} to the folder in which its files are.", variable=FOLDER),
        )
    return found


def place(folder: Path, sha256: str) -> Path:
    """`ab/abcdef…` in the folder; `sha256` is 64 hexadecimal digits."""
    return folder / sha256[:2] / sha256


def condition(target: Target, sha256: str | None) -> Condition | None:
    """How the file under a fingerprint is kept; None without a fingerprint, "unseen" where there is no folder to look in."""
    if sha256 is None:
        return None
    found = folder(target)
    if found is None:
        return "unseen"
    if re.fullmatch("[0-9a-f]{64}", sha256) is None:  # raw SQL may have put a path there
        return "missing"
    try:
        return "kept" if fingerprint(place(found, sha256)) == sha256 else "changed"
    except OSError:
        return "missing"


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file's content. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
