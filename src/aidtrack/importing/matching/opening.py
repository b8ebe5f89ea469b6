"""From the names on the command line to sheets ready to be read: files looked through, workbooks unpacked, headers matched."""

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import field, replace
from pathlib import PurePath
from typing import Any

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import AidtrackError, Environment, Fault, Refused
from aidtrack.importing.matching.covers import is_cover
from aidtrack.importing.matching.header_columns import known_count
from aidtrack.importing.matching.not_understood import no_rows
from aidtrack.importing.matching.options import Options
from aidtrack.importing.matching.recognized import Known, Recognized
from aidtrack.importing.matching.sheet import Sheet, open_sheet
from aidtrack.importing.matching.used import require_used
from aidtrack.importing.problems import Origin, Problem, Problems
from aidtrack.importing.reading import decode, files, iati, iati_rows, json_tables
from aidtrack.importing.reading.delimited import delimited
from aidtrack.importing.reading.files import File
from aidtrack.importing.reading.grid import Grid, LineFault
from aidtrack.importing.reading.held import held
from aidtrack.locale import spoken, t
from aidtrack.values.nearness import nearest_sentence
from aidtrack.values.sheets import HOW_TO, LISTS
from aidtrack.values.text import safe


@dataclass(slots=True)
class Opened:
    """What there is to import. `missing` is a file that could not be read at all."""

    origins: list[Origin] = field(default_factory=list)  # in the order they were named
    files: list[File] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    looks: list[Sheet] = field(default_factory=list)  # those whose header is at fault, which are not read
    problems: Problems = field(default_factory=Problems)
    notes: list[str] = field(default_factory=list)
    missing: AidtrackError | None = None
    told: iati_rows.Told = field(default_factory=iati_rows.Told)  # by files of IATI that were read
    options: Options = field(default_factory=Options)  # what holds for the import as a whole

    @property
    def tables(self) -> Sequence[Sheet]:
        """The sheets as people see them: of those that are read in parts the first."""
        return [*{sheet.origin: sheet for sheet in reversed(self.sheets)}.values()][::-1]


@contextmanager
def opened(
    names: Sequence[str], options: Options, known: Sequence[Known] = (), *, typed: Mapping[str, Any] | None = None
) -> Iterator[Opened]:
    """Every file and sheet, until the block ends; what cannot be read is a problem. A sheet that one of the `known` layouts fits is read
    by it. `typed` are those of the `options`, by their names, that no layout says.
    """
    found, recognized = Opened(), Recognized(options, known)
    wanted = {*options.sheets, *options.skipped_sheets}
    with ExitStack() as stack:
        every = files.named(names)
        times = Counter(PurePath(name).name for name in every)
        for name in every:
            grids = _readable(name, options, stack, found, told_apart=times[PurePath(name).name] > 1)
            wanted -= {grid.sheet for grid in grids}
            chosen = _chosen(grids, recognized.chosen(grids, found.problems), found)
            for grid in chosen:
                _open(found, grid, recognized.options(grid), beside=len(chosen) > 1)
        if wanted:
            _no_such_sheet(found, sorted(wanted))
        found.options = recognized.of_all(found.origins, found.problems)
        found.notes += recognized.notes
        _require_rows(found)
        if found.sheets and not found.problems.count:
            require_used(found.sheets, found.problems, options, typed or {})
        yield found


@contextmanager
def tables_of(name: str, options: Options) -> Iterator[Sequence[Grid]]:
    """The tables of one file, until the block ends. Raises Environment, Refused."""
    found = Opened()
    with ExitStack() as stack:
        grids = _chosen(_readable(name, options, stack, found, told_apart=False), options, found)
        if missing := {*options.sheets} - {grid.sheet for grid in grids}:
            found.origins += [Origin(grid.file.name, grid.sheet) for grid in grids]
            _no_such_sheet(found, sorted(missing))
        if found.problems.count:
            said = found.problems.listed[0].sentence()
            raise Environment(said) if found.missing else Refused(said)
        yield grids


def _readable(name: str, options: Options, stack: ExitStack, found: Opened, *, told_apart: bool) -> Sequence[Grid]:
    """The tables of a file, if it can be read. One that is `told_apart` from another of its name is called by its whole path."""
    file: File | None = None
    try:
        file = files.look(name)
        if told_apart:
            file = replace(file, name=name)
        found.files.append(file)
        return _grids(file, options, stack, found)
    except (Environment, Fault) as error:
        _refuse(found, name, error)
    except LineFault as error:
        _refuse(found, file.name if file else name, error.fault, error.line)
    return ()


def _chosen(grids: Sequence[Grid], options: Options, found: Opened) -> Sequence[Grid]:
    """The tables to be read: those that were asked for, else all but covers and the like, which are named."""
    if options.sheets:
        return [grid for grid in grids if grid.sheet is None or grid.sheet in options.sheets]
    kept = [grid for grid in grids if grid.sheet not in options.skipped_sheets]
    covers = [grid for grid in kept if grid.file.ending in files.WORKBOOKS and is_cover(grid, options.columns)]
    if len(covers) == len(kept):
        return kept  # one of them is what was meant: why it cannot be read is told
    for grid in covers:
        where = str(Origin(grid.file.name, grid.sheet))
        found.notes.append(t("{sheet}: holds no table and was left out; --sheet reads it.", sheet=where))
    return [grid for grid in kept if grid not in covers]


def _open(found: Opened, grid: Grid, options: Options | None, *, beside: bool) -> None:
    """`beside`: there are others in its file. Without `options` it is not read."""
    origin = Origin(grid.file.name, grid.sheet)
    found.origins.append(origin)
    every = open_sheet(grid, found.problems, options) if options else ()
    sheets = [sheet for sheet in every if not sheet.at_fault]
    found.sheets += sheets
    found.looks += [sheet for sheet in every if sheet.at_fault]
    if not sheets:
        found.problems.names_unsure = True
        if beside:
            option = shlex.join(("--skip-sheet", str(grid.sheet)))
            advice = t("To leave this sheet out: {option}; to read others alone: --sheet NAME.", option=option)
            found.problems.advise(origin, advice)


def _require_rows(found: Opened) -> None:
    """A header without rows, as of a month to come, is a problem where no other sheet of its file holds any."""
    for file in {sheet.origin.file for sheet in found.sheets}:
        mine = [sheet for sheet in found.sheets if sheet.origin.file == file]
        if all(sheet.empty for sheet in mine):
            for sheet in mine:
                if not sheet.is_own:
                    found.problems.fault(no_rows(), sheet.origin, None, None, None, None)
                    found.sheets.remove(sheet)


def _grids(file: File, options: Options, stack: ExitStack, found: Opened) -> Sequence[Grid]:
    """The tables of a file. Raises Fault, LineFault, Environment."""
    if file.ending in files.WORKBOOKS:
        return _workbook(file, options, stack, found)
    if file.ending in files.RECORDS or (file.path is None and file.start.lstrip().startswith(b'{"schema"')):
        return json_tables.tables(file)
    if file.ending in files.ACTIVITIES or (
        file.path is None and file.start.lstrip(files.MARKS).startswith(iati.BEGINS)
    ):
        return iati.tables(file, options.rates, found.told)
    if file.start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Fault(
            t("is a workbook."), t("Give it as a file whose name ends in .xlsx, .xls or .ods."), code=Code.NOT_READABLE
        )
    encoding = decode.encoding_of(file, options.encoding)
    return [held(delimited(file, encoding, lambda rows: max(known_count(row, options.columns) for row in rows)))]


def _workbook(file: File, options: Options, stack: ExitStack, found: Opened) -> Sequence[Grid]:
    from aidtrack.importing.reading.workbook import open_workbook
    from aidtrack.importing.reading.workbook_grid import BookSheet

    assert file.path is not None
    workbook = stack.enter_context(open_workbook(file.path))
    grids = []
    for sheet in workbook.sheets:
        grid = BookSheet(file, sheet, file.ending.removeprefix("."))
        where = f"{safe(file.name)}「{safe(sheet.name)}」"
        if sheet.name in (*HOW_TO.spellings, LISTS):
            continue
        if sheet.hidden and sheet.name not in options.sheets:
            found.notes.append(t("{sheet}: is hidden and was left out; --sheet reads it.", sheet=where))
        elif not grid.top(1).rows:
            found.notes.append(t("{sheet}: is empty and was left out.", sheet=where))
        else:
            grids.append(grid)
    if not grids:
        raise Fault(t("holds no sheet with rows."), t("Send a sheet with a header line and rows."), code=Code.NO_ROWS)
    return grids


def _refuse(found: Opened, name: str, error: Environment | Fault, line: int | None = None) -> None:
    if isinstance(error, Environment):
        found.missing = found.missing or error
    origin = Origin(name)
    found.origins.append(origin)
    fault = error if isinstance(error, Fault) else Fault(*error.args[:2], code=Code.NOT_READABLE)
    found.problems.fault(fault, origin, line, None, None, None)
    found.problems.names_unsure = True


def _no_such_sheet(found: Opened, names: Sequence[str]) -> None:
    known = [origin.sheet for origin in found.origins if origin.sheet]
    for name in names:
        origin = Origin(found.origins[0].file if found.origins else "", name)
        hint = spoken(nearest_sentence(name, known)) or t("Look at the names on the sheets' tabs.")
        found.problems.add(
            Problem(origin, None, None, None, None, t("There is no such sheet."), hint, code=Code.NO_SUCH_SHEET)
        )
