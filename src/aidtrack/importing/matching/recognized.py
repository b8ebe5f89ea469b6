"""A sheet whose columns, in their order, are those on which a kept layout was first used is read by that without being told to (SHEETS 26)."""

from collections.abc import Sequence
from dataclasses import field, replace

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching.options import Options
from aidtrack.importing.matching.sheet import heading_of
from aidtrack.importing.matching.spelling import plain
from aidtrack.importing.matching.title import TITLE
from aidtrack.importing.problems import Origin, Problems
from aidtrack.importing.reading.grid import Grid, LineFault
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import listed
from aidtrack.values.kinds import DATE, DAY, YEAR
from aidtrack.values.text import safe

# What an import is told as a whole: sheets that are read by different layouts must agree on it.
_OF_ALL = ("mode", "reason", "allow_future", "allow_duplicates", "new_only", "create", "rebase", "fill_down")
_TIMES = frozenset(
    plain(header)
    for noun in (*NOUNS.values(), ENTRY)
    for declared in noun.fields
    if declared.kind in (DAY, DATE, YEAR)
    for header in declared.headers
)


@dataclass(frozen=True, slots=True)
class Known:
    """A kept layout: the columns that it is known by, by sheet; what it and the command line say together; whether it fixes a time."""

    name: str
    columns: frozenset[tuple[str, ...]]
    options: Options
    is_fixed: bool


@dataclass(slots=True)
class Recognized:
    """What of an import is read by which layout: `told` is what the command line says, `known` the layouts that may fit."""

    told: Options
    known: Sequence[Known] = ()
    by: dict[Origin, Known] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unclear: set[Origin] = field(default_factory=set)  # sheets that several fit

    def chosen(self, grids: Sequence[Grid], problems: Problems) -> Options:
        """Find what a file's sheets are read by; returns what says which of them are."""
        for grid in grids if self.known else ():
            self._look_at(grid, problems)
        used = {known.name: known for grid in grids if (known := self.by.get(_origin(grid))) is not None}
        if len(used) != 1:
            return self.told
        [known] = used.values()
        self.notes += [
            t("{sheet}: was left out, as the layout “{name}” says.", sheet=str(_origin(grid)), name=safe(known.name))
            for grid in grids
            if not _is_wanted(grid, known.options)
        ]
        return known.options

    def options(self, grid: Grid) -> Options | None:
        """What a sheet is read by; None where it is not clear."""
        if _origin(grid) in self.unclear:
            return None
        known = self.by.get(_origin(grid))
        return known.options if known else self.told

    def of_all(self, origins: Sequence[Origin], problems: Problems) -> Options:
        """What holds for the import as a whole; where the sheets' layouts do not agree on it, a problem."""
        said = {origin: self.by[origin].options if origin in self.by else self.told for origin in origins}
        if not self.by or not said:
            return self.told
        first, *others = said.values()
        if any(getattr(one, name) != getattr(first, name) for one in others for name in _OF_ALL):
            origin = next(iter(self.by))
            fault = Fault(
                t("is read by the layout “{name}”, which says of the whole import what its other sheets do not.", name=safe(self.by[origin].name)),
                t("Import it alone, or with --no-layout."), code=Code.CONTRADICTS,
            )  # fmt: skip
            problems.fault(fault, origin, None, None, None, None)
        return replace(self.told, **{name: getattr(first, name) for name in _OF_ALL})

    def _look_at(self, grid: Grid, problems: Problems) -> None:
        origin = _origin(grid)
        fitting = [known for known in self.known if _fits(grid, known)]
        free = [known for known in fitting if not known.is_fixed]
        if len(free) > 1:
            names = listed(safe(known.name) for known in free)
            fault = Fault(
                t("has the columns of several layouts: {names}.", names=names),
                t("Say which with --layout NAME, or --no-layout for none."),
                code=Code.CONTRADICTS,
            )
            problems.fault(fault, origin, None, None, None, None)
            self.unclear.add(origin)
        elif free:
            self.by[origin] = free[0]
            said = t("{sheet}: is read by the layout “{name}”, whose columns it has; --no-layout leaves that out.",
                     sheet=str(origin), name=safe(free[0].name))  # fmt: skip
            self.notes.append(said)
        for known in fitting if not free else ():
            said = t("{sheet}: has the columns of the layout “{name}”, which states a day or a year and is used only by name: --layout.",
                     sheet=str(origin), name=safe(known.name))  # fmt: skip
            self.notes.append(said)


def _origin(grid: Grid) -> Origin:
    return Origin(grid.file.name, grid.sheet)


def _is_wanted(grid: Grid, options: Options) -> bool:
    """Whether a sheet is among those that are to be read."""
    if options.sheets:
        return grid.sheet is None or grid.sheet in options.sheets
    return grid.sheet not in options.skipped_sheets


def _fits(grid: Grid, known: Known) -> bool:
    """Whether a sheet, read as the layout says, has the columns that this is known by."""
    if not _is_wanted(grid, known.options):
        return False
    try:
        _, heading = heading_of(grid, known.options)
    except (Fault, LineFault):
        return False  # why it cannot be read is told where it is
    return heading is not None and tuple(heading.names) in known.columns


def is_fixed(options: Options) -> bool:
    """Whether a layout states a day, a year or an as-of that is right for one sheet only."""
    times = (options.year, options.as_of)
    given = {header for said in (options.set, *(take.set for take in options.wide)) for header in said}
    return any(one not in (None, TITLE) for one in times) or bool(given & _TIMES)
