"""What a roll-up is asked: by which words, which figures; and what a dimension cannot have, which is null."""

from collections.abc import Sequence

from aidtrack.dataclass import dataclass
from aidtrack.ledger.kind import CELL_BALANCES, FUND_BALANCES, KINDS
from aidtrack.ledger.quantity import CASH, OUTSTANDING
from aidtrack.reports.columns import columns, of_movements
from aidtrack.reports.dimension import OF_FUND, OF_PROJECT, OF_VILLAGE
from aidtrack.values.report import Column

COUNTS = ("villages", "projects")
USUAL = (*COUNTS, *CELL_BALANCES, "remaining", "rate", "flags")
ACROSS = ("spent",)
FIGURES = (
    *COUNTS, "budget", *FUND_BALANCES, "unallocated", "remaining", "cash", "outstanding", "rate", "share", "flags",
)  # fmt: skip
SYNONYMS = {"organization": "implementer"}
_PERSONS, TIMES = ("payee", "household"), ("year", "month")
_OF_LENDING = (*(KINDS[name].balance for name in OUTSTANDING.kinds), "outstanding")
_STATED = ("budget", "unallocated")  # of a fund, whenever its money moves
_OF_A_DAY = (*_STATED, "remaining", "rate", "outstanding")
_SET_ASIDE = ("allocated", "remaining", "rate")
_NO_MONEY = (*COUNTS, "rate", "share", "flags")


@dataclass(frozen=True, slots=True)
class Asked:
    """`words` are those of `--by` and of `--across`, `filters` those by which entries are chosen before."""

    words: Sequence[str]
    figures: Sequence[str]
    filters: Sequence[str] = ()

    @property
    def of_persons(self) -> bool:
        return any(word in _PERSONS for word in self.words)

    @property
    def of_times(self) -> bool:
        return any(word in TIMES for word in self.words)

    @property
    def of_cells(self) -> bool:
        """Whether whole cells are summed, whose balances are at hand and whose flags are known: no entry need be looked at."""
        return not self.of_persons and not self.of_times

    @property
    def of_funds(self) -> bool:
        """Whether by whole funds, which alone are promised money and receive it."""
        return all_of_funds(self.words)

    @property
    def of_projects(self) -> bool:
        """Whether a project belongs to a row whatever its money does: its office has it, too."""
        return all(word in (*OF_PROJECT, *OF_VILLAGE, "office") for word in self.words)

    def knows(self, figure: str) -> bool:
        """Whether rows can have it: nothing is set aside for a payee; a month has movements, and no position of a day; of a part of its
        money nobody knows what a fund was promised, received and has left.
        """
        if (figure in _SET_ASIDE and self.of_persons) or (figure in _OF_A_DAY and self.of_times):
            return False
        if figure in _OF_LENDING:
            return "payee" not in self.words
        if figure in (*_STATED, "received", "interest", "cash"):
            return self.of_funds and all(word in (*OF_FUND, "office") for word in self.filters)
        return figure != "flags" or self.of_cells

    def columns(self, *names: str) -> list[Column]:
        """The columns of these figures: the same word for two things is said apart."""
        named = columns(*names)
        return of_movements(named) if self.of_times else named

    @property
    def of_standing_funds(self) -> bool:
        """Whether funds as they stand answer a figure."""
        return self.of_cells and self.of_funds and any(one not in (*USUAL, "share") for one in self.figures)

    @property
    def kinds(self) -> list[str]:
        """The kinds of entry that are looked at one by one: those of cells where no balances answer, and those of loans and cash."""
        wanted = [] if self.of_cells else [name for name in CELL_BALANCES if self.knows(name)]
        if not self.of_standing_funds:
            for figure in filter(self.knows, self.figures):
                parts = {"cash": CASH, "outstanding": OUTSTANDING}.get(figure)
                balances = [KINDS[kind].balance for kind in parts.kinds] if parts else [figure]
                wanted += [name for name in balances if name not in CELL_BALANCES]
        return [kind.name for kind in KINDS.values() if kind.balance in wanted]

    @property
    def balances(self) -> set[str]:
        """Those that its figures are made of, by name: what else moved is not behind them."""
        found: set[str] = set()
        for figure in filter(self.knows, self.figures):
            found |= _rests_on(self.shared if figure == "share" else figure)
        return found

    @property
    def of_a_day(self) -> bool:
        """Whether more is asked of those entries than what moved in the period."""
        return "outstanding" in self.figures and self.knows("outstanding")

    @property
    def shared(self) -> str:
        """Of which figure a share is: of the amount that stands before it, else of the first, else of what is spent."""
        amounts = [one for one in self.figures if one not in _NO_MONEY]
        before = [one for one in self.figures[: self.figures.index("share")] if one in amounts]
        return (before[-1:] or amounts[:1] or [*ACROSS])[0]


def _rests_on(figure: str) -> set[str]:
    """The balances of a figure. Every entry makes a project one of its row, may raise a flag or be set aside."""
    parts = {"cash": CASH, "outstanding": OUTSTANDING}.get(figure)
    if parts:
        return {KINDS[kind].balance for kind in parts.kinds}
    if figure in (*COUNTS, "flags", "unallocated"):
        return {kind.balance for kind in KINDS.values()}
    return {"allocated", "spent"} if figure in ("remaining", "rate") else {figure}


def all_of_funds(words: Sequence[str]) -> bool:
    return all(word in (*OF_FUND, "office", *TIMES) for word in words)
