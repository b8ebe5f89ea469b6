"""Choosing a format and putting the answer where it belongs: the terminal, a pipe or a file."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, TextIO

from aidtrack.errors import Environment, Usage
from aidtrack.locale import t, why
from aidtrack.values.choices import one_of
from aidtrack.values.report import Report
from aidtrack.values.text import safe

# Each format is a module of this package with `render(report, stream)`, which gives text, or bytes where it is none.
FORMATS = ("table", "plain", "markdown", "csv", "json", "html", "xlsx")
_ENDINGS = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".json": "json",
    ".html": "html",
    ".xlsx": "xlsx",
}


_SQLITE = b"SQLite format 3\0"


def choose(format: str | None, output: str | None, *, terminal: bool) -> str:
    """The format that `--format`, the ending of `-o`, or where stdout leads to asks for. Raises Usage."""
    if output is not None and output != "-":
        require_no_database(Path(output))
    if format is not None:
        return one_of(format, FORMATS, t("There is no format “{format}”.", format=safe(format)))
    if output is not None and output != "-":
        ending = Path(output).suffix.lower()
        if ending not in _ENDINGS:
            raise Usage(
                t("The ending of {file} names no format.", file=safe(output)),
                t("End it with one of {endings}, or give --format.", endings=", ".join(_ENDINGS)),
            )
        return _ENDINGS[ending]
    return "table" if terminal else "plain"


def require_place(format: str, output: str | None, *, terminal: bool) -> None:
    """A workbook is nothing to show on a terminal. Raises Usage."""
    if format == "xlsx" and terminal and output in (None, "-"):
        raise Usage(t("A workbook is nothing to show on a terminal."), t("Give a file with -o."))


def show(report: Report, format: str, output: str | None) -> None:
    """Render and write. A file is written beside and moved into place, so that it is whole or untouched."""
    renderer: Callable[[Report, TextIO | None], str | bytes] = import_module(f"aidtrack.render.{format}").render
    to_stdout = output is None or output == "-"
    rendered = renderer(report, sys.stdout if to_stdout else None)
    if output is None or output == "-":
        if isinstance(rendered, bytes):
            sys.stdout.buffer.write(rendered)
        else:
            sys.stdout.write(rendered)
        sys.stdout.flush()
        return
    coded = "utf-8-sig" if format == "csv" else "utf-8"
    write_file(Path(output), rendered if isinstance(rendered, bytes) else rendered.encode(coded))


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


def write_files(files: Sequence[tuple[Path, Callable[[BinaryIO], object]]]) -> None:
    """Write several files, each by its function: beside their places first, then moved there, all or none of them.

    Raises Environment, Usage over a database, and whatever a function raises.
    """
    drafts: list[tuple[Path, Path]] = []
    try:
        for path, write in files:
            require_no_database(path)
            if path.exists() and not path.is_file() and not path.is_dir():
                with path.open(
                    "wb"
                ) as stream:  # a device or a pipe is written to; root's rename would replace /dev/null
                    write(stream)
                continue
            draft = path.with_name(f".{path.name}.{os.getpid()}.new")
            drafts.append((draft, path))
            with draft.open("wb") as stream:
                write(stream)
        for draft, path in drafts:
            draft.replace(path)
    except OSError as error:
        raise Environment(
            t("{file} cannot be written ({reason}).", file=safe(str(path)), reason=why(error)),
            t("Check the folder and the disk."),
        ) from error
    finally:
        for draft, _ in drafts:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
