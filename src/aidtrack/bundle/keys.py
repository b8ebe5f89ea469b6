"""The key with which an office signs: a file of its user's, by store, never in the store; and what its receivers know it by.

Ed25519 (RFC 8032), in libsodium by way of PyNaCl: under the Apache licence, with wheels for Windows, macOS and glibc 2.17, of 1.4 MB,
where `cryptography` brings 4.7 MB with an OpenSSL of its own. Only who signs or verifies loads it.
"""

import os
from pathlib import Path

from aidtrack import small_file
from aidtrack.dataclass import dataclass
from aidtrack.errors import Damaged, Environment
from aidtrack.files import in_place
from aidtrack.pattern import pattern
from aidtrack.phrase import phrase, why
from aidtrack.values.text import safe

_SEED = 32  # bytes
_SHOWN, _GROUP = 32, 4  # hexadecimal digits of a fingerprint, and how they are read out
_BETWEEN = pattern(r"[\s:-]")
_FILE = pattern(rb"aidtrack key 1\n([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Key:
    """A private key: 32 bytes of chance."""

    seed: bytes

    @property
    def public(self) -> str:
        """64 hexadecimal digits."""
        from nacl.signing import SigningKey

        return bytes(SigningKey(self.seed).verify_key).hex()

    def sign(self, content: bytes) -> bytes:
        """64 bytes."""
        from nacl.signing import SigningKey

        return bytes(SigningKey(self.seed).sign(content).signature)


def new() -> Key:
    return Key(os.urandom(_SEED))


def is_signed(public: str, content: bytes, signature: bytes) -> bool:
    """Whether who has the private key of this public one signed the content."""
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(bytes.fromhex(public)).verify(content, signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def fingerprint(public: str) -> str:
    """What people read out to each other: the first half of the key's SHA-256, in groups of four digits."""
    import hashlib

    digits = hashlib.sha256(bytes.fromhex(public)).hexdigest()[:_SHOWN]
    return "-".join(digits[at : at + _GROUP] for at in range(0, _SHOWN, _GROUP))


def is_of(public: str, typed: str) -> bool:
    """Whether a fingerprint that a person typed is that of this key: signs between its digits make no difference."""
    return _BETWEEN.sub("", typed).lower() == fingerprint(public).replace("-", "")


def place(folder: Path, store_id: str) -> Path:
    """Where the key of a store is, in a user's folder of settings."""
    return folder / "keys" / f"{store_id}.key"


def read(path: Path) -> Key | None:
    """The key in a file; None where there is none. Raises Environment, Damaged for another file."""
    if not path.exists():
        return None
    found = _FILE.fullmatch(small_file.content(path))
    if found is None:
        raise Damaged(
            phrase("{file} holds no key.", file=safe(str(path))),
            phrase("Put it back from a copy, or make another: aidtrack key new."),
        )
    return Key(bytes.fromhex(found[1].decode()))


def keep(path: Path, key: Key) -> None:
    """Write it for its owner's eyes alone. Raises Environment."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Environment(
            phrase("{file} cannot be written ({reason}).", file=safe(str(path)), reason=why(error)),
            phrase("Check its name and permissions."),
        ) from error
    in_place.put(path, b"aidtrack key 1\n" + key.seed.hex().encode() + b"\n", private=True)
