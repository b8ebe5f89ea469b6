"""An import as a whole: every file opened, nouns before entries, one transaction, all or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from aidtrack.errors import AidtrackError, Fault
from aidtrack.importing.loading.entries import EntryLoad
from aidtrack.importing.loading.judging import before_help, judge_load
from aidtrack.importing.loading.nouns import NounLoad, Taken
from aidtrack.importing.matching.opening import Opened
from aidtrack.importing.matching.options import Options
from aidtrack.importing.matching.sheet import Sheet, no_rows
from aidtrack.importing.problems import Origin, Problem, Problems
from aidtrack.importing.reading.files import File
from aidtrack.importing.reading.grid import LineFault
from aidtrack.importing.rows.blocks import Reading
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.names.find import Names
from aidtrack.store.names.words import OpenWords
from aidtrack.store.records.bulk import complete, suspended
from aidtrack.store.records.settings import worded
from aidtrack.store.schema.tables import Batch, BatchFile

LeftOut = Mapping[Origin, Mapping[int, list[Problem]]]  # what is wrong with the lines that are not to be imported
Tick = Callable[[int], None]  # told how many rows were read since the last time


@dataclass(slots=True)
class Count:
    """One line of the answer's `files`."""

    origin: Origin
    noun: str | None = None
    encoding: str | None = None
    read: int = 0
    taken: Taken = field(default_factory=Taken)
    rejected: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """What an import did, or would have done."""

    counts: list[Count]
    problems: Problems
    notes: list[str]
    batch_id: int | None = None
    missing: AidtrackError | None = None  # a file that could not be read at all

    @property
    def sound(self) -> bool:
        return self.problems.count == 0


def load(writer: Writer, opened: Opened, options: Options, left_out: LeftOut, tick: Tick) -> Outcome:
    """Read every sheet into the open transaction but the lines left out. Where `sound` is False the caller rolls back."""
    counts = {origin: Count(origin) for origin in opened.origins}
    outcome = Outcome(list(counts.values()), opened.problems.copy(), [*opened.notes], None, opened.missing)
    known = set() if options.again else _refuse_known(writer, opened.files, outcome.problems)
    sheets = []
    for sheet in opened.sheets:
        count = counts[sheet.origin]
        count.noun, count.encoding = sheet.holds, sheet.grid.encoding
        count.notes += [*sheet.grid.notes, *sheet.header.notes]
        if sheet.origin.file not in known:
            sheets.append((count, sheet))
    if sheets:
        _load(writer, sheets, outcome, options, left_out, tick)
    for count in outcome.counts:
        count.rejected = len(outcome.problems.rejected.get(count.origin, ())) + len(left_out.get(count.origin, ()))
        if outcome.problems.count:
            count.taken.created = 0
    return outcome


def _refuse_known(writer: Writer, files: Sequence[File], problems: Problems) -> set[str]:
    """The names of files whose content the store or another of the files has; each is one problem."""
    seen: dict[str, str] = {}
    known = set()
    for file in files:
        fault = _known(writer, file, seen)
        seen.setdefault(file.sha256, file.name)
        if fault is not None:
            known.add(file.name)
            problems.forget(file.name)
            problems.fault(fault, Origin(file.name), None, None, None, None)
    return known


def _known(writer: Writer, file: File, seen: Mapping[str, str]) -> Fault | None:
    """Why this content was imported before and not undone; None where it was not."""
    if (other := seen.get(file.sha256)) is not None:
        return Fault(t("has the same content as {other}.", other=other), t("Give it once."))
    found = writer.rows(
        "SELECT f.batch_id, b.at FROM batch_file f JOIN batch b ON b.id = f.batch_id"
        " WHERE f.sha256 = :sha256 AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.undoes = f.batch_id)",
        {"sha256": file.sha256},
    )
    if not found:
        return None
    batch, at = found[0]
    return Fault(
        t("was imported already as batch {batch} on {date}.", batch=batch, date=str(at)[:10]),
        t("To take that back: aidtrack batch undo {batch}. To import it once more: --again.", batch=batch),
    )


def _order(item: tuple[Count, Sheet]) -> int:
    """Villages, organizations, funds, projects; then entries, spending last, for it may lean on allocations."""
    header = item[1].header
    if header.noun is not ENTRY:
        return list(NOUNS).index(header.noun.name)
    return 100 + (header.kind == "spending")


def _load(
    writer: Writer,
    sheets: list[tuple[Count, Sheet]],
    outcome: Outcome,
    options: Options,
    left_out: LeftOut,
    tick: Tick,
) -> None:
    problems = outcome.problems
    batch = Batch(at=writer.now.isoformat(timespec="microseconds"), actor=writer.actor, kind="import")
    batch_id = writer.add(batch)
    names = Names(writer)
    chain = Chain(writer)
    entries = EntryLoad(writer, names, problems, batch_id, writer.today, options)
    numbers = {count.origin: number for number, count in enumerate(outcome.counts, 1)}
    for _, sheet in sheets:  # a store may have words of its own for what a sheet says
        sheet.header.columns = [replace(one, field=worded(writer, one.field)) for one in sheet.header.columns]
    readings = {
        sheet.origin: Reading(sheet, problems, options.fill_down, frozenset(left_out.get(sheet.origin, ())), tick)
        for _, sheet in sheets
    }

    def take(count: Count, sheet: Sheet, read: Callable[[Reading], Taken]) -> None:
        reading = readings[sheet.origin]
        try:
            count.taken = read(reading)
        except LineFault as error:
            problems.fault(error.fault, sheet.origin, error.line, None, None, None)
            problems.names_unsure = True
        _note(count, reading, problems)

    of_nouns = [one for one in sheets if one[1].header.noun is not ENTRY]
    of_entries = [one for one in sheets if one[1].header.noun is ENTRY]
    expected = sum(sheet.grid.count for _, sheet in of_entries)
    with suspended(writer, expected) as act:
        nouns = NounLoad(writer, names, OpenWords(writer), problems, batch_id, chain, options.mode, act)
        for count, sheet in sorted(of_nouns, key=_order):
            take(count, sheet, nouns.read)
        nouns.finish()
        for count, sheet in sorted(of_entries, key=_order):
            take(count, sheet, partial(entries.read, file_no=numbers[sheet.origin]))
        if not problems.count:
            broken = judge_load(entries, {numbers[origin]: reading for origin, reading in readings.items()}, act.last)
            nouns.judge(broken)
            early = before_help(writer, act.last)
            for count, sheet in of_entries:
                if number := early.get(numbers[sheet.origin]):
                    count.notes.append(
                        t("{count} entries are dated before their village was helped: check the year.", count=number)
                    )
    outcome.notes += nouns.notes
    if problems.count:
        return
    for count, sheet in sheets:
        writer.add(BatchFile(
            batch_id=batch_id, file_no=numbers[sheet.origin], name=sheet.origin.file, sheet=sheet.origin.sheet,
            sha256=sheet.grid.file.sha256, noun=sheet.holds, encoding=sheet.grid.encoding, row_count=count.taken.created,
        ))  # fmt: skip
    complete(writer, batch, entries.count, act.last)
    chain.append(
        "import",
        "batch",
        batch_id,
        batch_id=batch_id,
        after={
            "files": [
                [sheet.origin.file, sheet.origin.sheet, sheet.grid.file.sha256, count.taken.created]
                for count, sheet in sheets
            ],
            "entries": entries.count,
            "digest": entries.digest.value(),
        },
    )
    outcome.batch_id = batch_id


def _note(count: Count, reading: Reading, problems: Problems) -> None:
    """What a sheet held besides its rows; no rows at all are a problem."""
    count.read = reading.read
    if reading.notes:
        count.notes.append(t("{count} note lines were skipped.", count=len(reading.notes)))
    if count.taken.masked:
        count.notes.append(
            t("{count} names were masked when they were written out: read as blank.", count=count.taken.masked)
        )
    if reading.examples:
        count.notes.append(t("{count} example rows were skipped.", count=reading.examples))
    if reading.totals.checked:
        count.notes.append(t("{count} total lines were checked, not imported.", count=reading.totals.checked))
    if reading.totals.running:
        count.notes.append(t("{count} running totals (累计) were skipped.", count=reading.totals.running))
    if reading.sheet.empty:
        count.notes.append(t("The header stands alone: there was nothing to import."))
    elif not (reading.read or reading.left_out or reading.examples or problems.count):
        problems.fault(no_rows(), reading.sheet.origin, None, None, None, None)
