"""What a text says that a cell shows, read as a person reads it, with nothing of the code under test."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

YUAN = {"元": 1, "百元": 100, "千元": 1000, "千": 1000, "万": 10**4, "万元": 10**4, "十万": 10**5, "百万": 10**6, "百万元": 10**6,
        "千万": 10**7, "亿": 10**8, "亿元": 10**8}  # fmt: skip
_AMOUNT = re.compile(
    r"(?P<open>\()?(?P<minus>-)?(?:¥|￥|人民币|RMB)?(?P<inner>-)?\+?(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<decimals>[0-9]+))?"
    r" ?(?P<unit>[百千十]?[万亿]?元|[百千十]?[万亿]|千)?(?(open)\))"
)
_NOTHING = re.compile(r"[¥￥]?[-—]")  # an accountant's 0
_DIGITS = dict(zip("〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖", "01234567890123456789", strict=True))
_TIMES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}


@dataclass(frozen=True)
class Seen:
    """A number as it is seen: so much, `off` by half of its last digit at the most, in a unit of its own or in none."""

    number: Decimal
    off: Decimal
    unit: str | None

    def is_for(self, number: Decimal) -> bool:
        """Whether a number may be shown so."""
        return abs(number - self.number) <= self.off


def seen_amount(text: str, *, red: bool) -> Seen | None:
    """What is seen of an amount, None where the text is none. Red alone says that it is below zero."""
    plain = _in_digits(text.strip())
    if _NOTHING.fullmatch(plain):
        return Seen(Decimal(0), Decimal(0), None)
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        return None
    signs = [name for name in ("open", "minus", "inner") if found[name]]
    decimals = found["decimals"] or ""
    number = Decimal(found["whole"].replace(",", "") + "." + (decimals or "0"))
    off = Decimal("0.5").scaleb(-len(decimals))
    if len(signs) > 1:
        return None
    return Seen(-number if signs or red else number, off, found["unit"])


def seen_percent(text: str) -> Seen | None:
    found = re.fullmatch(r"([0-9]+)(?:\.([0-9]+))?%", text.strip())
    if found is None:
        return None
    return Seen(Decimal(f"{found[1]}.{found[2] or 0}"), Decimal("0.5").scaleb(-len(found[2] or "")), "%")


def seen_count(text: str) -> int | None:
    """What is seen of a count, with or without what is counted."""
    if _NOTHING.fullmatch(text.strip()):
        return 0
    found = re.fullmatch(
        r"(?:[¥￥+]|人民币|RMB)?([0-9]{1,3}(?:,[0-9]{3})*|[0-9]+)(?:\.0+)? ?[户人个]?", _in_digits(text.strip())
    )
    return int(found[1].replace(",", "")) if found else None


def shows_day(text: str, held: float) -> bool:
    """Whether a text shows the day that a number of a workbook stands for, and no other year or month."""
    day = date(1899, 12, 30) + timedelta(days=int(held))
    plain = re.sub(
        "[〇一二三四五六七八九十]+", lambda found: _in_digits(found[0]), re.sub("\\s*星期.|[0-9]+:[0-9:]+", "", text)
    )
    if (packed := re.fullmatch("[0-9]{8}", plain)) is not None:
        return packed[0] == day.strftime("%Y%m%d")
    if re.fullmatch("[0-9. ¥￥$,年月日/-]+", plain) is None:
        return False
    numbers = [int(number) for number in re.findall("[0-9]+", plain)]
    parts = [day.day, day.month, day.year, day.year % 100]
    return day.day in numbers and all(number in parts for number in numbers) and len(numbers) <= 3


def _in_digits(text: str) -> str:
    """Chinese numerals of a text without digits as digits: 一万五千 is 15000, 二〇一八 2018, 壹拾贰点伍 12.5."""
    if re.search("[0-9]", text):
        return text
    found = re.search(
        r"[〇一二三四五六七八九十零壹贰叁肆伍陆柒捌玖拾佰仟]([〇一二三四五六七八九十百千万亿零壹贰叁肆伍陆柒捌玖拾佰仟]*)",
        text,
    )
    if found is None:
        return text
    whole = _number(found[0])
    behind = text[found.end() :]
    if behind[:1] in ("．", "点"):
        behind = "." + "".join(_DIGITS[one] for one in behind[1:])
    return text[: found.start()] + whole + behind


def _number(numerals: str) -> str:
    if all(one in _DIGITS for one in numerals):
        return "".join(_DIGITS[one] for one in numerals)
    for word, times in (("亿", 10**8), ("万", 10**4)):
        if word in numerals:
            before, _, behind = numerals.partition(word)
            return str(int(_number(before)) * times + int(_number(behind) if behind else 0))
    total = digit = 0
    for one in numerals:
        if one in _TIMES:
            total, digit = total + (digit or 1) * _TIMES[one], 0
        else:
            digit = int(_DIGITS[one])
    return str(total + digit)
