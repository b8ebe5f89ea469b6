"""`report forecast`: what will be spent by 31 December, at the year's pace and by the projects' planned ends, and what is short.

A fund's base is what it received and its interest, a village's what is allocated for it; money that is lent comes back and is left out.
All is calculated in whole fen and rounded once, at its end.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from aidtrack.reports.figures import Figures, summed
from aidtrack.reports.overview import placed
from aidtrack.reports.passed_on import givers, passed_on
from aidtrack.reports.period import Period
from aidtrack.reports.progress import days_gone
from aidtrack.reports.stands import standing_of
from aidtrack.reports.step import is_complete
from aidtrack.store.engine.connection import Connection
from aidtrack.values.dates import last_day
from aidtrack.values.money import divided, rate
from aidtrack.values.report import Report, Row, Table, Value, id_of

_MONEY = ("base", "spent", "short", "by_pace", "by_plan", "needed")
# Of a narrow terminal: what is foreseen, beside what it comes from.
_STAYING = ("spent", "by_pace", "by_plan", "base", "short", "needed", "rate")
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


# Which columns each note tells of.
_SAID = {"base": ("base",), "short": ("short", "by_pace", "by_plan"), "needed": ("needed",)}


def forecast(connection: Connection, when: Period, *, explain: list[str] | None = None) -> Report:
    """As of the period's last day, from everything up to it; stages and planned ends of projects are those of today."""
    year = Period(f"{when.day[:4]}-01-01", when.day, when.today, when.choice)
    most = in_force(connection).values["year_end_balance_percent"]
    clock = _Clock(when.day, *days_gone(when.day), Fraction(most) / 100)
    lending = [id for (id,) in connection.rows(LOAN_FUNDS)]
    by_fund, by_village = _outlooks(connection, year, clock, lending)
    explainer = explaining(connection, year, explain)
    tables = [
        _funds(connection, year, clock, by_fund, lending, explainer),
        _villages(connection, year, clock, by_village, lending, explainer),
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


def _outlooks(
    connection: Connection, year: Period, clock: _Clock, lending: Sequence[int]
) -> tuple[dict[int, _Outlook], dict[int, _Outlook]]:
    """By fund, and by village (0 is none): of one look at the cells, those of loan funds left out."""
    shares = {
        id_of(row): clock.share(row["planned_end"])
        for row in listing.rows(connection, PROJECT)
        if not is_complete(row, clock.day)
    }
    parts: tuple[dict[int, list[Figures]], ...] = defaultdict(list), defaultdict(list)
    found: tuple[dict[int, _Outlook], ...] = defaultdict(_Outlook), defaultdict(_Outlook)
    remaining: tuple[dict[tuple[int, int], int], ...] = defaultdict(int), defaultdict(int)
    for (fund, project, village), money in figures.cells(connection, year).items():
        if fund in lending:
            continue
        for sums, left, id in zip(parts, remaining, (fund, village), strict=True):
            sums[id].append(money)
            if project in shares:
                left[id, project] += money.remaining or 0
    for of, sums, left in zip(found, parts, remaining, strict=True):
        for id, some in sums.items():
            of[id].money = figures.together(some)
        for (id, project), fen in left.items():
            of[id].planned += max(fen, 0) * shares[project]  # one that is overspent gives nothing back
            of[id].projects.add(project)
    by_fund, by_village = found
    return by_fund, by_village


def _funds(
    connection: Connection, year: Period, clock: _Clock, of: Outlooks, lending: Sequence[int], explainer: Explainer | None
) -> Table:  # fmt: skip
    absent = not_begun(connection, year) | {*lending}
    money, stands = figures.funds(connection, year), standing_of(connection, "fund", year)
    named = [
        (id, name)
        for id, name in connection.rows("SELECT id, name FROM fund ORDER BY id")
        if id not in absent and (stands is None or id in stands or id in money)
    ]
    rows: list[Row] = []
    came_from_another = 0
    left = passed_on((id for id, _ in named), givers(connection))
    commands: list[list[Said]] = []
    for id, name in named:
        base_fen = ARRIVED.of(money[id].held) if id in money else None
        came_from_another += (money[id].held["received"] or 0) if id in left and id in money else 0
        rows.append({"fund": name, **of.get(id, _Outlook()).row(base_fen, clock)})
        if explainer:
            behind = explainer.commands(money[id], fund=id) if id in money else []
            commands.append([*behind, *_unfinished(explainer, of.get(id)), explainer.rows("fund", [id])])
    return Table(
        "funds", phrase("Funds"), of_received(columns("fund", *_SHOWN)), rows, total=_total(rows, clock, came_from_another), explain=commands,
        keys=[id for id, _ in named], stays=_STAYING,
    )  # fmt: skip


def _villages(
    connection: Connection, year: Period, clock: _Clock, of: Outlooks, lending: Sequence[int], explainer: Explainer | None
) -> Table:  # fmt: skip
    places = placed(connection, year, of.keys())
    rows: list[Row] = []
    commands: list[list[Said]] = []
    for id, county, name, township, prefecture in places:
        mine = of.get(id, _Outlook())
        row = mine.row(ALLOCATED.of(mine.money.held), clock)
        rows.append({"village": name, "county": county, **row, "township": township, "prefecture": prefecture})
        if explainer:
            unrated = [explainer.rows("fund", lending)] if lending and id in of else []
            about = [explainer.one("village", id)] if id else []
            commands.append(
                [*about, *explainer.commands(mine.money, village=id), *_unfinished(explainer, mine), *unrated]
            )
    known = givers(connection)
    by_fund = figures.cells(connection, year, ("fund_id",)) if known else {}
    left = passed_on((id for (id,) in by_fund), known)
    set_aside_twice = sum(by_fund[id,].held["allocated"] or 0 for id in left if id not in lending)
    heads = ("county", "village")
    shown = told_apart(
        columns("village", "county", *_SHOWN, "township", "prefecture"), rows, heads, "township", "prefecture"
    )
    return Table(
        "villages", phrase("Villages"), shown, rows, total=_total(rows, clock, set_aside_twice), explain=commands,
        keys=[id for id, *_ in places], stays=("county", *_STAYING),
    )  # fmt: skip


def _total(rows: Iterable[Row], clock: _Clock, given_fen: int) -> Row:
    """The sums of its rows: what one has too much is no help to another. What offices gave each other is no base twice."""
    listed = [*rows]
    sums = {name: summed(row[name] for row in listed) for name in _MONEY}
    if given_fen:
        sums["base"] = figures.difference(sums["base"], given_fen)
    return {**sums, "elapsed": rate(clock.gone, clock.days), "rate": rate(sums["spent"], sums["base"])}


def _unfinished(explainer: Explainer, outlook: _Outlook | None) -> list[Said]:
    """The projects whose planned ends it goes by."""
    return [explainer.rows("project", outlook.projects)] if outlook is not None and outlook.projects else []
