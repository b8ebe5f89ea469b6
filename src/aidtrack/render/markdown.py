"""Markdown: headings and pipe tables; a pipe or a line break inside a cell stays text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from aidtrack.locale import spoken, t
from aidtrack.render.cells import NUMBERS, heading, shown, total_row, visible, when, worth_showing
from aidtrack.render.grid import Texts, with_subtotals
from aidtrack.render.plain import explanations
from aidtrack.values.report import Report, Table
from aidtrack.values.text import safe

_SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\|*_`<>[]#&~"})
_LEFT, _RIGHT = ":--", "--:"


def render(report: Report, stream: TextIO | None) -> Iterator[str]:
    """Paragraphs, a table line by line."""
    yield f"# {_escaped(safe(heading(report)))}"
    if said := when(report):
        yield f"\n\n{said}"
    tables = worth_showing(report)
    for table in tables:
        if len(tables) > 1:
            yield f"\n\n## {_escaped(safe(spoken(table.title)))}"
        before = "\n\n"
        for line in _table(table):
            yield before + line
            before = "\n"
        for note in table.footnotes:
            yield f"\n\n{_escaped(spoken(note))}"
        if lines := explanations(table):
            yield "\n\n" + _fenced("\n".join(lines))
    for sentence in (*report.footnotes, *report.closing):
        yield f"\n\n{_escaped(spoken(sentence))}"
    yield "\n"


def _table(table: Table) -> Iterator[str]:
    if table.lines:
        yield from (f"- {_escaped(spoken(line))}" for line in table.lines)
    elif table.single:
        fields = ([spoken(column.label), shown(table, column, table.rows[0])] for column in visible(table))
        yield from _grid([t("Field"), t("Value")], [_LEFT, _LEFT], fields)
    elif not table.rows:
        yield t("No rows.")
    else:
        columns = visible(table)
        body = Texts(with_subtotals(table), columns)
        rules = [_RIGHT if column.kind in NUMBERS else _LEFT for column in columns]
        yield from _grid([spoken(column.label) for column in columns], rules, body, total_row(table))


def _grid(
    headers: list[str], rules: list[str], body: Iterable[Sequence[str]], total: list[str] | None = None
) -> Iterator[str]:
    yield _line(headers)
    yield f"| {' | '.join(rules)} |"
    yield from map(_line, body)
    if total:
        yield _line(total)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_escaped, cells))} |"


def _fenced(text: str) -> str:
    """A code block whose fence is longer than any in the text."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 0)
    return f"{fence}\n{text}\n{fence}"


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
