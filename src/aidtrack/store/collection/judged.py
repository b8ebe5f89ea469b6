"""What is to become of a bundle that was opened: whether it goes on where the collection has its office, and is the office's."""

from collections.abc import Sequence
from enum import StrEnum

from aidtrack.bundle.content import Bundle
from aidtrack.bundle.faults import Fault
from aidtrack.bundle.keys import fingerprint
from aidtrack.dataclass import dataclass
from aidtrack.phrase import Joined, Said, phrase
from aidtrack.store.collection.asked import Asked
from aidtrack.store.collection.copies import Copy, copy_of
from aidtrack.store.collection.copies import problem as problem_of
from aidtrack.store.collection.offices import Office, free_number
from aidtrack.store.collection.parting import hash_of, parting
from aidtrack.store.engine.connection import Connection
from aidtrack.values.text import safe

# As an office types them, of its own store.
_BACKS_UP = Joined(("aidtrack db backup ", phrase("FILE")), "")
_RESTORES = Joined(("aidtrack db restore ", phrase("FILE"), " --yes"), "")


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
class Instead:
    """The part of the office that goes aside, and `why` (`restored`, `replaced`); `after`: the last record that both histories have."""

    office: Office
    why: str
    after: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """`problem` says why it is not taken; `command` is what the office runs then. Where it is taken: of what it takes the place,
    and of which store it is a copy, or which is one of it.
    """

    outcome: Outcome
    problem: Said = ""
    command: str | None = None
    instead: Instead | None = None
    copy: Copy | None = None


def judged(connection: Connection, bundle: Bundle, offices: Sequence[Office], asked: Asked) -> Judged:
    """Against the offices as they are now."""
    said = bundle.manifest
    known = next((one for one in offices if one.number == int(said.number)), None)
    if (other := _other_store(bundle, offices)) is not None:
        whose, problem = other
        if whose.store_id == said.store_id or whose.code not in asked.instead_of:
            return Judged(Outcome.UNKNOWN, problem, _renumbered(bundle, whose, offices))
        others = [one for one in offices if one.number != whose.number]
        return _as_first(connection, bundle, others, asked, Instead(whose, "replaced"))
    if known is None:
        return _as_first(connection, bundle, offices, asked)
    return by_stranger(bundle, offices, asked) or _goes_on(connection, bundle, known, asked)


def _renumbered(bundle: Bundle, whose: Office, offices: Sequence[Office]) -> str | None:
    """What gives a store back the number that it has here, or one that no other office has; None where it may be the office's own new store."""
    said = bundle.manifest
    if said.store_id != whose.store_id and said.office == whose.code:
        return None
    number = whose.number if said.store_id == whose.store_id else free_number(offices)
    return f"aidtrack db setting number {number} --yes"


def by_stranger(bundle: Bundle, offices: Sequence[Office], asked: Asked) -> Judged | None:
    """Of an office whose store is known: what is signed with none of its keys."""
    said = bundle.manifest
    known = next((one for one in offices if (one.number, one.store_id) == (int(said.number), said.store_id)), None)
    if known is None or not said.key:
        return None
    if known.public_key is None:
        return _unexpected(said.key, asked)
    if said.key == known.public_key or asked.renews(said.key):
        return None
    problem = phrase(
        "It is signed with another key, {fingerprint}: call the office, and if it is its own, add --new-key {fingerprint}.",
        fingerprint=fingerprint(said.key),
    )
    return Judged(Outcome.FORGED, problem)


def _as_first(
    connection: Connection, bundle: Bundle, offices: Sequence[Office], asked: Asked, instead: Instead | None = None
) -> Judged:
    said = bundle.manifest
    if not said.is_complete:
        problem = phrase(
            "The office {office} is not known here: its first bundle must hold all of its log.",
            office=safe(said.office),
        )
        return Judged(Outcome.UNKNOWN, problem, "aidtrack handover --all -o FILE.aidb")
    if (unexpected := _unexpected(said.key, asked)) is not None:
        return unexpected
    copy = copy_of(connection, bundle, offices)
    if copy is not None and asked.count_from != copy.adopt:
        return Judged(Outcome.DIVERGED, problem_of(copy, bundle))
    return Judged(Outcome.NEW, instead=instead, copy=copy)


def _unexpected(key: str, asked: Asked) -> Judged | None:
    """Of the first key of an office: what is read on its server brings none."""
    if not key or not asked.expected or asked.expects(key):
        return None
    problem = phrase("Its key {fingerprint} is none of those that were expected.", fingerprint=fingerprint(key))
    return Judged(Outcome.FORGED, problem)


def _other_store(bundle: Bundle, offices: Sequence[Office]) -> tuple[Office, Said] | None:
    """The office of which its number, its code or its store is, and how that is said."""
    said = bundle.manifest
    for one in offices:
        same = one.number == int(said.number)
        if same and one.store_id != said.store_id:
            return one, phrase(
                "The number {number} is that of the store {known} ({office}); this bundle is of the store {store}. The next free number is {free}. If that one is gone, add --instead-of {office} --reason WHY.",
                number=one.number, known=one.store_id, office=safe(one.code), store=said.store_id, free=free_number(offices),
            )  # fmt: skip
        if not same and said.office == one.code and one.store_id != said.store_id:
            return one, phrase(
                "The code {office} is that of the office with the number {number}. If its store is gone, add --instead-of {office} --reason WHY.",
                office=safe(one.code),
                number=one.number,
            )
        if not same and said.store_id == one.store_id:
            return one, phrase(
                "Its store is known here as the office {office}, with the number {number}.",
                office=safe(one.code),
                number=one.number,
            )
    return None


def _goes_on(connection: Connection, bundle: Bundle, known: Office, asked: Asked) -> Judged:
    said = bundle.manifest
    if said.since > known.received_to:
        problem = phrase(
            "Records {first} to {last} of its log are missing.", first=known.received_to + 1, last=said.since
        )
        return Judged(Outcome.GAP, problem, f"aidtrack handover --since {known.received_to} -o FILE.aidb")
    if said.to <= known.received_to:
        ours = hash_of(connection, known, said.to)
        if ours in (said.head, None if said.to else said.head):
            return Judged(Outcome.NOTHING_NEW)
        return _other_way(connection, bundle, known, asked)
    if said.since == known.received_to:
        there = said.previous
    else:
        there = next(
            (str(record["hash"]) for record in bundle.records.named() if record["id"] == known.received_to), ""
        )
    return Judged(Outcome.NEW) if there == known.head else _other_way(connection, bundle, known, asked)


def _other_way(connection: Connection, bundle: Bundle, known: Office, asked: Asked) -> Judged:
    """Its log and what is here of it differ from some record on."""
    found = parting(connection, bundle, known)
    complete = None if bundle.manifest.is_complete else "aidtrack handover --all -o FILE.aidb"
    if found is None:
        problem = phrase(
            "The office's log went another way before record {record}, with which it begins: a complete bundle tells where.",
            record=bundle.manifest.since + 1,
        )
        return Judged(Outcome.DIVERGED, problem, complete)
    if asked.restored and complete is None:
        if found.restored:
            return Judged(Outcome.NEW, instead=Instead(known, "restored", found.common))
        problem = phrase(
            "The office's log went another way after {record}, and holds no restore after that: a copy of the store goes on, or a backup was copied back by hand. If it is the office's own, have it run {backup}, then {restore}, which its log keeps, and hand over all of it.",
            record=found.until, backup=_BACKS_UP, restore=_RESTORES,
        )  # fmt: skip
        return Judged(Outcome.DIVERGED, problem, "aidtrack handover --all -o FILE.aidb")
    problem = phrase(
        "The office's log went another way after {record}: it was restored from a backup, or a copy of it goes on. What is here and not there would go: records {records}, entries {entries}. To take a complete bundle of a restored store, add --restored --reason WHY.",
        record=found.until, records=found.records, entries=found.entries,
    )  # fmt: skip
    return Judged(Outcome.DIVERGED, problem, complete)
