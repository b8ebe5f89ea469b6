"""Digits as people write them. Two numbers in one cell stay two: what stands between digits is never taken away unseen."""

import unicodedata

from aidtrack.pattern import pattern
from aidtrack.values.text import bare

# Groups of three may be set apart by commas or by blanks, as in 1,234,567 and 1 234 567; a line break parts two numbers.
# No more digits than `int` takes.
WHOLE = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,333}|[0-9]{1,3}(?: [0-9]{3}){1,333}|[0-9]{1,999})"
DECIMALS = r"[0-9]{1,999}"
SEVERAL = pattern(r"[0-9]\s+[0-9]")
_DIGIT = pattern(r"[0-9]")
_FULL_WIDTH = "０１２３４５６７８９"


def half_width(text: str) -> str:
    """`bare` text whose full-width digits, marks and blanks are plain ones, as NFKC makes them.

    What is no digit stays as it is where NFKC would make one of it, so that no pattern of digits fits: 500① is not 5001.
    """
    plain = bare(text)
    if not plain.isascii():
        plain = "".join(map(_half_width, plain))
    return plain.strip()


def _half_width(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return character if _DIGIT.search(plain) and character not in _FULL_WIDTH and not character.isascii() else plain


def ungrouped(whole: str) -> str:
    """The digits alone of what fits `WHOLE`."""
    return whole.replace(",", "").replace(" ", "")
