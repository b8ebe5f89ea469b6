"""Personal data: a household's name is masked wherever it is shown, unless this run was asked, and logged, to show it."""

import re
import unicodedata

from aidtrack.pattern import pattern
from aidtrack.phrase import Said, phrase

MARK = "**"
LEFT_OUT = MARK  # of a cell that is never shown at all: an identity, bank or telephone number
_HIDING = frozenset("*＊×●□■")  # signs that stand for others, and in no name: not ○, which people type for 〇
_CODE = pattern(r"(?=[^0-9]*[0-9])[0-9A-Za-z.,:/#%+_-]*")  # a number, a date, a code: no name of a person
_GAP = "[ .·–-]?"  # how people set groups of digits apart
_IDENTITY = pattern(rf"(?<![0-9])(?:[0-9]{{6}}{_GAP}[0-9]{{8}}{_GAP}[0-9]{{3}}[0-9Xx]|[0-9]{{15}})(?![0-9])")
_YEARS = f"(?:(?:19|20)[0-9]{{2}}{_GAP}){{4}}(?![0-9])"
_CARD = pattern(rf"(?<![0-9])(?!{_YEARS})(?:[0-9]{{16,19}}|(?:[0-9]{{4}}{_GAP}){{4}}[0-9]{{0,3}})(?![0-9])")
_MOBILE = pattern(rf"(?<![0-9])(?:(?:\+|00)?86{_GAP})?1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}(?![0-9])")
_revealed = False


def reveal(shown: bool) -> None:
    """Whether names are shown from here on."""
    global _revealed
    _revealed = shown


def is_revealed() -> bool:
    """Whether this run shows names unmasked: what it writes is then for its owner alone."""
    return _revealed


def mask(name: str) -> str:
    """`张三丰` → `张**`: the first character, whatever the length."""
    return f"{name[:1]}{MARK}" if name else name


def masks(text: str, masked: str) -> bool:
    """Whether the second text is the first with signs of it masked; each part that is left is looked for where it first stands."""
    first, *between = masked.split(MARK)
    if not between or not text.startswith(first):
        return False
    *between, last = between
    at = len(first)
    for part in between:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return text.endswith(last, at)


def shown(name: str | None) -> str | None:
    """A name as this run may show it; a blank stays one."""
    return name if name is None or _revealed else mask(name)


def guarded(text: str) -> str:
    """A text that stands where a name might be, as this run may show it: what can be none stays, anything else is masked."""
    text = text.strip()
    return text if _revealed or not text or _CODE.fullmatch(text) else mask(text)


def is_masked(name: str) -> bool:
    """Whether this is what `mask` makes, and so no name to store."""
    return name[1:] == MARK


def is_hidden(name: str) -> bool:
    """Whether signs of a name are hidden, in our way or as other systems write rosters out: 张**, 欧阳*, *小丰, 张××."""
    return not _HIDING.isdisjoint(name)


def numbers_in(text: str, *, phone: bool = False) -> list[Said]:
    """What kinds of a person's numbers a text holds: identity (18 digits, or 15 of old), bank card, mobile; not the last with `phone`."""
    text = unicodedata.normalize("NFKC", text)
    kinds: dict[Said, re.Pattern[str]] = {phrase("an identity number"): _IDENTITY, phrase("a bank card number"): _CARD}
    if not phone:
        kinds[phrase("a mobile number")] = _MOBILE
    found: list[Said] = []
    for kind, shape in kinds.items():
        text, count = shape.subn(" ", text)  # an identity number is no card's as well
        found += [kind] * (count > 0)
    return found
