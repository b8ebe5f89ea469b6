"""How many cells a terminal shows a text on. rich knows of each sign, and looks each up for each text anew: of long tables that is half of the time."""

from rich.cells import cell_len as _of_sign

from aidtrack.pattern import pattern

_DOT = "·"
# What nearly all texts are of: signs of one cell and one byte of UTF-8, ideographs and wide signs of two cells and three bytes; the dot has two.
_USUAL = pattern(f"[ -~{_DOT}、。\u4e00-\u9fff\uff01-\uff60]*")
_JOINER, _SELECTOR = "\u200d", "\ufe0f"  # signs that change the width of others


class _Widths(dict[str, int]):
    """Sign → cells, looked up once."""

    def __missing__(self, sign: str) -> int:
        found = self[sign] = _of_sign(sign)
        return found


_width = _Widths().__getitem__


def cell_len(text: str) -> int:
    """How many cells of a screen a text takes, as rich has it."""
    if text.isascii() and text.isprintable():
        return len(text)
    if _USUAL.fullmatch(text):
        return (len(text) + len(text.encode()) - text.count(_DOT)) // 2
    return _of_sign(text) if _JOINER in text or _SELECTOR in text else sum(map(_width, text))
