"""The rows at fault as this run may show them: personal data is left out, names are masked."""

from collections.abc import Iterator, Mapping, Sequence

from aidtrack.importing.loading.outcome import LeftOut
from aidtrack.importing.matching.personal_columns import personal_columns, refers_to_persons
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.problems import Problem
from aidtrack.values import personal


def rows_at_fault(sheet: Sheet, problems: Mapping[int, list[Problem]]) -> Iterator[tuple[int, list[str]]]:
    """The rows as they came, personal data as this run may show it: also a name that stands where it is at fault."""
    columns = personal_columns(sheet.heading, sheet.header)
    everywhere = sheet.header.noun.personal  # people write a name wherever it does not belong
    households = _of_households(sheet)
    for line, row in sheet.cells(frozenset(problems)):
        wrong = {"", *(one.column for one in problems[line])}
        cells = []
        for at, cell in enumerate(row):
            may_name = (everywhere or at in households) and heading(sheet, at) in wrong
            cells.append(_shown(cell, columns.get(at), may_name=may_name))
        yield line, cells


def _of_households(sheet: Sheet) -> set[int]:
    """The columns that name a household: by its number, though people write who lives there."""
    fields = refers_to_persons(sheet.header.noun)
    return {column.at for column in sheet.header.columns if column.field.name in fields}


def heading(sheet: Sheet, at: int) -> str:
    """What stands above a cell; nothing beyond the header."""
    return sheet.headings[at] if at < len(sheet.headings) else ""


def _shown(cell: str, never: bool | None, *, may_name: bool) -> str:
    """A cell of a personal column (`never`: left out altogether), or one that may name a person."""
    if never is not None and cell.strip():
        return personal.LEFT_OUT if never else str(personal.shown(cell.strip()))
    return personal.guarded(cell) if may_name else cell


def masks(sheets: Sequence[Sheet], left_out: LeftOut) -> bool:
    """Whether the rows at fault lack something personal."""
    return any(
        as_came != masked
        for sheet in sheets
        if (problems := left_out.get(sheet.origin))
        for as_came, masked in zip(sheet.cells(frozenset(problems)), rows_at_fault(sheet, problems), strict=True)
    )
