"""A block of rows: their values by column, and their cells as they came."""

from collections.abc import Sequence
from itertools import chain

from aidtrack.dataclass import dataclass
from aidtrack.importing.rows.at_once import Columns
from aidtrack.importing.rows.cells import ERRORS


@dataclass(slots=True)
class Block:
    """Checked rows: `lines` of the sheet, for each field its column of values, the places beside, and the `rows` as they came."""

    lines: Sequence[int]
    columns: Columns
    places: Columns
    rows: Sequence[Sequence[str]]
    rejected: frozenset[int] = frozenset()  # positions of rows with a problem, what is at fault in them None

    def __len__(self) -> int:
        return len(self.lines)


def holds_error(joined: str, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a spreadsheet's error stands among the cells, which come joined too."""
    return "#" in joined and any(cell.strip() in ERRORS for row in rows for cell in row)


def joined_cells(rows: Sequence[Sequence[str]]) -> str:
    """All cells as one text, for a look at which signs are among them."""
    return "\x1f".join(chain.from_iterable(rows))


def one_below_another(blocks: Sequence[Block]) -> Block:
    """Blocks of one sheet as one."""
    filled = [block for block in blocks if len(block)]
    if len(filled) < 2:
        return (filled or blocks)[0]
    rejected, before = set[int](), 0
    for block in filled:
        rejected.update(before + at for at in block.rejected)
        before += len(block)

    def below(columns: Sequence[Columns]) -> Columns:
        return {name: [*chain.from_iterable(one[name] for one in columns)] for name in columns[0]}

    return Block(
        [*chain.from_iterable(block.lines for block in filled)],
        below([block.columns for block in filled]),
        below([block.places for block in filled]),
        [*chain.from_iterable(block.rows for block in filled)],
        frozenset(rejected),
    )
