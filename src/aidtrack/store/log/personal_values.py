"""Personal values of the log: a record holds the hash of one with a salt of its own; value and salt stand beside the chain.

There they can be left out or erased, and the chain still fits: nobody tells from the hash what the value was.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from aidtrack.ledger.entry import ENTRY, ERASED
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.parameters import among
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.chain import FORGET
from aidtrack.values import json_text
from aidtrack.values.blocks import blocks
from aidtrack.values.record import MARK, SEALED, new_salt, salted

Place = tuple[str, int, str, str]  # noun and id of a row, its column, the value
Values = Mapping[str, object]  # of a row, by column

PERSONAL = {
    name: columns
    for name, noun in NOUNS.items()
    if (columns := tuple(field.column for field in noun.stored if field.personal))
}
# What records hold as a hash: of an entry that came alone also whom it names, who may be a head, or become one.
HASHED = PERSONAL | {ENTRY.name: tuple(field.column for field in ENTRY.fields if field.may_be_head)}
_AT_ONCE = 500  # of a look-up


def hashed(noun: str, action: str) -> tuple[str, ...]:
    """The columns whose values a record of this action holds as hashes: of an entry in which somebody is forgotten each text."""
    return ERASED if (action, noun) == (FORGET, ENTRY.name) else HASHED.get(noun, ())


def places(noun: str, id: int, rows: Iterable[Values | None], action: str = "") -> Iterator[Place]:
    """The personal values among what is said of a row."""
    for row in rows:
        for column in hashed(noun, action):
            if row is not None and row.get(column) is not None:
                yield noun, id, column, str(row[column])


def put_beside(writer: Writer, wanted: Collection[Place], changed: Collection[int]) -> dict[Place, str]:
    """The hash of each value, which is put beside the chain where it is not there yet; `changed` are the ids that an older record may be of."""
    found = _held(writer, {place[0] for place in wanted}, changed)
    new = [place for place in wanted if place not in found]
    salts = [new_salt() for _ in new]
    hashes = [salted(salt, value) for salt, (*_, value) in zip(salts, new, strict=True)]
    if new:
        nouns, ids, columns, values = (list(column) for column in zip(*new, strict=True))
        rows = {"hash": hashes, "noun": nouns, "object_id": ids, "field": columns, "salt": salts, "value": values}
        # Of entries that come the store itself looks after them.
        came = set(nouns) == {ENTRY.name} and not changed
        if not (came and writer.engine.put_beside_entries(writer, rows)):
            writer.insert_columns("personal_value", rows, {})
    return {**found, **dict(zip(new, hashes, strict=True))}


def _held(connection: Connection, nouns: Collection[str], ids: Iterable[int]) -> dict[Place, str]:
    found = dict[Place, str]()
    for some in blocks(sorted(ids), _AT_ONCE):
        for noun in nouns:
            rows = connection.rows(
                "SELECT noun, object_id, field, value, hash FROM personal_value"
                f" WHERE noun = :noun AND object_id IN ({', '.join(map(str, some))}) AND value IS NOT NULL ORDER BY id",
                {"noun": noun},
            )
            found |= {(of, int(id), column, value): hash for of, id, column, value, hash in rows}
    return found


def hidden(noun: str, id: int, row: Values | None, hashes: Mapping[Place, str], action: str = "") -> Values | None:
    """What a record says of a row: hashes in the place of personal values."""
    held = {column: {MARK: hashes[noun, id, column, value]} for _, _, column, value in places(noun, id, [row], action)}
    return {**row, **held} if row is not None and held else row


def hash_in(value: object) -> str | None:
    """The hash that a record holds in a value's place."""
    return str(value[MARK]) if isinstance(value, dict) and value.keys() == {MARK} else None


def held(connection: Connection, texts: Iterable[str | None]) -> dict[str, str]:
    """The values behind the hashes in records, as far as they are there."""
    hashes = dict.fromkeys(one for text in texts if text is not None for one in SEALED.findall(text))
    found = dict[str, str]()
    for some in blocks(hashes, _AT_ONCE):
        listed, named = among(some)
        rows = connection.rows(
            f"SELECT hash, value FROM personal_value WHERE hash IN ({listed}) AND value IS NOT NULL", named
        )
        found |= {str(hash): str(value) for hash, value in rows}
    return found


def plain(row: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """What a record says of a row with the values themselves; what was erased is blank."""
    said = {name: value if (hash := hash_in(value)) is None else known.get(hash) for name, value in row.items()}
    return {name: value for name, value in said.items() if value is not None}


def opened(connection: Connection, texts: Sequence[str | None]) -> list[dict[str, Any] | None]:
    """What records say of rows, before or after, with the personal values themselves."""
    known = held(connection, texts)
    return [None if text is None else plain(json_text.read(text), known) for text in texts]
