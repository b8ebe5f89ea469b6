"""A column that says how far each project had come: a stage of the project, or a percentage that a step of that day keeps.

It stands among the columns of projects, 项目完成情况: 已完工 is the stage 完工, 完成60% a step 进度 of 60%. Beside a column of stages it
holds percentages alone; beside a column of percentages, 完成比例, stages.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching.header import Header
from aidtrack.importing.matching.header_lines import Heading, Own
from aidtrack.importing.matching.made import AsItStands, Made, OfAll, OfOne
from aidtrack.importing.matching.spelling import PROGRESS, fields_by_spelling, mapped
from aidtrack.locale import t
from aidtrack.nouns.project import PROJECT, STAGES
from aidtrack.nouns.step import STEP
from aidtrack.pattern import pattern
from aidtrack.values.text import safe
from aidtrack.values.words import UNASSIGNED

_IN_PERCENT = frozenset({"工程进度", "形象进度"})  # beside one of the others, what says it as a percentage
_PERCENT = pattern(r"(?:已)?(?:完成|完工)?(?:率|度)?\s*([0-9]+(?:\.[0-9]+)?)\s*[%％]")
_NUMBER = pattern(r"[0-9]+(?:\.[0-9]+)?")
_AROUND = pattern(r"已经?|正在|全部|中$|了$")  # what stands around a stage's word
_STAGES = {"完成": "完工", "竣工": "完工", "施工": "实施", "建设": "实施", "在建": "实施"}
STAGE, PERCENT, REASON = PROJECT.field("stage"), STEP.field("percent"), STEP.field("reason")


def column(heading: Heading, own: Own) -> int | None:
    """The column of a sheet of projects that says how far they had come, where it has one that is not mapped or left out."""
    return next(iter(_columns(heading, own)), None)


def told_apart(heading: Heading, own: Own) -> Own:
    """The person's own headers; where one column says it in words and one beside it as 形象进度, that one holds the percentages."""
    said = _columns(heading, own)
    of_percent = [at for at in said if heading.meant(at, own)[0] in _IN_PERCENT]
    if len(said) != 2 or len(of_percent) != 1 or percentages(heading, own) is not None:
        return own
    return {**own, heading.spellings(of_percent[0])[0]: PERCENT.name}


def said_twice(heading: Heading, own: Own) -> list[tuple[str, Fault]]:
    """What is wrong with further columns that say it: which one holds is not guessed."""
    names = [heading.names[at] for at in _columns(heading, own)]
    return [
        (
            other,
            Fault(
                t("means the same as the column {other}.", other=safe(names[0])),
                t("Keep one of the two; to leave one out: --map {left_out}.", left_out=mapped(other, "")),
                code=Code.COLUMN_TWICE,
            ),
        )
        for other in names[1:]
    ]


def _columns(heading: Heading, own: Own) -> list[int]:
    return [at for at in range(heading.width) if _says_progress(*heading.meant(at, own))]


def percentages(heading: Heading, own: Own) -> int | None:
    """The column of a sheet of projects that holds percentages and nothing else, as a sheet of steps has it."""
    fields = fields_by_spelling(STEP)
    for at in range(heading.width):
        spelling, left_out = heading.meant(at, own)
        if fields.get(spelling) is PERCENT and not left_out:
            return at
    return None


def has_stages(heading: Heading, own: Own) -> bool:
    """Whether a sheet of projects has a column of their stages besides."""
    fields = fields_by_spelling(PROJECT)
    meant = (heading.meant(at, own) for at in range(heading.width))
    return any(fields.get(spelling) is STAGE and not left_out for spelling, left_out in meant)


def besides(heading: Heading, own: Own) -> frozenset[str]:
    """How the columns of a sheet of projects are spelled that say of their steps how far they had come, and why less far than before."""
    steps, projects = fields_by_spelling(STEP), fields_by_spelling(PROJECT)
    meant = (heading.meant(at, own) for at in range(heading.width))
    return frozenset(
        spelling
        for spelling, left_out in meant
        if not left_out
        and spelling not in projects
        and (steps.get(spelling) in (PERCENT, REASON) or spelling in PROGRESS)
    )


def _says_progress(spelling: str, left_out: bool) -> bool:
    return spelling in PROGRESS and not left_out


def no_day() -> Fault:
    """Why such a column cannot be read."""
    return Fault(
        t("says how far projects had come, and the day is not known."),
        t("Say it with --as-of 2018-06-15, or leave the column out with --map."),
        code=Code.UNCLEAR_DATE,
    )


def read_stages(header: Header) -> None:
    """Take the stage of each project out of what the column says."""
    _make(header, STAGE.name, _StageIn)


def read_percentages(header: Header, projects: Header, *, alone: bool) -> None:
    """Take the percentage of each step out of what the column says, which is nothing else where it holds them `alone`; `projects` is the
    same sheet's header as one of projects.
    """
    _make(header, PERCENT.name, lambda cell: _PercentIn(cell, alone))
    village, given = projects.column("village"), projects.given.get("village")
    if village is not None or given is not None:
        beside = (village.made or AsItStands(village.at)) if village is not None else OfAll(str(given))
        _make(header, "project", lambda name: _InItsVillage(name, beside))


def _make(header: Header, name: str, how: Callable[[Made], Made]) -> None:
    header.columns = [
        replace(one, made=how(one.made or AsItStands(one.at))) if one.field.name == name else one
        for one in header.columns
    ]


@dataclass(frozen=True, slots=True)
class _StageIn(OfOne):
    """The stage that a cell says; nothing where it says a percentage, or a number that may be meant for one."""

    def __call__(self, row: Sequence[str]) -> str:
        cell = self.of(row)
        if _PERCENT.fullmatch(cell.strip()) or _NUMBER.fullmatch(cell.strip()):
            return ""
        word = _AROUND.sub("", cell.strip())
        word = _STAGES.get(word, word)
        return word if word in STAGES.values() else cell


@dataclass(frozen=True, slots=True)
class _PercentIn(OfOne):
    """The percentage that a cell says; nothing where it says a stage, unless the stages have a column of their own."""

    alone: bool

    def __call__(self, row: Sequence[str]) -> str:
        cell = self.of(row)
        if found := _PERCENT.fullmatch(cell.strip()):
            return f"{found[1]}%"
        return cell if self.alone or _NUMBER.fullmatch(cell.strip()) else ""


@dataclass(frozen=True, slots=True)
class _InItsVillage:
    """A project's name behind that of the village beside it, which tells it from another of that name."""

    name: Made
    village: Made

    @property
    def sources(self) -> tuple[int, ...]:
        return (*self.name.sources, *self.village.sources)

    def __call__(self, row: Sequence[str]) -> str:
        name, village = self.name(row).strip(), self.village(row).strip()
        return f"{village}/{name}" if name and village and village not in UNASSIGNED else name
