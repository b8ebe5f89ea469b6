"""What stands over a sheet's columns: a header of one to three lines, and the groups that these make (SHEETS 19)."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching.spelling import knows, month_named, plain, split_unit
from aidtrack.importing.reading.grid import Merged, Top
from aidtrack.locale import t
from aidtrack.pattern import pattern

SEARCHED_LINES = 10
MOST_LINES = 3
Own = Mapping[str, str | None]  # the person's own headers, each with one of ours, or None for left out
FIGURE = pattern(r"[-+¥￥0-9.,/:% ]+|[0-9]{4}年.+日")  # what stands in a row of data, and over no column


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over one column: its own name, and the groups over that, the widest first."""

    own: str
    groups: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        return "/".join(self.groups)

    @property
    def path(self) -> str:
        """`group/column`; the name alone where it stands in no group."""
        return "/".join((*self.groups, self.own))


@dataclass(frozen=True)
class Heading:
    """The lines `first` to `last` among the first of a sheet, counted from 0, and what they say over each column."""

    first: int
    last: int
    heads: tuple[Head, ...]

    @property
    def width(self) -> int:
        return len(self.heads)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each column is called: its own name where no other has it, else `group/column`."""
        return tuple(head.own if self.is_unique(at) else head.path for at, head in enumerate(self.heads))

    @cached_property
    def _times(self) -> Counter[str]:
        return Counter(split_unit(head.own)[0] for head in self.heads)

    def is_unique(self, at: int) -> bool:
        return self._times[split_unit(self.heads[at].own)[0]] == 1

    def spellings(self, at: int) -> tuple[str, ...]:
        """The words by which a column may be meant, as `plain` compares them, the narrowest first.

        `本级专项资金/支付数`; for `*/支付数`, that column of every group, `/支付数`; for `本级专项资金/*` `本级专项资金/`; then its own name.
        """
        head = self.heads[at]
        wide = (f"/{head.own}", f"{head.group}/") if head.groups else ()
        words = [plain(word) for word in (head.path, *wide, self.names[at])]
        return tuple(dict.fromkeys(one for word in words for one in (word, split_unit(word)[0])))

    def meant(self, at: int, own: Own) -> tuple[str, bool]:
        """A column as we know it, in the person's word where --map gives one, and whether --map leaves it out."""
        spelling = split_unit(self.names[at])[0]
        for word in self.spellings(at):
            if word in own:
                return own[word] or spelling, own[word] is None
        return spelling, False

    def unit(self, at: int) -> str | None:
        """The unit that a column's own name states, or the group over it."""
        head = self.heads[at]
        return next((unit for word in (head.own, *reversed(head.groups)) if (unit := split_unit(word)[1])), None)


def of_one_line(headers: Sequence[str], at: int = 0) -> Heading:
    """A header whose every cell stands for itself."""
    return Heading(at, at, tuple(Head(cell.strip()) for cell in headers))


def find(
    top: Top, merged: Sequence[Merged], own: Collection[str], stated: tuple[int, int] | None = None
) -> Heading | None:
    """The header among the first lines, where they hold one. `stated` are its lines where the person said so. Raises Fault."""
    lines = _Lines(top, merged)
    if stated is not None:
        return lines.heading(*lines.between(*stated))
    counts = [len(set(_known(row, own))) for row in top.rows[:SEARCHED_LINES]]
    best = max(counts, default=0)
    if best == 0:
        return None
    at = counts.index(best)
    is_named = any(word in own for cell in top.rows[at] for word in (plain(cell), split_unit(cell)[0]))
    if best == 1 and not is_named and sum(1 for cell in top.rows[at] if cell.strip()) > MOST_LINES:
        first, last = lines.around(at)
        return lines.heading(first, last) if first < last else None
    return lines.heading(*lines.around(at))


def _known(row: Sequence[str], own: Collection[str]) -> Iterator[str]:
    """The cells that are headers we know; of several months beside such a one, these too, for each is a column."""
    known = [split_unit(cell)[0] for cell in row if knows(cell, own)]
    months = [cell for cell in row if month_named(cell)]
    yield from known
    if known and len(months) > 1:
        yield from months


class _Lines:
    """The first lines of a sheet, and the merged cells among them."""

    def __init__(self, top: Top, merged: Sequence[Merged]) -> None:
        self._rows, self._numbers = top.rows, list(top.lines)
        self._areas = [area for area in merged if self._numbers and area[0] <= self._numbers[-1]]

    def between(self, first: int, last: int) -> tuple[int, int]:
        """The lines that a person counts so. Raises Fault where they hold nothing."""
        found = [at for at, number in enumerate(self._numbers) if first <= number <= last]
        if not found or not any(cell.strip() for cell in self._rows[found[-1]]):
            said = str(first) if first == last else f"{first}-{last}"
            raise Fault(
                t("holds nothing in line {lines}.", lines=said), t("Look where its header stands."), code=Code.NO_HEADER
            )
        return found[0], found[-1]

    def around(self, at: int) -> tuple[int, int]:
        """The lines of the header that the line `at` belongs to."""
        first = last = at
        while True:
            before = first, last
            first, last = self._merged_down(first, last)
            if last - first + 1 < MOST_LINES and last + 1 < len(self._rows) and self._names_stand_under(last):
                last += 1
            elif last - first + 1 < MOST_LINES and first > 0 and self._belongs_to_line_above(first):
                first -= 1
            if (first, last) == before:
                return first, last

    def _merged_down(self, first: int, last: int) -> tuple[int, int]:
        """With the lines that cells merged down reach: such a cell belongs to all of its lines."""
        top, bottom = self._numbers[first], self._numbers[last]
        for area in self._areas:
            if area[0] < area[2] and area[0] <= bottom and area[2] >= top and self._text(area):
                top, bottom = min(top, area[0]), max(bottom, area[2])
        if bottom - top >= MOST_LINES:
            return first, last
        reached = [at for at, number in enumerate(self._numbers) if top <= number <= bottom]
        return reached[0], reached[-1]

    def _text(self, area: Merged) -> str:
        """What a merged area holds."""
        if area[0] not in self._numbers:
            return ""
        row = self._rows[self._numbers.index(area[0])]
        return row[area[1]].strip() if area[1] < len(row) else ""

    def _names_stand_under(self, at: int) -> bool:
        """Whether the line below names columns of this line's groups, and nothing else: these have blanks under them otherwise."""
        named = self._filled(at + 1)
        if not named or self._numbers[at + 1] != self._numbers[at] + 1 or self._holds_figures(at + 1):
            return False
        groups = [named & span for span in self._spans(at) if len(named & span) > 1 and min(span) in named]
        is_part = bool(self._filled(at) - named) or self._is_merged_across(at)
        return bool(groups) and is_part and named == set().union(*groups)

    def _groups_stand_over(self, at: int) -> bool:
        """Whether the line above holds groups of this line's columns: over all of them, and merged across or needed to tell them apart."""
        filled, over = self._filled(at), self._filled(at - 1)
        if len(over) < 2 or self._numbers[at - 1] != self._numbers[at] - 1 or self._holds_figures(at - 1):
            return False
        if any(":" in plain_colon(self._rows[at - 1][column]) for column in over):
            return False
        spans = self._spans(at - 1)
        if not filled <= set().union(*spans) or not any(len(filled & span) > 1 for span in spans):
            return False
        names = [plain(self._rows[at][column]) for column in filled]
        return self._is_merged_across(at - 1) or len(set(names)) < len(names)

    def _belongs_to_line_above(self, at: int) -> bool:
        return self._groups_stand_over(at) or self._goes_on_beside(at)

    def _goes_on_beside(self, at: int) -> bool:
        """Whether the line above holds groups of this line's columns and, beside these, columns of its own."""
        over = self._filled(at - 1)
        if len(over) < 2 or any(":" in plain_colon(self._rows[at - 1][column]) for column in over):
            return False
        return bool(over - self._filled(at)) and self._names_stand_under(at - 1)

    def _filled(self, at: int) -> set[int]:
        return {column for column, cell in enumerate(self._rows[at]) if cell.strip()}

    def _holds_figures(self, at: int) -> bool:
        return any(FIGURE.fullmatch(cell.strip()) for cell in self._rows[at] if cell.strip())

    def _across(self, at: int) -> dict[int, Merged]:
        """The areas merged across a line, by the column where each begins."""
        number = self._numbers[at]
        return {area[1]: area for area in self._areas if area[0] <= number <= area[2] and area[1] < area[3]}

    def _is_merged_across(self, at: int) -> bool:
        return any(self._text(area) for area in self._across(at).values())

    def _spans(self, at: int) -> list[set[int]]:
        """The columns that each name of a line stands over: those it is merged across, else its own and the blanks right of it."""
        across, filled = self._across(at), sorted(self._filled(at))
        ends = [*filled[1:], max(map(len, self._rows[at : at + 2]))] if filled else []
        return [
            set(range(column, across[column][3] + 1 if column in across else end))
            for column, end in zip(filled, ends, strict=True)
        ]

    def heading(self, first: int, last: int) -> Heading:
        """What these lines say over each column."""
        if first == last:
            return of_one_line(self._rows[last], last)
        width = max(len(row) for row in self._rows[first : last + 1])
        return Heading(first, last, tuple(self._head(column, first, last) for column in range(width)))

    def _head(self, column: int, first: int, last: int) -> Head:
        """What stands over a column: the last text of its own, and what stands over that."""
        stack: list[str] = []
        own = ""
        for at in range(first, last + 1):
            text = self._own(at, column, first)
            own = text or own
            text = text or (self._group(at, column) if self._has_name_under(column, at, last) else "")
            if text and text not in stack[-1:]:
                stack.append(text)
        return Head(own, tuple(stack[: stack.index(own)])) if own else Head("")

    def _own(self, at: int, column: int, first: int) -> str:
        """The text of a cell, that of one merged down from a line of the header among it."""
        row = self._rows[at]
        if column < len(row) and row[column].strip():
            return row[column].strip()
        number = self._numbers[at]
        for area in self._areas:
            if area[1] == column and self._numbers[first] <= area[0] < number <= area[2]:
                return self._text(area)
        return ""

    def _group(self, at: int, column: int) -> str:
        """The group that a blank cell belongs to."""
        for area in self._across(at).values():
            if area[1] < column <= area[3]:
                return self._text(area)
        row, across = self._rows[at], self._across(at)
        begins = max((left for left in self._filled(at) if left < column), default=None)
        if begins is None or begins in across:
            return ""
        below = self._rows[at + 1]
        return row[begins].strip() if begins < len(below) and below[begins].strip() else ""

    def _has_name_under(self, column: int, at: int, last: int) -> bool:
        return any(column < len(row) and row[column].strip() for row in self._rows[at + 1 : last + 1])


def plain_colon(cell: str) -> str:
    """A cell whose colons are all of one width."""
    return cell.replace("：", ":")
