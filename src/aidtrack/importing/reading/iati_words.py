"""What an element of IATI says in words, and of which sector an activity is.

A word of ours says more than the sector that it is published under (16010 is social protection, of which 大病补贴 is a part): so it is
never read out of a code.
"""

from decimal import Decimal, InvalidOperation

from aidtrack.importing.reading.xml_tree import Element
from aidtrack.nouns.category import is_sector
from aidtrack.values.text import CUT, MAX_LENGTH, MAX_NAME, key
from aidtrack.values.words import RESERVED

_AT_ENDS = f" {CUT}"
_DAC = ("", "1")  # SectorVocabulary: the list of five digits; it is meant where none is said


def fitting(text: str, most: int) -> str:
    """On one line, without signs that are no writing, and no longer than a field takes; a name without the mark that it was cut."""
    plain = " ".join(text.split())
    if not plain.isprintable():
        plain = "".join(sign for sign in plain if sign.isprintable()).strip()
    if most <= MAX_NAME:
        return plain.strip(_AT_ENDS)[:most].rstrip(_AT_ENDS)
    return plain if len(plain) <= most else f"{plain[: most - 1]}{CUT}"


def words(parent: Element | None, most: int = MAX_LENGTH) -> str:
    """What it says: in Chinese where it says that, else first. A word by which sheets tell totals and the like says nothing."""
    told = [one for one in parent.all("narrative") if one.text] if parent else []
    chinese = [one for one in told if one.lang.casefold().startswith("zh")]
    found = fitting((chinese or told)[0].text, most) if told else ""
    return "" if key(found) in RESERVED else found


def sector_of(activity: Element) -> tuple[str, str]:
    """The five digits of which it is most, and what it calls them, else themselves; of its transactions where it says none itself."""
    own = [(one, _share(one)) for one in activity.all("sector")]
    of_money = [(one, Decimal(1)) for moved in activity.all("transaction") for one in moved.all("sector")]
    shares: dict[str, Decimal] = {}
    named: dict[str, str] = {}
    for one, share in own if any(_code(one) for one, _ in own) else of_money:
        if code := _code(one):
            shares[code] = shares.get(code, Decimal(0)) + share
            named[code] = named.get(code) or words(one, MAX_NAME)
    if not shares:
        return "", ""
    code = max(shares, key=lambda one: shares[one])
    return code, named[code] or f"DAC {code}"


def is_own_word(sector: Element, category: str) -> bool:
    """Whether it is of the reporting organisation's own vocabulary (SectorVocabulary 98, 99), and says no more than the category does."""
    return sector.attribute("vocabulary") in ("98", "99") and words(sector, MAX_NAME) == category != ""


def _code(sector: Element) -> str:
    code = sector.attribute("code")
    return code if sector.attribute("vocabulary") in _DAC and is_sector(code) else ""


def _share(sector: Element) -> Decimal:
    try:
        share = Decimal(sector.attribute("percentage") or "100")
    except InvalidOperation:
        return Decimal(0)
    return share if share.is_finite() else Decimal(0)
