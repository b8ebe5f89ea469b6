"""CSV: the report's tables one under another, amounts as plain yuan, formulas defused."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from aidtrack.locale import spoken, t
from aidtrack.render.cells import NUMBERS, machine, shown, word
from aidtrack.render.spelling import Spelling, down, each_once
from aidtrack.values.report import Column, Content, Report, Table
from aidtrack.values.stream import together
from aidtrack.values.text import are_plain_cells, defused

Lines = Iterable[Sequence[str]]


def render(report: Report, stream: TextIO | None) -> Iterator[str]:
    for lines in _blocks(report):
        text = io.StringIO()
        csv.writer(text, lineterminator="\n" if stream is not None else "\r\n").writerows(lines)
        yield text.getvalue()


def _blocks(report: Report) -> Iterator[Lines]:
    tables = [table for table in report.tables if not table.aside]
    for number, table in enumerate(tables):
        if number:
            yield [[]]
        if len(tables) > 1:
            yield [[f"# {table.name}"]]
        yield from _blocks_of(table)


def _blocks_of(table: Table) -> Iterator[Lines]:
    """The heading, the rows some hundred at a time, the total."""
    yield [[spoken(column.label) for column in table.columns]]
    spelled = [(column.name, _spelling(table, column)) for column in table.columns]
    for some in together(table.rows):
        yield zip(*(spell(some.of(name)) for name, spell in spelled), strict=True)
    if table.rows and table.total is not None:
        free = next((column.name for column in table.columns if column.name not in table.total), None)
        named = table.total if free is None else {free: t("Total"), **table.total}
        yield zip(*(spell([named.get(name)]) for name, spell in spelled), strict=True)


def _spelling(table: Table, column: Column) -> Spelling:
    """Numbers as machines read them, words as people do."""

    def text(content: Content) -> str:
        if isinstance(content, (str, int)):
            return defused(word(table, column, content))
        return defused(shown(table, column, {column.name: content}))

    def number(content: Content) -> str:
        return str(machine(column, content)) if isinstance(content, (str, int)) else remembered(content)

    remembered = each_once(text)
    if column.kind in NUMBERS:
        return down(number)
    return down(remembered, are_plain=None if column.name in table.labels else are_plain_cells)
