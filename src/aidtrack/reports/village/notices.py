"""The table `notices` of `report village`: which public notices of its projects run, are overdue, are due or are missing."""

from collections.abc import Mapping, Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.nouns.project import PROJECT
from aidtrack.nouns.step import PHASES
from aidtrack.phrase import phrase, words
from aidtrack.reports import listing
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.counted import counted_in, counting, one_of
from aidtrack.reports.figures.of_cells import cells
from aidtrack.reports.period import Period
from aidtrack.reports.step import is_finished
from aidtrack.store.engine.connection import Connection
from aidtrack.values.dates import days_since, last_day
from aidtrack.values.report import Content, Row, Table, Value, as_int, column, id_of

_STATES = {"overdue": "逾期未登记结果", "missing": "缺公示", "due": "应公示", "running": "公示中"}  # the gravest first
_ORDER = list(_STATES)


@dataclass(slots=True)
class _Posted:
    """The notices of a project by what they say, before the work or after it: from when to when, and with what result."""

    of_phase: dict[str, list[tuple[str | None, str | None, str | None]]] = field(
        default_factory=lambda: {phase: [] for phase in PHASES}
    )


def notices_table(connection: Connection, id: int, when: Period) -> Table:
    """The projects at home in the village of which a notice is to be posted, or to be closed."""
    of = counting(id, counted_in(connection, "village", when))
    merged = counted_in(connection, "project", when)
    projects = [
        row for row in listing.rows(connection, PROJECT, [one_of("project.village_id", of)]) if row["id"] not in merged
    ]
    posted = _posted(connection, [id_of(row) for row in projects], when.day)
    allocated = {
        key[0]: as_int(found.held["allocated"]) for key, found in cells(connection, when.until, ("project_id",)).items()
    }
    rows = [row for project in projects for row in _of(project, posted, allocated.get(id_of(project)), when.day)]
    rows.sort(
        key=lambda row: (_ORDER.index(str(row["state"])), -(as_int(row["days_overdue"]) or 0), str(row["project"]))
    )
    shown = [
        *columns("project", "state"), column("phase", "公示类型"), *columns("posted_from", "posted_to", "days_overdue"), *of_noun(PROJECT, "stage"),
        column("amount", "安排", "money"),
    ]  # fmt: skip
    labels = {**listing.labels(connection, PROJECT, rows), "state": words(_STATES), "phase": words(PHASES)}
    return Table("notices", phrase("Public notices"), filled(shown, rows), rows, labels=labels)


def _posted(connection: Connection, projects: Sequence[int], day: str) -> Mapping[int, _Posted]:
    found: dict[int, _Posted] = {}
    if projects:
        for project, phase, first, last, result in connection.rows(
            f"SELECT project_id, coalesce(phase, 'before'), date, ends_on, result FROM step WHERE {one_of('project_id', projects)}"
            " AND name = 'notice' AND coalesce(date, '') <= :day ORDER BY coalesce(date, ''), id",
            {"day": day},
        ):
            found.setdefault(project, _Posted()).of_phase.setdefault(phase, []).append((first, last, result))
    return found


def _of(project: Mapping[str, Value], posted: Mapping[int, _Posted], allocated: int | None, day: str) -> list[Row]:
    """What is to be done about the notices of one project; nothing where all is done, or no money was ever set aside for it."""
    if project["stage"] == "cancelled":
        return []
    mine = posted.get(id_of(project), _Posted()).of_phase
    rows: list[Row] = []
    for phase, asked in (
        ("before", bool(allocated and allocated > 0)),
        ("after", bool(allocated and is_finished(project, day))),
    ):
        stated = [one for one in mine[phase] if one[2] != "failed"]
        running = [one for one in stated if one[2] is None]
        if running:
            first, last, _ = running[-1]
            late = days_since(last, day) if last else None
            over = late is not None and late > 0
            rows.append(
                _row(project, "overdue" if over else "running", phase, allocated, first, last, late if over else None)
            )
        elif asked and not stated:
            rows.append(_row(project, "missing" if phase == "before" else "due", phase, allocated))
    return rows


def _row(
    project: Mapping[str, Value],
    state: str,
    phase: str,
    allocated: int | None,
    first: str | None = None,
    last: str | None = None,
    late: int | None = None,
) -> Row:
    told: dict[str, Content] = {
        "id": project["id"],
        "project": project["name"],
        "stage": project["stage"],
        "state": state,
        "phase": phase,
    }
    return {
        **told,
        "posted_from": first,
        "posted_to": last_day(last) if last else None,
        "days_overdue": late,
        "amount": allocated,
    }
