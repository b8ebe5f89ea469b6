"""The end of a load: rows that waited, 流水号, and the judgement of the rules on the whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from aidtrack.errors import Fault
from aidtrack.importing.loading.already_stored import lookalikes
from aidtrack.importing.loading.entries import EntryLoad, Waiting
from aidtrack.importing.problems import Problem
from aidtrack.importing.rows.blocks import Reading
from aidtrack.ledger.entry import LINK
from aidtrack.locale import t
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records.bulk import judge
from aidtrack.store.records.defaults import of_loan
from aidtrack.store.records.entries import Breach, sentence
from aidtrack.store.records.rows import loan_of, stored
from aidtrack.values.text import safe


def settle(load: EntryLoad, readings: dict[int, Reading], last: int) -> list[Breach]:
    """Insert what waited, claim the 流水号, judge the rules; every breach, which it returns, becomes a problem of its row."""
    _fill_funds(load, last)
    if load.problems.count:
        return []
    if load.has_refs:
        _claim_refs(load, readings, last)
    _named_entries(load, last)
    if load.problems.count:
        return []
    writer = load.writer
    found: list[Late] = []
    if not (load.options.allow_duplicates or load.options.again):
        found += [
            Late(file_no, line, "amount", Fault(
                t("equals entry {id}: a possible duplicate.", id=id),
                t("Leave the row out; if both are real, add --allow-duplicates.")))
            for file_no, line, id in lookalikes(writer, last, load.kinds)
        ]  # fmt: skip
    breaches = judge(writer, last, load.batch_id)
    for breach in breaches:
        row = writer.rows(
            "SELECT file_no, row_no, kind, date, reverses_id FROM entry WHERE id = :id", {"id": breach.entry_id}
        )[0]
        said = sentence(writer, breach, {"kind": row[2], "date": row[3], "reverses_id": row[4]})
        found.append(Late(row[0], row[1], "amount", Fault(said)))
    _report(load, readings, found)
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


def _report(load: EntryLoad, readings: dict[int, Reading], found: list[Late]) -> None:
    """Each fault as a problem of its row, with the cell as it stands in the sheet."""
    for file_no, reading in readings.items():
        mine = [late for late in found if late.file_no == file_no]
        rows = dict(reading.sheet.cells(frozenset(late.line for late in mine))) if mine else {}
        for late in mine:
            column = reading.sheet.header.column(late.name)
            cell = rows[late.line][column.at] if column and late.line in rows else None
            load.problems.fault(
                late.fault, reading.sheet.origin, late.line, column.header if column else None, late.name, cell
            )


def _fill_funds(load: EntryLoad, last: int) -> None:
    """A spending without a fund takes its project's one fund, by all allocations, those of this import included."""
    ready = []
    for waiting in load.waiting:
        if waiting.row["fund_id"] is not None or waiting.loan is not None:
            continue
        funds = _funds(load, waiting.row["project_id"], last) if waiting.row["kind"] == "spending" else []
        if len(funds) == 1:
            waiting.row["fund_id"] = funds[0]
            if waiting.reverses is None:
                ready.append(waiting.row)
            continue
        column = waiting.reading.sheet.header.column("fund")
        names = "、".join(safe(str(load.names.name("fund", fund))) for fund in funds)
        load.problems.add(Problem(
            waiting.reading.sheet.origin, waiting.line, column.header if column else None, "fund", "",
            t("is blank, and the project has {count} funds: {funds}.", count=len(funds), funds=names)
            if funds else t("is blank, and no fund is allocated to the project."),
            t("Fill in the fund.")))  # fmt: skip
    for _, alike in groupby(ready, key=tuple):  # rows of one sheet have the same columns
        rows = list(alike)
        load.insert({name: [row[name] for row in rows] for name in rows[0]}, {})


def _funds(load: EntryLoad, project: object, last: int) -> list[int]:
    if project is None:
        return []
    rows = load.writer.rows(
        "SELECT fund_id FROM cell_balance WHERE project_id = :project AND allocated_fen IS NOT NULL"
        " UNION SELECT fund_id FROM entry WHERE id > :last AND kind = 'allocation' AND project_id = :project ORDER BY 1",
        {"project": project, "last": last},
    )
    return [row[0] for row in rows]


def _claim_refs(load: EntryLoad, readings: dict[int, Reading], last: int) -> None:
    """A 流水号 stands for one entry in the whole store."""
    writer = load.writer
    writer.execute(
        "INSERT INTO entry_ref (ref, entry_id) SELECT ref, id FROM entry WHERE id > :last AND ref IS NOT NULL ORDER BY id"
        " ON CONFLICT (ref) DO NOTHING",
        {"last": last},
    )
    taken = writer.rows(
        "SELECT n.file_no, n.row_no, n.ref, r.entry_id, o.file_no, o.row_no FROM entry n"
        " JOIN entry_ref r ON r.ref = n.ref JOIN entry o ON o.id = r.entry_id WHERE n.id > :last AND r.entry_id <> n.id",
        {"last": last},
    )
    late = []
    for file_no, line, _, other, other_file, other_line in taken:
        fault = (
            Fault(t("stands in line {line} of {file} too.", line=other_line, file=str(readings[other_file].sheet.origin)),
                  t("Each 流水号 stands for one entry."))
            if other > last
            else Fault(t("is in use by entry {id}.", id=other), t("Each 流水号 stands for one entry; to correct that one, reverse it."))
        )  # fmt: skip
        late.append(Late(file_no, line, "ref", fault))
    _report(load, readings, late)


def _named_entries(load: EntryLoad, last: int) -> None:
    """Rows that name an entry by its 流水号, or by an export's link to it: repayments their loan, then what takes back."""
    waiting = [one for one in load.waiting if one.reverses is not None or one.loan is not None]
    linked = _linked(load, last) if waiting and load.links else {}
    for one in sorted(waiting, key=lambda one: one.reverses is not None):
        file_no = int(str(one.row["file_no"]))
        row = dict(one.row)
        for name, named in (("loan", one.loan), ("reverses", one.reverses)):
            if named is not None:
                row[f"{name}_id"] = _entry(load, linked, file_no, str(named))
                if row[f"{name}_id"] is None:
                    _waiting_problem(load, one, name, str(named), Fault(
                        t("is no 流水号 in the store or in this import."), t("Check the 流水号.")))  # fmt: skip
        if row.get("reverses_id") is not None and row.get("loan_id") is None:
            id = int(str(row["reverses_id"]))
            original = stored(load.writer, "entry", id) or {}
            row |= {"loan_id": loan_of(original, id), "household_id": original["household_id"]}
        of_loan(load.writer, row)
        load.insert({name: [value] for name, value in row.items()}, {})
        if load.problems.count:
            continue
        made = int(load.writer.value("SELECT max(id) FROM entry"))
        linked[file_no, one.line] = made
        if row.get("ref") is not None:
            _claim_ref(load, one, made)


def _entry(load: EntryLoad, linked: Mapping[tuple[int, int], int], file_no: int, named: str) -> int | None:
    if named.startswith(LINK):
        return linked.get((file_no, load.links.get((file_no, named), 0)))
    found = load.writer.value("SELECT entry_id FROM entry_ref WHERE ref = :ref", {"ref": named})
    return None if found is None else int(found)


def _linked(load: EntryLoad, last: int) -> dict[tuple[int, int], int]:
    """The new entries by file and line."""
    rows = load.writer.rows("SELECT file_no, row_no, id FROM entry WHERE id > :last", {"last": last})
    return {(row[0], row[1]): row[2] for row in rows}


def _claim_ref(load: EntryLoad, waiting: Waiting, id: int) -> None:
    ref = str(waiting.row["ref"])
    fresh = load.writer.execute(
        "INSERT INTO entry_ref (ref, entry_id) VALUES (:ref, :id) ON CONFLICT (ref) DO NOTHING", {"ref": ref, "id": id}
    )
    if fresh.rowcount == 0:
        _waiting_problem(load, waiting, "ref", ref, Fault(
            t("is in use already."), t("Each 流水号 stands for one entry.")))  # fmt: skip


def _waiting_problem(load: EntryLoad, waiting: Waiting, name: str, value: str, fault: Fault) -> None:
    sheet = waiting.reading.sheet
    column = sheet.header.column(name)
    load.problems.fault(fault, sheet.origin, waiting.line, column.header if column else None, name, value)
