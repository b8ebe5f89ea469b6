"""Bundles as they were given, in whatever order, into a collection: each office for itself, all of its bundles or none."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from aidtrack.bundle.content import Bundle, Manifest
from aidtrack.bundle.faults import Newer, Spoilt
from aidtrack.bundle.opened import opened
from aidtrack.bundle.reopened import Reopened
from aidtrack.errors import AidtrackError, Environment
from aidtrack.phrase import Said, phrase, why
from aidtrack.store.collection import offices
from aidtrack.store.collection.asked import Asked
from aidtrack.store.collection.judged import Judged, Outcome, by_stranger
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.one_bundle import Given, Result, one_bundle, spoilt
from aidtrack.store.collection.span import Span, of_office
from aidtrack.store.engine.collections import MARK
from aidtrack.store.engine.connection import SCHEMA, Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.values.text import safe

Writing = Callable[[], AbstractContextManager[Writer]]  # a transaction, which ends with the block


_STORE = b"SQLite format 3\0"


class _Refused(Exception):
    """Nothing of an office is taken."""


def receive(
    files: Iterable[Path], writing: Writing, asked: Asked, heads: Mapping[str, Sequence[str]]
) -> Iterator[Result]:
    """The result of each file, by office and in the order of their log; `heads` of offices by code are to be in their logs.

    What cannot be opened comes first. Raises AidtrackError, which names the office, where the collection cannot be written any more: what was
    taken before stands.
    """
    given = [_opened(file) for file in files]
    yield from (Result(one.file, None, one.judged) for one in given if one.judged is not None)
    of_office: dict[tuple[int, str], list[tuple[Given, Bundle]]] = {}
    for one in given:
        if one.bundle is not None:
            of_office.setdefault(_order(one.bundle.manifest), []).append((one, one.bundle))
    away = {one.number for one in asked.lacks.offices}  # who cannot be taken in keeps back nobody else
    for _, bundles in sorted(of_office.items(), key=lambda one: (one[0][0] in away, one[0])):
        bundles.sort(key=lambda pair: (pair[1].manifest.since, pair[1].manifest.to))
        yield from of_one(bundles, writing, asked, heads)


def _order(said: Manifest) -> tuple[int, str]:
    """By number, and of one number by the store; what says none comes last."""
    return int(said.number or offices.GIVEN), said.store_id


def _opened(file: Path) -> Given:
    try:
        if file.exists() and not (file.is_file() or file.is_dir()):  # a pipe would be waited for
            return Given(file, judged=Judged(Outcome.UNREADABLE, phrase("is no ordinary file.")))
        with file.open("rb") as stream:
            if stream.read(len(_STORE)) == _STORE:
                problem = phrase("It is a store and no bundle: the office hands over what is in it.")
                return Given(file, judged=Judged(Outcome.UNREADABLE, problem, "aidtrack handover -o FILE.aidb"))
            # First, for of what is none, however large, little is read.
            bundle = opened(cast("BinaryIO", Reopened(file)), SCHEMA)
            stream.seek(0)
            return Given(file, hashlib.file_digest(stream, "sha256").hexdigest(), bundle)
    except OSError as error:
        return Given(
            file, judged=Judged(Outcome.UNREADABLE, phrase("It cannot be read ({reason}).", reason=why(error)))
        )
    except (Spoilt, Newer) as error:
        return Given(file, judged=spoilt(error))


def of_one(
    bundles: Sequence[tuple[Given, Bundle]], writing: Writing, asked: Asked, heads: Mapping[str, Sequence[str]]
) -> list[Result]:
    """Bundles of one office, in the order of its log. What keeps the collection from being written is raised with the office's code."""
    try:
        return _all_or_none(bundles, writing, asked, heads)
    except AidtrackError as error:
        problem, *rest = error.args
        raise error.told(_of(bundles, problem), *rest) from error
    except OSError as error:
        if error.filename is None:
            raise
        # A file that could be read before.
        problem = phrase("{file} cannot be read ({reason}).", file=safe(str(error.filename)), reason=why(error))
        raise Environment(_of(bundles, problem)) from error


def _of(bundles: Sequence[tuple[Given, Bundle]], problem: Said) -> Said:
    return phrase("Office {office}: {problem}", office=safe(bundles[0][1].manifest.office), problem=problem)


def _all_or_none(
    bundles: Sequence[tuple[Given, Bundle]], writing: Writing, asked: Asked, heads: Mapping[str, Sequence[str]]
) -> list[Result]:
    results, strange = list[Result](), list[Result]()
    try:
        with writing() as writer:
            bundles = _numbered(writer, bundles, asked)
            bundles, strange = _parted(bundles, asked.lacks.every(writer), asked)
            if not bundles:
                return strange
            for given, bundle in bundles:
                results.append(one_bundle(writer, given, bundle, asked))
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
    return results + strange


def _parted(
    bundles: Sequence[tuple[Given, Bundle]], known: Sequence[Office], asked: Asked
) -> tuple[list[tuple[Given, Bundle]], list[Result]]:
    """Those of the office, and what becomes of those that a stranger signed: it keeps nothing of the office's own from being taken."""
    own, strange = list[tuple[Given, Bundle]](), list[Result]()
    for given, bundle in bundles:
        found = by_stranger(bundle, known, asked)
        if found is None:
            own.append((given, bundle))
        else:
            strange.append(Result(given.file, bundle, found))
    return own, strange


def _numbered(writer: Writer, bundles: Sequence[tuple[Given, Bundle]], asked: Asked) -> list[tuple[Given, Bundle]]:
    number = offices.number_of(bundles[0][1].manifest, asked.lacks.every(writer), asked.instead_of)
    return [
        (given, replace(bundle, manifest=replace(bundle.manifest, number=str(number)))) for given, bundle in bundles
    ]


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
