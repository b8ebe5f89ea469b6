"""Markdown: headings and pipe tables; a pipe or a line break inside a cell stays text."""

import re
from typing import TextIO

from aidtrack.locale import spoken, t
from aidtrack.render.cells import NUMBERS, shown, total_row, visible, when, worth_showing
from aidtrack.render.plain import explanations
from aidtrack.values.report import Report, Table
from aidtrack.values.text import safe

_SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\|*_`<>[]#&~"})
_LEFT, _RIGHT = ":--", "--:"


def render(report: Report, stream: TextIO | None) -> str:
    parts = [f"# {_escaped(safe(spoken(report.title)))}"]
    if said := when(report):
        parts.append(said)
    for table in worth_showing(report):
        if len(worth_showing(report)) > 1:
            parts.append(f"## {_escaped(safe(spoken(table.title)))}")
        parts.append(_table(table))
        parts += [_escaped(spoken(note)) for note in table.notes]
        if lines := explanations(table):
            parts.append(_fenced("\n".join(lines)))
    parts += [_escaped(spoken(line)) for line in (*report.notes, *report.closing)]
    return "\n\n".join(parts) + "\n"


def _table(table: Table) -> str:
    if table.lines:
        return "\n".join(f"- {_escaped(spoken(line))}" for line in table.lines)
    if table.single:
        body = [[spoken(column.label), shown(table, column, table.rows[0])] for column in visible(table)]
        return _grid([t("Field"), t("Value")], [_LEFT, _LEFT], body)
    if not table.rows:
        return t("No rows.")
    columns = visible(table)
    body = [[shown(table, column, row) for column in columns] for row in table.rows]
    if total := total_row(table):
        body.append(total)
    rules = [_RIGHT if column.kind in NUMBERS else _LEFT for column in columns]
    return _grid([spoken(column.label) for column in columns], rules, body)


def _grid(headers: list[str], rules: list[str], body: list[list[str]]) -> str:
    heading, *rows = ([_escaped(cell) for cell in line] for line in (headers, *body))
    return "\n".join("| " + " | ".join(line) + " |" for line in (heading, rules, *rows))


def _fenced(text: str) -> str:
    """A code block whose fence is longer than any in the text."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 0)
    return f"{fence}\n{text}\n{fence}"


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
