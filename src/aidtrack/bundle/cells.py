"""The cells of a bundle: each of the kind that its column holds, as both engines take it."""

from collections.abc import Iterator

from aidtrack.bundle.content import PARTS, Bundle, Values, is_sealed
from aidtrack.bundle.faults import Spoilt, forged
from aidtrack.ledger.entry import ENTRY, ERASED
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.pattern import pattern
from aidtrack.phrase import phrase
from aidtrack.values import json_text
from aidtrack.values.record import LINK

HASH = pattern("[0-9a-f]{64}")
SALT = pattern("[0-9a-f]{32}")
MOST = 2**63
_NUMBERS = {field.column for field in ENTRY.fields if field.sql == "INTEGER"} | {
    *("id", "object_id", "batch_id", "undoes", "entries", "first_entry_id", "last_entry_id", "file_no", "row_no"),
    *("row_count", "stands", "closing_id", "fund_id", "project_id", "village_id", "fen"),
}
_MAY_BE_BLANK = {
    "records": {"object_id", "batch_id", "before", "after", "login"},
    "batches": {"undoes", "entries", "first_entry_id", "last_entry_id", "salt"},
    "batch_files": {"sheet", "heading", "as_of"},
    "entries": set(PARTS["entries"]) - {"id", "kind", "date", "fund_id", "amount_fen"},
    "left": {"batch_id", "values", "stood"},
    "closed_figures": set[str](),
    "personal": {"shown", "salt", "value"},
}
# Of a row in JSON: whether a column holds a number, and whether it is personal.
_COLUMNS = {
    name: {field.column: (field.sql == "INTEGER", field.personal) for field in noun.stored}
    for name, noun in NOUNS.items()
}
_MAY_BE_HEADS = {field.column for field in ENTRY.fields if field.may_be_head}
_COLUMNS[ENTRY.name] = {name: (name in _NUMBERS, name in _MAY_BE_HEADS) for name in PARTS["entries"] if name != "id"}
_OF_EVERY_ENTRY = {"kind", "date", "fund_id", "amount_fen"}


def rows(bundle: Bundle, part: str) -> Iterator[Values]:
    """Its rows by column, each cell of which is of the right kind."""
    blank = _MAY_BE_BLANK[part]
    for at, row in enumerate(getattr(bundle, part).named(), 1):
        sealed = part == "records" and is_sealed(row)
        for name, value in row.items():
            if value is None:
                fits = name in blank or (sealed and name not in LINK)
            elif name in _NUMBERS:
                fits = type(value) is int and -MOST <= value < MOST
            else:
                fits = is_text(value)
            require(fits, part, at)
        yield row


def is_text(value: object) -> bool:
    """One that both engines take."""
    return isinstance(value, str) and "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _parsed(text: object) -> Values | None:
    try:
        said = json_text.read(str(text))
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def is_row_of(noun: str, text: object) -> bool:
    """Whether it is a row of a noun or an entry, each cell of the right kind."""
    said, known = _parsed(text), _COLUMNS[noun]
    if said is None or not said.keys() <= known.keys():
        return False
    if noun == ENTRY.name and (not said.keys() >= _OF_EVERY_ENTRY or said["kind"] not in KINDS):
        return False
    return all(_is_cell(value, *known[name]) for name, value in said.items())


def is_forgetting(record: Values) -> bool:
    """Whether a record says of an entry in which of its texts somebody is forgotten, and nothing else of it."""
    ends = [_parsed(record[end]) or {} for end in ("before", "after")]
    texts = all(_is_hash(value) for said in ends for value in said.values())
    return record["object_id"] is not None and texts and ends[0].keys() == ends[1].keys() <= {*ERASED}


def _is_hash(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"#"} and bool(HASH.fullmatch(str(value["#"])))


def _is_cell(value: object, number: bool, personal: bool) -> bool:
    if number:
        return type(value) is int and -MOST <= value < MOST
    if personal and isinstance(value, dict):
        return _is_hash(value)
    return is_text(value)


def is_row(text: object) -> bool:
    return text is None or _parsed(text) is not None


def require(fits: bool, part: str, at: int) -> None:
    if not fits:
        raise wrong(part, at)


def wrong(part: str, at: int) -> Spoilt:
    return forged(phrase("What is signed is no content of a bundle ({part}, row {row}).", part=part, row=at))
