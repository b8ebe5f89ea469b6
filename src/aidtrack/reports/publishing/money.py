"""The movements of money that are published, by activity: which kinds, whose sums, and what is said of the rest.

The rules of what stays private are here and nowhere else. What households were given, lent or paid back is one sum a project, kind
and year; where fewer than three households make it up it is part of the fund's sum alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.ledger.quantity import listed
from aidtrack.phrase import Said, phrase
from aidtrack.reports.publishing.activity import Movement
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.handing_over.rows import is_gone
from aidtrack.store.records.persons import Heads
from aidtrack.values.money import yuan

LEAST_HOUSEHOLDS = 3
SPENDING, DISBURSEMENT = "spending", "disbursement"
OF_FUNDS = ("receipt", "interest")
OF_HOUSEHOLDS = ("loan", "repayment")
Owner = tuple[str, int]  # noun and id of the activity

_ENTRIES = """SELECT id, kind, date, amount_fen, fund_id, project_id, household_id, purpose, village_id FROM entry
WHERE kind IN {kinds} AND date <= :day ORDER BY id"""


@dataclass(slots=True)
class Money:
    """Movements by activity. `named` are the entries that stand and whose purpose holds a head's name, where purposes were asked for."""

    movements: dict[Owner, list[Movement]] = field(default_factory=lambda: defaultdict(list))
    funds_of: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # of each project
    named: list[tuple[str, int]] = field(default_factory=list)
    few: list[int] = field(default_factory=list)  # the project of each sum of fewer than three households


@dataclass(slots=True)
class _Sum:
    """Of households: what each of them had, in fen."""

    by_household: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def fen(self) -> int:
        return sum(self.by_household.values())

    @property
    def is_few(self) -> bool:
        return sum(fen != 0 for fen in self.by_household.values()) < LEAST_HOUSEHOLDS


def money(
    connection: Connection, day: str, *, says: Collection[str], purposes: bool, heads: Heads, funds: Mapping[int, str]
) -> Money:
    """All movements up to a day, of spending and disbursements those that the file `says`; `funds` are the identifiers of funds."""
    kinds = (*OF_FUNDS, "allocation", *says, *OF_HOUSEHOLDS)
    found, sums = Money(), dict[tuple[int, int, str, str], _Sum]()
    shared: dict[str, str] = {}  # the same few kinds and days, over and over
    for id, kind, date, fen, fund, project, household, purpose, village in connection.stream(
        _ENTRIES.format(kinds=listed(kinds)), {"day": day}
    ):
        kind, date = shared.setdefault(kind, kind), shared.setdefault(date, date)
        if project is not None:
            found.funds_of[project].add(fund)
        if household is not None or kind in OF_HOUSEHOLDS:
            sums.setdefault((project or 0, fund, kind, date[:4]), _Sum()).by_household[household or 0] += fen
            continue
        words = purpose if purposes else None
        if heads.in_text(words):
            if is_gone(connection, id):
                words = None  # as it is handed over
            else:
                found.named.append((kind, id))
        of_fund = kind in OF_FUNDS or project is None
        owner = ("fund", fund) if of_fund else ("project", project)
        found.movements[owner].append(
            Movement(f"E{id % SPAN}", kind, date, fen, None if of_fund else funds.get(fund), words, village)
        )
    _add_sums(found, sums, day)
    return found


def _add_sums(found: Money, sums: Mapping[tuple[int, int, str, str], _Sum], day: str) -> None:
    """What households had of a project's several funds in a year is one sum; of few of them it is the funds'."""
    of_projects: dict[tuple[int, str, str], _Sum] = defaultdict(_Sum)
    for (project, _, kind, year), part in sums.items():
        for household, fen in part.by_household.items():
            of_projects[project, kind, year].by_household[household] += fen
    of_funds: dict[tuple[int, str, str], int] = defaultdict(int)
    for (project, fund, kind, year), part in sums.items():
        if not project or of_projects[project, kind, year].is_few:
            of_funds[fund, kind, year] += part.fen
    for (project, kind, year), whole in of_projects.items():
        if project and whole.is_few:
            found.few.append(project)
        elif project and whole.fen:
            found.movements["project", project].append(_yearly(kind, year, day, whole.fen))
    for (fund, kind, year), fen in of_funds.items():
        if fen:
            found.movements["fund", fund].append(_yearly(kind, year, day, fen))


def _yearly(kind: str, year: str, day: str, fen: int) -> Movement:
    return Movement(f"H{year}-{kind}", kind, min(f"{year}-12-31", day), fen)


def unpublished(
    connection: Connection, found: Money, day: str, projects: set[int], funds: set[int], *, says: Collection[str]
) -> Iterator[Said]:
    """What of the money of these projects and funds is in no file of this kind."""
    left: dict[str, int] = defaultdict(int)
    for kind, project, fund, fen in connection.rows(
        "SELECT kind, project_id, fund_id, sum(amount_fen) FROM entry WHERE date <= :day GROUP BY 1, 2, 3", {"day": day}
    ):
        if project in projects or (project is None and fund in funds):
            left[kind] += int(fen)
    if SPENDING not in says and left[SPENDING]:
        yield phrase(
            "The file says what was disbursed; what was spent is not in it: {yuan} yuan.", yuan=yuan(left[SPENDING])
        )
    if DISBURSEMENT not in says and left[DISBURSEMENT]:
        yield phrase(
            "The file says what was spent; what was disbursed is not in it: {yuan} yuan (--disbursements says that instead).",
            yuan=yuan(left[DISBURSEMENT]),
        )
    if left["writeoff"]:
        yield phrase(
            "What was written off is not in the file, for no money moved: {yuan} yuan.", yuan=yuan(left["writeoff"])
        )
    if few := sum(project in projects for project in found.few):
        yield phrase(
            "Sums of fewer than {least} households are in the sums of their funds alone: {count}.",
            least=LEAST_HOUSEHOLDS,
            count=few,
        )
