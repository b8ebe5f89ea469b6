"""Names that rows give of rows which the same import refuses: their one fault is that of the other row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching.options import CREATABLE
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.problems import Origin, Problem, Problems
from aidtrack.locale import spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.store.names.not_found import NotFound, NothingNear
from aidtrack.values.text import key


@dataclass(slots=True)
class RefusedNames:
    """What the refused rows of the import's noun `sheets` are called; `left_out` are those of an earlier pass."""

    sheets: Sequence[Sheet]
    problems: Problems
    left_out: Mapping[Origin, Mapping[int, list[Problem]]]
    _known: dict[str, tuple[int, dict[str, tuple[Origin, int]]]] = field(default_factory=dict)

    def fault(self, noun: str, text: str, error: NotFound) -> Fault:
        """Why a name was not found."""
        refused = self._refused(noun)
        parts = text.split("/")
        ends = (key("/".join(parts[at:])) for at in range(len(parts)))  # names may hold strokes themselves
        found = next((refused[end] for end in ends if end in refused), None)
        if found is None or error.code is Code.AMBIGUOUS_NAME:
            return self._may_be_made(noun, Fault.of(error)) if isinstance(error, NothingNear) else Fault.of(error)
        origin, line = found
        said = t("is refused in this import itself: see {file} line {row}.", file=str(origin), row=line)
        return Fault(said, code=Code.REFUSED_ABOVE, because=(origin.file, line))

    def _may_be_made(self, noun: str, fault: Fault) -> Fault:
        """With the option that makes what rows name and the store lacks."""
        if noun not in CREATABLE:
            return fault
        advice = t("To make it of its name alone: --create {noun}.", noun=spoken(NOUNS[noun].label))
        suggestion = t("{problem} {suggestion}", problem=spoken(fault.suggestion), suggestion=advice)
        return Fault(fault.problem, suggestion, code=fault.code)

    def _refused(self, noun: str) -> Mapping[str, tuple[Origin, int]]:
        """By the key of its name, the sheet and line of each refused row of a noun. Looked up anew where more are refused than before."""
        at_fault = [(sheet, self._lines(sheet.origin)) for sheet in self.sheets if sheet.header.noun.name == noun]
        count = sum(len(lines) for _, lines in at_fault)
        if noun not in self._known or self._known[noun][0] != count:
            self._known[noun] = (
                count,
                {name: place for sheet, lines in at_fault for name, place in _named(sheet, lines)},
            )
        return self._known[noun][1]

    def _lines(self, origin: Origin) -> frozenset[int]:
        return frozenset(self.problems.rejected.get(origin, {}).keys() | self.left_out.get(origin, {}).keys())


def _named(sheet: Sheet, lines: frozenset[int]) -> Iterator[tuple[str, tuple[Origin, int]]]:
    column = sheet.header.column("name")
    if column is not None and lines:
        for line, row in sheet.cells(lines):
            if column.at < len(row) and row[column.at].strip():
                yield key(row[column.at]), (sheet.origin, line)
