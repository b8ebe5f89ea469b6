"""Noun sheets: rows become villages, organizations, funds and projects, or change those that have their key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aidtrack.errors import Fault, Refused
from aidtrack.importing.problems import Problems
from aidtrack.importing.rows.blocks import Block, Reading
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain, Record
from aidtrack.store.names.find import Names, NotFound
from aidtrack.store.names.words import OpenWords
from aidtrack.store.records import nouns
from aidtrack.store.records.bulk import Act
from aidtrack.store.records.entries import Breach
from aidtrack.store.records.noun_rules import judge_nouns, refusal
from aidtrack.store.records.rows import stored
from aidtrack.store.records.spelling import learn
from aidtrack.values.lists import OpenKind, new_word_note
from aidtrack.values.text import nearest_sentence
from aidtrack.values.words import UNASSIGNED


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet on its way into the store: `values` by column, `cells` by field as they came."""

    reading: Reading
    line: int
    values: dict[str, object]
    cells: Mapping[str, str]
    rejected: bool = False  # some cell of it is at fault already, and stands in `values` as a blank


@dataclass(slots=True)
class Taken:
    """What became of a sheet's rows."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    masked: int = 0  # names that an export had masked, taken as blank


@dataclass(slots=True)
class NounLoad:
    """The nouns of one import, under its mode. New rows are inserted a block at a time."""

    writer: Writer
    names: Names
    words: OpenWords
    problems: Problems
    batch_id: int
    chain: Chain
    mode: str
    act: Act
    notes: list[str] = field(default_factory=list)
    _parts: list[tuple[Row, int, str]] = field(default_factory=list)  # a fund's part_of, looked up last
    _words: set[tuple[str, object]] = field(default_factory=set)  # of open lists, seen in this import
    _seen: dict[tuple[str, int], int] = field(default_factory=dict)  # the line of this import that named a row
    _changed: dict[tuple[str, int], Row] = field(default_factory=dict)  # what changed a row that was there before

    def read(self, reading: Reading) -> Taken:
        """Take in what one sheet holds. Raises LineFault."""
        noun = reading.sheet.header.noun.name
        taken = Taken()
        personal = [one for one in NOUNS[noun].fields if one.personal]
        new: list[tuple[int, dict[str, object]]] = []
        for block in reading.blocks():
            ids = iter(self.writer.next_ids(noun, len(block))) if not self.problems.count else None
            for at in range(len(block)):
                row = self._row(reading, noun, block, at)
                if row is not None:
                    blank = [one for one in personal if one.column not in row.values and not row.rejected]
                    taken.masked += any(row.cells.get(one.name, "").strip() for one in blank)
                    self._take(noun, row, taken, new, next(ids, 0) if ids else -row.line)
            self._insert(noun, new)
            new.clear()
        return taken

    def _take(self, noun: str, row: Row, taken: Taken, new: list[tuple[int, dict[str, object]]], fresh: int) -> None:
        """Create or change what one row names; `fresh` is the id where it is new."""
        part_of = row.values.pop("part_of_id", None)
        rule = NOUNS[noun].sense
        if self.mode == "add" and rule is not None and not row.rejected and (found := rule(row.values)) is not None:
            self._problem(row, *found)
            return
        id = self.names.index(noun).same(row.values)
        leftover = id is not None and id > 0 and nouns.is_leftover(self.writer, noun, id)
        if id is None and self.mode == "update":
            hint = nearest_sentence(str(row.values["name"]), self.names.known(noun))
            fault = Fault(
                t("is not in the store, so that nothing can be updated."), hint or t("Add it with --mode upsert.")
            )
            self._problem(row, "name", fault)
            return
        if id is not None and ((self.mode == "add" and not leftover) or (noun, id) in self._seen):
            self._problem(row, "name", self._twice(noun, row, id))
            return
        if id is None:
            id = fresh
            taken.created += 1
            self.names.index(noun).add(id, row.values)
            if not self.problems.count:
                new.append((id, row.values))
        elif leftover:
            taken.created += 1
            if not self.problems.count:
                self._insert(noun, new)  # the log keeps the order of the sheet
                new.clear()
                nouns.take_over(self.writer, noun, id, row.values, self.chain, self.batch_id, self.act)
                self._changed[noun, id] = row
            self.names.index(noun).add(id, row.values)
        elif self._change(noun, id, row, new):
            taken.updated += 1
        else:
            taken.unchanged += 1
        self._seen[noun, id] = row.line
        if part_of is not None:
            self._parts.append((row, id, str(part_of)))
        self._mention_new_words(row)

    def _mention_new_words(self, row: Row) -> None:
        for column in row.reading.sheet.header.columns:
            one = column.field
            value = row.values.get(one.column)
            if not isinstance(one.kind, OpenKind) or value is None or (one.column, value) in self._words:
                continue
            self._words.add((one.column, value))
            notes = [new_word_note(one.label, word, one.kind.known()) for word in one.kind.words_in(str(value))]
            self.notes += [note for note in dict.fromkeys(notes) if note and note not in self.notes]

    def _row(self, reading: Reading, noun: str, block: Block, at: int) -> Row | None:
        """The row's values by column, what it refers to looked up; the fund that a fund is part of stays a name for now."""
        if block.columns["name"][at] is None:
            return None
        line = block.lines[at]
        cells = {column.field.name: block.rows[at][column.at] for column in reading.sheet.header.columns}
        narrow = {level: str(column[at]) for level, column in block.places.items() if column[at] is not None}
        row = Row(reading, line, {}, cells, at in block.rejected)
        for one in (column.field for column in reading.sheet.header.columns):
            value = block.columns[one.name][at]
            if value is None or (one.refers == "village" and value in UNASSIGNED):
                continue
            if one.refers in (None, noun):
                row.values[one.column] = self.words.spelled(one.kind, str(value)) if one.kind.open else value
                continue
            try:
                place = narrow if one.refers == "village" else None
                row.values[one.column] = self.names.find(one.refers, str(value), place=place)
            except NotFound as error:
                if not self.problems.names_unsure:
                    self._problem(row, one.name, Fault(*error.args))
                return None
        return row

    def _insert(self, noun: str, new: list[tuple[int, dict[str, object]]]) -> None:
        if not new or self.problems.count:
            return
        learn(self.writer, noun, [values for _, values in new])
        columns = list(dict.fromkeys(column for _, values in new for column in values))
        self.writer.insert_columns(
            noun,
            {"id": [id for id, _ in new], **{column: [values.get(column) for _, values in new] for column in columns}},
            {"batch_id": self.batch_id},
        )
        self.chain.extend([Record("add", noun, id, after=values, batch_id=self.batch_id) for id, values in new])

    def _twice(self, noun: str, row: Row, id: int) -> Fault:
        line = self._seen.get((noun, id))
        if line is not None:
            return Fault(t("stands in line {line} too.", line=line), t("Keep one of the two."))
        return Fault(*[str(part) for part in nouns.taken(self.names, noun, row.values, id).args[:2]])

    def _change(self, noun: str, id: int, row: Row, new: list[tuple[int, dict[str, object]]]) -> bool:
        """Whether the row says anything new; a blank says nothing."""
        if id < 0 or self.problems.count:
            return True
        before = stored(self.writer, noun, id) or {}
        changes = {column: value for column, value in row.values.items() if before.get(column) != value}
        if not changes:
            return False
        self._insert(noun, new)
        new.clear()
        self._changed[noun, id] = row
        try:
            nouns.edit(
                self.writer, noun, id, changes, names=self.names, chain=self.chain, batch_id=self.batch_id, act=self.act
            )
        except Refused as error:
            self._problem(row, "name", Fault(*[str(part) for part in error.args[:2]]))
        if changes.keys() & {"alias", "code", *(NOUNS[noun].field(name).column for name in NOUNS[noun].key)}:
            self.names.index(noun).add(id, {**before, **changes})
        return True

    def finish(self) -> None:
        """Look up what funds are part of, now that all are known."""
        for row, id, text in self._parts:
            try:
                other = self.names.find("fund", text)
                if not self.problems.count and (stored(self.writer, "fund", id) or {}).get("part_of_id") != other:
                    nouns.edit(
                        self.writer, "fund", id, {"part_of_id": other},
                        names=self.names, chain=self.chain, batch_id=self.batch_id, act=self.act,
                    )  # fmt: skip
            except NotFound as error:
                if not self.problems.names_unsure:
                    self._problem(row, "part_of", Fault(*error.args))
            except Refused as error:
                self._problem(row, "part_of", Fault(*[str(part) for part in error.args[:2]]))

    def judge(self, entries: Sequence[Breach]) -> None:
        """What has come to be stated must fit all that is stored now; `entries` are the breaches of the import's own."""
        for breach in judge_nouns(self.writer, self.act, entries):
            after = stored(self.writer, breach.noun, breach.id) or {}
            said = refusal(self.writer, breach.rule, breach.noun, breach.id, after)
            self._problem(self._changed[breach.noun, breach.id], "name", Fault(*[str(part) for part in said.args[:2]]))

    def _problem(self, row: Row, name: str, fault: Fault) -> None:
        column = row.reading.sheet.header.column(name)
        origin = row.reading.sheet.origin
        self.problems.fault(fault, origin, row.line, column.header if column else None, name, row.cells.get(name))
