"""A measured number and how exactly it is known: 30, ≥100 (at least), ≈300 (about). A sum is no more exact than its parts."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from aidtrack.dataclass import dataclass

EXACT, AT_LEAST, ABOUT = "=", "≥", "≈"
AT_MOST = "≤"  # what is beyond a limit of at least so much; nobody states it


@dataclass(frozen=True, slots=True)
class Quantity:
    """`qualifier` is "=", "≥" or "≈", as an indicator keeps it."""

    number: Decimal
    qualifier: str = EXACT

    def __str__(self) -> str:
        """As a report's cell holds it, its qualifier first so that nobody takes it for an exact number: `≥100`."""
        return f"{'' if self.qualifier == EXACT else self.qualifier}{self.number:f}"

    def __add__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.number + other.number, joint((self, other)))

    def __sub__(self, other: "Quantity") -> "Quantity":
        """The change from `other` to this one; of numbers that are not both exact it is known only about."""
        exact = self.qualifier == other.qualifier == EXACT
        return Quantity(self.number - other.number, EXACT if exact else ABOUT)


def quantity(value: str | None, qualifier: str | None) -> Quantity | None:
    """What an indicator's `value` and `qualifier` say; None where there is no number."""
    try:
        return None if value is None else Quantity(Decimal(value), qualifier or EXACT)
    except InvalidOperation:  # raw SQL may have put anything there
        return None


def joint(parts: Iterable[Quantity]) -> str:
    """The qualifier of a sum: “≥” where a part is “≥”, “≈” where one is “≈” or both occur."""
    found = {part.qualifier for part in parts}
    return ABOUT if ABOUT in found else AT_LEAST if AT_LEAST in found else EXACT


def distinct(parts: Iterable[Quantity]) -> Quantity | None:
    """How many different things several counts of them stand for, when some may have been counted twice.

    One count stands as it is; of several only the largest is sure, as a lower bound.
    """
    listed = list(parts)
    if len(listed) < 2:
        return listed[0] if listed else None
    largest = max(listed, key=lambda part: part.number)
    return Quantity(largest.number, ABOUT if largest.qualifier == ABOUT else AT_LEAST)
