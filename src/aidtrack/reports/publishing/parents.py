"""Funds as activities: money in is theirs, and the projects that are paid from them are their parts."""

from collections.abc import Mapping, Sequence

from aidtrack.reports.filters import selected_ids
from aidtrack.reports.publishing.activity import ACTUAL_START, PLANNED_START, Activity
from aidtrack.reports.publishing.asked import Asked
from aidtrack.reports.publishing.money import Money
from aidtrack.reports.publishing.who import BY_SOURCE, Organisations
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names

UNSPECIFIED = "99810"  # DAC: sectors not specified


def funds_of(
    connection: Connection,
    asked: Asked,
    projects: Sequence[Activity],
    found: Money,
    identifiers: Mapping[int, str],
    organisations: Organisations,
) -> list[Activity]:
    """The funds that projects are paid from; where nothing is narrowed, all that had money. Projects get their funders from them."""
    parts: dict[int, list[Activity]] = {}
    for project in projects:
        for fund in sorted(found.funds_of[project.id]):
            parts.setdefault(fund, []).append(project)
    wanted = set(parts)
    if not asked.filters:
        wanted |= {id for (noun, id), moved in found.movements.items() if noun == "fund" and moved}
    elif "fund" in asked.filters and "project" not in asked.filters:
        wanted |= set(selected_ids(Names(connection), "fund", {"fund": asked.filters["fund"]}))
    made = []
    for id, name, source, provider, year, budget, qualifier, form, doc_no in connection.rows(
        "SELECT id, name, source, provider, year, budget_fen, qualifier, form, doc_no FROM fund WHERE same_as_id IS NULL ORDER BY id"
    ):
        if id not in wanted:
            continue
        one = Activity("fund", id, identifiers[id], name, _described(name, year, doc_no), "implementing")
        one.sector, one.source, one.is_loan = UNSPECIFIED, source, form == "loan"
        giver = organisations.named(provider, BY_SOURCE.get(source))
        one.funders = [giver] if giver else []
        one.related = [project.identifier for project in parts.get(id, [])]
        one.movements = found.movements["fund", id]
        if year and budget and qualifier in (None, "="):
            one.plans = {year: int(budget)}
        one.dates = _began(one, year, parts.get(id, []))
        if not one.dates:
            continue
        for project in parts.get(id, []):
            project.funders += [other for other in one.funders if other not in project.funders]
        made.append(one)
    return made


def _described(name: str, year: int | None, doc_no: str | None) -> str:
    return "、".join(part for part in (name, f"{year}年度" if year else "", doc_no or "") if part)


def _began(fund: Activity, year: int | None, projects: Sequence[Activity]) -> dict[str, str]:
    """It starts with its first receipt; else its year, or the first money that it moved, is when it was to start."""
    if received := [one.day for one in fund.movements if one.kind == "receipt"]:
        return {ACTUAL_START: min(received)}
    if year:
        return {PLANNED_START: f"{year}-01-01"}
    moved = [one.day for activity in (fund, *projects) for one in activity.movements]
    return {PLANNED_START: min(moved)} if moved else {}
