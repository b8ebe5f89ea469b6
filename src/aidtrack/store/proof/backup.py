"""A copy of the store in one file, with the files of its documents where they are asked for, or all of it in one .zip."""

import sqlite3
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from aidtrack.errors import Damaged, Refused, Usage
from aidtrack.files import databases, disk, drafts, in_place
from aidtrack.locale import t
from aidtrack.phrase import Said, phrase
from aidtrack.store.engine.beside import said_of, set_aside
from aidtrack.store.engine.connection import Connection, read
from aidtrack.store.engine.driver_errors import declared
from aidtrack.store.engine.target import Target
from aidtrack.store.proof.replacing import copy
from aidtrack.store.records import document_files
from aidtrack.values.text import safe

STORE, FILES = "aidtrack.db", "files"  # how a .zip holds them
_BLOCK = 1 << 20  # bytes


def backup(target: Target, path: Path, *, replace: bool, unchecked: bool, with_files: bool) -> list[Said]:
    """Write a whole copy of a sound file store to `path`; returns what is to be said of it.

    Raises Usage for a server, Refused where `path` exists, Damaged where the store is and `unchecked` does not insist.
    """
    require_file(target)
    if path.exists() and not path.is_file():
        raise Refused(t("{file} is no ordinary file.", file=safe(str(path))), t("Give the name of a file."))
    if path.exists() and not replace:
        raise Refused(
            t("{file} exists already.", file=safe(str(path))), t("Give another name, or --yes to replace it.")
        )
    place = disk.target(path)
    with read(target, older=True) as connection, disk.refused(path):
        _require_replaceable(target, place)
        wound = _wound(connection)
        if wound is not None and not unchecked:
            raise Damaged(
                t(
                    "{store} is damaged ({problem}); nothing was copied.",
                    store=target.shown,
                    problem=safe(wound),
                ),
                t("Look at it: aidtrack check. To copy it all the same, add --unchecked."),
            )
        said: list[Said] = [phrase("What was copied is damaged: look at it with aidtrack check.")] if wound else []
        if is_zip(path):
            return said + _zip(connection, place)
        if with_files:
            home = document_files.require_folder(Target(path, None))
            said += lacking(document_files.bring(document_files.named(connection), _beside(target), home))
        elif wound is None and document_files.named(connection):
            beside = safe(str(document_files.require_folder(target)))
            said.append(phrase("The files of documents lie in {folder}: --files copies them too.", folder=beside))
        return said + _copy(connection, place)


def is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def require_file(target: Target) -> None:
    """Raises Usage for a store on a server."""
    if target.url is not None:
        raise Usage(t("A store on a server is backed up by the server's own tools."), t("Use pg_dump and pg_restore."))


def lacking(count: int) -> list[Said]:
    return (
        [phrase("{count} files of documents are missing or changed, and were left out.", count=count)] if count else []
    )


def _wound(connection: Connection) -> str | None:
    """What the engine finds wrong with the file, if anything."""
    try:
        found = connection.engine.unsound(connection)
    except sqlite3.DatabaseError as error:
        return str(error)
    return found[0][0] if found else None


def _require_replaceable(target: Target, place: Path) -> None:
    """A backup takes the place of a backup. Raises Refused over the store, Damaged and SchemaMismatch over what is not this program's."""
    if not place.exists():
        return
    assert target.path is not None
    if place.samefile(target.path):
        raise Refused(t("{file} is the store itself.", file=safe(str(place))), t("Give another name."))
    if not is_zip(place) and databases.is_database(place):
        with read(Target(place, None), older=True):
            pass


def _copy(connection: Connection, place: Path) -> list[Said]:
    draft = drafts.draft_of(place)
    try:
        with declared(Target(place, None)):  # it is the copy that cannot be opened, not the store
            copy(connection.dbapi, draft, like=place)
        moved = set_aside(place)
        disk.move(draft, place)
    finally:
        drafts.drop(draft)
    return said_of(moved)


def _zip(connection: Connection, place: Path) -> list[Said]:
    draft = drafts.draft_of(place.with_name(f"{place.name}.db"))
    absent = 0

    def write(stream: BinaryIO) -> None:
        nonlocal absent
        opened = _beside(connection.target)
        with ZipFile(stream, "w", ZIP_DEFLATED) as zip:
            zip.write(draft, STORE)
            for sha256 in document_files.named(connection):
                if document_files.condition(connection.target, sha256) != "kept":
                    absent += 1
                    continue
                with opened(sha256) as source, zip.open(f"{FILES}/{sha256}", "w", force_zip64=True) as member:
                    copyfileobj(source, member, _BLOCK)

    try:
        with declared(Target(place, None)):
            copy(connection.dbapi, draft, like=place)
        in_place.put_all([(place, write)], private=True)
    finally:
        drafts.drop(draft)
    return lacking(absent)


def _beside(target: Target) -> document_files.Opened:
    home = document_files.require_folder(target)
    return lambda sha256: document_files.place(home, sha256).open("rb")
