"""CSV: the report's tables one under another, amounts as plain yuan, formulas defused."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TextIO

from aidtrack.locale import spoken, t
from aidtrack.render.cells import NUMBERS, machine, shown, word
from aidtrack.values.blocks import blocks
from aidtrack.values.report import Column, Content, Report, Table
from aidtrack.values.text import are_plain_cells, defused

_AT_ONCE = 500  # lines
_KEPT = 30_000  # spelled words of a column
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
    for some in blocks(table.rows, _AT_ONCE):
        yield zip(*(spell([row.get(name) for row in some]) for name, spell in spelled), strict=True)
    if table.rows and table.total is not None:
        free = next((column.name for column in table.columns if column.name not in table.total), None)
        named = table.total if free is None else {free: t("Total"), **table.total}
        yield zip(*(spell([named.get(name)]) for name, spell in spelled), strict=True)


def _spelling(table: Table, column: Column) -> Callable[[list[Content]], list[str]]:
    """How the cells of a column are spelled: numbers as machines read them, words as people do, each worked out once for many rows.

    Where rows follow each other that hold the same, or texts that need no mark, they are spelled at one look.
    """

    def number(content: Content) -> str:
        return str(machine(column, content)) if isinstance(content, (str, int)) else text(content)

    @lru_cache(maxsize=_KEPT)
    def text(content: Content) -> str:
        if isinstance(content, (str, int)):
            return defused(word(table, column, content))
        return defused(shown(table, column, {column.name: content}))

    one = number if column.kind in NUMBERS else text
    as_they_are = one is text and column.name not in table.labels

    def spell(contents: list[Content]) -> list[str]:
        first = contents[0]
        if contents[-1] is first and contents.count(first) == len(contents):
            return ["" if first is None else one(first)] * len(contents)
        if as_they_are:
            texts = [
                "" if content is None else content
                for content in contents
                if content is None or isinstance(content, str)
            ]
            if len(texts) == len(contents) and are_plain_cells(texts):
                return texts
        return ["" if content is None else one(content) for content in contents]

    return spell
