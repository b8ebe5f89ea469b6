"""The rows of a store as they stood when it came to schema 3, worked out from a complete bundle and held against what the upgrade recorded."""

from collections.abc import Iterator, Mapping, Sequence
from heapq import merge

from aidtrack.bundle.content import Bundle, Values
from aidtrack.bundle.faults import Spoilt, forged
from aidtrack.bundle.standing import ABSENT, COLUMNS, ENTRIES, UPGRADE, Key, held, of_entries, of_rows
from aidtrack.ledger.entry import ENTRY
from aidtrack.phrase import phrase
from aidtrack.values import json_text


class Upgraded:
    """Takes in the records, then what is left of each row, then looks at the entries.

    What an open record says is proved by the chain. How a row stood whose last record up to the upgrade is sealed the bundle says itself,
    and the digest proves it. What it says of a row otherwise than it stood, and no open record after the upgrade does, a sealed one must
    have done: there are not more such rows than such records.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._bundle, self._at = bundle, bundle.manifest.upgraded
        self._told: Mapping[str, object] | None = None
        self._rows = dict[Key, str | None]()  # as they stood
        self._last = dict[Key, bool]()  # of what open records after it speak: whether it stands
        self._alone = list[Sequence[object]]()  # entries of open records, as the digest holds them
        self._sealed = self._unexplained = 0

    def record(self, record: Values, *, sealed: bool) -> None:
        """One more. Raises Spoilt for an upgrade of which the manifest does not tell."""
        id, noun, after = int(str(record["id"])), str(record["noun"]), record["after"]
        if (record["action"], noun) == UPGRADE and self._bundle.manifest.is_complete:
            if id != self._at:
                raise _wrong()
            self._told = _said(after)
        elif not self._at:
            return
        elif sealed:
            self._sealed += id > self._at
        elif noun in COLUMNS and record["object_id"] is not None:
            of = noun, int(str(record["object_id"]))
            if id > self._at:
                self._last[of] = after is not None
            else:
                self._rows[of] = None if after is None else held(noun, _said(after))
        elif noun == ENTRY.name and id < self._at and after is not None:
            values = {**_said(after), "id": record["object_id"]}
            self._alone.append([values.get(name) for name in ENTRIES])

    def left(self, row: Values) -> None:
        """How a row is now, and perhaps how it stood. Raises Spoilt where it cannot have."""
        noun, values, stands, stood = str(row["noun"]), row["values"], row["stands"] == 1, row["stood"]
        if not self._at or noun not in COLUMNS:
            return
        of = noun, int(str(row["id"]))
        now = self._rows.get(of) if values is None else held(noun, _said(values))
        if stood is not None:
            self._rows[of] = None if stood == ABSENT else held(noun, _said(stood))
        if values is None and self._last.get(of) is stands:
            return  # an open record left it so
        self._unexplained += (now if stands else None) != self._rows.get(of)

    def require(self) -> None:
        """Raises Spoilt where rows or entries did not stand as the upgrade recorded."""
        if not self._at:
            return
        told = self._told
        if told is None or self._unexplained > self._sealed or of_rows(self._rows) != told.get("rows"):
            raise _wrong()
        if of_entries(self._entries(told.get("last_entry_id"))) != (told.get("entries"), told.get("digest")):
            raise _wrong()

    def _entries(self, last: object) -> Iterator[Sequence[object]]:
        """Those up to the last then, by id."""
        if not isinstance(last, int):
            raise _wrong()
        places = [self._bundle.entries.columns.index(name) for name in ENTRIES]
        brought = ([row[at] for at in places] for row in self._bundle.entries)
        alone = sorted(self._alone, key=_id)
        return (row for row in merge(brought, alone, key=_id) if _id(row) <= last)


def _id(row: Sequence[object]) -> int:
    return int(str(row[0]))


def _said(text: object) -> Mapping[str, object]:
    """Raises Spoilt for what is no row."""
    said = json_text.read(str(text))
    if not isinstance(said, dict):
        raise _wrong()
    return said


def _wrong() -> Spoilt:
    return forged(phrase("Rows of the bundle are not those that stood when its store was upgraded."))
