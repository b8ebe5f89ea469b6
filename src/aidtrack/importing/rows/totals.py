"""Rows that are not data: totals, which are checked and not imported, and notes below the table."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from aidtrack.errors import Fault
from aidtrack.importing.matching.header import Header, MatchedColumn
from aidtrack.importing.rows.cells import parse_cell
from aidtrack.locale import t
from aidtrack.values.kinds import MoneyKind
from aidtrack.values.money import yuan
from aidtrack.values.words import GRAND, RUNNING, SUB

MARK = "计"  # every total word ends in it: what is looked for in a whole column at once
_ENDING = re.compile(rf"{MARK}\s*(?:\x1f|$)")


def may_hold(joined: str) -> bool:
    """Whether a total word may stand in a column, its cells joined by U+001F: some cell ends in 计."""
    return MARK in joined and _ENDING.search(joined) is not None


def total_word(row: Sequence[str]) -> str | None:
    """The total word of a row, blanks inside it removed; None for data."""
    for cell in row:
        if MARK in cell and len(cell) <= 16:
            word = "".join(unicodedata.normalize("NFKC", cell).split())
            if word in (*GRAND, *SUB, *RUNNING):
                return word
    return None


def is_note(row: Sequence[str], header: Header) -> bool:
    """Whether a row says nothing of money: its only text stands in one cell (说明:…), or it is a line of signatures (制表人:… 审核人:…)."""
    filled = [at for at, cell in enumerate(row) if cell.strip()]
    if not filled:
        return False
    kept = {
        column.at
        for column in header.columns
        if isinstance(column.field.kind, MoneyKind) or column.field.name == "date"
    }
    marked = [_is_marked(row[at]) for at in filled]
    if len(filled) > 1:  # each cell names its own, or stands behind one that does: 制表人: | 张三
        behind = [False, *(row[at].rstrip().endswith((":", "：")) for at in filled[:-1])]
        plain = [at in kept and any(map(str.isdigit, row[at])) for at in filled]
        return all(mark or (label and not sum) for mark, label, sum in zip(marked, behind, plain, strict=True))
    if filled[0] in kept:
        return marked[0]  # a note often begins in the first column, the date's
    needed = [column for column in header.columns if column.field.required]
    return len(needed) > 1 or (len(header.columns) > 1 and marked[0])


def _is_marked(cell: str) -> bool:
    """Whether a cell says of what it speaks (审核人:李四); a time of day does not."""
    return (":" in cell or "：" in cell) and not cell.strip()[0].isdecimal()


@dataclass(slots=True)
class Totals:
    """Running sums of a sheet's money columns, against which its total rows are checked."""

    header: Header
    grand: dict[int, int] = field(default_factory=dict)
    since: dict[int, int] = field(default_factory=dict)
    checked: int = 0
    running: int = 0  # 累计, which may count what no sheet shows: skipped
    partial: bool = False  # a row could not be read, so that no sum is known

    def add(self, column: MatchedColumn, fen: int) -> None:
        self.grand[column.at] = self.grand.get(column.at, 0) + fen
        self.since[column.at] = self.since.get(column.at, 0) + fen

    def check(self, row: Sequence[str], word: str) -> list[tuple[MatchedColumn, Fault]]:
        """What is wrong with a total row; a 小计 starts its sum anew."""
        faults = []
        sums = self.since if word in SUB else self.grand
        if word in RUNNING:
            self.running += 1
        elif not self.partial:
            for column in self.header.columns:
                if not isinstance(column.field.kind, MoneyKind) or column.at >= len(row) or not row[column.at].strip():
                    continue
                faults += self._compare(column, row[column.at], sums.get(column.at, 0))
            self.checked += 1
        if word in SUB:
            self.since = {}
        return faults

    def _compare(self, column: MatchedColumn, cell: str, expected: int) -> list[tuple[MatchedColumn, Fault]]:
        try:
            stated = parse_cell(column, cell)
        except Fault as fault:
            return [(column, fault)]
        if stated == expected:
            return []
        return [(column, Fault(
            t("does not equal the rows above, which come to {sum} yuan.", sum=yuan(expected)),
            t("Correct the rows or the total.")))]  # fmt: skip
