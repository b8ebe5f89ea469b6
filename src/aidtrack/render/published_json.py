"""What files of open standards in JSON have in common: things written one by one, and amounts as numbers."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from aidtrack.values.money import plain_yuan


def write(stream: BinaryIO, head: Mapping[str, Any], name: str, things: Iterable[Mapping[str, Any]]) -> None:
    """An object of `head` and, last, a list of things under a name, each on a line of its own."""
    stream.write(json.dumps(head, ensure_ascii=False).removesuffix("}").encode() + f', "{name}": ['.encode())
    for at, thing in enumerate(things):
        stream.write((",\n" if at else "\n").encode() + json.dumps(thing, ensure_ascii=False).encode())
    stream.write(b"\n]}\n")


def amount(fen: int) -> float:
    """Yuan, exact to the fen up to fifteen digits, which is what a number of JSON is read with."""
    return float(plain_yuan(fen))
