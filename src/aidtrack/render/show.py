"""Putting an answer where it belongs: the terminal, a pipe or a file."""

import codecs
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from aidtrack.locale import spoken
from aidtrack.render.formats import Shown
from aidtrack.render.long_answers import MOST
from aidtrack.render.pager import show
from aidtrack.values import personal
from aidtrack.values.report import Report
from aidtrack.values.stream import is_streamed

_BLOCK = 1 << 16  # characters


@contextmanager
def placing(
    report: Report, format: Shown, output: str | None, *, line: bool = False, whole: bool = True, first: bool = False,
    pager: list[str] | None = None,
) -> Iterator[None]:  # fmt: skip
    """Render, and show once the block has ended well: the `line` that says what a command did, the answer where it is wanted `whole`.

    A file is written beside and moved into place, so that it is whole or untouched; `first` where the block makes final what says
    that it is there. Rows that are read while they are shown go to stdout before the block ends, where they are many: they come of what
    it holds open.
    """
    told = f"{spoken(report.confirmation or '')}\n" if line else ""
    if output is None or output == "-":
        rendered = format.renderer()(report, sys.stdout) if whole else ""
        if not isinstance(rendered, (str, bytes)):
            rendered = _written(rendered) if _is_long(report, paged=bool(pager)) else "".join(rendered)
        yield
        sys.stdout.write(told)
        if isinstance(rendered, bytes):
            sys.stdout.buffer.write(rendered)
        else:
            show(rendered, pager or [])
        sys.stdout.flush()
        return
    from aidtrack.files import in_place

    with in_place.placing(
        [(Path(output), lambda stream: _put(report, format, stream))], private=personal.is_revealed(), first=first
    ):
        yield
    if sys.stdout is not None:  # closed, that takes nothing from the answer in its file
        sys.stdout.write(told)
        sys.stdout.flush()


def _is_long(report: Report, *, paged: bool) -> bool:
    """Whether it is shown piece by piece. What a pager shows is made before, so that nothing is held open while somebody reads."""
    return is_streamed(report) and not (paged and all(len(table.rows) <= MOST for table in report.tables))


def _written(pieces: Iterator[str]) -> str:
    """Write to stdout what comes, block by block, but for the last, which is left: a short answer is shown whole or not at all."""
    held, size = list[str](), 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > _BLOCK:
            sys.stdout.write("".join(held))
            held, size = [], 0
    return "".join(held)


def _put(report: Report, format: Shown, stream: BinaryIO) -> None:
    """Write the answer as its file holds it."""
    rendered = format.renderer()(report, None)
    if isinstance(rendered, bytes):
        stream.write(rendered)
        return
    encoder = codecs.getincrementalencoder(format.file.encoding)("backslashreplace")
    for piece in [rendered] if isinstance(rendered, str) else rendered:
        stream.write(encoder.encode(piece))
