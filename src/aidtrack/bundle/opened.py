"""A bundle's bytes become its content, once all of it was held against its signature: strangers' bytes end here."""

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO

from aidtrack.bundle import checking, frame
from aidtrack.bundle.content import FORMAT, PARTS, Bundle, Manifest, Row, Rows
from aidtrack.bundle.faults import damaged, forged, newer
from aidtrack.bundle.frame import DEFLATED, STORED, Member
from aidtrack.bundle.keys import is_signed
from aidtrack.bundle.written import ENDING, FOLDER, MANIFEST, SIGNATURE, WHAT
from aidtrack.pattern import pattern
from aidtrack.phrase import phrase
from aidtrack.values import json_text

_MOST_MANIFEST = 1 << 24  # bytes
_MOST_LINE = 1 << 22  # bytes: no record of ours comes near it
_SIGNED = 64  # bytes
_SUM = pattern("[0-9a-f]{64}")
_FILE = pattern(rf"{FOLDER}[0-9a-f]{{64}}")
Placed = tuple[Member, int]


def opened(stream: BinaryIO, schema: int) -> Bundle:
    """The content of a bundle, which is read from the stream as long as it is used. `schema` is the newest that this program knows.

    Raises Spoilt where it is damaged or forged, Newer.
    """
    *members, manifest, signature = _two_more(frame.directory(stream))
    told, signed = _all(stream, manifest, MANIFEST, _MOST_MANIFEST), _all(stream, signature, SIGNATURE, _SIGNED)
    said = _said(told)
    if said["format"] > FORMAT or said["schema"] > schema:
        raise newer(said["format"], said["schema"])
    if not is_signed(said["key"], told, signed):
        raise forged(phrase("The bundle's signature is not that of the key that it names."))
    placed = list(_signed(members, said["members"]))
    rows = {
        part: Rows(columns, partial(_rows, stream, *placed[at], columns))
        for at, (part, columns) in enumerate(PARTS.items())
    }
    attached = {member.name.removeprefix(FOLDER): (member, start) for member, start in placed[len(PARTS) :]}
    for member, start in attached.values():
        for _ in frame.blocks(stream, member, start):
            pass
    found = Bundle(
        _manifest(said), **rows, files={name: partial(_opened, stream, *one) for name, one in attached.items()}
    )
    checking.check(found)
    return found


def _two_more(members: list[Placed]) -> list[Placed]:
    if len(members) < len(PARTS) + 2:
        raise damaged()
    return members


def _all(stream: BinaryIO, placed: Placed, name: str, most: int) -> bytes:
    member, start = placed
    if member.name != name or member.method != STORED or member.size > most:
        raise damaged()
    return b"".join(frame.blocks(stream, member, start))


def _said(told: bytes) -> dict[str, Any]:
    """What a manifest says, as far as it must be known before anything else."""
    try:
        said = json_text.read(told)
    except ValueError:
        raise damaged() from None
    known = {"format": int, "schema": int, "key": str, "members": list}
    if (
        not isinstance(said, dict)
        or said.get("what") != WHAT
        or any(type(said.get(name)) is not kind for name, kind in known.items())
    ):
        raise damaged()
    return said


def _signed(members: list[Placed], told: list[Any]) -> Iterator[Placed]:
    """The members with the sums that are signed: these, in this order, and no other."""
    if len(told) != len(members):
        raise damaged()
    expected = [part + ENDING for part in PARTS]
    for at, ((member, start), one) in enumerate(zip(members, told, strict=True)):
        full = {"name": member.name, "size": member.size, "packed": member.packed}
        is_part = at < len(expected)
        if not isinstance(one, dict) or {name: one.get(name) for name in full} != full or len(one) != len(full) + 2:
            raise damaged()
        if member.method != (DEFLATED if is_part else STORED):
            raise damaged()
        if (
            member.name != expected[at]
            if is_part
            else not _FILE.fullmatch(member.name) or one["sha256"] != member.name[len(FOLDER) :]
        ):
            raise damaged()
        sums = one.get("sha256"), one.get("packed_sha256")
        if not all(isinstance(sum, str) and _SUM.fullmatch(sum) for sum in sums):
            raise damaged()
        yield replace(member, sha256=str(sums[0]), packed_sha256=str(sums[1])), start
    names = [member.name for member, _ in members[len(expected) :]]
    if names != sorted(set(names)):
        raise damaged()


def _manifest(said: dict[str, Any]) -> Manifest:
    """Raises Spoilt for what no manifest of ours says."""
    stated = {name: value for name, value in said.items() if name not in ("what", "members")}
    try:
        stated["funds"] = {int(fund): dict(sums) for fund, sums in stated["funds"].items()}
        return Manifest(**stated)
    except (TypeError, ValueError, KeyError, AttributeError):
        raise damaged() from None


def _rows(stream: BinaryIO, member: Member, start: int, columns: tuple[str, ...]) -> Iterator[Row]:
    """Its rows; a column that an older program did not know is blank."""
    lines = _parsed(frame.blocks(stream, member, start))
    told = next(lines, [])
    if not told or told != [name for name in columns if name in told]:
        raise damaged()
    places = [told.index(name) if name in told else None for name in columns]
    for row in lines:
        if len(row) != len(told):
            raise damaged()
        yield tuple(row) if len(told) == len(columns) else tuple(None if at is None else row[at] for at in places)


def _parsed(blocks: Iterator[bytes]) -> Iterator[list[Any]]:
    for line in _lines(blocks):
        try:
            row = json_text.read(line)
        except ValueError:
            raise damaged() from None
        if not isinstance(row, list):
            raise damaged()
        yield row


def _lines(blocks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        if len(rest) > _MOST_LINE:
            raise damaged()
        yield from lines
    if rest:
        raise damaged()


def _opened(stream: BinaryIO, member: Member, start: int) -> BinaryIO:
    return io.BufferedReader(_Part(frame.blocks(stream, member, start)))


class _Part(io.RawIOBase):
    """A member, to be read once from its beginning."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._rest = blocks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        self._rest = self._rest or next(self._blocks, b"")
        length = min(len(target), len(self._rest))
        target[:length], self._rest = self._rest[:length], self._rest[length:]
        return length
