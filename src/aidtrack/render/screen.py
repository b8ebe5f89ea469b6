"""What an answer is laid out for: a terminal of a width, which may draw some signs wider than others do; or none, which holds any width."""

import io
import os
import re
from collections.abc import Mapping
from shutil import get_terminal_size
from typing import TextIO

from rich.console import Console

from aidtrack.dataclass import dataclass
from aidtrack.pattern import pattern
from aidtrack.values.width import cell_len

_EAST_ASIAN = pattern(r"gb|cp936|cp949|cp950|cp932|big5|euc|shift|johab|hz", re.IGNORECASE)
_ANY = 100_000  # cells, where nothing limits them
_LEAST = 30  # nothing is laid out for less: a terminal that is narrower breaks the lines itself
_NO_COLUMNS = 200  # what a table without a terminal is folded to, where it can be
# An East Asian console draws ≥ · “ on two cells where rich counts one. Laid out, each is a sign that nobody writes and rich counts two.
_STAND_IN = 0x33000


@dataclass(frozen=True, slots=True)
class Screen:
    """`width` in cells, of texts, and `room`, of tables; None where nothing limits it.

    `stand_ins`: for each sign that is drawn on two cells what is laid out for it.
    """

    console: Console
    width: int | None
    room: int | None
    stand_ins: Mapping[int, str]

    @property
    def of_tables(self) -> int:
        """The cells a table may take, as far as its numbers allow."""
        return self.room or _NO_COLUMNS

    def laid_out(self, text: str) -> str:
        """The text as rich measures it rightly."""
        return text.translate(self.stand_ins) if self.stand_ins else text

    def drawn(self, text: str) -> str:
        """What was laid out, as it is shown."""
        return text.translate({ord(made): sign for sign, made in self.stand_ins.items()}) if self.stand_ins else text

    def cells(self, text: str) -> int:
        return cell_len(self.laid_out(text))


def screen(stream: TextIO | None, *, wide: bool = False) -> Screen:
    """That of a stream, None is a file; on a `wide` one tables may be wider than it is."""
    terminal = stream is not None and stream.isatty()
    # rich would show nothing where $COLUMNS is 0.
    width = get_terminal_size().columns if os.environ.get("COLUMNS") == "0" else None
    width = max(_LEAST, Console(file=stream, width=width).width) if terminal else None
    room = None if wide else width
    console = Console(
        file=stream or io.StringIO(), width=room or _ANY, force_terminal=None if stream else False,
        highlight=False, emoji=False, markup=False,
    )  # fmt: skip
    return Screen(console, width, room, _stand_ins() if _doubles(stream) else {})


def _doubles(stream: TextIO | None) -> bool:
    """Whether what draws the stream is an East Asian console; the newer terminal of Windows draws as others do."""
    if stream is None or "WT_SESSION" in os.environ:
        return False
    try:
        device = os.device_encoding(stream.fileno()) if stream.isatty() else None
    except (OSError, ValueError):  # it has no number
        device = None
    return any(_EAST_ASIAN.match(name) for name in (device, stream.encoding) if name)


def _stand_ins() -> dict[int, str]:
    from unicodedata import east_asian_width

    return {sign: chr(sign + _STAND_IN) for sign in range(0x80, 0x2E80) if east_asian_width(chr(sign)) == "A"}
