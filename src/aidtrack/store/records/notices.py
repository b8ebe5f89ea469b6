"""Recording that a public notice was posted: of a project as its step, of a fund as a document."""

from collections.abc import Mapping

from aidtrack.nouns.document import NOTICE, notice_of_fund
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records import nouns


def record_projects(writer: Writer, phase: str, first: str, last: str, amounts: Mapping[int, int]) -> None:
    """A step for each project, with the amount that its notice announces. Raises Refused where it is there already."""
    for project, amount in amounts.items():
        step = {
            "name": "notice",
            "project_id": project,
            "date": first,
            "ends_on": last,
            "phase": phase,
            "amount_fen": amount,
        }
        nouns.add(writer, "step", step)


def record_fund(writer: Writer, fund: int, first: str, last: str) -> None:
    """A document that stands for it. Raises Refused where it is there already."""
    [(name, year)] = writer.rows("SELECT name, year FROM fund WHERE id = :id", {"id": fund})
    document = {"name": notice_of_fund(name, year), "kind": NOTICE, "date": first, "until": last, "fund_id": fund}
    nouns.add(writer, "document", document)
