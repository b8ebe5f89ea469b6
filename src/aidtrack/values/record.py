"""A record of the audit log as a link of a chain: it carries the hash of the one before.

A hash is SHA-256 over the record's fields, each preceded by its length, so that no two records share one spelling.
"""

import hashlib
import os
from collections.abc import Mapping

from aidtrack.pattern import pattern

GENESIS = "0" * 64  # the hash before the first record
FIELDS = ("at", "actor", "action", "noun", "object_id", "batch_id", "before", "after", "previous")
LOGIN = "login"  # under which the server knows the actor; a file knows none, nor did older schemas
RECORD = ("id", *FIELDS, LOGIN, "hash")  # the columns of the log
LINK = frozenset({"id", "previous", "hash"})  # those of them that are left of a sealed record
FORGET = "forget"  # the action of a record after which a person's values are erased beside the chain
SEALED_BY = "sealed"  # under which the last record of a forgetting, of the noun `personal`, says which records hold the name for ever
_SALT = 16  # bytes
MARK = "#"  # under which a record holds a hash in a value's place
SEALED = pattern(rf'\{{"{MARK}":"([0-9a-f]{{64}})"\}}')
_OF_COLUMN = pattern(rf'"(\w+)":{SEALED.pattern}')


def record_hash(fields: Mapping[str, object]) -> str:
    """The hash of a record's FIELDS, and its LOGIN where it has one; a blank and an empty text differ."""
    parts: list[bytes] = []
    for name in (*FIELDS, *([LOGIN] if fields.get(LOGIN) is not None else [])):
        value = fields.get(name)
        data = b"" if value is None else str(value).encode()
        parts += (b"-:" if value is None else b"%d:" % len(data), data)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def salted(salt: str, value: str) -> str:
    """What a record holds of a value that stands beside the log with a salt of its own, in hexadecimal digits: nobody without the salt tells what the value was.

    Raises ValueError for a salt that is none.
    """
    return hashlib.sha256(bytes.fromhex(salt) + value.encode()).hexdigest()


def is_of(hash: str, salt: str, value: str) -> bool:
    """Whether a record's hash is that of the value."""
    try:
        return salted(salt, value) == hash
    except ValueError:  # a salt that is none
        return False


def hashes_in(text: object) -> list[tuple[str, str]]:
    """(column, hash) of each personal value of a record."""
    return [] if text is None else _OF_COLUMN.findall(str(text))


def new_salt() -> str:
    """Bytes that nobody can guess, as hexadecimal digits."""
    return os.urandom(_SALT).hex()
