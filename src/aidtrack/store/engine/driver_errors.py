"""A driver's error becomes one of ours: busy, environment, damaged; anything else is a bug and passes through."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from aidtrack.errors import AidtrackError, Busy, Damaged, Environment, Refused
from aidtrack.locale import t
from aidtrack.store.engine.target import Target


@contextmanager
def declared(target: Target) -> Iterator[None]:
    """Everything a store's driver raises inside becomes an AidtrackError where a user can do something about it."""
    try:
        yield
    except AidtrackError:
        raise
    except Exception as error:
        known = translate(error, target)
        if known is None:
            raise
        raise known from error


def root(error: BaseException) -> BaseException:
    """The driver's own error inside SQLAlchemy's wrapper."""
    return getattr(error, "orig", None) or error


def translate(error: BaseException, target: Target) -> AidtrackError | None:
    error = root(error)
    if "id_in_range" in str(error):
        return Refused(
            t("No id is left: a row has the last one that there is. Nothing was written."),
            t("Look for it: aidtrack check."),
        )
    if isinstance(error, sqlite3.Error):
        return _sqlite(error, target)
    psycopg = sys.modules.get("psycopg")
    if psycopg is not None and isinstance(error, psycopg.Error):
        return _postgres(error, target)
    return None


def _sqlite(error: sqlite3.Error, target: Target) -> AidtrackError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    shown = target.shown
    if str(error).startswith(("integer overflow", "cannot store REAL value")):
        return _too_large()
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _busy(shown)
    # Of a generic code: a piece was taken out, or a text is none.
    broken = str(error).startswith(("no such table", "no such column", "Could not decode to UTF-8"))
    if broken or code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT):
        return Damaged(
            t("{store} is damaged or is no aidtrack store.", store=shown),
            t("Restore the last backup: aidtrack db restore FILE."),
        )
    if code == sqlite3.SQLITE_FULL:
        return Environment(t("The disk is full. Nothing was written."), t("Make room, then run the command again."))
    if code == sqlite3.SQLITE_READONLY:
        return Environment(
            t("{store} cannot be written.", store=shown), t("Check the permissions of the file and its folder.")
        )
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_AUTH):
        return Environment(
            t("{store} cannot be opened, read or written ({reason}).", store=shown, reason=str(error)),
            t("Check the disk, the file and its folder, then run the command again."),
        )
    return None


def _postgres(error: Exception, target: Target) -> AidtrackError | None:
    state = getattr(error, "sqlstate", None) or ""
    if state in ("55P03", "40001", "40P01"):
        return _busy(target.shown)
    if state == "22003":
        return _too_large()
    if state.startswith(("53", "57", "58")):
        return Environment(t("The server cannot go on ({reason}). Nothing was written.", reason=_first_line(error)))
    if state in ("42501", "25006"):
        return Environment(
            t("{store} cannot be written.", store=target.shown), t("Ask for the right to write, or another URL.")
        )
    if state in ("42P01", "42703", "42883"):
        return Damaged(
            t("{store} is damaged or is no aidtrack store.", store=target.shown),
            t("Check the URL, or make a store there: aidtrack init."),
        )
    import psycopg

    if isinstance(error, psycopg.OperationalError):
        return Environment(
            t("{store} does not answer ({reason}).", store=target.shown, reason=_first_line(error)),
            t("Check the URL, the server and the network."),
        )
    return None


def _too_large() -> Refused:
    return Refused(
        t("The amounts add up to more than a store can hold. Nothing was written."), t("Check the unit: 元 or 万元?")
    )


def _busy(shown: str) -> Busy:
    return Busy(
        t("{store} is busy: another command is writing to it. Nothing was written.", store=shown),
        t("Wait for it to end, then run the command again."),
    )


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]
