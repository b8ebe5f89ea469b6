"""A collection held against what its offices handed over: each part as a store of its own, its figures against what the office said."""

import sqlite3
from collections.abc import Iterator, Sequence

from aidtrack.locale import t
from aidtrack.phrase import Joined, Said, phrase
from aidtrack.store.collection import former, offices, places, traces
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.span import of_office
from aidtrack.store.collection.take_in import wrong_figures
from aidtrack.store.collection.taken_out import taken_out
from aidtrack.store.engine.collections import MARK, SPAN
from aidtrack.store.engine.connection import SCHEMA, Connection
from aidtrack.store.log import chain
from aidtrack.store.log.personal_values import PERSONAL
from aidtrack.store.proof import books, carryings, loans, months, spelling, stamps
from aidtrack.store.proof.discrepancy import Discrepancy
from aidtrack.store.proof.impossible import impossible
from aidtrack.store.proof.rules import broken_rules
from aidtrack.store.proof.verify import verify_own, verify_part
from aidtrack.store.records.books import said as said_of_books
from aidtrack.store.records.identity import store_ids
from aidtrack.store.records.origins import of_offices
from aidtrack.store.schema.windows import BY, SUMMED
from aidtrack.values.money import yuan
from aidtrack.values.record import GENESIS, RECORD, is_of, record_hash
from aidtrack.values.text import safe


def wrong(connection: Connection) -> Iterator[Discrepancy]:
    """Its own log; then office by office what `check` finds at home."""
    yield from (Discrepancy("damage", "audit", what, problem) for what, problem in verify_own(connection))
    yield from stamps.wrong(connection)
    yield from (Discrepancy("damage", "spelling", what, problem) for what, problem in spelling.wrong(connection))
    yield from _older(connection)
    yield from _of_nobody(connection)
    yield from _aside(connection)
    yield from _books_open(connection)
    stores = of_offices(connection)
    for office in offices.every(connection):
        yield from (_of(office, one) for one in _part(connection, office, stores[office.number]))
        yield from _figures(connection, office)


def quickly(connection: Connection) -> Iterator[Discrepancy]:
    """The chains and the figures alone."""
    yield from _older(connection)
    for office in offices.every(connection):
        if not _chain_holds(connection, office):
            said = t("does not fit the chain: a record was changed, added or taken out here.")
            yield Discrepancy("damage", "audit", _called(office, "audit"), said)
        yield from _figures(connection, office)


def _older(connection: Connection) -> Iterator[Discrepancy]:
    """Tables elsewhere that an upgrade did not reach."""
    for place in places.every(connection):
        if place.schema != SCHEMA:
            said = {"server": place.server, "found": place.schema, "known": SCHEMA}
            problem = phrase("{server} keeps them in tables of schema {found}, this program's is {known}.", **said)
            yield Discrepancy("damage", "schema", f"{place.prefix}*", problem)


def _aside(connection: Connection) -> Iterator[Discrepancy]:
    """What was put aside stays told; it is held against the log."""
    for id in former.tampered(connection):
        yield Discrepancy("damage", "former", f"former_office {id}", t("is not as the audit log left it."))
    for one in former.every(connection):
        told = phrase(
            "kept aside on {day}: records {records}, entries {entries} ({reason}); see aidtrack collection former {id}.",
            id=one.id, day=one.put_aside_at[:10], records=one.records, entries=one.entries, reason=safe(one.reason),
        )  # fmt: skip
        yield Discrepancy("alert", "former", safe(one.code), told)


def _books_open(connection: Connection) -> Iterator[Discrepancy]:
    """Its own books, which nobody ever closed, and spans of offices' books that end nowhere: the newest ends with the ids of its office."""
    whose = f"SELECT id FROM closed_books WHERE id >= {SPAN} AND until_entry_id IS NULL ORDER BY id"
    wrong = [f"closed_books {id}" for (id,) in connection.rows(whose)]
    own = connection.rows(f"SELECT id, until_entry_id FROM closed_books WHERE id < {SPAN}")
    if own != [(1, None)] or chain.spelled(said_of_books(connection, 1)) != chain.spelled({"after_entry_id": 0}):
        wrong.append("closed_books")
    for what in wrong:
        yield Discrepancy("damage", "audit", what, t("is not as the audit log left it."))


def _figures(connection: Connection, office: Office) -> Iterator[Discrepancy]:
    """Where the balances are not what the office said at its head, or the sums by month not what its entries come to."""
    for fund, kind, said, here in wrong_figures(connection, office.span):
        amounts = {"said": yuan(said), "here": yuan(here)} if kind else {"said": str(said), "here": str(here)}
        what = f"fund {fund} {kind}" if kind else "entry"
        problem = t("the office said {said}, here it is {here}.", **amounts)
        yield Discrepancy("damage", "figure", _called(office, what), problem)
    yield from (_of(office, one) for one in months.wrong(connection, office.span))


def _part(connection: Connection, office: Office, stores: Sequence[tuple[str, int]]) -> Iterator[Discrepancy]:
    kept = connection.rows(f"SELECT id, digest FROM office_digest WHERE {of_office('id')}", office.span.bounds)
    digests = {id - office.span.base: str(value) for id, value in kept}
    try:
        with taken_out(connection, office) as part:
            for what, parent in part.engine.unsound(part):
                problem = what if parent is None else t("refers to a row of {table} that is not there.", table=parent)
                yield Discrepancy("damage", "reference", what, problem)
            for what, problem in (*verify_part(part, digests), *_values_wrong(part)):
                yield Discrepancy("damage", "audit", what, problem)
            for table in traces.wrong(connection, office.number, part, digests):
                problem = t("holds other rows than were received: take back a backup, aidtrack db restore FILE.")
                yield Discrepancy("damage", "audit", table, problem)
            if store_ids(part) != stores:
                yield Discrepancy("damage", "audit", "office_copied", t("is not as the audit log left it."))
            if part.value("SELECT hash FROM audit ORDER BY id DESC LIMIT 1") != office.head:
                yield Discrepancy("damage", "audit", "audit", t("its newest record is not that of the last bundle."))
            values = [(what, problem) for what, problem in impossible(part) if not _is_personal(what)]
            yield from (Discrepancy("damage", "value", what, problem) for what, problem in values)
            yield from broken_rules(part)
            yield from books.wrong(part)
            yield from carryings.wrong(part)
            yield from (Discrepancy("rule", "G4", what, problem) for what, problem in loans.wrong(part))
    except sqlite3.IntegrityError as error:
        yield Discrepancy("damage", "schema", "store", t("its rows are no store ({reason}).", reason=safe(str(error))))


def _values_wrong(part: Connection) -> Iterator[tuple[str, str]]:
    for id, hash, salt, value in part.rows("SELECT id, hash, salt, value FROM personal_value WHERE value IS NOT NULL"):
        if salt is None or not is_of(hash, salt, value):
            yield f"personal_value {id}", t("is not as the audit log left it.")


def _is_personal(what: str) -> bool:
    """Whether a field (`household 3 head`) holds what may have come masked."""
    noun, _, name = what.split()
    return name in PERSONAL.get(noun, ())


def _chain_holds(connection: Connection, office: Office) -> bool:
    previous, base = GENESIS, office.span.base
    sql = f"SELECT {', '.join(RECORD)} FROM {MARK} WHERE {of_office('id')} ORDER BY id"
    for row in connection.stream(sql, office.span.bounds):
        record = dict(zip(RECORD, row, strict=True))
        of = {name: None if record[name] is None else record[name] - base for name in ("object_id", "batch_id")}
        sealed = record["action"] is None
        if record["previous"] != previous or (not sealed and record["hash"] != record_hash({**record, **of})):
            return False
        previous = str(record["hash"])
    return previous == office.head


def _of_nobody(connection: Connection) -> Iterator[Discrepancy]:
    """Rows that are of no office."""
    for table, by in {**BY, **SUMMED, MARK: "id"}.items():
        sql = f"SELECT count(*) FROM {table} WHERE {by} / {SPAN} NOT IN (SELECT id FROM office)"
        lost = int(connection.value(sql)) - (table == "closed_books")  # of which each store has one from the start
        if lost:
            yield Discrepancy("damage", "reference", table, t("{count} rows are of no office.", count=lost))


def _of(office: Office, one: Discrepancy) -> Discrepancy:
    return Discrepancy(one.level, one.rule, _called(office, one.what), one.problem)


def _called(office: Office, what: Said) -> Said:
    return Joined((safe(office.code), what), " · ")
