"""Bundles as they were given, in whatever order, into a collection: each office for itself, all of its bundles or none."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from aidtrack.bundle.content import Bundle, Manifest
from aidtrack.bundle.faults import Fault, Newer, Spoilt
from aidtrack.bundle.opened import opened
from aidtrack.dataclass import dataclass
from aidtrack.errors import AidtrackError
from aidtrack.phrase import Said, phrase, why
from aidtrack.store.collection import former, offices
from aidtrack.store.collection.asked import Asked
from aidtrack.store.collection.former import Former
from aidtrack.store.collection.judged import Instead, Judged, Outcome, judged
from aidtrack.store.collection.span import Span, of_office
from aidtrack.store.collection.take_in import take_in
from aidtrack.store.engine.collections import MARK
from aidtrack.store.engine.connection import SCHEMA, Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.values.text import safe

Writing = Callable[[], AbstractContextManager[Writer]]  # a transaction, which ends with the block


@dataclass(frozen=True, slots=True)
class Given:
    """A file, and what came of opening it: a bundle, or why it is none."""

    file: Path
    sha256: str = ""
    bundle: Bundle | None = None
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file; `entries` are those that are new in the collection, `is_first` that its office is; `former` is what went aside for it."""

    file: Path
    bundle: Bundle | None
    judged: Judged
    entries: int = 0
    is_first: bool = False
    former: Former | None = None


class _Refused(Exception):
    """Nothing of an office is taken."""


def receive(
    files: Iterable[Path], writing: Writing, asked: Asked, heads: Mapping[str, Sequence[str]]
) -> Iterator[Result]:
    """The result of each file, by office and in the order of their log; `heads` of offices by code are to be in their logs.

    What cannot be opened comes first.
    """
    with ExitStack() as open_files:
        given = [_opened(file, open_files) for file in files]
        yield from (Result(one.file, None, one.judged) for one in given if one.judged is not None)
        of_office: dict[tuple[int, str], list[tuple[Given, Bundle]]] = {}
        for one in given:
            if one.bundle is not None:
                of_office.setdefault(_order(one.bundle.manifest), []).append((one, one.bundle))
        for _, bundles in sorted(of_office.items()):
            bundles.sort(key=lambda pair: (pair[1].manifest.since, pair[1].manifest.to))
            yield from _of_one(bundles, writing, asked, heads)


def _order(said: Manifest) -> tuple[int, str]:
    """By number; what says none comes last, by its store."""
    return (int(said.number), "") if said.number else (offices.GIVEN, said.store_id)


def _opened(file: Path, open_files: ExitStack) -> Given:
    try:
        stream = open_files.enter_context(file.open("rb"))
        sha256 = _sha256(stream)
        return Given(file, sha256, opened(stream, SCHEMA))
    except OSError as error:
        return Given(
            file, judged=Judged(Outcome.UNREADABLE, phrase("It cannot be read ({reason}).", reason=why(error)))
        )
    except (Spoilt, Newer) as error:
        return Given(file, judged=_spoilt(error))


def _sha256(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := stream.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


def _spoilt(error: Spoilt | Newer) -> Judged:
    sentences: tuple[Said, ...] = error.args
    return Judged(Outcome(str(error.fault)), sentences[0])


def _of_one(
    bundles: Sequence[tuple[Given, Bundle]], writing: Writing, asked: Asked, heads: Mapping[str, Sequence[str]]
) -> Iterator[Result]:
    results: list[Result] = []
    try:
        with writing() as writer:
            bundles = _numbered(writer, bundles, asked)
            for given, bundle in bundles:
                results.append(_one(writer, given, bundle, asked))
                if results[-1].judged.outcome not in (Outcome.NEW, Outcome.NOTHING_NEW):
                    raise _Refused
            last = bundles[-1][1]
            if (problem := _without(writer, last, heads)) is not None:
                results[-1] = replace(results[-1], judged=Judged(Outcome.FORGED, problem))
                raise _Refused
    except _Refused:
        refused = results[-1]
        said = phrase("Nothing of the office is taken, because of {file}.", file=safe(refused.file.name))
        along = Judged(refused.judged.outcome, said)
        done = {id(refused.bundle)}
        results = [refused if id(bundle) in done else Result(given.file, bundle, along) for given, bundle in bundles]
    yield from results


def _numbered(writer: Writer, bundles: Sequence[tuple[Given, Bundle]], asked: Asked) -> list[tuple[Given, Bundle]]:
    number = offices.number_of(bundles[0][1].manifest, offices.every(writer), asked.instead_of)
    return [
        (given, replace(bundle, manifest=replace(bundle.manifest, number=str(number)))) for given, bundle in bundles
    ]


def _one(writer: Writer, given: Given, bundle: Bundle, asked: Asked) -> Result:
    known = offices.every(writer)
    found = judged(writer, bundle, known, asked)
    said = bundle.manifest
    office = next((one for one in known if one.number == int(said.number)), None)
    if found.outcome is not Outcome.NEW:
        if found.outcome is Outcome.NOTHING_NEW and office is not None and said.to == office.received_to:
            writer.update("office", office.number, {"received_at": writer.stamp})  # it said that nothing is
            offices.put_thresholds(writer, said)
        return Result(given.file, bundle, found)
    same = office if office is not None and office.store_id == said.store_id else None
    new_key = same is not None and same.public_key != said.key
    confirmed = asked.expects(said.key) or new_key or (same is not None and same.confirmed)
    before, went = _entries(writer, Span(int(said.number))), None
    try:
        with writer.attempt():
            if found.instead is None:
                take_in(writer, bundle, office, confirmed=confirmed)
            else:
                went = _in_its_place(writer, bundle, found.instead, asked.reason, confirmed=confirmed)
    except Spoilt as error:
        return Result(given.file, bundle, _spoilt(error))
    except AidtrackError:
        raise
    except Exception as error:
        if not _is_of_content(error):
            raise
        problem = phrase("What is signed is no content of a store.")
        return Result(given.file, bundle, Judged(Outcome(Fault.FORGED.value), problem))
    entries = _entries(writer, Span(int(said.number))) - before
    if went is not None and went.office_id == int(said.number):
        entries += went.entries
    _keep(writer, given, bundle, entries, new_key=new_key)
    return Result(given.file, bundle, found, entries, same is None, went)


def _in_its_place(writer: Writer, bundle: Bundle, instead: Instead, reason: str, *, confirmed: bool) -> Former:
    id = former.put_aside(writer, instead.office)
    take_in(writer, bundle, None, confirmed=confirmed)
    return former.settle(writer, id, instead.office, instead.why, reason, instead.after)


def _is_of_content(error: Exception) -> bool:
    """Whether a value was of no kind that a column or this program takes; drivers name their errors as PEP 249 does."""
    named = {kind.__name__ for kind in type(error).__mro__}
    return isinstance(error, (ValueError, TypeError, OverflowError)) or not named.isdisjoint(
        {"IntegrityError", "DataError"}
    )


def _entries(connection: Connection, span: Span) -> int:
    return int(connection.value(f"SELECT count(*) FROM entry WHERE {of_office('id')}", span.bounds))


def _keep(writer: Writer, given: Given, bundle: Bundle, entries: int, *, new_key: bool) -> None:
    """That it was received, in the collection's own log too."""
    said = bundle.manifest
    number = int(said.number)
    row = {
        "office_id": number, "code": said.office, "name": said.office_name, "file": given.file.name, "sha256": given.sha256,
        "since": said.since, "until": said.to, "head": said.head,
        "received_at": writer.stamp,
    }  # fmt: skip
    last = int(writer.value("SELECT coalesce(max(id), 0) FROM bundle"))
    writer.insert_columns("bundle", {"id": [last + 1], **{name: [value] for name, value in row.items()}}, {})
    told: dict[str, object] = {
        "code": said.office, "name": said.office_name, "store_id": said.store_id, "file": given.file.name, "sha256": given.sha256,
        "since": said.since, "to": said.to, "head": said.head, "entries": entries,
    }  # fmt: skip
    Chain(writer).append("receive", offices.NOUN, after=told | ({"key": said.key} if new_key or not said.since else {}))


def _without(connection: Connection, bundle: Bundle, heads: Mapping[str, Sequence[str]]) -> Said | None:
    """What to say of a head that was told of the office and that its log has not."""
    span = Span(int(bundle.manifest.number))
    for head in heads.get(bundle.manifest.office, ()):
        sql = f"SELECT count(*) FROM {MARK} WHERE hash LIKE :start AND {of_office('id')}"
        if connection.value(sql, {"start": f"{head}%", **span.bounds}) == 0:
            return phrase(
                "The head {head} is not in the log of the office {office}.",
                head=head,
                office=safe(bundle.manifest.office),
            )
    return None
