"""The fingerprint of entries: kept in the audit chain, recomputed by whoever holds the entries against it."""

import hashlib
from array import array
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from aidtrack.ledger.entry import ENTRY, ENTRY_COLUMNS, ORIGIN
from aidtrack.values.record import salted

ROW = (*ENTRY_COLUMNS, *ORIGIN)
# Columns that came later are left out where they hold nothing: so what an older schema recorded keeps its digest.
_LATER = frozenset(field.column for field in ENTRY.fields if field.since > 1)
_TEXTS = frozenset(field.column for field in ENTRY.fields if field.sql == "TEXT")
OPEN = "open"  # under which the record of a batch says it
# What nobody's name can stand in: of this there is a digest of its own, for whoever has the rest masked.
_OPEN = frozenset(ROW) - {field.column for field in ENTRY.fields if field.may_name or field.may_be_head}
_NO_NUMBER = -(2**63)
_BLOCK = 5000


class Digest:
    """SHA-256 over entries in order of id, column by column: how they come in blocks makes no difference.

    An upgrade gives the columns of its schema.
    """

    def __init__(self, columns: Sequence[str] = ROW) -> None:
        self._columns = {name: hashlib.sha256() for name in columns}
        self._held = {name for name in columns if name not in _LATER}
        self.count = 0

    def add(self, count: int, columns: Mapping[str, Sequence[object]], same: Mapping[str, object]) -> None:
        """Take in `count` entries; `same` are values that all of them have, and what neither names is null."""
        for name, digest in self._columns.items():
            values = columns.get(name)
            if name not in self._held:
                if same.get(name) is None and (values is None or values.count(None) == len(values)):
                    continue
                self._hold(name)
            digest.update(_spelled(name, [same.get(name)]) * count if values is None else _spelled(name, values))
        self.count += count

    def _hold(self, name: str) -> None:
        """A column that held nothing so far is digested from the first entry on."""
        self._held.add(name)
        for at in range(0, self.count, _BLOCK):
            self._columns[name].update(_spelled(name, [None]) * min(_BLOCK, self.count - at))

    def value(self) -> str:
        return self._of(self._held)

    def open(self) -> str:
        """That of the columns alone in which nobody's name can stand."""
        return self._of(self._held & _OPEN)

    def said(self, salt: str | None) -> dict[str, object]:
        """What the record of a batch says of its entries; older batches have no salt. Raises ValueError for one that is none."""
        return {"entries": self.count, "digest": self.salted(salt), OPEN: self.open()}

    def salted(self, salt: str | None) -> str:
        """That of all columns with the salt of the batch, so that nobody who lacks it can try names on it."""
        return self.value() if salt is None else salted(salt, self.value())

    def _of(self, columns: Collection[str]) -> str:
        digests = (digest.hexdigest() for name, digest in self._columns.items() if name in columns)
        return hashlib.sha256("".join(digests).encode()).hexdigest()


def _spelled(name: str, values: Sequence[object]) -> bytes:
    try:
        return _spelled_at_once(name, values)
    except TypeError:  # a blank among them
        blank = "\0" if name in _TEXTS else _NO_NUMBER
        return _spelled_at_once(name, [blank if value is None else value for value in values])


def _spelled_at_once(name: str, values: Sequence[Any]) -> bytes:
    """Raises TypeError for a None."""
    return ("\x1f".join(values) + "\x1f").encode() if name in _TEXTS else array("q", values).tobytes()
