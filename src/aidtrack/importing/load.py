"""An import as a whole: every file opened, nouns before entries, one transaction, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aidtrack.errors import AidtrackError, Environment, Fault
from aidtrack.importing import decode
from aidtrack.importing.decode import Source
from aidtrack.importing.entries import EntryLoad
from aidtrack.importing.nouns import NounLoad
from aidtrack.importing.problems import Problem, Problems
from aidtrack.importing.rows import Reading
from aidtrack.importing.settle import settle
from aidtrack.importing.sheet import LineFault, Sheet, open_sheet
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.store.audit import Chain
from aidtrack.store.bulk import complete, suspended
from aidtrack.store.find import Names
from aidtrack.store.tables import Batch, BatchFile
from aidtrack.store.writing import Writer

_BYTES_A_ROW = 60  # a modest guess, to tell a large load from a small one


@dataclass(frozen=True, slots=True)
class Options:
    """What the person said about the import."""

    as_: str | None = None
    unit: str | None = None
    encoding: str | None = None
    ignore_extra: bool = False
    again: bool = False
    allow_future: bool = False
    fill_down: frozenset[str] = frozenset()


@dataclass(slots=True)
class FileCount:
    """One line of the answer's `files`."""

    file: str
    noun: str | None = None
    encoding: str | None = None
    read: int = 0
    created: int = 0
    rejected: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """What an import did, or would have done."""

    files: list[FileCount]
    problems: list[Problem]
    problem_count: int
    notes: list[str]
    batch_id: int | None = None
    missing: AidtrackError | None = None  # a file that could not be read at all

    @property
    def sound(self) -> bool:
        return self.problem_count == 0


def load(writer: Writer, names_of_files: Sequence[str], options: Options) -> Outcome:
    """Read every file into the open transaction. Where `sound` is False the caller rolls back."""
    problems = Problems()
    files = {name: FileCount(name) for name in dict.fromkeys(names_of_files)}
    outcome = Outcome(list(files.values()), [], 0, [])
    sheets = _open(writer, files, problems, options, outcome)
    if sheets:
        _load(writer, sheets, problems, options, outcome)
    _count_rejected(outcome, problems)
    outcome.problems = problems.in_order([count.file for count in outcome.files])
    outcome.problem_count = problems.count
    return outcome


def _open(
    writer: Writer, files: dict[str, FileCount], problems: Problems, options: Options, outcome: Outcome
) -> list[tuple[FileCount, Sheet]]:
    sheets: list[tuple[FileCount, Sheet]] = []
    seen: dict[str, str] = {}
    for name, count in files.items():
        try:
            source = decode.source(name, options.encoding)
        except Environment as error:
            outcome.missing = outcome.missing or error
            problems.add(Problem(name, None, None, None, None, str(error.args[0]), *map(str, error.args[1:2])))
            problems.names_unsure = True
            continue
        except Fault as fault:
            problems.fault(fault, name, None, None, None, None)
            problems.names_unsure = True
            continue
        count.file, count.encoding = source.name, source.encoding
        if not options.again and (known := _known(writer, source, seen)) is not None:
            problems.fault(known, source.name, None, None, None, None)
            continue
        seen[source.sha256] = source.name
        sheet = open_sheet(source, problems, as_=options.as_, unit=options.unit, ignore_extra=options.ignore_extra)
        if sheet is None:
            problems.names_unsure = True
        else:
            count.noun = sheet.holds
            count.notes += sheet.header.notes
            sheets.append((count, sheet))
    return sheets


def _known(writer: Writer, source: Source, seen: dict[str, str]) -> Fault | None:
    """Why this content was imported before and not undone; None where it was not."""
    if source.sha256 in seen:
        return Fault(t("has the same content as {other}.", other=seen[source.sha256]), t("Give it once."))
    found = writer.rows(
        "SELECT f.batch_id, b.at FROM batch_file f JOIN batch b ON b.id = f.batch_id"
        " WHERE f.sha256 = :sha256 AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.undoes = f.batch_id)",
        {"sha256": source.sha256},
    )
    if not found:
        return None
    batch, at = found[0]
    return Fault(
        t("was imported already as batch {batch} on {date}.", batch=batch, date=str(at)[:10]),
        t("To take that back: aidtrack batch undo {batch}. To import it once more: --again.", batch=batch),
    )


def _order(item: tuple[FileCount, Sheet]) -> int:
    """Villages, organizations, funds, projects; then entries, spending last, for it may lean on allocations."""
    header = item[1].header
    if header.noun is not ENTRY:
        return list(NOUNS).index(header.noun.name)
    return 100 + (header.kind == "spending")


def _load(
    writer: Writer, sheets: list[tuple[FileCount, Sheet]], problems: Problems, options: Options, outcome: Outcome
) -> None:
    batch = Batch(at=writer.now.isoformat(timespec="microseconds"), actor=writer.actor, kind="import")
    batch_id = writer.add(batch)
    names = Names(writer)
    chain = Chain(writer)
    nouns = NounLoad(writer, names, problems, batch_id, chain)
    entries = EntryLoad(writer, names, problems, batch_id, writer.today, options.allow_future)
    expected = sum(_size(sheet.source) for _, sheet in sheets if sheet.header.noun is ENTRY) // _BYTES_A_ROW
    readings: list[tuple[FileCount, Reading]] = []
    numbers = {id(count): number for number, count in enumerate(outcome.files, 1)}
    finished = False
    with suspended(writer, expected) as last:
        for count, sheet in sorted(sheets, key=_order):
            reading = Reading(sheet, problems, options.fill_down)
            readings.append((count, reading))
            if sheet.header.noun is ENTRY and not finished:
                nouns.finish()
                finished = True
            try:
                count.created = (
                    entries.read(reading, numbers[id(count)]) if sheet.header.noun is ENTRY else nouns.read(reading)
                )
            except LineFault as error:
                problems.fault(error.fault, sheet.name, error.line, None, None, None)
                problems.names_unsure = True
            count.read = reading.read
            if reading.notes:
                count.notes.append(t("{count} note lines were skipped.", count=len(reading.notes)))
            if reading.totals.checked:
                count.notes.append(t("{count} total lines were checked, not imported.", count=reading.totals.checked))
            if reading.read == 0 and not problems.count:
                problems.fault(
                    Fault(t("has a header but no rows."), t("Send it with its rows.")),
                    sheet.name,
                    None,
                    None,
                    None,
                    None,
                )
        if not finished:
            nouns.finish()
        if not problems.count:
            settle(entries, {numbers[id(count)]: reading for count, reading in readings}, last)
    outcome.notes += nouns.notes
    if problems.count:
        return
    for count, sheet in sheets:
        writer.add(BatchFile(
            batch_id=batch_id, file_no=numbers[id(count)], name=sheet.name, sha256=sheet.source.sha256,
            noun=sheet.holds, encoding=sheet.source.encoding, row_count=count.created,
        ))  # fmt: skip
    complete(writer, batch, entries.count, last)
    chain.append(
        "import",
        "batch",
        batch_id,
        batch_id=batch_id,
        after={
            "files": [[sheet.name, sheet.source.sha256, count.created] for count, sheet in sheets],
            "entries": entries.count,
            "digest": entries.digest.value(),
        },
    )
    outcome.batch_id = batch_id


def _size(source: Source) -> int:
    return len(source.content) if source.content is not None else source.path.stat().st_size if source.path else 0


def _count_rejected(outcome: Outcome, problems: Problems) -> None:
    for count in outcome.files:
        count.rejected = len(problems.rejected.get(count.file, ()))
        if problems.count:
            count.created = 0
