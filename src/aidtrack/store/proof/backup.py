"""A copy of the store in one file, and its way back."""

import sqlite3
from contextlib import closing
from pathlib import Path

from aidtrack import files
from aidtrack.errors import Damaged, Refused, Usage
from aidtrack.locale import t
from aidtrack.store.engine.connection import connect, read
from aidtrack.store.engine.driver_errors import declared
from aidtrack.store.engine.target import Target


def backup(target: Target, path: Path, *, replace: bool) -> None:
    """Write a whole, checked copy of a file store to `path`. Raises Usage for a server, Refused where `path` exists."""
    _require_file(target)
    if path.exists() and not path.is_file():
        raise Refused(t("{file} is no ordinary file.", file=str(path)), t("Give the name of a file."))
    if path.exists() and not replace:
        raise Refused(t("{file} exists already.", file=str(path)), t("Give another name, or --yes to replace it."))
    with declared(target), read(target) as connection:
        _copy(connection.dbapi, files.target(path))


def restore(target: Target, path: Path, *, replace: bool) -> None:
    """Put a backup in the store's place. Raises Damaged where it is no sound aidtrack store."""
    _require_file(target)
    assert target.path is not None
    source = Target(path, None)
    if target.path.exists() and path.exists() and target.path.samefile(path):
        raise Refused(t("{file} is the store itself.", file=str(path)), t("Give another name."))
    if target.path.exists() and not replace:
        raise Refused(
            t("{file} exists already.", file=str(target.path)), t("To put the backup in its place, add --yes.")
        )
    with declared(source), read(source) as connection:
        if connection.value("PRAGMA quick_check(1)") != "ok":
            raise Damaged(t("{store} is damaged or is no aidtrack store.", store=str(path)))
        if target.path.exists():
            _require_idle(target)
        _copy(connection.dbapi, files.target(target.path))


def _require_idle(target: Target) -> None:
    """Nobody may be writing to the store that is about to be replaced. Raises Busy."""
    with declared(target):
        try:
            with closing(connect(target, "rw")) as connection:
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:  # what is damaged may be replaced, what is in use may not
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise


def _copy(source: sqlite3.Connection, path: Path) -> None:
    """Copy a store to `path`, whole or not at all. Raises Environment."""
    with files.refused(path):
        draft = files.draft_of(path)
        try:
            with declared(Target(path, None)):  # it is the copy that cannot be opened, not the store
                copy = sqlite3.connect(draft)
            try:
                files.keep_rights(draft, path, private=True)
                source.backup(copy)
            finally:
                copy.close()
            files.sync(draft)
            files.move(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def _require_file(target: Target) -> None:
    if target.url is not None:
        raise Usage(t("A store on a server is backed up by the server's own tools."), t("Use pg_dump and pg_restore."))
