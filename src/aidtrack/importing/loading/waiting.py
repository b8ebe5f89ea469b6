"""The rows that waited for others of their import: a blank fund, the loan or the entry that they name by its 流水号."""

from dataclasses import field
from itertools import groupby
from typing import cast

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.loading.entries import EntryLoad, Waiting
from aidtrack.ledger.entry import is_link
from aidtrack.locale import t
from aidtrack.store.names.refs import by_ref
from aidtrack.store.records.blanks import fund_of_project, go_with_loan
from aidtrack.store.records.origins import by_origin
from aidtrack.store.records.rows import loan_of, stored
from aidtrack.store.records.successors import successors
from aidtrack.store.schema.triggers import schema_on
from aidtrack.values.row_origin import is_origin


def fill_funds(load: EntryLoad, last: int) -> None:
    """Give each row that names no fund its project's, by all allocations, those of this import (after the id `last`) included;
    insert the rows that are whole by that.
    """
    funds = ProjectFunds(load, last)
    ready = []
    for waiting in load.waiting:
        if waiting.row["fund_id"] is not None or "loan" in waiting.named:
            continue
        fund = funds.of(waiting)
        if isinstance(fund, Fault):
            waiting.reading.fault(waiting.line, "fund", fund, "")
            continue
        waiting.row["fund_id"] = fund
        if not waiting.named:
            ready.append(waiting.row)
    for _, alike in groupby(ready, key=tuple):  # rows of one sheet have the same columns
        rows = list(alike)
        load.insert({name: [row[name] for row in rows] for name in rows[0]}, {})


@dataclass(slots=True)
class ProjectFunds:
    """The one fund of each project, or why there is none, looked up once."""

    load: EntryLoad
    last: int
    seen: dict[int | None, int | Fault] = field(default_factory=dict)

    def of(self, waiting: Waiting) -> int | Fault:
        project = cast("int | None", waiting.row["project_id"]) if waiting.row["kind"] == "spending" else None
        if project not in self.seen:
            try:
                self.seen[project] = fund_of_project(self.load.names, project, waiting.reading.give, after=self.last)
            except Fault as fault:
                self.seen[project] = fault
        return self.seen[project]


def insert_named(load: EntryLoad, last: int) -> None:
    """Insert the rows that name an entry by its 流水号, or by an export's link to it: what takes back comes last."""
    waiting = [one for one in load.waiting if one.named]
    if not waiting:
        return
    named = _Named.of(load, last)
    for one in sorted(waiting, key=lambda one: "reverses" in one.named):
        row = _with_named(load, one, named)
        load.insert({name: [value] for name, value in row.items()}, {})
        if not load.problems.count:
            made = int(load.writer.value("SELECT max(id) FROM entry"))
            named.by_line[one.file_no, one.line] = made
            _claim_ref(load, one, made)


def _with_named(load: EntryLoad, one: Waiting, named: "_Named") -> dict[str, object]:
    """The row with the entries that it names, and what it has of them."""
    row = dict(one.row)
    for name, text in one.named.items():
        row[f"{name}_id"] = named.entry(one.file_no, text)
        if row[f"{name}_id"] is None:
            fault = Fault(
                t("is no 流水号 in the store or in this import."), t("Check the 流水号."), code=Code.UNKNOWN_ENTRY
            )
            one.reading.fault(one.line, name, fault, text)
    if row.get("reverses_id") is not None and row.get("loan_id") is None:
        id = int(str(row["reverses_id"]))
        original = stored(load.writer, "entry", id) or {}
        row["loan_id"] = loan_of(original, id)
        if row.get("household_id") is None:
            row["household_id"] = original["household_id"]
    _stay_with(load, row)
    go_with_loan(load.writer, row, unassigned=one.unassigned)
    return row


def _stay_with(load: EntryLoad, row: dict[str, object]) -> None:
    """What takes an entry back, or makes a loan smaller, is of its village, also where that was booked on a successor."""
    other = row.get("reverses_id") or row.get("loan_id")
    if other is None or row.get("village_id") is None:
        return
    village = (stored(load.writer, "entry", int(str(other))) or {}).get("village_id")
    if village == successors(load.writer).of(int(str(row["village_id"])), "9999"):
        row["village_id"] = village


@dataclass(slots=True)
class _Named:
    """The entries that a row may name: `by_line` the new ones, by file and line, where a sheet has links."""

    load: EntryLoad
    last: int  # the last entry before the load
    by_line: dict[tuple[int, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, load: EntryLoad, last: int) -> "_Named":
        if not (load.links or load.origins):
            return cls(load, last)
        rows = load.writer.rows("SELECT file_no, row_no, id FROM entry WHERE id > :last", {"last": last})
        return cls(load, last, {(file_no, line): id for file_no, line, id in rows})

    def entry(self, file_no: int, text: str) -> int | None:
        if is_link(text):
            line = self.load.links.get((file_no, text))
            return None if line is None else self.by_line.get((file_no, line))
        # What this import itself corrects is named as it was: its reversals may stand beside.
        found = by_ref(self.load.writer, text, until=self.last)
        return self._from(text) if found is None and is_origin(text) else found

    def _from(self, origin: str) -> int | None:
        """The entry of a 来源编号: a row of this import, or what is stored."""
        place = self.load.origins.get(origin)
        if place is not None and place in self.by_line:
            return self.by_line[place]
        return by_origin(self.load.writer, origin, until=self.last)


def _claim_ref(load: EntryLoad, one: Waiting, id: int) -> None:
    ref = one.row.get("ref")
    if ref is None:
        return
    if not schema_on(load.writer.engine).claim_refs(load.writer, id, id):
        fault = Fault(t("is in use already."), t("Each 流水号 stands for one entry."), code=Code.EXISTS)
        one.reading.fault(one.line, "ref", fault, str(ref))
