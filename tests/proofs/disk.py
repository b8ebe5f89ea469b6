"""A disk whose power is cut: what a program did to a folder's files is replayed, and what was not synced may be lost, torn or out of order."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

SECTOR = 512  # bytes that are written whole or not at all
# How names reach the disk: in order, in any order, with every sync of any file.
Model = Literal["ordered", "any", "journaled"]
MODELS: tuple[Model, ...] = ("ordered", "any", "journaled")


class Operation(NamedTuple):
    """As the recorder wrote it down; `data` of a write alone."""

    name: str
    path: str
    to: str
    offset: int
    inode: int
    data: bytes


def recorded(path: Path) -> Iterator[Operation]:
    with path.open("rb") as file:
        for line in iter(file.readline, b""):
            name, one, other, offset, length, inode = os.fsdecode(line.rstrip(b"\n")).split("\t")
            data = file.read(int(length))
            yield Operation(name, one.removesuffix(" (deleted)"), other, int(offset), int(inode), data)


_File = object  # what a name stands for, whatever it is called
_Names = dict[str, _File]
# A name that goes or comes, the name that it takes the place of, the file.
_Change = tuple[str, str | None, _File | None]


@dataclass
class Disk:
    """`safe` is what a cut leaves for sure; `waiting` what may be lost. The program itself sees `names`."""

    model: Model
    names: _Names = field(default_factory=dict)
    safe_names: _Names = field(default_factory=dict)
    waiting_names: list[_Change] = field(default_factory=list)
    content: dict[_File, bytes] = field(default_factory=dict)
    waiting: dict[_File, list[Operation]] = field(default_factory=dict)
    inodes: dict[int, _File] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, model: Model) -> "Disk":
        """A disk that holds a folder as it is."""
        disk = cls(model)
        for path in folder.rglob("*"):
            if path.is_file():
                file = disk.names[str(path)] = object()
                disk.content[file] = path.read_bytes()
                disk.inodes[path.stat().st_ino] = file
        disk.safe_names = dict(disk.names)
        return disk

    def copy(self) -> "Disk":
        waiting = {file: [*operations] for file, operations in self.waiting.items()}
        return Disk(
            self.model, dict(self.names), dict(self.safe_names), [*self.waiting_names],
            dict(self.content), waiting, dict(self.inodes),
        )  # fmt: skip

    def do(self, operation: Operation) -> None:
        name, path, to, _, inode, _ = operation
        if name in ("write", "truncate"):
            self.waiting.setdefault(self._file(path, inode), []).append(operation)
        elif name == "create":
            file = self.inodes[inode] = self.names[path] = object()
            self.content[file] = b""
            self.waiting_names.append((path, None, file))
        elif name == "unlink":
            self.names.pop(path, None)
            self.waiting_names.append((path, None, None))
        elif name in ("rename", "link"):
            file = self.names.pop(path) if name == "rename" else self.names[path]
            self.names[to] = file
            self.waiting_names.append((to, path if name == "rename" else None, file))
        elif name == "sync":
            file = self._file(path, inode)
            self.content[file] = _after(self.content[file], self.waiting.pop(file, []))
            if self.model == "journaled":
                self._settle_names()
        elif name == "syncdir":
            self._settle_names(None if self.model == "journaled" else path.rstrip("/"))

    def _file(self, path: str, inode: int) -> _File:
        if inode not in self.inodes:
            self.inodes[inode] = self.names[path]
        return self.inodes[inode]

    def _settle_names(self, folder: str | None = None) -> None:
        kept = []
        for change in self.waiting_names:
            if folder in (None, str(Path(change[0]).parent)):
                _rename(self.safe_names, change)
            else:
                kept.append(change)
        self.waiting_names = kept

    def image(self, chance: random.Random, home: str, out: Path) -> None:
        """Lay down in `out` what a cut at this moment may leave of the folder `home`."""
        names = dict(self.safe_names)
        if self.model == "any":
            changes = [change for change in self.waiting_names if chance.random() < 0.5]
        else:
            changes = self.waiting_names[: chance.randint(0, len(self.waiting_names))]
        for change in changes:
            _rename(names, change)
        how = chance.choice(("none", "some", "torn", "all", "some"))
        left = {
            file: _after(self.content[file], list(self._reached(chance, how, file)))
            for file in dict.fromkeys(names.values())
        }
        for path, file in names.items():
            place = out / os.path.relpath(path, home)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(left[file])

    def _reached(self, chance: random.Random, how: str, file: _File) -> Iterator[Operation]:
        for one in self.waiting.get(file, []):
            if how == "none" or (how != "all" and chance.random() < 0.5):
                continue
            if how == "torn" and one.name == "write":
                for start in range(0, len(one.data), SECTOR):
                    if chance.random() < 0.6:
                        yield one._replace(offset=one.offset + start, data=one.data[start : start + SECTOR])
            else:
                yield one


def _rename(names: _Names, change: _Change) -> None:
    path, taken, file = change
    if taken is not None:
        names.pop(taken, None)
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file


def _after(content: bytes, operations: list[Operation]) -> bytes:
    held = bytearray(content)
    for one in operations:
        end = one.offset if one.name == "truncate" else one.offset + len(one.data)
        held.extend(bytes(max(end - len(held), 0)))
        if one.name == "truncate":
            del held[end:]
        else:
            held[one.offset : end] = one.data
    return bytes(held)
