"""Whether the total rows of a sheet are the sums of the rows above."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import cast

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching.header import Header, MatchedColumn
from aidtrack.importing.rows.cells import parse_cell
from aidtrack.importing.rows.totals.heads import MOST_ROWS, heads
from aidtrack.importing.rows.totals.rule import TotalWord
from aidtrack.locale import t
from aidtrack.phrase import listed
from aidtrack.values.kinds import Value
from aidtrack.values.money import yuan
from aidtrack.values.text import Misleading, safe


@dataclass(slots=True)
class Totals:
    """Running sums of a sheet's money columns, against which its total rows are checked."""

    header: Header
    grand: dict[int, int] = field(default_factory=dict)
    since: dict[int, int] = field(default_factory=dict)
    checked: int = 0
    running: int = 0  # 累计, which may count what no sheet shows: skipped
    partial: bool = False  # a row could not be read, so that no sum is known
    # By column, of the first rows: what each is called, and its amount in fen.
    _rows: dict[int, list[tuple[str, int]]] = field(default_factory=dict)

    def add(self, column: MatchedColumn, fen: int) -> None:
        """So many fen more of a column, for the total and for the part that it ends."""
        self.grand[column.at] = self.grand.get(column.at, 0) + fen
        self.since[column.at] = self.since.get(column.at, 0) + fen

    def add_columns(self, columns: Mapping[str, Sequence[Value]]) -> None:
        """Every amount of a block, its columns by field."""
        for column in self.header.columns:
            if column.is_money:
                amounts = cast("Sequence[int | None]", columns[column.field.name])
                self.add(column, sum(filter(None, amounts)))
                self._keep(column.at, amounts, columns)

    def _keep(self, at: int, amounts: Sequence[int | None], columns: Mapping[str, Sequence[Value]]) -> None:
        kept = self._rows.setdefault(at, [])
        if len(kept) <= MOST_ROWS:
            named = (columns[name] for name in ("name", "project", "fund") if name in columns)
            called = next(named, [""] * len(amounts))
            kept += [(str(name or ""), fen or 0) for name, fen in zip(called, amounts, strict=True)]

    def add_row(self, values: Mapping[str, Value]) -> None:
        """Every amount of one row, its values by field."""
        self.add_columns({name: [value] for name, value in values.items()})

    def check(
        self, row: Sequence[str], word: TotalWord, group: Mapping[int, int] | None = None
    ) -> list[tuple[MatchedColumn, Fault]]:
        """What is wrong with a total row; a part's sum starts anew. `group` are the sums of the rows that a part names."""
        faults = []
        if word.running:
            self.running += 1
        elif not self.partial:
            for column in self.header.columns:
                if not column.is_money or column.at >= len(row) or column.at == word.at or _is_blank(row[column.at]):
                    continue
                faults += self._compare(column, row[column.at], word, group)
            self.checked += 1
        if word.part and not word.running:
            self.since = {}
        return faults

    def _compare(
        self, column: MatchedColumn, cell: str, word: TotalWord, group: Mapping[int, int] | None
    ) -> list[tuple[MatchedColumn, Fault]]:
        expected = (self.since if word.part else self.grand).get(column.at, 0)
        try:
            stated = parse_cell(column, cell)
        except Fault as fault:
            return [(column, fault)]
        if stated == expected or (group is not None and stated == group.get(column.at, 0)):
            return []
        above = self._rows.get(column.at, [])
        twice = heads(above, cast("int", stated)) if not word.part and len(above) <= MOST_ROWS else []
        advice = (
            t("{names} are each the sum of the rows below them: leave these rows out.", names=listed(map(safe, twice)))
            if twice
            else t("Correct the rows or the total.")
        )
        return [(column, Fault(
            t("does not equal the rows above, which come to {sum} yuan.", sum=yuan(expected)),
            advice, code=Code.WRONG_TOTAL))]  # fmt: skip


def _is_blank(cell: str) -> bool:
    """Whether a total states nothing: a 0 that its format hides is none."""
    return not cell.strip() or (isinstance(cell, Misleading) and cell.hides_zero)
