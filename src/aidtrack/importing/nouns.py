"""Noun sheets: rows become villages, organizations, funds and projects; an existing key is a problem."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aidtrack.errors import Fault
from aidtrack.importing.problems import Problems
from aidtrack.importing.rows import Reading
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.category import CATEGORIES, new_word_note
from aidtrack.store import nouns
from aidtrack.store.audit import Chain
from aidtrack.store.defaults import UNASSIGNED
from aidtrack.store.find import Names, NotFound
from aidtrack.store.rows import stored
from aidtrack.store.writing import Writer
from aidtrack.values.kinds import Value


@dataclass(slots=True)
class NounLoad:
    """The nouns of one import. `leftovers` are rows that an undone batch had to leave; they are taken over, not refused."""

    writer: Writer
    names: Names
    problems: Problems
    batch_id: int
    chain: Chain
    notes: list[str] = field(default_factory=list)
    _parts: list[tuple[Reading, int, str, int]] = field(default_factory=list)  # a fund's part_of, looked up last

    def read(self, reading: Reading) -> int:
        """Add what one sheet holds; returns how many rows were taken. Raises LineFault."""
        noun = reading.sheet.header.noun.name
        taken = 0
        for block in reading.blocks():
            names = list(block.columns)
            levels = list(block.places)
            beside = list(zip(*block.places.values(), strict=True)) if levels else [()] * len(block)
            for line, row, places in zip(block.lines, zip(*block.columns.values(), strict=True), beside, strict=True):
                narrow = {level: str(value) for level, value in zip(levels, places, strict=True) if value is not None}
                taken += self._row(reading, noun, line, dict(zip(names, row, strict=True)), narrow)
        return taken

    def _row(self, reading: Reading, noun: str, line: int, row: dict[str, Value], places: dict[str, str]) -> bool:
        if row["name"] is None:
            return False
        values = self._values(reading, noun, line, row, places)
        if values is None:
            return False
        part_of = values.pop("part_of_id", None)
        id = nouns.existing(self.names, noun, values)
        if id is not None and not self._is_leftover(noun, id):
            self._problem(reading, line, "name", row["name"], _as_fault(nouns.taken(self.names, noun, values, id)))
            return False
        if self.problems.count:
            id = id or -line  # known by name to what follows, though nothing will be kept
        elif id is None:
            id = self._insert(noun, values)
        else:
            self._take_over(noun, id, values)
        self.names.add(noun, id, values)
        if part_of is not None:
            self._parts.append((reading, line, str(part_of), id))
        note = new_word_note(values.get("category"), CATEGORIES.values())
        if note and note not in self.notes:
            self.notes.append(note)
        return True

    def _values(
        self, reading: Reading, noun: str, line: int, row: dict[str, Value], places: dict[str, str]
    ) -> dict[str, object] | None:
        """The row's values by column, its village looked up; the fund it is part of stays a name for now."""
        values: dict[str, object] = {}
        for name, value in row.items():
            one = NOUNS[noun].field(name)
            if value is None or (one.refers == "village" and value in UNASSIGNED):
                continue
            if one.refers != "village":
                values[one.column] = value
                continue
            try:
                values[one.column] = self.names.village(str(value), places)
            except NotFound as error:
                if not self.problems.names_unsure:
                    self._problem(reading, line, name, value, Fault(*error.args))
                return None
        return values

    def _insert(self, noun: str, values: dict[str, object]) -> int:
        [id] = self.writer.next_ids(noun, 1)
        row = {"id": id, **values, "batch_id": self.batch_id}
        marks = ", ".join(f":{column}" for column in row)
        self.writer.execute(f"INSERT INTO {noun} ({', '.join(row)}) VALUES ({marks})", row)  # noqa: S608 - our own names
        self.chain.append("add", noun, id, after=values, batch_id=self.batch_id)
        return id

    def _is_leftover(self, noun: str, id: int) -> bool:
        sql = f"SELECT 1 FROM {noun} n JOIN batch b ON b.undoes = n.batch_id WHERE n.id = :id"  # noqa: S608 - our own names
        return self.writer.value(sql, {"id": id}) is not None

    def _take_over(self, noun: str, id: int, values: dict[str, object]) -> None:
        before = stored(self.writer, noun, id) or {}
        after = {**dict.fromkeys(before), **values}
        sets = ", ".join(f"{column} = :{column}" for column in (*after, "batch_id"))
        self.writer.execute(f"UPDATE {noun} SET {sets} WHERE id = :id", {**after, "batch_id": self.batch_id, "id": id})  # noqa: S608
        self.chain.append("edit", noun, id, before=before, after=after, batch_id=self.batch_id)

    def finish(self) -> None:
        """Look up what funds are part of, now that all are known."""
        for reading, line, text, id in self._parts:
            try:
                other = self.names.fund(text)
            except NotFound as error:
                if not self.problems.names_unsure:
                    self._problem(reading, line, "part_of", text, Fault(*error.args))
                continue
            if other == id:
                self._problem(
                    reading, line, "part_of", text, Fault(t("is the fund itself."), t("Name another fund, or none."))
                )
            elif not self.problems.count:
                before = stored(self.writer, "fund", id) or {}
                self.writer.execute("UPDATE fund SET part_of_id = :other WHERE id = :id", {"other": other, "id": id})
                self.chain.append(
                    "edit", "fund", id, before=before, after={**before, "part_of_id": other}, batch_id=self.batch_id
                )

    def _problem(self, reading: Reading, line: int, name: str, value: Value, fault: Fault) -> None:
        column = reading.sheet.header.column(name)
        shown = None if value is None else str(value)
        self.problems.fault(fault, reading.sheet.name, line, column.header if column else None, name, shown)


def _as_fault(error: Exception) -> Fault:
    sentences: Sequence[str] = [str(part) for part in error.args]
    return Fault(*sentences[:2])
