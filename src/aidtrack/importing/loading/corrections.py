"""Rows that correct what is recorded under their 流水号 (`--mode correct`): with their own reason, or the one given for all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault, Refused
from aidtrack.importing.loading.already_stored import Stored, differing_fields
from aidtrack.importing.loading.entry_block import EntryBlock
from aidtrack.ledger.entry import ENTRY, NAMING
from aidtrack.ledger.equality import COMPARED
from aidtrack.locale import command, t
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.names.find import Names
from aidtrack.store.names.refs import by_ref
from aidtrack.store.records.books import day_back
from aidtrack.store.records.bulk import Act
from aidtrack.store.records.correctable import require_correctable
from aidtrack.store.records.correcting import Change, Correcting, Insert, record_anew
from aidtrack.store.records.equal_entries import Equal, made_equal
from aidtrack.store.records.halves import require_no_half
from aidtrack.store.records.rows import held_fen
from aidtrack.values.money import plain_yuan, yuan


@dataclass(slots=True)
class Corrections:
    """The entries that the rows of one import correct, by id; `reason` is what was given for all."""

    writer: Writer
    reason: str | None
    changes: dict[int, Change] = field(default_factory=dict)
    anew: Mapping[int, int] = field(default_factory=dict)  # when they are recorded: by id the new entry's
    reopened: dict[int, list[str]] = field(default_factory=dict)  # by sheet, of each row for a closed day the open one

    def take(
        self, entries: EntryBlock, columns: Mapping[str, Sequence[object]], at: int, entry: Stored, file_no: int
    ) -> bool:
        """Whether the row at a position can correct the entry that it differs from; what is wrong is a problem of the row."""
        try:
            name, fault = self._take(entries, columns, at, entry, file_no)
        except Refused as refused:
            name, fault = "ref", Fault.of(refused)
        if fault is not None:
            entries.fault(at, name, fault)
        return fault is None

    def _take(
        self, entries: EntryBlock, columns: Mapping[str, Sequence[object]], at: int, entry: Stored, file_no: int
    ) -> tuple[str, Fault | None]:
        id, reason = int(str(entry["id"])), entries["reason"][at]
        if id in self.changes:
            line = (self.changes[id].line or (0, 0))[1]
            return "ref", Fault(
                t("stands in line {line} too.", line=line), t("Keep one of the two rows."), code=Code.STANDS_TWICE
            )
        if reason is None and self.reason is None:
            said = t("is blank, and entry {id} says something else: a correction has its reason.", id=id)
            return "reason", Fault(
                said,
                t(
                    "Give it in the column {column}, or one for all rows: --reason WHY.",
                    column=ENTRY.field("reason").label,
                ),
                code=Code.BLANK,
            )
        require_correctable(self.writer, f"(SELECT {id} AS id)")
        require_no_half(self.writer, id)
        changes: dict[str, object] = {} if reason is None else {"reason": reason}
        for one in differing_fields(entries, columns, at, entry, but=("ref", "origin", "reason")):
            name = one.name
            if name == "kind" or (name in NAMING and name != "loan"):
                said = t("is another than that of entry {id}, and this cannot be corrected.", id=id)
                return name, Fault(
                    said, t("Take that entry back with reverse, and record it anew."), code=Code.NOT_CORRECTABLE
                )
            says = columns[one.column][at] if name != "loan" else self._loan(entries["loan"][at])
            if name == "loan" and says is None:
                return name, Fault(
                    t("is no 流水号 in the store or in this import."), t("Check the 流水号."), code=Code.UNKNOWN_ENTRY
                )
            if name == "amount" and (told := self._given_back(entry, int(str(says)))) is not None:
                return name, told
            changes[one.column] = says
        if (
            not changes.keys().isdisjoint(("project_id", "household_id"))
            and entries.reading.sheet.header.column("village") is None
        ):
            changes["village_id"] = columns["village_id"][at]
        over, given = entries["over"][at], changes.get("date")
        dated = day_back(self.writer, str(entry["date"]), self.writer.today, over=over, given=given)
        if dated != entry["date"]:
            changes.setdefault("date", dated)
            self.reopened.setdefault(file_no, []).append(dated)
        why = str(self.reason if reason is None else reason)
        self.changes[id] = Change(changes, dated, why, (file_no, entries.block.lines[at]), over)
        return "", None

    def _given_back(self, entry: Stored, says: int) -> Fault | None:
        """Why it is not said what an amount means: of an entry given back in part it may be that before or that after."""
        id = int(str(entry["id"]))
        back = int(str(entry["returned_fen"])) + held_fen(self.writer, id) - int(str(entry["amount_fen"]))
        if back == 0:
            return None
        correct = command(str(entry["kind"]), "correct", f"id:{id}", "--amount")
        return Fault(
            t("is another, and {amount} yuan of entry {id} were given back: it may be meant before that or after.", amount=yuan(abs(back)), id=id),
            t("Say what it holds after that: {command} {left} --reason WHY where the row says what was paid at first, else {command} {all} --reason WHY.",
              command=correct, left=plain_yuan(says + back), all=plain_yuan(says)),
            code=Code.NOT_CORRECTABLE,
        )  # fmt: skip

    def notes(self, file_no: int) -> list[str]:
        """What is to be told of the rows of one sheet: on which day they take back what is of closed ones."""
        days = self.reopened.get(file_no, [])
        if not days:
            return []
        return [
            t(
                "{count} corrections of entries of closed days are dated {date}, the first open day.",
                count=len(days),
                date=max(days),
            )
        ]

    def _loan(self, ref: object) -> int | None:
        return None if ref is None else by_ref(self.writer, str(ref))

    def record(self, names: Names, batch_id: int, last: int, insert: Insert) -> None:
        """Enter what takes them back, and the new ones; `last` is the last entry before the load, which judges the whole."""
        act = Correcting(self.writer, batch_id, Act(last), Chain(self.writer), names, "", None, insert, self.changes)
        record_anew(act)
        self.anew = act.anew

    def made_equal(self, last: int, kinds: Sequence[str]) -> Iterator[tuple[tuple[int, int], str, Equal]]:
        """Of each row of `kinds` that made its entry equal another one that stands: (file_no, row_no), the field by which, and that one."""
        rows = {self.anew[id]: change for id, change in self.changes.items()}
        for new, other in made_equal(self.writer, last, kinds, rows):
            changed = (name for name in COMPARED if ENTRY.field(name).column in rows[new.id].values)
            yield (new.sheet, new.line), next(changed, "amount"), other
