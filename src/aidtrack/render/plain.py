"""Aligned text for pipes and files: as wide as it needs to be, nothing cut."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from aidtrack.locale import spoken, t
from aidtrack.render.aligned import aligned, aligned_lines
from aidtrack.render.cells import NUMBERS, heading, naming, pasted, shown, visible, when, worth_showing
from aidtrack.render.grid import grid, with_subtotals
from aidtrack.values.report import UNKNOWN, Column, Report, Row, Table
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from aidtrack.render.bars import Bars


def render(report: Report, stream: TextIO | None) -> Iterator[str]:
    title = safe(heading(report))
    yield f"{title}  {said}" if (said := when(report)) else title
    tables = worth_showing(report)
    for table in tables:
        above = f"{safe(spoken(table.title))}\n" if len(tables) > 1 else ""
        before = f"\n\n{above}"
        for line in _table(table, _bars(report, table)):
            yield before + line
            before = "\n"
    for paragraph in (
        *undrawn(report),
        *map(spoken, report.footnotes),
        *(["\n".join(map(spoken, report.closing))] if report.closing else []),
    ):
        yield f"\n\n{paragraph}"
    yield "\n"


def _bars(report: Report, table: Table) -> "Bars | None":
    if not report.bars:
        return None
    from aidtrack.render.bars import bars

    return bars(report, table, letters=True)


def undrawn(report: Report) -> list[str]:
    """That bars were asked for in vain."""
    if not report.bars:
        return []
    from aidtrack.render import bars

    return bars.undrawn(report)


def _table(table: Table, bars: "Bars | None") -> Iterator[str]:
    """The lines of a table with its total, notes and explanations; `bars` are its last column."""
    if table.lines:
        yield "\n".join(map(spoken, table.lines))
        return
    if not table.single and not table.rows:
        yield t("No rows.")
        return
    yield from [_single(table)] if table.single else _rows(table, bars)
    yield from map(spoken, table.footnotes)
    if not table.single:
        yield from explanations(table)


def _single(table: Table) -> str:
    body = [[spoken(column.label), shown(table, column, table.rows[0])] for column in visible(table)]
    return aligned(body)


def _rows(table: Table, bars: "Bars | None") -> Iterator[str]:
    made = grid(table if bars else with_subtotals(table))
    headers = [spoken(column.label) for column in made.columns]
    right = [column.kind in NUMBERS for column in made.columns]
    if not bars:
        return aligned_lines(made.lines, headers, right)
    lines = [*bars.lines(bars.width), ""]  # the total has none
    body = [[*cells, line] for cells, line in zip(made.lines(), lines, strict=False)]
    return aligned_lines(lambda: body, [*headers, bars.heading], [*right, False])


_WORDS = ("text", "sentence", "date", "id")


def explanations(table: Table) -> list[str]:
    """Under what names each row, the commands that list what is behind its figures."""
    lines = []
    for at, head in enumerate(_heads(table) if table.explain else ()):
        if table.explain[at]:
            lines.append(f"{head}:")
            lines += [f"  {safe(command)}" for command in commands_of(table, at)]
    return lines


def commands_of(table: Table, at: int) -> list[str]:
    """The commands of a row; of how many entries and files they tell is a remark that a shell passes over, so that all can be pasted."""
    commands = [pasted(spoken(command)) for command in table.explain[at]]
    if commands and table.behind and any(table.behind[at]):
        entries, files = table.behind[at]
        commands.append(t("# entries: {entries}; files they came from: {files}", entries=entries, files=files))
    return commands


def _heads(table: Table) -> list[str]:
    """What each row is called: by what it is of, and by as many more of its words as tell all rows apart."""
    words = [column for column in visible(table) if column.kind in _WORDS]
    named = naming(words) or visible(table)[:1]
    more = [column for column in words if column not in named]
    while True:
        heads = [_head(table, named, row) for row in table.rows]
        if not more or len(set(heads)) == len(heads):
            return heads
        named = sorted([*named, more.pop(0)], key=visible(table).index)


def _head(table: Table, columns: Sequence[Column], row: Row) -> str:
    cells = [shown(table, column, row) for column in columns]
    return " · ".join([cell for cell in cells if cell not in ("", UNKNOWN)] or cells[:1])
