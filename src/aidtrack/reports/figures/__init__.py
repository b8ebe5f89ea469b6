"""The figures every report is made of: what some money moved in a period and held at its end, and how such figures are summed.

Nothing else in aidtrack decides a figure: those of cells are found in `of_cells`, those of funds in `of_funds`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from aidtrack.dataclass import dataclass
from aidtrack.ledger.kind import CELL_BALANCES
from aidtrack.ledger.quantity import REMAINING
from aidtrack.reports.flags import UNSPENT
from aidtrack.reports.passed_on import passed_on
from aidtrack.values.flag import Flag
from aidtrack.values.money import rate
from aidtrack.values.report import Content

Sums = dict[str, int | None]  # fen by balance name; None where no entry of the kind exists
Key = tuple[int, ...]  # the ids of a cell, or some of them; 0 is "not assigned"
PASSED_ON = {"received", "allocated"}


@dataclass(slots=True)
class Figures:
    """What some money did: `moved` in the period, `held` at its end, and what is to be said about it."""

    moved: Sums
    held: Sums
    flags: list[Flag] = field(default_factory=list)
    projects: int = 0
    whole: bool = True  # of part of the entries of its cells it is not known what was set aside for them

    @property
    def remaining(self) -> int | None:
        """In fen; None where nothing was set aside or spent, or where it is not known how much was set aside."""
        return REMAINING.of(self.held) if self.whole else None

    @property
    def rate(self) -> str | None:
        """What was spent of what was set aside, as `2.47%`; None where nothing was, or that is not known."""
        return rate(self.held["spent"], self.held["allocated"]) if self.whole else None

    def take_in(self, other: "Figures") -> None:
        """So much more of each sum; what is to be said of them stays as it is."""
        for sums, more in ((self.moved, other.moved), (self.held, other.held)):
            for name, fen in more.items():
                sums[name] = add(sums.get(name), fen)

    def settle(self, by_fund: Sequence[tuple[int, "Figures"]], known: Mapping[int, int], beside: Iterable[int]) -> None:
        """Money of several offices, by fund: what these gave each other counts once (`known` are the givers)."""
        if passed_on((fund for fund, _ in by_fund), known, beside):
            once = settled(by_fund, known, beside)
            self.moved, self.held = once.moved, once.held
            self.flags = [flag for flag in self.flags if flag != UNSPENT]
            _flag_unspent(self)

    def passed_on(self) -> "Figures":
        """Of money that another office gave, as a sum with that office's has it: what came and what was set aside stands there."""
        moved, held = ({**sums, **dict.fromkeys(sums.keys() & PASSED_ON)} for sums in (self.moved, self.held))
        return replace(self, moved=moved, held=held)

    def cells(self) -> dict[str, Content]:
        """The figures of a row that compares allocation with spending."""
        return {
            **{name: self.moved[name] for name in CELL_BALANCES},
            "remaining": self.remaining,
            "rate": self.rate,
            "flags": tuple(self.flags),
        }


def add(left: int | None, right: int | None) -> int | None:
    """A sum in which unknown is not zero: None only where both are."""
    return left if right is None else right if left is None else left + right


def difference(left: int | None, right: int | None) -> int | None:
    """What is left of fen, in which unknown counts as nothing; None only where both are."""
    return None if left is None and right is None else (left or 0) - (right or 0)


def summed(cells: Iterable[Content]) -> int | None:
    """The sum of a column's amounts; None where none is known."""
    known = [cell for cell in cells if isinstance(cell, int)]
    return sum(known) if known else None


def nothing() -> Figures:
    """The figures where no entry is."""
    return Figures(dict.fromkeys(CELL_BALANCES), dict.fromkeys(CELL_BALANCES))


def together(parts: Iterable[Figures]) -> Figures:
    """The sum of several figures; their flags once each, but no spending only where none of them has any."""
    total = nothing()
    for part in parts:
        total.take_in(part)
        total.whole &= part.whole
        total.flags += [flag for flag in part.flags if flag != UNSPENT and flag not in total.flags]
    _flag_unspent(total)
    return total


def settled(by_fund: Sequence[tuple[int, Figures]], known: Mapping[int, int], beside: Iterable[int] = ()) -> Figures:
    """The sum of money of some funds, in which that counts once which one of their offices, or of those of funds `beside`, gave another."""
    left = passed_on((fund for fund, _ in by_fund), known, beside)
    return together(one.passed_on() if fund in left else one for fund, one in by_fund)


def _flag_unspent(figures: Figures) -> None:
    if (figures.held["allocated"] or 0) > 0 and not figures.held["spent"]:
        figures.flags.append(UNSPENT)
