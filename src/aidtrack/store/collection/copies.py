"""Two stores with one past: a copy that goes on as another office's. What they have in common counts once, in the older."""

from collections.abc import Sequence

from aidtrack.bundle.content import Bundle
from aidtrack.dataclass import dataclass
from aidtrack.ledger.kind import KINDS
from aidtrack.phrase import Said, listed, phrase
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.parting import begun_with, parting
from aidtrack.store.engine.collections import MARK
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log import chain
from aidtrack.values.money import yuan
from aidtrack.values.text import safe


@dataclass(frozen=True, slots=True)
class Copy:
    """Of the office `known` here and one that comes, the younger (`is_known`: the one that is here) has been a store of its own since its
    record `adopt`, after the entry with the id `after`. `entries` and `sums` (in fen by kind) are what both have.
    """

    known: Office
    adopt: int
    after: int
    is_known: bool
    entries: int
    sums: dict[str, int]

    @property
    def told(self) -> Said:
        amounts = [
            phrase("{what} {amount} yuan", what=KINDS[kind].label, amount=yuan(fen)) for kind, fen in self.sums.items()
        ]
        return listed((phrase("entries {entries}", entries=self.entries), *amounts))


def copy_of(connection: Connection, bundle: Bundle, offices: Sequence[Office]) -> Copy | None:
    """A store here that has the longest past in common with the complete bundle of another; None where none has any, or none was adopted."""
    first = next(bundle.records.named(), None)
    alike = [] if first is None else begun_with(connection, offices, str(first["hash"]))
    found = [(cut.common, one) for one in alike if (cut := parting(connection, bundle, one)) is not None]
    if not found:
        return None
    common, known = max(found, key=lambda pair: pair[0])
    theirs = _adopted(bundle, common)
    adopted = theirs or _adopted_here(connection, known, common)
    if adopted is None:
        return None
    adopt, after = adopted
    rows = connection.rows(
        "SELECT kind, count(*), sum(amount_fen) FROM entry WHERE id > :base AND id <= :after GROUP BY kind ORDER BY kind",
        {"base": known.span.base, "after": known.span.base + after},
    )
    sums = {str(kind): int(fen) for kind, _, fen in rows}
    return Copy(known, adopt, after, theirs is None, sum(int(count) for _, count, _ in rows), sums)


def problem(copy: Copy, bundle: Bundle) -> Said:
    one, other = (copy.known.code, copy.known.store_id), (bundle.manifest.office, bundle.manifest.store_id)
    younger, older = (one, other) if copy.is_known else (other, one)
    return phrase(
        "The store {younger} ({office}) is a copy of the store {older} ({first}) that went on; both have: {told}. To count {office} from there on, add --count-from {record}.",
        younger=younger[1], office=safe(younger[0]), older=older[1], first=safe(older[0]), told=copy.told, record=copy.adopt,
    )  # fmt: skip


def _adopted(bundle: Bundle, common: int) -> tuple[int, int] | None:
    """The first record after the common ones by which the store became one of its own, and the last entry before it."""
    for record in bundle.records.named():
        id = int(str(record["id"]))
        if id > common and (record["action"], record["noun"]) == chain.ADOPT and chain.is_ours(record):
            return id, _after(record["after"])
    return None


def _adopted_here(connection: Connection, office: Office, common: int) -> tuple[int, int] | None:
    of = {
        "common": office.span.base + common,
        "last": office.span.last,
        "action": chain.ADOPT[0],
        "noun": chain.ADOPT[1],
    }
    sql = f"SELECT id, after FROM {MARK} WHERE id > :common AND id <= :last AND action = :action AND noun = :noun ORDER BY id LIMIT 1"
    rows = connection.rows(sql, of)
    return (rows[0][0] - office.span.base, _after(rows[0][1])) if rows else None


def _after(said: object) -> int:
    return int(str((chain.values(said) or {}).get("after_entry_id") or 0))
