"""Random lives of offices that give each other money, and every sum over them worked out a second time, from what each recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from random import Random

from aidtrack.store.engine.connection import read
from collection.parts import handed, taken
from conftest import Store

NUMBERS = (62, 6211, 621122)
SOURCES = ("fiscal", "union", "donation")
STAGES = {"implementing": "实施", "accepted": "验收"}
CATEGORIES, COUNTIES = ("道路", "饮水"), ("陇西县", "武山县")
KINDS = {"receipt": "到账", "interest": "利息", "allocation": "安排", "disbursement": "拨付", "spending": "支出"}
OF_CELLS = {"allocation": "allocated", "disbursement": "disbursed", "spending": "spent"}
MOVED = {"receipt": "received", "interest": "interest", **OF_CELLS}
GIVEN = ("receipt", "allocation")


@dataclass(frozen=True)
class Fund:
    office: int
    name: str
    source: str
    fund_year: int
    budget: int
    giver: int | None


@dataclass(frozen=True)
class Project:
    office: int
    name: str
    category: str
    stage: str
    village: str | None
    county: str | None


@dataclass(frozen=True)
class Entry:
    """`amount` in yuan."""

    fund: Fund
    project: Project | None
    kind: str
    date: str
    amount: int

    @property
    def month(self) -> str:
        return self.date[:7]

    @property
    def of_cell(self) -> bool:
        return self.kind in OF_CELLS


class Offices:
    """What some offices recorded in two years: each keeps within its money, and says of some of it that another gave it."""

    def __init__(self, seed: int) -> None:
        self._chance = chance = Random(seed)
        self.funds: list[Fund] = []
        self.entries: list[Entry] = []
        self.projects: list[Project] = []  # of some of them nothing is ever recorded
        for office in NUMBERS:
            others = [one for one in NUMBERS if one != office]
            villages = [(f"村{number}", chance.choice(COUNTIES)) for number in range(2)]
            projects = [
                Project(office, f"项目{number}", chance.choice(CATEGORIES), chance.choice([*STAGES]), *chance.choice([*villages, (None, None)]))
                for number in range(3)
            ]  # fmt: skip
            self.projects += projects
            for number in range(chance.randint(1, 3)):
                giver = chance.choice(others) if chance.random() < 0.5 else None
                fund = Fund(
                    office, f"资金{number}", chance.choice([*SOURCES]), chance.choice((2017, 2018)), 9000, giver
                )
                self.funds.append(fund)
                self._spend(fund, projects)

    def _spend(self, fund: Fund, projects: Sequence[Project]) -> None:
        chance, came, left = self._chance, 0, fund.budget
        if chance.random() < 0.15:
            return
        for _ in range(chance.randint(1, 2)):
            came += (amount := chance.randint(500, 2000))
            self._add(fund, None, "receipt", "2017", "01", amount)
        if chance.random() < 0.4:
            self._add(fund, None, "interest", "2017", "02", 7)
        for project in chance.sample(projects, chance.randint(0, len(projects))):
            left -= (allocated := min(left, chance.randint(100, 3000)))
            self._add(
                fund, project, "allocation", chance.choice(("2017", "2018")), chance.choice(("03", "04")), allocated
            )
            if chance.random() < 0.5:
                self._add(
                    fund, project, "disbursement", "2018", chance.choice(("05", "06")), chance.randint(1, allocated)
                )
            if chance.random() < 0.7 and (most := min(came, allocated)) > 0:
                came -= (spent := chance.randint(1, most))
                self._add(fund, project, "spending", "2018", chance.choice(("07", "11")), spent)

    def _add(self, fund: Fund, project: Project | None, kind: str, year: str, month: str, amount: int) -> None:
        self.entries.append(Entry(fund, project, kind, f"{year}-{month}-10", amount))

    def gathered(self, above: Store, folder: Path) -> None:
        """All of it in stores of their own, and these in a collection."""
        above.ok("init", "--collection")
        for office in NUMBERS:
            store = Store(str(folder / f"{office}.db"), "sqlite")
            store.ok("init")
            store.take(folder, self._sheets(office), "--create", "village")
            with read(store.target) as connection:
                taken(above.target, handed(connection, office))

    def _sheets(self, office: int) -> dict[str, str]:
        funds = "".join(
            f"{one.name},{one.source},{one.fund_year},{one.budget},{one.giver or ''}\n" for one in self.funds if one.office == office
        )  # fmt: skip
        mine = [one for one in self.entries if one.fund.office == office]
        projects = "".join(
            f"{one.name},{one.category},{one.village or ''},{one.county or ''},{STAGES[one.stage]}\n"
            for one in self.projects
            if one.office == office
        )
        moves = "".join(
            f"{KINDS[one.kind]},{one.date},{one.fund.name},{one.project.name if one.project else ''},{one.amount},{number}\n"
            for number, one in enumerate(mine)
        )
        sheets = {"资金": f"资金名称,来源,年度,计划数(元),划拨单位\n{funds}"}
        sheets |= {"项目": f"项目名称,项目类别,村,县区,项目阶段\n{projects}"}
        return sheets | ({"流水": f"类型,日期,资金,项目,金额(元),凭证号\n{moves}"} if moves else {})


@dataclass
class Sum:
    """What some `entries` come to whose money is of some `funds`, moved since `start` and held on `end`; whoever has money among the
    funds, or among the entries up to the end, is in it.
    """

    entries: Sequence[Entry]
    funds: Iterable[Fund] = ()
    start: str = ""
    end: str = "9999"

    @cached_property
    def _held(self) -> list[Entry]:
        return [one for one in self.entries if one.date <= self.end]

    @cached_property
    def left(self) -> set[Fund]:
        funds = {*self.funds, *(one.fund for one in self._held)}
        among = {one.office for one in funds}
        return {one for one in funds if one.giver in among}

    def pot(self, fund: Fund) -> frozenset[int | None] | None:
        """The givers with which its money is one in an outlook; None where no office gave it, nor gives any."""
        giving = {one.giver for one in self.left}
        pots: list[set[int | None]] = []
        for one in self.left:
            some = {one.giver, *({one.office} & giving)}
            meeting = [pot for pot in pots if pot & some]
            pots = [pot for pot in pots if pot not in meeting] + [some.union(*meeting)]
        of = fund.giver if fund in self.left else fund.office
        return next((frozenset(pot) for pot in pots if of in pot), None)

    def moved(self, *kinds: str) -> int:
        return self._sum((one for one in self._held if one.date >= self.start), kinds)

    def held(self, *kinds: str) -> int:
        return self._sum(self._held, kinds)

    def _sum(self, entries: Iterable[Entry], kinds: Sequence[str]) -> int:
        return sum(
            one.amount for one in entries if one.kind in kinds and not (one.kind in GIVEN and one.fund in self.left)
        )

    def figures(self) -> dict[str, int]:
        """Every figure by its name, in yuan."""
        whole = [one for one in {*self.funds} if one not in self.left]
        return {
            **{name: self.moved(kind) for kind, name in MOVED.items()},
            "budget": sum(one.budget for one in whole),
            "remaining": self.held("allocation") - self.held("spending"),
            "cash": self.held("receipt", "interest") - self.held("spending"),
            "closing": self.held("receipt", "interest") - self.held("spending"),
            "unallocated": sum(
                one.budget - sum(e.amount for e in self._held if e.fund == one and e.kind == "allocation") for one in whole
            ),
        }  # fmt: skip


def differences(told: dict[str, object], own: Sum, names: Iterable[str]) -> dict[str, tuple[Decimal, int]]:
    """Of a row that an answer has, those of its figures that are not what they should be: what it says, what it is."""
    found, figures = {}, own.figures()
    for name in names:
        if name in told:
            said = Decimal(str(told[name] or 0))
            if said != figures[name]:
                found[name] = said, figures[name]
    return found
