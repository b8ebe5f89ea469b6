"""A case of the corpus: files, how they are imported, and the verdict that a person wrote down beside them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any

from importing.books import Cells, delimited, xlsx

Row = dict[str, Any]
Content = bytes | Callable[[], bytes] | None  # made when it is needed; None: named on the command line and not there
Files = Mapping[str, Content]
BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
SHEET = "Sheet1"  # what the one sheet of a workbook is called where its name says nothing


@dataclass(frozen=True, slots=True)
class Case:
    """`about` are rows of the catalogue. `office`: the sheet is built as a real office's is.

    The verdict: `files` read (one row each), rows `stored` or changed, `problems`, `notes` and the `exit` code. What is
    stored leaves blanks out; amounts are in fen, days in ISO form, what is referred to is named.
    """

    name: str
    about: tuple[str, ...]
    files: Files
    options: tuple[str, ...]
    exit: int
    read: list[Row]
    stored: list[Row]
    problems: list[Row]
    notes: list[str]
    office: bool = False

    @property
    def good(self) -> bool:
        return self.exit == 0

    @property
    def has_workbook(self) -> bool:
        return any(PurePath(name).suffix.lower() in BOOKS for name in self.files)

    def content(self, name: str) -> bytes | None:
        """What one of the files holds."""
        content = self.files[name]
        return content() if callable(content) else content

    @property
    def command(self) -> list[str]:
        return ["import", *self.files, *self.options]

    def verdict(self) -> Row:
        """The verdict as JSON, the command line with it."""
        found: Row = {"about": list(self.about), "command": self.command, "exit": self.exit}
        if self.good:
            found |= {"files": self.read, "stored": self.stored}
        else:
            found |= {"problems": self.problems}
        return found | {"notes": self.notes}


@dataclass(frozen=True, slots=True)
class Told:
    """How a family of cases begins: what they are about and how their file is called, which says what it holds."""

    about: tuple[str, ...]
    stem: str
    noun: str
    office: bool = False
    options: tuple[str, ...] = ()
    forms: tuple[str, ...] = (".csv", ".xlsx")  # in which a grid is made

    def accepted(
        self,
        name: str,
        content: Cells | Files,
        stored: Sequence[Row],
        *,
        options: Sequence[str] = (),
        notes: Sequence[str] = (),
        read: Sequence[Row] | None = None,
        also: Sequence[str] = (),
        encoding: str | None = None,
    ) -> list[Case]:
        """The import takes every row. `read` is needed where there is more than one sheet, or not every row is new."""
        cases = []
        for end, files, first, sheet in self._made(content):
            one = line(first, sheet, self.noun, encoding or _encoding(first), len(stored))
            cases.append(
                Case(
                    name + end, (*self.about, *also), files, (*self.options, *options), 0,
                    [{**one, **row} for row in read or [{}]], list(stored), [],
                    [_placed(note, first, sheet) for note in notes], self.office,
                )
            )  # fmt: skip
        return cases

    def refused(
        self,
        name: str,
        content: Cells | Files,
        problems: Sequence[Row],
        *,
        options: Sequence[str] = (),
        notes: Sequence[str] = (),
        also: Sequence[str] = (),
        exit: int = 1,
    ) -> list[Case]:
        """The import takes nothing and says all of `problems`."""
        cases = []
        for end, files, first, sheet in self._made(content):
            told = [
                {"file": first, "sheet": sheet, **one, "problem": _placed(one["problem"], first, sheet)}
                for one in problems
            ]
            cases.append(
                Case(
                    name + end, (*self.about, *also), files, (*self.options, *options), exit,
                    [], [], told, [_placed(note, first, sheet) for note in notes], self.office,
                )
            )  # fmt: skip
        return cases

    def _made(self, content: Cells | Files) -> Iterable[tuple[str, Files, str, str | None]]:
        """A grid becomes a CSV file and a workbook, each a case of its own; files stay what they are."""
        if isinstance(content, Mapping):
            first = next(iter(content))
            book = PurePath(first).suffix.lower() in BOOKS
            yield "", content, PurePath(first).name, SHEET if book else None
            return
        for ending in self.forms:
            book = ending == ".xlsx"
            name = self.stem + ending
            made = partial(xlsx, {SHEET: content}) if book else partial(delimited, content)
            yield ending.replace(".", "-"), {name: made}, name, SHEET if book else None


def _encoding(name: str) -> str:
    ending = PurePath(name).suffix.lower().removeprefix(".")
    return ending if ending in ("xlsx", "xlsm", "xls", "ods") else "utf-8"


def _placed(sentence: str, file: str, sheet: str | None) -> str:
    """A note begins with the place that it is about: HERE stands for the case's first sheet."""
    return sentence.replace("HERE", file if sheet is None else f"{file}「{sheet}」")


def twins(count: int) -> str:
    """The note on rows that equal one above them."""
    if count == 1:
        return "HERE: 1 row equals one above it, and was taken too: is it there twice?"
    return f"HERE: {count} rows equal one above them, and were all taken: is one of them there twice?"


def line(file: str, sheet: str | None, noun: str, encoding: str, read: int, created: int | None = None) -> Row:
    """What the answer says of one sheet; `created` is `read` unless it is said."""
    return {
        "file": file, "sheet": sheet, "noun": noun, "encoding": encoding, "read": read,
        "created": read if created is None else created,
    }  # fmt: skip


def problem(
    row: int | None, column: str | None, sentence: str, suggestion: str | None = None, **place: str | None
) -> Row:
    """A problem of a refused import; the suggestion counts only where it is given. `place`: file, sheet."""
    found: Row = {**place, "row": row, "column": column, "problem": sentence}
    return found if suggestion is None else {**found, "suggestion": suggestion}


def entry(noun: str, row: int, date: str, amount_fen: int, **more: Any) -> Row:
    """A stored entry: the line of the sheet it came from, and what stands in the store."""
    return {"noun": noun, "row": row, "date": date, "amount_fen": amount_fen, **more}


def spent(row: int, amount_fen: int, date: str = "2017-09-20", **more: Any) -> Row:
    """Spending of the own fund on the greenhouses of 牙河村, which is what most sheets of the corpus hold."""
    return {**entry("spending", row, date, amount_fen, fund="自筹资金", project="菌菜大棚", village="牙河村"), **more}


def received(row: int, amount_fen: int, date: str = "2017-06-01", **more: Any) -> Row:
    return {**entry("receipt", row, date, amount_fen, fund="自筹资金"), **more}
