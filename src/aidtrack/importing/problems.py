"""What is wrong with a sheet, cell by cell: values that a person can act on."""

import json
from collections.abc import Sequence
from dataclasses import field, replace

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.values.personal import guarded
from aidtrack.values.report import Row, Table, column
from aidtrack.values.text import safe

MOST_LISTED = 10_000
_SHOWN_VALUE = 80
# What a row repeats: a sheet's number and a line of it, or 0 and the id of what was recorded before.
Repeated = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where rows come from: a file as people call it and, where it has several, its sheet."""

    file: str
    sheet: str | None = None

    def __str__(self) -> str:
        return safe(self.file) if self.sheet is None else f"{safe(self.file)}「{safe(self.sheet)}」"


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` is the line a person counts, None for the whole sheet; `column` the sheet's own header, `field` our name."""

    origin: Origin
    row: int | None
    column: str | None
    field: str | None
    value: str | None
    problem: str
    suggestion: str = ""
    repeats: Repeated | None = None
    code: Code = Code.MALFORMED
    because: tuple[str, int] | None = None  # the file and the line of the row that is the cause
    lacking: str | None = None  # what the blank field is called, where the sheet has no column for it

    def sentence(self) -> str:
        where = str(self.origin)
        if self.row is not None:
            where += " " + t("line {row}", row=self.row)
        if self.column is not None:
            where += f" {safe(self.column)}{self._called()}"
        elif self.lacking is not None:
            where += f" {self.lacking}"
        said = f"{where} {self.problem}"
        if self.value:  # a blank is not quoted
            said = t("{field} “{value}” {problem}", field=where, value=_short(self.value), problem=self.problem)
        return t("{problem} {suggestion}", problem=said, suggestion=self.suggestion) if self.suggestion else said

    def _called(self) -> str:
        """What the field is called, behind a header that is our own name of it, as in what machines write."""
        noun = ENTRY if self.origin.sheet in (ENTRY.name, *KINDS) else NOUNS.get(self.origin.sheet or "")
        if noun is None or self.column != self.field:
            return ""
        called = next((spoken(one.label) for one in noun.fields if one.name == self.field), self.column)
        return "" if called == self.column else f"({called})"


def _short(value: str) -> str:
    shown = safe(value)
    return shown if len(shown) <= _SHOWN_VALUE else shown[:_SHOWN_VALUE] + "…"


@dataclass(slots=True)
class Problems:
    """Every problem of an import; past MOST_LISTED they are only counted."""

    listed: list[Problem] = field(default_factory=list)
    count: int = 0
    rejected: dict[Origin, dict[int, list[Problem]]] = field(default_factory=dict)  # by sheet and line
    # Fields where a person's name may stand; None: all.
    guarded: dict[Origin, frozenset[str] | None] = field(default_factory=dict)
    _told: set[tuple[Origin, str, int]] = field(default_factory=set)  # the causes that a sheet's rows were told of
    names_unsure: bool = False  # a sheet could not be read at all: a name not found may be one of its

    def add(self, problem: Problem) -> None:
        """What follows from another row's refusal is told once in a sheet, though every row of it is at fault."""
        problem = self._masked(problem)
        if problem.row is not None:
            known = self.rejected.setdefault(problem.origin, {}).setdefault(problem.row, [])
            if problem in known:  # each figure of a wide row would say it
                return
            if not known or len(self.listed) < MOST_LISTED:
                known.append(problem)
        told = self._is_told(problem)
        self.count += not told
        if len(self.listed) < MOST_LISTED and not told:
            self.listed.append(problem)

    def _is_told(self, problem: Problem) -> bool:
        if problem.code is not Code.REFUSED_ABOVE or problem.because is None:
            return False
        cause = (problem.origin, *problem.because)
        told = cause in self._told
        self._told.add(cause)
        return told

    def _masked(self, problem: Problem) -> Problem:
        """A problem as this run may show it."""
        fields = self.guarded.get(problem.origin, frozenset())
        if problem.value is None or (fields is not None and problem.field not in fields):
            return problem
        value = guarded(problem.value)
        said = problem.problem.replace(safe(problem.value.strip()), safe(value)) if value else problem.problem
        return replace(problem, value=value, problem=said)

    def fault(
        self,
        fault: Fault,
        origin: Origin,
        row: int | None,
        column: str | None,
        name: str | None,
        value: str | None,
        repeats: Repeated | None = None,
        lacking: str | None = None,
    ) -> None:
        said, suggestion = spoken(fault.problem), spoken(fault.suggestion)
        self.add(
            Problem(origin, row, column, name, value, said, suggestion, repeats, fault.code, fault.because, lacking)
        )

    def copy(self) -> "Problems":
        """What is known so far, for one more look at the rows."""
        rejected = {origin: {row: [*found] for row, found in rows.items()} for origin, rows in self.rejected.items()}
        return Problems([*self.listed], self.count, rejected, self.guarded, {*self._told}, self.names_unsure)

    def forget(self, origin: Origin) -> None:
        """A sheet turned out to be none to read: what was wrong with it is beside the point."""
        kept = [problem for problem in self.listed if problem.origin != origin]
        self.count -= len(self.listed) - len(kept)
        self.listed = kept
        self.rejected.pop(origin, None)

    def advise(self, origin: Origin, advice: str) -> None:
        """Say more of what to do, once for a sheet."""
        for at, problem in enumerate(self.listed):
            if problem.origin == origin:
                self.listed[at] = replace(problem, suggestion=f"{problem.suggestion} {advice}".strip())
                return

    @property
    def of_rows_only(self) -> bool:
        """Whether every problem is of a row: the others could be imported without it."""
        return self.count > 0 and not self.names_unsure and all(problem.row is not None for problem in self.listed)

    def in_order(self, origins: Sequence[Origin]) -> list[Problem]:
        order = {origin: number for number, origin in enumerate(origins)}
        return sorted(self.listed, key=lambda problem: (order.get(problem.origin, -1), problem.row or 0))


def table(problems: Sequence[Problem]) -> Table:
    """The `problems` of DESIGN section 4; people read sentences instead."""
    columns = [
        column("file", "文件"), column("sheet", "表"), column("row", "行", "id"), column("column", "列"), column("field", "字段"),
        column("value", "内容"), column("problem", "问题", "sentence"), column("suggestion", "建议", "sentence"), column("code", "代码"), column("because", "缘由", "json", hidden=True),
    ]  # fmt: skip
    rows: list[Row] = [
        {
            "file": problem.origin.file,
            "sheet": problem.origin.sheet,
            "row": problem.row,
            "column": problem.column,
            "field": problem.field,
            "value": problem.value,
            "problem": problem.problem,
            "suggestion": problem.suggestion,
            "code": str(problem.code),
            "because": problem.because
            and json.dumps(dict(zip(("file", "row"), problem.because, strict=True)), ensure_ascii=False),
        }
        for problem in problems
    ]
    return Table("problems", t("Problems"), columns, rows, lines=[problem.sentence() for problem in problems])
