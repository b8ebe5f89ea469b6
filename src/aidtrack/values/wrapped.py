"""A text on lines of a width: broken at blanks and between Chinese signs, of which some begin and some end no line."""

from collections.abc import Callable, Iterator

from aidtrack.pattern import pattern
from aidtrack.values.width import cell_len

WIDE = pattern("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")
_PIECE = pattern(
    rf"\s+|{WIDE.pattern}|(?<={WIDE.pattern})(?:[,:;!?)]|\.(?!\w))+|(?:(?!{WIDE.pattern}|\((?={WIDE.pattern}))\S)+|\("
)
NEVER_FIRST = set("，。、；：！？）》〕】」』”’,.:;!?)")
_NEVER_LAST = set("（《〔【「『“‘(")

Measure = Callable[[str], int]  # how many cells of a screen a text takes


def wrapped(text: str, width: int, measure: Measure = cell_len) -> list[str]:
    """The lines of one paragraph; what cannot be broken stays whole, however long."""
    lines, line = list[str](), ""
    for piece in _pieces(text):
        if line.strip() and measure((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line = line + piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def fitted(text: str, width: int, measure: Measure = cell_len) -> list[str]:
    """The lines of a text of several paragraphs, each under its own indent, none wider than the width: a long word is cut there."""
    lines = list[str]()
    for paragraph in text.split("\n"):
        indent = paragraph[: len(paragraph) - len(paragraph.lstrip())][: max(0, width - 1)]
        room = max(1, width - len(indent))
        found = (cut for line in wrapped(paragraph.strip(), room, measure) for cut in _cut(line, room, measure))
        lines += [indent + line for line in found] or [""]
    return lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        sticks = pieces and (piece[0] in NEVER_FIRST or pieces[-1][-1] in _NEVER_LAST)
        if sticks:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _cut(line: str, width: int, measure: Measure) -> Iterator[str]:
    while measure(line) > width and len(line) > 1:
        at = next((at for at in range(len(line) - 1, 1, -1) if measure(line[:at]) <= width), 1)
        yield line[:at]
        line = line[at:]
    yield line
