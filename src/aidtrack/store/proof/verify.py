"""The audit chain held against itself and against the tables: what was changed behind aidtrack's back."""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice, pairwise

from aidtrack.bundle.told import FILE, files_fit, spans_fit
from aidtrack.ledger.digest import OPEN
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.pattern import pattern
from aidtrack.store.collection import own_rows
from aidtrack.store.collection.own_rows import OWN, as_logged
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import SCHEMA, Connection
from aidtrack.store.log import chain, entries_digest
from aidtrack.store.log.chain import ADOPT
from aidtrack.store.proof.logged import AsLogged, Difference, read
from aidtrack.store.records import books, granted, layouts, settings
from aidtrack.store.records.identity import logged as adopted
from aidtrack.store.records.rows import stored_of

_SALT = pattern("[0-9a-f]{32}")
_MOST = 20  # entries that are named
_UUID = pattern("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def verify(connection: Connection) -> Iterator[Difference]:
    """Every place where the log does not fit itself or the tables."""
    expected = AsLogged()
    yield from read(connection, expected)
    yield from _nouns(connection, expected)
    yield from _settings(connection, expected)
    yield from _layouts(connection, expected)
    yield from _granted(connection, expected)
    yield from _books(connection, expected)
    yield from _entries(connection, expected)
    yield from _batches(connection, expected)
    yield from _batch_files(connection, expected)
    yield from _store(connection)
    yield from _identity(connection, expected)
    yield from expected.personal.faults()


def verify_own(connection: Connection) -> Iterator[Difference]:
    """The same of what a collection records itself: the rows of its offices are in their own logs."""
    expected = AsLogged()
    yield from read(connection, expected)
    yield from _settings(connection, expected)
    yield from _granted(connection, expected)
    yield from _own_rows(connection, expected)
    yield from _store(connection)
    yield from _identity(connection, expected)


def verify_part(connection: Connection, digests: Mapping[int, str]) -> Iterator[Difference]:
    """The same of the part of an office that was taken out of a collection; `digests` are those of batches whose entries came masked.

    Where records came sealed, nothing says how the rows were left that these speak of: then rows of nouns are not held against the log.
    """
    expected = AsLogged()
    found = [*read(connection, expected)]
    yield from (one for one in found if not expected.sealed or one[0].startswith("audit "))
    for batch, digest in digests.items():
        if batch in expected.batches:
            expected.batches[batch]["digest"] = digest
    yield from _settings(connection, expected)
    yield from _books(connection, expected)
    yield from _batches(connection, expected)
    yield from _batch_files(connection, expected)
    yield from _identity(connection, expected)
    yield from _entries(connection, expected)
    if not expected.sealed:
        yield from _nouns(connection, expected)


def _nouns(connection: Connection, expected: AsLogged) -> Iterator[Difference]:
    for noun in NOUNS:
        present = dict(connection.rows(f"SELECT id, batch_id FROM {noun}"))
        logged = {id for (name, id), after in expected.rows.items() if name == noun and after is not None}
        said = {id: chain.spelled(values) for id, values in stored_of(connection, noun, present)}
        for id in sorted(present.keys() | logged):
            if id not in present or not expected.personal.agree(said.get(id), expected.rows.get((noun, id))):
                yield f"{noun} {id}", t("is not as the audit log left it.")
            elif present[id] not in expected.owners.get((noun, id), ()):
                yield f"{noun} {id}", t("is of another batch than the audit log says.")


def _settings(connection: Connection, expected: AsLogged) -> Iterator[Difference]:
    present = settings.values(connection)
    for name in sorted(present.keys() | expected.settings.keys()):
        if present.get(name) != expected.settings.get(name):
            yield f"setting {name}", t("is not as the audit log left it.")


def _own_rows(connection: Connection, expected: AsLogged) -> Iterator[Difference]:
    """What a collection has of its own; what was set aside of an office is called as it is, under other ids."""
    for noun in OWN:
        said = {id: as_logged(noun, after) for id, after in _logged(expected, noun).items() if id < SPAN}
        present = {id: chain.spelled(one) for id, one in own_rows.rows(connection, noun).items()}
        for what, _ in _beside(noun, said, present):
            yield what, t("is not as the collection's log left it: take back a backup, aidtrack db restore FILE.")


def _logged(expected: AsLogged, noun: str) -> dict[int, str | None]:
    return {id: after for (name, id), after in expected.rows.items() if name == noun and after is not None}


def _beside(noun: str, logged: Mapping[int, str | None], present: Mapping[int, str | None]) -> Iterator[Difference]:
    """Rows that stand as they are spelled in records."""
    for id in sorted(present.keys() | logged.keys()):
        if present.get(id) != logged.get(id):
            yield f"{noun} {id}", t("is not as the audit log left it.")


def _layouts(connection: Connection, expected: AsLogged) -> Iterator[Difference]:
    present = {one.id: chain.spelled(one.logged) for one in layouts.every(connection)}
    return _beside("layout", _logged(expected, "layout"), present)


def _granted(connection: Connection, expected: AsLogged) -> Iterator[Difference]:
    present = {id: chain.spelled(granted.logged(role, word)) for id, role, word in granted.every(connection)}
    return _beside(granted.NOUN, _logged(expected, granted.NOUN), present)


def _books(connection: Connection, expected: AsLogged) -> Iterator[Difference]:
    """The first row is there from the beginning: nothing is closed. Each stands until the entry after which the next one does."""
    rows = connection.rows("SELECT id, after_entry_id, until_entry_id FROM closed_books ORDER BY id")
    ends = [after for _, after, _ in rows[1:]] + [None]
    untold = {id for (noun, id) in expected.rows if noun == "books"} - {id for id, *_ in rows}
    if not rows or ("books", rows[0][0]) in expected.rows:  # of the first row no record tells
        yield "closed_books", t("is not as the audit log left it.")
    for at, (id, _, until) in enumerate(rows):
        logged = expected.rows.get(("books", id), chain.spelled({"after_entry_id": 0}) if at == 0 else None)
        if chain.spelled(books.said(connection, id)) != logged or until != ends[at]:
            untold.add(id)
    for id in sorted(untold):
        yield f"closed_books {id}", t("is not as the audit log left it.")


def _batches(connection: Connection, expected: AsLogged) -> Iterator[Difference]:
    """What a batch says of itself is what its first record does; how many entries it has, and from which to which, its entries."""
    spans = {batch: (first, last) for batch, first, last in connection.rows(
        "SELECT batch_id, min(id), max(id) FROM entry WHERE batch_id IS NOT NULL GROUP BY batch_id")}  # fmt: skip
    for id, *said, undoes, entries, first, last in connection.rows(
        "SELECT id, at, actor, kind, undoes, entries, first_entry_id, last_entry_id FROM batch ORDER BY id"
    ):
        logged = expected.batches.get(id, {})
        if expected.sealed and not logged:
            continue
        # Where the record is sealed that a batch began with, a later one speaks of the rest.
        began = expected.began.get(id, tuple(said) if expected.sealed else ())
        told = (*began, logged.get("undoes"), logged.get("entries"))
        if told != (*said, undoes, entries) or not spans_fit(first, last, spans.get(id)):
            yield f"batch {id}", t("is not as the audit log left it.")


def _batch_files(connection: Connection, expected: AsLogged) -> Iterator[Difference]:
    """Each as it was logged; older records say less of it, and their files are numbered from 1 on."""
    found: dict[int, list[list[object]]] = {}
    for batch, *file in connection.rows(
        f"SELECT batch_id, {', '.join(FILE)} FROM batch_file ORDER BY batch_id, file_no"
    ):
        found.setdefault(batch, []).append(file)
    for batch in sorted(expected.batches.keys() | found.keys()):
        if expected.sealed and batch not in expected.batches:
            continue
        if not files_fit(found.get(batch, []), expected.batches.get(batch, {}).get("files", [])):
            yield f"batch {batch}", t("its files are not as the audit log left them.")


def _store(connection: Connection) -> Iterator[Difference]:
    """What says of which schema it is."""
    if connection.rows("SELECT version_num FROM alembic_version") != [(str(SCHEMA),)]:
        yield "alembic_version", t("does not say the schema of this store.")


def _identity(connection: Connection, expected: AsLogged) -> Iterator[Difference]:
    """What says which store it is: the first row was made with it, what came later is logged."""
    rows = connection.rows("SELECT id, uuid, after_entry_id FROM identity ORDER BY id")
    logged = {id: after for (noun, id), after in expected.rows.items() if noun == ADOPT[1]}
    if not rows or not _UUID.fullmatch(str(rows[0][1])) or rows[0][2] != 0:
        yield "identity", t("does not say which store this is.")
    said = {id: chain.spelled(adopted(uuid, before, after)) for (_, before, _), (id, uuid, after) in pairwise(rows)}
    for id in sorted(said.keys() | logged.keys()):
        if said.get(id) != logged.get(id):
            yield f"identity {id}", t("is not as the audit log left it.")


def _entries(connection: Connection, expected: AsLogged) -> Iterator[Difference]:
    logged = {id: after for (noun, id), after in expected.rows.items() if noun == ENTRY.name}
    seen = len(logged)
    said = {id: chain.spelled(values) for id, values in stored_of(connection, ENTRY.name, logged)}
    for id, after in logged.items():
        if not expected.personal.agree(said.get(id), after):
            yield f"entry {id}", t("is not as the audit log left it.")
    present = {row[0]: row[1:] for row in connection.rows("SELECT id, first_entry_id, last_entry_id, salt FROM batch")}
    for batch in sorted(expected.batches.keys() | (set[int]() if expected.sealed else present.keys())):
        first, last, salt = present.get(batch, (None, None, None))
        digest = entries_digest.of_batch(connection, batch, first or 0, last or -1)
        made = digest.said(salt if salt is None or _SALT.fullmatch(salt) else None)
        seen += digest.count
        told = expected.batches.get(batch, {})
        # An older program says no such one.
        recorded = {name: told.get(name) for name in made if name != OPEN or name in told}
        if batch not in present or recorded != {name: made[name] for name in recorded}:
            yield f"batch {batch}", t("its entries are not as the audit log left them.")
    if not expected.sealed and (found := _as_many(connection, seen)) is not None:
        yield found
        yield from _unsaid(connection, logged)
    unclaimed = connection.value(
        "SELECT count(*) FROM entry_ref r LEFT JOIN entry e ON e.id = r.entry_id AND e.ref = r.ref WHERE e.id IS NULL"
    )
    if unclaimed:
        yield "entry_ref", t("{count} 流水号 stand for no entry.", count=unclaimed)
    freed = connection.rows(
        "SELECT e.id FROM entry e LEFT JOIN entry_ref r ON r.ref = e.ref AND r.entry_id = e.id WHERE e.ref IS NOT NULL AND r.ref IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.undoes = e.batch_id) ORDER BY e.id"
    )
    for (id,) in freed:
        yield f"entry {id}", t("its 流水号 is not held for it: another entry could take it.")


def _as_many(connection: Connection, logged: int) -> Difference | None:
    held = int(connection.value("SELECT count(*) FROM entry"))
    if held == logged:
        return None
    return "entry", t("{held} entries are stored, {logged} are in the audit log.", held=held, logged=logged)


def _unsaid(connection: Connection, logged: Collection[int]) -> Iterator[Difference]:
    """The first entries of which neither a record of their own nor that of their batch speaks."""
    alone = (
        id for (id,) in connection.rows("SELECT id FROM entry WHERE batch_id IS NULL ORDER BY id") if id not in logged
    )
    beside = connection.rows(
        "SELECT e.id FROM entry e LEFT JOIN batch b ON b.id = e.batch_id WHERE e.batch_id IS NOT NULL"
        " AND (b.first_entry_id IS NULL OR e.id < b.first_entry_id OR e.id > b.last_entry_id)"
        f" ORDER BY e.id LIMIT {_MOST}"
    )
    for id in (*islice(alone, _MOST), *(id for (id,) in beside)):
        yield f"entry {id}", t("is in no record of the audit log: nobody says who brought it.")


def as_many_as_said(connection: Connection) -> Iterator[Difference]:
    """Whether there are as many entries as the log says, which does not look at one of them."""
    alone = int(connection.value("SELECT count(DISTINCT object_id) FROM audit WHERE noun = 'entry'"))
    batches = {id: chain.values(after) or {} for id, after in connection.rows(
        "SELECT object_id, after FROM audit WHERE noun = 'batch' ORDER BY id")}  # fmt: skip
    said = alone + sum(int(one.get("entries") or 0) for one in batches.values())  # type: ignore[call-overload]  # as logged
    if (found := _as_many(connection, said)) is not None:
        yield found
