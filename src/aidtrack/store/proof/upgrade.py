"""Bringing an older store up to this program's schema: the old one is kept beside, and what people added to it stays or is named."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlmodel import SQLModel

from aidtrack.errors import Refused
from aidtrack.files import disk, drafts
from aidtrack.locale import t
from aidtrack.phrase import Said, listed, phrase
from aidtrack.store.engine.beside import BEFORE_UPGRADE, free_name
from aidtrack.store.engine.connection import SCHEMA, Connection, connect, engine_for, require_no_newer
from aidtrack.store.engine.driver_errors import declared
from aidtrack.store.engine.target import Target
from aidtrack.store.proof.replacing import copy
from aidtrack.store.schema import tables
from aidtrack.store.schema.build import build
from aidtrack.store.schema.own import Own, put_back, take_out
from aidtrack.store.schema.shape import expected
from aidtrack.store.schema.triggers import schema_on
from aidtrack.store.schema.views import views
from aidtrack.values.text import safe

assert tables.TABLES  # they are registered where they are declared


def upgrade(target: Target) -> list[Said]:
    """Run the migrations the store has not seen, in one transaction; returns what is to be said of it.

    Raises SchemaMismatch for a newer store, Refused where something of another has a name of ours, Busy, Environment.
    """
    engine = engine_for(target)
    with declared(target), closing(connect(target, "rw")) as dbapi:
        engine.trust_references(dbapi)  # tables are taken apart
        store = Connection(target, engine, dbapi)
        with store.begun():
            engine.lock_for_writing(store)
            is_older = require_no_newer(store) < SCHEMA
            if is_older:
                _require_none_elsewhere(store)
            kept = _keep(target) if is_older and target.url is None else None
            try:
                own = schema_on(engine).own(
                    store, SQLModel.metadata.tables, [name for name, _ in views()], _indexes(store)
                )
                take_out(store, own)
                build(store)
                lost = put_back(store, own)
                store.commit()
            except BaseException:
                if kept is not None:
                    kept.unlink(missing_ok=True)
                raise
    return [*_where(target, kept, is_older=is_older), *_told(own, lost)]


def _require_none_elsewhere(store: Connection) -> None:
    """Raises Refused for a collection of which other servers keep some: their tables would stay as they are."""
    if not store.engine.has_table(store, "office_place"):
        return
    for prefix, server in store.rows("SELECT DISTINCT prefix, server FROM office_place ORDER BY prefix"):
        raise Refused(
            t("{server} keeps the offices {prefix}*, and an upgrade does not reach their tables. Nothing was changed.", server=safe(server), prefix=safe(prefix)),
            t("With the program of the older schema bring them back first: aidtrack collection place {prefix} --here. Place them again after the upgrade.", prefix=safe(prefix)),
        )  # fmt: skip


def _indexes(store: Connection) -> list[str] | None:
    """What the indexes of a fresh store are called; None where that cannot be known."""
    made = expected(store)
    return None if made is None else [name for kind, name in made if kind == "index"]


def _keep(target: Target) -> Path:
    """A copy of the store, which is locked, under a name that is free. Raises Environment."""
    assert target.path is not None
    path = disk.target(target.path)
    kept = free_name(path, BEFORE_UPGRADE)
    draft = drafts.draft_of(kept)
    with disk.refused(kept):
        try:
            with closing(connect(target, "ro")) as dbapi:
                copy(dbapi, draft, like=kept)
            disk.move(draft, kept)
        finally:
            drafts.drop(draft)
    return kept


def _where(target: Target, kept: Path | None, *, is_older: bool) -> Iterator[Said]:
    if kept is not None:
        yield phrase("The store as it was is kept as {file}.", file=safe(str(kept)))
    elif is_older:
        yield phrase("No copy was kept: on a server that is what pg_dump is for, before an upgrade.")


def _told(own: list[Own], lost: dict[str, str]) -> Iterator[Said]:
    for one in own:
        if one.refuses:
            yield phrase("Not kept: {what}; it may change or refuse what is recorded.", what=safe(one.what))
        elif one.what in lost:
            yield phrase("Not kept: {what} ({reason}).", what=safe(one.what), reason=safe(lost[one.what]))
    stays = [safe(one.what) for one in own if not one.refuses and one.what not in lost]
    if stays:
        yield phrase("Kept, though none of aidtrack's: {what}.", what=listed(stays))
