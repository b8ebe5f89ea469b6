"""A fund as it stands: what is stated of it, what its money did, and what is to be said about that."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.ledger.kind import FUND_BALANCES, KINDS
from aidtrack.ledger.quantity import (
    ALLOCATED,
    ARRIVED,
    CASH,
    OUTSTANDING,
    allocatable,
    beyond_budget,
    is_exact,
    unallocated,
    unallocated_adds,
)
from aidtrack.reports.begun import not_begun
from aidtrack.reports.choice import Choice
from aidtrack.reports.figures import Figures, between_funds, of_cells, of_funds, summed
from aidtrack.reports.flags import (
    AFTER_BOOKS_CLOSED,
    LENT_BY_GRANT,
    NOT_ALLOCATED,
    NOT_ARRIVED,
    OVER_RECEIVED,
    UNSPENT,
    carried_on,
    give_reason,
    raised,
)
from aidtrack.reports.passed_on import givers, passed_on
from aidtrack.reports.period import Period
from aidtrack.reports.reasons import Over, excusable, overs
from aidtrack.reports.stands import standing_of
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.flag import Flag
from aidtrack.values.money import rate
from aidtrack.values.report import Content

# What is stated of a fund, by column.
_STATED = (
    "id", "name", "source", "year", "budget_fen", "qualifier", "raised_fen", "raised_qualifier", "raised_from", "raised_to", "doc_no", "form", "part_of_id",
)  # fmt: skip
# What is known of a fund as a whole alone.
_OF_WHOLE_FUNDS = (
    "raised", "raised_qualifier", "raised_from", "raised_to", "budget", "qualifier", *(KINDS[kind].balance for kind in ARRIVED.kinds), "unallocated", "cash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fund:
    """`carried_fen` came of other funds, net, of which `moved_fen` within a year; `into` are the names of those that its rest went into; `came`: it is such a one.

    `of_cells` are the flags of its cells, `reasons` those given for what breaks a rule. `choice` says which of its entries its money
    is: of a part of them it is not known what came in for these. `giver` is the number of the office of whose money it is, where that is
    looked at too; `given`: it stands in a sum over both.
    """

    id: int
    name: str
    source: str | None
    year: int | None
    budget_fen: int | None
    qualifier: str | None
    raised_fen: int | None
    raised_qualifier: str | None
    raised_from: str | None
    raised_to: str | None
    doc_no: str | None
    form: str | None
    part_of_id: int | None
    money: Figures
    of_cells: Sequence[Flag]
    reasons: Sequence[Over]
    carried_fen: int
    moved_fen: int
    into: Sequence[str]
    came: bool
    choice: Choice
    giver: int | None = None
    given: bool = False

    @property
    def lends(self) -> bool:
        """Of one made for lending nothing waits to be allocated, and no share is spent: its money comes back."""
        return self.form == "loan"

    @property
    def exact(self) -> bool:
        return is_exact(self.qualifier)

    @property
    def limit_fen(self) -> int | None:
        """Its budget; None too where the rest of its plan went on with its money."""
        return None if self.into else self.budget_fen

    @property
    def unallocated_fen(self) -> int | None:
        if self.lends or self.given or not self.choice.of_funds:
            return None
        return unallocated(self.limit_fen, self.money.held)

    @property
    def rated(self) -> bool:
        """Whether it has a rate: what is lent comes back, and of a part of its money it is not known what came in."""
        return self.choice.of_funds and not self.lends

    @property
    def in_total(self) -> bool:
        """Whether its budget is added to others': one that is exact, and no part of another's."""
        return self.exact and self.part_of_id is None

    @property
    def raised_in_total(self) -> bool:
        """The same of what was raised for it."""
        return is_exact(self.raised_qualifier) and self.part_of_id is None

    def as_given(self) -> "Fund":
        """As a sum has it that its giver's funds are in too: its plan, and what came and was set aside, stand there."""
        return replace(self, budget_fen=None, money=self.money.passed_on(), given=True)

    def has_begun(self, when: Period) -> bool:
        """Whether anything can be said against it: it has an entry by the period's end, or its year is over without one."""
        moved = any(fen is not None for fen in self.money.held.values())
        return moved or (self.year is not None and when.day > f"{self.year}-12-31")

    def cells(self, when: Period) -> dict[str, Content]:
        """Its row."""
        moved, held = self.money.moved, self.money.held
        unknown = [] if self.choice.of_funds else [*_OF_WHOLE_FUNDS]
        unknown += [] if self.choice.of_cells else ["allocated"]
        return {
            "fund": self.name,
            "source": self.source,
            "year": self.year,
            "doc_no": self.doc_no,
            "raised": self.raised_fen,
            "raised_qualifier": None if is_exact(self.raised_qualifier) else self.raised_qualifier,
            "raised_from": self.raised_from,
            "raised_to": self.raised_to,
            "budget": self.budget_fen,
            "qualifier": None if self.exact else self.qualifier,
            **{name: moved[name] for name in FUND_BALANCES},
            "unallocated": self.unallocated_fen,
            "outstanding": OUTSTANDING.of(held),
            "cash": CASH.of(held),
            "rate": rate(held["spent"], ARRIVED.of(held)) if self.rated else None,
            "flags": tuple(self._flags(when) if self.choice.of_funds else self.of_cells),
            **dict.fromkeys(unknown),
        }

    def _flags(self, when: Period) -> list[Flag]:
        flags = self._beyond() + self._waiting() if self.has_begun(when) else []
        flags += [carried_on(into) for into in self.into]
        for over in self.reasons:
            for flag in excusable(over):
                give_reason(flags, flag, over.reason)
            if over.kind == "loan" and over.misplaced:  # of other misplaced money its cells say so already
                give_reason(flags, LENT_BY_GRANT, over.reason, unraised=True)
            if over.booked_late:
                give_reason(flags, AFTER_BOOKS_CLOSED, over.reason, unraised=True)
        return flags

    def _beyond(self) -> list[Flag]:
        """The limits that it exceeds, and those that its cells do."""
        own = of_funds.fund_flags(self.money, self.limit_fen)
        said = (*own, UNSPENT)  # which only the fund as a whole can say
        return own + [flag for flag in self.of_cells if not raised(said, flag)]

    def _waiting(self) -> list[Flag]:
        """What has not come, not been set aside, not been spent; and what came beyond its plan."""
        held = self.money.held
        arrived, allocated = ARRIVED.fen(held), ALLOCATED.fen(held)
        moved_away = max(-self.moved_fen, 0)  # that came, and is waited for no more
        beyond = beyond_budget(self.budget_fen, self.qualifier, held["received"] or 0, self.carried_fen)
        open_fen = allocatable(self.limit_fen, held) or 0
        raised_ = (
            (NOT_ARRIVED, arrived < allocated or arrived + moved_away < (self.limit_fen or 0)),
            (OVER_RECEIVED, beyond > 0),
            (NOT_ALLOCATED, open_fen > 0 and not (allocated or held["lent"] or self.lends)),
            (UNSPENT, allocated > 0 and not held["spent"]),
        )
        return [flag for flag, stands in raised_ if stands]


def settled(funds: Sequence[Fund]) -> Sequence[Fund]:
    """Some funds as their sum has them: what one of their offices gave another is counted once."""
    left = passed_on((one.id for one in funds), {one.id: one.giver for one in funds if one.giver is not None})
    return [one.as_given() if one.id in left else one for one in funds] if left else funds


def budget_of(funds: Iterable[Fund]) -> int | None:
    """The sum of their budgets: one that is not exact, or is inside another fund's, is never silently added."""
    return summed(one.budget_fen for one in funds if one.in_total)


def unallocated_of(funds: Iterable[Fund]) -> int | None:
    """The sum of what they have unallocated, of those that can be added."""
    return summed(
        one.unallocated_fen for one in funds if unallocated_adds(one.qualifier, one.part_of_id, came=one.came)
    )


def standing(connection: Connection, names: Names, when: Period, only: int | None) -> list[Fund]:
    """The funds that have begun by the period's end, or the one asked for, as they stand then."""
    when = when.shared()
    where = {} if only is None else {"fund_id": only}
    absent = not_begun(connection, when) if only is None else set()
    stands = standing_of(connection, "fund", when) if only is None else None
    money = of_funds.funds(connection, when, **where)
    cells = of_cells.cells(connection, when, ("fund_id",), **where)
    reasons = overs(connection, when)
    went = between_funds.carried_on(connection, when)
    carried = between_funds.carried_net(connection, when)
    moved = between_funds.moved_net(connection, when)
    given_by = givers(connection)
    came = {into for all_into in went.values() for into in all_into}
    nothing = Figures(dict.fromkeys(FUND_BALANCES), dict.fromkeys(FUND_BALANCES))
    condition = "" if only is None else "WHERE id = :fund_id"
    found = []
    for row in connection.rows(f"SELECT {', '.join(_STATED)} FROM fund {condition} ORDER BY id", where):
        stated: dict[str, Any] = dict(zip(_STATED, row, strict=True))
        id = stated["id"]
        if id not in absent and (stands is None or id in stands or id in money):
            one = Fund(
                **stated,
                money=money.get(id, nothing),
                of_cells=cells[id,].flags if (id,) in cells else (),
                reasons=[over for over in reasons if over.fund_id == id],
                carried_fen=carried.get(id, 0),
                moved_fen=moved.get(id, 0),
                into=[str(names.name("fund", one)) for one in went.get(id, ())],
                came=id in came,
                choice=when.choice,
                giver=given_by.get(id),
            )
            found.append(one)
    return found
