"""`--across C`: of every figure a column for each value of a dimension, beside the figure of the whole row."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.nouns.fund import SOURCES
from aidtrack.nouns.project import STAGES
from aidtrack.phrase import Joined, Said, Word, phrase
from aidtrack.reports.rolled_up import COUNTS
from aidtrack.reports.rollup.axis import Axis, Key
from aidtrack.reports.rollup.parts import Part
from aidtrack.reports.rollup.summed import Sums
from aidtrack.values.report import Column, Content

_MOST = 60  # columns
_WORDS = {**SOURCES, **STAGES}


@dataclass(frozen=True, slots=True)
class Across:
    """`labels` are what its values are called, by key, in their order; None is what is not assigned."""

    axis: Axis
    sums: Sums
    labels: Mapping[Key, str | None]

    @property
    def columns(self) -> list[Column]:
        """Those of one value stand together; where there is but one figure its name is not said again."""
        named = self.sums.asked.columns(*self._figures)
        made = []
        for label in self.labels.values():
            for one in named:
                said = self._said(label) if len(named) == 1 else Joined((self._said(label), one.label), " · ")
                made.append(replace(one, name=_name(one.name, label), label=said, across=(one.name, label)))
        return made

    def of(self, found: Sequence[Part], rows: Sequence[Axis]) -> dict[str, Content]:
        """The cells of these columns in a row, whose parts are alike by the axes of `rows`."""
        groups = _grouped(self.axis, found)
        by = [*rows, self.axis]
        cells: dict[str, Content] = {}
        for key, label in self.labels.items():
            mine = self.sums.of(groups[key], by) if key in groups else {}
            cells |= {_name(figure, label): mine.get(figure) for figure in self._figures}
        return cells

    @property
    def _figures(self) -> list[str]:
        return _beside(self.sums)

    def _said(self, label: str | None) -> Said:
        if label is None:
            return self.axis.column.blank
        return Word(label, _WORDS[label]) if self.axis.word in ("source", "stage") and label in _WORDS else label


def across_of(axis: Axis, found: Sequence[Part], sums: Sums) -> Across:
    """The values of which some figure is known; months without gaps. Raises Refused where these are too many columns."""
    axis = _with_one_of_none(axis)
    groups = {key: sums.plain(mine) for key, mine in _grouped(axis, found).items()}
    known = [key for key, row in groups.items() if any(_is_known(figure, row[figure]) for figure in _beside(sums))]
    if axis.word == "month":
        known = [*_months([key for key in known if key is not None]), *(key for key in known if key is None)]
    keys = sorted(known, key=lambda key: (key is None, *(axis.order(key) if key is not None else ())))
    if (count := len(keys) * len(_beside(sums))) > _MOST:
        raise Refused(
            phrase("--across {word} makes {count} columns; a table has at most {most}.", word=axis.word, count=count, most=_MOST),
            phrase("Narrow it with a period, or give the word with --by."),
        )  # fmt: skip
    return Across(axis, sums, _labels(axis, keys))


def _beside(sums: Sums) -> list[str]:
    """What is said of single values: flags are of the whole row."""
    return [figure for figure in sums.asked.figures if figure != "flags"]


def _is_known(figure: str, cell: Content) -> bool:
    return cell not in (0, "0", None) if figure in COUNTS else cell is not None


def _with_one_of_none(axis: Axis) -> Axis:
    """Whatever has no value is one, wherever it lies."""

    def key(part: Part) -> Key:
        found = axis.key(part)
        return None if axis.value(found) is None else found

    return replace(axis, key=key)


def _grouped(axis: Axis, found: Sequence[Part]) -> dict[Key, list[Part]]:
    groups: dict[Key, list[Part]] = defaultdict(list)
    for part in found:
        groups[axis.key(part)].append(part)
    return groups


def _labels(axis: Axis, keys: Sequence[Key]) -> dict[Key, str | None]:
    """The value; of two that are called the same with what they lie in before it."""
    values = {key: None if key is None else str(axis.value(key)) for key in keys}
    named = Counter(values.values())
    return {
        key: value
        if named[value] < 2
        else "/".join(str(cell) for cell in reversed(axis.cells(key)) if cell is not None)
        for key, value in values.items()
    }


def _months(known: Sequence[str]) -> list[str]:
    """From the first to the last of them."""
    if not known:
        return []
    months, last = [min(known)], max(known)
    while months[-1] < last:
        year, month = map(int, months[-1].split("-"))
        months.append(f"{year + month // 12}-{month % 12 + 1:02d}")
        if len(months) > _MOST:  # refused, whatever follows
            break
    return months


def _name(figure: str, label: str | None) -> str:
    return f"{figure}[{label or ''}]"
