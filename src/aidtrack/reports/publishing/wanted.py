"""What each open standard wants of a project and of who publishes: declared once, for the table of gaps and for the export alike."""

from collections.abc import Callable, Mapping, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.nouns.organization import TYPES
from aidtrack.nouns.project import STAGES
from aidtrack.phrase import Said, listed, phrase, words
from aidtrack.reports.publishing.activity import (
    ACTUAL_END,
    ACTUAL_START,
    PLANNED_END,
    PLANNED_START,
    Activity,
    Published,
)
from aidtrack.reports.publishing.awards import every, given, left_out
from aidtrack.reports.publishing.money import DISBURSEMENT, SPENDING
from aidtrack.reports.publishing.works import built

Lacks = Callable[
    [Activity, str], Said
]  # of a project, as of a day: what is wrong with the field, nothing where it is as it should be


@dataclass(frozen=True, slots=True)
class Want:
    """A field of projects; `of_category`: of the category of a project, said once for each word."""

    field: str
    lacks: Lacks
    of_category: bool = False


@dataclass(frozen=True, slots=True)
class Standard:
    """`publisher` are the settings that it wants of who publishes: what each is for, where it is blank.

    `says` are those of spending and disbursement that its files hold; where it is blank they hold the one or the other as is wished, and
    purposes where they are wanted. A file of one that is `apart` is a folder.
    """

    name: str
    title: str
    ending: str
    publisher: Mapping[str, Callable[[Published], Said]]
    projects: tuple[Want, ...]
    counted: Callable[[Published], tuple[int, Said]]  # how many things a file of it holds, and in words
    notes: Callable[[Published], Sequence[Said]]
    says: tuple[str, ...] = ()
    apart: bool = False
    holds: Callable[[Activity], bool] = lambda _: True  # whether a project belongs in its files


def _content(project: Activity, _day: str) -> Said:
    return "" if project.content else phrase("Every activity says what is done.")


def _stage(project: Activity, _day: str) -> Said:
    if project.stage is not None:
        return ""
    return phrase("Every activity says how far it is, one of: {choices}.", choices=listed(words(STAGES).values()))


def _start(project: Activity, _day: str) -> Said:
    known = PLANNED_START in project.dates or ACTUAL_START in project.dates
    return "" if known else phrase("Every activity says when it starts, planned or actual.")


def _not_ahead(word: str) -> Lacks:
    def ahead(project: Activity, day: str) -> Said:
        return (
            phrase("What has happened lies in no future: {date}.", date=project.dates[word])
            if project.dates.get(word, "") > day
            else ""
        )

    return ahead


def _not_before(start: str, end: str) -> Lacks:
    def before(project: Activity, _day: str) -> Said:
        first, last = project.dates.get(start, ""), project.dates.get(end, "9999")
        return phrase("It ends before it starts, on {date}.", date=first) if last < first else ""

    return before


def _category(project: Activity, _day: str) -> Said:
    return "" if project.category else phrase("Every activity is of a sector, which is that of its category.")


def _sector(project: Activity, _day: str) -> Said:
    if project.category is None or project.sector is not None:
        return ""
    return phrase("The word has no sector: five digits of the DAC list.")


_OF_CN = phrase("Who publishes has an identifier: CN-USCI- and its credit code.")
_NAME = phrase("Who publishes has a name.")
_TYPE = phrase("What the publisher is, one of: {choices}.", choices=listed(words(TYPES).values()))


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
        Want("content", _content),
        Want("stage", _stage),
        Want(PLANNED_START, _start),
        Want(PLANNED_END, _not_before(PLANNED_START, PLANNED_END)),
        Want(ACTUAL_START, _not_ahead(ACTUAL_START)),
        Want(ACTUAL_END, _not_ahead(ACTUAL_END)),
        Want(ACTUAL_END, _not_before(ACTUAL_START, ACTUAL_END)),
        Want("category", _category),
        Want("sector", _sector, of_category=True),
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
        Want("content", lambda project, day: _content(project, day) if given(project) else ""),
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
        Want("sector", _sector, of_category=True),
        Want(PLANNED_END, _not_before(PLANNED_START, PLANNED_END)),
        Want(ACTUAL_END, _not_before(ACTUAL_START, ACTUAL_END)),
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
