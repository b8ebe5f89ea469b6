"""A grid: one table of a file as lines of text cells, whatever kind of file it stands in."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.reading.files import File

BLOCK = 1000
Merged = tuple[int, int, int, int]  # first line, first column, last line, last column; lines from 1, columns from 0
Lines = tuple[Sequence[int], list[list[str]]]


class LineFault(Exception):
    """A fault of the file at a line."""

    def __init__(self, line: int, fault: Fault) -> None:
        super().__init__(str(fault))
        self.line = line
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Top:
    """The first records of a grid, the line on which each begins, and the fault that ended them early."""

    lines: Sequence[int]
    rows: list[list[str]]
    broken: LineFault | None = None


class Grid(Protocol):
    """`sheet` is its name where the file has several; `encoding` what its text was read in."""

    @property
    def file(self) -> File: ...
    @property
    def sheet(self) -> str | None: ...
    @property
    def encoding(self) -> str: ...
    @property
    def notes(self) -> Sequence[str]: ...
    @property
    def merged(self) -> Sequence[Merged]: ...
    @property
    def typed(self) -> bool:
        """Whether cells may be Numeric or Broken."""

    @property
    def only_rows(self) -> bool:
        """Whether a program made all that stands below the header: rows, and no totals, notes or seals among them."""

    @property
    def count(self) -> int:
        """About how many records it holds, to tell a large load from a small one and how far it is."""

    def top(self, count: int) -> Top:
        """The first `count` records. Raises LineFault where there is not even one."""

    def blocks(self, after: int) -> Iterator[Lines]:
        """Every record but the first `after`, in blocks, each with the line on which it begins. Raises LineFault."""
