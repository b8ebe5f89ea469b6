"""The open standards, each declared once, for the table of gaps and for the export alike: what it wants, what its files hold."""

from collections.abc import Callable

from aidtrack.nouns.organization import TYPES
from aidtrack.phrase import Said, listed, phrase, words
from aidtrack.reports.publishing import wanted
from aidtrack.reports.publishing.activity import (
    ACTUAL_END,
    ACTUAL_START,
    PLANNED_END,
    PLANNED_START,
    Published,
)
from aidtrack.reports.publishing.awards import every, given, left_out
from aidtrack.reports.publishing.money import DISBURSEMENT, SPENDING
from aidtrack.reports.publishing.wanted import Standard, Want
from aidtrack.reports.publishing.works import built

_OF_CN = phrase("Who publishes has an identifier: CN-USCI- and its credit code.")
_NAME = phrase("Who publishes has a name.")
_TYPE = phrase(
    "What the publisher is, one of (two words between quotation marks): {choices}.",
    choices=listed(words(TYPES).values()),
)


def _activities(found: Published) -> tuple[int, Said]:
    count, moved = len(found.activities), sum(len(one.movements) for one in found.activities)
    return count, phrase("{activities} activities with {count} movements of money", activities=count, count=moved)


def _grants(found: Published) -> tuple[int, Said]:
    count = sum(1 for _ in every(found.activities))
    return count, phrase("{count} grants", count=count)


def _built(found: Published) -> tuple[int, Said]:
    count = sum(one.noun == "project" for one in found.activities)
    return count, phrase("{count} projects that build something", count=count)


def _movements(found: Published) -> tuple[int, Said]:
    count = sum(len(one.movements) for one in found.activities)
    return count, phrase("{count} movements of money", count=count)


_PREFIX = phrase("Who publishes has a prefix that 360Giving registered.")
_PREFIX_OC4IDS = phrase("Who publishes has a prefix that the Open Contracting Partnership registered.")
_WHETHER_BUILT = phrase("The sector of a project's category says whether it builds something.")
_RECIPIENT = phrase("Every grant says which organisation receives it.")

# What every standard asks of the settings first.
_WHO: dict[str, Callable[[Published], Said]] = {
    "publisher_code": lambda found: "" if found.publisher.ref else _OF_CN,
    "office_name": lambda found: "" if found.publisher.name else _NAME,
}

IATI = Standard(
    "iati",
    "IATI 2.03",
    ".xml",
    {
        **_WHO,
        "publisher_type": lambda found: "" if found.publisher.type else _TYPE,
    },
    (
        Want("content", wanted.content),
        Want("stage", wanted.stage),
        Want(PLANNED_START, wanted.start),
        Want(PLANNED_END, wanted.not_before(PLANNED_START, PLANNED_END)),
        Want(ACTUAL_START, wanted.not_ahead(ACTUAL_START)),
        Want(ACTUAL_END, wanted.not_ahead(ACTUAL_END)),
        Want(ACTUAL_END, wanted.not_before(ACTUAL_START, ACTUAL_END)),
        Want("category", wanted.category),
        Want("sector", wanted.sector, of_category=True),
    ),
    _activities,
    lambda found: [*found.notes, *found.of_plans],
)
GIVING = Standard(
    "360giving",
    "360Giving 1.4",
    ".json",
    {
        **_WHO,
        "publisher_360giving": lambda found: "" if found.prefix_360giving else _PREFIX,
    },
    (
        Want("content", lambda project, day: wanted.content(project, day) if given(project) else ""),
        Want("implementer", lambda project, _: _RECIPIENT if given(project) and project.implementer is None else ""),
    ),
    _grants,
    lambda found: left_out(found.activities),
    says=(DISBURSEMENT,),
)
OC4IDS = Standard(
    "oc4ids",
    "OC4IDS 0.9.5",
    ".json",
    {
        "publisher_oc4ids": lambda found: "" if found.prefix_oc4ids else _PREFIX_OC4IDS,
        "office_name": _WHO["office_name"],
    },
    (
        Want("category", lambda project, _: "" if project.category else _WHETHER_BUILT),
        Want("sector", wanted.sector, of_category=True),
        Want(PLANNED_END, wanted.not_before(PLANNED_START, PLANNED_END)),
        Want(ACTUAL_END, wanted.not_before(ACTUAL_START, ACTUAL_END)),
    ),
    _built,
    lambda found: found.notes,
    holds=lambda project: project.sector is None or built(project) is not None,
)
FISCAL = Standard(
    "fiscal",
    "Fiscal Data Package 1.0",
    "",
    {},
    (),
    _movements,
    lambda found: found.notes,
    says=(SPENDING, DISBURSEMENT),
    apart=True,
)
STANDARDS: dict[str, Standard] = {one.name: one for one in (IATI, GIVING, OC4IDS, FISCAL)}
