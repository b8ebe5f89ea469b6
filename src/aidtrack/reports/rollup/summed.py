"""The figures of a row of a roll-up: what its parts come to, null where the dimensions cannot have it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from aidtrack.ledger.kind import CELL_BALANCES
from aidtrack.ledger.quantity import CASH, OUTSTANDING
from aidtrack.reports import figures
from aidtrack.reports.figures import Figures
from aidtrack.reports.fund.standing import Fund, budget_of, unallocated_of
from aidtrack.reports.passed_on import passed_on
from aidtrack.reports.rolled_up import TIMES, Asked, all_of_funds
from aidtrack.reports.rollup.axis import Axis, Key
from aidtrack.reports.rollup.parts import Part, projects, villages
from aidtrack.values.money import rate
from aidtrack.values.report import Content

_ADDED = {"budget": budget_of, "unallocated": unallocated_of}  # of several funds: not all of them can be added


class Sums:
    """`found` is all that is rolled up: what a share is of. `givers` are the offices that gave funds their money, `standing` the funds
    that are in a sum of everything, `cells` where money lay before the times that are asked for.
    """

    def __init__(
        self, asked: Asked, found: Sequence[Part], givers: Mapping[int, int], standing: Collection[int] = (),
        cells: Sequence[Part] = (),
    ) -> None:  # fmt: skip
        self.asked = asked
        self._found, self._givers, self._standing, self._cells = found, givers, standing, cells
        self._among: dict[tuple[str, ...], dict[tuple[Key, ...], set[int]]] = {}
        self._whole = self._amount(asked.shared, self._settled(found, ())) if "share" in asked.figures else None

    def of(self, found: Sequence[Part], axes: Sequence[Axis]) -> dict[str, Content]:
        """The figures asked for, in their order, of the parts that are alike by these axes."""
        return self.plain(self._settled(found, axes))

    def plain(self, found: Sequence[Part]) -> dict[str, Content]:
        """The same as their offices have it."""
        money = figures.together(part.money for part in found)
        row = {figure: self._figure(figure, money, found) for figure in self.asked.figures}
        if "budget" in row and len(found) and "fund" in self.asked.words:
            qualifiers = {fund.qualifier for fund in _funds(found) if not fund.exact}
            row["qualifier"] = qualifiers.pop() if len(qualifiers) == 1 and len(_funds(found)) == 1 else None
        return row

    def _figure(self, figure: str, money: Figures, found: Sequence[Part]) -> Content:
        if not self.asked.knows(figure):
            return () if figure == "flags" else None
        if figure == "villages":
            return len(villages(found))
        if figure == "projects":
            return len(projects(found))
        if figure == "flags":
            return tuple(money.flags)
        if figure == "rate":
            return money.rate
        if figure == "share":
            part = self._amount(self.asked.shared, found)
            unknown = part is None and self.asked.shared in _ADDED  # which is not zero
            return None if unknown else rate(part, self._whole)
        return self._fen(figure, money, found)

    def _amount(self, figure: str, found: Sequence[Part]) -> int | None:
        """As the total has it: what it leaves out is no share of it."""
        if not self.asked.knows(figure):
            return None
        if self.asked.of_standing_funds and figure in _ADDED:
            return _ADDED[figure](_funds(found))
        return self._fen(figure, figures.together(part.money for part in found), found)

    def _settled(self, found: Sequence[Part], axes: Sequence[Axis]) -> Sequence[Part]:
        """As their sum has them: what one of their offices gave another is counted once."""
        if not self._givers or not found:
            return found
        places = [one for one in axes if one.word not in TIMES]
        words = tuple(one.word for one in places)
        if words not in self._among:
            self._among[words] = self._funds_by(places)
        beside = self._among[words].get(tuple(one.key(found[0]) for one in places), ())
        left = passed_on((part.fund for part in found), self._givers, beside)
        return [_given(part) if part.fund in left else part for part in found] if left else found

    def _funds_by(self, places: Sequence[Axis]) -> dict[tuple[Key, ...], set[int]]:
        """The funds that have something in a row, at whatever time; of funds as a whole all that stand."""
        among: dict[tuple[Key, ...], set[int]] = {}
        standing = self._standing if all_of_funds([one.word for one in places]) else ()
        for part in (*self._found, *self._cells, *map(Part, standing)):
            among.setdefault(tuple(one.key(part) for one in places), set()).add(part.fund)
        return among

    def _fen(self, figure: str, money: Figures, found: Sequence[Part]) -> int | None:
        if figure == "remaining":
            return money.remaining
        if self.asked.of_standing_funds and figure not in CELL_BALANCES:
            return self._of_funds(figure, _funds(found))
        if figure == "cash":  # of the entries of a month or year: by how much it grew
            return CASH.of(money.moved)
        return OUTSTANDING.of(money.held) if figure == "outstanding" else money.moved.get(figure)

    def _of_funds(self, figure: str, funds: Sequence[Fund]) -> int | None:
        alone = "fund" in self.asked.words and len(funds) == 1
        if figure in _ADDED and not alone:
            return _ADDED[figure](funds)
        if figure in _ADDED:
            return funds[0].budget_fen if figure == "budget" else funds[0].unallocated_fen
        position = {"cash": CASH, "outstanding": OUTSTANDING}.get(figure)
        return figures.summed(
            one.money.moved[figure] if position is None else position.of(one.money.held) for one in funds
        )


def _given(part: Part) -> Part:
    return replace(part, money=part.money.passed_on(), stands=part.stands and part.stands.as_given())


def _funds(found: Sequence[Part]) -> list[Fund]:
    return [part.stands for part in found if part.stands is not None]
