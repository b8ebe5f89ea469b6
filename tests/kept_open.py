"""SQLite files that stay open between the commands of a test.

Each command of ours opens the store, and SQLite reads its whole schema then and plans the guards at the first entry: half of the time
of a small command, thousands of times over. Here the next command on a file that nobody else has touched goes on with the connection
of one before: there is one to read and one to write, and where the latter has lost its plans, as whenever the schema changed, it reads
too. Nothing stays of what that held or made for itself. What is started as a program of its own opens as ever.
"""

import sqlite3
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Any

from aidtrack.store.engine import sqlite
from aidtrack.store.engine.engine import Mode
from aidtrack.store.engine.target import Target

OPEN = 8  # files; a test has one or two
MADE, OPENED = sqlite3.connect, sqlite.connect

Key = tuple[Path, Mode]
State = tuple[object, ...]


class KeptOpen(sqlite3.Connection):
    """Goes back to the others when it is closed."""

    shelf: "Shelf | None" = None
    key: Key
    schema = 0  # SQLite's number of it when this one was last put away
    planless = False  # it has changed since
    reads = False  # one to write, as long as it is lent to readers

    def close(self) -> None:
        if self.shelf is None or not self.shelf.takes(self):
            super().close()


class Shelf:
    """Connections that nobody uses now, and how their files were when one of them was last put away."""

    def __init__(self) -> None:
        self._idle: OrderedDict[Key, KeptOpen] = OrderedDict()
        self._left: dict[Path, State] = {}
        self._one = Lock()

    def made(self, *args: Any, **options: Any) -> sqlite3.Connection:
        """`sqlite3.connect`, for what may be kept, and used by another thread then."""
        made: sqlite3.Connection = MADE(*args, **{"factory": KeptOpen, "check_same_thread": False, **options})
        return made

    def connect(self, target: Target, mode: Mode, *, patience: float) -> Any:
        """`sqlite.connect`: a connection in the state of a new one."""
        if target.path is None:
            return OPENED(target, mode, patience=patience)
        path = target.path.absolute()
        key = (path, mode)
        with self._one:
            touched = self._left.get(path) != _state(path)
            stale = [self._idle.pop(other) for other in [*self._idle] if touched and other[0] == path]
            writer = self._idle.get((path, "rw"))
            if writer is not None and (writer.planless or writer.reads):
                key = writer.key
            found = self._idle.pop(key, None)
        for one in stale:
            _close(one)
        if found is not None:
            if found.key[1] == "rw" and found.reads != (mode == "ro"):
                found.reads = not found.reads
                found.execute(f"PRAGMA query_only = {'ON' if found.reads else 'OFF'}")
            found.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
            return found
        made = OPENED(target, mode, patience=patience)
        if isinstance(made, KeptOpen):
            made.shelf, made.key = self, key
        return made

    def takes(self, one: KeptOpen) -> bool:
        """Whether it serves again; all that its command left is undone."""
        try:
            if one.in_transaction:
                one.rollback()
            _clean(one)
        except sqlite3.Error:
            return False
        state = _state(one.key[0])
        if state is None:
            return False
        with self._one:
            self._left[one.key[0]] = state
            before = self._idle.pop(one.key, None)
            self._idle[one.key] = one
            over = self._idle.popitem(last=False)[1] if len(self._idle) > OPEN else None
        for gone in (before, over):
            if gone is not None:
                _close(gone)
        return True

    def leave(self) -> None:
        """Close them all."""
        while self._idle:
            _close(self._idle.popitem()[1])


def _clean(one: KeptOpen) -> None:
    """Without what a command made or set for itself. What would make SQLite forget its plans is set again only where it was changed."""
    for kind, name in one.execute("SELECT type, name FROM sqlite_temp_master WHERE type <> 'index'").fetchall():
        one.execute(f'DROP {kind} temp."{name}"')
    one.execute("PRAGMA cache_size = -2000")
    if one.execute("PRAGMA foreign_keys").fetchone() != (1,):
        one.execute("PRAGMA foreign_keys = ON")
    [schema] = one.execute("PRAGMA schema_version").fetchone()
    one.planless, one.schema = schema != one.schema, schema


def _close(one: KeptOpen) -> None:
    sqlite3.Connection.close(one)


def _state(path: Path) -> State | None:
    """All that changes with a file that somebody writes, replaces, protects or leaves a journal beside; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    beside = any(path.with_name(path.name + ending).exists() for ending in ("-journal", "-wal"))
    return None if beside else (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
