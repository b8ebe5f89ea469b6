"""A workbook as its child process read it: sheets of text cells, laid down in a private folder until the import ends."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Environment, Fault
from aidtrack.files import drafts
from aidtrack.importing.reading.workbook_child import FORMATTED, MISLEADING, NUMBER
from aidtrack.locale import t
from aidtrack.phrase import why
from aidtrack.values.text import Broken, Formatted, Misleading, Numeric

_PATIENCE = 600  # seconds


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet. `merged` areas are (first line, first column, last line, last column): lines from 1, columns from 0."""

    name: str
    hidden: bool
    notes: tuple[str, ...]
    merged: tuple[tuple[int, int, int, int], ...]
    spool: Path
    count: int  # of the lines that hold something

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every line that holds something, with its number as a person counts."""
        with self.spool.open(encoding="utf-8") as lines:
            for text in lines:
                for line, cells in json.loads(text):
                    yield line, [cell if type(cell) is str else _marked(cell) for cell in cells]


def _marked(cell: list[Any]) -> str:
    kind, text, *more = cell
    if kind == NUMBER:
        return Numeric(text)
    if kind == FORMATTED:
        held, scaled = more
        return Formatted(text, held, scaled=scaled)
    return Misleading(text, more[0]) if kind == MISLEADING else Broken(text)


class Workbook:
    """The sheets of a workbook; leaving it removes what was laid down."""

    def __init__(self, path: Path) -> None:
        try:
            self._folder = drafts.temporary_folder("book")
        except OSError as error:
            raise Environment(
                t("cannot be unpacked: no temporary folder can be written."),
                t("Make room, then run the command again."),
            ) from error
        try:
            self.sheets = [self._sheet(found) for found in _read(path, self._folder)]
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def _sheet(self, found: dict[str, Any]) -> WorkbookSheet:
        count = found["hidden_rows"]
        notes = (t("{count} hidden rows were read too.", count=count),) if count else ()
        merged = tuple(tuple(area) for area in found["merged"])
        return WorkbookSheet(
            found["name"], found["hidden"], notes, merged, self._folder / found["spool"], found["count"]
        )

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def open_workbook(path: Path) -> Workbook:
    """Raises Fault for a file that cannot be understood, Environment where the disk or the system forbids it."""
    try:
        return Workbook(path)
    except OSError as error:
        raise Environment(
            t("cannot be read ({reason}).", reason=why(error)),
            t("Check its name and permissions, and the space on the disk."),
        ) from error


def _read(path: Path, folder: Path) -> list[dict[str, Any]]:
    """Run the child; what it found, or why it found nothing. Raises Fault, OSError."""
    # -P: nothing that lies in the current folder is imported.
    words = [sys.executable, "-P", "-m", "aidtrack.importing.reading.workbook_child", str(path), str(folder)]
    quiet = subprocess.DEVNULL
    # Its end is seen by the end of a pipe: whoever waits with a time limit alone looks only twenty times a second.
    with subprocess.Popen(
        words, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet, env={**os.environ, "PYTHONUTF8": "1"}
    ) as process:
        try:
            process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            raise _refusal("large") from None
        finally:
            process.kill()
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # it was killed, or its memory ran out
        raise _refusal("") from None
    if "environment" in meta:
        raise OSError(meta["environment"], os.strerror(meta["environment"]))
    if "refused" in meta:
        raise _refusal(meta["refused"])
    sheets: list[dict[str, Any]] = meta["sheets"]
    return sheets


def _refusal(word: str) -> Fault:
    save = t("Save it anew as .xlsx or CSV.")
    return {
        "locked": lambda: Fault(t("is locked with a password."), t("Save it without one."), code=Code.NOT_READABLE),
        "large": lambda: Fault(t("would take far too much memory."), save, code=Code.NOT_READABLE),
        "wide": lambda: Fault(
            t("has cells beyond row 200,000 or column 200."),
            t("Delete what stands far off, or split the sheet."),
            code=Code.NOT_READABLE,
        ),
        "zip": lambda: Fault(
            t("is not what its ending says: it is a newer workbook."),
            t("Rename it to .xlsx or .ods."),
            code=Code.NOT_READABLE,
        ),
        "ole": lambda: Fault(
            t("is not what its ending says: it is an older workbook."), t("Rename it to .xls."), code=Code.NOT_READABLE
        ),
        "html": lambda: Fault(
            t("is not what its ending says: it is a web page."),
            t("Open it and save it as .xlsx."),
            code=Code.NOT_READABLE,
        ),
        "text": lambda: Fault(
            t("is not what its ending says: it is text."), t("Rename it to .csv."), code=Code.NOT_READABLE
        ),
    }.get(word, lambda: Fault(t("is damaged or too large to be read."), save, code=Code.NOT_READABLE))()
