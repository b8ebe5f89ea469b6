"""Rows as checked values, a block at a time: whole columns at once, row by row only where a block has a fault."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from aidtrack.errors import Fault
from aidtrack.importing.matching.header import MatchedColumn, plain
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.problems import Problem, Problems
from aidtrack.importing.rows import totals
from aidtrack.importing.rows.cells import ERRORS, parse_cell, parse_column
from aidtrack.importing.rows.fill import Filling
from aidtrack.importing.rows.totals import Totals, TotalWord
from aidtrack.locale import t
from aidtrack.values.kinds import MoneyKind, Value
from aidtrack.values.money import parse_in_column
from aidtrack.values.sheets import EXAMPLE
from aidtrack.values.text import Misleading, key, safe


@dataclass(slots=True)
class Block:
    """Checked rows: `lines` of the sheet, for each field its column of values, the places beside, and the `rows` as they came."""

    lines: Sequence[int]
    columns: dict[str, Sequence[Value]]
    places: dict[str, Sequence[Value]]
    rows: Sequence[Sequence[str]]
    rejected: frozenset[int] = frozenset()  # positions of rows with a problem, what is at fault in them None

    def __len__(self) -> int:
        return len(self.lines)


@dataclass(slots=True)
class Reading:
    """What reading one sheet has seen besides its rows."""

    sheet: Sheet
    problems: Problems
    fill_down: frozenset[str] = frozenset()
    left_out: frozenset[int] = frozenset()  # lines that are not to be imported, whatever they hold
    tick: Callable[[int], None] = lambda _: None  # told how many lines were read
    read: int = 0
    notes: list[tuple[int, list[str]]] = field(default_factory=list)  # seen since the last row of data
    examples: int = 0  # rows of a template that only show how
    unitless: set[str] = field(default_factory=set)
    headers_again: int = 0  # lines that are the header once more
    verdicts: dict[int, TotalWord | Fault] = field(default_factory=dict)  # of a block, by line
    headings: Sequence[str] = field(init=False)  # the header's cells
    totals: Totals = field(init=False)

    def __post_init__(self) -> None:
        self.totals = Totals(self.sheet.header)
        self.headings = self.sheet.above.rows[-1]

    def fault(self, line: int, name: str, fault: Fault, cell: str | None) -> None:
        """A problem of a row, with what stands in the cell of the field at fault."""
        column = self.sheet.header.column(name)
        self.problems.fault(fault, self.sheet.origin, line, column.header if column else None, name, cell)

    def give(self, name: str) -> str:
        """How a field is given in this sheet, as a sentence: in its column, where it has one."""
        column, field = self.sheet.header.column(name), self.sheet.header.noun.field(name)
        return t("Give it in the column {column}.", column=safe(column.header) if column else field.label)

    def blocks(self) -> Iterator[Block]:
        """Every data row, checked; of a row with a problem what is sound, so that all of it is said at once. Raises LineFault."""
        header = self.sheet.header
        filling = Filling.of(header, self.fill_down, self.sheet.grid.merged)
        self.totals.partial = bool(self.left_out)
        for lines, rows in self.sheet.blocks():
            joined = "\x1f".join(chain.from_iterable(rows))
            self._find_totals(lines, rows, joined)
            if filling:
                filling.apply(lines, rows, self.verdicts)
            if self.left_out:
                kept = [at for at, line in enumerate(lines) if line not in self.left_out]
                lines, rows = [lines[at] for at in kept], [rows[at] for at in kept]
            block = self._whole(lines, rows) if rows and not self.verdicts and not _holds_error(joined, rows) else None
            if block is None:
                block = self._row_by_row(lines, rows)
            if len(block):
                yield block
            self.tick(len(lines))

    def _whole(self, lines: Sequence[int], rows: list[list[str]]) -> Block | None:
        """The block if every row of it is plain data without a fault; else None."""
        header = self.sheet.header
        if set(map(len, rows)) != {header.width}:
            return None
        texts = list(zip(*rows, strict=True))
        if self.headings[0] in texts[0] or any(word in texts[0] for word in EXAMPLE.spellings):
            return None
        if self.sheet.grid.typed and any(type(cell) is not str for row in rows for cell in row):
            return None
        if any("".join(texts[at]).strip() for at in header.nameless):
            return None
        columns: dict[str, Sequence[Value]] = {}
        try:
            for matched in header.columns:
                cells = texts[matched.at]
                if matched.required and "" in cells:
                    return None
                columns[matched.field.name] = parse_column(matched, cells)
            places = {
                matched.field.name: matched.field.kind.parse_column(texts[matched.at]) for matched in header.places
            }
        except Fault:
            return None
        if any(matched.required and None in columns[matched.field.name] for matched in header.columns):
            return None
        for matched in header.columns:
            if isinstance(matched.field.kind, MoneyKind):
                self.totals.add(matched, sum(filter(None, columns[matched.field.name])))  # type: ignore[arg-type]  # ints or None
        self._no_notes_above()
        self.read += len(rows)
        return Block(lines, columns, dict(places), rows)

    def _row_by_row(self, lines: Sequence[int], rows: list[list[str]]) -> Block:
        header = self.sheet.header
        kept: list[int] = []
        values: list[dict[str, Value]] = []
        raw: list[list[str]] = []
        rejected: list[int] = []
        for line, row in zip(lines, rows, strict=True):
            if not any(cell.strip() for cell in row):
                continue
            if row[0].strip() in EXAMPLE.spellings:
                self.examples += 1
                continue
            found = self.verdicts.get(line)
            if isinstance(found, TotalWord):
                group = None if found.alone else self._group(line, found)
                for matched, fault in self.totals.check(row, found, group):
                    self._problem(line, matched, row[matched.at], fault)
                continue
            if isinstance(found, Fault):
                self._unclear(line, row, found)
                continue
            if self._is_header(row):
                self.headers_again += 1
                continue
            if totals.is_note(row, header, after_note=bool(self.notes)):
                self.notes.append((line, row))
                continue
            self._no_notes_above()
            self.read += 1
            before = self.problems.count
            parsed = self._parse(line, row)
            if parsed is None or self.problems.count > before:
                self.totals.partial = True
            if parsed is not None:
                if self.problems.count > before:
                    rejected.append(len(kept))
                kept.append(line)
                values.append(parsed)
                raw.append(row)
        names = [matched.field.name for matched in header.columns]
        places = [matched.field.name for matched in header.places]
        columns: dict[str, Sequence[Value]] = {name: [row.get(name) for row in values] for name in names}
        beside: dict[str, Sequence[Value]] = {name: [row.get("/" + name) for row in values] for name in places}
        return Block(kept, columns, beside, raw, frozenset(rejected))

    def _find_totals(self, lines: Sequence[int], rows: Sequence[Sequence[str]], joined: str) -> None:
        """Tell the totals of a block before anything is filled into its rows: only a row's own cells say what it is."""
        self.verdicts = {}
        if not totals.may_hold(joined):
            return
        for line, row in zip(lines, rows, strict=True):
            found = totals.verdict(row, self.sheet.header, partial(self._stands_above, line))
            if found is not None:
                self.verdicts[line] = found

    def _stands_above(self, line: int, text: str) -> bool:
        """Whether a text stands in a cell of the rows above a line: a village, a group."""
        return any(key(cell) == text for _, row in self._above(line) for cell in row)

    def _above(self, line: int) -> Iterator[tuple[int, list[str]]]:
        """The rows above a line, read once more: a group's total is rare."""
        for lines, rows in self.sheet.blocks():
            for at, row in zip(lines, rows, strict=True):
                if at >= line:
                    return
                yield at, row

    def _group(self, line: int, word: TotalWord) -> dict[int, int]:
        """The sums of the rows above that belong to the group which a total names, by column; a blank cell means the one above it."""
        sums: dict[int, int] = {}
        inside = False
        for _, row in self._above(line):
            if totals.total_words(row):
                continue
            names = [key(cell) for cell in row]
            inside = word.before in names or (inside and "" in names)
            for matched in self.sheet.header.columns if inside else ():
                if not isinstance(matched.field.kind, MoneyKind) or matched.at >= len(row):
                    continue
                with suppress(Fault):
                    sums[matched.at] = sums.get(matched.at, 0) + int(parse_cell(matched, row[matched.at]) or 0)
        return sums

    def _is_header(self, row: Sequence[str]) -> bool:
        """Whether a row is the header once more, as on each printed page."""
        return row[0] == self.headings[0] and [plain(cell) for cell in row] == [plain(cell) for cell in self.headings]

    def _unclear(self, line: int, row: Sequence[str], fault: Fault) -> None:
        """A row of which nobody can tell whether it is a total."""
        self.read += 1
        at = totals.total_words(row)[0].at
        matched = next((column for column in self.sheet.header.columns if column.at == at), None)
        self.problems.fault(
            fault,
            self.sheet.origin,
            line,
            matched.header if matched else None,
            matched.field.name if matched else None,
            row[at],
        )

    def _no_notes_above(self) -> None:
        """Notes stand below the data: a line with data below it was a row, and most of it is blank."""
        for line, row in self.notes:
            self.read += 1
            self._parse(line, row)
        self.notes.clear()

    def _parse(self, line: int, row: list[str]) -> dict[str, Value] | None:
        """One row's sound values, every problem of it noted; None where not even its cells can be told apart."""
        header = self.sheet.header
        if len(row) != header.width:
            if len(row) > header.width and not any(cell.strip() for cell in row[header.width :]):
                row = row[: header.width]
            else:
                self.problems.add(Problem(
                    self.sheet.origin, line, None, None, None,
                    t("The row has {found} cells, the header {expected}.", found=len(row), expected=header.width),
                    t("Look for a missing or extra comma or quotation mark.")))  # fmt: skip
                return None
        for at in header.nameless:
            if row[at].strip():
                self.problems.add(Problem(
                    self.sheet.origin, line, None, None, row[at], t("stands in a column without a header."),
                    t("Name the column, empty it, or add --ignore-extra.")))  # fmt: skip
                return None
        values: dict[str, Value] = {}
        sound = True
        for matched, named in [(m, m.field.name) for m in header.columns] + [
            (m, "/" + m.field.name) for m in header.places
        ]:
            cell = row[matched.at]
            try:
                values[named] = parse_cell(matched, cell)
                if values[named] is None and matched.required:
                    raise Fault(t("is blank."), t("It must be filled in."))
            except Fault as fault:
                sound = False
                if not self._unit_problem(line, matched, cell):
                    self._problem(line, matched, cell, fault)
        for matched in header.columns if sound else ():
            value = values[matched.field.name]
            if isinstance(matched.field.kind, MoneyKind) and isinstance(value, int):
                self.totals.add(matched, value)
        return values

    def _unit_problem(self, line: int, matched: MatchedColumn, cell: str) -> bool:
        """A column of plain numbers with no unit anywhere is one problem, not one a row."""
        if matched.unit is not None or not isinstance(matched.field.kind, MoneyKind) or isinstance(cell, Misleading):
            return False
        try:
            parse_in_column(cell, "元")
        except Fault:
            return False
        if matched.header not in self.unitless:
            self.unitless.add(matched.header)
            self.problems.add(Problem(
                self.sheet.origin, None, matched.header, matched.field.name, None,
                t("has numbers without a unit: 元 or 万元?"),
                t("Write the unit into the header, as in {header}（元）, or give --unit.", header=matched.header)))  # fmt: skip
        return True

    def _problem(self, line: int, matched: MatchedColumn, cell: str, fault: Fault) -> None:
        self.problems.fault(fault, self.sheet.origin, line, matched.header, matched.field.name, cell)


def _holds_error(joined: str, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a spreadsheet's error stands among the cells, which come joined too."""
    return "#" in joined and any(cell.strip() in ERRORS for row in rows for cell in row)
