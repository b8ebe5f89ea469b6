"""What a blank in an entry means (DESIGN section 4).

A blank village is the borrower's, or the home of the project; a blank fund is the loan's, or the one fund of the project.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

from aidtrack.ledger.kind import BACK, KINDS
from aidtrack.ledger.sense import Give, not_one_fund
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names


def home(names: Names, kind: str | None, project: int | None, household: int | None) -> int | None:
    """The village that a blank one means; of what makes a loan smaller it is the loan's."""
    if kind in BACK:
        return None
    if household is not None:
        return names.home("household", household)
    if project is not None and is_per_cell(kind):
        return names.home("project", project)
    return None


def new_home(names: Names, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, object]:
    """The village of another project or borrower (`old` and `new` are an entry by column), where the entry was in the former one's."""
    before, now = (home(names, str(old["kind"]), one["project_id"], one["household_id"]) for one in (old, new))
    return {"village_id": now} if now is not None and before == old["village_id"] else {}


def is_per_cell(kind: str | None) -> bool:
    """Whether entries of a kind belong to a project and a village."""
    return kind is not None and KINDS[kind].per_cell


def fill(names: Names, values: MutableMapping[str, object], give: Give, *, unassigned: bool = False) -> None:
    """Fill what is blank of an entry's place (`values` by column) from its loan, its borrower and its project.

    Raises Fault where no one fund is meant.
    """
    go_with_loan(names.connection, values, unassigned=unassigned)
    project, household = _id(values, "project_id"), _id(values, "household_id")
    if values.get("village_id") is None and not unassigned:
        values["village_id"] = home(names, str(values["kind"]), project, household)
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
    """The one fund that ever allocated to a project, or that this was merged into; entries after the id `after` are in no balance yet.

    Raises Fault.
    """
    standing = names.index("fund").standing
    funds = sorted({standing(id) for id in _funds(names.connection, project, after)})
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
