"""How all rows of a store stood when it came to schema 3, as two digests that the upgrade's record holds.

Records of older programs say names in the clear, and travel sealed: what they made is held against these. A text that people write as
they like is in neither, be it a name or a note: with the name of a person in it guesses could be tried on a digest. What is left is
numbers, codes, days, references and the words of closed lists, of schema 3 for ever.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from aidtrack.ledger.digest import Digest
from aidtrack.ledger.entry import ENTRY, ORIGIN
from aidtrack.nouns import NOUNS
from aidtrack.values.field import Field

UPGRADE = ("upgrade", "store")  # action and noun of the record
_SCHEMA = 3
ABSENT = "null"  # instead of what is held of a row: it was not there
Key = tuple[str, int]  # noun and id of a row
_BLOCK = 5_000
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _is_held(field: Field) -> bool:
    return field.since <= _SCHEMA and not (field.may_name or field.personal or field.may_be_head)


COLUMNS = {
    name: columns
    for name, noun in NOUNS.items()
    if (columns := tuple(field.column for field in noun.stored if _is_held(field)))
}
ENTRIES = ("id", *(field.column for field in ENTRY.fields if _is_held(field)), *ORIGIN)


def held(noun: str, values: Mapping[str, object]) -> str:
    """What is held of a row of a noun, by column, without blanks, in JSON."""
    return _encoded({name: values[name] for name in COLUMNS[noun] if values.get(name) is not None})


def of_rows(rows: Mapping[Key, str | None]) -> str:
    """The digest of rows of nouns, each as `held` says it; those that are None were not there."""
    whole = hashlib.sha256()
    for (noun, id), said in sorted(rows.items()):
        if said is not None:
            whole.update(f"{noun} {id} {said}\n".encode())
    return whole.hexdigest()


def of_entries(rows: Iterable[Sequence[object]]) -> tuple[int, str]:
    """How many entries there are, and their digest; each as its ENTRIES, in order of id."""
    digest, count = Digest(ENTRIES), 0
    some: list[Sequence[object]] = []

    def take_in() -> None:
        if some:
            digest.add(len(some), dict(zip(ENTRIES, map(list, zip(*some, strict=True)), strict=True)), {})

    for row in rows:
        some.append(row)
        if len(some) == _BLOCK:
            take_in()
            count += len(some)
            some.clear()
    take_in()
    return count + len(some), digest.value()


def said(rows: str, entries: tuple[int, str], last_entry: int) -> dict[str, object]:
    """What the record says: the entries are those with ids up to the last."""
    count, digest = entries
    return {"schema": _SCHEMA, "rows": rows, "entries": count, "last_entry_id": last_entry, "digest": digest}
