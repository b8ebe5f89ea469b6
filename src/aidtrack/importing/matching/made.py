"""Cells that are made of others before they are checked: a day of its parts, a word in the place of another, a note out of an amount."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from aidtrack.dataclass import dataclass
from aidtrack.importing.matching.spelling import plain
from aidtrack.pattern import pattern
from aidtrack.values.field import Field
from aidtrack.values.text import Numeric, key

_PART_ENDS = pattern(r"\s*[年月日号]$")
_OF_A_YEAR = pattern(r"(?:[0-9]{1,2})\s*月\s*(?:[0-9]{1,2})\s*[日号]?")
_BARE = pattern(r"[0-9]+(?:\.[0-9]+)?")
_DOTTED = pattern(r"([0-9]{1,2})\.([0-9]{1,2})")
_SHORTENED = ("1", "2", "3")  # what is left of .10, .20, .30
_NOTED = pattern(r"([^()（）]*)[(（]([^()（）]*)[)）]\s*")  # of a long cell too each character is looked at once
_DIGIT, _NO_DIGIT = pattern("[0-9]"), pattern(r"[^0-9,.\s]")
# The headers of columns that hold a day in parts, as `plain` makes them; and a group that is their year.
DAY_PARTS = {
    "年": "year",
    "年份": "year",
    "月": "month",
    "月份": "month",
    "日": "day",
    "year": "year",
    "month": "month",
    "day": "day",
}
YEAR_GROUP = pattern(r"((?:19|20)[0-9]{2})(?:年度?)?")
_UNIT_ALONE = ("元", "万元", "亿元", "万", "亿")


@dataclass(frozen=True, slots=True)
class Terms:
    """What the person said of cells: by header words for others, the `year` of days without one, whether amounts may hold notes."""

    words: Mapping[str, Mapping[str, str]]
    year: str | None = None
    notes_in_amounts: bool = False
    of_texts: bool = False  # whether the file tells texts from numbers

    def of(self, field: Field) -> Mapping[str, str]:
        """The words to be put in the place of others in a column of this field, by `key`."""
        found: dict[str, str] = {}
        for header in field.headers:
            found |= self.words.get(plain(header), {})
        return found


AS_THEY_STAND = Terms({})


class Made(Protocol):
    """How a cell is made of a row, and of which of its cells, by their place."""

    @property
    def sources(self) -> tuple[int, ...]: ...
    def __call__(self, row: Sequence[str]) -> str: ...


@dataclass(frozen=True, slots=True)
class AsItStands:
    """A cell as it stands."""

    at: int

    @property
    def sources(self) -> tuple[int, ...]:
        return (self.at,)

    def __call__(self, row: Sequence[str]) -> str:
        return row[self.at] if self.at < len(row) else ""


@dataclass(frozen=True, slots=True)
class OfAll:
    """What is said of every row."""

    said: str
    sources: tuple[int, ...] = ()

    def __call__(self, row: Sequence[str]) -> str:
        return self.said


@dataclass(frozen=True, slots=True)
class OfOne:
    """What is made of one cell alone."""

    of: Made

    @property
    def sources(self) -> tuple[int, ...]:
        return self.of.sources


@dataclass(frozen=True, slots=True)
class DayParts:
    """A day of its parts; `year` is one for all rows where it has no column."""

    year: str | int
    month: int
    day: int

    @property
    def sources(self) -> tuple[int, ...]:
        return tuple(at for at in (self.year, self.month, self.day) if isinstance(at, int))

    def __call__(self, row: Sequence[str]) -> str:
        found = [_PART_ENDS.sub("", row[at].strip()) if at < len(row) else "" for at in self.sources]
        if not any(found):
            return ""
        year, month, day = found if len(found) > 2 else (self.year, *found)
        return f"{year}年{month}月{day}日" if year else f"{month}月{day}日"  # such as --year completes


def parts_of(made: Made | None) -> dict[str, int]:
    """The columns in which the parts of a day stand, as `DAY_PARTS` calls them; none where it is not made of such."""
    while isinstance(made, OfOne):
        made = made.of
    if not isinstance(made, DayParts):
        return {}
    columns = {"year": made.year, "month": made.month, "day": made.day}
    return {name: at for name, at in columns.items() if isinstance(at, int)}


@dataclass(frozen=True, slots=True)
class Translated(OfOne):
    """A word put in the place of another."""

    words: Mapping[str, str]

    def __call__(self, row: Sequence[str]) -> str:
        cell = self.of(row)
        return self.words.get(key(cell), cell)


@dataclass(frozen=True, slots=True)
class OfYear(OfOne):
    """3月5日, with its year; where `dotted` is asked for, 3.5 too.

    Not where it is a number, nor in a file that knows no numbers one that a spreadsheet may have made of another: 4.10 becomes 4.1.
    """

    year: str
    dotted: bool = False
    of_texts: bool = False  # the file tells texts from numbers

    def __call__(self, row: Sequence[str]) -> str:
        cell = self.of(row)
        if _OF_A_YEAR.fullmatch(cell.strip()):
            return f"{self.year}年{cell.strip()}"
        found = _DOTTED.fullmatch(cell.strip()) if self.dotted and not isinstance(cell, Numeric) else None
        if found is None or not (self.of_texts or found[2] not in _SHORTENED):
            return cell
        return f"{self.year}年{found[1]}月{found[2]}日"


@dataclass(frozen=True, slots=True)
class InPercent(OfOne):
    """The percentage of a number under a header that says (%). One up to 1 may be a part of 1, as a spreadsheet keeps it: that is asked."""

    def __call__(self, row: Sequence[str]) -> str:
        cell = self.of(row)
        if not _BARE.fullmatch(cell.strip()):
            return cell
        return cell if 0 < float(cell) <= 1 else f"{cell.strip()}%"


@dataclass(frozen=True, slots=True)
class WithoutNote(OfOne):
    """The amount of a cell that holds a note besides."""

    def __call__(self, row: Sequence[str]) -> str:
        cell = self.of(row)
        parted = apart(cell)
        return parted[0] if parted else cell


@dataclass(frozen=True, slots=True)
class NoteOf:
    """The words beside an amount, behind those of a column of their own."""

    amounts: tuple[Made, ...]
    own: Made | None = None

    @property
    def sources(self) -> tuple[int, ...]:
        return self.own.sources if self.own else ()

    def __call__(self, row: Sequence[str]) -> str:
        said = [self.own(row).strip()] if self.own else []
        said += [parted[1] for amount in self.amounts if (parted := apart(amount(row)))]
        return "；".join(filter(None, said))


def apart(cell: str) -> tuple[str, str] | None:
    """The amount and the words of a cell that holds both, as in 10（其中，灾情因素6万元）; None where it does not."""
    found = _NOTED.fullmatch(cell)
    if found is None:
        return None
    amount, note = (part.strip() for part in found.groups())
    if not _DIGIT.search(amount) or not _NO_DIGIT.search(note) or note in _UNIT_ALONE:
        return None
    return amount, note
