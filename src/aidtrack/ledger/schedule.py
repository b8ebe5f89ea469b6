"""When a loan falls due: its instalments by the way it is repaid. Amounts are fen, exact until each is rounded; halves of a fen go up."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from aidtrack.dataclass import dataclass
from aidtrack.values.money import divided


@dataclass(frozen=True, slots=True)
class Instalment:
    """`due` is an ISO day; `interest_fen` is None where the rate, or what it is charged on, is not known."""

    number: int
    due: str
    principal_fen: int
    interest_fen: int | None

    @property
    def payment_fen(self) -> int | None:
        return None if self.interest_fen is None else self.principal_fen + self.interest_fen


@dataclass(frozen=True, slots=True)
class Late:
    """Principal that was due and did not come; `days` since the day on which it should have."""

    fen: int
    days: int


def instalments(
    principal_fen: int, lent_on: str, months: int | None, yearly_rate: str | None, way: str | None
) -> list[Instalment]:
    """The instalments of a loan, the last of which takes the remainder; none where no term is stated.

    `yearly_rate` is a percentage as it is stored ("4.35%"), `way` one of `entry.SCHEDULES`. Where the way is "free" or not
    stated, everything is due when the term ends, with an interest nobody knows yet.
    """
    if months is None or principal_fen <= 0:
        return []
    monthly = None if yearly_rate is None else Fraction(yearly_rate.removesuffix("%")) / (100 * 12)
    parts: Iterable[tuple[int, int | None]]
    if way == "annuity" and monthly:
        parts = _annuity(principal_fen, months, monthly)
    elif way in ("annuity", "equal_principal"):
        parts = _equal(principal_fen, months, monthly)
    else:
        interest = None if monthly is None or way != "lump_sum" else _fen(principal_fen * monthly * months)
        return [Instalment(1, months_after(lent_on, months), principal_fen, interest)]
    return [
        Instalment(number, months_after(lent_on, number), principal, interest)
        for number, (principal, interest) in enumerate(parts, 1)
    ]


def _equal(principal_fen: int, months: int, monthly: Fraction | None) -> Iterator[tuple[int, int | None]]:
    """The same principal each month, with interest on what is left; (principal, interest)."""
    part, left = divided(principal_fen, months), principal_fen
    for number in range(1, months + 1):
        principal = left if number == months else min(part, left)
        yield principal, None if monthly is None else _fen(left * monthly)
        left -= principal


def _annuity(principal_fen: int, months: int, monthly: Fraction) -> Iterator[tuple[int, int]]:
    """The same payment each month."""
    payment, left = _fen(principal_fen * monthly / (1 - (1 + monthly) ** -months)), principal_fen
    for number in range(1, months + 1):
        interest = _fen(left * monthly)
        principal = left if number == months else min(max(payment - interest, 0), left)
        yield principal, interest
        left -= principal


def _fen(exact: Fraction) -> int:
    return divided(exact.numerator, exact.denominator)


def months_after(day: str, months: int) -> str:
    """The same day of a later month, or that month's last one; both ISO."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()


def unpaid(plan: Sequence[Instalment], back_fen: int) -> list[int]:
    """What is still open of each instalment's principal: what came back pays the earliest first."""
    left = []
    for instalment in plan:
        paid = min(back_fen, instalment.principal_fen)
        back_fen -= paid
        left.append(instalment.principal_fen - paid)
    return left


def late(plan: Sequence[Instalment], back_fen: int, day: str) -> list[Late]:
    """The instalments due before `day` of which `back_fen` left something open, oldest first; on its day none is late."""
    today = date.fromisoformat(day)
    return [
        Late(fen, (today - date.fromisoformat(instalment.due)).days)
        for instalment, fen in zip(plan, unpaid(plan, back_fen), strict=True)
        if fen and instalment.due < day
    ]
