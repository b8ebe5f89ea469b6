"""Texts that are no tables – refusals, remarks, help – on the lines of a terminal; where there is none each line stays whole."""

import sys
from collections.abc import Iterator
from shutil import get_terminal_size
from typing import TextIO

_LEAST = 30  # nothing is laid out for less: a terminal that is narrower breaks the lines itself


def width_of(stream: TextIO | None) -> int | None:
    """The cells of a line of the terminal behind the stream; None where there is none."""
    return max(_LEAST, get_terminal_size().columns) if stream is not None and stream.isatty() else None


def on_lines(text: str, width: int | None) -> str:
    """The text with no line wider than that, broken between words, each paragraph under its own indent."""
    if width is None:
        return text
    from aidtrack.values.wrapped import fitted

    return "\n".join(fitted(text, width))


def complain(text: str) -> None:
    """Print it to stderr."""
    print(on_lines(text, width_of(sys.stderr)), file=sys.stderr)


def two_columns(left: str, right: str, at: int, width: int | None) -> Iterator[str]:
    """A word, and from the cell `at` on what is said of it; below it where it is longer than that."""
    from rich.cells import cell_len

    if width is None:
        yield f"{left}{' ' * (at - cell_len(left))}{right}".rstrip()
        return
    from aidtrack.values.wrapped import fitted

    lines = fitted(right, width - at) if right else []
    if lines and cell_len(left) + 2 <= at:
        yield f"{left}{' ' * (at - cell_len(left))}{lines.pop(0)}"
    else:
        yield from fitted(left, width)
    yield from (" " * at + line for line in lines)
