"""`report forecast`: what will be spent by 31 December, at the year's pace and by the projects' planned ends, and what is short.

A fund's base is what it received and its interest, a village's what is allocated for it; money that is lent comes back and is left out.
All is calculated in whole fen and rounded once, at its end.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from fractions import Fraction
from math import ceil

from aidtrack.dataclass import dataclass
from aidtrack.ledger.lending import LOAN_FUNDS
from aidtrack.ledger.quantity import ALLOCATED, ARRIVED, SPENT
from aidtrack.nouns.project import PROJECT
from aidtrack.phrase import Said, phrase
from aidtrack.reports import figures, listing
from aidtrack.reports.alerting.in_force import in_force
from aidtrack.reports.begun import not_begun
from aidtrack.reports.columns import columns, of_received, told_apart
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.figures import Figures, of_cells, of_funds, summed
from aidtrack.reports.overview import placed
from aidtrack.reports.passed_on import givers, passed_on, pots, standing_funds
from aidtrack.reports.period import Period
from aidtrack.reports.progress import days_gone
from aidtrack.reports.stands import standing_of
from aidtrack.reports.step import is_finished
from aidtrack.reports.village_order import village_order
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.values.dates import last_day
from aidtrack.values.money import divided, rate
from aidtrack.values.report import Report, Row, Table, Value, id_of

_MONEY = ("base", "spent", "short", "by_pace", "by_plan", "needed")
# Of a narrow terminal: what is foreseen, beside what it comes from.
_STAYING = ("spent", "by_pace", "by_plan", "base", "needed", "short", "rate")
_SHOWN = ("base", "spent", "elapsed", "rate", "short", "by_pace", "by_plan", "needed")


@dataclass(frozen=True, slots=True)
class _Clock:
    """A day in its year: how many days of it are gone, of how many; `kept` is the share of its base that may be left at the end."""

    day: str
    gone: int
    days: int
    kept: Fraction

    @property
    def left(self) -> int:
        """Days to 31 December."""
        return self.days - self.gone

    @property
    def months(self) -> int:
        """To 31 December, this one counting whole."""
        return 13 - int(self.day[5:7])

    def share(self, planned_end: Value) -> Fraction:
        """How much of what remains of a project will be spent this year; all of it where its end is past or unknown."""
        end = None if planned_end is None else date.fromisoformat(last_day(str(planned_end)))
        to_end = 0 if end is None else (end - date.fromisoformat(self.day)).days
        return Fraction(min(self.left, 1)) if to_end <= 0 else min(Fraction(1), Fraction(self.left, to_end))


@dataclass(slots=True)
class _Outlook:
    """What some money did in the year and holds on the day, and what is planned to be spent of it; `projects` are the unfinished ones."""

    money: Figures = field(default_factory=figures.nothing)
    planned: Fraction = Fraction()
    projects: set[int] = field(default_factory=set)

    def row(self, base_fen: int | None, clock: _Clock) -> Row:
        """Nothing is foreseen of what has no base."""
        spent, this_year = SPENT.fen(self.money.held), SPENT.fen(self.money.moved)
        row: dict[str, Value] = {
            "base": base_fen,
            "spent": self.money.held["spent"],
            "elapsed": rate(clock.gone, clock.days),
            "rate": rate(spent, base_fen),
            **dict.fromkeys(("short", "by_pace", "by_plan", "needed")),
        }
        if base_fen is not None:
            planned = spent + self.planned
            wanted = base_fen * (1 - clock.kept) - spent
            pace = divided((spent - this_year) * clock.gone + this_year * clock.days, clock.gone)
            row |= {
                "short": max(divided(base_fen * clock.gone - spent * clock.days, clock.days), 0),
                "by_pace": min(pace, base_fen),
                "by_plan": min(divided(planned.numerator, planned.denominator), base_fen),
                "needed": max(ceil(wanted / clock.months), 0),
            }
        return row


Outlooks = Mapping[int, _Outlook]
Part = tuple[int, Figures, bool]  # of a project; whether another office that is in the sum gave it


# Which columns each note tells of.
_SAID = {"base": ("base",), "short": ("short", "by_pace", "by_plan"), "needed": ("needed",)}


def forecast(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    """As of the period's last day, from everything up to it; stages and planned ends of projects are those of today, but one that has an
    actual end was unfinished until then.
    """
    year = Period(f"{when.day[:4]}-01-01", when.day, when.today, when.choice)
    most = in_force(connection).values["year_end_balance_percent"]
    clock = _Clock(when.day, *days_gone(when.day), Fraction(most) / 100)
    lending = [id for (id,) in connection.rows(LOAN_FUNDS)]
    look = _Look(connection, year, clock, lending)
    explainer = explaining(connection, year, explain)
    tables = [
        _funds(connection, year, clock, look, lending, explainer),
        _villages(connection, year, clock, look, lending, explainer),
    ]
    said = {
        "base": phrase("base: of a fund received + interest, of a village allocated; loan funds are left out"),
        "short": phrase("short: elapsed × base - spent; by_pace: as this year until now; by_plan: what remains of unfinished projects, by their planned ends"),
        "needed": phrase("needed: a month, this one counting whole, to keep at most {percent}% at the end of the year", percent=most),
    }  # fmt: skip

    def remarks(report: Report) -> list[Said]:
        return [note for name, note in said.items() if any(table.has(*_SAID[name]) for table in report.tables)]

    return Report(
        "forecast", phrase("Outlook to {day}", day=f"{when.day[:4]}-12-31"), tables, when.day, remarks=remarks
    )


class _Look:
    """One look at the cells, those of loan funds left out: what is foreseen by fund, by village (0 is none), and of all together.

    In the sum of all, what a giver holds and what became of what it gave is one pot: its base and what remains of it are there once.
    """

    def __init__(self, connection: Connection, year: Period, clock: _Clock, lending: Sequence[int]) -> None:
        self._shares = {
            id_of(row): clock.share(row["planned_end"])
            for row in listing.rows(connection, PROJECT)
            if not is_finished(row, clock.day)
        }
        cells = of_cells.cells(connection, year)
        self._cells = [(cell, money) for cell, money in cells.items() if cell[0] not in lending]
        known = givers(connection)
        funds = standing_funds(connection, year) if known else set()
        self.left = passed_on(funds | {fund for fund, _, _ in cells} if known else (), known)
        self._known, self._pots = known, pots(self.left, known)
        nowhere = {fund for (fund, _, village), _ in self._cells if not village}
        self.by_fund = self._by(lambda fund, _: fund)
        self.by_village = self._by(lambda _, village: village, {0: passed_on(nowhere, known)})

    def pot(self, fund: int, own: int) -> tuple[bool, int]:
        """What money of a fund is one with in the sum of all: its `own` row where no office gave another any."""
        office = self._known[fund] if fund in self.left else fund // SPAN
        return (True, self._pots[office]) if office in self._pots else (False, own)

    def villages_together(self) -> Iterable[_Outlook]:
        """The parts that the sum of all villages is made of."""
        pots: dict[tuple[bool, int], list[Part]] = defaultdict(list)
        for (fund, project, village), money in self._cells:
            pots[self.pot(fund, village)].append((project, money, fund in self.left))
        return map(self._outlook, pots.values())

    def funds_together(self, funds: Iterable[int]) -> dict[tuple[bool, int], _Outlook]:
        """Those of the sum of these funds."""
        found: dict[tuple[bool, int], list[Part]] = {self.pot(fund, fund): [] for fund in funds}
        for (fund, project, _), money in self._cells:
            found.setdefault(self.pot(fund, fund), []).append((project, money, fund in self.left))
        return {pot: self._outlook(parts) for pot, parts in found.items()}

    def _by(self, key: Callable[[int, int], int], left: Mapping[int, Collection[int]] | None = None) -> Outlooks:
        parts: dict[int, list[Part]] = defaultdict(list)
        for (fund, project, village), money in self._cells:
            id = key(fund, village)
            parts[id].append((project, money, fund in (left or {}).get(id, ())))
        return {id: self._outlook(some) for id, some in parts.items()}

    def _outlook(self, parts: Iterable[Part]) -> _Outlook:
        """What was given and is spent is no more waiting where it was given."""
        made, all, gone = _Outlook(), [], 0
        remaining: dict[int, int] = defaultdict(int)
        for project, money, given in parts:
            all.append(money.passed_on() if given else money)
            if given:
                gone += SPENT.fen(money.held)
            elif project in self._shares:
                remaining[project] += money.remaining or 0
            if project in self._shares:
                made.projects.add(project)
        made.money = figures.together(all)
        for project, fen in remaining.items():
            made.planned += max(fen, 0) * self._shares[project]  # one that is overspent gives nothing back
        made.planned = max(made.planned - gone, Fraction())
        return made


def _funds(
    connection: Connection, year: Period, clock: _Clock, look: _Look, lending: Sequence[int], explainer: Explainer | None
) -> Table:  # fmt: skip
    absent = not_begun(connection, year) | {*lending}
    money, stands = of_funds.funds(connection, year), standing_of(connection, "fund", year)
    named = [
        (id, name)
        for id, name in connection.rows("SELECT id, name FROM fund ORDER BY id")
        if id not in absent and (stands is None or id in stands or id in money)
    ]
    rows: list[Row] = []
    of = look.by_fund
    commands: list[list[Said]] = []
    for id, name in named:
        base_fen = ARRIVED.of(money[id].held) if id in money else None
        rows.append({"fund": name, **of.get(id, _Outlook()).row(base_fen, clock)})
        if explainer:
            behind = explainer.commands(money[id], fund=id) if id in money else []
            commands.append([*behind, *_unfinished(explainer, of.get(id)), explainer.rows("fund", [id])])
    return Table(
        "funds", phrase("Funds"), of_received(columns("fund", *_SHOWN)), rows,
        total=_total(_pots_of_funds(look, clock, money, [id for id, _ in named]) if look.left else rows, clock), explain=commands,
        keys=[id for id, _ in named], stays=_STAYING,
    )  # fmt: skip


def _pots_of_funds(look: _Look, clock: _Clock, money: Mapping[int, Figures], funds: Sequence[int]) -> Iterator[Row]:
    arrived: dict[tuple[bool, int], list[Figures]] = defaultdict(list)
    for id in funds:
        if id in money:
            arrived[look.pot(id, id)].append(money[id].passed_on() if id in look.left else money[id])
    for pot, outlook in look.funds_together(funds).items():
        yield outlook.row(ARRIVED.of(figures.together(arrived[pot]).held), clock)


def _villages(
    connection: Connection, year: Period, clock: _Clock, look: _Look, lending: Sequence[int], explainer: Explainer | None
) -> Table:  # fmt: skip
    of = look.by_village
    places = placed(connection, year, of.keys(), village_order(connection))
    rows: list[Row] = []
    commands: list[list[Said]] = []
    for id, county, name, township, prefecture in places:
        mine = of.get(id, _Outlook())
        row = _of_village(mine, clock)
        rows.append({"village": name, "county": county, **row, "township": township, "prefecture": prefecture})
        if explainer:
            unrated = [explainer.rows("fund", lending)] if lending and id in of else []
            about = [explainer.one("village", id)] if id else []
            commands.append(
                [*about, *explainer.commands(mine.money, village=id), *_unfinished(explainer, mine), *unrated]
            )
    together = [_of_village(one, clock) for one in look.villages_together()] if look.left else rows
    heads = ("county", "village")
    shown = told_apart(
        columns("village", "county", *_SHOWN, "township", "prefecture"), rows, heads, "township", "prefecture"
    )
    return Table(
        "villages", phrase("Villages"), shown, rows, total=_total(together, clock), explain=commands,
        keys=[id for id, *_ in places], stays=("county", *_STAYING),
    )  # fmt: skip


def _of_village(mine: _Outlook, clock: _Clock) -> Row:
    return mine.row(ALLOCATED.of(mine.money.held), clock)


def _total(rows: Iterable[Row], clock: _Clock) -> Row:
    """The sums of rows: what one has too much is no help to another."""
    listed = [*rows]
    sums = {name: summed(row[name] for row in listed) for name in _MONEY}
    return {**sums, "elapsed": rate(clock.gone, clock.days), "rate": rate(sums["spent"], sums["base"])}


def _unfinished(explainer: Explainer, outlook: _Outlook | None) -> list[Said]:
    """The projects whose planned ends it goes by."""
    return [explainer.rows("project", outlook.projects)] if outlook is not None and outlook.projects else []
