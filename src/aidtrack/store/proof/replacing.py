"""A draft takes the place of a store, and what stood there is kept.

A store that can be opened is replaced by SQLite's backup into its locked file: who has it open waits, and goes on in the new one. A
damaged one is replaced by rename.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import field
from pathlib import Path

from aidtrack.dataclass import dataclass
from aidtrack.errors import Busy, Environment
from aidtrack.files import databases, disk, drafts, modes
from aidtrack.locale import t
from aidtrack.store.engine import sqlite
from aidtrack.store.engine.beside import BEFORE_RESTORE, free_name, set_aside
from aidtrack.store.engine.connection import Connection, connect, require_no_newer
from aidtrack.store.engine.driver_errors import declared, unconfirmed
from aidtrack.store.engine.head import head
from aidtrack.store.engine.target import Target
from aidtrack.values.text import safe

_PAGES = 16  # a step of the copy: fewer than the smallest store has, so that the file is locked, and as it was, after the first
_COUNTER = slice(24, 28)  # bytes of SQLite's header that every commit changes


@dataclass(frozen=True, slots=True)
class Replaced:
    """Where the store that stood there is kept, if one did, and under which names the journals beside it were set aside."""

    kept: Path | None = None
    aside: list[Path] = field(default_factory=list)


def put(draft: Path, path: Path, finish: Callable[[str | None], None]) -> Replaced:
    """Move a synced draft to `path`; `finish` writes into the draft, given the head of the store that it replaces.

    Raises Busy, Environment; Damaged over another program's database, SchemaMismatch over a newer store.
    """
    store = Target(path, None)
    with disk.refused(path), declared(store):
        if not os.path.lexists(path):
            finish(None)
            modes.keep_rights(draft, path, private=True)
            aside = set_aside(path)
            _settle(draft, path)
            return Replaced(None, aside)
        if not path.is_file():
            raise Environment(t("{file} is no ordinary file.", file=str(path)), t("Give the name of a file."))
        if _opens(store):
            return Replaced(_copy_in(draft, store, path, finish))
        finish(None)
        modes.keep_rights(draft, path, private=True)
        kept = _kept_by_name(path)
        aside = set_aside(path)
        _settle(draft, path)
        return Replaced(kept, aside)


def _settle(draft: Path, path: Path) -> None:
    disk.sync(draft)
    disk.move(draft, path)


def _opens(store: Target) -> bool:
    """Whether a store can be locked and read; what is damaged cannot. Raises Damaged, SchemaMismatch where it is not to be replaced."""
    assert store.path is not None
    if not databases.is_database(store.path):  # to open it would play back what lies beside it
        return False
    try:
        with closing(connect(store, "rw")) as dbapi:
            connection = Connection(store, sqlite, dbapi)
            connection.execute("BEGIN IMMEDIATE")
            connection.value("SELECT count(*) FROM sqlite_master")
            require_no_newer(connection)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            return False
        raise
    return True


def _copy_in(draft: Path, store: Target, path: Path, finish: Callable[[str | None], None]) -> Path:
    """Keep the store as it is now, then copy the draft into its file, unless someone wrote to it in between."""
    kept = free_name(path, BEFORE_RESTORE)
    beside = drafts.draft_of(kept)
    with path.open("rb") as watched:  # closed last: closing a file gives up this process's locks on it
        try:
            with closing(connect(store, "rw")) as holder, closing(connect(store, "ro")) as dbapi:
                holder.execute("BEGIN IMMEDIATE")
                copy(dbapi, beside, like=path)
                replaced = None
                with suppress(sqlite3.DatabaseError):
                    replaced = head(Connection(store, sqlite, dbapi))
                seen = _counter(watched.fileno())
            disk.move(beside, kept)
            finish(replaced)
            _copy_over(draft, store, lambda: _counter(watched.fileno()) == seen, replaced)
        except Busy:  # the store is as it was; whatever else fails, what is kept may be all there is
            kept.unlink(missing_ok=True)
            raise
        finally:
            drafts.drop(beside)
    drafts.drop(draft)
    return kept


def _copy_over(draft: Path, store: Target, unchanged: Callable[[], bool], replaced: str | None) -> None:
    """Raises Unconfirmed where it is done and only the last sync failed."""
    try:
        with closing(connect(Target(draft, None), "ro")) as source, closing(connect(store, "rw")) as target:
            _pages(source, target, store.shown, unchanged)
    except Exception as error:
        if not _is_there(draft, store, replaced):
            raise
        raise unconfirmed(safe(str(error))) from error


def _is_there(draft: Path, store: Target, replaced: str | None) -> bool:
    """Whether the store holds what the draft does; False where its head tells it from nothing."""
    with suppress(Exception):
        heads = []
        for one in (Target(draft, None), store):
            with closing(connect(one, "ro")) as dbapi:
                heads.append(head(Connection(one, sqlite, dbapi)))
        return heads[0] == heads[1] != replaced
    return False


def _pages(
    source: sqlite3.Connection, target: sqlite3.Connection, shown: str, unchanged: Callable[[], bool] = lambda: True
) -> None:
    """SQLite's backup, which in Python would wait for ever for a file that is locked. Raises Busy."""
    asked = False

    def watch(status: int, remaining: int, pages: int) -> None:
        nonlocal asked
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or not (asked or unchanged()):
            raise Busy(
                t("{store} is busy: another command is writing to it. Nothing was written.", store=shown),
                t("Wait for it to end, then run the command again."),
            )
        asked = True  # the target is locked now, and nothing of the source is in it yet

    source.backup(target, pages=_PAGES, progress=watch)


def _counter(number: int) -> bytes:
    os.lseek(number, 0, os.SEEK_SET)
    return os.read(number, 100)[_COUNTER]


def copy(source: sqlite3.Connection, path: Path, *, like: Path) -> None:
    """Copy a store to a file that is not there yet, synced, with the rights of `like`. Raises OSError, sqlite3.Error, Busy."""
    with closing(sqlite3.connect(path)) as made:
        modes.keep_rights(path, like, private=True)
        _pages(source, made, str(path))
    disk.sync(path)


def _kept_by_name(path: Path) -> Path:
    kept = free_name(path, BEFORE_RESTORE)
    try:
        os.link(path, kept)
    except OSError:  # a file system without hard links
        path.rename(kept)
    return kept
