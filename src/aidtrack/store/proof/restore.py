"""A backup comes back into the store's place: looked at for damage first, with a record in the log of what it replaced."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from lzma import LZMAError
from pathlib import Path
from shutil import copyfileobj
from zipfile import BadZipFile, ZipFile

from aidtrack.errors import Damaged, Environment, Interrupted, Refused, Unconfirmed
from aidtrack.files import disk, drafts, modes
from aidtrack.locale import spoken, t
from aidtrack.phrase import Said, phrase, why
from aidtrack.store.engine import sqlite
from aidtrack.store.engine.beside import said_of
from aidtrack.store.engine.connection import SCHEMA, Connection, connect, read, require_no_newer
from aidtrack.store.engine.driver_errors import declared
from aidtrack.store.engine.target import Target
from aidtrack.store.engine.transaction import write
from aidtrack.store.log.append import Chain
from aidtrack.store.log.chain import RESTORE
from aidtrack.store.proof import replacing
from aidtrack.store.proof.backup import FILES, STORE, is_zip, lacking, require_file
from aidtrack.store.proof.check import check
from aidtrack.store.proof.forgotten_since import named_again
from aidtrack.store.records import document_files
from aidtrack.store.records.handing_over.whom import persons
from aidtrack.store.records.persons import heads_of_older
from aidtrack.values.text import safe

_BLOCK = 1 << 20  # bytes
# What zipfile and what it unpacks with raise over bytes that are no sound .zip: names that are no text, sizes below nothing among them.
_NO_ZIP = (
    BadZipFile,
    LookupError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OverflowError,
    struct.error,
    zlib.error,
    LZMAError,
)


def restore(
    target: Target, path: Path, *, replace: bool, unchecked: bool, with_files: bool, actor: str, now: datetime
) -> list[Said]:
    """Put a backup in the store's place; returns what is to be said of it.

    Raises Damaged where it is no sound aidtrack store and `unchecked` does not insist, Refused where there is a store and nobody said
    `replace`, Busy where somebody writes to it.
    """
    require_file(target)
    assert target.path is not None
    place = disk.target(target.path)
    if place.exists() and path.exists() and place.samefile(path):
        raise Refused(t("{file} is the store itself.", file=safe(str(path))), t("Give another name."))
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise Refused(t("{file} is no ordinary file.", file=safe(str(path))), t("Give the name of a file."))
    if place.exists() and not replace:
        raise Refused(
            t("{file} exists already.", file=safe(str(place))), t("To put the backup in its place, add --yes.")
        )
    with disk.refused(place):
        draft = drafts.draft_of(place)
        try:
            _take(path, draft, place)
            with _as(path, draft) as connection:
                said = [] if unchecked else _sound(connection)
                said += _files(connection, path, target, with_files=with_files)

            def finish(replaced: str | None) -> None:
                try:
                    with write(Target(draft, None), actor=actor, now=now, older=True, of_collection=True) as writer:
                        Chain(writer).append(*RESTORE, after={"file": _called(writer, path), "replaced": replaced})
                except (Unconfirmed, Interrupted) as error:  # it stands in the draft, which goes
                    raise error.__cause__ or error from None

            done = replacing.put(draft, place, finish)
        finally:
            drafts.drop(draft)
    said += said_of(done.aside)
    if done.kept is not None:
        said.append(phrase("The store that was there is kept as {file}.", file=safe(str(done.kept))))
        said += named_again(place, done.kept)
    return said


def _called(restored: Connection, path: Path) -> str:
    """The file for the log, which keeps its name for ever and is handed over: no head of a household is named in it."""
    name = safe(path.name)
    if require_no_newer(restored) < SCHEMA:
        return heads_of_older(restored).masked(name)
    return persons(restored).unnamed(name)


def _take(path: Path, draft: Path, place: Path) -> None:
    """Copy the store of a backup to a draft. Raises Environment, Damaged, SchemaMismatch."""
    if not is_zip(path):
        with read(Target(path, None), older=True) as connection:
            replacing.copy(connection.dbapi, draft, like=place)
        return
    with _unpacked(path) as zip, zip.open(STORE) as source, draft.open("wb") as copy:
        modes.keep_rights(draft, place, private=True)
        copyfileobj(source, copy, _BLOCK)


@contextmanager
def _unpacked(path: Path) -> Iterator[ZipFile]:
    try:
        zip = ZipFile(path)
    except OSError as error:
        raise Environment(
            t("{file} cannot be read ({reason}).", file=safe(str(path)), reason=spoken(why(error))),
            t("Check its name and permissions."),
        ) from error
    except _NO_ZIP as error:
        raise _no_backup(path) from error
    with zip:
        try:
            yield zip
        except _NO_ZIP as error:
            raise _no_backup(path) from error
        except OSError as error:
            if error.errno is None:  # not the system's: what bz2 says of its bytes
                raise _no_backup(path) from error
            raise


def _no_backup(path: Path) -> Damaged:
    return Damaged(t("{file} is damaged or holds no store.", file=safe(str(path))), t("Take another backup."))


@contextmanager
def _as(path: Path, draft: Path) -> Iterator[Connection]:
    """The draft, which is called by the name of the backup that it is a copy of."""
    named = Target(path, None)
    with declared(named), closing(connect(Target(draft, None), "ro")) as dbapi:
        connection = Connection(named, sqlite, dbapi)
        sqlite.begin_reading(connection)
        require_no_newer(connection)
        yield connection


def _sound(connection: Connection) -> list[Said]:
    """What is to be said of a backup that came to no harm. Raises Damaged where it did; an older one is looked at as a file."""
    if require_no_newer(connection) < SCHEMA:
        found: list[tuple[Said, Said]] = [(what, "") for what, _ in connection.engine.unsound(connection)]
        broken = 0
    else:
        findings = check(connection, beside=False)  # what is changed there is left out, and said
        found = [(one.what, one.problem) for one in findings if one.level == "damage"]
        broken = sum(one.level == "rule" for one in findings)
    if found:
        what, problem = map(spoken, found[0])
        raise Damaged(
            t("{file} is damaged: {what} {problem}", file=connection.target.shown, what=what, problem=problem),
            t("Take another backup. To restore it all the same, add --unchecked."),
        )
    return [phrase("{count} rules are broken in it: aidtrack check names them.", count=broken)] if broken else []


def _files(connection: Connection, path: Path, target: Target, *, with_files: bool) -> list[Said]:
    """Bring the files of documents along: before the store that names them."""
    wanted = document_files.named(connection)
    if not wanted:
        return []
    home = document_files.require_folder(target)
    if is_zip(path):
        with _unpacked(path) as zip:
            return lacking(document_files.bring(wanted, lambda sha256: zip.open(f"{FILES}/{sha256}"), home))  # type: ignore[arg-type,return-value]  # an IO of bytes
    beside = document_files.require_folder(connection.target)
    if with_files:
        return lacking(
            document_files.bring(wanted, lambda sha256: document_files.place(beside, sha256).open("rb"), home)
        )
    if beside != home and beside.is_dir():
        return [
            phrase("The files of documents lie in {folder}: --files brings them back too.", folder=safe(str(beside)))
        ]
    return []
