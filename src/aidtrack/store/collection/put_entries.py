"""The entries of a bundle, the balances that they change and the 流水号 that they take or free."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from aidtrack.bundle.content import BATCH, BATCH_FILE, ENTRY_ROW, Bundle, Row
from aidtrack.bundle.faults import damaged, forged
from aidtrack.ledger.digest import ROW, Digest
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.phrase import phrase
from aidtrack.store.collection import traces
from aidtrack.store.collection.put_balances import put_balances
from aidtrack.store.collection.put_forgotten import forget
from aidtrack.store.collection.put_log import Told
from aidtrack.store.collection.put_months import sum_months
from aidtrack.store.collection.put_nouns import seen, what_is_shown
from aidtrack.store.collection.put_rows import AT_ONCE, BLOCK, columns_of, present, put, put_new
from aidtrack.store.collection.span import Span, of_office
from aidtrack.store.engine.parameters import among
from aidtrack.store.engine.transaction import Writer
from aidtrack.values.blocks import blocks

_AT = {name: at for at, name in enumerate(ENTRY_ROW)}
_PLACE = tuple(_AT[name] for name in ("fund_id", "project_id", "village_id", "kind"))
_DIGESTED = tuple(_AT[name] for name in ROW)


def put_entries(writer: Writer, span: Span, bundle: Bundle, told: Told, after: int) -> None:
    """All that are not there yet, of those that count: after the entry with this id. Raises Spoilt where those of a batch are not those that its record speaks of."""
    _take_in_sealed(writer, span, bundle, told)
    known = {int(str(id)) for id in present(writer, span, "batch", [row[0] for row in bundle.batches])}
    put_new(writer, span, "batch", BATCH, bundle.batches)
    put_new(writer, span, "batch_file", BATCH_FILE, bundle.batch_files)
    brought = _Brought(told)
    for some in blocks(_entries(bundle, told), BLOCK):
        there = present(writer, span, ENTRY.name, [row[0] for row in some])
        new = [row for row in some if row[0] not in there and int(str(row[0])) > after]
        if new:
            put(writer, span, ENTRY.name, columns_of(ENTRY_ROW, new))
            traces.came(writer, span, ENTRY.name, ENTRY_ROW, (row for row in new if not brought.is_said(row)))
            brought.add(new)
    put_balances(writer, span, brought.sums)
    sum_months(writer, span, brought.months)
    renewed = forget(writer, span, bundle, told, known)
    _put_digests(writer, span, bundle, brought, told, renewed)
    _put_refs(writer, span, bundle, brought, told)


def _take_in_sealed(writer: Writer, span: Span, bundle: Bundle, told: Told) -> None:
    """Batches whose records came sealed take their places among the acts: before the next batch that is told of."""
    sealed = [int(str(row[0])) for row in bundle.batches if row[0] not in told.digests]
    there = present(writer, span, "batch", sealed)
    for new in sorted(id for id in sealed if id not in there):
        later = (at for at, (noun, id) in enumerate(told.acts) if noun == "batch" and id > new)
        told.acts.insert(next(later, len(told.acts)), ("batch", new))


def _entries(bundle: Bundle, told: Told) -> Iterator[Row]:
    yield from bundle.entries
    shown = what_is_shown(bundle) if told.alone else {}
    for entry in (seen(one, shown) for one in told.alone):
        if entry.keys() - set(ENTRY_ROW):
            raise forged(phrase("An entry in the bundle holds what no entry holds."))
        yield tuple(entry.get(name) for name in ENTRY_ROW)


class _Brought:
    """What entries came to: sums by place and kind, their months, the digests of their batches, 流水号 by act."""

    def __init__(self, told: Told) -> None:
        self.sums: defaultdict[tuple[object, ...], int] = defaultdict(int)
        self.months: set[str] = set()
        self.digests = {batch: Digest() for batch in told.digests}
        self.counts: defaultdict[int, int] = defaultdict(int)
        self.refs: defaultdict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
        self._alone = {int(str(entry["id"])) for entry in told.alone}

    def is_said(self, row: Row) -> bool:
        """Whether an open record says what an entry is: its own or its batch's."""
        return row[0] in self._alone or row[_AT["batch_id"]] in self.digests

    def add(self, rows: list[Row]) -> None:
        amount, of_batch, ref = _AT["amount_fen"], _AT["batch_id"], _AT["ref"]
        batches: defaultdict[int, list[Row]] = defaultdict(list)
        for row in rows:
            fen, id = row[amount], int(str(row[0]))
            if row[_AT["kind"]] not in KINDS or not isinstance(fen, int):
                raise forged(phrase("An entry in the bundle is of no kind that there is."))
            self.sums[tuple(row[at] for at in _PLACE)] += fen
            self.months.add(str(row[_AT["date"]])[:7])
            batch = row[of_batch]
            is_alone = id in self._alone
            if isinstance(batch, int) and not is_alone:
                batches[batch].append(row)
            if row[ref] is not None:
                act = (ENTRY.name, id) if is_alone or not isinstance(batch, int) else ("batch", batch)
                self.refs[act].append((str(row[ref]), id))
        for number, some in batches.items():
            if number in self.digests:
                self.digests[number].add(
                    len(some), {name: [row[at] for row in some] for name, at in zip(ROW, _DIGESTED, strict=True)}, {}
                )
                self.counts[number] += len(some)


def _put_digests(
    writer: Writer, span: Span, bundle: Bundle, brought: _Brought, told: Told, renewed: Collection[int]
) -> None:
    """Of entries that came without names nobody here can tell the digest that they have at home, but of what is never masked: that of what came is kept."""
    other = []
    salts = {int(str(row["id"])): row["salt"] for row in bundle.batches.named()}
    for batch, said in told.digests.items():
        if batch in renewed:
            continue
        if brought.counts[batch] != said.entries or said.open not in (None, brought.digests[batch].open()):
            raise damaged()
        salt = salts.get(batch)
        if brought.digests[batch].salted(None if salt is None else str(salt)) != said.digest:
            if bundle.manifest.names:
                raise damaged()
            other.append((batch, brought.digests[batch].value()))
    if other:
        put(writer, span, "office_digest", columns_of(("id", "digest"), other))


def _put_refs(writer: Writer, span: Span, bundle: Bundle, brought: _Brought, told: Told) -> None:
    """Whom each 流水号 stands for, act by act: the first that has it, until its batch is undone."""
    undoes = {
        int(str(row["id"])): int(str(row["undoes"])) for row in bundle.batches.named() if row["undoes"] is not None
    }
    freed = {batch: _refs_of(writer, span, batch) for batch in undoes.values()}
    touched = {ref for refs in (*brought.refs.values(), *freed.values()) for ref, _ in refs}
    stands = dict(_standing(writer, span, touched))
    before = dict(stands)
    of_acts = [*told.acts, *(act for act in brought.refs if act not in set(told.acts))]
    for act in of_acts:
        for ref, id in brought.refs.get(act, ()):
            stands.setdefault(ref, id)
        for ref, id in freed.get(undoes.get(act[1], 0), ()) if act[0] == "batch" else ():
            if stands.get(ref) == id:
                del stands[ref]
    for gone in blocks(sorted(ref for ref, id in before.items() if stands.get(ref) != id), AT_ONCE):
        listed, named = among(gone)
        writer.execute(
            f"DELETE FROM entry_ref WHERE ref IN ({listed}) AND {of_office('entry_id')}", named | span.bounds
        )
    new = [(ref, id) for ref, id in stands.items() if before.get(ref) != id]
    for some in blocks(new, BLOCK):
        put(writer, span, "entry_ref", columns_of(("ref", "entry_id"), some))


def _refs_of(writer: Writer, span: Span, batch: int) -> list[tuple[str, int]]:
    """The 流水号 of a batch's entries, with their own ids."""
    rows = writer.rows(
        f"""SELECT e.ref, e.id FROM batch b JOIN entry e ON e.id BETWEEN b.first_entry_id AND b.last_entry_id AND e.batch_id = b.id
        WHERE b.id = :batch AND e.ref IS NOT NULL AND {of_office("e.id")}""",
        {"batch": span.base + batch, **span.bounds},
    )
    return [(str(ref), id - span.base) for ref, id in rows]


def _standing(writer: Writer, span: Span, refs: Iterable[str]) -> Iterator[tuple[str, int]]:
    for some in blocks(sorted(refs), AT_ONCE):
        listed, named = among(some)
        for ref, id in writer.rows(
            f"SELECT ref, entry_id FROM entry_ref WHERE ref IN ({listed}) AND {of_office('entry_id')}",
            {**named, **span.bounds},
        ):
            yield str(ref), id - span.base
