"""A signed bundle held against itself: cells of the right kinds, a chain without a gap, and rows that its records speak of."""

from collections.abc import Iterator

from aidtrack.bundle.content import PARTS, Bundle, Manifest, Values, is_sealed
from aidtrack.bundle.faults import Spoilt, forged
from aidtrack.errors import Fault
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.pattern import pattern
from aidtrack.phrase import phrase
from aidtrack.values import json_text
from aidtrack.values.office import OFFICE, OFFICE_NUMBER
from aidtrack.values.record import GENESIS, record_hash

_HASH = pattern("[0-9a-f]{64}")
_UUID = pattern("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOST = 2**63
_NUMBERS = {field.column for field in ENTRY.fields if field.sql == "INTEGER"} | {
    *("id", "object_id", "batch_id", "undoes", "entries", "first_entry_id", "last_entry_id", "file_no", "row_no"),
    *("row_count", "stands", "closing_id", "fund_id", "project_id", "village_id", "fen"),
}
_MAY_BE_BLANK = {
    "records": {"object_id", "batch_id", "before", "after", "login"},
    "batches": {"undoes", "entries", "first_entry_id", "last_entry_id"},
    "batch_files": {"sheet", "heading", "as_of"},
    "entries": set(PARTS["entries"]) - {"id", "kind", "date", "fund_id", "amount_fen"},
    "left": {"batch_id", "values"},
    "closed_figures": set[str](),
    "personal": {"shown", "salt", "value"},
}
_OF_SEALED = {"id", "previous", "hash"}
_COLUMNS = {name: {field.column for field in noun.stored} for name, noun in NOUNS.items()}


def check(bundle: Bundle) -> None:
    """Raises Spoilt."""
    if not _is_manifest(bundle.manifest):
        raise _wrong("manifest", 1)
    spoken = _Spoken()
    _chain(bundle, spoken)
    batches = [row["id"] for row in _rows(bundle, "batches")]
    if sorted(map(str, batches)) != sorted(map(str, spoken.batches)):
        raise _wrong("batches", len(batches))
    for at, row in enumerate(_rows(bundle, "batch_files"), 1):
        _require(row["batch_id"] in spoken.batches, "batch_files", at)
    last = 0
    for at, row in enumerate(_rows(bundle, "entries"), 1):
        id = int(str(row["id"]))
        is_known = row["batch_id"] in spoken.batches or spoken.sealed > 0
        _require(row["kind"] in KINDS and is_known and id > last, "entries", at)
        last = id
    _left(bundle, spoken)
    for at, row in enumerate(_rows(bundle, "closed_figures"), 1):
        _require(row["closing_id"] in spoken.closings, "closed_figures", at)
    for at, row in enumerate(_rows(bundle, "personal"), 1):
        secret = (row["salt"] is None) is (row["value"] is None) and (bundle.manifest.names or row["salt"] is None)
        _require(row["noun"] in NOUNS and bool(_HASH.fullmatch(str(row["hash"]))) and secret, "personal", at)


class _Spoken:
    """Of which rows the open records speak (True: they say how it is), and how many records are sealed."""

    def __init__(self) -> None:
        self.batches, self.closings, self.sealed = set[object](), set[object](), 0
        self.rows = dict[tuple[object, object], bool]()

    def take_in(self, record: Values) -> None:
        noun, id = record["noun"], record["object_id"]
        if noun == "batch":
            self.batches.add(id)
        elif noun == "books":
            self.closings.add(id)
        elif noun in NOUNS and id is not None:
            self.rows[noun, id] = record["after"] is not None


def _chain(bundle: Bundle, spoken: _Spoken) -> None:
    """Each record follows from the one before it, the first from `previous`; the last is the head."""
    manifest = bundle.manifest
    last, hash = manifest.since, manifest.previous
    for at, record in enumerate(_rows(bundle, "records"), 1):
        id, told, sealed = int(str(record["id"])), str(record["hash"]), is_sealed(record)
        if not last < id <= manifest.to or record["previous"] != hash:
            raise _broken(id)
        if sealed:
            blank = {name for name, value in record.items() if value is None}
            _require(
                bool(_HASH.fullmatch(told)) and not blank & _OF_SEALED and blank | _OF_SEALED == set(record),
                "records",
                at,
            )
            spoken.sealed += 1
        else:
            if record_hash(record) != told:
                raise _broken(id)
            _require(all(_is_row(record[end]) for end in ("before", "after")), "records", at)
            spoken.take_in(record)
        last, hash = id, told
    if (last, hash) != (manifest.to, manifest.head):
        raise _broken(manifest.to)


def _left(bundle: Bundle, spoken: _Spoken) -> None:
    """A row that is told of is one that the open records left so, or that sealed ones speak of; each of the former is told of once."""
    seen = set[tuple[object, object]]()
    for at, row in enumerate(_rows(bundle, "left"), 1):
        of = row["noun"], row["id"]
        _require(of not in seen and row["noun"] in NOUNS and row["stands"] in (0, 1), "left", at)
        seen.add(of)
        if row["values"] is not None:
            said = _parsed(row["values"])
            fits = (
                spoken.sealed > 0
                and said is not None
                and said.keys() <= _COLUMNS[str(row["noun"])]
                and row["stands"] == 1
            )
        else:
            fits = spoken.rows.get(of) is (row["stands"] == 1) or (row["stands"] == 0 and spoken.sealed > 0)
        _require(fits, "left", at)
    if not spoken.rows.keys() <= seen:
        raise _wrong("left", len(seen))


def _rows(bundle: Bundle, part: str) -> Iterator[Values]:
    """Its rows by column, each cell of which is of the right kind."""
    rows, blank = getattr(bundle, part), _MAY_BE_BLANK[part]
    for at, row in enumerate(rows.named(), 1):
        sealed = part == "records" and is_sealed(row)
        for name, value in row.items():
            if value is None:
                fits = name in blank or sealed
            elif name in _NUMBERS:
                fits = type(value) is int and -_MOST <= value < _MOST
            else:
                fits = _is_text(value)
            _require(fits, part, at)
        yield row


def _is_text(value: object) -> bool:
    """One that both engines take."""
    return isinstance(value, str) and "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _parsed(text: object) -> Values | None:
    try:
        said = json_text.read(str(text))
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _is_row(text: object) -> bool:
    return text is None or _parsed(text) is not None


def _is_manifest(said: Manifest) -> bool:
    texts = (said.store_id, said.office, said.number, said.previous, said.head, said.program, said.key)
    blanks = (said.office_name, said.at)
    numbers = (said.since, said.to, said.entries, said.schema, said.format)
    if not all(_is_text(one) for one in texts) or not all(one is None or _is_text(one) for one in blanks):
        return False
    if not all(type(one) is int and 0 <= one < _MOST for one in numbers) or type(said.names) is not bool:
        return False
    if not isinstance(said.thresholds, dict) or not all(map(_is_text, [*said.thresholds, *said.thresholds.values()])):
        return False
    try:
        if OFFICE.parse(said.office) != said.office or said.number not in (
            "",
            OFFICE_NUMBER.parse(said.number or "1"),
        ):
            return False
    except Fault:
        return False
    sums = [(kind, fen) for of in said.funds.values() for kind, fen in of.items()]
    if not all(kind in KINDS and type(fen) is int and -_MOST <= fen < _MOST for kind, fen in sums):
        return False
    hashes = all(_HASH.fullmatch(one) for one in (said.previous, said.head, said.key))
    return (
        bool(hashes and _UUID.fullmatch(said.store_id))
        and said.since <= said.to
        and (said.since > 0 or said.previous == GENESIS)
    )


def _require(fits: bool, part: str, at: int) -> None:
    if not fits:
        raise _wrong(part, at)


def _wrong(part: str, at: int) -> Spoilt:
    return forged(phrase("What is signed is no content of a bundle ({part}, row {row}).", part=part, row=at))


def _broken(id: object) -> Spoilt:
    return forged(phrase("Record {record} does not follow from the one before it.", record=id))
