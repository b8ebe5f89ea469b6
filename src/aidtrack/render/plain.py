"""Aligned text for pipes and files (tabulate): as wide as it needs to be, nothing cut."""

from typing import TextIO

from aidtrack.locale import t
from aidtrack.render.bars import Bars
from aidtrack.render.bars import bars as bars_of
from aidtrack.render.cells import NUMBERS, naming, shown, total_row, visible, worth_showing
from aidtrack.values.report import Report, Table
from aidtrack.values.text import safe


def render(report: Report, stream: TextIO | None) -> str:
    title = safe(report.title)
    if report.as_of:
        title += "  " + t("as of {date}", date=report.as_of)
    parts = [title]
    for table in worth_showing(report):
        heading = f"{safe(table.title)}\n" if len(worth_showing(report)) > 1 else ""
        parts.append(heading + table_text(table, bars=bars_of(report, table, letters=True)))
    parts += [*report.notes, *(["\n".join(report.closing)] if report.closing else [])]
    return "\n\n".join(parts) + "\n"


def table_text(table: Table, tablefmt: str = "simple", *, bars: Bars | None = None) -> str:
    """One table with its total, notes and explanations; `bars` are its last column."""
    import tabulate

    if table.lines:
        return "\n".join(table.lines)
    columns = visible(table)
    if table.single:
        body = [[column.label, shown(table, column, table.rows[0])] for column in columns]
        text = tabulate.tabulate(body, tablefmt="plain" if tablefmt == "simple" else tablefmt, disable_numparse=True,
                                 headers=[t("Field"), t("Value")] if tablefmt != "simple" else ())  # fmt: skip
        return "\n".join([str(text), *table.notes])
    if not table.rows:
        return t("No rows.")
    body = [[shown(table, column, row) for column in columns] for row in table.rows]
    headers, aligned = (
        [column.label for column in columns],
        ["right" if column.kind in NUMBERS else "left" for column in columns],
    )
    if bars:
        body = [[*cells, line] for cells, line in zip(body, bars.lines(bars.width), strict=True)]
        headers, aligned = [*headers, bars.heading], [*aligned, "left"]
    if total := total_row(table):
        body.append(total + [""] * bool(bars))
    text = tabulate.tabulate(
        body,
        headers=headers,
        tablefmt=tablefmt,
        disable_numparse=True,
        colalign=aligned,
    )
    return "\n".join([str(text), *table.notes, *explanations(table)])


def explanations(table: Table) -> list[str]:
    """Under what names each row, the commands that list what is behind its figures."""
    lines = []
    first = naming(visible(table))
    for row, commands in zip(table.rows, table.explain, strict=False):
        if commands:
            lines.append(" · ".join(shown(table, column, row) for column in first) + ":")
            lines += [f"  {safe(command)}" for command in commands]
    return lines
