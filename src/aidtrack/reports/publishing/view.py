"""Projects and funds as activities: which, under which identifiers, with what is said of them."""

from collections.abc import Callable, Mapping, Sequence

from aidtrack.phrase import Said, phrase
from aidtrack.reports.filters import selected_ids
from aidtrack.reports.period import Period
from aidtrack.reports.publishing.activity import (
    ACTUAL_END,
    ACTUAL_START,
    PLANNED_END,
    PLANNED_START,
    Activity,
    Paper,
    Place,
    Published,
)
from aidtrack.reports.publishing.asked import Asked
from aidtrack.reports.publishing.money import Money, money, unpublished
from aidtrack.reports.publishing.parents import funds_of
from aidtrack.reports.publishing.results import results
from aidtrack.reports.publishing.who import Organisations, publisher
from aidtrack.reports.publishing.works import works
from aidtrack.store.engine.collections import SPAN, is_collection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records import settings
from aidtrack.store.records.categories import Sectors
from aidtrack.store.records.persons import Heads, heads
from aidtrack.values.dates import first_day, last_day

_WHOLE = {PLANNED_START: first_day, ACTUAL_START: first_day, PLANNED_END: last_day, ACTUAL_END: last_day}


def published(
    connection: Connection, asked: Asked, holds: Callable[[Activity], bool] = lambda _: True
) -> tuple[Published, Money]:
    """Of the projects asked for those that a file `holds`. Raises NotFound for a name that is none."""
    names, persons = Names(connection), heads(connection)
    told = settings.every(connection)
    who = publisher(told)
    begun = "-".join(part for part in (who.ref or "", told["number"]) if part)
    funds = {
        id: _identifier(connection, begun, "F", id)
        for (id,) in connection.rows("SELECT id FROM fund WHERE same_as_id IS NULL")
    }
    found = money(connection, asked.day, says=asked.says, purposes=asked.purposes, heads=persons, funds=funds)
    organisations = Organisations(names, persons)
    places = _places(connection)
    chosen = _projects(connection, _chosen(names, asked, found), begun, organisations, persons, places)
    projects = [one for one in chosen if holds(one)]
    left = [phrase("Projects of sectors in which nothing is built are not in the file: {count}.", count=count)] if (count := len(chosen) - len(projects)) else []  # fmt: skip
    for project in projects:
        project.related = [funds[fund] for fund in sorted(found.funds_of[project.id]) if fund in funds]
        project.movements = found.movements["project", project.id]
        project.is_whole = project.id not in found.few
    parents = funds_of(connection, asked, projects, found, funds, organisations)
    of_projects, of_funds = {one.id for one in projects}, {one.id for one in parents}
    of_money = unpublished(connection, found, asked.day, of_projects, of_funds, says=asked.says)
    notes = [*left, *of_money], [*_unsaid(connection, projects, of_funds), *_measured(connection, projects, places, persons, asked.day)]  # fmt: skip
    of_others = is_collection(connection) and connection.one is None
    usual = {name: told[f"iati_{name}"] for name in ("flow", "finance", "aid", "tied")}
    said = Published(
        who,
        [*parents, *projects],
        *notes,
        asked.day,
        asked.says,
        places,
        told["publisher_360giving"],
        told["publisher_oc4ids"],
        usual,
        of_others,
    )
    return said, found


def _identifier(connection: Connection, begun: str, letter: str, id: int) -> str:
    """Of a fund or project: of one office as that calls it; where a collection publishes them itself its id says whose it is."""
    office, own = divmod(id, SPAN)
    return f"{begun}-{office}-{letter}{own}" if office and connection.one is None else f"{begun}-{letter}{own}"


def _chosen(names: Names, asked: Asked, found: Money) -> list[int]:
    """The ids of projects: of a year those with money or planned time in it."""
    ids = selected_ids(names, "project", asked.filters or {})
    if asked.year is None:
        return ids
    start, end = f"{asked.year}-01-01", f"{asked.year}-12-31"
    sql = "SELECT DISTINCT project_id FROM entry WHERE project_id IS NOT NULL AND date BETWEEN :start AND :end"
    moved = {id for (id,) in names.connection.rows(sql, {"start": start, "end": end})}
    time = Period(start, end)
    spans = names.connection.rows("SELECT id, planned_start, actual_start, planned_end, actual_end FROM project")
    lasting = {
        id
        for id, planned, began, plan_end, ended in spans
        if (began or planned) and time.overlaps(began or planned, ended or plan_end)
    }
    return [id for id in ids if id in moved | lasting]


_PROJECT = """SELECT id, name, content, stage, category, implementer, target, planned_start, actual_start, planned_end, actual_end
FROM project WHERE same_as_id IS NULL ORDER BY id"""
_VILLAGES = """SELECT project_id, village_id FROM entry WHERE project_id IS NOT NULL AND village_id IS NOT NULL
UNION SELECT id, village_id FROM project WHERE village_id IS NOT NULL ORDER BY 1, 2"""


def _projects(
    connection: Connection,
    chosen: Sequence[int],
    begun: str,
    organisations: Organisations,
    persons: Heads,
    places: Mapping[int, Place],
) -> list[Activity]:
    known, codes, papers, plans = set(chosen), Sectors(connection), _papers(connection, persons), _plans(connection)
    of_works = works(connection, organisations, persons)
    at: dict[int, list[Place]] = {}
    for project, village in connection.rows(_VILLAGES):
        at.setdefault(project, []).append(places[village])
    made = []
    for id, name, content, stage, category, implementer, target, *dates in connection.rows(_PROJECT):
        if id not in known:
            continue
        one = Activity("project", id, _identifier(connection, begun, "P", id), name, content, stage, category)
        one.sector = codes.of(category, id) if category else None
        one.dates = {word: _WHOLE[word](day) for word, day in zip(_WHOLE, dates, strict=True) if day}
        one.implementer = organisations.named(implementer)
        one.places, one.papers, one.plans = at.get(id, []), papers.get(id, []), plans.get(id, {})
        one.work = of_works.get(id)
        one.aim = None if target is None or persons.in_text(target) else target
        made.append(one)
    return made


def _places(connection: Connection) -> dict[int, Place]:
    return {
        id: Place(str(code or f"V{id % SPAN}"), name, " ".join(part for part in within if part), within[2])
        for id, name, code, *within in connection.rows(
            "SELECT id, name, code, province, prefecture, county, township FROM village"
        )
    }


def _papers(connection: Connection, persons: Heads) -> dict[int, list[Paper]]:
    found: dict[int, list[Paper]] = {}
    for id, project, name, kind, url, day in connection.rows(
        "SELECT id, project_id, name, kind, url, date FROM document WHERE project_id IS NOT NULL AND url IS NOT NULL ORDER BY id"
    ):
        if not persons.in_text(name):
            found.setdefault(project, []).append(Paper(f"D{id % SPAN}", name, kind, url, day))
    return found


def _plans(connection: Connection) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    for project, year, fen in connection.rows(
        "SELECT project_id, year, sum(amount_fen) FROM plan WHERE year IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
    ):
        if fen:
            found.setdefault(project, {})[year] = int(fen)
    return found


def _measured(
    connection: Connection, projects: Sequence[Activity], places: Mapping[int, Place], persons: Heads, day: str
) -> list[Said]:
    """What projects are measured by is put with them; what of that no file can say."""
    found = results(connection, {one.id for one in projects}, places, persons, day)
    for one in projects:
        one.indicators = found.of.get(one.id, ())
    if not found.left_out:
        return []
    return [
        phrase("Values of indicators that are “at least” or “about”, of no date, not the last of their year or called after the head of a household are not in the file: {count}.", count=found.left_out)
    ]  # fmt: skip


def _unsaid(connection: Connection, projects: Sequence[Activity], funds: set[int]) -> list[Said]:
    """What of planned cost and budgets no file can say."""
    stated = {
        id
        for (id,) in connection.rows(
            """SELECT p.id FROM project p WHERE p.planned_cost_fen IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM plan WHERE plan.project_id = p.id)
               UNION SELECT project_id FROM plan WHERE year IS NULL"""
        )
    }
    inexact = {
        id for (id,) in connection.rows("SELECT id FROM fund WHERE budget_fen IS NOT NULL AND qualifier IN ('≥', '≈')")
    }
    notes: list[Said] = []
    if costs := sum(project.id in stated for project in projects):
        notes.append(phrase("Planned costs of no stated year are not in the file: {count} projects.", count=costs))
    if budgets := len(inexact & funds):
        notes.append(
            phrase("Budgets that are “at least” or “about” are not in the file: {count} funds.", count=budgets)
        )
    return notes
