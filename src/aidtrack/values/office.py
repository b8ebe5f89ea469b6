"""What an office is called among others: its code, as its superior knows it, and the number that ids above are made of."""

from aidtrack.errors import Fault
from aidtrack.pattern import pattern
from aidtrack.phrase import phrase
from aidtrack.values.kinds import NAME, Kind
from aidtrack.values.one_value import half_width

_MOST = 40  # signs of a code
_APART = pattern(r"[\s/=*,;、，；]")  # these part codes where several are named
_PROVINCES = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]"  # GB/T 2260
_DIVISION = pattern(rf"(?:{_PROVINCES})(?:[0-9]{{2}}){{0,2}}")
_NUMBER = pattern("[1-9][0-9]{0,5}")


def _code(cell: str) -> str:
    plain = half_width(str(NAME.parse(cell)))
    if _APART.search(plain) or len(plain) > _MOST:
        raise Fault(
            phrase("is no code of an office."),
            phrase(
                "Write one word of at most {most} letters and digits, such as the division code 621122.", most=_MOST
            ),
        )
    return plain


def _number(cell: str) -> str:
    plain = half_width(cell)
    if not _NUMBER.fullmatch(plain):
        raise Fault(
            phrase("is no number of an office."), phrase("Write 1 to 6 digits, the first of them no 0, as in 621122.")
        )
    return plain


def number_of(code: str) -> str | None:
    """The number that a code is by itself: a division code of a province, prefecture or county is one."""
    return code if _DIVISION.fullmatch(code) else None


OFFICE = Kind(_code, hint="such as its division code, 621122", coded=True)
OFFICE_NUMBER = Kind(_number, hint="1 to 6 digits", coded=True)
