"""Entry sheets: checked blocks become rows of `entry`, inserted as they come."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from aidtrack.errors import Fault
from aidtrack.importing.places import Place, Places
from aidtrack.importing.problems import Problem, Problems
from aidtrack.importing.rows import Block, Reading
from aidtrack.locale import t
from aidtrack.store.digest import ROW, Digest
from aidtrack.store.find import Names
from aidtrack.store.writing import Writer
from aidtrack.values.kinds import Value
from aidtrack.values.money import yuan

_PLAIN = ("payee", "voucher", "doc_no", "ref", "purpose", "reason", "over")


@dataclass(slots=True)
class Waiting:
    """A row that needs the others first: a blank fund, or an entry of this import that it takes back."""

    line: int
    file_no: int
    reading: Reading
    values: dict[str, Value]
    reverses: str | None


@dataclass(slots=True)
class EntryLoad:
    """The entries of one import, inserted while they are read."""

    writer: Writer
    names: Names
    problems: Problems
    batch_id: int
    today: date
    allow_future: bool
    waiting: list[Waiting] = field(default_factory=list)
    digest: Digest = field(default_factory=Digest)
    count: int = 0
    has_refs: bool = False

    def read(self, reading: Reading, file_no: int) -> int:
        """Insert what one sheet holds; returns how many rows were taken. Raises LineFault."""
        header = reading.sheet.header
        places = Places(self.names, tuple(column.field.name for column in header.places))
        self.has_refs = self.has_refs or header.column("ref") is not None
        taken = 0
        blank_villages: list[int] = []
        village_filled = False
        for block in reading.blocks():
            kinds: Sequence[Value] = block.columns.get("kind") or [header.kind] * len(block)
            none: Sequence[Value] = [None] * len(block)
            village = block.columns.get("village") or none
            beside = list(zip(*block.places.values(), strict=True)) if block.places else [()] * len(block)
            words = zip(
                kinds, block.columns.get("fund") or none, block.columns.get("project") or none, village, beside, strict=True
            )
            found = [places.find(word) for word in words]
            if header.column("village") is not None:
                village_filled = village_filled or any(village)
                if any(place.open_village for place in found):
                    blank_villages += [line for line, place in zip(block.lines, found, strict=True) if place.open_village]
            taken += self._take(reading, block, kinds, found, file_no)
        if village_filled and blank_villages:
            self._blank_village_problems(reading, blank_villages)
        return taken

    def _take(self, reading: Reading, block: Block, kinds: Sequence[Value], found: list[Place], file_no: int) -> int:
        """Check a block's rows against each other and the store, and insert the sound ones."""
        none: Sequence[Value] = [None] * len(block)
        columns = block.columns
        amounts, dates = columns["amount"], columns["date"]
        reasons = columns.get("reason") or none
        reverses = columns.get("reverses") or none
        odd = self._odd(reading, block, found, amounts, dates, reasons)
        rows: list[tuple[object, ...]] = []
        plain = [columns.get(name) or none for name in _PLAIN]
        for at, (kind, day, place, amount, *rest) in enumerate(zip(kinds, dates, found, amounts, *plain, strict=True)):
            if at in odd:
                continue
            if place.fund_id is None or reverses[at] is not None:
                self._wait(reading, block.lines[at], file_no, (kind, day, place, amount, *rest), reverses[at])
                continue
            rows.append((
                kind, day, place.fund_id, place.project_id, place.village_id, amount, *rest, None,
                self.batch_id, file_no, block.lines[at],
            ))  # fmt: skip
        self.insert(rows)
        return len(block) - len(odd)

    def insert(self, rows: list[tuple[object, ...]]) -> None:
        """Insert rows, unless a problem already means that nothing will be kept."""
        if rows and not self.problems.count:
            self.writer.insert_many("entry", ROW, rows)
            self.digest.add(rows)
            self.count += len(rows)

    def _odd(
        self, reading: Reading, block: Block, found: list[Place],
        amounts: Sequence[Value], dates: Sequence[Value], reasons: Sequence[Value],
    ) -> set[int]:  # fmt: skip
        """The positions of rows with a problem that one look at whole columns cannot rule out."""
        latest = (self.today + timedelta(days=1)).isoformat()
        odd: set[int] = set()

        def refuse(at: int, name: str, fault: Fault, value: Value) -> None:
            odd.add(at)
            column = reading.sheet.header.column(name)
            shown = yuan(value) if name == "amount" and isinstance(value, int) else value
            self.problems.fault(
                fault, reading.sheet.name, block.lines[at], column.header if column else None, name,
                None if shown is None else str(shown),
            )  # fmt: skip

        if not self.allow_future and max(map(str, dates)) > latest:
            for at, day in enumerate(dates):
                if str(day) > latest:
                    refuse(at, "date", Fault(t("lies in the future."), t("Check it, or add --allow-future.")), day)
        if 0 in amounts:
            for at, amount in enumerate(amounts):
                if amount == 0:
                    refuse(at, "amount", Fault(t("is 0, which says nothing."), t("Leave the row out.")), amount)
        if min(int(amount or 0) for amount in amounts) < 0:
            for at, amount in enumerate(amounts):
                if int(amount or 0) < 0 and not reasons[at]:
                    refuse(at, "amount", Fault(t("is below zero and has no reason."), t("Give it in the column 原因 (reason).")), amount)
        for at, place in enumerate(found):
            if place.faults:
                for name, fault in place.faults:
                    refuse(at, name, fault, block.columns[name][at])
        return odd

    def _wait(
        self, reading: Reading, line: int, file_no: int, row: tuple[object, ...], reverses: Value
    ) -> None:
        kind, day, place, amount, *rest = row
        assert isinstance(place, Place)
        values: dict[str, Value] = {
            "kind": str(kind),
            "date": str(day),
            "fund_id": place.fund_id,
            "project_id": place.project_id,
            "village_id": place.village_id,
            "amount_fen": int(str(amount)),
            **{name: None if text is None else str(text) for name, text in zip(_PLAIN, rest, strict=True)},
        }
        self.waiting.append(Waiting(line, file_no, reading, values, None if reverses is None else str(reverses)))

    def _blank_village_problems(self, reading: Reading, lines: list[int]) -> None:
        column = reading.sheet.header.column("village")
        assert column is not None
        for line in lines:
            self.problems.add(Problem(
                reading.sheet.name, line, column.header, "village", "",
                t("is blank, and the project has no home village."),
                t("Fill it in, write 未分村, or add --fill-down village where it means the village above.")))  # fmt: skip

