"""The zip of a bundle, byte for byte what its members make: no time, no comment, no extra field, nothing before, between, behind.

A reader of zips opens it; this one takes nothing that it would not have written. Every size stands in the directory, and nothing is
inflated beyond it.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from aidtrack.bundle.faults import damaged
from aidtrack.dataclass import dataclass

STORED, DEFLATED = 0, 8
MOST_BYTES = 2**32 - 1  # of all: beyond it a zip needs extra fields
MOST_MEMBERS = 2**16 - 2
_MOST_DIRECTORY = 1 << 24  # bytes
_BLOCK = 1 << 20
_NEEDED, _DAY = 20, 0x21  # version 2.0; 1 January 1980, which is a zip's first day
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the zip: how it is packed, its size as it is and as it is packed, SHA-256 of both, and its CRC-32.

    The hashes are blank where only the directory was read.
    """

    name: str
    method: int
    size: int
    packed: int
    crc: int
    sha256: str = ""
    packed_sha256: str = ""

    @property
    def local(self) -> bytes:
        name = self.name.encode()
        sizes = self.crc, self.packed, self.size
        return _LOCAL.pack(b"PK\3\4", _NEEDED, 0, self.method, 0, _DAY, *sizes, len(name), 0) + name

    def central(self, offset: int) -> bytes:
        name = self.name.encode()
        sizes = self.crc, self.packed, self.size
        return (
            _CENTRAL.pack(
                b"PK\1\2", _NEEDED, _NEEDED, 0, self.method, 0, _DAY, *sizes, len(name), 0, 0, 0, 0, 0, offset
            )
            + name
        )


def put(stream: BinaryIO, name: str, content: Iterable[bytes], method: int) -> Member:
    """Write one member at the end of what can be gone back in. Raises OverflowError beyond what a zip holds."""
    start = stream.tell()
    stream.write(Member(name, method, 0, 0, 0).local)
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS) if method == DEFLATED else None
    whole, packed = hashlib.sha256(), hashlib.sha256()
    size = length = crc = 0
    for block in _packed(content, packer):
        plain, tight = block
        whole.update(plain)
        packed.update(tight)
        size, length, crc = size + len(plain), length + len(tight), zlib.crc32(plain, crc)
        stream.write(tight)
        if max(size, stream.tell()) > MOST_BYTES:
            raise OverflowError
    member = Member(name, method, size, length, crc, whole.hexdigest(), packed.hexdigest())
    end = stream.tell()
    stream.seek(start)
    stream.write(member.local)
    stream.seek(end)
    return member


def _packed(content: Iterable[bytes], packer: "zlib._Compress | None") -> Iterator[tuple[bytes, bytes]]:
    for block in content:
        yield block, packer.compress(block) if packer else block
    if packer:
        yield b"", packer.flush()


def close(stream: BinaryIO, members: Sequence[Member]) -> None:
    """Write the directory. Raises OverflowError beyond what a zip holds."""
    if len(members) > MOST_MEMBERS:
        raise OverflowError
    directory, end = _directory(members)
    if end + len(directory) > MOST_BYTES:
        raise OverflowError
    stream.write(directory)


def _directory(members: Sequence[Member]) -> tuple[bytes, int]:
    """The directory with the zip's end, and where it begins."""
    offset, told = 0, list[bytes]()
    for member in members:
        told.append(member.central(offset))
        offset += len(member.local) + member.packed
    directory = b"".join(told)
    count = len(members)
    return directory + _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0), offset


def directory(stream: BinaryIO) -> list[tuple[Member, int]]:
    """Each member, and where its packed bytes begin. Raises Damaged for what `put` and `close` would not have written so."""
    length = stream.seek(0, 2)
    if length < _END.size:
        raise damaged()
    stream.seek(-_END.size, 2)
    mark, _, _, _, count, size, offset, _ = _END.unpack(stream.read(_END.size))
    if mark != b"PK\5\6" or size > _MOST_DIRECTORY or offset + size + _END.size != length:
        raise damaged()
    stream.seek(offset)
    told = stream.read(size + _END.size)
    members = list(_members(told, count))
    if _directory(members) != (told, offset):
        raise damaged()
    return list(_placed(stream, members))


def _members(told: bytes, count: int) -> Iterator[Member]:
    at = 0
    for _ in range(count):
        if at + _CENTRAL.size > len(told):
            raise damaged()
        _, _, _, _, method, _, _, crc, packed, size, named, *_ = _CENTRAL.unpack_from(told, at)
        at += _CENTRAL.size
        try:
            name = told[at : at + named].decode("ascii")
        except UnicodeDecodeError:
            raise damaged() from None
        at += named
        if method not in (STORED, DEFLATED) or (method == STORED and packed != size):
            raise damaged()
        yield Member(name, method, size, packed, crc)


def _placed(stream: BinaryIO, members: Sequence[Member]) -> Iterator[tuple[Member, int]]:
    at = 0
    for member in members:
        stream.seek(at)
        local = member.local
        if stream.read(len(local)) != local:
            raise damaged()
        yield member, at + len(local)
        at += len(local) + member.packed


def blocks(stream: BinaryIO, member: Member, start: int) -> Iterator[bytes]:
    """The content of a member, held against its sizes and sums as far as these are known. Raises Damaged."""
    packer = zlib.decompressobj(-zlib.MAX_WBITS) if member.method == DEFLATED else None
    whole, packed = hashlib.sha256(), hashlib.sha256()
    size = crc = 0
    for tight in _read(stream, start, member.packed):
        packed.update(tight)
        if packer is not None and packer.eof:
            raise damaged()
        for plain in _inflated(packer, tight, member.size + 1 - size):
            size += len(plain)
            if size > member.size:
                raise damaged()
            whole.update(plain)
            crc = zlib.crc32(plain, crc)
            yield plain
    ended = packer is None or (packer.eof and not packer.unused_data and not packer.unconsumed_tail)
    sums = [(member.sha256, whole), (member.packed_sha256, packed)]
    if (
        not ended
        or (size, crc) != (member.size, member.crc)
        or any(told and told != sum.hexdigest() for told, sum in sums)
    ):
        raise damaged()


def _read(stream: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    while length:
        stream.seek(start)  # another part may have been read meanwhile
        block = stream.read(min(_BLOCK, length))
        if not block:
            raise damaged()
        start, length = start + len(block), length - len(block)
        yield block


def _inflated(packer: "zlib._Decompress | None", tight: bytes, most: int) -> Iterator[bytes]:
    if packer is None:
        yield tight
        return
    try:
        while not packer.eof and most > 0:
            limit = min(_BLOCK, most)
            plain = packer.decompress(tight, limit)
            tight = packer.unconsumed_tail
            most -= len(plain)
            yield plain
            if not tight and len(plain) < limit:
                return
    except zlib.error:
        raise damaged() from None
