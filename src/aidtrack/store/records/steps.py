"""Recording a project's next step: the step itself and what it makes of the project, in one transaction."""

import shlex
from collections.abc import Mapping

from aidtrack.errors import Refused, Usage
from aidtrack.locale import spoken, t
from aidtrack.nouns.project import STAGES
from aidtrack.nouns.step import IN_ORDER, ORDERED, STAGE_AFTER, following
from aidtrack.phrase import Word
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records import nouns
from aidtrack.store.records.settings import step_labels
from aidtrack.values.dates import first_day, is_future, last_day
from aidtrack.values.text import safe

_HELD_UP = ("cancelled", "suspended")
_AHEAD = [stage for stage in STAGES if stage not in _HELD_UP]  # in the order in which a project goes through them


def advance(writer: Writer, project: int, values: Mapping[str, object]) -> str:
    """Record the step that comes next, with `values` by column (`date` among them); returns its name.

    A failed step is recorded and still comes next. Raises Refused where none is left, the project is held up, or its date lies
    before that of a step before it; Usage where that is still to come.
    """
    if is_future(str(values["date"]), writer.today):
        raise Usage(t("The date {date} lies in the future.", date=values["date"]), t("Check the day."))
    name, stage = writer.rows("SELECT name, stage FROM project WHERE id = :id", {"id": project})[0]
    if stage in _HELD_UP:
        shown = Word(stage, STAGES[stage])
        raise Refused(
            t("Project “{project}” is at the stage “{stage}” and takes no step.", project=safe(name), stage=shown),
            t(
                "If it goes on, change its stage first: aidtrack project edit {name} --stage STAGE.",
                name=shlex.quote(safe(name)),
            ),
        )
    taken = writer.rows(
        f"SELECT name, date, coalesce(result, 'passed') FROM step WHERE project_id = :id AND {IN_ORDER}",
        {"id": project},
    )
    step = following({taken_name for taken_name, _, result in taken if result == "passed"})
    if step is None:
        raise Refused(
            t("Project “{project}” has taken every step.", project=safe(name)),
            t("Look at them: aidtrack report step {project}.", project=safe(name)),
        )
    _require_after(writer, step, str(values["date"]), taken)
    nouns.add(writer, "step", {**values, "name": step, "project_id": project})
    after = STAGE_AFTER.get(step) if values.get("result") == "passed" else None
    if after is not None and (stage is None or _AHEAD.index(after) > _AHEAD.index(stage)):
        nouns.edit(writer, "project", project, {"stage": after})
    return step


def _require_after(writer: Writer, step: str, date: str, taken: list[tuple[str, str | None, str]]) -> None:
    """A step is not taken before the one before it, nor before it was tried itself."""
    up_to = list(ORDERED)[: list(ORDERED).index(step) + 1]
    days = [(day, name) for name, day, _ in taken if name in up_to and day is not None]
    latest, name = max(days, default=("", ""))
    if latest and last_day(date) < first_day(latest):
        labels = step_labels(writer)
        raise Refused(
            t(
                "{date} lies before the step “{step}” of {day}.",
                date=date,
                step=safe(spoken(labels.get(name, name))),
                day=latest,
            ),
            t("Give that day or a later one."),
        )
