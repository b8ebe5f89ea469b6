"""Noun sheets: rows become villages, organizations, funds and projects, or change those that have their key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.loading import noun_refusals, without_village
from aidtrack.importing.loading.heard import Heard, told
from aidtrack.importing.loading.noun_refusals import contradiction, not_in_store
from aidtrack.importing.loading.noun_row import NounRow, noun_rows
from aidtrack.importing.loading.noun_waiting import Waiting, insert
from aidtrack.importing.loading.others_of_noun import OthersOfNoun, popped
from aidtrack.importing.loading.refused_names import RefusedNames
from aidtrack.importing.loading.taken import Taken
from aidtrack.importing.problems import Problems
from aidtrack.importing.rows.block import Block
from aidtrack.importing.rows.blocks import Reading
from aidtrack.locale import spoken
from aidtrack.nouns.sense import senseless
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.names.find import Names
from aidtrack.store.names.words import OpenWords
from aidtrack.store.records import moved_project, noun_words, nouns
from aidtrack.store.records.bulk import Act
from aidtrack.store.records.counties import Counties, in_a_sheet
from aidtrack.store.records.noun_changes import Change
from aidtrack.store.records.relation import summed
from aidtrack.values.lists import OpenKind, new_word_note

_NEVER_KEPT = -(10**12)  # ids of what is made though a problem means that nothing will be kept


@dataclass(slots=True)
class NounLoad:
    """The nouns of one import, under its mode. What rows make and change is written a block at a time."""

    writer: Writer
    names: Names
    words: OpenWords
    problems: Problems
    batch_id: int
    chain: Chain
    mode: str
    act: Act
    refused: RefusedNames
    insist: bool = False  # that a name which is likely another row's is a new one
    look_at: Callable[[Block], None] = lambda _: None  # told of the next rows before they are taken
    notes: list[str] = field(default_factory=list)
    counties: Counties = field(init=False)
    _waiting: Waiting = field(init=False)  # of the block that is read
    _money: dict[int, bool] = field(default_factory=dict)  # whether a project that leaves its village has any
    _ahead: int = 0  # problems of rows of the block that are still to be taken
    _words: set[tuple[str, object]] = field(default_factory=set)  # of open lists, seen in this import
    _leftovers: dict[str, set[int]] = field(default_factory=dict)  # by noun
    heard: Heard = field(default_factory=Heard)
    others: OthersOfNoun = field(init=False)

    def __post_init__(self) -> None:
        self.counties = Counties(self.names)
        self.others = OthersOfNoun(self.writer, self.names, self.problems, self.batch_id, self.chain, self.act)

    def read(self, reading: Reading) -> Taken:
        """Take in what one sheet holds. Raises LineFault."""
        noun = reading.sheet.header.noun.name
        taken = Taken()
        for block in reading.blocks():
            self.look_at(block)
            ids = iter(self._ids(noun, block))
            with self.chain.together():
                self._waiting = Waiting(self.writer, self.chain, self.batch_id, noun)
                rows = [
                    (row, self.problems.count)
                    for row in noun_rows(reading, block, self.names, self.words, self.refused)
                ]
                self._read_ahead([row for row, _ in rows])
                found = self.problems.count
                for row, before in rows:
                    self._ahead = found - before
                    taken.masked += row.masked
                    self._take(row, taken, next(ids))
                self._ahead = 0
                self._write()
        return taken

    @property
    def _at_fault(self) -> bool:
        """Whether something was at fault so far, so that nothing will be kept."""
        return self.problems.count > self._ahead

    def _read_ahead(self, rows: Sequence[NounRow]) -> None:
        """What rows of a block most likely name is read at once, where it will be asked for."""
        if not self._at_fault:
            asked = [row for row in rows if self._mode(row) != "add" or row.is_exported]
            same = (without_village.every_same(self.names, row, self._is_seen(row)) for row in asked)
            self._waiting.look_at({found[0] for found in same if len(found) == 1})

    def _mode(self, row: NounRow) -> str:
        return "upsert" if row.reading.sheet.upserts else self.mode

    def _is_seen(self, row: NounRow) -> Callable[[int], bool]:
        return lambda one: (row.noun.name, one) in self.heard.seen

    def _write(self) -> None:
        """What waits is written, where anything will be kept."""
        if self._at_fault:
            self._waiting.drop()
        else:
            self._waiting.write()

    def _ids(self, noun: str, block: Block) -> Sequence[int]:
        """For every row one that is free; below zero where nothing will be kept."""
        return [-line for line in block.lines] if self.problems.count else self.writer.next_ids(noun, len(block))

    def _take(self, row: NounRow, taken: Taken, fresh: int) -> None:
        """Create or change what one row names; `fresh` is the id where it is new."""
        noun = row.noun.name
        later = popped(row)
        every = without_village.every_same(self.names, row, self._is_seen(row))
        if len(every) > 1:
            row.fault("name", without_village.ambiguous(self.names, row, every))
            return
        id = next(iter(every), None)
        if id is not None:
            without_village.fill(self.names, row, id)
        elif noun == "village" and not row.is_exported and (among := self.counties.fill(row.values)):
            row.fault("county", in_a_sheet(among))
            return
        leftover = id in self._left_by_undone(noun)
        refused = self._refused(row, id, later, is_new=id is None or leftover)
        if refused is not None:
            row.fault(*refused)
            return
        if id is None:
            id = fresh
            taken.created += 1
            self._create(row, fresh)
        elif leftover:
            taken.created += 1
            self._take_over(row, id)
        elif self._says_more(row, id):
            taken.updated += 1
        else:
            taken.unchanged.add(row.line)
        self.heard.seen.setdefault((noun, id), row)
        self.others.wait(row, id, later, taken)
        self._mention_new_words(row)

    def _left_by_undone(self, noun: str) -> set[int]:
        """The rows that undone batches had to leave, and that this import has not taken over."""
        if noun not in self._leftovers:
            self._leftovers[noun] = nouns.leftovers(self.writer, noun)
        return self._leftovers[noun]

    def _says_more(self, row: NounRow, id: int) -> bool:
        """Whether a row changes what is there; of a row that the import itself brings only what was blank."""
        first = self.heard.seen.get((row.noun.name, id))
        if first is not None:
            if row.values.items() <= first.values.items():
                return False
            self._write()
            first.values.update(row.values)
        return self._change(row, id)

    def _refused(
        self, row: NounRow, id: int | None, later: Mapping[str, object], *, is_new: bool
    ) -> tuple[str, Fault] | None:
        """Why a row cannot be taken under the mode: the field at fault and what is wrong. `id` is what it names."""
        noun = row.noun.name
        mode = self._mode(row)
        if id is None and mode == "update":
            return "name", not_in_store(self.names, row)
        if id is not None and (noun, id) in self.heard.seen:
            return contradiction(row, self.heard.seen[noun, id])
        if id is not None and mode == "add" and not is_new and not self._comes_back(row, id):
            return "name", Fault.of(noun_words.taken(self.names, noun, row.values, id, in_a_sheet=True))
        if id is None and (almost := self.likely(noun, row.values)) is not None:
            return "name", almost
        if is_new and not row.rejected and (at_odds := senseless(row.noun, {**row.values, **later})) is not None:
            return at_odds
        alias = noun_words.alias_fault(self.names, noun, row.values, id) if is_new else None
        return None if alias is None else ("alias", alias)

    def make(self, noun: str, values: dict[str, object]) -> int:
        """The id of a new row of these values, by column."""
        [id] = (
            self.writer.next_ids(noun, 1)
            if not self.problems.count
            else [_NEVER_KEPT - len(self.names.index(noun).rows)]
        )
        self._make_known(noun, id, values)
        if not self.problems.count:
            insert(self.writer, noun, {id: values}, self.batch_id)
            self.chain.append("add", noun, id, after=values, batch_id=self.batch_id)
        return id

    def _make_known(self, noun: str, id: int, values: Mapping[str, object]) -> None:
        self.names.index(noun).add(id, values)
        if noun == "village":
            self.counties.add(values)

    def likely(
        self, noun: str, values: Mapping[str, object], id: int | None = None, before: Mapping[str, object] | None = None
    ) -> Fault | None:
        """What is wrong with values that are likely another row's, but for whoever insists."""
        return None if self.insist else noun_refusals.likely(self.names, noun, values, id, before)

    def _create(self, row: NounRow, id: int) -> None:
        self._note_code(row, id, row.values)
        self._make_known(row.noun.name, id, row.values)
        self._waiting.add(id, row.values)

    def _take_over(self, row: NounRow, id: int) -> None:
        """What an undone batch had to leave becomes this import's."""
        noun = row.noun.name
        self._note_code(row, id, row.values)
        if not self._at_fault:
            self._write()  # the log keeps the order of the sheet
            nouns.take_over(self.writer, noun, id, row.values, self.chain, self.batch_id, self.act)
            self._waiting.forget(id)
            self._left_by_undone(noun).discard(id)
            self.heard.changed[noun, id] = row
        self.names.index(noun).add(id, row.values)

    def _note_code(self, row: NounRow, id: int, said: Mapping[str, object]) -> None:
        if row.noun.name == "village" and said.get("code") is not None:
            self.heard.coded[id] = row

    def _mention_new_words(self, row: NounRow) -> None:
        for one in row.reading.sheet.header.fields:
            value = row.values.get(one.column)
            if not isinstance(one.kind, OpenKind) or value is None or (one.column, value) in self._words:
                continue
            self._words.add((one.column, value))
            label = row.noun.label if one.kind.open == row.noun.name else one.label  # a row of the list itself
            notes = [spoken(new_word_note(label, word, one.kind.declared())) for word in one.kind.words_in(str(value))]
            self.notes += [note for note in dict.fromkeys(notes) if note and note not in self.notes]

    def _has_money(self, project: int) -> bool:
        """Asked of all that the block names, where one leaves its village."""
        if project not in self._money:
            asked = {project, *self._waiting.looked_at}
            found = moved_project.with_money(self.writer, asked)
            self._money |= {one: one in found for one in asked}
        return self._money[project]

    def _comes_back(self, row: NounRow, id: int) -> bool:
        """Whether a row that a store wrote out says just what is stored."""
        return row.is_exported and id > 0 and not self._changes(row, id, self._waiting.stated(id))

    def _changes(self, row: NounRow, id: int, before: dict[str, object]) -> dict[str, object]:
        """What a row says anew of the one that it names, which states this `before`, by column; what its rows of another noun
        come to is nothing new."""
        values = noun_words.under_own_name(self.names, row.noun.name, id, before, row.values)
        changes = {column: value for column, value in values.items() if before.get(column) != value}
        sums = summed(self.writer, row.noun, id, changes)
        return {column: value for column, value in changes.items() if column not in sums or sums[column] != value}

    def _change(self, row: NounRow, id: int) -> bool:
        """Whether the row says anything new; a blank says nothing."""
        if id < 0 or self._at_fault:
            return True
        noun = row.noun
        before = self._waiting.stated(id)
        changes = self._changes(row, id, before)
        if not changes:
            return False
        if self.mode == "add" and (other := noun_refusals.says_other(self.names, row, before, changes)) is not None:
            row.fault(*other)
            return False
        if noun.name == "project" and moved_project.leaves(before["village_id"], changes) and self._has_money(id):
            refused = moved_project.refusal(self.writer, id, before["village_id"], changes)
            if refused is not None:
                row.fault("village", Fault.of(refused))
                return False
        if (almost := self.likely(noun.name, {**before, **changes}, id, before)) is not None:
            row.fault("name", almost)
            return False
        self.heard.changed[noun.name, id] = row
        self._note_code(row, id, changes)
        with told(row, "name"):
            nouns.may_change(self.writer, noun.name, id, before, changes, self.names, in_act=True)
            self.act.changes(noun.name, id, before)
            self.names.index(noun.name).add(id, {**before, **changes})
            self._waiting.change(Change(id, before, changes, lambda error: row.fault("name", Fault.of(error))))
        return True
