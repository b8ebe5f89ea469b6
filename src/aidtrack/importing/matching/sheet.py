"""A sheet: a grid whose header is found and matched, ready to be read row by row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property, partial
from pathlib import PurePath

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching import project_progress, title
from aidtrack.importing.matching.given import given_fields
from aidtrack.importing.matching.header import Header, is_our_own
from aidtrack.importing.matching.header_columns import match, spelled
from aidtrack.importing.matching.header_lines import SEARCHED_LINES, Heading, find
from aidtrack.importing.matching.not_understood import no_header, with_columns
from aidtrack.importing.matching.options import Options
from aidtrack.importing.matching.parts import Part, as_of, nothing_of, parts
from aidtrack.importing.matching.personal_columns import refers_to_persons
from aidtrack.importing.matching.project_progress import PERCENT, REASON, STAGE
from aidtrack.importing.matching.reached import reached, with_reached
from aidtrack.importing.matching.sheet_noun import named_noun, sheet_noun, words_in
from aidtrack.importing.matching.spelling import fields_by_spelling, plain, title_unit
from aidtrack.importing.problems import Origin, Problems
from aidtrack.importing.reading.files import WORKBOOKS
from aidtrack.importing.reading.grid import Grid, LineFault, Lines, Top
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.nouns.fund import FUND
from aidtrack.nouns.project import PROJECT
from aidtrack.nouns.step import STEP
from aidtrack.values.field import Noun
from aidtrack.values.kinds import Value


@dataclass(frozen=True)
class Sheet:
    """One sheet ready to be read: everything about it is known but its rows."""

    grid: Grid
    origin: Origin
    header: Header
    heading: Heading
    above: Top  # the records up to and with the header
    part: Part | None = None  # of a wide sheet, the one that is read here
    as_of: str | None = None  # the day on which its figures had been reached, where they are positions
    upserts: bool = False  # its rows are more than one thing: a noun of it may be there already
    only: str | None = None  # the field without which a row is nothing here
    empty: bool = False  # a header without rows
    at_fault: bool = False  # its header is: its cells are only looked at, for what else is to be told
    lacks: bool = False  # a column that every row needs

    @property
    def is_own(self) -> bool:
        """Whether the header is our own, as export writes it also for a noun that has no rows."""
        return is_our_own(self.header)

    @property
    def holds(self) -> str:
        """The noun or kind of entry, as `--as` would name it."""
        return self.header.kind or self.header.noun.name

    @property
    def in_parts(self) -> bool:
        """Whether its rows are read several times, each time as something else."""
        return self.part is not None or self.upserts or self.only is not None

    @property
    def headings(self) -> Sequence[str]:
        """What each column is called."""
        return self.heading.names

    def marks(self) -> list[tuple[int, str]]:
        """The first cell of each line up to the header, by its column: one of these stands in a row that is such a line once more."""
        filled = [[(at, cell) for at, cell in enumerate(row) if cell.strip()][:1] for row in self.above.rows]
        return [mark for marks in filled for mark in marks]

    def is_above(self, row: Sequence[str]) -> bool:
        """Whether a row is a line of the header once more, or one above it, as on each printed page."""
        return [*map(plain, row)] in self._lines_above

    @cached_property
    def _lines_above(self) -> list[list[str]]:
        return [[*map(plain, row)] for row in self.above.rows if any(cell.strip() for cell in row)]

    def blocks(self) -> Iterator[Lines]:
        """(lines, rows) in blocks; blank rows included. Raises LineFault."""
        return self.grid.blocks(len(self.above.rows))

    def cells(self, lines: frozenset[int]) -> Iterator[tuple[int, list[str]]]:
        """The rows that begin on `lines`, as they came."""
        for numbers, rows in self.blocks():
            yield from ((line, row) for line, row in zip(numbers, rows, strict=True) if line in lines)


def open_sheet(grid: Grid, problems: Problems, options: Options) -> Sequence[Sheet]:
    """Find and match the header; of a wide sheet there are as many as parts, none or one `at_fault` where problems forbid going on."""
    origin = Origin(grid.file.name, grid.sheet)
    try:
        return _open(grid, origin, problems, options)
    except LineFault as error:
        problems.fault(error.fault, origin, error.line, None, None, None)
    except Fault as fault:
        problems.fault(fault, origin, None, None, None, None)
    return ()


def _open(grid: Grid, origin: Origin, problems: Problems, options: Options) -> Sequence[Sheet]:
    """Raises Fault, LineFault."""
    top, heading = heading_of(grid, options)
    names = [name for name in (grid.sheet, PurePath(grid.file.name).stem) if name]
    if heading is None:
        raise no_header(top.rows, options.as_ or [word for name in names for word in words_in(name)][:1])
    at = heading.last
    above = Top(top.lines[: at + 1], top.rows[: at + 1])
    titles = top.rows[: heading.first]
    try:
        unit = _unit(titles, options)
    except Fault as fault:  # what else is wrong with the header is told too
        unit = options.unit
        problems.fault(fault, origin, None, None, None, None)
    options, notes = _with_time(titles, options)
    options = replace(
        options,
        columns=project_progress.told_apart(heading, options.columns),
        of_texts=grid.file.ending in WORKBOOKS,
    )
    said = [cell for row in titles for cell in row if cell.strip()]
    opening = _Opening(grid, origin, problems, options, heading, above, names, said, unit)
    try:
        found = [sheet for word in _words(options) for sheet in opening.read_as(word)]
    except Fault as fault:
        raise with_columns(fault, heading) from None
    problems.guarded[origin] = opening.guarded
    if opening.at_fault:
        return opening.looks
    found[0].header.notes += notes
    is_empty = not _has_rows(top, at)
    return [replace(sheet, empty=is_empty, upserts=sheet.upserts or len(options.as_) > 1) for sheet in found]


def heading_of(grid: Grid, options: Options) -> tuple[Top, Heading | None]:
    """The first lines, and the header where they hold one. Raises Fault, LineFault."""
    top = grid.top(max(SEARCHED_LINES, *(options.header or (0,))) + 1)
    return top, find(top, grid.merged, options.columns, options.header)


def _words(options: Options) -> Sequence[str | None]:
    """What a sheet is read as, one after the other; None is what it says itself, or its figures do."""
    of_entries = any(named_noun(word)[0] is ENTRY for word in options.as_)
    return options.as_ if options.as_ and (of_entries or not options.takes) else (*options.as_, None)


@dataclass(slots=True)
class _Opening:
    """A sheet whose header is found, on its way to be read as one noun or another."""

    grid: Grid
    origin: Origin
    problems: Problems
    options: Options
    heading: Heading
    above: Top
    names: Sequence[str]
    titles: Sequence[str]
    unit: str | None
    guarded: frozenset[str] | None = frozenset()  # fields where a person's name may stand; None: all
    at_fault: bool = False
    told: set[str] = field(default_factory=set)  # columns that are nothing known, of which each is told once
    looks: list[Sheet] = field(default_factory=list)  # what can be looked at though the header is at fault

    def read_as(self, word: str | None) -> Iterator[Sheet]:
        """What it is as one of --as, or by its own words: a wide one in parts. Raises Fault."""
        options, heading = self.options, self.heading
        others = self._headers_of(other for other in options.as_ if other != word)
        if options.takes and (word is None or named_noun(word)[0] is ENTRY):
            self._guard(ENTRY)
            for header, part, faults in parts(heading, self.names, options, self.unit, word, others):
                yield from self._sheet(header, faults, part, part.as_of)
            return
        given_to_all = [*options.set, *(["date"] if options.positions else [])]
        noun, kind = sheet_noun([*spelled(heading, options.columns), *given_to_all], self.names, word, self.titles)
        self._guard(noun)
        given, own = given_fields(options.set, noun, kind, self.unit), options.columns
        progress = self._progress(noun)
        day = as_of(options) if noun is ENTRY else None
        if day is not None:
            own = with_reached(heading, own)
        staged = progress is not None and project_progress.has_stages(heading, own)
        stages = None  # the column whose cells may say a stage
        if progress is not None:
            day = options.as_of
            others |= project_progress.besides(heading, own)
            said = project_progress.column(heading, own)
            stages = None if staged else said
            staged |= said != progress
            if staged:
                others |= {heading.meant(progress, own)[0]}
            if stages is not None:
                own = {**own, heading.spellings(stages)[0]: STAGE.name}
        elif day is not None:
            given["date"] = day
        given |= self._year(noun)
        how = partial(
            match, heading, noun, kind, unit=self.unit, given=given, terms=options.terms,
            wide=nothing_of(heading, options), others=others,
        )  # fmt: skip
        header, faults = how(ignore_extra=options.ignore_extra, own=own)
        if faults:
            self._look(*how(ignore_extra=True, own={**own, **header.likely}), with_stages=stages is not None)
        if stages is not None:
            project_progress.read_stages(header)
        if progress is not None:
            faults += [(heading.names[progress], project_progress.no_day())] if day is None else []
            faults += project_progress.said_twice(heading, self.options.columns)
        yield from self._sheet(header, faults, None, day)
        if progress is not None and day is not None:
            yield from self._steps(header, progress, day, alone=staged)

    def _look(self, header: Header, faults: Sequence[tuple[str, Fault]], *, with_stages: bool) -> None:
        """Have the cells looked at below a header that is at fault, where its columns are clear as far as they are known."""
        if with_stages:
            project_progress.read_stages(header)
        codes = {fault.code for _, fault in faults}
        if codes <= {Code.MISSING_COLUMN}:
            sheet = Sheet(self.grid, self.origin, header, self.heading, self.above, at_fault=True, lacks=bool(codes))
            self.looks.append(sheet)

    def _year(self, noun: Noun) -> Mapping[str, Value]:
        """The year that was said, which is that of a sheet's funds where no column says it; beside entries it is that of their days."""
        if self.options.year is None or noun is not FUND or len(self.options.as_) > 1:
            return {}
        year = FUND.field("year")
        columns = fields_by_spelling(noun)
        said = (*spelled(self.heading, self.options.columns), *self.options.set)
        return {} if any(columns.get(one) is year for one in said) else {year.name: int(self.options.year)}

    def _progress(self, noun: Noun) -> int | None:
        """The column that says how far projects had come by the day that was said; without one it is left out like others."""
        if noun is not PROJECT or (self.options.as_of is None and self.options.ignore_extra):
            return None
        percentages = project_progress.percentages(self.heading, self.options.columns)
        return percentages if percentages is not None else project_progress.column(self.heading, self.options.columns)

    def _steps(self, projects: Header, progress: int, day: str, *, alone: bool) -> Iterator[Sheet]:
        """The same rows as steps of the projects that had come so far by a day."""
        own = {**self.options.columns, self.heading.spellings(progress)[0]: PERCENT.name}
        said = given_fields(self.options.set, STEP, None, None)
        given = {"name": "progress", "date": day, **{name: said[name] for name in (REASON.name,) if name in said}}
        header, faults = match(
            self.heading, STEP, None, unit=None, ignore_extra=True, own=own, given=given, terms=self.options.terms
        )
        header.notes.clear()  # what is left out of the projects is told there
        project_progress.read_percentages(header, projects, alone=alone)
        for sheet in self._sheet(header, faults, None, day):
            yield replace(sheet, only=PERCENT.name, upserts=True)

    def _headers_of(self, words: Iterable[str]) -> frozenset[str]:
        """Every header of these nouns and kinds, and those of the sheet's that say more of them: how far it had come by a day."""
        heading, own = self.heading, self.options.columns
        found: set[str] = set()
        for noun, kind in map(named_noun, words):
            found |= fields_by_spelling(noun, kind).keys()
            found |= reached(heading, own) if noun is ENTRY else frozenset()
            if self._progress(noun) is not None:
                found |= project_progress.besides(heading, own)
        return frozenset(found)

    def _guard(self, noun: Noun) -> None:
        known = self.guarded
        self.guarded = None if noun.personal or known is None else known | refers_to_persons(noun)

    def _sheet(
        self, header: Header, faults: Sequence[tuple[str, Fault]], part: Part | None, day: str | None
    ) -> Iterator[Sheet]:
        """The sheet, where nothing is wrong with its header."""
        for column, wrong in faults:
            self.at_fault = True
            if wrong.code is Code.UNKNOWN_COLUMN:
                if column in self.told:
                    continue
                self.told.add(column)
            self.problems.fault(wrong, self.origin, self.above.lines[-1], column.strip() or None, None, None)
        if not faults:
            yield Sheet(self.grid, self.origin, header, self.heading, self.above, part=part, as_of=day)


def _with_time(titles: Sequence[Sequence[str]], options: Options) -> tuple[Options, list[str]]:
    """The options with the year and the day that this sheet's title gives, and what is to be said of it. Raises Fault."""
    year, of_year = title.year(options.year, titles)
    day, of_day = title.day(options.as_of, titles)
    return replace(options, year=year, as_of=day), [note for note in (of_year, of_day) if note]


def _unit(titles: Sequence[Sequence[str]], options: Options) -> str | None:
    """The unit that --unit or a title states for all amounts. Raises Fault where they differ."""
    stated = title_unit(titles)
    if options.unit is not None and stated is not None and options.unit != stated:
        raise Fault(
            t("says {own} in its title, but --unit says {stated}.", own=stated, stated=options.unit),
            t("Make the two agree."),
            code=Code.UNIT_CONTRADICTS,
        )
    return options.unit or stated


def _has_rows(top: Top, at: int) -> bool:
    """Whether rows follow the header. Raises LineFault."""
    if len(top.rows) > at + 1 or len(top.rows) > SEARCHED_LINES:
        return True
    if top.broken is not None:
        raise top.broken
    return False
