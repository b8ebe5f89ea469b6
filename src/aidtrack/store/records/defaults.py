"""What a blank village or fund of an entry means (DESIGN section 4): the project's home, the project's one fund."""

from collections.abc import MutableMapping

from aidtrack.errors import Refused
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.values.text import safe


def fill(connection: Connection, values: MutableMapping[str, object]) -> None:
    """Fill `village_id` and `fund_id` where they are blank and the project, the loan or the borrower answers.

    Raises Refused where a fund is missing. A village that is None because it was written out as "not assigned" is the caller's:
    it sets it afterwards.
    """
    of_loan(connection, values)
    if values.get("household_id") is not None and values.get("village_id") is None:
        values["village_id"] = connection.value(
            "SELECT village_id FROM household WHERE id = :id", {"id": values["household_id"]}
        )
    project = values.get("project_id")
    if project is not None and values.get("village_id") is None and KINDS[str(values["kind"])].per_cell:
        values["village_id"] = connection.value("SELECT village_id FROM project WHERE id = :id", {"id": project})
    if values.get("fund_id") is not None:
        return
    if values["kind"] == "spending" and project is not None:
        funds = project_funds(connection, int(str(project)))
        if len(funds) == 1:
            values["fund_id"] = funds[0]
            return
        names = connection.rows("SELECT id, name FROM fund ORDER BY id")
        listed = "、".join(safe(name) for id, name in names if id in funds)
        raise Refused(
            t("The fund is missing, and the project has {count} funds: {funds}.", count=len(funds), funds=listed)
            if funds
            else t("The fund is missing, and nothing is allocated to the project yet."),
            t("Give it with --fund (column 资金)."),
        )
    raise Refused(t("The fund is missing."), t("Give it with --fund (column 资金)."))


def of_loan(connection: Connection, values: MutableMapping[str, object]) -> None:
    """What makes a loan smaller belongs where the loan does."""
    if values.get("loan_id") is None:
        return
    loan = connection.rows(
        "SELECT fund_id, project_id, village_id FROM entry WHERE id = :id", {"id": values["loan_id"]}
    )
    for column, id in zip(("fund_id", "project_id", "village_id"), loan[0] if loan else (), strict=False):
        if values.get(column) is None:
            values[column] = id


def project_funds(connection: Connection, project_id: int) -> list[int]:
    """The funds that ever allocated to a project."""
    rows = connection.rows(
        "SELECT DISTINCT fund_id FROM cell_balance WHERE project_id = :project AND allocated_fen IS NOT NULL ORDER BY fund_id",
        {"project": project_id},
    )
    return [row[0] for row in rows]
