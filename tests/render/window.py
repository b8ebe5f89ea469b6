"""A terminal within this process: of a width, and of an encoding."""

import contextlib
import io
import os
import re
from collections.abc import Iterator
from unicodedata import east_asian_width

from rich.cells import cell_len

STYLE = re.compile(r"\x1b\[[0-9;]*m")


class Window(io.StringIO):
    """What is written is what a terminal shows, but for its colours. $COLUMNS is its width."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override] # nobody sets it
        return self._encoding

    def isatty(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return STYLE.sub("", self.getvalue())


@contextlib.contextmanager
def columns(width: int) -> Iterator[None]:
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(width)
    try:
        yield
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before


def cells(line: str, *, doubles: bool = False) -> int:
    """How wide a line is; `doubles`: on an East Asian console, which draws ambiguous signs on two cells."""
    more = sum(east_asian_width(sign) == "A" for sign in line) if doubles else 0
    return cell_len(line) + more
