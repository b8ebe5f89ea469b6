"""Numbers that are no money: a measured value, a percentage, kept as text, exactly as precise as they came; a number of months."""

from decimal import Decimal

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.pattern import pattern
from aidtrack.phrase import phrase
from aidtrack.values.kinds import Kind
from aidtrack.values.one_value import WHOLE, half_width, ungrouped
from aidtrack.values.whole import spoilt

_NUMBER = pattern(rf"(?P<minus>[-\u2212]\s*)?(?P<whole>{WHOLE})(?P<decimals>\.[0-9]{{1,6}})?")
_MOST_DIGITS = 15
_MONTHS = pattern(r"([0-9]{1,4})(?:\s*(年|个?月))?")
MOST_MONTHS = 600
_PERCENT = pattern(r"(?P<minus>[-\u2212]\s*)?(?P<number>[0-9]{1,24}(?:\.[0-9]{1,6})?)\s*(?P<sign>%)?")
_WHOLE = 100
_DECIMALS = 4


def _number(cell: str) -> str:
    found = _NUMBER.fullmatch(half_width(cell))
    if found is None or len(whole := ungrouped(found["whole"])) > _MOST_DIGITS:
        raise Fault(
            phrase("is not a number."),
            phrase("Write digits, as in 4900 or 12.5; “≥” and “≈” stand in the column 限定 (qualifier)."),
            code=spoilt(cell),
            typed=phrase("Write digits, as in 4900 or 12.5; “≥” and “≈” stand in --qualifier."),
        )
    number = Decimal(whole + (found["decimals"] or ""))
    return f"{'-' if found['minus'] and number else ''}{number:f}"


def _percent(cell: str) -> str:
    plain = half_width(cell)
    found = _PERCENT.fullmatch(plain)
    if found is None:
        problem = phrase("is not a percentage.") if plain else phrase("is blank.")
        raise Fault(problem, phrase("Write it with its sign, as in 4.35%."), code=spoilt(cell))
    number = Decimal(found["number"])
    if found["minus"] or number > _WHOLE:
        problem = phrase("is below zero.") if found["minus"] else phrase("is more than 100%.")
        raise Fault(problem, phrase("Write 0% to 100%, as in 4.35%."), code=Code.OUT_OF_RANGE)
    if not found["sign"]:
        raise _unsigned(number)
    if number != round(number, _DECIMALS):
        raise Fault(
            phrase("has more than four decimals."), phrase("Write 0% to 100%, as in 4.35%."), code=Code.OUT_OF_RANGE
        )
    return f"{number.normalize():f}%"


def _unsigned(number: Decimal) -> Fault:
    """Why a number is no percentage: up to 1 it may be meant as a part of 1 too."""
    said, as_part = f"{number.normalize():f}%", f"{(number * 100).normalize():f}%"
    meant = phrase("Write {said} if that is meant.", said=said)
    if 0 < number <= 1:
        meant = phrase("Write {as_part} or {said}, whichever is meant.", as_part=as_part, said=said)
    return Fault(phrase("is not a percentage: its sign is missing."), meant, code=Code.OUT_OF_RANGE)


def _months(cell: str) -> int:
    found = _MONTHS.fullmatch(half_width(cell))
    months = int(found[1]) * (12 if found[2] == "年" else 1) if found else 0
    if not 1 <= months <= MOST_MONTHS:
        raise Fault(
            phrase("is not a number of months from 1 to {most}.", most=MOST_MONTHS),
            phrase("Write it as in 24, 24个月 or 2年."),
            code=spoilt(cell) if found is None else Code.OUT_OF_RANGE,
        )
    return months


NUMBER_OF = Kind(_number, shown="quantity", hint="a number, as in 4900 or 12.5", fixed=True)
PERCENT = Kind(_percent, shown="text", hint="a percentage, as in 4.35%", fixed=True)
MONTHS = Kind(_months, sql="INTEGER", shown="count", hint="months, as in 24")
