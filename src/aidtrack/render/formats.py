"""The formats of an answer. A new one is its renderer's file and one record here: every command, help and check follows it."""

from collections.abc import Callable, Iterator
from typing import TextIO

from aidtrack.dataclass import dataclass
from aidtrack.errors import Usage
from aidtrack.locale import t
from aidtrack.values.choices import one_of
from aidtrack.values.formats import CSV, JSON, JSONL, XLSX, Format, by_ending
from aidtrack.values.report import Report
from aidtrack.values.text import safe

# Gives text, whole or in pieces, or bytes where the format is binary; the stream is the one that shows it, None where a file does.
Rendered = str | bytes | Iterator[str]
Renderer = Callable[[Report, TextIO | None], Rendered]


@dataclass(frozen=True, slots=True)
class Shown:
    """How an answer may look. `renderer` loads what makes it, so that a command loads only the format asked for."""

    file: Format
    renderer: Callable[[], Renderer]
    paged: bool = False  # read page by page where it is longer than the terminal
    talks: bool = False  # read where the command was typed: what a command did is one line there
    machine: bool = False  # read by programs: it has no room for remarks, which are said beside it
    asides: bool = False  # the remarks of an import are among its tables
    sealed: bool = False  # it prints the head of the audit chain, by which it is held against its store
    behind: bool = False  # it can show the commands that list what is behind a row
    explained: bool = False  # it has room for what is behind every row, asked for or not

    @property
    def name(self) -> str:
        return self.file.name


def _table() -> Renderer:
    from aidtrack.render.table import render

    return render


def _plain() -> Renderer:
    from aidtrack.render.plain import render

    return render


def _markdown() -> Renderer:
    from aidtrack.render.markdown import render

    return render


def _csv() -> Renderer:
    from aidtrack.render.csv import render

    return render


def _json() -> Renderer:
    from aidtrack.render.json import render

    return render


def _jsonl() -> Renderer:
    from aidtrack.render.jsonl import render

    return render


def _html() -> Renderer:
    from aidtrack.render.html import render

    return render


def _xlsx() -> Renderer:
    from aidtrack.render.xlsx import render

    return render


ON_TERMINAL = Shown(Format("table"), _table, talks=True, paged=True, behind=True)
IN_PIPE = Shown(Format("plain", (".txt",)), _plain, talks=True, paged=True, behind=True)

FORMATS: dict[str, Shown] = {
    format.name: format
    for format in (
        ON_TERMINAL,
        IN_PIPE,
        Shown(Format("markdown", (".md", ".markdown")), _markdown, paged=True, behind=True),
        Shown(CSV, _csv, machine=True),
        Shown(JSON, _json, machine=True, asides=True, behind=True),
        Shown(JSONL, _jsonl, machine=True),
        Shown(Format("html", (".html",)), _html, sealed=True, behind=True, explained=True),
        Shown(XLSX, _xlsx, sealed=True),
    )
}


def choose(format: str | None, output: str | None, *, terminal: bool) -> Shown:
    """What `--format`, the ending of `-o`, or where stdout leads to asks for. Raises Usage."""
    to_stdout = output is None or output == "-"
    if format is not None:
        return FORMATS[one_of(format, [*FORMATS], t("There is no format “{format}”.", format=safe(format)))]
    if output is not None and not to_stdout:
        return FORMATS[by_ending(output, [one.file for one in FORMATS.values()]).name]
    return ON_TERMINAL if terminal else IN_PIPE


def require_place(format: Format, output: str | None, *, terminal: bool) -> None:
    """Bytes are nothing to show on a terminal. Raises Usage."""
    if format.binary and terminal and output in (None, "-"):
        raise Usage(
            t("The format {format} is nothing to show on a terminal.", format=format.name), t("Give a file with -o.")
        )
