"""What an office's store on a server holds that is new, read there by whoever may read it, in one view of it: unsigned, else as a bundle."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from aidtrack.bundle import checking
from aidtrack.bundle.content import PARTS, Bundle, Row, Rows
from aidtrack.bundle.faults import Spoilt
from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.phrase import Joined, phrase
from aidtrack.store.collection.asked import Asked
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.one_bundle import Given, Result, Server, spoilt
from aidtrack.store.collection.receipt import Writing, of_one
from aidtrack.store.engine.collections import HANDS_OVER, is_collection
from aidtrack.store.engine.connection import Connection, read
from aidtrack.store.engine.driver_errors import declared
from aidtrack.store.engine.target import Target
from aidtrack.store.records import handed_over
from aidtrack.store.records.handing_over import content
from aidtrack.store.records.handing_over.texts import holding
from aidtrack.store.records.handing_over.whom import persons
from aidtrack.store.records.identity import Identity, identity

Reading = Callable[[], AbstractContextManager[Connection]]


def from_server(
    source: Target, reading: Reading, writing: Writing, asked: Asked, heads: Mapping[str, Sequence[str]]
) -> Iterator[Result]:
    """The result, as of a file. Raises Environment where the server does not answer or the right to read lacks, SchemaMismatch, Refused
    for what is no office's store, and where a text holds the name of a head.
    """
    given = Given(Server(source.pasted))
    with read(source) as there:
        bundle = _bundle(there, reading, asked)
        try:
            checking.check(bundle)
        except Spoilt as error:
            yield Result(given.file, None, spoilt(error))
            return
        yield from of_one([(given, bundle)], writing, asked, heads)


def _bundle(there: Connection, reading: Reading, asked: Asked) -> Bundle:
    """From where the collection has the office, where its log still goes that way, else whole."""
    who = _office(there)
    to = handed_over.news(there)
    with reading() as connection:
        known = next((one for one in asked.lacks.every(connection) if one.store_id == who.store_id), None)
    since = known.received_to if known is not None and _has(there, known, to) else 0
    made = content(there, who, since=since, to=to, names=False)
    if found := sum(1 for _ in holding(made, persons(there))):
        raise Refused(
            t("Texts that hold the name of a head of a household: {count}. Nothing was written.", count=found),
            t(
                "The office says which, and takes them out or hands them over: {command}",
                command=Joined((HANDS_OVER, " --with-names"), ""),
            ),
        )
    return replace(made, **{part: _declared(there.target, getattr(made, part)) for part in PARTS})  # type: ignore[arg-type]  # each is Rows


def _office(there: Connection) -> Identity:
    if is_collection(there):
        raise Refused(
            t("{store} is a collection: what its offices hand over is received there.", store=there.target.shown),
            t("Give the store of an office."),
        )
    who = identity(there)
    if who.office is None:
        raise Refused(
            t("Nobody said whose store {store} is.", store=there.target.shown),
            t(
                "The office says it of its own store: {command}",
                command=Joined(("aidtrack db setting office ", phrase("CODE")), ""),
            ),
        )
    return who


def _has(there: Connection, known: Office, to: int) -> bool:
    told = there.value("SELECT hash FROM audit WHERE id = :id", {"id": known.received_to})
    return known.received_to <= to and told == known.head


def _declared(source: Target, rows: Rows) -> Rows:
    """A server that goes while it is read is the one that is told of."""

    def told() -> Iterator[Row]:
        with declared(source):
            yield from rows.read()

    return Rows(rows.columns, told)
