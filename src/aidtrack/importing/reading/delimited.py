"""A grid in a text file: cells set apart by commas, tabs or semicolons."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, TextIO

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.reading.files import File
from aidtrack.importing.reading.grid import BLOCK, LineFault, Lines, Merged, Top
from aidtrack.locale import t
from aidtrack.pattern import pattern

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = (",", "\t", ";")
_LINE_END = pattern(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Delimited:
    """Records of csv in a file that is text in `encoding`."""

    file: File
    encoding: str
    delimiter: str
    sheet: str | None = None
    notes: Sequence[str] = ()
    merged: Sequence[Merged] = ()
    typed: bool = False
    only_rows: bool = False

    @property
    def count(self) -> int:
        start = self.file.start
        return self.file.size * max(start.count(b"\n"), 1) // len(start)

    @contextmanager
    def _records(self) -> Iterator["Reader"]:
        with self._text() as text:
            yield csv.reader(text, delimiter=self.delimiter, strict=True)

    @contextmanager
    def _text(self) -> Iterator[TextIO]:
        raw: BinaryIO = io.BytesIO(self.file.content or b"") if self.file.path is None else self.file.path.open("rb")
        with raw, io.TextIOWrapper(raw, encoding=self.encoding, newline="") as text:
            # Excel's own word for the delimiter, on a line before the first.
            if text.readline(16).strip().lower() != f"sep={self.delimiter}":
                text.seek(0)
            yield text

    def _first_line(self) -> int:
        with self._text() as text:
            return 2 if text.tell() else 1

    def top(self, count: int) -> Top:
        rows: list[list[str]] = []
        lines = [first := self._first_line()]
        with self._records() as records:
            try:
                for record in islice(records, count):
                    rows.append(record)
                    lines.append(first + records.line_num)
            except csv.Error as error:
                return Top(lines[:-1], rows, LineFault(lines[-1], _fault(error)))
        return Top(lines[:-1], rows)

    def blocks(self, after: int) -> Iterator[Lines]:
        above = self._first_line() - 1
        with self._records() as records:
            try:
                for _ in range(after):
                    next(records)
                before = records.line_num + above
                while block := list(islice(records, BLOCK)):
                    yield _begin(before + 1, records.line_num + above, block), block
                    before = records.line_num + above
            except csv.Error as error:
                raise LineFault(self._broken_line() + above, _fault(error)) from error

    def _broken_line(self) -> int:
        """The line where the record begins that csv cannot read: an open quotation mark is noticed only at the end."""
        with self._records() as records:
            before = 0
            with suppress(csv.Error):
                for _ in records:
                    before = records.line_num
            return before + 1


def delimited(file: File, encoding: str, score: Callable[[list[list[str]]], int]) -> Delimited:
    """The grid under the delimiter whose first records score best (by known headers). Raises LineFault."""
    best: tuple[int, Delimited] | None = None
    failure: LineFault | None = None
    for delimiter in _DELIMITERS:
        grid = Delimited(file, encoding, delimiter)
        top = grid.top(BLOCK // 100)
        failure = failure or top.broken
        if top.rows and (best is None or score(top.rows) > best[0]):
            best = (score(top.rows), grid)
    if best is None or (failure is not None and best[0] == 0):
        raise failure or LineFault(
            1, Fault(t("is empty."), t("Send a sheet with a header line and rows."), code=Code.NO_ROWS)
        )
    return best[1]


def _begin(first: int, last: int, block: list[list[str]]) -> Sequence[int]:
    """The line on which each row begins; rows with a line break inside a cell take several."""
    if last - first + 1 == len(block):
        return range(first, last + 1)
    lines = []
    for row in block:
        lines.append(first)
        first += 1 + sum(len(_LINE_END.findall(cell)) for cell in row)
    return lines


def _fault(error: csv.Error) -> Fault:
    """What csv's error means to a person."""
    message = str(error)
    if "unexpected end" in message or "expected after" in message:
        return Fault(
            t("has a quotation mark that is not closed."),
            t('Close it, or write "" for a mark inside a cell.'),
            code=Code.NOT_READABLE,
        )
    if "field larger" in message:
        return Fault(
            t("has a cell that is far too long."),
            t("A quotation mark may be missing before it."),
            code=Code.NOT_READABLE,
        )
    return Fault(t("is not a CSV line."), t("Look at its quotation marks and line ends."), code=Code.NOT_READABLE)
