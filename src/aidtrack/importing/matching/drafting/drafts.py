"""Layouts proposed for the tables of a file, one for each."""

from aidtrack.errors import Fault, Refused
from aidtrack.importing.matching.drafting.draft import Draft
from aidtrack.importing.matching.drafting.proposal import proposal
from aidtrack.importing.matching.opening import tables_of
from aidtrack.importing.matching.options import Options
from aidtrack.importing.problems import Origin, Problems
from aidtrack.importing.reading.grid import Grid, LineFault
from aidtrack.store.names.find import Names


def drafts(name: str, options: Options, names: Names | None) -> list[Draft]:
    """`names` are the store's, where there is one. Raises Refused where one of them has no header that is known, Environment."""
    with tables_of(name, options) as grids:
        return [_draft(grid, options, names, beside=len(grids) > 1 or bool(options.sheets)) for grid in grids]


def _draft(grid: Grid, options: Options, names: Names | None, *, beside: bool) -> Draft:
    try:
        return proposal(grid, options, names, beside=beside)
    except (Fault, LineFault) as error:
        line, fault = (error.line, error.fault) if isinstance(error, LineFault) else (None, error)
        problems = Problems()
        problems.fault(fault, Origin(grid.file.name, grid.sheet), line, None, None, None)
        raise Refused(problems.listed[0].sentence()) from None
