"""The process that reads one workbook: `python -m aidtrack.importing.reading.workbook_child WORKBOOK FOLDER`.

A hostile workbook may abort the interpreter or eat its memory; then this process ends, not the import. What it reads it lays
down in FOLDER, each sheet a file of JSON, in each line some rows `[[line, [cells]], …]`, and last `meta.json`. It imports next to
nothing of ours.
"""

import datetime
import json
import math
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from aidtrack.importing.reading import preflight
from aidtrack.importing.reading.number_formats import shown, shows_no_day
from aidtrack.importing.reading.preflight import Refusal
from aidtrack.importing.reading.sheet_notes import Area, Run, SheetNotes
from aidtrack.importing.reading.unseen import Unseen

MEMORY = 1536 << 20  # bytes of address space
SECONDS = 300  # of processor
# How a cell that is no plain text stands in the spool: a list whose first item says what it is, then its text; of one that a
# format shows otherwise, what it holds, and whether it shows it scaled, with its unit; of one that shows another number, what it holds.
NUMBER, BROKEN, FORMATTED, MISLEADING = "n", "b", "f", "m"
AT_ONCE = 200  # rows in a line of the spool
_EXACT = 10**15  # Excel keeps 15 digits


def read(path: Path, folder: Path) -> dict[str, Any]:
    """Lay the workbook's sheets down in `folder`; returns what `meta.json` is to hold."""
    notes = preflight.look(path)
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise Refusal("locked") from error
    sheets = []
    for number, known in enumerate(book.sheets_metadata):
        if known.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(number)
        height, width = _extent(sheet)
        if width > preflight.MOST_COLUMNS or height > preflight.MOST_ROWS:
            raise Refusal("wide")
        note = notes.get(known.name, SheetNotes())
        merged = [(first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in sheet.merged_cell_ranges or []]
        merged = merged or note.merged
        with (folder / f"{number}.jsonl").open("w", encoding="utf-8") as spool:
            count, rows = 0, _rows(sheet, note, merged)
            while some := list(islice(rows, AT_ONCE)):
                spool.write(json.dumps(some, ensure_ascii=False) + "\n")
                count += len(some)
        sheets.append({
            "name": known.name, "hidden": known.visible != SheetVisibleEnum.Visible, "hidden_rows": note.hidden_rows,
            "merged": merged, "spool": f"{number}.jsonl", "count": count,
        })  # fmt: skip
    return {"sheets": sheets}


def _extent(sheet: Any) -> tuple[int, int]:
    """(lines, columns) up to the last cell that holds something."""
    return (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)


def _rows(sheet: Any, notes: SheetNotes, merged: list[Area]) -> Iterator[tuple[int, list[Any]]]:
    """The lines that hold something, each as wide as the sheet."""
    broken: dict[int, dict[int, str]] = {}
    for line, column, text in notes.broken:
        broken.setdefault(line, {})[column] = text
    if sheet.start is None and not broken:
        return
    left = sheet.start[1] if sheet.start else 0
    height, width = _extent(sheet)
    width = max([width, *(column + 1 for columns in broken.values() for column in columns)])
    height = max([height, *broken])
    rows = iter(sheet.iter_rows())
    blank, formats, unseen = [""] * left, _Formats(notes), Unseen(notes, merged)
    for line in range(1, height + 1):
        values = [*blank, *next(rows, ())]
        if len(values) < width:
            values += [""] * (width - len(values))
        for column, text in broken.get(line, {}).items() if broken else ():
            values[column] = [BROKEN, text]
        for column, code in formats.of(line) if notes.formats else ():
            values[column] = _formatted(values[column], code)
        for column, meant in unseen.of(line, values) if unseen.may_be else ():
            values[column] = _hidden(values[column]) if meant is None else [MISLEADING, meant, values[column]]
        cells = [value if type(value) is str else _cell(value) for value in values]
        if any(cells):
            yield line, cells


def _hidden(value: Any) -> Any:
    """A cell of which nobody can tell from here what it shows."""
    found = _cell(value)
    if isinstance(found, list):
        found = found[2] if found[0] in (FORMATTED, MISLEADING) else found[1]
    return [MISLEADING, found, found] if found.strip() else found


class _Formats:
    """The formats of a line's numbers, lines asked for in order."""

    def __init__(self, notes: SheetNotes) -> None:
        self._pending: dict[int, list[Run]] = {column: runs[::-1] for column, runs in notes.formats.items()}

    def of(self, line: int) -> Iterator[tuple[int, str]]:
        """(column, format) of each number of the line that does not simply read as itself."""
        for column, runs in self._pending.items():
            while runs and runs[-1].last < line:
                runs.pop()
            if runs and runs[-1].first <= line:
                yield column, runs[-1].code


def _formatted(value: Any, code: str) -> Any:
    """A number as its format shows it: marked, or as it is where the format says nothing of its own."""
    if isinstance(value, datetime.date):
        precision = shows_no_day(code)
        if precision == "":
            return [MISLEADING, str(value), str(value)]
        return value.strftime(precision) if precision else value
    if (
        isinstance(value, bool)
        or not isinstance(value, (int, float))
        or not math.isfinite(value)
        or abs(value) >= _EXACT
    ):
        return value
    held = Decimal(repr(value))
    found = shown(code, held)
    spelled = format(held.normalize(), "f")
    if found.text is None or (found.scaled and not found.unit):
        return [MISLEADING, found.text or spelled, spelled]
    if found.text == spelled:
        return value
    return [FORMATTED, found.text, spelled, found.scaled]


def _cell(value: Any) -> Any:
    """A cell as text, or marked: what is a number and not plainly whole, and what has no value."""
    if isinstance(value, (str, list)):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        if not math.isfinite(value):
            return [BROKEN, str(value)]
        if value == int(value) and abs(value) < _EXACT:
            return str(int(value))
        spelled = repr(value)
        return [NUMBER, format(Decimal(spelled), "f") if "e" in spelled else spelled]
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    return str(value)


def main() -> None:
    path, folder = map(Path, sys.argv[1:])
    if sys.platform != "win32":  # which has no such limits; the parent's patience is the only one there
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        meta = read(path, folder)
    except Refusal as refusal:
        meta = {"refused": str(refusal)}
    except OSError as error:
        # Without a number it is no error of the system's: what unpacks a workbook calls broken data so too.
        meta = {"environment": error.errno} if error.errno else {"refused": "damaged", "why": str(error)}
    except MemoryError:
        meta = {"refused": "large"}
    except Exception as error:  # calamine's own kinds are many; whatever it says, it could not read it
        meta = {"refused": "damaged", "why": str(error)}
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")


if __name__ == "__main__":
    main()
