"""A grid in a workbook: one sheet, read from where its child process laid it down."""

from collections.abc import Iterator, Sequence
from itertools import islice

from aidtrack.dataclass import dataclass
from aidtrack.importing.reading.files import File
from aidtrack.importing.reading.grid import BLOCK, Lines, Merged, Top
from aidtrack.importing.reading.workbook import WorkbookSheet


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet of a workbook."""

    file: File
    read: WorkbookSheet
    encoding: str
    typed: bool = True
    only_rows: bool = False

    @property
    def sheet(self) -> str:
        return self.read.name

    @property
    def notes(self) -> Sequence[str]:
        return self.read.notes

    @property
    def merged(self) -> Sequence[Merged]:
        return self.read.merged

    @property
    def count(self) -> int:
        return self.read.count

    def top(self, count: int) -> Top:
        found = list(islice(self.read.rows(), count))
        return Top([line for line, _ in found], [row for _, row in found])

    def blocks(self, after: int) -> Iterator[Lines]:
        rows = islice(self.read.rows(), after, None)
        while block := list(islice(rows, BLOCK)):
            yield [line for line, _ in block], [row for _, row in block]
