"""`report step [PROJECT]`: which project is stuck where, and since when; one with all its steps and changes of plan."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace

from aidtrack.dataclass import dataclass
from aidtrack.nouns.activity import ACTIVITY, ACTIVITY_KINDS
from aidtrack.nouns.project import IATI_STATUS, PROJECT, STAGES
from aidtrack.nouns.step import CONFIRMATIONS, IN_ORDER, ORDERED, PRECISIONS, RESULTS, STEP, STEPS, following
from aidtrack.phrase import Said, phrase, words
from aidtrack.reports import listing
from aidtrack.reports.choice import EVERYTHING, Choice
from aidtrack.reports.columns import columns, filled, of_noun
from aidtrack.reports.counted import one_of
from aidtrack.reports.explain import Explainer, explaining
from aidtrack.reports.figures import summed
from aidtrack.reports.flags import NOT_PASSED, OVERDUE
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.settings import step_labels
from aidtrack.values.dates import days_since, first_day, last_day
from aidtrack.values.lists import words_kind
from aidtrack.values.report import Content, Report, Row, Table, Value, as_int, as_text, column, id_of
from aidtrack.values.text import safe

_COMPLETE = (3, 4)  # the IATI status of a project whose work is done
_OVER = ("closed", "cancelled")  # stages in which nothing is waited for
_SURVEY = ACTIVITY_KINDS["survey"]
_UNMET = words_kind(PRECISIONS)
_AT = {name: at for at, name in enumerate(STEPS)}


@dataclass(slots=True)
class Progress:
    """The steps that a project had taken by some day: `passed` and the day that ended each, and those that failed and not passed since."""

    passed: dict[str, str | None] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)

    @property
    def confirmations(self) -> str:
        """How many of the six: 3/6."""
        return f"{sum(name in self.passed for name in CONFIRMATIONS)}/{len(CONFIRMATIONS)}"

    @property
    def next(self) -> str | None:
        return following(self.passed)

    @property
    def since(self) -> str | None:
        """The day from which the next step is waited for: the last one that ended a step before it."""
        before = list(ORDERED)[: list(ORDERED).index(self.next)] if self.next else []
        return max((day for name in before if (day := self.passed[name]) is not None), default=None)


def step(connection: Connection, name: str | None, when: Period, *, explain: list[str] | None = None) -> Report:
    """Every project, the one that waits longest first; or one."""
    explainer = explaining(connection, when, explain)
    if name is not None:
        return one(connection, Names(connection).find("project", name), when.day, explainer)
    rows = _rows(connection, when.day, choice=when.choice)
    return Report("step", phrase("Steps of the projects"), [_table(connection, rows, when.day, explainer)])


def one(connection: Connection, project: int, day: str, explainer: Explainer | None = None) -> Report:
    """One project as it stood on `day`, its steps, its changes of plan, the surveys and inspections of it, and the step that comes next."""
    rows = _rows(connection, day, project)
    following = rows[0]["next_step"]
    said = phrase("No step is waited for.")
    if following is not None:
        word = step_labels(connection).get(str(following), str(following))
        said = phrase("Next: {step}.", step=safe(word) if isinstance(word, str) else word)
    tables = [_table(connection, rows, day, explainer), *_taken(connection, project, day)]
    if explainer:
        tables[1:] = [replace(table, explain=explainer.each("step", table.rows)) for table in tables[1:]]
    looked_at = _activities(connection, project, day)
    if looked_at.rows:
        tables.append(
            replace(looked_at, explain=explainer.each("activity", looked_at.rows)) if explainer else looked_at
        )
    return Report("step", Names(connection).choice("project", project), tables, notes=[said])


def _rows(
    connection: Connection, day: str, only: int | None = None, choice: Choice = EVERYTHING
) -> list[dict[str, Content]]:
    taken, precise, percents = progress(connection, day), precisions(connection, day), done(connection, day)
    rows = [
        {
            **_row(project, taken.get(id_of(project), Progress()), day),
            **_precise(precise.get(id_of(project), {})),
            "done": percents.get(id_of(project)),
        }
        for project in listing.rows(connection, PROJECT, choice.rows, choice.params)
        if only in (None, project["id"])
    ]
    return sorted(rows, key=lambda row: (row["next_step"] is None, row["days"] is None, -(as_int(row["days"]) or 0)))


def _table(connection: Connection, rows: Sequence[Row], day: str, explainer: Explainer | None) -> Table:
    shown = [
        *columns("project", "village", "stage", "proposal", "confirmations", "approval", "notice", "acceptance", "handover"),
        *columns("next_step", "waits_since", "days"), *of_noun(PROJECT, "planned_end"),
        *filled([*columns("done", *PRECISIONS), column("unmet", "未达到")], rows), *columns("flags"),
    ]  # fmt: skip
    commands = _commands(connection, explainer, rows, day) if explainer else ()
    return Table(
        "projects",
        phrase("Progress"),
        shown,
        rows,
        labels=_labels(connection, rows),
        explain=commands,
        stays=("next_step", "days", "unmet", "flags", "confirmations", "stage", "village", "planned_end"),
    )


def _commands(connection: Connection, explainer: Explainer, rows: Sequence[Row], day: str) -> list[list[Said]]:
    """The project, and the steps that it had taken, but for changes of plan."""
    taken: dict[int, list[int]] = {}
    for project, id, name in connection.rows(
        "SELECT project_id, id, name FROM step WHERE coalesce(date, '') <= :day", {"day": day}
    ):
        if name != "change":
            taken.setdefault(project, []).append(id)
    found: list[list[Said]] = []
    for project in (id_of(row) for row in rows):
        ids = taken.get(project, [])
        steps = [explainer.rows("step", ids, project=project)] if ids else []
        found.append([explainer.one("project", project), *steps])
    return found


def progress(connection: Connection, day: str, ids: Collection[int] = ()) -> dict[int, Progress]:
    """What every project with a step, or each of these, had taken by `day`; a step of an unknown day counts, one that may have come by then too."""
    found: dict[int, Progress] = {}
    for project, name, date, ends_on, result in connection.rows(
        "SELECT project_id, name, date, ends_on, coalesce(result, 'passed') FROM step WHERE coalesce(date, '') <= :day"
        f" AND {IN_ORDER}{_only(ids)} ORDER BY date, id",
        {"day": day},
    ):
        one = found.setdefault(project, Progress())
        if name not in ORDERED or name in one.passed:
            continue
        if result == "passed":
            one.passed[name] = ends_on or date
            one.failed.discard(name)
        else:
            one.failed.add(name)
    return found


def done(connection: Connection, day: str, ids: Collection[int] = ()) -> dict[int, str]:
    """How far the work of each project, or of these, had come by `day`, as the latest step of that kind says; a step of no day comes before any other."""
    rows = connection.rows(
        "SELECT project_id, percent FROM step WHERE name = 'progress' AND percent IS NOT NULL AND coalesce(date, '') <= :day"
        f"{_only(ids)} ORDER BY coalesce(date, ''), id",
        {"day": day},
    )
    return dict(rows)


def _only(ids: Collection[int]) -> str:
    return f" AND {one_of('project_id', ids)}" if ids else ""


def precisions(connection: Connection, day: str) -> dict[int, dict[str, str]]:
    """What was found last of each of the six precisions of a project by `day`: passed or failed."""
    found: dict[int, dict[str, str]] = {}
    for project, name, result in connection.rows(
        "SELECT project_id, name, coalesce(result, 'passed') FROM step WHERE coalesce(date, '') <= :day ORDER BY coalesce(date, ''), id",
        {"day": day},
    ):
        if name in PRECISIONS:
            found.setdefault(project, {})[name] = result
    return found


def _precise(found: Mapping[str, str]) -> dict[str, Content]:
    """The six, and those of them that are not met; of what nobody looked at it is not known."""
    unmet = "、".join(name for name in PRECISIONS if found.get(name) == "failed")
    return {**{name: found.get(name) for name in PRECISIONS}, "unmet": unmet or None}


def _row(project: Mapping[str, Value], taken: Progress, day: str) -> dict[str, Content]:
    waits = project["stage"] not in _OVER
    following, since = (taken.next, taken.since) if waits else (None, None)
    days = days_since(since, day) if following else None
    flags = ((OVERDUE, is_overdue(project, day)), (NOT_PASSED, following in taken.failed))
    return {
        "id": project["id"],
        "project": project["name"],
        "village": project["village"],
        "stage": project["stage"],
        **{name: taken.passed.get(name) for name in ORDERED if name not in CONFIRMATIONS},
        "confirmations": taken.confirmations,
        "next_step": following,
        "waits_since": since if following else None,
        "days": None if days is None else max(days, 0),
        "planned_end": project["planned_end"],
        "flags": tuple(flag for flag, raised in flags if raised),
    }


def is_overdue(project: Mapping[str, Value], day: str) -> bool:
    """Its planned end is past while it is not finished (DOMAIN section 3, R4)."""
    planned = project["planned_end"]
    return planned is not None and last_day(str(planned)) < day and not is_finished(project, day)


def is_finished(project: Mapping[str, Value], day: str) -> bool:
    """Whether it was given up, or its work is complete on the day: by its actual end where that is known, else by its stage.

    Stages have no days and are those of today; one that is suspended has work left.
    """
    stage, ended = project["stage"], project["actual_end"]
    if stage == "cancelled" or ended is not None:
        return stage == "cancelled" or str(ended) <= day
    return IATI_STATUS.get(str(stage), 1) in _COMPLETE


def _taken(connection: Connection, project: int, day: str) -> list[Table]:
    """The steps of one project in their order, and its changes of plan."""
    found = listing.rows(
        connection, STEP, ["step.project_id = :project", "coalesce(step.date, '') <= :day"],
        {"project": project, "day": day},
    )  # fmt: skip
    found.sort(key=lambda row: (_AT.get(str(row["name"]), len(_AT)), str(row["date"] or "")))
    steps: list[Row] = [row for row in found if row["name"] != "change"]
    changes: list[Row] = [row for row in found if row["name"] == "change"]
    of_step = of_noun(
        STEP,
        "name",
        "date",
        "ends_on",
        "phase",
        "handled_by",
        "result",
        "percent",
        "objections",
        "doc_no",
        "reason",
        "note",
    )
    of_change = of_noun(
        STEP, "date", "before", "after", "amount", "amount_before", "amount_after", "reason", "doc_no", "handled_by",
        "result", "note",
    )  # fmt: skip
    amount = summed(row["amount"] for row in changes)
    return [
        Table("steps", phrase("Steps"), filled(of_step, steps), steps, labels=listing.labels(connection, STEP, steps)),
        Table(
            "changes", phrase("Changes of plan"), filled(of_change, changes), changes,
            total=None if amount is None else {"amount": amount}, labels=listing.labels(connection, STEP, changes),
        ),
    ]  # fmt: skip


def _activities(connection: Connection, project: int, day: str) -> Table:
    """What was done about a project by the day, first the survey that it rests on."""
    found = [
        row
        for row in listing.rows(connection, ACTIVITY, ["activity.project_id = :project"], {"project": project})
        if row["starts_on"] is None or first_day(str(row["starts_on"])) <= day
    ]
    found.sort(key=lambda row: (row["kind"] != _SURVEY, as_text(row["starts_on"]) or ""))
    shown = filled(of_noun(ACTIVITY, "kind", "name", "starts_on", "ends_on", "organiser", "persons", "content"), found)
    return Table(
        "activities", phrase("Surveys and activities"), shown, found, labels=listing.labels(connection, ACTIVITY, found)
    )


def _labels(connection: Connection, rows: Sequence[Row]) -> dict[str, Mapping[str, Said]]:
    return {
        "unmet": {unmet: _UNMET.label(unmet) for row in rows if (unmet := str(row["unmet"] or ""))},
        "stage": words(STAGES),
        "next_step": step_labels(connection),
        **dict.fromkeys(PRECISIONS, words(RESULTS)),
    }
