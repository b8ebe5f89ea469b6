"""Content and a key become a bundle: the same bytes from the same content."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from typing import BinaryIO

from aidtrack.bundle import frame
from aidtrack.bundle.content import PARTS, Bundle, Rows
from aidtrack.bundle.frame import DEFLATED, STORED, Member
from aidtrack.bundle.keys import Key
from aidtrack.errors import Refused
from aidtrack.phrase import phrase

WHAT = "aidtrack bundle"
MANIFEST, SIGNATURE = "manifest.json", "signature"
ENDING, FOLDER = ".jsonl", "files/"
_BLOCK = 1 << 20  # bytes
encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def written(bundle: Bundle, key: Key, stream: BinaryIO) -> None:
    """Write a bundle to what can be gone back in. Raises Refused where it is too large for one file."""
    try:
        members = [frame.put(stream, part + ENDING, _lines(getattr(bundle, part)), DEFLATED) for part in PARTS] + [
            frame.put(stream, FOLDER + sha256, _content(bundle.files[sha256]), STORED)
            for sha256 in sorted(bundle.files)
        ]
        manifest = manifest_of(bundle, key, members)
        members.append(frame.put(stream, MANIFEST, [manifest], STORED))
        members.append(frame.put(stream, SIGNATURE, [key.sign(manifest)], STORED))
        frame.close(stream, members)
    except OverflowError:
        raise Refused(
            phrase("The bundle is too large for one file: more than 4 GiB."),
            phrase("Leave out --with-files, or hand over less: --since RECORD."),
        ) from None


def manifest_of(bundle: Bundle, key: Key, members: Iterable[Member]) -> bytes:
    """What is signed: who and how far, and size and SHA-256 of each member, as it is and as it is packed."""
    said = asdict(replace(bundle.manifest, key=key.public))
    said["funds"] = {str(fund): dict(sums) for fund, sums in bundle.manifest.funds.items()}
    told = [
        {
            "name": one.name,
            "size": one.size,
            "sha256": one.sha256,
            "packed": one.packed,
            "packed_sha256": one.packed_sha256,
        }
        for one in members
    ]
    return (encoded({"what": WHAT, **said, "members": told}) + "\n").encode()


def _lines(rows: Rows) -> Iterator[bytes]:
    """The columns, then a row a line, in blocks."""
    held, size = [encoded(rows.columns)], 0
    for row in rows:
        held.append(encoded(row))
        size += len(held[-1])
        if size > _BLOCK:
            yield ("\n".join(held) + "\n").encode()
            held, size = [], 0
    if held:
        yield ("\n".join(held) + "\n").encode()


def _content(opened: Callable[[], BinaryIO]) -> Iterator[bytes]:
    with opened() as source:
        while block := source.read(_BLOCK):
            yield block
