"""Dates: a day for money, and for facts about nouns a date of the precision known (2016, 2018-05, 2018-05-01)."""

from datetime import date, timedelta

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.pattern import pattern
from aidtrack.phrase import Said, phrase
from aidtrack.values.one_value import SEVERAL, half_width

# A blank may stand beside 年, 月 and 日. A day without its 日 is no number of the next line. A year's or month's end is of its precision.
_CHINESE = pattern(
    r"([0-9]{4})\s*年(?:\s*([0-9]{1,2})\s*月(?:\s*([0-9]{1,2})\s*[日号]|[^\S\n]*([0-9]{1,2}))?)?(?:(?<=[年月])底(?:以?前)?)?"
)
_SEPARATED = pattern(r"([0-9]{4})(?:(?P<mark>[-./])([0-9]{1,2})(?:(?P=mark)([0-9]{1,2}))?)?")
_PACKED = pattern(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WHOLE = phrase("Write year, month and day, as in 2017-09-20.")
_AS_KNOWN = phrase("Write it as far as it is known: 2017, 2017-09 or 2017-09-20.")
_YEARLESS = pattern(r"[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*[日号]?")
_DOTTED = pattern(r"(?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9]|0?[1-9])")  # 4.5
_PARTS = pattern(r"(?:[0-9]{4}年)?[0-9]{0,2}月[0-9]{0,2}日")  # of columns 年, 月, 日, of which one is blank
_MIDNIGHT = pattern(r"(?:\s+|(?<=[0-9]{2})T)0{1,2}:00(?::00(?:\.0+)?)?$")
_MOMENT = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}\+00:00")
FIRST_YEAR, LAST_YEAR = 1949, 2100
# The end of what has none yet, beside the dates; people write 至今.
ONGOING = "ongoing"
_STILL = ("至今", "迄今", "现在", ONGOING)


def parse_day(text: str) -> str:
    """A full calendar day as ISO text. Raises Fault for anything else, also for a day that does not exist."""
    found = parse_date(text, whole=True)
    if len(found) != 10:
        raise Fault(
            phrase("is not a whole date."),
            _WHOLE,
            code=Code.UNCLEAR_DATE,
        )
    return found


def parse_date(text: str, *, whole: bool = False) -> str:
    """A date of any precision as ISO text: `2016`, `2018-05` or `2018-05-01`; of one that must be `whole` a Fault says so. Raises Fault."""
    year, month, day = _written(_MIDNIGHT.sub("", half_width(text)), _WHOLE if whole else _AS_KNOWN)
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Fault(
            phrase("lies outside {first}–{last}.", first=FIRST_YEAR, last=LAST_YEAR),
            phrase("Check the year."),
            code=Code.OUT_OF_RANGE,
        )
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        raise Fault(phrase("has no such month."), phrase("Months go from 1 to 12."), code=Code.NO_SUCH_DAY)
    if day is None:
        return f"{year}-{int(month):02d}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise Fault(
            phrase("does not exist: that month has no such day."), phrase("Check the day."), code=Code.NO_SUCH_DAY
        ) from None


def parse_end(text: str) -> str:
    """A date of any precision, or ONGOING. Raises Fault."""
    return ONGOING if half_width(text).casefold() in _STILL else parse_date(text)


def _written(plain: str, advice: Said) -> tuple[str, str | None, str | None]:
    """Year, month and day as a date spells them, as far as it goes; the numbers may name none that exists."""
    if found := _PACKED.fullmatch(plain):
        return found[1], found[2], found[3]
    if found := _CHINESE.fullmatch(plain):
        return found[1], found[2], found[3] or found[4]
    if found := _SEPARATED.fullmatch(plain):
        return found[1], found[3], found[4]
    if plain.isdecimal() and plain.isascii():
        raise Fault(
            phrase("is a bare number, not a date; Excel may have stored the date as one."),
            phrase("Format the column as a date, or write 2017-09-20."),
            code=Code.UNCLEAR_DATE,
            typed=_WHOLE,
        )
    if _DOTTED.fullmatch(plain):
        raise Fault(
            phrase("has no year."),
            phrase(
                "Write year, month and day, as in 2017-09-20; of texts --year 2017 says it for a whole sheet, of numbers not: 4.10 becomes 4.1."
            ),
            code=Code.UNCLEAR_DATE,
            typed=_WHOLE,
        )
    if _YEARLESS.fullmatch(plain):
        raise Fault(
            phrase("has no year."),
            phrase("Write year, month and day, as in 2017-09-20; for a whole sheet --year 2017 says it."),
            code=Code.UNCLEAR_DATE,
            typed=_WHOLE,
        )
    if _PARTS.fullmatch(plain):
        raise Fault(
            phrase("lacks a part of the date."),
            phrase("Write it; where a blank cell stands for what is above it, add --fill-down COLUMN."),
            code=Code.UNCLEAR_DATE,
            typed=_WHOLE,
        )
    code = Code.TWO_VALUES if SEVERAL.search(plain) else Code.UNCLEAR_DATE
    raise Fault(phrase("is not a date with one meaning."), advice, code=code)


def is_moment(text: object) -> bool:
    """Whether this is a moment as records are stamped with: in UTC, to the microsecond."""
    return isinstance(text, str) and _MOMENT.fullmatch(text) is not None


def first_day(iso: str) -> str:
    """The first day that a date of any precision may mean."""
    return iso + "-01-01"[len(iso) - 4 :] if len(iso) < 10 else iso


def last_day(iso: str) -> str:
    """The last day that a date of any precision may mean; what goes on ends on none that is known."""
    if iso == ONGOING:
        return "9999-12-31"
    if len(iso) == 4:
        return f"{iso}-12-31"
    if len(iso) == 7:
        year, month = int(iso[:4]), int(iso[5:7])
        return day_before(date(year + month // 12, month % 12 + 1, 1).isoformat())
    return iso


def day_after(day: str) -> str:
    """The day that follows, both as ISO text."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def day_before(day: str) -> str:
    """The day before, both as ISO text."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def days_since(iso: str | None, day: str) -> int | None:
    """The days from the last one that `iso` may mean to `day`, below zero where it is to come; None where no date is known."""
    try:
        return None if iso is None else (date.fromisoformat(day) - date.fromisoformat(last_day(iso))).days
    except ValueError:  # raw SQL may have put anything there
        return None


def is_future(iso: str, today: date) -> bool:
    """Whether a day lies after tomorrow: a day's slack for clocks and time zones."""
    return iso > day_limit(today)


def day_limit(today: date) -> str:
    """The last day that does not lie in the future."""
    return day_after(today.isoformat())
