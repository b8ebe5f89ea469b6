"""What the balances of a fund or a cell come to: each quantity of money declared once, for SQL and for Python. Amounts are fen."""

from collections.abc import Callable, Mapping

from aidtrack.dataclass import dataclass
from aidtrack.ledger.kind import KINDS, EntryKind

_SPELLED = {1: "+", -1: "-"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """The balances of some kinds of entry, each added (1) or taken away (-1)."""

    signs: Mapping[str, int]  # by kind; one that does not count is left out

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self.signs)

    @property
    def listed(self) -> str:
        """Its kinds as SQL lists them, for `kind IN …`."""
        return listed(self.signs)

    def sql(self, balances: str = "b") -> str:
        """Over a row of fund_balance or cell_balance; a kind without an entry counts as 0."""
        terms = [
            f"{_SPELLED[sign]} coalesce({balances}.{KINDS[name].balance}_fen, 0)" for name, sign in self.signs.items()
        ]
        return f"({' '.join(terms).removeprefix('+ ')})"

    def effect(self, entry: str) -> str:
        """The SQL of what one row of entries does to it."""
        return self.effect_of(f"{entry}.kind", f"{entry}.amount_fen")

    def effect_of(self, kind: str, amount: str) -> str:
        """The same for a kind and an amount, each an SQL expression."""
        cases = " ".join(f"WHEN '{name}' THEN {_SPELLED[sign]}{amount}" for name, sign in self.signs.items())
        return f"(CASE {kind} {cases} ELSE 0 END)"

    def of(self, sums: Mapping[str, int | None]) -> int | None:
        """Over sums by the balances' names; None where none of its kinds has an entry, for unknown is not zero."""
        known = [sign * fen for name, sign in self.signs.items() if (fen := sums.get(KINDS[name].balance)) is not None]
        return sum(known) if known else None

    def fen(self, sums: Mapping[str, int | None]) -> int:
        """The same where it is compared: what is not known counts as 0."""
        return self.of(sums) or 0

    def plus(self, other: "Quantity", times: int = 1) -> "Quantity":
        """Both together; a kind that one adds and the other takes away does not count."""
        signs = {name: self.signs.get(name, 0) + times * other.signs.get(name, 0) for name in KINDS}
        return Quantity({name: sign for name, sign in signs.items() if sign})

    def less(self, other: "Quantity") -> "Quantity":
        return self.plus(other, -1)


def listed(kinds: Mapping[str, object] | tuple[str, ...]) -> str:
    """Kinds as SQL lists them, for `kind IN …`."""
    return "(" + ", ".join(f"'{name}'" for name in kinds) + ")"


def _declared(sign: Callable[[EntryKind], int]) -> Quantity:
    """The kinds that count, as each declares it itself."""
    return Quantity({name: sign(kind) for name, kind in KINDS.items() if sign(kind)})


ARRIVED = _declared(lambda kind: int(kind.arrives))  # received + interest
CASH = _declared(lambda kind: kind.cash)  # G3
OUTSTANDING = _declared(lambda kind: kind.loan)  # of the loans of a fund, or of one loan
CAPITAL = CASH.plus(OUTSTANDING)  # of a loan fund: what it can lend, and what is lent
USED = ARRIVED.less(CASH)  # what arrived and left again
RECEIVED, ALLOCATED, DISBURSED, SPENT, LENT = (
    Quantity({name: 1}) for name in ("receipt", "allocation", "disbursement", "spending", "loan")
)
REMAINING = ALLOCATED.less(SPENT)  # G2


def balance_of(kind: str, balances: str, kinds: tuple[str, ...]) -> str:
    """The SQL of the balance of an entry's own kind, where it is one of `kinds`."""
    cases = " ".join(f"WHEN '{name}' THEN coalesce({balances}.{KINDS[name].balance}_fen, 0)" for name in kinds)
    return f"(CASE {kind} {cases} END)"


def allocatable_sql(budget: str = "f.budget_fen", balances: str = "b") -> str:
    """What a fund may allocate (G1): its budget where it states one, else what arrived."""
    return f"coalesce({budget}, {ARRIVED.sql(balances)})"


def allocatable(budget_fen: int | None, sums: Mapping[str, int | None]) -> int | None:
    """The same over sums; None where no budget is stated and nothing arrived."""
    return ARRIVED.of(sums) if budget_fen is None else budget_fen


def beyond_budget(budget_fen: int | None, qualifier: str | None, received_fen: int, carried_fen: int) -> int:
    """How much more than an exact budget a fund received from outside, which what is `carried` into it is not."""
    if budget_fen is None or not is_exact(qualifier):
        return 0
    return max(received_fen - carried_fen - budget_fen, 0)


def is_exact(qualifier: str | None) -> bool:
    """Whether a stated budget is neither "at least" nor "about"."""
    return qualifier in (None, "=")


def unallocated_adds(qualifier: str | None, part_of_id: int | None, *, came: bool) -> bool:
    """Whether what a fund has unallocated is added to others'. It rests on the budget: one that is not exact, or is inside another fund's,
    is never silently added; but what `came`, carried on from another fund, is open in this one alone.
    """
    return is_exact(qualifier) and (part_of_id is None or came)


def unallocated_sql(budget: str = "f.budget_fen", balances: str = "b") -> str:
    return f"({allocatable_sql(budget, balances)} - {ALLOCATED.sql(balances)})"


def unallocated(budget_fen: int | None, sums: Mapping[str, int | None]) -> int | None:
    """None where neither what it may allocate nor what it has allocated is known."""
    most, used = allocatable(budget_fen, sums), ALLOCATED.of(sums)
    return None if most is None and used is None else (most or 0) - (used or 0)
