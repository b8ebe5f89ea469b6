"""A page of the manual as plain text of a width: headings flush left, text below them, what is typed and printed further in.

It reads as much of Markdown as the manual is written in: headings, paragraphs, lists, tables, fenced code, and remarks, which are left out.
"""

import re
from collections.abc import Iterator, Sequence

from aidtrack.values.width import cell_len
from aidtrack.values.wrapped import NEVER_FIRST, WIDE, wrapped

_IN = "  "
_GAP = 2
_NARROW = 30  # a last column with less room than this stands below the others


def plain(text: str, width: int) -> list[str]:
    """The lines of a page. What is typed keeps its lines, however long, and so do tables."""
    lines: list[str] = []
    last = ""
    for block in _blocks(re.sub(r"<!--.*?-->\n?", "", text, flags=re.DOTALL)):
        made = [*_shown(block, width)]
        if lines and not (_is_item(block[0]) and _is_item(last)):
            lines.append("")
        lines += made
        last = block[0]
    return lines


def _blocks(text: str) -> Iterator[list[str]]:
    """What is set apart by blank lines, a fence with all in it, and each item of a list."""
    block: list[str] = []
    fenced = False
    for line in text.splitlines():
        begins = not fenced and (line.startswith(("```", "#")) or _is_item(line))
        if block and (begins or (not fenced and not line.strip())):
            yield block
            block = []
        if fenced or line.strip():
            block.append(line)
        if line.startswith("```"):
            fenced = not fenced
            if not fenced:
                yield block
                block = []
    if block:
        yield block


def _is_item(line: str) -> bool:
    return bool(re.match(r"(- |\d+\. )", line))


def _shown(block: Sequence[str], width: int) -> Iterator[str]:
    first = block[0]
    if first.startswith("#"):
        yield _said(first.lstrip("# "))
    elif first.startswith("```"):
        for line in block[1:-1]:
            sentence = first == "```console" and not line.startswith("$ ") and "  " not in line
            shown = wrapped(line, width - len(_IN * 2)) if sentence else [line]
            yield from ((_IN * 2 + one).rstrip() for one in shown or [""])
    elif first.startswith("|"):
        yield from _table([_cells(line) for line in block if not re.fullmatch(r"[|\s:-]+", line)], width)
    elif _is_item(first):
        mark, _, rest = first.partition(" ")
        inner = " " * (len(mark) + 1)
        lines = wrapped(_joined([rest, *block[1:]]), width - len(_IN + inner))
        yield from (f"{_IN}{mark + ' ' if at == 0 else inner}{line}" for at, line in enumerate(lines))
    else:
        yield from (_IN + line for line in wrapped(_joined(block), width - len(_IN)))


def _said(text: str) -> str:
    """A text without the marks of Markdown."""
    return re.sub(r"\*\*(.+?)\*\*|`([^`]+)`", lambda found: found[1] or found[2], text)


def _joined(lines: Sequence[str]) -> str:
    """The lines of a paragraph as one."""
    whole = ""
    for line in map(str.strip, lines):
        whole += f"{_between(whole.rstrip('`*'), line.lstrip('`*'))}{line}" if whole else line
    return _said(whole)


def _between(before: str, after: str) -> str:
    """Nothing within Chinese and at its points; a blank elsewhere."""
    if WIDE.match(after):
        return "" if WIDE.match(before[-1]) or before[-1] in NEVER_FIRST or not after[0].isalpha() else " "
    ends = WIDE.match(before[-1]) or (before[-1] in NEVER_FIRST and WIDE.match(before[-2:]))
    return "" if ends and not before[-1].isalpha() else " "


def _cells(line: str) -> list[str]:
    return [_said(cell.strip().replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _table(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Columns side by side, the last one wrapped; where there is no room for it, each row's first cell with the others below it."""
    room = width - len(_IN)
    widths = [max(map(cell_len, column)) for column in list(zip(*rows, strict=True))[:-1]]
    last = room - sum(widths) - _GAP * len(widths)
    head, *body = rows
    if not any(head):
        rows = body
    if last >= min(_NARROW, max(cell_len(row[-1]) for row in rows)):
        for row in rows:
            left = "".join(cell + " " * (size + _GAP - cell_len(cell)) for cell, size in zip(row, widths, strict=False))
            for at, line in enumerate(wrapped(row[-1], last) or [""]):
                yield f"{_IN}{left if at == 0 else ' ' * cell_len(left)}{line}".rstrip()
        return
    for first, *others in body:
        yield from (_IN + line for line in wrapped(first, room))
        for other in filter(None, others):
            yield from (_IN * 3 + line for line in wrapped(other, room - 2 * len(_IN)))
