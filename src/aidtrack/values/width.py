"""How many cells a terminal shows a text on. rich knows of each sign, and looks each up for each text anew: of long tables that is half of the time."""

from rich.cells import cell_len as _of_sign

_JOINING = ("\u200d", "\ufe0f")  # signs that change the width of others


class _Widths(dict[str, int]):
    """Sign → cells, looked up once."""

    def __missing__(self, sign: str) -> int:
        found = self[sign] = _of_sign(sign)
        return found


_width = _Widths().__getitem__


def cell_len(text: str) -> int:
    if text.isascii() and text.isprintable():
        return len(text)
    return _of_sign(text) if any(sign in text for sign in _JOINING) else sum(map(_width, text))
