"""A whole number out of what a cell holds or a person types, and why a text is none."""

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.pattern import pattern
from aidtrack.phrase import Said, phrase
from aidtrack.values.one_value import SEVERAL, WHOLE, half_width, ungrouped

MOST = 999_999_999
_COUNT = pattern(rf"({WHOLE})(?:\s*[户人名])?")
_BELOW = pattern(rf"[-\u2212\u2013]\s*{WHOLE}(?:\.[0-9]+)?")
_BROKEN = pattern(rf"{WHOLE}\.[0-9]+")
_OF_MONEY = pattern(rf"[-\u2212]?\s*{WHOLE}(?:\.[0-9]+)?\s*(?:[十百千万亿]+元?|元)")


def whole(text: str, *, least: int = 0, most: int = MOST, digits: Said = "") -> int:
    """Raises Fault, with the bounds where it lies outside of them; `digits` says how it is written."""
    plain = half_width(text)
    found = _COUNT.fullmatch(plain)
    number = int(ungrouped(found[1])) if found else 0
    if found is not None and least <= number <= most:
        return number
    raise Fault(
        _why(plain, found is not None, number < least, least, most),
        digits or _bounds(least, most, number),
        code=spoilt(text),
    )


def spoilt(text: str) -> Code:
    """What a cell is that is no number."""
    return Code.TWO_VALUES if SEVERAL.search(half_width(text)) else Code.MALFORMED


def _why(plain: str, is_whole: bool, is_less: bool, least: int, most: int) -> Said:
    if is_whole:
        return phrase("is less than {least}.", least=least) if is_less else phrase("is more than {most}.", most=most)
    if not plain:
        return phrase("is blank.")
    if _BELOW.fullmatch(plain):
        return phrase("is below zero.")
    if _BROKEN.fullmatch(plain):
        return phrase("is no whole number: it has decimals.")
    if _OF_MONEY.fullmatch(plain):
        return phrase("is an amount with its unit; here things are counted.")
    return phrase("is not a whole number.")


def _bounds(least: int, most: int, number: int) -> Said:
    if most < MOST or number > most:
        return phrase("Write a whole number from {least} to {most}.", least=least, most=most)
    return (
        phrase("Write a whole number of {least} or more.", least=least) if least else phrase("Write digits, as in 128.")
    )
