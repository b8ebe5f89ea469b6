"""An import as a whole: every file opened, nouns before entries, one transaction, all or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from aidtrack.dataclass import dataclass
from aidtrack.importing.loading.corrections import Corrections
from aidtrack.importing.loading.creating import Creating
from aidtrack.importing.loading.entries import EntryLoad
from aidtrack.importing.loading.imported_before import refuse_again
from aidtrack.importing.loading.judging import before_help, judge_load
from aidtrack.importing.loading.layouts import LayoutLoad
from aidtrack.importing.loading.looked_at import look_at
from aidtrack.importing.loading.nouns import NounLoad
from aidtrack.importing.loading.nouns_judged import judge_heard
from aidtrack.importing.loading.outcome import Count, LeftOut, Outcome, Recorded
from aidtrack.importing.loading.refused_names import RefusedNames
from aidtrack.importing.loading.taken import Taken
from aidtrack.importing.matching.not_understood import no_rows
from aidtrack.importing.matching.opening import Opened
from aidtrack.importing.matching.options import Options
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.problems import Problem, Problems, Repeated
from aidtrack.importing.reading.grid import LineFault
from aidtrack.importing.rows.blocks import Reading
from aidtrack.importing.rows.skipped import Skip
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.layout import LAYOUT
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.entries_digest import recorded
from aidtrack.store.names.find import Names
from aidtrack.store.names.words import OpenWords
from aidtrack.store.records.bulk import begin, complete, suspended
from aidtrack.store.records.settings import worded

Tick = Callable[[int], None]  # told how many rows were read since the last time


@dataclass(frozen=True, slots=True)
class SheetLoad:
    """One sheet on its way into the store: its number in the batch, its rows, its line of the answer."""

    number: int
    reading: Reading
    count: Count
    used: set[Repeated]  # what its lines that are left out repeat

    @property
    def sheet(self) -> Sheet:
        return self.reading.sheet

    @property
    def of_entries(self) -> bool:
        return self.sheet.header.noun is ENTRY

    @property
    def of_layouts(self) -> bool:
        return self.sheet.header.noun is LAYOUT

    def order(self) -> tuple[int, bool]:
        """Villages, organizations, funds, projects; then entries, spending last, for it may lean on allocations.

        Of one noun those that say in which village a row is come first: the others may mean the same rows.
        """
        if self.of_entries:
            return int(self.sheet.header.kind == "spending"), False
        return list(NOUNS).index(self.sheet.header.noun.name), not self.sheet.header.says("village")

    def repeats(self, outcome: Outcome) -> bool:
        """Whether all that it holds was recorded before: it stays known by the batch that brought it, and by this one it is not."""
        taken = self.count.taken
        known = taken.unchanged or outcome.recorded.get(self.number)
        return self.of_entries and bool(known) and not (taken.created or taken.updated)

    def rows(self, outcome: Outcome) -> int:
        """How many of its rows stand behind the store: those that made or changed something, and those that it holds just so."""
        taken = self.count.taken
        return taken.created + taken.updated + len(taken.unchanged | outcome.recorded.get(self.number, {}).keys())

    def take(self, read: Callable[[Reading], Taken]) -> None:
        """Have its rows read, and note what else it held."""
        problems = self.reading.problems
        try:
            self.count.taken = read(self.reading)
        except LineFault as error:
            problems.fault(error.fault, self.sheet.origin, error.line, None, None, None)
            problems.names_unsure = True
            self.reading.read += 1
        self.count.read, self.count.skipped = self.reading.read, self.reading.skipped
        self.count.passed = self.reading.passed
        self.count.of_part, self.count.filled = self.sheet.part is not None, self.reading.filled
        self.count.notes += _notes(self.reading, self.count.taken)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stood below its header but notes and totals."""
        return not (self.reading.data or self.reading.left_out or self.reading.examples)


def _notes(reading: Reading, taken: Taken) -> list[str]:
    """What a sheet held besides its rows."""
    notes, examples, totals = len(reading.notes), reading.examples, reading.totals
    again = reading.skipped[Skip.HEADER_AGAIN]
    said = (
        (notes, t("{count} note lines were skipped.", count=notes)),
        (taken.masked, t("{count} names were masked when they were written out: read as blank.", count=taken.masked)),
        (
            taken.moved,
            t("{count} entries of merged villages are booked on those that these became part of.", count=taken.moved),
        ),
        (again, t("{count} repeated header lines were skipped.", count=again)),
        (reading.times, t("{count} dates had a time of day, which was dropped.", count=reading.times)),
        (examples, t("{count} example rows were skipped.", count=examples)),
        (totals.checked, t("{count} total lines were checked, not imported.", count=totals.checked)),
        (totals.running, t("{count} running totals (累计) were skipped.", count=totals.running)),
    )
    return [sentence for is_so, sentence in said if is_so]


def load(
    writer: Writer, opened: Opened, options: Options, left_out: LeftOut, recorded: Recorded, tick: Tick
) -> Outcome:
    """Read every sheet into the open transaction but the lines left out, and those that were recorded before. Where `sound` is False the caller rolls back."""
    numbered = _numbered(opened)
    counts = [count for count, _ in numbered]
    outcome = Outcome(counts, opened.problems.copy(), [*opened.notes], None, opened.missing)
    for look in opened.looks:
        look_at(_worded(writer, look), options, outcome.problems)
    refused = refuse_again(writer, opened, options, outcome.problems)
    outcome.only_known = refused.only_known
    outcome.recorded = {number: {**lines} for number, lines in recorded.items()}
    sheets = []
    for number, (count, sheet) in enumerate(numbered, 1):
        if sheet is None:
            continue
        count.noun, count.encoding = sheet.holds, sheet.grid.encoding
        count.notes += [*sheet.grid.notes, *sheet.header.notes]
        if sheet.origin not in refused.origins:
            stored = recorded.get(number, {})
            lines = frozenset(left_out.get(sheet.origin, {}).keys() | stored.keys())
            reading = Reading(_worded(writer, sheet), outcome.problems, options.fill_down, lines, tick)
            used = _used(left_out.get(sheet.origin, {})) | {*stored.values()}
            sheets.append(SheetLoad(number, reading, count, used))
            count.of_entries = sheets[-1].of_entries
    if sheets:
        _load(writer, sheets, outcome, options, left_out)
    outcome.count_left_out(left_out)
    return outcome


def _numbered(opened: Opened) -> list[tuple[Count, Sheet | None]]:
    """Every sheet with its count; one that could not be read has a count alone, a wide one has one for each part."""
    found: list[tuple[Count, Sheet | None]] = []
    for origin in opened.origins:
        sheets = [sheet for sheet in opened.sheets if sheet.origin == origin]
        found += [(Count(origin), sheet) for sheet in sheets] or [(Count(origin), None)]
    return found


def _used(left_out: Mapping[int, list[Problem]]) -> set[Repeated]:
    return {one.repeats for problems in left_out.values() for one in problems if one.repeats is not None}


def _worded(writer: Writer, sheet: Sheet) -> Sheet:
    """The sheet read with the store's own words for what a cell may say."""
    sheet.header.columns = [replace(one, field=worded(writer, one.field)) for one in sheet.header.columns]
    return sheet


def _load(writer: Writer, sheets: Sequence[SheetLoad], outcome: Outcome, options: Options, left_out: LeftOut) -> None:
    problems = outcome.problems
    batch_id = begin(writer, "import")
    names, chain = Names(writer, in_sheets=True), Chain(writer)
    of_nouns = sorted((one for one in sheets if not (one.of_entries or one.of_layouts)), key=SheetLoad.order)
    refused = RefusedNames([one.sheet for one in of_nouns], problems, left_out)
    corrections = Corrections(writer, options.reason)
    entries = EntryLoad(writer, names, problems, batch_id, writer.today, options, corrections, refused)
    of_entries = sorted((one for one in sheets if one.of_entries), key=SheetLoad.order)
    with suspended(writer, batch_id, sum(one.sheet.grid.count for one in of_entries)) as act:
        nouns = NounLoad(
            writer, names, OpenWords(writer), problems, batch_id, chain, options.mode, act, refused, options.new
        )
        creating = Creating(nouns, options.create)
        if options.create:
            names.missing, outcome.created = creating.missing, creating.created
            nouns.look_at = entries.look_at = creating.look_at
        for one in of_nouns:
            one.take(nouns.read)
        nouns.others.look_up()
        layouts = LayoutLoad(writer, problems, batch_id, chain, options.mode)
        for one in sheets:
            if one.of_layouts:
                one.take(layouts.read)
        for one in of_entries:
            entries.used[one.number] |= one.used
            one.take(partial(entries.read, file_no=one.number))
        _require_rows(sheets, problems)
        if not problems.count:
            broken = judge_load(entries, {one.number: one.reading for one in sheets}, act.last)
            judge_heard(writer, nouns.heard, batch_id, act, broken)
            for one in of_entries:
                if found := entries.recorded.get(one.number):
                    outcome.recorded.setdefault(one.number, {}).update(found)
                one.count.notes += [*entries.notes[one.number], *corrections.notes(one.number)]
            _note_before_help(writer, of_entries, act.last)
            if not problems.count:
                _note_twins(of_entries)
    outcome.notes += nouns.notes
    outcome.by_key = bool(entries.by_key)
    if not problems.count:
        brought = [one for one in sheets if not one.repeats(outcome)] or sheets
        _record_files(writer, batch_id, brought, outcome)
        complete(writer, batch_id, entries.count, act.last)
        _log(chain, batch_id, brought, entries, outcome)
        outcome.batch_id = batch_id


def _require_rows(sheets: Sequence[SheetLoad], problems: Problems) -> None:
    """A header without rows is a problem where no other sheet of its file holds any."""
    if problems.count:
        return
    filled = {one.sheet.origin.file for one in sheets if not one.is_blank}
    for one in sheets:
        if one.is_blank and (one.sheet.empty or one.sheet.origin.file in filled):
            if one.sheet.only is None:  # its rows are read as something else besides
                one.count.notes.append(t("The header stands alone: there was nothing to import."))
        elif one.is_blank:
            problems.fault(no_rows(), one.sheet.origin, None, None, None, None)


def _note_twins(sheets: Sequence[SheetLoad]) -> None:
    for one in sheets:
        if number := one.count.taken.twins:
            said = t("{count} rows equal one above them, and were all taken: is one of them there twice?", count=number)
            one.count.notes.append(said)


def _note_before_help(writer: Writer, sheets: Sequence[SheetLoad], last: int) -> None:
    early = before_help(writer, last)
    for one in sheets:
        if number := early.get(one.number):
            said = t("{count} entries are dated before their village was helped: check the year.", count=number)
            one.count.notes.append(said)


def _record_files(writer: Writer, batch_id: int, sheets: Sequence[SheetLoad], outcome: Outcome) -> None:
    for one in sheets:
        origin, grid = one.sheet.origin, one.sheet.grid
        file = {
            "batch_id": batch_id,
            "file_no": one.number,
            "name": origin.file,
            "sheet": origin.sheet,
            "sha256": grid.file.sha256,
            "noun": one.sheet.holds,
            "encoding": grid.encoding,
            "row_count": one.rows(outcome),
            "heading": one.sheet.part.heading if one.sheet.part else None,
            "as_of": one.sheet.as_of,
        }
        writer.insert("batch_file", file)


def _log(chain: Chain, batch_id: int, sheets: Sequence[SheetLoad], entries: EntryLoad, outcome: Outcome) -> None:
    files = [
        [
            one.sheet.origin.file,
            one.sheet.origin.sheet,
            one.sheet.grid.file.sha256,
            one.rows(outcome),
            one.sheet.holds,
            one.sheet.grid.encoding,
            one.sheet.part.heading if one.sheet.part else None,
            one.sheet.as_of,
            one.number,
        ]
        for one in sheets
    ]
    after = {"files": files, **recorded(entries.writer, batch_id, entries.digest)}
    chain.append("import", "batch", batch_id, batch_id=batch_id, after=after)
