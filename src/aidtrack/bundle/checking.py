"""A signed bundle held against itself: cells of the right kinds, a chain without a gap, and rows that its records speak of."""

from aidtrack.bundle.cells import (
    HASH,
    MOST,
    SALT,
    is_forgetting,
    is_row,
    is_row_of,
    is_text,
    require,
    rows,
    wrong,
)
from aidtrack.bundle.content import Bundle, Manifest, Values, is_sealed
from aidtrack.bundle.faults import Spoilt, forged
from aidtrack.bundle.standing import ABSENT
from aidtrack.bundle.told import Told
from aidtrack.bundle.upgraded import Upgraded
from aidtrack.errors import Fault
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.phrase import phrase
from aidtrack.values.office import OFFICE, OFFICE_NUMBER
from aidtrack.values.record import FORGET, GENESIS, LINK, record_hash
from aidtrack.values.row_origin import is_store_id


def check(bundle: Bundle) -> None:
    """Raises Spoilt."""
    if not _is_manifest(bundle.manifest):
        raise wrong("manifest", 1)
    spoken, upgraded, told = _Spoken(), Upgraded(bundle), Told(bundle)
    _chain(bundle, spoken, upgraded, told)
    batches = list[object]()
    for at, row in enumerate(rows(bundle, "batches"), 1):
        secret = row["salt"] is None or (bundle.manifest.names and bool(SALT.fullmatch(str(row["salt"]))))
        require(secret, "batches", at)
        batches.append(row["id"])
        told.batch(row, at)
    known = set(batches)
    # Each of which an open record speaks, once; of others a sealed one does.
    if len(known) != len(batches) or not spoken.batches <= known or len(known - spoken.batches) > spoken.sealed:
        raise wrong("batches", len(batches))
    for at, row in enumerate(rows(bundle, "batch_files"), 1):
        require(row["batch_id"] in known, "batch_files", at)
        told.batch_file(row)
    last = 0
    for at, row in enumerate(rows(bundle, "entries"), 1):
        id = int(str(row["id"]))
        is_known = row["batch_id"] in known or spoken.sealed > 0
        require(row["kind"] in KINDS and is_known and id > last, "entries", at)
        last = id
        told.entry(row)
    _left(bundle, spoken, upgraded, told)
    upgraded.require()
    for at, row in enumerate(rows(bundle, "closed_figures"), 1):
        require(row["closing_id"] in spoken.closings, "closed_figures", at)
        told.closed_figure(row)
    for at, row in enumerate(rows(bundle, "personal"), 1):
        # Of an entry it goes with it where it is the name of nobody.
        may_go = bundle.manifest.names or (row["noun"] == ENTRY.name and row["shown"] == row["value"])
        secret = (row["salt"] is None) is (row["value"] is None) and (may_go or row["salt"] is None)
        require(
            (row["noun"] in NOUNS or row["noun"] == ENTRY.name) and bool(HASH.fullmatch(str(row["hash"]))) and secret,
            "personal",
            at,
        )
        told.personal(row, at)
    told.require()


class _Spoken:
    """Of which rows the open records speak, and how many records are sealed.

    A row's last record says how it is (True), or that it is gone; None where it says so in words that no row has.
    """

    def __init__(self) -> None:
        self.batches, self.closings, self.sealed = set[object](), set[object](), 0
        self.rows = dict[tuple[object, object], bool | None]()

    def take_in(self, record: Values) -> bool:
        """One more; whether it can be one."""
        noun, id, after = record["noun"], record["object_id"], record["after"]
        if noun == "batch":
            self.batches.add(id)
        elif noun == "books":
            self.closings.add(id)
        elif noun in NOUNS and id is not None:
            self.rows[noun, id] = False if after is None else (is_row_of(str(noun), after) or None)
        elif noun == ENTRY.name and record["action"] == FORGET:
            return is_forgetting(record)
        elif noun == ENTRY.name and after is not None:
            return id is not None and is_row_of(ENTRY.name, after)
        return True


def _chain(bundle: Bundle, spoken: _Spoken, upgraded: Upgraded, said: Told) -> None:
    """Each record follows from the one before it, the first from `previous`; the last is the head."""
    manifest = bundle.manifest
    last, hash = manifest.since, manifest.previous
    for at, record in enumerate(rows(bundle, "records"), 1):
        id, told, sealed = int(str(record["id"])), str(record["hash"]), is_sealed(record)
        if not last < id <= manifest.to or record["previous"] != hash:
            raise _broken(id)
        if sealed:
            blank = {name for name, value in record.items() if value is None}
            require(
                bool(HASH.fullmatch(told)) and not blank & LINK and blank | LINK == set(record),
                "records",
                at,
            )
            spoken.sealed += 1
        else:
            if record_hash(record) != told:
                raise _broken(id)
            require(all(is_row(record[end]) for end in ("before", "after")), "records", at)
            require(spoken.take_in(record), "records", at)
        upgraded.record(record, sealed=sealed)
        said.record(record, sealed=sealed)
        last, hash = id, told
    if (last, hash) != (manifest.to, manifest.head):
        raise _broken(manifest.to)


def _left(bundle: Bundle, spoken: _Spoken, upgraded: Upgraded, told: Told) -> None:
    """A row that is told of is one that the open records left so, or that sealed ones speak of; each of the former is told of once."""
    seen = set[tuple[object, object]]()
    for at, row in enumerate(rows(bundle, "left"), 1):
        of = row["noun"], row["id"]
        require(of not in seen and row["noun"] in NOUNS and row["stands"] in (0, 1), "left", at)
        seen.add(of)
        if row["values"] is not None:
            fits = spoken.sealed > 0 and row["stands"] == 1 and is_row_of(str(row["noun"]), row["values"])
        else:
            fits = spoken.rows.get(of) is (row["stands"] == 1) or (row["stands"] == 0 and spoken.sealed > 0)
        stood = row["stood"]
        require(fits and (stood in (None, ABSENT) or is_row_of(str(row["noun"]), stood)), "left", at)
        upgraded.left(row)
        told.left(row, at)
    if not spoken.rows.keys() <= seen:
        raise wrong("left", len(seen))


def _is_manifest(said: Manifest) -> bool:
    texts = (said.store_id, said.office, said.number, said.previous, said.head, said.program, said.key)
    blanks = (said.office_name, said.at)
    numbers = (said.since, said.to, said.entries, said.schema, said.format, said.upgraded)
    if not all(is_text(one) for one in texts) or not all(one is None or is_text(one) for one in blanks):
        return False
    if not all(type(one) is int and 0 <= one < MOST for one in numbers) or type(said.names) is not bool:
        return False
    if not isinstance(said.thresholds, dict) or not all(map(is_text, [*said.thresholds, *said.thresholds.values()])):
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
    if not all(kind in KINDS and type(fen) is int and -MOST <= fen < MOST for kind, fen in sums):
        return False
    # What is read on a server brings no key; of a file the signature was held against one before.
    hashes = all(HASH.fullmatch(one) for one in (said.previous, said.head, said.key or said.head))
    return (
        hashes and is_store_id(said.store_id) and said.since <= said.to and (said.since > 0 or said.previous == GENESIS)
    )


def _broken(id: object) -> Spoilt:
    return forged(phrase("Record {record} does not follow from the one before it.", record=id))
