"""Numbers that are no money: a measured value, a percentage, kept as text, exactly as precise as they came; a number of months."""

from decimal import Decimal

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.pattern import pattern
from aidtrack.phrase import phrase
from aidtrack.values.kinds import Kind, spoilt
from aidtrack.values.one_value import WHOLE, half_width, ungrouped

_NUMBER = pattern(rf"(?P<minus>[-\u2212]\s*)?(?P<whole>{WHOLE})(?P<decimals>\.[0-9]{{1,6}})?")
_MOST_DIGITS = 15
_MONTHS = pattern(r"([0-9]{1,4})(?:\s*(年|个?月))?")
_MOST_MONTHS = 600
_PERCENT = pattern(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)\s*%")
_BARE = pattern(r"100(?:\.0{1,4})?|[0-9]{1,2}(?:\.[0-9]{1,6})?")


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
    found = _PERCENT.fullmatch(half_width(cell))
    if found is None and (number := _BARE.fullmatch(half_width(cell))) is not None:
        raise _unsigned(Decimal(number[0]))
    if found is None or Decimal(found[1]) > 100:
        code = spoilt(cell) if found is None else Code.OUT_OF_RANGE
        raise Fault(phrase("is not a percentage."), phrase("Write it with its sign, as in 4.35%."), code=code)
    return f"{Decimal(found[1]).normalize():f}%"


def _unsigned(number: Decimal) -> Fault:
    """Why a number is no percentage: up to 1 it may be meant as a part of 1 too."""
    said, as_part = f"{number.normalize():f}%", f"{(number * 100).normalize():f}%"
    meant = phrase("Write {said} if that is meant.", said=said)
    if number <= 1:
        meant = phrase("Write {as_part} or {said}, whichever is meant.", as_part=as_part, said=said)
    return Fault(phrase("is not a percentage: its sign is missing."), meant, code=Code.OUT_OF_RANGE)


def _months(cell: str) -> int:
    found = _MONTHS.fullmatch(half_width(cell))
    months = int(found[1]) * (12 if found[2] == "年" else 1) if found else 0
    if not 1 <= months <= _MOST_MONTHS:
        raise Fault(
            phrase("is not a number of months from 1 to {most}.", most=_MOST_MONTHS),
            phrase("Write it as in 24, 24个月 or 2年."),
            code=spoilt(cell) if found is None else Code.OUT_OF_RANGE,
        )
    return months


NUMBER_OF = Kind(_number, shown="text", hint="a number, as in 4900 or 12.5", fixed=True)
PERCENT = Kind(_percent, shown="text", hint="a percentage, as in 4.35%", fixed=True)
MONTHS = Kind(_months, sql="INTEGER", shown="count", hint="months, as in 24")
