"""A block of a sheet read as entries: its columns by field, and beside them the kind and the place of every row."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import field

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.rows.block import Block
from aidtrack.importing.rows.blocks import Reading
from aidtrack.importing.rows.places import Places
from aidtrack.ledger.entry import ENTRY, NAMING, is_link
from aidtrack.ledger.sense import EntryColumns
from aidtrack.locale import t
from aidtrack.store.records.places import Place
from aidtrack.values.kinds import Value
from aidtrack.values.words import UNASSIGNED

# What goes into the store as it stands in the sheet, under the same name.
_PLAIN = tuple(
    field.name for field in ENTRY.fields if not field.refers and field.name not in ("kind", "date", "amount")
)


@dataclass(slots=True)
class EntryBlock:
    """`kinds` and `places` hold one for each row; `links` are what an export put in the place of a 流水号, with their positions."""

    reading: Reading
    block: Block
    kinds: Sequence[Value]
    places: Sequence[Place]
    links: list[tuple[str, int]] = field(default_factory=list)
    open: Sequence[tuple[int, Place]] = ()  # the places that do not answer all, with their positions

    @classmethod
    def of(cls, reading: Reading, block: Block, places: Places) -> "EntryBlock":
        kinds = block.columns.get("kind") or [reading.sheet.header.kind] * len(block)
        found = cls(reading, block, kinds, [])
        said = (kinds, found["fund"], found["project"], found.villages, found["household"])
        found.places = places.find_all([*zip(*said, *block.places.values(), strict=True)])
        if not places.all_answer:
            found.open = [(at, place) for at, place in enumerate(found.places) if not place.answers]
        found._take_links_out()
        return found

    def __len__(self) -> int:
        return len(self.block)

    def __getitem__(self, name: str) -> Sequence[Value]:
        """The column of a field, blank where the sheet has none."""
        return self.block.columns.get(name) or (None,) * len(self.block)

    @property
    def villages(self) -> Sequence[Value]:
        """What stands for the village of each row; where it is blank a note may say that there is none."""
        villages = self["village"]
        if not any(note in UNASSIGNED for note in self["note"] if note is not None):
            return villages
        return [
            note if village is None and note in UNASSIGNED else village
            for village, note in zip(villages, self["note"], strict=True)
        ]

    def _take_links_out(self) -> None:
        """A link only ties two rows of its file together: it is no 流水号."""
        refs = self["ref"]
        if not any(refs):
            return
        self.links = [(str(ref), at) for at, ref in enumerate(refs) if ref is not None and is_link(str(ref))]
        if self.links:
            links = {link for link, _ in self.links}
            self.block.columns["ref"] = [None if ref in links else ref for ref in refs]

    def proposed(self, latest: str | None) -> EntryColumns:
        """As the rules of sense look at them."""
        columns = {**self.block.columns, "kind": self.kinds}
        if self.reading.sheet.as_of is not None:  # what had been reached is no amount of an entry
            columns["amount"] = [None] * len(self)
        return EntryColumns(len(self), columns, set(self.kinds), latest)

    def stored(self) -> dict[str, Sequence[object]]:
        """By column of the store; the kind only where rows differ in it."""
        given = self.block.columns
        columns: dict[str, Sequence[object]] = {"date": given["date"], "amount_fen": given["amount"]}
        columns |= {name: given[name] for name in _PLAIN if name in given}
        columns["row_no"] = self.block.lines
        columns["fund_id"] = [place.fund_id for place in self.places]
        columns["project_id"] = [place.project_id for place in self.places]
        columns["village_id"] = [place.village_id for place in self.places]
        if "household" in given:
            columns["household_id"] = [place.household_id for place in self.places]
        if self.reading.sheet.header.kind is None:
            columns["kind"] = self.kinds
        return columns

    def leaning(self) -> set[int]:
        """The positions of rows that need others first: without a fund, or about an entry that they name."""
        found = {at for at, place in self.open if place.fund_id is None}
        for name in NAMING:
            if any(self[name]):
                found |= {at for at, ref in enumerate(self[name]) if ref is not None}
        return found

    def named(self, at: int) -> dict[str, str]:
        """The 流水号 of the entries that the row at a position is about, by field."""
        return {name: str(self[name][at]) for name in NAMING if self[name][at] is not None}

    def fault(self, at: int, name: str, fault: Fault) -> None:
        """A problem of the row at a position, with its cell as it came."""
        column = self.reading.sheet.header.column(name)
        cell = column.cell(self.block.rows[at]) if column else None
        self.reading.fault(self.block.lines[at], name, fault, cell)


def without(positions: Set[int], columns: Mapping[str, Sequence[object]], count: int) -> Mapping[str, Sequence[object]]:
    """The columns, as long as `count`, without the rows at these positions."""
    if not positions:
        return columns
    kept = [at for at in range(count) if at not in positions]
    return {name: [column[at] for at in kept] for name, column in columns.items()}


@dataclass(slots=True)
class BlankVillages:
    """Blanks that no project answers, in a sheet that names villages elsewhere: a merged cell, or none? Both are likely."""

    reading: Reading
    lines: list[int] = field(default_factory=list)
    filled: bool = False  # some row names its village

    def look_at(self, entries: EntryBlock) -> None:
        if self.reading.sheet.header.column("village") is None:
            return
        self.filled = self.filled or any(entries["village"])
        rejected, lines = entries.block.rejected, entries.block.lines
        self.lines += [lines[at] for at, place in entries.open if place.open_village and at not in rejected]

    def report(self) -> None:
        """Each is a problem of its row."""
        advice = t("Fill it in, write 未分村, or add --fill-down village where it means the village above.")
        if self.reading.fills_down("village"):  # nothing stands above it
            advice = t("Fill it in, or write 未分村.")
        for line in self.lines if self.filled else ():
            said = t("is blank, and the project has no home village.")
            self.reading.fault(line, "village", Fault(said, advice, code=Code.BLANK), "")
