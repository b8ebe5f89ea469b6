"""What becomes of one bundle: it is judged, and taken in within the transaction of its office."""

from pathlib import Path
from typing import Any

from aidtrack.bundle.content import Bundle
from aidtrack.bundle.faults import Fault, Newer, Spoilt
from aidtrack.dataclass import dataclass
from aidtrack.errors import AidtrackError
from aidtrack.phrase import Said, phrase
from aidtrack.store.collection import former, offices, uncounted
from aidtrack.store.collection.asked import Asked
from aidtrack.store.collection.copies import Copy
from aidtrack.store.collection.former import Former
from aidtrack.store.collection.judged import Instead, Judged, Outcome, judged
from aidtrack.store.collection.own_rows import BUNDLE, OFFICE, rows, tell
from aidtrack.store.collection.resumed import resume
from aidtrack.store.collection.span import Span, of_office
from aidtrack.store.collection.take_in import take_in
from aidtrack.store.collection.unnamed import unnamed
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.values.text import safe


@dataclass(frozen=True, slots=True)
class Server:
    """The store of an office that is read where it is; `name` is its URL without a password."""

    name: str


Source = Path | Server


@dataclass(frozen=True, slots=True)
class Given:
    """A file, and what came of opening it: a bundle, or why it is none. What is read on a server has no sum."""

    file: Source
    sha256: str = ""
    bundle: Bundle | None = None
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file; `entries` are those that are new in the collection, `is_first` that its office is, `first_key` that it is the
    first that came signed; `former` is what went aside for it; `forgot` that a name was erased here that had come before.
    """

    file: Source
    bundle: Bundle | None
    judged: Judged
    entries: int = 0
    is_first: bool = False
    first_key: bool = False
    former: Former | None = None
    forgot: bool = False


def spoilt(error: Spoilt | Newer) -> Judged:
    sentences: tuple[Said, ...] = error.args
    return Judged(Outcome(str(error.fault)), sentences[0])


def one_bundle(writer: Writer, given: Given, bundle: Bundle, asked: Asked) -> Result:
    """Take it in, or say why not: then nothing of it is there."""
    known = asked.lacks.every(writer)
    found = judged(writer, bundle, known, asked)
    said = bundle.manifest
    office = next((one for one in known if one.number == int(said.number)), None)
    if office is not None and found.outcome in (Outcome.NEW, Outcome.NOTHING_NEW):
        resume(writer, office)
    before = _before(writer, int(said.number), found)
    same = office if office is not None and office.store_id == said.store_id else None
    first_key = bool(said.key) and (same is None or same.public_key is None)
    new_key = bool(said.key) and same is not None and same.public_key not in (None, said.key)
    confirmed = (bool(said.key) and asked.expects(said.key)) or new_key or (same is not None and same.confirmed)
    if found.outcome is not Outcome.NEW:
        if found.outcome is not Outcome.NOTHING_NEW or same is None or said.to != same.received_to:
            return Result(given.file, bundle, found)
        writer.update("office", same.number, {"received_at": writer.stamp})  # it said that nothing is
        offices.put_thresholds(writer, said)
        if first_key or new_key:
            key = {"public_key": said.key, "signed": 1, "confirmed": int(confirmed)}
            writer.update("office", same.number, key)
            _keep(writer, given, bundle, 0)
        tell(writer, "receive", OFFICE, before)
        return Result(given.file, bundle, found, first_key=first_key)
    had, went, again, forgot = _entries(writer, Span(int(said.number))), None, 0, False
    try:
        with writer.attempt():
            if found.instead is None:
                forgot = take_in(writer, bundle, office, confirmed=confirmed)
            else:
                went = _in_its_place(writer, bundle, found.instead, asked.reason, confirmed=confirmed)
                again = went.entries if went.office_id == int(said.number) else 0
            if found.copy is not None:
                went = _count_once(writer, bundle, found.copy)
    except Spoilt as error:
        return Result(given.file, bundle, spoilt(error))
    except AidtrackError:
        raise
    except Exception as error:
        if not _is_of_content(error):
            raise
        problem = phrase("What is signed is no content of a store.")
        return Result(given.file, bundle, Judged(Outcome(Fault.FORGED.value), problem))
    entries = _entries(writer, Span(int(said.number))) - had + again
    _keep(writer, given, bundle, entries)
    tell(writer, "receive", OFFICE, before)
    return Result(given.file, bundle, found, entries, same is None, first_key, went, forgot)


def _before(writer: Writer, number: int, found: Judged) -> dict[int, dict[str, Any] | None]:
    """How the rows of the office, and of that whose place it takes, are before it is taken in."""
    numbers = [number, *([] if found.instead is None else [found.instead.office.number])]
    stand = rows(writer, OFFICE, numbers)
    return {one: stand.get(one) for one in numbers}


def _in_its_place(writer: Writer, bundle: Bundle, instead: Instead, reason: str, *, confirmed: bool) -> Former:
    copied = uncounted.of_office(writer, instead.office.number)
    after = uncounted.last(writer, instead.office.number)
    nobody = unnamed(writer)  # before and after alike, so that what stands as it stood is known
    id = former.put_aside(writer, instead.office, nobody)
    take_in(writer, bundle, None, confirmed=confirmed)
    went = former.settle(writer, id, instead.office, instead.why, reason, instead.after, nobody)
    if copied is not None and instead.after >= copied.after:
        uncounted.count_from(
            writer, offices.numbered(writer, instead.office.number), copied.after, after, copied.reason
        )
    return went


def _count_once(writer: Writer, bundle: Bundle, copy: Copy) -> Former:
    younger = offices.numbered(writer, copy.known.number if copy.is_known else int(bundle.manifest.number))
    older = bundle.manifest.office if copy.is_known else copy.known.code
    return uncounted.count_from(writer, younger, copy.adopt, copy.after, older)


def _is_of_content(error: Exception) -> bool:
    """Whether a value was of no kind that a column or this program takes; drivers name their errors as PEP 249 does."""
    named = {kind.__name__ for kind in type(error).__mro__}
    return isinstance(error, (ValueError, TypeError, OverflowError)) or not named.isdisjoint(
        {"IntegrityError", "DataError"}
    )


def _entries(connection: Connection, span: Span) -> int:
    return int(connection.value(f"SELECT count(*) FROM entry WHERE {of_office('id')}", span.bounds))


def _keep(writer: Writer, given: Given, bundle: Bundle, entries: int) -> None:
    """That it was received, in the collection's own log too: with how many new entries."""
    said = bundle.manifest
    number = int(said.number)
    row = {
        "office_id": number, "code": said.office, "name": said.office_name, "file": safe(given.file.name), "sha256": given.sha256 or None,
        "since": said.since, "until": said.to, "head": said.head,
        "received_at": writer.stamp,
    }  # fmt: skip
    last = int(writer.value("SELECT coalesce(max(id), 0) FROM bundle"))
    writer.insert_columns("bundle", {"id": [last + 1], **{name: [value] for name, value in row.items()}}, {})
    tell(writer, "receive", BUNDLE, {last + 1: None}, entries=entries)
