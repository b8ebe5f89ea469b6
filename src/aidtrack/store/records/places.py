"""Where an entry belongs: what the words for its fund, project, village and household name, and what a blank one means.

A blank village is the borrower's, or the home of the project; a blank fund is the loan's, or the one fund of the project (DESIGN
section 4).
"""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field

from aidtrack.ledger.kind import BACK, KINDS
from aidtrack.ledger.sense import Give, not_one_fund
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names, NotFound
from aidtrack.values.kinds import Value
from aidtrack.values.words import UNASSIGNED

LOOKED_UP = ("fund", "project", "village", "household")  # the fields that `place` answers


@dataclass(frozen=True, slots=True)
class Place:
    """The ids that an entry's words name. `unassigned`: its village is written out as none; `open_village`: it is blank, and
    nothing answers. `not_found` is by field.
    """

    fund_id: int | None
    project_id: int | None
    village_id: int | None
    household_id: int | None = None
    unassigned: bool = False
    open_village: bool = False
    not_found: tuple[tuple[str, NotFound], ...] = ()

    def ids(self) -> dict[str, int | None]:
        """By column."""
        names = ("fund_id", "project_id", "village_id", "household_id")
        return {name: getattr(self, name) for name in names}


@dataclass(slots=True)
class _Search:
    """Names looked up one after another; what is not found is kept and read as a blank."""

    names: Names
    not_found: list[tuple[str, NotFound]] = field(default_factory=list)

    def find(
        self, noun: str, word: Value, *, beside: Mapping[str, str] | None = None, village: int | None = None
    ) -> int | None:
        if word is None:
            return None
        try:
            return self.names.find(noun, str(word), place=beside, village=village)
        except NotFound as error:
            self.not_found.append((noun, error))
            return None


def place(names: Names, kind: str | None, said: Mapping[str, Value], beside: Mapping[str, str] | None = None) -> Place:
    """Where an entry belongs by what is `said` of it, by field; `beside` are its village's county, township … as far as given."""
    search = _Search(names)
    word = said.get("village")
    unassigned = word in UNASSIGNED
    village = None if unassigned else search.find("village", word, beside=beside)
    fund = search.find("fund", said.get("fund"))
    project = search.find("project", said.get("project"), village=village)
    household = search.find("household", said.get("household"), village=village)
    open_village = False
    if word is None:
        village = _home(names, kind, project, household)
        unknown_project = project is None and said.get("project") is not None
        open_village = village is None and _is_per_cell(kind) and not unknown_project
    return Place(fund, project, village, household, unassigned, open_village, tuple(search.not_found))


def _home(names: Names, kind: str | None, project: int | None, household: int | None) -> int | None:
    """The village that a blank one means; of what makes a loan smaller it is the loan's."""
    if kind in BACK:
        return None
    if household is not None:
        return names.home("household", household)
    if project is not None and _is_per_cell(kind):
        return names.home("project", project)
    return None


def _is_per_cell(kind: str | None) -> bool:
    return kind is not None and KINDS[kind].per_cell


def fill(names: Names, values: MutableMapping[str, object], give: Give, *, unassigned: bool = False) -> None:
    """Fill what is blank of an entry's place (`values` by column) from its loan, its borrower and its project.

    Raises Fault where no one fund is meant.
    """
    go_with_loan(names.connection, values, unassigned=unassigned)
    project, household = _id(values, "project_id"), _id(values, "household_id")
    if values.get("village_id") is None and not unassigned:
        values["village_id"] = _home(names, str(values["kind"]), project, household)
    if values.get("fund_id") is None:
        values["fund_id"] = fund_of_project(names, project, give)


def _id(values: Mapping[str, object], column: str) -> int | None:
    found = values.get(column)
    return None if found is None else int(str(found))


def go_with_loan(connection: Connection, values: MutableMapping[str, object], *, unassigned: bool = False) -> None:
    """What makes a loan smaller belongs where the loan does, as far as its own values (by column) leave that blank."""
    if values.get("loan_id") is None:
        return
    [loan] = connection.rows(
        "SELECT fund_id, project_id, village_id FROM entry WHERE id = :id", {"id": values["loan_id"]}
    )
    for column, id in zip(("fund_id", "project_id", "village_id"), loan, strict=True):
        if values.get(column) is None and not (unassigned and column == "village_id"):
            values[column] = id


def fund_of_project(names: Names, project: int | None, give: Give, *, after: int | None = None) -> int:
    """The one fund that ever allocated to a project; entries after the id `after` are in no balance yet. Raises Fault."""
    funds = _funds(names.connection, project, after)
    fault = not_one_fund([str(names.name("fund", id)) for id in funds], give)
    if fault is not None:
        raise fault
    return funds[0]


def _funds(connection: Connection, project: int | None, after: int | None) -> list[int]:
    allocated = "SELECT fund_id FROM cell_balance WHERE project_id = :project AND allocated_fen IS NOT NULL"
    if after is not None:
        allocated += (
            " UNION SELECT fund_id FROM entry WHERE id > :after AND kind = 'allocation' AND project_id = :project"
        )
    rows = connection.rows(
        f"SELECT DISTINCT fund_id FROM ({allocated}) x ORDER BY fund_id", {"project": project, "after": after}
    )
    return [row[0] for row in rows]
