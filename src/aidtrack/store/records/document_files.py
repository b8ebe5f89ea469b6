"""The files of documents: kept beside the store, each under its own SHA-256. What a person calls a file is data, never a path."""

import hashlib
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, Literal

from aidtrack.errors import Damaged, Environment, Usage
from aidtrack.files import disk, drafts, modes
from aidtrack.locale import t
from aidtrack.phrase import why
from aidtrack.store.engine.connection import Connection, schema_number
from aidtrack.store.engine.target import Target
from aidtrack.values.text import safe

FOLDER = "AIDTRACK_FILES"  # where the files of a store on a server are
Opened = Callable[[str], BinaryIO]  # what stands under a fingerprint; raises KeyError or OSError where nothing does
Condition = Literal["kept", "missing", "changed", "unseen"]
_BLOCK = 1 << 20  # bytes
_WITH_FILES = 2  # the first schema whose documents have files


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


def checked(sha256: str) -> str:
    """A stored fingerprint that can be part of a path. Raises Damaged: raw SQL may have put anything there."""
    if re.fullmatch("[0-9a-f]{64}", sha256) is None:
        raise Damaged(
            t("The document's SHA-256 is none: {value}.", value=safe(sha256[:80])),
            t("Look for what changed it: aidtrack check."),
        )
    return sha256


def condition(target: Target, sha256: str | None) -> Condition | None:
    """How the file under a fingerprint is kept; None without a fingerprint, "unseen" where there is no folder to look in."""
    if sha256 is None:
        return None
    home = folder(target)
    if home is None:
        return "unseen"
    try:
        with place(home, checked(sha256)).open("rb") as source:
            return "kept" if _copy(source, None) == sha256 else "changed"
    except (Damaged, OSError):
        return "missing"


def lying(home: Path) -> list[Path]:
    """Every file in the folder of a store's files but what runs write just now; none where it cannot be looked into."""
    return sorted(path for path in home.rglob("*") if path.is_file() and not path.name.startswith("."))


def keep(target: Target, path: Path) -> str:
    """Copy a file to its place beside the store, whole or not at all; returns its SHA-256.

    Raises Environment where it cannot be read or kept, Usage where it is no ordinary file.
    """
    home = require_folder(target)
    try:
        if path.exists() and not path.is_file():
            raise Usage(t("{file} is no ordinary file.", file=safe(str(path))), t("Give the name of a file."))
        source = path.open("rb")
    except OSError as error:
        raise Environment(
            t("{file} cannot be read ({reason}).", file=safe(str(path)), reason=why(error)),
            t("Check its name and permissions."),
        ) from error
    with source, disk.refused(home):
        _make_folder(home)
        return _put(source, home)


def named(connection: Connection) -> list[str]:
    """The fingerprints that the documents of a store name; those of schema 1 had no files."""
    if schema_number(connection) < _WITH_FILES:
        return []
    found = connection.rows("SELECT DISTINCT sha256 FROM document WHERE sha256 IS NOT NULL ORDER BY sha256")
    return [checked(str(sha256)) for (sha256,) in found]


def bring(wanted: Iterable[str], opened: Opened, home: Path) -> int:
    """Copy these files into a folder that lacks them; returns how many could not be read or are other files by now.

    Raises Environment.
    """
    lacking = 0
    for sha256 in wanted:
        with disk.refused(home):
            if place(home, sha256).exists() and _is(place(home, sha256), sha256):
                continue
            try:
                source = opened(sha256)
            except (KeyError, OSError):
                lacking += 1
                continue
            with source:
                _make_folder(home)
                lacking += _put(source, home, only=sha256) != sha256
    return lacking


def _is(path: Path, sha256: str) -> bool:
    with path.open("rb") as source:
        return _copy(source, None) == sha256


def _put(source: BinaryIO, home: Path, *, only: str | None = None) -> str:
    """Copy beside its place, then move it there for good, if it is the one that is wanted. Raises OSError."""
    draft = drafts.draft_of(home / "document")
    try:
        with draft.open("wb") as copy:
            modes.keep_rights(draft, home / "document", private=True)
            sha256 = _copy(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        if only not in (None, sha256):
            return sha256
        _make_folder(place(home, sha256).parent)
        disk.move(draft, place(home, sha256))
    finally:
        draft.unlink(missing_ok=True)
    return sha256


def _make_folder(folder: Path) -> None:
    """A folder for its owner, or for the group that shares the one it stands in. Raises OSError."""
    if not folder.is_dir():
        folder.mkdir()
        modes.keep_folder_rights(folder)
        disk.sync_folder(folder.parent)


def fetch(target: Target, sha256: str, stream: BinaryIO) -> None:
    """Write the file of a fingerprint to `stream`. Raises Environment where it is missing, Damaged where it is another by now."""
    home = require_folder(target)
    path = place(home, sha256)
    try:
        source = path.open("rb")
    except OSError as error:
        raise Environment(
            t("The file is missing: {file} cannot be read ({reason}).", file=safe(str(path)), reason=why(error)),
            t("Put it back from a backup, or attach it again: aidtrack document attach NAME FILE."),
        ) from error
    with source:
        if _copy(source, stream) != sha256:
            raise Damaged(
                t("The file {file} was changed: it has another SHA-256.", file=safe(str(path))),
                t("Put it back from a backup, or attach it again: aidtrack document attach NAME FILE."),
            )


def _copy(source: BinaryIO, target: BinaryIO | None) -> str:
    """Copy a stream, or only look at it; returns the SHA-256 of its content."""
    digest = hashlib.sha256()
    while block := source.read(_BLOCK):
        digest.update(block)
        if target is not None:
            target.write(block)
    return digest.hexdigest()
