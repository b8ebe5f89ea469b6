"""What is seen of a sheet for a draft: its header and what stands above it, and none of its rows."""

from collections.abc import Sequence
from pathlib import PurePath

from aidtrack.dataclass import dataclass
from aidtrack.importing.matching.header_lines import FIGURE, SEARCHED_LINES, Heading, find
from aidtrack.importing.matching.not_understood import no_header
from aidtrack.importing.matching.options import Options
from aidtrack.importing.matching.sheet import heading_of
from aidtrack.importing.matching.spelling import knows, plain, split_unit
from aidtrack.importing.matching.wide.likely import Figures, figures
from aidtrack.importing.reading.grid import Grid, Top
from aidtrack.values.personal import numbers_in


@dataclass(frozen=True, slots=True)
class Seen:
    """`stated`: the header's lines must be told, since it is not found without; `names` are the sheet's and the file's."""

    heading: Heading
    top: Top
    names: Sequence[str]
    wide: Sequence[Figures]
    stated: bool

    @property
    def titles(self) -> list[list[str]]:
        return self.top.rows[: self.heading.first]

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last line of the header, as a person counts."""
        return self.top.lines[self.heading.first], self.top.lines[self.heading.last]

    def spelling(self, at: int) -> str:
        return self.heading.meant(at, {})[0]

    def own(self, at: int) -> str:
        """A column's own name, whatever group it stands in."""
        return split_unit(self.heading.heads[at].own)[0]

    def group(self, at: int) -> str:
        """The group that a column stands in; its name where it stands in none."""
        return split_unit(self.heading.heads[at].group or self.heading.names[at])[0]


def seen(grid: Grid, options: Options) -> Seen:
    """Raises Fault, LineFault."""
    top, heading = heading_of(grid, options)
    stated = options.header is not None or heading is None
    found = heading or _likely(grid, top)
    if any(numbers_in(cell) for row in top.rows[found.first : found.last + 1] for cell in row):
        raise no_header(top.rows, None)  # a row of people in which one word is a header of ours
    names = [name for name in (grid.sheet, PurePath(grid.file.name).stem) if name]
    return Seen(found, top, names, figures(found), stated)


def _likely(grid: Grid, top: Top) -> Heading:
    """The header of which one word alone is known. Raises Fault: what may be a row of people is not taken for one."""
    for row in top.rows[:SEARCHED_LINES]:
        cells = [cell for cell in row if cell.strip()]
        is_row = any(FIGURE.fullmatch(cell.strip()) or numbers_in(cell) for cell in cells)
        if any(map(knows, cells)) and not is_row:
            found = find(top, grid.merged, {plain(cell) for cell in cells})
            if found is not None:
                return found
    raise no_header(top.rows, None)
