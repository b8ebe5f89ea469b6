"""Entry sheets: checked blocks become rows of `entry`, inserted as they come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from aidtrack.errors import Fault
from aidtrack.importing.loading.already_stored import standing
from aidtrack.importing.loading.nouns import Taken
from aidtrack.importing.matching.options import Options
from aidtrack.importing.problems import Problem, Problems
from aidtrack.importing.rows.blocks import Block, Reading
from aidtrack.importing.rows.places import Place, Places
from aidtrack.ledger.entry import ENTRY, LINK
from aidtrack.ledger.kind import BACK, KINDS
from aidtrack.locale import t
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.digest import Digest
from aidtrack.store.names.find import Names
from aidtrack.values.kinds import Value

_PLAIN = tuple(
    field.name for field in ENTRY.fields if not field.refers and field.name not in ("kind", "date", "amount")
)


@dataclass(slots=True)
class Waiting:
    """A row by column that needs the others first: a blank fund, a loan or an entry of this import that it takes back."""

    reading: Reading
    row: dict[str, object]
    reverses: Value
    loan: Value = None

    @property
    def line(self) -> int:
        return int(str(self.row["row_no"]))


@dataclass(slots=True)
class EntryLoad:
    """The entries of one import, inserted while they are read."""

    writer: Writer
    names: Names
    problems: Problems
    batch_id: int
    today: date
    options: Options
    waiting: list[Waiting] = field(default_factory=list)
    digest: Digest = field(default_factory=Digest)
    count: int = 0
    has_refs: bool = False
    kinds: set[str] = field(default_factory=set)
    links: dict[tuple[int, str], int] = field(default_factory=dict)  # the line that an export's link stands in, by file

    def read(self, reading: Reading, file_no: int) -> Taken:
        """Insert what one sheet holds. Raises LineFault."""
        header = reading.sheet.header
        places = Places(self.names, tuple(column.field.name for column in header.places))
        self.has_refs = self.has_refs or header.column("ref") is not None
        taken = Taken()
        blank_villages: list[int] = []
        village_filled = False
        for block in reading.blocks():
            kinds: Sequence[Value] = block.columns.get("kind") or [header.kind] * len(block)
            self.kinds.update(map(str, set(kinds)))
            none: Sequence[Value] = [None] * len(block)
            village = block.columns.get("village") or none
            beside = list(zip(*block.places.values(), strict=True)) if block.places else [()] * len(block)
            funds, projects = block.columns.get("fund") or none, block.columns.get("project") or none
            households = block.columns.get("household") or none
            found = places.find_all(list(zip(kinds, funds, projects, village, households, beside, strict=True)))
            if header.column("village") is not None:
                village_filled = village_filled or any(village)
                blank_villages += [
                    block.lines[at] for at, place in enumerate(found) if place.open_village and at not in block.rejected
                ]
            self._take(reading, block, kinds, found, file_no, taken)
        if village_filled and blank_villages:
            self._blank_village_problems(reading, blank_villages)
        return taken

    def _take(
        self, reading: Reading, block: Block, kinds: Sequence[Value], found: list[Place], file_no: int, taken: Taken
    ) -> None:
        """Check a block's rows against each other and the store, and insert the sound and new ones."""
        odd = self._odd(reading, block, found)
        reverses, loans = block.columns.get("reverses"), block.columns.get("loan")
        columns: dict[str, Sequence[object]] = {
            "date": block.columns["date"],
            "amount_fen": block.columns["amount"],
            **{name: block.columns[name] for name in _PLAIN if name in block.columns},
            "row_no": block.lines,
        }
        columns["fund_id"], columns["project_id"], columns["village_id"] = zip(
            *[(place.fund_id, place.project_id, place.village_id) for place in found], strict=True
        )
        if "household" in block.columns:
            columns["household_id"] = [place.household_id for place in found]
        same: dict[str, object] = {"batch_id": self.batch_id, "file_no": file_no}
        if reading.sheet.header.kind is None:
            columns["kind"] = kinds
        else:
            same["kind"] = reading.sheet.header.kind
        if self.options.mode != "add":
            known, other = standing(
                self.writer, self.problems, self.options.mode, reading, block, {**columns, "kind": kinds}, odd
            )
            taken.unchanged += len(known)
            odd |= known | other
        if "ref" in columns:
            columns["ref"] = self._without_links(file_no, block, columns["ref"])
        waiting = {at for at, fund in enumerate(columns["fund_id"]) if fund is None}
        for named in (reverses, loans):
            if named and any(named):
                waiting.update(at for at, ref in enumerate(named) if ref is not None)
        for at in sorted(waiting - odd):
            row = {**same, **{name: column[at] for name, column in columns.items()}}
            self.waiting.append(Waiting(reading, row, reverses[at] if reverses else None, loans[at] if loans else None))
        if odd or waiting:
            kept = [at for at in range(len(block)) if at not in odd and at not in waiting]
            columns = {name: [column[at] for at in kept] for name, column in columns.items()}
        self.insert(columns, same)
        taken.created += len(block) - len(odd)

    def _without_links(self, file_no: int, block: Block, refs: Sequence[object]) -> Sequence[object]:
        """The 流水号 that are to be stored: what export put in the place of one only links two rows of this file."""
        found = [at for at, ref in enumerate(refs) if ref is not None and str(ref).startswith(LINK)]
        self.links.update({(file_no, str(refs[at])): block.lines[at] for at in found})
        return [None if at in found else ref for at, ref in enumerate(refs)] if found else refs

    def insert(self, columns: Mapping[str, Sequence[object]], same: Mapping[str, object]) -> None:
        """Insert rows, unless a problem already means that nothing will be kept."""
        count = len(next(iter(columns.values())))
        if count and not self.problems.count:
            self.writer.insert_columns("entry", columns, same)
            self.digest.add(count, columns, same)
            self.count += count

    def _odd(self, reading: Reading, block: Block, found: list[Place]) -> set[int]:
        """The positions of rows with a problem that one look at whole columns cannot rule out."""
        amounts = [1 if amount is None else int(amount) for amount in block.columns["amount"]]
        dates = [str(day or "") for day in block.columns["date"]]
        reasons = block.columns.get("reason") or [None] * len(block)
        latest = (self.today + timedelta(days=1)).isoformat()
        faults: list[tuple[int, str, Fault]] = []
        if not self.options.allow_future and max(dates) > latest:
            future = Fault(t("lies in the future."), t("Check it, or add --allow-future."))
            faults += [(at, "date", future) for at, day in enumerate(dates) if day > latest]
        if 0 in amounts:
            nothing = Fault(t("is 0, which says nothing."), t("Leave the row out."))
            faults += [(at, "amount", nothing) for at, amount in enumerate(amounts) if amount == 0]
        if min(amounts) < 0:
            unexplained = Fault(t("is below zero and has no reason."), t("Give it in the column 原因 (reason)."))
            faults += [
                (at, "amount", unexplained) for at, amount in enumerate(amounts) if amount < 0 and not reasons[at]
            ]
        if not self.problems.names_unsure:
            faults += [(at, name, fault) for at, place in enumerate(found) for name, fault in place.faults]
        faults += _blank_funds(reading, block)
        faults += _parties(reading, block, found)
        faults += _other_kinds(reading.sheet.header.kind, block.columns.get("kind"))
        for at, name, fault in faults:
            column = reading.sheet.header.column(name)
            self.problems.fault(
                fault,
                reading.sheet.origin,
                block.lines[at],
                column.header if column else None,
                name,
                block.rows[at][column.at] if column else None,
            )
        return {at for at, _, _ in faults} | block.rejected

    def _blank_village_problems(self, reading: Reading, lines: list[int]) -> None:
        column = reading.sheet.header.column("village")
        assert column is not None
        for line in lines:
            self.problems.add(Problem(
                reading.sheet.origin, line, column.header, "village", "",
                t("is blank, and the project has no home village."),
                t("Fill it in, write 未分村, or add --fill-down village where it means the village above.")))  # fmt: skip


def _blank_funds(reading: Reading, block: Block) -> list[tuple[int, str, Fault]]:
    """Entries that name no fund, no project whose one fund it could be and no loan: only spending and what makes a loan smaller may."""
    funds = block.columns.get("fund")
    if funds is not None and None not in funds:
        return []
    kind = reading.sheet.header.kind
    kinds = block.columns.get("kind") or [kind] * len(block)
    blank: Sequence[Value] = [None] * len(block)
    projects = block.columns.get("project") or blank
    missing = Fault(t("is blank."), t("It must be filled in."))
    return [
        (at, "fund", missing)
        for at, fund in enumerate(funds or blank)
        if fund is None and kinds[at] not in (None, *BACK) and (kinds[at] != "spending" or projects[at] is None)
    ]


def _parties(reading: Reading, block: Block, found: Sequence[Place]) -> list[tuple[int, str, Fault]]:
    """Loans without a borrower, repayments without their loan, loans given up without a reason.

    What takes another row back has the borrower and the loan of that one.
    """
    kind = reading.sheet.header.kind
    if kind not in (None, "loan", *BACK):
        return []
    blank: Sequence[Value] = [None] * len(block)
    kinds = block.columns.get("kind") or [kind] * len(block)
    loans, reasons = block.columns.get("loan") or blank, block.columns.get("reason") or blank
    borrowers = block.columns.get("household") or blank
    back = block.columns.get("reverses") or blank
    missing = Fault(t("is blank."), t("It must be filled in."))
    faults = [
        (at, "household", missing)
        for at, one in enumerate(kinds)
        if one == "loan" and borrowers[at] is None and back[at] is None
    ]
    faults += [
        (at, "loan", missing) for at, one in enumerate(kinds) if one in BACK and loans[at] is None and back[at] is None
    ]
    faults += [(at, "reason", missing) for at, one in enumerate(kinds) if one == "writeoff" and reasons[at] is None]
    return faults


def _other_kinds(kind: str | None, column: Sequence[Value] | None) -> list[tuple[int, str, Fault]]:
    """The rows whose 类型 is not the kind that --as gave for all."""
    if kind is None or column is None:
        return []
    said = Fault(t("is not what --as says: {kind}.", kind=KINDS[kind].label), t("Make the two agree."))
    return [(at, "kind", said) for at, other in enumerate(column) if other != kind]
