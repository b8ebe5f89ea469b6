"""Entry sheets: checked blocks become rows of `entry`, inserted as they come."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import cast

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.loading.already_stored import Known, by_word
from aidtrack.importing.loading.corrections import Corrections
from aidtrack.importing.loading.entry_block import BlankVillages, EntryBlock, without
from aidtrack.importing.loading.refused_names import RefusedNames
from aidtrack.importing.loading.taken import Taken
from aidtrack.importing.loading.twins import Twins
from aidtrack.importing.matching.options import Options
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.problems import Problems, Repeated
from aidtrack.importing.rows.block import Block
from aidtrack.importing.rows.blocks import Reading
from aidtrack.importing.rows.places import Places
from aidtrack.ledger.digest import Digest
from aidtrack.ledger.entry import LINKING, NAMING
from aidtrack.ledger.kind import BACK, KINDS
from aidtrack.ledger.sense import nonsense
from aidtrack.locale import t
from aidtrack.store.engine.rights import CLERK, OFFICER, require
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.names.find import Names
from aidtrack.store.records.places import not_of_its_village
from aidtrack.store.records.successors import successors
from aidtrack.values.dates import day_limit


@dataclass(slots=True)
class Waiting:
    """A row by column that needs others first: a blank fund, or entries that it names, by field: a loan, one that it takes back …"""

    reading: Reading
    row: dict[str, object]
    named: Mapping[str, str]
    taken: Taken
    unassigned: bool  # its village is written out as none
    cell: str  # of its amount, as it came

    @property
    def amount_fen(self) -> int:
        return int(str(self.row["amount_fen"]))

    @property
    def line(self) -> int:
        return int(str(self.row["row_no"]))

    @property
    def file_no(self) -> int:
        return int(str(self.row["file_no"]))

    def is_known(self) -> None:
        """It is stored just so."""
        self.taken.unchanged.add(self.line)

    def is_taken(self) -> None:
        """It makes an entry."""
        self.taken.created += 1
        self.taken.lines.add(self.line)


@dataclass(slots=True)
class EntryLoad:
    """The entries of one import, inserted while they are read."""

    writer: Writer
    names: Names
    problems: Problems
    batch_id: int
    today: date
    options: Options
    corrections: Corrections
    refused: RefusedNames
    look_at: Callable[[Block], None] = lambda _: None  # told of the next rows before they are taken
    waiting: list[Waiting] = field(default_factory=list)
    by_key: list[Waiting] = field(default_factory=list)  # figures that are compared with what is stored of their key
    notes: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))  # by sheet
    digest: Digest = field(default_factory=Digest)
    count: int = 0
    has_refs: bool = False
    kinds: dict[int, set[str]] = field(default_factory=dict)  # those that each sheet holds
    # What rows are known to repeat, by sheet.
    used: defaultdict[int, set[Repeated]] = field(default_factory=lambda: defaultdict(set))
    # By sheet, its lines that were recorded before.
    recorded: dict[int, dict[int, Repeated]] = field(default_factory=dict)
    origins: dict[str, tuple[int, int]] = field(default_factory=dict)  # the sheet and line of each 来源编号
    links: dict[tuple[int, str], int] = field(default_factory=dict)  # the line that an export's link stands in, by file

    def read(self, reading: Reading, file_no: int) -> Taken:
        """Insert what one sheet holds. Raises LineFault, Environment where that takes an officer."""
        header = reading.sheet.header
        self.has_refs = self.has_refs or header.column("ref") is not None
        places = Places.of(self.names, header.levels)
        blank_villages = BlankVillages(reading)
        taken, twins = Taken(), Twins()
        kinds = self.kinds[file_no] = set()
        for block in reading.blocks():
            self.look_at(block)
            entries = EntryBlock.of(reading, block, places)
            kinds.update(map(str, set(entries.kinds)))
            blank_villages.look_at(entries)
            self._take(entries, file_no, taken, twins)
        blank_villages.report()
        taken.twins = twins.count
        return taken

    def _take(self, entries: EntryBlock, file_no: int, taken: Taken, twins: Twins) -> None:
        """Check a block's rows against each other and the store; insert the sound and new ones, but for those that wait."""
        passed_over = self._at_fault(entries, file_no)
        columns = entries.stored()
        columns["village_id"], moved = self._booked_on(entries, columns)
        taken.moved += moved
        same: dict[str, object] = {"batch_id": self.batch_id, "file_no": file_no}
        if "kind" not in columns:
            same["kind"] = entries.reading.sheet.header.kind
        if is_by_key(entries.reading.sheet, self.options):
            kept = [at for at in range(len(entries)) if at not in passed_over]
            self.by_key += [self._waiting(entries, at, {**same, **_row(columns, at)}, taken) for at in kept]
            return
        words = ["origin"] if any(entries["origin"]) else []
        words += ["ref"] if self.options.mode != "add" or self.options.new_only else []
        for word in words:
            known = by_word(self.names, self.options.mode, word, entries, columns, passed_over)
            passed_over |= self._settle(known, entries, columns, file_no, taken)
        taken.created += len(entries) - len(passed_over)
        twins.look_at(entries, columns, passed_over)
        if entries.reading.sheet.part is not None:
            taken.lines |= {line for at, line in enumerate(entries.block.lines) if at not in passed_over}
        leaning = entries.leaning()
        for at in sorted(leaning - passed_over):
            if any(entries[name][at] is not None for name in LINKING):
                self.require_officer()
            self.waiting.append(self._waiting(entries, at, {**same, **_row(columns, at)}, taken))
        self.insert(without(passed_over | leaning, columns, len(entries)), same)

    def _settle(
        self,
        known: Known,
        entries: EntryBlock,
        columns: Mapping[str, Sequence[object]],
        file_no: int,
        taken: Taken,
    ) -> set[int]:
        """Count what is stored and correct what says something else; the positions that nothing more is to be done about."""
        taken.unchanged.update(entries.block.lines[at] for at in known.unchanged)
        repeated = {*known.unchanged.values(), *(int(str(entry["id"])) for entry in known.other.values())}
        self.used[file_no] |= {(0, entry) for entry in repeated}
        stated = {**columns, "kind": entries.kinds}
        for at, entry in known.other.items():
            taken.updated += self.corrections.take(entries, stated, at, entry, file_no)
        return known.unchanged.keys() | known.wrong | known.other.keys()

    def _waiting(self, entries: EntryBlock, at: int, row: dict[str, object], taken: Taken) -> Waiting:
        column = entries.reading.sheet.header.column("amount")
        cell = column.cell(entries.block.rows[at]) if column else ""
        return Waiting(entries.reading, row, entries.named(at), taken, entries.places[at].unassigned, cell)

    def _booked_on(self, entries: EntryBlock, columns: Mapping[str, Sequence[object]]) -> tuple[Sequence[object], int]:
        """The village of each row, and of how many it is another than the row's own, which became part of it before the row's day.

        What a store recorded is booked there already.
        """
        own = columns["village_id"]
        merged = successors(self.writer)
        if not merged.into:
            return own, 0
        leans = zip(entries["reverses"], entries["origin"], entries.kinds, strict=True)
        booked = [
            village if reverses or origin or kind in BACK else merged.of(cast("int | None", village), day)
            for village, day, (reverses, origin, kind) in zip(own, columns["date"], leans, strict=True)
        ]
        return booked, sum(one != other for one, other in zip(own, booked, strict=True))

    def _at_fault(self, entries: EntryBlock, file_no: int) -> set[int]:
        """The positions of rows with a problem; what whole columns and names alone show is said here."""
        latest = None if self.options.allow_future else day_limit(self.today)
        senseless = nonsense(entries.proposed(latest), entries.reading.give)
        faults = [(at, rule.field, fault) for at, rule, fault in senseless]
        faults += self._not_found(entries)
        faults += self._of_another_village(entries)
        faults += _of_another_kind(entries)
        faults += self._links_twice(entries, file_no)
        faults += self._origins_twice(entries, file_no)
        faults += _naming_others(entries)
        for at, name, fault in faults:
            entries.fault(at, name, fault)
        return {at for at, _, _ in faults} | entries.block.rejected

    def _not_found(self, entries: EntryBlock) -> Iterator[tuple[int, str, Fault]]:
        """The names that nothing has, unless a sheet that might have held them could not be read."""
        if self.problems.names_unsure:
            return
        for at, place in entries.open:
            for name, error in place.not_found:
                yield at, name, self.refused.fault(name, str(entries[name][at]), error)

    def _of_another_village(self, entries: EntryBlock) -> Iterator[tuple[int, str, Fault]]:
        """The rows of a household that lives in another village; what takes back is of the household of what it takes back."""
        if not any(entries["household"]):
            return
        for at, household in enumerate(entries["household"]):
            place = entries.places[at]
            if household is None or place.open_village or entries["reverses"][at] is not None:
                continue
            kind, day = str(entries.kinds[at]), entries["date"][at]
            fault = not_of_its_village(self.names, kind, place.household_id, place.village_id, day)
            if fault is not None:
                yield at, "household", fault

    def _links_twice(self, entries: EntryBlock, file_no: int) -> Iterator[tuple[int, str, Fault]]:
        """Links that stand in two rows of a file; the others are kept."""
        for link, at in entries.links:
            line = self.links.setdefault((file_no, link), entries.block.lines[at])
            if line != entries.block.lines[at]:
                yield (
                    at,
                    "ref",
                    Fault(
                        t("stands in line {line} too.", line=line),
                        t("Keep one of the two rows."),
                        code=Code.STANDS_TWICE,
                    ),
                )

    def _origins_twice(self, entries: EntryBlock, file_no: int) -> Iterator[tuple[int, str, Fault]]:
        """A 来源编号 that another row of the import has too; the others are kept."""
        origins = entries["origin"]
        for at, origin in enumerate(origins) if any(origins) else ():
            place = (file_no, entries.block.lines[at])
            if origin is not None and (first := self.origins.setdefault(str(origin), place)) != place:
                said = t("stands in line {line} too.", line=first[1])
                yield at, "origin", Fault(said, t("Keep one of the two rows."), code=Code.STANDS_TWICE)

    def require_officer(self) -> None:
        """Of rows that correct, move or carry on what is recorded: a clerk brings others. Raises Environment."""
        if self.writer.right == CLERK:
            require(self.writer, CLERK, OFFICER)

    def insert(self, columns: Mapping[str, Sequence[object]], same: Mapping[str, object]) -> None:
        """Insert rows, unless a problem already means that nothing will be kept."""
        count = len(next(iter(columns.values())))
        if count and not self.problems.count:
            self.writer.insert_columns("entry", columns, same)
            self.digest.add(count, columns, same)
            self.count += count


def is_by_key(sheet: Sheet, options: Options) -> bool:
    """Whether the figures of a sheet are compared with what is stored of their key, not row by row."""
    is_month = sheet.part is not None and sheet.part.month is not None
    return sheet.as_of is not None or (is_month and options.new_only)


def _row(columns: Mapping[str, Sequence[object]], at: int) -> dict[str, object]:
    return {name: column[at] for name, column in columns.items()}


def _naming_others(entries: EntryBlock) -> Iterator[tuple[int, str, Fault]]:
    """The rows that name another entry, or a household, where figures had been reached: these are of no one entry."""
    if entries.reading.sheet.as_of is None:
        return
    fault = Fault(
        t("has no place among figures that had been reached."),
        t("Leave the column out, or --positions."),
        code=Code.SENSELESS,
    )
    for name in (*NAMING, "household"):
        yield from ((at, name, fault) for at, value in enumerate(entries[name]) if value is not None)


def _of_another_kind(entries: EntryBlock) -> Iterator[tuple[int, str, Fault]]:
    """The rows whose 类型 is not the kind that --as gave for all."""
    stated, column = entries.reading.sheet.header.kind, entries.block.columns.get("kind")
    if stated is not None and column is not None:
        fault = Fault(
            t("is not what --as says: {kind}.", kind=KINDS[stated].label),
            t("Make the two agree."),
            code=Code.CONTRADICTS,
        )
        yield from ((at, "kind", fault) for at, other in enumerate(column) if other != stated)
