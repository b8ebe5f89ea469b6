"""What is to become of a bundle that was opened: whether it goes on where the collection has its office, and is the office's."""

from collections.abc import Sequence
from enum import StrEnum

from aidtrack.bundle.content import Bundle
from aidtrack.bundle.faults import Fault
from aidtrack.bundle.keys import fingerprint, is_of
from aidtrack.dataclass import dataclass
from aidtrack.phrase import Said, phrase
from aidtrack.store.collection.offices import Office
from aidtrack.store.engine.collections import MARK
from aidtrack.store.engine.connection import Connection
from aidtrack.values.text import safe


class Outcome(StrEnum):
    """How the results of a receipt are called."""

    NEW = "new"
    NOTHING_NEW = "nothing_new"
    GAP = "gap"
    DIVERGED = "diverged"
    UNKNOWN = "unknown"
    FORGED = Fault.FORGED.value
    DAMAGED = Fault.DAMAGED.value
    NEWER = Fault.NEWER.value
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Judged:
    """`problem` says why it is not taken; `command` is what the office runs then."""

    outcome: Outcome
    problem: Said = ""
    command: str | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """Fingerprints that the receiver was told: of keys that are expected, and of such as take an old one's place."""

    expected: Sequence[str] = ()
    new: Sequence[str] = ()

    def expects(self, public: str) -> bool:
        return any(is_of(public, one) for one in self.expected)

    def renews(self, public: str) -> bool:
        return any(is_of(public, one) for one in self.new)


def judged(connection: Connection, bundle: Bundle, offices: Sequence[Office], keys: Keys) -> Judged:
    """Against the offices as they are now."""
    said = bundle.manifest
    known = next((one for one in offices if one.number == int(said.number)), None)
    if (other := _other_store(bundle, offices)) is not None:
        return Judged(Outcome.UNKNOWN, other)
    if known is None:
        if not said.is_complete:
            problem = phrase(
                "The office {office} is not known here: its first bundle must hold all of its log.",
                office=safe(said.office),
            )
            return Judged(Outcome.UNKNOWN, problem, "aidtrack handover --all")
        if keys.expected and not keys.expects(said.key):
            problem = phrase(
                "Its key {fingerprint} is none of those that were expected.", fingerprint=fingerprint(said.key)
            )
            return Judged(Outcome.FORGED, problem)
        return Judged(Outcome.NEW)
    if known.public_key != said.key and not keys.renews(said.key):
        problem = phrase(
            "It is signed with another key, {fingerprint}: call the office, and if it is its own, add --new-key {fingerprint}.",
            fingerprint=fingerprint(said.key),
        )
        return Judged(Outcome.FORGED, problem)
    return _goes_on(connection, bundle, known)


def _other_store(bundle: Bundle, offices: Sequence[Office]) -> Said | None:
    """That its number, its code or its store is another office's."""
    said = bundle.manifest
    for one in offices:
        same = one.number == int(said.number)
        if same and one.store_id != said.store_id:
            return phrase(
                "The number {number} is that of the store {known} ({office}); this bundle is of the store {store}.",
                number=one.number, known=one.store_id, office=safe(one.code), store=said.store_id,
            )  # fmt: skip
        if not same and said.office == one.code:
            return phrase(
                "The code {office} is that of the office with the number {number}.",
                office=safe(one.code),
                number=one.number,
            )
        if not same and said.store_id == one.store_id:
            return phrase(
                "Its store is known here as the office {office}, with the number {number}.",
                office=safe(one.code),
                number=one.number,
            )
    return None


def _goes_on(connection: Connection, bundle: Bundle, known: Office) -> Judged:
    said = bundle.manifest
    if said.since > known.received_to:
        problem = phrase(
            "Records {first} to {last} of its log are missing.", first=known.received_to + 1, last=said.since
        )
        return Judged(Outcome.GAP, problem, f"aidtrack handover --since {known.received_to}")
    if said.to <= known.received_to:
        ours = _hash(connection, known, said.to)
        return (
            Judged(Outcome.NOTHING_NEW)
            if ours in (said.head, None if said.to else said.head)
            else _diverged(connection, bundle, known)
        )
    if said.since == known.received_to:
        there = said.previous
    else:
        there = next(
            (str(record["hash"]) for record in bundle.records.named() if record["id"] == known.received_to), ""
        )
    return Judged(Outcome.NEW) if there == known.head else _diverged(connection, bundle, known)


def _hash(connection: Connection, office: Office, record: int) -> str | None:
    found = connection.value(f"SELECT hash FROM {MARK} WHERE id = :id", {"id": office.span.base + record})
    return None if found is None else str(found)


def _diverged(connection: Connection, bundle: Bundle, known: Office) -> Judged:
    """By what both logs have in common, as far as the bundle reaches back."""
    span = {**known.span.bounds, "since": known.span.base + bundle.manifest.since}
    ours = {
        id - known.span.base: (hash, at)
        for id, hash, at in connection.rows(
            f"SELECT id, hash, at FROM {MARK} WHERE id > :since AND id BETWEEN :base AND :last", span
        )
    }
    common, day = bundle.manifest.since, None
    for record in bundle.records.named():
        id = int(str(record["id"]))
        if ours.get(id, ("", None))[0] != record["hash"]:
            break
        common, day = id, ours[id][1]
    gone = sum(id > common for id in ours)
    until = (
        phrase("record {record} of {day}", record=common, day=safe(str(day)[:10]))
        if day
        else phrase("record {record}", record=common)
    )
    problem = phrase(
        "The office's log went another way after {record}: it was restored from a backup, or a copy of it goes on; {count} records of it here would go.",
        record=until, count=gone,
    )  # fmt: skip
    return Judged(Outcome.DIVERGED, problem)
