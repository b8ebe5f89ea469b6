"""What is built: which projects build something, and what standards of public works say of these besides what they say of all."""

from aidtrack.reports.publishing.activity import Activity, Change, Work
from aidtrack.reports.publishing.who import Organisations
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.persons import Heads

# Sectors of the DAC list in which things are built, the longest beginning first, with the word of OC4IDS's list "projectSector" for each.
_BUILT = {
    "11120": "education",
    "12230": "health",
    "14": "waterAndWaste",
    "16030": "socialHousing",
    "16040": "socialHousing",
    "16061": "cultureSportsAndRecreation",
    "16065": "cultureSportsAndRecreation",
    "21030": "transport.rail",
    "21040": "transport.water",
    "21050": "transport.air",
    "2102": "transport.road",
    "21": "transport",
    "22": "communications",
    "23220": "energy.hydropower",
    "2323": "energy.solar",
    "23240": "energy.wind",
    "23260": "energy.geothermal",
    "23270": "energy.biomass",
    "23": "energy",
    "31140": "naturalResources",
    "41050": "naturalResources.floodProtection",
}


def built(project: Activity) -> str | None:
    """The word for what a project builds; None where it builds nothing, or nobody said its sector."""
    if project.sector is None:
        return None
    return next((word for begun, word in _BUILT.items() if project.sector.startswith(begun)), None)


_PROJECT = """SELECT p.id, p.responsible_unit, p.agreement_no,
  coalesce((SELECT sum(amount_fen) FROM plan WHERE plan.project_id = p.id), p.planned_cost_fen)
FROM project p WHERE p.same_as_id IS NULL"""
_STEP = """SELECT id, project_id, name, date, before, after, amount_before_fen, amount_after_fen FROM step
WHERE name IN ('approval', 'change') AND coalesce(result, 'passed') = 'passed' ORDER BY date, id"""


def works(connection: Connection, organisations: Organisations, persons: Heads) -> dict[int, Work]:
    """By project."""
    approved: dict[int, str] = {}
    changes: dict[int, list[Change]] = {}
    for id, project, name, day, before, after, *sums in connection.rows(_STEP):
        if name == "change":
            words = [None if persons.in_text(text) else text for text in (before, after)]
            changes.setdefault(project, []).append(Change(f"S{id % SPAN}", day, *words, *sums))
        elif day:
            approved.setdefault(project, day)
    return {
        id: Work(organisations.named(unit), None if cost is None else int(cost), agreement, approved.get(id), changes.get(id, []))
        for id, unit, agreement, cost in connection.rows(_PROJECT)
    }  # fmt: skip
