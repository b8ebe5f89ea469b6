"""What a bundle holds: the records of a store's log since a moment, what they speak of, and who says so.

Ids are the office's own. Money is in fen, days are ISO texts, as in the store.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from typing import BinaryIO

from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY, ENTRY_COLUMNS, ORIGIN
from aidtrack.nouns import NOUNS
from aidtrack.values import json_text
from aidtrack.values.record import FORGET, RECORD

FORMAT = 1
Row = tuple[object, ...]
Values = dict[str, object]
Sums = Mapping[int, Mapping[str, int]]  # kind → fen, by the id of a fund

BATCH = ("id", "at", "actor", "kind", "undoes", "entries", "first_entry_id", "last_entry_id", "salt")
BATCH_FILE = (
    "id", "batch_id", "file_no", "name", "sheet", "sha256", "noun", "encoding", "row_count", "heading", "as_of",
)  # fmt: skip
ENTRY_ROW = ("id", *ENTRY_COLUMNS, *ORIGIN)
LEFT = ("noun", "id", "stands", "batch_id", "values", "stood")
CLOSED_FIGURE = ("id", "closing_id", "fund_id", "project_id", "village_id", "kind", "fen")
PERSONAL = ("hash", "noun", "object_id", "field", "shown", "salt", "value")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of some columns, read anew each time they are gone through: they are never all held."""

    columns: tuple[str, ...]
    read: Callable[[], Iterable[Row]]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.read())

    def named(self) -> Iterator[Values]:
        """Each by column."""
        for row in self.read():
            yield dict(zip(self.columns, row, strict=True))


@dataclass(frozen=True, slots=True)
class Manifest:
    """Of which store a bundle is, and how that store stands at its `head`.

    The records are those after number `since` up to `to`: `previous` is the hash of record `since` (GENESIS where it is 0), `head` that
    of record `to`, written `at` that moment. `number` is of 1 to 6 digits, or blank: who receives it gives one. `entries` and `funds` are
    count and sums of *all* entries of the store at the head, not of this bundle's. `names`: personal values are in it. `thresholds` are those of the
    alerts that the office goes by where they are no defaults, in digits; under `off` kinds that it does not want, blanks between. `upgraded`: the
    record by which the store came to schema 3, where it is in a complete bundle; else 0.
    """

    store_id: str
    office: str
    number: str
    office_name: str | None
    since: int
    to: int
    previous: str
    head: str
    at: str | None
    entries: int
    funds: Sums
    names: bool
    schema: int
    program: str
    thresholds: Mapping[str, str] = field(default_factory=dict)
    upgraded: int = 0
    format: int = FORMAT
    key: str = ""  # the public key, 64 hexadecimal digits; `written` fills it in

    @property
    def is_complete(self) -> bool:
        """Whether it begins with the first record."""
        return self.since == 0


@dataclass(frozen=True, slots=True)
class Bundle:
    """All of it. `opened` gives one whose parts were held against their signature; each can be gone through as often as wanted.

    records: RECORD, each after the one before it, from the first after `since` to `to`. A *sealed* one, which speaks of a person, has number, previous hash and hash
        alone: all else of it is None.
    batches, batch_files: BATCH and BATCH_FILE of each batch that a record of the noun `batch` speaks of; names are masked in the latter, and
        without `names` the `salt` of the former is None: with it names could be tried on the digest in its record.
    entries: ENTRY_ROW of the entries of these batches, and of those whose own record is sealed, by id. Every other entry is whole in its
        own record (`every_entry` gives both), whom it names as a hash. Without `names` a payee, payer or guarantor who is the head of a household is masked. Where somebody
        was forgotten in some of a batch (a record of the action FORGET) all of it is there again; in one that came alone, the texts of its record.
    left: LEFT, a row for each row of a noun that the records touch, as it is at the head. `stands` is 1 or 0 (taken away); `batch_id` is
        the batch that brought it; `values` is what it says by column, in JSON, where its last record is sealed, else None: then its last
        record says it (`rows_left` gives both). A personal value in it is masked. `stood` is how it was when the store came to schema 3
        (`standing.held`; `null`: it was not there), where its last record up to then is sealed.
    closed_figures: CLOSED_FIGURE of each closing among the records (noun `books`).
    personal: PERSONAL of each hash that stands for a personal value in the records (`{"#": hash}`): `shown` as reports show it, None where
        it was erased; `salt` and `value` None without `names`, but of what an entry names that is no head's.
    files: what opens each attached file, by SHA-256.
    """

    manifest: Manifest
    records: Rows
    batches: Rows
    batch_files: Rows
    entries: Rows
    left: Rows
    closed_figures: Rows
    personal: Rows
    files: Mapping[str, Callable[[], BinaryIO]] = field(default_factory=dict)


# The rows of a bundle, in the order in which they stand in it, and their columns.
PARTS = {
    "records": RECORD,
    "batches": BATCH,
    "batch_files": BATCH_FILE,
    "entries": ENTRY_ROW,
    "left": LEFT,
    "closed_figures": CLOSED_FIGURE,
    "personal": PERSONAL,
}


def is_sealed(record: Mapping[str, object]) -> bool:
    """Whether a record travels as number, previous hash and hash alone."""
    return record["action"] is None


def every_entry(bundle: Bundle) -> Iterator[Values]:
    """ENTRY_ROW of all entries that the records made, as these made them; whom one names that came alone is `{"#": hash}`."""
    yield from bundle.entries.named()
    for record in bundle.records.named():
        if record["noun"] == ENTRY.name and record["after"] is not None and record["action"] != FORGET:
            yield dict.fromkeys(ENTRY_ROW) | {"id": record["object_id"]} | _values(record["after"])


def rows_left(bundle: Bundle) -> Iterator[tuple[str, int, int | None, Values | None]]:
    """Noun, id, batch and values by column of each row of a noun that the records touch, as it is at the head; None: it was taken away.

    A personal value is `{"#": hash}` where it travels as one. Columns that hold nothing may be left out.
    """
    said: dict[tuple[object, object], object] = {}
    for record in bundle.records.named():
        if record["noun"] in NOUNS and record["object_id"] is not None:
            said[record["noun"], record["object_id"]] = record["after"]
    for noun, id, stands, batch, values, _ in bundle.left:
        assert isinstance(id, int) and (batch is None or isinstance(batch, int))
        told = values if values is not None else said.get((noun, id))
        yield str(noun), id, batch, _values(told) if stands else None


def _values(text: object) -> Values:
    said = json_text.read(str(text))
    assert isinstance(said, dict)
    return said
