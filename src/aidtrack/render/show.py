"""Putting an answer where it belongs: the terminal, a pipe or a file."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aidtrack import files
from aidtrack.locale import spoken
from aidtrack.render.formats import Shown
from aidtrack.values import personal
from aidtrack.values.report import Report


@contextmanager
def placing(
    report: Report, format: Shown, output: str | None, *, line: bool = False, whole: bool = True, first: bool = False
) -> Iterator[None]:
    """Render, and show once the block has ended well: the `line` that says what a command did, the answer where it is wanted `whole`.

    A file is written beside and moved into place, so that it is whole or untouched; `first` where the block makes final what says
    that it is there.
    """
    told = f"{spoken(report.confirmation or '')}\n" if line else ""
    if output is None or output == "-":
        rendered = format.renderer()(report, sys.stdout) if whole else ""
        yield
        sys.stdout.write(told)
        if isinstance(rendered, bytes):
            sys.stdout.buffer.write(rendered)
        else:
            sys.stdout.write(rendered)
        sys.stdout.flush()
        return
    rendered = format.renderer()(report, None)
    content = rendered if isinstance(rendered, bytes) else rendered.encode(format.file.encoding, "backslashreplace")
    with files.placing(
        [(Path(output), lambda stream: stream.write(content))], private=personal.is_revealed(), first=first
    ):
        yield
    if sys.stdout is not None:  # closed, that takes nothing from the answer in its file
        sys.stdout.write(told)
        sys.stdout.flush()
