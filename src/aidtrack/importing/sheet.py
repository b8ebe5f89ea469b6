"""A sheet: its header found and matched, its rows in blocks, each row with the line a person counts."""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath

from aidtrack.errors import Fault
from aidtrack.importing import decode, header
from aidtrack.importing.decode import Source
from aidtrack.importing.header import Header
from aidtrack.importing.problems import Problem, Problems
from aidtrack.locale import t
from aidtrack.values.text import safe

BLOCK = 1000
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet ready to be read: everything about it is known but its rows."""

    source: Source
    header: Header
    delimiter: str
    skipped: int  # records up to and with the header

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def holds(self) -> str:
        """The noun or kind of entry, as `--as` would name it."""
        return self.header.kind or self.header.noun.name

    def blocks(self) -> Iterator[tuple[Sequence[int], list[list[str]]]]:
        """(lines, rows) in blocks; blank rows included. Raises Fault with the csv error's meaning."""
        with self.source.text() as text:
            rows = decode.reader(text, self.delimiter)
            try:
                for _ in range(self.skipped):
                    next(rows)
                before = rows.line_num
                while block := list(islice(rows, BLOCK)):
                    yield _lines(before + 1, rows.line_num, block), block
                    before = rows.line_num
            except csv.Error as error:
                raise LineFault(self._broken_line(), decode.csv_fault(error)) from error

    def _broken_line(self) -> int:
        """The line where the record begins that csv cannot read: an open quotation mark is noticed only at the end."""
        with self.source.text() as text:
            rows = decode.reader(text, self.delimiter)
            before = 0
            with suppress(csv.Error):
                for _ in rows:
                    before = rows.line_num
            return before + 1


class LineFault(Exception):
    """A fault of the file at a line."""

    def __init__(self, line: int, fault: Fault) -> None:
        super().__init__(fault.problem)
        self.line = line
        self.fault = fault


def _lines(first: int, last: int, block: list[list[str]]) -> Sequence[int]:
    """The line on which each row begins; rows with a line break inside a cell take several."""
    if last - first + 1 == len(block):
        return range(first, last + 1)
    lines = []
    for row in block:
        lines.append(first)
        first += 1 + sum(len(_LINE_END.findall(cell)) for cell in row)
    return lines


def open_sheet(
    source: Source, problems: Problems, *, as_: str | None, unit: str | None, ignore_extra: bool
) -> Sheet | None:
    """Find and match the header; None where problems forbid going on."""

    def refuse(fault: Fault, row: int | None = None, column: str | None = None) -> None:
        problems.fault(fault, source.name, row, column, None, None)

    try:
        delimiter, records, ends, broken = _top(source)
    except LineFault as error:
        refuse(error.fault, error.line)
        return None
    at = header.find_line(records)
    if at is None:
        refuse(_no_header(records))
        return None
    row = (ends[at - 1] if at else 0) + 1
    stated = header.title_unit(records[:at])
    if unit is not None and stated is not None and unit != stated:
        refuse(
            Fault(
                t("says {own} in its title, but --unit says {stated}.", own=stated, stated=unit),
                t("Make the two agree."),
            )
        )
    try:
        noun, kind = header.sheet_noun(records[at], PurePath(source.name).stem, as_)
    except Fault as fault:
        refuse(fault)
        return None
    matched, faults = header.match(records[at], noun, kind, unit=unit or stated, ignore_extra=ignore_extra)
    for column, wrong in faults:
        problems.add(Problem(source.name, row, column.strip() or None, None, None, wrong.problem, wrong.suggestion))
    if faults:
        return None
    if at + 1 == len(records) and len(records) <= header.SEARCHED_LINES:
        if broken is not None:
            refuse(broken.fault, broken.line)
        else:
            refuse(Fault(t("has a header but no rows."), t("Send it with its rows.")))
        return None
    return Sheet(source, matched, delimiter, at + 1)


def _top(source: Source) -> tuple[str, list[list[str]], list[int], LineFault | None]:
    """The delimiter, the first records, the line on which each ends, and the fault that ended them early.

    The delimiter is the one that shows most known headers.
    """
    best: tuple[int, str, list[list[str]], list[int], LineFault | None] | None = None
    failure: LineFault | None = None
    for delimiter in decode.DELIMITERS:
        with source.text() as text:
            rows = decode.reader(text, delimiter)
            records: list[list[str]] = []
            ends: list[int] = []
            broken: LineFault | None = None
            try:
                for record in islice(rows, header.SEARCHED_LINES + 1):
                    records.append(record)
                    ends.append(rows.line_num)
            except csv.Error as error:
                broken = LineFault((ends[-1] if ends else 0) + 1, decode.csv_fault(error))
                failure = failure or broken
                if not records:
                    continue
            score = max(map(header.known_count, records[: header.SEARCHED_LINES]), default=0)
            if best is None or score > best[0]:
                best = (score, delimiter, records, ends, broken)
    if best is None or (failure is not None and best[0] == 0):
        raise failure or LineFault(1, Fault(t("is empty.")))
    return best[1:]


def _no_header(records: list[list[str]]) -> Fault:
    first = next((record for record in records if any(cell.strip() for cell in record)), [])
    shown = safe("、".join(cell for cell in first if cell.strip())[:60])
    if any("，" in cell for cell in first):
        return Fault(
            t("has its cells set apart by the full-width comma ，."),
            t("Use the comma , or save the sheet as CSV again."),
        )
    return Fault(
        t("has no header that is known here (it begins: {shown}).", shown=shown),
        t("Put the field names into the first ten lines, as in an export; if the text looks garbled, give --encoding."),
    )
