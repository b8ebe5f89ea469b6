"""Which public notice is due, and which was posted already: a notice is recorded once, and then shown with its own days."""

from collections.abc import Mapping, Sequence

from aidtrack.errors import Refused
from aidtrack.nouns.document import NOTICE, notice_of_fund
from aidtrack.nouns.project import IATI_STATUS, STAGES
from aidtrack.phrase import Said, Word, listed, phrase
from aidtrack.reports.at_office import own
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.text import safe

_COMPLETE = (3, 4)  # the IATI status of a project whose work is done
_HELD_UP = (5, 6)  # cancelled, suspended
Days = tuple[str, str]  # the first and the last on which a notice hangs


def usual_phase(connection: Connection, ids: Sequence[int]) -> str:
    """Which notice the stages of the projects call for. Raises Refused where they call for none, or for different ones."""
    names = Names(connection)
    found: dict[str, str] = {}
    say = phrase("If one is posted all the same, say which: --phase before or --phase after.")
    for id in ids:
        stage = connection.value("SELECT stage FROM project WHERE id = :id", {"id": id})
        status = IATI_STATUS.get(str(stage), 1)
        choice = safe(names.choice("project", id))
        if status in _HELD_UP:
            shown = Word(stage, STAGES[stage])
            raise Refused(
                phrase("Project “{project}” is at the stage “{stage}”: no notice is due.", project=choice, stage=shown),
                say,
            )
        found.setdefault("after" if status in _COMPLETE else "before", choice)
    if len(found) > 1:
        raise Refused(
            phrase(
                "The work of “{after}” is complete, that of “{before}” is not: they call for different notices.",
                **found,
            ),
            phrase("Post them one by one, or say which notice is meant: --phase before or --phase after."),
        )
    return next(iter(found))


def of_projects(connection: Connection, ids: Sequence[int], phase: str) -> Days | None:
    """When the notice of these projects was posted, where it was. Raises Refused where that is so of some, or on different days."""
    names = Names(connection)
    steps: dict[int, tuple[int, str | None, str | None]] = {}
    for project, *step in connection.rows(
        "SELECT project_id, id, date, ends_on FROM step WHERE name = 'notice' AND coalesce(phase, 'before') = :phase"
        " AND coalesce(result, 'passed') = 'passed' ORDER BY coalesce(date, ''), id",
        {"phase": phase},
    ):
        if project in ids:
            steps[project] = (step[0], step[1], step[2])
    if not steps:
        return None
    for step_id, date, ends_on in steps.values():
        if not _is_whole_day(date) or not _is_whole_day(ends_on):
            choice = names.choice("step", step_id)
            raise Refused(
                phrase("The notice is recorded already ({days}), but its days are not all known.", days=_shown(date, ends_on)),
                phrase("Give them: aidtrack step edit {step} --date DATE --ends-on DATE; or post it once more with --again.",
                  step=safe(own(connection, choice))),
            )  # fmt: skip
    days = {(str(date), str(ends_on)) for _, date, ends_on in steps.values()}
    if len(days) > 1 or len(steps) < len(ids):
        raise Refused(
            phrase("Some of these notices are recorded already: {projects}.", projects=_listed(names, steps)),
            phrase("Leave these projects out, or post all of them once more with --again."),
        )
    return days.pop()


def of_fund(connection: Connection, id: int) -> Days | None:
    """When the notice of this fund was posted, where it was. Raises Refused where that is not known to the day."""
    [(name, year)] = connection.rows("SELECT name, year FROM fund WHERE id = :id", {"id": id})
    found = connection.rows(
        "SELECT id, date, until FROM document WHERE fund_id = :fund AND kind = :kind AND name = :name ORDER BY coalesce(date, ''), id",
        {"fund": id, "kind": NOTICE, "name": notice_of_fund(name, year)},
    )
    if not found:
        return None
    document, date, until = found[-1]
    if not _is_whole_day(date) or not _is_whole_day(until):
        raise Refused(
            phrase("The notice is recorded already ({days}), but its days are not all known.", days=_shown(date, until)),
            phrase("Give them: aidtrack document edit {document} --date DATE --until DATE; or post it once more with --again.",
              document=safe(own(connection, Names(connection).choice("document", document)))),
        )  # fmt: skip
    return str(date), str(until)


def _is_whole_day(day: str | None) -> bool:
    return day is not None and len(day) == 10


def _shown(first: str | None, last: str | None) -> str:
    return f"{first or '—'} – {last or '—'}"


def _listed(names: Names, steps: Mapping[int, tuple[int, str | None, str | None]]) -> Said:
    return listed(
        f"{safe(names.choice('project', project))} ({_shown(date, ends_on)})"
        for project, (_, date, ends_on) in steps.items()
    )
