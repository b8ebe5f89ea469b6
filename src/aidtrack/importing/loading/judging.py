"""The end of a load: what waited, the 流水号, and the judgement of the rules on the whole."""

from collections.abc import Iterator, Mapping, Sequence, Set

from aidtrack.codes import Code, of_rule
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.loading.by_key import book
from aidtrack.importing.loading.entries import EntryLoad, is_by_key
from aidtrack.importing.loading.repetitions import Repetition, asked, repetitions
from aidtrack.importing.loading.reworded import note_reworded
from aidtrack.importing.loading.waiting import fill_funds, insert_named
from aidtrack.importing.problems import Origin, Repeated
from aidtrack.importing.rows.blocks import Reading
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.store.engine.remembering import Remembering
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records.breach import Breach, entries_of, in_all, sentence
from aidtrack.store.records.bulk import judge
from aidtrack.store.records.equal_entries import look_alikes
from aidtrack.store.records.repetition import called
from aidtrack.store.schema.triggers import schema_on
from aidtrack.values.text import safe

Readings = dict[int, Reading]  # by the number of the file


def judge_load(load: EntryLoad, readings: Readings, last: int) -> list[Breach]:
    """Insert what waited, claim the 流水号, judge the rules; every breach, which it returns, becomes a problem of its row.

    `last` is the last entry before the load.
    """
    fill_funds(load, last)
    if load.problems.count:
        return []
    book(load, last)
    if load.problems.count:
        return []
    if load.has_refs:
        _report(readings, _claim_refs(load.writer, readings, last))
    insert_named(load, last)
    if load.problems.count:
        return []
    if load.options.new_only or not load.options.allow_duplicates:
        _report(readings, [*_repeated(load, readings, last)])
    if load.problems.count or load.recorded:  # money that came twice says nothing about the rules
        return []
    load.corrections.record(load.names, load.batch_id, last, load.insert)
    if load.corrections.changes and not load.options.allow_duplicates:
        _report(readings, [*_made_equal(load, readings, last)])
        if load.problems.count:
            return []
    breaches = judge(load.writer, last, load.batch_id)
    _report(readings, [*_late(load.writer, breaches)])
    return breaches


def before_help(writer: Writer, last: int) -> dict[int, int]:
    """By file, how many of the new entries lie before the day from which their village was helped: a year typed wrong, or an old debt."""
    if writer.value("SELECT 1 FROM village WHERE helped_from IS NOT NULL LIMIT 1") is None:
        return {}
    rows = writer.rows(
        "SELECT e.file_no, count(*) FROM entry e JOIN village v ON v.id = e.village_id"
        " WHERE e.id > :last AND e.date < v.helped_from GROUP BY e.file_no",
        {"last": last},
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class Late:
    """A fault of a row that only the whole load shows."""

    file_no: int
    line: int
    name: str
    fault: Fault
    repeats: Repeated | None = None


def _report(readings: Readings, found: list[Late]) -> None:
    """Each fault as a problem of its row, with the cell as it stands in the sheet."""
    for file_no, reading in readings.items():
        mine = [late for late in found if late.file_no == file_no]
        rows = dict(reading.sheet.cells(frozenset(late.line for late in mine))) if mine else {}
        for late in mine:
            column = reading.sheet.header.column(late.name)
            cell = column.cell(rows[late.line]) if column and late.line in rows else None
            reading.fault(late.line, late.name, late.fault, cell, repeats=late.repeats)


def _repeated(load: EntryLoad, readings: Readings, last: int) -> Iterator[Late]:
    """The rows that repeat what is recorded or what another sheet of the import holds; of a sheet that grows, these are noted."""
    of_the_import = t("Leave the row out; if both are real, add --allow-duplicates.")
    of_the_store = t("To take the new rows alone, add --new-only; if both are real, --allow-duplicates.")
    by_key = _by_key(load, readings)
    repeated, reworded = repetitions(load.writer, last, load.kinds, load.used, _parts(readings), by_key)
    for one in repeated:
        if load.options.new_only and one.of[0] == 0:
            load.recorded.setdefault(one.file_no, {})[one.line] = one.of
        else:
            fault = Fault(
                _what(load, readings, one), of_the_import if one.of[0] else of_the_store, code=Code.EQUALS_STORED
            )
            yield Late(one.file_no, one.line, "amount", fault, one.of)
    if load.options.new_only and not load.recorded and not load.options.allow_duplicates:
        yield from _look_alikes(load, last, by_key)
    elif not load.options.new_only:
        note_reworded(load, reworded)


def _made_equal(load: EntryLoad, readings: Readings, last: int) -> Iterator[Late]:
    """The rows whose corrections made an entry equal another one; what follows from figures that came late is no row's own word."""
    by_key = _by_key(load, readings)
    for (file_no, line), name, other in load.corrections.made_equal(last, asked(load.kinds, by_key)):
        if file_no not in by_key:
            of = (other.sheet, other.line) if other.sheet else (0, other.id)
            said = _what(load, readings, Repetition(file_no, line, of, other.id))
            suggestion = t("Leave the row out; if both are real, add --allow-duplicates.")
            yield Late(file_no, line, name, Fault(said, suggestion, code=Code.EQUALS_STORED))


def _by_key(load: EntryLoad, readings: Readings) -> Set[int]:
    return {file_no for file_no, reading in readings.items() if is_by_key(reading.sheet, load.options)}


def _parts(readings: Readings) -> dict[int, int]:
    """Of the parts of wide sheets, by their numbers, the number of the first one."""
    first: dict[Origin, int] = {}
    wide = {file_no: reading.sheet for file_no, reading in readings.items() if reading.sheet.part is not None}
    return {file_no: first.setdefault(sheet.origin, file_no) for file_no, sheet in wide.items()}


def _look_alikes(load: EntryLoad, last: int, by_key: Set[int]) -> Iterator[Late]:
    """Rows of a sheet that grows which differ from a recorded entry, that no row was matched with, in nothing but small print."""
    matched = {id for used in load.used.values() for sheet, id in used if sheet == 0}
    found = look_alikes(load.writer, last, asked(load.kinds, by_key))
    of_rows = (one for one in found if one.file_no not in by_key)
    for one in sorted(of_rows, key=lambda one: (one.file_no, one.line, one.entry_id)):
        if one.stands_for not in matched:
            said = t("looks like {entry}: there {there}, in the row {here}.",
                     entry=called(load.writer, one.entry_id, one.stands_for), there=_quoted(one.there), here=_quoted(one.here))  # fmt: skip
            fault = Fault(
                said,
                t("Correct one of the two; if both are real, add --allow-duplicates."),
                code=Code.LOOKS_LIKE_STORED,
            )
            yield Late(one.file_no, one.line, "amount", fault, (0, one.stands_for))


def _quoted(said: Mapping[str, str | None]) -> str:
    return ", ".join(
        t("{field} reads “{value}”", field=ENTRY.field(name).label, value="" if value is None else safe(value))
        for name, value in said.items()
    )


def _what(load: EntryLoad, readings: Readings, one: Repetition) -> str:
    """What a row repeats."""
    sheet, number = one.of
    if sheet:
        file = str(readings[sheet].sheet.origin)
        return t("equals line {line} of {file}: a possible duplicate.", line=number, file=file)
    return t("equals {entry}: a possible duplicate.", entry=called(load.writer, one.entry_id, number))


def _late(writer: Writer, breaches: Sequence[Breach]) -> Iterator[Late]:
    """What each rule says that a row breaks."""
    found = entries_of(writer, breaches)
    asked_once = Remembering(writer)  # a hundred thousand rows may leave one sum short
    for breach, fen, day in in_all(breaches, {id: str(entry["date"]) for id, entry in found.items()}):
        entry = found[breach.entry_id]
        said = sentence(asked_once, breach, entry, of_sheet=True, needed_fen=fen, needed_on=day)
        cell = "date" if breach.rule.startswith("G9") else "amount"
        at = int(str(entry["file_no"])), int(str(entry["row_no"]))
        yield Late(*at, cell, Fault(said, code=of_rule(breach.rule)))


def _claim_refs(writer: Writer, readings: Readings, last: int) -> list[Late]:
    """A 流水号 stands for one entry in the whole store: the new ones that another has."""
    schema_on(writer.engine).claim_refs(writer, last + 1, int(writer.value("SELECT coalesce(max(id), 0) FROM entry")))
    taken = writer.rows(
        "SELECT n.file_no, n.row_no, r.entry_id, o.file_no, o.row_no FROM entry n"
        " JOIN entry_ref r ON r.ref = n.ref JOIN entry o ON o.id = r.entry_id WHERE n.id > :last AND r.entry_id <> n.id",
        {"last": last},
    )
    found = []
    for file_no, line, other, other_file, other_line in taken:
        if other > last:
            file = str(readings[other_file].sheet.origin)
            fault = Fault(
                t("stands in line {line} of {file} too.", line=other_line, file=file),
                t("Each 流水号 stands for one entry."),
                code=Code.STANDS_TWICE,
            )
        else:
            fault = Fault(
                t("is in use by entry {id}.", id=other),
                t("To take the new rows alone, add --new-only; to correct that one, --mode correct."),
                code=Code.EXISTS,
            )
        found.append(Late(file_no, line, "ref", fault))
    return found
