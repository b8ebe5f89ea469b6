"""What a total row is: told by its own words and by what it has of its own (SHEETS 18)."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching.header import Header
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.pattern import pattern
from aidtrack.values.words import GRAND, RUNNING, SUB

# How every total word may end, in a whole column at once: 合计, 合计：, 合计(元), （合计）.
_ENDING = pattern(
    r"(?:[计計]|总数|汇总|小结|total)\s*[:：]?\s*(?:[)）]|[(（][^()（）\x1f]*[)）])?\s*[:：]?\s*(?:\x1f|$)",
    re.IGNORECASE,
)
_MARKS = ("计", "計", "总数", "汇总", "小结", "otal", "OTAL")
_BRACKETS = pattern(r"[(（]([^()（）]*)[)）]")
_WORD = pattern(rf"(.*?)({'|'.join((*GRAND, *SUB, *RUNNING))})")
_LONGEST = 24
# What may stand before a total word, apart from a place or a group of the rows above.
_WHOLE = pattern(r"(?:全|本|以上|总|總|各).{0,6}")
_PAGE = "本页"
_PERIOD = pattern(r"本[年月季旬周期]度?")  # a sum of more than the sheet shows
# A number with its measure word beside a total is no name: 4个村; nor is a short one by itself, though it may be a day.
_COUNT = pattern(r"[0-9]+\s*(?:个|户|人|项|笔|条|处|村|批)\w{0,3}")
_NUMBER = pattern("[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class TotalWord:
    """A cell that names a total: its word, and what stands before it (全县, a village, a group); `at` is its column."""

    at: int
    before: str
    word: str

    @property
    def alone(self) -> bool:
        """Whether the cell says nothing but that it is a total, of all or of a part that the rules know."""
        return not self.before or _WHOLE.fullmatch(self.before) is not None

    @property
    def running(self) -> bool:
        """Whether it may count what no sheet shows."""
        return self.word in RUNNING or _PERIOD.fullmatch(self.before) is not None

    @property
    def part(self) -> bool:
        """Whether it is the sum of the rows since the one before, or of a group."""
        return self.word in SUB or self.before == _PAGE or not self.alone


def may_hold(joined: str) -> bool:
    """Whether a total word may stand in a column, its cells joined by U+001F."""
    # One sign is found much sooner than two.
    marked = any(all(sign in joined for sign in mark) and mark in joined for mark in _MARKS)
    return marked and _ENDING.search(joined) is not None


def total_words(row: Sequence[str]) -> list[TotalWord]:
    """The cells of a row that end in a total word, blanks, colons and brackets aside."""
    return [
        word for at, cell in enumerate(row) if len(cell) <= _LONGEST and (word := _total_word(at, cell)) is not None
    ]


def _total_word(at: int, cell: str) -> TotalWord | None:
    if not may_hold(cell):
        return None
    text = "".join(unicodedata.normalize("NFKC", cell).split()).casefold().strip(":")
    inside = _BRACKETS.search(text)
    for tried in (text, _BRACKETS.sub("", text).strip(":"), inside[1] if inside else ""):
        if found := _WORD.fullmatch(tried):
            return TotalWord(at, found[1], found[2])
    return None


def verdict(row: Sequence[str], header: Header, above: Callable[[str], bool]) -> TotalWord | Fault | None:
    """Whether a row, its own cells alone, is a total (SHEETS 18): the word, a Fault where that cannot be told, None for data.

    `above` says whether a text stands in a cell of the rows above.
    """
    words = total_words(row)
    if not words:
        return None
    if _has_own(row, header, {word.at for word in words}):
        # A row of its own whose text only ends so, as in 1–3月材料款合计, is data.
        bare = any(word.alone and not word.before for word in words)
        return _unclear() if bare else None
    total = next((word for word in words if word.alone or above(word.before)), None)
    if total is not None:
        return total
    return _unclear() if _has_amount(row, header) else None


def _has_amount(row: Sequence[str], header: Header) -> bool:
    return any(column.is_money and column.at < len(row) and row[column.at].strip() for column in header.columns)


def _has_own(row: Sequence[str], header: Header, words: set[int]) -> bool:
    """Whether a row has what only a row of data has: a date, in a sheet of entries a project or fund, in one of a noun a name."""
    names = ("date", "project", "fund") if header.noun is ENTRY else ("name",)
    cells = [
        (column.field.name, row[column.at].strip())
        for column in header.columns
        if column.field.name in names and column.at < len(row) and column.at not in words
    ]
    return any(
        cell and not _COUNT.fullmatch(cell) and (name == "date" or not _NUMBER.fullmatch(cell)) for name, cell in cells
    )


def _unclear() -> Fault:
    return Fault(
        t("ends in a word for totals, so that it may be a total or a row of its own."),
        t("Leave the total out, or give the row its date, project or name."),
        code=Code.UNCLEAR_TOTAL,
    )
