"""The whole machine: besides single operations, imports that are judged as a whole, and the taking back of them."""

from dataclasses import replace
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from aidtrack.cli.importing import import_files
from aidtrack.cli.run import Run
from aidtrack.errors import Refused
from aidtrack.store.engine.transaction import write
from aidtrack.store.records.undo import undo
from proofs.expected import WORDS
from proofs.operations import (
    CATEGORIES,
    REFS,
    Place,
    amounts,
    budgets,
    days,
    excused,
    pick,
    picks,
    places,
    rarely,
)
from proofs.reference import BACK, PER_CELL, Entry, Project, Village
from proofs.sheets import Sheets
from proofs.sides import DAYS, NOW

HEADER = (
    "类型",
    "日期",
    "资金",
    "项目",
    "金额(元)",
    "原因",
    "超支原因",
    "流水号",
    "冲销流水号",
    "用途",
    "借款户",
    "借款流水号",
)


class Line(NamedTuple):
    """A row of an import before its amount is known."""

    kind: str
    place: Place
    amount: int | str
    day: str
    negative: bool
    over: bool
    no_fund: bool
    village: str  # "named", "blank" or "unassigned"
    ref: str | None
    reverses: int | None


lines = st.builds(
    Line, st.sampled_from(tuple(WORDS)), places, amounts, days, rarely, excused, rarely,
    st.sampled_from(("named", "named", "blank", "unassigned")), st.none() | st.none() | st.sampled_from(REFS),
    st.none() | st.none() | picks,
)  # fmt: skip


class LedgerMachine(Sheets):
    """A store and the reference ledger under everything that can be done to them."""

    @initialize(budget=budgets, home=st.booleans(), imported=st.booleans(), amount=st.integers(5_000, 60_000))
    def begin(self, budget: int | None, home: bool, imported: bool, amount: int) -> None:
        self.add_village(0, None)
        self.add_fund(budget, None, None, None)
        self.add_household(0)
        self.add_project(0 if home else None, 0)
        if not imported:
            self.receive("receipt", 0, amount, DAYS[0])
            return
        line = Line("receipt", Place(False, 0, 1, 1), amount, DAYS[0], False, False, False, "blank", "凭0", None)
        allocation = line._replace(kind="allocation", ref="凭1")
        spending = line._replace(kind="spending", amount=amount // 2, no_fund=True, ref=None)
        cut = line._replace(amount=amount // 4, ref=None, reverses=1)
        lent = line._replace(kind="loan", amount=amount // 4, ref="凭2")
        back = [line._replace(kind=kind, amount=amount // 20, ref=None) for kind in BACK]
        self.import_sheets([line, allocation, spending, cut, lent, *back], True, ("项目", "村"), True)

    # Imports as a whole.

    @rule(
        rows=st.lists(lines, min_size=1, max_size=6), with_village=st.booleans(),
        brings=st.sampled_from(((), (), ("项目",), ("项目", "村"))), entries_first=st.booleans(),
    )  # fmt: skip
    def import_sheets(self, rows: list[Line], with_village: bool, brings: tuple[str, ...], entries_first: bool) -> None:
        before = replace(self.ledger, villages=self.ledger.villages.copy(), projects=self.ledger.projects.copy())
        sheets = self._bring(brings)
        new: list[Entry] = []
        why: set[str] = set()
        cells = [self._row(line, with_village, new, why) for line in rows]
        if with_village and any(row["村"] for row in cells):
            why |= {"blank village" for row, entry in zip(cells, new, strict=True)
                    if not row["村"] and entry.kind in PER_CELL and self.ledger.projects[str(entry.project)].village is None}  # fmt: skip
        new = self._fill_funds(cells, new, why)
        refs = [entry.ref for entry in new if entry.ref is not None]
        if len(refs) != len(set(refs)) or self.ledger.refs.keys() & set(refs):
            why.add("ref")
        header = (*HEADER[:4], "村", *HEADER[4:]) if with_village else HEADER
        sheet = self._sheet("流水", header, [[row[name] for name in header] for row in cells])
        report = import_files(
            Run(self.target, "proof", NOW, ["aidtrack"]),
            files=(sheet, *sheets) if entries_first else (*sheets, sheet),
            allow_duplicates=True,
        )  # fmt: skip
        why |= self.ledger.broken(new)
        assert (report.exit_code == 0) == (not why), (why, [line for table in report.tables for line in table.lines])
        if why:
            self.ledger = before
            return
        batch = int(str(report.tables[0].rows[0]["batch"]))
        self.batches.append(batch)
        self.ledger.record([replace(entry, batch=batch) for entry in new])
        with self.writing() as writer:
            by_line = dict(writer.rows("SELECT row_no, id FROM entry WHERE batch_id = :batch", {"batch": batch}))
            self.entry_ids |= {entry.id: by_line[line] for line, entry in enumerate(new, 2)}
            for noun, brought in (("village", self.ledger.villages), ("project", self.ledger.projects)):
                for name, it in brought.items():
                    if it.batch == 0:
                        it.batch = batch
                        self.ids[noun, name] = writer.value(f"SELECT id FROM {noun} WHERE name = :name", {"name": name})

    def _bring(self, nouns_brought: tuple[str, ...]) -> list[str]:
        """Sheets of new nouns, which the rows may name; in the ledger they are of batch 0 until it is known."""
        sheets: list[str] = []
        number = self.number()
        village = None
        if "村" in nouns_brought:
            village = f"新村{number}"
            sheets.append(self._sheet("村", ("村名", "县区"), [[village, "陇西县"]]))
            self.ledger.villages[village] = Village(village, "陇西县", None, batch=0)
        if "项目" in nouns_brought:
            name = f"新项目{number}"
            sheets.insert(0, self._sheet("项目", ("项目名称", "村", "类别"), [[name, village or "", CATEGORIES[0]]]))
            self.ledger.projects[name] = Project(name, village, CATEGORIES[0], batch=0)
        return sheets

    def _row(self, line: Line, with_village: bool, new: list[Entry], why: set[str]) -> dict[str, str]:
        """The cells of one row; its entry joins `new`."""
        known = {**self.ledger.named(), **{entry.ref: entry.id for entry in new if entry.ref is not None}}
        if line.reverses is not None and known:
            ref = pick(known, line.reverses)
            original = next(entry for entry in (*self.ledger.entries, *new) if entry.id == known[ref])
            entry = replace(
                self._entry(line.kind, line.place, line.amount, line.day, over=line.over), kind=original.kind,
                fund=original.fund, project=original.project, village=original.village, reverses=original.id,
                household=original.household, loan=original.of_loan,
            )  # fmt: skip
            entry = replace(entry, amount=-entry.amount if original.amount > 0 else entry.amount)
            cells = self._cells(entry, entry.village or "未分村", ref)
        else:
            if line.kind in BACK and not known:
                line = line._replace(kind="loan")
            entry = self._entry(
                line.kind, line.place, line.amount, line.day, over=line.over, negative=line.negative, also=new
            )
            entry = replace(entry, ref=line.ref)
            loan_ref = ""
            if entry.kind in BACK:
                everything = [*self.ledger.entries, *new]
                refs = {
                    ref: id for ref, id in known.items() if any(e.id == id and e.is_loan for e in everything)
                } or known
                loan_ref = pick(refs, line.place.project)
                loan = next(e for e in everything if e.id == refs[loan_ref])
                entry = self._of_loan(entry, line.place, [loan])
                entry = replace(entry, fund=loan.fund) if line.no_fund else entry
            shown = {"named": entry.village or "", "blank": "", "unassigned": "未分村"}[line.village]
            if entry.kind in PER_CELL:
                home = self.ledger.projects[str(entry.project)].village
                entry = replace(entry, village=entry.village if shown == entry.village else home if not shown else None)
            cells = {**self._cells(entry, shown if entry.kind in PER_CELL else "", ""), "借款流水号": loan_ref}
            if line.no_fund:
                cells["资金"] = ""
        if not with_village and entry.kind in PER_CELL:
            if entry.reverses is None:
                entry = replace(entry, village=self.ledger.projects[str(entry.project)].village)
            elif entry.village != self.ledger.projects[str(entry.project)].village:
                why.add("another place")
        new.append(entry)
        return cells

    def _fill_funds(self, cells: list[dict[str, str]], new: list[Entry], why: set[str]) -> list[Entry]:
        """What a blank fund means, by every allocation of the import too."""
        stated = [entry for row, entry in zip(cells, new, strict=True) if row["资金"]]
        filled = []
        for row, entry in zip(cells, new, strict=True):
            fund = self.ledger.fund_of(str(entry.project), stated) if entry.kind == "spending" else None
            fund = entry.fund if entry.kind in BACK and entry.reverses is None else fund
            if not row["资金"] and fund is None:
                why.add("no fund")
            filled.append(entry if row["资金"] else replace(entry, fund=fund or entry.fund))
        return filled

    @precondition(lambda self: self.batches)
    @rule(at=picks)
    def undo_import(self, at: int) -> None:
        batch = self.batches[at % len(self.batches)]
        counter = self.ledger.counter_entries(batch, self.number)
        why: object = batch in self.ledger.undone or self.ledger.changed_since(batch)
        why = why or self.ledger.lives_in_what_was_merged(counter)
        why = why or (
            not counter
            and batch not in self.of_files  # these can be imported again when it is undone
            and any(entry.batch == batch and entry.corrects is not None for entry in self.ledger.entries)
        )
        why = (
            why
            or self.ledger.came_back_since(batch)
            or self.ledger.depended_on(batch, counter)
            or self.ledger.broken(counter)
        )
        try:
            with write(self.target, actor="proof", now=NOW) as writer:
                done = undo(writer, batch)
                found = dict(
                    writer.rows("SELECT reverses_id, id FROM entry WHERE batch_id = :id", {"id": done.batch_id})
                )
        except Refused as refusal:
            assert why, f"not taken back, but nothing forbids it: {refusal.args}"
            return
        assert not why, f"taken back against {why}"
        assert done.reversed == len(counter)
        self.ledger.record(counter)
        self.entry_ids |= {entry.id: found[self.entry_ids[int(str(entry.reverses))]] for entry in counter}
        self.ledger.forget(batch)
