"""CSV: the report's tables one under another, amounts as plain yuan, formulas defused."""

import csv
import io
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import TextIO

from aidtrack.locale import spoken, t
from aidtrack.render.cells import NUMBERS, machine, shown, word
from aidtrack.values.report import Column, Content, Report, Table
from aidtrack.values.text import defused

_AT_ONCE = 500  # lines
_KEPT = 30_000  # spelled words of a column


def render(report: Report, stream: TextIO | None) -> Iterator[str]:
    lines = _lines(report)
    while some := [*islice(lines, _AT_ONCE)]:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n" if stream is not None else "\r\n").writerows(some)
        yield text.getvalue()


def _lines(report: Report) -> Iterator[list[str]]:
    tables = [table for table in report.tables if not table.aside]
    for number, table in enumerate(tables):
        if number:
            yield []
        if len(tables) > 1:
            yield [f"# {table.name}"]
        yield from _lines_of(table)


def _lines_of(table: Table) -> Iterator[list[str]]:
    """The heading, the rows, the total."""
    yield [spoken(column.label) for column in table.columns]
    spelled = [(column.name, _spelling(table, column)) for column in table.columns]
    for row in table.rows:
        yield ["" if (content := row.get(name)) is None else spell(content) for name, spell in spelled]
    if table.rows and table.total is not None:
        free = next((column.name for column in table.columns if column.name not in table.total), None)
        named = table.total if free is None else {free: t("Total"), **table.total}
        yield ["" if (content := named.get(name)) is None else spell(content) for name, spell in spelled]


def _spelling(table: Table, column: Column) -> Callable[[Content], str]:
    """How the cells of a column are spelled: numbers as machines read them, words as people do, each worked out once for many rows."""

    def number(content: Content) -> str:
        return str(machine(column, content)) if isinstance(content, (str, int)) else text(content)

    @lru_cache(maxsize=_KEPT)
    def text(content: Content) -> str:
        if isinstance(content, (str, int)):
            return defused(word(table, column, content))
        return defused(shown(table, column, {column.name: content}))

    return number if column.kind in NUMBERS else text
