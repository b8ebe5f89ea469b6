"""What a standard wants of a project, field by field; `standards.py` says which wants what."""

from collections.abc import Callable, Mapping, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.nouns.project import STAGES
from aidtrack.phrase import Said, listed, phrase, words
from aidtrack.reports.publishing.activity import (
    ACTUAL_START,
    PLANNED_START,
    Activity,
    Published,
)

# Of a project, as of a day: what is wrong with the field, nothing where it is as it should be.
Lacks = Callable[[Activity, str], Said]


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


def content(project: Activity, _day: str) -> Said:
    return "" if project.content else phrase("Every activity says what is done.")


def stage(project: Activity, _day: str) -> Said:
    if project.stage is not None:
        return ""
    return phrase("Every activity says how far it is, one of: {choices}.", choices=listed(words(STAGES).values()))


def start(project: Activity, _day: str) -> Said:
    known = PLANNED_START in project.dates or ACTUAL_START in project.dates
    return "" if known else phrase("Every activity says when it starts, planned or actual.")


def not_ahead(word: str) -> Lacks:
    def ahead(project: Activity, day: str) -> Said:
        return (
            phrase("What has happened lies in no future: {date}.", date=project.dates[word])
            if project.dates.get(word, "") > day
            else ""
        )

    return ahead


def not_before(start: str, end: str) -> Lacks:
    def before(project: Activity, _day: str) -> Said:
        first, last = project.dates.get(start, ""), project.dates.get(end, "9999")
        return phrase("It ends before it starts, on {date}.", date=first) if last < first else ""

    return before


def category(project: Activity, _day: str) -> Said:
    return "" if project.category else phrase("Every activity is of a sector, which is that of its category.")


def sector(project: Activity, _day: str) -> Said:
    if project.category is None or project.sector is not None:
        return ""
    return phrase("The word has no sector: five digits of the DAC list.")
