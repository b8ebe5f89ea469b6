"""Putting an answer where it belongs: the terminal, a pipe or a file."""

import errno
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from aidtrack.errors import Environment, Usage
from aidtrack.locale import t
from aidtrack.phrase import why
from aidtrack.render.formats import Shown
from aidtrack.values.report import Report
from aidtrack.values.text import safe

_SQLITE = b"SQLite format 3\0"
File = tuple[Path, Callable[[BinaryIO], object]]  # where it goes, and what writes it


@contextmanager
def placing(report: Report, format: Shown, output: str | None) -> Iterator[None]:
    """Render, and show once the block has ended well. A file is written beside and moved into place, so that it is whole or untouched."""
    render = format.renderer()
    if output is None or output == "-":
        rendered = render(report, sys.stdout)
        yield
        if isinstance(rendered, bytes):
            sys.stdout.buffer.write(rendered)
        else:
            sys.stdout.write(rendered)
        sys.stdout.flush()
        return
    rendered = render(report, None)
    content = rendered if isinstance(rendered, bytes) else rendered.encode(format.file.encoding)
    with placing_files([(Path(output), lambda stream: stream.write(content))]):
        yield


def require_no_database(path: Path) -> None:
    """An answer never takes the place of a store or a backup. Raises Usage."""
    try:
        if not path.is_file():
            return
        with path.open("rb") as file:
            start = file.read(len(_SQLITE))
    except OSError:
        return
    if start == _SQLITE:
        raise Usage(
            t("{file} is a database; an answer is never written over one.", file=safe(str(path))),
            t("Give another name."),
        )


def write_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all. Raises Environment, Usage over a database."""
    write_files([(path, lambda stream: stream.write(content))])


def write_files(files: Sequence[File]) -> None:
    """Write several files, all or none of them. Raises Environment, Usage over a database, and whatever a function raises."""
    with placing_files(files):
        pass


@contextmanager
def placing_files(files: Sequence[File]) -> Iterator[None]:
    """Write several files, each by its function, beside their places; once the block has ended well they are moved there.

    All of them or none. Raises Environment, Usage over a database, and whatever a function raises.
    """
    drafts: list[tuple[Path, Path]] = []
    devices: list[File] = []
    try:
        for path, write in files:
            with _refused(path):
                require_no_database(path)
                if path.exists() and not path.is_file():
                    _require_no_folder(path)
                    devices.append((path, write))  # it or a pipe is written to; root's rename would replace /dev/null
                    continue
                draft = path.with_name(f".{path.name}.{os.getpid()}.new")
                drafts.append((draft, path))
                with draft.open("wb") as stream:
                    write(stream)
                if os.name == "nt" and path.exists():  # a spreadsheet that holds it open would forbid the move
                    path.open("r+b").close()
        yield
        for path, write in devices:
            with _refused(path), path.open("wb") as stream:
                write(stream)
        for draft, path in drafts:
            with _refused(path):
                draft.replace(path)
    finally:
        for draft, _ in drafts:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def _require_no_folder(path: Path) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """What the system refuses of this file, as Environment."""
    try:
        yield
    except OSError as error:
        raise Environment(
            t("{file} cannot be written ({reason}).", file=safe(str(path)), reason=why(error)),
            t("Check the folder and the disk."),
        ) from error
