"""Putting an answer where it belongs: the terminal, a pipe or a file."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aidtrack import files
from aidtrack.render.formats import Shown
from aidtrack.values import personal
from aidtrack.values.report import Report


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
    with files.placing([(Path(output), lambda stream: stream.write(content))], private=personal.is_revealed()):
        yield
