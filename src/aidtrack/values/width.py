"""How many cells a terminal shows a text on. rich knows of each sign, and looks each up for each text anew: of long tables that is half of the time."""

from functools import lru_cache

from rich.cells import cell_len as _of_sign

_JOINER, _SELECTOR = "\u200d", "\ufe0f"  # signs that change the width of others
_KEPT = 8_000  # texts: a table has many words twice, and each is measured for the width and for the blanks


class _Widths(dict[str, int]):
    """Sign → cells, looked up once."""

    def __missing__(self, sign: str) -> int:
        found = self[sign] = _of_sign(sign)
        return found


_width = _Widths().__getitem__


def cell_len(text: str) -> int:
    return len(text) if text.isascii() and text.isprintable() else _of_signs(text)


@lru_cache(_KEPT)
def _of_signs(text: str) -> int:
    return _of_sign(text) if _JOINER in text or _SELECTOR in text else sum(map(_width, text))
