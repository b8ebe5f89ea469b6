"""Making an empty store. Nothing else makes one."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from aidtrack.errors import Environment, Refused, Unconfirmed
from aidtrack.files import disk, drafts, modes
from aidtrack.locale import spoken, t
from aidtrack.phrase import why
from aidtrack.store.engine.beside import set_aside
from aidtrack.store.engine.connection import Connection, connect, engine_for
from aidtrack.store.engine.driver_errors import declared
from aidtrack.store.engine.target import Target, sqlite_uri
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.schema.build import build_blank


def _nothing(writer: Writer) -> None:
    pass


def make(
    target: Target,
    begin: Callable[[Writer], None] = _nothing,
    *,
    actor: str = "",
    now: datetime | None = None,
    collection: bool = False,
) -> list[Path]:
    """Make the store, or a collection, with what `begin` writes into it; returns where journals that lay beside its place were set aside.

    Raises Refused where there is something already, Environment where it cannot be written.
    """
    build = partial(_build, begin=begin, actor=actor, now=now or datetime.now(UTC), collection=collection)
    with declared(target):
        if target.url is not None:
            _make_on_server(target, build)
            return []
        return _make_file(target, build)


def _make_file(target: Target, build: Callable[[Target], None]) -> list[Path]:
    """Build beside, then link into place: a killed `init` leaves no half store under the name."""
    assert target.path is not None
    path = disk.target(target.path)
    if path.exists():
        raise Refused(
            t("{store} exists already; nothing was changed.", store=str(path)),
            t("Give --db a path that does not exist yet."),
        )
    if not path.absolute().parent.is_dir():
        raise Environment(
            t("The folder {folder} does not exist.", folder=str(path.absolute().parent)), t("Make the folder first.")
        )
    draft = drafts.draft_of(path)
    try:
        moved = set_aside(path)
        sqlite3.connect(sqlite_uri(draft, "rwc"), uri=True).close()
        draft.touch()
        modes.keep_rights(draft, path, private=True)
        build(Target(draft, None))
        disk.sync(draft)
        try:
            os.link(draft, path)
        except FileExistsError:
            raise Refused(
                t("{store} exists already; nothing was changed.", store=str(path)),
                t("Give --db a path that does not exist yet."),
            ) from None
        except OSError:  # a file system without hard links
            draft.rename(path)
        try:
            disk.sync_folder(path.absolute().parent)
        except OSError as error:
            raise Unconfirmed(
                t(
                    "What the command wrote stands, but the store did not confirm it ({reason}).",
                    reason=spoken(why(error)),
                ),
                t("Check the disk or the server, then run: aidtrack check."),
            ) from error
        return moved
    except PermissionError as error:
        raise Environment(
            t("{store} cannot be written.", store=str(path)), t("Check the permissions of the file and its folder.")
        ) from error
    finally:
        drafts.drop(draft)


def _make_on_server(target: Target, build: Callable[[Target], None]) -> None:
    with closing(connect(target, "rw")) as dbapi, (connection := Connection(target, engine_for(target), dbapi)).begun():
        if connection.execute("SELECT to_regclass('entry') IS NOT NULL").fetchone()[0]:
            raise Refused(
                t("{store} exists already; nothing was changed.", store=target.shown),
                t("Give --db the URL of an empty database."),
            )
        others = "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace = quote_ident(current_schema())::regnamespace"
        others += " AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')"
        if connection.execute(others).fetchone()[0]:
            raise Refused(
                t("{store} holds tables of another program; nothing was changed.", store=target.shown),
                t("Give --db the URL of an empty database."),
            )
    build(target)


def _build(target: Target, begin: Callable[[Writer], None], actor: str, now: datetime, collection: bool) -> None:
    with closing(connect(target, "rw")) as dbapi:
        writer = Writer(target, dbapi, actor, now)
        with writer.begun():
            writer.engine.make_place(writer)
            build_blank(writer, collection=collection)
            begin(writer)
            writer.commit()
