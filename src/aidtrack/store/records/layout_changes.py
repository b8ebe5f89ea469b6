"""Changing the layouts of a store; each change is in the audit log."""

from collections.abc import Sequence
from dataclasses import replace

from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.chain import spelled
from aidtrack.store.records.layouts import Layout, every, find, known
from aidtrack.values import json_text
from aidtrack.values.text import safe


def add(writer: Writer, name: str, content: str, *, replaces: bool) -> Layout:
    """Keep one; with `replaces` in the place of one that is there, which is to be used anew. Raises Refused where it is there."""
    if (before := known(writer, name)) is not None:
        if not replaces:
            raise Refused(
                t("There is a layout “{name}” already.", name=safe(before.name)),
                t("Give it another name, or replace it with --force."),
            )
        return _change(writer, before, replace(before, content=content, headers=()))
    id = writer.insert("layout", {"name": name, "content": content, "headers": None})
    made = Layout(id, name, content)
    Chain(writer).append("add", "layout", id, after=made.logged)
    return made


def edit(writer: Writer, name: str, content: str) -> Layout:
    """Another text for one that is there; the headers it is known by stay. Raises Refused where there is none."""
    before = find(writer, name)
    return _change(writer, before, replace(before, content=content))


def used_on(writer: Writer, name: str, headers: Sequence[Sequence[str]]) -> None:
    """Note the sheets on which it is used by name, where these are the first."""
    before = find(writer, name)
    if not before.headers:
        _change(writer, before, replace(before, headers=tuple(map(tuple, headers))))


def remove(writer: Writer, name: str) -> Layout:
    """Raises Refused where there is none."""
    gone = find(writer, name)
    writer.execute("DELETE FROM layout WHERE id = :id", {"id": gone.id})
    Chain(writer).append("remove", "layout", gone.id, before=gone.logged)
    return gone


def bring(writer: Writer, chain: Chain, batch_id: int, before: Layout | None, after: Layout) -> None:
    """Keep what a batch brings, in the place of `before` where it is there."""
    if before is not None:
        writer.update("layout", after.id, after.logged)
        chain.append("edit", "layout", after.id, before=before.logged, after=after.logged, batch_id=batch_id)
        return
    id = writer.insert("layout", after.logged)
    chain.append("add", "layout", id, after=after.logged, batch_id=batch_id)


def take_back(writer: Writer, chain: Chain, batch_id: int, undo_id: int) -> bool:
    """Make of what a batch brought what was there before, in the log as of the undoing one; whether there was any. Raises Refused where it
    was changed since.
    """
    found = writer.rows(
        "SELECT object_id, before, after FROM audit WHERE batch_id = :batch AND noun = 'layout' ORDER BY id DESC",
        {"batch": batch_id},
    )
    for id, before, after in found:
        now = next((one for one in every(writer) if one.id == id), None)
        if now is None:  # removed since
            continue
        if spelled(now.logged) != after:
            raise Refused(
                t("Batch {batch} cannot be taken back: what it changed was changed since.", batch=batch_id),
                t("Layout: {name}.", name=safe(now.name)),
            )
        if before is None:
            writer.execute("DELETE FROM layout WHERE id = :id", {"id": id})
            chain.append("remove", "layout", id, before=now.logged, batch_id=undo_id)
        else:
            stated = {"headers": None, **json_text.read(before)}
            writer.update("layout", id, stated)
            chain.append("edit", "layout", id, before=now.logged, after=stated, batch_id=undo_id)
    return bool(found)


def _change(writer: Writer, before: Layout, after: Layout) -> Layout:
    if after != before:
        writer.update("layout", after.id, after.logged)
        Chain(writer).append("edit", "layout", after.id, before=before.logged, after=after.logged)
    return after
