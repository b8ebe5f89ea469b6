"""Bundles of a store without a command, and bundles that somebody made otherwise."""

import io
import json
import struct
import zipfile
from collections.abc import Callable
from typing import Any

from aidtrack.bundle import frame
from aidtrack.bundle.frame import DEFLATED, STORED, Member
from aidtrack.bundle.keys import Key
from aidtrack.bundle.written import MANIFEST, SIGNATURE, encoded, written
from aidtrack.store.engine.connection import read
from aidtrack.store.records import handed_over
from aidtrack.store.records.handing_over import content
from aidtrack.store.records.identity import Identity, store_id
from conftest import Store

KEY, STRANGER = Key(b"k" * 32), Key(b"s" * 32)
Members = dict[str, bytes] | list[tuple[str, bytes]]  # a list where a name stands twice


def _each(members: Members) -> list[tuple[str, bytes]]:
    return [*members.items()] if isinstance(members, dict) else members


def handed(store: Store, *, since: int = 0, names: bool = True) -> bytes:
    """All that is new after a record."""
    out = io.BytesIO()
    with read(store.target) as connection:
        who = Identity(store_id(connection), "621122", None, "621122")
        bundle = content(connection, who, since=since, to=handed_over.news(connection), names=names)
        written(bundle, KEY, out)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """The members as they are."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def together(members: Members) -> bytes:
    """A zip of these members as they are, packed as ours are."""
    out = io.BytesIO()
    frame.close(out, [_put(out, *member) for member in _each(members)])
    return out.getvalue()


def _put(out: io.BytesIO, name: str, whole: bytes) -> Member:
    return frame.put(out, name, [whole], DEFLATED if name.endswith(".jsonl") else STORED)


def made(members: Members, key: Key, change: Callable[[dict[str, Any]], None] = lambda _: None) -> bytes:
    """A bundle of these members with a manifest that fits them, signed; `change` may change what the manifest says."""
    held = [(name, whole) for name, whole in _each(members) if name not in (MANIFEST, SIGNATURE)]
    told = [_put(io.BytesIO(), *member) for member in held]
    said = json.loads(dict(_each(members))[MANIFEST])
    said["key"] = key.public
    said["members"] = [
        {"name": one.name, "size": one.size, "sha256": one.sha256, "packed": one.packed, "packed_sha256": one.packed_sha256}
        for one in told
    ]  # fmt: skip
    change(said)
    manifest = (encoded(said) + "\n").encode()
    return together([*held, (MANIFEST, manifest), (SIGNATURE, key.sign(manifest))])


def sizes_changed(data: bytes, name: str, size: int) -> bytes:
    """The zip says in both its places that a member is so large."""
    changed = bytearray(data)
    for mark, at_size, at_name in ((b"PK\3\4", 22, 30), (b"PK\1\2", 24, 46)):
        at = data.find(name.encode())
        while at >= 0:
            if data[at - at_name : at - at_name + 4] == mark:
                struct.pack_into("<I", changed, at - at_name + at_size, size)
            at = data.find(name.encode(), at + 1)
    return bytes(changed)
